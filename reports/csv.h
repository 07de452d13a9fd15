// CSV: rows as exports write them, and files that a person wrote (RFC 4180, a byte order mark and
// \r\n allowed). Private to this room.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace inkoopmonitor::reports {

struct CsvRow {
  std::size_t line = 0;            // of the file, counted from 1, for messages
  std::vector<std::string> cells;  // as many as `columns`
};

struct CsvFile {
  std::vector<std::string> columns;
  std::vector<CsvRow> rows;

  // Index of a column; columns.size() when there is none of that name.
  std::size_t find(const std::string& column) const;
};

// Throws Error (usage) naming file and line when it cannot be read, a quote is never closed, or a
// row has another number of cells than the header.
CsvFile read_csv(const std::filesystem::path& file);

// Adds a row to `out`. A cell that a spreadsheet would take for a formula is quoted.
void append_csv(std::string& out, const std::vector<std::string>& cells);

}  // namespace inkoopmonitor::reports
