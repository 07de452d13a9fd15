// Editions: what was frozen stays, whatever becomes of the corpus.
#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>

#include "corpus/content_store.h"
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Values kContract = {{"status", "geldend"},
                          {"gemeenten", "GM0344"},
                          {"domein", "wmo"},
                          {"ingangsdatum", "2020-01-01"},
                          {"looptijd", "24"}};

class EditionTest : public CorpusTest {
 protected:
  EditionTest() {
    for (const char* path : {"dicht.pdf", "open.pdf"}) {
      const std::string sha256 =
          coded(path, 2021, {{{"documentsoort", "overeenkomst"}}, kContract});
      resolve(path, {kContract}, sha256);
    }
    Offering open = offering("open.pdf", 2021);
    open.openbaar = true;
    offer(open);
    database_->rebuild_panel();
  }
  Database opened(const std::string& name) {
    database_->open_edition(name, temporary_.path() / name);
    return Database::open(temporary_.path() / name, Access::read);
  }
};

TEST_F(EditionTest, HoldsThePanelOfThen) {
  const auto before = lines("SELECT * FROM panel_value ORDER BY 1, 2, 3, 4, 5, 6, 10");
  ASSERT_FALSE(before.empty());
  database_->make_edition(run_, "2021", {"0.1", "4", "rules-1", ""}, {{"a.toml", "x = 1"}});
  database_->remove(run_, cell("SELECT sha256 FROM content LIMIT 1"), "op verzoek");
  database_->rebuild_panel();
  ASSERT_NE(lines("SELECT * FROM panel_value ORDER BY 1, 2, 3, 4, 5, 6, 10"), before);
  const Database edition = opened("2021");
  std::vector<std::string> frozen;
  for (const Row& row :
       edition.select("SELECT * FROM panel_value ORDER BY 1, 2, 3, 4, 5, 6, 10").rows) {
    std::string line;
    for (const auto& one : row) line += (line.empty() ? "" : " ") + one.value_or("NULL");
    frozen.push_back(line);
  }
  EXPECT_EQ(frozen, before);
  EXPECT_EQ(edition.select("SELECT bytes FROM edition_file").rows[0][0], "x = 1");
  EXPECT_TRUE(edition.select("PRAGMA foreign_key_check(arrangement)").rows.empty());
}

TEST_F(EditionTest, OfAnOlderVersionHoldsThePanelOfThenToo) {
  const std::string panel = "SELECT * FROM panel_value ORDER BY 1, 2, 3, 4, 5, 6, 10";
  database_->make_edition(run_, "2021", {}, {});
  const Rows before = opened("2021").select(panel);
  ASSERT_FALSE(before.rows.empty());
  database_->remove(run_, cell("SELECT sha256 FROM content LIMIT 1"), "op verzoek");
  database_.reset();
  const fs::path file = folder_ / "editions/2021.sqlite";
  SQLite::Database(file, SQLite::OPEN_READWRITE).exec(kBackTo11);
  SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec("UPDATE edition SET sha256 = '" + hash_of(file).sha256 + "'");
  const std::string frozen = hash_of(file).sha256;
  reopen();
  database_->open_edition("2021", temporary_.path() / "older");
  const Database older = Database::open(temporary_.path() / "older", Access::read);
  EXPECT_EQ(older.select(panel).rows, before.rows);
  EXPECT_EQ(hash_of(file).sha256, frozen) << "what was frozen is not touched";
}

TEST_F(EditionTest, HoldsNoWordsThatMustNotBeQuoted) {
  const std::string sha256 = cell("SELECT sha256 FROM content_file WHERE file LIKE '%open.pdf'");
  classify::Coding coding = database_->coding(sha256);
  coding.private_words = {{2, 1, 1, "name"}};
  database_->store_coding(run_, sha256, "rules-1", coding);
  EXPECT_EQ(database_->coding(sha256), coding);
  resolve("open.pdf", {kContract}, sha256);
  database_->make_edition(run_, "2021", {}, {});
  const Database edition = opened("2021");
  const std::string quotes =
      "SELECT DISTINCT quote FROM arrangement_evidence JOIN arrangement_value"
      " USING (arrangement_id, variable) JOIN content USING (content_id) WHERE sha256 = '" +
      sha256 +
      "' UNION SELECT quote FROM evidence JOIN value USING (value_id) JOIN record USING (record_id)"
      " JOIN coding USING (coding_id) JOIN content USING (content_id) WHERE sha256 = '" +
      sha256 + "'";
  const auto rows = edition.select(quotes).rows;
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0], "Huishoudelijke …");
  EXPECT_EQ(lines(quotes), std::vector<std::string>{"Huishoudelijke hulp€"})
      << "the corpus keeps it";
}

TEST(Masked, PutsAMarkForEachWord) {
  const struct {
    std::vector<WordRange> ranges;
    const char* expected;
  } cases[] = {{{}, "de heer Jansen belt"},
               {{{12, 12}}, "de heer … belt"},
               {{{1, 11}, {13, 99}}, "… … Jansen …"},
               {{{14, 20}}, "de heer Jansen belt"}};
  for (const auto& one : cases) {
    const std::string once = masked("de heer Jansen belt", 10, one.ranges);
    EXPECT_EQ(once, one.expected);
    EXPECT_EQ(masked(once, 10, one.ranges), once);
  }
}

TEST_F(EditionTest, HoldsQuotesOfOpenDocumentsOnly) {
  database_->make_edition(run_, "2021", {}, {});
  const Database edition = opened("2021");
  for (const Row& row : edition.select("SELECT file, quote FROM record_value WHERE page > 0").rows)
    EXPECT_EQ(row[1].value() == "…", row[0].value() == "dicht.pdf") << row[0].value();
  EXPECT_EQ(edition.select("SELECT count(*) FROM page").rows[0][0], "0");
}

TEST_F(EditionTest, IsNeitherMadeTwiceNorReadWhenItWasChanged) {
  database_->make_edition(run_, "2021", {}, {});
  EXPECT_EQ(error_of([&] { database_->make_edition(run_, "2021", {}, {}); }).kind,
            ErrorKind::usage);
  EXPECT_EQ(error_of([&] { database_->make_edition(run_, "../2021", {}, {}); }).kind,
            ErrorKind::usage);
  EXPECT_EQ(error_of([&] { database_->open_edition("2020", temporary_.path() / "x"); }).kind,
            ErrorKind::usage);
  std::ofstream(folder_ / "editions/2021.sqlite", std::ios::app) << "x";
  EXPECT_THAT(error_of([&] { database_->open_edition("2021", temporary_.path() / "x"); }).problem,
              HasSubstr("not as it was made"));
  EXPECT_THAT(verify(folder_, no_between).findings,
              ElementsAre(::testing::Field(&Finding::code, "edition_damaged")));
}

TEST_F(EditionTest, GoesIntoABackup) {
  database_->make_edition(run_, "2021", {}, {});
  database_->backup(temporary_.path() / "b.tar", no_between);
  restore(temporary_.path() / "b.tar", temporary_.path() / "restored", no_between);
  EXPECT_TRUE(verify(temporary_.path() / "restored", no_between).findings.empty());
  EXPECT_TRUE(fs::exists(temporary_.path() / "restored/editions/2021.sqlite"));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
