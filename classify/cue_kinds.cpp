// The kinds of cues by the names that rules/context.toml explains and uses.
#include <map>

#include "classify/rules.h"

namespace inkoopmonitor::classify {

std::optional<CueKind> cue_kind(const std::string& name) {
  static const std::map<std::string, CueKind> kinds = {
      {"definition", CueKind::definition},
      {"law", CueKind::law},
      {"considered", CueKind::considered},
      {"earlier", CueKind::earlier},
      {"current", CueKind::current},
      {"next", CueKind::next},
      {"other", CueKind::other},
      {"question", CueKind::question},
      {"timeline", CueKind::timeline},
      {"excluded", CueKind::excluded},
      {"template", CueKind::template_text},
      {"candidates", CueKind::candidates},
      {"negation", CueKind::negation},
      {"asserted", CueKind::asserted},
      {"scope", CueKind::scope},
      {"event", CueKind::event},
      {"buyer", CueKind::buyer},
      {"place", CueKind::place},
      {"withdrawn", CueKind::withdrawn},
      {"requirements", CueKind::requirements},
      {"other_purchase", CueKind::other_purchase},
      {"not_taking_part", CueKind::not_taking_part},
      {"purchase", CueKind::purchase},
      {"turn", CueKind::turn},
      {"party_head", CueKind::party_head},
      {"no_party", CueKind::no_party},
      {"awarded", CueKind::awarded},
      {"struck", CueKind::struck},
      {"correction", CueKind::correction},
      {"choice", CueKind::choice},
      {"agenda", CueKind::agenda},
      {"only_told", CueKind::only_told},
      {"decided", CueKind::decided},
      {"extension", CueKind::extension}};
  const auto found = kinds.find(name);
  return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace inkoopmonitor::classify
