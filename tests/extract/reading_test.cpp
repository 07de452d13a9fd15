// Whole documents, of the gold set and made here.
#include <algorithm>
#include <map>
#include <sstream>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

std::map<std::string, int> counted(std::istream& in) {
  std::map<std::string, int> out;
  for (std::string word; in >> word;) ++out[word];
  return out;
}

// The share of the page's true words that were read.
double recall(const std::string& id, const Page& page) {
  char name[16];
  std::snprintf(name, sizeof name, "%03u.txt", page.number);
  std::ifstream file(shared("gold/text/" + id) / name);
  std::map<std::string, int> truth = counted(file);
  std::stringstream text(plain_text(page));
  std::map<std::string, int> read = counted(text);
  int all = 0, found = 0;
  for (const auto& [word, count] : truth) {
    all += count;
    found += std::min(count, read[word]);
  }
  return all == 0 ? 1 : static_cast<double>(found) / all;
}

TEST(Reading, a_text_layer_is_read_word_for_word) {
  std::vector<std::filesystem::path> files;
  for (const char* id : {"da01", "da05", "da08", "da12", "da15", "da19", "db02", "db11", "db17"})
    files.push_back(shared("gold/pdf") / (std::string(id) + ".pdf"));
  if (!std::filesystem::exists(files.front())) GTEST_SKIP() << "no gold documents here";
  for (const auto& [id, document] : read_all(files)) {
    EXPECT_EQ(document.result, Result::read) << id << ' ' << document.reason;
    EXPECT_EQ(document.pages.size(), document.page_count) << id;
    for (const Page& page : document.pages)
      EXPECT_GE(recall(id.substr(0, 4), page), 0.98) << id << " page " << page.number;
  }
}

TEST(Reading, a_scan_is_read_by_ocr) {
  const auto file = shared("gold/pdf/db09.pdf");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no gold documents here";
  const Document document = read_one(file);
  ASSERT_EQ(document.pages.size(), 3u) << document.reason;
  for (const Page& page : document.pages) EXPECT_EQ(page.source, PageSource::ocr);
  const Page& first = document.pages.front();
  EXPECT_GE(recall("db09", first), 0.9);
  EXPECT_GT(first.quality, 0.8f);
  for (const Word& word : first.words) {
    EXPECT_GE(word.box.left, -5);
    EXPECT_LE(word.box.right, first.width + 5);
  }
}

// The page dictionaries of this scan end so; what replaces it is as long, so that every object
// stays in its place.
std::string with_turned_pages(std::string pdf, const std::vector<std::string>& entries) {
  const std::string end = "/Type /Page >>";
  std::size_t at = 0;
  for (const std::string& entry : entries) {
    at = pdf.find(end, at);
    if (at == std::string::npos || entry.size() != end.size()) return {};
    pdf.replace(at, end.size(), entry);
  }
  return pdf;
}

struct Point {
  float x = 0, y = 0;
};

Point middle(const Box& box) {
  return {(box.left + box.right) / 2, (box.top + box.bottom) / 2};
}

TEST(Reading, a_scan_that_lies_on_its_side_or_upside_down_is_read_upright) {
  const auto upright_file = shared("gold/pdf/db09.pdf");
  if (!std::filesystem::exists(upright_file)) GTEST_SKIP() << "no gold documents here";
  const Folder folder;
  const auto turned_file = folder.write(
      "turned.pdf", with_turned_pages(bytes_of(upright_file),
                                      {"/Rotate 90  >>", "/Rotate 180 >>", "/Rotate 270 >>"}));
  const Documents read = read_all({upright_file, turned_file});
  const auto& [upright, turned] = std::pair(read.at(0).second.pages, read.at(1).second.pages);
  ASSERT_EQ(upright.size(), 3u);
  ASSERT_EQ(turned.size(), 3u) << read[1].second.reason;
  const float width = upright[0].width, height = upright[0].height;
  for (std::size_t at = 0; at < 3; ++at) {
    EXPECT_EQ(turned[at].source, PageSource::ocr) << turned[at].number;
    EXPECT_GE(recall("db09", turned[at]), recall("db09", upright[at]) - 0.01) << turned[at].number;
    EXPECT_FLOAT_EQ(turned[at].width, at == 1 ? width : height) << turned[at].number;
    ASSERT_FALSE(turned[at].words.empty() || upright[at].words.empty());
    const Word &before = upright[at].words.front(), &after = turned[at].words.front();
    EXPECT_EQ(before.text, after.text);
    const Point from = middle(before.box), to = middle(after.box);
    const Point expected[] = {
        {height - from.y, from.x}, {width - from.x, height - from.y}, {from.y, width - from.x}};
    EXPECT_NEAR(to.x, expected[at].x, 3) << turned[at].number;
    EXPECT_NEAR(to.y, expected[at].y, 3) << turned[at].number;
  }
}

TEST(Reading, a_garbled_layer_gives_way_to_ocr) {
  const auto file = shared("gold/pdf/da10.pdf");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no gold documents here";
  const Document document = read_one(file);
  ASSERT_EQ(document.pages.size(), 2u);
  EXPECT_EQ(document.pages[0].source, PageSource::ocr);
  EXPECT_GE(recall("da10", document.pages[0]), 0.9);
  EXPECT_NE(document.pages[0].reason.find("text layer"), std::string::npos);
}

TEST(Reading, a_label_stands_beside_its_value_also_when_both_take_two_lines) {
  const auto file = kept("sample/da12.pdf");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no gold documents here";
  const Document document = read_one(file);
  ASSERT_FALSE(document.pages.empty());
  const Page& page = document.pages.front();
  const auto table = std::find_if(page.blocks.begin(), page.blocks.end(), [](const Block& block) {
    return block.kind == BlockKind::table;
  });
  ASSERT_NE(table, page.blocks.end());
  EXPECT_EQ(cell(page, *table, 1, 0), "Opgesteld door");
  EXPECT_EQ(cell(page, *table, 1, 1),
            "Kalmoes Advies voor het Sociaal Domein, in samenspraak met de overleg‐ tafel Wmo");
  EXPECT_EQ(cell(page, *table, 3, 1), "www.tynaarlo.nl en TenderNed (ter informatie)");
  EXPECT_EQ(page.blocks.front().kind, BlockKind::running_head);
  EXPECT_EQ(page.blocks.back().kind, BlockKind::running_head);
  EXPECT_EQ(page.blocks[1].kind, BlockKind::heading);
  EXPECT_EQ(page.blocks[1].level, 1);
}

// Borders drawn cell by cell, prose in every column: still rows, never columns of text.
TEST(Reading, a_bordered_table_of_three_columns_stays_one) {
  const Document document = read_one(kept("sample/da03.pdf"));
  ASSERT_FALSE(document.pages.empty());
  const Page& page = document.pages.front();
  const auto table = std::find_if(page.blocks.begin(), page.blocks.end(), [](const Block& block) {
    return block.kind == BlockKind::table;
  });
  ASSERT_NE(table, page.blocks.end());
  EXPECT_EQ(cell(page, *table, 0, 2), "Perceel 2");
  EXPECT_EQ(cell(page, *table, 2, 0), "Start");
  EXPECT_EQ(cell(page, *table, 2, 2), "Het contract start 1 januari 2018");
  EXPECT_EQ(cell(page, *table, 4, 2), "Eén keer vier jaar verlengen");
}

TEST(Reading, columns_are_read_one_after_the_other) {
  std::string content = text_at(60, 780, "Twee kolommen", 18, "F2");
  for (int line = 0; line < 12; ++line) {
    content += text_at(60, 740 - 14 * line, "links staat hier regel " + std::to_string(line + 100));
    content +=
        text_at(320, 735 - 14 * line, "rechts staat daar regel " + std::to_string(line + 200));
  }
  const Folder folder;
  const Document document = read_one(folder.write("columns.pdf", pdf_of(content)));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  const std::string text = plain_text(document.pages.front());
  EXPECT_LT(text.find("regel 100"), text.find("regel 111"));
  EXPECT_LT(text.find("regel 111"), text.find("regel 200"));
  EXPECT_LT(text.find("regel 200"), text.find("regel 211"));
}

TEST(Reading, a_table_without_lines_is_found_by_its_columns) {
  const std::string content =
      text_at(60, 760, "Dit is de inleiding boven de tabel met de gegevens.") +
      text_at(60, 730, "Bekostiging") + text_at(200, 730, "Inspanningsgericht") +
      text_at(60, 710, "Duur") + text_at(200, 710, "Vier jaar, met twee") +
      text_at(200, 698, "verlengingen") + text_at(60, 678, "Start") +
      text_at(200, 678, "1 januari 2020") +
      text_at(60, 640, "En dit is de tekst die na de tabel weer doorloopt.");
  const Folder folder;
  const Document document = read_one(folder.write("table.pdf", pdf_of(content)));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  const Page& page = document.pages.front();
  ASSERT_EQ(page.blocks.size(), 3u) << plain_text(page);
  ASSERT_EQ(page.blocks[1].kind, BlockKind::table);
  EXPECT_EQ(cell(page, page.blocks[1], 0, 0), "Bekostiging");
  EXPECT_EQ(cell(page, page.blocks[1], 1, 1), "Vier jaar, met twee verlengingen");
  EXPECT_EQ(cell(page, page.blocks[1], 2, 1), "1 januari 2020");
}

TEST(Reading, an_empty_page_is_blank) {
  const Folder folder;
  const Document document = read_one(folder.write("blank.pdf", pdf_of("")));
  ASSERT_EQ(document.pages.size(), 1u);
  EXPECT_EQ(document.pages.front().source, PageSource::blank);
  EXPECT_EQ(document.result, Result::read);
}

TEST(Reading, any_number_of_jobs_gives_the_same_documents_in_the_order_given) {
  std::vector<std::filesystem::path> files;
  for (const char* id : {"db19", "da12", "da13", "da01"})
    files.push_back(shared("gold/pdf") / (std::string(id) + ".pdf"));
  if (!std::filesystem::exists(files.front())) GTEST_SKIP() << "no gold documents here";
  files.insert(files.begin() + 1, "/nowhere/vanished.pdf");
  Options one, two;
  one.jobs = 1;
  two.jobs = 2;
  const Documents alone = read_all(files, one), together = read_all(files, two);
  ASSERT_EQ(alone.size(), files.size());
  for (std::size_t at = 0; at < files.size(); ++at)
    EXPECT_EQ(alone[at].first, files[at].filename().string());
  EXPECT_EQ(alone, together);
}

TEST(Reading, a_callback_that_throws_ends_the_reading) {
  const Folder folder;
  const auto file = folder.write("one.pdf", pdf_of(text_at(60, 700, "tekst")));
  int given = 0;
  EXPECT_THROW(read_files(
                   [&]() -> std::optional<Source> {
                     return Source{"x", file};
                   },
                   [&](const std::string&, const Document&) {
                     if (++given == 2) throw std::runtime_error("disk full");
                   },
                   {}, {}, nullptr),
               std::runtime_error);
  EXPECT_EQ(given, 2);
}

TEST(Reading, stop_ends_it_early) {
  const Folder folder;
  const auto file = folder.write("one.pdf", pdf_of(text_at(60, 700, "tekst")));
  volatile bool stop = false;
  int given = 0;
  read_files(
      [&]() -> std::optional<Source> {
        return Source{"x", file};
      },
      [&](const std::string&, const Document&) {
        if (++given == 3) stop = true;
      },
      {}, {}, &stop);
  EXPECT_GE(given, 3);
  EXPECT_LT(given, 40);
}

}  // namespace
}  // namespace inkoopmonitor::extract
