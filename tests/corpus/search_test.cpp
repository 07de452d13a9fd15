// The words of pages, found whatever marks they have and whatever OCR made of them.
#include <SQLiteCpp/SQLiteCpp.h>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SearchTest : public CorpusTest {
 protected:
  // A document of one page with these words, read in the order of the calls.
  std::string page(const std::string& path, int year, const std::string& words,
                   const std::string& repaired = "") {
    extract::Document document;
    document.result = extract::Result::read;
    document.page_count = 1;
    document.pages.emplace_back();
    document.pages[0].number = 1;
    std::uint32_t n = 0;
    for (std::size_t at = 0; at < words.size(); ++n) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      const float left = 20.0F + 60.0F * static_cast<float>(n);
      document.pages[0].words.push_back(
          {words.substr(at, end - at), {left, 20, left + 50, 32}, 0, 1, 11, false});
      at = end + 1;
    }
    document.pages[0].blocks = {{extract::BlockKind::paragraph, 0, 0, n, {}}};
    const std::string sha256 = offer(path, "bytes of " + path, year).sha256;
    database_->store_reading(run_, sha256, "reader-1", document, {repaired});
    return sha256;
  }
  std::vector<std::string> found(const std::string& match) const {
    return lines(
        "SELECT content_file.file FROM page_text JOIN page ON page_id = page_text.rowid"
        " JOIN reading USING (reading_id) JOIN content_file USING (content_id)"
        " WHERE page_text MATCH '" +
        match + "' ORDER BY page_text.rowid DESC");
  }
};

TEST_F(SearchTest, MarksAndSlipsOfOcrMeet) {
  page("mark.pdf", 2019, "de coördinatie van zorg");
  page("plain.pdf", 2021, "de coordinatie van zorg");
  page("ocr.pdf", 2020, "de codrdinatie van zorg", "de coordinatie van zorg");
  for (const char* words :
       {"coördinatie", "coordinatie", "Coördinatie", "\"coordinatie van zorg\""})
    EXPECT_THAT(found(words), ElementsAre("plain.pdf", "ocr.pdf", "mark.pdf"))
        << words << ": the newest set year first";
  EXPECT_THAT(found("codrdinatie"), ElementsAre("ocr.pdf")) << "as it was read, too";
  EXPECT_THAT(found("coord* NOT codrdinatie"), ElementsAre("plain.pdf", "mark.pdf"));
}

TEST_F(SearchTest, AReadingThatIsGoneIsNotFound) {
  const std::string sha256 = page("a.pdf", 2020, "oude woorden");
  database_->store_reading(run_, sha256, "reader-2", sample_document());
  EXPECT_THAT(found("oude"), IsEmpty());
  EXPECT_THAT(found("huishoudelijke"), ElementsAre("a.pdf", "a.pdf"));
  EXPECT_EQ(cell("SELECT count(*) FROM page_text"), "2");
}

// A part for each page would have to be merged with others again and again.
TEST_F(SearchTest, TheIndexGrowsByOnePartForAReading) {
  page("a.pdf", 2020, "een pagina");
  const std::string before = cell("SELECT count(DISTINCT segid) FROM page_text_idx");
  const std::string sha256 = offer("b.pdf", "b", 2020).sha256;
  ASSERT_GT(sample_document().pages.size(), 1u);
  database_->store_reading(run_, sha256, "reader-1", sample_document());
  EXPECT_EQ(before, "1");
  EXPECT_EQ(cell("SELECT count(DISTINCT segid) FROM page_text_idx"), "2");
}

TEST_F(SearchTest, AQuestionGoesThroughTheIndexAndNeverThroughAllPages) {
  const std::string plan = [&] {
    std::string all;
    for (const std::string& line :
         lines("EXPLAIN QUERY PLAN SELECT page_text.rowid FROM page_text JOIN page"
               " ON page_id = page_text.rowid WHERE page_text MATCH 'a b'"
               " ORDER BY page_text.rowid DESC LIMIT 20"))
      all += line + "\n";
    return all;
  }();
  EXPECT_THAT(plan, ::testing::HasSubstr("VIRTUAL TABLE INDEX"));
  EXPECT_THAT(plan, ::testing::Not(::testing::HasSubstr("SCAN page\n")));
  EXPECT_THAT(plan, ::testing::Not(::testing::HasSubstr("TEMP B-TREE")));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
