// Releases of the Open Contracting Data Standard: the fields that its schema requires, and what
// becomes of terms, procedures, buyers and lots.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

json released(const GivenRecord& first, const GivenRecord& second) {
  const TestFolder folder;
  GivenDocument document;
  document.path = "map/contract één.pdf";
  document.gemeenten = {"GM0344"};
  document.records = {in_force("GM0344", first), in_force("GM0363", second)};
  const auto database = make_corpus(folder.path(), {document});
  return json::parse(open_contracting(database, SOURCE_DIR "/reports/templates"));
}

const GivenRecord kFirst = {{"procedure", "enkelvoudig_onderhands"},
                            {"verlenging", "2x12"},
                            {"looptijd", "48"},
                            {"aanbieders", "1"}};

TEST(OpenContracting, HasWhatTheSchemaRequires) {
  const json package = released(kFirst, {{"procedure", "open_house"}});
  for (const char* field : {"uri", "publisher", "publishedDate", "releases", "version"})
    EXPECT_TRUE(package.contains(field)) << field;
  ASSERT_EQ(package["releases"].size(), 1u);
  const json& release = package["releases"][0];
  for (const char* field : {"ocid", "id", "date", "tag", "initiationType"})
    EXPECT_TRUE(release.contains(field)) << field;
  EXPECT_EQ(release["initiationType"], "tender");
  const std::regex moment("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  EXPECT_TRUE(std::regex_match(release["date"].get<std::string>(), moment));
  EXPECT_TRUE(std::regex_match(package["publishedDate"].get<std::string>(), moment));
  EXPECT_TRUE(std::regex_match(release["ocid"].get<std::string>(),
                               std::regex("ocds-inkoopmonitor-[-A-Za-z0-9._]+")));
  const json& tender = release["tender"];
  EXPECT_TRUE(tender.contains("id"));
  for (const json& document : tender["documents"]) EXPECT_TRUE(document.contains("id"));
}

TEST(OpenContracting, TellsTermsWithTheirExtensions) {
  const json package = released(kFirst, {{"procedure", "open_house"}});
  const json& period = package["releases"][0]["tender"]["contractPeriod"];
  EXPECT_EQ(period["startDate"], "2019-01-01T00:00:00Z");
  EXPECT_EQ(period["endDate"], "2022-12-31T00:00:00Z");
  EXPECT_EQ(period["maxExtentDate"], "2024-12-31T00:00:00Z");
  EXPECT_EQ(period["durationInDays"], 1461);
}

TEST(OpenContracting, TellsMethodBuyersAndLots) {
  const json package = released(kFirst, {{"procedure", "open_house"}});
  const json& release = package["releases"][0];
  EXPECT_EQ(release["tender"]["procurementMethod"], "direct");
  EXPECT_EQ(release["tender"]["procurementMethodDetails"], "enkelvoudig_onderhands");
  std::set<std::string> parties;
  for (const json& party : release["parties"]) parties.insert(party["id"]);
  EXPECT_EQ(parties, (std::set<std::string>{"NL-CBS-GM0344", "NL-CBS-GM0363"}));
  EXPECT_TRUE(parties.contains(release["buyer"]["id"]));
  EXPECT_EQ(release["tender"]["lots"].size(), 2u);
  EXPECT_THAT(release["tender"]["lots"][0]["description"].get<std::string>(),
              ::testing::HasSubstr("aanbieders=1"));
}

}  // namespace
}  // namespace inkoopmonitor::reports
