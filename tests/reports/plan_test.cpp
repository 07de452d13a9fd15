// How SQLite goes about the questions: none goes through all pages, of which a corpus of the whole
// country has millions.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "reports/questions.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

// Goes by the steps of SQLite's machine, for a plan in words names a table as the question does.
class PlanTest : public ::testing::Test {
 protected:
  PlanTest()
      : database_(make_corpus(
            folder_.path(),
            {{.path = "a.pdf", .gemeenten = {"GM0114"}, .records = {in_force("GM0114", {})}}})) {
    const corpus::Rows roots =
        database_.select("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'page'");
    for (const corpus::Row& row : roots.rows) roots_.insert(row[0].value_or(""));
  }

  // Whether it goes through table page, or an index of it, from one end to the other.
  bool goes_through_pages(const std::string& sql) const {
    const corpus::Rows steps = database_.select("EXPLAIN " + sql);
    std::set<std::string> cursors;
    for (const corpus::Row& step : steps.rows)
      if (step[1] == "OpenRead" && roots_.contains(step[3].value_or("")) && step[4] == "0")
        cursors.insert(step[2].value_or(""));
    for (const corpus::Row& step : steps.rows)
      if ((step[1] == "Rewind" || step[1] == "Last") && cursors.contains(step[2].value_or("")))
        return true;
    return false;
  }

  TestFolder folder_;
  corpus::Database database_;
  std::set<std::string> roots_;
};

TEST_F(PlanTest, OfNoQuestionGoesThroughAllPages) {
  ASSERT_FALSE(roots_.empty());
  for (const auto& [name, sql] : questions())
    EXPECT_FALSE(goes_through_pages(sql)) << "question " << name;
}

TEST_F(PlanTest, OfNoViewForQuestionsGoesThroughAllPages) {
  for (const char* view : {"monitor", "panel_row", "panel_value", "offering_result", "record_value",
                           "arrangement_view", "content_file"})
    EXPECT_FALSE(goes_through_pages("SELECT * FROM " + std::string(view))) << view;
}

TEST_F(PlanTest, ThatGoesThroughAllPagesIsSeen) {
  EXPECT_TRUE(goes_through_pages("SELECT count(length(text)) FROM page AS leaf"));
  EXPECT_TRUE(goes_through_pages("SELECT number FROM page ORDER BY page_id DESC"));
  EXPECT_TRUE(goes_through_pages("SELECT reading_id, number FROM page WHERE number = 3"));
  EXPECT_FALSE(goes_through_pages("SELECT text FROM page WHERE reading_id = 1"));
  EXPECT_FALSE(goes_through_pages("SELECT text FROM page WHERE page_id > 20000000000000"));
}

}  // namespace
}  // namespace inkoopmonitor::reports
