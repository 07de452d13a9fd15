// Which value wins. Mentions of one value count together, though never for certain; a value that
// stands alone with much weight beats one that is often hinted at. Two numbers that are said
// equally firmly are a contradiction and no value: a wrong value is worse than a missing one.
#include <algorithm>
#include <map>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

// A value's mentions together: how much they weigh, and the one that says it best.
struct Candidate {
  std::vector<double> weights;
  const Mention* best = nullptr;
  double score = 0;
};
using Candidates = std::map<std::string, Candidate>;

// Mentions that say the same count for more than one, but never for certain.
double combined(const std::vector<double>& weights) {
  double doubt = 1, strongest = 0;
  for (const double weight : weights) {
    strongest = std::max(strongest, weight);
    doubt *= 1 - std::clamp(weight, 0.0, 0.98) * 0.5;
  }
  return std::min(0.99, strongest + (1 - strongest) * (1 - doubt) * 0.8);
}

Candidates candidates_of(const Coded& coded, const CodebookEntry& entry,
                         const std::vector<const Mention*>& ballots) {
  Candidates candidates;
  for (const Mention* mention : ballots) {
    if (mention->value.empty()) continue;
    double weight = mention->weight;
    // A name that the text does not choose (a heading, a passing remark) counts less.
    const bool chosen = coded.contexts[mention->unit].has(CueKind::asserted);
    if (entry.resolve == "precedence" && !chosen) weight *= 0.75;
    Candidate& candidate = candidates[mention->value];
    candidate.weights.push_back(weight);
    if (candidate.best == nullptr || mention->weight > candidate.best->weight)
      candidate.best = mention;
  }
  for (auto& [value, candidate] : candidates) candidate.score = combined(candidate.weights);
  return candidates;
}

// Rules of last resort are heard where no other speaks, and only if they agree.
std::vector<const Mention*> heard(const std::vector<const Mention*>& ballots) {
  std::vector<const Mention*> first, last;
  bool agree = true;
  for (const Mention* mention : ballots) {
    (mention->rule->last_resort ? last : first).push_back(mention);
    agree = agree && (!mention->rule->last_resort || mention->value == last.front()->value);
  }
  if (!first.empty() || agree) return first.empty() ? last : first;
  return {};
}

// A number that is an end of a range that is said too (`de acht hoogst scorende` of `ten hoogste
// acht`) says the same as the range; in an award, the most that it could be gives way.
void absorb_ends(Candidates& candidates, bool awarded) {
  for (auto at = candidates.begin(); at != candidates.end();) {
    const auto here = at++;
    const std::string range = here->first;
    const std::size_t dash = range.find('-');
    if (dash == std::string::npos) continue;
    for (const std::string& end : {range.substr(0, dash), range.substr(dash + 1)}) {
      const auto part = candidates.find(end);
      if (end.empty() || part == candidates.end()) continue;
      const bool could_be = awarded && dash == 0;
      const auto& [lost, kept] = could_be ? std::pair(here, part) : std::pair(part, here);
      kept->second.weights.insert(kept->second.weights.end(), lost->second.weights.begin(),
                                  lost->second.weights.end());
      kept->second.score = combined(kept->second.weights);
      if (lost == at) ++at;
      candidates.erase(lost);
      if (could_be) break;
    }
  }
}

// `Minimaal aantal: 5` and, beside it, `Maximaal aantal: 7` are one range.
void join_bounds(Candidates& candidates) {
  constexpr double firm = 0.88;
  const auto is_firm = [&](const auto& one) { return one.second.best->weight >= firm; };
  const auto low = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
    return one.first.ends_with('-') && is_firm(one);
  });
  const auto high = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
    return one.first.starts_with('-') && is_firm(one);
  });
  if (low == candidates.end() || high == candidates.end()) return;
  const std::size_t one = low->second.best->unit, other = high->second.best->unit;
  if (std::max(one, other) - std::min(one, other) > 2) return;
  const std::string range = low->first + high->first.substr(1);
  if (std::stoi(low->first) >= std::stoi(high->first.substr(1))) return;
  auto& whole = candidates.try_emplace(range, low->second).first->second;
  whole.weights.insert(whole.weights.end(), high->second.weights.begin(),
                       high->second.weights.end());
  whole.score = combined(whole.weights);
  candidates.erase(low);
  candidates.erase(high);
}

// A counted number of contracts wins over `onbeperkt`, which then says no more than that anybody
// could have joined.
void prefer_number(Candidates& candidates) {
  constexpr double firm = 0.75, little = 0.3;
  const auto unlimited = candidates.find("onbeperkt");
  if (unlimited == candidates.end()) return;
  const bool counted = std::any_of(candidates.begin(), candidates.end(), [&](const auto& other) {
    return other.first != "onbeperkt" && !other.first.ends_with('-') && other.second.score >= firm;
  });
  if (counted) unlimited->second.score = little;
}

std::string winner_of(const CodebookEntry& entry, const Candidates& candidates) {
  double top = 0;
  for (const auto& [value, candidate] : candidates) top = std::max(top, candidate.score);
  if (entry.resolve == "precedence") {
    // Of names that are meant about equally firmly, the first in the codebook's order.
    constexpr double about_equal = 0.85;
    for (const auto& code : entry.variable.codes) {
      const auto found = candidates.find(code.value);
      if (found != candidates.end() && found->second.score >= about_equal * top) return code.value;
    }
  }
  std::string winner;
  for (const auto& [value, candidate] : candidates) {
    if (candidate.score < top - 1e-9) continue;
    if (winner.empty() || candidate.best->unit < candidates.at(winner).best->unit) winner = value;
  }
  return winner;
}

bool is_number(const std::string& type) {
  return type == "months" || type == "options" || type == "count";
}

// Two sentences that each say firmly something else.
bool contradict(const Candidate& winner, const Candidate& other) {
  constexpr double firm = 0.85, margin = 0.04;
  return other.score >= firm && other.score >= winner.score - margin &&
         winner.best->unit != other.best->unit;
}

void add_rejected(const Coded& coded, Value& value) {
  constexpr std::size_t rivals_max = 12;
  for (const Mention& mention : coded.mentions) {
    if (value.rivals.size() >= rivals_max) return;
    if (mention.rule->variable == value.variable && !mention.rejected.empty())
      value.rivals.push_back(rival_of(coded, mention, mention.rejected));
  }
}

}  // namespace

Value elect(const Coded& coded, const std::string& variable,
            const std::vector<const Mention*>& ballots) {
  const CodebookEntry& entry = *coded.rules.entry(variable);
  Candidates candidates = candidates_of(coded, entry, heard(ballots));
  if (entry.variable.type == "count") {
    const bool several = candidates.size() > 1;
    absorb_ends(candidates, several && find_documentsoort(coded).value == "gunningsbesluit");
    join_bounds(candidates);
    prefer_number(candidates);
  }
  const std::string winner = winner_of(entry, candidates);
  const bool given = !winner.empty() && candidates.at(winner).score >= entry.enough;
  Value result = absent(coded, variable);
  double second = 0;
  bool contradictory = false;
  for (const auto& [value, candidate] : candidates) {
    if (value == winner) continue;
    second = std::max(second, candidate.score);
    if (given && is_number(entry.variable.type))
      contradictory = contradictory || contradict(candidates.at(winner), candidate);
  }
  if (given && !contradictory) {
    const Candidate& first = candidates.at(winner);
    result = value_of(coded, *first.best, std::clamp(first.score - 0.45 * second, 0.15, 0.98));
    result.value = winner;
  }
  if (contradictory) result.outcome = Outcome::contradictory;
  result.variable = variable;
  for (const auto& [value, candidate] : candidates) {
    if (given && !contradictory && value == winner) continue;
    // A name that is meant as firmly as others, but stands behind one of them in the codebook.
    const bool also = entry.resolve == "precedence" && candidate.score >= entry.enough &&
                      coded.contexts[candidate.best->unit].has(CueKind::asserted);
    const std::string reason = contradictory   ? "contradicted"
                               : given && also ? "ook_genoemd"
                               : given         ? "outvoted"
                                               : "too little weight";
    Rival rival = rival_of(coded, *candidate.best, reason);
    rival.value = value;
    rival.weight = candidate.score;
    result.rivals.push_back(std::move(rival));
  }
  add_rejected(coded, result);
  return result;
}

Value vote(const Coded& coded, const std::string& variable, const std::vector<std::size_t>& use) {
  std::vector<const Mention*> ballots;
  for (const std::size_t index : use) {
    if (coded.mentions[index].rule->variable == variable) ballots.push_back(&coded.mentions[index]);
  }
  return elect(coded, variable, ballots);
}

}  // namespace inkoopmonitor::classify
