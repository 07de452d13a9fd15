// Corpora made apart, as one.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "corpus/review.h"
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

const std::string kShaOfB = "3e744b9dc39389baf0c5a0660589b8402f3dbb49b89b3e75f2c9355852a3c677";

struct File {
  std::string path, bytes;
  int year = 0;
  std::string dossier, gemeente;
  bool openbaar = false;
  std::string ruleset = "rules-1", looptijd = "24", reader = "4";
};

// What a corpus tells, without ids and in an order of its own.
std::vector<std::string> told(const Database& database) {
  std::vector<std::string> all;
  for (const char* sql :
       {"SELECT 'offering', file, sha256, year, gemeenten, dossier, documentsoort, openbaar, "
        "result,"
        " reason, duplicate_of FROM offering_result",
        "SELECT 'value', file, record, variable, value, page, quote FROM record_value",
        "SELECT 'coding', sha256, ruleset FROM coding JOIN content USING (content_id)",
        "SELECT 'page', sha256, number, text FROM newest_reading JOIN page USING (reading_id)"
        " JOIN content USING (content_id)",
        "SELECT 'decision', scope_key, variable, value, quote FROM decision",
        "SELECT 'reviewer', sha256, reviewer FROM assignment JOIN content USING (content_id)",
        "SELECT 'second', sha256, coder, variable, value FROM second_coding"
        " JOIN content USING (content_id) LEFT JOIN second_value USING (content_id)",
        "SELECT 'hand', panel_year, gm_code, domein, voorziening, variable, value FROM hand_value",
        "SELECT 'removal', sha256, reason FROM removal JOIN content USING (content_id)",
        "SELECT 'change', shown_path, fact, before, after FROM offering_change"
        " JOIN offering USING (offering_id)"}) {
    for (const Row& row : database.select(sql).rows) {
      std::string line;
      for (const auto& one : row) line += one.value_or("NULL") + "|";
      all.push_back(line);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

class MergeTest : public CorpusTest {
 protected:
  // A corpus by the name of a colleague, whose import began at `started`.
  Database made(const std::string& name, const std::string& started,
                const std::vector<File>& files) {
    const fs::path folder = temporary_.path() / name;
    Database database = Database::create(folder, kRegister);
    const std::int64_t run = database.begin_run("import", {"0.1", "4", "rules-1", name});
    for (const File& file : files) add(database, run, file);
    database.end_run(run, 0);
    return stamped(std::move(database), started);
  }

  void add(Database& database, std::int64_t run, const File& file) {
    write_file(offered_ / file.path, file.bytes);
    Offering one = offering(file.path, file.year);
    one.dossier = file.dossier;
    if (!file.gemeente.empty()) one.gemeenten = {file.gemeente}, one.gemeenten_source = "manifest";
    one.openbaar = file.openbaar;
    const std::string sha256 = database.offer(run, one, "").sha256;
    extract::Document document = sample_document();
    if (file.reader != "4") document.pages.pop_back();
    database.store_reading(run, sha256, file.reader, document);
    classify::Coding coding;
    coding.records = {quoted_record(0, {{"documentsoort", "overeenkomst"}}),
                      quoted_record(1, {{"looptijd", file.looptijd}})};
    if (file.reader != "4")
      for (auto& record : coding.records)
        for (auto& value : record.values) value.evidence[0].page = 1;
    database.store_coding(run, sha256, file.ruleset, coding);
  }

  // Runs tell when they began; the clock of the test is too coarse for an order.
  static Database stamped(Database database, const std::string& started) {
    const fs::path folder = database.folder();
    { const Database gone = std::move(database); }
    SQLite::Database(folder / "monitor.sqlite", SQLite::OPEN_READWRITE)
        .exec("UPDATE run SET started = '" + started + "', ended = '" + started + "'");
    return Database::open(folder, Access::write);
  }

  std::vector<Finding> merge_all(const std::string& into, const std::vector<std::string>& names) {
    Database database = Database::create(temporary_.path() / into, kRegister);
    const std::int64_t run = database.begin_run("merge", {});
    std::vector<Finding> conflicts;
    for (const std::string& name : names) {
      const Merged merged = database.merge(run, temporary_.path() / name, no_between);
      conflicts.insert(conflicts.end(), merged.conflicts.begin(), merged.conflicts.end());
    }
    result_ = told(database);
    EXPECT_TRUE(database.select("PRAGMA foreign_key_check").rows.empty());
    const auto damage = verify(temporary_.path() / into, no_between).findings;
    EXPECT_THAT(damage, IsEmpty()) << damage.front().where << damage.front().problem;
    return conflicts;
  }

  void decide(const std::string& name, const std::string& key, const std::string& value,
              const std::string& started) {
    SQLite::Database database(temporary_.path() / name / "monitor.sqlite", SQLite::OPEN_READWRITE);
    database.exec(
        "INSERT INTO run (kind, program_version, reader_version, ruleset, arguments,"
        " started) VALUES ('review', '', '', '', '" +
        name + "', '" + started + "')");
    database.exec(
        "INSERT INTO decision (run_id, scope_kind, scope_key, variable, kind, value, outcome,"
        " reading_id, page, first_word, last_word, quote) VALUES ((SELECT max(run_id) FROM run),"
        " 'dossier', '" +
        key + "', 'looptijd', 'corrected', '" + value +
        "', 'value', 1, 2, 0, 1, 'Huishoudelijke hulp€')");
  }

  // The document of these bytes is for `reviewer` to check and was coded a second time by `coder`.
  void give(const std::string& name, const std::string& sha256, const std::string& reviewer,
            const std::string& coder, const std::string& value) {
    Reviews reviews(temporary_.path() / name);
    reviews.assign_reviewer(sha256, reviewer);
    reviews.give_second(sha256, coder);
    reviews.store_second(sha256, {{"", "wmo", "", "looptijd", value, false}});
  }

  std::vector<std::string> result_;
};

TEST_F(MergeTest, BringsAllOfTheOther) {
  made("ann", "2024-01-01T10:00:00Z",
       {{"a.pdf", "aaa", 2020, "jeugd", "GM0344", true}, {"b.pdf", "bbb", 2021}});
  Database ben = made("ben", "2024-01-02T10:00:00Z", {{"c.pdf", "ccc", 2022, "", "GM0363"}});
  const std::int64_t run = ben.begin_run("merge", {});
  const auto before = told(ben);
  const Merged merged = ben.merge(run, temporary_.path() / "ann", no_between);
  EXPECT_EQ(merged.contents, 2u);
  EXPECT_EQ(merged.offerings, 2u);
  EXPECT_EQ(merged.codings, 2u);
  EXPECT_THAT(merged.conflicts, IsEmpty());
  const auto after = told(ben);
  for (const std::string& line : before) EXPECT_THAT(after, Contains(line));
  for (const std::string& line : told(Database::open(temporary_.path() / "ann", Access::read)))
    EXPECT_THAT(after, Contains(line));
  EXPECT_EQ(ben.dossiers_to_resolve().size(), 3u);
  EXPECT_THAT(verify(ben.folder(), no_between).findings, IsEmpty());
  // Once more: it is all known.
  const Merged again = ben.merge(run, temporary_.path() / "ann", no_between);
  EXPECT_EQ(again.contents + again.offerings + again.readings + again.codings, 0u);
  EXPECT_EQ(told(ben), after);
}

TEST_F(MergeTest, DoesNotDependOnTheOrder) {
  made("ann", "2024-01-01T10:00:00Z",
       {{"a.pdf", "aaa", 2020, "jeugd", "GM0344", true},
        {"b.pdf", "bbb", 2021, "", "", false, "rules-1", "24"},
        {"e.pdf", "eee", 2020, "", "", false, "rules-1", "12", "3"}});
  // The same file in another dossier, the same content under another name, other rules.
  made("ben", "2024-02-01T10:00:00Z",
       {{"a.pdf", "aaa", 2020, "jeugd-2020", "GM0363"},
        {"kopie van b.pdf", "bbb", 2019, "wmo", "GM0150", true, "rules-2", "36"}});
  made("cas", "2024-03-01T10:00:00Z",
       {{"d.pdf", "ddd", 2022}, {"e.pdf", "eee", 2020, "", "", false, "rules-1", "48", "4"}});
  decide("ann", "jeugd", "60", "2024-01-03T10:00:00Z");
  decide("cas", "jeugd", "72", "2024-03-03T10:00:00Z");
  {
    Database ann = Database::open(temporary_.path() / "ann", Access::write);
    ann.import_hand_values(1, {{2016, "GM0344", "wmo", "", "looptijd", "24", "ann.csv, line 2"}});
    Database ben = Database::open(temporary_.path() / "ben", Access::write);
    ben.import_hand_values(1, {{2016, "GM0344", "wmo", "", "looptijd", "36", "ben.csv, line 2"}});
    Assignment assignment;
    assignment.dossier = "jeugd";
    ann.assign(1, ann.select("SELECT sha256 FROM content ORDER BY content_id").rows[0][0].value(),
               assignment);
  }
  give("ann", kShaOfB, "bo", "dee", "36");
  give("ben", kShaOfB, "an", "cor", "48");
  std::vector<std::string> names = {"ann", "ben", "cas"};
  std::vector<std::string> first;
  int number = 0;
  do {
    const auto conflicts = merge_all("all" + std::to_string(++number), names);
    EXPECT_THAT(conflicts, Contains(Field(&Finding::code, "dossier_differs")));
    EXPECT_THAT(conflicts, Contains(Field(&Finding::code, "gemeente_differs")));
    EXPECT_THAT(conflicts, Contains(Field(&Finding::code, "openbaar_differs")));
    EXPECT_THAT(conflicts, Contains(Field(&Finding::code, "decision_differs")));
    EXPECT_THAT(conflicts, Contains(Field(&Finding::code, "handmatig_differs")));
    EXPECT_THAT(conflicts, Contains(Field(&Finding::code, "second_coder_differs")));
    EXPECT_THAT(result_, Contains("reviewer|" + kShaOfB + "|an|"));
    EXPECT_THAT(result_, Contains("second|" + kShaOfB + "|cor|looptijd|48|"));
    if (first.empty()) first = result_;
    EXPECT_EQ(result_, first) << names[0] << names[1] << names[2];
  } while (std::next_permutation(names.begin(), names.end()));
  EXPECT_EQ(number, 6);
}

TEST_F(MergeTest, TakesTheLaterDecisionAndListsTheOther) {
  made("ann", "2024-01-01T10:00:00Z", {{"a.pdf", "aaa", 2020, "jeugd"}});
  made("ben", "2024-01-02T10:00:00Z", {{"a.pdf", "aaa", 2020, "jeugd"}});
  decide("ann", "jeugd", "60", "2024-05-01T10:00:00Z");
  decide("ben", "jeugd", "72", "2024-04-01T10:00:00Z");
  const auto conflicts = merge_all("all", {"ann", "ben"});
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].problem,
            "looptijd is \"60\" by one decision and \"72\" by another; kept is \"60\"");
  EXPECT_THAT(result_, Contains("decision|jeugd|looptijd|60|Huishoudelijke hulp€|"));
}

TEST_F(MergeTest, WhatOneRemovedIsGoneFromAll) {
  Database ann = made("ann", "2024-01-01T10:00:00Z", {{"a.pdf", "aaa", 2020}});
  made("ben", "2024-01-02T10:00:00Z", {{"a.pdf", "aaa", 2020}, {"b.pdf", "bbb", 2020}});
  ann.remove(1, ann.select("SELECT sha256 FROM content").rows[0][0].value(), "op verzoek");
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"ann", "ben"}, std::vector<std::string>{"ben", "ann"}}) {
    merge_all("all-" + names[0], names);
    EXPECT_EQ(std::count_if(result_.begin(), result_.end(),
                            [](const std::string& line) {
                              return line.starts_with("page|") || line.starts_with("removal|");
                            }),
              3);
    EXPECT_FALSE(
        fs::exists(Database::open(temporary_.path() / ("all-" + names[0]), Access::read)
                       .file_of(ann.select("SELECT sha256 FROM content").rows[0][0].value())));
  }
}

TEST_F(MergeTest, DoesNotMergeACorpusIntoItself) {
  EXPECT_EQ(error_of([&] { database_->merge(run_, folder_, no_between); }).kind, ErrorKind::usage);
}

TEST_F(MergeTest, ThatIsStoppedChangesNothing) {
  made("ann", "2024-01-01T10:00:00Z", {{"a.pdf", "aaa", 2020}});
  const auto before = told(*database_);
  struct Stopped {};
  int step = 0;
  EXPECT_THROW(database_->merge(run_, temporary_.path() / "ann",
                                [&] {
                                  if (++step == 2) throw Stopped();
                                }),
               Stopped);
  EXPECT_EQ(told(*database_), before);
  EXPECT_EQ(database_->merge(run_, temporary_.path() / "ann", no_between).offerings, 1u);
}

}  // namespace
}  // namespace inkoopmonitor::corpus
