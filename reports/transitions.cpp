// What becomes of what: the groups of one year against those of the next, and the figures of
// municipalities that changed against those that did not. A municipality of the later year is
// compared with itself in the earlier one, or where it did not exist yet with those that it was
// made of.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "error.h"
#include "reports/movements.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string list;
  for (std::size_t n = 0; n < names.size() && n < most; ++n)
    list += (n == 0 ? "" : ", ") + names[n];
  if (names.size() > most) list += fmt::format(" and {} more", names.size() - most);
  return list;
}

// Position of a group in the order in which it is shown.
std::size_t place_of(const Spread& spread, const std::string& group) {
  const auto value = std::find(spread.values.begin(), spread.values.end(), group);
  if (value != spread.values.end()) return static_cast<std::size_t>(value - spread.values.begin());
  const auto& unknown = unknown_groups();
  return spread.values.size() +
         static_cast<std::size_t>(std::find(unknown.begin(), unknown.end(), group) -
                                  unknown.begin());
}

// --- figures ------------------------------------------------------------------------------------

using Figures = std::map<std::pair<std::string, int>, double>;  // by municipality and year

Figures figures_of(const corpus::Database& database, const std::string& indicator) {
  const Answer answer(database, "indicator_values", {{":indicator", indicator}});
  if (answer.size() == 0) {
    const Answer known(database, "indicators");
    std::string names;
    for (std::size_t r = 0; r < known.size(); ++r)
      names += (r == 0 ? "" : ", ") + known.text(r, "indicator");
    throw Error(ErrorKind::usage, "--indicator " + indicator, "there are no figures of that name",
                names.empty() ? "import them first: inkoopmonitor indicator import FILE"
                              : "name one of " + names);
  }
  Figures figures;
  for (std::size_t r = 0; r < answer.size(); ++r)
    figures[{answer.text(r, "gm_code"), static_cast<int>(answer.number(r, "year"))}] =
        answer.real(r, "value");
  return figures;
}

// Municipalities that did the same, with their figures in the year before and after.
struct Compared {
  int municipalities = 0, with_figures = 0;
  double before = 0, after = 0, change = 0;  // sums; change of the percentages
};

void add(Compared& sum, const Moved& moved, const Figures& figures, int earlier, int later) {
  ++sum.municipalities;
  const auto before = figures.find({moved.code, earlier});
  const auto after = figures.find({moved.code, later});
  if (before == figures.end() || after == figures.end() || before->second == 0) return;
  ++sum.with_figures;
  sum.before += before->second;
  sum.after += after->second;
  sum.change += (after->second / before->second - 1) * 100;
}

std::vector<std::string> row_of(int later, const std::string& what, const Compared& sum) {
  const auto mean = [&](double total, int digits) {
    return sum.with_figures == 0 ? "" : fmt::format("{:.{}f}", total / sum.with_figures, digits);
  };
  return {std::to_string(later),
          what,
          std::to_string(sum.municipalities),
          std::to_string(sum.with_figures),
          mean(sum.before, 1),
          mean(sum.after, 1),
          mean(sum.change, 1)};
}

}  // namespace

Answered transitions(const corpus::Database& database, const Codebook& codebook,
                     const TrendOptions& options) {
  const VariableLabels& asked = find_variable(codebook, options.variable);
  check_filter(database, options.filter);
  const Spread spread =
      SpreadBase(database).spread(asked, options.filter, options.review_threshold);
  const Predecessors predecessors = predecessors_of(database);
  Answered answered;
  Table& table = answered.table;
  table.columns = {{"year", Align::right},  {"from"}, {"to"}, {"municipalities", Align::right},
                   {"share", Align::right}, {"which"}};
  for (std::size_t y = 1; y < spread.years.size(); ++y) {
    std::map<std::pair<std::size_t, std::size_t>, std::vector<const Moved*>> cells;
    const auto all = moved_between(spread.years[y - 1], spread.years[y], predecessors);
    std::map<std::size_t, std::size_t> of_from;
    for (const Moved& moved : all) {
      cells[{place_of(spread, moved.from), place_of(spread, moved.to)}].push_back(&moved);
      ++of_from[place_of(spread, moved.from)];
    }
    for (const auto& [cell, municipalities] : cells) {
      std::vector<std::string> names;
      for (const Moved* moved : municipalities) names.push_back(moved->name);
      const double share =
          100.0 * static_cast<double>(names.size()) / static_cast<double>(of_from[cell.first]);
      table.rows.push_back({std::to_string(spread.years[y].year), municipalities[0]->from,
                            municipalities[0]->to, std::to_string(names.size()),
                            fmt::format("{:.1f}", share),
                            listed(names, options.why ? names.size() : 5)});
    }
  }
  table.note =
      "Municipalities of the year by what they had on 1 January of the year before (from) and what "
      "they had on 1 January of the year (to); one that was made of others stands with theirs. "
      "share: percentage of those with the same from. --why names them all.";
  if (options.why) answered.behind = behind(database, spread, asked, options.filter);
  return answered;
}

Answered switchers(const corpus::Database& database, const Codebook& codebook,
                   const TrendOptions& options, const std::string& indicator) {
  const VariableLabels& asked = find_variable(codebook, options.variable);
  check_filter(database, options.filter);
  const Figures figures = figures_of(database, indicator);
  const Spread spread =
      SpreadBase(database).spread(asked, options.filter, options.review_threshold);
  const Predecessors predecessors = predecessors_of(database);
  Table table{{{"year", Align::right},
               {options.variable},
               {"municipalities", Align::right},
               {"with_figures", Align::right},
               {"mean_before", Align::right},
               {"mean_after", Align::right},
               {"change_percent", Align::right}},
              {},
              {}};
  for (std::size_t y = 1; y < spread.years.size(); ++y) {
    const int earlier = spread.years[y - 1].year, later = spread.years[y].year;
    Compared changed, same;
    std::map<std::pair<std::size_t, std::size_t>, std::pair<std::string, Compared>> ways;
    for (const Moved& moved : moved_between(spread.years[y - 1], spread.years[y], predecessors)) {
      if (!moved.existed || is_unknown(moved.from) || is_unknown(moved.to)) continue;
      const bool is_same = moved.from == moved.to;
      add(is_same ? same : changed, moved, figures, earlier, later);
      if (is_same) continue;
      auto& way = ways[{place_of(spread, moved.from), place_of(spread, moved.to)}];
      way.first = moved.from + " → " + moved.to;
      add(way.second, moved, figures, earlier, later);
    }
    if (changed.municipalities + same.municipalities == 0) continue;
    table.rows.push_back(row_of(later, "did not change", same));
    table.rows.push_back(row_of(later, "changed", changed));
    for (const auto& [place, way] : ways)
      table.rows.push_back(row_of(later, "  " + way.first, way.second));
  }
  table.note = fmt::format(
      "{}: in the year before (mean_before) and in the year (mean_after), of municipalities with "
      "figures of both; change_percent is the mean of their own changes. Municipalities of which "
      "{} is not known in both years, or that were merged, are left out. THIS IS NO PROOF OF A "
      "CAUSE: municipalities chose to change, other things changed with it, and figures of the "
      "same "
      "name may have been made in another way from one year to the next.",
      indicator, options.variable);
  Answered answered{table, {}};
  if (options.why) answered.behind = behind(database, spread, asked, options.filter);
  return answered;
}

}  // namespace inkoopmonitor::reports
