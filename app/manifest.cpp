#include "app/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <optional>

#include "app/files.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr std::array column_names = {"path",          "year",  "gemeente", "dossier",
                                     "documentsoort", "datum", "openbaar"};

std::string all_columns() {
  std::string joined;
  for (const char* name : column_names) joined += (joined.empty() ? "" : ",") + std::string(name);
  return joined;
}

// Column name to its place in a row.
using Columns = std::map<std::string, std::size_t>;

Columns find_columns(const reports::CsvFile& csv, const std::string& file) {
  const std::string remedy =
      "the columns are " + all_columns() + ", of which only path is required";
  Columns columns;
  for (std::size_t i = 0; i < csv.header.size(); ++i) {
    const std::string& name = csv.header[i];
    if (std::find(column_names.begin(), column_names.end(), name) == column_names.end()) {
      throw Error(ErrorKind::usage, file, "unknown column \"" + name + "\"", remedy);
    }
    if (!columns.emplace(name, i).second) {
      throw Error(ErrorKind::usage, file, "column \"" + name + "\" stands there twice", remedy);
    }
  }
  if (!columns.contains("path")) {
    throw Error(ErrorKind::usage, file, "has no column \"path\"", remedy);
  }
  return columns;
}

std::optional<int> parse_whole_number(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    std::string_view part = std::string_view(text).substr(begin, end - begin);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

// One row of the file, field by field.
class RowReader {
 public:
  RowReader(const reports::CsvRow& row, const Columns& columns, const std::string& file)
      : row_(row), columns_(columns), file_(file) {}

  std::string field(const std::string& name) const {
    const auto column = columns_.find(name);
    return column == columns_.end() ? "" : row_.fields[column->second];
  }

  ManifestRow read() const {
    ManifestRow result;
    result.line = row_.line;
    result.path = field("path");
    if (result.path.empty()) fail("no path is given", "name the file, relative to the manifest");
    result.year = year();
    result.gemeente = split_list(field("gemeente"));
    result.dossier = field("dossier");
    result.documentsoort = field("documentsoort");
    result.datum = field("datum");
    if (!result.datum.empty() && !is_iso_date(result.datum)) {
      fail("datum \"" + result.datum + "\" is no date", "write dates as 2024-12-31");
    }
    result.openbaar = openbaar();
    return result;
  }

 private:
  int year() const {
    const std::string text = field("year");
    if (text.empty()) return 0;
    const auto number = parse_whole_number(text);
    if (!number || *number < 1990 || *number > 2100) {
      fail("year \"" + text + "\" is no year of a collection",
           "write it with four digits, as 2024");
    }
    return *number;
  }

  bool openbaar() const {
    const std::string text = text::fold(field("openbaar"));
    if (text == "ja") return true;
    if (!text.empty() && text != "nee") {
      fail("openbaar is \"" + field("openbaar") + "\"", "write ja or nee");
    }
    return false;
  }

  [[noreturn]] void fail(const std::string& problem, const std::string& remedy) const {
    throw Error(ErrorKind::usage, file_, "line " + std::to_string(row_.line) + ": " + problem,
                remedy);
  }

  const reports::CsvRow& row_;
  const Columns& columns_;
  const std::string& file_;
};

void refuse_double_paths(const Manifest& manifest) {
  std::map<std::filesystem::path, std::size_t> lines;
  for (const ManifestRow& row : manifest.rows) {
    const auto [first, is_new] = lines.emplace(manifest.target(row), row.line);
    if (is_new) continue;
    throw Error(
        ErrorKind::usage, manifest.place(row),
        "\"" + row.path + "\" was named on line " + std::to_string(first->second) + " before",
        "keep one of the two lines");
  }
}

}  // namespace

std::string Manifest::place(const ManifestRow& row) const {
  return text::escaped_path(file.native()) + ", line " + std::to_string(row.line);
}

std::filesystem::path Manifest::target(const ManifestRow& row) const {
  return (absolute_path(std::filesystem::absolute(file).parent_path()) / row.path)
      .lexically_normal();
}

Manifest read_manifest(const std::filesystem::path& file) {
  const std::string name = text::escaped_path(file.native());
  const reports::CsvFile csv = reports::parse_csv(read_whole_file(file), name);
  const Columns columns = find_columns(csv, name);
  Manifest manifest;
  manifest.file = file;
  for (const reports::CsvRow& row : csv.rows) {
    manifest.rows.push_back(RowReader(row, columns, name).read());
  }
  refuse_double_paths(manifest);
  return manifest;
}

bool is_iso_date(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const std::string_view view = text;
  for (const auto part : {view.substr(0, 4), view.substr(5, 2), view.substr(8, 2)}) {
    if (!std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return false;
    }
  }
  const std::chrono::year_month_day date{
      std::chrono::year{*parse_whole_number(view.substr(0, 4))},
      std::chrono::month{static_cast<unsigned>(*parse_whole_number(view.substr(5, 2)))},
      std::chrono::day{static_cast<unsigned>(*parse_whole_number(view.substr(8, 2)))}};
  return date.ok();
}

}  // namespace inkoopmonitor::app
