// How the municipalities of a year are spread over the values of one variable: what the trend
// counts, what the publication shows, and what stands behind each of its numbers. Private to this
// room.
//
// Each municipality of the year's register stands in exactly one group: a value that all its
// arrangements in force have, or the first of these reasons that applies:
//   several         its arrangements have different values
//   contradictory, unreadable, absent   an arrangement in force has that outcome instead of a value
//   no_arrangement  documents of this year were read, but nothing is in force
//   unreadable      documents of this year were offered, but none could be read
//   no_document     nothing was offered for this year
// A document is of the municipalities that its offering names, or else of those in its text.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/reports.h"

namespace inkoopmonitor::reports {

// The reasons, in the order in which they are shown.
const std::vector<std::string>& unknown_groups();
bool is_unknown(const std::string& group);

struct SpreadArrangement {
  std::int64_t arrangement = 0;
  std::string value;  // classed; empty unless the outcome is `value`
  std::string outcome, certainty;
};

struct OfferedDocument {
  std::string file, result;
};

struct SpreadMunicipality {
  std::string code, name, group;
  std::vector<SpreadArrangement> arrangements;  // those in force, in no order that means anything
  std::vector<OfferedDocument> documents;       // of this year
};

// How far a municipality has come in a year: a document was offered for it, one could be read, an
// arrangement is in force.
enum class Coverage : std::uint8_t { offered, read, in_force };
bool covers(const SpreadMunicipality& municipality, Coverage stage);

struct SpreadYear {
  int year = 0;
  std::vector<SpreadMunicipality> municipalities;  // of the register, in order of code

  int count(const std::string& group) const;
  int count(Coverage stage) const;
  int known() const;  // those that stand in a group with a value
};

struct Spread {
  std::vector<std::string> values;  // that occur, in the codebook's order
  std::vector<SpreadYear> years;
};

// The municipalities of each year with their documents, and years by which questions are limited;
// made once and used for several variables.
class SpreadBase {
 public:
  explicit SpreadBase(const corpus::Database& database);

  // Years that a question is about: the filter's, else from the first year that the panel has to
  // the last, not beyond the last set year; nothing to count gives no years. Throws Error (usage)
  // when `from` lies after `to` or the register begins later than `to`.
  std::vector<int> years(const Filter& filter) const;
  int last_set_year() const { return last_set_; }
  // The municipalities of the register of `year`, in no group yet.
  std::vector<SpreadMunicipality> municipalities(int year) const;

  Spread spread(const VariableLabels& variable, const Filter& filter) const;

 private:
  std::vector<std::string> of_year(const std::string& code, int year,
                                   const std::map<std::string, std::string>& names) const;

  const corpus::Database& database_;
  int first_panel_ = 0, last_panel_ = 0, first_set_ = 0, last_set_ = 0;
  std::multimap<std::string, std::pair<std::string, std::string>> successors_;  // code and date
  struct Offered {
    int year = 0;
    std::vector<std::string> gemeenten;
    OfferedDocument document;
  };
  std::vector<Offered> offered_;
};

// The class in which a value is counted: AEF's classes for months, classes of number for a range
// (by its upper bound; one without an upper bound stands by itself), the year of a date.
std::string classed(const std::string& type, const std::string& value);

// `filter.domein` and `filter.voorziening` are names that the corpus knows; else throws Error
// (usage).
void check_filter(const corpus::Database& database, const Filter& filter);

// The core variables, of which only the type matters where no codebook is at hand.
const std::vector<VariableLabels>& core_variables();

// The variable of that name; else throws Error (usage) that names the nearest.
const VariableLabels& find_variable(const Codebook& codebook, const std::string& name);

// Parts of a text between `|`, without empty ones.
std::vector<std::string> split_list(const std::string& list);

}  // namespace inkoopmonitor::reports
