// How many providers, by what procedure and in what model: sentences made for the purpose, in the
// wordings of tender guides, awards, contracts, letters to the council and plain language, each
// with the traps beside it.
#include <gtest/gtest.h>

#include <fstream>

#include "classify/derive.h"
#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {
namespace {

struct Case {
  std::string text, value;  // empty: not given
};

// A document that says what it must for there to be a record, and nothing of the variable.
std::string around(const std::string& text) {
  return "# Inkoop huishoudelijke hulp gemeente Houten\n\n3 maart 2020\n\n" + text +
         "\n\nDe overeenkomst gaat in op 1 mei 2020 en duurt vier jaar. Betaald wordt per geleverd "
         "uur.\n";
}

void expect(const std::string& variable, const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const Coding coding = coded(around(one.text));
    ASSERT_GE(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(coding.records[1].text_of(variable), one.value) << variable << ": " << one.text;
  }
}

TEST(Sentences, GiveTheValuesThatStandBesideThem) {
  std::ifstream file(SOURCE_DIR "/tests/classify/data/sentences.txt");
  ASSERT_TRUE(file);
  std::size_t tried = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t first = line.find('|'), second = line.find('|', first + 1);
    ASSERT_NE(second, std::string::npos) << line;
    std::string sentence = line.substr(second + 1);
    for (std::size_t at = sentence.find("\\n"); at != std::string::npos; at = sentence.find("\\n"))
      sentence.replace(at, 2, "\n");
    expect(line.substr(0, first), {{sentence, line.substr(first + 1, second - first - 1)}});
    ++tried;
  }
  EXPECT_GT(tried, 150U);
}

TEST(Providers, AreCountedInManyWordings) {
  expect(
      "aanbieders",
      {
          {"De gemeente contracteert vier aanbieders.", "4"},
          {"Iedere aanbieder die aan de eisen voldoet, krijgt een overeenkomst; wij streven naar "
           "ten "
           "minste drie aanbieders, een bovengrens is er niet.",
           "onbeperkt"},
          {"De ondersteuning wordt geleverd door zes organisaties met een contract.", "6"},
          {"De twee met de meeste punten kregen een contract.", "2"},
          {"De uitvoering van de opdracht komt bij één organisatie te liggen.", "1"},
          {"De gemeente gunt de opdracht uitsluitend aan Opdrachtnemer.", "1"},
          {"De gemeente sloot dezelfde raamovereenkomst met tien andere aanbieders.", "11"},
          {"Er zijn veertien aanbieders onder contract.", "14"},
          {"Het college is voornemens het vervoer door één vervoerder te laten rijden.", "1"},
          {"De andere twee aanvragen zijn afgewezen omdat de gemeente met één uitvoerder wil "
           "werken.",
           "1"},
          {"De opdracht gaat naar minimaal drie thuiszorgorganisaties.", "3-"},
          {"Wij willen met een vaste groep werken van tussen de acht en twaalf aanbieders.",
           "8-12"},
          {"Uit de twintig inschrijvers kwamen er negen als beste uit de bus.", "9"},
          {"| Dienst | Aantal raamovereenkomsten |\n| Pleegzorg | maximaal 6 |", "-6"},
          {"Er is geen grens aan het aantal aanbieders. Inmiddels zijn 34 aanbieders "
           "gecontracteerd.",
           "34"},
          {"Er worden ten hoogste acht opdrachtnemers gecontracteerd.", "-8"},
          {"Wij sluiten een raamovereenkomst met minimaal drie en maximaal zes partijen.", "3-6"},
          {"De opdracht wordt gegund aan één zorgaanbieder.", "1"},
          {"Het aantal te contracteren aanbieders bedraagt twaalf.", "12"},
          {"Het aantal contractpartijen is gemaximeerd op vijftien.", "-15"},
          {"Wij beperken het aantal opdrachtnemers tot tien.", "-10"},
          {"Aantal te contracteren partijen: 5", "5"},
          {"| Aantal opdrachtnemers | ten hoogste zeven |", "-7"},
          {"De vijf inschrijvers met de hoogste score krijgen een raamovereenkomst.", "5"},
          {"Van de elf inschrijvers worden er zes gecontracteerd.", "6"},
          {"Er zijn zestien partijen uitgenodigd en negen krijgen een contract.", "9"},
          {"Ongeveer zestig zorgaanbieders hebben de overeenkomst getekend.", "60"},
          {"Er is plaats voor drie aanbieders, die elk een raamcontract tekenen.", "3"},
          {"Wij kiezen één partij. Die krijgt de opdracht voor de hele gemeente.", "1"},
          {"Wij zoeken twee organisaties die samen het hele gebied bedienen en sluiten met hen "
           "een overeenkomst.",
           "2"},
          {"Met ten minste twee instellingen wordt een overeenkomst gesloten.", "2-"},
          {"Het college bepaalt het aantal te contracteren aanbieders op zes.", "6"},
          {"Het college heeft besloten met zeven aanbieders een overeenkomst aan te gaan.", "7"},
          {"Er zijn veertien raamovereenkomsten gesloten.", "14"},
      });
}

TEST(Providers, WithoutALimitAreUnlimited) {
  expect(
      "aanbieders",
      {
          {"Iedere aanbieder die aan de eisen voldoet, krijgt een overeenkomst.", "onbeperkt"},
          {"Wie aan de voorwaarden voldoet, wordt toegelaten.", "onbeperkt"},
          {"Voldoet u aan alle eisen? Voldoet u aan alle eisen, dan sluiten wij een overeenkomst "
           "met u.",
           "onbeperkt"},
          {"Er geldt geen maximum aantal aanbieders.", "onbeperkt"},
          {"Aan het aantal contractpartijen is geen maximum gesteld: er is geen maximum aan het "
           "aantal aanbieders.",
           "onbeperkt"},
          {"Het aantal aanbieders is niet begrensd.", "onbeperkt"},
          {"| Aantal aanbieders | onbeperkt |", "onbeperkt"},
          {"Wij contracteren alle aanbieders die de voorwaarden aanvaarden.", "onbeperkt"},
          {"Niet iedere aanbieder die aan de eisen voldoet, krijgt een overeenkomst.", ""},
          {"Alle inschrijvers die aan de eisen voldoen, worden beoordeeld op kwaliteit.", ""},
      });
}

TEST(Providers, AreCountedByTheAdviceOnEach) {
  expect("aanbieders", {{"| Rang | Inschrijver | Totaal | Advies |\n"
                         "| 1 | Stichting Maasduin | 81 | gunnen |\n"
                         "| 2 | Combinatie Thuisplek | 80 | gunnen |\n"
                         "| 3 | Peelhorst B.V. | 71 | afwijzen |",
                         "2"},
                        {"| Naam | Status |\n| Stichting Maasduin | ontvangen |\n"
                         "| Peelhorst B.V. | ontvangen |",
                         ""}});
}

TEST(Providers, OtherNumbersAreNone) {
  expect(
      "aanbieders",
      {
          {"Wij ontvingen 23 inschrijvingen.", ""},
          {"Een combinatie telt bij deze opdracht als één inschrijver.", ""},
          {"De gemeente nodigt vijf aanbieders uit om een offerte in te dienen.", ""},
          {"Zo gunde de gemeente de opdracht aan vijf aanbieders.", "5"},
          {"Zo gunde Twente aan vijf aanbieders in één segment.", ""},
          {"Een andere regio sloot contracten met zestien partijen; dat staat hier los van.", ""},
          {"| Perceel | Contracten |\n| 1 | 0 |", ""},
          {"De vier best geplaatste gegadigden worden uitgenodigd voor de dialoog.", ""},
          {"Een combinatie van drie ondernemers dient één inschrijving in.", ""},
          {"Per aanbieder mag op maximaal twee percelen worden ingeschreven.", ""},
          {"In de gemeente zijn twaalf aanbieders actief.", ""},
          {"De inschrijver overlegt drie referenties van andere opdrachtgevers.", ""},
          {"Opdrachtnemer heeft ten minste tien medewerkers in dienst.", ""},
          {"Vorig jaar ontvingen 340 inwoners hulp.", ""},
          {"Twee aanbieders maakten bezwaar tegen de gunning.", ""},
          {"Op de informatiebijeenkomst waren veertig organisaties aanwezig.", ""},
          {"De cliënt die bij een aanbieder zorg ontvangt, houdt die op grond van de "
           "overeenkomst.",
           ""},
      });
}

TEST(Providers, InTheHeadOfAContractAreNoNumber) {
  expect("aanbieders", {{"De ondergetekenden:\n\n1. de gemeente Houten, hierna: de Gemeente;\n\n2. "
                         "Stichting Zorgzaam, gevestigd te Utrecht, hierna: Opdrachtnemer;\n\n"
                         "verklaren te zijn overeengekomen als volgt.",
                         ""},
                        {"De gemeente Houten sluit deze overeenkomst met Stichting Zorgzaam.", ""},
                        {"De opdracht is gegund aan Opdrachtnemer.", ""}});
}

TEST(Providers, ThatAreListedAreCounted) {
  expect(
      "aanbieders",
      {
          {"De opdracht is gegund aan Stichting Noorderlicht, Thuiszorg Zuid B.V. en Coöperatie "
           "De Brug U.A.",
           "3"},
          {"De raamovereenkomst wordt gesloten met Zorggroep Noord, Stichting Zorg en Welzijn, De "
           "Linde B.V. en 's Heeren Loo.",
           "4"},
          {"Subsidie wordt verleend aan Stichting Dageraad, werkgebied Oost, en Stichting "
           "Avondrood, werkgebied West.",
           "2"},
          {"De opdracht wordt gegund aan de volgende aanbieders:\n\n- Stichting Noorderlicht\n- "
           "Thuiszorg Zuid B.V.\n- De Brug\n- Huis en Hulp",
           "4"},
          {"Gegund wordt aan de volgende partijen:\n\n1. Stichting Noorderlicht\n\n2. Thuiszorg "
           "Zuid B.V.\n\n3. De Brug",
           "3"},
          {"| Inschrijver | Score | Uitkomst |\n| Stichting Noorderlicht | 84 | gegund |\n| "
           "Thuiszorg Zuid | 81 | gegund |\n| De Brug | 50 | afgewezen |",
           "2"},
          {"Subsidie wordt verleend aan de onderstaande rechtspersonen.\n\n| Plaats | Ontvanger | "
           "Score |\n| 1 | Stichting Noorderlicht | 84 |\n| 2 | Thuiszorg Zuid | 81 |\n| 3 | De "
           "Brug | 70 |",
           "3"},
          {"# Bijlage 1. Aanbieders\n\n| Naam | Vestiging |\n| Stichting Noorderlicht | Houten |\n"
           "| Thuiszorg Zuid | Houten |\n| De Brug | Vianen |\n| Huis en Hulp | Houten |",
           "4"},
          {"De opdracht is gegund aan Stichting Noorderlicht, Thuiszorg Zuid en De Brug. "
           "Stichting Noorderlicht heeft haar inschrijving daarna ingetrokken.",
           "2"},
          {"De overeenkomst wordt gesloten met de gemeenten Houten, Venlo en Borne.", ""},
          {"Ingeschreven hebben: Stichting Noorderlicht, Thuiszorg Zuid en De Brug.", ""},
          {"De beoordelingscommissie bestaat uit: Jansen, De Vries en Bakker.", ""},
      });
}

TEST(Providers, OfEachLotAreCountedApart) {
  const Coding coding = coded(
      "# Gunningsbesluit gemeente Houten\n\n3 maart 2020\n\nDe overeenkomst gaat in op 1 mei "
      "2020.\n\n"
      "| | Perceel 1 | Perceel 2 |\n| Inhoud | Beschermd wonen | Vervoer |\n| Looptijd | twee jaar "
      "| "
      "drie jaar |\n\n# Gegunde aanbieders\n\n| Naam | Perceel 1 | Perceel 2 |\n| Stichting "
      "Noorderlicht | X | |\n| Thuiszorg Zuid | X | X |\n| De Brug | X | |\n");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "3");
  EXPECT_EQ(coding.records[2].text_of("aanbieders"), "1");
}

TEST(Providers, OfEachClusterAreCountedThoughTheirNounStandsOnce) {
  const Coding coding = coded(
      "# Raamovereenkomst gemeente Houten\n\n3 maart 2020\n\nDe gemeente heeft voor Cluster 1 "
      "(beschermd wonen) vierendertig en voor Cluster 2 (vervoer) twee inschrijvers "
      "gecontracteerd.\n\nDe overeenkomst gaat in op 1 mei 2020 en duurt drie jaar. Voor cluster 1 "
      "kan zij met een jaar worden verlengd; cluster 2 kan niet worden verlengd.");
  ASSERT_EQ(coding.records.size(), 3U);
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "34");
  EXPECT_EQ(coding.records[2].text_of("aanbieders"), "2");
}

// A series over years says nothing of the contract that is described.
TEST(Providers, OfColumnsOfYearsAreNoNumber) {
  const Coding coding =
      coded(around("Het verloop staat in de tabel.\n\n| | 2017 | 2018 | 2019 |\n| "
                   "Gecontracteerde aanbieders | 9 | 20 | 27 |\n"));
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("aanbieders"), "");
}

TEST(Providers, OfFromAndToTheNewNumberCounts) {
  expect("aanbieders",
         {
             {"Het aantal gecontracteerde aanbieders gaat van 221 naar ongeveer zestig.", "60"},
             {"De gemeente verdubbelt van 4 naar 8 partijen.", "8"},
             {"Van ruim honderd aanbieders gaan wij terug naar twaalf.", "12"},
         });
}

TEST(Providers, ThatAreAwardedAreAsManyWhateverTheMost) {
  const std::string said =
      "Er wordt met ten hoogste zeven aanbieders een overeenkomst gesloten. De opdracht wordt "
      "gegund "
      "aan de zeven hoogst geëindigde inschrijvers.";
  EXPECT_EQ(value_of(coded("Gunningsadvies begeleiding\n\nGemeente Houten\n\n" + head + said),
                     "aanbieders"),
            "7");
  EXPECT_EQ(value_of(coded(head + said), "aanbieders"), "-7");
}

TEST(Providers, BetweenALeastAndAMostThatStandBesideEachOtherAreARange) {
  const std::string least = "Minimaal aantal opdrachtnemers: 5\n\n";
  EXPECT_EQ(value_of(coded(head + least + "Maximaal aantal opdrachtnemers: 7"), "aanbieders"),
            "5-7");
  EXPECT_EQ(value_of(coded(head + least), "aanbieders"), "5-");
}

TEST(Papers, OnAnExtensionTellOfTheContractThatTheyExtend) {
  const std::string said =
      "De optie tot verlenging wordt voor de eerste keer gelicht, waardoor de overeenkomst "
      "doorloopt tot en met 31 december 2023. De overeenkomst is ingegaan op 1 januari 2020 en had "
      "een "
      "looptijd van drie jaar. In het contract staat dat wij drie keer met een jaar kunnen "
      "verlengen.";
  const Coding extension = coded("# Verlengen overeenkomsten begeleiding\n\n" + head + said);
  EXPECT_EQ(value_of(extension, "looptijd"), "36");
  EXPECT_EQ(value_of(extension, "verlenging"), "3x12");
}

TEST(Procedure, IsNamedInManyWays) {
  expect(
      "procedure",
      {
          {"De gemeente volgt een toelatingsprocedure.", "open_house"},
          {"Er is niet gekozen voor een klassieke aanbesteding, maar voor bestuurlijk aanbesteden.",
           "bestuurlijk_aanbesteden"},
          {"De gemeente had kunnen volstaan met de lichte procedure en volgt de Europese openbare "
           "procedure.",
           "openbare_procedure"},
          {"Er neemt geen privékapitaal deel, zodat sprake is van quasi-inbesteding.",
           "inbesteding"},
          {"Zij hebben daartoe de weg van het bestuurlijk aanbesteden gekozen.",
           "bestuurlijk_aanbesteden"},
          {"Wij hebben gekozen voor een openbare procedure, hoewel het verlichte regime ook "
           "mogelijk "
           "was geweest.",
           "openbare_procedure"},
          {"Gekozen is voor een openhouse-constructie.", "open_house"},
          {"Wij passen dynamisch contracteren en beheren toe.", "open_house"},
          {"De inkoop verloopt volgens de Zeeuwse methode.", "zeeuws_model"},
          {"De contracten komen tot stand via bestuurlijk contracteren.",
           "bestuurlijk_aanbesteden"},
          {"Wij volgen de Europese openbare procedure.", "openbare_procedure"},
          {"| Procedure | Openbaar |", "openbare_procedure"},
          {"| Type procedure | Niet-openbaar |", "niet_openbare_procedure"},
          {"De aanbesteding is Europees niet-openbaar.", "niet_openbare_procedure"},
          {"Gevolgd wordt de procedure voor sociale en andere specifieke diensten.",
           "sas_procedure"},
          {"De opdracht valt als 2B-dienst onder het verlicht regime.", "sas_procedure"},
          {"De gemeente hanteert een mededingingsprocedure met onderhandeling.",
           "onderhandelingsprocedure"},
          {"De opdracht is gegund via een onderhandelingsprocedure zonder aankondiging.",
           "onderhandelingsprocedure"},
          {"Wij kiezen voor een concurrentiegerichte dialoog.", "concurrentiegerichte_dialoog"},
          {"De inkoop verloopt via een dialooggerichte aanbesteding.",
           "concurrentiegerichte_dialoog"},
          {"De opdracht is meervoudig onderhands aanbesteed.", "meervoudig_onderhands"},
          {"De opdracht wordt één-op-één gegund.", "enkelvoudig_onderhands"},
          {"De gemeente heeft uitsluitend de stichting gevraagd een aanbieding te doen.",
           "enkelvoudig_onderhands"},
          {"De aanbesteding is ingericht volgens Best Value Procurement.", "best_value"},
          {"Plaatsingen gaan via een dynamisch aankoopsysteem.", "veiling"},
          {"Gekozen is voor een innovatiepartnerschap.", "innovatiepartnerschap"},
          {"De inloop wordt bekostigd door middel van een subsidie.", "subsidie"},
          {"De taken worden ingekocht door ze in te besteden: er is sprake van quasi-inbesteding.",
           "inbesteding"},
      });
}

TEST(Procedure, OfSeveralNamesTheFirstInTheCodebooksOrderCounts) {
  const Coding coding = coded(around(
      "De inkoop verloopt volgens het Zeeuws model. Wij volgen daarvoor de Europese openbare "
      "procedure."));
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("procedure"), "zeeuws_model");
  EXPECT_EQ(coding.records[1].text_of("ook_genoemd"), "openbare_procedure");
}

TEST(Procedure, ThatIsNotThisOneIsNone) {
  expect("procedure",
         {
             {"Er is geen sprake van een open house.", ""},
             {"# Begrippen\n\nOpen house: toelating van alle aanbieders die voldoen.\n\n# "
              "Overeenkomst",
              ""},
             {"Overwogen is ook een concurrentiegerichte dialoog; die is afgevallen.", ""},
             {"Het vorige contract kwam tot stand via bestuurlijk aanbesteden.", ""},
             {"In een naburige gemeente is gekozen voor open house.", ""},
             {"De waarde ligt onder de drempel voor een Europese aanbesteding.", ""},
             {"De aanbieder meldt welke subsidies van derden hij ontvangt.", ""},
             {"De aanbieder voert zijn administratie in eigen beheer.", ""},
             {"De begeleiding wordt één-op-één gegeven.", ""},
             {"Vervoer behoort niet tot de sociale en andere specifieke diensten.", ""},
             {"Het verlichte regime kan daarom niet worden toegepast.", ""},
         });
}

TEST(Features, HaveWordsOfTheirOwn) {
  expect("aantal_begrensd", {
                                {"Het aantal aanbieders is gemaximeerd.", "ja"},
                                {"Wij willen met een beperkt aantal partijen verder.", "ja"},
                                {"De gemeente contracteert ten hoogste vijf aanbieders.", "ja"},
                                {"Het aantal aanbieders is niet beperkt.", "nee"},
                                {"Iedere aanbieder die voldoet, krijgt een overeenkomst.", "nee"},
                                {"Wij volgen de Europese openbare procedure.", ""},
                            });
  expect("rangschikking",
         {
             {"De inschrijvingen worden beoordeeld op kwaliteit (70 punten) en prijs (30 punten).",
              "ja"},
             {"Gegund wordt aan de beste prijs-kwaliteitverhouding.", "ja"},
             {"De drie hoogst scorende inschrijvers krijgen een overeenkomst.", "ja"},
             {"Er worden geen gunningscriteria gehanteerd.", "nee"},
             {"Aanmeldingen worden niet onderling vergeleken.", "nee"},
             {"Een rangorde wordt niet bepaald.", "nee"},
             {"Wij volgen de Europese openbare procedure.", ""},
             {"De gemeente contracteert vier aanbieders.", ""},
         });
  expect("dialoog", {
                        {"Na drie dialoogrondes dienen de gegadigden hun inschrijving in.", "ja"},
                        {"Met iedere instelling is over de tarieven onderhandeld.", "ja"},
                        {"Er wordt niet onderhandeld over de tarieven.", "nee"},
                        {"Voorafgaand is een marktconsultatie gehouden.", ""},
                        {"Wij volgen de Europese openbare procedure.", ""},
                    });
  expect("tussentijdse_toetreding",
         {
             {"Nieuwe aanbieders kunnen elk kwartaal toetreden.", "ja"},
             {"Tijdens de looptijd kunnen partijen alsnog instappen.", "ja"},
             {"De overeenkomst staat open voor toetreding van nieuwe aanbieders.", "ja"},
             {"| Tussentijdse toetreding | Ja, jaarlijks |", "ja"},
             {"Tussentijdse toetreding is uitgesloten.", "nee"},
             {"Na de sluitingsdatum worden geen nieuwe aanbieders meer toegelaten.", "nee"},
             {"Later instappen kan niet.", "nee"},
             {"Het is niet mogelijk om gedurende de looptijd toe te treden.", "nee"},
             {"De instroom van jeugdigen verloopt via de huisarts.", ""},
         });
}

TEST(Features, GiveTheInstrumentWhateverTheName) {
  struct {
    std::string text, instrument, difference;
  } cases[] = {
      {"Wij volgen de Europese openbare procedure. Iedere aanbieder die aan de eisen voldoet, "
       "krijgt een overeenkomst.",
       "open_house", "verschilt"},
      {"Wij volgen een open house. Iedere aanbieder die aan de eisen voldoet, krijgt een "
       "overeenkomst.",
       "open_house", "gelijk"},
      {"Wij volgen de Europese openbare procedure. De vijf hoogst scorende inschrijvers krijgen "
       "een "
       "overeenkomst.",
       "overheidsopdracht", "gelijk"},
      {"Wij volgen een open house. De gemeente contracteert ten hoogste vijf aanbieders en "
       "rangschikt hun aanbiedingen op kwaliteit.",
       "overheidsopdracht", "verschilt"},
      {"Wij volgen de Europese openbare procedure.", "", ""},
      {"De hulp wordt bekostigd door middel van een subsidie.", "subsidie", "gelijk"},
  };
  for (const auto& one : cases) {
    const Coding coding = coded(around(one.text));
    ASSERT_GE(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(coding.records[1].text_of("instrument"), one.instrument) << one.text;
    EXPECT_EQ(coding.records[1].text_of("naam_en_inhoud"), one.difference) << one.text;
  }
}

TEST(Models, FollowFromTheTables) {
  struct {
    std::string text, variable, value;
  } cases[] = {
      {"Iedere aanbieder die aan de eisen voldoet, krijgt een overeenkomst.", "inkoopmodel",
       "open_house"},
      {"De gemeente contracteert maximaal twaalf aanbieders.", "inkoopmodel", "zorgkantoren"},
      {"De gemeente contracteert maximaal zestig aanbieders.", "inkoopmodel", "overig"},
      {"De gemeente contracteert drie hoofdaannemers, die alle hulp in hun gebied leveren.",
       "inkoopmodel", "hoofdaannemers"},
      {"De gemeente houdt haar keuze open.", "inkoopmodel", ""},
      {"De vijf hoogst scorende inschrijvers krijgen een overeenkomst. Er wordt niet onderhandeld.",
       "proceduretype", "klassiek"},
      {"Na drie dialoogrondes krijgen de vijf hoogst scorende inschrijvers een overeenkomst.",
       "proceduretype", "dialoog_selectief"},
      {"De gemeente houdt haar keuze open.", "integraliteit", "enkel"},
      {"De gemeente contracteert één aanbieder.", "uenk_aanbieders", "0.00"},
      {"Het aantal aanbieders is niet begrensd.", "uenk_aanbieders", "1.00"},
      {"De gemeente houdt haar keuze open.", "uenk_bekostiging", "0.00"},
      {"Plaatsingen gaan via een zorgveiling.", "opdrachtgeverschapsmodel", "veiling"},
  };
  for (const auto& one : cases) {
    const Coding coding = coded(around(one.text));
    ASSERT_GE(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(coding.records[1].text_of(one.variable), one.value) << one.text;
  }
}

TEST(Models, CarryTheEvidenceOfWhatTheyFollowFrom) {
  const Coding coding =
      coded(around("De gemeente contracteert maximaal twaalf aanbieders op volgorde van score."));
  ASSERT_EQ(coding.records.size(), 2U);
  const Value& model = *coding.records[1].find("inkoopmodel");
  EXPECT_EQ(model.rule.rfind("derived:inkoopmodel", 0), 0U) << model.rule;
  ASSERT_FALSE(model.evidence.empty());
  EXPECT_NE(model.evidence.front().quote.find("twaalf aanbieders"), std::string::npos);
  EXPECT_LE(model.confidence, coding.records[1].find("aanbieders")->confidence);
}

TEST(Conditions, AreReadInManyWordings) {
  expect("onderaanneming",
         {
             {"Onderaanneming is niet toegestaan.", "niet_toegestaan"},
             {"U mag onderaannemers inzetten als u dat vooraf meldt.", "toegestaan"},
             {"Opdrachtnemer is verplicht lokale onderaannemers in te schakelen.", "verplicht"},
             {"Onderaanneming is toegestaan na toestemming van de gemeente.", "toegestaan"},
             {"De gemeente houdt haar keuze open.", ""},
         });
  expect("keuzevrijheid",
         {
             {"De cliënt kiest zelf uit de gecontracteerde aanbieders.", "ja"},
             {"Inwoners zijn vrij in hun keuze voor een aanbieder.", "ja"},
             {"De inwoner kan geen andere aanbieder kiezen dan die van zijn wijk.", "nee"},
             {"De keuzevrijheid van de cliënt is beperkt tot zijn wijk.", "beperkt"},
             {"De gemeente houdt haar keuze open.", ""},
         });
  expect("regie", {
                      {"De gemeente voert de regie over de ondersteuning.", "gemeente"},
                      {"De consulent bepaalt welke ondersteuning nodig is.", "gemeente"},
                      {"De opdrachtnemer voert de casusregie.", "aanbieder"},
                      {"De inwoner houdt de eigen regie.", ""},
                  });
  expect("flexibiliteit", {
                              {"De gemeente kan de tarieven gedurende de looptijd herzien.", "ja"},
                              {"Het contract bevat een herzieningsclausule.", "ja"},
                              {"De tarieven staan vast gedurende de hele looptijd.", "nee"},
                              {"De gemeente houdt haar keuze open.", ""},
                          });
  expect("contractvorm",
         {
             {"Met de winnaars wordt een raamovereenkomst gesloten.", "raamovereenkomst"},
             {"Er is een basisovereenkomst met daaronder deelovereenkomsten.",
              "basis_en_deelovereenkomst"},
             {"Partijen sluiten een overeenkomst van opdracht.", "overeenkomst_van_opdracht"},
         });
}

TEST(DecisionTests, MeanWhatTheHeaderSays) {
  struct {
    std::string test, value;
    bool holds;
  } cases[] = {
      {"ja", "ja", true},
      {"a|b", "b", true},
      {"a|b", "c", false},
      {"*", "x", true},
      {"*", "", false},
      {"", "", true},
      {"", "x", false},
      {"!a|b", "c", true},
      {"!a|b", "a", false},
      {"!a", "", true},
      {"<=6", "6", true},
      {"<=6", "3-6", true},
      {"<=6", "-5", true},
      {"<=6", "7", false},
      {"<=6", "2-", false},
      {"<=6", "5-8", false},
      {"<=6", "onbeperkt", false},
      {">25", "26", true},
      {">25", "20-30", true},
      {">25", "40-", true},
      {">25", "2-", false},
      {">25", "", false},
      {"#1", "wmo", true},
      {"#1", "wmo+jeugd", false},
      {"#>1", "a|b", true},
      {"#>1", "", false},
      {"=", "4", true},
      {"=", "-4", false},
      {"-", "-4", true},
      {"-", "3-6", true},
      {"-", "3-", false},
      {"-", "4", false},
      {"=", "onbeperkt", false},
  };
  for (const auto& one : cases) {
    EXPECT_TRUE(is_test(one.test)) << one.test;
    EXPECT_EQ(holds(one.test, one.value), one.holds) << one.test << " of " << one.value;
  }
  EXPECT_FALSE(is_test("<=zes"));
  EXPECT_FALSE(is_test("#veel"));
}

}  // namespace
}  // namespace inkoopmonitor::classify
