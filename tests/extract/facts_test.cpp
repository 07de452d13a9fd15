// What a file says of itself and of its pages.
#include "extract/message.h"
#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

constexpr const char* words = "De gemeente koopt dit in met een aanbesteding voor het jaar.";

// A catalog with three pages, which `entries` are added to, and what follows the pages.
std::string three_pages(const std::string& entries, const std::vector<std::string>& more,
                        const std::string& trailer = "") {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R " + entries + " >>",
                                      "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>"};
  for (int page = 0; page < 3; ++page)
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font "
        "<< /F1 7 0 R >> >> >>");
  objects.push_back(stream_of(text_at(60, 700, words)));
  objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  objects.insert(objects.end(), more.begin(), more.end());
  std::string pdf = pdf_of_objects(objects);
  const std::string root = "/Root 1 0 R";
  return pdf.replace(pdf.rfind(root), root.size(), root + " " + trailer);
}
constexpr int first_more = 8;  // the number of the first object of `more`

std::vector<std::string> labels_of(const Document& document) {
  std::vector<std::string> out;
  for (const Page& page : document.pages) out.push_back(page.label);
  return out;
}

TEST(Facts, of_a_file_that_says_nothing_are_empty_but_the_language) {
  const Folder folder;
  const Document document = read_one(folder.write("bare.pdf", three_pages("", {})));
  ASSERT_EQ(document.pages.size(), 3u) << document.reason;
  EXPECT_EQ(document.language, "nl");
  EXPECT_EQ(document.modification_date, "");
  EXPECT_TRUE(document.outline.empty());
  EXPECT_EQ(labels_of(document), (std::vector<std::string>{"", "", ""}));
}

TEST(Facts, dates_outline_and_labels_come_as_the_file_has_them) {
  const Folder folder;
  const std::string pdf = three_pages(
      "/Lang (en-US) /Outlines 8 0 R /PageLabels << /Nums [0 << /S /r >> 1 << /S /D /P (A-) >>] >>",
      {"<< /First 9 0 R /Last 11 0 R /Count 3 >>",
       "<< /Title (Inleiding) /Parent 8 0 R /Next 11 0 R /First 10 0 R /Last 10 0 R /Count 1 "
       "/Dest [3 0 R /Fit] >>",
       "<< /Title (1.1 Aanleiding) /Parent 9 0 R /A << /S /GoTo /D [4 0 R /Fit] >> >>",
       "<< /Title <feff004200ef006a006c> /Parent 8 0 R /Prev 9 0 R /A << /S /URI /URI (x) >> >>",
       "<< /Title (Bestek) /CreationDate (D:20190131120000) /ModDate (D:20200229) >>"},
      "/Info 12 0 R");
  const Document document = read_one(folder.write("full.pdf", pdf));
  ASSERT_EQ(document.pages.size(), 3u) << document.reason;
  EXPECT_EQ(document.title, "Bestek");
  EXPECT_EQ(document.creation_date, "2019-01-31");
  EXPECT_EQ(document.modification_date, "2020-02-29");
  EXPECT_EQ(document.language, "nl") << "the words count for more than what the file says";
  EXPECT_EQ(labels_of(document), (std::vector<std::string>{"i", "A-1", "A-2"}));
  const std::vector<OutlineEntry> expected = {
      {"Inleiding", 1, 1}, {"1.1 Aanleiding", 2, 2}, {"Bïjl", 1, 0}};
  EXPECT_EQ(document.outline, expected);
}

TEST(Facts, an_outline_without_end_ends_and_costs_no_page) {
  const std::string here = std::to_string(first_more), next = std::to_string(first_more + 1);
  const std::vector<std::pair<const char*, std::string>> outlines = {
      {"its own child", "<< /Title (a) /First " + next + " 0 R >>"},
      {"its own sister", "<< /Title (a) /Next " + next + " 0 R >>"},
      {"both", "<< /Title (a) /First " + next + " 0 R /Next " + next + " 0 R >>"},
      {"a title of a megabyte", "<< /Title (" + std::string(1 << 20, 'x') + ") >>"},
      {"no dictionary", "[ 1 2 3 ]"},
  };
  for (const auto& [name, item] : outlines) {
    const Folder folder;
    const Document document =
        read_one(folder.write("outline.pdf", three_pages("/Outlines " + here + " 0 R",
                                                         {"<< /First " + next + " 0 R >>", item})));
    EXPECT_EQ(document.result, Result::read) << name << ": " << document.reason;
    EXPECT_EQ(document.pages.size(), 3u) << name;
    EXPECT_LE(document.outline.size(), outline_entries_max) << name;
    for (const OutlineEntry& entry : document.outline)
      EXPECT_LE(entry.title.size(), outline_title_bytes_max) << name;
  }
}

TEST(Facts, labels_of_absurd_length_cost_no_page) {
  const Folder folder;
  Options options;
  options.timeout_seconds = 5;
  for (const char* style : {"a", "A", "r", "R", "D"}) {
    const std::string labels = "/PageLabels << /Nums [0 << /S /" + std::string(style) +
                               " /St 2147483600 /P (" + std::string(10'000, 'p') + ") >>] >>";
    const Document document =
        read_one(folder.write("labels.pdf", three_pages(labels, {})), options);
    EXPECT_EQ(document.result, Result::read) << style << ": " << document.reason;
    ASSERT_EQ(document.pages.size(), 3u) << style;
    for (const Page& page : document.pages) EXPECT_LE(page.label.size(), label_bytes_max);
  }
}

TEST(Facts, a_message_that_breaks_their_form_is_refused) {
  const auto passes = [](const FactsAnswer& facts) {
    return decode(encode(facts).substr(4)).has_value();
  };
  EXPECT_TRUE(passes({}));
  EXPECT_TRUE(passes({{{"a", 1, 1}, {"b", 2, 0}, {"c", 1, 9}}, {"i", "", "iii"}}));
  EXPECT_FALSE(passes({{{"a", 0, 1}}, {}}));
  EXPECT_FALSE(passes({{{"a", 2, 1}}, {}})) << "a level was passed over";
  EXPECT_FALSE(passes({{{"\xff", 1, 1}}, {}}));
  EXPECT_FALSE(passes({{{std::string(outline_title_bytes_max + 1, 'x'), 1, 1}}, {}}));
  EXPECT_FALSE(passes({std::vector<OutlineEntry>(outline_entries_max + 1), {}}));
  EXPECT_FALSE(passes({{}, std::vector<std::string>(labels_max + 1)}));
  EXPECT_FALSE(passes({{}, {std::string(label_bytes_max + 1, 'x')}}));
}

}  // namespace
}  // namespace inkoopmonitor::extract
