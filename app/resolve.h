// Dossiers of which something changed, resolved again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "classify/classify.h"
#include "corpus/corpus.h"

namespace inkoopmonitor::app {

struct ResolveSummary {
  std::size_t dossiers = 0, arrangements = 0;
};

// Resolves every dossier of which a document was coded, moved or decided about, with what reviewers
// decided, and marks decisions that find no place. False when it was interrupted; what was done
// until then is kept.
bool resolve_dossiers(corpus::Database& database, std::int64_t run, const classify::RuleSet& rules,
                      ResolveSummary& summary);

// The same for the dossiers of these contents, whether something is known to have changed or not: a
// decision that comes while its dossier is being resolved is not seen by that.
void resolve_dossiers_of(corpus::Database& database, std::int64_t run,
                         const classify::RuleSet& rules, const std::set<std::string>& contents);

}  // namespace inkoopmonitor::app
