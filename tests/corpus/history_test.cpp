// What changed in the panel since a run, and why.
#include <SQLiteCpp/SQLiteCpp.h>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Values kContract = {{"status", "geldend"},
                          {"gemeenten", "GM0344"},
                          {"domein", "wmo"},
                          {"ingangsdatum", "2020-01-01"},
                          {"looptijd", "24"},
                          {"bekostiging", "inspanningsgericht"},
                          {"voorzieningen", "begeleiding_groep"}};

class HistoryTest : public CorpusTest {
 protected:
  HistoryTest() {
    sha256_ = coded("a.pdf", 2021, {{{"documentsoort", "overeenkomst"}}, kContract});
    resolve("a.pdf", {kContract}, sha256_);
    database_->rebuild_panel();
    first_ = run_;
    run_ = database_->begin_run("next", {});
  }

  static Values with(const std::string& variable, const std::string& text) {
    Values values = kContract;
    values[variable] = text;
    return values;
  }
  // Of the panel since a run: year, variable, before, after, why.
  std::vector<std::string> changes(std::int64_t since) {
    database_->rebuild_panel();
    std::vector<std::string> found;
    for (const PanelChange& change : database_->panel_changes(since))
      found.push_back(std::to_string(change.panel_year) + " " + change.variable + " " +
                      change.before + ">" + change.after + " " + change.why);
    return found;
  }

  std::string sha256_;
  std::int64_t first_ = 0;
};

TEST_F(HistoryTest, HoldsNothingWhenNothingHappened) {
  EXPECT_THAT(changes(first_), IsEmpty());
  // Resolved again to the same: other ids, the same panel.
  resolve("a.pdf", {kContract}, sha256_);
  EXPECT_THAT(changes(first_), IsEmpty());
}

TEST_F(HistoryTest, TellsThatRulesFoundAnotherValue) {
  coded("a.pdf", 2021, {{{"documentsoort", "overeenkomst"}}, kContract}, "rules-2");
  resolve("a.pdf", {with("bekostiging", "taakgericht")}, sha256_);
  const std::vector<std::string> expected = {
      "2020 bekostiging inspanningsgericht>taakgericht new_rule",
      "2021 bekostiging inspanningsgericht>taakgericht new_rule"};
  EXPECT_EQ(changes(first_), expected);
  EXPECT_THAT(changes(run_), IsEmpty());
  // And back: since the first run nothing changed.
  run_ = database_->begin_run("back", {});
  coded("a.pdf", 2021, {{{"documentsoort", "overeenkomst"}}, kContract}, "rules-1");
  resolve("a.pdf", {kContract}, sha256_);
  EXPECT_THAT(changes(first_), IsEmpty());
  EXPECT_EQ(changes(run_ - 1).size(), 2u);
}

TEST_F(HistoryTest, TellsThatADocumentJoined) {
  Offering nota = offering("nota.pdf", 2021);
  nota.dossier = "a";
  write_file(offered_ / "nota.pdf", "nota");
  Offering contract = offering("a.pdf", 2021);
  contract.dossier = "a";
  offer(contract);
  const std::string other = offer(nota).sha256;
  database_->store_reading(run_, other, "reader-1", sample_document());
  database_->store_coding(run_, other, "rules-1", {{quoted_record(0, {})}});
  resolve("a", {with("ingangsdatum", "2021-01-01")}, sha256_);
  const auto found = changes(first_);
  EXPECT_THAT(found, ::testing::Contains("2020 bekostiging inspanningsgericht> new_document"));
  EXPECT_THAT(found, ::testing::Contains("2022 bekostiging >inspanningsgericht new_document"));
}

TEST_F(HistoryTest, TellsThatADocumentWasRemovedOrCodedByHand) {
  database_->remove(run_, sha256_, "op verzoek");
  for (const std::string& line : changes(first_))
    EXPECT_THAT(line, ::testing::EndsWith("removed_document"));
  EXPECT_FALSE(changes(first_).empty());
  coded("b.pdf", 2022, {{{"documentsoort", "overeenkomst"}}});
  run_ = database_->begin_run("hand", {});
  database_->import_hand_values(
      run_, {{2020, "GM0363", "wmo", "", "looptijd", "12", "blad.csv, line 2"}});
  EXPECT_THAT(changes(run_ - 1), ::testing::Contains("2020 looptijd >12 by_hand"));
}

TEST_F(HistoryTest, KnowsWhatADossierRestsOnAlsoWhenItSaysTheSame) {
  coded("a.pdf", 2021, {{{"documentsoort", "overeenkomst"}}, kContract}, "rules-2");
  EXPECT_THAT(changes(first_), IsEmpty());
  const std::string rests =
      "SELECT DISTINCT dossier, rulesets FROM history_cell JOIN history_state USING (state_id)";
  EXPECT_THAT(lines(rests), ElementsAre("a.pdf rules-2"));
  // Another procurement takes the name that the document had as a dossier of its own.
  Offering other = offering("b.pdf", 2021);
  other.dossier = "a.pdf";
  write_file(offered_ / "b.pdf", "b");
  offer(other);
  EXPECT_THAT(changes(first_), IsEmpty());
  EXPECT_THAT(lines(rests), ElementsAre("a.pdf#" + sha256_.substr(0, 12) + " rules-2"));
}

// The work must not grow with what is there already: a row that is wrong on purpose, of another
// municipality, is not found.
TEST_F(HistoryTest, LooksOnlyAtWhatWasTouched) {
  database_.reset();
  SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec(
          "INSERT INTO history_cell SELECT panel_year, 'GM0363', domein, voorziening, state_id"
          " FROM history_cell");
  reopen();
  resolve("a.pdf", {with("bekostiging", "taakgericht")}, sha256_);
  EXPECT_THAT(changes(first_), ::testing::Not(IsEmpty()));
  EXPECT_EQ(cell("SELECT count(*) FROM history_cell WHERE gm_code = 'GM0363'"), "2");
  EXPECT_EQ(cell("SELECT count(*) FROM history_change WHERE gm_code = 'GM0363'"), "0");
}

TEST_F(HistoryTest, RefusesARunThatThereIsNot) {
  EXPECT_EQ(error_of([&] { database_->panel_changes(99); }).kind, ErrorKind::usage);
}

}  // namespace
}  // namespace inkoopmonitor::corpus
