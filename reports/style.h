// The looks of pages. Private to this room.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace inkoopmonitor::reports {

// templates/style.css with the fonts inside it. Throws Error (usage) when a file is missing, or the
// style sheet has no place for a font.
std::string style_of(const std::filesystem::path& templates);
// Only its fonts.
std::string font_faces(const std::string& style);

// An SVG element as the address of a picture, which brings its fonts along: what an <img> shows is
// a document of its own. `number` is the picture's own on its page (from 1): fonts that are the
// same to the byte Chromium takes for one or for several, as it happens.
std::string picture_address(const std::string& svg, std::string font_faces, unsigned number);
// An empty picture of that size, as an address.
std::string blank_address(int width, int height);

std::string from_base64(std::string_view text);

}  // namespace inkoopmonitor::reports
