// Which rules may match a text at all: each has literals of which one must stand in it, and one
// search for all of them wakes the few rules that are then tried. RE2::Set says which literals
// there are, and nothing else is asked of it here.
#include <algorithm>
#include <map>

#include "classify/rules.h"
#include "error.h"

namespace inkoopmonitor::classify {

void build_prefilter(RuleSet::Implementation& set) {
  re2::RE2::Options options;
  options.set_literal(true);
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  set.literals = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
  std::map<std::string, std::size_t> known;
  for (std::size_t index = 0; index < set.rules.size(); ++index) {
    const Phrases& phrases = set.rules[index].phrases;
    if (phrases.needs_every_text()) {
      set.rules_always.push_back(index);
      continue;
    }
    for (const std::string& literal : phrases.literals()) {
      const auto [place, fresh] = known.try_emplace(literal, set.rules_of_literal.size());
      if (fresh) {
        std::string problem;
        if (set.literals->Add(literal, &problem) < 0)
          throw Error(ErrorKind::usage, set.rules[index].name,
                      "literal `" + literal + "`: " + problem, "change the phrase");
        set.rules_of_literal.emplace_back();
      }
      std::vector<std::size_t>& users = set.rules_of_literal[place->second];
      if (users.empty() || users.back() != index) users.push_back(index);
    }
  }
  if (!set.rules_of_literal.empty() && !set.literals->Compile())
    throw Error(ErrorKind::usage, "rules", "the trigger words need more memory than allowed",
                "use fewer rules");
}

std::vector<std::size_t> RuleSet::Implementation::candidates(std::string_view folded) const {
  std::vector<std::size_t> result = rules_always;
  if (!rules_of_literal.empty()) {
    std::vector<int> hits;
    re2::RE2::Set::ErrorInfo error{};
    const bool any = literals->Match(re2::StringPiece(folded.data(), folded.size()), &hits, &error);
    if (!any && error.kind != re2::RE2::Set::kNoError)
      throw Error(ErrorKind::usage, "rules", "matching the trigger words ran out of memory",
                  "use fewer rules");
    for (const int hit : hits) {
      const auto& users = rules_of_literal[static_cast<std::size_t>(hit)];
      result.insert(result.end(), users.begin(), users.end());
    }
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace inkoopmonitor::classify
