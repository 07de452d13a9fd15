// Where the text stands in a picture: parts of one column each. Private to this room; runs in the
// child.
#pragma once

#include <optional>
#include <vector>

#include "extract/pdf.h"

struct Pix;

namespace inkoopmonitor::extract {

// In pixels of the picture; right and bottom are one past the last.
struct TextBlock {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool one_line = false;
};

// The blocks of text in a black-on-white picture (one bit a pixel) whose text is upright and level
// and from which ruled lines were taken; from top to bottom, left to right where they stand beside
// one another. Nothing where the picture is not mostly text: then it takes more to tell.
std::optional<std::vector<TextBlock>> text_blocks(Pix* ink, double dpi,
                                                  const std::vector<Rule>& rules);

}  // namespace inkoopmonitor::extract
