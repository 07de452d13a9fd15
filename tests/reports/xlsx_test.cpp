// Workbooks, read back from the parts of their ZIP file as a spreadsheet would.
#include "reports/xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "error.h"
#include "small_corpus.h"

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

// What anybody may write into a document or a file name is never run by who opens the workbook.
TEST(Workbook, OfAllTablesHoldsNoFormulasAndSaysWhatItHolds) {
  const TestFolder folder;
  const auto database = make_corpus(
      folder.path(),
      {{.path = "=cmd|' /C calc'!A0.pdf",
        .gemeenten = {"GM0344"},
        .records = {in_force("GM0344", {{"procedure", "open_house", 0.9, 1,
                                         "=HYPERLINK(\"http://example.org\";\"x\")"}})}}});
  auto parts =
      parts_of(export_workbook(database, test_codebook(), {}, SOURCE_DIR "/reports/templates"));
  const std::string& book = parts["xl/workbook.xml"];
  for (const char* name :
       {"monitor", "municipalities", "documents", "arrangements", "values", "codebook", "columns"})
    EXPECT_THAT(book, HasSubstr("name=\"" + std::string(name) + "\"")) << name;
  std::string all;
  for (const auto& [name, part] : parts) {
    if (!name.starts_with("xl/worksheets/sheet")) continue;
    EXPECT_THAT(part, HasSubstr("state=\"frozen\"")) << name;
    EXPECT_THAT(part, HasSubstr("<autoFilter")) << name;
    EXPECT_THAT(part, Not(HasSubstr("<f>"))) << name;
    EXPECT_THAT(part, Not(HasSubstr("<f "))) << name;
    EXPECT_THAT(part, Not(HasSubstr("<hyperlink"))) << name;
    all += part;
  }
  EXPECT_NE(all.find("<is><t>=HYPERLINK("), std::string::npos);
  EXPECT_NE(all.find("<is><t>=cmd|"), std::string::npos);
}

TEST(Workbook, EveryColumnOfAnExportHasATypeAndAMeaning) {
  const TestFolder folder;
  const auto database = make_corpus(folder.path(), {});
  const auto about = nlohmann::json::parse(file_text(SOURCE_DIR "/reports/templates/columns.json"));
  for (const char* name : {"values", "arrangements", "documents"}) {
    const Table table = export_table(database, {name});
    EXPECT_EQ(about.at(name).size(), table.columns.size()) << name;
    for (const Column& column : table.columns) {
      ASSERT_TRUE(about[name].contains(column.name)) << name << " " << column.name;
      EXPECT_EQ(about[name][column.name]["type"] == "number", column.align == Align::right)
          << name << " " << column.name;
      EXPECT_FALSE(about[name][column.name]["meaning"].get<std::string>().empty());
    }
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
