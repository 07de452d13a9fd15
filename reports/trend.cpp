#include <fmt/format.h>

#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

std::string denominators(const Spread& spread) {
  std::string note = "Municipalities, each counted once a year. In the register, and with a value:";
  for (const SpreadYear& year : spread.years)
    note += fmt::format("{} {} {} and {}", &year == &spread.years.front() ? "" : ",", year.year,
                        year.municipalities.size(), year.known());
  return note +
         ". several: arrangements in force with different values; absent, unreadable, "
         "contradictory: an arrangement in force does not give a value; no_arrangement: documents "
         "of the year were read, nothing is in force; no_document: no document of the year and "
         "nothing in force from an earlier one.";
}

}  // namespace

Table trend(const corpus::Database& database, const Codebook& codebook, const std::string& variable,
            const Filter& filter) {
  const VariableLabels& asked = find_variable(codebook, variable);
  check_filter(database, filter);
  const Spread spread = SpreadBase(database).spread(asked, filter);
  Table table;
  table.columns.push_back({variable});
  for (const SpreadYear& year : spread.years)
    table.columns.push_back({std::to_string(year.year), Align::right});
  if (spread.years.empty()) {
    table.note = "The corpus has no documents yet; import some first.";
    return table;
  }
  std::vector<std::string> groups = spread.values;
  groups.insert(groups.end(), unknown_groups().begin(), unknown_groups().end());
  for (const std::string& group : groups) {
    std::vector<std::string> row = {group};
    for (const SpreadYear& year : spread.years) row.push_back(std::to_string(year.count(group)));
    table.rows.push_back(std::move(row));
  }
  table.note = denominators(spread);
  return table;
}

}  // namespace inkoopmonitor::reports
