#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "error.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {
namespace {

Table two_rows() {
  return {{{"naam"}, {"aantal", Align::right}},
          {{"Súdwest-Fryslân", "12"}, {"Goes", "3"}},
          "2 gemeenten"};
}

TEST(Render, TableLinesUpColumnsByWhatIsSeen) {
  EXPECT_EQ(render(two_rows(), Format::table),
            "naam             aantal\n"
            "---------------  ------\n"
            "Súdwest-Fryslân      12\n"
            "Goes                  3\n"
            "\n"
            "2 gemeenten\n");
}

TEST(Render, TableWrapsLongCellsAndLosesNothing) {
  const Table table{
      {{"file"}, {"reason"}}, {{"a.pdf", "encrypted: this file asks for a password"}}, {}};
  EXPECT_EQ(render(table, Format::table, 30),
            "file   reason\n"
            "-----  -----------------------\n"
            "a.pdf  encrypted: this file\n"
            "       asks for a password\n");
}

TEST(Render, TableBreaksAWordThatFitsNowhere) {
  const Table table{{{"sha256"}}, {{"0123456789abcdef"}}, {}};
  EXPECT_EQ(render(table, Format::table, 10), "sha256\n----------\n0123456789\nabcdef\n");
}

TEST(Render, TableShowsNoControlCharacters) {
  const Table table{{{"quote"}}, {{"a\nb\x1B[2J"}}, {}};
  const std::string text = render(table, Format::table);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_NE(text.find("a b [2J"), std::string::npos);
}

TEST(Render, CsvQuotesWhatNeedsItAndChangesNoCell) {
  const struct {
    const char *cell, *written;
  } cases[] = {{"plain", "plain"},
               {"", ""},
               {"a,b", "\"a,b\""},
               {"say \"yes\"", "\"say \"\"yes\"\"\""},
               {"two\nlines", "\"two\nlines\""},
               {"cr\rhere", "\"cr\rhere\""},
               {"=1+1", "\"=1+1\""},
               {"-5", "\"-5\""},
               {"@sum", "\"@sum\""}};
  for (const auto& [given, written] : cases) {
    const Table table{{{"x"}, {"y"}}, {{given, "end"}}, "not in csv"};
    EXPECT_EQ(render(table, Format::csv), std::string("x,y\n") + written + ",end\n") << given;
  }
}

TEST(Render, JsonIsAnArrayOfObjectsInTheOrderOfTheColumns) {
  const std::string text = render(two_rows(), Format::json);
  const auto rows = nlohmann::ordered_json::parse(text);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].dump(), R"({"naam":"Súdwest-Fryslân","aantal":"12"})");
  EXPECT_EQ(render({{{"a"}}, {}, {}}, Format::json), "[]\n");
}

TEST(Render, UnknownFormatIsAnErrorThatNamesTheOthers) {
  EXPECT_EQ(parse_format("csv"), Format::csv);
  try {
    parse_format("xml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_NE(std::string(error.what()).find("table, csv, json or xlsx"), std::string::npos);
  }
}

}  // namespace
}  // namespace inkoopmonitor::reports
