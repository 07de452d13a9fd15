// How a mention is meant: whether its sentence, its headings or its own words forbid to take it for
// this purchase. Private to classify.
#pragma once

#include <string>

#include "classify/mentions.h"

namespace inkoopmonitor::classify {

// Why a mention, complete but for this, may not count: a word as in Rival::reason; empty if it may.
std::string rejection(const UnitContext& context, const Unit& unit, const Mention& mention,
                      const RuleSet::Implementation& rules);

}  // namespace inkoopmonitor::classify
