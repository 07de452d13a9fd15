// What reviewers decide: stored at once, found again after coding anew, taken back step by step.
#include "corpus/review.h"

#include <chrono>
#include <future>
#include <thread>

#include "tests/corpus/fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using classify::Outcome;

const Values kHelp = {{"domein", "wmo"}, {"voorzieningen", "vervoer"}, {"looptijd", "48"}};
const Values kYouth = {{"domein", "jeugd"}, {"voorzieningen", "pleegzorg"}, {"looptijd", "36"}};

class DecisionTest : public CorpusTest {
 protected:
  DecisionTest() { sha256_ = coded("a.pdf", 2020, {Values(), kHelp, kYouth}); }

  Decision about_help(const std::string& kind, const std::string& value,
                      const std::string& reviewer = "an") const {
    Decision decision;
    decision.scope_key = sha256_;
    decision.domein = "wmo";
    decision.voorzieningen = "vervoer";
    decision.variable = "looptijd";
    decision.kind = kind;
    decision.value = value;
    decision.outcome = value.empty() ? Outcome::absent : Outcome::value;
    decision.reviewer = reviewer;
    return decision;
  }
  std::int64_t decide(const Decision& decision) {
    return Reviews(folder_).decide(run_, {decision}, Reviews(folder_).last_act("")).act;
  }
  // The value that holds for the help in the home: value, rule.
  std::string held(const std::string& variable = "looptijd") const {
    for (const classify::Record& record : decided_coding(*database_, sha256_).coding.records)
      if (record.text_of("domein") == "wmo")
        if (const classify::Value* value = record.find(variable))
          return value->value + " " + value->rule;
    return "none";
  }

  std::string sha256_;
};

TEST_F(DecisionTest, HoldsForItsRecordAlone) {
  decide(about_help("corrected", "60"));
  EXPECT_EQ(held(), "60 decision:corrected");
  const DecidedCoding decided = decided_coding(*database_, sha256_);
  EXPECT_EQ(decided.coding.records.at(2).text_of("looptijd"), "36");
  ASSERT_EQ(decided.held.size(), 1u);
  EXPECT_EQ(decided.held[0].decision.reviewer, "an");
  EXPECT_EQ(decided.held[0].decision.decided.size(), 20u) << "says when";
  EXPECT_EQ(cell("SELECT dirty FROM dossier"), "1") << "its dossier is to be resolved";
}

TEST_F(DecisionTest, OutlivesCodingAgainWithOtherNumbers) {
  decide(about_help("corrected", "60"));
  sha256_ = coded("a.pdf", 2020, {Values(), kYouth, kHelp}, "rules-2");
  EXPECT_EQ(held(), "60 decision:corrected");
}

TEST_F(DecisionTest, AConfirmationWaitsWhenTheRulesFindSomethingElse) {
  decide(about_help("confirmed", "48"));
  EXPECT_EQ(held(), "48 decision:confirmed");
  Values other = kHelp;
  other["looptijd"] = "24";
  sha256_ = coded("a.pdf", 2020, {Values(), other, kYouth}, "rules-2");
  const DecidedCoding decided = decided_coding(*database_, sha256_);
  EXPECT_THAT(held(), ::testing::StartsWith("24 "));
  ASSERT_EQ(decided.orphaned.size(), 1u);
  EXPECT_EQ(decided.orphaned[0].value, "48");
  Reviews(folder_).settle_orphans(sha256_, decided);
  EXPECT_EQ(cell("SELECT orphaned FROM decision"), "1");
}

TEST_F(DecisionTest, ThatFitsTwoRecordsFindsNone) {
  decide(about_help("corrected", "60"));
  sha256_ = coded("a.pdf", 2020, {Values(), kHelp, kHelp}, "rules-2");
  EXPECT_EQ(decided_coding(*database_, sha256_).orphaned.size(), 1u);
  EXPECT_FALSE(decided_coding(*database_, sha256_).scopes.at(1).unique);
}

TEST_F(DecisionTest, ThatConfirmsTheWordsOfTwinsConfirmsEach) {
  sha256_ = coded("a.pdf", 2020, {Values(), kHelp, kHelp}, "rules-2");
  Decision decision = about_help("confirmed", "48");
  decision.evidence =
      decided_coding(*database_, sha256_).coding.records.at(1).find("looptijd")->evidence.at(0);
  decide(decision);
  EXPECT_EQ(decided_coding(*database_, sha256_).held.size(), 2u);
  EXPECT_TRUE(decided_coding(*database_, sha256_).orphaned.empty());
}

TEST_F(DecisionTest, IsTakenBackStepByStep) {
  const std::int64_t first = decide(about_help("corrected", "60"));
  Decision second = about_help("corrected", "72");
  second.id = decided_coding(*database_, sha256_).held.at(0).decision.id;
  second.evidence = {1, 0, 1, "Huishoudelijke hulp€"};
  const std::int64_t later = decide(second);
  EXPECT_EQ(cell("SELECT count(*) FROM decision"), "1") << "took the place of the first";
  EXPECT_FALSE(Reviews(folder_).take_back(run_, first, "an")) << "something else was decided since";
  EXPECT_TRUE(Reviews(folder_).take_back(run_, later, "an"));
  EXPECT_EQ(held(), "60 decision:corrected");
  EXPECT_TRUE(Reviews(folder_).take_back(run_, Reviews(folder_).last_act("an"), "an"));
  EXPECT_THAT(held(), ::testing::StartsWith("48 "));
  EXPECT_EQ(Reviews(folder_).last_act("an"), 0);
  EXPECT_EQ(cell("SELECT count(*) FROM decision_act"), "4") << "nothing is forgotten";
}

TEST_F(DecisionTest, OfAnotherReviewerIsSeenBeforeItIsOverwritten) {
  const std::int64_t seen = Reviews(folder_).last_act("");
  decide(about_help("corrected", "60", "an"));
  const Decision other = about_help("corrected", "72", "bo");
  const Decided refused = Reviews(folder_).decide(run_, {other}, seen);
  EXPECT_EQ(refused.act, 0);
  ASSERT_TRUE(refused.other);
  EXPECT_EQ(refused.other->value + " " + refused.other->reviewer, "60 an");
  EXPECT_EQ(held(), "60 decision:corrected");
  const std::int64_t now = Reviews(folder_).last_act("");
  EXPECT_GT(Reviews(folder_).decide(run_, {other}, now).act, 0);
}

TEST_F(DecisionTest, TakesARecordOutAndAddsOneTogether) {
  Decision gone = about_help("corrected", ""), added = about_help("corrected", "new");
  gone.variable = added.variable = "record";
  added.voorzieningen = "hulpmiddelen";
  added.outcome = Outcome::value;
  Decision term = about_help("corrected", "12");
  term.voorzieningen = "hulpmiddelen";
  const Decided done = Reviews(folder_).decide(run_, {gone, added, term}, 0);
  const DecidedCoding decided = decided_coding(*database_, sha256_);
  ASSERT_EQ(decided.coding.records.size(), 3u);
  EXPECT_EQ(decided.coding.records[2].text_of("voorzieningen"), "hulpmiddelen");
  EXPECT_EQ(decided.coding.records[2].text_of("looptijd"), "12");
  EXPECT_TRUE(decided.scopes[2].added);
  EXPECT_TRUE(Reviews(folder_).take_back(run_, done.act, "an"));
  EXPECT_EQ(cell("SELECT count(*) FROM decision"), "0") << "what was done together goes together";
}

TEST_F(DecisionTest, FindsItsWordsAgainInAnotherReading) {
  Decision decision = about_help("corrected", "60");
  decision.evidence = {1, 0, 0, "Huishoudelijke"};
  decide(decision);
  extract::Document document = *database_->reading(sha256_);
  extract::Word extra = document.pages[0].words[0];
  extra.text = "Vooraf";
  document.pages[0].words.insert(document.pages[0].words.begin(), extra);
  document.pages[0].blocks.clear();
  database_->store_reading(run_, sha256_, "reader-9", document);
  database_->store_coding(run_, sha256_, "rules-2", database_->coding(sha256_));
  const DecidedCoding decided = decided_coding(*database_, sha256_);
  ASSERT_EQ(decided.held.size(), 1u);
  EXPECT_EQ(decided.held[0].decision.evidence.first_word, 1u);
}

TEST_F(DecisionTest, IsWrittenBesideAnImportWithoutItsLock) {
  Reviews beside(folder_);
  EXPECT_GT(beside.decide(run_, {about_help("corrected", "60")}, 0).act, 0);
  EXPECT_EQ(held(), "60 decision:corrected");
}

// Making the panel gives way, and makes it when it was written.
TEST_F(DecisionTest, GoesBeforeThePanel) {
  std::string everywhere;
  for (const std::string& code : lines("SELECT DISTINCT gm_code FROM municipality_year"
                                       " WHERE year = 2020 AND in_force_1jan = 1"))
    everywhere += (everywhere.empty() ? "" : "|") + code;
  std::vector<Values> many;
  for (int lot = 1; lot <= 20; ++lot)
    many.push_back({{"status", "geldend"},
                    {"gemeenten", everywhere},
                    {"domein", "wmo"},
                    {"perceel", std::to_string(lot)},
                    {"ingangsdatum", "2015-01-01"},
                    {"looptijd", "onbepaald"}});
  resolve(cell("SELECT key FROM dossier"), many, sha256_);
  // Beside the writer, which is at work.
  const auto beside = [&](const std::string& sql) {
    return *Database::open(folder_, Access::read).select(sql).rows.at(0).at(0);
  };
  const std::string is_stale = "SELECT panel_stale FROM upkeep";
  std::future<void> making;
  {
    const Reviews waiting(folder_);
    making = std::async(std::launch::async, [&] { database_->rebuild_panel(); });
    EXPECT_EQ(making.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
    EXPECT_EQ(beside(is_stale), "1") << "it is not begun";
  }
  // It is at work now, for longer than this.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_GT(Reviews(folder_).decide(run_, {about_help("corrected", "60")}, 0).act, 0);
  EXPECT_EQ(beside(is_stale), "1") << "what was made until then was given up";
  making.get();
  EXPECT_EQ(beside(is_stale), "0");
  EXPECT_GT(std::stoi(beside("SELECT count(*) FROM panel")), 40'000);
  EXPECT_EQ(beside("SELECT min(reviewed) FROM panel_term"), "1") << "with what was decided";
}

TEST_F(DecisionTest, GoesWithItsDocument) {
  decide(about_help("corrected", "60"));
  database_->remove(run_, sha256_, "op verzoek");
  EXPECT_EQ(cell("SELECT count(*) FROM decision_act"), "0");
}

TEST_F(DecisionTest, SecondCodingsAreKeptApart) {
  Reviews(folder_).give_second(sha256_, "");
  Reviews(folder_).give_second(sha256_, "bo");
  Reviews(folder_).give_second(sha256_, "cas");
  EXPECT_EQ(cell("SELECT coder FROM second_coding"), "bo") << "who took it keeps it";
  Reviews(folder_).store_second(sha256_, {{"", "wmo", "vervoer", "looptijd", "60", false}});
  ASSERT_EQ(second_values(*database_, sha256_).size(), 1u);
  EXPECT_EQ(second_values(*database_, sha256_)[0].value, "60");
  EXPECT_THAT(held(), ::testing::StartsWith("48 "));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
