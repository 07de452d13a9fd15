// What municipalities had in one year and have in a later one. Private to this room.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/spread.h"

namespace inkoopmonitor::reports {

// From which municipalities, ended by then, each was made: new code, day, old code.
using Predecessors = std::multimap<std::string, std::pair<std::string, std::string>>;
Predecessors predecessors_of(const corpus::Database& database);

// A municipality of the later year with its groups. One that did not exist in the earlier year has
// the group of those that it was made of, `several` where they differ.
struct Moved {
  std::string code, name, from, to;
  bool existed = false;  // in the earlier year too
};
std::vector<Moved> moved_between(const SpreadYear& earlier, const SpreadYear& later,
                                 const Predecessors& predecessors);

}  // namespace inkoopmonitor::reports
