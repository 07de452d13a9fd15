#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

using ::testing::HasSubstr;
using testing_support::bytes_of;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

void fill(const TemporaryFolder& folder) {
  for (const char* name : {"een", "twee"}) {
    for (int year = 2015; year < 2019; ++year) {
      folder.write(std::string(name) + "/" + name + std::to_string(year) + ".pdf",
                   made_contract(name, year));
    }
  }
}

std::vector<std::string> import_of(const std::string& folder, const std::string& wait) {
  return {"import", folder, "--year", "2019", "--wait", wait};
}

void expect_all_read(const Program& program) {
  const std::string documents = program.run({"export", "--table", "documents"}).output;
  for (const char* name : {"een", "twee"}) {
    for (int year = 2015; year < 2019; ++year) {
      EXPECT_THAT(documents, HasSubstr(name + std::to_string(year) + ".pdf,"));
    }
  }
  EXPECT_EQ(std::count(documents.begin(), documents.end(), '\n'), 9);
  EXPECT_THAT(documents, Not(HasSubstr("failed")));
}

TEST(TwoImports, AtTheSameTimeBothFinish) {
  for (const bool corpus_exists : {true, false}) {
    const TemporaryFolder folder, log_one, log_two;
    fill(folder);
    const Program program(folder.path());
    if (corpus_exists) {
      ASSERT_EQ(program.run({"init"}).status, 0);
    }
    const pid_t one = program.start(import_of("een", "120"), log_one);
    const pid_t two = program.start(import_of("twee", "120"), log_two);
    EXPECT_EQ(Program::wait_for(one), 0) << bytes_of(log_one.path() / "err");
    EXPECT_EQ(Program::wait_for(two), 0) << bytes_of(log_two.path() / "err");
    expect_all_read(program);
  }
}

TEST(TwoImports, OneThatMayNotWaitSaysWhoIsWriting) {
  const TemporaryFolder folder, log;
  fill(folder);
  folder.write("lang/scan.pdf", bytes_of(SOURCE_DIR "/tests/data/sample/da16.pdf"));
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  const pid_t long_one = program.start({"import", "lang", "--year", "2019"}, log);
  const auto contents = folder.path() / "monitor" / "contents";
  for (int i = 0; i < 600; ++i) {
    std::error_code ignored;
    if (std::distance(std::filesystem::directory_iterator(contents, ignored), {}) > 0) break;
    ::usleep(20'000);
  }
  const Outcome refused = program.run(import_of("een", "0"));
  EXPECT_EQ(refused.status, 3);
  EXPECT_THAT(refused.errors, HasSubstr(std::to_string(long_one))) << "it does not say who";
  EXPECT_EQ(Program::wait_for(long_one), 0) << bytes_of(log.path() / "err");
  EXPECT_EQ(program.run(import_of("een", "0")).status, 0);
  EXPECT_EQ(program.run(import_of("twee", "0")).status, 0);
  const std::string documents = program.run({"export", "--table", "documents"}).output;
  EXPECT_EQ(std::count(documents.begin(), documents.end(), '\n'), 10);
}

}  // namespace
}  // namespace inkoopmonitor
