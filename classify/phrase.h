// Phrases as trees, and where they stand in a text. Private to classify.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::classify {

// A part of a phrase. What it matches is said as a regular expression; of several ways to match the
// first is meant, as in Perl: the earlier choice, the longer run, the shorter gap.
struct PhrasePart {
  enum class Kind : std::uint8_t {
    text,
    between,        // [ ,:()'"/-]+  the signs between two words
    word_rest,      // [a-z0-9\x80-\xff'-]*
    any_word,       // [^ ;]+
    blank_or_dash,  // [ -]?
    begin,          // ^
    end,            // $
    slot,           // a marker {d2} with this letter
    sequence,
    choice,
    optional,  // (?:part)?
    gap,       // (?:between any_word){0,words}?
  };
  Kind kind = Kind::text;
  std::string text;  // of a text; of a slot its letter
  int words = 0;     // of a gap
  std::vector<std::shared_ptr<const PhrasePart>> parts;

  // What it may begin with, and whether it may match nothing: told beforehand, for most parts are
  // ruled out by that.
  std::bitset<256> first;
  bool may_be_empty = false;

  bool may_begin(std::string_view in, std::size_t at) const {
    return may_be_empty || (at < in.size() && first[static_cast<unsigned char>(in[at])]);
  }
};
using PhraseTree = std::shared_ptr<const PhrasePart>;

PhraseTree make_part(PhrasePart part);  // with `first` and `may_be_empty`
PhraseTree any_of_parts(std::vector<PhraseTree> parts);
// The tree as a pattern for RE2 with the encoding of Latin 1; its groups are the slots.
std::string pattern_of(const PhrasePart& part);

// A byte that belongs to no word. Folded text is ASCII but for rare signs, which count as letters.
bool is_edge(char byte);

struct PlaceOfPhrase {
  std::size_t begin = 0, end = 0;
  std::vector<std::string_view> slots;  // the markers of its slots, in order
};
// The first place at or behind `from`, with edges at both sides. `steps`: how many may be taken;
// `overrun` is set where that is not enough to tell.
std::optional<PlaceOfPhrase> find_phrase(const PhrasePart& phrase, std::string_view text,
                                         std::size_t from, std::size_t steps, bool& overrun);

}  // namespace inkoopmonitor::classify
