// The publication with all that it needs: Chromium, which is not on every machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "app/publishing.h"
#include "reports/print.h"
#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing_support::bytes_of;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

TEST(PrintedPublication, CanBeReadAloudAndIsTheSameEveryTime) {
  if (app::find_chromium().empty()) GTEST_SKIP() << "there is no Chromium on this machine";
  const TemporaryFolder folder;
  folder.write("in/contract.pdf", made_contract("Utrecht", 2020));
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  for (const char* out : {"one", "other"}) {
    const Outcome made = program.run({"report", "--year", "2021", "--out", out});
    ASSERT_EQ(made.status, 0) << made.errors;
  }
  const std::string pdf = bytes_of(folder.path() / "one/monitor.pdf");
  EXPECT_THAT(reports::structure_faults(pdf), IsEmpty());
  EXPECT_EQ(pdf, bytes_of(folder.path() / "other/monitor.pdf"));
  const Outcome profile = program.run({"profile", "Utrecht", "--year", "2021", "--out", "note"});
  ASSERT_EQ(profile.status, 0) << profile.errors;
  EXPECT_THAT(reports::structure_faults(bytes_of(folder.path() / "note/profiel.pdf")), IsEmpty());
}

TEST(PrintedPublication, WithoutChromiumSaysSoAndMakesThePages) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Outcome made = program.run({"report", "--year", "2021", "--out", "uit"});
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(made.status, 0) << made.errors;
  EXPECT_THAT(made.errors, HasSubstr("there is no Chromium on this machine"));
  EXPECT_TRUE(fs::exists(folder.path() / "uit/monitor.html"));
  EXPECT_FALSE(fs::exists(folder.path() / "uit/monitor.pdf"));
}

}  // namespace
}  // namespace inkoopmonitor
