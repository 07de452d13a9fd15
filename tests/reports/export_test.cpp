#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "error.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

std::vector<GivenDocument> some_documents() {
  return {
      {.path = "GM0114/contract.pdf",
       .gemeenten = {"GM0114"},
       .records = {in_force("GM0114", {{"procedure", "open_house", 0.91234, 2},
                                       {"aanbieders", "-5", 0.3, 1, "ten hoogste \"vijf\",\nof"},
                                       {"looptijd", "", 0, 0, {}, classify::Outcome::absent}}),
                   {{"status", "overwogen"}, {"bekostiging", "taakgericht", 1, 0}}}},
      {.path = "GM0106/bestek.pdf", .gemeenten = {"GM0106"}, .failed = "encrypted: a password"},
      {.path = "GM0106/kopie.pdf", .gemeenten = {"GM0106"}, .content = "GM0114/contract.pdf"},
      {.path = "lijst.xlsx", .skipped = "not_pdf: spreadsheets are not read"},
      {.path = "weg.pdf", .missing = "vanished: it was named in the manifest"}};
}

TEST(Export, ValuesFollowTheContract) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  const Table table = export_table(database, {});
  std::string header;
  for (const Column& column : table.columns) header += column.name + ",";
  EXPECT_EQ(header,
            "file,sha256,record,status,variable,value,confidence,state,page,quote,outcome,");
  const std::string file = table.rows.at(0)[0], sha256 = table.rows.at(0)[1];
  EXPECT_EQ(file, "GM0106/kopie.pdf") << "the first of its files in order of year and path";
  EXPECT_EQ(sha256.size(), 64u);
  const auto row = [&](const std::string& record, const std::string& variable) {
    for (const auto& cells : table.rows)
      if (cells[2] == record && cells[4] == variable) return cells;
    return std::vector<std::string>();
  };
  using Row = std::vector<std::string>;
  EXPECT_EQ(row("0", "documentsoort"),
            (Row{file, sha256, "0", "", "documentsoort", "overeenkomst", "0.900", "auto", "1",
                 "er staat overeenkomst", "value"}));
  EXPECT_EQ(row("1", "procedure"), (Row{file, sha256, "1", "geldend", "procedure", "open_house",
                                        "0.912", "auto", "2", "er staat open_house", "value"}));
  EXPECT_EQ(row("1", "aanbieders"), (Row{file, sha256, "1", "geldend", "aanbieders", "-5", "0.300",
                                         "unsure", "1", "ten hoogste \"vijf\",\nof", "value"}));
  EXPECT_EQ(row("1", "domein").at(5), "wmo") << "scope variables are rows too";
  EXPECT_EQ(row("1", "looptijd"), Row()) << "only with outcomes";
  EXPECT_EQ(row("2", "bekostiging"),
            (Row{file, sha256, "2", "overwogen", "bekostiging", "taakgericht", "1.000", "auto", "",
                 "er staat taakgericht", "value"}));
}

TEST(Export, OutcomesAddsRowsWithoutAValue) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  const Table without = export_table(database, {});
  const Table with = export_table(database, {.outcomes = true});
  ASSERT_EQ(with.rows.size(), without.rows.size() + 1);
  const auto added = std::find_if(with.rows.begin(), with.rows.end(),
                                  [](const auto& row) { return row[10] == "absent"; });
  ASSERT_NE(added, with.rows.end());
  EXPECT_EQ((*added)[4], "looptijd");
  EXPECT_EQ((*added)[5], "");
}

TEST(Export, DocumentsHasARowForEveryOffering) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  const Table table = export_table(database, {.table = "documents"});
  ASSERT_EQ(table.rows.size(), 5u);
  const struct {
    const char *file, *gemeente, *pages, *ocr_pages, *result, *reason;
  } cases[] = {{"GM0106/bestek.pdf", "GM0106", "0", "0", "failed", "encrypted: a password"},
               {"GM0106/kopie.pdf", "GM0106", "2", "1", "read", ""},
               {"GM0114/contract.pdf", "GM0114", "2", "1", "read", ""},
               {"lijst.xlsx", "", "", "", "skipped", "not_pdf: spreadsheets are not read"},
               {"weg.pdf", "", "", "", "failed", "vanished: it was named in the manifest"}};
  for (const auto& expected : cases) {
    EXPECT_EQ(cell(table, expected.file, "gemeente"), expected.gemeente) << expected.file;
    EXPECT_EQ(cell(table, expected.file, "pages"), expected.pages) << expected.file;
    EXPECT_EQ(cell(table, expected.file, "ocr_pages"), expected.ocr_pages) << expected.file;
    EXPECT_EQ(cell(table, expected.file, "result"), expected.result) << expected.file;
    EXPECT_EQ(cell(table, expected.file, "reason"), expected.reason) << expected.file;
    EXPECT_EQ(cell(table, expected.file, "year"), "2019") << expected.file;
  }
}

TEST(Export, ArrangementsNameTheDecidingFile) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(), {{.path = "a.pdf",
                       .records = {in_force("GM0114", {{"procedure", "subsidie", 0.8, 2}})},
                       .dossier = "hulp"}});
  const Table table = export_table(database, {.table = "arrangements"});
  const std::string text = render(table, Format::csv);
  EXPECT_TRUE(text.starts_with(
      "dossier,record,status,variable,value,confidence,state,file,page,quote,outcome\n"));
  EXPECT_NE(
      text.find("\nhulp,1,geldend,procedure,subsidie,0.800,auto,a.pdf,2,er staat subsidie,value\n"),
      std::string::npos)
      << text;
}

TEST(Export, IsTheSameWhateverTheOrderOfImport) {
  std::vector<GivenDocument> documents = some_documents();
  TestFolder one, other;
  const corpus::Database first = make_corpus(one.path(), documents);
  std::reverse(documents.begin(), documents.end());
  // The content that both copies share is described where it is offered first.
  std::swap(documents[2].records, documents[4].records);
  const corpus::Database second = make_corpus(other.path(), documents);
  EXPECT_EQ(render(export_table(first, {.outcomes = true}), Format::csv),
            render(export_table(second, {.outcomes = true}), Format::csv));
}

// Decisions are made by the review, which writes them through the corpus; here by SQL.
void decide(const std::filesystem::path& folder, const std::string& values) {
  sqlite3* opened = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "corpus/monitor.sqlite").c_str(), &opened), SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  const std::string sql =
      "INSERT INTO decision (run_id, scope_kind, scope_key, perceel, domein, voorzieningen, "
      "variable, kind, value, outcome, page, quote) VALUES (1, " +
      values + ")";
  EXPECT_EQ(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
}

TEST(Export, DecisionsAreShownWhereTheyApply) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(),
      {{.path = "a.pdf",
        .records = {in_force("GM0114", {{"procedure", "subsidie", 0.2},
                                        {"bekostiging", "taakgericht"},
                                        {"looptijd", "48"},
                                        {"aanbieders", "4", 0.2}}),
                    {{"status", "geldend"}, {"perceel", "2"}, {"procedure", "veiling"}},
                    {{"status", "geldend"}, {"perceel", "2"}, {"procedure", "veiling"}}}}});
  const std::string content = "'content', '" + export_table(database, {}).rows.at(0)[1] + "', ";
  const std::string first = content + "'', 'wmo', 'huishoudelijke_hulp', ";
  decide(folder.path(), first + "'procedure', 'confirmed', 'subsidie', 'value', 1, 'woorden'");
  decide(folder.path(),
         first + "'bekostiging', 'corrected', 'outputgericht', 'value', 2, 'gezien'");
  decide(folder.path(), first + "'looptijd', 'confirmed', '36', 'value', 1, 'drie jaar'");
  decide(folder.path(),
         content + "'2', '', '', 'procedure', 'confirmed', 'veiling', 'value', 1, ''");
  const Table table = export_table(database, {});
  const auto stated = [&](const std::string& record, const std::string& variable) {
    for (const auto& row : table.rows)
      if (row[2] == record && row[4] == variable)
        return row[5] + " " + row[6] + " " + row[7] + " " + row[8] + " " + row[9];
    return std::string("none");
  };
  EXPECT_EQ(stated("1", "procedure"), "subsidie 1.000 confirmed 1 er staat subsidie");
  EXPECT_EQ(stated("1", "bekostiging"), "outputgericht 1.000 corrected 2 gezien");
  EXPECT_EQ(stated("1", "looptijd"), "48 0.900 auto 1 er staat 48") << "another was confirmed";
  EXPECT_EQ(stated("1", "aanbieders"), "4 0.200 unsure 1 er staat 4");
  // Two records about the same thing say the same, so it was confirmed of both.
  EXPECT_EQ(stated("2", "procedure"), "veiling 1.000 confirmed 1 er staat veiling");
  EXPECT_EQ(stated("3", "procedure"), "veiling 1.000 confirmed 1 er staat veiling");
}

TEST(Export, UnknownTableIsAnErrorThatNamesTheOthers) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  try {
    export_table(database, {.table = "valuse"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("values, arrangements or documents"),
              std::string::npos);
  }
}

// The exports of a corpus that is brought up to date are the same whatever version it was of.
TEST(Export, OfEveryOldVersionIsTheSame) {
  namespace fs = std::filesystem;
  std::map<std::string, std::string> first;
  int versions = 0;
  for (int version = 1; version < corpus::schema_version(); ++version) {
    const fs::path sql =
        fs::path(SOURCE_DIR) / fmt::format("tests/data/old/version{}.sql", version);
    if (!fs::exists(sql)) continue;  // migration_test.cpp watches which there are
    SCOPED_TRACE(sql);
    TestFolder folder;
    sqlite3* old = nullptr;
    ASSERT_EQ(sqlite3_open((folder.path() / "monitor.sqlite").c_str(), &old), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(old, file_text(sql).c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(old);
    corpus::Database database = corpus::Database::open(folder.path(), corpus::Access::write);
    database.rebuild_panel();
    const std::map<std::string, std::string> exports = {
        {"values", render(export_table(database, {}), Format::csv)},
        {"arrangements", render(export_table(database, {"arrangements"}), Format::csv)},
        {"documents", render(export_table(database, {"documents"}), Format::csv)},
        {"monitor", render(monitor(database, {}), Format::csv)},
        {"ocds", open_contracting(database, SOURCE_DIR "/reports/templates")}};
    if (++versions == 1) first = exports;
    EXPECT_EQ(exports, first);
  }
  EXPECT_GT(versions, 5);
  EXPECT_THAT(first["values"], ::testing::HasSubstr("looptijd,24"));
  EXPECT_THAT(first["monitor"], ::testing::HasSubstr("huishoudelijke_hulp"));
}

}  // namespace
}  // namespace inkoopmonitor::reports
