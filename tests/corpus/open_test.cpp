// Making, opening, locking.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class OpenTest : public CorpusTest {};

void change(const fs::path& folder, const std::string& sql) {
  SQLite::Database(folder / "monitor.sqlite", SQLite::OPEN_READWRITE).exec(sql);
}

TEST_F(OpenTest, ANewCorpusIsOne) {
  EXPECT_TRUE(Database::exists(folder_));
  EXPECT_FALSE(Database::exists(offered_));
  EXPECT_EQ(cell("PRAGMA user_version"), std::to_string(schema_version()));
  EXPECT_TRUE(lines("PRAGMA foreign_key_check").empty());
  EXPECT_EQ(cell("PRAGMA integrity_check"), "ok");
}

TEST_F(OpenTest, IsMadeOnlyInAnEmptyFolder) {
  EXPECT_THAT(error_of([&] { Database::create(folder_, kRegister); }).problem,
              HasSubstr("is a corpus already"));
  write_file(offered_ / "thesis.txt", "x");
  const Error error = error_of([&] { Database::create(offered_, kRegister); });
  EXPECT_EQ(error.kind, ErrorKind::corpus);
  EXPECT_THAT(error.problem, HasSubstr("thesis.txt"));
}

TEST_F(OpenTest, AnInterruptedInitIsDoneAgain) {
  const fs::path folder = temporary_.path() / "interrupted";
  write_file(folder / "monitor.sqlite.new", "half of a database");
  write_file(folder / "monitor.sqlite.new-wal", "");
  write_file(folder / "lock", "");
  EXPECT_FALSE(Database::exists(folder));
  Database::create(folder, kRegister);
  EXPECT_TRUE(Database::exists(folder));
  EXPECT_FALSE(fs::exists(folder / "monitor.sqlite.new"));
}

TEST_F(OpenTest, WithoutRegisterNothingIsMade) {
  const fs::path folder = temporary_.path() / "other";
  const Error error = error_of([&] { Database::create(folder, offered_); });
  EXPECT_THAT(error.subject, HasSubstr("municipality_year.csv"));
  EXPECT_FALSE(Database::exists(folder));
}

TEST_F(OpenTest, TellsWhatIsNoCorpus) {
  struct Case {
    const char* name;
    std::string bytes;
    const char* problem;
  };
  const Case cases[] = {
      {"absent", "", "is not a corpus"},
      {"text", std::string(5000, 'x'), "no SQLite file"},
      {"foreign", "", "another program's file"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const fs::path folder = temporary_.path() / one.name;
    fs::create_directories(folder);
    if (!one.bytes.empty()) write_file(folder / "monitor.sqlite", one.bytes);
    if (one.name == std::string("foreign")) {
      SQLite::Database(folder / "monitor.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
          .exec("CREATE TABLE t (a)");
    }
    for (const Access access : {Access::read, Access::write}) {
      const Error error = error_of([&] { Database::open(folder, access); });
      EXPECT_EQ(error.kind, ErrorKind::corpus);
      EXPECT_THAT(error.problem, HasSubstr(one.problem));
      EXPECT_FALSE(error.remedy.empty());
    }
  }
}

TEST_F(OpenTest, ADamagedDatabaseIsToldAsSuch) {
  offer("a.pdf", "abc", 2020);
  database_.reset();
  const fs::path file = folder_ / "monitor.sqlite";
  const auto size = static_cast<std::streamoff>(fs::file_size(file));
  {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(4096);
    stream << std::string(static_cast<std::size_t>(size - 4096), '\x5a');
  }
  const Error error = error_of([&] {
    const Database damaged = Database::open(folder_, Access::read);
    damaged.select("SELECT * FROM offering_result");
  });
  EXPECT_EQ(error.kind, ErrorKind::corpus);
  EXPECT_THAT(error.problem, HasSubstr("damaged"));
}

TEST_F(OpenTest, ANewerCorpusIsRefused) {
  database_.reset();
  change(folder_, "PRAGMA user_version = 99");
  for (const Access access : {Access::read, Access::write}) {
    const Error error = error_of([&] { Database::open(folder_, access); });
    EXPECT_EQ(error.kind, ErrorKind::corpus);
    EXPECT_THAT(error.problem, HasSubstr("newer version"));
    EXPECT_THAT(error.problem, HasSubstr("99"));
  }
}

TEST_F(OpenTest, TheSecondWriterIsToldWhoHoldsTheLock) {
  const Error error = error_of([&] { Database::open(folder_, Access::write, 0.1); });
  EXPECT_EQ(error.kind, ErrorKind::corpus);
  EXPECT_THAT(error.problem, HasSubstr("process " + std::to_string(::getpid())));
  EXPECT_THAT(error.problem, HasSubstr("started 20"));
  EXPECT_THAT(error.problem, HasSubstr("0.1 s"));
  EXPECT_FALSE(error.remedy.empty());
  database_.reset();
  Database::open(folder_, Access::write, 0);
}

TEST_F(OpenTest, TheSecondWriterWaits) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  database_.reset();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const Database held = Database::open(folder_, Access::write);
    if (::write(ready[1], "x", 1) != 1) ::_exit(1);
    ::usleep(300'000);
    ::_exit(0);  // as a killed process: nothing is released by hand
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  EXPECT_NO_THROW(Database::open(folder_, Access::write, 20));
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(OpenTest, ReadsWhileAnotherWrites) {
  const Database reader = Database::open(folder_, Access::read);
  const char* const count = "SELECT count(*) FROM offering";
  EXPECT_EQ(reader.select(count).rows[0][0], "0");
  offer("a.pdf", "abc", 2020);
  EXPECT_EQ(reader.select(count).rows[0][0], "1");
  database_.reset();
  EXPECT_EQ(Database::open(folder_, Access::read).select(count).rows[0][0], "1");
}

// As a user without rights on a folder that cannot be written, which root does not know.
TEST_F(OpenTest, ReadsFromAReadOnlyMedium) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root to become another user";
  offer("a.pdf", "abc", 2020);
  database_.reset();
  ::chmod(temporary_.path().c_str(), 0755);
  ::chmod(folder_.c_str(), 0555);
  ::chmod((folder_ / "monitor.sqlite").c_str(), 0444);
  ASSERT_FALSE(fs::exists(folder_ / "monitor.sqlite-wal"));
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(2);
    try {
      const Database reader = Database::open(folder_, Access::read);
      const bool right = reader.select("SELECT count(*) FROM offering").rows[0][0] == "1";
      ::_exit(right ? 0 : 3);
    } catch (const std::exception&) {
      ::_exit(4);
    }
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  ::chmod(folder_.c_str(), 0755);
}

TEST_F(OpenTest, ARunThatWasKilledHasNoEnd) {
  const std::int64_t second = database_->begin_run("import", {"0.1", "r", "s", "DIR"});
  database_->end_run(second, 1);
  EXPECT_THAT(lines("SELECT kind, ended IS NULL, exit_status FROM run ORDER BY run_id"),
              ::testing::ElementsAre("test 1 NULL", "import 0 1"));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
