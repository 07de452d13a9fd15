// Confidences that mean something: fitted on labels, tried on documents that they were not fitted
// on, kept in a file, and lowered where a figure may be misread.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>

#include "classify/classify.h"
#include "error.h"
#include "tests/classify/made_document.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::classify {
namespace {

using ::testing::HasSubstr;

// Values of which `strong` ones are right 97 times in 100 and others 60 times, whatever the rules'
// own confidence says.
std::vector<JudgedValue> made_values(std::size_t documents, unsigned seed) {
  std::mt19937 random(seed);
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  std::vector<JudgedValue> values;
  for (std::size_t document = 0; document < documents; ++document) {
    for (int value = 0; value < 20; ++value) {
      const bool strong = chance(75);
      values.push_back({.document = "d" + std::to_string(document),
                        .core = value % 2 == 0,
                        .right = chance(strong ? 97 : 60),
                        .rank = 0.5,
                        .signs = {{"constant", 1.0}, {"rank", 0.0}}});
      if (strong) values.back().signs.push_back({"strong", 1.0});
      values.back().signs.push_back({"noise." + std::to_string(random() % 5), 1.0});
    }
  }
  return values;
}

const Fit::Weight* weight_of(const Fit& fit, const std::string& sign) {
  for (const Fit::Weight& weight : fit.weights) {
    if (weight.sign == sign) return &weight;
  }
  return nullptr;
}

TEST(Fit, TellsWhatIsRightOnDocumentsThatItHasNotSeen) {
  const Fit fit = fit_calibration(made_values(60, 1), 0.95);
  EXPECT_EQ(fit.documents, 60U);
  EXPECT_EQ(fit.all.all, 1200U);
  EXPECT_EQ(fit.core.all, 600U);
  EXPECT_LT(fit.calibrated.log_loss, fit.constant.log_loss - 0.03);
  EXPECT_LT(fit.calibrated.log_loss, fit.ranks.log_loss);
  EXPECT_LT(fit.calibrated.expected_error, 0.03);
  ASSERT_NE(weight_of(fit, "strong"), nullptr);
  EXPECT_NEAR(weight_of(fit, "strong")->weight, std::log(0.97 / 0.03) - std::log(0.6 / 0.4), 0.6);
  EXPECT_NEAR(weight_of(fit, "strong")->usual, 0.75, 0.05);
  for (const Fit::Bin& bin : fit.bins) {
    EXPECT_LE(bin.share.low(), bin.mean + 0.02) << bin.from;
    EXPECT_GE(bin.share.high(), bin.mean - 0.02) << bin.from;
  }
}

TEST(Fit, ChoosesTheLowestConfidenceThatGivesTheWantedPrecision) {
  const std::vector<JudgedValue> values = made_values(60, 2);
  const Fit fit = fit_calibration(values, 0.95);
  ASSERT_TRUE(fit.reached);
  const auto share_from = [&](double threshold) {
    Share share;
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (!values[index].core || fit.confidences[index] < threshold) continue;
      ++share.all;
      share.right += values[index].right;
    }
    return share;
  };
  EXPECT_GE(share_from(fit.review_threshold).value(), 0.95);
  EXPECT_EQ(share_from(fit.review_threshold).all, fit.above.all);
  for (double lower = 0; lower < fit.review_threshold - 1e-9; lower += 0.001)
    EXPECT_LT(share_from(lower).value(), 0.95) << lower;
  EXPECT_GT(fit.above.all, 400U);
}

TEST(Fit, ThatNeverReachesThePrecisionLeavesAllToReview) {
  std::vector<JudgedValue> values = made_values(20, 3);
  for (JudgedValue& value : values) value.right = false;
  const Fit fit = fit_calibration(values, 0.9);
  EXPECT_FALSE(fit.reached);
  EXPECT_EQ(fit.review_threshold, 1);
}

TEST(Fit, OfValuesThatAreAllRightGoesToo) {
  std::vector<JudgedValue> values = made_values(20, 4);
  for (JudgedValue& value : values) value.right = true;
  const Fit fit = fit_calibration(values, 0.98);
  EXPECT_TRUE(fit.reached);
  EXPECT_GT(fit.calibrated.log_loss, 0);
  EXPECT_LT(fit.calibrated.log_loss, 0.05);
}

TEST(Fit, IsNotFlatteredByDocumentsThatWereSeen) {
  std::vector<JudgedValue> values = made_values(30, 8), seen = made_values(60, 9);
  for (JudgedValue& value : seen) {
    value.document = "seen " + value.document;
    value.seen = value.right = true;
  }
  values.insert(values.end(), seen.begin(), seen.end());
  const Fit fit = fit_calibration(values, 0.9);
  EXPECT_EQ(fit.fresh.all, 600U);
  EXPECT_LT(fit.calibrated.expected_error, 0.06);
  double mean = 0;
  for (std::size_t index = 0; index < 600; ++index) mean += fit.confidences[index] / 600;
  EXPECT_NEAR(mean, fit.fresh.value(), 0.02);
  EXPECT_EQ(weight_of(fit, "seen"), nullptr);
  EXPECT_THROW(fit_calibration(seen, 0.9), Error);
}

TEST(Fit, OfTooFewLabelsIsRefused) {
  EXPECT_THROW(fit_calibration({}, 0.98), Error);
  std::vector<JudgedValue> one_document = made_values(1, 5);
  EXPECT_THROW(fit_calibration(one_document, 0.98), Error);
}

TEST(Fit, GivesTheSameForTheSame) {
  EXPECT_EQ(text_of_calibration(fit_calibration(made_values(20, 6), 0.9)),
            text_of_calibration(fit_calibration(made_values(20, 6), 0.9)));
}

TEST(Share, HasWilsonsInterval) {
  struct Case {
    Share share;
    double low, high;
  };
  for (const Case& one : {Case{{98, 100}, 0.9300, 0.9945}, Case{{0, 10}, 0.0, 0.2775},
                          Case{{10, 10}, 0.7225, 1.0}, Case{{0, 0}, 0.0, 1.0}}) {
    EXPECT_NEAR(one.share.low(), one.low, 0.0002) << one.share.right;
    EXPECT_NEAR(one.share.high(), one.high, 0.0002) << one.share.right;
  }
}

// The project's ruleset with a calibration of the test's own.
class Calibrated : public ::testing::Test {
 protected:
  RuleSet load(const std::string& calibration) {
    namespace fs = std::filesystem;
    fs::remove_all(folder_.path() / "rules");
    fs::copy(SOURCE_DIR "/classify/rules", folder_.path() / "rules");
    for (const char* name : {"codebook.toml", "slips.toml"})
      fs::copy_file(fs::path(SOURCE_DIR "/classify") / name, folder_.path() / name,
                    fs::copy_options::overwrite_existing);
    std::ofstream(folder_.path() / "calibration.toml") << calibration;
    return RuleSet::load(folder_.path());
  }
  Coding code(const RuleSet& rules, const extract::Document& document) {
    return classify(document, rules, of_any_year, {.set_year = 2020});
  }
  testing_support::TemporaryFolder folder_;
};

const std::string contract =
    "# Raamovereenkomst huishoudelijke hulp gemeente Houten\n\nGetekend op 3 maart 2020.\n\n"
    "De overeenkomst heeft een looptijd van 24 maanden.\n\n"
    "Aanbieders declareren per gewerkt uur. Er worden zes aanbieders gecontracteerd.\n";

TEST_F(Calibrated, ConfidencesAndThresholdComeFromTheFile) {
  const RuleSet rules = load(
      "review_threshold = 0.9\n[signs]\n\"constant\" = { weight = 1.0, usual = 1.0 }\n"
      "\"variable.looptijd\" = { weight = 2.0, usual = 0.1 }\n");
  EXPECT_EQ(rules.review_threshold(), 0.9);
  EXPECT_NE(rules.version(), project_rules().version());
  const Coding coding = code(rules, made_document(contract));
  ASSERT_EQ(coding.records.size(), 2U);
  const Value& term = *coding.records[1].find("looptijd");
  EXPECT_NEAR(term.confidence, 1 / (1 + std::exp(-3.0)), 1e-9);
  EXPECT_EQ(term.doubt, "");
  const Value& providers = *coding.records[1].find("aanbieders");
  EXPECT_NEAR(providers.confidence, 1 / (1 + std::exp(-1.0)), 1e-9);
  EXPECT_EQ(providers.doubt, "rule");
  EXPECT_EQ(coding.records[1].find("verlenging")->doubt, "");
}

TEST_F(Calibrated, AreLeftOutWhenTheRulesAloneAreAskedFor) {
  load("review_threshold = 0.9\n[signs]\n\"constant\" = { weight = 1.0, usual = 1.0 }\n");
  const RuleSet rules = RuleSet::load(folder_.path(), Confidences::of_rules);
  const SignedCoding signed_coding =
      classify_with_signs(made_document(contract), rules, of_any_year, {.set_year = 2020});
  ASSERT_EQ(signed_coding.signs.size(), signed_coding.coding.records.size());
  for (std::size_t r = 0; r < signed_coding.signs.size(); ++r) {
    const Record& record = signed_coding.coding.records[r];
    ASSERT_EQ(signed_coding.signs[r].size(), record.values.size());
    for (std::size_t v = 0; v < record.values.size(); ++v) {
      EXPECT_EQ(signed_coding.signs[r][v].empty(), record.values[v].outcome != Outcome::value);
      EXPECT_EQ(record.values[v].doubt, "");
    }
  }
}

TEST_F(Calibrated, AFittedFileIsReadAsItWasWritten) {
  std::vector<JudgedValue> values = made_values(20, 7);
  const Fit fit = fit_calibration(values, 0.8);
  EXPECT_NEAR(load(text_of_calibration(fit)).review_threshold(), fit.review_threshold, 1e-9);
}

TEST_F(Calibrated, AMistakeInTheFileIsNamed) {
  for (const std::string text : {"review_threshold = 2\n[signs]\na = { weight = 1.0, usual = 0.0 }",
                                 "review_threshold = 0.9\n", "[signs", "",
                                 "review_threshold = 0.9\n[signs]\na = { weight = 1.0 }"}) {
    try {
      load(text);
      ADD_FAILURE() << "loaded: " << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_THAT(error.subject, HasSubstr("calibration.toml"));
      EXPECT_THAT(error.remedy, HasSubstr("inkoopmonitor calibrate"));
    }
  }
}

TEST_F(Calibrated, ARivalIsNamedAsTheReasonForDoubt) {
  const RuleSet rules = load(
      "review_threshold = 0.9\n[signs]\n\"constant\" = { weight = 3.0, usual = 1.0 }\n"
      "\"rival\" = { weight = -4.0, usual = 0.1 }\n");
  const Coding coding = code(
      rules, made_document(contract + "\nDe cliënt kan kiezen uit vijf aanbieders.\n\n"
                                      "Er worden vier aanbieders gecontracteerd per wijk, met de "
                                      "drie hoogst scorende inschrijvers komt een raamovereenkomst "
                                      "tot stand.\n"));
  ASSERT_EQ(coding.records.size(), 2U);
  bool doubted = false;
  for (const Value& value : coding.records[1].values) {
    const bool outvoted = std::any_of(value.rivals.begin(), value.rivals.end(), [](const Rival& r) {
      return r.reason == "outvoted" && r.weight > 0.5;
    });
    if (value.outcome != Outcome::value || !outvoted) continue;
    EXPECT_EQ(value.doubt, "rival") << value.variable;
    EXPECT_THAT(describe_doubt(value.doubt), HasSubstr("another value"));
    doubted = true;
  }
  EXPECT_TRUE(doubted || coding.records[1].find("aanbieders")->outcome == Outcome::contradictory);
}

// `contract`, scanned; OCR was sure of all words but those that contain `unsure`.
extract::Document scanned(const std::string& text, const std::string& unsure) {
  extract::Document document = made_document(text);
  for (extract::Page& page : document.pages) {
    page.source = extract::PageSource::ocr;
    for (extract::Word& word : page.words)
      word.certainty = word.text.find(unsure) != std::string::npos ? 0.4F : 0.95F;
  }
  return document;
}

TEST_F(Calibrated, AFigureThatMayBeMisreadLowersConfidence) {
  const RuleSet rules =
      load("review_threshold = 0.9\n[signs]\n\"constant\" = { weight = 4.0, usual = 1.0 }\n");
  const auto term_of = [&](const std::string& text, const std::string& unsure) {
    const Coding coding = code(rules, scanned(text, unsure));
    return coding.records.size() == 2 ? *coding.records[1].find("looptijd") : Value();
  };
  const Value doubtful = term_of(contract, "24");
  EXPECT_EQ(doubtful.value, "24");
  EXPECT_NEAR(doubtful.confidence, 0.4, 1e-6);
  EXPECT_EQ(doubtful.doubt, "figure");
  // Sure of the figure, though not of another word; written in letters too; said twice.
  std::string in_letters = contract, twice = contract;
  in_letters.replace(in_letters.find("24 maanden"), 10, "24 (vierentwintig) maanden");
  twice += "\nDe raamovereenkomst wordt gesloten voor 24 maanden.\n";
  for (const Value& sure :
       {term_of(contract, "maanden"), term_of(in_letters, "24"), term_of(twice, "24")}) {
    EXPECT_EQ(sure.value, "24");
    EXPECT_GT(sure.confidence, 0.9);
    EXPECT_EQ(sure.doubt, "");
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
