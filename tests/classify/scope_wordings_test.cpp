// Whose words they are, and of which lot or purchase: papers about everything, mails below mails,
// hosts, heads of tables that stand apart, corrections.
#include <gtest/gtest.h>

#include "classify/lot_names.h"
#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {
namespace {

TEST(Corrections, TakeThePlaceOfWhatStoodThere) {
  const Coding coding = coded(
      head +
      "In paragraaf 2.3 staat dat de overeenkomst eindigt op 31 december 2024. Dit moet zijn: 31 "
      "december 2023. De overeenkomst gaat in op 1 januari 2021.\n\nIn paragraaf 2.4 staat dat "
      "acht "
      "partijen worden gecontracteerd. Hier moet worden gelezen: tien.");
  EXPECT_EQ(value_of(coding, "einddatum"), "2023-12-31");
  EXPECT_EQ(value_of(coding, "looptijd"), "36");
  EXPECT_EQ(value_of(coding, "aanbieders"), "10");
}

TEST(Mails, BelowAMailAreOfEarlier) {
  const Coding coding =
      coded(head +
            "Van: contractbeheer\nVerzonden: 10 juli 2020\nAan: dashboard\n\nDe overeenkomst duurt "
            "drie jaar en gaat in op 1 januari 2021. Er is een openbare procedure gevolgd.\n\n"
            "Van: contractbeheer\nVerzonden: 7 juli 2020\nAan: dashboard\n\nUit het hoofd: de "
            "overeenkomst duurt vijf jaar.");
  EXPECT_EQ(value_of(coding, "looptijd"), "36");
}

TEST(Buyers, IncludeWhoSpeaksForTheOthers) {
  const Coding coding = coded(
      "# Raamovereenkomst individuele begeleiding Wmo\n\nDe ondergetekenden:\n\nde gemeente Venlo, "
      "ten deze vertegenwoordigd door haar burgemeester, mede handelend namens de gemeenten Buren "
      "en "
      "Leek, hierna: de Gemeente;\n\nDe overeenkomst gaat in op 1 januari 2020 en duurt drie jaar. "
      "De Gemeente betaalt per uur. Er is een Europese openbare aanbesteding gehouden.");
  EXPECT_EQ(value_of(coding, "gemeenten"), "GM0022|GM0214|GM0983");
}

TEST(Buyers, IncludeThoseWhoGaveAMandate) {
  const Coding coding = coded(
      "# Gunningsbesluit hulpmiddelen Wmo\n\nHet college van burgemeester en wethouders van Venlo, "
      "handelend voor zichzelf en krachtens mandaat voor de colleges van Buren en Leek, besluit de "
      "overeenkomst te sluiten voor drie jaar vanaf 1 januari 2020. Er is een Europese openbare "
      "aanbesteding gehouden.");
  EXPECT_EQ(value_of(coding, "gemeenten"), "GM0022|GM0214|GM0983");
}

TEST(Lots, OfAHeadingAboveATableAreItsColumns) {
  const Coding coding = coded(
      "# Inkoopplan Wmo-vervoer gemeente Houten\n\n3 maart 2020\n\nDe gemeente Houten koopt "
      "vervoer "
      "in met een Europese openbare aanbesteding in twee percelen.\n\n## Perceel 1 Regiotaxi "
      "Perceel "
      "2 Vervoer naar dagbesteding\n\n| Aantal vervoerders | één | ten hoogste drie |\n"
      "| Contractduur | vier jaar | twee jaar |");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "24");
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "1");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "-3");
}

TEST(Lots, ThatASentenceJoinsShareWhatItSays) {
  const Coding coding = coded(
      head +
      "De opdracht is verdeeld in perceel 1 (begeleiding individueel) en perceel 2 (dagbesteding). "
      "Er wordt een Europese openbare procedure gevolgd.\n\nDe overeenkomst voor perceel 1 en die "
      "voor perceel 2 hebben een duur van drie jaar.\n\nIn perceel 1 worden vier aanbieders "
      "gecontracteerd. In perceel 2 worden zes aanbieders gecontracteerd.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "36");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "36");
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "4");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "6");
}

// "De percelen 1 en 2" are two of three, not all of them.
TEST(Lots, ThatAreNumberedAreNotAll) {
  const Coding coding = coded(
      head +
      "De opdracht is verdeeld in perceel 1 (begeleiding individueel), perceel 2 (dagbesteding) en "
      "perceel 3 (kortdurend verblijf). Er wordt een Europese openbare procedure gevolgd.\n\nVoor "
      "de percelen 1 en 2 duurt de overeenkomst drie jaar. Voor perceel 3 duurt de overeenkomst "
      "twee jaar en heeft de gemeente het recht deze te verlengen volgens het schema 1+1 jaar.");
  ASSERT_EQ(coding.records.size(), 3U) << "the first two lots differ in nothing";
  EXPECT_EQ(value_of(coding, "looptijd", 1), "36");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "24");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "2x12");
}

TEST(Lots, OfARangeAreNoDays) {
  const auto keys = [](std::string_view folded) {
    std::string all;
    for (const PerceelName& name : find_percelen(folded))
      for (const std::string& key : name.keys) all += key + " ";
    return all;
  };
  EXPECT_EQ(keys("voor de percelen 1 tot en met 4 geldt"), "1 2 3 4 ");
  EXPECT_EQ(keys("de percelen a t/m d"), "a b c d ");
  EXPECT_EQ(keys("percelen i tot en met iii"), "i ii iii ");
  EXPECT_EQ(keys("geldt voor perceel 1 tot en met 31 december 2024"), "1 ");
  EXPECT_EQ(keys("loopt voor de percelen 1 en 2 t/m 31-12-2024"), "1 2 ");
}

TEST(Lots, AreMeantByARange) {
  const Coding coding = coded(
      head +
      "De opdracht is verdeeld in perceel 1 (begeleiding individueel), perceel 2 (dagbesteding), "
      "perceel 3 (kortdurend verblijf) en perceel 4 (regiotaxi). Er wordt een Europese openbare "
      "procedure gevolgd.\n\nVoor de percelen 1 tot en met 3 duurt de overeenkomst drie jaar. Voor "
      "perceel 4 duurt de overeenkomst zes jaar.");
  ASSERT_EQ(coding.records.size(), 3U) << "the first three differ in nothing";
  EXPECT_EQ(value_of(coding, "looptijd", 1), "36");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "72");
}

// In a paper of no kind of its own one lot that is bought tells that all are.
TEST(Lots, AreBoughtWhereOneIs) {
  const Coding coding = coded(
      head +
      "Er wordt een Europese openbare procedure gevolgd.\n\n## Percelen\n\nPerceel 1 – "
      "Dagbesteding.\n\nPerceel 2 – Logeeropvang.\n\nPerceel 3 – Regiotaxi.\n\n## Duur\n\nVoor de "
      "percelen 1 en 2 duurt de overeenkomst drie jaar. Regiotaxi kent een overeenkomst met een "
      "looptijd van zes jaar.");
  ASSERT_EQ(coding.records.size(), 3U) << "the first two differ in nothing";
  EXPECT_EQ(value_of(coding, "looptijd", 1), "36");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "72");
}

TEST(Frames, AreNotTheCallOffsUnderThem) {
  const Coding coding = coded(
      "# Deelovereenkomst jeugdhulp gemeente Houten\n\n3 maart 2014\n\nDe gemeente Houten koopt "
      "jeugdhulp in.\n\nPartijen hebben een Basisovereenkomst gesloten, die voor onbepaalde tijd "
      "geldt.\n\nDeze Deelovereenkomst gaat in op 1 januari 2015 en eindigt op 31 december 2016.");
  EXPECT_EQ(value_of(coding, "looptijd"), "24");
}

TEST(Questions, SayNothingUntilTheyAreAnswered) {
  const Coding coding =
      coded(head +
            "De gemeente volgt een Europese openbare procedure.\n\nVraag 2 – Par. 2.4 vermeldt een "
            "looptijd van drie jaar, terwijl artikel 2 een looptijd van twee jaar noemt. Wat is "
            "juist?\n\n"
            "Antwoord: De overeenkomst heeft een looptijd van twee jaar.");
  EXPECT_EQ(value_of(coding, "looptijd"), "24");
}

TEST(Requirements, AreNoTermsOfTheContract) {
  const Coding coding = coded(
      head +
      "De gemeente volgt een Europese openbare procedure. De overeenkomst duurt vier jaar.\n\n"
      "## Geschiktheidseisen\n\n| Kerncompetentie | Minimale duur |\n| Begeleiding | looptijd van "
      "24 "
      "maanden |\n| Planning | gedurende 12 maanden |");
  EXPECT_EQ(value_of(coding, "looptijd"), "48");
}

// A longer term that is the shorter one with its options, whichever of two options is meant.
TEST(Terms, WithTheirOptionsAreNoBaseTerm) {
  const Coding coding = coded(
      head +
      "De gemeente volgt een Europese openbare procedure.\n\nDe raamovereenkomst wordt aangegaan "
      "voor "
      "drie jaar, met twee opties tot verlenging van elk achttien maanden.\n\nDe optieduur van "
      "anderhalf jaar maakt dat de overeenkomst een looptijd van zes jaar heeft.");
  EXPECT_EQ(value_of(coding, "looptijd"), "36");
}

TEST(Lots, AreNumberedInATableOfLots) {
  const Coding coding = coded(
      head +
      "De gemeente volgt een Europese openbare procedure.\n\n## De percelen\n\n| Nr | Dienst | "
      "Aantal contractanten |\n| I | Begeleiding individueel | 18 |\n| II | Dagbesteding | 10 "
      "|\n\n## Verlenging\n\n4.2 Verlenging. Perceel I: driemaal een jaar. Perceel II: eenmaal "
      "een jaar.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "18");
  EXPECT_EQ(value_of(coding, "verlenging", 1), "3x12");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "10");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "1x12");
}

TEST(Services, InHeadsOfColumnsAreArrangementsOfTheirOwn) {
  const Coding coding = coded(
      "# Inkoopstrategie jeugdhulp gemeente Houten\n\nVastgesteld op 3 maart 2020\n\nDe gemeente "
      "Houten koopt jeugdhulp in.\n\n## Samenvatting\n\n| | Jeugd-ggz | Pleegzorg |\n| Procedure | "
      "niet-openbare procedure | open house |\n| Omvang | tussen de 15 en 20 aanbieders | geen "
      "maximum |\n| Betaling | vast bedrag per cliënt | tarief per etmaal |\n| Duur | vier jaar | "
      "twee "
      "jaar |\n| Aanvang | 1 januari 2021 | 1 april 2021 |");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "jeugd_ggz");
  EXPECT_EQ(value_of(coding, "procedure", 1), "niet_openbare_procedure");
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "15-20");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "voorzieningen", 2), "pleegzorg");
  EXPECT_EQ(value_of(coding, "procedure", 2), "open_house");
  EXPECT_EQ(value_of(coding, "bekostiging", 2), "inspanningsgericht");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "24");
}

TEST(Options, TheOneThatIsChosenHolds) {
  const std::string two_headings =
      head +
      "## Twee scenario's\n\n## Scenario A - Iedereen welkom\n\nEr komt een open house. De "
      "overeenkomst duurt twee jaar.\n\n## Scenario B - Een kleine groep\n\nEr komt een Europese "
      "openbare aanbesteding. De overeenkomst gaat in op 1 januari 2021 en duurt vier jaar.\n\n";
  const std::string columns =
      head +
      "## Varianten op een rij\n\n| Onderwerp | Variant 1 | Variant 2 |\n| Procedure | open house "
      "| "
      "openbare procedure |\n| Looptijd | twee jaar | vier jaar |\n\n## Besluit\n\n";
  for (const std::string& text :
       {two_headings + "## Besluit\n\nWij kiezen scenario B.",
        two_headings + "## Voorstel\n\nHet college stemt in met scenario B.",
        two_headings + "## Tot slot\n\nDe voorkeur gaat uit naar scenario B.",
        columns + "De colleges hebben gekozen voor variant 2.",
        columns + "Variant 2 is door het bestuurlijk overleg vastgesteld."}) {
    const Coding coding = coded(text);
    EXPECT_EQ(value_of(coding, "procedure"), "openbare_procedure") << text;
    EXPECT_EQ(value_of(coding, "looptijd"), "48") << text;
  }
}

TEST(Options, OfWhichNoneOrMoreThanOneIsChosenDoNotHold) {
  const std::string options =
      head +
      "## Scenario A - Iedereen welkom\n\nEr komt een open house. De overeenkomst duurt twee "
      "jaar.\n\n## Scenario B - Een kleine groep\n\nEr komt een Europese openbare aanbesteding. De "
      "overeenkomst gaat in op 1 januari 2021 en duurt vier jaar.\n\n## Vervolg\n\n";
  for (const std::string end :
       {"Het college moet nog besluiten.", "Scenario A en scenario B worden beide voorgesteld.",
        "Het college heeft niet gekozen voor scenario B."}) {
    const Coding coding = coded(options + end);
    EXPECT_NE(value_of(coding, "procedure"), "openbare_procedure") << end;
    EXPECT_NE(value_of(coding, "looptijd"), "48") << end;
  }
}

TEST(Enumerations, OfAllThatThereIsChooseNothing) {
  const std::string terms = "De overeenkomst gaat in op 1 januari 2021 en duurt vier jaar. ";
  EXPECT_EQ(value_of(coded(head + terms +
                           "De adviseur zette de drie uitvoeringsvarianten (inspanningsgericht, "
                           "outputgericht en taakgericht) naast elkaar."),
                     "bekostiging"),
            "");
  EXPECT_EQ(
      value_of(coded(head + terms + "De uitvoeringsvariant is outputgericht."), "bekostiging"),
      "outputgericht");
}

TEST(Contents, InATableTellNothing) {
  const Coding coding =
      coded(head +
            "## Inhoud\n\n| Artikel 1 Begrippen | 3 |\n| Artikel 2 Open house | 4 |\n| Artikel 3 "
            "Productieplafond | 6 |\n\n## Artikel 2\n\nDe overeenkomst gaat in op 1 januari 2021 "
            "en duurt "
            "vier jaar.");
  EXPECT_EQ(value_of(coding, "procedure"), "");
  EXPECT_EQ(value_of(coding, "budgetplafond"), "");
  EXPECT_EQ(value_of(coding, "looptijd"), "48");
}

TEST(Providers, OfTheContractInForceAreNotTakenOver) {
  EXPECT_EQ(
      value_of(
          coded(head + "De lopende contracten (met elf aanbieders) houden op 31 december 2020 "
                       "op.\n\nDe nieuwe overeenkomst gaat in op 1 januari 2021 en duurt vier "
                       "jaar. Er is een Europese openbare procedure gevolgd. De gemeente betaalt "
                       "per uur."),
          "aanbieders"),
      "");
}

TEST(Services, InRowsOfAnOverviewAreArrangementsOfTheirOwn) {
  const Coding coding = coded(
      "# Contractoverzicht Wmo gemeente Houten\n\n3 maart 2020\n\nDe gemeente Houten heeft de "
      "volgende overeenkomsten gesloten.\n\n| Dienst | Ingang | Einde | Verlenging |\n| "
      "Huishoudelijke hulp | 1-1-2019 | 31-12-2020 | 2 x 1 jaar |\n| Dagbesteding | 1-1-2019 | "
      "31-12-2021 | geen |");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "huishoudelijke_hulp");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "24");
  EXPECT_EQ(value_of(coding, "verlenging", 1), "2x12");
  EXPECT_EQ(value_of(coding, "voorzieningen", 2), "begeleiding_groep");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "36");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "0x0");
}

TEST(Buyers, AreNotThoseWithWhomTheOneThatWritesOnceWorked) {
  const Coding coding = coded(
      "Gemeente Houten\n\nDatum: 3 maart 2020\n\nOnderwerp: raamovereenkomst individuele "
      "begeleiding Wmo\n\nDe gemeente Houten heeft met u een overeenkomst gesloten na een "
      "Europese openbare aanbesteding. De overeenkomst gaat in op 1 april 2020 en duurt drie jaar. "
      "Over een andere vorm van betalen deden wij een verkenning met Venlo en Buren. De gemeente "
      "Houten betaalt per uur.");
  EXPECT_EQ(value_of(coding, "gemeenten"), "GM0321");
}

TEST(Buyers, AreNamedInTheHeadOfEachPage) {
  const Coding coding = coded(
      "= Jaarstukken 2019 - Gemeente Houten\n\n# Maatschappelijke ondersteuning\n\n3 maart "
      "2020\n\nVoor de hulp bij het huishouden werken wij op dit moment met zes aanbieders. Het "
      "contract met hen is op 1 april 2018 ingegaan. De zorg wordt per uur vergoed.");
  EXPECT_EQ(value_of(coding, "gemeenten"), "GM0321");
  EXPECT_EQ(value_of(coding, "aanbieders"), "6");
  EXPECT_EQ(value_of(coding, "ingangsdatum"), "2018-04-01");
}

TEST(Arrangements, AreToldByOneFactWhereBuyerAndServiceAreSure) {
  const Coding coding = coded(
      "# Productenboek huishoudelijke hulp Wmo\n\nBijlage 2 bij de raamovereenkomst "
      "huishoudelijke hulp van de gemeente Houten\n\n3 maart 2020\n\nVoor elk product geldt een "
      "tarief per uur, dat de gemeente Houten betaalt.");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(value_of(coding, "bekostiging"), "inspanningsgericht");
  EXPECT_EQ(value_of(coding, "looptijd"), "");
}

TEST(Papers, AboutEverythingTellNothingOfCareByOtherPurchases) {
  const Coding coding = coded(
      "# Raadsvoorstel tweede bestuursrapportage gemeente Houten\n\n5 november 2020\n\nDe uitgaven "
      "aan jeugdhulp stegen.\n\nHet onderhoud van het openbaar groen is na een Europese openbare "
      "aanbesteding gegund aan twee aannemers. De overeenkomst duurt vier jaar en kan tweemaal met "
      "een jaar worden verlengd.");
  EXPECT_EQ(coding.records.size(), 1U);
}

TEST(Papers, OfManyDecisionsTellOfCareWhereTheyNameIt) {
  const Coding coding = coded(
      "# Openbare besluitenlijst college van Houten\n\nVergadering van 3 maart 2020\n\n| 1. | "
      "Herinrichting Nude. Het college gunt het werk na een meervoudig onderhandse procedure. |\n| "
      "2. | Inburgering. De gemeente Houten draagt de inburgering op via een Europese openbare "
      "aanbesteding. De overeenkomst loopt van 1 juli 2020 tot en met 31 december 2021. |\n| 3. | "
      "Viering. Het college verleent een stichting subsidie voor drie jaar. |");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(value_of(coding, "procedure"), "openbare_procedure");
  EXPECT_EQ(value_of(coding, "looptijd"), "18");
}

TEST(Tenders, AreNotContradictedByTheContractInForce) {
  const Coding coding = coded(
      "# Aanbestedingsleidraad huishoudelijke hulp Wmo gemeente Houten\n\n3 maart 2020\n\nThans "
      "zijn "
      "veertien aanbieders gecontracteerd.\n\nDe gemeente Houten sluit een raamovereenkomst met "
      "maximaal zes opdrachtnemers. De overeenkomst gaat in op 1 januari 2021 en duurt drie jaar.");
  EXPECT_EQ(value_of(coding, "aanbieders"), "-6");
}

TEST(Services, BesideOneThatDeviatesAreBoughtAsAll) {
  const Coding coding = coded(
      "# Toelatingsdocument jeugdhulp gemeente Houten\n\n3 maart 2020\n\n## 1 Algemeen\n\nDit is "
      "een "
      "toelatingsprocedure. De overeenkomsten gaan in op 1 april 2021 en duren vier jaar. De "
      "gemeente "
      "Houten betaalt per uur.\n\n## 2 Per dienst\n\n### 2.1 Jeugd-ggz\n\nVoor de jeugd-ggz gelden "
      "de "
      "bepalingen van deel 1 onverkort.\n\n### 2.2 Dyslexiezorg\n\nIn afwijking van deel 1 gaat de "
      "overeenkomst in op 1 augustus 2021 en duurt zij drie jaar. Betaald wordt een vast bedrag "
      "per "
      "traject.\n\n### 2.3 Pleegzorg\n\nDe dienst is teruggetrokken en maakt geen deel uit van "
      "deze "
      "procedure.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "jeugd_ggz");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "voorzieningen", 2), "dyslexie");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "36");
}

TEST(ContractInForce, FillsNoGapOfADescribedPurchase) {
  const Coding coding = coded(
      "# Aanbestedingsleidraad begeleiding individueel Wmo gemeente Houten\n\n3 maart 2020\n\nDe "
      "huidige overeenkomst, die op 31 juli 2020 afloopt na vijf jaar, wordt gemist.\n\nDe "
      "gemeente "
      "volgt de Europese openbare procedure. Met vier aanbieders wordt een overeenkomst gesloten. "
      "Er "
      "wordt betaald per uur.");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(value_of(coding, "aanbieders"), "4");
  EXPECT_EQ(value_of(coding, "looptijd"), "");
}

TEST(Lots, GoByTheirLetterAloneInTheHeadsOfColumns) {
  const Coding coding = coded(
      "# Gunningsadvies gemeente Houten\n\n3 maart 2020\n\nPerceel A is huishoudelijke hulp en "
      "perceel B is dagbesteding.\n\n| | A | B |\n| Ingangsdatum | 1 januari 2021 | 1 april 2021 "
      "|\n| Einddatum | 31 december 2024 | 31 maart 2023 |\n| Opties | 2 x 2 jaar | 1 x 1 jaar "
      "|\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "verlenging", 1), "2x24");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "24");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "1x12");
}

TEST(Lots, WithANameBeforeAColonAreLots) {
  const Coding coding = coded(
      head +
      "Perceel Ambulant: de overeenkomst duurt vijf jaar en wordt per uur vergoed.\n\nPerceel "
      "Dagbehandeling: de overeenkomst duurt drie jaar en wordt per dagdeel vergoed.\n\nDe "
      "overeenkomst gaat in op 1 januari 2021.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "60");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "36");
}

TEST(Lots, ThatShareARowOfATableShareWhatItSays) {
  const Coding coding = ::inkoopmonitor::classify::coded(
      head +
      "De opdracht bestaat uit drie percelen. Er is een Europese openbare procedure gevolgd. De "
      "gemeente betaalt per uur.\n\n## Looptijd\n\n| Perceel | Vaste duur | Verlengen |\n"
      "| 1 en 2 | vier jaar | twee keer twee jaar |\n| 3 | twee jaar | een keer twee jaar |");
  std::string found;
  for (std::size_t at = 1; at < coding.records.size(); ++at)
    found += value_of(coding, "looptijd", at) + " " + value_of(coding, "verlenging", at) + "; ";
  EXPECT_EQ(found, "48 2x24; 24 1x24; ");
}

TEST(Services, OfAColumnAreThoseThatSentencesName) {
  const Coding coding = ::inkoopmonitor::classify::coded(
      "# Collegevoorstel gemeente Houten\n\n9 april 2019\n\n## Voorgesteld besluit\n\n"
      "1. De huishoudelijke hulp via een open house in te kopen, met ingang van 1 januari 2020.\n\n"
      "2. De dagbesteding in te kopen via een openbare aanbesteding, met ingang van 1 juli "
      "2020.\n\n## Overzicht\n\n| | Huishoudelijke hulp | Dagbesteding |\n| Duur | twee jaar | "
      "vier jaar |\n| Bekostiging | tarief per uur | vast bedrag per cliënt per maand |\n| Aantal "
      "aanbieders | onbeperkt | maximaal 12 |");
  std::string found;
  for (std::size_t at = 1; at < coding.records.size(); ++at)
    found += value_of(coding, "voorzieningen", at) + " " + value_of(coding, "procedure", at) + " " +
             value_of(coding, "looptijd", at) + " " + value_of(coding, "ingangsdatum", at) + "; ";
  EXPECT_EQ(found,
            "huishoudelijke_hulp open_house 24 2020-01-01; begeleiding_groep "
            "openbare_procedure 48 2020-07-01; ");
}

TEST(Options, OfRowsAreTakenOrLeftByTheirVerdict) {
  const Coding coding = coded(
      "# Inkoopstrategie dagbesteding gemeente Houten\n\nDe gemeente Houten koopt dagbesteding "
      "in.\n\n## Vergelijking\n\n| Vorm | Voordeel | Oordeel |\n| open house met alle aanbieders "
      "| veel keuze | valt af |\n| openbare aanbesteding met vijf aanbieders | overzicht | gekozen "
      "|\n\nDe overeenkomst duurt vier jaar. Er wordt per dagdeel betaald.");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(value_of(coding, "procedure"), "openbare_procedure");
}

}  // namespace
}  // namespace inkoopmonitor::classify
