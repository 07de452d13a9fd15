// Reads clauses about extending a contract.
//
//   clause  := step (("en" | ",") sequence? step)*
//   step    := times? each? length | length each? times | n "optiejaren" | times "tot" date
//   times   := tweemaal | "2 x" | "twee keer" | "twee opties" | eenmalig
//   each    := telkens | steeds | "iedere keer" | elk | "per keer"
//
// Read as a row of items (see quantities_options.cpp), in which a number of times waits for its
// length. Times named before "de eerste keer …" are the sum of what follows. A length without a
// number is one option ("met 24 maanden verlengen"), but with "telkens" its number is not known:
// a number that is missing is never guessed.
#include <algorithm>
#include <array>
#include <numeric>

#include "classify/quantities.h"
#include "classify/quantities_options.h"
#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify {
namespace grammar {
namespace {

// The state of reading items into steps.
struct Reading {
  std::vector<Extension> steps;
  int pending = 0;           // a number of times that waits for its length
  bool last_stated = false;  // the last step has a number of its own
  bool each = false;         // telkens, since the last step
  bool last_each = false;
  bool then = false;    // daarna, since the last step
  bool namely = false;  // te weten, since the last step
  int total = 0;        // the sum of the times, told apart afterwards
  bool count_given = false;
};

// "drie jaar, telkens met een jaar" and "twee jaar (2 x 1 jaar)" say once what they say twice: the
// step that `next` tells more exactly is taken out.
void drop_step_told_again(Reading& reading, Extension& next) {
  if (reading.steps.empty() || reading.then || reading.total > 0) return;
  const int whole = reading.steps.back().months;
  // "een optie van vier jaar (2 x 2 jaar)" is said to be one, too
  if (reading.last_stated && reading.steps.back().times != 1) return;
  const bool divided = !reading.last_stated && reading.each && reading.pending == 0 &&
                       next.months > 0 && whole > next.months && whole % next.months == 0;
  const bool again = reading.namely && reading.pending > 0 && whole == next.times * next.months;
  if (!divided && !again) return;
  reading.steps.pop_back();
  next.times = whole / next.months;
  reading.count_given = reading.last_stated = true;
}

void add_length(Reading& reading, int months) {
  Extension step{.times = 1, .months = months};
  if (reading.pending > 0) step.times = reading.pending;
  const bool stated = reading.pending > 0;
  const std::size_t steps_before = reading.steps.size();
  drop_step_told_again(reading, step);
  const bool told_again = reading.steps.size() < steps_before;
  if (!stated && !told_again && reading.each && reading.total == 0) step.times = 0;
  reading.last_stated = stated || told_again;
  reading.count_given |= reading.last_stated;
  reading.last_each = reading.each;
  reading.pending = 0;
  reading.each = reading.then = reading.namely = false;
  reading.steps.push_back(step);
}

// "vier maal een optie", "twee opties … een keer": the larger number is the one that counts.
void add_times(Reading& reading, const Item& item) {
  reading.pending = std::max(reading.pending, item.value);
}

// A number of times after the last length: "met een jaar verlengen, maximaal twee keer".
void close(Reading& reading) {
  if (reading.pending > 0 && !reading.steps.empty() && !reading.last_stated) {
    reading.steps.back().times = reading.pending;
    reading.count_given = true;
    reading.pending = 0;
  }
  if (reading.each && !reading.steps.empty() && !reading.last_stated && reading.total == 0 &&
      reading.steps.back().times == 1) {
    reading.steps.back().times = 0;  // "een jaar per keer"
  }
  if (reading.pending > 0 && reading.steps.empty()) {
    reading.steps.push_back({.times = reading.pending, .months = 0});
    reading.count_given = true;
  }
  if (reading.total == 0 || reading.steps.empty()) return;
  int sum = 0;
  for (const Extension& step : reading.steps) sum += step.times;
  if (sum < reading.total) {
    int& last = reading.steps.back().times;
    last = reading.last_each ? last + reading.total - sum : 0;
  }
  reading.count_given = true;
}

Reading read_items(const std::vector<Item>& items) {
  Reading reading;
  for (const Item& item : items) {
    switch (item.kind) {
      case Item::Kind::times:
      case Item::Kind::one:
        add_times(reading, item);
        break;
      case Item::Kind::length:
        add_length(reading, item.value);
        break;
      case Item::Kind::choice:
        add_length(reading, 0);
        break;
      case Item::Kind::each:
        reading.each = true;
        break;
      case Item::Kind::then:
        reading.then = true;
        break;
      case Item::Kind::namely:
        reading.namely = true;
        break;
      case Item::Kind::beginning:
        reading.then = true;
        if (reading.pending > 1) reading.total = reading.pending;
        reading.pending = 0;
        break;
    }
  }
  close(reading);
  return reading;
}

void merge_equal_neighbours(std::vector<Extension>& steps) {
  std::vector<Extension> merged;
  for (const Extension& step : steps) {
    const bool same = !merged.empty() && merged.back().months == step.months;
    if (same && merged.back().times > 0 && step.times > 0) {
      merged.back().times += step.times;
    } else {
      merged.push_back(step);
    }
  }
  steps = std::move(merged);
}

bool is_whole(const std::vector<Extension>& steps) {
  return std::all_of(steps.begin(), steps.end(),
                     [](const Extension& step) { return step.times > 0 && step.months > 0; });
}

bool any_before(const Tokens& tokens, std::size_t index, std::size_t reach,
                std::initializer_list<std::string_view> words) {
  for (std::size_t back = 1; back <= reach && back <= index; ++back) {
    if (tokens.is_any(index - back, words)) return true;
  }
  return false;
}

bool any_after(const Tokens& tokens, std::size_t index, std::size_t reach,
               std::initializer_list<std::string_view> words) {
  for (std::size_t ahead = 1; ahead <= reach; ++ahead) {
    if (tokens.is_any(index + ahead, words)) return true;
  }
  return false;
}

bool has_extension_word(const Tokens& tokens, std::size_t from = 0) {
  for (std::size_t at = from; at < tokens.size(); ++at) {
    if (is_extension_word(tokens, at)) return true;
  }
  return false;
}

bool is_tacit_word(const Tokens& tokens, std::size_t index) {
  const std::string_view text = tokens[index].text;
  if (text.starts_with("stilzwijgend")) return true;
  const bool ends = any_before(tokens, index, 3, {"eindigt", "eindigen", "stopt", "vervalt"}) ||
                    any_after(tokens, index, 3, {"eindigt", "eindigen", "einde", "af"});
  if (text.starts_with("automatisch")) return !ends && has_extension_word(tokens);
  // "Eindigt van rechtswege; stilzwijgende verlenging is uitgesloten" is no extension by itself.
  if (!tokens.phrase_at(index, "van rechtswege") ||
      any_before(tokens, index, 6, {"eindigt", "eindigen", "eindigend"}))
    return false;
  for (std::size_t at = index + 2; at < index + 8; ++at) {
    if (tokens.is_any(at, {"verlengd", "voortgezet", "verlenging"})) return true;
  }
  return false;
}

bool is_denied(const Tokens& tokens, std::size_t index) {
  return any_before(tokens, index, 5, {"geen", "niet", "zonder", "nimmer", "nooit", "noch"}) ||
         any_after(tokens, index, 4, {"uitgesloten", "niet", "geen"}) ||
         tokens.is(index + 1, "noch");
}

struct Tacit {
  bool said = false, denied = false;
  std::size_t at = 0;
};

Tacit read_tacit(const Tokens& tokens) {
  Tacit tacit;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!is_tacit_word(tokens, at)) continue;
    tacit.at = at;
    (is_denied(tokens, at) ? tacit.denied : tacit.said) = true;
  }
  return tacit;
}

// Words that make "niet verlengd" something other than "cannot be extended".
bool has_other_negation(const Tokens& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens.is_any(
            at, {"indien",       "als",       "mocht",          "tenzij",    "wanneer",  "gelicht",
                 "lichten",      "gebruik",   "gebruikgemaakt", "verplicht", "gebonden", "besloten",
                 "besluit",      "besluiten", "wenst",          "wensen",    "recht",    "alleen",
                 "verplichting", "gehouden",  "voornemens"})) {
      return true;
    }
    if (tokens.is(at, "niet") && tokens.is_any(at + 1, {"wil", "willen", "wilt"})) return true;
    if (tokens.is_any(at, {"eerder", "later", "meer", "langer"}) && tokens.is(at + 1, "dan")) {
      return true;
    }
  }
  return false;
}

bool is_extension_noun(const Tokens& tokens, std::size_t index) {
  return is_extension_word(tokens, index) ||
         tokens.is_any(index, {"mogelijkheid", "mogelijkheden"});
}

// A word about extending that is what the sentence speaks of, not the time at which it holds:
// "verlenging is uitgesloten", but not "ook niet bij verlenging".
bool is_extended_thing(const Tokens& tokens, std::size_t index) {
  if (!is_extension_word(tokens, index)) return false;
  for (std::size_t back = 1; back <= 2 && back <= index; ++back) {
    if (tokens.is_any(index - back, {"bij", "tijdens", "gedurende", "na", "met", "per"})) {
      return false;
    }
  }
  return true;
}

// "geen verlengingsmogelijkheid", "zonder optie", "niet … worden verlengd", "verlenging is
// uitgesloten"
bool is_excluded(const Tokens& tokens, std::size_t index) {
  if (tokens.is_any(index, {"geen", "zonder", "noch"})) {
    for (std::size_t at = index + 1; at <= index + 5; ++at) {
      if (tokens.is_any(at, {".", ";", ",", "dat"})) return false;
      if (is_extension_noun(tokens, at)) return true;
    }
    return false;
  }
  if (!tokens.is_any(index, {"niet", "uitgesloten", "nee", "neen", "evenmin"})) return false;
  // "Voortzetten is er niet meer", but "niet meer dan tweemaal".
  const bool no_more = tokens.is(index + 1, "meer") && !tokens.is(index + 2, "dan");
  const bool unlike =
      !no_more &&
      tokens.is_any(index + 1, {"alleen", "slechts", "bij", "tijdens", "in", "later", "eerder",
                                "langer", "meer", "vaker", "bepaald", "bekend", "besloten",
                                "beslist", "vastgesteld", "zeker"});
  if (tokens.is(index, "niet") && (unlike || tokens.phrase_before(index, "bij het"))) return false;
  for (std::size_t step = 1; step <= 8; ++step) {
    if (step <= index && is_extended_thing(tokens, index - step)) return true;
    if (is_extended_thing(tokens, index + step)) return true;
  }
  return false;
}

// A cell beside the label that says no and nothing more, with or without a full stop.
bool is_cell_without(const Tokens& tokens) {
  const std::size_t size = tokens.size();
  const std::size_t stop = size > 0 && tokens.is(size - 1, ".") ? 1 : 0;
  for (std::string_view phrase : {"geen", "nee", "neen", "niet", "niet mogelijk", "nvt",
                                  "n . v . t", "niet van toepassing", "0"}) {
    if (const std::size_t used = tokens.phrase_at(0, phrase)) {
      if (used + stop == size) return true;
    }
  }
  return false;
}

// "Geen verdere verlenging", "andere optiejaren zijn er niet": none beyond those that were told, if
// any were.
bool speaks_of_further(const Tokens& tokens) {
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    const bool further = tokens.is_any(
        at - 1, {"verdere", "nadere", "andere", "meer", "latere", "tweede", "derde", "vierde"});
    if (further && is_extension_noun(tokens, at)) return true;
  }
  return false;
}

bool says_none(const Tokens& tokens) {
  if (is_cell_without(tokens)) return true;
  if (!has_extension_word(tokens) || has_other_negation(tokens)) return false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (is_excluded(tokens, at)) return true;
  }
  return false;
}

// The ends that are given as dates: "naar 31 maart 2032", "tot 1 januari 2028".
std::vector<DateMatch> ends_as_dates(const Tokens& tokens) {
  std::vector<DateMatch> ends;
  const std::size_t pivot = extension_begins(tokens);
  for (const DateMatch& match : match_dates(tokens)) {
    if (match.first < pivot || !match.date.year_given) continue;
    const std::size_t at = match.first;
    DateMatch end = match;
    const bool inclusive = tokens.phrase_before(at, "tot en met") ||
                           tokens.phrase_before(at, "t / m") || tokens.phrase_before(at, "naar") ||
                           tokens.phrase_before(at, "tot uiterlijk");
    if (!inclusive) {
      if (!tokens.phrase_before(at, "tot") && !tokens.phrase_before(at, "tot maximaal")) continue;
      end.date.excluded = true;
    }
    end.date = last_day_of(end.date);
    ends.push_back(end);
  }
  return ends;
}

// "is met drie maanden verlengd": what was done, or is done once, and so no option. In the past it
// may have been done more than once; "wordt tweemaal verlengd" tells of options.
bool was_extended(const Tokens& tokens) {
  bool past = false, present = false, several = false;
  std::size_t said = tokens.size();
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const bool participle =
        tokens.is_any(at, {"verlengd", "voortgezet", "geprolongeerd", "gecontinueerd"});
    if (participle && said == tokens.size()) said = at;
    // "is verlengd om de overdracht te kunnen waarborgen" permits no extension.
    if ((is_permission(tokens, at) && at <= said + 2) ||
        tokens.is_any(at, {"optie", "opties", "zodat"}) ||
        (is_extension_word(tokens, at) && !participle)) {
      return false;
    }
    several = several || read_times(tokens, at) ||
              tokens.is_any(at, {"telkens", "steeds", "daarna", "vervolgens"});
    if (!participle) continue;
    past = past || any_before(tokens, at, 14,
                              {"is", "zijn", "werd", "werden", "was", "waren", "reeds", "heeft",
                               "hebben", "had", "hadden"});
    present = present || any_before(tokens, at, 14, {"wordt", "worden"});
  }
  return past || (present && !several);
}

// Widens the span of what was found to all tokens that were used.
class UsedTokens {
 public:
  void add(std::size_t first, std::size_t last) {
    first_ = std::min(first_, first);
    last_ = std::max(last_, last);
  }
  Span span(const Tokens& tokens) const {
    return last_ == 0 ? tokens.span(0, tokens.size()) : tokens.span(first_, last_);
  }

 private:
  std::size_t first_ = static_cast<std::size_t>(-1), last_ = 0;
};

void set_ends(const std::vector<DateMatch>& ends, Extensions& result, UsedTokens& used) {
  if (ends.empty()) return;
  const bool has_length = std::any_of(result.steps.begin(), result.steps.end(),
                                      [](const Extension& step) { return step.months > 0; });
  if (has_length) return;
  for (const DateMatch& end : ends) {
    result.until.push_back(end.date);
    used.add(end.first, end.last);
  }
  int times = 0;
  for (const Extension& step : result.steps) times += step.times;
  if (times == 0 || times == static_cast<int>(ends.size())) result.steps.clear();
}

Extensions read(const Tokens& tokens) {
  Extensions result;
  UsedTokens used;
  const std::vector<Item> items = option_items(tokens);
  Reading reading = read_items(items);
  for (const Item& item : items) {
    if (item.kind != Item::Kind::namely && item.kind != Item::Kind::then) {
      used.add(item.first, item.last);
    }
  }
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (is_extension_word(tokens, at)) used.add(at, at + 1);
  }
  result.count_given = reading.count_given;
  result.steps = std::move(reading.steps);
  merge_equal_neighbours(result.steps);
  const Tacit tacit = read_tacit(tokens);
  if (tacit.said) {
    used.add(tacit.at, tacit.at + 1);
    result.tacit = true;
    if (!is_whole(result.steps) || !result.count_given) result.steps.clear();
    result.span = used.span(tokens);
    return result;
  }
  const bool has_length = std::any_of(result.steps.begin(), result.steps.end(),
                                      [](const Extension& step) { return step.months > 0; });
  if (!has_length && !tacit.denied && says_none(tokens)) {
    result = {.span = tokens.span(0, tokens.size()),
              .none = true,
              .none_further = speaks_of_further(tokens)};
    return result;
  }
  set_ends(ends_as_dates(tokens), result, used);
  if (was_extended(tokens)) {
    result.steps.clear();
    result.until.clear();
  }
  if (result.steps.empty() && result.until.empty()) {
    result.incomplete = !tacit.denied && speaks_of_extending(tokens);
  } else {
    result.incomplete = !is_whole(result.steps);
  }
  result.span = used.span(tokens);
  return result;
}

bool names_first(const Tokens& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens.is_any(at, {"eerste", "eerst", "eenmaal", "eenmalig"})) return true;
  }
  return false;
}

}  // namespace
}  // namespace grammar

Extensions read_extensions(std::string_view folded) {
  if (const std::optional<PlusTerm> sum = parse_plus(folded)) return sum->extensions;
  return grammar::read(grammar::Tokens(folded));
}

bool continues_extensions(std::string_view folded) {
  const grammar::Tokens tokens(folded);
  // The number of an article or item before the first word is skipped.
  std::size_t at = 0;
  while (tokens[at].kind == grammar::Kind::digits ||
         tokens.is_any(at, {".", ":", "[", "]", "-", "•"}))
    ++at;
  if (tokens.is_any(at, {"dit", "dat", "zulks", "zij"}) &&
      tokens.is_any(at + 1, {"mag", "kan", "is", "geldt", "doet", "doen", "mogen"})) {
    return true;
  }
  if (tokens.phrase_at(at, "een dergelijk verzoek") || tokens.phrase_at(at, "zo een verzoek")) {
    return true;
  }
  const std::size_t pointer = at + (tokens.is(at, "van") ? 1 : 0);
  if (tokens.is_any(pointer, {"deze", "die", "dit", "dat"}) &&
      tokens.is_any(pointer + 1,
                    {"mogelijkheid", "bevoegdheid", "mogelijkheden", "stap", "recht", "optie"})) {
    return true;
  }
  if (tokens.is_any(at, {"maximaal", "hooguit", "telkens", "steeds"})) return true;
  if (tokens.phrase_at(at, "ten hoogste") || tokens.phrase_at(at, "elke keer")) return true;
  return grammar::has_extension_word(tokens, at);
}

int option_ordinal(std::string_view folded) {
  const grammar::Tokens tokens(folded);
  std::size_t at = tokens.is_any(0, {"de", "een", "•", "-"}) ? 1 : 0;
  const bool extension = grammar::is_extension_word(tokens, at);
  if (extension && tokens[at + 1].kind == grammar::Kind::digits && tokens[at + 1].value < 10) {
    return static_cast<int>(tokens[at + 1].value);
  }
  // "Optieperiode II"
  for (int number = 1; extension && number <= 4; ++number) {
    constexpr std::array<std::string_view, 4> roman = {"i", "ii", "iii", "iv"};
    if (tokens.is(at + 1, roman[static_cast<std::size_t>(number - 1)])) return number;
  }
  const bool ordinal = tokens[at].word == grammar::Word::ordinal && tokens[at].value < 10;
  const bool digits = tokens[at].kind == grammar::Kind::digits && tokens[at].value < 10 &&
                      tokens.is_any(at + 1, {"e", "ste", "de"}) && tokens[at + 1].glued;
  std::size_t noun = at + (digits ? 2 : 1);
  // "een tweede, laatste verlenging"
  if (tokens.is(noun, ",")) ++noun;
  if (tokens.is_any(noun, {"laatste", "en", "optionele"})) ++noun;
  if (tokens.is_any(noun, {"laatste"})) ++noun;
  if ((!ordinal && !digits) || !grammar::is_extension_word(tokens, noun)) return 0;
  return static_cast<int>(tokens[at].value);
}

Extensions combine(const Extensions& earlier, std::string_view folded) {
  if (earlier.none || earlier.tacit) return earlier;
  // "Zij heeft het recht te verlengen. Van dit recht kan zij tweemaal gebruikmaken, telkens voor …"
  if (earlier.steps.empty() && earlier.until.empty() && earlier.incomplete) {
    // A sentence with a word for extending is read by itself.
    if (grammar::has_extension_word(grammar::Tokens(folded))) return earlier;
    Extensions all = read_extensions(folded);
    all.span = earlier.span;
    return all.count_given && !all.incomplete && !all.steps.empty() ? all : earlier;
  }
  int told = 0;
  for (const Extension& step : earlier.steps) told += step.times;
  if (told > 0 && option_ordinal(folded) == told + 1) {
    // "Een tweede verlenging is mogelijk voor een half jaar."
    const Extensions more = read_extensions(folded);
    if (more.none || more.incomplete || more.steps.empty()) return earlier;
    Extensions result = earlier;
    result.steps.insert(result.steps.end(), more.steps.begin(), more.steps.end());
    grammar::merge_equal_neighbours(result.steps);
    return result;
  }
  if (earlier.steps.size() != 1) return earlier;
  const Extension& step = earlier.steps.front();
  const grammar::Tokens tokens(folded);
  const grammar::Reading next = grammar::read_items(grammar::option_items(tokens));
  if (next.steps.empty()) return earlier;
  Extensions result = earlier;
  const Extension& other = next.steps.front();
  if (step.months > 0 && !earlier.count_given) {
    if (next.steps.size() != 1 || other.months != 0 || other.times == 0) return earlier;
    result.steps.front().times = other.times;
  } else if (step.months == 0) {
    int sum = 0;
    for (const Extension& part : next.steps) sum += part.times;
    const bool lengths = std::all_of(next.steps.begin(), next.steps.end(),
                                     [](const Extension& part) { return part.months > 0; });
    if (!lengths) return earlier;
    // "Een verlenging duurt een jaar" tells of any of them; "de eerste verlenging" of one.
    const bool of_any = !next.count_given || (other.times == 1 && !grammar::names_first(tokens));
    if (next.steps.size() == 1 && of_any) {
      result.steps.front().months = other.months;
    } else if (sum == step.times) {
      result.steps = next.steps;
    } else {
      return earlier;
    }
  } else {
    return earlier;
  }
  grammar::merge_equal_neighbours(result.steps);
  result.count_given = true;
  result.incomplete = !grammar::is_whole(result.steps);
  return result;
}

Extensions merged(Extensions extensions) {
  grammar::merge_equal_neighbours(extensions.steps);
  return extensions;
}

Extensions resolve_until(const Extensions& extensions, const Date& base_end) {
  if (extensions.until.empty() || !extensions.steps.empty()) return extensions;
  Extensions result = extensions;
  Date end = base_end;
  for (const Date& until : extensions.until) {
    const int months = months_between(add_days(end, 1), until);
    if (months == 0) {
      result.steps.clear();
      result.incomplete = true;
      return result;
    }
    result.steps.push_back({.times = 1, .months = months});
    end = until;
  }
  grammar::merge_equal_neighbours(result.steps);
  result.until.clear();
  result.count_given = true;
  return result;
}

std::string to_string(const Extensions& extensions) {
  if (extensions.tacit) return "stilzwijgend";
  if (extensions.none) return "0x0";
  if (extensions.incomplete || !extensions.until.empty()) return {};
  std::string text;
  for (const Extension& step : extensions.steps) {
    if (!text.empty()) text += '+';
    text += std::to_string(step.times) + "x" + std::to_string(step.months);
  }
  return text;
}

}  // namespace inkoopmonitor::classify
