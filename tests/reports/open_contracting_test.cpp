// Releases of the Open Contracting Data Standard: what its schema allows and requires, and what
// becomes of terms, procedures, buyers and lots. The schema itself is in no package of Debian or
// npm; `kFields` has the fields of its reference (release and package 1.1, lots extension 1.1.5)
// for the objects that an export may have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
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

// A field: its name (! where it is required) and what stands in it: `text`, `number`, `date` (a
// moment of RFC 3339), `uri`, a closed codelist `a|b|c`, another object, or `[]` and what an array
// of it holds.
using Fields = std::map<std::string, std::string>;
const std::map<std::string, Fields> kFields = {
    {"package",
     {{"uri!", "uri"},
      {"version!", "text"},
      {"publishedDate!", "date"},
      {"publisher!", "publisher"},
      {"releases!", "[]release"},
      {"extensions", "[]uri"},
      {"license", "uri"},
      {"publicationPolicy", "uri"}}},
    {"publisher", {{"name!", "text"}, {"scheme", "text"}, {"uid", "text"}, {"uri", "uri"}}},
    {"release",
     {{"ocid!", "text"},
      {"id!", "text"},
      {"date!", "date"},
      {"tag!",
       "[]planning|planningUpdate|tender|tenderAmendment|tenderUpdate|tenderCancellation|award|"
       "awardUpdate|awardCancellation|contract|contractUpdate|contractAmendment|implementation|"
       "implementationUpdate|contractTermination|compiled"},
      {"initiationType!", "tender"},
      {"parties", "[]organization"},
      {"buyer", "reference"},
      {"tender", "tender"},
      {"language", "text"}}},
    {"organization",
     {{"id", "text"},
      {"name", "text"},
      {"identifier", "identifier"},
      {"roles", "[]text"},
      {"additionalIdentifiers", "[]identifier"}}},
    {"identifier", {{"scheme", "text"}, {"id", "text"}, {"legalName", "text"}, {"uri", "uri"}}},
    {"reference", {{"id", "text"}, {"name", "text"}}},
    {"tender",
     {{"id!", "text"},
      {"title", "text"},
      {"description", "text"},
      {"status", "planning|planned|active|cancelled|unsuccessful|complete|withdrawn"},
      {"procurementMethod", "open|selective|limited|direct"},
      {"procurementMethodDetails", "text"},
      {"mainProcurementCategory", "goods|works|services"},
      {"contractPeriod", "period"},
      {"tenderPeriod", "period"},
      {"awardPeriod", "period"},
      {"numberOfTenderers", "number"},
      {"documents", "[]document"},
      {"lots", "[]lot"}}},
    {"lot",
     {{"id!", "text"},
      {"title", "text"},
      {"description", "text"},
      {"contractPeriod", "period"},
      {"status", "planning|planned|active|cancelled|unsuccessful|complete|withdrawn"}}},
    {"period",
     {{"startDate", "date"},
      {"endDate", "date"},
      {"maxExtentDate", "date"},
      {"durationInDays", "number"}}},
    {"document",
     {{"id!", "text"},
      {"documentType", "text"},
      {"title", "text"},
      {"description", "text"},
      {"url", "uri"},
      {"datePublished", "date"},
      {"dateModified", "date"},
      {"format", "text"},
      {"language", "text"}}},
};

void check_object(const json& object, const std::string& kind, const std::string& where);

void check(const json& value, const std::string& type, const std::string& where) {
  static const std::regex moment("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  static const std::regex uri("[a-z][a-z0-9+.-]*:[^ ]+");
  if (type.starts_with("[]")) {
    ASSERT_TRUE(value.is_array()) << where;
    EXPECT_FALSE(value.empty()) << where << ": what there is none of is left out";
    EXPECT_EQ(std::set<json>(value.begin(), value.end()).size(), value.size()) << where;
    for (const json& one : value) check(one, type.substr(2), where + "[]");
  } else if (kFields.contains(type) && value.is_object()) {
    check_object(value, type, where);
  } else if (type == "number") {
    EXPECT_TRUE(value.is_number_integer()) << where;
  } else {
    ASSERT_TRUE(value.is_string()) << where;
    const std::string text = value;
    EXPECT_FALSE(text.empty()) << where;
    if (type == "date") {
      EXPECT_TRUE(std::regex_match(text, moment)) << where << ": " << text;
    } else if (type == "uri") {
      EXPECT_TRUE(std::regex_match(text, uri)) << where << ": " << text;
    } else if (type != "text") {
      EXPECT_NE(("|" + type + "|").find("|" + text + "|"), std::string::npos) << where;
    }
  }
}

void check_object(const json& object, const std::string& kind, const std::string& where) {
  const Fields& fields = kFields.at(kind);
  ASSERT_TRUE(object.is_object()) << where;
  EXPECT_FALSE(object.empty()) << where;
  for (const auto& [name, value] : object.items()) {
    const auto field = fields.contains(name) ? fields.find(name) : fields.find(name + "!");
    ASSERT_NE(field, fields.end()) << where << " has no field " << name;
    check(value, field->second, where + "/" + name);
  }
  for (const auto& [name, type] : fields) {
    if (!name.ends_with('!')) continue;
    EXPECT_TRUE(object.contains(name.substr(0, name.size() - 1))) << where << " lacks " << name;
  }
}

TEST(OpenContracting, HasOnlyFieldsAndCodesOfTheStandard) {
  check_object(released(kFirst, {{"procedure", "open_house"}}), "package", "");
  // Of a purchase of which little is known.
  const TestFolder folder;
  GivenDocument bare;
  bare.path = "kaal.pdf";
  bare.gemeenten = {"GM0344"};
  bare.records = {{{"gemeenten", "GM0344"}, {"domein", "wmo"}, {"status", "geldend"}}};
  const auto database = make_corpus(folder.path(), {bare});
  const json package = json::parse(open_contracting(database, SOURCE_DIR "/reports/templates"));
  ASSERT_EQ(package["releases"].size(), 1u);
  check_object(package, "package", "");
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
