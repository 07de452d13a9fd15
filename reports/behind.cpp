// What stands behind the numbers: record by record, with the words on the page.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
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

// Municipalities of years, by year and name, of which there is something to tell.
struct Cell {
  int year = 0;
  const SpreadMunicipality* municipality = nullptr;
};
struct Cells {
  std::vector<Cell> told;       // the first that have at least as many rows as were asked for
  std::size_t rows_in_all = 0;  // of all of them
};

// `rows_of` says how many rows a municipality has, `limit` (0: none) how many are wanted.
Cells cells_of(const std::vector<SpreadYear>& years, const std::set<std::string>& codes,
               const std::function<std::size_t(const SpreadMunicipality&)>& rows_of, int limit) {
  Cells cells;
  for (const SpreadYear& year : years) {
    std::vector<const SpreadMunicipality*> by_name;
    for (const SpreadMunicipality& one : year.municipalities)
      if (codes.empty() || codes.contains(one.code)) by_name.push_back(&one);
    std::sort(by_name.begin(), by_name.end(), [](const auto* one, const auto* other) {
      return std::tie(one->name, one->code) < std::tie(other->name, other->code);
    });
    for (const SpreadMunicipality* one : by_name) {
      const std::size_t rows = rows_of(*one);
      const bool enough = limit != 0 && cells.rows_in_all >= static_cast<std::size_t>(limit);
      if (rows != 0 && !enough) cells.told.push_back({year.year, one});
      cells.rows_in_all += rows;
    }
  }
  return cells;
}

Answer behind_cells(const corpus::Database& database, const Cells& cells,
                    const VariableLabels& variable, const Filter& filter) {
  std::vector<std::string> list;
  for (const Cell& cell : cells.told)
    list.push_back(fmt::format("{:04} {}", cell.year, cell.municipality->code));
  return Answer(database, "behind_panel",
                {{":cells", json_list(list)},
                 {":variable", variable.name},
                 {":domein", filter.domein},
                 {":voorziening", filter.voorziening}});
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

void add_documents(Table& table, const corpus::Database& database, const Cells& cells,
                   const Filter& of_years) {
  std::map<std::pair<std::int64_t, std::string>, const SpreadMunicipality*> told;
  std::set<std::string> codes;
  for (const Cell& cell : cells.told) {
    told[{cell.year, cell.municipality->code}] = cell.municipality;
    codes.insert(cell.municipality->code);
  }
  const Answer answer(database, "panel_documents",
                      of_codes(municipality_parameters(of_years), codes));
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const auto cell = told.find({answer.number(r, "panel_year"), answer.text(r, "gm_code")});
    if (cell == told.end()) continue;
    table.rows.push_back({answer.text(r, "panel_year"), cell->second->name, "document", "", "", "",
                          "", answer.text(r, "result"), "", answer.text(r, "file"), "", ""});
  }
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
  // An arrangement that counts in several domains is counted in each and told once.
  const bool can_count = SpreadBase(database).places(filter).size() == 1;
  const Cells cells = cells_of(
      spread.years, {}, [](const auto& one) { return static_cast<std::size_t>(one.in_force); },
      can_count ? filter.limit : 0);
  const Answer answer = behind_cells(database, cells, variable, filter);
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const Cell& cell = cells.told[static_cast<std::size_t>(answer.number(r, "place"))];
    table.rows.push_back(
        {std::to_string(cell.year), cell.municipality->group, cell.municipality->name});
    append(table.rows.back(), told(answer, r));
  }
  table.rows_in_all = can_count ? cells.rows_in_all : table.rows.size();
  table.note = fmt::format(
      "The records behind it: {} in force on 1 January, in every municipality "
      "that has them. A municipality without a record stands in no row.",
      table.rows_in_all);
  return table;
}

Table behind_core(const corpus::Database& database, const Filter& filter,
                  const std::set<std::string>& codes) {
  Table table{core_columns(), {}, {}};
  const SpreadBase base(database);
  // A copy: what base counted last is another thing further down.
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
  const std::vector<SpreadYear> years = base.counted(filter);
  const bool can_count = base.places(filter).size() == 1;
  const Cells cells = cells_of(
      years, codes,
      [](const SpreadMunicipality& one) {
        return static_cast<std::size_t>(one.documents_offered) +
               core_variables().size() * static_cast<std::size_t>(one.in_force);
      },
      can_count ? filter.limit : 0);
  if (can_count) table.rows_in_all = cells.rows_in_all;
  if (cells.told.empty()) return table;
  Filter of_years = filter;
  of_years.from = cells.told.front().year;
  of_years.to = cells.told.back().year;
  add_documents(table, database, cells, of_years);
  for (const VariableLabels& variable : core_variables()) {
    const Spread spread = base.spread(variable, of_years);
    std::map<std::pair<int, std::string>, const std::string*> groups;
    for (const SpreadYear& year : spread.years)
      for (const SpreadMunicipality& one : year.municipalities)
        groups[{year.year, one.code}] = &one.group;
    const Answer answer = behind_cells(database, cells, variable, filter);
    for (std::size_t r = 0; r < answer.size(); ++r) {
      const Cell& cell = cells.told[static_cast<std::size_t>(answer.number(r, "place"))];
      table.rows.push_back({std::to_string(cell.year), cell.municipality->name, variable.name,
                            *groups.at({cell.year, cell.municipality->code})});
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

void add_term_evidence(Table& table, const corpus::Database& database,
                       const std::vector<ToTell>& told) {
  std::vector<std::int64_t> arrangements;
  for (const ToTell& one : told) arrangements.push_back(one.arrangement);
  const Answer answer(database, "term_evidence", {{":arrangements", json_list(arrangements)}});
  for (std::size_t r = 0; r < answer.size(); ++r) {
    table.rows.push_back(told[static_cast<std::size_t>(answer.number(r, "place"))].before);
    append(table.rows.back(),
           {answer.text(r, "dossier"), answer.text(r, "record"), answer.text(r, "variable"),
            answer.text(r, "value"), fmt::format("{:.2f}", answer.real(r, "confidence")),
            answer.text(r, "file"), answer.text(r, "page"), answer.text(r, "quote")});
  }
}

}  // namespace inkoopmonitor::reports
