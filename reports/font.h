// How wide a text is in the font of the publication, so that charts leave room for their labels.
// Private to this room.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace inkoopmonitor::reports {

class Font {
 public:
  // A font file (WOFF2 too). Throws Error (usage) when it cannot be read.
  explicit Font(const std::filesystem::path& file);
  ~Font();

  // Width of valid UTF-8 in the unit of `size`. A character that the font lacks counts half its
  // size.
  double width(std::string_view text, double size) const;
  // The bytes of the file.
  const std::string& bytes() const { return bytes_; }
  // The same font as a file that is not packed for the web.
  std::string unpacked() const;

 private:
  struct Face;
  std::string bytes_;
  std::unique_ptr<Face> face_;
};

}  // namespace inkoopmonitor::reports
