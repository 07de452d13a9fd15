// Numbers in words and digits, and the words before them that make them a bound.
#include <array>

#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify::grammar {
namespace {

// 12 | 12.500 | 2,5 | 2½
Number read_digits(const Tokens& tokens, std::size_t index) {
  Number number{.first = index, .last = index + 1};
  double value = static_cast<double>(tokens[index].value);
  const auto joined_digits = [&](std::size_t at, std::string_view sign) {
    return tokens.is(at, sign) && tokens[at].glued && tokens[at + 1].kind == Kind::digits &&
           tokens[at + 1].glued;
  };
  while (tokens[index].text.size() <= 3 && value >= 1 && value < 1e12 &&
         joined_digits(number.last, ".") && tokens[number.last + 1].text.size() == 3) {
    value = value * 1000 + static_cast<double>(tokens[number.last + 1].value);
    number.grouped = true;
    number.last += 2;
  }
  if (joined_digits(number.last, ",") && tokens[number.last + 1].text.size() <= 2) {
    const Token& fraction = tokens[number.last + 1];
    value += static_cast<double>(fraction.value) / (fraction.text.size() == 1 ? 10 : 100);
    number.whole = false;
    number.last += 2;
  }
  if (tokens.is(number.last, "½") && tokens[number.last].glued) {
    value += 0.5;
    number.whole = false;
    ++number.last;
  }
  number.value = value;
  return number;
}

// "en een half" after a number in words: twee en een half.
void add_half(const Tokens& tokens, Number& number) {
  for (std::string_view phrase : {"en een half", "en een halve", "eneenhalf", "en half",
                                  "- en - een - half", "- en - een - halve"}) {
    const std::size_t used = tokens.phrase_at(number.last, phrase);
    if (!used) continue;
    number.value += 0.5;
    number.whole = false;
    number.last += used;
    return;
  }
}

// Words that OCR or an older spelling divides: een en twintig, honderd twintig, vier-en-twintig.
void add_divided_words(const Tokens& tokens, Number& number) {
  const auto word_value = [&](std::size_t at) {
    return tokens[at].word == Word::number ? tokens[at].value : -1L;
  };
  const auto is_tens = [&](std::size_t at) {
    const long value = word_value(at);
    return value >= 20 && value < 100 && value % 10 == 0;
  };
  const long value = static_cast<long>(number.value);
  const std::size_t next = number.last;
  if (value >= 1 && value <= 9 && tokens.is(next, "en") && is_tens(next + 1)) {
    number.value += static_cast<double>(word_value(next + 1));
    number.last += 2;
  } else if (value >= 1 && value <= 9 && tokens.phrase_at(next, "- en -") && is_tens(next + 3)) {
    number.value += static_cast<double>(word_value(next + 3));
    number.last += 4;
  } else if (value >= 1 && value <= 99 && tokens.is(next, "honderd")) {
    number.value *= 100;
    number.last += 1;
  }
  const std::size_t low = number.last + (tokens.is(number.last, "en") ? 1 : 0);
  const long hundred = static_cast<long>(number.value);
  if (hundred >= 100 && hundred % 100 == 0 && word_value(low) > 0 && word_value(low) < 100) {
    number.value += static_cast<double>(word_value(low));
    number.last = low + 1;
  }
}

std::optional<Number> read_words(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  Number number{.first = index, .last = index + 1, .words = true};
  number.value = static_cast<double>(token.value);
  switch (token.word) {
    case Word::half:
      number.value /= 2;
      number.whole = false;
      return number;
    case Word::tally:
      number.tally = true;
      return number;
    case Word::number:
      add_divided_words(tokens, number);
      add_half(tokens, number);
      number.article = token.text == "een" && number.last == index + 1;
      return number;
    default:
      return std::nullopt;
  }
}

std::optional<Number> read_single(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  if (token.kind == Kind::digits && token.value >= 0) {
    Number number = read_digits(tokens, index);
    if (number.last == index + 1) add_half(tokens, number);
    return number;
  }
  if (token.kind == Kind::word) return read_words(tokens, index);
  if (token.text == "½") {
    return Number{.first = index, .last = index + 1, .value = 0.5, .whole = false};
  }
  return std::nullopt;
}

// "(3)" after drie, "(drie)" after 3, and what OCR makes of "(1)".
void add_doubling(const Tokens& tokens, Number& number) {
  if (!tokens.is_any(number.last, {"(", "["})) return;
  const std::size_t inner = number.last + 1 + (tokens.is(number.last + 1, "zegge") ? 1 : 0);
  std::size_t close = 0;
  if (const std::optional<Number> again = read_single(tokens, inner)) {
    if (again->value == number.value) close = again->last;
  } else if (number.value == 1 && tokens.is_any(inner, {"l", "i"})) {
    close = inner + 1;
  }
  if (!close || !tokens.is_any(close, {")", "]"})) return;
  number.doubled = true;
  number.article = false;
  number.last = close + 1;
}

}  // namespace

std::optional<Number> read_number(const Tokens& tokens, std::size_t index) {
  std::optional<Number> number = read_single(tokens, index);
  if (!number) return number;
  add_doubling(tokens, *number);
  // "een half" is a half, and "een twintigtal" a tally, whatever article stands before.
  if (number->article) {
    const Word next = tokens[number->last].word;
    if (next == Word::half || next == Word::tally) {
      std::optional<Number> real = read_words(tokens, number->last);
      real->first = index;
      return real;
    }
  }
  return number;
}

namespace {

struct BoundPhrase {
  std::string_view text;
  bool lower, upper, approximate, exact;
};
// A longer phrase comes before the one that it ends with.
constexpr std::array<BoundPhrase, 57> kBoundPhrases = {{
    {"in elk geval", true, false, false, false},
    {"niet meer dan", false, true, false, false},
    {"niet langer dan", false, true, false, false},
    {"niet minder dan", true, false, false, false},
    {"niet korter dan", true, false, false, false},
    {"tot een maximum van", false, true, false, false},
    {"met een maximum van", false, true, false, false},
    {"een maximum van", false, true, false, false},
    {"maximum van", false, true, false, false},
    {"met een minimum van", true, false, false, false},
    {"een minimum van", true, false, false, false},
    {"minimum van", true, false, false, false},
    {"minimaal", true, false, false, false},
    {"minimum", true, false, false, false},
    {"min .", true, false, false, false},
    {"minstens", true, false, false, false},
    {"ten minste", true, false, false, false},
    {"tenminste", true, false, false, false},
    {"op zijn minst", true, false, false, false},
    {"vanaf", true, false, false, false},
    {"meer dan", true, false, true, false},
    {"langer dan", true, false, false, false},
    {"tot maximaal", false, true, false, false},
    {"maximaal", false, true, false, false},
    {"maximum", false, true, false, false},
    {"max .", false, true, false, false},
    {"max", false, true, false, false},
    {"ten hoogste", false, true, false, false},
    {"tenhoogste", false, true, false, false},
    {"hoogstens", false, true, false, false},
    {"hooguit", false, true, false, false},
    {"minder dan", false, true, true, false},
    {"korter dan", false, true, false, false},
    {"om en nabij", false, false, true, false},
    {"naar schatting", false, false, true, false},
    {"plusminus", false, false, true, false},
    {"plus minus", false, false, true, false},
    {"+ / -", false, false, true, false},
    {"±", false, false, true, false},
    {"circa", false, false, true, false},
    {"ca .", false, false, true, false},
    {"ca", false, false, true, false},
    {"ongeveer", false, false, true, false},
    {"ruim", false, false, true, false},
    {"bijna", false, false, true, false},
    {"rond", false, false, true, false},
    {"omstreeks", false, false, true, false},
    {"zo ' n", false, false, true, false},
    {"een kleine", false, false, true, false},
    {"een goede", false, false, true, false},
    {"tegen de", false, false, true, false},
    {"gemiddeld", false, false, true, false},
    {"precies", false, false, false, true},
    {"exact", false, false, false, true},
    {"slechts", false, false, false, true},
    {"niet meer of minder dan", false, false, false, true},
    {"alle", false, false, false, true},
}};

const BoundPhrase* phrase_ending_at(const Tokens& tokens, std::size_t index, std::size_t& used) {
  used = 0;
  if (index == 0 || index > tokens.size()) return nullptr;
  const std::string_view last = tokens[index - 1].text;
  for (const BoundPhrase& phrase : kBoundPhrases) {
    if (phrase.text.back() != last.back() || !phrase.text.ends_with(last)) continue;
    used = tokens.phrase_before(index, phrase.text);
    if (used) return &phrase;
  }
  return nullptr;
}

}  // namespace

Bound bound_before(const Tokens& tokens, std::size_t index) {
  Bound bound{.first = index};
  std::size_t at = index;
  // Bounds may be stacked: "naar schatting ruim 60", "tot maximaal circa 20".
  for (int depth = 0; depth < 3; ++depth) {
    std::size_t used = 0;
    const BoundPhrase* phrase = phrase_ending_at(tokens, at, used);
    if (!phrase && at > 0 && tokens.is(at - 1, "de") &&
        (phrase = phrase_ending_at(tokens, at - 1, used))) {
      ++used;
    }
    if (!phrase) break;
    bound.lower |= phrase->lower;
    bound.upper |= phrase->upper;
    bound.approximate |= phrase->approximate;
    bound.exact |= phrase->exact;
    at -= used;
    bound.first = at;
  }
  return bound;
}

}  // namespace inkoopmonitor::classify::grammar
