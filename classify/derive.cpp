// The codebook's tables at work. Three forms, in this order: maps (one variable gives another),
// decision tables (the first row that holds), scales (a place between 0 and 1). All of them are
// data, so that a later typology needs no program. A table whose conditions nobody stated derives
// nothing: a model that is guessed would look the same as one that was read.
#include "classify/derive.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace inkoopmonitor::classify {
namespace {

constexpr std::string_view derived_mark = "derived:";
constexpr std::string_view keep_stated = "*";  // as a row's value

std::optional<int> integer(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

// `4`, `3-6`, `-5` and `2-`; -1 stands for an open side. Nothing for what is no number.
struct Range {
  int low = -1, high = -1;
};
std::optional<Range> range_of(const std::string& value) {
  if (const auto one = value.starts_with('-') ? std::nullopt : integer(value))
    return Range{*one, *one};
  const std::size_t dash = value.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const auto low = integer(std::string_view(value).substr(0, dash));
  const auto high = integer(std::string_view(value).substr(dash + 1));
  if ((!low && dash > 0) || (!high && dash + 1 < value.size()) || (!low && !high))
    return std::nullopt;
  return Range{low.value_or(-1), high.value_or(-1)};
}

struct Comparison {
  bool above = false;  // `>`; else `<=`
  int limit = 0;
};
std::optional<Comparison> comparison_of(std::string_view test) {
  const bool above = test.starts_with(">");
  if (!above && !test.starts_with("<=")) return std::nullopt;
  const auto limit = integer(test.substr(above ? 1 : 2));
  if (!limit) return std::nullopt;
  return Comparison{above, *limit};
}

std::size_t elements(const std::string& value) {
  if (value.empty()) return 0;
  return 1 + static_cast<std::size_t>(std::count_if(
                 value.begin(), value.end(), [](char sign) { return sign == '|' || sign == '+'; }));
}

Value* find(Record& record, const std::string& variable) {
  for (Value& value : record.values) {
    if (value.variable == variable) return &value;
  }
  return nullptr;
}

// The value that may be derived; nothing where a reviewer decided it.
Value* target_of(Record& record, const std::string& variable) {
  Value* value = find(record, variable);
  return value != nullptr && value->rule.starts_with(decision_mark) ? nullptr : value;
}

// A value that follows from `sources`, with the first evidence of each.
Value follows(const std::string& variable, const std::string& text, const std::string& rule,
              const std::vector<const Value*>& sources) {
  Value value{.variable = variable, .value = text, .outcome = Outcome::value, .confidence = 0.98};
  value.rule = std::string(derived_mark) + rule;
  for (const Value* source : sources) {
    value.confidence = std::min(value.confidence, source->confidence);
    const bool known =
        source->evidence.empty() || std::find(value.evidence.begin(), value.evidence.end(),
                                              source->evidence.front()) != value.evidence.end();
    if (!known) value.evidence.push_back(source->evidence.front());
  }
  if (value.evidence.empty()) value.evidence = {Evidence{.quote = rule}};
  return value;
}

void apply_map(Record& record, const Derivation& derivation) {
  Value* target = target_of(record, derivation.variable);
  const Value* source = find(record, derivation.from);
  if (target == nullptr || source == nullptr) return;
  // What it was derived from was taken away by a reviewer.
  const bool follows_from_it = target->rule == std::string(derived_mark) + derivation.from;
  if (source->outcome != Outcome::value && follows_from_it)
    *target = Value{.variable = derivation.variable, .rivals = target->rivals};
  if (source->outcome != Outcome::value) return;
  const auto mapped = derivation.map.find(source->value);
  if (mapped == derivation.map.end()) return;
  if (target->outcome == Outcome::value && target->value == mapped->second) return;
  // Stated and derived differ: the surer one stays.
  if (target->outcome == Outcome::value && target->confidence > source->confidence) return;
  Value value = *source;
  value.variable = derivation.variable;
  value.value = mapped->second;
  value.rule = std::string(derived_mark) + derivation.from;
  value.rivals.clear();
  *target = std::move(value);
}

// What else was named: rivals that lost for the reason the codebook names, in its order of codes.
void apply_rivals(Record& record, const Derivation& derivation,
                  const RuleSet::Implementation& rules) {
  Value* target = target_of(record, derivation.variable);
  const Value* source = find(record, derivation.from);
  if (target == nullptr || source == nullptr || source->outcome != Outcome::value) return;
  Value value{.variable = derivation.variable, .outcome = Outcome::value};
  value.confidence = source->confidence;
  value.rule = std::string(derived_mark) + derivation.from;
  for (const auto& code : rules.entry(derivation.from)->variable.codes) {
    for (const Rival& rival : source->rivals) {
      if (rival.value != code.value || rival.reason != derivation.rivals) continue;
      value.value += (value.value.empty() ? "" : "|") + rival.value;
      value.confidence = std::min(value.confidence, rival.weight);
      value.evidence.push_back(rival.evidence);
      break;
    }
  }
  if (!value.value.empty()) *target = std::move(value);
}

bool row_holds(const DecisionRow& row, const Record& record) {
  return std::all_of(row.conditions.begin(), row.conditions.end(), [&](const auto& condition) {
    return holds(condition.second, record.text_of(condition.first));
  });
}

void apply_decision(Record& record, const Decision& decision) {
  Value* target = target_of(record, decision.variable);
  if (target == nullptr) return;
  for (std::size_t index = 0; index < decision.rows.size(); ++index) {
    const DecisionRow& row = decision.rows[index];
    if (!row_holds(row, record)) continue;
    if (row.value == keep_stated) return;
    if (row.value.empty()) {
      *target = Value{.variable = decision.variable, .rivals = target->rivals};
      return;
    }
    std::vector<const Value*> sources;
    for (const auto& [variable, test] : row.conditions) {
      const Value* source = record.find(variable);
      if (source != nullptr && source->outcome == Outcome::value) sources.push_back(source);
    }
    const std::string rule = decision.variable + ", row " + std::to_string(index + 1);
    Value value = follows(decision.variable, row.value, rule, sources);
    value.confidence *= row.certainty;
    value.rivals = target->rivals;
    *target = std::move(value);
    return;
  }
}

void apply_scale(Record& record, const Scale& scale) {
  Value* target = target_of(record, scale.variable);
  if (target == nullptr) return;
  double sum = 0, weight = 0;
  std::vector<const Value*> sources;
  for (const Scale::Part& part : scale.parts) {
    const std::string text = record.text_of(part.variable);
    const auto point = std::find_if(part.points.begin(), part.points.end(), [&](const auto& one) {
      return !text.empty() && holds(one.first, text);
    });
    const bool known = point != part.points.end();
    if (!known && &part == &scale.parts.front()) return;
    if (!known) continue;
    sum += part.weight * point->second;
    weight += part.weight;
    sources.push_back(record.find(part.variable));
  }
  if (weight <= 0) return;
  *target = follows(scale.variable, fmt::format("{:.2f}", sum / weight), scale.variable, sources);
}

}  // namespace

bool is_test(const std::string& test) {
  if (test.starts_with('#')) {
    const std::string_view rest = std::string_view(test).substr(1);
    return integer(rest).has_value() || comparison_of(rest).has_value();
  }
  const bool compares = test.starts_with('<') || test.starts_with('>');
  return !compares || comparison_of(test).has_value();
}

std::vector<std::string> codes_of_test(const std::string& test) {
  std::vector<std::string> codes;
  if (test.empty() || test == "*" || test == "=" || test == "-" ||
      std::string_view("#<>").find(test[0]) != std::string::npos)
    return codes;
  std::size_t begin = test[0] == '!' ? 1 : 0;
  while (begin <= test.size()) {
    const std::size_t end = std::min(test.find('|', begin), test.size());
    codes.push_back(test.substr(begin, end - begin));
    begin = end + 1;
  }
  return codes;
}

bool holds(const std::string& test, const std::string& value) {
  if (test == "*") return !value.empty();
  if (test.empty()) return value.empty();
  if (test == "=" || test == "-") {
    const std::optional<Range> range = range_of(value);
    return range && range->high >= 0 && (range->low == range->high) == (test == "=");
  }
  if (test[0] == '#') {
    const std::string_view rest = std::string_view(test).substr(1);
    const auto number = static_cast<int>(elements(value));
    if (const auto exact = integer(rest)) return number == *exact;
    const auto limit = comparison_of(rest);
    return limit && number > 0 && (number > limit->limit) == limit->above;
  }
  if (const auto limit = comparison_of(test)) {
    const std::optional<Range> range = range_of(value);
    if (!range) return false;
    if (!limit->above) return range->high >= 0 && range->high <= limit->limit;
    return (range->high >= 0 ? range->high : range->low) > limit->limit;
  }
  const std::vector<std::string> codes = codes_of_test(test);
  const bool named = std::find(codes.begin(), codes.end(), value) != codes.end();
  return test[0] == '!' ? !named : named;
}

void derive(Record& record, const RuleSet::Implementation& rules) {
  std::vector<Value> earlier;
  for (const Decision& decision : rules.decisions) {
    Value* target = target_of(record, decision.variable);
    if (target == nullptr || !target->rule.starts_with(derived_mark)) continue;
    earlier.push_back(*target);
    *target = Value{.variable = decision.variable, .rivals = target->rivals};
  }
  for (const Derivation& derivation : rules.derivations) {
    if (derivation.rivals.empty())
      apply_map(record, derivation);
    else
      apply_rivals(record, derivation, rules);
  }
  for (const Decision& decision : rules.decisions) {
    apply_decision(record, decision);
    Value* target = target_of(record, decision.variable);
    if (target == nullptr || target->outcome == Outcome::value) continue;
    for (const Value& value : earlier) {
      if (value.variable == decision.variable) *target = value;
    }
  }
  for (const Scale& scale : rules.scales) apply_scale(record, scale);
}

}  // namespace inkoopmonitor::classify
