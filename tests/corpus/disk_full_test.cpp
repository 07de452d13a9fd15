// A disk without room: said so, nothing lost, and the next run goes on.
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class DiskFullTest : public CorpusTest {};

extract::Document long_document() {
  extract::Document document = sample_document();
  document.page_count = 200;
  const extract::Page page = document.pages[0];
  document.pages.clear();
  for (std::uint32_t number = 1; number <= 200; ++number) {
    document.pages.push_back(page);
    document.pages.back().number = number;
    for (int i = 0; i < 300; ++i) {
      document.pages.back().words.push_back(page.words[i % 2]);
      document.pages.back().words.back().text += std::to_string(number * 7919 + i * 104729);
    }
    document.pages.back().blocks = {{extract::BlockKind::paragraph, 0, 0, 302, {}}};
  }
  return document;
}

TEST_F(DiskFullTest, AFullDatabaseStaysWholeAndGoesOnWhenThereIsRoom) {
  const std::string sha256 = offer("a.pdf", "abc", 2020).sha256;
  OpenOptions full;
  full.bytes_max = 1;  // it may not grow at all
  reopen(full);
  const extract::Document document = long_document();
  const Error error =
      error_of([&] { database_->store_reading(run_, sha256, "reader-1", document); });
  EXPECT_EQ(error.kind, ErrorKind::corpus);
  EXPECT_THAT(error.problem, HasSubstr("disk full"));
  EXPECT_THAT(error.remedy, HasSubstr("make room"));
  EXPECT_EQ(database_->reading(sha256), std::nullopt);
  EXPECT_EQ(database_->contents_to_read("reader-1").size(), 1u);
  reopen();
  EXPECT_EQ(cell("PRAGMA integrity_check"), "ok");
  database_->store_reading(run_, sha256, "reader-1", document);
  EXPECT_EQ(database_->reading(sha256), document);
}

// A file system of its own for this process, in a mount namespace of its own.
bool mount_small(const fs::path& folder, const char* size) {
  if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  fs::create_directories(folder);
  return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, size) == 0;
}

// Exit status: what went wrong; 77: no file system of a few MB can be mounted.
int on_a_small_disk(const fs::path& folder, const fs::path& offered) {
  if (!mount_small(folder, "size=8m")) return 77;
  Database database = Database::create(folder / "corpus", kRegister);
  const std::int64_t run = database.begin_run("test", {});
  Offering offering;
  offering.root = offered;
  offering.set_year = 2020;
  offering.path = "large.pdf";
  try {
    database.offer(run, offering, "");
    return 2;
  } catch (const Error& error) {
    if (error.problem.find("disk full") == std::string::npos) return 3;
  }
  if (fs::exists(folder / "corpus/contents/incoming.part")) return 4;
  offering.path = "small.pdf";
  if (database.offer(run, offering, "").what != Offered::new_content) return 5;
  // The database itself meets the full disk.
  write_file(folder / "ballast", std::string(1 << 20, 'x'));
  try {
    for (int i = 0; i < 100; ++i) {
      write_file(folder / ("ballast" + std::to_string(i)), std::string(1 << 17, 'x'));
    }
    const extract::Document document = long_document();
    database.store_reading(run, database.contents_to_read("r")[0].sha256, "r", document);
    return 6;
  } catch (const Error& error) {
    if (error.problem.find("disk full") == std::string::npos) return 7;
  }
  for (int i = 0; i < 100; ++i) fs::remove(folder / ("ballast" + std::to_string(i)));
  fs::remove(folder / "ballast");
  database.store_reading(run, database.contents_to_read("r")[0].sha256, "r", sample_document());
  return database.contents_to_read("r").empty() ? 0 : 8;
}

// A corpus begun on disks of every size that is too small, and again when there is room.
int begun_on_too_small_disks(const fs::path& folder) {
  if (!mount_small(folder, "size=64k")) return 77;
  int refused = 0;
  for (int size = 64; size < 8192; size += 128) {
    const auto mount_of = [&](int kilobytes) {
      const std::string option = "size=" + std::to_string(kilobytes) + "k";
      return ::mount("tmpfs", folder.c_str(), "tmpfs", MS_REMOUNT, option.c_str()) == 0;
    };
    const fs::path corpus = folder / "corpus";
    fs::remove_all(corpus);
    if (!mount_of(size)) return 2;
    try {
      Database::create(corpus, kRegister);
      return refused > 5 ? 0 : 3;
    } catch (const Error& error) {
      if (error.problem.find("disk full") == std::string::npos) {
        ::fprintf(stderr, "with %d kB: %s\n", size, error.problem.c_str());
        return 4;
      }
    }
    ++refused;
    if (!mount_of(8192)) return 5;
    // What is there is nothing, or all of it.
    if (!Database::exists(corpus)) Database::create(corpus, kRegister);
    if (!verify(corpus, [] {}).findings.empty()) return 6;
  }
  return 7;
}

// The exit status of `work` in a process of its own.
template <typename Work>
int status_of(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 99;
    try {
      status = work();
    } catch (const std::exception& failure) {
      ::fprintf(stderr, "%s\n", failure.what());
    }
    ::_exit(status);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WEXITSTATUS(status);
}

TEST_F(DiskFullTest, AFullFileSystem) {
  write_file(offered_ / "large.pdf", std::string(16 << 20, 'x'));
  write_file(offered_ / "small.pdf", "abc");
  const int status =
      status_of([&] { return on_a_small_disk(temporary_.path() / "small", offered_); });
  if (status == 77) GTEST_SKIP() << "may not mount a small file system";
  EXPECT_EQ(status, 0);
}

TEST_F(DiskFullTest, ACorpusThatIsBegunIsWholeOrNotThere) {
  const int status =
      status_of([&] { return begun_on_too_small_disks(temporary_.path() / "small"); });
  if (status == 77) GTEST_SKIP() << "may not mount a small file system";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace inkoopmonitor::corpus
