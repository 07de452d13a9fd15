#include "app/web/kappa.h"

#include <map>

namespace inkoopmonitor::app::web {

Agreement agreement_of(const Pairs& pairs) {
  Agreement agreement;
  if (pairs.empty()) return agreement;
  std::map<std::string, std::pair<double, double>> counts;
  double same = 0;
  for (const auto& [first, second] : pairs) {
    ++counts[first].first;
    ++counts[second].second;
    if (first == second) ++same;
  }
  const auto all = static_cast<double>(pairs.size());
  double by_chance = 0;
  for (const auto& [value, count] : counts) by_chance += count.first * count.second / (all * all);
  agreement.observed = same / all;
  constexpr double kFull = 1 - 1e-9;
  if (by_chance < kFull) agreement.kappa = (agreement.observed - by_chance) / (1 - by_chance);
  return agreement;
}

}  // namespace inkoopmonitor::app::web
