// How the municipalities of a year are spread over the values of one variable: what the trend
// counts, what the publication shows, and what stands behind each of its numbers. Private to this
// room.
//
// Each municipality of the year's register stands in exactly one group: a value that all its
// arrangements in force have, or the first of these reasons that applies:
//   several         its arrangements have different values
//   contradictory, unreadable, absent   an arrangement in force has that outcome instead of a value
//   not_reviewed    only where it is asked for: an arrangement's value is unsure, not reviewed yet
//   no_arrangement  documents of this year were read, but nothing is in force
//   unreadable      documents of this year were offered, but none could be read
//   no_document     nothing was offered for this year
// A document is of the municipalities that its offering names, or else of those in its text.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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
  std::string code, name, province, group;
  std::int64_t inhabitants = 0;                   // 0: not known
  int inhabitants_year = 0;                       // of which year they are
  int documents_offered = 0, documents_read = 0;  // of this year
  int in_force = 0;                               // arrangements that count
  int reviewed = 0;                               // of those, of a dossier with a decision
  std::string certainty;                          // of the least certain of them
  double confidence = 0;                          // of its value; 0 where it has not one
  std::size_t place = 0;                          // among all municipalities of all years
  // What stands behind these; only where it is asked for.
  std::vector<SpreadArrangement> arrangements;  // those that count, in no order that means anything
  std::vector<OfferedDocument> documents;
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

// The group of what arrangements say, of so many that say anything of so many that there are. No
// sets of values: of hundreds of thousands of these, nearly all have one.
struct Said {
  std::string value;  // classed; the first of `several` different ones; empty: none
  bool several = false, contradictory = false, unreadable = false, not_reviewed = false;
  std::int64_t arrangements = 0, of = 0;
  double confidence = 1;  // of the least sure value

  // Adds what `arrangements` of them say. A value that is less sure than the threshold has the
  // outcome not_reviewed.
  void add(const VariableLabels& variable, std::string_view outcome, std::string_view value,
           double value_confidence, double review_threshold, std::int64_t number = 1);
  bool known() const;  // whether the group is a value
  std::string group() const;
};

// Whether a spread also names the arrangements and documents that it rests on, which costs much
// more than the counts.
enum class Behind : std::uint8_t { counts, all };

// Years by which questions are limited, and what is behind the counts of every year; made once and
// used for several variables.
class SpreadBase {
 public:
  explicit SpreadBase(const corpus::Database& database, Behind behind = Behind::counts);

  // Years that a question is about: the filter's, else from the first year that the panel has to
  // the last, not beyond the last set year; nothing to count gives no years. Throws Error (usage)
  // when `from` lies after `to` or the register begins later than `to`.
  std::vector<int> years(const Filter& filter) const;
  int last_set_year() const { return last_set_; }
  // The municipalities of these years that the filter lets through, in no group yet.
  std::vector<SpreadYear> municipalities(const std::vector<int>& years, const Filter& filter) const;
  // An unsure value (its confidence is below `review_threshold`) is not_reviewed; 0: it counts.
  Spread spread(const VariableLabels& variable, const Filter& filter,
                double review_threshold = 0) const;
  // The municipalities with what counts in them; the same for every variable. It lasts until
  // another filter is asked for.
  const std::vector<SpreadYear>& counted(const Filter& filter) const;
  // What their arrangements say of a variable, by SpreadMunicipality::place.
  std::vector<Said> said(const VariableLabels& variable, const Filter& filter,
                         double review_threshold = 0) const;
  // Which of them have one known value of each of core_variables(), in their order, by place.
  std::vector<std::vector<bool>> known_core(const Filter& filter) const;
  // The domains and voorzieningen of the panel's sums that a filter is about (`*` for all).
  std::vector<std::pair<std::string, std::string>> places(const Filter& filter) const;

 private:
  void add_arrangements(Spread& spread, const VariableLabels& variable, const Filter& filter) const;

  const corpus::Database& database_;
  Behind behind_ = Behind::counts;
  int first_panel_ = 0, last_panel_ = 0, first_set_ = 0, last_set_ = 0;
  int last_municipalities_ = 0;  // the last year of panel_municipality
  // As they were asked for last: without, and with what counts in them.
  mutable std::pair<Filter, std::vector<SpreadYear>> all_, counted_;
};

// Name and value of the parameters that filters have in the questions: of years and municipalities,
// and with domein and voorziening.
std::vector<std::pair<std::string, corpus::Parameter>> municipality_parameters(
    const Filter& filter);
std::vector<std::pair<std::string, corpus::Parameter>> filter_parameters(const Filter& filter);

// The same with that of questions that can be about some municipalities only; none: about all.
std::vector<std::pair<std::string, corpus::Parameter>> of_codes(
    std::vector<std::pair<std::string, corpus::Parameter>> parameters,
    const std::set<std::string>& codes);

// The arrangements behind the municipalities of a spread: year, group, municipality, dossier,
// record, certainty, value, confidence, file, page, quote. Of a filter with a limit, at least so
// many of the first rows.
Table behind(const corpus::Database&, const Spread&, const VariableLabels&, const Filter&);

// The same of all core variables, of the municipalities `codes` (none: of all that the filter lets
// through), with the documents of each year's collection; limited as that is.
Table behind_core(const corpus::Database&, const Filter&, const std::set<std::string>& codes);
// An arrangement, and the cells that stand before what is told of it.
struct ToTell {
  std::int64_t arrangement = 0;
  std::vector<std::string> before = {};
};
// Adds where the terms of arrangements stand: behind the cells before them dossier, record,
// variable, value, confidence, file, page, quote.
void add_term_evidence(Table& table, const corpus::Database&, const std::vector<ToTell>& told);
// A JSON list of numbers or texts, as a parameter of questions.
std::string json_list(const std::vector<std::int64_t>& numbers);
std::string json_list(const std::vector<std::string>& texts);

// Values that occur, in the codebook's order.
std::vector<std::string> in_order(const VariableLabels& variable,
                                  const std::set<std::string>& occurring);

// The class in which a value is counted: AEF's classes for months, classes of number for a range
// (by its upper bound; one without an upper bound stands by itself), the year of a date.
std::string classed(const std::string& type, std::string_view value);

// The names in `filter` are ones that the corpus knows; else throws Error (usage).
void check_filter(const corpus::Database& database, const Filter& filter);

// The core variables, of which only the type matters where no codebook is at hand.
const std::vector<VariableLabels>& core_variables();

// The variable of that name; else throws Error (usage) that names the nearest.
const VariableLabels& find_variable(const Codebook& codebook, const std::string& name);

// The latest names of municipalities.
class MunicipalityNames {
 public:
  explicit MunicipalityNames(const corpus::Database& database);
  // Codes joined by | as names joined by a comma.
  std::string of_codes(const std::string& codes) const;

 private:
  std::map<std::string, std::string> names_;
};

// The municipalities that the filter lets through in any year; none: it does not look at them.
std::set<std::string> wanted_codes(const corpus::Database& database, const Filter& filter);
// Whether one of these codes (joined by |) is wanted.
bool is_of(std::string_view gemeenten, const std::set<std::string>& wanted);

// Parts of a text between `|`, without empty ones.
std::vector<std::string> split_list(const std::string& list);

}  // namespace inkoopmonitor::reports
