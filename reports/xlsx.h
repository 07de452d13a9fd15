// Tables as a workbook (Excel's .xlsx), a sheet each.
#pragma once

#include <string>
#include <vector>

#include "reports/reports.h"

namespace inkoopmonitor::reports {

struct Sheet {
  std::string name;  // as wanted; made fit for Excel: at most 31 letters, none of []:*?/\, unique
  Table table;
};

// The bytes of a workbook, the same for the same sheets. The first row of a sheet is frozen and has
// filters; below the rows stands the table's note. Numbers of columns that are aligned to the right
// are numbers, ISO dates are dates, all else is text as it is: a cell is never taken for a formula.
// A text over 32,767 characters, the most that a cell holds, ends in "…". Throws Error (usage) for
// more rows than a sheet holds (1,048,575), Error (corpus) when there is no room to make it.
std::string workbook(const std::vector<Sheet>& sheets);

}  // namespace inkoopmonitor::reports
