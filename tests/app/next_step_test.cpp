#include "app/next_step.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

TEST(CorpusArgument, IsWrittenAsAShellTakesIt) {
  const struct {
    const char *folder, *argument;
  } cases[] = {
      {"monitor", ""},
      {"../een/corpus-2024", " --corpus ../een/corpus-2024"},
      {"mijn corpus", " --corpus 'mijn corpus'"},
      {"'s-Hertogenbosch", " --corpus ''\\''s-Hertogenbosch'"},
      {"$HOME", " --corpus '$HOME'"},
      {"coördinatie", " --corpus coördinatie"},
  };
  for (const auto& [folder, argument] : cases) EXPECT_EQ(corpus_argument(folder), argument);
}

TEST(EmptyCorpus, IsSaidToBeEmptyAndNotFoundToBeFine) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  EXPECT_THAT(program.run({"classify"}).output, HasSubstr("has no documents yet"));
  EXPECT_THAT(program.run({"rules", "check"}).output,
              HasSubstr("examples of the rules, since there is no document in monitor:"));
  const Outcome evaluated = program.run({"evaluate", SOURCE_DIR "/tests/data/sample/gold.csv"});
  EXPECT_EQ(evaluated.status, 2);
  EXPECT_THAT(evaluated.errors, HasSubstr("no document in it is coded"));
  for (const auto& words : {std::vector<std::string>{"assign", "x.pdf", "--year", "2020"},
                            std::vector<std::string>{"remove", "x.pdf", "--reason", "r"}})
    EXPECT_THAT(program.run(words).errors, Not(HasSubstr("next:")));
}

}  // namespace
}  // namespace inkoopmonitor::app
