// The next year's register, and figures of others.
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Table = Database::RegisterTable;

class RegisterUpdateTest : public CorpusTest {
 protected:
  // The register of 2025 as that of 2026, without Goes, which Borsele took over.
  Table next_year() const {
    Table table{"2026.csv", {"year", "gm_code", "name", "province", "begin_date", "end_date"}, {}};
    for (const Row& row : database_
                              ->select("SELECT gm_code, name, province, begin_date"
                                       " FROM municipality_year"
                                       " WHERE year = 2025 AND in_force_1jan AND name <> 'Goes'")
                              .rows)
      table.lines.push_back(
          {table.lines.size() + 2, {"2026", *row[0], *row[1], *row[2], *row[3], ""}});
    return table;
  }
  const Table change_{"change.csv",
                      {"date", "old_gm", "new_gm", "is_split"},
                      {{2, {"2026-01-01", "GM0664", "GM0654", "0"}}}};
};

TEST_F(RegisterUpdateTest, TheNextYearIsAddedAndItsMergerFollowed) {
  const auto update = database_->import_register({change_, next_year()});
  EXPECT_THAT(update.findings, IsEmpty());
  EXPECT_EQ(update.tables[1].second, 341);
  EXPECT_EQ(database_->last_register_year(), 2026);
  EXPECT_EQ(database_->municipality_code("Goes", 2026), std::nullopt);
  EXPECT_EQ(database_->municipality_code("Goes", 2025), "GM0664");
  const std::string sha256 = coded("a.pdf", 2025, "overeenkomst");
  database_->store_arrangements(run_, "a.pdf",
                                {{record(1, {{"status", "geldend"},
                                             {"gemeenten", "GM0664"},
                                             {"domein", "wmo"},
                                             {"ingangsdatum", "2025-01-01"},
                                             {"looptijd", "24"}}),
                                  {sha256, sha256, sha256, sha256, sha256}}});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, gm_code FROM panel ORDER BY 1"),
              ElementsAre("2025 GM0664", "2026 GM0654"));
}

TEST_F(RegisterUpdateTest, AMunicipalityThatDisappearsWithoutASuccessorIsNamed) {
  EXPECT_THAT(database_->import_register({next_year()}).findings,
              ElementsAre(HasSubstr("Goes (GM0664)")));
}

TEST_F(RegisterUpdateTest, ImportingTwiceIsImportingOnce) {
  database_->import_register({next_year(), change_});
  const auto once = lines("SELECT * FROM municipality_year ORDER BY 1, 2");
  database_->import_register({next_year(), change_});
  EXPECT_EQ(lines("SELECT * FROM municipality_year ORDER BY 1, 2"), once);
}

TEST_F(RegisterUpdateTest, WhatIsWrongIsSaidWithItsLineAndChangesNothing) {
  const Table population{"p.csv", {"year", "gm_code", "inhabitants"}, {}};
  struct Case {
    std::vector<std::string> header, fields;
    const char* problem;
  };
  const Case cases[] = {
      {{"a", "b"}, {"1", "2"}, "line 1: is not the header"},
      {population.header, {"20", "GM0664", "1"}, "line 7: year \"20\" is no year"},
      {population.header, {"2026", "Goes", "1"}, "is no CBS code"},
      {population.header, {"2026", "GM9999", "1"}, "the register does not have"},
      {population.header, {"2026", "GM0664", "1.000"}, "is no whole number"},
      {{"date", "old_gm", "new_gm", "is_split"},
       {"2026-02-30", "GM0664", "GM0654", "0"},
       "is no day"},
      {{"kind", "year", "code", "gm_code"}, {"jeugdregio", "2026", "JZ99", "GM0664"}, "a region"},
  };
  const auto before = lines("SELECT * FROM population ORDER BY 1, 2");
  for (const Case& one : cases) {
    const Table table{"p.csv", one.header, {{7, one.fields}}};
    const Error error = error_of([&] { database_->import_register({next_year(), table}); });
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_THAT(error.subject + ": " + error.problem, HasSubstr(one.problem));
    EXPECT_EQ(database_->last_register_year(), 2025) << one.problem;
  }
  EXPECT_EQ(lines("SELECT * FROM population ORDER BY 1, 2"), before);
}

TEST_F(RegisterUpdateTest, RegionsAndInhabitantsOfAYearAreUsedForIt) {
  database_->import_register(
      {{"p.csv", {"year", "gm_code", "inhabitants"}, {{2, {"2021", "GM0664", "40000"}}}},
       {"r.csv", {"kind", "year", "code", "name"}, {{2, {"jeugdregio", "2025", "X", "Delta"}}}},
       {"m.csv",
        {"kind", "year", "code", "gm_code"},
        {{2, {"jeugdregio", "2025", "X", "GM0664"}}}}});
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, jeugdregio, inhabitants FROM panel_municipality"
                    " WHERE gm_code = 'GM0664' AND panel_year IN (2021, 2025) ORDER BY 1"),
              ElementsAre("2021 Zeeland 40000", HasSubstr("2025 Delta ")));
}

TEST_F(RegisterUpdateTest, FiguresOfTheSamePlaceAreReplaced) {
  database_->import_indicator(run_, {"lasten", "Lasten", "euro", "x", {{"GM0664", 2020, 1.5}}});
  database_->import_indicator(
      run_, {"lasten", "Lasten", "euro", "y", {{"GM0664", 2020, 2.5}, {"GM0654", 2020, 3}}});
  EXPECT_THAT(lines("SELECT gm_code, value, source FROM indicator_value JOIN indicator"
                    " USING (indicator) ORDER BY 1"),
              ElementsAre("GM0654 3.0 y", "GM0664 2.5 y"));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
