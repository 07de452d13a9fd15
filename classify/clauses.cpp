// All of this is asked at every mention, so a text is gone through once for all words that end a
// clause, not once for each of them; and these are looked for only where no word goes on.
#include "classify/clauses.h"

#include <algorithm>
#include <array>

namespace inkoopmonitor::classify {
namespace {

bool is_letter(char sign) {
  return sign >= 'a' && sign <= 'z';
}

bool begins_with_any(std::string_view text, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.front() == word.front() && text.starts_with(word);
  });
}

// The first place at or behind `from` where one of `words` stands, all of which begin with a sign
// that is no letter; the end of the text where none does.
std::size_t first_of(std::string_view text, std::size_t from, const auto& words) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!is_letter(text[at]) && begins_with_any(text.substr(at), words)) return at;
  }
  return text.size();
}

}  // namespace

std::size_t clause_begin(std::string_view folded, std::size_t at) {
  constexpr std::array<std::string_view, 18> stops = {
      " en wordt ", " en worden ", "; ",     ": ",         " maar ",     ", wel ",
      ", doch ",    " en wel ",    "- ",     ". ",         ", zodat ",   " en gaat ",
      " en gaan ",  " en volgt ",  ", dan ", " en kiest ", " en houdt ", " en past "};
  for (std::size_t end = std::min(at, folded.size()); end > 1; --end) {
    if (folded[end - 1] != ' ') continue;
    const std::string_view before = folded.substr(0, end);
    if (std::any_of(stops.begin(), stops.end(), [&](std::string_view stop) {
          return stop[stop.size() - 2] == before[end - 2] && before.ends_with(stop);
        }))
      return end;
  }
  return 0;
}

bool ends_in_turn(std::string_view before) {
  constexpr std::array<std::string_view, 10> turns = {
      " maar ",     ", wel ",     ", doch ",   " en wel ",  " en volgt ",
      " en kiest ", " en houdt ", " en gaat ", " en gaan ", " en past "};
  return std::any_of(turns.begin(), turns.end(),
                     [&](std::string_view turn) { return before.ends_with(turn); });
}

std::size_t clause_end(std::string_view folded, std::size_t at) {
  constexpr std::array<std::string_view, 7> stops = {"; ",     ": ",     ", maar ", " maar ",
                                                     ", dus ", ", wel ", ". "};
  return first_of(folded, at, stops);
}

std::string_view part_of_clause(std::string_view folded, std::size_t begin, std::size_t end) {
  constexpr std::array<std::string_view, 9> turns = {
      ", niet ",      " (niet ",      ", met uitzondering", " met uitzondering", ", behalve ",
      ", exclusief ", " (exclusief ", ", uitgezonderd ",    ", maar niet "};
  const std::size_t first = clause_begin(folded, begin);
  std::size_t from = begin;
  const std::string_view before = folded.substr(0, begin);
  while (from > first &&
         (is_letter(folded[from - 1]) || !begins_with_any(before.substr(from - 1), turns)))
    --from;
  const std::size_t to = std::min(clause_end(folded, end), first_of(folded, end, turns));
  return folded.substr(from, to - from);
}

std::string_view last_words(std::string_view folded, int count) {
  std::size_t at = folded.size();
  while (at > 0 && count > 0) {
    --at;
    if (folded[at] == ' ' && at + 1 < folded.size()) --count;
  }
  return folded.substr(at);
}

std::string_view words_before(std::string_view text, std::size_t at, bool quantity) {
  constexpr int words_max = 9;
  const std::size_t other = quantity ? text.substr(0, at).rfind('}') : std::string_view::npos;
  const std::size_t from = other == std::string_view::npos ? 0 : other + 1;
  std::string_view words =
      last_words(text.substr(0, at).substr(std::max(from, clause_begin(text, at))), words_max);
  while (words.ends_with(" ")) words.remove_suffix(1);
  return words;
}

std::string_view words_behind(std::string_view text, std::size_t at) {
  constexpr std::size_t words_max = 6;
  const std::size_t end = std::min(clause_end(text, at), text.find('{', at));
  std::size_t stop = at;
  for (std::size_t words = 0; stop < std::min(end, text.size()); ++stop) {
    words += text[stop] == ' ';
    if (words > words_max) break;
  }
  while (at < stop && text[at] == ' ') ++at;
  while (stop > at && text[stop - 1] == ' ') --stop;
  return text.substr(at, stop - at);
}

std::string_view denial_reach(std::string_view after) {
  constexpr std::array<std::string_view, 19> turns = {
      " en wordt ", " en worden ",     " en is ",       ", waarbij ",    ", die ",
      ", dat ",     ", waarin ",       ", omdat ",      ", zodat ",      ", want ",
      ", maar ",    ", zonder ",       " omdat ",       ", hoewel ",     ", terwijl ",
      ", al ",      ", voor perceel ", ", in perceel ", ", bij perceel "};
  return after.substr(0, first_of(after, 0, turns));
}

}  // namespace inkoopmonitor::classify
