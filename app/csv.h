// CSV files that people hand in, by RFC 4180: fields between commas, quotes doubled inside quotes,
// line ends of any kind. A byte order mark is passed over and empty lines count for nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::app {

struct CsvRow {
  std::size_t line = 0;             // where it begins in the file, from 1
  std::vector<std::string> fields;  // as many as the header has
  bool operator==(const CsvRow&) const = default;
};

struct CsvFile {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

// Parses `bytes`. Throws Error (usage) that names `file` and the line for what is not such a file:
// other text than UTF-8, semicolons instead of commas (what a Dutch spreadsheet writes), a quote
// that does not end, a row with another number of fields than the header.
CsvFile parse_csv(std::string_view bytes, const std::string& file, char separator = ',');

}  // namespace inkoopmonitor::app
