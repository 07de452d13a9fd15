// The parts of a clause about extending: which numbers in it say how often, and which lengths of
// time are options and not the base term, a notice period or a total.
//
// Sentences put the base term first ("voor drie jaar, met de mogelijkheid …"), so that the first
// word that allows or extends divides them; a length before it belongs to the options only when it
// stands right beside the word ("48 maanden verlenging") or has its own number ("een keer vier
// jaar verlengen"). A parse of the sentence was turned down: table cells have no verbs, and OCR
// leaves few sentences whole.
#include "classify/quantities_options.h"

#include <algorithm>
#include <array>

namespace inkoopmonitor::classify::grammar {
namespace {

// How far a number of times may stand before the word that it belongs to.
constexpr std::size_t kTimesReach = 5;

bool is_times_word(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"maal", "keer", "x", "×", "malen", "keren", "*"});
}

// Nouns that can be counted as options.
bool is_option_noun(const Tokens& tokens, std::size_t index) {
  if (tokens[index].word == Word::option) return false;
  const std::string_view text = tokens[index].text;
  return (text.starts_with("verleng") && !text.starts_with("verlengd") && text != "verlengen") ||
         text.starts_with("optieperiode") || text.ends_with("verlengingen") ||
         tokens.is_any(index, {"optie", "opties", "voortzetting", "voortzettingen", "prolongatie",
                               "prolongaties", "uitloop", "slotverlenging"});
}

// Nouns that are options only when a number stands before them.
bool is_period_noun(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(
      index, {"perioden", "periodes", "periode", "termijn", "termijnen", "tijdvak", "tijdvakken",
              "stap", "stappen", "blok", "blokken", "mogelijkheden", "momenten"});
}

bool is_option_adjective(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(
      index, {"optionele", "optioneel", "aanvullende", "extra", "verdere", "mogelijke",
              "eenzijdige", "opeenvolgende", "aansluitende", "nieuwe", "afzonderlijke", "gelijke",
              "losse", "achtereenvolgende", "schriftelijke", "enkele"});
}

std::size_t skip_option_adjectives(const Tokens& tokens, std::size_t index) {
  while (true) {
    if (is_option_adjective(tokens, index)) {
      ++index;
    } else if (tokens.is(index, "(") && is_option_adjective(tokens, index + 1) &&
               tokens.is(index + 2, ")")) {
      index += 3;
    } else {
      return index;
    }
  }
}

// "twee keer per jaar" and "eenmaal in de drie jaar" tell of something else.
bool is_frequency(const Tokens& tokens, std::size_t index) {
  if (tokens.is(index, "per")) {
    return !tokens.is_any(index + 1, {"optie", "verlenging", "keer", "perceel", "overeenkomst"});
  }
  return tokens.phrase_at(index, "in de") || tokens.is_any(index, {"zo", "zoveel"});
}

bool is_plural_option(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index,
                       {"opties", "verlengingen", "verlengingsopties", "voortzettingen", "perioden",
                        "periodes", "termijnen", "tijdvakken", "stappen", "verlengingsperioden",
                        "verlengingsperiodes", "verlengingsmogelijkheden"});
}

// "de tweede optie", "een tweede, laatste verlenging"
bool is_later_ordinal(const Tokens& tokens, std::size_t index) {
  if (tokens[index].word != Word::ordinal || tokens[index].value < 2) return false;
  return is_option_noun(tokens, index + 1) || is_times_word(tokens, index + 1);
}

}  // namespace

bool is_then(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"daarna", "vervolgens", "nogmaals", "aansluitend", "naderhand",
                               "nadien", "daaropvolgend"}) ||
         tokens.phrase_at(index, "gevolgd door") != 0 || is_later_ordinal(tokens, index);
}

namespace {

bool is_namely(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"(", "zijnde", "namelijk", "oftewel", "ofwel"}) ||
         tokens.phrase_at(index, "te weten") != 0;
}

// "in stappen van een jaar", "opties van elk twee jaar", "24 maanden elk"; but "elk perceel"
// divides no options.
bool is_each(const Tokens& tokens, std::size_t index) {
  if (tokens.is_any(index, {"telkens", "steeds", "telkenmale", "telkenmaal"})) return true;
  if (tokens.phrase_at(index, "beide keren") || tokens.phrase_at(index, "alle keren")) return true;
  if (is_plural_option(tokens, index)) {
    return tokens.is_any(index + 1, {"van", "voor", "met"});
  }
  if (tokens.is_any(index, {"elk", "ieder"})) {
    const Token& next = tokens[index + 1];
    return next.kind != Kind::word || next.word == Word::number || next.word == Word::half ||
           tokens.is_any(index + 1, {"van", "voor", "met"});
  }
  if (tokens.is_any(index, {"per", "elke", "iedere"})) {
    return is_times_word(tokens, index + 1) || is_option_noun(tokens, index + 1) ||
           is_period_noun(tokens, index + 1);
  }
  return false;
}

// "Twee opties: de eerste bestrijkt twee jaar, de tweede een jaar."
bool is_verb_of_length(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"bestrijkt", "beslaat", "duurt", "geldt", "is", "van", "voor",
                               "telt", "omvat", "bedraagt", "loopt", ":"});
}

bool is_beginning(const Tokens& tokens, std::size_t index) {
  if (tokens.is(index, "eerst")) return true;
  if (!tokens.is(index, "eerste")) return false;
  if (tokens.is(index - 1, "de") && is_verb_of_length(tokens, index + 1)) return true;
  return is_times_word(tokens, index + 1) || is_option_noun(tokens, index + 1) ||
         is_period_noun(tokens, index + 1);
}

// The base term is named so; a length that follows one of these is no option.
bool names_base_term(const Tokens& tokens, std::size_t index) {
  const std::string_view text = tokens[index].text;
  if (text.starts_with("basis") || text.starts_with("initiele") || text.starts_with("gesloten")) {
    return true;
  }
  // `Voor jeugd is dat vier jaar, en daarna nog een keer twee jaar.`
  if (tokens.phrase_at(index, "is dat") != 0) return true;
  if (tokens.is_any(index, {"duurt", "duren", "geldt", "gelden", "loopt", "lopen"})) {
    return !is_option_noun(tokens, index - 1);
  }
  return tokens.is_any(index, {"aangegaan", "sluiten", "sluit", "contractduur", "contractperiode",
                               "vaste", "contracttermijn", "contractlooptijd", "afgesloten"});
}

// Names of the base term, unless the words belong to an option: "met een looptijd van een jaar".
bool names_length(const Tokens& tokens, std::size_t index, std::size_t pivot) {
  if (tokens.is(index, "looptijd")) return index < pivot || !tokens.phrase_before(index, "met een");
  return index < pivot &&
         tokens.is_any(index, {"duur", "overeenkomst", "contract", "raamovereenkomst"});
}

bool names_total(const Tokens& tokens, std::size_t index) {
  if (tokens.is(index, "elkaar") && index > 0 && tokens.is(index - 1, "bij")) return true;
  return tokens.is_any(index, {"totaal", "totale", "inclusief", "incl", "inbegrepen", "tezamen",
                               "gezamenlijk", "gezamenlijke", "maximale"});
}

// "inclusief de verlengingen" makes what follows a total, though it names the options.
bool includes_options(const Tokens& tokens, std::size_t index) {
  for (std::size_t back = 1; back <= 3 && back <= index; ++back) {
    if (tokens.is_any(index - back, {"inclusief", "incl", "inbegrip"})) return true;
  }
  return false;
}

// The length of base term and options together: "maximaal acht jaar inclusief verlengingen".
bool is_total(const Tokens& tokens, const DurationMatch& match);

// Says that the length at token `index` is the base term or a total by the words before it.
bool follows_other_name(const Tokens& tokens, std::size_t index, std::size_t pivot) {
  for (std::size_t back = 1; back <= 8 && back <= index; ++back) {
    const std::size_t at = index - back;
    if (index >= pivot && at < pivot) return false;
    if (names_base_term(tokens, at)) return true;
    if (back <= 6 && names_total(tokens, at)) return true;
    if (names_length(tokens, at, pivot)) return true;
    if (is_extension_word(tokens, at) && includes_options(tokens, at)) return true;
    if (is_extension_word(tokens, at) || read_times(tokens, at) || is_each(tokens, at) ||
        tokens.is_any(at, {".", ";", ",", "plus", "+"})) {
      return false;
    }
  }
  return false;
}

// "tot maximaal acht jaar": up to a total, unless it is the length of a period that is named.
bool is_up_to(const Tokens& tokens, const DurationMatch& match) {
  std::size_t at = match.first;
  if (!tokens.is(at, "tot")) {
    if (at == 0 || !tokens.is_any(at - 1, {"tot"})) return false;
    --at;
  }
  for (std::size_t back = 1; back <= 2 && back <= at; ++back) {
    if (tokens.is_any(at - back, {"periode", "termijn", "met", "voor"})) return false;
  }
  return true;
}

bool total_follows(const Tokens& tokens, std::size_t index) {
  for (std::string_view phrase :
       {"in totaal", "inclusief", "incl", "( inclusief", "( incl", "totaal", ", inclusief",
        "met inbegrip van", ", met inbegrip van", "als absolute bovengrens", "als bovengrens",
        "als maximum", "als absoluut maximum", "als uiterste"}) {
    if (tokens.phrase_at(index, phrase)) return true;
  }
  return false;
}

bool is_total(const Tokens& tokens, const DurationMatch& match) {
  if (is_up_to(tokens, match) || total_follows(tokens, match.last)) return true;
  // "ten hoogste acht jaar: vier jaar vast en …"
  if (match.duration.upper_bound && tokens.is(match.last, ":")) return true;
  for (std::size_t back = 1; back <= 8 && back <= match.first; ++back) {
    const std::size_t at = match.first - back;
    if (names_total(tokens, at)) return true;
    if (is_extension_word(tokens, at))
      return includes_options(tokens, at) || (at > 0 && names_total(tokens, at - 1));
    if (tokens[at].word == Word::months || tokens.is_any(at, {".", ";"})) return false;
  }
  return false;
}

bool stands_beside_extension(const Tokens& tokens, std::size_t index) {
  while (tokens.is_any(index, {"te", "worden", "kunnen", "kan", "extra", "optionele", "laat"})) {
    ++index;
  }
  return is_extension_word(tokens, index) || tokens[index].word == Word::option;
}

// "met een periode van drie maanden verlengd"
bool adds_directly(const Tokens& tokens, const DurationMatch& match) {
  if (!stands_beside_extension(tokens, match.last)) return false;
  for (std::string_view phrase : {"met", "met een periode van", "met een termijn van", "met nog"}) {
    if (tokens.phrase_before(match.first, phrase)) return true;
  }
  return false;
}

// Says that nothing divides the words [first, last).
bool is_one_phrase(const Tokens& tokens, std::size_t first, std::size_t last) {
  for (std::size_t at = first; at < last; ++at) {
    if (tokens.is_any(at, {",", ".", ";", "en", ":"})) return false;
  }
  return true;
}

// "3 tot 5 jaar", "12 of 24 maanden": which of them is not settled.
bool is_choice(const Tokens& tokens, const DurationMatch& match) {
  return match.duration.approximate && match.duration.upper_bound &&
         tokens.is_number_like(match.core - 2);
}

// "de overeenkomst, die twee jaar duurt, verlengen"
bool says_how_long_it_runs(const Tokens& tokens, const DurationMatch& match) {
  if (!tokens.is_any(match.last, {"duurt", "duren", "geldt", "loopt", "durende", "lopende"})) {
    return false;
  }
  for (std::size_t back = 1; back <= 6 && back <= match.first; ++back) {
    if (is_option_noun(tokens, match.first - back)) return false;
  }
  return true;
}

// Says that one of the options has this length.
bool is_option_length(const Tokens& tokens, const DurationMatch& match, std::size_t pivot,
                      const std::vector<Item>& items) {
  const Duration& duration = match.duration;
  if (duration.months <= 0 || duration.notice) return false;
  // "een vierjarige overeenkomst", but "twee keer een tweejarige periode".
  if (duration.adjective && !is_period_noun(tokens, match.last)) return false;
  if (tokens.is_any(match.last, {"vast", "vaste"})) return false;  // the base term
  if (duration.approximate && !is_choice(tokens, match)) return false;
  if (is_total(tokens, match) || says_how_long_it_runs(tokens, match)) return false;
  if (match.first > 0 && tokens.is(match.first - 1, "eerste")) return false;  // the base term
  // "voor perceel B drie jaar, met twee verlengingen"
  if (match.first > 1 && tokens.is_any(match.first - 2, {"perceel", "segment", "kavel"}))
    return false;
  const bool article = tokens.is_any(match.first - 1, {"de", "deze", "die"}) && match.first > 1;
  if (tokens.is_any(match.first - (article ? 2 : 1),
                    {"binnen", "na", "afgelopen", "laatste", "uiterlijk"})) {
    return false;
  }
  if (adds_directly(tokens, match)) return true;
  if (follows_other_name(tokens, match.first, pivot)) return false;
  if (match.first >= pivot) return true;
  const bool counted =
      !items.empty() && (items.back().kind == Item::Kind::times ||
                         (items.back().kind == Item::Kind::each && items.size() > 1));
  const bool own_number = counted && is_one_phrase(tokens, items.back().last, match.first);
  return own_number || stands_beside_extension(tokens, match.last);
}

// "drie optiejaren", "twee optionele jaren", "twee eenjarige verlengingen": so many options of
// that length.
std::optional<std::pair<Item, Item>> option_units(const Tokens& tokens, std::size_t index) {
  const std::optional<Number> number = read_number(tokens, index);
  if (!number || !number->whole || number->value < 1 || number->value > 99) return std::nullopt;
  const std::size_t at = skip_option_adjectives(tokens, number->last);
  const bool optional =
      tokens.is_any(at - 1, {"optionele", "optioneel"}) && tokens[at].word == Word::months;
  const bool adjective = tokens[at].word == Word::adjective && is_option_noun(tokens, at + 1);
  if (tokens[at].word != Word::option && !optional && !adjective) return std::nullopt;
  if (index > 0 && tokens.is_any(index - 1, {"in", "tijdens", "per", "gedurende", "bij", "na"})) {
    return std::nullopt;
  }
  const Item times{Item::Kind::times, index, at, static_cast<int>(number->value)};
  const Item length{Item::Kind::length, at, at + 1, static_cast<int>(tokens[at].value)};
  return std::pair(times, length);
}

// "verlengingsopties: twee, elk van 24 maanden", "aantal verlengingen: 2"
// "optiejaren (elk 12 maanden): 3" has what stands between brackets before its number, "optiejaren
// zijn er twee" a verb.
std::size_t end_of_noun(const Tokens& tokens, std::size_t index) {
  constexpr std::size_t bracket_max = 6;
  std::size_t noun = index;
  if (noun > 0 && tokens.is_any(noun - 1, {":", "-", "("})) --noun;
  for (std::string_view phrase :
       {"zijn er", "kent het contract er", "kent de overeenkomst er", "is", "bedraagt"}) {
    noun -= tokens.phrase_before(noun, phrase);
  }
  if (noun == 0 || !tokens.is(noun - 1, ")")) return noun;
  for (std::size_t back = 2; back <= std::min(bracket_max, noun); ++back) {
    if (tokens.is(noun - back, "(")) return noun - back;
  }
  return noun;
}

std::optional<Item> number_of_options(const Tokens& tokens, std::size_t index) {
  const std::size_t noun = end_of_noun(tokens, index);
  const bool option_years = noun > 0 && tokens[noun - 1].word == Word::option;
  if (noun == 0 || (!is_plural_option(tokens, noun - 1) && !option_years)) return std::nullopt;
  const std::optional<Number> number = read_number(tokens, index);
  if (!number || !number->whole || number->value < 1 || number->value > 20) return std::nullopt;
  const Token& next = tokens[number->last];
  if (next.kind == Kind::digits || tokens.is_any(number->last, {"%", "+", "-", "/"})) {
    return std::nullopt;
  }
  const bool joined = tokens.is_any(number->last, {"van", "met", "voor"});
  if (next.kind == Kind::word && !joined && !is_each(tokens, number->last)) return std::nullopt;
  return Item{Item::Kind::times, index, number->last, static_cast<int>(number->value)};
}

// "2x1" without a unit: years, as in a sum.
std::optional<Item> length_without_unit(const Tokens& tokens, const Item& times) {
  if (times.kind != Item::Kind::times || !tokens.is_any(times.last - 1, {"x", "×", "*"})) {
    return std::nullopt;
  }
  const std::optional<Number> number = read_number(tokens, times.last);
  if (!number || !number->whole || number->article || number->value < 1 || number->value > 60) {
    return std::nullopt;
  }
  const Token& next = tokens[number->last];
  if (next.kind != Kind::end && (next.kind != Kind::sign || next.text == "+")) return std::nullopt;
  const int value = static_cast<int>(number->value);
  return Item{Item::Kind::length, number->first, number->last, value < 12 ? value * 12 : value};
}

// "opties 1+1 jaar": options as a sum, after the word.
bool add_sum(const Tokens& tokens, std::size_t index, std::vector<Item>& items, std::size_t& next) {
  std::vector<Item> terms;
  std::size_t at = index;
  while (true) {
    const std::optional<Number> number = read_number(tokens, at);
    if (!number || !number->whole || number->value < 1 || number->value > 99) return false;
    terms.push_back({Item::Kind::length, at, number->last, static_cast<int>(number->value)});
    at = number->last;
    if (!tokens.is(at, "+")) break;
    ++at;
  }
  if (terms.size() < 2 || tokens[at].word != Word::months) return false;
  for (Item& term : terms) term.value *= static_cast<int>(tokens[at].value);
  items.insert(items.end(), terms.begin(), terms.end());
  next = at + 1;
  return true;
}

}  // namespace

// Paragraph 1.4 is no four times, nor is article 9.
bool numbers_text(const Tokens& tokens, std::size_t index) {
  if (tokens[index].kind != Kind::digits || index == 0) return false;
  const bool decimal = tokens[index].glued && tokens.is(index - 1, ".") && tokens[index - 1].glued;
  const std::size_t before = index - 1 - (tokens.is(index - 1, ".") && index > 1 ? 1 : 0);
  return decimal ||
         tokens.is_any(before, {"art", "artikel", "lid", "par", "paragraaf", "hoofdstuk"});
}

std::optional<Item> read_times(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  if (token.word == Word::times) {
    if (is_frequency(tokens, index + 1)) return std::nullopt;
    return Item{Item::Kind::times, index, index + 1, static_cast<int>(token.value)};
  }
  if (numbers_text(tokens, index)) return std::nullopt;
  const std::optional<Number> number = read_number(tokens, index);
  if (!number || !number->whole || number->value < 1 || number->value > 99) return std::nullopt;
  Item item{Item::Kind::times, index, number->last + 1, static_cast<int>(number->value)};
  if (is_times_word(tokens, number->last)) {
    if (is_frequency(tokens, item.last)) return std::nullopt;
    return item;
  }
  const std::size_t at = skip_option_adjectives(tokens, number->last);
  // "Voor een verdere voortzetting bestaat geen ruimte": beyond those that were told.
  if (number->article && tokens.is_any(at - 1, {"verdere", "nadere", "andere"})) {
    return std::nullopt;
  }
  item.last = at + 1;
  if (!is_option_noun(tokens, at) && (number->article || !is_period_noun(tokens, at))) {
    return std::nullopt;
  }
  if (number->article && !tokens.is(at - 1, "enkele")) item.kind = Item::Kind::one;
  return item;
}

namespace {

// Says that a number of times that ends at `index` belongs to the extension that begins at `pivot`.
bool reaches(const Tokens& tokens, std::size_t index, std::size_t pivot) {
  // "Vier keer, steeds met een jaar, kan …"
  const bool each = tokens.is(index, ",") && is_each(tokens, index + 1);
  return each || index + kTimesReach >= pivot || is_one_phrase(tokens, index, pivot);
}

// A word that says how the numbers around it belong together.
std::optional<Item> mark_at(const Tokens& tokens, std::size_t at) {
  if (is_beginning(tokens, at)) return Item{Item::Kind::beginning, at, at + 1};
  if (is_each(tokens, at)) return Item{Item::Kind::each, at, at + 1};
  if (is_then(tokens, at)) return Item{Item::Kind::then, at, at + 1};
  if (is_namely(tokens, at)) return Item{Item::Kind::namely, at, at + 1};
  return std::nullopt;
}

}  // namespace

void mark_options(const Tokens& tokens, std::vector<DurationMatch>& durations) {
  const bool extends = speaks_of_extending(tokens);
  for (DurationMatch& match : durations) {
    const bool includes = total_follows(tokens, match.last) && !tokens.is(match.last, "totaal") &&
                          !tokens.is(match.last + 1, "totaal");
    // "in totaal ten hoogste acht jaar", though nothing is said of options
    const bool most = match.duration.upper_bound && tokens.phrase_before(match.first, "in totaal");
    match.duration.total =
        most || (!match.duration.notice && (extends || includes) && is_total(tokens, match));
  }
  if (!extends) return;
  for (const Item& item : option_items(tokens)) {
    if (item.kind != Item::Kind::length && item.kind != Item::Kind::choice) continue;
    for (DurationMatch& match : durations) {
      if (match.core < item.last && item.first < match.last) match.duration.option = true;
    }
  }
}

namespace {

// "eenmalig voor het boekjaar 2025 voortzetten": a year that is named is as long as any.
bool is_named_year(const Tokens& tokens, std::size_t index) {
  const bool year_follows = tokens[index + 1].text.size() == 4 &&
                            tokens[index + 1].text.starts_with("20") &&
                            tokens[index + 1].kind == Kind::digits;
  return tokens[index].word == Word::months && tokens[index].value == 12 && year_follows &&
         (tokens.phrase_before(index, "voor het") || tokens.phrase_before(index, "met het") ||
          tokens.phrase_before(index, "voor"));
}

}  // namespace

namespace {

// "per halfjaar verlengen", "verlengen kan per jaar", "jaarlijkse verlenging"
std::optional<Item> length_of_each(const Tokens& tokens, std::size_t index) {
  if (tokens.is_any(index, {"jaarlijkse", "halfjaarlijkse"}) && is_option_noun(tokens, index + 1))
    return Item{Item::Kind::length, index, index + 1, tokens.is(index, "jaarlijkse") ? 12 : 6};
  if (!tokens.is(index, "per") || tokens[index + 1].word != Word::months) return std::nullopt;
  const bool behind =
      is_extension_word(tokens, index + 2) ||
      (tokens.is_any(index + 2, {"te", "worden"}) && is_extension_word(tokens, index + 3));
  const bool before =
      index > 0 && (is_extension_word(tokens, index - 1) ||
                    (index > 1 && tokens.is_any(index - 1, {"kan", "mag", "gaat"}) &&
                     is_extension_word(tokens, index - 2)));
  if (!behind && !before) return std::nullopt;
  return Item{Item::Kind::length, index + 1, index + 2, static_cast<int>(tokens[index + 1].value)};
}

}  // namespace

namespace {

// "zowel de eerste als de tweede verlenging", "de tweede en de derde": so many options alike.
std::optional<Item> several_ordinals(const Tokens& tokens, std::size_t index) {
  if (tokens[index].word != Word::ordinal) return std::nullopt;
  std::size_t last = index;
  int times = 1;
  while (tokens.is_any(last + 1, {"en", "als", ","})) {
    const std::size_t next = last + 2 + (tokens.is(last + 2, "de") ? 1 : 0);
    if (tokens[next].word != Word::ordinal || tokens[next].value != tokens[last].value + 1) break;
    last = next;
    ++times;
  }
  const bool options = is_option_noun(tokens, last + 1) || is_verb_of_length(tokens, last + 1) ||
                       tokens.is_any(last + 1, {"duren", "beslaan", "gelden", "elk"});
  if (times == 1 || !options) return std::nullopt;
  return Item{Item::Kind::times, index, last + 1, times};
}

}  // namespace

std::vector<Item> option_items(const Tokens& tokens) {
  std::vector<Item> items;
  const std::size_t pivot = extension_begins(tokens);
  const std::vector<DurationMatch> durations = match_durations(tokens);
  std::size_t next_duration = 0;
  for (std::size_t at = 0; at < tokens.size();) {
    while (next_duration < durations.size() && durations[next_duration].last <= at) {
      ++next_duration;
    }
    std::size_t next = at + 1;
    const bool at_duration =
        next_duration < durations.size() && durations[next_duration].core == at;
    if (const auto ordinals = several_ordinals(tokens, at)) {
      items.push_back(*ordinals);
      next = ordinals->last;
    } else if (const auto units = option_units(tokens, at)) {
      items.push_back(units->first);
      items.push_back(units->second);
      next = units->second.last;
    } else if (at > pivot && add_sum(tokens, at, items, next)) {
      // Both terms are there now.
    } else if (const auto times = read_times(tokens, at)) {
      next = times->last;
      if (!reaches(tokens, next, pivot)) {
        // A number of something else, before the extension is spoken of.
      } else if (const auto length = length_without_unit(tokens, *times)) {
        items.insert(items.end(), {*times, *length});
        next = length->last;
      } else {
        items.push_back(*times);
      }
    } else if (at_duration) {
      const DurationMatch& match = durations[next_duration];
      next = match.last;
      if (is_option_length(tokens, match, pivot, items)) {
        const auto kind = is_choice(tokens, match) ? Item::Kind::choice : Item::Kind::length;
        items.push_back({kind, match.core, match.last, match.duration.months});
      }
    } else if (const auto length = length_of_each(tokens, at)) {
      items.insert(items.end(), {Item{Item::Kind::each, at, at + 1}, *length});
      next = length->last;
    } else if (is_named_year(tokens, at) && speaks_of_extending(tokens)) {
      items.push_back({Item::Kind::length, at, at + 2, static_cast<int>(tokens[at].value)});
      next = at + 2;
    } else if (const auto number = number_of_options(tokens, at)) {
      items.push_back(*number);
      next = number->last;
      const std::size_t end = end_of_noun(tokens, at);
      const Token& noun = tokens[end - 1];
      const bool length_told = end + 2 < at && tokens.is(end, "(");
      if (noun.word == Word::option && !length_told) {
        items.push_back({Item::Kind::length, at, next, static_cast<int>(noun.value)});
      }
    } else if (const auto mark = mark_at(tokens, at)) {
      items.push_back(*mark);
    }
    at = next;
  }
  return items;
}

}  // namespace inkoopmonitor::classify::grammar
