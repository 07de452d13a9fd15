// The width of a letter on the page, divided by its width in the font, is the size of the type,
// where the font counts in shares of that size. Fonts made of outlines do (a thousand or two to the
// size); fonts made of pictures of letters count in dots, and there letters are taken to be as wide
// as those of Helvetica.
#include "extract/drawn_letters.h"

#include <GfxFont.h>
#include <GfxState.h>
#include <TextOutputDev.h>

#include <algorithm>
#include <cmath>

namespace inkoopmonitor::extract {

bool name_is_bold(const GooString* name) {
  if (name == nullptr) return false;
  std::string lower = name->toStr();
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  for (const char* mark : {"bold", "black", "heavy", "demi"})
    if (lower.find(mark) != std::string::npos) return true;
  return false;
}

namespace {

constexpr std::size_t fonts_max = 64;  // beyond these it is no document

// Of Helvetica, in thousandths; 0 for what is no small letter or digit.
double usual_width(unsigned int letter) {
  static constexpr std::array<short, 26> small = {556, 556, 500, 556, 556, 278, 556, 556, 222,
                                                  222, 500, 222, 833, 556, 556, 556, 556, 333,
                                                  500, 278, 556, 500, 722, 500, 500, 500};
  if (letter >= '0' && letter <= '9') return 0.556;
  return letter >= 'a' && letter <= 'z' ? small[letter - 'a'] / 1000.0 : 0;
}

bool is_bold(const GfxFont& font) {
  return font.isBold() || (font.getWeight() >= GfxFont::W600) ||
         name_is_bold(font.getEmbeddedFontName());
}

}  // namespace

void DrawnLetters::add_glyph(const GfxState& state, unsigned int code, unsigned int letter) {
  const auto& font = state.getFont();
  if (!font || font->getType() != fontType3 || usual_width(letter) == 0 || code > 255) return;
  const Ref& id = *font->getID();
  auto known = std::find_if(fonts_.begin(), fonts_.end(), [&](const Font& one) {
    return one.number == id.num && one.generation == id.gen;
  });
  if (known == fonts_.end()) {
    if (fonts_.size() >= fonts_max) return;
    const double unit = std::abs(font->getFontMatrix()[0]);
    constexpr double unit_most = 1.0 / 250, unit_least = 1.0 / 20'000;
    fonts_.push_back({id.num, id.gen, unit >= unit_least && unit <= unit_most, is_bold(*font)});
    known = fonts_.end() - 1;
  }
  const double width =
      static_cast<const Gfx8BitFont&>(*font).getWidth(static_cast<unsigned char>(code));
  if (std::isfinite(width) && width > 0)
    known->widths[letter] = known->is_outline ? width : usual_width(letter);
}

void DrawnLetters::add_word(const TextWord& word, std::size_t first, std::size_t end) {
  const TextFontInfo* info = word.getLength() > 0 ? word.getFontInfo(0) : nullptr;
  if (fonts_.empty() || info == nullptr) return;
  const auto font = std::find_if(fonts_.begin(), fonts_.end(), [&](const Font& one) {
    const Ref id{one.number, one.generation};
    return info->matches(&id);
  });
  if (font == fonts_.end()) return;
  const bool upright = word.getRotation() % 2 == 0;
  for (int at = 0; at < word.getLength(); ++at) {
    const unsigned int letter = *word.getChar(at);
    if (letter >= font->widths.size() || font->widths[letter] == 0) continue;
    double left = 0, top = 0, right = 0, bottom = 0;
    word.getCharBBox(at, &left, &top, &right, &bottom);
    font->drawn += upright ? right - left : bottom - top;
    font->guessed += font->widths[letter] * word.getFontSize();
  }
  const std::size_t which = static_cast<std::size_t>(font - fonts_.begin());
  for (; first < end; ++first)
    places_.push_back({which, first, static_cast<float>(word.getBaseline())});
}

// How many times Poppler's size the size is.
float DrawnLetters::share_of_guess(const Font& font) {
  const double share = font.guessed > 0 ? font.drawn / font.guessed : 1;
  return std::isfinite(share) && share > 0.05 && share < 20 ? static_cast<float>(share) : 1;
}

void DrawnLetters::set_looks(std::vector<RawWord>& words) const {
  constexpr float above = 0.9f, below = 0.22f;  // as most type reaches from where it stands
  for (const Place& place : places_) {
    RawWord& word = words[place.word];
    word.font_size *= share_of_guess(fonts_[place.font]);
    word.bold = word.bold || fonts_[place.font].is_bold;
    const float up = above * word.font_size, down = below * word.font_size;
    switch (word.quarter_turns) {
      case 0:
        word.box.top = place.baseline - up, word.box.bottom = place.baseline + down;
        break;
      case 1:
        word.box.left = place.baseline - down, word.box.right = place.baseline + up;
        break;
      case 2:
        word.box.top = place.baseline - down, word.box.bottom = place.baseline + up;
        break;
      default:
        word.box.left = place.baseline - up, word.box.right = place.baseline + down;
    }
    word.page_box = word.box;
  }
}

}  // namespace inkoopmonitor::extract
