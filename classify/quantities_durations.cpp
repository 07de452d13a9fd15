// Lengths of time in Dutch.
//
//   duration := bound* number volle? unit ["en" number unit] ["(" duration ")"]
//             | "in" unit ")"? ":"? number                                 the unit in a label
//             | number "-" ("jarig" | "jaars" | "maands") | vierjarig | twaalfmaands
//   unit     := jaar | halfjaar | kwartaal | maand | week | dag, and their compounds
//
// A number with a unit is no length of time when it is an age (tot 18 jaar, 75 jaar en ouder) or a
// rate (per twee jaar, elke drie maanden). Ages are told by the words beside them, and above
// fifteen years by a preposition alone: no contract lasts that long, and most ages are higher.
// Periods of notice are lengths of time, and marked, for the caller must not take them for a term.
#include <algorithm>
#include <cmath>

#include "classify/quantities.h"
#include "classify/quantities_options.h"
#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify {
namespace grammar {
namespace {

constexpr double kYearsMax = 100;
constexpr double kAgeMin = 16;
// Terms in an adjective are short; a thirty-year jubilee or a twelve-year-old is not one.
constexpr long kAdjectiveMonthsMax = 120;

bool is_unit(const Token& token) {
  return token.word == Word::months || token.word == Word::days;
}

// Words between number and unit that leave the length as it is.
std::size_t skip_adjectives(const Tokens& tokens, std::size_t index) {
  while (tokens.is_any(index, {"volle", "vol", "hele", "gehele", "opeenvolgende", "aanvullende",
                               "achtereenvolgende", "aaneengesloten", "extra", "verdere",
                               "kalender", "volledige", "heel", "nieuwe", "vaste", "enkel"})) {
    ++index;
  }
  return index;
}

// One number with its unit, without what bounds it.
struct Length {
  std::size_t last = 0;
  double months = 0, days = 0;
  const Token* unit = nullptr;
  Number number = {};
};

std::optional<Length> length_at(const Tokens& tokens, std::size_t index) {
  std::optional<Number> number = read_number(tokens, index);
  if (!number || number->grouped) return std::nullopt;
  std::size_t at = number->last;
  // "een vol half jaar" has its number after the adjective.
  if (number->article) at = skip_adjectives(tokens, at);
  if (number->article && at > number->last && tokens[at].word == Word::half) {
    number = read_number(tokens, at);
    at = number->last;
  }
  at = skip_adjectives(tokens, at);
  // "1 (een) jaar" where the word in brackets was read wrong: the digits stand.
  constexpr std::size_t bracket_max = 4;
  for (std::size_t close = at + 1; !number->words && close <= at + bracket_max; ++close) {
    if (!tokens.is(at, "(") || !tokens.is(close, ")")) continue;
    if (is_unit(tokens[close + 1])) at = close + 1;
    break;
  }
  const Token& unit = tokens[at];
  if (!is_unit(unit)) return std::nullopt;
  Length length{.last = at + 1, .unit = &unit, .number = *number};
  const double amount = number->value * static_cast<double>(unit.value);
  (unit.word == Word::months ? length.months : length.days) = amount;
  if (number->value <= 0 || amount > kYearsMax * (unit.word == Word::months ? 12 : 366)) {
    return std::nullopt;
  }
  return length;
}

// "en zes maanden" after a number of years, "en een half" after one year.
void add_second_part(const Tokens& tokens, Length& length) {
  if (length.unit->value != 12 || !tokens.is(length.last, "en")) return;
  const std::size_t at = length.last + 1;
  if (const std::optional<Length> more = length_at(tokens, at)) {
    if (more->days > 0 || more->unit->value != 1 || more->months >= 12) return;
    length.months += more->months;
    length.last = more->last;
  } else if (tokens.phrase_at(at, "een half") || tokens.phrase_at(at, "een halve")) {
    length.months += 6;
    length.last = at + 2;
  }
}

bool same_length(const Length& left, const Length& right) {
  return left.months == right.months && left.days == right.days;
}

// "(30 maanden)" after 2,5 jaar; "of 48 maanden" is not such a doubling.
void add_doubled_length(const Tokens& tokens, Length& length) {
  if (!tokens.is(length.last, "(")) return;
  std::size_t at = length.last + 1;
  if (tokens.is_any(at, {"zegge", "ofwel", "oftewel"})) ++at;
  const std::optional<Length> again = length_at(tokens, at);
  if (!again || !same_length(*again, length) || !tokens.is(again->last, ")")) return;
  length.last = again->last + 1;
}

bool is_rate(const Tokens& tokens, std::size_t first, const Length& length) {
  const Token& after = tokens[length.last + 1];
  if (tokens.is(length.last, "per") && is_unit(after)) return true;  // vijf dagen per week
  if (first == 0) return false;
  if (tokens.is_any(first - 1, {"per", "elke", "iedere"})) return true;
  // "elk half jaar"; but "opties van elk een half jaar", "van elk twee jaar".
  const bool bare_half = tokens[length.number.first].word == Word::half;
  if (tokens.is_any(first - 1, {"elk", "ieder"}) && bare_half) {
    return !tokens.is_any(first - 2, {"van", ",", "voor", "met"});
  }
  return tokens.phrase_before(first, "om de") != 0;
}

bool is_person(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(
      index,
      {"jeugdige", "jeugdigen",   "kind",     "kinderen",        "jongere",  "jongeren",  "inwoner",
       "inwoners", "volwassenen", "leeftijd", "personen",        "clienten", "ouderen",   "mensen",
       "iedereen", "persoon",     "jeugd",    "jongvolwassenen", "burgers",  "leerlingen"});
}

// Of a person, or of a document that may not be older.
bool is_compared_age(const Tokens& tokens, std::size_t first, std::size_t last) {
  if (tokens.is_any(last, {"oud", "oude"})) return true;
  if (tokens.is_any(last, {"en", "of"}) && tokens.is_any(last + 1, {"ouder", "jonger"})) {
    return true;
  }
  for (std::string_view phrase : {"ouder dan", "jonger dan", "ouder is dan", "ouder zijn dan"}) {
    if (tokens.phrase_before(first, phrase)) return true;
  }
  return false;
}

bool is_age(const Tokens& tokens, std::size_t first, const Length& length) {
  if (is_compared_age(tokens, first, length.last)) return true;
  if (length.unit->value != 12) return false;
  // "0 tot 23 jaar" needs no word before it.
  if (length.number.value >= kAgeMin && first < length.number.first &&
      tokens.is_number_like(first) && static_cast<double>(tokens[first].value) < kAgeMin) {
    return true;
  }
  // The bound "vanaf" has been taken into the span, so the preposition may be its first token.
  std::size_t preposition = first;
  if (!tokens.is(first, "vanaf")) {
    if (first == 0) return false;
    preposition = first - 1;
  }
  const bool between = tokens.is(preposition, "en") && tokens.is_number_like(preposition - 1);
  if (!between && !tokens.is_any(preposition, {"tot", "van", "vanaf", "onder", "boven"})) {
    return false;
  }
  for (std::size_t back = 1; back <= 6 && back <= preposition; ++back) {
    if (tokens.is_any(preposition - back, {"periode", "looptijd", "duur", "termijn", "contract"})) {
      return false;
    }
    if (back <= 2 && is_person(tokens, preposition - back)) return true;
  }
  return length.number.value >= kAgeMin;
}

// "zes maanden voor afloop", "twee maanden van tevoren"
bool notice_follows(const Tokens& tokens, std::size_t index) {
  if (tokens.is_any(index, {"opzegtermijn", "opzegging", "vooraf", "voorafgaand", "voorafgaande",
                            "voordat", "tevoren", "alvorens"})) {
    return true;
  }
  if (tokens.phrase_at(index, "van tevoren") || tokens.phrase_at(index, "van te voren"))
    return true;
  if (!tokens.is(index, "voor")) return false;
  for (std::size_t at = index + 1; at < index + 5; ++at) {
    if (tokens.is_any(at, {"einde", "eind", "einddatum", "afloop", "aflopen", "beeindiging",
                           "expiratie", "expiratiedatum", "verstrijken", "verloop", "ommekomst",
                           "vervaldatum", "ingang", "aanvang"})) {
      return true;
    }
  }
  return false;
}

// "opzegtermijn van drie maanden", "met inachtneming van een termijn van zes maanden"
bool notice_precedes(const Tokens& tokens, std::size_t index) {
  for (std::size_t back = 1; back <= 7 && back <= index; ++back) {
    const std::size_t at = index - back;
    if (tokens.is_any(
            at, {"opzegtermijn", "opzeggingstermijn", "aankondigingstermijn", "inachtneming",
                 "opzegging", "opgezegd", "opzeggen", "beeindigen", "beeindigd", "ontbinden",
                 "ontbonden", "beeindiging", "aanzegtermijn", "vooraankondiging",
                 "gestanddoeningstermijn", "betaaltermijn", "betalingstermijn", "standstill"})) {
      return true;
    }
    if (tokens.is_any(at, {".", ";", ",", "verlengd", "verlengen", "verlenging"})) return false;
  }
  return false;
}

// "3 tot 5 jaar": the length is the upper end, and no exact one.
bool is_upper_end(const Tokens& tokens, std::size_t first) {
  return first >= 2 && tokens.is_any(first - 1, {"tot", "a", "of", "-"}) &&
         tokens.is_number_like(first - 2);
}

std::optional<DurationMatch> finish(const Tokens& tokens, std::size_t index, Length length) {
  const bool upper_end = is_upper_end(tokens, index);
  const Bound bound = bound_before(tokens, upper_end ? index - 2 : index);
  if (is_rate(tokens, bound.first, length) || is_age(tokens, bound.first, length)) {
    return std::nullopt;
  }
  DurationMatch match{.first = bound.first, .core = index, .last = length.last};
  Duration& duration = match.duration;
  if (length.months > 0) {
    duration.months = static_cast<int>(std::lround(length.months));
    if (duration.months == 0) return std::nullopt;
  } else {
    duration.days = static_cast<int>(std::lround(length.days));
  }
  duration.lower_bound = bound.lower;
  duration.upper_bound = bound.upper || upper_end;
  // No contract is made for 4.9 years: that is an average.
  const bool broken = std::abs(length.months - std::round(length.months)) > 0.01;
  duration.approximate = bound.approximate || upper_end || broken;
  duration.notice = notice_follows(tokens, match.last) || notice_precedes(tokens, match.first);
  return match;
}

bool counts_years(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"jarig", "jarige", "jaars", "jaarse"});
}
bool counts_months(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"maands", "maandse", "maandelijkse"});
}

// 24-maands, 4-jarige, 4 jarig
std::optional<DurationMatch> adjective_in_parts(const Tokens& tokens, std::size_t index) {
  const std::optional<Number> number = read_number(tokens, index);
  if (!number || !number->whole || number->grouped || number->article) return std::nullopt;
  const std::size_t at = number->last + (tokens.is(number->last, "-") ? 1 : 0);
  const bool years = counts_years(tokens, at), months = counts_months(tokens, at);
  const double value = number->value * (years ? 12 : 1);
  if ((!years && !months) || value < 1 || value > kAdjectiveMonthsMax) return std::nullopt;
  DurationMatch match{.first = index, .core = index, .last = at + 1};
  match.duration.months = static_cast<int>(value);
  match.duration.adjective = true;
  return match;
}

std::optional<DurationMatch> adjective_in_one(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  if (token.word != Word::adjective || token.value > kAdjectiveMonthsMax) return std::nullopt;
  DurationMatch match{.first = index, .core = index, .last = index + 1};
  match.duration.months = static_cast<int>(token.value);
  match.duration.adjective = true;
  return match;
}

// "looptijd in maanden: 48", "duur (in jaren) 4", "duur (jaren): 4"
std::optional<DurationMatch> unit_in_label(const Tokens& tokens, std::size_t index) {
  const Token& unit = tokens[index];
  if (!is_unit(unit) || index == 0) return std::nullopt;
  const bool in_brackets = tokens.is(index - 1, "(") && tokens.is(index + 1, ")");
  if (!tokens.is(index - 1, "in") && !in_brackets) return std::nullopt;
  std::size_t at = index + 1;
  while (tokens.is_any(at, {")", ":"})) ++at;
  const std::optional<Number> number = read_number(tokens, at);
  if (!number || !number->whole || number->article || number->grouped || number->value < 1) {
    return std::nullopt;
  }
  const Token& next = tokens[number->last];
  if (is_unit(next) || next.word == Word::month || next.word == Word::times ||
      (next.glued && next.kind != Kind::sign) ||
      tokens.is_any(number->last, {"keer", "maal", "x", "×"})) {
    return std::nullopt;
  }
  const double amount = number->value * static_cast<double>(unit.value);
  if (amount > kYearsMax * (unit.word == Word::months ? 12 : 366)) return std::nullopt;
  DurationMatch match{.first = index, .core = index, .last = number->last};
  (unit.word == Word::months ? match.duration.months : match.duration.days) =
      static_cast<int>(amount);
  return match;
}

// Few texts with a number have a unit of time, or "jarig" apart from its number.
bool may_have_duration(const Tokens& tokens) {
  if (tokens.has(Word::months) || tokens.has(Word::days) || tokens.has(Word::adjective))
    return true;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (counts_years(tokens, at) || counts_months(tokens, at)) return true;
  }
  return false;
}

std::optional<DurationMatch> duration_at(const Tokens& tokens, std::size_t index) {
  if (auto match = unit_in_label(tokens, index)) return match;
  if (auto match = adjective_in_one(tokens, index)) return match;
  if (auto match = adjective_in_parts(tokens, index)) return match;
  std::optional<Length> length = length_at(tokens, index);
  if (!length) return std::nullopt;
  // A digit that ends a longer number (1.2.4 jaar) or a letter's (D4 jaar) is not a number.
  if (tokens[index].glued && !tokens.is_any(index - 1, {"(", "-", "/", "'", ",", "x", "×", "*"})) {
    return std::nullopt;
  }
  add_second_part(tokens, *length);
  add_doubled_length(tokens, *length);
  return finish(tokens, index, *length);
}

}  // namespace

std::vector<DurationMatch> match_durations(const Tokens& tokens) {
  std::vector<DurationMatch> matches;
  if (!may_have_duration(tokens)) return matches;
  for (std::size_t index = 0; index < tokens.size();) {
    std::optional<DurationMatch> match = duration_at(tokens, index);
    if (!match) {
      ++index;
      continue;
    }
    const std::size_t free_from = matches.empty() ? 0 : matches.back().last;
    match->first = std::max(match->first, free_from);
    match->duration.span = tokens.span(match->first, match->last);
    index = match->last;
    matches.push_back(*match);
  }
  return matches;
}

std::vector<Duration> durations_of(std::string_view folded, const Tokens& tokens,
                                   std::vector<DurationMatch> matches) {
  if (!matches.empty()) mark_options(tokens, matches);
  const std::optional<PlusTerm> sum = parse_plus(folded);
  std::vector<Duration> durations;
  if (sum) durations.push_back({.span = sum->span, .months = sum->base_months});
  for (const DurationMatch& match : matches) {
    const Span& span = match.duration.span;
    if (!sum || span.end <= sum->span.begin || sum->span.end <= span.begin) {
      durations.push_back(match.duration);
    }
  }
  std::stable_sort(durations.begin(), durations.end(), [](const Duration& a, const Duration& b) {
    return a.span.begin < b.span.begin;
  });
  return durations;
}

}  // namespace grammar

std::vector<Duration> find_durations(std::string_view folded) {
  const grammar::Tokens tokens(folded);
  return grammar::durations_of(folded, tokens, grammar::match_durations(tokens));
}

}  // namespace inkoopmonitor::classify
