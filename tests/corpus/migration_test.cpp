// The mechanism that brings an older corpus up to date, with made-up versions, and corpora of the
// versions that there were. This looks behind the public header on purpose.
#include "corpus/connection.h"
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

class MigrationTest : public ::testing::Test {
 protected:
  MigrationTest()
      : database_(folder_.path() / "old.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('kept'); PRAGMA user_version = 1");
  }
  int version() { return database_.execAndGet("PRAGMA user_version").getInt(); }

  TemporaryFolder folder_;
  SQLite::Database database_;
};

TEST_F(MigrationTest, RunsTheStepsThatAreNeededOnce) {
  const std::vector<Migration> steps = {{1, "this was done long ago"},
                                        {2, "ALTER TABLE t ADD COLUMN b TEXT"},
                                        {3, "UPDATE t SET b = a || '!'; CREATE INDEX i ON t (b)"}};
  for (int times = 0; times < 2; ++times) migrate(database_, steps);
  EXPECT_EQ(version(), 3);
  EXPECT_EQ(database_.execAndGet("SELECT b FROM t").getString(), "kept!");
}

TEST_F(MigrationTest, AStepThatFailsLeavesTheOldVersionWhole) {
  const std::vector<Migration> steps = {{2, "ALTER TABLE t ADD COLUMN b TEXT; DELETE FROM t"},
                                        {3, "UPDATE nowhere SET c = 1"}};
  EXPECT_THROW(migrate(database_, steps), SQLite::Exception);
  EXPECT_EQ(version(), 1);
  EXPECT_EQ(database_.execAndGet("SELECT * FROM t").getString(), "kept");
  EXPECT_EQ(database_.execAndGet("SELECT count(*) FROM pragma_table_info('t')").getInt(), 1);
}

// Makes of a corpus what it would have been before facts of files were kept.
constexpr const char* back_to_1 =
    "ALTER TABLE value DROP COLUMN doubt; ALTER TABLE arrangement_value DROP COLUMN doubt;"
    "DROP VIEW offering_result; CREATE VIEW offering_result AS SELECT 1; DROP TABLE member;"
    "ALTER TABLE offering DROP COLUMN nesting;"
    "DROP TABLE outline_entry; ALTER TABLE page DROP COLUMN label;"
    "ALTER TABLE reading DROP COLUMN language;"
    "ALTER TABLE reading DROP COLUMN modification_date; PRAGMA user_version = 1";

class OldCorpusTest : public CorpusTest {
 protected:
  void change(const char* sql) {
    database_.reset();
    SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE).exec(sql);
  }
  // Name, type and default of every column of every table and view.
  std::vector<std::string> columns() const {
    const SQLite::Database database(folder_ / "monitor.sqlite");
    SQLite::Statement rows(
        database,
        "SELECT entry.name || ' ' || field.name || ' ' || field.type || ' ' ||"
        " field.\"notnull\" || ' ' || coalesce(field.dflt_value, '')"
        " FROM sqlite_schema AS entry JOIN pragma_table_info(entry.name) AS field"
        " ORDER BY entry.name, field.name");
    std::vector<std::string> found;
    while (rows.executeStep()) found.push_back(rows.getColumn(0).getString());
    return found;
  }
};

TEST_F(OldCorpusTest, OfVersion1IsBroughtUpToDateWithAllThatIsInIt) {
  const std::string sha256 = offer("a.pdf", "abc", 2020).sha256;
  database_->store_reading(run_, sha256, "reader-1", sample_document());
  const std::vector<std::string> before = columns();
  change(back_to_1);
  const Error refused = error_of([&] { Database::open(folder_, Access::read); });
  EXPECT_THAT(refused.problem, ::testing::HasSubstr("older version"));
  reopen();
  EXPECT_EQ(columns(), before);
  extract::Document kept = sample_document();
  kept.language = kept.modification_date = "";
  kept.outline.clear();
  kept.pages[1].label = "";
  EXPECT_EQ(database_->reading(sha256), kept);
  database_->store_reading(run_, sha256, "reader-2", sample_document());
  EXPECT_EQ(database_->reading(sha256), sample_document());
}

}  // namespace
}  // namespace inkoopmonitor::corpus
