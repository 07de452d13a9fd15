#include "app/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "error.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing_support::bytes_of;
using testing_support::TemporaryFolder;
namespace fs = std::filesystem;

std::vector<std::string> paths(const std::vector<FoundFile>& files) {
  std::vector<std::string> result;
  for (const FoundFile& file : files) result.push_back(file.path);
  return result;
}

TEST(FindFiles, GoesByTheBytesOfNamesAndPassesHiddenOnes) {
  const TemporaryFolder folder;
  for (const char* name : {"b.pdf", "B.pdf", "a/2.pdf", "a/10.pdf", ".hidden.pdf", ".git/x.pdf",
                           "z\n.pdf", "z\xFF.pdf"}) {
    folder.write(name, "x");
  }
  const auto found = find_files(folder.path());
  EXPECT_THAT(paths(found),
              ElementsAre("B.pdf", "a/10.pdf", "a/2.pdf", "b.pdf", "z\n.pdf", "z\xFF.pdf"));
  for (const FoundFile& file : found) {
    EXPECT_EQ(file.root, fs::canonical(folder.path()));
    EXPECT_EQ(file.problem, "");
  }
}

TEST(FindFiles, GivesOneNameToAFolderHoweverItWasTyped) {
  const TemporaryFolder folder;
  folder.write("a/x.pdf", "x");
  const auto expected = find_files(folder.path() / "a");
  for (const fs::path& typed :
       {folder.path() / "a" / "", folder.path() / "." / "a", folder.path() / "a" / ".." / "a"}) {
    const auto found = find_files(typed);
    ASSERT_EQ(found.size(), 1) << typed;
    EXPECT_EQ(found[0].root, expected[0].root) << typed;
    EXPECT_EQ(found[0].path, "x.pdf");
  }
}

TEST(FindFiles, SurvivesLoopsOfLinks) {
  const TemporaryFolder folder;
  folder.write("a/x.pdf", "x");
  fs::create_directory_symlink(folder.path(), folder.path() / "a" / "loop");
  fs::create_directory_symlink("self", folder.path() / "self");
  fs::create_symlink("x.pdf", folder.path() / "a" / "link.pdf");
  fs::create_symlink("gone.pdf", folder.path() / "dangling.pdf");
  const auto found = find_files(folder.path());
  EXPECT_THAT(paths(found), ElementsAre("a/link.pdf", "a/x.pdf", "dangling.pdf", "self"));
  EXPECT_FALSE(found[2].is_there);
  EXPECT_THAT(found[2].problem, HasSubstr("No such file"));
  EXPECT_THAT(found[3].problem, HasSubstr("symbolic links"));
}

TEST(FindFiles, TellsWhatIsNoFile) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder.path() / "pipe.pdf").c_str(), 0600), 0);
  const auto found = find_files(folder.path());
  ASSERT_EQ(found.size(), 1);
  EXPECT_FALSE(found[0].is_regular);
}

TEST(FindFiles, TakesOneFileAndOneThatIsNotThere) {
  const TemporaryFolder folder;
  const fs::path file = folder.write("a/x.pdf", "x");
  auto found = find_files(file);
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].root, fs::canonical(file.parent_path()));
  EXPECT_EQ(found[0].path, "x.pdf");
  found = find_files(folder.path() / "no.pdf");
  ASSERT_EQ(found.size(), 1);
  EXPECT_FALSE(found[0].is_there);
  EXPECT_EQ(found[0].path, "no.pdf");
}

TEST(FindFiles, FindsNothingInAnEmptyFolder) {
  const TemporaryFolder folder;
  EXPECT_THAT(find_files(folder.path()), IsEmpty());
}

TEST(FirstBytes, AreAtMostWhatIsThere) {
  const TemporaryFolder folder;
  EXPECT_EQ(first_bytes(folder.write("long", "%PDF-1.4\n"), 5), "%PDF-");
  EXPECT_EQ(first_bytes(folder.write("short", "ab"), 5), "ab");
  EXPECT_EQ(first_bytes(folder.write("empty", ""), 5), "");
  EXPECT_EQ(first_bytes(folder.path() / "gone", 5), "");
  EXPECT_EQ(first_bytes(folder.path(), 5), "");
}

TEST(WholeFiles, AreReadAsTheyWereWritten) {
  const TemporaryFolder folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  const fs::path file = folder.path() / "out.csv";
  write_whole_file(file, "old");
  write_whole_file(file, bytes);
  EXPECT_EQ(read_whole_file(file), bytes);
  EXPECT_EQ(bytes_of(file), bytes);
  EXPECT_EQ(read_whole_file(folder.write("empty", "")), "");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 2) << "something was left";
}

TEST(WholeFiles, FailWithTheNameOfTheFile) {
  const TemporaryFolder folder;
  const fs::path nowhere = folder.path() / "no" / "out.csv";
  try {
    write_whole_file(nowhere, "x");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.subject, nowhere.native());
    EXPECT_THAT(error.problem, HasSubstr("No such file"));
  }
  EXPECT_THROW(read_whole_file(nowhere), Error);
  EXPECT_THROW(read_whole_file(folder.path()), Error);
}

}  // namespace
}  // namespace inkoopmonitor::app
