// What was said of a document corrected, and documents taken away.
#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <iterator>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AssignTest : public CorpusTest {
 protected:
  Offering said(int year, const std::string& dossier, const std::vector<std::string>& gemeenten) {
    write_file(offered_ / "a.pdf", "abc");
    Offering said = offering("a.pdf", year);
    said.dossier = dossier;
    said.gemeenten = gemeenten;
    said.gemeenten_source = gemeenten.empty() ? "" : "manifest";
    said.openbaar = true;
    return said;
  }
};

TEST_F(AssignTest, KeepsWhatStoodThereAndHoldsAgainstLaterImports) {
  const std::string sha256 = offer(said(2019, "jeugd", {"GM0344"})).sha256;
  const std::int64_t run = database_->begin_run("assign", {});
  Assignment assignment;
  assignment.set_year = 2020;
  assignment.gemeenten = {"GM0363"};
  assignment.dossier = "wmo";
  assignment.openbaar = false;
  assignment.reason = "verkeerde map";
  EXPECT_EQ(database_->assign(run, sha256, assignment), 4u);
  EXPECT_EQ(database_->assign(run, sha256, assignment), 0u);
  const auto facts = [&] {
    return lines("SELECT year, gemeenten, dossier, openbaar FROM offering_result");
  };
  EXPECT_THAT(facts(), ElementsAre("2020 GM0363 wmo 0"));
  EXPECT_THAT(lines("SELECT fact, before, after, reason FROM offering_change ORDER BY change_id"),
              ElementsAre("year 2019 2020 verkeerde map", "gemeente GM0344 GM0363 verkeerde map",
                          "dossier jeugd wmo verkeerde map", "openbaar ja nee verkeerde map"));
  // The same folder again, under the year and with the manifest that were wrong.
  EXPECT_EQ(offer(said(2019, "jeugd", {"GM0344"})).what, Offered::known);
  EXPECT_THAT(facts(), ElementsAre("2020 GM0363 wmo 0"));
}

TEST_F(AssignTest, HasTheDocumentCodedAndTheDossiersResolvedAgain) {
  const std::string sha256 = coded("a.pdf", 2019, {{{"documentsoort", "overeenkomst"}}});
  resolve("a.pdf", {{{"looptijd", "24"}}}, sha256);
  ASSERT_TRUE(database_->contents_to_code("rules-1", false).empty());
  Assignment assignment;
  assignment.gemeenten = {"GM0363"};
  assignment.dossier = "samen";
  database_->assign(run_, sha256, assignment);
  EXPECT_EQ(database_->contents_to_code("rules-1", false).size(), 1u);
  EXPECT_EQ(database_->dossiers_to_resolve().at(0).key, "samen");
}

class RemoveTest : public CorpusTest {
 protected:
  // Whether these bytes stand anywhere in the corpus.
  bool holds(const std::string& text) {
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_F(RemoveTest, TakesEveryTraceOfTheWordsAndKeepsTheReason) {
  const std::string sha256 = coded("geheim.pdf", 2020, {{{"documentsoort", "overeenkomst"}}});
  resolve("geheim.pdf", {{{"looptijd", "24"}}}, sha256);
  ASSERT_TRUE(holds("bytes of geheim.pdf"));
  ASSERT_TRUE(holds("Huishoudelijke"));
  const Removed removed = database_->remove(run_, sha256, "op verzoek");
  EXPECT_EQ(removed.pages, 2u);
  EXPECT_EQ(removed.offerings, 1u);
  EXPECT_FALSE(holds("bytes of geheim.pdf"));
  EXPECT_FALSE(holds("Huishoudelijke"));
  EXPECT_THAT(lines("SELECT file, sha256, result, reason FROM offering_result"),
              ElementsAre("geheim.pdf " + sha256 + " removed removed: op verzoek"));
  EXPECT_EQ(cell("SELECT count(*) FROM record_value"), "0");
  EXPECT_THAT(verify(folder_, no_between).findings, IsEmpty());
}

TEST_F(RemoveTest, WhatWasRemovedDoesNotComeBackUnlessItIsReadmitted) {
  const std::string sha256 = offer("a.pdf", "abc", 2020).sha256;
  database_->remove(run_, sha256, "op verzoek");
  const OfferedFile again = offer("elders/b.pdf", "abc", 2021);
  EXPECT_EQ(again.what, Offered::skipped);
  EXPECT_THAT(again.reason, HasSubstr("op verzoek"));
  EXPECT_FALSE(fs::exists(database_->file_of(sha256)));
  EXPECT_TRUE(database_->contents_to_read("reader-1").empty());
  EXPECT_TRUE(database_->readmit(sha256));
  EXPECT_FALSE(database_->readmit(sha256));
  EXPECT_EQ(offer("a.pdf", "abc", 2020).what, Offered::new_content);
  EXPECT_TRUE(fs::exists(database_->file_of(sha256)));
  EXPECT_EQ(database_->contents_to_read("reader-1").size(), 1u);
}

TEST_F(RemoveTest, KeepsWhatReviewersDecidedWithoutTheQuote) {
  const std::string sha256 = coded("a.pdf", 2020, {{{"documentsoort", "overeenkomst"}}});
  database_.reset();
  {
    SQLite::Database database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE);
    database.exec(
        "INSERT INTO decision (run_id, scope_kind, scope_key, variable, kind, value, outcome,"
        " reading_id, page, first_word, last_word, quote) VALUES (1, 'content', '" +
        sha256 + "', 'looptijd', 'corrected', '36', 'value', 1, 2, 0, 1, 'Huishoudelijke hulp€')");
  }
  reopen();
  EXPECT_EQ(database_->remove(run_, sha256, "op verzoek").decisions_without_quote, 1u);
  EXPECT_THAT(lines("SELECT variable, value, page, quote FROM decision"),
              ElementsAre("looptijd 36 0 "));
  EXPECT_FALSE(holds("Huishoudelijke"));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
