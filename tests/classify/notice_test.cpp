// Tender notices: what their form tells, in each of the settings in which they reach us.
#include <gtest/gtest.h>

#include "classify/classify.h"
#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {
namespace {

// The values of a record, in a form that a failing test shows.
std::string values_of(const Record& record, const std::vector<std::string>& variables) {
  std::string text;
  for (const std::string& name : variables)
    text += (text.empty() ? "" : " ") + name + "=" + record.text_of(name);
  return text;
}

const std::vector<std::string> core = {"perceel",    "procedure",  "looptijd",
                                       "verlenging", "aanbieders", "ingangsdatum"};

// A notice of the official journal up to its section V.
std::string journal(const std::string& title, const std::string& object) {
  return "Publicatieblad van de Europese Unie, 341876-2019\n\n# " + title +
         "\n\n## Afdeling I: Aanbestedende dienst\n\nOfficiële benaming: Gemeente Houten\n\n"
         "Plaats: Venlo\n\n## Afdeling II: Voorwerp\n\n" +
         object;
}

const std::string award_title = "Aankondiging van een gegunde opdracht";
const std::string light_title = "Sociale en andere specifieke diensten – overheidsopdrachten";

std::string contract(const std::string& lot, const std::string& winner) {
  return "## Afdeling V: Gunning van een opdracht\n\nPerceel nr.: " + lot +
         "\n\nAantal inschrijvingen: 9\n\n### V.2.3) Naam en adres van de contractant\n\n"
         "Officiële benaming: " +
         winner + "\n\nPlaats: Best\n\n";
}

TEST(Notice, LotsHaveTheirOwnFieldsAndContractors) {
  const Coding coding = coded(
      journal(award_title,
              "Benaming: Jeugdhulp 2020\n\nCPV-code: 85300000\n\nBeschrijving: Met de gemeente "
              "Houten koopt ook Buren in.De overeenkomsten gaan in op 1 januari 2020.\n\n"
              "Deze opdracht is verdeeld in percelen: ja\n\n### II.2) Beschrijving\n\n"
              "Benaming: Pleegzorg\n\nPerceel nr.: 1\n\nBeschrijving: Pleegzorg.\n\n"
              "Looptijd van de opdracht, de raamovereenkomst of het dynamische aankoopsysteem in "
              "maanden: 24\n\nDeze opdracht kan worden verlengd: ja\n\nBeschrijving van "
              "verlengingen: Twee maal een jaar.\n\n### II.2) Beschrijving\n\n"
              "Benaming: Gezinshuizen\n\nPerceel nr.: 2\n\nAanvang: 2020-01-01\n\n"
              "Einde: 2022-12-31\n\nDeze opdracht kan worden verlengd: neen\n\n"
              "## Afdeling IV: Procedure\n\nType procedure: openbare procedure\n\n") +
      contract("2", "Gezinshuis Het Anker") + contract("1", "Stichting Pleegzorg") +
      contract("1", "Pleegwerk B.V.") + contract("1", "Stichting Pleegzorg") +
      "## Afdeling VI: Aanvullende inlichtingen\n\nOfficiële benaming: Rechtbank Venlo\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[0].text_of("documentsoort"), "aankondiging");
  EXPECT_EQ(values_of(coding.records[1], core),
            "perceel=1 procedure=openbare_procedure looptijd=24 verlenging=2x12 aanbieders=2 "
            "ingangsdatum=2020-01-01");
  EXPECT_EQ(values_of(coding.records[2], core),
            "perceel=2 procedure=openbare_procedure looptijd=36 verlenging=0x0 aanbieders=1 "
            "ingangsdatum=2020-01-01");
  EXPECT_EQ(coding.records[1].text_of("voorzieningen"), "pleegzorg");
  EXPECT_EQ(coding.records[2].text_of("voorzieningen"), "gezinshuis");
  // Neither the court, nor a seat, nor a contractor's town buys.
  EXPECT_EQ(coding.records[1].text_of("gemeenten"), "GM0321");
  // Number 341876 of that year was given out in the summer.
  EXPECT_EQ(coding.records[1].text_of("status"), "gepland");
}

TEST(Notice, ALotWithoutAContractIsNoArrangementToCome) {
  const std::string lots =
      "Benaming: Wmo-hulp\n\nCPV-code: 85300000\n\nBeschrijving: De duur is 24 maanden.\n\n"
      "### II.2) Beschrijving\n\nBenaming: Dagbesteding\n\nPerceel nr.: 1\n\n### II.2) "
      "Beschrijving\n\nBenaming: Beschermd wonen\n\nPerceel nr.: 2\n\n";
  const Coding coding = coded(
      journal(award_title, lots) + contract("1", "Zorg B.V.") +
      "## Afdeling V: Gunning van een opdracht\n\nPerceel nr.: 2\n\nBenaming: Beschermd wonen\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("status"), "gepland");
  EXPECT_EQ(coding.records[2].text_of("status"), "vervallen");
}

TEST(Notice, WhatTheTextCallsTheProcedureStandsAboveTheForm) {
  const std::string open = "## Afdeling IV: Procedure\n\nType procedure: openbare procedure\n";
  const std::string without =
      "## Afdeling IV: Procedure\n\nType procedure: gunning van een opdracht zonder voorafgaande "
      "bekendmaking van een oproep tot mededinging: ";
  const struct {
    std::string title, text, procedure, value;
  } cases[] = {
      {award_title, "Hulp bij het huishouden.", open, "openbare_procedure"},
      {light_title, "Hulp bij het huishouden.", open, "sas_procedure"},
      {light_title, "Hulp bij het huishouden via een Europese openbare aanbesteding.", open,
       "sas_procedure"},
      {light_title, "Hulp bij het huishouden. De wijze van contracteren is open house.", open,
       "open_house"},
      {light_title, "Hulp bij het huishouden.", without + "Het betreft een open house.\n",
       "open_house"},
      {light_title, "Hulp bij het huishouden.", without + "Er is maar één organisatie.\n",
       "sas_procedure"},
      {award_title, "Hulp bij het huishouden.", without + "Er is maar één organisatie.\n",
       "onderhandelingsprocedure"},
      {light_title,
       "Hulp bij het huishouden. De jeugdhulp wordt via een afzonderlijke open house ingekocht.",
       open, "sas_procedure"}};
  for (const auto& one : cases) {
    const Coding coding =
        coded(journal(one.title,
                      "Benaming: Huishoudelijke hulp\n\nCPV-code: 85312400\n\n"
                      "Beschrijving: " +
                          one.text + "\n\nLooptijd in maanden: 24\n\n" + one.procedure));
    ASSERT_EQ(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(coding.records[1].text_of("procedure"), one.value) << one.text << one.procedure;
  }
}

TEST(Notice, BuyersAreThoseForWhomIsBoughtAsWell) {
  const struct {
    std::string text, codes;
  } cases[] = {
      {"De gemeente koopt dagbesteding in.", "GM0321"},
      {"Houten koopt mede namens Borne, Leek en Buren dagbesteding in.",
       "GM0022|GM0147|GM0214|GM0321"},
      {"Houten is penvoerder voor de gemeenten Borne en Leek.", "GM0022|GM0147|GM0321"},
      {"Houten kocht in, tevens in opdracht van Borne.", "GM0147|GM0321"},
      {"Drie gemeenten (Borne, Leek en Houten) kopen dagbesteding in.", "GM0022|GM0147|GM0321"},
      {"Houten is penvoerder voor de gemeenten Borne en Leek. De gemeente Leek doet niet mee.",
       "GM0147|GM0321"},
      {"De gemeenten Borne en Leek volgen een eigen traject.", "GM0321"},
      {"De dagbesteding ligt ook in Venlo.", "GM0321"}};
  for (const auto& one : cases) {
    const Coding coding = coded(journal(light_title,
                                        "Benaming: Dagbesteding Wmo\n\nCPV-code: 85312100\n\n"
                                        "Beschrijving: " +
                                            one.text + "\n\nLooptijd in maanden: 24\n"));
    ASSERT_EQ(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(coding.records[1].text_of("gemeenten"), one.codes) << one.text;
  }
}

TEST(Notice, NumbersInAColumnAreTitles) {
  const Coding coding = coded(
      "2017/S 121-245511\n\n# Aankondiging van een opdracht\n\n## Afdeling I: Aanbestedende "
      "dienst\n\n| I.1) | Naam en adressen\n| | Gemeente Houten |\n\n## Afdeling II: Voorwerp\n\n"
      "| II.1.1) | Benaming: |\n| | Hulpmiddelen Wmo |\n| II.1.2) | CPV-code hoofdcategorie |\n"
      "| | 33193120 |\n| II.1.4) | Korte beschrijving: |\n| | De opdracht wordt gegund aan één "
      "opdrachtnemer. |\n| II.2.7) | Looptijd van de opdracht |\n| | Looptijd in maanden: 48 |\n"
      "| | Deze opdracht kan worden verlengd: ja |\n| | Beschrijving van verlengingen: |\n"
      "| | Twee maal met twee jaar. |\n\n## Afdeling IV: Procedure\n\n| IV.1.1) | Type procedure "
      "|\n| | Openbare procedure |\n| IV.2.2) | Termijn voor ontvangst van inschrijvingen |\n"
      "| | Datum: 08/07/2017 |\n| IV.2.6) | Minimumtermijn gedurende welke de inschrijver zijn "
      "inschrijving gestand moet doen |\n| | Duur in maanden: 4 |\n\n## Afdeling VI: Aanvullende "
      "inlichtingen\n\n| VI.5) | Datum van verzending van deze aankondiging: |\n| | 26/06/2017 "
      "|\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[0].text_of("document_date"), "2017-06-26");
  EXPECT_EQ(values_of(coding.records[1], core),
            "perceel= procedure=openbare_procedure looptijd=48 verlenging=2x24 aanbieders=1 "
            "ingangsdatum=");
}

TEST(Notice, ElectronicFormsAreRead) {
  const Coding coding = coded(
      "421907-2024 - Mededinging\n\n# Aankondiging van een opdracht – lichte regeling\n\n"
      "OJ S 136/2024 15/07/2024\n\n## 1. Koper\n\nOfficiële naam: Gemeente Houten\n\n"
      "Rechtsvorm van de koper: Lokale overheid\n\n## 2. Procedure\n\nTitel: Wmo 2025\n\n"
      "Type procedure: Openbaar\n\nBelangrijkste kenmerken van de procedure: Voor LOT-0001 geldt "
      "een toelatingsprocedure (voorheen open house).\n\nBelangrijkste classificatie (cpv): "
      "85300000\n\nPerceel: LOT-0001\n\nTitel: Dagbesteding\n\nBegindatum: 01/01/2025\n\n"
      "Andere looptijd: Onbeperkt\n\nMaximumaantal deelnemers: 999\n\nPerceel: LOT-0002\n\n"
      "Titel: Beschermd wonen\n\nBegindatum: 01/01/2025\n\nLooptijd: 48 Maand\n\nMaximumaantal "
      "verlengingen: 2\n\nOverige informatie over verlengingen: Telkens met 24 maanden.\n\n"
      "Maximumaantal deelnemers: 8\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(values_of(coding.records[1], core),
            "perceel=1 procedure=open_house looptijd=onbepaald verlenging= aanbieders= "
            "ingangsdatum=2025-01-01");
  EXPECT_EQ(values_of(coding.records[2], core),
            "perceel=2 procedure=sas_procedure looptijd=48 verlenging=2x24 aanbieders=-8 "
            "ingangsdatum=2025-01-01");
}

TEST(Notice, ACombinationThatTenderedAsOneIsOneProvider) {
  const std::string head =
      "9214-2025 - Resultaat\n\n# Aankondiging van een gegunde opdracht – lichte regeling\n\n"
      "OJ S 8/2025 13/01/2025\n\n## 1. Koper\n\nOfficiële naam: Gemeente Houten\n\n## 2. Procedure"
      "\n\nTitel: Dyslexie\n\nBelangrijkste classificatie (cpv): 85312000\n\n## 6. Resultaten\n\n";
  const Coding coding = coded(head +
                              "Winnaar:\n\nOfficiële naam: Lees B.V.\n\nOfficiële naam: Taal "
                              "B.V.\n\nInschrijving:\n\nWinnaar:\n\nOfficiële naam: Letters\n\n"
                              "## 8. Organisaties\n\nOfficiële naam: Taal B.V.\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "2");
}

TEST(Notice, ACorrectionSaysWhatHolds) {
  const Coding coding = coded(
      "2018/S 176-398912\n\n# Rectificatie\n\n## Afdeling I: Aanbestedende dienst\n\nI.1) Naam en "
      "adressen\n\nGemeente Houten\n\n## Afdeling II: Voorwerp\n\nII.1.1) Benaming:\n\nBegeleiding "
      "Wmo\n\nII.1.2) CPV-code hoofdcategorie\n\n85310000\n\nII.1.4) Korte beschrijving:\n\n"
      "Dagbesteding volgens de SAS-procedure.\n\n## Afdeling VII: Wijzigingen\n\nIn plaats van:\n\n"
      "Looptijd in maanden: 24\n\nTe lezen:\n\nLooptijd in maanden: 36\n\nIn plaats van:\n\n"
      "Beoogd maximumaantal deelnemers aan de raamovereenkomst: 10\n\nTe lezen:\n\n"
      "Beoogd maximumaantal deelnemers aan de raamovereenkomst: 12\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "36");
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "-12");
}

TEST(Notice, APrintWithATableOfParticularsIsRead) {
  const Coding coding = coded(
      "# Huishoudelijke hulp gemeente Houten\n\n| Publicatiedatum | 01-06-2023 |\n"
      "| TenderNed-kenmerk | 301882 |\n| Type publicatie | Aankondiging van een opdracht |\n"
      "| Procedure | SAS-procedure |\n| CPV | 85312400-3 |\n\n## Contract\n\n| Start | 1 april "
      "2024 |\n| Looptijd | 24 maanden |\n| Verlenging | tweemaal een jaar |\n\n## Documenten\n\n"
      "| Concept raamovereenkomst.pdf | 01-06-2023 |\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[0].text_of("document_date"), "2023-06-01");
  EXPECT_EQ(values_of(coding.records[1], core),
            "perceel= procedure=sas_procedure looptijd=24 verlenging=2x12 aanbieders= "
            "ingangsdatum=2024-04-01");
}

TEST(Notice, APrintWithoutMarksBehindItsNumbersHasLotsAndContractors) {
  const Coding coding = coded(
      "# Aankondiging van een gegunde opdracht\n\n2019/S 171-417283\n\n# AFDELING I: AANBESTEDENDE "
      "DIENST\n\n| I.1 Naam en adressen | Gemeente Venlo, Hanzeplaats 1, Venlo |\n| I.2 "
      "Gezamenlijke "
      "aanbesteding | Gegund door Venlo, mede namens Buren en Leek |\n\n# AFDELING II: VOORWERP "
      "VAN "
      "DE OPDRACHT\n\n| II.1.1 Benaming | Wmo-taken |\n| II.2.1 Benaming | Perceel A – "
      "Huishoudelijke hulp |\n| II.2.4 Beschrijving | Contractperiode 1 januari 2020 tot en met 31 "
      "december 2022. |\n| II.2.1 Benaming | Perceel B – Dagbesteding |\n| II.2.4 Beschrijving | "
      "Contractperiode 1 april 2020 tot en met 31 maart 2025. |\n\n# AFDELING IV: PROCEDURE\n\n"
      "| IV.1.1 Type procedure | Openbare procedure |\n\n# AFDELING V: GUNNING\n\n"
      "| Opdracht nr. 1 – perceel A | Huishoudelijke hulp |\n| V.2.3 Contractant | Schoon BV |\n"
      "| V.2.3 Contractant | Stichting Fris |\n| Opdracht nr. 2 – perceel B | Dagbesteding |\n"
      "| V.2.3 Contractant | Zorgboerderij De Akker |");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("voorzieningen"), "huishoudelijke_hulp");
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "36");
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "2");
  EXPECT_EQ(coding.records[2].text_of("looptijd"), "60");
  EXPECT_EQ(coding.records[2].text_of("aanbieders"), "1");
  EXPECT_EQ(coding.records[2].text_of("gemeenten"), "GM0022|GM0214|GM0983");
}

TEST(Notice, TheNameOfALotBeginsItsBlock) {
  const Coding coding = coded(
      journal("Aankondiging van een opdracht",
              "II.1.1) Benaming: Maatwerkvoorzieningen Wmo\n\n### II.2.1) Benaming\n\nHulp bij het "
              "huishouden. Perceel nr.: 1\n\n### II.2.7) Looptijd van de opdracht of de "
              "raamovereenkomst\n\nAanvang: 01/01/2021. Einde: 31/12/2023\n\n### II.2.1) "
              "Benaming\n\nKortdurend verblijf. Perceel nr.: 2\n\n### II.2.7) Looptijd van de "
              "opdracht of de raamovereenkomst\n\nAanvang: 01/04/2021. Einde: 31/03/2023\n\n"
              "## Afdeling IV: Procedure\n\nType procedure: openbare procedure\n\n"));
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "36");
  EXPECT_EQ(coding.records[2].text_of("looptijd"), "24");
  EXPECT_EQ(coding.records[2].text_of("voorzieningen"), "kortdurend_verblijf");
}

TEST(Notice, OptionsInATableOfParticularsAreCounted) {
  const Coding coding = coded(
      "# Huishoudelijke hulp gemeente Houten\n\n| Publicatiedatum | 01-06-2023 |\n"
      "| TenderNed-kenmerk | 301882 |\n| Type publicatie | Aankondiging van een opdracht |\n"
      "| Procedure | SAS-procedure |\n| CPV | 85312400-3 |\n\n## Contract\n\n| Start | 1 april "
      "2024 |\n| Looptijd | 60 maanden |\n| Maximumaantal verlengingen | 3 |\n| Overige informatie "
      "over verlengingen | Iedere verlenging beslaat twaalf maanden. |\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("verlenging"), "3x12");
}

TEST(Notice, TitlesOfAnElectronicFormMayStandWithoutColon) {
  const std::string lot =
      "Titel: Hulp bij het huishouden\n\nDuur: 8 Jaar\n\nMaximumaantal verlengingen: 1\n\n"
      "Overige informatie over verlengingen: Voor een tijdvak van vier jaar.\n\n"
      "Raamovereenkomst\n\nGeen raamovereenkomst\n\n"
      "Informatie over het dynamische aankoopsysteem\n\n";
  const std::string form =
      "# Aankondiging van een opdracht – lichte regeling\n\n341876-2024\n\n## 1. Koper\n\n"
      "Officiële naam: Gemeente Houten\n\n## 2. Procedure\n\nType procedure: Andere procedure in "
      "één fase\n\nBelangrijkste classificatie (cpv): 85300000\n\n## 5. Perceel\n\n"
      "### 5.1. Perceel: LOT-0001\n\n";
  const Coding none = coded(form + lot + "Geen dynamisch aankoopsysteem\n");
  EXPECT_EQ(value_of(none, "procedure"), "sas_procedure");
  EXPECT_EQ(value_of(none, "looptijd"), "96");  // not the length of the renewal
  EXPECT_EQ(value_of(none, "verlenging"), "1x48");
  const Coding used = coded(form + lot +
                            "Dynamisch aankoopsysteem, alleen voor kopers die in deze "
                            "aankondiging zijn vermeld\n");
  EXPECT_EQ(value_of(used, "procedure"), "veiling");
}

TEST(Notice, WinnersOfAnElectronicFormAreOfTheirLot) {
  const auto result = [](const std::string& number, const std::string& winners) {
    return "Resultaat lot-ID: LOT-000" + number + "\n\n" + winners;
  };
  const auto lot = [](const std::string& number, const std::string& title) {
    return "### 5.1. Perceel: LOT-000" + number + "\n\nTitel: " + title +
           "\n\nLooptijd: 36 Maanden\n\n";
  };
  const Coding coding = coded(
      "# Aankondiging van een gegunde opdracht – lichte regeling\n\n341876-2025\n\n## 1. Koper\n\n"
      "Officiële naam: Gemeente Houten\n\n## 2. Procedure\n\nBelangrijkste classificatie (cpv): "
      "85300000\n\n## 5. Perceel\n\n" +
      lot("1", "Pleegzorg") + lot("2", "Gezinshuizen") + lot("3", "Dagbesteding") +
      "## 6. Resultaten\n\n" +
      result("1",
             "Winnaar:\n\nOfficiële naam: Stichting Het Anker\n\nWinnaar:\n\n"
             "Officiële naam: Pleegwerk B.V.\n\n") +
      result("2", "Winnaar:\n\nOfficiële naam: Stichting Het Anker\n\n") +
      result("3", "Er is geen winnaar gekozen en de mededinging is gesloten.\n"));
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "2");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "1");
  EXPECT_EQ(value_of(coding, "status", 3), "vervallen");  // nobody won it
}

TEST(Notice, ANameThatStandsForSeveralIsNotOneProvider) {
  const auto aanbieders = [](const std::string& name, const std::string& second) {
    const Coding coding = coded(
        "Publicatieblad van de Europese Unie, 204418-2021\n\n# Aankondiging van een gegunde "
        "opdracht"
        "\n\n## Afdeling I: Aanbestedende dienst\n\nOfficiële benaming: Gemeente Houten\n\n"
        "## Afdeling II: Voorwerp\n\nBenaming: Dagbesteding Wmo\n\nCPV-code: 85300000\n\n"
        "Looptijd in maanden: 36\n\n## Afdeling V: Gunning van een opdracht\n\n"
        "V.2.3) Naam en adres van de contractant\n\nOfficiële benaming: " +
        name + "\n\nPlaats: Houten\n\nOfficiële benaming: " + second + "\n\nPlaats: Utrecht\n");
    return coding.records.size() < 2 ? "no record" : coding.records[1].text_of("aanbieders");
  };
  EXPECT_EQ(aanbieders("Het Anker", "Wijdezorg"), "2");
  EXPECT_EQ(aanbieders("Diverse aanbieders", "Wijdezorg"), "");
  EXPECT_EQ(aanbieders("Alle inschrijvers, zie bijlage", "Wijdezorg"), "");
  EXPECT_EQ(aanbieders("Zie overzicht op de website: 51 aanbieders", "Gemeente Houten"), "51");
  EXPECT_EQ(aanbieders("24 gecontracteerde zorgaanbieders", "Gemeente Houten"), "24");
}

TEST(Notice, OnlyWhatIsTickedIsMeant) {
  const Coding coding = coded(
      "# Dagbesteding Wmo gemeente Houten\n\nTenderNed-kenmerk: 121806\n\nPublicatiedatum: 9 "
      "oktober "
      "2019\n\nTitel: Dagbesteding Wmo\n\n## Soort procedure\n\n☐ Nationaal openbaar\n\n☒ "
      "Nationaal niet-openbaar\n\n"
      "☐ Concurrentiegerichte dialoog\n\n## Kan de opdracht worden verlengd?\n\n☐ Ja\n\n"
      "☒ Nee\n\n## Looptijd\n\nDe overeenkomst duurt twee jaar.\n");
  EXPECT_EQ(value_of(coding, "procedure"), "niet_openbare_procedure");
  EXPECT_EQ(value_of(coding, "verlenging"), "0x0");
}

TEST(Notice, ACategoryOfTheFormIsNoNameOfTheProcedure) {
  const Coding coding = coded(
      "# Dyslexiezorg gemeente Houten\n\nTenderNed-kenmerk: 241877\n\nPublicatiedatum: 31 augustus "
      "2019\n\nProcedure: Openbaar\n\nBeschrijving: De gemeente Houten opent voor dyslexiezorg een "
      "open house. De overeenkomst duurt drie jaar.\n");
  EXPECT_EQ(value_of(coding, "procedure"), "open_house");
}

TEST(Lots, OfATableThatAPageBreaksBeginInTheFirstRowBehindTheBreak) {
  const Coding coding =
      coded(head +
            "## Looptijd\n\n| Perceel | Looptijd | Verlenging |\n| 1 Begeleiding | zes jaar | 1 x "
            "2 jaar |\n\n===\n\n"
            "| 2 Dagbesteding | vier jaar | 2 x 2 jaar |\n| 3 Vervoer | drie jaar | geen |\n");
  ASSERT_EQ(coding.records.size(), 4U);
  for (std::size_t lot = 1; lot <= 3; ++lot) {
    EXPECT_EQ(value_of(coding, "perceel", lot), std::to_string(lot));
    EXPECT_EQ(value_of(coding, "looptijd", lot), lot == 1 ? "72" : lot == 2 ? "48" : "36");
  }
}

TEST(Lots, InBracketsBehindTheirValues) {
  const Coding coding = coded(
      head +
      "## Perceel 1 Begeleiding\n\nDe overeenkomst duurt twee jaar.\n\n## Perceel 2 "
      "Dagbesteding\n\nDe overeenkomst duurt drie jaar.\n\n## Betaling\n\nDe gemeente betaalt per "
      "geleverd uur (perceel 1) en een vast bedrag per jaar als lumpsum (perceel 2).\n");
  EXPECT_EQ(value_of(coding, "bekostigingsvorm", 1), "pxq");
  EXPECT_EQ(value_of(coding, "bekostigingsvorm", 2), "lumpsum");
}

TEST(Notice, WhatIsNoCareIsNoRecord) {
  const std::string rest =
      "\n\nLooptijd in maanden: 48\n\n## Afdeling IV: Procedure\n\n"
      "Type procedure: openbare procedure\n";
  for (const std::string object :
       {"Benaming: Regiesysteem Wmo en Jeugd\n\nCPV-code: 48000000\n\nBeschrijving: Software voor "
        "de jeugdhulp.",
        "Benaming: Leerlingenvervoer\n\nCPV-code: 60130000\n\nBeschrijving: Het Wmo-vervoer hoort "
        "er niet bij.",
        "Benaming: Marktconsultatie jeugdhulp\n\nCPV-code: 85300000\n\nBeschrijving: Wij spreken "
        "over P x Q.",
        "Benaming: Inhuur inkoopadvies jeugdhulp\n\nCPV-code: 79411000\n\nBeschrijving: Advies "
        "over jeugdhulp met verblijf."}) {
    EXPECT_EQ(coded(journal(light_title, object + rest)).records.size(), 1U) << object;
  }
}

TEST(Notice, OtherDocumentsAreNotReadAsOne) {
  // A tender document may name the notice, and have its labels.
  const Coding coding = coded(
      "# Aanbestedingsleidraad dagbesteding gemeente Houten\n\nPublicatieblad van de Europese "
      "Unie, "
      "341876-2019\n\nProcedure: openbare procedure\n\nDe overeenkomst duurt drie jaar.\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[0].text_of("documentsoort"), "aanbestedingsdocument");
}

}  // namespace
}  // namespace inkoopmonitor::classify
