#include "app/coding_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkoopmonitor::app {
namespace {

using classify::Coding;
using classify::Outcome;
using classify::Record;
using classify::Value;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Value value(const std::string& variable, const std::string& text, const std::string& quote = "x",
            Outcome outcome = Outcome::value) {
  Value result;
  result.variable = variable;
  result.value = text;
  result.outcome = outcome;
  result.confidence = 0.9;
  result.rule = variable + ".rule";
  if (outcome == Outcome::value) result.evidence = {{3, 0, 0, quote}};
  return result;
}

Record lot(std::uint32_t number, const std::string& perceel, const std::string& looptijd) {
  return {number, {value("perceel", perceel), value("looptijd", looptijd, looptijd + " maanden")}};
}

// "looptijd 48 > 36", "looptijd - > 36" where one side is missing.
std::vector<std::string> changes(const Coding& before, const Coding& now) {
  std::vector<std::string> result;
  for (const ValueChange& change : changes_of("a.pdf", before, now, std::nullopt)) {
    const auto shown = [](const std::optional<QuotedValue>& side) {
      return side ? std::to_string(side->record) + ":" + side->value.value : std::string("-");
    };
    result.push_back(change.variable + " " + shown(change.before) + " > " + shown(change.now));
  }
  return result;
}

TEST(CodingChanges, AreValuesThatDiffer) {
  const Record document{0, {value("documentsoort", "overeenkomst")}};
  const Coding before{{document, lot(1, "1", "48")}};
  EXPECT_THAT(changes(before, before), IsEmpty());
  EXPECT_EQ(changes(before, {{document, lot(1, "1", "36")}}),
            std::vector<std::string>{"looptijd 1:48 > 1:36"});
  Record without = lot(1, "1", "48");
  without.values[1] = value("looptijd", "", "", Outcome::contradictory);
  EXPECT_EQ(changes(before, {{document, without}}), std::vector<std::string>{"looptijd 1:48 > 1:"});
}

TEST(CodingChanges, OtherWordsForTheSameValueAreNone) {
  Record other = lot(1, "1", "48");
  other.values[1].evidence[0].quote = "vier jaar";
  other.values[1].confidence = 0.5;
  EXPECT_THAT(changes({{{0, {}}, lot(1, "1", "48")}}, {{{0, {}}, other}}), IsEmpty());
}

TEST(CodingChanges, FollowARecordThatGotAnotherNumber) {
  const Coding before{{{0, {}}, lot(1, "2", "48"), lot(2, "3", "24")}};
  const Coding now{{{0, {}}, lot(1, "1", "12"), lot(2, "2", "48"), lot(3, "3", "36")}};
  EXPECT_EQ(changes(before, now), (std::vector<std::string>{"perceel - > 1:1", "looptijd - > 1:12",
                                                            "looptijd 2:24 > 3:36"}));
  EXPECT_EQ(
      changes(now, before),
      (std::vector<std::string>{"looptijd 3:36 > 2:24", "perceel 1:1 > -", "looptijd 1:12 > -"}));
}

TEST(CodingChanges, AVariableThatIsNewOrGoneIsListedWhereItHasAValue) {
  Record wider = lot(1, "1", "48");
  wider.values.push_back(value("indexering", "ja"));
  wider.values.push_back(value("kleur", "", "", Outcome::absent));
  const Coding before{{{0, {}}, lot(1, "1", "48")}}, now{{{0, {}}, wider}};
  EXPECT_EQ(changes(before, now), std::vector<std::string>{"indexering - > 1:ja"});
  EXPECT_EQ(changes(now, before), std::vector<std::string>{"indexering 1:ja > -"});
}

TEST(CodingChanges, AreShownWithBothQuotes) {
  const auto found = changes_of("a.pdf", {{{0, {}}, lot(1, "1", "48")}},
                                {{{0, {}}, lot(1, "1", "36"), lot(2, "2", "12")}}, std::nullopt);
  const std::string text = describe_value_changes(found);
  EXPECT_THAT(text, HasSubstr("a.pdf\n  record 1, looptijd: 36 (0.90, looptijd.rule)\n"
                              "    now     page 3: [36 maanden]\n"
                              "    before  48 (0.90, looptijd.rule); page 3: [48 maanden]\n"));
  EXPECT_THAT(text, HasSubstr("  record 2 (new), looptijd: 12 (0.90, looptijd.rule)\n"
                              "    now     page 3: [12 maanden]\n    before  nothing\n"));
  const std::string csv = reports::render(table_of_changes(found), reports::Format::csv);
  EXPECT_THAT(csv, HasSubstr("a.pdf,looptijd,1,36,value,0.900,looptijd.rule,3,36 maanden,"
                             "1,48,value,0.900,looptijd.rule,3,48 maanden\n"));
}

}  // namespace
}  // namespace inkoopmonitor::app
