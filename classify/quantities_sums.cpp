// Sums of a base term and its options: "2+1+1", "4 + 2x2 jaar", "3 jaar + 2 optiejaren".
//
//   sum   := term ("+" term)+ [unit]        at least two; the first is the base term
//   term  := [times] number [unit] | number "optiejaren"
//
// A unit that stands once, at the end, is the unit of all; without one, numbers below 12 are years.
#include <utility>

#include "classify/quantities.h"
#include "classify/quantities_options.h"
#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify {
namespace grammar {
namespace {

// One term of a sum: "2", "2x1", "2 jaar", "2 optiejaren". Months are 0 while the unit is not
// known.
struct Term {
  int times = 1, value = 0, unit = 0;
  std::size_t last = 0;
};

std::optional<Term> term_at(const Tokens& tokens, std::size_t index) {
  Term term;
  std::optional<Number> number = read_number(tokens, index);
  if (const auto times = read_times(tokens, index); times && times->kind == Item::Kind::times) {
    const std::optional<Number> inner = read_number(tokens, times->last);
    if (inner) {
      term.times = times->value;
      number = inner;
    }
  }
  if (!number || !number->whole || number->value < 1 || number->value > 120) return std::nullopt;
  term.value = static_cast<int>(number->value);
  term.last = number->last;
  const Token& unit = tokens[term.last];
  if (unit.word == Word::option) {
    term.times = term.value;
    term.value = 1;
  }
  if (unit.word == Word::option || unit.word == Word::months) {
    term.unit = static_cast<int>(unit.value);
    ++term.last;
  }
  return term;
}

bool is_plus(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"+", "plus"});
}

int months_of(const Term& term, int unit) {
  if (term.unit > 0) return term.value * term.unit;
  if (unit > 0) return term.value * unit;
  return term.value < 12 ? term.value * 12 : term.value;
}

// "opties 1+1 jaar", "te verlengen volgens het schema 1+1+1": all of it are options.
bool extends_before(const Tokens& tokens, std::size_t before) {
  constexpr std::size_t words_back = 6;
  for (std::size_t back = 1; back <= std::min(words_back, before); ++back) {
    const std::size_t at = before - back;
    if (is_extension_word(tokens, at)) return true;
    const bool other = tokens[at].kind != Kind::word ||
                       tokens.is_any(at, {"looptijd", "duur", "inclusief", "incl", "totaal", "is"});
    if (other) return false;
  }
  return false;
}

std::optional<PlusTerm> sum_at(const Tokens& tokens, std::size_t index) {
  std::vector<Term> terms;
  std::size_t at = index;
  while (const std::optional<Term> term = term_at(tokens, at)) {
    terms.push_back(*term);
    at = term->last;
    if (tokens.is(at, "(") && is_plus(tokens, at + 1)) ++at;
    if (!is_plus(tokens, at)) break;
    ++at;
  }
  if (terms.size() < 2 || terms.front().times != 1 || is_plus(tokens, at - 1)) return std::nullopt;
  if (index > 0 && is_plus(tokens, index - 1)) return std::nullopt;  // the end of a longer row
  // "2 jaar + 3 fte" adds something else.
  const bool unit_known = terms.back().unit > 0 || tokens[at].kind != Kind::word;
  if (!unit_known && terms.front().unit > 0) return std::nullopt;
  if (tokens.is_any(at, {"=", "%"}) || (index > 0 && tokens[index].glued)) return std::nullopt;
  const std::size_t before = index - (index > 0 && tokens.is(index - 1, ":") ? 1 : 0);
  if (extends_before(tokens, before)) return std::nullopt;
  const int unit = terms.back().unit;
  PlusTerm sum;
  sum.base_months = months_of(terms.front(), unit);
  for (std::size_t number = 1; number < terms.size(); ++number) {
    const int months = months_of(terms[number], unit);
    sum.extensions.steps.push_back({.times = terms[number].times, .months = months});
    if (months > 120) return std::nullopt;
  }
  sum.extensions.count_given = true;
  sum.extensions = merged(std::move(sum.extensions));
  sum.span = sum.extensions.span = tokens.span(index, at);
  return sum;
}

}  // namespace
}  // namespace grammar

std::optional<PlusTerm> parse_plus(std::string_view folded) {
  // Few texts have one, and every text is asked.
  if (folded.find('+') == std::string_view::npos && folded.find("plus") == std::string_view::npos) {
    return std::nullopt;
  }
  const grammar::Tokens tokens(folded);
  bool any_plus = false;
  for (std::size_t at = 0; at < tokens.size(); ++at) any_plus |= grammar::is_plus(tokens, at);
  if (!any_plus) return std::nullopt;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (auto sum = grammar::sum_at(tokens, at)) return sum;
  }
  return std::nullopt;
}

}  // namespace inkoopmonitor::classify
