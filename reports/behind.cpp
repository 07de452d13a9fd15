// What stands behind the numbers: record by record, with the words on the page.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "reports/questions.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {

namespace {

// One arrangement behind a number, as all questions show it.
std::vector<std::string> told(const Answer& answer, std::size_t row) {
  const bool is_value = answer.text(row, "outcome") == "value";
  return {answer.text(row, "dossier"),
          answer.text(row, "record"),
          answer.text(row, "certainty"),
          is_value ? answer.text(row, "value") : "(" + answer.text(row, "outcome") + ")",
          is_value ? fmt::format("{:.2f}", answer.real(row, "confidence")) : "",
          answer.text(row, "file"),
          answer.text(row, "page"),
          answer.text(row, "quote")};
}

void append(std::vector<std::string>& row, std::vector<std::string> rest) {
  row.insert(row.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
}

using Groups = std::map<std::pair<std::int64_t, std::string>, const std::string*>;

Groups groups_of(const Spread& spread) {
  Groups groups;
  for (const SpreadYear& year : spread.years)
    for (const SpreadMunicipality& one : year.municipalities)
      groups[{year.year, one.code}] = &one.group;
  return groups;
}

Parameters parameters_of(const Spread& spread, const VariableLabels& variable, Filter filter,
                         const std::set<std::string>& codes) {
  filter.from = spread.years.front().year;
  filter.to = spread.years.back().year;
  Parameters parameters = of_codes(filter_parameters(filter), codes);
  parameters.emplace_back(":variable", variable.name);
  return parameters;
}

// The columns of what stands behind several variables.
const std::vector<Column>& core_columns() {
  static const std::vector<Column> columns = {{"year", Align::right},
                                              {"gemeente"},
                                              {"variable"},
                                              {"group"},
                                              {"dossier"},
                                              {"record", Align::right},
                                              {"certainty"},
                                              {"value"},
                                              {"confidence", Align::right},
                                              {"file"},
                                              {"page", Align::right},
                                              {"quote"}};
  return columns;
}

void add_documents(Table& table, const corpus::Database& database, const Spread& spread,
                   const Filter& filter, const std::set<std::string>& codes) {
  std::map<std::string, std::string> names;
  for (const SpreadYear& year : spread.years)
    for (const SpreadMunicipality& one : year.municipalities) names[one.code] = one.name;
  Filter years = filter;
  years.from = spread.years.front().year;
  years.to = spread.years.back().year;
  const Answer answer(database, "panel_documents", of_codes(municipality_parameters(years), codes));
  for (std::size_t r = 0; r < answer.size(); ++r)
    table.rows.push_back({answer.text(r, "panel_year"), names[answer.text(r, "gm_code")],
                          "document", "", "", "", "", answer.text(r, "result"), "",
                          answer.text(r, "file"), "", ""});
}

}  // namespace

Table behind(const corpus::Database& database, const Spread& spread, const VariableLabels& variable,
             const Filter& filter) {
  Table table{{{"year", Align::right},
               {variable.name + " group"},
               {"gemeente"},
               {"dossier"},
               {"record", Align::right},
               {"certainty"},
               {variable.name},
               {"confidence", Align::right},
               {"file"},
               {"page", Align::right},
               {"quote"}},
              {},
              {}};
  if (spread.years.empty()) return table;
  const Groups groups = groups_of(spread);
  const Answer answer(database, "behind_panel", parameters_of(spread, variable, filter, {}));
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const auto group = groups.find({answer.number(r, "panel_year"), answer.text(r, "gm_code")});
    table.rows.push_back({answer.text(r, "panel_year"), group == groups.end() ? "" : *group->second,
                          answer.text(r, "name")});
    append(table.rows.back(), told(answer, r));
  }
  table.note = fmt::format(
      "The records behind it: {} in force on 1 January, in every municipality "
      "that has them. A municipality without a record stands in no row.",
      table.rows.size());
  return table;
}

Table behind_core(const corpus::Database& database, const Filter& filter,
                  const std::set<std::string>& codes) {
  Table table{core_columns(), {}, {}};
  const SpreadBase base(database);
  for (const VariableLabels& variable : core_variables()) {
    const Spread spread = base.spread(variable, filter);
    if (spread.years.empty()) continue;
    if (table.rows.empty()) add_documents(table, database, spread, filter, codes);
    const Groups groups = groups_of(spread);
    const Answer answer(database, "behind_panel", parameters_of(spread, variable, filter, codes));
    for (std::size_t r = 0; r < answer.size(); ++r) {
      const std::string& code = answer.text(r, "gm_code");
      const auto group = groups.find({answer.number(r, "panel_year"), code});
      if (group == groups.end()) continue;
      table.rows.push_back(
          {answer.text(r, "panel_year"), answer.text(r, "name"), variable.name, *group->second});
      append(table.rows.back(), told(answer, r));
    }
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a[0], a[1]) < std::tie(b[0], b[1]);
  });
  table.note =
      "The documents and records behind it: of each municipality what was offered in the year's "
      "collection, and of each variable what the arrangements in force on 1 January say.";
  return table;
}

void add_term_evidence(Table& table, const corpus::Database& database, std::int64_t arrangement,
                       const std::vector<std::string>& before) {
  const Answer answer(database, "term_evidence", {{":arrangement", arrangement}});
  for (std::size_t r = 0; r < answer.size(); ++r) {
    table.rows.push_back(before);
    append(table.rows.back(),
           {answer.text(r, "dossier"), answer.text(r, "record"), answer.text(r, "variable"),
            answer.text(r, "value"), fmt::format("{:.2f}", answer.real(r, "confidence")),
            answer.text(r, "file"), answer.text(r, "page"), answer.text(r, "quote")});
  }
}

}  // namespace inkoopmonitor::reports
