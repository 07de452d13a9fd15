// A PDF whose end is missing, made into one that can be opened. Private to this room; runs in the
// child only.
#pragma once

#include <string>
#include <string_view>

namespace inkoopmonitor::extract {

// `bytes` and an end: a trailer that names the catalog that is in them, or, where that is missing
// too, a new catalog of the pages that are. Empty when there are neither. What stands in compressed
// object streams is not found.
std::string with_new_end(std::string_view bytes);

}  // namespace inkoopmonitor::extract
