// CSV: files that people hand in, by RFC 4180 (fields between commas, quotes doubled inside quotes,
// line ends of any kind; a byte order mark is passed over and empty lines count for nothing), and
// rows as exports write them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::reports {

struct CsvRow {
  std::size_t line = 0;             // where it begins in the file, from 1
  std::vector<std::string> fields;  // as many as the header has
  bool operator==(const CsvRow&) const = default;
};

struct CsvFile {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;

  // Index of a column; header.size() when there is none of that name.
  std::size_t find(const std::string& column) const;
};

// Parses `bytes`. Throws Error (usage) that names `file` and the line for what is not such a file:
// other text than UTF-8, semicolons instead of commas (what a Dutch spreadsheet writes), a quote
// that does not end, a row with another number of fields than the header.
CsvFile parse_csv(std::string_view bytes, const std::string& file, char separator = ',');

// The same of a file; also throws when it cannot be read.
CsvFile read_csv(const std::filesystem::path& file);

// Adds a row to `out`. A cell that a spreadsheet would take for a formula is quoted.
void append_csv(std::string& out, const std::vector<std::string>& cells);

}  // namespace inkoopmonitor::reports
