// Counts with what stands behind each: the data of every figure that counts municipalities or
// procurements by groups. Private to this room.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "reports/charts.h"
#include "reports/spread.h"
#include "reports/texts.h"
#include "reports/wording.h"

namespace inkoopmonitor::reports {

// What a number counts, with where it is proved: a page in the folder of evidence.
struct Member {
  std::string label, link;
};
using Members = std::vector<Member>;

// A municipality as it is on 1 January of a year.
Member member_of(const SpreadMunicipality& municipality, int year);

struct Group {
  std::string code, label, colour;
  bool known = true;      // a value
  bool left_out = false;  // not drawn and no part of the whole; the table has it
};

struct Grid {
  std::vector<std::string> keys, rows;  // by which rows are called, and as they are shown
  std::vector<Group> groups;
  std::vector<std::vector<Members>> cells;  // [row][group]
  std::vector<Members> unsure;              // [row]: with a value below the review threshold
  bool rows_are_years = false;
  bool of_procurements = false;  // else of municipalities
  // Those of which a value is known stand for all: their shares have intervals.
  bool estimates = false;
  bool of_pairs = false;  // rows are values too: a table of rows and groups, however few

  std::size_t count(std::size_t row, std::size_t group) const { return cells[row][group].size(); }
  std::size_t known(std::size_t row) const;  // in a group with a value
  std::size_t whole(std::size_t row) const;  // in a group that is drawn
  std::size_t all(std::size_t row) const;
  bool empty() const;  // nothing is drawn
};

// A row of municipalities, to be counted by their groups.
struct GridRow {
  std::string key, label;
  int year = 0;
  std::vector<const SpreadMunicipality*> municipalities;
};
struct GridOptions {
  std::set<std::string> left_out = {};  // groups that are not drawn
  std::set<std::string> always = {};    // values that stand there even when none has them
  double review_threshold = 0;
};
// Groups are the values that occur in the codebook's order, then the reasons that occur.
Grid grid_of(const std::vector<GridRow>& rows, const VariableLabels& variable,
             const Wording& wording, const GridOptions& options);

// Puts the groups with a value in order of their number in a row, the largest first.
void order_by_count(Grid& grid, std::size_t row);

// The rows as shares, stacked. `of_known`: what an interval is of, behind it.
StackedChart stacked_of(const Grid& grid, const std::string& of_all,
                        const std::string& of_known = {});
// The last row, a bar for each group that is drawn.
BarChart bars_of(const Grid& grid, const std::string& unit);

// As "36–47%"; empty where the grid has none for that cell: nothing is known, or all.
std::string interval_text(const Grid& grid, std::size_t row, std::size_t group);

// A share with its 95% interval, where the `known` ones are taken for a sample without replacement
// from `all` (Wilson, with the correction for a finite population). In percents.
struct Interval {
  double low = 0, high = 0;
};
Interval interval_of(std::size_t part, std::size_t known, std::size_t all);

// What a sentence can say of a row: all, whole, known, unknown, top and top_count (its most
// frequent value), top_share, second, second_count.
void add_phrases(Phrases& phrases, const Grid& grid, std::size_t row);

}  // namespace inkoopmonitor::reports
