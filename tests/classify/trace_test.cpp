// What a coding rests on, told on documents made for the purpose.
#include <gtest/gtest.h>

#include "classify/classify.h"
#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {
namespace {

const std::string kContract =
    "# Raamovereenkomst huishoudelijke hulp gemeente Houten\n\nGetekend op 3 maart 2020.\n\n"
    "De overeenkomst gaat in op 1 mei 2020.\n\n";

std::vector<Seen> seen_of(const std::string& text, const std::string& variable) {
  std::vector<Seen> result;
  const Context context{.set_year = 2020};
  for (Seen& seen : trace(made_document(text), project_rules(), of_any_year, context).seen)
    if (seen.variable == variable) result.push_back(std::move(seen));
  return result;
}

// The cue of this kind that was read around the first thing seen of `variable`.
CueRead read_around(const std::string& text, const std::string& variable, const std::string& kind) {
  const auto all = seen_of(kContract + text, variable);
  EXPECT_FALSE(all.empty()) << text;
  if (all.empty()) return {};
  for (const CueRead& read : all.front().context)
    if (read.kind == kind) return read;
  ADD_FAILURE() << "not read as " << kind << ": " << text;
  return {};
}

TEST(Trace, CodesAsClassifyDoes) {
  const std::string text = kContract + "Zij duurt drie jaar. Wij kiezen voor open house.\n";
  const Context context{.set_year = 2020};
  EXPECT_EQ(trace(made_document(text), project_rules(), of_any_year, context).coding,
            classify(made_document(text), project_rules(), of_any_year, context));
}

TEST(Trace, NamesTheWordsThatSayHowATextIsMeant) {
  const CueRead earlier = read_around("De vorige overeenkomst kwam tot stand via open house.\n",
                                      "procedure", "earlier");
  EXPECT_EQ(earlier.where, "sentence");
  EXPECT_EQ(earlier.cue, "eerder_contract");
  EXPECT_NE(earlier.words.find("vorige"), std::string::npos) << earlier.words;

  const CueRead other = read_around("# Ter vergelijking\n\nDaar geldt een looptijd van zes jaar.\n",
                                    "looptijd", "other_municipality");
  EXPECT_EQ(other.where, "heading");
  EXPECT_EQ(other.words, "ter vergelijking");

  const CueRead question =
      read_around("Is de looptijd van de overeenkomst twee jaar?\n", "looptijd", "question");
  EXPECT_EQ(question.cue, "") << "the question mark says it";
}

TEST(Trace, NamesWhatWasRejectedAndTheLot) {
  const auto negated = seen_of(kContract + "Dit is geen open house.\n", "procedure");
  ASSERT_FALSE(negated.empty());
  EXPECT_EQ(negated.front().rejected, "negated");
  EXPECT_EQ(negated.front().evidence.quote, "open house.");
  const auto of_lot =
      seen_of(kContract + "Voor perceel 2 geldt een looptijd van drie jaar.\n", "looptijd");
  ASSERT_FALSE(of_lot.empty());
  EXPECT_EQ(of_lot.front().percelen, std::vector<std::string>{"2"});
}

TEST(Rules, AreListedWithTheirExamples) {
  const auto facts = facts_of(project_rules());
  ASSERT_FALSE(facts.empty());
  std::size_t examples = 0;
  for (const RuleFacts& rule : facts) {
    EXPECT_TRUE(rule.file.ends_with(".toml")) << rule.name;
    EXPECT_NE(project_rules().find(rule.variable), nullptr) << rule.name;
    examples += rule.examples;
  }
  EXPECT_EQ(seen_in_examples(project_rules()).size(), examples);
}

}  // namespace
}  // namespace inkoopmonitor::classify
