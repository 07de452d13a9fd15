// Figures that count municipalities or arrangements by groups.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/figures.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {
namespace {

std::vector<const SpreadMunicipality*> all_of(const SpreadYear& year) {
  std::vector<const SpreadMunicipality*> all;
  for (const SpreadMunicipality& one : year.municipalities) all.push_back(&one);
  return all;
}

GridRow row_of(const SpreadYear& year) {
  return {std::to_string(year.year), std::to_string(year.year), year.year, all_of(year)};
}

// The values that AEF's classes have, so that an empty one is seen to be empty.
std::set<std::string> always_of(const VariableLabels& variable) {
  if (variable.type == "months") return {"<12", "12-23", "24-35", ">=36"};
  return {};
}

// As Statistics Netherlands lists them, from north to south: the place in the list, behind it for
// what is not in it.
std::size_t place_of_province(const std::string& name) {
  constexpr std::array provinces = {"Groningen",    "Friesland",  "Drenthe",       "Overijssel",
                                    "Flevoland",    "Gelderland", "Utrecht",       "Noord-Holland",
                                    "Zuid-Holland", "Zeeland",    "Noord-Brabant", "Limburg"};
  return static_cast<std::size_t>(std::find(provinces.begin(), provinces.end(), name) -
                                  provinces.begin());
}

// Nothing is in force there, whatever is the reason.
const std::set<std::string> kNothing = {"no_document", "no_arrangement", "unreadable"};

}  // namespace

void FigureMaker::coverage(const Asked& asked, Figure& figure) {
  const Spread& spread = trend_of("bekostiging");
  YearLines lines{{}, {}, wording_.text("/axis/of_register")};
  Grid grid;
  grid.rows_are_years = true;
  const std::vector<std::pair<std::string, Coverage>> stages = {
      {"offered", Coverage::offered}, {"read", Coverage::read}, {"in_force", Coverage::in_force}};
  const char* colours[] = {"#DB9600", "#7CC7F2", "#0072B2"};
  grid.groups.push_back({"register", wording_.text("/coverage/register"), "", false, true});
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const std::string label = wording_.text("/coverage/" + stages[s].first);
    grid.groups.push_back({stages[s].first, label, colours[s], true, false});
    lines.lines.push_back({label, colours[s], {}});
  }
  for (const SpreadYear& year : spread.years) {
    lines.years.push_back(std::to_string(year.year));
    grid.keys.push_back(lines.years.back());
    grid.rows.push_back(lines.years.back());
    grid.cells.emplace_back(grid.groups.size());
    for (const SpreadMunicipality& one : year.municipalities) {
      grid.cells.back()[0].push_back(member_of(one, year.year));
      for (std::size_t s = 0; s < stages.size(); ++s)
        if (covers(one, stages[s].second))
          grid.cells.back()[s + 1].push_back(member_of(one, year.year));
    }
    const double whole = std::max(1.0, static_cast<double>(year.municipalities.size()));
    for (std::size_t s = 0; s < stages.size(); ++s)
      lines.lines[s].percents.push_back(
          100.0 * static_cast<double>(grid.cells.back()[s + 1].size()) / whole);
  }
  if (!grid.empty()) {
    figure.wide = year_lines(lines, kWide);
    figure.narrow = year_lines(lines, kNarrow);
  }
  figure.first_column = wording_.text("/municipalities");
  figure.data = data_of(grid, wording_);
  // Stages hold one another: their counts have no sum, and the share is of the register.
  for (auto& row : figure.data.rows) row[4] = row[5] = "";
  figure.columns = grid.rows;
  for (std::size_t g = 0; g < grid.groups.size(); ++g) {
    FigureRow row{grid.groups[g].label, false, {}};
    for (std::size_t r = 0; r < grid.rows.size(); ++r)
      row.cells.push_back(cell(asked, grid, r, g, false));
    figure.rows.push_back(std::move(row));
  }
  Phrases phrases;
  const std::size_t last = grid.rows.size() - 1;
  for (std::size_t g = 0; g < grid.groups.size() && !grid.rows.empty(); ++g)
    phrases[grid.groups[g].code] =
        number(asked.id, grid.keys[last] + "." + grid.groups[g].code,
               fmt::format("{}: {}", grid.rows[last], grid.groups[g].label), grid.cells[last][g]);
  if (!grid.rows.empty()) {
    phrases["share"] = {html_escaped(percent_of(grid.count(last, 3), grid.count(last, 0))), 0};
    read(asked, figure, std::move(phrases));
  }
}

void FigureMaker::certainty(const Asked& asked, Figure& figure) {
  const Spread& spread = trend_of("bekostiging");
  Grid grid;
  grid.rows_are_years = true;
  for (const char* code : {"contract", "gepland", "verlenging_aangenomen"})
    grid.groups.push_back(
        {code, wording_.text(std::string("/certainty/") + code), colour_of(code, 0), true, false});
  grid.groups.push_back(
      {"no_arrangement", wording_.text("/totals/nothing"), "#C4C4C4", false, true});
  for (const SpreadYear& year : spread.years) {
    grid.keys.push_back(std::to_string(year.year));
    grid.rows.push_back(grid.keys.back());
    grid.cells.emplace_back(grid.groups.size());
    for (const SpreadMunicipality& one : year.municipalities)
      for (std::size_t g = 0; g < grid.groups.size(); ++g)
        if ((one.in_force == 0 && g == 3) ||
            (one.in_force != 0 && one.certainty == grid.groups[g].code))
          grid.cells.back()[g].push_back(member_of(one, year.year));
  }
  show(asked, figure, grid, Looks::stacked);
  figure.notes.clear();
}

void FigureMaker::trend(const Asked& asked, Figure& figure) {
  const VariableLabels& variable = variable_of(asked);
  std::vector<GridRow> rows;
  for (const SpreadYear& year : trend_of(variable.name).years) rows.push_back(row_of(year));
  Grid grid = grid_of(rows, variable, wording_, grid_options({"no_document"}));
  grid.rows_are_years = true;
  mark_breaks(figure, grid);
  figure.first_column = wording_.name(variable);
  show(asked, figure, grid, Looks::stacked);
}

void FigureMaker::values(const Asked& asked, Figure& figure) {
  const VariableLabels& variable = variable_of(asked);
  const Spread& spread = trend_of(variable.name);
  if (spread.years.empty()) return;
  GridOptions options = grid_options({"no_document"});
  options.always = always_of(variable);
  Grid grid = grid_of({row_of(now(spread))}, variable, wording_, options);
  // Codes have no order of their own; lengths and numbers have.
  if (variable.type == "code") order_by_count(grid, 0);
  figure.first_column = wording_.name(variable);
  show(asked, figure, grid, Looks::bars);
}

void FigureMaker::variables(const Asked& asked, Figure& figure) {
  std::vector<GridRow> rows;
  const nlohmann::json& names = texts_.json(asked.path + "/variables");
  const VariableLabels* first = nullptr;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const VariableLabels& variable =
        find_variable(wording_.codebook, texts_.at(fmt::format("{}/variables/{}", asked.path, n)));
    if (first == nullptr) first = &variable;
    const Spread& spread = trend_of(variable.name);
    if (spread.years.empty()) return;
    rows.push_back(row_of(now(spread)));
    rows.back().key = variable.name;
    rows.back().label = wording_.name(variable);
  }
  if (first == nullptr) return;
  show(asked, figure, grid_of(rows, *first, wording_, grid_options({"no_document"})),
       Looks::stacked);
}

void FigureMaker::domains(const Asked& asked, Figure& figure) {
  if (!options_.domein.empty()) return;
  const VariableLabels& variable = variable_of(asked);
  std::vector<GridRow> rows;
  for (const char* domein : {"wmo", "jeugd"}) {
    const Spread& spread = spread_of(variable, domein, "");
    if (spread.years.empty()) return;
    rows.push_back(row_of(now(spread)));
    rows.back().key = domein;
    rows.back().label = wording_.of_list("domein", domein);
  }
  figure.first_column = wording_.name(variable);
  show(asked, figure, grid_of(rows, variable, wording_, grid_options(kNothing)), Looks::stacked);
}

void FigureMaker::voorzieningen(const Asked& asked, Figure& figure) {
  const VariableLabels& variable = variable_of(asked);
  std::vector<GridRow> rows;
  const Answer places(database_, "panel_places");
  for (const char* domein : {"wmo", "jeugd", "participatie"})
    for (std::size_t r = 0; r < places.size(); ++r) {
      const std::string& voorziening = places.text(r, "voorziening");
      if (places.text(r, "domein") != domein || voorziening.empty() ||
          places.number(r, "of_codebook") == 0 ||
          (!options_.domein.empty() && options_.domein != domein))
        continue;
      const Spread& spread = spread_of(variable, domein, voorziening);
      if (spread.years.empty()) return;
      const SpreadYear& year = now(spread);
      if (year.count(Coverage::in_force) == 0) continue;
      rows.push_back(row_of(year));
      rows.back().key = voorziening;
      rows.back().label = wording_.of_list("voorzieningen", voorziening);
    }
  figure.first_column = wording_.text("/form_of_support");
  if (rows.empty()) return;
  const Grid grid = grid_of(rows, variable, wording_, grid_options(kNothing));
  show(asked, figure, grid, asked.description.contains("looks") ? Looks::matrix : Looks::stacked);
}

void FigureMaker::classes(const Asked& asked, Figure& figure) {
  const VariableLabels& variable = variable_of(asked);
  const std::string by = texts_.at(asked.path + "/by");
  const Spread& spread = trend_of(variable.name);
  if (spread.years.empty()) return;
  std::map<std::string, std::string> class_of;
  const Answer answer(database_, "panel_municipalities",
                      municipality_parameters(filter(options_.year, options_.year)));
  for (std::size_t r = 0; r < answer.size(); ++r)
    class_of[answer.text(r, "gm_code")] = answer.text(r, by == "size" ? "size_class" : by);
  std::map<std::string, GridRow> found;
  for (const SpreadMunicipality& one : now(spread).municipalities) {
    std::string its = class_of[one.code];
    if (its.empty()) its = "?";
    GridRow& row = found[its];
    row.key = slug(its);
    row.year = options_.year;
    row.label = its == "?"     ? wording_.text("/unknown_class")
                : by == "size" ? wording_.text("/sizes/" + its)
                               : its;
    row.municipalities.push_back(&one);
  }
  std::vector<GridRow> rows;
  if (by == "size") {
    for (const char* size : {"<20000", "20000-49999", "50000-99999", ">=100000", "?"})
      if (found.contains(size)) rows.push_back(found[size]);
  } else {
    for (auto& [key, row] : found) rows.push_back(std::move(row));
    if (by == "province")
      std::stable_sort(rows.begin(), rows.end(), [](const GridRow& a, const GridRow& b) {
        return place_of_province(a.label) < place_of_province(b.label);
      });
  }
  figure.first_column = wording_.text("/by/" + by);
  show(asked, figure, grid_of(rows, variable, wording_, grid_options({"no_document"})),
       Looks::stacked);
}

void FigureMaker::procurements(const Asked& asked, Figure& figure) {
  if (!procurements_)
    procurements_.emplace(database_, wording_,
                          Procurements::Options{options_.year, options_.domein});
  if (procurements_->size() == 0) return;
  figure.first_column = wording_.text("/first_columns/" + asked.kind);
  if (asked.kind == "starts")
    show(asked, figure, procurements_->by_start(options_.from), Looks::bars);
  if (asked.kind == "lengths") show(asked, figure, procurements_->by_length(), Looks::stacked);
  if (asked.kind == "partners")
    show(asked, figure, procurements_->by_municipalities(), Looks::bars);
  if (asked.kind == "extensions") show(asked, figure, procurements_->by_extension(), Looks::bars);
}

void FigureMaker::pairs(const Asked& asked, Figure& figure) {
  if (!procurements_)
    procurements_.emplace(database_, wording_,
                          Procurements::Options{options_.year, options_.domein});
  if (procurements_->size() == 0) return;
  const VariableLabels& rows = variable_of(asked);
  const VariableLabels& groups =
      find_variable(wording_.codebook, texts_.at(asked.path + "/against"));
  figure.first_column = wording_.name(rows);
  show(asked, figure, procurements_->by_pair(rows, groups), Looks::matrix);
  figure.notes.clear();
}

}  // namespace inkoopmonitor::reports
