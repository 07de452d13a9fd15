#include "reports/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "error.h"

namespace inkoopmonitor::reports {
namespace {

using Fields = std::vector<std::string>;

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  const struct {
    std::string bytes;
    Fields header;
    std::vector<CsvRow> rows;
  } cases[] = {
      {"a,b\n1,2\n", {"a", "b"}, {{2, {"1", "2"}}}},
      {"a,b\n1,2", {"a", "b"}, {{2, {"1", "2"}}}},
      {"\xEF\xBB\xBF"
       "a,b\r\n1,2\r\n3,4\r\n",
       {"a", "b"},
       {{2, {"1", "2"}}, {3, {"3", "4"}}}},
      {"a\n\"x, y\"\n", {"a"}, {{2, {"x, y"}}}},
      {"a\n\"zei \"\"ja\"\"\"\n", {"a"}, {{2, {"zei \"ja\""}}}},
      {"a,b\n\"twee\nregels\",2\n3,4\n", {"a", "b"}, {{2, {"twee\nregels", "2"}}, {4, {"3", "4"}}}},
      {"a,b\n\n1,2\n\n", {"a", "b"}, {{3, {"1", "2"}}}},
      {"a,b\n,\n", {"a", "b"}, {{2, {"", ""}}}},
      {"a,b\n1,2,,\n", {"a", "b"}, {{2, {"1", "2"}}}},
      {"a,b\n\"\",\"\"\n", {"a", "b"}, {{2, {"", ""}}}},
      {"a\nx;y\n", {"a"}, {{2, {"x;y"}}}},
      {"a,b\rc,d\r", {"a", "b"}, {{2, {"c", "d"}}}},
  };
  for (const auto& [bytes, header, rows] : cases) {
    const CsvFile csv = parse_csv(bytes, "f.csv");
    EXPECT_EQ(csv.header, header) << bytes;
    EXPECT_EQ(csv.rows, rows) << bytes;
  }
}

TEST(Csv, RefusesWhatItCannotRead) {
  const struct {
    std::string bytes, problem;
  } cases[] = {
      {"", "is empty"},
      {"\n\n", "is empty"},
      {"path;year\na;2019\n", "line 1: its fields are separated by semicolons"},
      {"a,b\n1\n", "line 2: 1 fields where the header has 2"},
      {"a,b\n1,2,3\n", "line 2: 3 fields where the header has 2"},
      {"a\n\"open\n\n", "line 2: a quote that does not end"},
      {"a\n\"x\"y\n", "line 2: text behind a closing quote"},
      {"a\nx\"y\"\n", "line 2: a quote in the middle of a field"},
      {"a\ncaf\xE9\n", "is not UTF-8 text"},
      {std::string("\xFF\xFE"
                   "a\0\n\0",
                   6),
       "is not UTF-8 text"},
  };
  for (const auto& [bytes, problem] : cases) {
    try {
      parse_csv(bytes, "f.csv");
      ADD_FAILURE() << "accepted: " << bytes;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_EQ(error.subject, "f.csv");
      EXPECT_EQ(error.problem, problem);
      EXPECT_FALSE(error.remedy.empty());
    }
  }
}

}  // namespace
}  // namespace inkoopmonitor::reports
