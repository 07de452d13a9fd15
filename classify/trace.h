// How the mentions of a document were meant, for people. Private to classify.
#pragma once

#include <vector>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {

// Every mention of `coded`, in the order of the text, with what was read around it.
std::vector<Seen> seen_in(const Coded& coded);

}  // namespace inkoopmonitor::classify
