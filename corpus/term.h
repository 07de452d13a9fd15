// Private to corpus/: from when until when an arrangement is in force, by its coded values.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace inkoopmonitor::corpus {

using Day = std::chrono::sys_days;

// A date of the form 2019-01-31; nothing for anything else.
std::optional<Day> parse_day(const std::string& iso);

// The same day `months` later; the last day of that month when it has no such day.
Day add_months(Day day, int months);

// The coded values; empty where not given.
struct StatedTerm {
  std::string ingangsdatum, einddatum;  // ISO
  std::string looptijd;                 // months, or onbepaald
  std::string verlenging;               // 3x12, 1x24+1x12, 0x0, stilzwijgend
};

// Ends are first days after it. Nothing for what is not known; `never_ends` goes before an end.
struct Term {
  std::optional<Day> start;
  std::optional<Day> end;           // of the base term
  std::optional<Day> extended_end;  // of all extensions
  bool never_ends = false;          // an indefinite term
  bool renewed_tacitly = false;     // extensions without an end
};

Term term_of(const StatedTerm& stated);

}  // namespace inkoopmonitor::corpus
