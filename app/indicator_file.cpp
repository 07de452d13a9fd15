#include "app/indicator_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "app/files.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

// What a map says of one indicator.
struct Wanted {
  corpus::Database::Indicator facts;
  std::string value;                                           // column
  std::map<std::string, std::vector<std::string>> where = {};  // column: beginnings
};

struct Map {
  char separator = ',';
  std::string gemeente = "gemeente", year_column;
  int year = 0;
  std::vector<Wanted> indicators;
};

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& problem,
                         const std::string& remedy) {
  throw Error(ErrorKind::usage, text::escaped_path(file), fmt::format("line {}: {}", line, problem),
              remedy);
}

std::string text_in(const toml::table& table, const char* key) {
  return table[key].value_or(std::string());
}

Wanted wanted_of(const std::string& file, const toml::table& table) {
  Wanted wanted{{text_in(table, "name"),
                 text_in(table, "label"),
                 text_in(table, "unit"),
                 text_in(table, "source"),
                 {}},
                text_in(table, "value"),
                {}};
  if (wanted.facts.name.empty() || wanted.value.empty())
    refuse(file, table.source().begin.line, "an indicator without name or value",
           "give it name = \"…\" and value = \"COLUMN\"");
  if (const toml::table* where = table["where"].as_table())
    for (const auto& [column, beginnings] : *where) {
      std::vector<std::string>& all = wanted.where[std::string(column.str())];
      if (const toml::array* list = beginnings.as_array())
        for (const toml::node& one : *list) all.push_back(one.value_or(std::string()));
      else
        all.push_back(beginnings.value_or(std::string()));
    }
  return wanted;
}

Map read_map(const std::string& file) {
  toml::table table;
  try {
    table = toml::parse(read_whole_file(file), file);
  } catch (const toml::parse_error& problem) {
    refuse(file, problem.source().begin.line, std::string(problem.description()),
           "correct it; app/indicator_file.h has an example");
  }
  Map map;
  const std::string separator = table["separator"].value_or(std::string(","));
  if (separator.size() != 1)
    refuse(file, 1, "separator is not one character", "use \",\" or \";\"");
  map.separator = separator[0];
  map.gemeente = table["gemeente"].value_or(std::string("gemeente"));
  map.year_column = text_in(table, "year_column");
  map.year = static_cast<int>(table["year"].value_or(std::int64_t{0}));
  if (const toml::array* list = table["indicator"].as_array())
    for (const toml::node& one : *list)
      if (const toml::table* indicator = one.as_table())
        map.indicators.push_back(wanted_of(file, *indicator));
  if (map.indicators.empty())
    refuse(file, 1, "it names no [[indicator]]", "app/indicator_file.h has an example");
  return map;
}

// --- figures ------------------------------------------------------------------------------------

class Reader {
 public:
  Reader(const IndicatorSource& source, const CodeOf& code_of, char separator)
      : source_(source),
        code_of_(code_of),
        csv_(reports::parse_csv(read_whole_file(source.file), text::escaped_path(source.file),
                                separator)) {}

  const std::vector<reports::CsvRow>& rows() const { return csv_.rows; }

  std::size_t column(const std::string& name, bool required = true) const {
    const auto found = std::find(csv_.header.begin(), csv_.header.end(), name);
    if (found == csv_.header.end() && required) {
      std::string known;
      for (const std::string& each : csv_.header) known += (known.empty() ? "" : ", ") + each;
      refuse(source_.file, 1, "there is no column \"" + name + "\"",
             "its columns are " + known + "; explain them with --map");
    }
    return static_cast<std::size_t>(found - csv_.header.begin());
  }

  int year_of(const reports::CsvRow& row, const std::string& text) const {
    int year = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (failed == std::errc() && end == text.data() + text.size() && year >= 1990 && year <= 2100)
      return year;
    refuse(source_.file, row.line, "\"" + text + "\" is no year", "write it as 2023");
  }

  // 1234.5 and 1234,5; nothing for an empty cell.
  std::optional<double> figure_of(const reports::CsvRow& row, std::string text) const {
    if (text.empty()) return std::nullopt;
    std::replace(text.begin(), text.end(), ',', '.');
    double figure = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), figure);
    if (failed == std::errc() && end == text.data() + text.size()) return figure;
    refuse(source_.file, row.line, "\"" + text + "\" is no number",
           "write it without marks for thousands, as 1234.5");
  }

  void add(const Wanted& wanted, const std::string& gemeente, int year, double figure) {
    const auto code = code_of_(gemeente, year);
    if (!code) {
      unknown_.insert(fmt::format("no municipality of {} is called \"{}\"", year, gemeente));
      return;
    }
    auto& [facts, sums] = sums_[wanted.facts.name];
    facts = wanted.facts;
    sums[{*code, year}] += figure;
  }

  IndicatorFile result() const {
    IndicatorFile file;
    for (const auto& [name, sum] : sums_) {
      file.indicators.push_back(sum.first);
      for (const auto& [place, figure] : sum.second)
        file.indicators.back().figures.push_back({place.first, place.second, figure});
    }
    file.unknown.assign(unknown_.begin(), unknown_.end());
    return file;
  }

 private:
  using Sums = std::map<std::pair<std::string, int>, double>;  // by code and year
  const IndicatorSource& source_;
  const CodeOf& code_of_;
  reports::CsvFile csv_;
  std::map<std::string, std::pair<corpus::Database::Indicator, Sums>> sums_;
  std::set<std::string> unknown_;
};

void read_long(Reader& reader) {
  const std::size_t gemeente = reader.column("gemeente"), year = reader.column("jaar"),
                    name = reader.column("indicator"), value = reader.column("waarde"),
                    unit = reader.column("eenheid", false), source = reader.column("bron", false);
  for (const reports::CsvRow& row : reader.rows()) {
    const auto figure = reader.figure_of(row, row.fields[value]);
    if (!figure || row.fields[name].empty()) continue;
    Wanted wanted{{row.fields[name],
                   row.fields[name],
                   unit < row.fields.size() ? row.fields[unit] : "",
                   source < row.fields.size() ? row.fields[source] : "",
                   {}},
                  "waarde",
                  {}};
    reader.add(wanted, row.fields[gemeente], reader.year_of(row, row.fields[year]), *figure);
  }
}

bool begins_so(const std::string& field, const std::string& beginning) {
  if (beginning.ends_with('*')) return field.starts_with(beginning.substr(0, beginning.size() - 1));
  return field == beginning;
}

void read_mapped(Reader& reader, const Map& map, const IndicatorSource& source) {
  const std::size_t gemeente = reader.column(map.gemeente);
  const std::size_t year_column = map.year_column.empty() ? 0 : reader.column(map.year_column);
  const int year = source.year != 0 ? source.year : map.year;
  if (year == 0 && map.year_column.empty())
    refuse(source.map, 1, "nothing says of which year the figures are",
           "add year = 2023 or year_column, or give --year");
  for (const Wanted& wanted : map.indicators) {
    const std::size_t value = reader.column(wanted.value);
    for (const reports::CsvRow& row : reader.rows()) {
      const bool fits = std::all_of(wanted.where.begin(), wanted.where.end(), [&](const auto& one) {
        const std::string& field = row.fields[reader.column(one.first)];
        return std::any_of(one.second.begin(), one.second.end(),
                           [&](const std::string& start) { return begins_so(field, start); });
      });
      if (!fits) continue;
      const auto figure = reader.figure_of(row, row.fields[value]);
      if (!figure) continue;
      const int of_year =
          map.year_column.empty() ? year : reader.year_of(row, row.fields[year_column]);
      reader.add(wanted, row.fields[gemeente], of_year, *figure);
    }
  }
}

}  // namespace

IndicatorFile read_indicators(const IndicatorSource& source, const CodeOf& code_of) {
  if (source.map.empty()) {
    Reader reader(source, code_of, ',');
    read_long(reader);
    return reader.result();
  }
  const Map map = read_map(source.map);
  Reader reader(source, code_of, map.separator);
  read_mapped(reader, map, source);
  return reader.result();
}

}  // namespace inkoopmonitor::app
