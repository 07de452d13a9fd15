// Term of a record: start, end, length and options. A document gives any two of the first three, or
// one and a date from which another follows; what is computed says so and carries the evidence of
// what it was computed from. A length that only says what base term and options come to is no base
// term, and an end that lies where the options end is not the end of the base term.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

std::optional<Date> date_of(const Value& value) {
  return value.outcome == Outcome::value ? from_iso(value.value) : std::nullopt;
}

Value derived(const std::string& variable, const std::string& text, const std::string& rule,
              std::initializer_list<const Value*> from) {
  Value value;
  value.variable = variable;
  value.value = text;
  value.outcome = Outcome::value;
  value.rule = "derived:" + rule;
  value.confidence = 0.98;
  for (const Value* source : from) {
    value.confidence = std::min(value.confidence, source->confidence);
    for (const Evidence& evidence : source->evidence) {
      if (value.evidence.empty() || evidence.page != 0) value.evidence.push_back(evidence);
      break;
    }
  }
  return value;
}

// The mentions of a record by what they are about; those of slot `period` give start and end.
struct TermMentions {
  std::vector<Mention> start, end, length, options, total;
};

// "Perceel 2 begint op dezelfde datum": the date that was said last before.
void fill_same_date(const Coded& coded, Mention& mention) {
  constexpr std::size_t units_back = 8;
  for (std::size_t index = coded.mentions.size(); index-- > 0;) {
    const Mention& other = coded.mentions[index];
    const bool before =
        other.unit < mention.unit || (other.unit == mention.unit && other.begin < mention.begin);
    if (!before || other.unit + units_back < mention.unit || !other.rejected.empty()) continue;
    const bool period = other.rule->slot == Slot::period;
    if (!period && (other.rule->variable != "ingangsdatum" || other.rule->slot != Slot::date))
      continue;
    mention.value = other.value.substr(0, other.value.find('/'));
    return;
  }
  mention.value.clear();
}

// Adds a mention, unless the same unit says the same already: two rules about one sentence are one
// voice.
void add(std::vector<Mention>& mentions, Mention mention) {
  for (Mention& known : mentions) {
    if (known.unit != mention.unit || known.value != mention.value) continue;
    if (mention.weight > known.weight) known = std::move(mention);
    return;
  }
  mentions.push_back(std::move(mention));
}

TermMentions collect(const Coded& coded, const std::vector<std::size_t>& use) {
  TermMentions terms;
  for (const std::size_t index : use) {
    const Mention& mention = coded.mentions[index];
    const std::string& variable = mention.rule->variable;
    if (mention.rule->slot == Slot::period) {
      const std::size_t slash = mention.value.find('/');
      Mention from = mention, to = mention;
      from.value = mention.value.substr(0, slash);
      to.value = mention.value.substr(slash + 1);
      add(terms.start, std::move(from));
      add(terms.end, std::move(to));
    } else if (variable == "ingangsdatum") {
      Mention start = mention;
      if (start.rule->slot == Slot::none) fill_same_date(coded, start);
      if (!start.value.empty()) add(terms.start, std::move(start));
    } else if (variable == "einddatum") {
      add(terms.end, mention);
    } else if (variable == "looptijd") {
      add(terms.length, mention);
    } else if (variable == "verlenging") {
      add(terms.options, mention);
    } else if (variable == "looptijd_max") {
      add(terms.total, mention);
    }
  }
  return terms;
}

std::vector<const Mention*> pointers(const std::vector<Mention>& mentions) {
  std::vector<const Mention*> result;
  for (const Mention& mention : mentions) result.push_back(&mention);
  return result;
}

// Options that were given as dates need the end of the base term.
void resolve_dates(std::vector<Mention>& options, const std::optional<Date>& end) {
  for (Mention& option : options) {
    if (option.extensions.until.empty() || !end) continue;
    option.extensions = resolve_until(option.extensions, *end);
    option.value = to_string(option.extensions);
  }
  std::erase_if(options, [](const Mention& option) { return option.value.empty(); });
}

int option_months(const std::string& options) {
  int total = 0;
  std::size_t at = 0;
  while (at < options.size()) {
    int times = 0, months = 0;
    if (std::sscanf(options.c_str() + at, "%dx%d", &times, &months) == 2) total += times * months;
    const std::size_t plus = options.find('+', at);
    if (plus == std::string::npos) break;
    at = plus + 1;
  }
  return total;
}

// Where a length is said that another length and options come to, it is their total.
void drop_totals(const std::vector<Mention>& options, std::vector<Mention>& lengths) {
  std::set<int> said, added;
  for (const Mention& mention : lengths) said.insert(std::atoi(mention.value.c_str()));
  for (const Mention& mention : options) added.insert(option_months(mention.value));
  added.erase(0);
  std::erase_if(lengths, [&](const Mention& mention) {
    const int months = std::atoi(mention.value.c_str());
    return std::any_of(added.begin(), added.end(),
                       [&](int more) { return months > more && said.contains(months - more); });
  });
}

// How long an option lasts is said once more without how many there are: "De optieduur van
// anderhalf jaar" beside two options of that length.
void drop_uncounted(std::vector<Mention>& options) {
  std::set<int> counted;
  for (const Mention& mention : options) {
    const Extensions& said = mention.extensions;
    if (said.count_given && said.steps.size() == 1) counted.insert(said.steps.front().months);
  }
  std::erase_if(options, [&](const Mention& mention) {
    const Extensions& said = mention.extensions;
    return !said.count_given && said.steps.size() == 1 &&
           counted.contains(said.steps.front().months);
  });
}

// Of a frame and the call-off under it the latter is the arrangement with a term.
void drop_frame(const Coded& coded, TermMentions& terms) {
  const auto says = [&](const Mention& mention, std::initializer_list<const char*> words) {
    const std::string& text = coded.text.units[mention.unit].folded;
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return text.find(word) != std::string::npos; });
  };
  const auto of_call_off = [&](const Mention& mention) {
    return says(mention, {"deelovereenkomst", "deelcontract"});
  };
  const bool called_off = std::any_of(terms.start.begin(), terms.start.end(), of_call_off) ||
                          std::any_of(terms.length.begin(), terms.length.end(), of_call_off);
  if (!called_off) return;
  for (std::vector<Mention>* mentions : {&terms.length, &terms.end, &terms.options}) {
    std::erase_if(*mentions, [&](const Mention& mention) {
      return says(mention, {"basisovereenkomst", "basiscontract"}) && !of_call_off(mention);
    });
  }
}

// An end that lies before the start is another contract's, and so is all else that its sentence
// says.
void drop_ended(const Date& start, TermMentions& terms) {
  std::set<std::size_t> units;
  for (const Mention& mention : terms.end) {
    const auto end = from_iso(mention.value);
    if (!end || compare_days(*end, start) <= 0) units.insert(mention.unit);
  }
  const auto ended = [&](const Mention& mention) { return units.contains(mention.unit); };
  std::erase_if(terms.end, ended);
  std::erase_if(terms.length, ended);
  std::erase_if(terms.options, ended);
}

// Shorter ones lie between dates of a procedure, not of a contract.
constexpr int term_months_min = 2;

// Whether two values stand within some words of each other.
bool told_together(const Value& left, const Value& right) {
  constexpr std::uint32_t near = 8;
  const Evidence& a = left.evidence.front();
  const Evidence& b = right.evidence.front();
  const std::uint32_t from = std::min(a.last_word, b.last_word);
  const std::uint32_t to = std::max(a.first_word, b.first_word);
  return a.page != 0 && a.page == b.page && (to <= from || to - from <= near);
}

// The end that is given may be the end of the last option; then the base term ends where its length
// says. Start and end that are both firmer than the length give another length.
void settle_end(TermValues& term) {
  const std::optional<Date> start = date_of(term.ingangsdatum), end = date_of(term.einddatum);
  const int months =
      term.looptijd.outcome == Outcome::value ? std::atoi(term.looptijd.value.c_str()) : 0;
  if (!start || !end || months == 0) return;
  const int given = months_between(*start, *end);
  if (given == months) return;
  const bool after_options = term.verlenging.outcome == Outcome::value &&
                             given == months + option_months(term.verlenging.value);
  // A length that is told as firmly as the end is of this contract; an end may be of anything.
  constexpr double margin = 0.05;
  const double dates = std::min(term.ingangsdatum.confidence, term.einddatum.confidence);
  // Start and end in one breath are of one contract; a length elsewhere may be of anything.
  constexpr int half_a_year = 6;
  const bool firmer = given >= half_a_year && told_together(term.ingangsdatum, term.einddatum)
                          ? dates + 2 * margin >= term.looptijd.confidence
                          : dates >= term.looptijd.confidence + margin;
  if (!after_options && given >= term_months_min && firmer) {
    std::vector<Rival> rivals = term.looptijd.rivals;
    rivals.push_back({term.looptijd.value, term.looptijd.confidence, term.looptijd.rule,
                      "does not fit start and end", term.looptijd.evidence.front()});
    term.looptijd = derived("looptijd", std::to_string(given), "start_end",
                            {&term.ingangsdatum, &term.einddatum});
    term.looptijd.rivals = std::move(rivals);
    return;
  }
  if (!after_options && term.einddatum.confidence >= term.looptijd.confidence + margin) return;
  std::vector<Rival> rivals = term.einddatum.rivals;
  rivals.push_back({term.einddatum.value, term.einddatum.confidence, term.einddatum.rule,
                    after_options ? "end of the last option" : "does not fit start and length",
                    term.einddatum.evidence.front()});
  term.einddatum = derived("einddatum", to_iso(last_day(*start, months)), "start_term",
                           {&term.ingangsdatum, &term.looptijd});
  term.einddatum.rivals = std::move(rivals);
}

// How long each of an unsaid number of options lasts: `telkens met een jaar`, `jaarlijks`; 0 where
// it is not said.
int step_of(const Coded& coded, const Mention& option) {
  const std::vector<Extension>& steps = option.extensions.steps;
  if (steps.size() == 1 && steps.front().times == 0) return steps.front().months;
  if (!steps.empty() || !option.extensions.until.empty()) return 0;
  static const re2::RE2 by_year(
      "\\b(?:jaarlijks|jaarlijkse stappen|per (?:kalender)?jaar|(?:in|met) stappen van (?:een|1) "
      "jaar|"
      "(?:ieder|elk) jaar opnieuw)\\b");
  constexpr int year = 12;
  return re2::RE2::PartialMatch(coded.text.units[option.unit].folded, by_year) ? year : 0;
}

// `Telkens met een jaar te verlengen tot een maximale looptijd van vijf jaar`, where the base term
// is known: the number of options follows.
void count_steps(const Coded& coded, const std::vector<Mention>& totals, TermValues& term) {
  const bool asked = term.verlenging.outcome == Outcome::absent &&
                     term.looptijd.outcome == Outcome::value &&
                     term.looptijd_max.outcome == Outcome::value;
  const int more =
      asked ? std::atoi(term.looptijd_max.value.c_str()) - std::atoi(term.looptijd.value.c_str())
            : 0;
  if (more <= 0 || term.looptijd.value == "onbepaald") return;
  const auto is_beside_total = [&](const Mention& option) {
    return std::any_of(totals.begin(), totals.end(), [&](const Mention& total) {
      return total.value == term.looptijd_max.value && total.percelen == option.percelen &&
             std::max(total.unit, option.unit) - std::min(total.unit, option.unit) <= 1;
    });
  };
  std::map<int, const Mention*> steps;
  for (const Mention& option : coded.mentions) {
    if (option.rule->variable != "verlenging" || option.rejected != "incomplete" ||
        option.time == Time::earlier || !is_beside_total(option))
      continue;
    const int months = step_of(coded, option);
    if (months > 0) steps.try_emplace(months, &option);
  }
  if (steps.size() != 1) return;
  const auto& [months, option] = *steps.begin();
  if (more % months != 0) return;
  const Unit& unit = coded.text.units[option->unit];
  Value said;
  said.confidence = option->weight;
  said.evidence = {evidence_of(coded.document, unit, option->begin, option->end)};
  term.verlenging =
      derived("verlenging", std::to_string(more / months) + "x" + std::to_string(months), "steps",
              {&said, &term.looptijd_max, &term.looptijd});
}

bool is_beside(const Mention& option, const std::vector<Mention>& others) {
  return std::any_of(others.begin(), others.end(), [&](const Mention& other) {
    return other.percelen == option.percelen &&
           std::max(other.unit, option.unit) - std::min(other.unit, option.unit) <= 1;
  });
}

// `Telkens met een jaar te verlengen, uiterlijk tot 31 december 2025`: the months from the end of
// the base term to that day; 0 where there is none.
int months_until(const Unit& unit, const Date& end) {
  static const re2::RE2 last(
      "(?:uiterlijk|maximaal|ten hoogste|hoogstens|ten langste) (?:tot (?:en met )?)?\\{a(\\d+)\\}|"
      "tot (?:en met )?(?:uiterlijk|maximaal|ten hoogste|hoogstens) \\{a(\\d+)\\}");
  std::string first, second;
  if (!re2::RE2::PartialMatch(unit.slots.text, last, &first, &second)) return 0;
  const std::size_t number = std::strtoul((first + second).c_str(), nullptr, 10);
  if (number >= unit.slots.dates.size()) return 0;
  Date until = unit.slots.dates[number];
  if (until.day == 1) until = add_days(until, -1);
  return std::max(months_between(add_days(end, 1), until), 0);
}

// `Met eenzelfde periode te verlengen`: how many times.
int times_repeated(const Unit& unit) {
  static const re2::RE2 same(
      "\\b(?:eenzelfde|dezelfde|gelijke|hetzelfde) (?:periode|termijn|duur|looptijd|tijdvak)\\b");
  static const re2::RE2 often("\\b(een|twee|drie|[1-3])(?: ?maal| keer)\\b");
  if (!re2::RE2::PartialMatch(unit.folded, same)) return 0;
  std::string count;
  if (!re2::RE2::PartialMatch(unit.folded, often, &count)) return 1;
  return parse_number(count).value_or(1);
}

// Options whose number, or whose length, follows from what is said of the term beside them.
void complete_options(const Coded& coded, const TermMentions& terms, const std::optional<Date>& end,
                      TermValues& term) {
  if (term.verlenging.outcome != Outcome::absent || term.looptijd.value == "onbepaald") return;
  const int base =
      term.looptijd.outcome == Outcome::value ? std::atoi(term.looptijd.value.c_str()) : 0;
  for (const Mention& option : coded.mentions) {
    if (option.rule->variable != "verlenging" || option.rejected != "incomplete" ||
        option.time == Time::earlier ||
        !(is_beside(option, terms.length) || is_beside(option, terms.end)))
      continue;
    const Unit& unit = coded.text.units[option.unit];
    const int step = step_of(coded, option), more = step > 0 && end ? months_until(unit, *end) : 0;
    const int repeated = base > 0 ? times_repeated(unit) : 0;
    std::string value;
    if (more > 0 && more % step == 0)
      value = std::to_string(more / step) + "x" + std::to_string(step);
    else if (repeated > 0)
      value = std::to_string(repeated) + "x" + std::to_string(base);
    else
      continue;
    Value said;
    said.confidence = option.weight;
    said.evidence = {evidence_of(coded.document, unit, option.begin, option.end)};
    const Value& other = more > 0 ? term.einddatum : term.looptijd;
    const std::string rule = more > 0 ? "until" : "same_length";
    term.verlenging = other.outcome == Outcome::value
                          ? derived("verlenging", value, rule, {&said, &other})
                          : derived("verlenging", value, rule, {&said});
    return;
  }
}

}  // namespace

void derive_missing(TermValues& term) {
  const std::optional<Date> start = date_of(term.ingangsdatum), end = date_of(term.einddatum);
  const bool length_known = term.looptijd.outcome == Outcome::value;
  const int months = length_known ? std::atoi(term.looptijd.value.c_str()) : 0;
  // Two dates give a term that is not stated; they do not settle a contradiction.
  const bool contradictory = term.looptijd.outcome == Outcome::contradictory;
  const int between = start && end ? months_between(*start, *end) : 0;
  if (!length_known && !contradictory && between >= term_months_min) {
    term.looptijd = derived("looptijd", std::to_string(between), "start_end",
                            {&term.ingangsdatum, &term.einddatum});
  } else if (!end && start && months > 0) {
    term.einddatum = derived("einddatum", to_iso(last_day(*start, months)), "start_term",
                             {&term.ingangsdatum, &term.looptijd});
  } else if (!start && end && months > 0) {
    const Date begin = add_months(add_days(*end, 1), -months);
    term.ingangsdatum =
        derived("ingangsdatum", to_iso(begin), "end_term", {&term.einddatum, &term.looptijd});
  }
  if (term.looptijd.outcome != Outcome::value) return;
  if (term.looptijd.value == "onbepaald") {
    term.looptijd_max = derived("looptijd_max", "onbepaald", "term", {&term.looptijd});
  } else if (term.verlenging.outcome == Outcome::value && term.verlenging.value != "stilzwijgend") {
    const int total = std::atoi(term.looptijd.value.c_str()) + option_months(term.verlenging.value);
    term.looptijd_max = derived("looptijd_max", std::to_string(total), "term_options",
                                {&term.looptijd, &term.verlenging});
  }
}

TermValues find_term(const Coded& coded, const std::vector<std::size_t>& use) {
  TermMentions terms = collect(coded, use);
  TermValues term;
  drop_frame(coded, terms);
  drop_uncounted(terms.options);
  drop_totals(terms.options, terms.length);
  term.ingangsdatum = elect(coded, "ingangsdatum", pointers(terms.start));
  if (const auto start = date_of(term.ingangsdatum)) drop_ended(*start, terms);
  term.einddatum = elect(coded, "einddatum", pointers(terms.end));
  term.looptijd = elect(coded, "looptijd", pointers(terms.length));
  const auto start = date_of(term.ingangsdatum);
  auto end = date_of(term.einddatum);
  if (!end && start && term.looptijd.outcome == Outcome::value &&
      term.looptijd.value != "onbepaald")
    end = last_day(*start, std::atoi(term.looptijd.value.c_str()));
  resolve_dates(terms.options, end);
  term.verlenging = elect(coded, "verlenging", pointers(terms.options));
  term.looptijd_max = elect(coded, "looptijd_max", pointers(terms.total));
  count_steps(coded, terms.total, term);
  complete_options(coded, terms, end, term);
  settle_end(term);
  derive_missing(term);
  return term;
}

}  // namespace inkoopmonitor::classify
