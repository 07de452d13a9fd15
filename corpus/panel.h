// Private to corpus/: the steps in which the panel is made (schema_panel.sql says what it is).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
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

// An arrangement that is in force in a municipality on 1 January of a year.
struct InForce {
  std::string domein, voorziening;
  std::int64_t arrangement = 0, dossier = 0;
  std::string certainty, first_day;
  bool has_end = false, reviewed = false;
  bool counted = true;  // as it stands in the table
  bool counts = true;
};

// Some domains and voorzieningen of a municipality in a year.
using Places = std::set<std::pair<std::string, std::string>>;

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

// --- panel_history.cpp --------------------------------------------------------------------------

// Notes what came into the panel and what went since it was last made, under the newest run.
class PanelHistory {
 public:
  explicit PanelHistory(Connection& connection);

  // Holds what is in force in a municipality in a year against what stood there: in these places,
  // or everywhere when there are none.
  void note(const std::string& code, int year, const std::vector<InForce>& rows,
            const Places& places);
  // What stood in municipalities and years that the panel no longer has, went.
  void forget_others();

 private:
  // What a state has of its dossier (table history_state).
  struct Dossier {
    std::string key, documents, readings, rulesets, decisions;
  };
  // A row of table history_cell without its municipality and year.
  struct State {
    std::string domein, voorziening;
    std::int64_t id = 0;
    auto operator<=>(const State&) const = default;
  };

  std::vector<State> before(const std::string& code, int year, const Places& places);
  void add(const char* what, const std::string& code, int year, const State& state);
  std::int64_t state_of(const InForce& one);
  const std::string& stated_by(std::int64_t arrangement);
  const Dossier& dossier_at(std::int64_t dossier);
  std::int64_t id_of(const Dossier& dossier, const std::string& certainty,
                     const std::string& stated);

  Connection& connection_;
  std::optional<std::int64_t> run_;  // none: there was none yet, and nothing is noted but cells
  bool run_changed_before_ = false;  // the panel was made before in this run
  std::map<std::int64_t, Dossier> dossiers_;
  std::unordered_map<std::int64_t, std::string> stated_;                 // by arrangement
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> states_;  // arrangement, certainty
};

}  // namespace inkoopmonitor::corpus
