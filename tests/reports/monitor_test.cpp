// Questions about the monitor, on a few made-up procurements whose answers are known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include <algorithm>

#include "error.h"
#include "reports/search.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Row = std::vector<std::string>;

GivenRecord arrangement(const std::string& codes, const std::string& start,
                        const std::string& months, GivenRecord more) {
  GivenRecord record = {{"gemeenten", codes},           {"domein", "jeugd"},
                        {"voorzieningen", "pleegzorg"}, {"status", "geldend"},
                        {"ingangsdatum", start},        {"looptijd", months}};
  record.insert(record.end(), more.begin(), more.end());
  return record;
}

// Goes (38,000 inhabitants) changed in 2021, Borsele (22,000) did not; both and Kapelle are in a
// regional contract for crisis care. Leiden's contract may have been extended.
std::vector<GivenDocument> country() {
  GivenRecord region =
      arrangement("GM0664|GM0654|GM0678", "2020-01-01", "36", {{"bekostiging", "taakgericht"}});
  region[2].value = "crisishulp";
  return {
      {.path = "goes1.pdf",
       .year = 2020,
       .gemeenten = {"GM0664"},
       .records = {arrangement("GM0664", "2020-01-01", "12", {{"bekostiging", "outputgericht"}})},
       .dossier = "goes 2020"},
      {.path = "goes2.pdf",
       .year = 2021,
       .gemeenten = {"GM0664"},
       .records = {arrangement("GM0664", "2021-01-01", "24",
                               {{"bekostiging", "taakgericht", 0.3}})},
       .dossier = "goes 2021"},
      {.path = "borsele.pdf",
       .year = 2020,
       .gemeenten = {"GM0654"},
       .records = {arrangement("GM0654", "2020-01-01", "36", {{"bekostiging", "outputgericht"}})},
       .dossier = "borsele"},
      {.path = "regio.pdf",
       .year = 2020,
       .gemeenten = {"GM0664"},
       .records = {region},
       .dossier = "regio"},
      {.path = "leiden.pdf",
       .year = 2021,
       .gemeenten = {"GM0546"},
       .records = {arrangement("GM0546", "2019-01-01", "24",
                               {{"bekostiging", "outputgericht"}, {"verlenging", "1x12+1x24"}})},
       .dossier = "leiden"},
  };
}

class MonitorTest : public ::testing::Test {
 protected:
  TestFolder folder_;
  corpus::Database database_ = make_corpus(folder_.path(), country());
  Table asked(TrendOptions options) const {
    options.filter.from = options.filter.from == 0 ? 2020 : options.filter.from;
    options.filter.to = 2021;
    return trend(database_, test_codebook(), options).table;
  }
};

TEST_F(MonitorTest, ARegionalProcurementCountsForEachMunicipalityAndOnceAsAProcurement) {
  const Filter crisis = {.domein = "jeugd", .voorziening = "crisishulp"};
  EXPECT_EQ(cell(asked({"bekostiging", crisis}), "taakgericht", "2020"), "3");
  EXPECT_EQ(cell(asked({"bekostiging", crisis, "procurement"}), "taakgericht", "2020"), "1");
  const Table all = asked({"bekostiging", {}, "procurement"});
  EXPECT_EQ(cell(all, "outputgericht", "2020"), "3");
  EXPECT_EQ(cell(all, "taakgericht", "2021"), "2");
}

TEST_F(MonitorTest, InhabitantsAreThoseOfTheMunicipalities) {
  const Filter care = {.voorziening = "pleegzorg"};
  const Table people = asked({"bekostiging", care, "inhabitants"});
  const auto rows = database_
                        .select(
                            "SELECT sum(inhabitants) FROM panel_municipality"
                            " WHERE panel_year = 2021 AND gm_code IN ('GM0654', 'GM0546')")
                        .rows;
  EXPECT_EQ(cell(people, "outputgericht", "2021"), *rows[0][0]);
}

TEST_F(MonitorTest, SharesAddUpToAHundred) {
  for (const char* unit : {"municipality", "inhabitants", "procurement"})
    for (const char* shares : {"all", "known"}) {
      const Table table = asked({"bekostiging", {}, unit, shares});
      for (std::size_t c = 1; c < table.columns.size(); ++c) {
        int tenths = 0;
        for (const Row& row : table.rows) {
          std::string digits = row[c];
          digits.erase(digits.find('.'), 1);
          tenths += std::stoi(digits);
        }
        EXPECT_EQ(tenths, 1000) << unit << " " << shares << " " << table.columns[c].name;
      }
    }
}

TEST_F(MonitorTest, FiltersLetThroughMunicipalitiesOfARegionProvinceOrSize) {
  const Filter province = {.voorziening = "pleegzorg", .province = "Zeeland"};
  EXPECT_EQ(cell(asked({"bekostiging", province}), "outputgericht", "2021"), "1");
  EXPECT_EQ(cell(asked({"bekostiging", province, "procurement"}), "outputgericht", "2021"), "1");
  const Filter size = {.voorziening = "pleegzorg", .size = ">=100000"};
  EXPECT_EQ(cell(asked({"bekostiging", size}), "outputgericht", "2021"), "1") << "Leiden";
  const Filter region = {.region = "Zeeland"};
  EXPECT_EQ(cell(asked({"bekostiging", region}), "no_document", "2020"), "10") << "of thirteen";
}

TEST_F(MonitorTest, AnUnsureValueIsNotReviewedWhereThatIsAsked) {
  TrendOptions strict{"bekostiging", {.voorziening = "pleegzorg"}};
  EXPECT_EQ(cell(asked(strict), "taakgericht", "2021"), "1");
  strict.review_threshold = 0.5;
  EXPECT_EQ(cell(asked(strict), "taakgericht", "2021"), "?");
  EXPECT_EQ(cell(asked(strict), "not_reviewed", "2021"), "1");
}

TEST_F(MonitorTest, WhyNamesTheRecordsBehindEveryNumber) {
  TrendOptions options{"bekostiging", {.from = 2021, .to = 2021, .voorziening = "pleegzorg"}};
  options.why = true;
  const Table behind = trend(database_, test_codebook(), options).behind;
  ASSERT_EQ(behind.rows.size(), 3u);
  EXPECT_EQ(behind.rows[1], (Row{"2021", "taakgericht", "Goes", "goes 2021", "1", "contract",
                                 "taakgericht", "0.30", "goes2.pdf", "1", "er staat taakgericht"}));
}

TEST_F(MonitorTest, WhyOfCoverageNamesDocumentsAndRecords) {
  const Filter filter = {.from = 2021, .to = 2021, .province = "Zeeland"};
  const Table counts = coverage(database_, filter), behind = behind_coverage(database_, filter);
  std::set<std::string> in_force, offered;
  for (const Row& row : behind.rows) {
    EXPECT_EQ(row.size(), behind.columns.size());
    (row[2] == "document" ? offered : in_force).insert(row[1]);
  }
  EXPECT_EQ(std::to_string(in_force.size()), cell(counts, "2021", "in_force"));
  EXPECT_EQ(std::to_string(offered.size()), cell(counts, "2021", "offered"));
  EXPECT_EQ(
      behind_coverage(database_, {.from = 2021, .to = 2021, .province = "Drenthe"}).rows.size(),
      0u);
}

TEST_F(MonitorTest, WhyOfCompareIsOfThoseMunicipalitiesAlone) {
  const Table behind = behind_compare(database_, {"Goes", "Leiden"}, {.to = 2021});
  std::set<std::string> names, variables;
  for (const Row& row : behind.rows) {
    EXPECT_EQ(row[0], "2021");
    names.insert(row[1]);
    variables.insert(row[2]);
  }
  EXPECT_EQ(names, (std::set<std::string>{"Goes", "Leiden"}));
  EXPECT_TRUE(variables.contains("bekostiging"));
  EXPECT_THROW(behind_compare(database_, {"Nergenshuizen"}, {.to = 2021}), Error);
}

TEST_F(MonitorTest, WhyOfMissingTellsTheTermsThatItAsksAbout) {
  const Table asked = missing(database_, 2021, {}), behind = behind_missing(database_, 2021, {});
  std::set<std::string> dossiers, told;
  for (const Row& row : asked.rows)
    if (!row[6].empty()) dossiers.insert(row[6]);
  for (const Row& row : behind.rows)
    if (!row[1].empty()) told.insert(row[1]);
  EXPECT_FALSE(dossiers.empty());
  EXPECT_EQ(told, dossiers);
}

TEST_F(MonitorTest, TransitionsHoldEveryMunicipalityOfTheYearOnce) {
  TrendOptions options{"bekostiging", {.from = 2020, .to = 2021, .voorziening = "pleegzorg"}};
  const Table table = transitions(database_, test_codebook(), options).table;
  int all = 0;
  for (const Row& row : table.rows) all += std::stoi(row[3]);
  EXPECT_EQ(all, 352);
  EXPECT_EQ(table.rows[0],
            (Row{"2021", "outputgericht", "outputgericht", "2", "66.7", "Leiden, Borsele"}));
  EXPECT_EQ(table.rows[1], (Row{"2021", "outputgericht", "taakgericht", "1", "33.3", "Goes"}));
}

TEST_F(MonitorTest, ExpiringSaysWhatIsLeft) {
  const Table table = expiring(database_, {{}, "2021-06-01", 12, false}).table;
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0][0], "2021-12-31") << "the first option of Leiden runs until then";
  EXPECT_EQ(table.rows[0][1], "leiden");
  EXPECT_EQ(table.rows[0][9], "1x24");
  EXPECT_EQ(table.rows[0][10], "2023-12-31");
  EXPECT_EQ(table.rows[0][11], "verlenging_aangenomen");
  const auto three = expiring(
      database_,
      {{.domein = "jeugd", .province = "Zeeland"}, "2021-06-01", months_of_span("2y"), true});
  EXPECT_EQ(three.table.rows.size(), 3u);
  EXPECT_FALSE(three.behind.rows.empty());
  EXPECT_EQ(months_of_span("18m"), 18);
  EXPECT_THROW(months_of_span("soon"), Error);
}

TEST_F(MonitorTest, MissingAsksWhatIsNotKnown) {
  const Table table = missing(database_, 2021, {.domein = "jeugd"});
  const auto reasons_of = [&](const std::string& name) {
    std::vector<std::string> reasons;
    for (const Row& row : table.rows)
      if (row[0] == name) reasons.push_back(row[5]);
    return reasons;
  };
  EXPECT_THAT(reasons_of("Leiden"), ElementsAre("verlenging onbekend"));
  EXPECT_THAT(reasons_of("Goes"), ElementsAre());
  EXPECT_THAT(reasons_of("Amsterdam"), ElementsAre("geen document"));
  for (const Row& row : table.rows) {
    if (row[0] != "Leiden") continue;
    EXPECT_THAT(row[10], HasSubstr("liep tot en met 31 december 2020"));
  }
}

TEST_F(MonitorTest, CoverageIsSplitByProvinceAndDomain) {
  const Filter year = {.from = 2021, .to = 2021};
  int in_force = 0;
  for (const Row& row : coverage(database_, year, "province").rows) in_force += std::stoi(row[5]);
  EXPECT_EQ(in_force, 4);
  const Table domains = coverage(database_, year, "domein");
  ASSERT_EQ(domains.rows.size(), 3u);
  EXPECT_EQ(domains.rows[0][1], "jeugd");
  EXPECT_EQ(domains.rows[0][5], "4");
  EXPECT_EQ(domains.rows[2][5], "0");
}

TEST_F(MonitorTest, CompareSetsMunicipalitiesBesideEachOther) {
  const Table table = compare(database_, {"Goes", "Borsele"}, {.to = 2021});
  const auto line = std::find_if(table.rows.begin(), table.rows.end(), [](const Row& row) {
    return row[1] == "pleegzorg" && row[2] == "bekostiging";
  });
  ASSERT_NE(line, table.rows.end());
  EXPECT_EQ(*line, (Row{"jeugd", "pleegzorg", "bekostiging", "taakgericht", "outputgericht"}));
  EXPECT_THROW(compare(database_, {"Gos"}, {.to = 2021}), Error);
}

TEST_F(MonitorTest, SwitchersAreSetAgainstThoseThatDidNotChange) {
  const std::int64_t run = database_.begin_run("test", {});
  EXPECT_THROW(switchers(database_, test_codebook(), {}, "lasten"), Error);
  database_.import_indicator(
      run,
      {"lasten",
       "",
       "",
       "",
       {{"GM0664", 2020, 100}, {"GM0664", 2021, 120}, {"GM0654", 2020, 50}, {"GM0654", 2021, 55}}});
  TrendOptions options{"bekostiging", {.from = 2020, .to = 2021, .voorziening = "pleegzorg"}};
  const Table table = switchers(database_, test_codebook(), options, "lasten").table;
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(table.rows[0], (Row{"2021", "did not change", "2", "1", "50.0", "55.0", "10.0"}));
  EXPECT_EQ(table.rows[1], (Row{"2021", "changed", "1", "1", "100.0", "120.0", "20.0"}));
  EXPECT_THAT(table.note, HasSubstr("NO PROOF"));
}

TEST_F(MonitorTest, SqlReadsAndStopsInTime) {
  EXPECT_EQ(sql(database_, "SELECT 1 AS a, NULL AS b", 5).rows, (std::vector<Row>{{"1", ""}}));
  const char* endless =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  for (const char* statement : {"DELETE FROM panel", "ATTACH 'x' AS y", endless}) {
    try {
      sql(database_, statement, 0.05);
      ADD_FAILURE() << statement;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage) << statement;
    }
  }
}

TEST(Match, IsWhatSqliteUnderstands) {
  const std::pair<const char*, const char*> cases[] = {
      {"zorg", "\"zorg\""},
      {"zorg jeugd", "\"zorg\" AND \"jeugd\""},
      {"\"zorg in natura\" pgb", "\"zorg in natura\" AND \"pgb\""},
      {"zorg*", "\"zorg\"*"},
      {"open-house", "\"open-house\""},
      {"a NEAR b", "NEAR(\"a\" \"b\", 10)"},
      {"NEAR(a b, 5) c", "NEAR(\"a\" \"b\", 5) AND \"c\""},
      {"NEAR(jeugd* b, 5)", "NEAR(\"jeugd\"* \"b\", 5)"},
      {"a OR b NOT c", "\"a\" OR \"b\" NOT \"c\""},
      {"(a OR b) c", "(\"a\" OR \"b\") AND \"c\""},
      {"OR", "\"OR\""},
      {"col:x", "\"col:x\""},
      {"x' ; --", "\"x'\""},
  };
  for (const auto& [typed, match] : cases) EXPECT_EQ(match_of(typed), match) << typed;
  for (const char* wrong : {"", "  ", "\"open", "(a", "a)", "()", "- ;"})
    EXPECT_THROW(match_of(wrong), Error) << wrong;
}

}  // namespace
}  // namespace inkoopmonitor::reports
