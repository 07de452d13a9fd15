// Figures of change and of place: flows, the matrix of years, what ends, the map, the scatter.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "reports/dates.h"
#include "reports/figures.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {

void name_axes(BubbleChart& chart, const Wording& wording) {
  chart.x_low = wording.text("/uenk/x_low");
  chart.x_high = wording.text("/uenk/x_high");
  chart.y_low = wording.text("/uenk/y_low");
  chart.y_high = wording.text("/uenk/y_high");
  for (const auto& [name, x, y] :
       {std::tuple("awbz", 0.1, 1.09), std::tuple("regisseur", 0.75, 1.09),
        std::tuple("wijkgericht", 0.85, -0.09)})
    chart.names.push_back({x, y, wording.text(std::string("/uenk/") + name)});
}

// Rows are what municipalities had, groups what they have.
Grid FigureMaker::moved_grid(const VariableLabels& variable,
                             const std::vector<Moved>& moved) const {
  Grid grid;
  grid.of_pairs = true;
  std::set<std::string> from, to, from_values, to_values;
  for (const Moved& one : moved) {
    from.insert(one.from);
    to.insert(one.to);
    if (!is_unknown(one.from)) from_values.insert(one.from);
    if (!is_unknown(one.to)) to_values.insert(one.to);
  }
  const auto ordered = [&](const std::set<std::string>& values, const std::set<std::string>& all) {
    std::vector<std::string> order = in_order(variable, values);
    for (const std::string& reason : unknown_groups())
      if (all.contains(reason)) order.push_back(reason);
    return order;
  };
  std::map<std::string, std::size_t> row_place, group_place;
  const std::vector<std::string> groups = ordered(to_values, to);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    group_place[groups[g]] = g;
    const bool reason = is_unknown(groups[g]);
    grid.groups.push_back({groups[g], wording_.label(reason ? nullptr : &variable, groups[g]),
                           colour_of(groups[g], g), !reason, false});
  }
  for (const std::string& row : ordered(from_values, from)) {
    row_place[row] = grid.rows.size();
    grid.keys.push_back(row);
    grid.rows.push_back(wording_.label(is_unknown(row) ? nullptr : &variable, row));
    grid.cells.emplace_back(grid.groups.size());
  }
  for (const Moved& one : moved)
    grid.cells[row_place[one.from]][group_place[one.to]].push_back(
        {one.name, fmt::format("{}.html#j{}", one.code, options_.year)});
  return grid;
}

FlowChart FigureMaker::flow_chart(const Grid& grid) const {
  FlowChart chart;
  const char* day = wording_.language == "nl" ? "1 januari" : "1 January";
  chart.from_title = fmt::format("{} {}", day, options_.year - 1);
  chart.to_title = fmt::format("{} {}", day, options_.year);
  std::vector<int> arrived(grid.groups.size(), 0);
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    chart.from.push_back(
        {grid.rows[r], colour_of(grid.keys[r], r), static_cast<int>(grid.whole(r))});
    for (std::size_t g = 0; g < grid.groups.size(); ++g) {
      const int count = static_cast<int>(grid.count(r, g));
      arrived[g] += count;
      if (count != 0) chart.flows.push_back({r, g, count});
    }
  }
  for (std::size_t g = 0; g < grid.groups.size(); ++g)
    chart.to.push_back({grid.groups[g].label, grid.groups[g].colour, arrived[g]});
  return chart;
}

void FigureMaker::switches(const Asked& asked, Figure& figure) {
  const VariableLabels& variable = variable_of(asked);
  const Spread& spread = trend_of(variable.name);
  if (spread.years.size() < 2) return;
  // Who is not known in both years says nothing about change and would hide those who are.
  std::vector<Moved> moved;
  std::size_t same = 0, all = 0;
  Members changed;
  for (Moved& one :
       moved_between(spread.years[spread.years.size() - 2], spread.years.back(), predecessors_)) {
    ++all;
    if (is_unknown(one.from) || is_unknown(one.to)) continue;
    if (one.from == one.to)
      ++same;
    else
      changed.push_back({one.name, fmt::format("{}.html#j{}", one.code, options_.year)});
    moved.push_back(std::move(one));
  }
  const Grid grid = moved_grid(variable, moved);
  figure.first_column = fmt::format("{} {}", wording_.name(variable), options_.year - 1);
  if (!moved.empty()) {
    const FlowChart chart = flow_chart(grid);
    figure.wide = flows(chart, kWide);
    figure.narrow = flows(chart, kNarrow);
  }
  if (!grid.rows.empty()) tabulate(asked, figure, grid);
  Phrases phrases = {{"both", {dutch_number(moved.size()), static_cast<double>(moved.size())}},
                     {"all", {dutch_number(all), static_cast<double>(all)}},
                     {"same", {dutch_number(same), static_cast<double>(same)}}};
  phrases["changed"] = number(asked.id, "changed", wording_.text("/totals/changed"), changed);
  read(asked, figure, std::move(phrases));
}

void FigureMaker::change_matrix(const Asked& asked, Figure& figure) {
  const VariableLabels& variable = variable_of(asked);
  const Spread& spread = trend_of(variable.name);
  if (spread.years.size() < 3) return;
  // The first year with enough municipalities of which both are known; a few say nothing of change.
  constexpr std::size_t kEnough = 10;
  std::vector<Moved> moved;
  std::size_t first = 0;
  for (; first + 2 < spread.years.size() && moved.size() < kEnough; ++first) {
    moved.clear();
    for (Moved& one : moved_between(spread.years[first], spread.years.back(), predecessors_))
      if (!is_unknown(one.from) && !is_unknown(one.to)) moved.push_back(std::move(one));
  }
  if (moved.size() < kEnough) return;
  --first;
  const Grid grid = moved_grid(variable, moved);
  if (grid.rows.empty()) return;
  figure.first_column = fmt::format("{} {}", wording_.name(variable), spread.years[first].year);
  figure.title = fmt::format("{} ({} → {})", figure.title, spread.years[first].year, options_.year);
  figure.subtitle = subtitle_of(asked, spread.years[first].year);
  show(asked, figure, grid, Looks::matrix);
  figure.notes.clear();
}

void FigureMaker::ending(const Asked& asked, Figure& figure) {
  if (!procurements_)
    procurements_.emplace(database_, wording_,
                          Procurements::Options{options_.year, options_.domein});
  ExpiringOptions options;
  options.filter.domein = options_.domein;
  options.on = fmt::format("{}-01-01", options_.year);
  options.within_months = 36;
  ending_ = expiring(database_, options).table;
  Grid grid;
  grid.of_procurements = true;
  grid.groups = {{"with", wording_.text("/ending/with"), "#7CC7F2", true, false},
                 {"without", wording_.text("/ending/without"), "#0072B2", true, false}};
  for (int half = 0; half < 6; ++half) {
    const int year = options_.year + half / 2;
    grid.keys.push_back(fmt::format("{}-{}", year, half % 2 + 1));
    grid.rows.push_back(fmt::format(
        "{} {}", wording_.text(half % 2 == 0 ? "/ending/first" : "/ending/second"), year));
    grid.cells.emplace_back(grid.groups.size());
  }
  Members soon;
  for (const auto& row : ending_.rows) {
    const std::string& day = row[0];
    if (!is_day(day)) continue;
    const int half = 2 * (std::stoi(day.substr(0, 4)) - options_.year) + (day.substr(5, 2) > "06");
    if (half < 0 || half >= 6) continue;
    const bool without = row[9].empty() || row[9] == "0x0";
    const Member member = procurements_->find(row[1], row[2]);
    grid.cells[static_cast<std::size_t>(half)][without].push_back(member);
    if (half < 2) soon.push_back(member);
  }
  figure.first_column = wording_.text("/first_columns/ending");
  if (!grid.empty()) {
    BarChart chart{{}, wording_.text("/procurements")};
    for (std::size_t r = 0; r < grid.rows.size(); ++r)
      chart.bars.push_back({grid.rows[r], "#0072B2", static_cast<int>(grid.whole(r)),
                            grid.whole(r) == 0
                                ? "0"
                                : fmt::format("{} ({} {})", dutch_number(grid.whole(r)),
                                              dutch_number(grid.count(r, 1)),
                                              wording_.text("/ending/without_short"))});
    figure.wide = reports::bars(chart, kWide);
    figure.narrow = reports::bars(chart, kNarrow);
  }
  tabulate(asked, figure, grid);
  Phrases phrases;
  phrases["soon"] = number(asked.id, "soon", wording_.text("/totals/soon"), soon);
  phrases["three"] = {dutch_number(ending_.rows.size()), static_cast<double>(ending_.rows.size())};
  read(asked, figure, std::move(phrases));
}

// How far the municipalities came, as groups of a map.
Grid FigureMaker::coverage_grid(SpreadYear& year) const {
  Grid grid;
  for (const auto& [code, colour] :
       {std::pair("in_force", "#0072B2"), std::pair("read", "#7CC7F2"),
        std::pair("offered", "#DB9600"), std::pair("no_document", "#E4E4E4")})
    grid.groups.push_back({code, wording_.text(std::string("/coverage_map/") + code), colour,
                           std::string(code) != "no_document", false});
  grid.keys = grid.rows = {std::to_string(year.year)};
  grid.cells.emplace_back(grid.groups.size());
  for (SpreadMunicipality& one : year.municipalities) {
    one.group = one.in_force != 0            ? "in_force"
                : one.documents_read != 0    ? "read"
                : one.documents_offered != 0 ? "offered"
                                             : "no_document";
    for (std::size_t g = 0; g < grid.groups.size(); ++g)
      if (grid.groups[g].code == one.group) grid.cells[0][g].push_back(member_of(one, year.year));
  }
  return grid;
}

// The groups of the year on the areas of the map. On a map of another year an area has the group of
// those that it was made of.
AreaMap FigureMaker::areas_of(const Grid& grid, const SpreadYear& year) const {
  const Boundaries& boundaries = *options_.boundaries;
  SpreadYear of_map{boundaries.year, {}};
  for (const auto& [code, name] : boundaries.names) {
    of_map.municipalities.emplace_back();
    of_map.municipalities.back().code = code;
    of_map.municipalities.back().name = name;
  }
  std::map<std::string, std::string> group_of;
  for (const SpreadMunicipality& one : year.municipalities) group_of[one.code] = one.group;
  for (const Moved& moved : moved_between(year, of_map, predecessors_))
    if (!group_of.contains(moved.code)) group_of[moved.code] = moved.from;
  AreaMap chart;
  std::map<std::string, std::size_t> place;
  for (std::size_t g = 0; g < grid.groups.size(); ++g) {
    const Group& group = grid.groups[g];
    place[group.code] = g;
    chart.groups.push_back(
        {fmt::format("{} ({})", group.label, dutch_number(grid.count(0, g))), group.colour});
  }
  for (const auto& [code, name] : boundaries.names) {
    const auto group = group_of.find(code);
    if (group == group_of.end() || !place.contains(group->second)) continue;
    const std::size_t at = place[group->second];
    chart.areas.push_back({code, fmt::format("{}: {}", name, grid.groups[at].label), at});
  }
  return chart;
}

void FigureMaker::map(const Asked& asked, Figure& figure) {
  if (options_.boundaries == nullptr || options_.boundaries->year == 0) return;
  const int of_map = options_.boundaries->year;
  const bool of_coverage = texts_.at(asked.path + "/variable") == "coverage";
  const VariableLabels& variable = find_variable(
      wording_.codebook, of_coverage ? "bekostiging" : texts_.at(asked.path + "/variable"));
  const Spread& spread = trend_of(variable.name);
  if (spread.years.empty()) return;
  SpreadYear year = now(spread);
  GridRow row{std::to_string(year.year), std::to_string(year.year), year.year, {}};
  for (const SpreadMunicipality& one : year.municipalities) row.municipalities.push_back(&one);
  const Grid grid =
      of_coverage ? coverage_grid(year) : grid_of({row}, variable, wording_, grid_options({}));
  figure.wide = area_map(areas_of(grid, year));
  figure.first_column = of_coverage ? unit(grid) : wording_.name(variable);
  tabulate(asked, figure, grid);
  read_grid(asked, figure, grid);
  if (!of_coverage) note_whole(asked, figure, grid);
  const Phrases phrases = {{"map", {std::to_string(of_map), 0}},
                           {"year", {std::to_string(options_.year), 0}}};
  figure.source +=
      " " + texts_.sentence("/map_source", texts_.in(wording_.language, "/map_source"), phrases);
  if (of_map != options_.year && wording_.language == "nl")
    figure.notes.push_back(texts_.sentence("/other_map", texts_.at("/other_map"), phrases));
}

void FigureMaker::scatter(const Asked& asked, Figure& figure) {
  const Answer places(database_, "uenk_places",
                      {{":from", std::int64_t{options_.year}},
                       {":to", std::int64_t{options_.year}},
                       {":domein", options_.domein}});
  const MunicipalityNames names(database_);
  // Places so near each other that they would cover one another are one.
  std::map<std::pair<long, long>, Members> found;
  Table data{{{wording_.text("/data/municipality")},
              {"x", Align::right},
              {"y", Align::right},
              {wording_.text("/data/count"), Align::right}},
             {},
             {}};
  for (std::size_t r = 0; r < places.size(); ++r) {
    const double x = places.real(r, "x"), y = places.real(r, "y");
    const std::string& code = places.text(r, "gm_code");
    found[{std::lround(x * 25), std::lround(y * 25)}].push_back(
        {names.of_codes(code), fmt::format("{}.html#j{}", code, options_.year)});
    data.rows.push_back({names.of_codes(code), decimal(x, 2, wording_.language),
                         decimal(y, 2, wording_.language), places.text(r, "arrangements")});
  }
  if (data.rows.empty()) return;
  BubbleChart chart;
  std::array<Members, 4> quarters;  // left and right below, left and right above
  for (const auto& [place, members] : found) {
    const double x = static_cast<double>(place.first) / 25,
                 y = static_cast<double>(place.second) / 25;
    std::string who;
    for (std::size_t n = 0; n < members.size() && n < 6; ++n)
      who += (n == 0 ? "" : ", ") + members[n].label;
    if (members.size() > 6) who += fmt::format(" +{}", members.size() - 6);
    chart.bubbles.push_back({x, y, static_cast<int>(members.size()), who, ""});
    Members& quarter = quarters[(x >= 0.5 ? 1u : 0u) + (y >= 0.5 ? 2u : 0u)];
    quarter.insert(quarter.end(), members.begin(), members.end());
  }
  name_axes(chart, wording_);
  figure.wide = bubbles(chart, kWide);
  figure.narrow = bubbles(chart, kNarrow);
  figure.data = std::move(data);
  figure.first_column = wording_.text("/uenk/place");
  figure.columns = {wording_.text("/municipalities")};
  const char* keys[] = {"left_below", "right_below", "left_above", "right_above"};
  Phrases phrases;
  for (const std::size_t q : {2u, 3u, 0u, 1u}) {
    const std::string label = wording_.text(std::string("/uenk/") + keys[q]);
    figure.rows.push_back(
        {label,
         false,
         {{dutch_number(quarters[q].size()), percent_of(quarters[q].size(), places.size()),
           evidence_.link(asked.id, keys[q], label, quarters[q])}}});
    phrases[keys[q]] = number(asked.id, keys[q], label, quarters[q]);
  }
  phrases["placed"] = {dutch_number(places.size()), static_cast<double>(places.size())};
  const Spread& spread = trend_of("bekostiging");
  const std::size_t all = spread.years.empty() ? 0 : now(spread).municipalities.size();
  phrases["all"] = {dutch_number(all), static_cast<double>(all)};
  read(asked, figure, std::move(phrases));
}

}  // namespace inkoopmonitor::reports
