// Which phrases are awake in a text, and that none sleeps where its expression would match.
#include "classify/triggers.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "classify/rules.h"
#include "classify/slots.h"
#include "tests/classify/made_document.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

struct Case {
  std::string phrase, text;
  bool awake;
  bool sure = false;
};

TEST(Triggers, WakeAPhraseWhereItsWordsStand) {
  const Terms terms = {{"dier", {{"hond*", "kat"}, {}}}, {"groot", {{"zeer groot", "reus*"}, {}}}};
  for (const Case& one : std::vector<Case>{
           {"zou", "dat zou kunnen", true, true},
           {"zou", "zouden zij", false},
           {"zou*", "zouden zij", true, true},
           {"*zaam", "een duurzaam huis", true, true},
           {"*zaam", "een duurzame wijk", false},
           {"*uur*", "duurzaam", true, true},
           {"in de regio", "elders in de (regio's)", true},
           {"in de regio", "de regio in", false},
           {"open-house*", "open house", true},
           {"open-house*", "openhouseprocedure", true},
           {"open-house*", "open huis", false},
           {"de [grote] wereld", "de wereld", true},
           {"[de] wereld", "wereld", true, true},
           {"niet .. meer", "niet op zijn of haar meer", true},
           {"niet .. meer", "meer dan niets", false},
           {"niet .. meer", "meer is het niet", false},
           {"niet .. meer", "meer is het niet, of niet zo veel meer", true},
           {"een ... twee ... drie", "drie en twee na een", false},
           {"een ... twee ... drie", "een na drie en dan twee", false},
           {"een ... twee ... drie", "een drie, een twee, een drie", true},
           {"niet ... (vrij|blij*)", "niet zo heel erg blijde", true},
           {"niet ... (vrij|blij*)", "niet zo heel erg", false},
           {"<dier> eet", "honden eet", true},
           {"<dier> eet", "katten eet", false},
           {"<dier>", "hondenhok", true, true},
           {"een <groot> <dier>", "een reuzenkat", false},
           {"een <groot> <dier>", "een zeer groot hok", false},
           {"^vandaag$", "vandaag", true},
           {"(van|te)$", "de gemeente van", true},
           {"looptijd {duration}", "looptijd: {d0}", true},
           {"looptijd {duration}", "looptijd: {a0}", false},
           {"looptijd {duration}", "{d0} looptijd", false},
           {"n.v.t.", "dit is n.v.t.", true},
           {"scenario's", "de scenario's zijn", true},
           {"postbus * $", "postbus elf", true},
           {"cafe", "het café", true, true},
       }) {
    PhraseSource source{terms, {}};
    const Phrases phrases({one.phrase}, source, "a test");
    source.triggers.build();
    AwakeReader reader(source.triggers);
    reader.read("een andere tekst");
    const std::string folded = text::fold(one.text);
    const Awake& awake = reader.read(folded);
    EXPECT_EQ(awake.may_hold(phrases.set()), one.awake) << one.phrase << " | " << one.text;
    EXPECT_EQ(awake.surely_holds(phrases.set()), one.sure) << one.phrase << " | " << one.text;
    EXPECT_EQ(phrases.found_in(awake), phrases.found_in(folded)) << one.phrase << " | " << folded;
  }
}

TEST(Triggers, APhraseOfAnyWordsIsAlwaysAwake) {
  PhraseSource source;
  const Phrases phrases({"* *"}, source, "a test");
  source.triggers.build();
  AwakeReader reader(source.triggers);
  const Awake& awake = reader.read("");
  EXPECT_TRUE(awake.may_hold(phrases.set()));
  EXPECT_FALSE(phrases.found_in(awake));
}

TEST(Triggers, WhatMayBeLeftOutMayBeginATextAsWell) {
  PhraseSource source;
  const Phrases phrases({"^[de] wereld"}, source, "a test");
  source.triggers.build();
  AwakeReader reader(source.triggers);
  for (const auto& [text, found] :
       std::map<std::string, bool>{{"de wereld", true}, {"wereld", true}, {"een wereld", false}}) {
    EXPECT_EQ(phrases.found_in(reader.read(text)), found) << text;
  }
}

// Where a phrase was found, for messages.
std::string place_of(const std::optional<Phrases::Match>& match) {
  return match ? std::to_string(match->begin) + "-" + std::to_string(match->end) + " " +
                     std::string(match->slot)
               : "nowhere";
}

TEST(Triggers, OfTwoPhrasesTheFirstPlaceIsFoundAndThereTheEarlierPhrase) {
  PhraseSource source;
  const Phrases phrases({"lange termijn", "een lange", "lange"}, source, "a test");
  source.triggers.build();
  AwakeReader reader(source.triggers);
  for (const auto& [text, place] : std::map<std::string, std::string>{
           {"op een lange termijn", "3-12 "},
           {"op lange termijn", "3-16 "},
           {"de lange duur", "3-8 "},
           {"kort", "nowhere"},
       }) {
    EXPECT_EQ(place_of(phrases.match_from(reader.read(text), 0, 0)), place) << text;
    EXPECT_EQ(place_of(phrases.match_from(std::string_view(text), 0, 0)), place) << text;
  }
}

// All phrases of the project against all texts that its rules have as examples.
TEST(Triggers, NoneSleepsWhereItsExpressionMatches) {
  const RuleSet::Implementation& set = project_rules().implementation();
  std::vector<const Phrases*> all;
  for (const Rule& rule : set.rules) {
    for (const Phrases* phrases : {&rule.phrases, &rule.near, &rule.not_near, &rule.label,
                                   &rule.not_label, &rule.section, &rule.asked})
      all.push_back(phrases);
  }
  for (const Cue& cue : set.cues) {
    for (const Phrases* phrases : {&cue.heading, &cue.sentence, &cue.label}) all.push_back(phrases);
  }
  std::set<std::string> texts;
  for (const Rule& rule : set.rules) {
    for (const auto* examples : {&rule.yes, &rule.no}) {
      for (const std::string& example : *examples)
        texts.insert(slotted(text::fold(example)).plain.text);
    }
  }
  ASSERT_GT(texts.size(), 50U);
  AwakeReader reader(set.triggers);
  for (const std::string& folded : texts) {
    const Awake& awake = reader.read(folded);
    for (const Phrases* phrases : all) {
      EXPECT_EQ(phrases->found_in(awake), phrases->found_in(folded)) << folded;
      EXPECT_EQ(place_of(phrases->match_from(awake, 0, 0)),
                place_of(phrases->match_from(std::string_view(folded), 0, 0)))
          << folded;
    }
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
