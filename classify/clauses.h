// Parts of a sentence: the clause around a place in it, and the words beside that place. Private to
// classify.
#pragma once

#include <cstddef>
#include <string_view>

namespace inkoopmonitor::classify {

// Where the clause around offset `at` of a folded text begins and ends; a negation does not reach
// over its ends.
std::size_t clause_begin(std::string_view folded, std::size_t at);
std::size_t clause_end(std::string_view folded, std::size_t at);
// Whether what stands before a clause ends in a word that turns: maar, en volgt, …
bool ends_in_turn(std::string_view before);

// The part of the clause around [begin, end) in which what is left out is told as one:
// `begeleiding, met uitzondering van vervoer` has two of them.
std::string_view part_of_clause(std::string_view folded, std::size_t begin, std::size_t end);

// The last `count` words of a text.
std::string_view last_words(std::string_view folded, int count);

// The words of a clause just before and behind a place in it. Before a quantity they reach to the
// quantity before it: what stands there is said of that one.
std::string_view words_before(std::string_view text, std::size_t at, bool quantity);
std::string_view words_behind(std::string_view text, std::size_t at);

// How far behind a mention a denial still is its own: not into a subordinate clause, which speaks
// of something else.
std::string_view denial_reach(std::string_view after);

}  // namespace inkoopmonitor::classify
