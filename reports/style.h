// The looks of pages. Private to this room.
#pragma once

#include <filesystem>
#include <string>

namespace inkoopmonitor::reports {

// templates/style.css with the fonts inside it. Throws Error (usage) when a file is missing, or the
// style sheet has no place for a font.
std::string style_of(const std::filesystem::path& templates);
// Only its fonts.
std::string font_faces(const std::string& style);

// An SVG element as the address of a picture, which brings its fonts along: what an <img> shows is
// a document of its own.
std::string picture_address(const std::string& svg, const std::string& font_faces);

}  // namespace inkoopmonitor::reports
