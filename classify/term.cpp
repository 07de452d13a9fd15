// Term of a record: start, end, length and options. A document gives any two of the first three, or
// one and a date from which another follows; what is computed says so and carries the evidence of
// what it was computed from.
#include <algorithm>
#include <cstdlib>
#include <map>

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

// Splits mentions of slot `period` into mentions of start and end.
struct TermMentions {
  std::vector<Mention> start, end, length, options;
};

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
      terms.start.push_back(std::move(from));
      terms.end.push_back(std::move(to));
    } else if (variable == "ingangsdatum") {
      terms.start.push_back(mention);
    } else if (variable == "einddatum") {
      terms.end.push_back(mention);
    } else if (variable == "looptijd") {
      terms.length.push_back(mention);
    } else if (variable == "verlenging") {
      terms.options.push_back(mention);
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

}  // namespace

void derive_missing(TermValues& term) {
  const std::optional<Date> start = date_of(term.ingangsdatum), end = date_of(term.einddatum);
  const bool length_known = term.looptijd.outcome == Outcome::value;
  const int months = length_known ? std::atoi(term.looptijd.value.c_str()) : 0;
  // Two dates give a term that is not stated; they do not settle a contradiction.
  const bool contradictory = term.looptijd.outcome == Outcome::contradictory;
  if (!length_known && !contradictory && start && end && compare_days(*start, *end) < 0) {
    term.looptijd = derived("looptijd", std::to_string(months_between(*start, *end)), "start_end",
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
  term.ingangsdatum = elect(coded, "ingangsdatum", pointers(terms.start));
  // An end that lies before the start is another contract's.
  if (const auto start = date_of(term.ingangsdatum)) {
    std::erase_if(terms.end, [&](const Mention& mention) {
      const auto end = from_iso(mention.value);
      return !end || compare_days(*end, *start) <= 0;
    });
  }
  term.einddatum = elect(coded, "einddatum", pointers(terms.end));
  term.looptijd = elect(coded, "looptijd", pointers(terms.length));
  const auto start = date_of(term.ingangsdatum);
  auto end = date_of(term.einddatum);
  if (!end && start && term.looptijd.outcome == Outcome::value &&
      term.looptijd.value != "onbepaald")
    end = last_day(*start, std::atoi(term.looptijd.value.c_str()));
  resolve_dates(terms.options, end);
  term.verlenging = elect(coded, "verlenging", pointers(terms.options));
  term.looptijd_max = absent(coded, "looptijd_max");
  derive_missing(term);
  return term;
}

}  // namespace inkoopmonitor::classify
