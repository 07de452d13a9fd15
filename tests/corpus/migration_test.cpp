// The mechanism that brings an older corpus up to date, with made-up versions: the first schema has
// nothing to migrate from. This looks behind the public header on purpose.
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

}  // namespace
}  // namespace inkoopmonitor::corpus
