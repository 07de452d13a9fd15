// The parties that a text lists: names in a sentence, items of a list, rows of a table. Private to
// classify.
#pragma once

#include <string>
#include <vector>

#include "classify/rules.h"
#include "classify/structure.h"

namespace inkoopmonitor::classify {

struct PartyCount {
  int count = 0;
  int withdrawn = 0;                  // names that the text strikes again, not in `count`
  std::vector<std::string> percelen;  // the lot that the list is of; empty: that of its place
  std::size_t unit = 0;               // where the list begins
  std::size_t begin = 0, end = 0;     // folded offsets there
};

// Counts the parties that follow an introduction (`gegund aan`, the heading `Gecontracteerde
// aanbieders`, the head of a table's column) that ends at folded offset `after` of unit `index`.
// Empty when no names follow. What a column's head, an outcome, a withdrawal and a word that is no
// name look like are cues of the rules (party_head, awarded, struck, no_party).
std::vector<PartyCount> count_parties(const Text& text, std::size_t index, std::size_t after,
                                      const RuleSet::Implementation& rules);

}  // namespace inkoopmonitor::classify
