#include "reports/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#include "error.h"
#include "reports/files.h"
#include "text.h"

namespace inkoopmonitor::reports {

struct Font::Face {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  Face() = default;
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;
  ~Face() {
    // The library releases its faces too; neither call can fail with what was made here.
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

Font::Font(const std::filesystem::path& file)
    : bytes_(read_whole(file)), face_(std::make_unique<Face>()) {
  const bool opened =
      FT_Init_FreeType(&face_->library) == 0 &&
      FT_New_Memory_Face(face_->library, reinterpret_cast<const FT_Byte*>(bytes_.data()),
                         static_cast<FT_Long>(bytes_.size()), 0, &face_->face) == 0;
  if (!opened || face_->face->units_per_EM == 0)
    throw Error(ErrorKind::usage, text::escaped_path(file.native()), "this is not a usable font",
                "put back the font that came with the program");
}

Font::~Font() = default;

namespace {

// From here on characters are mostly as wide as high; ECharts takes one of them for a line's
// height.
constexpr char32_t kWide = 0x2E80;

// The character at `at`, which is moved behind it.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  char32_t character = first >= 0xF0   ? first & 0x07u
                       : first >= 0xE0 ? first & 0x0Fu
                                       : first & 0x1Fu;
  while (at < text.size() && (byte(at) & 0xC0) == 0x80)
    character = (character << 6) | (byte(at++) & 0x3Fu);
  return character;
}

}  // namespace

double Font::width(std::string_view text, double size) const {
  double total = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = next_character(text, at);
    const FT_UInt glyph = FT_Get_Char_Index(face_->face, character);
    if (glyph != 0 && FT_Load_Glyph(face_->face, glyph, FT_LOAD_NO_SCALE) == 0)
      total +=
          static_cast<double>(face_->face->glyph->metrics.horiAdvance) / face_->face->units_per_EM;
    else
      total += character >= kWide ? 1 : 0.5;
  }
  return total * size;
}

std::string Font::unpacked() const {
  // Table 0 is the whole file, as FreeType unpacked it.
  FT_ULong size = 0;
  if (FT_Load_Sfnt_Table(face_->face, 0, 0, nullptr, &size) != 0) return bytes_;
  std::string file(size, '\0');
  if (FT_Load_Sfnt_Table(face_->face, 0, 0, reinterpret_cast<FT_Byte*>(file.data()), &size) != 0)
    return bytes_;
  return file;
}

}  // namespace inkoopmonitor::reports
