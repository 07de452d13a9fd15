// A figure of a publication: what is drawn, what is said of it, its data. Private to this room.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/grid.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {

struct FigureCell {
  std::string text, share;
  std::string link;  // empty: the number counts nothing, or is no count
};
struct FigureRow {
  std::string label;
  bool total = false;
  std::vector<FigureCell> cells;
};

struct Figure {
  std::string id, title;           // title: text
  std::string subtitle;            // text: what is counted, of what, and when
  std::string finding;             // HTML, without links: what the figure shows, in a few words
  std::string reading;             // HTML
  std::vector<std::string> notes;  // HTML: denominators, breaks, what is left out
  std::string source;              // HTML
  std::optional<DrawnChart> wide, narrow;  // none: there is nothing to draw
  std::string first_column;
  std::vector<std::string> columns;
  std::vector<FigureRow> rows;
  bool tall = false;  // a table that is too long for print: it stays in the workbook
  Table data;         // the same, a row for each number
};

// The table of a figure as a sheet of the workbook.
Table sheet_of(const Figure& figure);
// The data of a grid: row, group, code, count, of, share.
Table data_of(const Grid& grid, const Wording& wording);

}  // namespace inkoopmonitor::reports
