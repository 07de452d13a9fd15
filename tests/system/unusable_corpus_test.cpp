// A corpus that cannot be used or written: status 3, a message with the remedy, and what was stored
// before is still there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include <csignal>
#include <memory>

#include "corpus/corpus.h"
#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using testing_support::all_exports;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

void fill(const TemporaryFolder& folder) {
  for (int year = 2012; year < 2024; ++year) {
    folder.write("in/contract" + std::to_string(year) + ".pdf", made_contract("Utrecht", year));
  }
}

void change_database(const fs::path& corpus, const std::string& statement) {
  sqlite3* opened = nullptr;
  const int status = ::sqlite3_open((corpus / "monitor.sqlite").c_str(), &opened);
  const std::unique_ptr<sqlite3, decltype(&::sqlite3_close)> database(opened, &::sqlite3_close);
  ASSERT_EQ(status, SQLITE_OK);
  ASSERT_EQ(::sqlite3_exec(opened, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
}

TEST(UnusableCorpus, MadeByANewerVersionIsLeftAlone) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  change_database(folder.path() / "monitor", "PRAGMA user_version = 9999");
  const std::vector<std::vector<std::string>> commands = {{"import", "in", "--year", "2019"},
                                                          {"classify"},
                                                          {"status"},
                                                          {"query", "documents"},
                                                          {"export"}};
  for (const auto& arguments : commands) {
    const Outcome outcome = program.run(arguments);
    EXPECT_EQ(outcome.status, 3) << outcome.command;
    EXPECT_EQ(outcome.output, "") << outcome.command;
    EXPECT_THAT(outcome.errors, HasSubstr("newer")) << outcome.command;
  }
  change_database(folder.path() / "monitor",
                  "PRAGMA user_version = " + std::to_string(corpus::schema_version()));
  EXPECT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0) << "something was lost";
}

TEST(UnusableCorpus, ThatIsNoDatabaseIsNamed) {
  const TemporaryFolder folder;
  folder.write("monitor/monitor.sqlite", std::string(4096, 'x'));
  const Program program(folder.path());
  const Outcome outcome = program.run({"status"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.errors, HasSubstr("inkoopmonitor: "));
}

// A disk of its own, which is small. Not there when this machine does not allow it.
class SmallDisk {
 public:
  SmallDisk(fs::path folder, const char* size) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    is_there_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, size) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_there_) ::umount2(folder_.c_str(), MNT_DETACH);
  }

  bool is_there() const { return is_there_; }

  // Leaves room for `bytes` and no more.
  void fill_up_to(std::uintmax_t bytes) const {
    const std::uintmax_t room = fs::space(folder_).available;
    std::ofstream filler(folder_ / "filler", std::ios::binary);
    const std::string block(4096, 'x');
    for (std::uintmax_t i = 0; i + bytes + 4096 <= room; i += 4096) filler << block;
  }
  void make_room() const { fs::remove(folder_ / "filler"); }

 private:
  fs::path folder_;
  bool is_there_ = false;
};

void expect_full_disk_said(const Outcome& outcome, std::uintmax_t room) {
  EXPECT_EQ(outcome.status, 3) << "with room for " << room << "\n" << outcome.errors;
  EXPECT_THAT(outcome.errors,
              AnyOf(HasSubstr("full"), HasSubstr("No space left"), HasSubstr("free room")))
      << "with room for " << room;
}

TEST(UnusableCorpus, OnAFullDiskLosesNothing) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2019", "--corpus", "undisturbed"}).status, 0);
  const SmallDisk disk(folder.path() / "disk", "size=96m");
  if (!disk.is_there()) GTEST_SKIP() << "no disk may be mounted here";
  const std::vector<std::string> import = {"import", "in", "--year", "2019", "--corpus", "disk/c"};
  ASSERT_EQ(program.run({"init", "--corpus", "disk/c"}).status, 0);
  for (const std::uintmax_t room : {0, 16, 48, 96}) {
    disk.fill_up_to(room * 1024);
    expect_full_disk_said(program.run(import), room);
    disk.make_room();
  }
  const Outcome finished = program.run(import);
  EXPECT_EQ(finished.status, 0) << finished.errors;
  EXPECT_EQ(all_exports(program, "disk/c"), all_exports(program, "undisturbed"));
}

// Not even a folder can be made there.
TEST(UnusableCorpus, OfWhichNothingCanBeMadeIsSaidToBeOnAFullDisk) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  ASSERT_EQ(program.run({"backup", "b.tar"}).status, 0);
  const SmallDisk disk(folder.path() / "disk", "size=64k,nr_inodes=1");
  if (!disk.is_there()) GTEST_SKIP() << "no disk may be mounted here";
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"init", "--corpus", "disk/c"},
        {"restore", "b.tar", "--corpus", "disk/c"},
        {"merge", "monitor", "--corpus", "disk/c"},
        {"export", "--out", "disk/values.csv"}}) {
    const Outcome outcome = program.run(command);
    EXPECT_EQ(outcome.status, 3) << outcome.command << outcome.errors;
    EXPECT_THAT(outcome.errors, AnyOf(HasSubstr("disk full"), HasSubstr("No space left")))
        << outcome.command;
    EXPECT_THAT(outcome.errors, Not(HasSubstr("unexpected"))) << outcome.command;
  }
}

TEST(UnusableCorpus, WhoseFilesMayNotGrowLosesNothing) {
  const TemporaryFolder folder;
  fill(folder);
  Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  const rlim_t most = fs::file_size(folder.path() / "monitor" / "monitor.sqlite") + 8192;
  static rlim_t limit;
  limit = most;
  program.before_start = [] {
    const rlimit file_size = {limit, limit};
    ::signal(SIGXFSZ, SIG_IGN);
    if (::setrlimit(RLIMIT_FSIZE, &file_size) != 0) ::_exit(125);
  };
  expect_full_disk_said(program.run({"import", "in", "--year", "2019"}), most);
  program.before_start = nullptr;
  EXPECT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  const std::string documents = program.run({"export", "--table", "documents"}).output;
  EXPECT_EQ(std::count(documents.begin(), documents.end(), '\n'), 13);
}

}  // namespace
}  // namespace inkoopmonitor
