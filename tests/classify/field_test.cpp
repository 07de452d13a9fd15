// Notices that came as data: what their fields say is known, and stands above what sentences say.
#include <gtest/gtest.h>

#include "made_document.h"

namespace inkoopmonitor::classify {
namespace {

const std::string kHead =
    "# Aankondiging van een opdracht – lichte regeling\n\n00421907-2024 - Mededinging\n\n"
    "## 1. Koper\n\n~ Officiële naam | Gemeente Houten\n\n## 2. Procedure\n\n"
    "~ Titel | Hulp bij het huishouden\n~ Verzenddatum van de aankondiging | 2024-07-11\n";

Record first(const std::string& text) {
  const Coding coding = coded(kHead + text);
  EXPECT_EQ(coding.records.size(), 2U) << text;
  return coding.records.size() > 1 ? coding.records[1] : Record();
}

TEST(Fields, StandAboveWhatSentencesSay) {
  const Record record = first(
      "~ Beschrijving | De overeenkomst duurt zes jaar en gaat in op 1 februari 2026.\n\n"
      "## 5. Opdracht\n\n~ Begindatum | 2025-01-01\n~ Looptijd | 48 maanden\n"
      "~ Maximumaantal verlengingen | 2\n~ Overige informatie over verlengingen | Telkens met een "
      "jaar.\n"
      "~ Maximumaantal deelnemers | 8\n");
  EXPECT_EQ(record.text_of("looptijd"), "48");
  EXPECT_EQ(record.text_of("ingangsdatum"), "2025-01-01");
  EXPECT_EQ(record.text_of("einddatum"), "2028-12-31");
  EXPECT_EQ(record.text_of("verlenging"), "2x12");
  EXPECT_EQ(record.text_of("looptijd_max"), "72");
  EXPECT_EQ(record.text_of("aanbieders"), "-8");
  EXPECT_EQ(record.text_of("procedure"), "sas_procedure");
  const Value& term = *record.find("looptijd");
  EXPECT_EQ(term.rule, "veld.looptijd");
  ASSERT_FALSE(term.rivals.empty());
  EXPECT_EQ(term.rivals[0].value, "72");
  EXPECT_EQ(term.rivals[0].reason, "field_of_notice");
}

TEST(Fields, AreSureWhateverPrintsAre) {
  const Coding coding = coded(kHead +
                              "\n## 5. Opdracht\n\n~ Begindatum | 2025-01-01\n"
                              "~ Looptijd | 48 maanden\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_GE(coding.records[0].find("documentsoort")->confidence, 0.95);
  EXPECT_GE(coding.records[0].find("document_date")->confidence, 0.95);
  for (const char* variable :
       {"looptijd", "ingangsdatum", "einddatum", "gemeenten", "samenwerking"}) {
    const Value* value = coding.records[1].find(variable);
    EXPECT_GE(value->confidence, 0.95) << variable;
    EXPECT_EQ(value->doubt, "") << variable;
    EXPECT_FALSE(value->evidence.empty()) << variable;
  }
}

TEST(Fields, WhatIsNotSaidIsAbsent) {
  const Record record = first(
      "\n## 5. Opdracht\n\n~ Begindatum | 2025-01-01\n~ Maximumaantal verlengingen | 2\n"
      "~ Maximumaantal deelnemers | 999\n");
  EXPECT_EQ(record.text_of("looptijd"), "");
  EXPECT_EQ(record.text_of("verlenging"), "") << "how long they are is not told";
  EXPECT_EQ(record.text_of("aanbieders"), "") << "nines are no maximum";
}

TEST(Fields, NoRenewalIsSaidInTwoWays) {
  for (const char* field :
       {"~ Maximumaantal verlengingen | 0", "~ Deze opdracht kan worden verlengd | Neen"}) {
    const Record record = first(std::string("\n## 5. Opdracht\n\n~ Looptijd | 1 jaar\n") + field);
    EXPECT_EQ(record.text_of("verlenging"), "0x0") << field;
    EXPECT_EQ(record.text_of("looptijd_max"), "12") << field;
  }
  EXPECT_EQ(first("\n## 5. Opdracht\n\n~ Looptijd | Onbeperkt\n").text_of("looptijd"), "onbepaald");
}

TEST(Fields, WinnersAreCountedByLot) {
  const Coding coding = coded(
      kHead +
      "\n## 5. Perceel\n\n~ Perceel | LOT-0001\n~ Titel | Huishoudelijke hulp\n"
      "~ Looptijd | 24 maanden\n\n## 5. Perceel\n\n~ Perceel | LOT-0002\n~ Titel | Dagbesteding\n"
      "~ Looptijd | 36 maanden\n\n## 6. Resultaten\n\n~ Resultaat perceel-ID | LOT-0001\n"
      "~ Winnaar | TPA-1\n~ Officiële naam | Zorg B.V.\n~ Officiële naam | Hulp B.V.\n"
      "~ Winnaar | TPA-2\n~ Officiële naam | unpublished\n~ Winnaar | TPA-3\n"
      "~ Officiële naam | unpublished\n~ Resultaat perceel-ID | LOT-0002\n"
      "~ Status van de keuze van een winnaar | Er is geen winnaar gekozen en de mededinging is "
      "gesloten.\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("perceel"), "1");
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "3");
  EXPECT_EQ(coding.records[1].find("aanbieders")->rule, "veld.winnaars");
  EXPECT_EQ(coding.records[2].text_of("status"), "vervallen");
}

TEST(Fields, ACodeSaysWhichCareOnlyWhereItIsOneKind) {
  const struct {
    const char *code, *voorzieningen, *domein;
  } cases[] = {{"98513310", "huishoudelijke_hulp", "wmo"},
               {"33196200", "hulpmiddelen", "wmo"},
               {"85311300", "", "jeugd"},
               {"85300000", "", ""}};
  for (const auto& one : cases) {
    const Coding coding = coded(
        "# Aankondiging van een opdracht – lichte regeling\n\n## 1. Koper\n\n"
        "~ Officiële naam | Gemeente Houten\n\n## 2. Procedure\n\n~ Titel | Inkoop 2025\n"
        "~ Belangrijkste classificatie (cpv) | " +
        std::string(one.code) + "\n\n## 5. Opdracht\n\n~ Looptijd | 24 maanden\n");
    const bool any = one.domein[0] != '\0';
    ASSERT_EQ(coding.records.size(), any ? 2U : 1U) << one.code;
    if (!any) continue;
    EXPECT_EQ(coding.records[1].text_of("voorzieningen"), one.voorzieningen) << one.code;
    EXPECT_EQ(coding.records[1].text_of("domein"), one.domein) << one.code;
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
