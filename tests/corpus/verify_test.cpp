// A corpus held against itself: whole, changed behind its back, and damaged.
#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class VerifyTest : public CorpusTest {
 protected:
  VerifyTest() {
    sha256_ = coded("a.pdf", 2020, {{{"documentsoort", "overeenkomst"}}, {{"looptijd", "24"}}});
    resolve("a.pdf", {{{"looptijd", "24"}}}, sha256_);
    database_->end_run(run_, 0);
    database_.reset();
  }
  void change(const std::string& sql) {
    SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE).exec(sql);
  }
  std::vector<Finding> findings() { return verify(folder_, no_between).findings; }

  std::string sha256_;
};

TEST_F(VerifyTest, FindsNothingInAWholeCorpus) {
  const Verified verified = verify(folder_, no_between);
  EXPECT_THAT(verified.findings, IsEmpty());
  EXPECT_EQ(verified.files, 1u);
  EXPECT_EQ(verified.pages, 2u);
  EXPECT_EQ(verified.quotes, 3u);
}

TEST_F(VerifyTest, FindsWhatWasChangedBehindItsBack) {
  const struct {
    const char *sql, *code, *where, *problem;
  } cases[] = {
      {"UPDATE evidence SET quote = 'Jeugdhulp'", "quote_differs", "a.pdf",
       "page 2 has \"Huishoudelijke hulp€\" where \"Jeugdhulp\" is quoted"},
      {"UPDATE arrangement_evidence SET last_word = 0", "quote_differs", "a.pdf", "page 2"},
      {"UPDATE page SET text = 'iets anders' WHERE number = 1", "page_damaged", "a.pdf", "page 1"},
      {"UPDATE page SET layout = x'00' WHERE number = 2", "page_damaged", "a.pdf",
       "the words of page 2 cannot be read"},
      {"DELETE FROM page WHERE number = 2", "quote_differs", "a.pdf", "page 2 is not there"},
      {"DELETE FROM dossier", "reference_broken", "table offering", "table dossier"},
  };
  fs::copy_file(folder_ / "monitor.sqlite", temporary_.path() / "whole");
  for (const auto& one : cases) {
    SCOPED_TRACE(one.sql);
    change(one.sql);
    EXPECT_THAT(findings(),
                Contains(AllOf(Field(&Finding::code, one.code), Field(&Finding::where, one.where),
                               Field(&Finding::problem, HasSubstr(one.problem)))));
    fs::copy_file(temporary_.path() / "whole", folder_ / "monitor.sqlite",
                  fs::copy_options::overwrite_existing);
  }
}

// What supports an arrangement may stand in any document of its dossier, and in no other.
TEST_F(VerifyTest, HoldsWhatSupportsAnArrangementAgainstTheDocumentsOfItsDossier) {
  const std::string add =
      "INSERT INTO arrangement_evidence SELECT arrangement_id, variable, 1, 1, 0, 1, '";
  const std::string from = "' FROM arrangement_value";
  change(add + "Huishoudelijke hulp€" + from);
  Verified verified = verify(folder_, no_between);
  EXPECT_THAT(verified.findings, IsEmpty());
  EXPECT_EQ(verified.quotes, 4u);
  change("UPDATE arrangement_value SET rule = 'derived:start_end'");
  verified = verify(folder_, no_between);
  EXPECT_THAT(verified.findings, IsEmpty());
  EXPECT_EQ(verified.quotes, 4u) << "one of the value, two of the arrangement, one of its document";
  change("UPDATE arrangement_evidence SET quote = 'Jeugdhulp' WHERE position = 1");
  EXPECT_THAT(findings(),
              Contains(AllOf(Field(&Finding::code, "quote_differs"),
                             Field(&Finding::where, "dossier a.pdf"),
                             Field(&Finding::problem, HasSubstr("none of its documents")))));
  change("UPDATE arrangement_evidence SET quote = 'Huishoudelijke hulp€', page = 9");
  EXPECT_THAT(findings(), ::testing::SizeIs(2));
}

TEST_F(VerifyTest, FindsFilesThatAreLostOrChanged) {
  const fs::path file = folder_ / "contents" / sha256_.substr(0, 2) / sha256_;
  write_file(file, "bytes of b.pdf");
  EXPECT_THAT(findings(), Contains(Field(&Finding::code, "file_damaged")));
  fs::remove(file);
  EXPECT_THAT(findings(),
              Contains(AllOf(Field(&Finding::code, "file_lost"), Field(&Finding::where, "a.pdf"))));
}

const Values kSaid = {{"looptijd", "24"},   {"procedure", "open_house"}, {"domein", "wmo"},
                      {"perceel", "1"},     {"regie", "gemeente"},       {"dialoog", "nee"},
                      {"aanbieders", "12"}, {"verlenging", "2x12"}};

// Many documents, and a page of the database that holds some of their pages overwritten.
class DamageTest : public CorpusTest {
 protected:
  DamageTest() {
    for (int i = 0; i < 60; ++i) {
      const std::string path = "doc" + std::to_string(100 + i) + ".pdf";
      const std::string sha256 = coded(path, 2020, {{{"documentsoort", "overeenkomst"}}, kSaid});
      resolve(path, {kSaid}, sha256);
    }
    database_.reset();
  }

  // Overwrites a leaf in the middle of a table.
  void damage(const std::string& table) {
    std::int64_t page = 0;
    std::int64_t size = 0;
    {
      SQLite::Database database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE);
      SQLite::Statement leaf(
          database,
          "SELECT pageno FROM (SELECT pageno, row_number() OVER (ORDER BY path) AS place,"
          " count(*) OVER () AS pages FROM dbstat WHERE name = ? AND pagetype = 'leaf')"
          " WHERE pages > 1 AND place = pages / 2 + 1");
      leaf.bind(1, table);
      ASSERT_TRUE(leaf.executeStep()) << table << " is too small to be damaged in the middle";
      page = leaf.getColumn(0).getInt64();
      size = database.execAndGet("PRAGMA page_size").getInt64();
    }
    std::fstream stream(folder_ / "monitor.sqlite",
                        std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp((page - 1) * size);
    stream << std::string(static_cast<std::size_t>(size), '\x5a');
  }
};

TEST_F(DamageTest, OfPagesIsFoundWithTheDocumentsThatItHits) {
  damage("page");
  const auto found = verify(folder_, no_between).findings;
  EXPECT_THAT(found, Contains(Field(&Finding::code, "database_damaged")));
  EXPECT_THAT(found, Contains(AllOf(Field(&Finding::where, "table page"),
                                    Field(&Finding::problem, HasSubstr("behind page")),
                                    Field(&Finding::problem, HasSubstr(".pdf")))));
  // What does not lie on it is still answered.
  const Database damaged = Database::open(folder_, Access::read);
  EXPECT_EQ(damaged.select("SELECT count(*) FROM record_value").rows[0][0], "540");
}

TEST_F(DamageTest, LeavesTheRestToBeSaved) {
  damage("page");
  const fs::path out = temporary_.path() / "saved";
  const auto lost = salvage(folder_, out, no_between);
  EXPECT_THAT(lost, Contains(Field(&Finding::where, "table page")));
  const Verified saved = verify(out, no_between);
  for (const Finding& finding : saved.findings)
    EXPECT_EQ(finding.code, "quote_differs") << finding.where << ": " << finding.problem;
  EXPECT_GT(saved.pages, 60u);
  EXPECT_LT(saved.pages, 120u);
  EXPECT_EQ(saved.files, 60u);
  Database again = Database::open(out, Access::write);
  EXPECT_EQ(again.select("SELECT count(*) FROM record_value").rows[0][0], "540");
  EXPECT_EQ(again.dossiers_to_resolve().size(), 60u);
}

TEST_F(DamageTest, OfAnyTableLeavesACorpusThatHoldsTogether) {
  for (const char* table : {"offering", "value", "evidence", "arrangement_value"}) {
    SCOPED_TRACE(table);
    const fs::path whole = temporary_.path() / "whole";
    fs::copy_file(folder_ / "monitor.sqlite", whole, fs::copy_options::overwrite_existing);
    damage(table);
    const fs::path out = temporary_.path() / (std::string("saved-") + table);
    EXPECT_THAT(salvage(folder_, out, no_between), Contains(Field(&Finding::code, "rows_lost")));
    const Database saved = Database::open(out, Access::read);
    EXPECT_TRUE(saved.select("PRAGMA foreign_key_check").rows.empty());
    EXPECT_EQ(saved.select("PRAGMA integrity_check").rows[0][0], "ok");
    EXPECT_NE(saved.select("SELECT count(*) FROM " + std::string(table)).rows[0][0], "0");
    fs::copy_file(whole, folder_ / "monitor.sqlite", fs::copy_options::overwrite_existing);
  }
}

}  // namespace
}  // namespace inkoopmonitor::corpus
