// Steps three and four of coding: what the rules find in the units of a text, and how it is meant.
// Private to classify.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "classify/rules.h"
#include "classify/structure.h"

namespace inkoopmonitor::classify {

// Of which arrangement a text speaks. `main`: it does not say, so of the one the document is about.
enum class Time : std::uint8_t { main, current, next, earlier };

// How one unit is meant.
struct UnitContext {
  Awake awake;           // phrases in the unit's text with its dates as markers (Unit::slots)
  std::bitset<64> cues;  // by CueKind
  Time time = Time::main;
  std::vector<std::string> percelen;  // keys of the lots it is limited to; empty: no limit
  bool lot_goes_on = false;           // `percelen` are those of the sentence before
  // `considered` by words of the sentence itself, which may hold for one of its clauses only.
  bool considered_here = false;
  // `considered` by the document's title and nothing nearer: `Uitkomsten marktconsultatie`.
  bool considered_by_title = false;
  bool has(CueKind kind) const { return cues.test(static_cast<std::size_t>(kind)); }
};

struct Mention {
  const Rule* rule = nullptr;
  std::size_t unit = 0;
  std::size_t begin = 0, end = 0;  // folded offsets: the words that prove it
  std::string value;
  double weight = 0;
  std::string rejected;  // empty, or the reason in a word
  Time time = Time::main;
  std::vector<std::string> percelen;  // as in UnitContext
  Extensions extensions;              // of slot extension: kept, for dates that need the end
};

std::vector<UnitContext> read_context(const Text& text, const RuleSet::Implementation& rules);
// The question that a unit is the first sentence of the answer to, but for `Nee.`; null where it is
// long, or answers none.
const std::string* answered_question(const Text& text, std::size_t unit);

// Values that the text itself puts right (cues of kind `correction`): the old mention is rejected,
// the right value added.
void apply_corrections(const Text& text, const std::vector<UnitContext>& contexts,
                       const RuleSet::Implementation& rules, std::vector<Mention>& mentions);

std::vector<Mention> find_mentions(const Text& text, const std::vector<UnitContext>& contexts,
                                   const RuleSet::Implementation& rules);

}  // namespace inkoopmonitor::classify
