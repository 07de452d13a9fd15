// Values that people coded by hand, in the panel.
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HandTest : public CorpusTest {
 protected:
  static HandValue value(int year, const std::string& variable, const std::string& text) {
    return {year, "GM0344", "wmo", "huishoudelijke_hulp", variable, text, "blad.csv, line 2"};
  }
  std::vector<std::string> panel() {
    return lines(
        "SELECT panel_year, gm_code, domein, voorziening, variable, value FROM panel_value"
        " WHERE variable IN ('bekostiging', 'looptijd') ORDER BY 1, 5, 6");
  }
};

TEST_F(HandTest, CountForTheirYearAlone) {
  coded("later.pdf", 2020, {{{"documentsoort", "overeenkomst"}}});
  database_->import_hand_values(
      run_, {value(2016, "bekostiging", "inspanningsgericht"), value(2016, "looptijd", "24"),
             value(2017, "bekostiging", "outputgericht")});
  database_->rebuild_panel();
  EXPECT_THAT(panel(),
              ElementsAre("2016 GM0344 wmo huishoudelijke_hulp bekostiging inspanningsgericht",
                          "2016 GM0344 wmo huishoudelijke_hulp looptijd 24",
                          "2017 GM0344 wmo huishoudelijke_hulp bekostiging outputgericht"));
  EXPECT_THAT(lines("SELECT DISTINCT rule, confidence FROM arrangement_value"),
              ElementsAre("handmatig 1.0"));
}

TEST_F(HandTest, AreReplacedWithTheirHistory) {
  const auto first = database_->import_hand_values(run_, {value(2016, "looptijd", "24")});
  EXPECT_EQ(first.added, 1u);
  const auto second = database_->import_hand_values(
      run_, {value(2016, "looptijd", "36"), value(2017, "looptijd", "36")});
  EXPECT_EQ(second.added, 1u);
  EXPECT_EQ(second.replaced, 1u);
  EXPECT_EQ(database_->import_hand_values(run_, {value(2016, "looptijd", "36")}).unchanged, 1u);
  EXPECT_THAT(lines("SELECT panel_year, value FROM hand_value ORDER BY 1"),
              ElementsAre("2016 36", "2017 36"));
  EXPECT_THAT(lines("SELECT panel_year, value FROM hand_value_before"), ElementsAre("2016 24"));
}

TEST_F(HandTest, AreLeftAloneByResolving) {
  database_->import_hand_values(run_, {value(2016, "looptijd", "24")});
  EXPECT_THAT(database_->dossiers_to_resolve(), IsEmpty());
  const std::string sha256 = coded("a.pdf", 2020, {{{"documentsoort", "overeenkomst"}}});
  resolve("a.pdf", {{{"looptijd", "36"}}}, sha256);
  EXPECT_EQ(cell("SELECT count(*) FROM arrangement"), "2");
}

}  // namespace
}  // namespace inkoopmonitor::corpus
