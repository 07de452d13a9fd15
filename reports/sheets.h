// The sheets of a printed publication: what stands on which, under which running head. Private to
// this room.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace inkoopmonitor::reports {

class Browser;

// For the template (`sheets`): each page of the chapters with its running head and what stands on
// it. `html` is the publication as it would be printed without them, its pictures of their size,
// `chapters` what it was made of (`id`, `title`). Throws Error (usage) as Browser::measured does.
nlohmann::json sheets_of(const std::string& html, const nlohmann::json& chapters, Browser& browser);

}  // namespace inkoopmonitor::reports
