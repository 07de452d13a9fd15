// Readings and codings: what goes in comes out, and what is replaced.
#include <SQLiteCpp/SQLiteCpp.h>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReadingTest : public CorpusTest {
 protected:
  std::vector<std::string> to_code(const std::string& ruleset, bool all = false) const {
    std::vector<std::string> contents;
    for (const CodingTask& task : database_->contents_to_code(ruleset, all)) {
      contents.push_back(task.sha256);
    }
    return contents;
  }
  std::string read(const std::string& path, const std::string& bytes, int year) {
    const std::string sha256 = offer(path, bytes, year).sha256;
    database_->store_reading(run_, sha256, "reader-1", sample_document());
    return sha256;
  }
};

classify::Coding sample_coding() {
  classify::Value with_rivals = value("procedure", "open_house");
  with_rivals.confidence = 0.1 + 0.2;
  with_rivals.doubt = "rival|ocr";
  with_rivals.evidence.push_back({0, 0, 0, "afgeleid"});
  with_rivals.rivals = {{"veiling", 1.5, "procedure.veiling", "outvoted", {1, 1, 1, "hulp€"}},
                        {"subsidie", 0.5, "procedure.subsidie", "negated", {2, 0, 0, "geen"}}};
  classify::Value contradictory = value("looptijd", "");
  contradictory.outcome = classify::Outcome::contradictory;
  classify::Value unreadable = value("aanbieders", "");
  unreadable.outcome = classify::Outcome::unreadable;
  classify::Coding coding;
  coding.records = {record(0, {{"documentsoort", "overeenkomst"}}),
                    {1, {value("status", "geldend"), with_rivals, contradictory, unreadable}},
                    {2, {value("status", "gepland"), value("procedure", "")}}};
  return coding;
}

TEST_F(ReadingTest, AReadingComesBackAsItWas) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  EXPECT_EQ(database_->reading(sha256), sample_document());
  EXPECT_THAT(lines("SELECT pages, ocr_pages, result, reason FROM offering_result"),
              ElementsAre("3 1 partly_read ocr_failed: page 3"));
  EXPECT_THAT(cell("SELECT text FROM page WHERE number = 1"), ::testing::HasSubstr("hulp€"));
  EXPECT_THAT(database_->contents_to_read("reader-1"), IsEmpty());
}

TEST_F(ReadingTest, WithoutAReadingThereIsNone) {
  EXPECT_EQ(database_->reading(offer("a.pdf", "abc", 2020).sha256), std::nullopt);
}

TEST_F(ReadingTest, IsReadInTheOrderOfOffering) {
  const std::string b = offer("b.pdf", "b", 2020).sha256;
  const std::string a = offer("a.pdf", "a", 2020).sha256;
  const auto contents = database_->contents_to_read("reader-1");
  ASSERT_EQ(contents.size(), 2u);
  EXPECT_EQ(contents[0].sha256, b);
  EXPECT_EQ(contents[1].sha256, a);
}

TEST_F(ReadingTest, AnOldReadingStaysOnlyWhileSomethingRefersToIt) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  EXPECT_THAT(to_code("rules-1"), IsEmpty());
  EXPECT_EQ(database_->contents_to_read("reader-2").size(), 1u);
  extract::Document better = sample_document();
  better.result = extract::Result::read;
  database_->store_reading(run_, sha256, "reader-2", better);
  EXPECT_EQ(cell("SELECT count(*) FROM reading"), "2");
  EXPECT_EQ(database_->reading(sha256), better);
  EXPECT_THAT(to_code("rules-1"), ElementsAre(sha256));
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  EXPECT_EQ(cell("SELECT count(*) FROM reading"), "1");
  EXPECT_EQ(cell("SELECT count(*) FROM page"), "2");
}

TEST_F(ReadingTest, ADecisionKeepsItsReadingAndOutlivesCoding) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec(
          "INSERT INTO decision (run_id, scope_kind, scope_key, variable, kind, value, outcome,"
          " reading_id, page) SELECT 1, 'content', 'x', 'procedure', 'corrected', 'veiling',"
          " 'value', reading_id, 1 FROM reading");
  for (const char* version : {"reader-2", "reader-3"}) {
    database_->store_reading(run_, sha256, version, sample_document());
    database_->store_coding(run_, sha256, "rules-1", sample_coding());
  }
  EXPECT_THAT(lines("SELECT reader_version FROM reading ORDER BY reading_id"),
              ElementsAre("reader-1", "reader-3"));
  EXPECT_EQ(cell("SELECT value FROM decision"), "veiling");
}

TEST_F(ReadingTest, DamagedWordsAreToldAsSuch) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec("UPDATE page SET layout = x'00' WHERE number = 2");
  const Error error = error_of([&] { database_->reading(sha256); });
  EXPECT_EQ(error.kind, ErrorKind::corpus);
  EXPECT_THAT(error.problem, ::testing::HasSubstr("page 2"));
}

TEST_F(ReadingTest, ACodingComesBackAsItWas) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  EXPECT_THAT(database_->coding(sha256).records, IsEmpty());
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  EXPECT_EQ(database_->coding(sha256), sample_coding());
  reopen();
  EXPECT_EQ(database_->coding(sha256), sample_coding());
}

TEST_F(ReadingTest, RecordsAreAskedByFile) {
  const std::string sha256 = read("b.pdf", "abc", 2020);
  offer("a.pdf", "abc", 2020);
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  EXPECT_THAT(lines("SELECT file, record, status, variable, value, outcome, page, quote"
                    " FROM record_value ORDER BY file, record, position"),
              ElementsAre("b.pdf 0  documentsoort overeenkomst value 2 quote of overeenkomst",
                          "b.pdf 1 geldend status geldend value 2 quote of geldend",
                          "b.pdf 1 geldend procedure open_house value 2 quote of open_house",
                          "b.pdf 1 geldend looptijd  contradictory NULL NULL",
                          "b.pdf 1 geldend aanbieders  unreadable NULL NULL",
                          "b.pdf 2 gepland status gepland value 2 quote of gepland",
                          "b.pdf 2 gepland procedure  absent NULL NULL"));
}

TEST_F(ReadingTest, CodingAgainReplaces) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  EXPECT_THAT(to_code("rules-1"), IsEmpty());
  EXPECT_THAT(to_code("rules-1", true), ElementsAre(sha256));
  EXPECT_THAT(to_code("rules-2"), ElementsAre(sha256));
  const classify::Coding shorter{{record(0, {{"documentsoort", "overig"}})}};
  database_->store_coding(run_, sha256, "rules-2", shorter);
  EXPECT_EQ(database_->coding(sha256), shorter);
  EXPECT_EQ(cell("SELECT count(*) FROM rival"), "0");
  EXPECT_EQ(cell("SELECT count(*) FROM evidence"), "1");
}

TEST_F(ReadingTest, WhatCouldNotBeReadIsNotCoded) {
  const std::string sha256 = offer("a.pdf", "abc", 2020).sha256;
  extract::Document failed;
  failed.reason = "encrypted: it asks for a password";
  database_->store_reading(run_, sha256, "reader-1", failed);
  EXPECT_THAT(to_code("rules-1", true), IsEmpty());
  EXPECT_THAT(lines("SELECT result, reason FROM offering_result"),
              ElementsAre("failed encrypted: it asks for a password"));
}

TEST_F(ReadingTest, TheTaskJoinsWhatTheOfferingsSay) {
  read("a.pdf", "abc", 2020);
  Offering second = offering("a.pdf", 2019);
  second.gemeenten = {"GM0546", "GM0503"};
  second.gemeenten_source = "folder";
  offer(second);
  Offering third = offering("a.pdf", 2021);
  third.gemeenten = {"GM0503", "GM0363"};
  third.gemeenten_source = "manifest";
  third.documentsoort = "overeenkomst";
  third.document_date = "2018-12-01";
  offer(third);
  const auto tasks = database_->contents_to_code("rules-1", false);
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].set_year, 2020);
  EXPECT_THAT(tasks[0].gemeenten, ElementsAre("GM0546", "GM0503", "GM0363"));
  EXPECT_EQ(tasks[0].gemeenten_source, "folder");
  EXPECT_EQ(tasks[0].documentsoort, "overeenkomst");
  EXPECT_EQ(tasks[0].document_date, "2018-12-01");
}

TEST_F(ReadingTest, WhatIsToBeCodedComesInParts) {
  std::vector<std::string> all;
  for (const char* path : {"c.pdf", "a.pdf", "b.pdf"}) all.push_back(read(path, path, 2020));
  database_->store_coding(run_, all[0], "rules-1", sample_coding());
  EXPECT_EQ(database_->count_to_code("rules-1", true), 3u);
  EXPECT_EQ(database_->count_to_code("rules-1", false), 2u);
  std::vector<std::string> found;
  for (Part part{"", 2};;) {
    const auto tasks = database_->contents_to_code("rules-1", true, part);
    if (tasks.empty()) break;
    EXPECT_LE(tasks.size(), 2u);
    for (const CodingTask& task : tasks) found.push_back(task.sha256);
    part.after = found.back();
  }
  EXPECT_EQ(found, all);
}

TEST_F(ReadingTest, IsCodedAgainWhenItsOfferingsSaySomethingElse) {
  const std::string sha256 = read("a.pdf", "abc", 2020);
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  offer("b.pdf", "abc", 2020);
  EXPECT_THAT(to_code("rules-1"), IsEmpty());
  Offering member = offering("b.pdf", 2020);
  member.gemeenten = {"GM0546"};
  member.gemeenten_source = "manifest";
  offer(member);
  EXPECT_THAT(to_code("rules-1"), ElementsAre(sha256));
  database_->store_coding(run_, sha256, "rules-1", sample_coding());
  EXPECT_THAT(to_code("rules-1"), IsEmpty());
}

}  // namespace
}  // namespace inkoopmonitor::corpus
