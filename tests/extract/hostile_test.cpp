// Files that must fail alone, with the reason.
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    ++count;
  return count;
}

TEST(Hostile, what_is_no_pdf_says_what_it_is) {
  const Folder folder;
  const std::string good = pdf_of(text_at(60, 700, "Een goede bladzijde met tekst."));
  const auto locked = folder.write("pipe.pdf", "");
  std::filesystem::remove(locked);
  ASSERT_EQ(mkfifo(locked.c_str(), 0600), 0);
  const std::vector<std::pair<std::filesystem::path, std::string>> cases = {
      {folder.write("empty.pdf", ""), "empty_file"},
      {folder.write("text.pdf", "Dit is gewoon tekst.\n"), "not_pdf"},
      {folder.write("stump.pdf", "%PDF-1.4\nen dan niets meer"), "damaged"},
      {folder.write("gone.pdf", "").parent_path() / "never.pdf", "vanished"},
      {folder.write("folder.pdf", "").parent_path(), "unreadable_file"},
      {locked, "unreadable_file"},
      {folder.write("good.pdf", good), ""},
      {folder.write("late.pdf", std::string(500, ' ') + good), ""},
  };
  std::vector<std::filesystem::path> files;
  for (const auto& one : cases) files.push_back(one.first);
  const Documents read = read_all(files);
  ASSERT_EQ(read.size(), cases.size());
  for (std::size_t at = 0; at < cases.size(); ++at) {
    EXPECT_EQ(code_of(read[at].second), cases[at].second) << files[at];
    EXPECT_EQ(read[at].second.result == Result::read, cases[at].second.empty()) << files[at];
  }
}

TEST(Hostile, a_file_cut_in_half_ends_with_a_reason_or_with_its_pages) {
  const auto whole = kept("sample/da12.pdf");
  if (!std::filesystem::exists(whole)) GTEST_SKIP() << "no gold documents here";
  const std::string bytes = bytes_of(whole);
  const Folder folder;
  const Document document = read_one(folder.write("half.pdf", bytes.substr(0, bytes.size() / 2)));
  if (document.result == Result::failed) {
    EXPECT_FALSE(document.reason.empty());
  } else {
    EXPECT_FALSE(document.pages.empty());
  }
}

TEST(Hostile, encrypted_files_are_told_from_damaged_ones) {
  const auto folder = shared("hostile/pdf");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no hostile documents here";
  const Documents read = read_all(
      {folder / "93c7d3b73e6e.pdf", folder / "7c6c1bb4dd62.pdf", folder / "26eafc7f9ddb.pdf"});
  for (const auto& [id, document] : read) EXPECT_EQ(code_of(document), "encrypted") << id;
}

TEST(Hostile, endless_and_flooding_files_fail_alone_and_leave_nothing_behind) {
  const Folder made;
  const auto good = made.write("good.pdf", pdf_of(text_at(60, 700, "Een goede bladzijde.")));
  read_one(good);  // the words for the children stay open from now on
  const std::size_t before = open_descriptors();
  Options options;
  options.timeout_seconds = 2;
  options.jobs = 2;
  std::vector<std::filesystem::path> files = {kept("bad/endless.pdf"), good, kept("bad/hungry.pdf"),
                                              good};
  const auto flood = shared("hostile/pdf/bd32fdc215b0.pdf");
  if (std::filesystem::exists(flood)) files.insert(files.end(), {flood, good});
  const Documents read = read_all(files, options);
  ASSERT_EQ(read.size(), files.size());
  for (std::size_t at = 1; at < read.size(); at += 2)
    EXPECT_EQ(read[at].second.result, Result::read);
  for (std::size_t at = 0; at < read.size(); at += 2) {
    EXPECT_EQ(read[at].second.result, Result::failed) << read[at].first;
    EXPECT_FALSE(read[at].second.reason.empty()) << read[at].first;
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

// A page with text, then pages that take seconds to draw and have no text.
std::string slow_pages(int count) {
  std::string slow, kids = "3 0 R";
  const std::string page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ";
  for (int fill = 0; fill < 20'000; ++fill) slow += "0.5 g 0 0 595 842 re f\n";
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "",
      page + "/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      stream_of(text_at(60, 700, "Een goede bladzijde met tekst.")),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      stream_of(slow)};
  for (int at = 0; at < count; ++at) {
    objects.push_back(page + "/Contents 6 0 R >>");
    kids += " " + std::to_string(objects.size()) + " 0 R";
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(count + 1) + " >>";
  return pdf_of_objects(objects);
}

TEST(Hostile, a_document_of_endless_pictures_is_given_up_after_a_few_and_keeps_its_text) {
  const Folder folder;
  const auto file = folder.write("slow.pdf", slow_pages(9));
  Options options;
  options.timeout_seconds = 2;
  for (options.jobs = 1; options.jobs <= 2; ++options.jobs) {
    const auto start = std::chrono::steady_clock::now();
    const Document document = read_one(file, options);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
    EXPECT_EQ(document.result, Result::partly_read) << document.reason;
    EXPECT_EQ(code_of(document), "timeout") << document.reason;
    ASSERT_EQ(document.pages.size(), 10u);
    EXPECT_EQ(document.pages[0].source, PageSource::text_layer);
    for (std::size_t at = 1; at < 10; ++at) {
      const Page& page = document.pages[at];
      EXPECT_EQ(page.source, PageSource::failed) << page.number;
      EXPECT_EQ(page.reason.substr(0, 8), "timeout:") << page.number << ' ' << page.reason;
      EXPECT_EQ(page.reason.find("given up") != std::string::npos, at > 3) << page.number;
    }
  }
}

// A few bytes that unpack, eight times over, to an operator without an end.
TEST(Hostile, a_page_of_which_a_reader_would_complain_for_ever_is_given_up_at_once) {
  const Folder folder;
  std::string filters = "/Filter [ /ASCIIHexDecode";
  for (int at = 0; at < 8; ++at) filters += " /RunLengthDecode";
  const Document document = read_one(folder.write(
      "flood.pdf",
      pdf_of_objects(
          {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
           "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
           "<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << "
           "/Font << /F1 7 0 R >> >> >>",
           stream_of("8181>", filters + " ]"), stream_of(text_at(60, 700, "Een goede bladzijde.")),
           "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"})));
  EXPECT_EQ(document.result, Result::partly_read);
  EXPECT_EQ(code_of(document), "output_limit") << document.reason;
  ASSERT_EQ(document.pages.size(), 2u);
  EXPECT_EQ(plain_text(document.pages[1]).substr(0, 9), "Een goede");
}

TEST(Hostile, a_page_that_is_not_there_is_named_and_no_blank_one) {
  const Folder folder;
  const Document document = read_one(folder.write(
      "gap.pdf", pdf_of_objects({"<< /Type /Catalog /Pages 2 0 R >>",
                                 "<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
                                 "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << "
                                 "/Font << /F1 5 0 R >> >> >>",
                                 stream_of(text_at(60, 700, "Een goede bladzijde.")),
                                 "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"})));
  EXPECT_EQ(document.result, Result::partly_read);
  EXPECT_EQ(document.reason.substr(0, 23), "damaged: page 2 of 2 co") << document.reason;
  ASSERT_EQ(document.pages.size(), 2u);
  EXPECT_EQ(document.pages[1].source, PageSource::failed);
}

// A file of which the end is gone: the trailer, then the catalog too.
TEST(Hostile, a_file_without_its_end_is_read_as_far_as_it_goes) {
  const std::string page =
      "<< /Type /Page /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> "
      ">> >>";
  const std::string bytes =
      pdf_of_objects({"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", page,
                      stream_of(text_at(60, 700, "Een goede bladzijde.")),
                      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                      "<</Pages 1 0 R/Type/Catalog>>", "<< /Type /Font >>"});
  const Folder folder;
  for (const char* mark : {"6 0 obj", "5 0 obj"}) {
    const Document document = read_one(folder.write("cut.pdf", bytes.substr(0, bytes.find(mark))));
    EXPECT_EQ(document.result, Result::partly_read) << document.reason;
    EXPECT_EQ(code_of(document), "damaged") << document.reason;
    ASSERT_EQ(document.pages.size(), 1u) << mark;
    EXPECT_EQ(plain_text(document.pages[0]).substr(0, 9), "Een goede");
  }
}

TEST(Hostile, a_child_that_is_started_wrongly_does_nothing) {
  std::string program = "x", mark = "--reading-child", rest = "nonsense";
  char* arguments[] = {program.data(), mark.data(), rest.data(), nullptr};
  EXPECT_TRUE(run_if_child(3, arguments).has_value());
  EXPECT_FALSE(run_if_child(1, arguments).has_value());
}

}  // namespace
}  // namespace inkoopmonitor::extract
