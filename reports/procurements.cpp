#include "reports/procurements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "reports/evidence_pages.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {
namespace {

struct Class {
  const char* code;
  int most;  // belongs to it
  const char* colour;
};
constexpr std::array kMonths = {Class{"<12", 11, "#C6DBEF"},     Class{"12-23", 23, "#9ECAE1"},
                                Class{"24-35", 35, "#6BAED6"},   Class{"36-47", 47, "#4292C6"},
                                Class{"48-59", 59, "#2171B5"},   Class{"60-95", 95, "#08519C"},
                                Class{">=96", 100000, "#08306B"}};
constexpr std::array kSizes = {Class{"1", 1, "#0072B2"}, Class{"2-5", 5, "#0072B2"},
                               Class{"6-10", 10, "#0072B2"}, Class{"11-20", 20, "#0072B2"},
                               Class{">20", 100000, "#0072B2"}};
constexpr std::array kOutcomes = {"absent", "unreadable", "contradictory"};

int number_of(const std::string& text) {
  int number = -1;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() ? number : -1;
}

template <std::size_t N>
std::string class_of(const std::array<Class, N>& classes, int number) {
  for (const Class& one : classes)
    if (number <= one.most) return one.code;
  return classes.back().code;
}

// Puts a member into the cell of the group of that code.
void put(Grid& grid, std::size_t row, const std::string& code, const Member& member) {
  for (std::size_t g = 0; g < grid.groups.size(); ++g)
    if (grid.groups[g].code == code) grid.cells[row][g].push_back(member);
}

void add_row(Grid& grid, const std::string& key, const std::string& label) {
  grid.keys.push_back(key);
  grid.rows.push_back(label);
  grid.cells.emplace_back(grid.groups.size());
}

// Groups in which nothing stands at either end, or reasons that do not occur, say nothing.
void drop_empty(Grid& grid, bool values_too) {
  for (std::size_t g = grid.groups.size(); g-- > 0;) {
    const bool used = std::any_of(grid.cells.begin(), grid.cells.end(),
                                  [&](const auto& row) { return !row[g].empty(); });
    if (used || (grid.groups[g].known && !values_too)) continue;
    grid.groups.erase(grid.groups.begin() + static_cast<std::ptrdiff_t>(g));
    for (auto& row : grid.cells) row.erase(row.begin() + static_cast<std::ptrdiff_t>(g));
  }
}

}  // namespace

Procurements::Procurements(const corpus::Database& database, const Wording& wording,
                           const Options& options)
    : database_(database), wording_(wording) {
  const MunicipalityNames names(database);
  const Answer answer(database, "arrangements_of_year",
                      {{":year", std::int64_t{options.year}}, {":domein", options.domein}});
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const std::string& dossier = answer.text(r, "dossier");
    const std::string& record = answer.text(r, "record");
    const std::int64_t others = answer.number(r, "municipalities") - 1;
    std::string who = names.of_codes(answer.text(r, "gm_code"));
    if (others > 0) who += fmt::format(" +{}", others);
    places_[{dossier, record}] = all_.size();
    all_.push_back(
        {answer.number(r, "arrangement"),
         {fmt::format("{} ({}), {}", dossier, record, who),
          fmt::format("{}.html#{}", answer.text(r, "gm_code"), anchor_of(dossier, record))},
         others + 1});
  }
}

Member Procurements::find(const std::string& dossier, const std::string& record) const {
  const auto found = places_.find({dossier, record});
  if (found != places_.end()) return all_[found->second].member;
  return {fmt::format("{} ({})", dossier, record), ""};
}

const std::map<std::int64_t, Procurements::Said>& Procurements::values_of(
    const std::string& variable) {
  const auto found = values_.find(variable);
  if (found != values_.end()) return found->second;
  auto& values = values_[variable];
  const Answer answer(database_, "values_of_variable", {{":variable", variable}});
  for (std::size_t r = 0; r < answer.size(); ++r)
    values[answer.number(r, "arrangement")] = {answer.text(r, "outcome"), answer.text(r, "value")};
  return values;
}

Procurements::Said Procurements::said(const std::string& variable, const One& one) {
  const auto& values = values_of(variable);
  const auto found = values.find(one.arrangement);
  return found == values.end() ? Said() : found->second;
}

Group Procurements::known(const std::string& code, const std::string& label,
                          const std::string& colour) const {
  return {code, label, colour, true, false};
}

Group Procurements::reason(const std::string& outcome) const {
  return {outcome, wording_.label(nullptr, outcome), colour_of(outcome, 0), false, false};
}

Grid Procurements::by_start(int from) {
  std::map<std::string, Members> starts;
  for (const One& one : all_) {
    const Said start = said("ingangsdatum", one);
    const int year = number_of(start.value.substr(0, 4));
    const bool usable = start.outcome == "value" && year > 0;
    starts[usable ? (year < from ? "<" : std::to_string(year))
                  : (start.outcome == "value" ? "absent" : start.outcome)]
        .push_back(one.member);
  }
  Grid grid;
  grid.of_procurements = true;
  const std::string earlier =
      wording_.texts.filled("/before/" + wording_.language, {{"year", std::to_string(from)}});
  for (const auto& [code, members] : starts)
    if (code == "<") grid.groups.push_back(known(code, earlier, "#0072B2"));
  // A year in which nothing began stands there too: bars of years are read as time.
  std::set<int> years;
  for (const auto& [code, members] : starts)
    if (number_of(code) > 0) years.insert(number_of(code));
  for (int year = years.empty() ? 1 : *years.begin(); !years.empty() && year <= *years.rbegin();
       ++year)
    grid.groups.push_back(known(std::to_string(year), std::to_string(year), "#0072B2"));
  for (const char* outcome : kOutcomes) grid.groups.push_back(reason(outcome));
  add_row(grid, "start", wording_.text("/procurements"));
  for (const auto& [code, members] : starts)
    for (const Member& member : members) put(grid, 0, code, member);
  drop_empty(grid, false);
  return grid;
}

Grid Procurements::by_length() {
  Grid grid;
  grid.of_procurements = true;
  for (const Class& one : kMonths)
    grid.groups.push_back(
        known(one.code, wording_.text(std::string("/lengths/") + one.code), one.colour));
  grid.groups.push_back(known("onbepaald", wording_.text("/lengths/onbepaald"), "#009E73"));
  for (const char* outcome : kOutcomes) grid.groups.push_back(reason(outcome));
  for (const char* variable : {"looptijd", "looptijd_max"}) {
    add_row(grid, variable, wording_.text(std::string("/length_rows/") + variable));
    for (const One& one : all_) {
      const Said length = said(variable, one);
      const int months = number_of(length.value);
      put(grid, grid.rows.size() - 1,
          length.outcome != "value" ? length.outcome
          : months < 0              ? "onbepaald"
                                    : class_of(kMonths, months),
          one.member);
    }
  }
  drop_empty(grid, true);
  return grid;
}

Grid Procurements::by_municipalities() const {
  Grid grid;
  grid.of_procurements = true;
  for (const Class& one : kSizes)
    grid.groups.push_back(
        known(one.code, wording_.text(std::string("/partners/") + one.code), one.colour));
  add_row(grid, "gemeenten", wording_.text("/procurements"));
  for (const One& one : all_)
    put(grid, 0, class_of(kSizes, static_cast<int>(one.municipalities)), one.member);
  return grid;
}

Grid Procurements::by_pair(const VariableLabels& rows, const VariableLabels& groups) {
  Grid grid;
  grid.of_procurements = grid.of_pairs = true;
  std::set<std::string> row_values, group_values;
  for (const One& one : all_) {
    const Said row = said(rows.name, one), group = said(groups.name, one);
    if (row.outcome == "value") row_values.insert(row.value);
    if (group.outcome == "value") group_values.insert(group.value);
  }
  for (const std::string& value : in_order(groups, group_values))
    grid.groups.push_back(known(value, wording_.label(&groups, value), colour_of(value, 0)));
  for (const char* outcome : kOutcomes) grid.groups.push_back(reason(outcome));
  std::map<std::string, std::size_t> place;
  for (const std::string& value : in_order(rows, row_values)) {
    place[value] = grid.rows.size();
    add_row(grid, value, wording_.label(&rows, value));
  }
  place[""] = grid.rows.size();
  add_row(grid, "absent", wording_.label(nullptr, "absent"));
  for (const One& one : all_) {
    const Said row = said(rows.name, one), group = said(groups.name, one);
    put(grid, place[row.outcome == "value" ? row.value : ""],
        group.outcome == "value" ? group.value : group.outcome, one.member);
  }
  drop_empty(grid, true);
  return grid;
}

Grid Procurements::by_extension() {
  Grid grid;
  grid.of_procurements = true;
  for (const auto& [code, colour] : {std::pair("none", "#0072B2"), std::pair("options", "#7CC7F2"),
                                     std::pair("tacit", "#DB9600")})
    grid.groups.push_back(known(code, wording_.text(std::string("/extensions/") + code), colour));
  for (const char* outcome : kOutcomes) grid.groups.push_back(reason(outcome));
  add_row(grid, "verlenging", wording_.text("/procurements"));
  for (const One& one : all_) {
    const Said extension = said("verlenging", one);
    put(grid, 0,
        extension.outcome != "value"        ? extension.outcome
        : extension.value == "0x0"          ? "none"
        : extension.value == "stilzwijgend" ? "tacit"
                                            : "options",
        one.member);
  }
  drop_empty(grid, false);
  return grid;
}

}  // namespace inkoopmonitor::reports
