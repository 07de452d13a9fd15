// The monitor as it is, row by row, and municipalities beside each other.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "error.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

constexpr const char* kCore[] = {"procedure", "bekostiging", "looptijd", "aanbieders"};
constexpr const char* kCompared[] = {"certainty", "procedure", "bekostiging", "looptijd",
                                     "aanbieders"};

Parameters monitor_parameters(const Filter& filter, const std::string& code) {
  Parameters parameters = filter_parameters(filter);
  parameters.emplace_back(":gm_code", code);
  parameters.emplace_back(":limit", std::int64_t{filter.limit == 0 ? -1 : filter.limit});
  return parameters;
}

// The value, or in parentheses why there is none; several with both.
std::string shown(const Answer& answer, std::size_t row, const std::string& variable) {
  const std::string& value = answer.text(row, variable);
  const std::string& reason = answer.text(row, variable + "_reason");
  if (reason.empty()) return value;
  return (value.empty() ? "" : value + " ") + "(" + reason + ")";
}

int asked_year(const corpus::Database& database, int year) {
  if (year != 0) return year;
  const SpreadBase base(database);
  const std::vector<int> years = base.years({});
  return years.empty() ? database.last_register_year() : years.back();
}

std::string code_of(const corpus::Database& database, const std::string& name, int year) {
  const auto code = database.municipality_code(name, year);
  if (code) return *code;
  throw Error(ErrorKind::usage, name, fmt::format("no municipality of {} is called so", year),
              "give its name or its CBS code as it was in that year");
}

using Line = std::vector<std::string>;  // domein, voorziening, what, then a cell for each

void add_facts(Table& table, const corpus::Database& database,
               const std::vector<std::string>& codes, int year) {
  Filter of_year;
  of_year.from = of_year.to = year;
  const Answer answer(database, "panel_municipalities", municipality_parameters(of_year));
  for (const char* fact : {"province", "jeugdregio", "zorgkantoorregio", "inhabitants", "documents",
                           "documents_read"}) {
    Line line = {"", "", fact};
    for (const std::string& code : codes) {
      line.emplace_back();
      for (std::size_t r = 0; r < answer.size(); ++r)
        if (answer.text(r, "gm_code") == code) line.back() = answer.text(r, fact);
    }
    table.rows.push_back(std::move(line));
  }
}

}  // namespace

Table monitor(const corpus::Database& database, const Filter& filter) {
  check_filter(database, filter);
  Filter years = filter;
  if (years.from == 0 && years.to == 0) years.from = years.to = asked_year(database, 0);
  if (years.to == 0) years.to = 9999;
  Table table{{{"year", Align::right},
               {"gm_code"},
               {"gemeente"},
               {"domein"},
               {"voorziening"},
               {"certainty"},
               {"gap"},
               {"arrangements", Align::right}},
              {},
              {}};
  for (const std::string variable : kCore) {
    table.columns.push_back({variable});
    table.columns.push_back({variable + "_reason"});
  }
  const Answer answer(database, "monitor", monitor_parameters(years, ""));
  for (std::size_t r = 0; r < answer.size(); ++r) {
    table.rows.emplace_back();
    for (const Column& column : table.columns)
      table.rows.back().push_back(answer.text(r, column.name));
  }
  table.note =
      "Each municipality of the year with each domain and voorziening (empty: the domain without "
      "one). gap: why nothing is in force: no_document, unreadable, no_arrangement. Of each core "
      "variable its value, several joined by |, and why it is not one value.";
  if (filter.limit != 0 && answer.size() == static_cast<std::size_t>(filter.limit))
    table.note += fmt::format(" These are the first {}; --limit 0, or --format csv, gives all.",
                              filter.limit);
  return table;
}

Table compare(const corpus::Database& database, const std::vector<std::string>& municipalities,
              const Filter& filter) {
  check_filter(database, filter);
  const int year = asked_year(database, filter.to);
  Filter of_year = filter;
  of_year.from = of_year.to = year;
  Table table{{{"domein"}, {"voorziening"}, {"what"}}, {}, {}};
  std::vector<std::string> codes;
  for (const std::string& name : municipalities) {
    codes.push_back(code_of(database, name, year));
    table.columns.push_back({name});
  }
  add_facts(table, database, codes, year);
  std::map<std::pair<std::string, std::string>, std::map<std::string, Line>> lines;
  for (std::size_t m = 0; m < codes.size(); ++m) {
    const Answer answer(database, "monitor", monitor_parameters(of_year, codes[m]));
    for (std::size_t r = 0; r < answer.size(); ++r) {
      auto& place = lines[{answer.text(r, "domein"), answer.text(r, "voorziening")}];
      for (const char* variable : kCompared) {
        Line& line = place[variable];
        line.resize(codes.size());
        const bool is_core = std::string(variable) != "certainty";
        line[m] = is_core && answer.text(r, "gap").empty() ? shown(answer, r, variable)
                  : is_core                                ? ""
                  : answer.text(r, "gap").empty()          ? answer.text(r, "certainty")
                                                           : "(" + answer.text(r, "gap") + ")";
      }
    }
  }
  for (const auto& [place, by_variable] : lines) {
    const Line& certainty = by_variable.at("certainty");
    // A voorziening of which nobody has anything says nothing here.
    if (std::all_of(certainty.begin(), certainty.end(),
                    [](const std::string& cell) { return cell.empty() || cell[0] == '('; })) {
      continue;
    }
    for (const char* variable : kCompared) {
      Line row = {place.first, place.second, variable};
      const Line& cells = by_variable.at(variable);
      row.insert(row.end(), cells.begin(), cells.end());
      table.rows.push_back(std::move(row));
    }
  }
  table.note = fmt::format("On 1 January {}. In parentheses: why there is not one value.", year);
  return table;
}

Table behind_compare(const corpus::Database& database,
                     const std::vector<std::string>& municipalities, const Filter& filter) {
  check_filter(database, filter);
  Filter of_year = filter;
  of_year.from = of_year.to = asked_year(database, filter.to);
  std::set<std::string> codes;
  for (const std::string& name : municipalities) codes.insert(code_of(database, name, of_year.to));
  return behind_core(database, of_year, codes);
}

}  // namespace inkoopmonitor::reports
