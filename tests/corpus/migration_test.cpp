// The mechanism that brings an older corpus up to date, with made-up versions, and corpora of the
// versions that there were. This looks behind the public header on purpose.
#include <fstream>
#include <iterator>
#include <set>

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
const std::string back_to_1 =
    kBackTo4 +
    "ALTER TABLE value DROP COLUMN doubt; ALTER TABLE arrangement_value DROP COLUMN doubt;"
    "DROP VIEW offering_result; CREATE VIEW offering_result AS SELECT 1; DROP TABLE member;"
    "ALTER TABLE offering DROP COLUMN nesting;"
    "DROP TABLE outline_entry; ALTER TABLE page DROP COLUMN label;"
    "ALTER TABLE reading DROP COLUMN language;"
    "ALTER TABLE reading DROP COLUMN modification_date; PRAGMA user_version = 1";

class OldCorpusTest : public CorpusTest {
 protected:
  void change(const std::string& sql) {
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

TEST_F(OldCorpusTest, OfVersion9GetsItsViewsAnew) {
  offer("a.pdf", "abc", 2020);
  offer("b.pdf", "abc", 2021);
  const std::vector<std::string> before = columns();
  const auto files = [&] {
    return lines("SELECT file, result, duplicate_of FROM offering_result ORDER BY file");
  };
  const std::vector<std::string> told = files();
  ASSERT_THAT(told, ::testing::ElementsAre("a.pdf failed NULL", "b.pdf failed a.pdf"));
  change(kBackTo10 +
         "DROP VIEW offering_result; CREATE VIEW offering_result AS SELECT 1;"
         "DROP VIEW arrangement_view; CREATE VIEW arrangement_view AS SELECT 1;"
         "PRAGMA user_version = 9");
  reopen();
  EXPECT_EQ(columns(), before);
  EXPECT_EQ(files(), told);
}

// Versions 6 and 7 were steps on the way from 5 to 8 and never that of a corpus.
const std::set<int> never_there = {6, 7};

// tests/data/old holds a corpus of each version that there was.
TEST_F(OldCorpusTest, OfEveryVersionIsBroughtUpToDateWithAllThatIsInIt) {
  const std::vector<std::string> expected = columns();
  for (int version = 1; version < schema_version(); ++version) {
    const std::filesystem::path sql = std::filesystem::path(SOURCE_DIR) /
                                      ("tests/data/old/version" + std::to_string(version) + ".sql");
    if (never_there.contains(version)) continue;
    SCOPED_TRACE(sql);
    ASSERT_TRUE(std::filesystem::exists(sql)) << "keep a corpus of each version that there was";
    database_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "contents/ba");
    {
      SQLite::Database old(folder_ / "monitor.sqlite",
                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      std::ifstream stream(sql);
      old.exec(std::string(std::istreambuf_iterator<char>(stream), {}));
    }
    const std::string sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    write_file(folder_ / "contents/ba" / sha256, "abc");
    EXPECT_THAT(error_of([&] { Database::open(folder_, Access::read); }).problem,
                ::testing::HasSubstr("older version"));
    reopen();
    EXPECT_EQ(columns(), expected);
    EXPECT_TRUE(verify(folder_, no_between).findings.empty());
    EXPECT_EQ(database_->reading(sha256)->pages.at(0).words.at(1).text, "hulp");
    EXPECT_EQ(database_->coding(sha256).records.at(1).values.at(5).value, "24");
    EXPECT_EQ(cell("SELECT value || ' ' || reviewer FROM decision"), "36 an");
    database_->rebuild_panel();
    EXPECT_THAT(lines("SELECT DISTINCT panel_year, gm_code, domein, voorziening FROM panel_value"
                      " WHERE panel_year = 2020"),
                ::testing::ElementsAre("2020 GM0344 wmo huishoudelijke_hulp"));
  }
}

}  // namespace
}  // namespace inkoopmonitor::corpus
