#include "classify/quantities.h"

#include <gtest/gtest.h>

#include "text.h"

namespace inkoopmonitor::classify {
namespace {

std::string quote(const std::string& folded, const Span& span) {
  return folded.substr(span.begin, span.end - span.begin);
}

// What was found, one quantity after the other, in a notation that the tables below can hold.

std::string written(const Date& date) {
  std::string text =
      date.year_given ? to_iso(date) : std::to_string(date.month) + "/" + std::to_string(date.day);
  constexpr std::string_view kPrecisions = "dmqy";
  if (date.precision != Precision::day)
    text += kPrecisions[static_cast<std::size_t>(date.precision)];
  if (date.end_of) text += 'e';
  if (date.uncertain) text += '?';
  return text;
}

std::string dates_of(std::string_view original) {
  std::string found;
  for (const Date& date : find_dates(text::fold(original))) {
    if (!found.empty()) found += ' ';
    found += written(date);
  }
  return found;
}

std::string periods_of(std::string_view original) {
  std::string found;
  for (const Period& period : find_periods(text::fold(original))) {
    if (!found.empty()) found += ' ';
    found += to_iso(period.from) + ".." + to_iso(period.to);
    if (!period.inclusive) found += 'x';
    if (period.year_only) found += 'y';
  }
  return found;
}

// The codebook's value; `?` when number or length is missing, `-` when nothing is said.
std::string extensions_of(std::string_view original) {
  const Extensions extensions = read_extensions(text::fold(original));
  if (extensions.says_nothing()) return "-";
  if (extensions.incomplete) return "?";
  std::string found = to_string(extensions);
  for (const Date& date : extensions.until) found += (found.empty() ? "->" : " ->") + to_iso(date);
  return found;
}

struct Case {
  std::string_view text, expected;
};

TEST(Dates, AreReadAsWritten) {
  const Case cases[] = {
      {"1 januari 2015", "2015-01-01"},
      {"1 jan. 2015", "2015-01-01"},
      {"1 jan '15", "2015-01-01"},
      {"01-01-2015", "2015-01-01"},
      {"1-1-'15", "2015-01-01"},
      {"1-1-15", "2015-01-01"},
      {"1/1/2015", "2015-01-01"},
      {"01.01.2015", "2015-01-01"},
      {"01 - 01 - 2015", "2015-01-01"},
      {"2015-01-01", "2015-01-01"},
      {"1e januari 2015", "2015-01-01"},
      {"15e mei 2020", "2020-05-15"},
      {"vijftien februari 2022", "2022-02-15"},
      {"vijftien februari tweeduizendtwintig", "2020-02-15"},
      {"de eerste januari van het jaar 2015", "2015-01-01"},
      {"1 januari van 2016", "2016-01-01"},
      {"de eerste dag van 2022", "2022-01-01"},
      {"de laatste dag van maart 2022", "2022-03-31e"},
      {"de jaarwisseling 2019/2020", "2020-01-01"},
      {"29 februari 2020", "2020-02-29"},
      {"1 januari", "1/1"},
      {"per 1 april en 1 juli", "4/1 7/1"},
      {"per januari 2015", "2015-01-01m"},
      {"januari 2018", "2018-01-01m"},
      {"medio 2023", "2023-07-01y?"},
      {"medio maart 2023", "2023-03-15m?"},
      {"eind 2023", "2023-12-31ye?"},
      {"ultimo maart 2024", "2024-03-31me"},
      {"begin 2025", "2025-01-01y?"},
      {"eerste kwartaal 2021", "2021-01-01q"},
      {"Q3 2022", "2022-07-01q"},
      {"tweede halfjaar van 2024", "2024-07-01q"},
      {"vanaf 2015", "2015-01-01y"},
      {"tot en met 2030", "2030-12-31ye"},
      {"1 januari 2O15", "2015-01-01?"},
      {"l januari 2015", "2015-01-01?"},
      {"l5 maart 2020", "2020-03-15?"},
      {"1 januari 20 15", "2015-01-01?"},
      {"O1-O1-2O15", "2015-01-01?"},
  };
  for (const Case& test : cases) EXPECT_EQ(dates_of(test.text), test.expected) << test.text;
}

TEST(Dates, LeaveOtherNumbersAlone) {
  constexpr std::string_view kTexts[] = {
      "30 februari 2020", "31 april",      "29-02-2019", "32-01-2019",
      "2014-038",         "85311300-5",    "in 2019",    "2.39",
      "1.2.15",           "12-2018",       "6 -7 -32",   "prijspeil 2025. 3.3 Indexering",
      "versie 1.0.2",     "de maart",      "2015/2016",  "06-12345678",
      "13-13-2013",       "2019-2022-003", "mei",        "1-2-3",
      "0 januari",        "120 januari",
  };
  for (std::string_view text : kTexts) EXPECT_EQ(dates_of(text), "") << text;
}

TEST(Periods, AreReadAsWritten) {
  const Case cases[] = {
      {"van 1 januari 2019 tot en met 31 december 2020", "2019-01-01..2020-12-31"},
      {"1 januari 2019 t/m 31 december 2020", "2019-01-01..2020-12-31"},
      {"1 januari 2019 – 31 december 2020", "2019-01-01..2020-12-31"},
      {"Van 01-01-2020 tot en met 31-12-2023", "2020-01-01..2023-12-31"},
      {"van 1 januari 2019 tot 1 januari 2021", "2019-01-01..2020-12-31x"},
      {"van 1 januari 2019 tot 31 december 2020", "2019-01-01..2020-12-31x"},
      {"van de eerste januari 2019 tot en met de laatste dag van 2020", "2019-01-01..2020-12-31"},
      {"1 januari tot en met 31 december 2021", "2021-01-01..2021-12-31"},
      {"1 oktober tot en met 31 maart 2019", "2018-10-01..2019-03-31"},
      {"1 april 2019 tot en met 31 maart", "2019-04-01..2020-03-31"},
      {"26–30 september 2016", "2016-09-26..2016-09-30"},
      {"januari t/m juni 2021", "2021-01-01..2021-06-30"},
      {"oktober 2021 t/m maart 2022", "2021-10-01..2022-03-31"},
      {"2019-2022", "2019-01-01..2022-12-31y"},
      {"2026 – 2029", "2026-01-01..2029-12-31y"},
      {"2019 tot en met 2022", "2019-01-01..2022-12-31y"},
      {"liepen van 2009 tot en met 2012", "2009-01-01..2012-12-31y"},
      {"de periode van 2024 tot 2032", "2024-01-01..2031-12-31xy"},
      {"kalenderjaren 2016 en 2017", "2016-01-01..2017-12-31y"},
      {"jaren 2011 t/m 2013", "2011-01-01..2013-12-31y"},
      {"het jaar 2015", "2015-01-01..2015-12-31y"},
      {"schooljaar 2023/2024", "2023-08-01..2024-07-31"},
      {"schooljaar 2023-'24", "2023-08-01..2024-07-31"},
      {"met ingang van het schooljaar 2023/2024", ""},
      {"vanaf schooljaar 2023/2024", ""},
      {"eerste kwartaal 2021", "2021-01-01..2021-03-31"},
      {"eerste halfjaar van 2024", "2024-01-01..2024-06-30"},
      {"gaat in op 1 januari 2025 en eindigt van rechtswege op 31 december 2027",
       "2025-01-01..2027-12-31"},
      {"gaat in op 1 januari 2018 en loopt twee jaar, dus tot en met 31 december 2019",
       "2018-01-01..2019-12-31"},
      {"vanaf 1 april 2021 gedurende vierentwintig maanden, dus tot en met 31 maart 2023",
       "2021-04-01..2023-03-31"},
      {"ingaande 1 april 2020 en eindigend op 31 maart 2023", "2020-04-01..2023-03-31"},
      {"per 1 januari 2015 t/m 2018", "2015-01-01..2018-12-31"},
  };
  for (const Case& test : cases) EXPECT_EQ(periods_of(test.text), test.expected) << test.text;
}

TEST(Periods, NeedWhatJoinsThem) {
  constexpr std::string_view kTexts[] = {
      "start op 1 januari 2021. De overeenkomst eindigt op 31 december 2022.",
      "van 1 januari 2020 en wordt verlengd tot 1 januari 2022",
      "vastgesteld op 1 mei 2019, gepubliceerd op 3 mei 2019",
      "2019-2022-03",
      "2015/2016",
      "31 december 2020 tot en met 1 januari 2019",
      "2022-2019",
      "1 januari van het jaar 2015",
      "1000-2000",
  };
  for (std::string_view text : kTexts) EXPECT_EQ(periods_of(text), "") << text;
}

TEST(Extensions, AreReadAsWritten) {
  const Case cases[] = {
      {"tweemaal met een jaar", "2x12"},
      {"twee keer een half jaar", "2x6"},
      {"2 x 12 maanden", "2x12"},
      {"2x1 jaar", "2x12"},
      {"2 × 12 maanden", "2x12"},
      {"1 x 12 maanden, gebruikt", "1x12"},
      {"2 maal 12 maanden, eenzijdig door de gemeenten", "2x12"},
      {"drie keer te verlengen, iedere keer voor twee jaren", "3x24"},
      {"met een verlengingsoptie van 24 maanden", "1x24"},
      {"een optie tot verlenging van een (1) jaar", "1x12"},
      {"maximaal vier maal met telkens 12 maanden", "4x12"},
      {"kan eerst met twee jaar en naderhand nog eens met een jaar worden verlengd", "1x24+1x12"},
      {"verlenging met een half jaar, en daarna nogmaals met een half jaar", "2x6"},
      {"eenmaal 24 maanden en vervolgens tweemaal 12 maanden", "1x24+2x12"},
      {"Eerst 24 maanden, vervolgens nog 12 maanden", "1x24+1x12"},
      {"twee opties van elk twee jaar", "2x24"},
      {"Twee opties van 24 maanden elk, uit te oefenen door de gemeenten", "2x24"},
      {"vier maal een optie van één jaar", "4x12"},
      {"Eenmalige optie op nog eens 4 jaar", "1x48"},
      {"drie optiejaren", "3x12"},
      {"een optiejaar", "1x12"},
      {"twee optionele verlengingsjaren", "2x12"},
      {"tweemaal een eenjarige verlenging", "2x12"},
      {"opties 1+1 jaar", "2x12"},
      {"twee verlengingen van ieder 6 maanden", "2x6"},
      {"2 (optionele) verlengingen van 12 maanden", "2x12"},
      {"met nog eens twee keer zes maanden", "2x6"},
      {"met maximaal 24 maanden verlengen", "1x24"},
      {"Eén keer vier jaar verlengen", "1x48"},
      {"Bij gebleken succes éénmaal 48 maanden verlenging", "1x48"},
      {"Verlengen één keer, en wel met vier jaar", "1x48"},
      {"eenmalig, met een jaar, op verzoek van de gemeente", "1x12"},
      {"Tot tweemaal toe, telkenmale voor de duur van één jaar", "2x12"},
      {"Verlengen kan in vier stappen van telkens één jaar", "4x12"},
      {"Ten hoogste één voortzetting, welke alsdan twee volle jaren beslaat", "1x24"},
      {"Verlenging met één (1) jaar is tweemaal mogelijk", "2x12"},
      {"kan telkens met 1 jaar worden verlengd, met een maximum van 3 keer", "3x12"},
      {"tweemaal worden verlengd: de eerste keer met 24 maanden, de tweede keer met 12 maanden",
       "1x24+1x12"},
      {"drie keer verlengd, de eerste keer met 24 maanden en daarna telkens met 12 maanden",
       "1x24+2x12"},
      {"tweemaal een aanvullend tijdvak van telkens een half jaar overeenkomen", "2x6"},
      {"de bevoegdheid haar tweemaal te doen voortduren, iedere maal met een vol jaar", "2x12"},
      {"De gemeente kan verlengen met 6 maanden", "1x6"},
      {"Verlengingsopties: twee, elk van 24 maanden", "2x24"},
      {"optie op 2 jaar verlenging (2x1)", "2x12"},
      {"nog drie jaar worden verlengd, telkens met een jaar", "3x12"},
      {"met 24 maanden verlengen en daarna tweemaal met 12 maanden", "1x24+2x12"},
      {"een maal met een periode van vijf jaar met wederzijdse instemming te verlengen", "1x60"},
      {"eerste optie: 24 maanden; tweede optie: 12 maanden", "1x24+1x12"},
      {"verlenging met 1 jaar, 1 jaar en 1 jaar", "3x12"},
      {"geen stilzwijgende verlenging; zij kan tweemaal met 1 jaar worden verlengd", "2x12"},
      {"de bevoegdheid om driemaal een periode van zes maanden toe te voegen", "3x6"},
      {"om er twee keer een tweejarige periode aan toe te voegen", "2x24"},
      {"na de eerste termijn kan tweemaal een tijdvak van drie jaren kan volgen", "2x36"},
      {"voorziet in 1 (een) verlengingsoptie van 1 (e n) jaar", "1x12"},
      {"nog eens drie jaar voortzetten; voor een verdere voortzetting bestaat geen ruimte", "1x36"},
      {"te weten drie jaar vast en drie losse optiejaren", "3x12"},
  };
  for (const Case& test : cases) EXPECT_EQ(extensions_of(test.text), test.expected) << test.text;
}

TEST(Extensions, LeaveBaseTermsNoticeAndTotalsOut) {
  const Case cases[] = {
      {"looptijd van 4 jaar met een optie tot verlenging van 2x 1 jaar", "2x12"},
      {"de overeenkomst duurt één jaar met één verlengingsoptie van 24 maanden", "1x24"},
      {"geldt zes maanden, waarna de gemeente haar tweemaal een half jaar kan voortzetten", "2x6"},
      {"voor drie jaar plus een verlengingsjaar, tegen een tarief per uur", "1x12"},
      {"Twee jaar, met één optie van twaalf maanden", "1x12"},
      {"een overeenkomst voor 3 jaar, die eenmaal met een periode van maximaal 3 jaar kan worden "
       "verlengd",
       "1x36"},
      {"gaat op 15 februari 2022 in voor één jaar; daarna mogen de gemeenten tweemaal besluiten er "
       "nog een jaar aan vast te plakken",
       "2x12"},
      {"Na afloop van de initiële looptijd van 4 jaar kan zij met 2 x 2 jaar verlengd worden",
       "2x24"},
      {"wordt gesloten voor 2 jaar en kan 3 maal met 1 jaar worden verlengd, tot maximaal 5 jaar",
       "3x12"},
      {"tweemaal worden verlengd met telkens een (1) jaar tot een maximale looptijd van vier jaar",
       "2x12"},
      {"tweemaal met een jaar, uiterlijk zes maanden voor het einde mede te delen", "2x12"},
      {"kan, met inachtneming van een opzegtermijn van drie maanden, eenmaal met een jaar worden "
       "verlengd",
       "1x12"},
      {"wordt tweemaal per jaar geëvalueerd en kan worden verlengd met een jaar", "1x12"},
      {"minstens drie jaar met mogelijke verlengingen tot in totaal zeven jaar", "?"},
      {"de totale looptijd inclusief verlengingen bedraagt maximaal acht jaar", "?"},
      {"Verlengen doet de gemeente met een brief, een half jaar voor het einde.", "?"},
  };
  for (const Case& test : cases) EXPECT_EQ(extensions_of(test.text), test.expected) << test.text;
}

TEST(Extensions, NoneTacitAndIncomplete) {
  const Case cases[] = {
      {"kan niet worden verlengd", "0x0"},
      {"Hun contracten duren drie jaar en kennen geen verlengingsmogelijkheid", "0x0"},
      {"geen verlengingsmogelijkheid", "0x0"},
      {"Geen mogelijkheid tot verlenging overeengekomen", "0x0"},
      {"Een optie tot verlenging is niet opgenomen.", "0x0"},
      {"verlenging is uitgesloten", "0x0"},
      {"verlenging is niet mogelijk", "0x0"},
      {"er is niet voorzien in een verlenging", "0x0"},
      {"tussentijds instromen is niet mogelijk, ook niet bij verlenging", "?"},
      {"tijdens de verlenging kan men niet toetreden", "?"},
      {"De overeenkomst is met drie maanden verlengd", "?"},
      {"wordt verlengd tot 1 april 2021", "?"},
      {"De lopende contracten worden met drie maanden verlengd", "?"},
      {"zij was gesloten voor twee jaar en is daarna tweemaal met een jaar verlengd", "?"},
      {"voor drie jaar zonder optie tot verlenging", "0x0"},
      {"Verlengen kan niet: in 2020 wil de gemeente opgaan in de regio", "0x0"},
      {"om juridische redenen niet verlengd kan worden", "0x0"},
      {"Geen", "0x0"},
      {"Deze opdracht kan worden verlengd: neen", "0x0"},
      {"n.v.t.", "0x0"},
      {"wordt stilzwijgend telkens met een jaar verlengd", "stilzwijgend"},
      {"Van rechtswege (stilzwijgend), telkens voor een jaar, tenzij een partij opzegt",
       "stilzwijgend"},
      {"Zegt geen van beide partijen uiterlijk zes maanden voor de afloop op, dan loopt het "
       "contract stilzwijgend door, telkens voor een jaar",
       "stilzwijgend"},
      {"wordt automatisch verlengd met telkens een jaar", "stilzwijgend"},
      {"Er is geen sprake van stilzwijgende verlenging.", "-"},
      {"Deze overeenkomst kan niet stilzwijgend worden verlengd.", "-"},
      {"Stilzwijgende verlenging is uitgesloten.", "-"},
      {"de tarieven worden jaarlijks geïndexeerd", "-"},
      {"kan worden verlengd", "?"},
      {"kan tweemaal worden verlengd", "?"},
      {"Maximumaantal verlengingen 2", "?"},
      {"te verlengen in stappen van een jaar", "?"},
      {"kan telkens met een jaar worden verlengd", "?"},
      {"met 12 of 24 maanden te verlengen", "?"},
      {"Indien de overeenkomst niet wordt verlengd, eindigt zij op 31 december 2024.", "?"},
      {"In een verlengingsjaar wel, met het gemiddelde van OVA en CPI", "?"},
      {"Andere optiejaren zijn er niet.", "0x0"},
      {"Een verdere verlenging is niet mogelijk.", "0x0"},
      {"Het college heeft de overeenkomst met een jaar verlengd", "?"},
      {"van stilzwijgende verlenging kan geen sprake zijn", "-"},
      {"kan daarna worden verlengd, met zeven jaar als absolute bovengrens", "?"},
      {"De looptijd bedraagt exclusief verlenging vijf jaar", "-"},
  };
  for (const Case& test : cases) EXPECT_EQ(extensions_of(test.text), test.expected) << test.text;
}

TEST(Extensions, AreJoinedWithTheNextSentence) {
  struct Joined {
    std::string_view first, second, expected;
  };
  const Joined cases[] = {
      {"mag met 24 kalendermaanden verlengen", "Dit mag maximaal twee keer.", "2x24"},
      {"kan met vierentwintig maanden verlengen", "Deze bevoegdheid bestaat twee keer.", "2x24"},
      {"kan telkens met een jaar worden verlengd", "Ten hoogste driemaal.", "3x12"},
      {"kan tweemaal worden verlengd", "Iedere verlenging duurt een jaar.", "2x12"},
      {"kan tweemaal worden verlengd",
       "De eerste verlenging bedraagt 24 maanden, de tweede 12 maanden.", "1x24+1x12"},
      {"tweemaal met een jaar verlengen", "Dit gesprek is er drie keer.", "2x12"},
      {"met een jaar verlengen", "Zij komt tweemaal per jaar bijeen.", "1x12"},
      {"Maximumaantal verlengingen: 2",
       "Overige informatie over verlengingen: elke verlenging duurt "
       "12 maanden",
       "2x12"},
      {"Duur per verlenging: 12 maanden", "Aantal verlengingen: 3", "3x12"},
      {"kan niet worden verlengd", "Dit mag twee keer.", "0x0"},
  };
  for (const Joined& test : cases) {
    const Extensions earlier = read_extensions(text::fold(test.first));
    EXPECT_EQ(to_string(combine(earlier, text::fold(test.second))), test.expected) << test.first;
  }
}

TEST(Extensions, AreGoneOnAboutByWordsThatPointBack) {
  for (std::string_view text :
       {"Dit mag maximaal 3 keer.", "1.3.3 Dit kan twee keer.", "Ten hoogste driemaal.",
        "Dat doen we hooguit twee keer.", "Een dergelijk verzoek kan vier keer worden gedaan.",
        "Deze mogelijkheid bestaat tweemaal.", "De verlenging duurt een jaar."}) {
    EXPECT_TRUE(continues_extensions(text::fold(text))) << text;
  }
  for (std::string_view text :
       {"Een evaluatie vindt twee keer plaats.", "Dit gesprek is er drie keer.",
        "Zij komt tweemaal bijeen.", "", "3 aanbieders"}) {
    EXPECT_FALSE(continues_extensions(text::fold(text))) << text;
  }
}

TEST(Extensions, HaveANumberOnALineOfTheirOwn) {
  struct Numbered {
    std::string_view text;
    int number;
  };
  const Numbered cases[] = {{"Eerste verlengingsoptie: 12 maanden", 1},
                            {"tweede verlenging", 2},
                            {"De derde optie duurt een jaar", 3},
                            {"Optie 2: 12 maanden", 2},
                            {"2e verlenging", 2},
                            {"Optieperiode II: 2027", 2},
                            {"Twee opties", 0},
                            {"Eerste perceel", 0},
                            {"", 0}};
  for (const Numbered& test : cases) {
    EXPECT_EQ(option_ordinal(text::fold(test.text)), test.number) << test.text;
  }
}

TEST(Extensions, GivenAsDatesAreResolvedFromTheBaseTerm) {
  struct Until {
    std::string_view text, base_end, expected;
  };
  const Until cases[] = {
      {"De Gemeenten kunnen de einddatum één keer verschuiven, naar 31 maart 2032.", "2028-03-31",
       "1x48"},
      {"de einddatum opschuiven, eerst naar 31 maart 2025 en vervolgens naar 31 maart 2026",
       "2023-03-31", "1x24+1x12"},
      {"Eerste verlengingsoptie tot en met 31-12-2025, tweede tot en met 31-12-2026", "2024-12-31",
       "2x12"},
      {"kan worden verlengd tot 1 januari 2028", "2026-12-31", "1x12"},
      {"Eerste verlengingsoptie: 1 oktober 2018 tot en met 31 maart 2019", "2018-09-30", "1x6"},
      {"kan worden verlengd tot 1 januari 2020", "2026-12-31", ""},
  };
  for (const Until& test : cases) {
    const Extensions read = read_extensions(text::fold(test.text));
    EXPECT_EQ(to_string(resolve_until(read, *from_iso(test.base_end))), test.expected) << test.text;
  }
}

TEST(Extensions, SpanCoversWhatWasUsed) {
  const std::string folded =
      text::fold("De overeenkomst duurt vier jaar en kan tweemaal met een jaar worden verlengd.");
  EXPECT_EQ(quote(folded, read_extensions(folded).span), "tweemaal met een jaar worden verlengd");
}

TEST(PlusTerms, GiveBaseAndOptions) {
  struct Sum {
    std::string_view text;
    int base;
    std::string_view options;
  };
  const Sum cases[] = {
      {"2+1+1", 24, "2x12"},
      {"looptijd 2 + 1 + 1 jaar", 24, "2x12"},
      {"4 + 2x2 jaar", 48, "2x24"},
      {"24 + 12 + 12 maanden", 24, "2x12"},
      {"2 jaar plus 2 maal 1 jaar", 24, "2x12"},
      {"3 jaar + 2 optiejaren", 36, "2x12"},
      {"4 jaar (+ 2 x 2 jaar)", 48, "2x24"},
      {"voor drie jaar plus een verlengingsjaar", 36, "1x12"},
      {"3+2+1", 36, "1x24+1x12"},
  };
  for (const Sum& test : cases) {
    const std::optional<PlusTerm> sum = parse_plus(text::fold(test.text));
    ASSERT_TRUE(sum.has_value()) << test.text;
    EXPECT_EQ(sum->base_months, test.base) << test.text;
    EXPECT_EQ(to_string(sum->extensions), test.options) << test.text;
  }
  for (std::string_view text : {"18+", "1 + 1 = 2", "2 en 1", "+31 6", "2x1", "a+b", ""}) {
    EXPECT_FALSE(parse_plus(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
