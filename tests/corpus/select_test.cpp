// Questions in SQL.
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

class SelectTest : public CorpusTest {};

TEST_F(SelectTest, GivesColumnsParametersAndNull) {
  const Rows rows = database_->select(
      "SELECT :number + 1 AS more, :text AS text, :real AS real, :none AS none, x'6100' AS bytes;",
      {{"number", std::int64_t{41}},
       {":text", std::string("é")},
       {"real", 0.1},
       {"none", nullptr}});
  EXPECT_THAT(rows.columns, ::testing::ElementsAre("more", "text", "real", "none", "bytes"));
  ASSERT_EQ(rows.rows.size(), 1u);
  EXPECT_EQ(rows.rows[0], (Row{"42", "é", "0.1", std::nullopt, std::string("a\0", 2)}));
}

TEST_F(SelectTest, GivesRowsOneByOne) {
  std::string all;
  database_->each("SELECT 1, 'é', 0.5, NULL UNION ALL SELECT :two, 'b', 1.5, 'c'",
                  {{":two", std::int64_t{2}}}, [&](const ReadRow& row) {
                    all += std::to_string(row.number(0)) + std::string(row.text(1)) +
                           std::to_string(row.real(2)) + "[" + std::string(row.text(3)) + "] ";
                  });
  EXPECT_EQ(all, "1é0.500000[] 2b1.500000[c] ");
  EXPECT_EQ(error_of([&] { database_->each("DELETE FROM run", {}, [](const ReadRow&) {}); }).kind,
            ErrorKind::usage);
}

TEST_F(SelectTest, OnlyReads) {
  const std::string elsewhere = temporary_.path() / "elsewhere.sqlite";
  const std::string refused[] = {
      "DELETE FROM content",
      "INSERT INTO upkeep VALUES (2, 0)",
      "DROP TABLE page",
      "CREATE TABLE t (a)",
      "PRAGMA user_version = 7",
      "PRAGMA journal_mode = DELETE",
      "PRAGMA wal_checkpoint",
      "ATTACH '" + elsewhere + "' AS other",
      "VACUUM INTO '" + elsewhere + "'",
      "BEGIN",
      "SELECT 1; DELETE FROM municipality",
      "SELECT",
      "",
      "SELECT * FROM nowhere",
      "SELECT abs(-9223372036854775808)",
  };
  for (const std::string& sql : refused) {
    SCOPED_TRACE(sql);
    const Error error = error_of([&] { database_->select(sql); });
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_FALSE(error.remedy.empty());
  }
  EXPECT_EQ(error_of([&] {
              database_->select("SELECT 1", {{"a", nullptr}});
            }).kind,
            ErrorKind::usage);
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
  EXPECT_EQ(cell("PRAGMA user_version"), std::to_string(schema_version()));
  EXPECT_EQ(offer("a.pdf", "abc", 2020).what, Offered::new_content) << "writing still works";
}

}  // namespace
}  // namespace inkoopmonitor::corpus
