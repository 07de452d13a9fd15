// What the live page asks besides the questions of reports.h: the questions by name, and the
// publication's figures for any year. For app/web.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/reports.h"

namespace inkoopmonitor::reports {

using LiveParameters = std::vector<std::pair<std::string, corpus::Parameter>>;
// A row by the names of its columns; NULL is empty.
using LiveRow = std::map<std::string, std::string>;
// The rows of questions/`name`.sql.
std::vector<LiveRow> ask(const corpus::Database&, std::string_view name,
                         const LiveParameters& parameters = {});
// As `ask` for many rows: each is handed to `take`, with its columns in the question's order.
void ask_each(const corpus::Database&, std::string_view name, const LiveParameters& parameters,
              const std::function<void(const corpus::ReadRow&)>& take);

struct LiveFigureOptions {
  std::string figure;  // its id in templates/monitor.json
  int year = 0;
  int from = 0;  // first year of trends; 0: the first that has documents
  std::string domein = {};
  std::string language = "nl";
  std::filesystem::path templates = {}, boundaries = {};
  double review_threshold = 0.5;
};

struct LiveFigure {
  std::string id, title;
  std::string reading;             // HTML: a sentence
  std::vector<std::string> notes;  // HTML: denominators, breaks, what is left out
  std::string first_column;
  std::vector<std::string> columns;
  struct Cell {
    std::string text, share;
    std::string link;  // to what it counts, as in `evidence`; empty: it counts nothing
  };
  struct Row {
    std::string label;
    std::vector<Cell> cells;
  };
  std::vector<Row> rows;
  Table data;  // the same, a row for each number
  // ECharts option objects as JSON with their `width` and `height`; empty: nothing to draw.
  std::string wide, narrow;
  bool is_map = false;
  // HTML: a section for each number, with what it counts. A municipality's name leads to
  // GM0114.html; a number is a section's id, and its link "bewijs/ID.html#number".
  std::string evidence;
  Table listed;  // the same, a row for each thing that a number counts
};

// The figures of the publication: id and title.
std::vector<std::pair<std::string, std::string>> live_figures(
    const std::filesystem::path& templates, const std::string& language, int year);
// Throws Error (usage) for a figure or year that there is not.
LiveFigure live_figure(const corpus::Database&, const Codebook&, const LiveFigureOptions&);
// The map of municipalities as GeoJSON for a year; empty: there is none.
std::string live_map(const std::filesystem::path& boundaries, int year);

}  // namespace inkoopmonitor::reports
