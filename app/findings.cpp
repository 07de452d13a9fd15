#include "app/findings.h"

namespace inkoopmonitor::app {

reports::Table table_of(const std::vector<corpus::Finding>& findings) {
  reports::Table table;
  table.columns = {{"finding"}, {"where"}, {"problem"}};
  for (const corpus::Finding& finding : findings)
    table.rows.push_back({finding.code, finding.where, finding.problem});
  return table;
}

}  // namespace inkoopmonitor::app
