#include "app/rule_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkoopmonitor::app {
namespace {

using classify::Outcome;
using classify::Seen;
using classify::Trace;
using classify::Value;
using ::testing::HasSubstr;

// Word `word` of page 1.
classify::Evidence at(std::uint32_t word) {
  return {1, word, word, "word"};
}

Seen seen(const std::string& rule, const std::string& value, std::uint32_t word,
          const std::string& rejected = "") {
  Seen result;
  result.rule = rule;
  result.variable = rule.substr(0, rule.find('.'));
  result.value = value;
  result.rejected = rejected;
  result.evidence = result.proof = at(word);
  return result;
}

Value value(const std::string& variable, const std::string& text, const std::string& rule,
            std::vector<classify::Evidence> evidence) {
  Value result;
  result.variable = variable;
  result.value = text;
  result.outcome = Outcome::value;
  result.rule = rule;
  result.evidence = std::move(evidence);
  return result;
}

Trace made() {
  Trace trace;
  trace.seen = {seen("looptijd.is", "48", 1),
                seen("looptijd.duur", "48", 1),
                seen("looptijd.is", "24", 5, "negated"),
                seen("looptijd.kop", "12", 7),
                seen("voorzieningen.vervoer", "vervoer", 10),
                seen("voorzieningen.dyslexie", "dyslexie", 11)};
  trace.coding.records = {
      {0, {}},
      {1,
       {value("looptijd", "48", "looptijd.is", {at(1)}),
        value("voorzieningen", "dyslexie|vervoer", "voorzieningen.vervoer", {at(10), at(11)}),
        value("bekostiging", "taakgericht", "derived:bekostigingsvorm", {at(20)})}}};
  return trace;
}

TEST(RuleUses, CountsWhatFiredAndWhatWon) {
  RuleUses uses;
  uses.add(made());
  const struct {
    const char* rule;
    std::size_t fired, rejected, agreed, won;
  } cases[] = {
      {"looptijd.is", 2, 1, 1, 1},
      {"looptijd.duur", 1, 0, 1, 0},
      {"looptijd.kop", 1, 0, 0, 0},
      {"voorzieningen.vervoer", 1, 0, 1, 1},
      {"voorzieningen.dyslexie", 1, 0, 1, 1},
      {"derived:bekostigingsvorm", 0, 0, 0, 1},
      {"looptijd.never", 0, 0, 0, 0},
  };
  for (const auto& [rule, fired, rejected, agreed, won] : cases) {
    const RuleUse& use = uses.of(rule);
    EXPECT_EQ(use.fired, fired) << rule;
    EXPECT_EQ(use.rejected, rejected) << rule;
    EXPECT_EQ(use.agreed, agreed) << rule;
    EXPECT_EQ(use.won, won) << rule;
  }
}

TEST(RuleUses, JudgesEachElementOfAListByTheRuleThatGaveIt) {
  RuleUses uses;
  const Trace trace = made();
  uses.add(trace);
  uses.judge(trace, {{1, "looptijd", {"36"}},
                     {1, "voorzieningen", {"vervoer"}},
                     {1, "bekostiging", {}},
                     {2, "looptijd", {"48"}}});
  EXPECT_EQ(uses.of("looptijd.is").wrong, 1);
  EXPECT_EQ(uses.of("looptijd.is").right, 0) << "the document has no record 2";
  EXPECT_EQ(uses.of("voorzieningen.vervoer").right, 1);
  EXPECT_EQ(uses.of("voorzieningen.dyslexie").wrong, 1);
  EXPECT_EQ(uses.of("derived:bekostigingsvorm").wrong, 1) << "there should be no value";
}

TEST(Remarks, NameTheRulesThatWouldNotBeMissed) {
  RuleUses uses;
  uses.add(made());
  const std::vector<classify::RuleFacts> rules = {
      {"a.toml", "looptijd.is", "looptijd", "", 0.9, 1},
      {"a.toml", "looptijd.duur", "looptijd", "", 0.8, 1},
      {"a.toml", "looptijd.kop", "looptijd", "", 0.8, 1},
      {"b.toml", "looptijd.never", "looptijd", "", 0.8, 0},
      {"b.toml", "voorzieningen.vervoer", "voorzieningen", "vervoer", 1, 1}};
  using Kind = Remark::Kind;
  const auto found = [&](bool with_codings) {
    std::vector<std::pair<Kind, std::string>> result;
    for (const Remark& remark : remarks_on(rules, uses, with_codings))
      result.emplace_back(remark.kind, remark.rule);
    return result;
  };
  EXPECT_THAT(found(true),
              ::testing::UnorderedElementsAre(std::pair(Kind::overlaps, "looptijd.duur"),
                                              std::pair(Kind::always_loses, "looptijd.kop"),
                                              std::pair(Kind::no_example, "looptijd.never"),
                                              std::pair(Kind::never_fires, "looptijd.never")));
  EXPECT_THAT(found(false), ::testing::Not(::testing::Contains(
                                std::pair(Kind::always_loses, std::string("looptijd.kop")))))
      << "examples give no values, so nothing can lose";
  for (const Remark& remark : remarks_on(rules, uses, true)) {
    if (remark.kind == Kind::overlaps) {
      EXPECT_THAT(remark.about, HasSubstr("looptijd.is"));
    }
  }
}

TEST(Remarks, NameOneOfTwoRulesThatFindTheSame) {
  Trace trace;
  trace.seen = {seen("looptijd.is", "48", 1), seen("looptijd.duur", "48", 1)};
  RuleUses uses;
  uses.add(trace);
  const auto remarks = remarks_on({{"a.toml", "looptijd.is", "looptijd", "", 0.8, 1},
                                   {"a.toml", "looptijd.duur", "looptijd", "", 0.8, 1}},
                                  uses, false);
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].rule, "looptijd.duur");
}

}  // namespace
}  // namespace inkoopmonitor::app
