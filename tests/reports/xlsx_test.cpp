// Workbooks, read back from the parts of their ZIP file as a spreadsheet would.
#include "reports/xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "error.h"

namespace inkoopmonitor::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The parts of a workbook by their names.
std::map<std::string, std::string> parts_of(const std::string& bytes) {
  std::map<std::string, std::string> parts;
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip(zip.get());
  EXPECT_EQ(archive_read_open_memory(zip.get(), bytes.data(), bytes.size()), ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
    std::string& part = parts[archive_entry_pathname(entry)];
    char buffer[4096];
    for (la_ssize_t got = 0; (got = archive_read_data(zip.get(), buffer, sizeof buffer)) > 0;)
      part.append(buffer, static_cast<std::size_t>(got));
  }
  return parts;
}

std::string first_sheet(const Table& table) {
  return parts_of(workbook({{"table", table}}))["xl/worksheets/sheet1.xml"];
}

TEST(Workbook, HasASheetForEachTableWithFrozenHeadAndFilters) {
  const Table table{{{"naam"}, {"aantal", Align::right}}, {{"Súdwest-Fryslân", "12"}}, "een noot"};
  auto parts = parts_of(workbook({{"waarden", table}, {"Waarden", table}, {"a/b", table}}));
  EXPECT_THAT(parts["xl/workbook.xml"], HasSubstr("name=\"waarden\""));
  EXPECT_THAT(parts["xl/workbook.xml"], HasSubstr("name=\"Waarden 2\""));
  EXPECT_THAT(parts["xl/workbook.xml"], HasSubstr("name=\"a_b\""));
  const std::string& sheet = parts["xl/worksheets/sheet2.xml"];
  EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:B2\"/>"));
  EXPECT_THAT(sheet, HasSubstr("Súdwest-Fryslân"));
  EXPECT_THAT(sheet, HasSubstr("een noot"));
}

TEST(Workbook, CellsHaveTheirTypesAndAreNeverFormulas) {
  struct Case {
    const char* cell;
    Align align;
    const char* expected;
  };
  const Case cases[] = {
      {"12", Align::right, "<c r=\"A2\"><v>12</v></c>"},
      {"-0.5", Align::right, "<v>-0.5</v>"},
      {"12", Align::left, "<is><t>12</t></is>"},
      {"007", Align::right, "<is><t>007</t></is>"},
      {"3-6", Align::right, "<is><t>3-6</t></is>"},
      {"2019-02-03", Align::left, "<v>43499</v>"},
      {"=1+1", Align::left, "<is><t>=1+1</t></is>"},
      {"a <b> & c", Align::left, "<is><t>a &lt;b&gt; &amp; c</t></is>"},
  };
  for (const Case& one : cases) {
    const std::string sheet = first_sheet({{{"x", one.align}}, {{one.cell}}, {}});
    EXPECT_THAT(sheet, HasSubstr(one.expected)) << one.cell;
    EXPECT_THAT(sheet, Not(HasSubstr("<f>"))) << one.cell;
  }
}

TEST(Workbook, ATextLongerThanACellIsCutWithAMark) {
  const std::string sheet = first_sheet({{{"x"}}, {{std::string(40'000, 'a')}}, {}});
  EXPECT_THAT(sheet, HasSubstr(std::string(32'766, 'a') + "…"));
  EXPECT_THAT(sheet, Not(HasSubstr(std::string(32'767, 'a'))));
}

TEST(Workbook, IsTheSameForTheSameTables) {
  const Table table{{{"x"}}, {{"1"}}, {}};
  EXPECT_EQ(workbook({{"t", table}}), workbook({{"t", table}}));
}

TEST(Workbook, MoreRowsThanASheetHoldsAreRefusedWithAWayOut) {
  const Table table{{{"x"}}, std::vector<std::vector<std::string>>(1'048'576, {""}), {}};
  try {
    workbook({{"t", table}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_THAT(error.problem, HasSubstr("1048576 rows"));
  }
}

}  // namespace
}  // namespace inkoopmonitor::reports
