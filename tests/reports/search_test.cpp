// Searching: what comes first, and of how many pages that is found out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

extract::Page page_of(std::uint32_t number, const std::vector<std::string>& words) {
  extract::Page page;
  page.number = number;
  page.source = extract::PageSource::text_layer;
  page.quality = 1;
  for (const std::string& word : words) {
    page.words.emplace_back();
    page.words.back().text = word;
  }
  return page;
}

// A document of 2020 with a page that is all about the words, and one of 2021 with so many that
// have them among others.
corpus::Database corpus_of(const std::filesystem::path& folder, std::uint32_t pages) {
  corpus::Database database =
      corpus::Database::create(folder / "corpus", SOURCE_DIR "/corpus/register");
  const std::int64_t run = database.begin_run("import", {"0.1.0", "reader-1", "rules-1", ""});
  for (const int year : {2020, 2021}) {
    corpus::Offering offering;
    offering.root = folder.string();
    offering.path = std::to_string(year) + ".pdf";
    offering.set_year = year;
    write_text(folder / offering.path, offering.path);
    extract::Document document;
    document.result = extract::Result::read;
    document.pages.push_back(page_of(1, {"tarief", "contract", "tarief", "contract"}));
    if (year == 2021) document.pages.clear();
    for (std::uint32_t number = 1; year == 2021 && number <= pages; ++number)
      document.pages.push_back(
          page_of(number, {"een", "contract", "met", "een", "tarief", "erin"}));
    document.page_count = static_cast<std::uint32_t>(document.pages.size());
    database.store_reading(run, database.offer(run, offering, "").sha256, "reader-1", document);
  }
  return database;
}

std::vector<std::string> files(const Table& table) {
  std::vector<std::string> files;
  for (const auto& row : table.rows) files.push_back(row[2] + ":" + row[3]);
  return files;
}

TEST(Search, GivesTheNewestOrTheMostFittingFirst) {
  const TestFolder folder;
  const corpus::Database database = corpus_of(folder.path(), 3);
  SearchOptions options{.words = "contract tarief"};
  EXPECT_THAT(files(search(database, options)),
              ElementsAre("2021.pdf:3", "2021.pdf:2", "2021.pdf:1", "2020.pdf:1"));
  options.ranked = true;
  options.filter.limit = 2;
  const Table ranked = search(database, options);
  EXPECT_THAT(files(ranked), ElementsAre("2020.pdf:1", "2021.pdf:3"));
  EXPECT_EQ(ranked.rows[0][4], "[tarief] [contract] [tarief] [contract]\n");
  EXPECT_THAT(ranked.note, Not(HasSubstr("Of the newest")));
}

TEST(Search, OfFrequentWordsRanksTheNewestPages) {
  const TestFolder folder;
  const corpus::Database database = corpus_of(folder.path(), 5'000);
  SearchOptions options{.words = "contract tarief", .ranked = true};
  options.filter.limit = 1;
  const Table newest = search(database, options);
  EXPECT_THAT(files(newest), ElementsAre("2021.pdf:5000"));
  EXPECT_THAT(newest.note, HasSubstr("Of the newest 5000 pages with these words"));
  options.filter.to = 2020;
  EXPECT_THAT(files(search(database, options)), ElementsAre("2020.pdf:1"));
  options.filter.to = 0;
  options.filter.limit = 0;
  const Table all = search(database, options);
  EXPECT_EQ(all.rows.size(), 5'001);
  EXPECT_EQ(files(all).front(), "2020.pdf:1");
}

}  // namespace
}  // namespace inkoopmonitor::reports
