// How large and how heavy type is whose letters are drawings of their own (Type 3 fonts, as
// browsers and plotting programs write them). The file does not say it, and Poppler guesses it from
// one glyph, often the blank: it comes out at a half or at twice of what it is, and all that is
// measured in sizes of type fails with it. That it is bold is told by what the font says of itself.
// Private to this room; runs in the child only.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "extract/pdf.h"

class GfxState;
class GooString;
class TextWord;

namespace inkoopmonitor::extract {

// True for the name of a font, which may be missing, that says that it is bold.
bool name_is_bold(const GooString* name);

class DrawnLetters {
 public:
  // A glyph that is about to be drawn, which stands for `letter`. Those of other fonts are passed
  // over.
  void add_glyph(const GfxState& state, unsigned int code, unsigned int letter);
  // A word of Poppler's, which became words [first, end) of the page.
  void add_word(const TextWord& word, std::size_t first, std::size_t end);
  // Gives the words of such fonts their size and weight, and boxes as high as the size makes them.
  void set_looks(std::vector<RawWord>& words) const;

 private:
  struct Font {
    int number = 0, generation = 0;  // of the object that it is
    bool is_outline = false;         // drawn by its own size, as an ordinary font is
    bool is_bold = false;
    std::array<double, 128> widths{};  // of letters, as shares of the size that the page gives
    double drawn = 0, guessed = 0;     // widths of all letters: on the page, by Poppler's size
  };
  struct Place {
    std::size_t font = 0, word = 0;
    float baseline = 0;
  };
  static float share_of_guess(const Font& font);

  std::vector<Font> fonts_;
  std::vector<Place> places_;
};

}  // namespace inkoopmonitor::extract
