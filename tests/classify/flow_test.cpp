// Cells of tables as the page shows them, and sentences as ICU sees them.
#include "classify/flow.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

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

// Whatever signs follow each other, asking ICU about the places where a sentence may end gives what
// asking it about the whole text gives.
TEST(SentenceBreaker, AsksOnlyWhereASentenceMayEnd) {
  static constexpr std::array<std::string_view, 36> parts = {
      ".", "?",  "!",   ". ", " ", "  ", "a",  "B", "é", "É",  "×",    "÷",
      "1", "23", "...", ", ", ";", ":",  "-",  "–", "—", "“",  "”",    "‘",
      "’", "„",  "•",   "€",  "(", ")",  "\"", "'", "/", "A.", "b.v.", "van"};
  std::mt19937 random(20261128);
  SentenceBreaker breaker;
  std::size_t inside = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (std::size_t left = random() % 14; left > 0; --left) text += parts[random() % parts.size()];
    const std::vector<std::size_t> whole = breaker.breaks(text);
    ASSERT_EQ(breaker.plain_breaks(text), whole) << text;
    inside += whole.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(inside, 20'000U);  // the texts are worth asking about
}

}  // namespace
}  // namespace inkoopmonitor::classify
