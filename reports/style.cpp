#include "reports/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include "error.h"
#include "reports/files.h"

namespace inkoopmonitor::reports {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(const std::string& bytes) {
  std::string result;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group =
          (group << 8) | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0);
    for (std::size_t i = 0; i < 4; ++i)
      result += at + i > bytes.size() ? '=' : kDigits[(group >> (18 - 6 * i)) & 63];
  }
  return result;
}

}  // namespace

std::string from_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  int bits = 0;
  for (const char sign : text) {
    const std::size_t digit = kDigits.find(sign);
    if (digit == std::string_view::npos) continue;  // what fills up the last group
    group = (group << 6) | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((group >> bits) & 0xFF);
  }
  return bytes;
}

std::string style_of(const std::filesystem::path& templates) {
  std::string style = read_whole(templates / "style.css");
  for (const auto& [mark, weight] :
       {std::pair("%REGULAR%", "400"), std::pair("%SEMIBOLD%", "600")}) {
    const std::size_t at = style.find(mark);
    if (at == std::string::npos)
      throw Error(ErrorKind::usage, (templates / "style.css").string(),
                  fmt::format("{} is gone", mark), "put it back as the data of the font");
    style.replace(
        at, std::string_view(mark).size(),
        base64(read_whole(templates /
                          fmt::format("font/source-sans-3-latin-{}-normal.woff2", weight))));
  }
  return style;
}

std::string font_faces(const std::string& style) {
  std::string faces;
  std::istringstream lines(style);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("@font-face")) faces += line + '\n';
  return faces;
}

std::string picture_address(const std::string& svg, std::string font_faces, unsigned number) {
  constexpr std::string_view font = "base64,";
  // Bytes 24 to 26 of a WOFF2 file are the version that its maker gave it, which nobody reads.
  constexpr std::size_t version = 24 / 3 * 4;
  const std::string own =
      base64({static_cast<char>((number >> 16) & 0xFF), static_cast<char>((number >> 8) & 0xFF),
              static_cast<char>(number & 0xFF)});
  for (std::size_t at = 0; (at = font_faces.find(font, at)) != std::string::npos;) {
    at += font.size();
    if (at + version + own.size() < font_faces.size())
      font_faces.replace(at + version, own.size(), own);
  }
  std::string whole = svg;
  whole.insert(std::min(whole.find('>'), whole.size() - 1) + 1,
               "<style>" + font_faces + "</style>");
  whole.insert(std::string_view("<svg").size(), " xmlns=\"http://www.w3.org/2000/svg\"");
  return "data:image/svg+xml;base64," + base64(whole);
}

std::string blank_address(int width, int height) {
  return picture_address(fmt::format("<svg width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">"
                                     "</svg>",
                                     width, height),
                         "", 0);
}

}  // namespace inkoopmonitor::reports
