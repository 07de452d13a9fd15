// Coding by several threads gives what one gives, to whoever asked for it.
#include "app/coding_threads.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/classify/made_document.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

std::string text_of(std::size_t number) {
  return "# Raamovereenkomst huishoudelijke hulp gemeente Houten\n\nDe overeenkomst gaat in op 1 "
         "mei 2020 en heeft een looptijd van " +
         std::to_string(number + 1) + " jaar. Aanbieders declareren per gewerkt uur.\n";
}

std::vector<classify::Coding> coded_by(const std::filesystem::path& folder, int threads,
                                       std::size_t documents) {
  CodingThreads coders(folder, classify::project_rules(), threads);
  std::vector<std::future<classify::Coding>> futures;
  for (std::size_t number = 0; number < documents; ++number) {
    const auto document =
        std::make_shared<const extract::Document>(classify::made_document(text_of(number)));
    futures.push_back(coders.code(document, {.set_year = 2020}));
  }
  std::vector<classify::Coding> codings;
  for (auto& future : futures) codings.push_back(future.get());
  return codings;
}

TEST(CodingThreads, GiveWhatOneGives) {
  const testing_support::TemporaryFolder folder;
  const auto corpus = folder.path() / "corpus";
  corpus::Database::create(corpus, SOURCE_DIR "/corpus/register");
  constexpr std::size_t documents = 12;
  const std::vector<classify::Coding> one = coded_by(corpus, 1, documents);
  ASSERT_EQ(one.size(), documents);
  for (std::size_t number = 0; number < documents; ++number) {
    ASSERT_EQ(one[number].records.size(), 2U);
    EXPECT_EQ(one[number].records[1].text_of("looptijd"), std::to_string(12 * (number + 1)));
    EXPECT_EQ(one[number].records[1].text_of("gemeenten"), "GM0321");
  }
  EXPECT_EQ(coded_by(corpus, 4, documents), one);
}

TEST(CodingThreads, LeaveUndoneWhatNobodyWaitsFor) {
  const testing_support::TemporaryFolder folder;
  const auto corpus = folder.path() / "corpus";
  corpus::Database::create(corpus, SOURCE_DIR "/corpus/register");
  std::future<classify::Coding> last;
  {
    CodingThreads coders(corpus, classify::project_rules(), 1);
    const auto document =
        std::make_shared<const extract::Document>(classify::made_document(text_of(1)));
    for (int number = 0; number < 100; ++number) last = coders.code(document, {});
  }
  EXPECT_THROW(last.get(), std::future_error);
}

}  // namespace
}  // namespace inkoopmonitor::app
