// Counts of things, and amounts of money.
//
//   count   := bound* number
//            | bound* number ("-" | "tot" | "tot en met" | "a" | "of") number       a range
//            | "tussen" ["de"] number "en" ["de"] number
//            | lower-bound number ["," | "en"] upper-bound number
//            | number ("of" | "en") "meer"
//   amount  := ("€" | "eur") number ["miljoen" | "ton" | …] | number [scale] "euro"
//
// Most numbers in these documents count nothing: they are dates, terms, money, percentages, times,
// article numbers, codes. A count is therefore what remains after those are taken away, so that
// the caller needs no list of what to leave out.
#include "classify/quantities.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify {
namespace grammar {
namespace {

constexpr double kCountMax = 99'999;
// "tien of elf" is a range; "drie of vijftig" is a choice between two counts.
constexpr double kChoiceMax = 5;

bool names_one(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(
      index,
      {"artikel",   "art",     "lid",       "bijlage",   "perceel",   "pagina",        "blz",
       "bladzijde", "segment", "hoofdstuk", "paragraaf", "par",       "vraag",         "kavel",
       "cluster",   "versie",  "nr",        "nummer",    "stap",      "week",          "fase",
       "tabel",     "figuur",  "onderdeel", "deel",      "categorie", "zaaknummer",    "kenmerk",
       "postbus",   "sheet",   "dia",       "kaart",     "ronde",     "gespreksronde", "telefoon",
       "tel",       "cpv",     "optie",     "punt",      "niveau",    "groep",         "trede",
       "tafel",     "iso",     "§",         "#"});
}

bool names_several(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"artikelen", "leden", "bijlagen", "percelen", "segmenten", "vragen",
                               "kavels", "clusters", "nrs", "nummers", "pagina's", "fasen"});
}

// "perceel 1", "art. 4", "week 38 t/m 41", "percelen 1, 2 en 3": the number is a name. A comma
// goes on with the names only after a plural: "in perceel 1, 4 aanbieders" counts.
bool follows_label(const Tokens& tokens, std::size_t index) {
  bool comma = false;
  // "in perceel 1 vijf aanbieders": two numbers side by side are a name and a count.
  if (index > 0 && tokens[index - 1].kind == Kind::digits) return false;
  for (int step = 0; step < 8 && index > 0; ++step) {
    --index;
    if (names_several(tokens, index)) return true;
    if (names_one(tokens, index)) return !comma;
    comma |= tokens.is(index, ",");
    const bool up_to = tokens.is(index, "met") && index > 0 && tokens.is(index - 1, "en");
    const bool link = tokens.is_any(index, {"en", ",", ".", "t", "/", "m", "-", "tot"}) || up_to ||
                      tokens[index].kind == Kind::digits;
    if (!link) return false;
  }
  return false;
}

bool is_time(const Tokens& tokens, const Number& number) {
  return tokens.is_any(number.last, {":", "."}) && tokens[number.last].glued &&
         tokens[number.last + 1].kind == Kind::digits && tokens[number.last + 1].glued;
}

bool has_other_unit(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(
      index, {"%",       "procent", "percent", "promille", "euro",    "eur",    "€",    "uur",
              "miljoen", "mln",     "miljard", "ton",      "x",       "×",      "maal", "keer",
              "km",      "m²",      "punten",  "minuten",  "etmalen", "etmaal", "uren", "°"});
}

// The digits are part of a code, a section number, a word or a sum: 2.3, D4, 24-uurs, 2x1, nov-3.
bool is_part_of_something(const Tokens& tokens, const Number& number) {
  const Token& first = tokens[number.first];
  const bool bracket_before = tokens.is_any(number.first - 1, {"(", "'", "\"", "[", "-", "•", ":"});
  if (number.first > 0 && first.glued && !bracket_before) return true;
  if (number.first > 1 && first.glued && tokens.is(number.first - 1, "-") &&
      tokens[number.first - 1].glued) {
    return true;
  }
  const Token& next = tokens[number.last];
  if (!next.glued) return false;
  if (next.kind != Kind::sign) return true;
  const Token& after = tokens[number.last + 1];
  // "3-6 aanbieders" is a range when nothing more hangs on to it.
  if (tokens.is(number.last, "-") && after.kind == Kind::digits &&
      !tokens.glued_after(number.last + 1)) {
    return static_cast<double>(after.value) <= number.value;
  }
  return after.glued && after.kind != Kind::end && tokens.is_any(number.last, {"-", "/", ".", "+"});
}

// "4417 ab": four digits and two letters that are no word.
bool is_postcode(const Tokens& tokens, const Number& number) {
  const Token& next = tokens[number.last];
  return tokens[number.first].text.size() == 4 && next.kind == Kind::word &&
         next.text.size() == 2 &&
         !tokens.is_any(number.last, {"in", "op", "te", "en", "of", "is", "na", "om", "er", "ze"});
}

bool numbers_item(const Tokens& tokens, std::size_t index) {
  return tokens[index].kind == Kind::digits && tokens.is(index + 1, ".") &&
         tokens[index + 2].kind == Kind::word && !tokens[index + 2].glued;
}

// "3. De gemeente": a number and a full stop that begin a paragraph, or one item of several:
// "Contractanten: 1. Zorggroep Noord 2. De Linde".
bool is_list_number(const Tokens& tokens, const Number& number) {
  if (number.words || !tokens.is_any(number.last, {".", ")"})) return false;
  if (number.first == 0) return tokens[number.last + 1].kind != Kind::end;
  if (!numbers_item(tokens, number.first)) return false;
  constexpr std::size_t item_max = 30;
  for (std::size_t step = 2; step <= item_max; ++step) {
    const std::size_t next = number.first + step;
    if (numbers_item(tokens, next) && tokens[next].value == tokens[number.first].value + 1)
      return true;
    if (step > number.first) continue;
    const std::size_t last = number.first - step;
    if (numbers_item(tokens, last) && tokens[last].value == tokens[number.first].value - 1)
      return true;
  }
  return false;
}

bool is_time_unit(const Token& token) {
  return token.word == Word::months || token.word == Word::days || token.word == Word::option;
}

// "12 en 18 jaar", "drie tot vier maanden": the first number has the second one's unit.
bool is_lower_end_of_time(const Tokens& tokens, const Number& number) {
  if (!tokens.is_any(number.last, {"en", "tot", "a", "of", "-"})) return false;
  const bool bounded = tokens.is_any(number.last + 1, {"maximaal", "hooguit"});
  const std::optional<Number> next = read_number(tokens, number.last + (bounded ? 2 : 1));
  return next && !next->article && is_time_unit(tokens[next->last]);
}

std::optional<Number> countable(const Tokens& tokens, std::size_t index) {
  std::optional<Number> number = read_number(tokens, index);
  if (!number || !number->whole || number->value > kCountMax) return std::nullopt;
  const Token& token = tokens[index];
  if (!number->words && !number->doubled) {
    if (token.text.size() >= 4 && !number->grouped && is_plain_year(tokens, index)) {
      return std::nullopt;
    }
    if (token.text.size() > 1 && token.text.front() == '0') return std::nullopt;
    if (is_time(tokens, *number) || is_list_number(tokens, *number)) return std::nullopt;
    if (is_postcode(tokens, *number)) return std::nullopt;
    if (index > 0 && tokens.is_any(index - 1, {"€", "$", "eur", "§"})) return std::nullopt;
  }
  if (has_other_unit(tokens, number->last)) return std::nullopt;
  if (is_lower_end_of_time(tokens, *number)) return std::nullopt;
  if (is_time_unit(tokens[number->last]) || tokens[number->last].word == Word::month) {
    return std::nullopt;
  }
  return number;
}

// A lone "een" that counts: see the header.
bool article_counts(const Tokens& tokens, const Number& number, const Bound& bound) {
  return (bound.lower || bound.upper || bound.exact) || tokens.is(number.last, "enkele") ||
         tokens.phrase_at(number.last, "of meer") != 0;
}

struct Range {
  Number high;
  bool open_end = false;
};

std::size_t skip_the(const Tokens& tokens, std::size_t index) {
  return index + (tokens.is(index, "de") ? 1 : 0);
}

// "vijf, zes of zeven": the last of numbers that each are one more than the one before.
std::optional<Number> enumeration_end(const Tokens& tokens, const Number& low) {
  Number last = low;
  while (tokens.is_any(last.last, {",", "of"})) {
    const bool ends = tokens.is(last.last, "of");
    const std::optional<Number> next = countable(tokens, last.last + 1);
    if (!next || next->article || next->value != last.value + 1) return std::nullopt;
    if (ends) return next;
    last = *next;
  }
  return std::nullopt;
}

// The upper number of a range whose lower one is `low`.
std::optional<Number> range_end(const Tokens& tokens, const Number& low) {
  std::size_t at = 0;
  bool choice = false;
  for (std::string_view phrase : {"tot en met", "t / m", "tot", "a", "-", "of", "tot maximaal",
                                  "tot ten hoogste", ", hooguit", ", hoogstens", ", maximaal"}) {
    const std::size_t used = tokens.phrase_at(low.last, phrase);
    const bool paper_size = phrase == "a" && tokens[low.last + 1].glued;  // twee a4
    // A dash with a blank at one side only is a minus sign or a fault of the layout.
    const bool lopsided = phrase == "-" && tokens[low.last].glued != tokens[low.last + 1].glued;
    if (used && !paper_size && !lopsided && low.last + used > at) {
      at = low.last + used;
      choice = phrase == "of";
    }
  }
  if (!at) return enumeration_end(tokens, low);
  std::optional<Number> high = countable(tokens, at);
  if (!high || high->article || high->value <= low.value) return std::nullopt;
  if (choice && high->value - low.value > kChoiceMax) return std::nullopt;
  return high;
}

// "tussen de drie en de zes"
std::optional<CountMatch> between(const Tokens& tokens, std::size_t index) {
  if (!tokens.is(index, "tussen")) return std::nullopt;
  const std::optional<Number> low = countable(tokens, skip_the(tokens, index + 1));
  if (!low || !tokens.is(low->last, "en")) return std::nullopt;
  const std::optional<Number> high = countable(tokens, skip_the(tokens, low->last + 1));
  if (!high || high->value <= low->value) return std::nullopt;
  CountMatch match{.first = index, .last = high->last};
  match.count.low = static_cast<int>(low->value);
  match.count.high = static_cast<int>(high->value);
  return match;
}

void set_bounds(const Number& number, const Bound& bound, Count& count) {
  const int value = static_cast<int>(number.value);
  count.low = bound.upper && !bound.lower ? -1 : value;
  count.high = bound.lower && !bound.upper ? -1 : value;
  count.approximate = bound.approximate || (number.tally && value >= 10);
  count.doubled = number.doubled;
}

// "en maximaal zes" after "minimaal drie"; the thing counted may stand between: "minimaal drie
// aanbieders en maximaal zes".
void add_upper_bound(const Tokens& tokens, CountMatch& match) {
  for (std::size_t between_words = 0; between_words <= 2; ++between_words) {
    std::size_t at = match.last + between_words;
    if (tokens.is(at, ",")) ++at;
    if (tokens.is_any(at, {"en", "doch", "maar", "met"})) ++at;
    for (std::size_t bound_words = 1; bound_words <= 4; ++bound_words) {
      const std::optional<Number> high = countable(tokens, at + bound_words);
      if (!high) continue;
      const Bound bound = bound_before(tokens, high->first);
      if (!bound.upper || bound.first != at || high->value < match.count.low) break;
      match.count.high = static_cast<int>(high->value);
      match.last = high->last;
      return;
    }
    if (tokens[match.last + between_words].kind != Kind::word) return;
  }
}

void add_or_more(const Tokens& tokens, CountMatch& match) {
  if (!tokens.is_any(match.last, {"of", "en"}) || !tokens.is(match.last + 1, "meer")) return;
  match.count.high = -1;
  match.last += 2;
}

std::optional<CountMatch> count_at(const Tokens& tokens, std::size_t index, Articles articles) {
  if (auto match = between(tokens, index)) return match;
  const std::optional<Number> number = countable(tokens, index);
  if (!number || is_part_of_something(tokens, *number)) return std::nullopt;
  const Bound bound = bound_before(tokens, index);
  if (follows_label(tokens, bound.first) && !bound.any()) return std::nullopt;
  CountMatch match{.first = bound.first, .last = number->last};
  set_bounds(*number, bound, match.count);
  const bool below = tokens.phrase_before(index, "minder dan") && bound.upper && !bound.lower;
  if (below && match.count.high > 1) --match.count.high;
  if (number->article && !article_counts(tokens, *number, bound)) {
    if (articles == Articles::skip) return std::nullopt;
    match.count.article = true;
    return match;
  }
  if (number->article && tokens.is(number->last, "enkele")) ++match.last;
  if (tokens.is(index - 1, "geen") && index > 0) return std::nullopt;
  if (const std::optional<Number> high = range_end(tokens, *number)) {
    match.count.low = static_cast<int>(number->value);
    match.count.high = static_cast<int>(high->value);
    match.last = high->last;
  } else if (match.count.high < 0) {
    add_upper_bound(tokens, match);
  } else if (!bound.upper) {
    add_or_more(tokens, match);
  }
  return match;
}

struct Matches {
  std::vector<DateMatch> dates;
  std::vector<PeriodMatch> periods;
  std::vector<DurationMatch> durations;
  std::vector<AmountMatch> amounts;
};

// No article, which alone among numbers begins no other quantity than a count.
bool is_meant(const Token& token) {
  return token.kind == Kind::digits || token.text == "½" ||
         (token.kind == Kind::word && token.word != Word::none && token.text != "een");
}

Matches match_all_but_counts(const Tokens& tokens) {
  Matches matches;
  bool any = false;
  for (std::size_t index = 0; index < tokens.size() && !any; ++index) any = is_meant(tokens[index]);
  if (!any) return matches;
  matches.dates = match_dates(tokens);
  matches.periods = match_periods(tokens, matches.dates);
  matches.durations = match_durations(tokens);
  matches.amounts = match_amounts(tokens);
  return matches;
}

// Which tokens belong to dates, durations and amounts, and so to no count.
std::vector<bool> taken_tokens(const Tokens& tokens, const Matches& all) {
  std::vector<bool> taken(tokens.size(), false);
  const auto take = [&](const auto& matches) {
    for (const auto& match : matches) {
      for (std::size_t at = match.first; at < match.last && at < taken.size(); ++at) {
        taken[at] = true;
      }
    }
  };
  take(all.dates);
  take(all.periods);
  take(all.durations);
  take(all.amounts);
  return taken;
}

std::vector<Count> counts_of(const Tokens& tokens, const Matches& others, Articles articles) {
  std::vector<Count> counts;
  const std::vector<bool> taken = taken_tokens(tokens, others);
  std::size_t free_from = 0;
  for (std::size_t index = 0; index < tokens.size();) {
    if (!may_begin_number(tokens[index]) && !tokens.is(index, "tussen")) {
      ++index;
      continue;
    }
    std::optional<CountMatch> match;
    if (!taken[index]) match = count_at(tokens, index, articles);
    if (!match) {
      // A number that counts nothing is left as a whole: the 3 of "drie (3) jaar" is no count.
      const std::optional<Number> number = read_number(tokens, index);
      index = number && !tokens.is(index, "een") ? number->last : index + 1;
      continue;
    }
    match->first = std::max(match->first, free_from);
    match->count.span = tokens.span(match->first, match->last);
    counts.push_back(match->count);
    index = free_from = match->last;
  }
  return counts;
}

double scale_at(const Tokens& tokens, std::size_t index) {
  if (tokens.is_any(index, {"miljoen", "mln", "mio"})) return 1e6;
  if (tokens.is_any(index, {"miljard", "mld"})) return 1e9;
  if (tokens.is(index, "ton")) return 1e5;
  if (tokens.is(index, "duizend")) return 1e3;
  return 1;
}

// Groups of three digits divided by blanks, after a sign of money: € 12 500.
void add_blank_groups(const Tokens& tokens, Number& number) {
  if (number.grouped || !number.whole || tokens[number.first].text.size() > 3) return;
  while (tokens[number.last].kind == Kind::digits && tokens[number.last].text.size() == 3 &&
         number.value < 1e12) {
    number.value = number.value * 1000 + static_cast<double>(tokens[number.last].value);
    ++number.last;
  }
}

bool is_money(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"€", "eur", "euro"});
}

bool names_money(const Tokens& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (is_money(tokens, at)) return true;
  }
  return false;
}

std::optional<AmountMatch> amount_at(const Tokens& tokens, std::size_t index) {
  const bool sign = is_money(tokens, index);
  std::optional<Number> number = read_number(tokens, index + (sign ? 1 : 0));
  if (!number || number->article) return std::nullopt;
  if (sign) add_blank_groups(tokens, *number);
  AmountMatch match{.first = index, .last = number->last};
  const double scale = scale_at(tokens, match.last);
  if (scale > 1) match.last += 1 + (tokens.is(match.last + 1, ".") ? 1 : 0);
  if (tokens.is_any(match.last, {",", "."}) && tokens.is(match.last + 1, "-")) match.last += 2;
  if (!sign) {
    if (!is_money(tokens, match.last) || tokens.is(match.last, "€")) return std::nullopt;
    ++match.last;
  }
  match.amount.value = number->value * scale;
  match.amount.span = tokens.span(match.first, match.last);
  return match;
}

}  // namespace

std::vector<AmountMatch> match_amounts(const Tokens& tokens) {
  std::vector<AmountMatch> matches;
  if (!names_money(tokens)) return matches;
  for (std::size_t index = 0; index < tokens.size();) {
    const std::optional<AmountMatch> match = amount_at(tokens, index);
    index = match ? match->last : index + 1;
    if (match) matches.push_back(*match);
  }
  return matches;
}

}  // namespace grammar

std::vector<Count> find_counts(std::string_view folded, Articles articles) {
  const grammar::Tokens tokens(folded);
  return grammar::counts_of(tokens, grammar::match_all_but_counts(tokens), articles);
}

Quantities find_quantities(std::string_view folded, Articles articles) {
  const grammar::Tokens tokens(folded);
  grammar::Matches all = grammar::match_all_but_counts(tokens);
  Quantities found;
  found.counts = grammar::counts_of(tokens, all, articles);
  for (const auto& match : all.dates) found.dates.push_back(match.date);
  for (const auto& match : all.periods) found.periods.push_back(match.period);
  for (const auto& match : all.amounts) found.amounts.push_back(match.amount);
  found.durations = grammar::durations_of(folded, tokens, std::move(all.durations));
  return found;
}

std::vector<Amount> find_amounts(std::string_view folded) {
  std::vector<Amount> amounts;
  for (const auto& match : grammar::match_amounts(grammar::Tokens(folded))) {
    amounts.push_back(match.amount);
  }
  return amounts;
}

std::optional<int> parse_number(std::string_view folded) {
  const grammar::Tokens tokens(folded);
  const std::optional<grammar::Number> number = grammar::read_number(tokens, 0);
  if (!number || !number->whole || number->value > 999'999) return std::nullopt;
  if (number->last != tokens.size()) return std::nullopt;
  return static_cast<int>(number->value);
}

}  // namespace inkoopmonitor::classify
