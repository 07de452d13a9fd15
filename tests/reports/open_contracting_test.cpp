// Releases of the Open Contracting Data Standard: what its schema allows and requires, and what
// becomes of terms, procedures, buyers and lots. `kFields` says in our own words what the published
// schemas (release and package 1.1.5, lots extension) say of the objects that an export may have:
// names, types, what is required, closed codelists. The schemas themselves are not shipped; exports
// were held against them by hand (docs/in-detail.md says when and which).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "error.h"
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
  EXPECT_EQ(period["endDate"], "2022-12-31T23:59:59Z");
  EXPECT_EQ(period["maxExtentDate"], "2024-12-31T23:59:59Z");
  EXPECT_EQ(period["durationInDays"], 1461);
}

// What the period of the only lot says of a record in force since 1 January 2019.
json period_of(const GivenRecord& values) {
  const TestFolder folder;
  GivenDocument document;
  document.path = "contract.pdf";
  document.gemeenten = {"GM0344"};
  document.records = {{{"gemeenten", "GM0344"}, {"domein", "wmo"}, {"status", "geldend"}}};
  document.records[0].insert(document.records[0].end(), values.begin(), values.end());
  const auto database = make_corpus(folder.path(), {document});
  const json package = json::parse(open_contracting(database, SOURCE_DIR "/reports/templates"));
  check_object(package, "package", "");
  return package["releases"][0]["tender"]["lots"][0].value("contractPeriod", json::object());
}

TEST(OpenContracting, TellsTermsAsThePanelCountsThem) {
  struct Case {
    GivenRecord values;
    std::string end, utmost;  // empty: not told
  };
  const std::vector<Case> cases = {
      // "tot 1 januari 2023" ends the day before.
      {{{"ingangsdatum", "2019-01-01"}, {"einddatum", "2023-01-01"}}, "2022-12-31", ""},
      {{{"ingangsdatum", "2019-01-01"}, {"looptijd", "48"}}, "2022-12-31", ""},
      {{{"ingangsdatum", "2019-01-01"}, {"looptijd", "onbepaald"}}, "", ""},
      {{{"einddatum", "2022-12-31"}}, "2022-12-31", ""},
      {{{"einddatum", "2022-12-31"}, {"verlenging", "1x12+2x6"}}, "2022-12-31", "2024-12-31"},
      {{{"einddatum", "2022-12-31"}, {"verlenging", "stilzwijgend"}}, "2022-12-31", ""},
      // Misreadings: no such day, options of centuries, an end that no option can follow.
      {{{"ingangsdatum", "2019-02-30"}, {"einddatum", "2022-13-01"}}, "", ""},
      {{{"ingangsdatum", "2019-01-01"}, {"looptijd", "99999999"}}, "", ""},
      {{{"einddatum", "2022-12-31"}, {"verlenging", "999x999"}}, "2022-12-31", "2022-12-31"},
      {{{"einddatum", "9999-12-30"}, {"verlenging", "9x12"}}, "9999-12-30", ""},
  };
  for (const Case& one : cases) {
    const json period = period_of(one.values);
    const auto told = [&](const char* field) { return period.value(field, std::string()); };
    const auto moment = [](const std::string& day) {
      return day.empty() ? "" : day + "T23:59:59Z";
    };
    EXPECT_EQ(told("endDate"), moment(one.end)) << period;
    EXPECT_EQ(told("maxExtentDate"), moment(one.utmost)) << period;
  }
}

TEST(OpenContracting, TakesNamesThatAreHostile) {
  const std::string name = "</script>\"#;\\\n\x01 \xFF\xE2\x80\xAE{{x}} \xF0\x9F\x98\x80=1+1";
  const TestFolder folder;
  GivenDocument document;
  document.path = "</q>\"#;\n\x01 \xFF {{x}}.pdf";
  document.gemeenten = {"GM0344"};
  document.dossier = name;
  document.records = {in_force("GM0344", {{"perceel", name}, {"procedure", name}})};
  const auto database = make_corpus(folder.path(), {document});
  const json package = json::parse(open_contracting(database, SOURCE_DIR "/reports/templates"));
  check_object(package, "package", "");
  ASSERT_EQ(package["releases"].size(), 1u);
  const json& release = package["releases"][0];
  EXPECT_TRUE(std::regex_match(release["ocid"].get<std::string>(),
                               std::regex("ocds-inkoopmonitor-[-A-Za-z0-9._]+")));
  EXPECT_EQ(release["id"].get<std::string>().find('#'), std::string::npos);
  EXPECT_FALSE(release["tender"].contains("procurementMethod"));
}

TEST(OpenContracting, OfNothingIsNoPackage) {
  const TestFolder folder;
  GivenDocument failed;
  failed.path = "kapot.pdf";
  failed.gemeenten = {"GM0344"};
  failed.failed = "damaged: it is";
  const auto database = make_corpus(folder.path(), {failed});
  try {
    open_contracting(database, SOURCE_DIR "/reports/templates");
    FAIL() << "there was a package";
  } catch (const Error& error) {
    EXPECT_THAT(error.problem, ::testing::HasSubstr("nothing to release"));
  }
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
