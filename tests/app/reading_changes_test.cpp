// What reading a document again changed.
#include "app/reading_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace inkoopmonitor::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

extract::Page page(std::uint32_t number, const std::string& text) {
  extract::Page page;
  page.number = number;
  page.source = extract::PageSource::text_layer;
  page.quality = 0.9f;
  std::istringstream words(text);
  for (std::string word; words >> word;) page.words.emplace_back().text = word;
  return page;
}

extract::Document document(std::vector<extract::Page> pages) {
  extract::Document document;
  document.result = extract::Result::read;
  document.page_count = static_cast<std::uint32_t>(pages.size());
  document.pages = std::move(pages);
  return document;
}

TEST(Changes, OfWhatIsTheSameAreNone) {
  const auto same = document({page(1, "een twee"), page(2, "drie")});
  EXPECT_EQ(describe_changes(same, same), "");
}

TEST(Changes, OfAPageAreCountedInWords) {
  const auto before = document({page(1, "de looptijd is vier jaar"), page(2, "a b c")});
  const struct {
    const char *first_page, *said;
  } cases[] = {{"de looptijd is vijf jaar", "  page 1: 1 of 5 words differ\n"},
               {"de looptijd is vier jaar of meer", "  page 1: 2 of 7 words differ\n"},
               {"", "  page 1: 5 of 5 words differ\n"},
               {"vier jaar is de looptijd", "  page 1: the same words in another order\n"}};
  for (const auto& [first_page, said] : cases)
    EXPECT_EQ(describe_changes(before, document({page(1, first_page), page(2, "a b c")})), said);
  auto moved = before;
  moved.pages[1].words[0].box.left = 3;
  EXPECT_EQ(describe_changes(before, moved), "  page 2: the same words, laid out otherwise\n");
}

TEST(Changes, TellSourceAndQualityBeforeAndNow) {
  const auto before = document({page(1, "g4rbl3d w0rds"), page(2, "goed")});
  auto after = document({page(1, "garbled words"), page(2, "goed")});
  after.pages[0].source = extract::PageSource::ocr;
  after.pages[0].quality = 0.98f;
  EXPECT_EQ(describe_changes(before, after),
            "  quality 0.90 before, 0.94 now\n"
            "  page 1: OCR, before text layer; 2 of 2 words differ; quality 0.90 before, 0.98 "
            "now\n");
}

TEST(Changes, TellWhatBecameOfADocumentThatFailed) {
  extract::Document before;
  before.reason = "timeout: reading took more than 120 s";
  const std::string text = describe_changes(before, document({page(1, "nu wel")}));
  EXPECT_THAT(text, HasSubstr("  read, before failed (timeout: reading took more than 120 s)\n"));
  EXPECT_THAT(text, HasSubstr("  page 1: text layer, before not read; 2 of 2 words differ"));
}

TEST(Changes, OfALongDocumentAreCutShort) {
  std::vector<extract::Page> old_pages, new_pages;
  for (std::uint32_t number = 1; number <= 25; ++number) {
    old_pages.push_back(page(number, "oud"));
    new_pages.push_back(page(number, "nieuw"));
  }
  const std::string text = describe_changes(document(old_pages), document(new_pages));
  EXPECT_THAT(text, HasSubstr("  page 20: "));
  EXPECT_THAT(text, Not(HasSubstr("page 21: ")));
  EXPECT_THAT(text, HasSubstr("  and 5 pages more\n"));
}

TEST(Changes, OfFactsAloneAreToldToo) {
  const auto before = document({page(1, "tekst")});
  auto after = before;
  after.language = "nl";
  EXPECT_THAT(describe_changes(before, after), HasSubstr("language"));
}

}  // namespace
}  // namespace inkoopmonitor::app
