// Options as they are counted, told apart and left out, and papers in which one of several ways was
// chosen: wordings in which a number or a denial belongs to something else.
#include <gtest/gtest.h>

#include "tests/classify/made_document.h"
#include "tests/classify/term_case.h"

namespace inkoopmonitor::classify {
namespace {

const std::vector<TermCase> options = {
    {"De overeenkomst heeft een looptijd van 8 jaar, namelijk een initiële looptijd van 4 jaar en "
     "een "
     "optie tot verlenging van 4 jaar (2 x 2 jaar).",
     "48 2x24 - -"},
    {"De overeenkomst eindigt automatisch op 31 december 2024 tenzij gebruik wordt gemaakt van de "
     "verlengingsopties (2 x 1 jaar).",
     "- 2x12 - 2024-12-31"},
    {"De overeenkomst heeft een looptijd van twee jaar en kan telkens met een jaar worden verlengd "
     "tot "
     "een maximale looptijd van vijf jaar.",
     "24 3x12 - -"},
    {"Looptijd 4 jaar, te verlengen tot maximaal 8 jaar in jaarlijkse stappen.", "48 4x12 - -"},
    {"De initiële looptijd is drie jaar. Daarna kan de overeenkomst per jaar worden verlengd tot "
     "een "
     "totale duur van zes jaar.",
     "36 3x12 - -"},
    {"De overeenkomst duurt vier jaar en kan worden verlengd tot maximaal acht jaar. De tarieven "
     "worden jaarlijks geïndexeerd.",
     "48 - - -"},
    {"De overeenkomst duurt drie jaar. Optiejaren zijn er twee.", "36 2x12 - -"},
    {"De overeenkomst duurt drie jaar. Het aantal verlengingen bedraagt twee, ieder voor de duur "
     "van een jaar.",
     "36 2x12 - -"},
    {"De overeenkomst duurt twee jaar. Optiejaren (elk 12 maanden): 3", "24 3x12 - -"},
    {"De overeenkomst duurt twee jaar. Opties: 1 jaar + 1 jaar + 6 maanden", "24 2x12+1x6 - -"},
    {"De gemeente kan de overeenkomst, nadat de eerste vier jaar zijn verstreken, met nog eens "
     "twee "
     "jaar voortzetten.",
     "- 1x24 - -"},
    {"De overeenkomst duurt drie jaar. Zowel de eerste als de tweede verlenging beslaat anderhalf "
     "jaar.",
     "36 2x18 - -"},
    {"De overeenkomst duurt drie jaar. Er zijn twee opties: de eerste bestrijkt twee jaar, de "
     "tweede "
     "optie een jaar.",
     "36 1x24+1x12 - -"},
    {"De overeenkomst duurt drie jaar. De eerste verlenging geldt voor een jaar. Een tweede, "
     "laatste "
     "verlenging is mogelijk voor een half jaar.",
     "36 1x12+1x6 - -"},
    {"De overeenkomst duurt drie jaar. De gemeente mag haar per halfjaar verlengen en mag dat in "
     "totaal drie keer doen.",
     "36 3x6 - -"},
    {"De overeenkomst duurt drie jaar. Ten hoogste vier keer, steeds met een jaar, kan de gemeente "
     "meedelen dat zij de samenwerking voortzet.",
     "36 4x12 - -"},
    {"De overeenkomst duurt drie jaar. Daarna volgen twee halfjaarsverlengingen, gevolgd door een "
     "slotverlenging van een jaar.",
     "36 2x6+1x12 - -"},
    {"De overeenkomst duurt drie jaar. Op grond van art. 9 optie tot verlenging mag de gemeente "
     "tweemaal met een jaar verlengen (zie ook 1.4 verlenging).",
     "36 2x12 - -"},
    {"De overeenkomst duurt drie jaar. Zij wordt zonder nadere handeling van partijen steeds met "
     "twaalf maanden voortgezet.",
     "36 stilzwijgend - -"},
    {"Zijn er optiejaren?\n\nNee, die zijn er niet. De overeenkomst duurt drie jaar.",
     "36 0x0 - -"},
    {"De overeenkomst duurt drie jaar. Zij voorziet niet in een mogelijkheid tot verlenging.",
     "36 0x0 - -"},
    {"| Optie 1 | 01-01-2028 t/m 31-12-2028 |\n| Optie 2 | 01-01-2029 t/m 31-12-2029 |",
     "- 2x12 - -"},
};

const std::vector<TermCase> no_options = {
    {"De overeenkomst duurt drie jaar. Doorgaan met de leverancier van nu is geen optie, omdat de "
     "dienst is veranderd.",
     "36 - - -"},
    {"De overeenkomst duurt drie jaar. Wij verlengen het contract voor de inloop daarom niet.",
     "36 - - -"},
    {"De overeenkomst duurt drie jaar. Een beschikking voor hulp bij het huishouden kan na een "
     "nieuwe indicatie met twaalf maanden worden verlengd.",
     "36 - - -"},
    {"De overeenkomst duurt drie jaar. Wie niet wil verlengen, meldt dit negen maanden tevoren.",
     "36 - - -"},
    {"De overeenkomst duurt drie jaar, verlengingen niet meegerekend.", "36 - - -"},
    {"De overeenkomst duurt drie jaar. Wij adviseren de verlenging van het beleidsplan met een "
     "jaar.",
     "36 - - -"},
};

const std::vector<TermCase> terms = {
    {"Vanwege de investeringen in kleinschalig verblijf kiezen wij voor een contractduur van zes "
     "jaar.",
     "72 - - -"},
    {"De overeenkomst treedt in werking op 1 januari 2022 en eindigt, zonder dat daarvoor "
     "opzegging "
     "nodig is, op 31 december 2025.",
     "48 - 2022-01-01 2025-12-31"},
    {"Voor de jaren 2016, 2017 en 2018 sluiten wij overeenkomsten met de aanbieders.",
     "36 - 2016-01-01 2018-12-31"},
    {"De overeenkomst geldt gedurende een periode van 48 maanden, onverminderd artikel 19 "
     "(ontbinding).",
     "48 - - -"},
    {"Wij gaan een verbintenis aan voor een lustrum: de overeenkomst duurt een lustrum.",
     "60 - - -"},
    {"Gedacht wordt aan een contractduur van in totaal maximaal acht jaar.", "- - - -"},
    {"Onderzocht wordt of een contractduur van acht jaar wenselijk is.", "- - - -"},
    {"Een looptijd van tien jaar acht de gemeente te lang. De overeenkomst duurt vier jaar.",
     "48 - - -"},
};

TEST(OptionWordings, TellHowManyAndHowLong) {
  expect_terms(options);
}

TEST(OptionWordings, OfOtherThingsTellNothing) {
  expect_terms(no_options);
}

TEST(TermNames, StandWhateverIsSaidBeforeThem) {
  expect_terms(terms);
}

TEST(Choice, OfColumnsUnderTheirLettersIsReadWhereTheDecisionNamesOne) {
  const Coding coding = coded(
      "# Voorstel aan het college van Houten\n\n## Gevraagd besluit\n\n- Scenario C te kiezen als "
      "grondslag voor de inkoop van begeleiding (Wmo).\n\n## De scenario's\n\nScenario A is het "
      "eenvoudigst uit te voeren, in scenario B blijft de gemeente per uur betalen.\n\n"
      "| Onderwerp | A. Voortzetten | B. Beperken | C. Eén partner |\n| Duur | 2 jaar | 4 jaar | 5 "
      "jaar |\n"
      "| Aanbieders | 40 | 8 | 1 |\n\n## Uitwerking van het voorgestelde scenario\n\nDe "
      "overeenkomst begint op 1 januari 2020 en duurt vijf jaar. De partner ontvangt per jaar één "
      "vast bedrag (lumpsum).");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "60");
  EXPECT_EQ(value_of(coding, "bekostiging", 1), "taakgericht");
}

TEST(Consultations, AreAboutWhatIsBoughtWhereTheCouncilDecided) {
  const Coding coding = coded(
      "# Uitkomsten marktconsultatie beschermd wonen Houten\n\nDe gemeente Houten bereidt de "
      "inkoop "
      "van beschermd wonen (Wmo) voor. De meeste aanbieders vinden vier jaar te kort.\n\n# Wat "
      "doet "
      "de gemeente ermee\n\nDe gemeente volgt een SAS-procedure. De overeenkomsten gaan in op 1 "
      "januari 2024 en hebben een looptijd van zes jaar.");
  EXPECT_EQ(value_of(coding, "voorzieningen", 1), "beschermd_wonen");
  EXPECT_EQ(value_of(coding, "looptijd", 1), "72");
}

TEST(Providers, AreCountedWithTheOneThatIsWrittenTo) {
  const std::string head =
      "# Brief gemeente Houten over begeleiding (Wmo)\n\nDe overeenkomst duurt drie jaar. Er is "
      "een "
      "Europese openbare procedure gevolgd.\n\n";
  EXPECT_EQ(value_of(coded(head + "Met uw onderneming en met drie andere aanbieders heeft de "
                                  "gemeente een raamovereenkomst gesloten."),
                     "aanbieders"),
            "4");
  EXPECT_EQ(value_of(coded(head + "Meer dan zeven opdrachtnemers zullen er niet gecontracteerd "
                                  "worden."),
                     "aanbieders"),
            "-7");
  EXPECT_EQ(value_of(coded(head + "Contractanten: 1. Zorggroep Noord 2. De Linde 3. Hulp en Huis"),
                     "aanbieders"),
            "");
}

// How many options there are, or how long they are, may follow from the term beside them.
TEST(Options, FollowFromTheTermBesideThem) {
  expect_terms({
      {"De overeenkomst loopt van 1 januari 2021 tot en met 31 december 2022 en kan telkens met "
       "een "
       "jaar worden verlengd, uiterlijk tot 31 december 2025.",
       "24 3x12 2021-01-01 2022-12-31"},
      {"De overeenkomst duurt drie jaar en kan met dezelfde duur worden verlengd.", "36 1x36 - -"},
      {"De overeenkomst wordt aangegaan voor twee jaar. Zij kan tweemaal voor eenzelfde periode "
       "worden verlengd.",
       "24 2x24 - -"},
      {"De overeenkomst duurt drie jaar en kan worden verlengd.", "36 - - -"},
  });
}

}  // namespace
}  // namespace inkoopmonitor::classify
