// The codebook by itself, for those who name and judge values and find none: reading it takes a
// hundredth of the time that compiling the rules takes.
#pragma once

#include <filesystem>
#include <vector>

#include "classify/classify.h"

namespace inkoopmonitor::classify {

struct Codebook {
  std::vector<Variable> variables;
  double review_threshold = 0;  // as RuleSet::review_threshold
};
// From codebook.toml and, where it is there, calibration.toml of `folder`; throws as RuleSet::load.
Codebook read_codebook(const std::filesystem::path& folder);

}  // namespace inkoopmonitor::classify
