// Where phrases stand in a text: as the patterns say that they mean.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "classify/phrase.h"
#include "classify/rules.h"
#include "classify/slots.h"
#include "error.h"
#include "tests/classify/made_document.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

// The pattern of a phrase, which is what it means, with edges at both sides.
std::unique_ptr<re2::RE2> made_pattern(const PhrasePart& phrase) {
  const std::string edge = "[^a-z0-9\\x80-\\xff]";
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return std::make_unique<re2::RE2>(
      "(?:^|" + edge + ")(" + pattern_of(phrase) + ")(?:$|" + edge + ")", options);
}

std::string place_by_pattern(const re2::RE2& pattern, const std::string& text, std::size_t from) {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) +
                                       1);
  if (!pattern.Match(text, from, text.size(), re2::RE2::UNANCHORED, groups.data(),
                     static_cast<int>(groups.size())))
    return "nowhere";
  std::string place =
      std::to_string(groups[1].data() - text.data()) + "+" + std::to_string(groups[1].size());
  for (std::size_t group = 2; group < groups.size(); ++group)
    place += groups[group].empty() ? "" : " " + std::string(groups[group]);
  return place;
}

std::string place_by_tree(const PhrasePart& phrase, const std::string& text, std::size_t from) {
  bool overrun = false;
  const auto place = find_phrase(phrase, text, from, SIZE_MAX, overrun);
  if (!place) return "nowhere";
  std::string found =
      std::to_string(place->begin) + "+" + std::to_string(place->end - place->begin);
  for (const std::string_view slot : place->slots) found += " " + std::string(slot);
  return found;
}

// Texts of few words and signs, in which phrases of the same words stand here and there, twice, and
// nearly.
TEST(Phrases, StandWhereTheirPatternsMatch) {
  const Terms terms = {{"dier", {{"hond*", "*kat", "*poes", "grote hond"}, {}}}};
  const std::vector<std::string> phrases = {"een",
                                            "een*",
                                            "*een",
                                            "*ee*",
                                            "^een",
                                            "een$",
                                            "^[de] een",
                                            "een-twee",
                                            "een-*",
                                            "een twee",
                                            "een [twee] drie",
                                            "[een] twee",
                                            "(een|twee|een twee) drie",
                                            "een .. drie",
                                            "een ... drie",
                                            "een .. twee .. drie",
                                            "een [..] drie|twee",
                                            "(een|eenen*) [* ] twee",
                                            "<dier> twee",
                                            "een <dier>",
                                            "een .. <dier> .. {count}",
                                            "{count} [*] twee",
                                            "{duration} .. {count}",
                                            "[{count}] een",
                                            "(een|[twee] drie) een",
                                            "* een",
                                            "een *",
                                            "[de] (een|twee) [(drie|de) ..] kat",
                                            "de (een [twee]|een)",
                                            "n.v.t.",
                                            "een's"};
  const std::vector<std::string> parts = {
      "een",  "twee",         "drie",  "de", "hond",  "kat", "grote", "poes", " ", " ",    " ",
      " ",    ", ",           "-",     "'",  ";",     ": ",  "(",     ")",    ".", "{c0}", "{c1}",
      "{d0}", "\xe2\x82\xac", "eenen", "e",  "n.v.t."};
  std::mt19937 random(1128);
  std::size_t found = 0;
  for (const std::string& phrase : phrases) {
    CompiledPhrase one;
    try {
      one = compile_phrase(phrase, terms, "a test");
    } catch (const Error&) {
      continue;  // no phrase
    }
    const auto pattern = made_pattern(*one.tree);
    for (int round = 0; round < 3000; ++round) {
      std::string text;
      for (std::size_t left = random() % 16; left > 0; --left)
        text += parts[random() % parts.size()];
      const std::size_t blank = text.find(' ');
      for (const std::size_t from : {std::size_t{0}, blank == std::string::npos ? 0 : blank}) {
        const std::string place = place_by_tree(*one.tree, text, from);
        ASSERT_EQ(place, place_by_pattern(*pattern, text, from)) << phrase << " | " << text;
        found += place != "nowhere" ? 1 : 0;
      }
    }
  }
  EXPECT_GT(found, 8'000U);
}

// The project's own phrases, in the texts that its rules have as examples.
TEST(Phrases, OfTheProjectStandWhereTheirPatternsMatch) {
  const RuleSet::Implementation& set = project_rules().implementation();
  std::set<std::string> texts;
  for (const Rule& rule : set.rules) {
    for (const auto* examples : {&rule.yes, &rule.no}) {
      for (const std::string& example : *examples)
        texts.insert(slotted(text::fold(example)).plain.text);
    }
  }
  std::size_t number = 0;
  for (const Rule& rule : set.rules) {
    for (const PhraseTree& tree : rule.phrases.trees()) {
      constexpr std::size_t every = 20;
      if (++number % every != 0) continue;
      const auto pattern = made_pattern(*tree);
      for (const std::string& folded : texts)
        ASSERT_EQ(place_by_tree(*tree, folded, 0), place_by_pattern(*pattern, folded, 0))
            << rule.name << " | " << folded;
    }
  }
}

// However a text makes a phrase go back and forth, there is an end to it, and the same is found.
TEST(Phrases, AreFoundInTextsThatLeadAstray) {
  PhraseSource source;
  const Phrases phrases({"a ... b ... c ... d ... e ... f"}, source, "a test");
  source.triggers.build();
  std::string text;
  for (int word = 0; word < 400; ++word) text += "a b c d e ";
  EXPECT_FALSE(phrases.found_in(text));
  EXPECT_TRUE(phrases.found_in(text + "f"));
}

}  // namespace
}  // namespace inkoopmonitor::classify
