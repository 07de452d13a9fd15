// The features of the purchases in the gold set, against three readings by people
// (tests/data/gold/KENMERKEN.md). Skipped where the gold set is not.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "reports/csv.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

using Values = std::map<std::string, std::string>;                     // of a record, by variable
using Records = std::map<std::string, std::map<std::string, Values>>;  // by file and record

Records records_of(const std::string& bytes, const std::string& name) {
  const reports::CsvFile csv = reports::parse_csv(bytes, name);
  const auto column = [&](const std::string& wanted) {
    return static_cast<std::size_t>(std::find(csv.header.begin(), csv.header.end(), wanted) -
                                    csv.header.begin());
  };
  const std::size_t file = column("file"), record = column("record"), value = column("value"),
                    variable = column("variable");
  Records records;
  for (const reports::CsvRow& row : csv.rows) {
    const std::string key = fs::path(row.fields.at(file)).filename().string();
    if (row.fields.at(record) != "0")
      records[key][row.fields.at(record)][row.fields.at(variable)] = row.fields.at(value);
  }
  return records;
}

// The found record that agrees with a labelled one in most of what says what is bought, and when.
const Values* same_record(const Values& labelled, const std::map<std::string, Values>& found) {
  const Values* best = nullptr;
  int most = 0;
  for (const auto& [number, values] : found) {
    int agreement = 0;
    for (const char* name : {"perceel", "voorzieningen", "status", "ingangsdatum", "domein"}) {
      const auto left = labelled.find(name), right = values.find(name);
      agreement += left != labelled.end() && right != values.end() && left->second == right->second;
    }
    if (agreement > most) {
      most = agreement;
      best = &values;
    }
  }
  return best;
}

struct Score {
  int right = 0, wrong = 0, missed = 0;
  double f1() const { return 2.0 * right / std::max(1, 2 * right + wrong + missed); }
};

TEST(Features, AreReadAsPeopleReadThem) {
  const fs::path gold = fs::path(SHARED_DIR) / "gold";
  if (!fs::exists(gold / "gold.csv")) GTEST_SKIP() << "there is no " << gold;
  const TemporaryFolder folder;
  const Program program(folder.path());
  const Outcome import = program.run({"import", gold / "pdf", "--year", "2020"});
  ASSERT_EQ(import.status, 0) << import.errors;
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const Records found = records_of(program.run({"export", "--table", "values"}).output, "values");
  const Records scope = records_of(testing_support::bytes_of(gold / "gold.csv"), "gold.csv");
  const fs::path labels = fs::path(SOURCE_DIR) / "tests/data/gold/kenmerken.csv";
  Records labelled = records_of(testing_support::bytes_of(labels), "kenmerken.csv");

  const std::map<std::string, double> wanted = {{"aantal_begrensd", 0.90}, {"rangschikking", 0.90},
                                                {"dialoog", 0.90},         {"instrument", 0.93},
                                                {"contractvorm", 0.90},    {"keuzevrijheid", 0.90}};
  std::map<std::string, Score> scores;
  for (const auto& [file, records] : scope) {
    ASSERT_TRUE(found.contains(file)) << file;
    for (const auto& [number, values] : records) {
      const Values* same = same_record(values, found.at(file));
      for (const auto& [variable, least] : wanted) {
        const std::string truth = labelled[file][number][variable];
        const std::string given =
            same != nullptr && same->contains(variable) ? same->at(variable) : "";
        Score& score = scores[variable];
        score.right += !truth.empty() && truth == given;
        score.missed += !truth.empty() && truth != given;
        score.wrong += !given.empty() && truth != given;
      }
    }
  }
  for (const auto& [variable, least] : wanted) {
    const Score& score = scores[variable];
    EXPECT_GE(score.f1(), least) << variable << ": " << score.right << " right, " << score.wrong
                                 << " wrong, " << score.missed << " missed";
  }
}

}  // namespace
}  // namespace inkoopmonitor
