// The words, numbers and signs that the grammar of quantities is written over. Private to the
// quantities*.cpp files.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "classify/quantities.h"

namespace inkoopmonitor::classify::grammar {

enum class Kind : std::uint8_t {
  word,    // letters
  digits,  // a run of 0-9
  sign,    // one character that is neither, of any number of bytes
  end,     // beyond either end of the text
};

// What a word means to the grammar; most words mean nothing to it.
enum class Word : std::uint8_t {
  none,
  number,     // value: twaalf, vierentwintig, honderdtwintig
  half,       // value: halves; half 1, anderhalf 3, tweeenhalf 5
  tally,      // value: tweetal, twintigtal
  ordinal,    // value: eerste, vierde
  times,      // value: eenmaal, tweemaal, eenmalig
  adjective,  // value: months of vierjarig, twaalfmaands
  month,      // value: 1-12
  months,     // a unit of time of `value` months
  days,       // a unit of time of `value` days
  option,     // optiejaar, verlengingsjaar: an option of `value` months
};

struct Token {
  Kind kind = Kind::end;
  Word word = Word::none;
  bool glued = false;  // nothing stands between it and the token before it
  long value = -1;     // of digits (-1 when too long) and of words with a meaning
  std::size_t begin = 0, end = 0;
  std::string_view text = {};
};

// The tokens of a text. Any index may be asked for: beyond the ends lies a token of Kind::end.
class Tokens {
 public:
  explicit Tokens(std::string_view folded);
  ~Tokens();
  Tokens(const Tokens&) = delete;
  Tokens& operator=(const Tokens&) = delete;

  std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t index) const {
    return index < tokens_.size() ? tokens_[index] : end_;
  }
  bool is(std::size_t index, std::string_view text) const { return (*this)[index].text == text; }
  bool is_any(std::size_t index, std::initializer_list<std::string_view> texts) const {
    const std::string_view text = (*this)[index].text;
    for (const std::string_view one : texts) {
      if (one.size() == text.size() && one.front() == text.front() && one == text) return true;
    }
    return false;
  }
  bool is_number_like(std::size_t index) const;
  // Whether any token has this meaning, or none of a text can be what begins with it.
  bool has(Word word) const { return (meanings_ >> static_cast<unsigned>(word) & 1U) != 0; }
  // True when the token is followed, or preceded, by another without a blank between.
  bool glued_after(std::size_t index) const { return (*this)[index + 1].glued; }

  // Tokens that the phrase (words divided by single blanks) takes at `index`, or 0. `t/m` is
  // written "t / m".
  std::size_t phrase_at(std::size_t index, std::string_view phrase) const;
  // Tokens that the phrase takes when it ends just before `index`, or 0.
  std::size_t phrase_before(std::size_t index, std::string_view phrase) const;

  // The bytes from token `first` to just before token `last`.
  Span span(std::size_t first, std::size_t last) const;

 private:
  std::vector<Token> tokens_;
  std::uint32_t meanings_ = 0;  // a bit for each Word that occurs
  Token end_;
};

// Phrases that are looked for at every token. The first letter and the length of a word tell most
// words of a text from the first words of all of them.
template <std::size_t count>
class AnyPhrase {
 public:
  constexpr explicit AnyPhrase(const std::array<std::string_view, count>& phrases)
      : phrases_(phrases) {
    for (const std::string_view phrase : phrases) {
      const std::string_view word = phrase.substr(0, phrase.find(' '));
      lengths_[letter_of(word)] |= length_of(word);
    }
  }
  bool stands_at(const Tokens& tokens, std::size_t index) const {
    const std::string_view word = tokens[index].text;
    if (word.empty() || (lengths_[letter_of(word)] & length_of(word)) == 0) return false;
    return std::any_of(phrases_.begin(), phrases_.end(), [&](std::string_view phrase) {
      return tokens.phrase_at(index, phrase) != 0;
    });
  }

 private:
  static constexpr std::size_t letter_of(std::string_view word) {
    return static_cast<unsigned char>(word.front()) % 32;
  }
  static constexpr std::uint32_t length_of(std::string_view word) {
    return std::uint32_t{1} << word.size() % 32;
  }
  std::array<std::string_view, count> phrases_;
  std::array<std::uint32_t, 32> lengths_{};  // a bit for each, by letter
};

// Whether a number may begin with the token, which it does with few.
inline bool may_begin_number(const Token& token) {
  return token.kind == Kind::digits || token.text == "½" || token.word == Word::number ||
         token.word == Word::half || token.word == Word::tally;
}

// A number as written in digits or in words, the doubling (drie (3)) included.
struct Number {
  std::size_t first = 0, last = 0;  // tokens [first, last)
  double value = 0;
  bool whole = true;     // written without a fraction
  bool words = false;    // written in words
  bool doubled = false;  // and again, between brackets
  bool article = false;  // no more than the word `een`
  bool tally = false;    // twintigtal
  bool grouped = false;  // 12.500
};

// The number that begins at token `index`.
std::optional<Number> read_number(const Tokens& tokens, std::size_t index);

// The numbers 0 to 999,999 in one word: value and bytes used. Fails when `word` does not begin so.
struct NumberWord {
  long value = 0;
  std::size_t length = 0;
};
std::optional<NumberWord> number_word_prefix(std::string_view word);

// Words before a number that bound it. `first` is the first token of them.
struct Bound {
  std::size_t first = 0;
  bool lower = false, upper = false, approximate = false, exact = false;
  bool any() const { return lower || upper || approximate || exact; }
};
Bound bound_before(const Tokens& tokens, std::size_t index);

// The matches of one kind with the tokens [first, last) that they take; `core` is the first token
// after the bounding words.
struct DurationMatch {
  std::size_t first = 0, core = 0, last = 0;
  Duration duration = {};
};
struct DateMatch {
  std::size_t first = 0, last = 0;
  Date date = {};
};
struct PeriodMatch {
  std::size_t first = 0, last = 0;
  Period period = {};
};
struct AmountMatch {
  std::size_t first = 0, last = 0;
  Amount amount = {};
};
struct CountMatch {
  std::size_t first = 0, last = 0;
  Count count = {};
};

std::vector<DurationMatch> match_durations(const Tokens& tokens);
// The lengths of time of a text, with what was read of options and of sums (2+1+1).
std::vector<Duration> durations_of(std::string_view folded, const Tokens& tokens,
                                   std::vector<DurationMatch> matches);
std::vector<DateMatch> match_dates(const Tokens& tokens);
std::vector<PeriodMatch> match_periods(const Tokens& tokens, const std::vector<DateMatch>& dates);
std::vector<AmountMatch> match_amounts(const Tokens& tokens);

// A year of four digits between 1990 and 2079 at `index`: what a bare number must be to be a year.
bool is_plain_year(const Tokens& tokens, std::size_t index);
// Days of the month; of February 29 when the year is 0.
int days_in_month(int year, int month);

}  // namespace inkoopmonitor::classify::grammar
