// How the rules did on documents: which fired, which were of use, and which would not be missed.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "classify/classify.h"
#include "reports/reports.h"

namespace inkoopmonitor::app {

struct RuleUse {
  std::size_t documents = 0;  // in which it fired
  std::size_t fired = 0;      // places that it found
  std::size_t rejected = 0;   // of these, places that may not count (negated, a definition, …)
  std::size_t agreed = 0;     // of these, places that say what became the value of a record
  std::size_t won = 0;        // values that rest on it; of a list each element counts
  std::size_t right = 0, wrong = 0;  // of these, as far as somebody judged them
  // Of the places that it found, how many another rule found too, with the same value.
  std::map<std::string, std::size_t> shared;
};

class RuleUses {
 public:
  // Counts what was seen in one document, or in one example (whose coding is empty).
  void add(const classify::Trace& trace);
  // Counts right and wrong of the values of one document.
  void judge(const classify::Trace& trace, const std::vector<reports::Judgement>& judgements);

  std::size_t traces() const { return traces_; }
  // Of a rule that never fired, zeros.
  const RuleUse& of(const std::string& rule) const;
  // Names of all that gave values, those that are no rule of a file (`derived:…`) included.
  std::vector<std::string> names() const;

 private:
  std::size_t traces_ = 0;
  std::map<std::string, RuleUse> uses_;
};

// A rule that would perhaps not be missed.
struct Remark {
  enum class Kind : std::uint8_t { no_example, never_fires, always_loses, overlaps };
  Kind kind = Kind::never_fires;
  std::string file, rule, about;
};

// `with_codings`: false when only examples were traced, of which no value comes.
std::vector<Remark> remarks_on(const std::vector<classify::RuleFacts>& rules, const RuleUses& uses,
                               bool with_codings);

}  // namespace inkoopmonitor::app
