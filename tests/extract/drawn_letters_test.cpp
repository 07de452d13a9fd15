// Type whose letters are drawings of their own, as browsers write it.
#include <array>

#include "tests/extract/made_pages.h"

namespace inkoopmonitor::extract {
namespace {

constexpr int first_code = 32, last_code = 122;

int width_of(int code) {
  static constexpr std::array<int, 26> small = {556, 556, 500, 556, 556, 278, 556, 556, 222,
                                                222, 500, 222, 833, 556, 556, 556, 556, 333,
                                                500, 278, 556, 500, 722, 500, 500, 500};
  if (code == ' ' || code == '.' || code == ',') return 278;
  return code >= 'a' && code <= 'z' ? small[static_cast<std::size_t>(code - 'a')] : 600;
}

// A page with this content; its font F1 has drawings, all alike, under names that say nothing, the
// blank first. A thousand of its units are `unit_size` of what the page gives as the size.
std::string pdf_of_drawn_letters(const std::string& content, double unit_size,
                                 const std::string& name_of_font) {
  std::string names, widths, letters, glyphs;
  for (int code = first_code; code <= last_code; ++code) {
    const std::string name = "/z" + std::to_string(code) + "q ";
    char hex[32];
    std::snprintf(hex, sizeof hex, "<%02x> <%04x>\n", code, code);
    names += name;
    glyphs += name + "6 0 R ";
    widths += std::to_string(width_of(code)) + " ";
    letters += hex;
  }
  const std::string count = std::to_string(last_code - first_code + 1);
  const std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
      "1 begincodespacerange <00> <ff> endcodespacerange\n" +
      count + " beginbfchar\n" + letters + "endbfchar endcmap end end\n";
  const std::string unit = std::to_string(unit_size / 1000);
  return pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
       "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font "
       "<< /F1 5 0 R >> >> >>",
       stream_of(content),
       "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 900] /FontMatrix [" + unit + " 0 0 " +
           unit + " 0 0] /CharProcs << " + glyphs +
           ">> /Encoding << /Type /Encoding /Differences " + "[" + std::to_string(first_code) +
           " " + names + "] >> /FirstChar " + std::to_string(first_code) + " /LastChar " +
           std::to_string(last_code) + " /Widths [" + widths +
           "] /ToUnicode 7 0 R /FontDescriptor << /Type /FontDescriptor /FontName /" +
           name_of_font + " /Flags 4 >> >>",
       stream_of("500 0 50 0 450 700 d1 50 0 400 700 re f"), stream_of(map)});
}

Page read_drawn(const std::string& content, double unit_size = 1,
                const std::string& name_of_font = "AAAAAA+Made-Light") {
  const Folder folder;
  Document document =
      read_one(folder.write("drawn.pdf", pdf_of_drawn_letters(content, unit_size, name_of_font)));
  EXPECT_EQ(document.pages.size(), 1u) << document.reason;
  document.pages.resize(1);
  EXPECT_EQ(document.pages.front().source, PageSource::text_layer);
  return document.pages.front();
}

std::string paragraph_at(int y, int size) {
  std::string out;
  for (const char* line : {"De gemeente koopt de hulp bij het huishouden in met een raamcontract",
                           "voor de duur van drie jaar, dat daarna nog twee keer met een jaar kan",
                           "worden verlengd als de raad daarmee vooraf heeft ingestemd."}) {
    out += text_at(60, y, line, size);
    y -= 16;
  }
  return out;
}

TEST(DrawnLetters, have_the_size_that_they_are_drawn_in) {
  const Page page =
      read_drawn(text_at(60, 780, "Besluit van het college", 16) + paragraph_at(740, 10));
  ASSERT_FALSE(page.words.empty());
  EXPECT_NEAR(page.words.front().font_size, 16, 0.5);
  EXPECT_NEAR(page.words.back().font_size, 10, 0.3);
  const Box& box = page.words.back().box;
  EXPECT_NEAR(box.bottom - box.top, 11.2, 0.5);
  EXPECT_NEAR(box.bottom, 842 - 708 + 2.2, 0.5);
}

TEST(DrawnLetters, of_which_the_page_gives_no_size_are_taken_to_be_as_wide_as_usual) {
  // Fonts of pictures: 60 dots to the size that is drawn.
  const Page page = read_drawn(paragraph_at(740, 1), 10);
  ASSERT_FALSE(page.words.empty());
  EXPECT_NEAR(page.words.back().font_size, 10, 0.5);
}

TEST(DrawnLetters, are_bold_where_the_name_of_their_font_says_so) {
  EXPECT_FALSE(read_drawn(paragraph_at(740, 10)).words.front().bold);
  EXPECT_TRUE(read_drawn(paragraph_at(740, 10), 1, "AAAAAA+Made-Demi").words.front().bold);
}

TEST(DrawnLetters, make_paragraphs_like_others) {
  const Page page = read_drawn(paragraph_at(740, 10) + paragraph_at(680, 10));
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(page.blocks[0].kind, BlockKind::paragraph);
  EXPECT_EQ(page.blocks[0].word_count, page.blocks[1].word_count);
}

}  // namespace
}  // namespace inkoopmonitor::extract
