// What a document is coded as, on sentences made for the purpose (none of the gold set's own).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "classify/classify.h"
#include "error.h"
#include "tests/classify/made_document.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::classify {
namespace {

struct Case {
  std::string sentence, variable, value;
};

// One arrangement around the sentence under test, so that there is a record to code.
std::string around(const std::string& sentence) {
  return "# Raamovereenkomst huishoudelijke hulp gemeente Houten\n\nGetekend op 3 maart 2020.\n\n" +
         sentence + "\n";
}

void expect_values(const std::vector<Case>& cases, const std::string& rest) {
  for (const Case& one : cases) {
    const Coding coding = coded(around(one.sentence + "\n\n" + rest));
    ASSERT_EQ(coding.records.size(), 2U) << one.sentence;
    EXPECT_EQ(coding.records[1].text_of(one.variable), one.value) << one.sentence;
  }
}

TEST(Rules, EveryRuleFindsItsOwnExamples) {
  for (const Finding& finding : check(project_rules()))
    ADD_FAILURE() << finding.file << ", " << finding.rule << ": " << finding.problem;
}

TEST(Rules, AMistakeNamesFileRuleAndRemedy) {
  try {
    RuleSet::load(SOURCE_DIR "/tests/classify/data/unknown_variable");
    FAIL() << "loaded";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_NE(error.subject.find("rule kleur.rood"), std::string::npos) << error.subject;
    EXPECT_NE(error.problem.find("kleur"), std::string::npos) << error.problem;
    EXPECT_FALSE(error.remedy.empty());
  }
}

TEST(Rules, ANewVariableNeedsNoProgramming) {
  // The project's own rules with one variable and one rule more: what a researcher would add.
  const testing_support::TemporaryFolder folder;
  std::filesystem::copy(SOURCE_DIR "/classify/rules", folder.path() / "rules");
  std::filesystem::copy(SOURCE_DIR "/classify/codebook.toml", folder.path() / "codebook.toml");
  std::ofstream(folder.path() / "codebook.toml", std::ios::app)
      << "\n[[variable]]\nname = \"kleur\"\ntype = \"code\"\nlabel = { nl = \"Kleur\", en = "
         "\"Colour\" }\n"
         "codes = [{ value = \"rood\", nl = \"Rood\", en = \"Red\" }]\n";
  std::ofstream(folder.path() / "rules" / "kleur.toml")
      << "[[rule]]\nname = \"kleur.rood\"\nvariable = \"kleur\"\nvalue = \"rood\"\n"
         "phrases = [\"rood gespoten\"]\nyes = [\"De wagens zijn rood gespoten\"]\n";
  const RuleSet rules = RuleSet::load(folder.path());
  const Coding coding = classify(
      made_document("# Overeenkomst hulpmiddelen gemeente Houten\n\nDe overeenkomst gaat in op "
                    "1 mei 2020 en duurt twee jaar. De wagens zijn rood gespoten."),
      rules, of_any_year, {.set_year = 2020});
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("kleur"), "rood");
}

TEST(Term, IsReadInManyWordings) {
  expect_values(
      {
          {"De overeenkomst heeft een looptijd van drie jaar.", "looptijd", "36"},
          {"Het contract wordt gesloten voor de duur van 48 (achtenveertig) maanden.", "looptijd",
           "48"},
          {"De raamovereenkomst wordt aangegaan voor een periode van anderhalf jaar.", "looptijd",
           "18"},
          {"| Contractduur | twee jaar |", "looptijd", "24"},
          {"| Initiële looptijd | 30 maanden |", "looptijd", "30"},
          {"De overeenkomst loopt van 1 april 2020 tot en met 31 maart 2022.", "looptijd", "24"},
          {"De overeenkomst gaat in op 1 mei 2020 en eindigt van rechtswege op 30 april 2023.",
           "looptijd", "36"},
          {"De overeenkomst wordt aangegaan voor onbepaalde tijd.", "looptijd", "onbepaald"},
      },
      "Aanbieders declareren per gewerkt uur. Er worden zes aanbieders gecontracteerd.");
}

TEST(Term, NoticeAndValidityAreNoTerm) {
  for (const std::string sentence :
       {"De opzegtermijn bedraagt zes maanden.", "De gestanddoeningstermijn is drie maanden.",
        "Een VOG mag niet ouder zijn dan drie jaar."}) {
    const Coding coding = coded(around(
        std::string(sentence) +
        "\n\nAanbieders declareren per gewerkt uur. Er worden zes aanbieders gecontracteerd."));
    ASSERT_EQ(coding.records.size(), 2U) << sentence;
    EXPECT_EQ(coding.records[1].text_of("looptijd"), "") << sentence;
    EXPECT_EQ(coding.records[1].find("looptijd")->outcome, Outcome::absent) << sentence;
  }
}

TEST(Term, TwoThatAreSaidEquallyFirmlyContradict) {
  const Coding coding = coded(
      around("De overeenkomst duurt drie jaar.\n\nDe raamovereenkomst heeft een looptijd van vier "
             "jaar.\n\n"
             "De overeenkomst gaat in op 1 mei 2020 en eindigt op 30 april 2023. Aanbieders "
             "declareren per gewerkt uur. Er worden zes aanbieders gecontracteerd."));
  ASSERT_EQ(coding.records.size(), 2U);
  const Value& term = *coding.records[1].find("looptijd");
  EXPECT_EQ(term.outcome, Outcome::contradictory);
  EXPECT_EQ(term.value, "");
  ASSERT_EQ(term.rivals.size(), 2U);
  EXPECT_EQ(term.rivals[0].value, "36");
  EXPECT_EQ(term.rivals[1].value, "48");
}

TEST(Extension, IsReadInManyWordings) {
  expect_values(
      {
          {"De gemeente kan de overeenkomst tweemaal met een jaar verlengen.", "verlenging",
           "2x12"},
          {"Er is een optie tot verlenging van een (1) jaar.", "verlenging", "1x12"},
          {"| Verlenging | 2 x 12 maanden |", "verlenging", "2x12"},
          {"De overeenkomst kan niet worden verlengd.", "verlenging", "0x0"},
          {"De overeenkomst wordt telkens stilzwijgend met een jaar verlengd.", "verlenging",
           "stilzwijgend"},
      },
      "De overeenkomst gaat in op 1 mei 2020 en duurt vier jaar. Aanbieders declareren per gewerkt "
      "uur.");
}

TEST(Providers, OnlyTheContractedCount) {
  expect_values(
      {
          {"De gemeente contracteert ten hoogste vijf aanbieders.", "aanbieders", "-5"},
          {"Er worden minimaal drie en maximaal zes partijen gecontracteerd.", "aanbieders", "3-6"},
          {"Met elke aanbieder die aan de eisen voldoet, wordt een overeenkomst gesloten.",
           "aanbieders", "onbeperkt"},
          {"| Aantal opdrachtnemers | 4 |", "aanbieders", "4"},
          {"Wij ontvingen 23 verzoeken tot deelneming. Met acht partijen wordt een overeenkomst "
           "gesloten.",
           "aanbieders", "8"},
      },
      "De overeenkomst gaat in op 1 mei 2020 en duurt vier jaar. Aanbieders declareren per gewerkt "
      "uur.");
}

TEST(Funding, WhatIsPaidForDecides) {
  expect_values(
      {
          {"De aanbieder declareert per geleverd dagdeel.", "bekostigingsvorm", "pxq"},
          {"Per cliënt geldt een vast maandbedrag.", "bekostigingsvorm", "clientgebonden"},
          {"Betaald wordt voor het behaalde resultaat.", "bekostigingsvorm", "resultaat"},
          {"De opdrachtnemer ontvangt een vast jaarbudget, ongeacht het aantal cliënten.",
           "bekostigingsvorm", "lumpsum"},
          {"De bekostiging is taakgericht.", "bekostiging", "taakgericht"},
      },
      "De overeenkomst gaat in op 1 mei 2020 en duurt vier jaar.");
}

TEST(Funding, ACeilingThatIsDeniedIsNone) {
  const std::string term = "\n\nDe overeenkomst gaat in op 1 mei 2020 en duurt vier jaar.";
  struct {
    std::string sentence, value, quote;
  } cases[] = {{"Een omzetplafond per aanbieder is niet aan de orde.", "pxq",
                "Wij betalen per geleverd uur."},
               {"Per aanbieder geldt een omzetplafond van een miljoen euro.", "pxq_plafond",
                "omzetplafond"}};
  for (const auto& one : cases) {
    const Coding coding = coded(around("Wij betalen per geleverd uur. " + one.sentence + term));
    ASSERT_EQ(coding.records.size(), 2U);
    const Value& form = *coding.records[1].find("bekostigingsvorm");
    EXPECT_EQ(form.value, one.value) << one.sentence;
    EXPECT_EQ(form.evidence.front().quote, one.quote) << one.sentence;
  }
}

TEST(Context, WhatIsNotChosenIsNoValue) {
  const std::string rest =
      "\n\nDe overeenkomst gaat in op 1 mei 2020 en duurt vier jaar. Wij volgen de Europese "
      "openbare procedure.";
  for (const std::string sentence : {
           "Er is geen sprake van een open house.",
           "# Begrippen\n\nOpen house: toelating van alle aanbieders die aan de eisen "
           "voldoen.\n\n# Overeenkomst",
           "Het vorige contract kwam tot stand via open house. Het is in 2019 geëindigd.",
           "In een naburige gemeente is gekozen voor open house.",
       }) {
    const Coding coding = coded(around(std::string(sentence) + rest));
    ASSERT_EQ(coding.records.size(), 2U) << sentence;
    EXPECT_EQ(coding.records[1].text_of("procedure"), "openbare_procedure") << sentence;
  }
}

TEST(Lots, WithOtherValuesAreRecordsOfTheirOwn) {
  const Coding coding = coded(
      "# Aanbestedingsleidraad gemeente Houten\n\n3 maart 2020\n\n"
      "| | Perceel 1 | Perceel 2 |\n| Inhoud | Beschermd wonen | Vervoer |\n"
      "| Looptijd | twee jaar | 48 maanden |\n| Aantal aanbieders | vier | negen |\n"
      "| Startdatum | 1 januari 2021 | 1 juli 2021 |\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("perceel"), "1");
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "24");
  EXPECT_EQ(coding.records[1].text_of("voorzieningen"), "beschermd_wonen");
  EXPECT_EQ(coding.records[2].text_of("looptijd"), "48");
  EXPECT_EQ(coding.records[2].text_of("aanbieders"), "9");
  EXPECT_EQ(coding.records[2].text_of("ingangsdatum"), "2021-07-01");
  EXPECT_EQ(coding.records[2].text_of("voorzieningen"), "vervoer");
}

TEST(Arrangements, InForceAndToComeAreTwoRecords) {
  const Coding coding = coded(
      "# Raamovereenkomst regiotaxi gemeente Houten\n\nGetekend op 3 november 2020.\n\n"
      "| Punt | Lopend (nu) | Nieuw |\n| Begin | 1 januari 2019 | 1 januari 2021 |\n"
      "| Looptijd | twee jaar | drie jaar |\n| Aantal aanbieders | vier | ten hoogste zes |\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("status"), "geldend");
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "24");
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "4");
  EXPECT_EQ(coding.records[1].text_of("voorzieningen"), "vervoer");
  EXPECT_EQ(coding.records[2].text_of("status"), "gepland");
  EXPECT_EQ(coding.records[2].text_of("looptijd"), "36");
  EXPECT_EQ(coding.records[2].text_of("aanbieders"), "-6");
  EXPECT_EQ(coding.records[2].text_of("voorzieningen"), "vervoer");
}

TEST(Municipalities, AreTheBuyersOnly) {
  struct {
    std::string text, codes;
  } cases[] = {
      {"# Inkoop Wmo gemeente Leek\n\n3 maart 2020. Geschillen: rechtbank te Houten.", "GM0022"},
      {"# Overeenkomst\n\nDe gemeenten Venlo, Mook en Middelaar en Gulpen-Wittem, hierna: de "
       "Gemeenten.",
       "GM0944|GM0983|GM1729"},
      {"# Beschermd wonen\n\nDe gemeente 's-Hertogenbosch koopt in. Het beste aanbod wint; Best "
       "doet niet mee.",
       "GM0796"},
  };
  for (const auto& one : cases) {
    const Coding coding =
        coded(one.text +
              "\n\nHuishoudelijke hulp. De overeenkomst gaat in op 1 mei 2020 en duurt vier jaar.");
    ASSERT_EQ(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(coding.records[1].text_of("gemeenten"), one.codes) << one.text;
  }
}

// They speak of a resident's rights, with all the words of a contract.
TEST(Classify, RulesForResidentsDescribeNoContract) {
  const Coding coding = coded(
      "# Nadere regels jeugdhulp gemeente Houten 2022\n\n3 maart 2022\n\nEen individuele "
      "voorziening, zoals pleegzorg, wordt toegekend voor ten hoogste twaalf maanden. Het college "
      "kan de toekenning tweemaal verlengen met zes maanden.\n\nHet uurtarief voor een persoon uit "
      "het sociale netwerk bedraagt € 21.");
  EXPECT_EQ(coding.records.size(), 1U);
}

TEST(Municipalities, ManifestAndFolderStandAboveTheText) {
  const extract::Document document = made_document(
      "# Overeenkomst\n\nDe gemeenten Venlo en Mook en Middelaar, hierna: de "
      "Gemeenten.\n\nHuishoudelijke hulp. "
      "De overeenkomst gaat in op 1 mei 2020 en duurt vier jaar.");
  struct {
    std::vector<std::string> told;
    std::string codes, rule;
  } cases[] = {{{"GM0983"}, "GM0944|GM0983", "gemeenten.register"},
               {{"GM0214"}, "GM0214", "folder"}};
  for (const auto& one : cases) {
    const Coding coding =
        classify(document, project_rules(), of_any_year,
                 {.set_year = 2020, .gemeenten = one.told, .gemeenten_source = "folder"});
    ASSERT_EQ(coding.records.size(), 2U);
    EXPECT_EQ(coding.records[1].text_of("gemeenten"), one.codes);
    EXPECT_EQ(coding.records[1].find("gemeenten")->rule, one.rule);
  }
}

TEST(Subject, OtherMunicipalitiesAreNotTheCommissioner) {
  const Coding coding = coded(
      "# Raamovereenkomst huishoudelijke hulp gemeente Houten\n\nGetekend op 3 maart 2020.\n\n"
      "De gemeente Houten sluit de overeenkomst met acht aanbieders. Zij gaat in op 1 mei 2020.\n\n"
      "## Achtergrond\n\nIn Venlo kozen ze voor populatiebekostiging. De looptijd bedraagt daar "
      "acht jaar.\n\nHouten betaalt een tarief per geleverd uur.\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("bekostigingsvorm"), "pxq");
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "");
}

TEST(Subject, AWithdrawnProcedureIsNoArrangementToCome) {
  const std::string facts =
      "\n\nDe looptijd zou twee jaar zijn, vanaf 1 januari 2021. Gekozen was voor de openbare "
      "procedure.\n";
  const Coding withdrawn = coded(
      "# Intrekking aanbesteding dagbesteding gemeente Houten\n\nHet college heeft op 2 juni 2020 "
      "besloten de aanbesteding in te trekken." +
      facts);
  for (std::size_t index = 1; index < withdrawn.records.size(); ++index)
    EXPECT_EQ(withdrawn.records[index].text_of("status"), "vervallen");
  const Coding goes_on = coded(
      "# Aanbesteding dagbesteding gemeente Houten\n\nDe gemeente behoudt zich het recht voor de "
      "aanbesteding in te trekken. Gekozen is voor de openbare procedure. De overeenkomst gaat in "
      "op 1 januari 2021.\n");
  ASSERT_EQ(goes_on.records.size(), 2U);
  EXPECT_EQ(goes_on.records[1].text_of("status"), "gepland");
}

TEST(Subject, ThePurchaseOfSomethingElseIsNoRecord) {
  const std::string terms =
      "\n\nDe overeenkomst gaat in op 1 augustus 2020 en duurt drie jaar. De gemeente contracteert "
      "twee vervoerders via de openbare procedure. Wmo-vervoer en dagbesteding staan hierbuiten.\n";
  EXPECT_EQ(coded("# Aanbesteding leerlingenvervoer gemeente Houten" + terms).records.size(), 1U);
  EXPECT_EQ(coded("# Aankondiging gemeente Houten\n\nCPV-code: 90910000 Reinigingsdiensten" + terms)
                .records.size(),
            1U);
  EXPECT_EQ(coded("# Aanbesteding Wmo-vervoer gemeente Houten\n\nDe overeenkomst gaat in op 1 "
                  "augustus 2020 en duurt drie jaar.\n")
                .records.size(),
            2U);
}

TEST(Subject, APaperAboutBuyingInGeneralIsNoRecord) {
  EXPECT_EQ(coded("# Rekenkamerbrief jeugdhulp gemeente Houten\n\nWij lazen rapporten over de "
                  "inkoop.\n\n## Lessen\n\nDe gemiddelde looptijd is drie jaar. Lumpsum legt het "
                  "risico bij de aanbieder. Te denken valt aan een niet-openbare procedure met zes "
                  "hoofdaannemers.\n")
                .records.size(),
            1U);
}

TEST(Municipalities, ThoseThatDoNotJoinAreLeftOut) {
  const Coding coding = coded(
      "# Inkoop pleegzorg\n\nDe gemeenten Houten, Venlo en Borne kopen samen pleegzorg in. "
      "Borne doet daar niet in mee.\n\nDe overeenkomst gaat in op 1 januari 2021 en duurt twee "
      "jaar.\n");
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("gemeenten"), "GM0321|GM0983");
}

TEST(Context, WhatStillHasToBeFilledInIsNoValue) {
  expect_values(
      {{"De overeenkomst heeft een looptijd van [24 / 36 / 48] maanden.", "looptijd", ""},
       {"De gemeente contracteert [aantal] aanbieders voor 36 maanden.", "aanbieders", ""}},
      "De gemeente betaalt per uur. De overeenkomst gaat in op 1 mei 2020.");
}

TEST(Evidence, IsTheWordsOnThePage) {
  const extract::Document document =
      made_document(around("De over-\neenkomst duurt vier\njaar en gaat in op 1 mei 2020."));
  const Coding coding = classify(document, project_rules(), of_any_year, {.set_year = 2020});
  ASSERT_EQ(coding.records.size(), 2U);
  for (const Value& value : coding.records[1].values) {
    if (value.outcome != Outcome::value) continue;
    ASSERT_FALSE(value.evidence.empty()) << value.variable;
    for (const Evidence& evidence : value.evidence) {
      if (evidence.page == 0) continue;
      EXPECT_EQ(evidence.quote, extract::quote(document.pages[evidence.page - 1],
                                               evidence.first_word, evidence.last_word))
          << value.variable;
    }
  }
  EXPECT_NE(coding.records[1].find("looptijd")->evidence[0].quote.find("vier jaar"),
            std::string::npos);
}

TEST(Coding, IsTheSameEveryTime) {
  const std::string text =
      around("De overeenkomst duurt vier jaar. Zes aanbieders krijgen een contract.");
  EXPECT_EQ(coded(text), coded(text));
}

TEST(Coding, WithoutABuyerThereIsNoRecord) {
  const Coding coding = coded(
      "# Landelijk kader jeugdhulp\n\nGemeenten kopen jeugdhulp taakgericht in. Een overeenkomst "
      "duurt "
      "vier jaar en kan met twee jaar worden verlengd. Wij kiezen voor open house.");
  EXPECT_EQ(coding.records.size(), 1U);
}

TEST(Coding, ADocumentAboutOtherThingsHasNoRecord) {
  EXPECT_EQ(coded("# Notulen\n\nDe voorzitter opent de vergadering. Er zijn vijf leden aanwezig.")
                .records.size(),
            1U);
  EXPECT_EQ(coded("").records.size(), 1U);
}

TEST(Dossier, ANotaOverridesAndTheContractDecides) {
  const std::string start = " gemeente Houten\n\n3 maart 2020\n\nHuishoudelijke hulp. ";
  const Coding tender = coded("# Aanbestedingsleidraad" + start +
                              "De overeenkomst duurt vier jaar en gaat in op 1 januari 2021. Wij "
                              "volgen de Europese openbare procedure.");
  const Coding nota = coded("# Nota van inlichtingen" + start +
                            "De overeenkomst duurt drie jaar en gaat in op 1 januari 2021.");
  const std::vector<Arrangement> found =
      resolve({{"leidraad", tender}, {"nota", nota}}, project_rules());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].record.text_of("looptijd"), "36");
  EXPECT_EQ(found[0].record.text_of("procedure"), "openbare_procedure");
  for (std::size_t index = 0; index < found[0].record.values.size(); ++index) {
    if (found[0].record.values[index].variable == "looptijd") {
      EXPECT_EQ(found[0].deciding[index], "nota");
    }
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
