// Files with figures by municipality and year.
//
// Without a map: a CSV with the columns gemeente (name or CBS code), jaar, indicator, waarde, and
// perhaps eenheid and bron. A map is a TOML file that explains another CSV:
//
//   separator = ";"                   # "," when left out
//   gemeente = "Gemeenten"            # the column of the municipality
//   year_column = "Jaar"              # or: year = 2023; or --year
//   [[indicator]]
//   name = "lasten_jeugd"
//   label = "Lasten jeugdhulp"
//   unit = "x 1.000 euro"
//   source = "CBS, Iv3"
//   value = "Lasten"                  # the column of the figure; its rows are added up
//   where = { Taakveld = ["6.72*", "6.73*", "6.74*"] }  # only rows that begin with one of these
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::app {

struct IndicatorSource {
  std::string file;
  std::string map;  // empty: none
  int year = 0;     // of --year
};

struct IndicatorFile {
  std::vector<corpus::Database::Indicator> indicators;  // in order of name
  std::vector<std::string> unknown;  // sentences on municipalities that were not found; once each
};

using CodeOf = std::function<std::optional<std::string>(const std::string& name, int year)>;

// Throws Error (usage) naming file and line for what is no such file.
IndicatorFile read_indicators(const IndicatorSource& source, const CodeOf& code_of);

}  // namespace inkoopmonitor::app
