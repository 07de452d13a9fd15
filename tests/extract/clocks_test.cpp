#include "extract/clocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkoopmonitor::extract {
namespace {

using ::testing::HasSubstr;

Options short_clocks() {
  Options options;
  options.timeout_seconds = 60;
  options.text_page_seconds = 2;
  options.ocr_page_seconds = 20;
  return options;
}

std::string passed(const Clocks& clocks) {
  return clocks.passed().value_or("nothing");
}

TEST(Clocks, allow_more_for_more_pages) {
  EXPECT_EQ(computing_seconds_max({TaskKind::text, 1, 1}, short_clocks()), 62u);
  EXPECT_EQ(computing_seconds_max({TaskKind::text, 1, 200}, short_clocks()), 460u);
  EXPECT_EQ(computing_seconds_max({TaskKind::ocr, 7, 7}, short_clocks()), 80u);
}

TEST(Clocks, end_a_unit_that_computes_without_an_answer) {
  Clocks clocks({TaskKind::text, 1, 200}, short_clocks());
  for (int second = 1; second <= 60; ++second) clocks.listened(1, second);
  EXPECT_EQ(passed(clocks), "nothing");
  clocks.answered();
  for (int second = 61; second <= 120; ++second) clocks.listened(1, second);
  EXPECT_EQ(passed(clocks), "nothing");
  clocks.listened(1, 121);
  EXPECT_THAT(passed(clocks), HasSubstr("60 s without an answer"));
}

TEST(Clocks, end_a_unit_that_does_nothing) {
  Clocks clocks({TaskKind::ocr, 1, 1}, short_clocks());
  for (int second = 0; second < 60; ++second) clocks.listened(1, 0);
  EXPECT_EQ(passed(clocks), "nothing");
  clocks.listened(1, 0);
  EXPECT_THAT(passed(clocks), HasSubstr("neither answered nor computed for 60 s"));
}

TEST(Clocks, end_a_unit_that_answers_for_ever) {
  Clocks by_computing({TaskKind::ocr, 1, 1}, short_clocks());
  Clocks by_wall({TaskKind::ocr, 1, 1}, short_clocks());
  for (int second = 1; second <= 81; ++second) {
    by_computing.listened(1, second);
    by_computing.answered();
  }
  EXPECT_THAT(passed(by_computing), HasSubstr("80 s of computing"));
  for (int second = 1; second <= 1601; ++second) {
    by_wall.listened(1, 0);
    by_wall.answered();
  }
  EXPECT_THAT(passed(by_wall), HasSubstr("1600 s in all"));
}

}  // namespace
}  // namespace inkoopmonitor::extract
