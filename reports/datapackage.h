// The tables of the data package with what their columns are. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "reports/reports.h"

namespace inkoopmonitor::reports {

struct PackageColumn {
  std::string name, type, meaning;  // a type of Table Schema: string, integer, number, date
};
struct PackageTable {
  std::string name;
  Table table;
  std::vector<PackageColumn> columns;
};
// The monitor and the municipalities of each year.
std::vector<PackageTable> package_tables(const corpus::Database&, const Codebook&);

}  // namespace inkoopmonitor::reports
