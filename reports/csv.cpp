#include "reports/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "error.h"
#include "reports/files.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

// One row from `at` on; leaves `at` and `line` behind it.
CsvRow next_row(const std::string& bytes, std::size_t& at, std::size_t& line,
                const std::string& name) {
  CsvRow row{line, {std::string()}};
  bool quoted = false;
  while (at < bytes.size()) {
    const char byte = bytes[at++];
    if (byte == '\n') ++line;
    std::string& cell = row.cells.back();
    if (quoted && byte == '"' && at < bytes.size() && bytes[at] == '"') {
      cell += bytes[at++];
    } else if (byte == '"' && (quoted || cell.empty())) {
      quoted = !quoted;
    } else if (!quoted && byte == ',') {
      row.cells.emplace_back();
    } else if (!quoted && byte == '\n') {
      return row;
    } else if (quoted || byte != '\r') {
      cell += byte;
    }
  }
  if (quoted)
    throw Error(ErrorKind::usage, name,
                fmt::format("a quote opened on line {} is never closed", row.line),
                "save the file as CSV again");
  return row;
}

}  // namespace

void append_csv(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::string& cell = cells[c];
    if (c != 0) out += ',';
    const bool plain = cell.find_first_of(",\"\r\n") == std::string::npos &&
                       (cell.empty() || std::string("=+-@\t ").find(cell[0]) == std::string::npos);
    if (plain) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char byte : cell) {
      if (byte == '"') out += '"';
      out += byte;
    }
    out += '"';
  }
  out += '\n';
}

std::size_t CsvFile::find(const std::string& column) const {
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) -
                                  columns.begin());
}

CsvFile read_csv(const std::filesystem::path& file) {
  const std::string name = text::escaped_path(file.native());
  const std::string bytes = read_whole(file);
  std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0, line = 1;
  CsvFile result;
  result.columns = next_row(bytes, at, line, name).cells;
  while (at < bytes.size()) {
    CsvRow row = next_row(bytes, at, line, name);
    if (row.cells.size() == 1 && row.cells[0].empty()) continue;
    if (row.cells.size() != result.columns.size())
      throw Error(ErrorKind::usage, name,
                  fmt::format("line {} has {} cells, the header has {}", row.line, row.cells.size(),
                              result.columns.size()),
                  "quote cells that hold a comma and save the file again");
    result.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace inkoopmonitor::reports
