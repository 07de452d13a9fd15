// Values that are lists: of codes by "+", of names by "|".
#pragma once

#include <string>
#include <vector>

#include "classify/classify.h"

namespace inkoopmonitor::app::web {

bool is_list(const classify::Variable& variable);
std::vector<std::string> elements_of(const classify::Variable& variable, const std::string& list);
std::string list_of(const classify::Variable& variable, const std::vector<std::string>& elements);
// What `more` has and `list` has not, in its order.
std::vector<std::string> missing_from(const classify::Variable& variable, const std::string& list,
                                      const std::string& more);

}  // namespace inkoopmonitor::app::web
