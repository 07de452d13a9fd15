// The looks of pages. Private to this room.
#pragma once

#include <filesystem>
#include <string>

namespace inkoopmonitor::reports {

// templates/style.css with the fonts inside it. Throws Error (usage) when a file is missing, or the
// style sheet has no place for a font.
std::string style_of(const std::filesystem::path& templates);

}  // namespace inkoopmonitor::reports
