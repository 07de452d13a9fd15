// What counts when several arrangements are in force, the monitor's rows, and that making only what
// was touched gives what making everything gives.
#include <map>
#include <random>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Values kLeiden = {{"status", "geldend"},
                        {"gemeenten", "GM0546"},
                        {"domein", "wmo"},
                        {"voorzieningen", "vervoer"}};

Values with(Values values, const Values& more) {
  for (const auto& [variable, value] : more) values[variable] = value;
  return values;
}

class CellTest : public CorpusTest {
 protected:
  void offered_until(int year) { offer("last.pdf", "last", year); }
  // A document with these arrangements, a dossier of its own unless one is named.
  void arrange(const std::string& path, int set_year, const std::vector<Values>& arrangements,
               const std::string& documentsoort = "overeenkomst") {
    const std::string sha256 = coded(path, set_year, documentsoort);
    std::vector<classify::Arrangement> made;
    for (const Values& values : arrangements) {
      made.push_back({record(static_cast<std::uint32_t>(made.size()) + 1, values), {}});
      made.back().deciding.assign(values.size(), sha256);
    }
    database_->store_arrangements(run_, path, made);
  }
  // "2019 a.pdf" for what counts.
  std::vector<std::string> counting() {
    database_->rebuild_panel();
    return lines(
        "SELECT DISTINCT panel_year, dossier FROM panel_value ORDER BY panel_year, dossier");
  }
  // What the tables of the panel hold, but for the numbers of arrangements.
  std::vector<std::string> all_tables() const {
    std::vector<std::string> all;
    for (const char* sql :
         {"SELECT gm_code, panel_year, domein, voorziening, key, number, certainty, counts FROM "
          "panel"
          " JOIN arrangement USING (arrangement_id) JOIN dossier USING (dossier_id)"
          " ORDER BY 1, 2, 3, 4, 5, 6",
          "SELECT * FROM panel_cell ORDER BY 1, 2, 3, 4",
          "SELECT * FROM panel_total ORDER BY 1, 2, 3, 4, 5, 6",
          "SELECT panel_year, gm_code, documents, documents_read FROM panel_municipality"
          " ORDER BY 1, 2",
          "SELECT key, number, gemeenten, verlenging, first_day, base_end, last_end, open_ended, "
          "contract_seen, reviewed,"
          " years FROM panel_term JOIN arrangement USING (arrangement_id)"
          " JOIN dossier ON dossier.dossier_id = arrangement.dossier_id ORDER BY 1, 2",
          "SELECT panel_year, gm_code, domein, voorziening, digest FROM history_cell"
          " JOIN history_state USING (state_id) ORDER BY 1, 2, 3, 4, 5"}) {
      const auto rows = lines(sql);
      all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
  }
};

TEST_F(CellTest, WhatWasSeenGoesBeforeWhatIsAssumed) {
  offered_until(2022);
  arrange("old.pdf", 2018,
          {with(kLeiden,
                {{"ingangsdatum", "2018-01-01"}, {"looptijd", "24"}, {"verlenging", "2x12"}})});
  arrange("new.pdf", 2021, {with(kLeiden, {{"ingangsdatum", "2021-01-01"}, {"looptijd", "24"}})});
  EXPECT_THAT(counting(), ElementsAre("2018 old.pdf", "2019 old.pdf", "2020 old.pdf",
                                      "2021 new.pdf", "2022 new.pdf"))
      << "the second option was not used: another contract began";
}

TEST_F(CellTest, AnExtensionThatNothingContradictsIsAssumed) {
  offered_until(2021);
  arrange("old.pdf", 2018,
          {with(kLeiden,
                {{"ingangsdatum", "2018-01-01"}, {"looptijd", "24"}, {"verlenging", "2x12"}})});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, certainty FROM panel_cell WHERE voorziening = 'vervoer'"
                    " ORDER BY 1"),
              ElementsAre("2018 contract", "2019 contract", "2020 verlenging_aangenomen",
                          "2021 verlenging_aangenomen"));
}

TEST_F(CellTest, AnExtensionThatWasUsedIsNoAssumption) {
  offered_until(2021);
  Values values =
      with(kLeiden,
           {{"ingangsdatum", "2018-01-01"}, {"einddatum", "2019-12-31"}, {"verlenging", "2x12"}});
  arrange("old.pdf", 2018, {values});
  const auto certainties = [&] {
    database_->rebuild_panel();
    return lines(
        "SELECT panel_year, certainty FROM panel_cell WHERE voorziening = 'vervoer'"
        " ORDER BY 1");
  };
  EXPECT_THAT(certainties(),
              ElementsAre("2018 contract", "2019 contract", "2020 verlenging_aangenomen",
                          "2021 verlenging_aangenomen"));
  // An addendum of the dossier tells that the first option was used.
  values["einddatum"] = "2020-12-31";
  values["verlenging"] = "1x12";
  arrange("old.pdf", 2018, {values});
  EXPECT_THAT(certainties(), ElementsAre("2018 contract", "2019 contract", "2020 contract",
                                         "2021 verlenging_aangenomen"));
}

TEST_F(CellTest, ATenderGivesWayToAContractAndNeverBecomesOne) {
  offered_until(2021);
  const Values planned =
      with(kLeiden, {{"status", "gepland"}, {"ingangsdatum", "2020-01-01"}, {"looptijd", "24"}});
  arrange("tender.pdf", 2019, {planned}, "aanbestedingsdocument");
  EXPECT_THAT(counting(), ElementsAre("2020 tender.pdf", "2021 tender.pdf"));
  EXPECT_EQ(cell("SELECT DISTINCT certainty FROM panel_cell"), "gepland");
  arrange("contract.pdf", 2020,
          {with(kLeiden, {{"ingangsdatum", "2020-01-01"}, {"looptijd", "24"}})});
  EXPECT_THAT(counting(), ElementsAre("2020 contract.pdf", "2021 contract.pdf"));
  EXPECT_EQ(cell("SELECT DISTINCT certainty FROM panel_cell"), "contract");
}

TEST_F(CellTest, AnOpenEndedContractGivesWayToALaterOneOfAnotherDossier) {
  offered_until(2021);
  arrange("open.pdf", 2018,
          {with(kLeiden, {{"ingangsdatum", "2018-01-01"}, {"looptijd", "onbepaald"}})});
  arrange("later.pdf", 2021, {with(kLeiden, {{"ingangsdatum", "2021-01-01"}, {"looptijd", "12"}})});
  EXPECT_THAT(counting(), ElementsAre("2018 open.pdf", "2019 open.pdf", "2020 open.pdf",
                                      "2021 later.pdf", "2022 open.pdf"))
      << "after the later one ended nothing is known but the open-ended one";
}

TEST_F(CellTest, ContractsThatOverlapAreShownAsSeveral) {
  offered_until(2019);
  arrange("a.pdf", 2019,
          {with(kLeiden, {{"ingangsdatum", "2019-01-01"},
                          {"looptijd", "24"},
                          {"bekostiging", "taakgericht"},
                          {"procedure", "subsidie"}})});
  arrange("b.pdf", 2019,
          {with(kLeiden, {{"ingangsdatum", "2019-07-01"},
                          {"looptijd", "24"},
                          {"bekostiging", "outputgericht"},
                          {"procedure", "subsidie"}})});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, arrangements, bekostiging, bekostiging_reason, procedure,"
                    " procedure_reason FROM monitor"
                    " WHERE gm_code = 'GM0546' AND voorziening = 'vervoer' AND arrangements > 0"),
              ElementsAre("2019 1 taakgericht  subsidie ",
                          "2020 2 outputgericht|taakgericht several subsidie "));
}

TEST_F(CellTest, LotsWithDifferentEndsAreCountedEachAsLongAsItRuns) {
  offered_until(2023);
  const Values lot = with(kLeiden, {{"ingangsdatum", "2020-01-01"}});
  arrange("a.pdf", 2020,
          {with(lot, {{"perceel", "1"}, {"looptijd", "12"}}),
           with(lot, {{"perceel", "2"}, {"looptijd", "36"}})});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, arrangements FROM panel_cell"
                    " WHERE domein = 'wmo' AND voorziening = 'vervoer' ORDER BY 1"),
              ElementsAre("2020 2", "2021 1", "2022 1"));
}

TEST_F(CellTest, ANotaThatMovesTheStartMovesTheYears) {
  offered_until(2022);
  arrange("a.pdf", 2020, {with(kLeiden, {{"ingangsdatum", "2020-01-01"}, {"looptijd", "12"}})});
  EXPECT_THAT(counting(), ElementsAre("2020 a.pdf"));
  arrange("a.pdf", 2020, {with(kLeiden, {{"ingangsdatum", "2020-07-01"}, {"looptijd", "12"}})});
  EXPECT_THAT(counting(), ElementsAre("2021 a.pdf"));
}

TEST_F(CellTest, ARegionWhoseMemberMergesAwayKeepsItsContractWithTheSuccessor) {
  offered_until(2021);
  // Appingedam and Loppersum became part of Eemsdelta in 2021, Groningen did not.
  arrange("a.pdf", 2019,
          {with(kLeiden, {{"gemeenten", "GM0003|GM0024|GM0014"},
                          {"ingangsdatum", "2019-01-01"},
                          {"looptijd", "36"}})});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, gm_code FROM panel_cell WHERE voorziening = 'vervoer'"
                    " ORDER BY 1, 2"),
              ElementsAre("2019 GM0003", "2019 GM0014", "2019 GM0024", "2020 GM0003", "2020 GM0014",
                          "2020 GM0024", "2021 GM0014", "2021 GM1979"));
  EXPECT_EQ(cell("SELECT count(*) FROM panel_procurement WHERE domein = '*'"), "1")
      << "and it is one procurement";
}

TEST_F(CellTest, TheMergersOf2019AreFollowed) {
  offered_until(2019);
  // Leerdam, Vianen and Zederik: Vijfheerenlanden since 2019.
  arrange("a.pdf", 2018,
          {with(kLeiden,
                {{"gemeenten", "GM0545"}, {"ingangsdatum", "2018-01-01"}, {"looptijd", "24"}})});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, gm_code FROM panel ORDER BY 1"),
              ElementsAre("2018 GM0545", "2019 GM1961"));
}

TEST_F(CellTest, TheMonitorHasARowForEveryMunicipalityYearAndVoorziening) {
  offered_until(2021);
  arrange("a.pdf", 2019, {with(kLeiden, {{"ingangsdatum", "2019-01-01"}, {"looptijd", "24"}})});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year FROM (SELECT panel_year, count(*) AS rows,"
                    "  (SELECT count(*) FROM municipality_year AS there"
                    "   WHERE there.year = min(panel_year, 2025) AND in_force_1jan)"
                    "  * (SELECT count(*) FROM (SELECT domein, voorziening FROM voorziening"
                    "     UNION SELECT domein, '' FROM voorziening)) AS wanted"
                    "  FROM monitor GROUP BY panel_year) WHERE rows <> wanted"),
              IsEmpty());
  EXPECT_EQ(cell("SELECT count(DISTINCT panel_year) FROM monitor"), "12");
}

TEST_F(CellTest, GapsAreRowsWithTheirReason) {
  offered_until(2021);
  arrange("a.pdf", 2020, {with(kLeiden, {{"ingangsdatum", "2020-01-01"}, {"looptijd", "12"}})});
  Offering of_goes = offering("a.pdf", 2020);
  of_goes.path = "closed.pdf";
  of_goes.gemeenten = {"GM0664"};
  of_goes.gemeenten_source = "manifest";
  write_file(offered_ / "closed.pdf", "closed");
  const std::string sha256 = offer(of_goes).sha256;
  extract::Document failed;
  failed.result = extract::Result::failed;
  failed.reason = "encrypted: a password";
  database_->store_reading(run_, sha256, "reader-1", failed);
  Offering of_leiden = offering("a.pdf", 2020);
  of_leiden.gemeenten = {"GM0546"};
  of_leiden.gemeenten_source = "manifest";
  offer(of_leiden);
  database_->rebuild_panel();
  const auto gap = [&](const std::string& code, const std::string& voorziening) {
    return cell(
        "SELECT gap || ' ' || procedure_reason FROM monitor WHERE panel_year = 2020 AND"
        " gm_code = '" +
        code + "' AND voorziening = '" + voorziening + "'");
  };
  EXPECT_EQ(gap("GM0546", "vervoer"), " absent");
  EXPECT_EQ(gap("GM0546", "pleegzorg"), "no_arrangement no_arrangement");
  EXPECT_EQ(gap("GM0664", "vervoer"), "unreadable unreadable");
  EXPECT_EQ(gap("GM0363", "vervoer"), "no_document no_document");
}

TEST_F(CellTest, AReviewedDossierIsCountedAsReviewedAndSure) {
  offered_until(2020);
  Values values = with(kLeiden, {{"ingangsdatum", "2020-01-01"}, {"procedure", "subsidie"}});
  arrange("a.pdf", 2020, {values});
  database_->rebuild_panel();
  EXPECT_EQ(cell("SELECT reviewed FROM panel_cell WHERE domein = '*'"), "0");
  database_.reset();
  SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec(
          "INSERT INTO decision (run_id, scope_kind, scope_key, variable, kind, value, outcome)"
          " VALUES (1, 'dossier', 'a.pdf', 'procedure', 'confirmed', 'subsidie', 'value')");
  reopen();
  database_->rebuild_panel();
  EXPECT_EQ(cell("SELECT reviewed FROM panel_cell WHERE domein = '*'"), "1");
  EXPECT_EQ(cell("SELECT confidence FROM panel_total"
                 " WHERE variable = 'procedure' AND domein = '*'"),
            "1.0");
}

// What the cells keep of a variable, held against what their arrangements say.
const std::string kCoreDiffers = R"sql(
SELECT * FROM (
  SELECT cell.domein, cell.voorziening, cell.gm_code, cell.panel_year,
         cell.{0} AS kept, cell.{0}_reason AS kept_reason, cell.{0}_given AS kept_given,
         (SELECT coalesce(group_concat(value, '|'), '') FROM (
            SELECT DISTINCT value FROM panel JOIN arrangement_value USING (arrangement_id)
            WHERE gm_code = cell.gm_code AND panel_year = cell.panel_year AND counts = 1
              AND (domein = cell.domein OR cell.domein = '*')
              AND (voorziening = cell.voorziening OR cell.voorziening = '*')
              AND variable = '{0}' AND outcome = 'value' ORDER BY value)) AS said,
         (SELECT CASE WHEN count(DISTINCT CASE outcome WHEN 'value' THEN value END) > 1
                      THEN 'several'
                      WHEN max(outcome = 'contradictory') THEN 'contradictory'
                      WHEN max(outcome = 'unreadable') THEN 'unreadable'
                      WHEN coalesce(sum(outcome <> 'absent'), 0) < cell.arrangements
                      THEN 'absent' ELSE '' END
          FROM (SELECT DISTINCT arrangement_id, outcome, value
                FROM panel JOIN arrangement_value USING (arrangement_id)
                WHERE gm_code = cell.gm_code AND panel_year = cell.panel_year AND counts = 1
                  AND (domein = cell.domein OR cell.domein = '*')
                  AND (voorziening = cell.voorziening OR cell.voorziening = '*')
                  AND variable = '{0}')) AS said_reason,
         (SELECT count(DISTINCT arrangement_id)
          FROM panel JOIN arrangement_value USING (arrangement_id)
          WHERE gm_code = cell.gm_code AND panel_year = cell.panel_year AND counts = 1
            AND (domein = cell.domein OR cell.domein = '*')
            AND (voorziening = cell.voorziening OR cell.voorziening = '*')
            AND variable = '{0}' AND outcome = 'value') AS said_given
  FROM panel_cell AS cell)
WHERE (kept, kept_reason, kept_given) IS NOT (said, said_reason, said_given))sql";

// Whatever happens in whatever order: what was touched is made as if everything were.
TEST_F(CellTest, MakingWhatWasTouchedIsMakingEverything) {
  std::mt19937 random(7);
  const auto any = [&](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  offered_until(2023);
  for (int step = 0; step < 60; ++step) {
    std::vector<Values> arrangements(random() % 3);
    for (Values& values : arrangements)
      values = {{"status", any({"geldend", "gepland", "overwogen"})},
                {"gemeenten", any({"GM0546", "GM0003|GM0010", "GM0788", "GM0546|GM0014"})},
                {"domein", any({"wmo", "jeugd", "wmo+jeugd"})},
                {"voorzieningen", any({"", "vervoer", "pleegzorg|vervoer"})},
                {"ingangsdatum", any({"2018-01-01", "2019-07-01", "2020-01-01", ""})},
                {"looptijd", any({"12", "24", "onbepaald", ""})},
                {"verlenging", any({"2x12", "0x0", ""})},
                {"procedure", any({"subsidie", "veiling", ""})}};
    arrange(any({"a", "b", "c", "d", "e"}) + ".pdf", 2018 + static_cast<int>(random() % 4),
            arrangements, any({"overeenkomst", "aanbestedingsdocument"}));
    if (random() % 2 == 0) continue;
    database_->rebuild_panel();
    const auto touched = all_tables();
    for (const char* variable : {"procedure", "looptijd", "verlenging", "bekostiging"})
      ASSERT_THAT(lines(fmt::format(fmt::runtime(kCoreDiffers), variable)), IsEmpty());
    database_.reset();
    SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
        .exec("UPDATE upkeep SET panel_stale = 1");
    reopen();
    database_->rebuild_panel();
    ASSERT_EQ(touched, all_tables()) << "after step " << step;
  }
}

}  // namespace
}  // namespace inkoopmonitor::corpus
