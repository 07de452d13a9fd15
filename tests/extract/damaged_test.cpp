// Files that are broken: what can be read of them is, and what cannot is named.
#include <algorithm>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

std::string sentence(int page) {
  return "Bladzijde " + std::to_string(page) + " gaat over de zorg die de gemeente inkoopt.";
}

// The objects of a document of three pages: catalog, tree, pages 3 to 5, a font, what is drawn on
// the pages 7 to 9.
std::vector<std::string> three_pages() {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>",
                                      "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>"};
  for (int page = 1; page <= 3; ++page)
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                      std::to_string(6 + page) + " 0 R /Resources << /Font << /F1 6 0 R >> >> >>");
  objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  for (int page = 1; page <= 3; ++page)
    objects.push_back(stream_of(text_at(60, 700, sentence(page))));
  return objects;
}
constexpr std::size_t catalog = 0, tree = 1, second_page = 3, second_content = 7;

// Of which pages the sentence was read, in the order of the document.
std::vector<int> pages_read(const Document& document) {
  std::vector<int> out;
  for (const Page& page : document.pages)
    for (int number = 1; number <= 3; ++number)
      if (plain_text(page) == sentence(number) + "\n") out.push_back(number);
  return out;
}

TEST(Damaged, a_broken_page_among_good_ones_is_named_and_costs_no_other) {
  const Folder folder;
  const struct {
    const char* name;
    std::size_t object;
    std::string instead;
    std::vector<int> read;
  } cases[] = {
      {"no page", second_page, "null", {1, 3}},
      {"a page that is a number", second_page, "17", {1, 3}},
      {"a page that is the tree",
       tree,
       "<< /Type /Pages /Kids [3 0 R 2 0 R 5 0 R] /Count 3 >>",
       {1, 3}},
      {"content that cannot be unpacked",
       second_content,
       stream_of("this was never packed", "/Filter /FlateDecode"),
       {1, 3}},
      {"content of an unknown kind",
       second_content,
       stream_of("BT ET", "/Filter /NoSuchDecode"),
       {1, 3}},
  };
  for (const auto& [name, object, instead, read] : cases) {
    std::vector<std::string> objects = three_pages();
    objects[object] = instead;
    const Document document = read_one(folder.write("page.pdf", pdf_of_objects(objects)));
    EXPECT_EQ(document.result, Result::partly_read) << name << ": " << document.reason;
    EXPECT_EQ(pages_read(document), read) << name << ": " << document.reason;
    EXPECT_EQ(code_of(document), "damaged") << name << ": " << document.reason;
    EXPECT_NE(document.reason.find("page"), std::string::npos) << name << ": " << document.reason;
  }
}

TEST(Damaged, the_page_that_could_not_be_read_is_named) {
  std::vector<std::string> objects = three_pages();
  objects[second_content] = stream_of("this was never packed", "/Filter /FlateDecode");
  const Folder folder;
  const Document document = read_one(folder.write("page.pdf", pdf_of_objects(objects)));
  EXPECT_EQ(document.reason,
            "damaged: page 2 of 3 could not be read: what is drawn there is damaged");
  ASSERT_EQ(document.pages.size(), 3u);
  EXPECT_EQ(document.pages[1].source, PageSource::failed);
}

TEST(Damaged, an_empty_page_is_no_broken_one) {
  std::vector<std::string> objects = three_pages();
  objects[second_content] = stream_of("");
  const Folder folder;
  const Document document = read_one(folder.write("page.pdf", pdf_of_objects(objects)));
  EXPECT_EQ(document.result, Result::read) << document.reason;
  ASSERT_EQ(document.pages.size(), 3u);
  EXPECT_EQ(document.pages[1].source, PageSource::blank);
}

TEST(Damaged, a_file_without_its_end_gives_the_pages_that_are_there) {
  const Folder folder;
  const std::string whole = pdf_of_objects(three_pages());
  std::vector<std::string> without_catalog = three_pages();
  without_catalog[catalog] = "<< /Producer (x) >>";
  const struct {
    const char* name;
    std::string bytes;
    std::vector<int> read;
  } cases[] = {
      {"table and trailer are missing", whole.substr(0, whole.rfind("xref\n0")), {1, 2, 3}},
      {"the last object is cut", whole.substr(0, whole.find("9 0 obj") + 4), {1, 2}},
      {"the third page's content is missing", whole.substr(0, whole.find("9 0 obj")), {1, 2}},
      {"so is the catalog",
       [&] {
         const std::string bytes = pdf_of_objects(without_catalog);
         return bytes.substr(0, bytes.rfind("xref\n0"));
       }(),
       {1, 2, 3}},
  };
  for (const auto& [name, bytes, read] : cases) {
    const Document document = read_one(folder.write("cut.pdf", bytes));
    EXPECT_EQ(document.result, Result::partly_read) << name << ": " << document.reason;
    EXPECT_EQ(code_of(document), "damaged") << name << ": " << document.reason;
    EXPECT_EQ(document.page_count, 3u) << name;
    EXPECT_EQ(pages_read(document), read) << name;
  }
}

TEST(Damaged, a_file_whose_table_is_wrong_is_read_whole) {
  std::string bytes = pdf_of_objects(three_pages());
  const std::size_t start = bytes.rfind("startxref\n") + 10;
  bytes.replace(start, 3, "111");
  const Folder folder;
  const Document document = read_one(folder.write("table.pdf", bytes));
  EXPECT_EQ(document.result, Result::read) << document.reason;
  EXPECT_EQ(pages_read(document), (std::vector{1, 2, 3}));
}

// Its fonts stand at its end, so that its letters are lost with them.
TEST(Damaged, a_page_whose_letters_are_lost_is_no_blank_one) {
  const std::string whole = bytes_of(kept("sample/da03.pdf"));
  const Folder folder;
  const Document document = read_one(folder.write("cut.pdf", whole.substr(0, whole.size() / 2)));
  EXPECT_EQ(document.result, Result::failed);
  EXPECT_EQ(document.reason,
            "damaged: pages 1, 2 of 2 could not be read: what is drawn there is damaged");
}

TEST(Damaged, a_file_that_opens_with_an_empty_password_is_read) {
  const Document document = read_one(kept("bad/empty_password.pdf"));
  EXPECT_EQ(document.result, Result::read) << document.reason;
  ASSERT_EQ(document.pages.size(), 1u);
  EXPECT_EQ(plain_text(document.pages[0]), "De gemeente koopt deze zorg in voor het hele jaar.\n");
}

}  // namespace
}  // namespace inkoopmonitor::extract
