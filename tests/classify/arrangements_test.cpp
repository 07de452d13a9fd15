// Which arrangements a document tells of: the contract in force beside the next one, lots that
// deviate, services under headings, items and rows, options that are chosen.
#include <gtest/gtest.h>

#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {
namespace {

TEST(Times, AreToldByTheDatesOfTwoContracts) {
  // Not a word says that the first one is the contract in force.
  const Coding coding = coded(
      "# Voorstel inkoop hulpmiddelen Wmo gemeente Houten\n\n16 april 2019\n\nHet contract met "
      "Welzorg, de enige leverancier, is op 1 januari 2015 ingegaan voor vier jaar, met één optie "
      "op een jaar extra.\n\nDe gemeente Houten koopt hulpmiddelen in met een Europese openbare "
      "aanbesteding. De raamovereenkomsten gaan in op 1 januari 2020. Zij lopen twee jaar en "
      "kunnen "
      "twee keer met een jaar worden verlengd. De gemeente contracteert drie leveranciers.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "status", 1), "geldend");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "verlenging", 1), "1x12");
  EXPECT_EQ(value_of(coding, "status", 2), "gepland");
  EXPECT_EQ(value_of(coding, "ingangsdatum", 2), "2020-01-01");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "24");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "3");
}

TEST(Times, OfAnExtensionAreNoNextContract) {
  const Coding coding = coded(
      "# Verlenging overeenkomst individuele begeleiding Wmo gemeente Houten\n\n16 april "
      "2019\n\nDe overeenkomst is op 1 januari 2017 ingegaan en duurt drie jaar. De gemeente "
      "Houten "
      "betaalt per uur. De verlenging gaat in op 1 januari 2020.");
  EXPECT_EQ(value_of(coding, "ingangsdatum"), "2017-01-01");
  EXPECT_EQ(value_of(coding, "looptijd"), "36");
}

TEST(Lots, ThatAreNamedAsAContrastAreNotMeant) {
  const Coding coding = coded(
      head +
      "De inkoop verloopt openbaar.\n\n## Perceel 1 Vervoer\n\nDe overeenkomst duurt vier jaar "
      "vanaf 1 januari 2020.\n\n## Perceel 2 Begeleiding\n\nDe overeenkomst gaat, anders dan bij "
      "perceel 1, in op 1 augustus 2020 en heeft een looptijd van drie jaar.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "36");
  EXPECT_EQ(value_of(coding, "ingangsdatum", 2), "2020-08-01");
}

TEST(Lots, InAListHaveItsIntroductionAsLabel) {
  const Coding coding = coded(
      head +
      "De overeenkomst gaat voor alle percelen in op 1 januari 2021. De gemeente kan de "
      "overeenkomst verlengen:\n\n- voor perceel A tweemaal, steeds met een kalenderjaar;\n- voor "
      "perceel B eenmaal, met twee kalenderjaren.\n\nVoor perceel A duurt zij drie jaar en voor "
      "perceel B twee jaar.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "verlenging", 1), "2x12");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "1x24");
}

TEST(Lots, NamedBesideOthersAloneAreProvenByThat) {
  const Coding coding = coded(
      "# Aanbestedingsdocument Wmo-begeleiding en dagbesteding\nDe gemeenten Borne en Best volgen "
      "een Europese openbare procedure.\n| Perceel | Dienst | Looptijd | Aanbieders |\n| 2 | "
      "Begeleiding individueel | 2 jaar met 2 x 1 jaar verlenging | minimaal drie, maximaal zes "
      "|\n| "
      "2 | Dagbesteding | 48 maanden | ten hoogste 5 |\n- Voor perceel 2 geldt in afwijking "
      "hiervan "
      "een vast bedrag per jaar.\n- Perceel 1 en 2: SAS-procedure.\nTot en met 31 december 2019 "
      "gold "
      "de vorige overeenkomst. De huidige contracten lopen af.");
  EXPECT_EQ(value_of(coding, "perceel", 1), "1");
  for (const Record& record : coding.records) {
    for (const Value& value : record.values)
      EXPECT_TRUE(value.outcome != Outcome::value || !value.evidence.empty())
          << record.number << ' ' << value.variable << " = " << value.value;
  }
}

TEST(Questions, ThatAreAHeadingLastUntilTheirAnswer) {
  const Coding coding = coded(
      "# Nota van inlichtingen individuele begeleiding Wmo gemeente Houten\n\n3 maart 2020\n\n## "
      "Vraag 2. Duur\n\nBij een looptijd van twee jaar verdienen wij niets terug. De overeenkomst "
      "duurt acht jaar, stellen wij voor.\n\nAntwoord. De overeenkomst duurt vijf jaar vanaf 1 "
      "januari 2021. De gemeente Houten betaalt per uur.");
  EXPECT_EQ(value_of(coding, "looptijd"), "60");
}

TEST(Questions, GiveTheirAnswersASubject) {
  const Coding coding = coded(
      "# Nota van inlichtingen individuele begeleiding Wmo gemeente Houten\n\n3 maart "
      "2020\n\nVraag 1. Noemt de leidraad een openbare procedure?\n\nKlopt. De gemeente Houten "
      "volgt een Europese openbare procedure.\n\n## Vraag 2. Met hoeveel partijen sluit u "
      "uiteindelijk een overeenkomst?\n\nZes. De hoogste scores gaan voor.\n\nVraag 3. In de "
      "leidraad staat een looptijd van drie jaar. Hoe lang duurt de overeenkomst?\n\nVier "
      "jaar.\n\nVraag 4. Hoe lang moeten wij de inschrijving gestand doen?\n\nZes "
      "maanden.\n\nVraag 5. Kunnen andere aanbieders later alsnog instromen?\n\nNee.\n\nVraag 6. "
      "Mogen wij een deel door een onderaannemer laten uitvoeren? Ja, tot een kwart van de uren.");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(value_of(coding, "procedure"), "openbare_procedure");
  EXPECT_EQ(value_of(coding, "aanbieders"), "6");
  EXPECT_EQ(value_of(coding, "looptijd"), "48");
  EXPECT_EQ(value_of(coding, "tussentijdse_toetreding"), "nee");
  EXPECT_EQ(value_of(coding, "onderaanneming"), "toegestaan");
}

TEST(Services, UnderOneHeadingAreApartFromAllElse) {
  const Coding coding = coded(
      "# Raadsinformatiebrief jeugdhulp met verblijf gemeente Houten\n\n7 oktober 2019\n\nDe "
      "gemeente Houten heeft een onderhandelingsprocedure gevolgd. De overeenkomsten beginnen op 1 "
      "januari 2020 en duren acht jaar. Er zijn vier aanbieders gecontracteerd. Zij krijgen een "
      "vast jaarbudget.\n\n## En het crisisteam?\n\nDe gemeente verleent de stichting een subsidie "
      "voor twee jaar, van 1 januari 2020 tot en met 31 december 2021. De subsidie wordt verleend "
      "aan één aanvrager. Betaald wordt per geleverd uur.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "crisishulp");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "24");
  EXPECT_EQ(value_of(coding, "procedure", 2), "onderhandelingsprocedure");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "96");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "4");
}

TEST(Options, InRowsThatAreNotChosenDoNotHold) {
  const Coding coding = coded(
      head +
      "| Scenario | Voor | Tegen |\n| 1. Open house, betalen per dagdeel | vertrouwd | geen "
      "prikkel "
      "|\n| 2. Aanbesteden met een vast bedrag per cliënt | prikkel | overgang |\n\nDe gemeente "
      "kiest voor scenario 2. De overeenkomst gaat in op 1 januari 2021 en duurt vier jaar.");
  EXPECT_EQ(value_of(coding, "procedure"), "");
  EXPECT_EQ(value_of(coding, "bekostigingsvorm"), "clientgebonden");
}

TEST(Services, AtTheBeginOfANumberedItemAreArrangementsOfTheirOwn) {
  const Coding coding = coded(
      "# Rapport huishoudelijke ondersteuning en begeleiding gemeente Houten\n\n7 april 2020\n\n## "
      "3 "
      "De huidige contracten\n\n- 3.1 Huishoudelijke ondersteuning. De gemeente Houten volgde de "
      "openbare procedure; met de zeven beste is een raamovereenkomst gesloten. De overeenkomst is "
      "ingegaan op 1 januari 2020 en geldt voor drie jaar.\n- 3.2 Individuele begeleiding. Voor "
      "individuele begeleiding kent de gemeente een toelatingsprocedure. Er zijn 58 aanbieders "
      "gecontracteerd. De overeenkomst loopt sinds 1 april 2019 voor onbepaalde tijd.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "huishoudelijke_hulp");
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "7");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "36");
  EXPECT_EQ(value_of(coding, "procedure", 2), "open_house");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "onbepaald");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "58");
}

TEST(Options, TheOneThatAHeadingChoosesHoldsBelowIt) {
  const Coding coding = coded(
      head +
      "## Scenario A\n\nOpen house, twee jaar.\n\n## Scenario B\n\nEen dialoog, acht jaar.\n\n## "
      "5. "
      "De keuze: scenario B\n\nDe colleges kiezen voor scenario B. Er volgt een "
      "concurrentiegerichte "
      "dialoog. De overeenkomsten gaan in op 1 januari 2022 en eindigen op 31 december 2025.");
  EXPECT_EQ(value_of(coding, "procedure"), "concurrentiegerichte_dialoog");
  EXPECT_EQ(value_of(coding, "ingangsdatum"), "2022-01-01");
}

TEST(Buyers, AreNotThoseWhoAreOnlyTold) {
  const Coding coding = coded(
      "# Voorstel maatschappelijke opvang\n\n15 november 2019\n\nDe gemeente Houten verleent een "
      "subsidie voor de maatschappelijke opvang van 1 januari 2020 tot en met 31 december 2021.\n\n"
      "De gemeenten Venlo, Buren en Leek hierover als centrumgemeente te informeren.");
  EXPECT_EQ(value_of(coding, "gemeenten"), "GM0321");
}

TEST(Lots, GoByTheLetterThatAHeadBeginsWith) {
  const Coding coding = coded(
      head +
      "De gemeente koopt drie segmenten in.\n\n- Segment A, ambulant.\n- Segment B, groep.\n\n| "
      "Onderwerp | A. Ambulant | B. Groep |\n| Start | 1 januari 2022 | 1 maart 2022 |\n| Duur | "
      "vijf jaar | drie jaar |");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "60");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "36");
}

TEST(Lots, FromWhichOneDeviatesAreTheOthers) {
  const Coding coding = coded(
      head +
      "Voor perceel A en perceel B wordt met één partij een "
      "overeenkomst gesloten. Zij duurt zes jaar. De start is 1 januari 2021.\n\nPerceel B wijkt "
      "hiervan af. De overeenkomst start op 1 juli 2021 en duurt vijf jaar.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "looptijd", 1), "72");
  EXPECT_EQ(value_of(coding, "ingangsdatum", 1), "2021-01-01");
  EXPECT_EQ(value_of(coding, "looptijd", 2), "60");
  EXPECT_EQ(value_of(coding, "ingangsdatum", 2), "2021-07-01");
}

TEST(Registers, OfContractsGiveOneArrangementARow) {
  const Coding coding = coded(
      "# Contractenregister gemeente Houten\n\nBijgewerkt tot en met 1 maart 2020.\n\n| Nr | "
      "Contract "
      "| Procedure | Contractpartij(en) | Begin | Einde vaste looptijd | Opties |\n| 214 | "
      "Huishoudelijke hulp (Wmo) | openbare aanbesteding | 5 aanbieders | 01-01-2019 | 31-12-2022 "
      "| 2 "
      "x 1 jaar |\n| 221 | Dyslexiezorg (Jeugdwet) | open house | 12 praktijken | 01-08-2019 | "
      "31-07-2021 | geen |\n| 241 | Catering stadhuis | openbare aanbesteding | 1 cateraar | "
      "01-04-2017 | 31-03-2021 | geen |\n\n## In voorbereiding\n\n| Nr | Contract | Procedure | "
      "Begin | "
      "Looptijd |\n| 252 | Beschermd wonen (Wmo) | SAS-procedure | 1 januari 2021 | drie jaar |");
  ASSERT_EQ(coding.records.size(), 4U);
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "huishoudelijke_hulp");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "48");
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "5");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "0x0");
  EXPECT_EQ(value_of(coding, "status", 2), "geldend");
  EXPECT_EQ(value_of(coding, "procedure", 3), "sas_procedure");
  EXPECT_EQ(value_of(coding, "status", 3), "gepland");
}

TEST(Alternatives, EndWhereItIsSaidWhatIsDone) {
  const Coding coding = coded(
      head +
      "## Waarom geen aanbesteding\n\nEen openbare aanbesteding kost veel. Wij werken daarom met "
      "een "
      "toelatingsprocedure. Elke organisatie die aan de eisen voldoet, krijgt een overeenkomst.");
  EXPECT_EQ(value_of(coding, "procedure"), "open_house");
  EXPECT_EQ(value_of(coding, "aanbieders"), "onbeperkt");
}

TEST(Lots, AreCalledPartsToo) {
  const Coding coding = coded(
      "# Subsidieregeling inloop gemeente Houten\n\n3 maart 2020\n\nVoor onderdeel A (inloop) "
      "wordt de "
      "subsidie verleend aan één aanvrager. Verlenging is niet mogelijk.\n\nVoor onderdeel B "
      "(dagbesteding) wordt de subsidie verleend aan ten minste drie en ten hoogste zes "
      "aanvragers. "
      "De subsidie kan eenmaal met twee jaar worden verlengd.\n\nDe subsidie wordt verleend van 1 "
      "januari 2021 tot en met 31 december 2022.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(value_of(coding, "aanbieders", 1), "1");
  EXPECT_EQ(value_of(coding, "verlenging", 1), "0x0");
  EXPECT_EQ(value_of(coding, "aanbieders", 2), "3-6");
  EXPECT_EQ(value_of(coding, "verlenging", 2), "1x24");
}

TEST(OldText, ThatAnAddendumQuotesDoesNotHold) {
  const Coding coding = coded(
      head +
      "De overeenkomst duurt drie jaar vanaf 1 januari 2021. In paragraaf 2.7 vervalt de zin ‘De "
      "opdracht wordt aan ten hoogste drie inschrijvers gegund.’\n\nIn de plaats daarvan komt: de "
      "gemeente gunt de opdracht aan de vijf inschrijvers met de hoogste score. Nieuwe aanbieders "
      "worden ook in de verlengde periode niet toegelaten.");
  EXPECT_EQ(value_of(coding, "aanbieders"), "5");
  EXPECT_EQ(value_of(coding, "verlenging"), "");
}

}  // namespace
}  // namespace inkoopmonitor::classify
