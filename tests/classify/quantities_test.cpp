#include "classify/quantities.h"

#include <gtest/gtest.h>

#include <random>

#include "text.h"

namespace inkoopmonitor::classify {
namespace {

std::string quote(const std::string& folded, const Span& span) {
  return folded.substr(span.begin, span.end - span.begin);
}

// What was found, one quantity after the other, in a notation that the tables below can hold.

std::string counts_of(std::string_view original, Articles articles = Articles::skip) {
  const std::string folded = text::fold(original);
  std::string found;
  for (const Count& count : find_counts(folded, articles)) {
    if (!found.empty()) found += ' ';
    if (count.approximate) found += '~';
    if (count.low == count.high) {
      found += std::to_string(count.low);
    } else {
      found += (count.low < 0 ? "" : std::to_string(count.low)) + "-" +
               (count.high < 0 ? "" : std::to_string(count.high));
    }
    if (count.doubled) found += '=';
    if (count.article) found += 'a';
  }
  return found;
}

std::string durations_of(std::string_view original) {
  const std::string folded = text::fold(original);
  std::string found;
  for (const Duration& duration : find_durations(folded)) {
    if (!found.empty()) found += ' ';
    if (duration.approximate) found += '~';
    if (duration.lower_bound) found += '>';
    if (duration.upper_bound) found += '<';
    found += duration.months >= 0 ? std::to_string(duration.months)
                                  : std::to_string(duration.days) + "d";
    if (duration.notice) found += 'n';
    if (duration.adjective) found += 'j';
    if (duration.option) found += 'o';
    if (duration.total) found += 't';
  }
  return found;
}

struct Case {
  std::string_view text, expected;
};

TEST(Counts, AreReadAsWritten) {
  const Case cases[] = {
      {"4 aanbieders", "4"},
      {"vier aanbieders", "4"},
      {"3-6 aanbieders", "3-6"},
      {"3 – 6 aanbieders", "3-6"},
      {"minimaal drie aanbieders", "3-"},
      {"minimaal drie (3) aanbieders", "3-="},
      {"ten hoogste vijf partijen", "-5"},
      {"minimaal drie en maximaal zes", "3-6"},
      {"minimaal drie aanbieders en maximaal zes aanbieders", "3-6"},
      {"Ten minste vijf en ten hoogste acht aanbieders", "5-8"},
      {"tussen de drie en zes partijen", "3-6"},
      {"tien tot twaalf aanbieders", "10-12"},
      {"tien tot en met twaalf aanbieders", "10-12"},
      {"10 à 12 partijen", "10-12"},
      {"tien of elf partijen", "10-11"},
      {"5 tot maximaal 8 partijen", "5-8"},
      {"drie (3) partijen", "3="},
      {"3 (drie) partijen", "3="},
      {"drie ( 3 ) partijen", "3="},
      {"een twintigtal aanbieders", "~20"},
      {"een tweetal aanbieders", "2"},
      {"een duo", "2"},
      {"ruim 60 organisaties", "~60"},
      {"circa 20 partijen", "~20"},
      {"rond de 130 dienstverleners", "~130"},
      {"een kleine honderd aanbieders", "~100"},
      {"ongeveer zestig aanbieders", "~60"},
      {"meer dan honderdveertig nieuwe aanbieders", "~140-"},
      {"hooguit tien opdrachtnemers", "-10"},
      {"tot een maximum van acht aanbieders", "-8"},
      {"niet meer dan tien organisaties", "-10"},
      {"ten minste 4 partijen", "4-"},
      {"minstens twee", "2-"},
      {"vanaf drie aanbieders", "3-"},
      {"drie of meer aanbieders", "3-"},
      {"maximaal vijfentwintig aanbieders", "-25"},
      {"precies twaalf aanbieders", "12"},
      {"alle vier de gemeenten", "4"},
      {"van 4 naar 8 partijen", "4 8"},
      {"Van de 221 aanbieders naar ongeveer zestig", "221 ~60"},
      {"eenentwintig", "21"},
      {"een en twintig vragen", "21"},
      {"vier en twintig vragen", "24"},
      {"vier-en-twintig vragen", "24"},
      {"honderdtwintig cliënten", "120"},
      {"honderd twintig cliënten", "120"},
      {"tweehonderdvijftig", "250"},
      {"twaalfhonderd cliënten", "1200"},
      {"tweeduizend cliënten", "2000"},
      {"1.372 jeugdigen", "1372"},
      {"in perceel 1, 4 aanbieders", "4"},
      {"in perceel 1 vijf aanbieders", "5"},
      {"op perceel 1 met veertien en op perceel 2 met negen organisaties", "14 9"},
      {"de percelen 1 tot en met 4", ""},
      {"perceel 2: 3 aanbieders", "3"},
      {"op twee A4", "2"},
      {"vijf, zes of zeven raamcontracten", "5-7"},
      {"twee, drie of zes partijen", "2 3-6"},
      {"minder dan tien partijen", "~-9"},
  };
  for (const Case& test : cases) EXPECT_EQ(counts_of(test.text), test.expected) << test.text;
}

TEST(Counts, LeaveOtherNumbersAlone) {
  constexpr std::string_view kTexts[] = {
      "perceel 1",
      "percelen 1, 2 en 3",
      "artikel 2.39 lid 4",
      "artikelen 2.86 en 2.87",
      "week 38 t/m 41",
      "vraag 12",
      "1.2.3 Inkoop",
      "10.00 uur",
      "om 12:00 uur",
      "24-uursverblijf",
      "95% van de huishoudens",
      "vijf procent",
      "€ 12.500 per jaar",
      "1,2 miljoen euro",
      "drie jaar",
      "drie (3) jaar",
      "drie tot vijf jaar",
      "tussen 12 en 18 jaar",
      "2x",
      "twee keer per jaar",
      "op 1 januari 2019",
      "01-01-2019",
      "in 2019",
      "2019-2022",
      "2014-038",
      "85311300-5",
      "D4",
      "de tweede ronde",
      "eerste fase",
      "met een aanbieder",
      "geen enkele aanbieder",
      "een cijfer van 7,5 of 7,0",
      "ISO 9001",
      "4417 AB Hansweert",
      "3. De gemeente besluit",
      "99999999999999999999",
  };
  for (std::string_view text : kTexts) EXPECT_EQ(counts_of(text), "") << text;
}

TEST(Counts, ALoneEenIsANumberWhereWordsSaySo) {
  const Case cases[] = {
      {"maximaal één contractpartner", "-1"}, {"1 (één) dienstverlener", "1="},
      {"één (1) dienstverlener", "1="},       {"één of meer partijen", "1-"},
      {"een enkele aanbieder", "1"},          {"slechts één aanbieder", "1"},
      {"met één dienstverlener", ""},
  };
  for (const Case& test : cases) EXPECT_EQ(counts_of(test.text), test.expected) << test.text;
  EXPECT_EQ(counts_of("met één dienstverlener", Articles::keep), "1a");
}

TEST(Counts, SpanBoundsAndNumber) {
  const std::string folded = text::fold("De gemeente kiest minimaal drie (3) aanbieders.");
  const std::vector<Count> counts = find_counts(folded);
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(quote(folded, counts[0].span), "minimaal drie (3)");
}

TEST(Durations, AreReadAsWritten) {
  const Case cases[] = {
      {"vier jaar", "48"},
      {"4 jaren", "48"},
      {"48 maanden", "48"},
      {"36 mnd", "36"},
      {"4jr.", "48"},
      {"achtenveertig (48) kalendermaanden", "48"},
      {"zes ( 6 ) maanden", "6"},
      {"vierentwintig maanden", "24"},
      {"anderhalf jaar", "18"},
      {"een half jaar", "6"},
      {"half jaar", "6"},
      {"een halfjaar", "6"},
      {"een half kalenderjaar", "6"},
      {"een jaar", "12"},
      {"1 (één) jaar", "12"},
      {"een (1) jaar", "12"},
      {"een (l) jaar", "12"},
      {"een vol jaar", "12"},
      {"drie volle jaren", "36"},
      {"een jaar en zes maanden", "18"},
      {"1 jaar en 6 maanden", "18"},
      {"een jaar en een half", "18"},
      {"2,5 jaar", "30"},
      {"2½ jaar", "30"},
      {"2,5 jaar (30 maanden)", "30"},
      {"tweeënhalf jaar", "30"},
      {"tweeëneenhalf jaar", "30"},
      {"twee en een half jaar", "30"},
      {"twee-en-een-half jaar", "30"},
      {"zes kwartalen", "18"},
      {"drie kalenderjaren", "36"},
      {"een vierjarige overeenkomst", "48j"},
      {"driejarig", "36j"},
      {"24-maands contract", "24j"},
      {"een 4-jarig contract", "48j"},
      {"minimaal drie jaar", ">36"},
      {"maximaal vier jaren", "<48"},
      {"ten hoogste 24 maanden", "<24"},
      {"langer dan 48 kalendermaanden", ">48"},
      {"niet langer dan 48 maanden", "<48"},
      {"circa twee jaar", "~24"},
      {"drie tot vijf jaar", "~<60"},
      {"vier weken", "28d"},
      {"20 kalenderdagen", "20d"},
      {"uiterlijk zes maanden vóór de afloop", "6n"},
      {"een half jaar voor het einde", "6n"},
      {"minstens negen maanden vooraf", ">9n"},
      {"een opzegtermijn van drie (3) maanden", "3n"},
      {"met inachtneming van een termijn van zes maanden", "6n"},
      {"het contract beëindigen met een termijn van drie maanden", "3n"},
      {"looptijd van 18 jaar", "216"},
      {"een optie van elk twee jaar", "24o"},
      {"looptijd in maanden: 48", "48"},
      {"Duur (in jaren): 4", "48"},
      {"duur in weken 12.", "84d"},
      {"2+1+1 jaar", "24"},
      {"4 jaar (+ 2 x 2 jaar)", "48"},
      {"voor twee jaar en daarna nog een jaar", "24 12"},
  };
  for (const Case& test : cases) EXPECT_EQ(durations_of(test.text), test.expected) << test.text;
}

TEST(Durations, AreBaseTermsOptionsOrTotals) {
  const Case cases[] = {
      {"De overeenkomst duurt vier jaar en kan met twee jaar worden verlengd", "48 24o"},
      {"De overeenkomst, die met een jaar kan worden verlengd, duurt vier jaar", "12o 48"},
      {"Na afloop kan het contract twee keer een jaar worden voortgezet", "12o"},
      {"eenmaal voort te zetten voor een periode van achttien maanden", "18o"},
      {"drie keer te prolongeren, elke keer voor een tijdvak van 24 maanden", "24o"},
      {"Daarna kan er drie maal 24 maanden bij komen", "24o"},
      {"tot tweemaal toe een aanvullend tijdvak van telkens een half jaar", "6o"},
      {"Ten hoogste één voortzetting, welke alsdan twee volle jaren beslaat", "24o"},
      {"De overeenkomst is met een periode van drie maanden verlengd", "3o"},
      {"verlengen tot een totale looptijd van acht jaar", "96t"},
      {"een maximale looptijd van acht jaar inclusief verlengingen", "96t"},
      {"maximaal acht jaar, inclusief de opties", "<96t"},
      {"verlengen met een jaar, tot maximaal vijf jaar", "12o <60t"},
      {"De overeenkomst kan voor vier jaar worden aangegaan", "48"},
      {"De looptijd bedraagt in totaal vier jaar", "48"},
      {"De gemeente is erbij; de overeenkomst duurt vier jaar", "48"},
      {"Verlenging wordt zes maanden voor het einde gemeld", "6n"},
      {"De looptijd (exclusief verlenging) bedraagt vijf jaar", "60"},
      {"eindigt, behoudens verlenging, vierentwintig maanden later", "24"},
      {"drie jaar vast en daarna een optie van een jaar", "36 12o"},
  };
  for (const Case& test : cases) EXPECT_EQ(durations_of(test.text), test.expected) << test.text;
}

TEST(Durations, LeaveAgesRatesAndYearsAlone) {
  constexpr std::string_view kTexts[] = {
      "18 jaar en ouder",
      "75 jaar of ouder",
      "jeugdigen tot 18 jaar",
      "0 tot 23 jaar",
      "jeugdigen van 12-18 jaar",
      "tussen 12 en 18 jaar",
      "van 18 jaar",
      "vanaf 18 jaar",
      "tot 27 jaar",
      "kinderen van 4 jaar",
      "18-jarigen",
      "een twaalfjarige jongen",
      "niet ouder dan drie jaar",
      "per jaar",
      "elk jaar",
      "ieder jaar",
      "jaarlijks",
      "dit jaar",
      "vorig jaar",
      "het eerste jaar",
      "het jaar 2020",
      "1 januari 2020",
      "per twee jaar",
      "elke drie maanden",
      "elk half jaar",
      "om de twee jaar",
      "een jaarlijkse toets",
      "99999999999 jaar",
      "een paar jaar",
      "12.500 maanden",
  };
  for (std::string_view text : kTexts) EXPECT_EQ(durations_of(text), "") << text;
}

TEST(Amounts, AreEuros) {
  struct Money {
    std::string_view text;
    double value;
  };
  const Money cases[] = {
      {"€ 12.500", 12'500},       {"€ 12.500,-", 12'500},
      {"12.500 euro", 12'500},    {"€ 1.234,56", 1'234.56},
      {"€ 12 500", 12'500},       {"€ 1,2 miljoen", 1'200'000},
      {"5 mln. euro", 5'000'000}, {"€ 2 ton", 200'000},
      {"drie miljoen euro", 3e6}, {"honderdachtenveertigduizend euro", 148'000},
      {"EUR 750.000", 750'000},
  };
  for (const Money& test : cases) {
    const std::vector<Amount> amounts = find_amounts(text::fold(test.text));
    ASSERT_EQ(amounts.size(), 1u) << test.text;
    EXPECT_DOUBLE_EQ(amounts[0].value, test.value) << test.text;
  }
  for (std::string_view text : {"€ ,-", "12.500 cliënten", "de euro", "1 miljoen mensen"}) {
    EXPECT_TRUE(find_amounts(text::fold(text)).empty()) << text;
  }
}

TEST(Numbers, AreTheWholeCell) {
  const std::pair<std::string_view, std::optional<int>> cases[] = {
      {"12", 12},
      {"twaalf", 12},
      {"een", 1},
      {"twaalf (12)", 12},
      {"1.250", 1250},
      {"negenhonderdnegenennegentig", 999},
      {"nul", 0},
      {"driehonderdeneen", 301},
      {"12 aanbieders", std::nullopt},
      {"2,5", std::nullopt},
      {"", std::nullopt},
      {"tweede", std::nullopt},
      {"99999999999", std::nullopt},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parse_number(text), expected) << text;
}

TEST(Calendar, CountsMonthsOfATerm) {
  struct Term {
    std::string_view start, last;
    int months;
  };
  const Term cases[] = {
      {"2018-01-01", "2019-12-31", 24}, {"2022-02-15", "2022-08-14", 6},
      {"2022-02-15", "2024-08-14", 30}, {"2020-01-01", "2020-01-15", 0},
      {"2020-01-01", "2020-01-16", 1},  {"2020-01-01", "2021-01-01", 12},
      {"2020-01-31", "2020-02-29", 1},  {"2020-01-01", "2019-12-31", 0},
      {"2015-01-01", "2017-09-30", 33},
  };
  for (const Term& test : cases) {
    EXPECT_EQ(months_between(*from_iso(test.start), *from_iso(test.last)), test.months)
        << test.start << " " << test.last;
  }
}

TEST(Calendar, EndsTermsOnTheirLastDay) {
  EXPECT_EQ(to_iso(last_day(make_date(2022, 2, 15), 6)), "2022-08-14");
  EXPECT_EQ(to_iso(last_day(make_date(2018, 1, 1), 24)), "2019-12-31");
  EXPECT_EQ(to_iso(last_day(make_date(2019, 8, 31), 6)), "2020-02-28");
  EXPECT_EQ(to_iso(add_days(make_date(2019, 12, 31), 1)), "2020-01-01");
  EXPECT_EQ(to_iso(make_date(2019, 2, 29)), "");
  for (std::string_view text : {"2019-2-01", "2019-02-29", "19-02-2019", "", "2019-02-0x"}) {
    EXPECT_FALSE(from_iso(text).has_value()) << text;
  }
}

// A term and the months between its ends are each other's inverse.
TEST(Calendar, TermsComeBack) {
  for (int months = 1; months <= 120; ++months) {
    for (int day : {1, 15, 28}) {
      const Date start = make_date(2019, 1 + months % 12, day);
      EXPECT_EQ(months_between(start, last_day(start, months)), months);
    }
  }
}
void expect_ordered(const std::string& text, const std::vector<Span>& spans) {
  std::size_t free_from = 0;
  for (const Span& span : spans) {
    ASSERT_LE(free_from, span.begin) << text;
    ASSERT_LT(span.begin, span.end) << text;
    ASSERT_LE(span.end, text.size()) << text;
    free_from = span.end;
  }
}

template <typename Quantity>
std::vector<Span> spans_of(const std::vector<Quantity>& quantities) {
  std::vector<Span> spans;
  for (const Quantity& quantity : quantities) spans.push_back(quantity.span);
  return spans;
}

const std::string_view grammar_words[] = {"een",
                                          "twee",
                                          "jaar",
                                          "maanden",
                                          "keer",
                                          "x",
                                          "2",
                                          "12",
                                          "(",
                                          ")",
                                          "+",
                                          "-",
                                          "1",
                                          "januari",
                                          "2020",
                                          "tot",
                                          "en",
                                          "met",
                                          "half",
                                          "honderd",
                                          "duizend",
                                          "miljoen",
                                          "€",
                                          "minimaal",
                                          "tussen",
                                          "de",
                                          "eerste",
                                          "optie",
                                          "verlengd",
                                          "kan",
                                          "telkens",
                                          "99999999999999999999",
                                          "4294967296",
                                          "t",
                                          "/",
                                          "m",
                                          "eind",
                                          "20",
                                          "15",
                                          "'",
                                          "kwartaal",
                                          ".",
                                          ",",
                                          "schooljaar",
                                          "optiejaren",
                                          "999999999",
                                          "eenmaal",
                                          "geen",
                                          "niet",
                                          "1.000",
                                          "of",
                                          "meer",
                                          "\xff",
                                          "\xe2",
                                          "\xe2\x82",
                                          "\x80",
                                          std::string_view("\0", 1),
                                          "½",
                                          "×",
                                          "±"};

// Words of the grammar and stray bytes in any order: nothing stops the program, and what is found
// lies in order within the text.
TEST(Quantities, AcceptAnyText) {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t length = random() % 25; length > 0; --length) {
      text += grammar_words[random() % std::size(grammar_words)];
      if (random() % 4) text += ' ';
    }
    expect_ordered(text, spans_of(find_counts(text)));
    expect_ordered(text, spans_of(find_durations(text)));
    expect_ordered(text, spans_of(find_dates(text)));
    expect_ordered(text, spans_of(find_periods(text)));
    expect_ordered(text, spans_of(find_amounts(text)));
    const Extensions extensions = read_extensions(text);
    ASSERT_LE(extensions.span.end, text.size());
    to_string(resolve_until(combine(extensions, text), make_date(2020, 1, 1)));
    parse_plus(text);
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
