// What a clause about extending is made of: how often, how long, and the words that divide these.
// Private to quantities_options.cpp, quantities_extending.cpp and quantities_extensions.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify::grammar {

struct Item {
  enum class Kind {
    times,      // tweemaal, 2 x, drie opties: `value` times
    one,        // een optie, een verlenging: once, unless a number says otherwise
    length,     // `value` months
    each,       // telkens, elk, per keer: what follows holds for every time
    beginning,  // eerst, de eerste keer: the times named before are now told apart
    then,       // daarna, vervolgens: what follows comes after what was said
    namely,     // an opening bracket, te weten: what follows may say the same again
    choice,     // "12 of 24" maanden: a length that is not settled
  };
  Kind kind = Kind::times;
  std::size_t first = 0, last = 0;
  int value = 0;
};

// Words about extending itself: verlengen, optie, voortzetten, prolongeren.
bool is_extension_word(const Tokens& tokens, std::size_t index);
// Words that allow: kan, mogen, mogelijkheid, bevoegd, recht.
bool is_permission(const Tokens& tokens, std::size_t index);

// daarna, vervolgens, gevolgd door: what follows comes after what was said.
bool is_then(const Tokens& tokens, std::size_t index);

// "twee keer", "2x", "eenmalig", "drie opties" at `index`; not "twee keer per jaar".
std::optional<Item> read_times(const Tokens& tokens, std::size_t index);

// The items of a text in order, without base terms, notice periods and totals.
std::vector<Item> option_items(const Tokens& tokens);

// Says that a text is about extending, whether it permits it or not.
bool speaks_of_extending(const Tokens& tokens);

// Marks which of `durations` are lengths of options and which are totals.
void mark_options(const Tokens& tokens, std::vector<DurationMatch>& durations);

// Where the part about extending begins; what lies before it is about the base term.
std::size_t extension_begins(const Tokens& tokens);

}  // namespace inkoopmonitor::classify::grammar
