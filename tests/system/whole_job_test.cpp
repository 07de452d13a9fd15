// The job from a folder of documents to a publication, as a user does it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "reports/csv.h"
#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing_support::all_exports;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

void fill(const TemporaryFolder& folder) {
  folder.write("in/Utrecht/a.pdf", made_contract("Utrecht", 2019));
  folder.write("in/Zwolle/b.pdf", made_contract("Zwolle", 2020));
}

TEST(WholeJob, GoesFromAFolderToAPublication) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  const Outcome import = program.run({"import", "in", "--year", "2020"});
  ASSERT_EQ(import.status, 0) << import.errors;
  EXPECT_THAT(import.errors, HasSubstr("made a new corpus in monitor\n"));
  EXPECT_THAT(import.output, HasSubstr("took in 2 files: 2 new\n"));
  EXPECT_THAT(import.output, HasSubstr("read 2 documents in "));
  EXPECT_THAT(import.output, HasSubstr("4 pages: 4 with text, 0 by OCR\n"));
  EXPECT_THAT(import.output, HasSubstr("next: inkoopmonitor classify\n"));

  const Outcome classified = program.run({"classify"});
  ASSERT_EQ(classified.status, 0) << classified.errors;
  EXPECT_THAT(classified.output, StartsWith("coded 2 documents in "));
  EXPECT_THAT(program.run({"classify"}).output, StartsWith("nothing is new"));

  const std::string values = program.run({"export"}).output;
  EXPECT_THAT(values, HasSubstr("looptijd,48,"));
  EXPECT_THAT(values, HasSubstr("gemeenten,GM0344,"));

  const Outcome explained = program.run({"explain", "a.pdf", "looptijd"});
  EXPECT_EQ(explained.status, 0) << explained.errors;
  EXPECT_THAT(explained.output, HasSubstr("page 1: "));
  EXPECT_THAT(explained.output, HasSubstr("vier jaar"));

  const Outcome trend = program.run({"query", "trend", "--by", "bekostiging", "--format", "csv"});
  EXPECT_EQ(trend.status, 0) << trend.errors;
  EXPECT_THAT(trend.output, HasSubstr("inspanningsgericht"));

  const Outcome report = program.run({"report", "--year", "2021", "--out", "uit", "--no-pdf"});
  ASSERT_EQ(report.status, 0) << report.errors;
  const fs::path page = report.output.substr(0, report.output.size() - 1);
  EXPECT_TRUE(fs::is_regular_file(folder.path() / page)) << report.output;
  for (const char* file :
       {"methode.md", "tabellen.xlsx", "datapackage/datapackage.json", "figuren/bekostiging.svg",
        "figuren/bekostiging.png", "figuren/bekostiging.csv", "bewijs/bekostiging.html"})
    EXPECT_TRUE(fs::is_regular_file(folder.path() / "uit" / file)) << file;
  const Outcome profile =
      program.run({"profile", "GM0344", "--year", "2021", "--out", "profiel", "--no-pdf"});
  ASSERT_EQ(profile.status, 0) << profile.errors;
  EXPECT_TRUE(fs::is_regular_file(folder.path() / "profiel/profiel.html"));
}

TEST(WholeJob, DoneTwiceSaysWhatItFoundAndChangesNothing) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const std::string before = all_exports(program);
  const Outcome again = program.run({"import", "in", "--year", "2020"});
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.output, HasSubstr("2 known already"));
  EXPECT_THAT(program.run({"classify"}).output, StartsWith("nothing is new"));
  EXPECT_EQ(program.run({"classify", "--all"}).status, 0);
  EXPECT_EQ(program.run({"read", "--again"}).status, 0);
  EXPECT_EQ(program.run({"classify"}).status, 0);
  EXPECT_EQ(all_exports(program), before);
}

// How often each content was read, in the order of reading.
std::vector<std::string> runs_that_read(const Program& program) {
  const auto database = corpus::Database::open(program.folder() / "monitor", corpus::Access::read);
  std::vector<std::string> runs;
  for (const auto& row : database.select("SELECT run_id FROM reading ORDER BY reading_id").rows)
    runs.push_back(row[0].value_or(""));
  return runs;
}

TEST(WholeJob, ReadsNothingTwiceUnlessAskedAndThenSaysWhatChanged) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  const auto once = runs_that_read(program);
  EXPECT_EQ(once.size(), 2u);
  folder.write("in/Breda/a copy.pdf", made_contract("Utrecht", 2019));
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"import", "in", "--year", "2020"},
        {"import", "in", "--year", "2021"},
        {"read"}}) {
    EXPECT_EQ(program.run(command).status, 0);
    EXPECT_EQ(runs_that_read(program), once) << command[0];
  }
  const Outcome again = program.run({"read", "--again"});
  EXPECT_EQ(again.status, 0) << again.errors;
  EXPECT_THAT(again.output, HasSubstr("\n2 documents read again: 2 unchanged, 0 changed\n"));
  EXPECT_THAT(again.output, Not(HasSubstr("a.pdf")));
  EXPECT_NE(runs_that_read(program), once);
}

TEST(WholeJob, SaysOfADocumentThatIsReadAgainWhatIsOtherwise) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "AddressSanitizer forbids limits of memory; run this from a release build";
#endif
  const TemporaryFolder folder;
  fill(folder);
  folder.write("in/scan.pdf", testing_support::bytes_of(SOURCE_DIR "/tests/data/sample/db07.pdf"));
  const Program program(folder.path());
  // Too little for a scan to be drawn and read, enough for the others.
  ASSERT_EQ(program.run({"import", "in", "--year", "2020", "--memory", "150"}).status, 1);
  const Outcome again = program.run({"read", "--again"});
  EXPECT_EQ(again.status, 0) << again.errors;
  EXPECT_THAT(again.output, HasSubstr("\nscan.pdf\n  read, before failed (memory_limit: "));
  EXPECT_THAT(again.output, HasSubstr("  page 1: OCR, before not read; "));
  EXPECT_THAT(again.output, HasSubstr("\n3 documents read again: 2 unchanged, 1 changed\n"));
}

// A signature holds for bytes: one that changed is worth nothing before a court.
TEST(WholeJob, LeavesASignedDocumentAsItWasToTheLastByte) {
  const TemporaryFolder folder;
  const std::string bytes = testing_support::made_signed(made_contract("Utrecht", 2019));
  const fs::path offered = folder.write("in/getekend.pdf", bytes);
  const auto written = fs::last_write_time(offered);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  ASSERT_EQ(program.run({"read", "--again"}).status, 0);
  ASSERT_EQ(program.run({"explain", "getekend.pdf", "--png", "out.png"}).status, 0);
  EXPECT_TRUE(testing_support::bytes_of(offered) == bytes);
  EXPECT_EQ(fs::last_write_time(offered), written);
  const std::string documents = program.run({"export", "--table", "documents"}).output;
  const std::string sha256 = documents.substr(documents.find("getekend.pdf,") + 13, 64);
  const fs::path kept = folder.path() / "monitor/contents" / sha256.substr(0, 2) / sha256;
  EXPECT_TRUE(testing_support::bytes_of(kept) == bytes) << kept;
}

TEST(WholeJob, EndsQuietlyWhenNobodyReadsOn) {
  const TemporaryFolder folder, log;
  fill(folder);
  Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  program.before_start = [] {
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0 || ::close(ends[0]) != 0 || ::dup2(ends[1], 1) < 0) ::_exit(125);
  };
  const Outcome closed = program.run({"export", "--table", "documents"});
  EXPECT_EQ(closed.status, 0);
  EXPECT_EQ(closed.errors, "");
}

TEST(WholeJob, SaysWhenItsOutputCannotBeWritten) {
  const TemporaryFolder folder;
  fill(folder);
  Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  program.before_start = [] {
    const int full = ::open("/dev/full", O_WRONLY);
    if (::dup2(full, 1) < 0) ::_exit(125);
  };
  const Outcome outcome = program.run({"export", "--table", "documents"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.errors, HasSubstr("standard output: cannot be written"));
}

TEST(WholeJob, ExportsToAFileWhatItPrints) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"export", "--table", "documents", "--out", "uit.csv"}).status, 0);
  EXPECT_EQ(testing_support::bytes_of(folder.path() / "uit.csv"),
            program.run({"export", "--table", "documents"}).output);
}

// Nothing is coded yet, so that every municipality is asked something in each domain.
TEST(WholeJob, ShowsAsManyRowsOfATableAsAPersonReads) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  fill(folder);
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  const auto lines = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"query", "missing", "--year", "2020"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome asked = program.run(words);
    EXPECT_EQ(asked.status, 0) << asked.errors;
    return asked.output;
  };
  EXPECT_THAT(lines({}),
              HasSubstr("These are the first 500 of 1065 rows; --format csv gives all."));
  const std::string all = lines({"--format", "csv"});
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 1066);
}

}  // namespace
}  // namespace inkoopmonitor
