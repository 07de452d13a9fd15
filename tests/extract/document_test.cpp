#include "extract/document.h"

#include <gtest/gtest.h>

#include <random>

namespace inkoopmonitor::extract {
namespace {

Page sample() {
  Page page;
  page.words = {{"Perceel", {10, 20, 60, 32}, 0, 1, 14, true},
                {"één", {64, 20, 90, 32}, 0, 1, 14, true},
                {"Duur", {10, 40, 40, 50}, 1, 0.75f, 10, false},
                {"vier", {100, 40, 120, 50}, 2, 0.5f, 10, false},
                {"jaar", {100, 52, 120, 62}, 3, 1, 0, false}};
  page.blocks = {{BlockKind::heading, 2, 0, 2, {}},
                 {BlockKind::table, 0, 2, 3, {{0, 0, 2, 1}, {0, 1, 3, 2}}}};
  return page;
}

TEST(Document, quotes_words_as_they_stand) {
  EXPECT_EQ(quote(sample(), 0, 1), "Perceel één");
  EXPECT_EQ(quote(sample(), 2, 2), "Duur");
  EXPECT_EQ(quote(sample(), 4, 99), "jaar");
}

TEST(Document, plain_text_keeps_a_row_on_a_line) {
  EXPECT_EQ(plain_text(sample()), "Perceel één\n\nDuur\tvier jaar\n");
}

TEST(Document, layout_comes_back_from_its_bytes) {
  const Page page = sample();
  Page back;
  ASSERT_TRUE(decode_layout(encode_layout(page), back));
  EXPECT_EQ(back.words, page.words);
  EXPECT_EQ(back.blocks, page.blocks);
  Page empty;
  ASSERT_TRUE(decode_layout(encode_layout(empty), back));
  EXPECT_TRUE(back.words.empty() && back.blocks.empty());
}

// Pages that were stored by the first form stay readable, and numbers that are no whole parts of a
// point come back as they were.
TEST(Document, layout_of_any_numbers_comes_back) {
  Page page = sample();
  page.words[1].box = {64.1f, 20.333f, 90, 1e30f};
  page.words[2].certainty = 0.123456f;
  page.words[3].box.left = -3;
  page.words[4].font_size = 11.96875f;
  Page back;
  ASSERT_TRUE(decode_layout(encode_layout(page), back));
  EXPECT_EQ(back.words, page.words);
  const std::string first = {1,    1, 32 | 2, 1,
                             'a',  0, 0,      0x28,
                             0x41, 0, 0,      static_cast<char>(0xa0),
                             0x41, 0, 0,      static_cast<char>(0xb4),
                             0x42, 0, 0,      0,
                             0x42, 0, 0,      0x30,
                             0x41, 0};
  ASSERT_TRUE(decode_layout(first, back));
  EXPECT_EQ(back.words, (std::vector<Word>{{"a", {10.5f, 20, 90, 32}, 0, 1, 11, false}}));
}

TEST(Document, damaged_bytes_are_refused_or_still_sound) {
  const std::string bytes = encode_layout(sample());
  Page page;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_layout(bytes.substr(0, size), page)) << size;
  EXPECT_FALSE(decode_layout(bytes + "x", page));
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = bytes;
    for (int change = 0; change < 3; ++change)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    if (!decode_layout(damaged, page)) continue;
    for (const Block& block : page.blocks)
      EXPECT_LE(std::size_t{block.first_word} + block.word_count, page.words.size());
    EXPECT_FALSE(plain_text(page).empty());
  }
}

TEST(Document, a_form_of_another_version_is_refused) {
  std::string bytes = encode_layout(sample());
  bytes[0] = 9;
  Page page;
  EXPECT_FALSE(decode_layout(bytes, page));
}

}  // namespace
}  // namespace inkoopmonitor::extract
