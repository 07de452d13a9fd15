#include "text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace inkoopmonitor::text {
namespace {

using ::testing::ElementsAre;

TEST(Fold, GivesTheFormThatRulesMatch) {
  const struct {
    std::string original, folded;
  } cases[] = {
      {"", ""},
      {"Artikel 4 LOOPTIJD", "artikel 4 looptijd"},
      {"cliënt", "client"},
      {"clie\u0308nt", "client"},
      {"é É e\u0301 E\u0301", "e e e e"},
      {"één (1)", "een (1)"},
      {"oﬃcieel, inschrĳving, ĲSSELSTEIN", "officieel, inschrijving, ijsselstein"},
      {"œuvre Æ straße", "oeuvre ae strasse"},
      {"Ørsted Łódź", "orsted lodz"},
      {"samen\u00ADwerking", "samenwerking"},
      {"zero\u200Bwidth\uFEFF", "zerowidth"},
      {"vier\u00A0jaar\u2009en\u202Fmeer\tof\nniet", "vier jaar en meer of niet"},
      {"a  b", "a  b"},
      {"‘s-Hertogenbosch ’s “p x q” „x” «y» \"z\" `q´",
       "'s-hertogenbosch 's 'p x q' 'x' 'y' 'z' 'q'"},
      {"2019–2022 — 3‑4 −5 ‐", "2019-2022 - 3-4 -5 -"},
      {"10³ m² ½ ① €", "10³ m² ½ ① €"},
      {"ＡＢ", "ab"},
      {"İstanbul", "istanbul"},
      {"P×Q", "p×q"},
  };
  for (const auto& [original, folded] : cases) EXPECT_EQ(fold(original), folded) << original;
}

TEST(Fold, ReplacesIllFormedBytes) {
  EXPECT_EQ(fold("A\xFF"
                 "B\xC3"),
            "a\uFFFDb\uFFFD");
  EXPECT_EQ(fold("\xE2\x80"), "\uFFFD");
}

TEST(Fold, KeepsTheZeroByte) {
  EXPECT_EQ(fold(std::string_view("A\0B", 3)), std::string("a\0b", 3));
}

TEST(Fold, TwiceIsOnceForEveryCharacter) {
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string character;
    if (c < 0x80) {
      character = {static_cast<char>(c)};
    } else if (c < 0x800) {
      character = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      character = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
                   static_cast<char>(0x80 | (c & 63))};
    } else {
      character = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
                   static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
    const std::string once = fold(character);
    ASSERT_TRUE(is_valid_utf8(once)) << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(fold(once), once) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Fold, HoldsItsPropertiesForAnyBytes) {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"a",      "É", "e\u0301", "ﬁ",    "\u00AD",   "’", "–",
                                           "\u00A0", "³", "\xC3",    "\xFF", "\xF0\x9F", "Ĳ", " "};
  for (int round = 0; round < 2000; ++round) {
    std::string original;
    for (int i = 0; i < 12; ++i) original += pieces[random() % pieces.size()];
    const Folded folded = fold_with_origin(original);
    ASSERT_EQ(folded.text, fold(original));
    ASSERT_EQ(fold(folded.text), folded.text);
    ASSERT_TRUE(is_valid_utf8(folded.text));
    ASSERT_EQ(folded.origin.size(), folded.text.size() + 1);
    ASSERT_EQ(folded.origin.back(), original.size());
    for (std::size_t i = 1; i < folded.origin.size(); ++i) {
      ASSERT_LE(folded.origin[i - 1], folded.origin[i]);
    }
  }
}

TEST(FoldWithOrigin, LeadsBackToTheOriginal) {
  const struct {
    std::string original, folded_match, slice;
  } cases[] = {
      {"De Looptijd is", "looptijd", "Looptijd"},
      {"een clie\u0308nt kiest", "client", "clie\u0308nt"},
      {"een cliënt kiest", "client", "cliënt"},
      {"de samen\u00ADwerking is", "samenwerking", "samen\u00ADwerking"},
      {"de oﬃciële brief", "officiele", "oﬃciële"},
      {"de oﬃciële brief", "iciele", "ﬃciële"},
      {"bij inschrĳving:", "inschrijving", "inschrĳving"},
      {"per “jaar”.", "'jaar'", "“jaar”"},
      {"2019–2022", "2019-2022", "2019–2022"},
      {"is 10³ euro", "10³", "10³"},
      {"\xFFx jaar", "x jaar", "x jaar"},
  };
  for (const auto& [original, match, slice] : cases) {
    const Folded folded = fold_with_origin(original);
    const std::size_t begin = folded.text.find(match);
    ASSERT_NE(begin, std::string::npos) << original;
    const std::size_t from = folded.origin[begin], to = folded.origin[begin + match.size()];
    EXPECT_EQ(original.substr(from, to - from), slice) << original;
  }
}

TEST(FoldWithOrigin, GivesEveryByteOfAnExpansionTheStartOfItsCharacter) {
  EXPECT_THAT(fold_with_origin("aﬁb").origin, ElementsAre(0, 1, 1, 4, 5));
  EXPECT_THAT(fold_with_origin("é³").origin, ElementsAre(0, 2, 2, 4));
  EXPECT_THAT(fold_with_origin("").origin, ElementsAre(0));
}

TEST(ValidUtf8, ReplacesWhatIsIllFormedAndNothingElse) {
  const struct {
    std::string bytes, text;
  } cases[] = {
      {"", ""},
      {"gewoon", "gewoon"},
      {"cliënt €", "cliënt €"},
      {"a\xFFz", "a\uFFFDz"},
      {"a\xC3", "a\uFFFD"},
      {"\xE2\x82z", "\uFFFDz"},                // a cut €
      {"\xC0\xAF", "\uFFFD\uFFFD"},            // an overlong slash
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},  // a lone surrogate
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\U0001F600", "\U0001F600"},
  };
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(valid_utf8(bytes), text);
    EXPECT_EQ(is_valid_utf8(bytes), bytes == text);
    EXPECT_TRUE(is_valid_utf8(valid_utf8(bytes)));
  }
}

TEST(Compare, IsDutchAlphabeticalOrder) {
  EXPECT_LT(compare("a", "B"), 0);
  EXPECT_GT(compare("Zaanstad", "aalten"), 0);
  EXPECT_EQ(compare("Hof van Twente", "Hof van Twente"), 0);
  EXPECT_LT(compare("cote", "côte"), 0);
  EXPECT_LT(compare("côte", "cotf"), 0);
  EXPECT_LT(compare("aa", "AA"), 0);
  EXPECT_LT(compare("AA", "ab"), 0);
  EXPECT_LT(compare("Súdwest-Fryslân", "Sudwesu"), 0);
}

TEST(DisplayWidth, CountsColumns) {
  const struct {
    std::string text;
    std::size_t width;
  } cases[] = {{"", 0},     {"abc", 3},   {"één", 3},  {"e\u0301", 1},
               {"日本", 4}, {"€ 10³", 5}, {"a\xFF", 2}};
  for (const auto& [text, width] : cases) EXPECT_EQ(display_width(text), width) << text;
}

TEST(EscapedPath, ShowsEveryNameOnOneLine) {
  const struct {
    std::string bytes, shown;
  } cases[] = {
      {"map/contract.pdf", "map/contract.pdf"},
      {"cliënt.pdf", "cliënt.pdf"},
      {"a\nb.pdf", "a\\nb.pdf"},
      {"a\tb", "a\\tb"},
      {"a\rb\x1B[31m\x7F", "a\\x0Db\\x1B[31m\\x7F"},
      {"a\\nb.pdf", "a\\\\nb.pdf"},
      {"caf\xE9.pdf", "caf\\xE9.pdf"},
      {"\xC2\x85", "\\xC2\\x85"},
  };
  for (const auto& [bytes, shown] : cases) EXPECT_EQ(escaped_path(bytes), shown);
}

}  // namespace
}  // namespace inkoopmonitor::text
