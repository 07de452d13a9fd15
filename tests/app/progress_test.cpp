#include "app/progress.h"

#include <gtest/gtest.h>

#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

TEST(RemainingSeconds, IsHonest) {
  WorkState state;
  state.documents = 10;
  state.seconds = 1;
  EXPECT_EQ(remaining_seconds(state), std::nullopt) << "too early to tell";
  state.seconds = 10;
  EXPECT_EQ(remaining_seconds(state), std::nullopt) << "nothing was read";
  // 20 of 40 pages of 4 documents in 10 s: 20 pages wait, and 6 documents of 10 pages each.
  state.documents_opened = 4;
  state.pages_found = 40;
  state.pages_read = 20;
  EXPECT_DOUBLE_EQ(*remaining_seconds(state), 40);
  state.documents_done = 10;
  state.documents_opened = 10;
  state.pages_read = state.pages_found;
  EXPECT_DOUBLE_EQ(*remaining_seconds(state), 0);
}

TEST(RemainingSeconds, GoesByDocumentsWhereNoPagesAreRead) {
  WorkState state;
  state.documents = 30;
  state.documents_done = 10;
  state.seconds = 5;
  EXPECT_DOUBLE_EQ(*remaining_seconds(state), 10);
}

TEST(RemainingSeconds, DoesNotWaitForFailedDocumentsThatNeverOpened) {
  WorkState state;
  state.documents = 4;
  state.documents_done = state.documents_failed = 3;
  state.documents_opened = 1;
  state.pages_found = 10;
  state.pages_read = 5;
  state.seconds = 5;
  EXPECT_DOUBLE_EQ(*remaining_seconds(state), 15) << "5 pages wait and one document of 10";
}

TEST(Describe, SaysWhatIsKnown) {
  WorkState state;
  state.documents = 40;
  EXPECT_EQ(describe(state), "0 of 40 documents");
  state.documents_done = 12;
  state.documents_failed = 1;
  state.documents_opened = 12;
  state.pages_read = state.pages_found = 96;
  state.seconds = 48;
  EXPECT_EQ(describe(state), "12 of 40 documents, 96 pages, 1 failed, about 1 min 52 s left");
}

TEST(Duration, IsForPeople) {
  const struct {
    double seconds;
    const char* text;
  } cases[] = {{0, "0.0 s"},        {0.36, "0.4 s"},    {9.96, "10 s"},       {59.4, "59 s"},
               {59.6, "1 min 0 s"}, {125, "2 min 5 s"}, {11400, "3 h 10 min"}};
  for (const auto& [seconds, text] : cases) EXPECT_EQ(duration(seconds), text);
}

}  // namespace
}  // namespace inkoopmonitor::app
