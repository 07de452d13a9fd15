// How far two coders agree beyond what chance would give: Cohen's kappa.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inkoopmonitor::app::web {

using Pairs = std::vector<std::pair<std::string, std::string>>;  // of the first, of the second

struct Agreement {
  double observed = 0;          // share of pairs that are the same; 0 without pairs
  std::optional<double> kappa;  // nothing where chance alone gives full agreement
};
Agreement agreement_of(const Pairs& pairs);

}  // namespace inkoopmonitor::app::web
