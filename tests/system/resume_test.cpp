// Whatever stops an import, running it again brings the corpus where it would have been.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::all_exports;
using testing_support::bytes_of;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// A folder `in` with documents of several kinds, one that fails and one that is skipped.
void fill(const TemporaryFolder& folder) {
  for (const char* name : {"da03.pdf", "da13.pdf", "da15.pdf", "db14.pdf"}) {
    folder.write(std::string("in/") + name,
                 bytes_of(fs::path(SOURCE_DIR "/tests/data/sample") / name));
  }
  const char* const gemeenten[] = {"Utrecht", "Zwolle", "Breda", "Almelo", "Gouda", "Venlo"};
  int year = 2015;
  for (const char* gemeente : gemeenten) {
    folder.write(std::string("in/") + gemeente + "/contract.pdf", made_contract(gemeente, year++));
  }
  folder.write("in/kapot.pdf", "geen pdf");
  folder.write("in/lijst.txt", "geen pdf");
}

milliseconds since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
}

TEST(Resume, AfterKillsAtRandomMomentsGivesTheSameCorpus) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  const std::vector<std::string> import = {"import", "in", "--year", "2019"};
  const auto begin = std::chrono::steady_clock::now();
  auto undisturbed = import;
  undisturbed.insert(undisturbed.end(), {"--corpus", "undisturbed"});
  ASSERT_EQ(program.run(undisturbed).status, 1);
  const auto whole = since(begin);
  ASSERT_EQ(program.run({"classify", "--corpus", "undisturbed"}).status, 0);
  const std::string expected = all_exports(program, "undisturbed");

  std::mt19937 random(20151);
  for (int round = 0; round < 3; ++round) {
    const std::string corpus = "killed" + std::to_string(round);
    auto disturbed = import;
    disturbed.insert(disturbed.end(), {"--corpus", corpus});
    for (int kill = 0; kill < 2; ++kill) {
      const TemporaryFolder log;
      const pid_t child = program.start(disturbed, log);
      std::this_thread::sleep_for(milliseconds(random() % whole.count()));
      ::kill(-child, SIGKILL);
      Program::wait_for(child);
    }
    const Outcome finished = program.run(disturbed);
    ASSERT_EQ(finished.status, 1) << finished.errors;
    ASSERT_EQ(program.run({"classify", "--corpus", corpus}).status, 0);
    EXPECT_EQ(all_exports(program, corpus), expected) << "round " << round;
  }
}

TEST(Resume, OfAClassificationThatWasKilledGivesTheSameCorpus) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 1);
  fs::copy(folder.path() / "monitor", folder.path() / "killed", fs::copy_options::recursive);
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const auto whole = since(begin);
  std::mt19937 random(3);
  for (int kill = 0; kill < 5; ++kill) {
    const TemporaryFolder log;
    const pid_t child = program.start({"classify", "--corpus", "killed"}, log);
    std::this_thread::sleep_for(milliseconds(random() % whole.count()));
    ::kill(-child, SIGKILL);
    Program::wait_for(child);
  }
  ASSERT_EQ(program.run({"classify", "--corpus", "killed"}).status, 0);
  EXPECT_EQ(all_exports(program, "killed"), all_exports(program));
}

TEST(Resume, AfterCtrlCSaysHowAndFailsNothing) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  const TemporaryFolder log;
  const pid_t child = program.start({"import", "in", "--year", "2019", "--jobs", "1"}, log);
  // All are offered once the last content is kept; a scanned page still takes a while.
  const fs::path contents = folder.path() / "monitor" / "contents";
  for (int i = 0; i < 600; ++i) {
    std::error_code ignored;
    if (std::distance(fs::directory_iterator(contents, ignored), {}) >= 10) break;
    std::this_thread::sleep_for(milliseconds(20));
  }
  ::kill(-child, SIGINT);  // as a terminal does: to the program and to its children
  EXPECT_EQ(Program::wait_for(child), 130);
  EXPECT_THAT(bytes_of(log.path() / "err"), HasSubstr("interrupted"));
  EXPECT_THAT(bytes_of(log.path() / "err"), HasSubstr("run the same command again"));
  const Outcome again = program.run({"import", "in", "--year", "2019"});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(program.run({"export", "--table", "documents"}).output, Not(HasSubstr("crashed")));
}

TEST(Jobs, ChangeNothingInTheExports) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  for (const char* jobs : {"1", "2"}) {
    const std::string corpus = std::string("jobs") + jobs;
    ASSERT_EQ(
        program.run({"import", "in", "--year", "2019", "--jobs", jobs, "--corpus", corpus}).status,
        1);
    ASSERT_EQ(program.run({"classify", "--corpus", corpus}).status, 0);
  }
  EXPECT_EQ(all_exports(program, "jobs1"), all_exports(program, "jobs2"));
}

}  // namespace
}  // namespace inkoopmonitor
