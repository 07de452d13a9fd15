#include "reports/changed_figures.h"

#include <gtest/gtest.h>

#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

using Row = std::vector<std::string>;

Table data(const std::vector<std::vector<std::string>>& counts) {
  Table table;
  for (const char* name : {"row", "group", "code", "count", "of", "share", "low", "high"})
    table.columns.push_back({name});
  for (const auto& one : counts)
    table.rows.push_back({one[0], one[1], one[1], one[2], "", "", "", ""});
  return table;
}

class ChangedFigures : public ::testing::Test {
 protected:
  Table changed(const ComparedFigure& figure) const {
    return changed_figures({figure}, changes_, {codebook_, texts_, "nl"}, {2018, 2021, 2020, ""});
  }

  const Codebook codebook_ = test_codebook();
  const Texts texts_{std::filesystem::path(SOURCE_DIR) / "reports/templates/texts.json"};
  const std::vector<corpus::PanelChange> changes_ = {
      {2019, "GM0114", "wmo", "", "bekostiging", "a", "b", "review", "x"},
      {2019, "GM0114", "jeugd", "", "bekostiging", "a", "b", "review", "x"},
      {2019, "GM0106", "wmo", "", "bekostiging", "a", "b", "new_document", "y"},
      {2020, "GM0106", "wmo", "", "bekostiging", "a", "b", "new_document", "y"},
      {2021, "GM0344", "wmo", "", "bekostiging", "a", "b", "register", "z"},
      {2019, "GM0344", "wmo", "", "looptijd", "12", "24", "new_rule", "z"}};
};

TEST_F(ChangedFigures, AreListedWithHowManyNumbersWhereAndWhy) {
  const Table table = changed({"7",
                               "Bekostiging",
                               {"bekostiging"},
                               data({{"2018", "a", "5"}, {"2019*", "a", "3"}, {"2019*", "b", "2"}}),
                               data({{"2018", "a", "5"}, {"2019", "a", "4"}, {"2020", "c", "1"}})});
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0],
            (Row{"7", "Bekostiging", "3", "2019, 2020", "nieuw document (2), nagekeken (1)"}));
}

TEST_F(ChangedFigures, LeaveOutYearsThatTheEarlierEditionCouldNotKnow) {
  EXPECT_TRUE(changed({"1", "t", {}, data({{"2021", "a", "9"}}), data({})}).rows.empty());
  EXPECT_TRUE(changed({"1", "t", {}, data({{"Wmo", "a", "9"}}), data({})}).rows.empty())
      << "a row of the publication's own year";
}

TEST_F(ChangedFigures, TakeTheReasonsOfAllWhereNoneIsOfTheirVariables) {
  const Table table =
      changed({"1", "t", {"procedure"}, data({{"2019", "a", "9"}}), data({{"2019", "a", "8"}})});
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0][4], "nieuw document (2), andere regels (1), nagekeken (1)");
}

TEST_F(ChangedFigures, SayNothingOfTheSameNumbers) {
  const Table same = data({{"2019", "a", "9"}, {"2019", "b", "0"}});
  EXPECT_TRUE(changed({"1", "t", {}, same, data({{"2019", "a", "9"}})}).rows.empty());
}

}  // namespace
}  // namespace inkoopmonitor::reports
