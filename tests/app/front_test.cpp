// What is started answers questions itself and becomes the whole program for the rest: nobody may
// see a difference, and it may not grow back what it was made without.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::HasSubstr;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

const std::string kWhole = std::string(PROGRAM) + "-whole";

// What a shell's command writes.
std::string written_by(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::array<char, 4096> bytes{};
  std::string written;
  while (const std::size_t read = std::fread(bytes.data(), 1, bytes.size(), pipe.get()))
    written.append(bytes.data(), read);
  return written;
}

TEST(Front, AnswersAsTheWholeProgramDoes) {
  const TemporaryFolder folder;
  const Program front(folder.path()), whole(folder.path(), kWhole);
  ASSERT_EQ(front.run({"init"}).status, 0);
  const std::vector<std::vector<std::string>> asked = {
      {"status"},
      {"status", "--format", "json"},
      {"query", "trend", "--by", "bekostiging"},
      {"query", "sql", "SELECT 1 AS one", "--format", "csv"},
      {"query", "runs", "--format", "csv"},
      {"query", "search", "contract"},
      {"query", "--help"},
      {"query", "trend", "--help"},
      {"status", "--help"},
      // What is refused.
      {"query"},
      {"query", "tredn"},
      {"query", "trend", "--by", "nothing"},
      {"query", "sql", "DELETE FROM run"},
      {"query", "--version"},
      {"status", "--corpus", "elsewhere"},
      // What the front does not know.
      {"--help"},
      {"--version"},
      {"tredn"},
      {"--corpus", "monitor", "status"},
      {},
      {"rules", "check", "--help"},
  };
  for (const auto& words : asked) {
    const Outcome here = front.run(words), there = whole.run(words);
    EXPECT_EQ(here.status, there.status) << here.command;
    EXPECT_EQ(here.output, there.output) << here.command;
    EXPECT_EQ(here.errors, there.errors) << here.command;
  }
}

TEST(Front, DoesWithoutTheLibrariesThatReadAndDraw) {
  const std::string trace = "LD_TRACE_LOADED_OBJECTS=1 ";
  const std::string front = written_by(trace + PROGRAM), whole = written_by(trace + kWhole);
  EXPECT_THAT(front, HasSubstr("libsqlite3"));
  for (const char* library : {"libpoppler", "libtesseract", "liblept", "libcairo", "librsvg",
                              "libqpdf", "libarchive", "libglib"}) {
    EXPECT_THAT(front, Not(HasSubstr(library)));
    EXPECT_THAT(whole, HasSubstr(library));
  }
}

TEST(Front, SaysThatTheRestIsMissing) {
  const TemporaryFolder folder;
  std::filesystem::copy_file(PROGRAM, folder.path() / "inkoopmonitor");
  const Outcome outcome = Program(folder.path(), folder.path() / "inkoopmonitor").run({"init"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.errors, HasSubstr("libexec/inkoopmonitor-whole: cannot be started"));
  EXPECT_THAT(outcome.errors, HasSubstr("Install the program again"));
}

}  // namespace
}  // namespace inkoopmonitor::app
