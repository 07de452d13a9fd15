// Which figures are others than in the edition before, and why. Private to this room.
//
// Compared are the years that the earlier edition could know: through its last year of collection.
// Why a number is another follows from the history of the panel: of the figure's variables, in how
// many municipalities and years a new document, a review, new rules and so on made a difference.
#pragma once

#include <string>
#include <vector>

#include "reports/reports.h"
#include "reports/wording.h"

namespace inkoopmonitor::reports {

// The data of a figure, now and in the edition before.
struct ComparedFigure {
  std::string number, title;
  std::vector<std::string> variables;  // that it is about; none: all
  Table now, before;                   // as data_of makes them; no columns: there was no figure
};

struct CompareOptions {
  int from = 0, year = 0;
  int last_year = 0;  // that the earlier edition could know
  std::string domein = {};
};

// A row for each figure that changed: its number and title, how many of its numbers, in which rows,
// and why.
Table changed_figures(const std::vector<ComparedFigure>& figures,
                      const std::vector<corpus::PanelChange>& changes, const Wording& wording,
                      const CompareOptions& options);

}  // namespace inkoopmonitor::reports
