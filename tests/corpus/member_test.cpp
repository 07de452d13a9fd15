// What lies in a content is offered wherever that is offered.
#include <SQLiteCpp/SQLiteCpp.h>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MemberTest : public CorpusTest {
 protected:
  // A reading of a container with these members: name and bytes.
  extract::Document holding(const std::vector<std::pair<std::string, std::string>>& members) {
    extract::Document document;
    document.result = extract::Result::read;
    for (const auto& [name, bytes] : members) {
      const auto file = temporary_.path() / "members" / std::to_string(document.members.size());
      write_file(file, bytes);
      document.members.push_back({name, file, ""});
    }
    return document;
  }

  std::vector<std::string> results() const {
    return lines(
        "SELECT file, year, gemeenten, openbaar, result, reason FROM offering_result"
        " ORDER BY offering_id");
  }
};

TEST_F(MemberTest, FollowsEveryOfferingOfItsContainer) {
  Offering first = offering("a.zip", 2019);
  write_file(offered_ / "a.zip", "zip");
  first.gemeenten = {"GM0344"};
  first.gemeenten_source = "manifest";
  first.dossier = "jeugd";
  first.openbaar = true;
  const std::string zip = offer(first).sha256;
  extract::Document document = holding({{"map/x.pdf", "x"}, {"y.pdf", "y"}});
  document.members.push_back({"logo.png", "", "other_format: a picture"});
  document.members.push_back({"uit.pdf", "", "unsafe_name: it leads out"});
  const auto offered = database_->store_reading(run_, zip, "1", document);
  ASSERT_EQ(offered.size(), 4u);
  EXPECT_EQ(offered[0].path, "a.zip/map/x.pdf");
  EXPECT_EQ(offered[0].offered.what, Offered::new_content);
  EXPECT_EQ(offered[2].offered.what, Offered::skipped);
  EXPECT_EQ(offered[3].offered.what, Offered::unreadable);
  EXPECT_EQ(offer("b.zip", "zip", 2021).what, Offered::duplicate);
  const std::string not_read = "not_read: it was offered and not read yet; import again";
  EXPECT_THAT(
      results(),
      ElementsAre("a.zip 2019 GM0344 1 read ", "a.zip/map/x.pdf 2019 GM0344 1 failed " + not_read,
                  "a.zip/y.pdf 2019 GM0344 1 failed " + not_read,
                  "a.zip/logo.png 2019 GM0344 1 skipped other_format: a picture",
                  "a.zip/uit.pdf 2019 GM0344 1 failed unsafe_name: it leads out",
                  "b.zip 2021  0 read ", "b.zip/map/x.pdf 2021  0 failed " + not_read,
                  "b.zip/y.pdf 2021  0 failed " + not_read,
                  "b.zip/logo.png 2021  0 skipped other_format: a picture",
                  "b.zip/uit.pdf 2021  0 failed unsafe_name: it leads out"));
  EXPECT_THAT(lines("SELECT DISTINCT key FROM dossier ORDER BY key"), ElementsAre("jeugd"));
  const auto waiting = database_->contents_to_read("1");
  ASSERT_EQ(waiting.size(), 2u);
  EXPECT_EQ(waiting[0].nesting, 1u);
}

TEST_F(MemberTest, IsNotOfferedTwiceWhenItsContainerIsReadAgain) {
  const std::string zip = offer("a.zip", "zip", 2019).sha256;
  database_->store_reading(run_, zip, "1", holding({{"x.pdf", "x"}}));
  const auto again = database_->store_reading(run_, zip, "2", holding({{"x.pdf", "x"}}));
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].offered.what, Offered::known);
  EXPECT_EQ(cell("SELECT count(*) FROM offering"), "2");
  EXPECT_EQ(offer("a.zip", "zip", 2019).what, Offered::known);
  EXPECT_EQ(cell("SELECT count(*) FROM offering"), "2");
}

TEST_F(MemberTest, ThatIsItsOwnContainerEnds) {
  const std::string zip = offer("r.zip", "zip", 2019).sha256;
  database_->store_reading(run_, zip, "1", holding({{"r.zip", "zip"}}));
  EXPECT_THAT(lines("SELECT shown_path, nesting FROM offering ORDER BY offering_id"),
              ElementsAre("r.zip 0", "r.zip/r.zip 1", "r.zip/r.zip/r.zip 2"));
}

TEST_F(MemberTest, ContainerWithoutPagesIsNotCoded) {
  const std::string zip = offer("a.zip", "zip", 2019).sha256;
  database_->store_reading(run_, zip, "1", holding({{"x.pdf", "x"}}));
  EXPECT_THAT(database_->contents_to_code("rules", true), IsEmpty());
}

TEST_F(MemberTest, ThatLayTooDeepWaitsAgainOnceItLiesLessDeep) {
  Offering deep = offering("a/b/c.zip", 2019);
  deep.nesting = extract::nesting_max;
  write_file(offered_ / "a/b/c.zip", "zip");
  const std::string zip = offer(deep).sha256;
  extract::Document document;
  document.reason = "nested_too_deep: it was not opened";
  database_->store_reading(run_, zip, "1", document);
  EXPECT_THAT(database_->contents_to_read("1"), IsEmpty());
  offer("c.zip", "zip", 2019);
  EXPECT_EQ(database_->contents_to_read("1").size(), 1u);
  database_->store_reading(run_, zip, "1", holding({{"x.pdf", "x"}}));
  EXPECT_EQ(database_->contents_to_read("1").size(), 1u) << "what lies in it";
}

TEST_F(MemberTest, KindThatCannotBeReadYetCountsAsSkipped) {
  const std::string doc = offer("oud.doc", "doc", 2019).sha256;
  extract::Document document;
  document.reason = "not_readable_yet: it is kept";
  database_->store_reading(run_, doc, "1", document);
  EXPECT_THAT(results(), ElementsAre("oud.doc 2019  0 skipped not_readable_yet: it is kept"));
}

TEST_F(MemberTest, OfACorpusThatIsOlderThanMembersIsKeptToo) {
  const auto schema = [&] {
    return lines(
        "SELECT replace(replace(sql, ' ', ''), char(10), '') FROM sqlite_schema"
        " WHERE name = 'offering_result'");
  };
  const std::string zip = offer("a.zip", "zip", 2019).sha256;
  const auto fresh = results();
  const auto fresh_schema = schema();
  database_.reset();
  {
    SQLite::Database old(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE);
    old.exec(
        kBackTo4 +
        "DROP VIEW offering_result; CREATE VIEW offering_result AS SELECT 1; DROP TABLE member;"
        " ALTER TABLE offering DROP COLUMN nesting; ALTER TABLE value DROP COLUMN doubt;"
        " ALTER TABLE arrangement_value DROP COLUMN doubt;"
        " PRAGMA user_version = 2");
  }
  reopen();
  EXPECT_EQ(results(), fresh);
  EXPECT_EQ(schema(), fresh_schema);
  EXPECT_EQ(database_->store_reading(run_, zip, "1", holding({{"x.pdf", "x"}})).size(), 1u);
}

}  // namespace
}  // namespace inkoopmonitor::corpus
