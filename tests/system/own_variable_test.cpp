// A researcher's change: the lines of CONTRIBUTING.md are added to a copy of the rules, and the
// real program codes with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// The example of CONTRIBUTING.md: file of the data and what its block of commands adds to it.
std::vector<std::pair<std::string, std::string>> additions() {
  std::istringstream lines(testing_support::bytes_of(SOURCE_DIR "/CONTRIBUTING.md"));
  std::vector<std::pair<std::string, std::string>> parts;
  bool in_section = false, in_file = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) in_section = line == "## A variable of your own";
    if (!in_section) continue;
    if (line == "END") in_file = false;
    if (in_file) parts.back().second += line + "\n";
    const std::size_t name = line.find("classify/"), end = line.find(" <<'END'");
    if (!line.starts_with("cat >") || end == std::string::npos) continue;
    parts.emplace_back(line.substr(name, end - name), "");
    in_file = true;
  }
  return parts;
}

// The data of the program, as it says to copy them.
fs::path copied_data(const TemporaryFolder& folder) {
  const fs::path data = folder.path() / "data", source = SOURCE_DIR;
  for (const char* part : {"corpus/register", "reports/templates", "classify/rules"}) {
    fs::create_directories((data / part).parent_path());
    fs::copy(source / part, data / part, fs::copy_options::recursive);
  }
  fs::copy(source / "classify/codebook.toml", data / "classify/codebook.toml");
  return data;
}

std::string contract(const std::string& sentence) {
  return testing_support::made_pdf(
      {"Raamovereenkomst jeugdhulp\nGemeente Utrecht, 1 december 2018\n\nArtikel 1 Looptijd\n"
       "Deze overeenkomst gaat in op 1 januari 2019 en heeft een looptijd van\nvier jaar.\n\n"
       "Artikel 2 Tarieven\n" +
       sentence + "\n"});
}

TEST(OwnVariable, NeedsOnlyTheLinesOfTheManual) {
  const TemporaryFolder folder;
  const fs::path data = copied_data(folder);
  folder.write("in/ja.pdf",
               contract("De tarieven worden elk jaar met het indexcijfer ge\xEFndexeerd."));
  folder.write("in/nee.pdf", contract("De tarieven worden in die tijd niet ge\xEFndexeerd."));
  Program program(folder.path());
  program.before_start = [&] { ::setenv("INKOOPMONITOR_DATA", data.c_str(), 1); };
  ASSERT_EQ(program.run({"init"}).status, 0);
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  EXPECT_THAT(program.run({"export"}).output, Not(HasSubstr("indexering")));

  const auto parts = additions();
  ASSERT_EQ(parts.size(), 2U);
  for (const auto& [file, lines] : parts) std::ofstream(data / file, std::ios::app) << lines;
  const Outcome check = program.run({"rules", "check"});
  EXPECT_EQ(check.status, 0) << check.output << check.errors;
  EXPECT_THAT(check.output, HasSubstr("over 2 documents in monitor:\n"));
  EXPECT_THAT(check.output, Not(HasSubstr("indexering")));

  const Outcome classified = program.run({"classify", "--diff"});
  ASSERT_EQ(classified.status, 0) << classified.errors;
  EXPECT_THAT(classified.output, HasSubstr("ja.pdf\n  record 1, indexering: ja ("));
  EXPECT_THAT(classified.output, HasSubstr("nee.pdf\n  record 1, indexering: nee ("));
  EXPECT_THAT(classified.output,
              HasSubstr("compared 2 documents with what stood: 2 values in 2 documents changed\n"));

  const std::string values = program.run({"export"}).output;
  EXPECT_THAT(values,
              ::testing::ContainsRegex("ja.pdf,[^\n]*,indexering,ja,[^\n]*,1,[^\n]*ndexeerd"));
  EXPECT_THAT(values,
              ::testing::ContainsRegex("nee.pdf,[^\n]*,indexering,nee,[^\n]*,1,[^\n]*ndexeerd"));
  EXPECT_THAT(program.run({"explain", "nee.pdf", "indexering"}).output,
              HasSubstr("indexering.nee"));
  EXPECT_EQ(program.run({"query", "trend", "--by", "indexering"}).status, 0);
}

// A rule that finds more gives other values, and the old ones are shown beside them.
TEST(ClassifyDiff, ListsWhatARuleChanges) {
  const TemporaryFolder folder;
  const fs::path data = copied_data(folder);
  folder.write("in/a.pdf", contract("De gemeente betaalt per stuiver."));
  Program program(folder.path());
  program.before_start = [&] { ::setenv("INKOOPMONITOR_DATA", data.c_str(), 1); };
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  EXPECT_THAT(program.run({"classify", "--diff"}).output,
              HasSubstr("compared 0 documents with what stood: 0 values in 0 documents changed; "
                        "1 document was not coded before\n"));
  EXPECT_THAT(program.run({"classify", "--all", "--diff"}).output,
              HasSubstr("compared 1 document with what stood: 0 values in 0 documents changed\n"));
  std::ofstream(data / "classify/rules/stuiver.toml")
      << "[[rule]]\nname = \"stuiver.taak\"\nvariable = \"bekostiging\"\nvalue = \"taakgericht\"\n"
         "weight = 0.95\nphrases = [\"betaalt per stuiver\"]\n";
  const Outcome stale = program.run({"explain", "a.pdf"});
  EXPECT_EQ(stale.status, 0);
  EXPECT_THAT(stale.errors, HasSubstr("coded by other rules"));
  EXPECT_EQ(program.run({"rules", "stats"}).status, 2) << "not coded by these rules";
  const Outcome changed = program.run({"classify", "--diff", "--format", "csv"});
  EXPECT_EQ(changed.status, 0) << changed.errors;
  EXPECT_THAT(changed.output, ::testing::StartsWith("file,variable,record,value,outcome,"));
  EXPECT_THAT(changed.output, HasSubstr("\na.pdf,bekostiging,1,taakgericht,value,"));
  EXPECT_THAT(changed.output, HasSubstr("stuiver.taak,1,betaalt per stuiver"));
  EXPECT_THAT(changed.errors, HasSubstr("coded 1 document in "));
  const std::string stats = program.run({"rules", "stats", "--format", "csv"}).output;
  EXPECT_THAT(stats, HasSubstr("stuiver.toml,stuiver.taak,bekostiging,1,1,0,1,1,0,0,\n"));
  EXPECT_THAT(program.run({"rules", "check"}).output, HasSubstr("has no example"));
}

TEST(RulesCheck, WithoutACorpusGoesByTheExamples) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const Outcome check = program.run({"rules", "check"});
  EXPECT_EQ(check.status, 0) << check.output << check.errors;
  EXPECT_THAT(check.output,
              HasSubstr("examples of the rules, since there is no corpus in monitor"));
}

TEST(RulesCheck, FailsForAnExampleThatDoesNotHold) {
  const TemporaryFolder folder;
  const fs::path data = copied_data(folder);
  std::ofstream(data / "classify/rules/stuiver.toml")
      << "[[rule]]\nname = \"stuiver.taak\"\nvariable = \"bekostiging\"\nvalue = \"taakgericht\"\n"
         "phrases = [\"per stuiver\"]\nyes = [\"Wij betalen per daalder\"]\n";
  Program program(folder.path());
  program.before_start = [&] { ::setenv("INKOOPMONITOR_DATA", data.c_str(), 1); };
  const Outcome check = program.run({"rules", "check"});
  EXPECT_EQ(check.status, 1);
  EXPECT_THAT(check.output, HasSubstr("stuiver.toml: stuiver.taak: does not find its own example"));
}

}  // namespace
}  // namespace inkoopmonitor
