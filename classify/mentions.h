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
  std::bitset<32> cues;  // by CueKind
  Time time = Time::main;
  std::vector<std::string> percelen;  // keys of the lots it is limited to; empty: no limit
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

// The lots that are named in `folded`, with the offset of each: `perceel 2`, `het eerste perceel`.
struct PerceelName {
  std::size_t begin = 0;
  std::vector<std::string> keys;  // empty for `beide percelen`, `alle percelen`
};
std::vector<PerceelName> find_percelen(std::string_view folded);
// The lots that what stands in `unit` at [place, end) is said of; `names` are those that it names.
// Where a sentence names several, the one before the value is meant, with those joined to it, else
// the next; values may also come first: "twee jaar voor perceel 1 en drie jaar voor perceel 2".
// `is_name`: it says what a lot is called, which is said of that lot alone.
std::vector<std::string> lots_at(const std::vector<PerceelName>& names, const Unit& unit,
                                 const UnitContext& context, std::size_t place, std::size_t end,
                                 bool is_name);
// What a row of a table gives in a column that is headed `Perceel`, or `Nr` where the heading above
// the table says that these are the lots; empty if it has none. `head` folded, `row` as written.
std::string lot_in_row(const std::vector<std::string>& head, const std::vector<std::string>& row,
                       std::string_view heading);

std::vector<UnitContext> read_context(const Text& text, const RuleSet::Implementation& rules);

// Values that the text itself puts right (cues of kind `correction`): the old mention is rejected,
// the right value added.
void apply_corrections(const Text& text, const std::vector<UnitContext>& contexts,
                       const RuleSet::Implementation& rules, std::vector<Mention>& mentions);

std::vector<Mention> find_mentions(const Text& text, const std::vector<UnitContext>& contexts,
                                   const RuleSet::Implementation& rules);

}  // namespace inkoopmonitor::classify
