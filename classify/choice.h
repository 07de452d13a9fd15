// What holds of a text that sets out several options and chooses one. Private to classify.
#pragma once

#include <vector>

#include "classify/mentions.h"

namespace inkoopmonitor::classify {

// Marks rows of options by what they say of themselves under a head as `Oordeel`, and what stands
// under the options that were not chosen as considered, and what stands under the chosen one as
// not. `considered_itself`: of each unit, whether its own words say that it was.
void settle_choice(const Text& text, const std::vector<bool>& considered_itself,
                   std::vector<UnitContext>& contexts);

}  // namespace inkoopmonitor::classify
