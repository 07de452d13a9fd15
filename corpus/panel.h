// Private to corpus/: the steps in which the panel is made (schema_panel.sql says what it is).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {

// The years of the panel: from the first of the register through the last set year plus 1.
struct PanelYears {
  int first = 0, last = 0;
};
PanelYears panel_years(Connection& connection);

// Who follows whom, and who is there on 1 January of each year.
class Successors {
 public:
  explicit Successors(Connection& connection);
  // Who stands for `code` on 1 January of `year`: itself, or those that followed it by then. None
  // when it began later.
  std::set<std::string> of(const std::string& code, int year) const;
  // Whether it is there on that day; a year after the last of the register is as the last.
  bool exists(const std::string& code, int year) const;

 private:
  void add(const std::string& code, const std::string& day, const std::set<std::string>& in_force,
           std::set<std::string>& found) const;
  const std::set<std::string>* in_force(int year) const;

  int last_ = 0;
  std::map<int, std::set<std::string>> in_force_;
  std::multimap<std::string, std::pair<std::string, std::string>> changes_;  // old: new, date
};

// A row of the panel without its arrangement.
struct PanelCell {
  std::string gm_code;
  int year = 0;
  std::string domein, voorziening;
  auto operator<=>(const PanelCell&) const = default;
};
using PanelCells = std::set<PanelCell>;

// --- panel_municipalities.cpp -------------------------------------------------------------------

// Makes panel_municipality anew for these years, without documents.
void make_municipalities(Connection& connection, const PanelYears& years);
// The municipalities of the documents that were touched, or of all, and how many each has.
void update_documents(Connection& connection, const Successors& successors, bool all);

// --- panel.cpp ----------------------------------------------------------------------------------

// Domains and voorzieningen of the codebook.
void make_places(Connection& connection);
// Makes the rows of the arrangements of touched dossiers anew, or of all; adds the cells that they
// left or came to (not for all).
void update_rows(Connection& connection, const Successors& successors, bool all,
                 PanelCells& touched);

// --- panel_cells.cpp ----------------------------------------------------------------------------

// Decides what counts in these cells and makes their sums anew.
void update_cells(Connection& connection, const PanelCells& touched);
// The same for all, whose sums must be empty.
void make_cells(Connection& connection);

}  // namespace inkoopmonitor::corpus
