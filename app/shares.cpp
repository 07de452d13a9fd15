#include "app/shares.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "app/files.h"
#include "app/manifest.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr std::array<std::string_view, 19> columns = {
    "share",         "shares", "added",    "sha256",  "bytes",    "pages",           "scans",
    "seconds",       "root",   "path",     "year",    "gemeente", "gemeente_source", "dossier",
    "documentsoort", "datum",  "openbaar", "skipped", "problem"};

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : "|") + code;
  return text;
}

std::vector<std::string> parted(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

void append_row(std::string& csv, const SharedFile& row, std::uint32_t shares) {
  const corpus::Offering& offering = row.file.offering;
  const bool has_bytes = !row.sha256.empty();
  const std::array<std::string, columns.size()> fields = {
      std::to_string(row.share),
      std::to_string(shares),
      row.added,
      row.sha256,
      has_bytes ? std::to_string(row.bytes) : "",
      has_bytes ? std::to_string(row.look.pages) : "",
      has_bytes ? std::to_string(row.look.scans) : "",
      has_bytes ? fmt::format("{:.2f}", row.seconds) : "",
      text::escaped_path(offering.root),
      text::escaped_path(offering.path),
      offering.set_year == 0 ? "" : std::to_string(offering.set_year),
      joined(offering.gemeenten),
      offering.gemeenten_source,
      offering.dossier,
      offering.documentsoort,
      offering.document_date,
      offering.openbaar ? "ja" : "nee",
      row.file.skip_reason,
      row.file.problem};
  for (std::size_t at = 0; at < fields.size(); ++at)
    csv += (at > 0 ? "," : "") + quoted(fields[at]);
  csv += "\n";
}

// One row of a plan that somebody may have edited.
class RowReader {
 public:
  RowReader(const reports::CsvRow& row, const std::string& file) : row_(row), file_(file) {}

  SharedFile read(std::uint32_t& shares) const {
    SharedFile result;
    shares = static_cast<std::uint32_t>(number("shares", 1, shares_max));
    result.share = static_cast<std::uint32_t>(number("share", 1, shares));
    result.added = field("added");
    if (!is_time(result.added)) fail("added", "is no time", "write it as 2024-12-31T12:00:00Z");
    read_look(result);
    read_offering(result.file.offering);
    result.file.skip_reason = field("skipped");
    result.file.problem = field("problem");
    if (result.file.offering.set_year == 0 && result.file.skip_reason.empty())
      fail("year", "is missing", "write the year of the collection");
    return result;
  }

 private:
  const std::string& field(std::string_view name) const {
    const auto* column = std::find(columns.begin(), columns.end(), name);
    return row_.fields[static_cast<std::size_t>(column - columns.begin())];
  }

  void read_look(SharedFile& result) const {
    result.sha256 = field("sha256");
    if (result.sha256.empty()) return;
    if (result.sha256.size() != 64 ||
        result.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
      fail("sha256", "is no SHA-256", "write 64 digits and letters from a to f, or nothing");
    result.bytes = number("bytes", 0, std::uint64_t{1} << 50);
    result.look.pages = static_cast<std::uint32_t>(number("pages", 0, 1'000'000));
    result.look.scans = static_cast<std::uint32_t>(number("scans", 0, result.look.pages));
    const std::string& text = field("seconds");
    const auto [end, problem] =
        std::from_chars(text.data(), text.data() + text.size(), result.seconds);
    if (problem != std::errc{} || end != text.data() + text.size() ||
        !(result.seconds >= 0 && result.seconds < 1e9))
      fail("seconds", "is no number of seconds", "write it as 12.50");
  }

  void read_offering(corpus::Offering& offering) const {
    offering.root = path("root");
    offering.path = path("path");
    const std::filesystem::path below(offering.path);
    if (!offering.root.starts_with('/'))
      fail("root", "is not absolute", "write the whole way to the folder");
    if (offering.path.empty() || below.is_absolute() ||
        std::find(below.begin(), below.end(), "..") != below.end())
      fail("path", "is no way below the root", "write it relative to the root, without ..");
    if (!field("year").empty()) offering.set_year = static_cast<int>(number("year", 1990, 2100));
    offering.gemeenten = parted(field("gemeente"));
    offering.gemeenten_source = field("gemeente_source");
    const bool known_source =
        offering.gemeenten.empty()
            ? offering.gemeenten_source.empty()
            : offering.gemeenten_source == "manifest" || offering.gemeenten_source == "folder";
    if (!known_source)
      fail("gemeente_source", "does not go with gemeente",
           "write manifest or folder where there is a gemeente, else nothing");
    offering.dossier = field("dossier");
    offering.documentsoort = field("documentsoort");
    offering.document_date = field("datum");
    if (!offering.document_date.empty() && !is_iso_date(offering.document_date))
      fail("datum", "is no date", "write dates as 2024-12-31");
    offering.openbaar = field("openbaar") == "ja";
    if (!offering.openbaar && field("openbaar") != "nee")
      fail("openbaar", "is neither ja nor nee", "write ja or nee");
  }

  std::string path(std::string_view name) const {
    try {
      return unescaped_path(field(name));
    } catch (const Error& error) {
      fail(name, error.problem, error.remedy);
    }
  }

  static bool is_time(const std::string& text) {
    static constexpr std::string_view form = "0000-00-00T00:00:00Z";
    if (text.size() != form.size() || !is_iso_date(text.substr(0, 10))) return false;
    for (std::size_t at = 0; at < form.size(); ++at) {
      const bool is_digit = text[at] >= '0' && text[at] <= '9';
      if (form[at] == '0' ? !is_digit : text[at] != form[at]) return false;
    }
    return true;
  }

  std::uint64_t number(std::string_view name, std::uint64_t least, std::uint64_t most) const {
    const std::string& text = field(name);
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || value < least || value > most)
      fail(name, fmt::format("is no number from {} to {}", least, most),
           "mend it, or make the plan again");
    return value;
  }

  [[noreturn]] void fail(std::string_view column, const std::string& problem,
                         const std::string& remedy) const {
    throw Error(ErrorKind::usage, file_,
                fmt::format("line {}: {} \"{}\" {}", row_.line, column,
                            text::escaped_path(field(column).substr(0, 80)), problem),
                remedy);
  }

  const reports::CsvRow& row_;
  const std::string& file_;
};

using FileKey = std::tuple<std::string, std::string, int>;

FileKey key_of(const SharedFile& row) {
  const corpus::Offering& offering = row.file.offering;
  return {offering.root, offering.path, offering.set_year};
}

bool comes_before(const SharedFile& left, const SharedFile& right) {
  return std::tuple(std::string_view(left.added), key_of(left)) <
         std::tuple(std::string_view(right.added), key_of(right));
}

// Without bytes there is nothing to spread: such rows are listed by the first share.
void give_out(SharePlan& plan) {
  std::map<std::string, std::uint32_t> given;
  for (const SharedFile& row : plan.files)
    if (row.share != 0 && !row.sha256.empty()) given.emplace(row.sha256, row.share);
  std::vector<double> seconds(plan.shares, 0.0);
  const auto loads = loads_of(plan);
  for (std::size_t at = 0; at < loads.size(); ++at) seconds[at] = loads[at].seconds;
  std::map<std::string, double> waiting;
  for (const SharedFile& row : plan.files)
    if (!row.sha256.empty() && !given.contains(row.sha256)) waiting[row.sha256] = row.seconds;
  std::vector<std::pair<double, std::string>> dearest_first;
  for (const auto& [sha256, cost] : waiting) dearest_first.emplace_back(-cost, sha256);
  std::sort(dearest_first.begin(), dearest_first.end());
  for (const auto& [cost, sha256] : dearest_first) {
    const auto least = std::min_element(seconds.begin(), seconds.end());
    *least -= cost;
    given[sha256] = static_cast<std::uint32_t>(least - seconds.begin() + 1);
  }
  for (SharedFile& row : plan.files) {
    if (row.sha256.empty())
      row.share = std::max(row.share, 1u);
    else
      row.share = given.at(row.sha256);
  }
}

}  // namespace

std::vector<ShareLoad> loads_of(const SharePlan& plan) {
  std::vector<ShareLoad> loads(plan.shares);
  std::set<std::string> seen;
  for (const SharedFile& row : plan.files) {
    if (row.share == 0) continue;
    ShareLoad& load = loads[row.share - 1];
    ++load.files;
    if (row.sha256.empty() || !seen.insert(row.sha256).second) continue;
    ++load.documents;
    load.pages += row.look.pages;
    load.scans += row.look.scans;
    load.bytes += row.bytes;
    load.bytes_of_largest = std::max(load.bytes_of_largest, row.bytes);
    load.seconds += row.seconds;
  }
  return loads;
}

void add_to_plan(SharePlan& plan, std::vector<SharedFile> found, const std::string& added) {
  std::map<FileKey, std::size_t> rows;
  for (std::size_t at = 0; at < plan.files.size(); ++at) rows.emplace(key_of(plan.files[at]), at);
  for (SharedFile& file : found) {
    file.added = added;
    const auto row = rows.find(key_of(file));
    if (row == rows.end()) {
      plan.files.push_back(std::move(file));
      continue;
    }
    SharedFile& known = plan.files[row->second];
    if (known.sha256 == file.sha256) {
      file.added = known.added;
      file.share = known.share;
      file.look = known.look;
      file.seconds = known.seconds;
    }
    known = std::move(file);
  }
  std::sort(plan.files.begin(), plan.files.end(), comes_before);
  give_out(plan);
}

std::string plan_as_csv(const SharePlan& plan) {
  std::string csv;
  for (const std::string_view column : columns)
    csv += (csv.empty() ? "" : ",") + std::string(column);
  csv += "\n";
  for (const SharedFile& row : plan.files) append_row(csv, row, plan.shares);
  return csv;
}

SharePlan parse_plan(std::string_view bytes, const std::string& file) {
  const reports::CsvFile csv = reports::parse_csv(bytes, file);
  const auto refuse = [&](const std::string& problem) {
    throw Error(ErrorKind::usage, file, problem,
                "name a file that `inkoopmonitor cluster plan` wrote");
  };
  if (!std::equal(csv.header.begin(), csv.header.end(), columns.begin(), columns.end()))
    refuse("is no plan of shares: it has other columns");
  if (csv.rows.empty()) refuse("is a plan without files");
  SharePlan plan;
  std::map<std::string, std::uint32_t> shares_of;
  for (const reports::CsvRow& row : csv.rows) {
    std::uint32_t shares = 0;
    SharedFile read = RowReader(row, file).read(shares);
    if (plan.shares == 0) plan.shares = shares;
    if (plan.shares != shares)
      refuse(fmt::format("line {}: shares is {}, and {} in the rows before", row.line, shares,
                         plan.shares));
    if (!read.sha256.empty() &&
        shares_of.emplace(read.sha256, read.share).first->second != read.share)
      refuse(fmt::format("line {}: this content is in another share too", row.line));
    plan.files.push_back(std::move(read));
  }
  return plan;
}

SharePlan read_plan(const std::filesystem::path& file) {
  return parse_plan(read_whole_file(file), text::escaped_path(file.native()));
}

std::string unescaped_path(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      bytes += text[at];
      continue;
    }
    const char kind = ++at < text.size() ? text[at] : '\0';
    unsigned byte = 0;
    if (kind == '\\' || kind == 'n' || kind == 't') {
      bytes += kind == 'n' ? '\n' : kind == 't' ? '\t' : '\\';
    } else if (const std::string_view digits = text.substr(std::min(at + 1, text.size()), 2);
               kind == 'x' && digits.size() == 2 &&
               std::from_chars(digits.data(), digits.data() + 2, byte, 16).ptr ==
                   digits.data() + 2 &&
               byte != 0) {
      bytes += static_cast<char>(byte);
      at += 2;
    } else {
      throw Error(ErrorKind::usage, "a path", "has a backslash that stands for nothing",
                  "write \\\\ for a backslash and \\xNN for a byte");
    }
  }
  return bytes;
}

}  // namespace inkoopmonitor::app
