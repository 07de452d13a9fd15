// Words that OCR misread, and words that it did not.
#include "classify/slips.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "classify/classify.h"
#include "classify/quantities.h"
#include "classify/rules.h"
#include "error.h"
#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {
namespace {

const Slips& slips() {
  return project_rules().implementation().slips;
}

TEST(Slips, WordsOfTheDomainArePutRight) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"overeenkornst", "overeenkomst"},
      {"0vereenkomst", "overeenkomst"},
      {"raamovereenkornsten", "raamovereenkomsten"},
      {"1ooptijd", "looptijd"},
      {"ioopt1jd", ""},  // two kinds of slips: not sure
      {"|ooptijd", "looptijd"},
      {"looptljd", "looptijd"},
      {"ledere", "iedere"},
      {"rnaanden", "maanden"},
      {"aanbestedlng", "aanbesteding"},
      {"inschrijvlng", "inschrijving"},
      {"opdraclitnemer", "opdrachtnemer"},
      {"verlengirg", ""},
      {"decernber", "december"},
      {"jariuari", "januari"},
  };
  for (const auto& [read, meant] : cases) EXPECT_EQ(slips().meant(read), meant) << read;
}

TEST(Slips, AMistakeInTheFileIsNamed) {
  for (const std::string text :
       {"confusions = [[\"rn\"]]", "words = \"maand\"", "kepe = []", "words = [1]", "apart = [["}) {
    try {
      read_slips("slips.toml", text);
      ADD_FAILURE() << "read: " << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_EQ(error.problem.substr(0, 7), "line 1:") << error.problem;
    }
  }
}

TEST(Slips, RightWordsAndStrangeOnesStay) {
  for (const std::string word :
       {"overeenkomst", "raamovereenkomst", "looptijd", "kernen", "leiden", "lederen", "modern",
        "artikel1", "artikel", "2o21", "l2", "3e", "jan", "1e", "12maanden", "qqqqqqq", ""})
    EXPECT_EQ(slips().meant(word), "") << word;
}

TEST(Slips, NumbersAreNeverChanged) {
  const std::vector<std::string> numbers = {
      "twee",      "drie",     "vier",     "vijf",      "zeven",   "acht",    "negen",
      "twaalf",    "dertien",  "veertien", "zestien",   "twintig", "dertig",  "vierjarige",
      "driejarig", "tweemaal", "driemaal", "anderhalf", "zestig",  "honderd", "vierentwintig"};
  const std::vector<std::pair<std::string, std::string>> confusions = {
      {"m", "rn"}, {"i", "l"},  {"l", "i"}, {"i", "1"},  {"e", "c"},
      {"t", "f"},  {"d", "cl"}, {"g", "q"}, {"h", "li"}, {"n", "ri"}};
  for (const std::string& number : numbers) {
    EXPECT_EQ(slips().meant(number), "") << number;
    for (const auto& [meant, read] : confusions) {
      const std::size_t at = number.find(meant);
      if (at == std::string::npos) continue;
      std::string slip = number;
      slip.replace(at, meant.size(), read);
      EXPECT_EQ(slips().meant(slip), "") << slip;
    }
  }
}

// Rules are written all the time, and each word of theirs is one that others may be taken for.
TEST(Slips, NoWordOfTheDictionaryIsChanged) {
  std::ifstream dictionary("/usr/share/hunspell/nl_NL.dic");
  if (!dictionary) GTEST_SKIP() << "the Dutch dictionary is not installed";
  std::size_t changed = 0;
  for (std::string line; std::getline(dictionary, line);) {
    if (!text::is_valid_utf8(line)) continue;
    const std::string word = text::fold(line.substr(0, line.find('/')));
    if (word.find(' ') != std::string::npos) continue;
    const std::string meant = slips().meant(word);
    if (meant.empty()) continue;
    ++changed;
    ADD_FAILURE() << word << " would become " << meant
                  << ": put it under `keep` in classify/slips.toml";
    if (changed == 40) break;
  }
}

// The pages of `text` as OCR would have given them.
extract::Document scanned(const std::string& text) {
  extract::Document document = made_document(text);
  for (extract::Page& page : document.pages) {
    page.source = extract::PageSource::ocr;
    for (extract::Word& word : page.words) word.certainty = 0.95F;
  }
  return document;
}

TEST(Slips, AreUndoneOnScannedPagesOnlyAndQuotedAsRead) {
  const std::string text =
      "# Raamovereenkomst huishoudelijke hulp gemeente Houten\n\n"
      "De overeenkornst heeft een 1ooptijd van 24 rnaanden.\n\n"
      "Aanbieders declareren per gewerkt uur. Er worden zes aanbieders gecontracteerd.\n";
  const auto code = [](const extract::Document& document) {
    return classify(document, project_rules(), of_any_year, {.set_year = 2020});
  };
  const Coding scan = code(scanned(text));
  ASSERT_EQ(scan.records.size(), 2U);
  const Value& term = *scan.records[1].find("looptijd");
  EXPECT_EQ(term.value, "24");
  ASSERT_FALSE(term.evidence.empty());
  EXPECT_NE(term.evidence.front().quote.find("24 rnaanden"), std::string::npos)
      << term.evidence.front().quote;
  const Coding born_digital = code(made_document(text));
  ASSERT_EQ(born_digital.records.size(), 2U);
  EXPECT_EQ(born_digital.records[1].text_of("looptijd"), "");
}

TEST(Slips, UndoingKeepsTheWayBack) {
  const std::string original = "De Overeenkornst, Eris een 1ooptijd.";
  text::Folded folded = text::fold_with_origin(original);
  slips().undo(folded);
  EXPECT_EQ(folded.text, "de overeenkomst, er is een looptijd.");
  ASSERT_EQ(folded.origin.size(), folded.text.size() + 1);
  EXPECT_TRUE(std::is_sorted(folded.origin.begin(), folded.origin.end()));
  EXPECT_EQ(folded.origin.back(), original.size());
  const std::size_t begin = folded.text.find("looptijd"), end = begin + 8;
  EXPECT_EQ(original.substr(folded.origin[begin], folded.origin[end] - folded.origin[begin]),
            "1ooptijd");
}

}  // namespace
}  // namespace inkoopmonitor::classify
