// What verify and merge found, as a table.
#pragma once

#include <vector>

#include "corpus/corpus.h"
#include "reports/reports.h"

namespace inkoopmonitor::app {

reports::Table table_of(const std::vector<corpus::Finding>& findings);

}  // namespace inkoopmonitor::app
