// What people type to search, as SQLite's FTS5 understands it. Private to this room.
#pragma once

#include <string>

namespace inkoopmonitor::reports {

// Words must all be on the page; "…" is a phrase, zorg* a beginning, `a NEAR b` or NEAR(a b, 5)
// words near each other (10 words unless said), OR, NOT and parentheses as one expects. Anything
// else is a word with its marks: open-house is the phrase "open house". Throws Error (usage) for
// nothing to look for, and for a quote or parenthesis that is not closed.
std::string match_of(const std::string& typed);

}  // namespace inkoopmonitor::reports
