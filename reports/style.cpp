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

std::string base64(const std::string& bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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

std::string picture_address(const std::string& svg, const std::string& font_faces) {
  std::string whole = svg;
  whole.insert(std::min(whole.find('>'), whole.size() - 1) + 1,
               "<style>" + font_faces + "</style>");
  whole.insert(std::string_view("<svg").size(), " xmlns=\"http://www.w3.org/2000/svg\"");
  return "data:image/svg+xml;base64," + base64(whole);
}

}  // namespace inkoopmonitor::reports
