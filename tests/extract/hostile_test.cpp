// Files that must fail alone, with the reason.
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>

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
  const auto whole = shared("gold/pdf/da12.pdf");
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
  const auto folder = shared("hostile/pdf");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no hostile documents here";
  const Folder made;
  const auto good = made.write("good.pdf", pdf_of(text_at(60, 700, "Een goede bladzijde.")));
  const std::size_t before = open_descriptors();
  Options options;
  options.timeout_seconds = 2;
  options.jobs = 2;
  const Documents read = read_all({folder / "bd32fdc215b0.pdf", good, folder / "361cb5b24126.pdf",
                                   good, folder / "d1adcf2f51e1.pdf", good},
                                  options);
  ASSERT_EQ(read.size(), 6u);
  for (const std::size_t at : {1u, 3u, 5u}) EXPECT_EQ(read[at].second.result, Result::read);
  for (const std::size_t at : {0u, 2u, 4u}) {
    EXPECT_EQ(read[at].second.result, Result::failed) << read[at].first;
    EXPECT_FALSE(read[at].second.reason.empty()) << read[at].first;
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Hostile, a_child_that_is_started_wrongly_does_nothing) {
  std::string program = "x", mark = "--reading-child", rest = "nonsense";
  char* arguments[] = {program.data(), mark.data(), rest.data(), nullptr};
  EXPECT_TRUE(run_if_child(3, arguments).has_value());
  EXPECT_FALSE(run_if_child(1, arguments).has_value());
}

}  // namespace
}  // namespace inkoopmonitor::extract
