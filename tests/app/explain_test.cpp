#include "app/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "app/sentence.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::HasSubstr;

extract::Document document(const std::vector<std::string>& paragraphs) {
  extract::Document document;
  extract::Page& page = document.pages.emplace_back();
  page.number = 2;
  for (const std::string& paragraph : paragraphs) {
    extract::Block block;
    block.first_word = static_cast<std::uint32_t>(page.words.size());
    std::istringstream words(paragraph);
    for (std::string word; words >> word; ++block.word_count) {
      page.words.emplace_back().text = word;
    }
    page.blocks.push_back(block);
  }
  return document;
}

TEST(SentenceAround, MarksTheQuoteInItsSentence) {
  const auto reading =
      document({"Kop", "Dit gaat vooraf. De looptijd is vier jaar en dan niet meer. Dit volgt."});
  const struct {
    classify::Evidence evidence;
    const char* sentence;
  } cases[] = {
      {{2, 7, 8, "vier jaar"}, "De looptijd is [vier jaar] en dan niet meer."},
      {{2, 4, 4, "De"}, "[De] looptijd is vier jaar en dan niet meer."},
      {{2, 0, 0, "Kop"}, "[Kop]"},
      {{2, 13, 14, "Dit volgt."}, "[Dit volgt.]"},
      {{2, 7, 8, "drie jaar"}, "[drie jaar]"},
      {{2, 7, 99, "vier jaar"}, "[vier jaar]"},
      {{9, 7, 8, "vier jaar"}, "[vier jaar]"},
  };
  for (const auto& [evidence, sentence] : cases) {
    EXPECT_EQ(sentence_around(evidence, reading), sentence);
  }
  EXPECT_EQ(sentence_around({2, 7, 8, "vier jaar"}, std::nullopt), "[vier jaar]");
}

TEST(SentenceAround, ShowsTheRowOfATable) {
  auto reading = document({"Duur vier jaar Optie twee jaar"});
  extract::Block& table = reading.pages[0].blocks[0];
  table.kind = extract::BlockKind::table;
  table.cells = {{0, 0, 0, 1}, {0, 1, 1, 2}, {1, 0, 3, 1}, {1, 1, 4, 2}};
  EXPECT_EQ(sentence_around({2, 1, 2, "vier jaar"}, reading), "Duur [vier jaar]");
  EXPECT_EQ(sentence_around({2, 3, 3, "Optie"}, reading), "[Optie] twee jaar");
}

TEST(Explain, ShowsValuesRulesRivalsAndReasons) {
  const auto reading = document({"De looptijd is vier jaar, niet twee jaar."});
  classify::Value looptijd;
  looptijd.variable = "looptijd";
  looptijd.value = "48";
  looptijd.outcome = classify::Outcome::value;
  looptijd.confidence = 0.914;
  looptijd.rule = "looptijd.is";
  looptijd.evidence = {{2, 3, 4, "vier jaar,"}};
  looptijd.rivals = {{"24", 1.5, "looptijd.is", "negated", {2, 6, 7, "twee jaar."}}};
  classify::Value procedure;
  procedure.variable = "procedure";
  procedure.outcome = classify::Outcome::contradictory;
  const classify::Coding coding{{{0, {}}, {1, {looptijd, procedure}}}};
  const std::string text = explain({coding, reading, {}}, "");
  EXPECT_THAT(text, HasSubstr("record 1\n"));
  EXPECT_THAT(text, HasSubstr("0.91  looptijd.is\n"));
  EXPECT_THAT(text, HasSubstr("page 2: De looptijd is [vier jaar,] niet twee jaar.\n"));
  EXPECT_THAT(text, HasSubstr("not 24 (looptijd.is, weight 1.50): negated\n"));
  EXPECT_THAT(text, HasSubstr("-  the document contradicts itself\n"));
  EXPECT_THAT(explain({coding, reading, {}}, "looptijd"), Not(HasSubstr("procedure")));
}

// What a rule saw at words of page 2 of which `proof` is the sentence.
classify::Seen seen(const std::string& value, classify::Evidence words, const std::string& rejected,
                    std::vector<classify::CueRead> context) {
  classify::Seen result;
  result.rule = "looptijd.is";
  result.variable = "looptijd";
  result.value = value;
  result.weight = 0.8;
  result.rejected = rejected;
  result.context = std::move(context);
  result.evidence = result.proof = std::move(words);
  return result;
}

TEST(Explain, ShowsHowTheWordsWereMeantAndWhatElseWasSeen) {
  const auto reading = document({"Voorheen gold twee jaar.", "Nu geldt vier jaar.",
                                 "Vier jaar dus.", "Elders is dat zes jaar."});
  classify::Value looptijd;
  looptijd.variable = "looptijd";
  looptijd.value = "48";
  looptijd.outcome = classify::Outcome::value;
  looptijd.rule = "looptijd.is";
  looptijd.evidence = {{2, 6, 7, "vier jaar."}};
  Explained explained{{{{0, {}}, {1, {looptijd}}}}, reading, {}};
  explained.seen = {
      seen("24", {2, 2, 3, "twee jaar."}, "",
           {{"earlier", "eerder_contract", "sentence", "voorheen"}}),
      seen("48", {2, 6, 7, "vier jaar."}, "", {{"next", "nieuw_contract", "sentence", "nu"}}),
      seen("48", {2, 8, 9, "Vier jaar"}, "", {}),
      seen("72", {2, 14, 15, "zes jaar."}, "other_municipality", {})};
  const std::string text = explain(explained, "");
  EXPECT_THAT(text, HasSubstr("page 2: Nu geldt [vier jaar.]\n        read as: of the contract to "
                              "come (\"nu\" in the sentence, nieuw_contract)\n"));
  EXPECT_THAT(text, HasSubstr("seen 24 (looptijd.is, weight 0.80): of an earlier contract\n"
                              "        page 2: Voorheen gold [twee jaar.]\n"));
  EXPECT_THAT(text, HasSubstr("seen 72 (looptijd.is, weight 0.80): of another municipality"));
  EXPECT_THAT(text, HasSubstr("1 more place says the same\n"));
  EXPECT_THAT(text, Not(HasSubstr("also 48")));
  EXPECT_THAT(explain(explained, "looptijd"), HasSubstr("also 48 (looptijd.is, weight 0.80)"));
}

TEST(Explain, OfWhatIsAbsentShowsWhatWasSeenAndRejected) {
  const auto reading = document({"Geen twee jaar."});
  classify::Value looptijd;
  looptijd.variable = "looptijd";
  Explained explained{{{{0, {}}, {1, {looptijd}}}}, reading, {}};
  explained.seen = {seen("24", {2, 1, 2, "twee jaar."}, "negated", {})};
  const std::string rejected =
      "seen 24 (looptijd.is, weight 0.80): negated\n        page 2: Geen [twee jaar.]\n";
  EXPECT_THAT(explain(explained, ""), HasSubstr("-  not in the document\n      " + rejected));
  explained.coding.records.pop_back();
  EXPECT_THAT(explain(explained, ""),
              HasSubstr("no record: it describes no arrangement of its own\n  looptijd\n      " +
                        rejected));
  explained.seen->clear();
  explained.subject = "withdrawn";
  EXPECT_THAT(explain(explained, ""), HasSubstr("own; the procedure ended without a contract"));
  explained.subject.clear();
  EXPECT_EQ(explain(explained, ""), "no record: it describes no arrangement of its own\n");
}

TEST(Explain, ShowsTheFirstOfMuchUnlessTheVariableIsNamed) {
  classify::Value looptijd;
  looptijd.variable = "looptijd";
  Explained explained{{{{0, {}}, {1, {looptijd}}}}, std::nullopt, {}};
  explained.seen.emplace();
  for (std::uint32_t word = 0; word < 9; ++word)
    explained.seen->push_back(seen("24", {2, word, word, "jaar"}, "law", {}));
  EXPECT_THAT(explain(explained, ""), HasSubstr("4 more are shown when the variable is named"));
  EXPECT_THAT(explain(explained, "looptijd"), Not(HasSubstr("more")));
}

}  // namespace
}  // namespace inkoopmonitor::app
