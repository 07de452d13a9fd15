#include "reports/grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace inkoopmonitor::reports {

Member member_of(const SpreadMunicipality& municipality, int year) {
  return {municipality.name, fmt::format("{}.html#j{}", municipality.code, year)};
}

std::size_t Grid::known(std::size_t row) const {
  std::size_t sum = 0;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (groups[g].known) sum += count(row, g);
  return sum;
}

std::size_t Grid::whole(std::size_t row) const {
  std::size_t sum = 0;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (!groups[g].left_out) sum += count(row, g);
  return sum;
}

std::size_t Grid::all(std::size_t row) const {
  std::size_t sum = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) sum += count(row, g);
  return sum;
}

bool Grid::empty() const {
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (whole(r) != 0) return false;
  return true;
}

Grid grid_of(const std::vector<GridRow>& rows, const VariableLabels& variable,
             const Wording& wording, const GridOptions& options) {
  std::set<std::string> occurring, values = options.always;
  for (const GridRow& row : rows)
    for (const SpreadMunicipality* one : row.municipalities) occurring.insert(one->group);
  for (const std::string& group : occurring)
    if (!is_unknown(group)) values.insert(group);
  Grid grid;
  grid.estimates = true;
  const std::vector<std::string> ordered = in_order(variable, values);
  for (std::size_t v = 0; v < ordered.size(); ++v)
    grid.groups.push_back(
        {ordered[v], wording.label(&variable, ordered[v]), colour_of(ordered[v], v), true, false});
  for (const std::string& reason : unknown_groups())
    if (occurring.contains(reason))
      grid.groups.push_back({reason, wording.label(nullptr, reason), colour_of(reason, 0), false,
                             options.left_out.contains(reason)});
  std::map<std::string, std::size_t> place;
  for (std::size_t g = 0; g < grid.groups.size(); ++g) place[grid.groups[g].code] = g;
  for (const GridRow& row : rows) {
    grid.keys.push_back(row.key);
    grid.rows.push_back(row.label);
    grid.cells.emplace_back(grid.groups.size());
    grid.unsure.emplace_back();
    for (const SpreadMunicipality* one : row.municipalities) {
      grid.cells.back()[place[one->group]].push_back(member_of(*one, row.year));
      if (!is_unknown(one->group) && one->confidence < options.review_threshold)
        grid.unsure.back().push_back(member_of(*one, row.year));
    }
  }
  return grid;
}

void order_by_count(Grid& grid, std::size_t row) {
  std::vector<std::size_t> order(grid.groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Values come before the reasons why there is none.
  const auto values = std::partition_point(
      order.begin(), order.end(), [&](std::size_t group) { return grid.groups[group].known; });
  std::stable_sort(order.begin(), values, [&](std::size_t a, std::size_t b) {
    return grid.count(row, a) > grid.count(row, b);
  });
  std::vector<Group> groups;
  for (const std::size_t g : order) groups.push_back(grid.groups[g]);
  for (auto& cells : grid.cells) {
    std::vector<Members> ordered;
    for (const std::size_t g : order) ordered.push_back(std::move(cells[g]));
    cells = std::move(ordered);
  }
  grid.groups = std::move(groups);
}

std::string interval_text(const Grid& grid, std::size_t row, std::size_t group) {
  const std::size_t known = grid.known(row), all = grid.all(row);
  if (!grid.estimates || !grid.groups[group].known || known == 0 || known == all) return {};
  const Interval interval = interval_of(grid.count(row, group), known, all);
  return fmt::format("{:.0f}–{:.0f}%", interval.low, interval.high);
}

StackedChart stacked_of(const Grid& grid, const std::string& of_all, const std::string& of_known) {
  StackedChart chart;
  chart.of_all = of_all;
  chart.rows_are_years = grid.rows_are_years;
  // A row of nothing would be white: a year stands there nevertheless.
  std::vector<std::size_t> rows;
  for (std::size_t r = 0; r < grid.rows.size(); ++r)
    if (grid.rows_are_years || grid.whole(r) != 0) rows.push_back(r);
  for (const std::size_t r : rows)
    chart.rows.push_back(grid.rows_are_years ? grid.rows[r]
                                             : fmt::format("{} (n\u00A0=\u00A0{})", grid.rows[r],
                                                           dutch_number(grid.whole(r))));
  for (std::size_t g = 0; g < grid.groups.size(); ++g) {
    if (grid.groups[g].left_out) continue;
    ChartSeries series{grid.groups[g].label, grid.groups[g].colour, {}};
    for (const std::size_t r : rows) {
      series.counts.push_back(static_cast<int>(grid.count(r, g)));
      const std::string interval = interval_text(grid, r, g);
      series.intervals.push_back(interval.empty() ? "" : interval + " " + of_known);
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

// Of bars whose colour says nothing.
constexpr const char* kPlainBar = "#0072B2";

BarChart bars_of(const Grid& grid, const std::string& unit) {
  BarChart chart{{}, unit};
  if (grid.rows.empty()) return chart;
  const std::size_t row = grid.rows.size() - 1;
  // Names stand beside the bars: colours that mean nothing elsewhere would only ask what they mean.
  const bool coloured = std::all_of(grid.groups.begin(), grid.groups.end(), [](const Group& group) {
    return !group.known || has_own_colour(group.code);
  });
  for (std::size_t g = 0; g < grid.groups.size(); ++g) {
    const Group& group = grid.groups[g];
    if (group.left_out) continue;
    const std::size_t count = grid.count(row, g);
    chart.bars.push_back(
        {group.label, coloured || !group.known ? group.colour : kPlainBar, static_cast<int>(count),
         fmt::format("{} ({})", dutch_number(count), percent_of(count, grid.whole(row)))});
    if (interval_text(grid, row, g).empty()) continue;
    // A bar is as long as its share of what is known, and so are its bounds.
    const auto known = static_cast<double>(grid.known(row));
    const Interval interval = interval_of(count, grid.known(row), grid.all(row));
    chart.bars.back().low = interval.low / 100 * known;
    chart.bars.back().high = interval.high / 100 * known;
  }
  return chart;
}

Interval interval_of(std::size_t part, std::size_t known, std::size_t all) {
  if (known == 0) return {0, 100};
  constexpr double z = 1.959964;
  const auto n = static_cast<double>(known), size = static_cast<double>(all);
  const double share = static_cast<double>(part) / n;
  // With every municipality known nothing is left to chance.
  const double finite = all > 1 ? (size - n) / (size - 1) : 0;
  if (finite <= 0) return {100 * share, 100 * share};
  const double z2 = z * z * finite;
  const double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double reach = std::sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return {100 * std::max(0.0, middle - reach), 100 * std::min(1.0, middle + reach)};
}

void add_phrases(Phrases& phrases, const Grid& grid, std::size_t row) {
  std::vector<std::size_t> values;
  for (std::size_t g = 0; g < grid.groups.size(); ++g)
    if (grid.groups[g].known && grid.count(row, g) != 0) values.push_back(g);
  std::stable_sort(values.begin(), values.end(), [&](std::size_t a, std::size_t b) {
    return grid.count(row, a) > grid.count(row, b);
  });
  const std::size_t known = grid.known(row);
  const auto number = [&](const std::string& name, std::size_t count) {
    phrases[name] = {dutch_number(count), static_cast<double>(count)};
  };
  number("all", grid.all(row));
  number("whole", grid.whole(row));
  number("known", known);
  number("unknown", grid.whole(row) - known);
  const std::string not_known = percent_of(grid.whole(row) - known, grid.whole(row));
  phrases["unknown_share"] = {html_escaped(not_known), 0};
  const char* names[] = {"top", "second"};
  for (std::size_t n = 0; n < 2; ++n) {
    const bool there = n < values.size();
    const std::size_t count = there ? grid.count(row, values[n]) : 0;
    const std::string name = names[n];
    phrases[name] = {there ? html_escaped(grid.groups[values[n]].label) : "", there ? 1.0 : 0.0};
    number(name + "_count", count);
    phrases[name + "_share"] = {html_escaped(percent_of(count, known)), 0};
  }
  // Of values that are equally frequent none is named as the most frequent.
  const bool tied = values.size() > 1 && grid.count(row, values[0]) == grid.count(row, values[1]);
  phrases["tied"] = {"", tied ? 1.0 : 0.0};
  phrases["single"] = {"", known == 1 ? 1.0 : 0.0};
}

}  // namespace inkoopmonitor::reports
