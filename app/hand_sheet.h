// A sheet of values that people coded by hand, as it comes: a CSV, and a small TOML that says which
// of its columns holds what.
//
//   [columns]                      # ours = theirs
//   gemeente = "Gemeente"          # a name or a CBS code
//   year = "Jaar"
//   domein = "Wet"
//   voorziening = "Product"        # may be left out: then the value is of all of the domain
//   variable = "Kenmerk"           # a row for each value …
//   value = "Waarde"
//
//   [variables]                    # … or a column for each variable
//   bekostiging = "Bekostiging"
//
//   [fixed]                        # what holds for every row
//   domein = "wmo"
//
//   [values.bekostiging]           # their words for what the codebook calls otherwise
//   "uurtje-factuurtje" = "inspanningsgericht"
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "classify/classify.h"
#include "corpus/corpus.h"

namespace inkoopmonitor::app {

struct RefusedRow {
  std::size_t line = 0;
  std::string problem;  // a sentence without its full stop
  bool operator==(const RefusedRow&) const = default;
};

struct HandSheet {
  std::vector<corpus::HandValue> values;
  std::vector<RefusedRow> refused;
  std::size_t empty = 0;  // cells without a value, which say nothing
};

// Reads `sheet` by `mapping`. Throws Error (usage) for a mapping that is wrong or a file that is no
// such CSV; a row that cannot be taken is refused, and the others are taken.
HandSheet read_hand_sheet(const std::filesystem::path& sheet, const std::filesystem::path& mapping,
                          const classify::RuleSet& rules, const corpus::Database& database);

// Why `value` is no value of `variable`; empty when it is one.
std::string problem_of_value(const classify::Variable& variable, const std::string& value);

}  // namespace inkoopmonitor::app
