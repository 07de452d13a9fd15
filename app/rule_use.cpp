// A rule overlaps wholly with another when each of its places was found by that one too: the same
// variable, the same value, words in common. Of two that find just the same, the one with less
// weight is named, or of equals the later.
#include "app/rule_use.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

using classify::Evidence;
using classify::Outcome;
using classify::Seen;
using classify::Trace;
using classify::Value;

bool share_words(const Evidence& left, const Evidence& right) {
  return left.page == right.page && left.first_word <= right.last_word &&
         right.first_word <= left.last_word;
}

std::set<std::string> elements_of(const Value& value) {
  std::set<std::string> elements;
  const char between = value.variable == "domein" ? '+' : '|';
  for (std::size_t at = 0; at <= value.value.size();) {
    const std::size_t end = std::min(value.value.find(between, at), value.value.size());
    elements.insert(value.value.substr(at, end - at));
    at = end + 1;
  }
  return elements;
}

bool rests_on(const Value& value, const Seen& seen) {
  return std::any_of(value.evidence.begin(), value.evidence.end(), [&](const Evidence& evidence) {
    return evidence == seen.proof || evidence == seen.evidence;
  });
}

// What each rule gave to a value: itself, or of a list the elements that rest on its words.
std::set<std::pair<std::string, std::string>> givers(const Value& value, const Trace& trace) {
  const std::set<std::string> elements = elements_of(value);
  std::set<std::pair<std::string, std::string>> result;
  if (value.outcome != Outcome::value) return result;
  if (elements.size() > 1) {
    for (const Seen& seen : trace.seen) {
      const bool gives = seen.variable == value.variable && elements.contains(seen.value) &&
                         seen.rejected.empty() && rests_on(value, seen);
      if (gives) result.emplace(seen.rule, seen.value);
    }
  }
  if (result.empty()) result.emplace(value.rule, value.value);
  return result;
}

// Did what was seen become a value, or a part of one?
bool agrees(const Seen& seen, const classify::Coding& coding) {
  if (!seen.rejected.empty()) return false;
  for (const classify::Record& record : coding.records) {
    for (const Value& value : record.values) {
      if (value.outcome != Outcome::value) continue;
      const bool same = value.variable == seen.variable && elements_of(value).contains(seen.value);
      if (same || (value.rule == seen.rule && rests_on(value, seen))) return true;
    }
  }
  return false;
}

std::size_t part_of(std::size_t count, std::size_t of) {
  return of == 0 ? 0 : 100 * count / of;
}

}  // namespace

void RuleUses::add(const Trace& trace) {
  ++traces_;
  using Found = std::tuple<std::string, std::string, std::uint32_t>;
  std::map<Found, std::vector<const Seen*>> places;
  std::set<std::string> rules;
  for (const Seen& seen : trace.seen) {
    places[{seen.variable, seen.value, seen.evidence.page}].push_back(&seen);
    RuleUse& use = uses_[seen.rule];
    use.documents += rules.insert(seen.rule).second;
    ++use.fired;
    use.rejected += !seen.rejected.empty();
    use.agreed += agrees(seen, trace.coding);
  }
  for (const auto& [found, group] : places) {
    for (const Seen* seen : group) {
      std::set<std::string> others;
      for (const Seen* other : group) {
        const bool shared = other->rule != seen->rule && other->rejected == seen->rejected &&
                            share_words(other->evidence, seen->evidence);
        if (shared && others.insert(other->rule).second) ++uses_[seen->rule].shared[other->rule];
      }
    }
  }
  for (const classify::Record& record : trace.coding.records)
    for (const Value& value : record.values)
      for (const auto& [rule, element] : givers(value, trace)) ++uses_[rule].won;
}

void RuleUses::judge(const Trace& trace, const std::vector<reports::Judgement>& judgements) {
  for (const reports::Judgement& judgement : judgements) {
    for (const classify::Record& record : trace.coding.records) {
      const Value* value = record.find(judgement.variable);
      if (record.number != judgement.record || value == nullptr) continue;
      for (const auto& [rule, element] : givers(*value, trace)) {
        RuleUse& use = uses_[rule];
        ++(judgement.wanted.contains(element) ? use.right : use.wrong);
      }
    }
  }
}

const RuleUse& RuleUses::of(const std::string& rule) const {
  static const RuleUse none;
  const auto found = uses_.find(rule);
  return found == uses_.end() ? none : found->second;
}

std::vector<std::string> RuleUses::names() const {
  std::vector<std::string> names;
  for (const auto& [name, use] : uses_) names.push_back(name);
  return names;
}

std::vector<Remark> remarks_on(const std::vector<classify::RuleFacts>& rules, const RuleUses& uses,
                               bool with_codings) {
  std::map<std::string, std::size_t> order;
  for (std::size_t index = 0; index < rules.size(); ++index) order[rules[index].name] = index;
  std::vector<Remark> remarks;
  for (std::size_t index = 0; index < rules.size(); ++index) {
    const classify::RuleFacts& rule = rules[index];
    const RuleUse& use = uses.of(rule.name);
    const auto add = [&](Remark::Kind kind, const std::string& about) {
      remarks.push_back({kind, rule.file, rule.name, about});
    };
    if (rule.examples == 0) add(Remark::Kind::no_example, "it has no example that it must find");
    if (use.fired == 0) {
      add(Remark::Kind::never_fires, "it found nothing");
      continue;
    }
    if (with_codings && use.agreed == 0)
      add(Remark::Kind::always_loses,
          fmt::format("of {} {} may not count, and none says what became a value",
                      counted(use.fired, "place", "places"), use.rejected));
    for (const auto& [other, count] : use.shared) {
      if (count < use.fired) continue;
      const classify::RuleFacts& winner = rules[order.at(other)];
      const bool mutual = uses.of(other).shared.contains(rule.name) &&
                          uses.of(other).shared.at(rule.name) == uses.of(other).fired;
      const bool lesser =
          rule.weight < winner.weight || (rule.weight == winner.weight && index > order.at(other));
      if (mutual && !lesser) continue;
      add(Remark::Kind::overlaps,
          fmt::format("weight {:.2f}; {} (weight {:.2f}) found each of its {} too, {}% of its own",
                      rule.weight, other, winner.weight, counted(use.fired, "place", "places"),
                      part_of(use.fired, uses.of(other).fired)));
      break;
    }
  }
  return remarks;
}

}  // namespace inkoopmonitor::app
