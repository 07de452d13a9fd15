// Cells of tables as the page shows them.
#include "classify/flow.h"

#include <gtest/gtest.h>

namespace inkoopmonitor::classify {
namespace {

// One line of words, each `width` wide, at the places given.
extract::Page page_of(const std::vector<float>& places, float width) {
  extract::Page page;
  for (const float left : places) {
    extract::Word word;
    word.text = "woord";
    word.box = {left, 100, left + width, 110};
    page.words.push_back(word);
  }
  return page;
}

TEST(JoinedCells, AreThoseThatNoGapParts) {
  constexpr float width = 30;
  // The first two columns are one text, the third stands apart.
  const extract::Page page = page_of({50, 150, 182, 214, 300}, width);
  extract::Block block;
  block.cells = {{0, 0, 0, 1}, {0, 1, 1, 2}, {0, 2, 3, 1}, {0, 3, 4, 1}};
  const std::vector<extract::Cell> cells = joined_cells(page, block);
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_EQ(cells[1], (extract::Cell{0, 1, 1, 3}));
  EXPECT_EQ(cells[2], (extract::Cell{0, 3, 4, 1}));
}

TEST(JoinedCells, StandInOneRowAndOnOneLine) {
  constexpr float width = 30;
  extract::Page page = page_of({50, 82, 114}, width);
  page.words[2].box.top += 8;
  page.words[2].box.bottom += 8;
  extract::Block block;
  block.cells = {{0, 0, 0, 1}, {1, 1, 1, 1}, {1, 2, 2, 1}};
  EXPECT_EQ(joined_cells(page, block), block.cells);
}

}  // namespace
}  // namespace inkoopmonitor::classify
