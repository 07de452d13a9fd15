#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "error.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

// Made-up documents and labels, with records that are missing, too many and differently numbered.
class Made {
 public:
  explicit Made(unsigned seed) : random_(seed) {}

  std::vector<GivenDocument> documents;
  std::string gold = "file,record,variable,value,page\n";

  void file(const std::string& name, int labelled, int found) {
    GivenDocument document{.path = "map/" + name, .gemeenten = {}};
    for (int r = 0; r < found; ++r) {
      GivenRecord record = {{"status", pick({"geldend", "gepland", "overwogen"})}};
      for (const char* variable : kVariables)
        if (chance(80))
          record.push_back({variable, value(variable), 0.9, static_cast<std::uint32_t>(page())});
      document.records.push_back(record);
    }
    documents.push_back(document);
    gold += name + ",0,documentsoort," + pick({"overeenkomst", "raadsstuk"}) + ",1\n";
    for (int r = 1; r <= labelled; ++r)
      for (const char* variable : kVariables)
        if (chance(85))
          gold += name + "," + std::to_string(r) + "," + variable + "," + value(variable) + "," +
                  (chance(90) ? std::to_string(page()) : "") + "\n";
  }

 private:
  static constexpr const char* kVariables[] = {
      "perceel",  "domein",     "voorzieningen", "gemeenten", "procedure", "bekostiging",
      "looptijd", "verlenging", "aanbieders",    "einddatum", "percelen"};

  std::string pick(const std::vector<std::string>& from) { return from[random_() % from.size()]; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  int page() { return static_cast<int>(1 + random_() % 2); }
  std::string value(const std::string& variable) {
    if (variable == "voorzieningen")
      return pick({"jeugd_ggz", "jeugd_ggz|pleegzorg", "pleegzorg|dyslexie"});
    if (variable == "gemeenten") return pick({"GM0114", "GM0106|GM0114"});
    return pick({"een", "twee"});
  }

  std::mt19937 random_;
};

bool has_python() {
  return std::system("python3 -c pass >/dev/null 2>&1") == 0;
}

TEST(Evaluate, AgreesWithTheScoringScript) {
  const std::filesystem::path script = std::filesystem::path(SHARED_DIR) / "tools/score.py";
  if (!has_python() || !std::filesystem::exists(script))
    GTEST_SKIP() << "python3 or the scoring script is not here";
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Made made(seed);
    made.file("gelijk.pdf", 2, 2);
    made.file("teveel.pdf", 1, 4);
    made.file("teweinig.pdf", 5, 3);
    made.file("veel.pdf", 9, 8);
    made.file("leeg.pdf", 2, 0);
    made.gold += "nergens.pdf,1,procedure,een,1\n";
    TestFolder folder;
    const corpus::Database database = make_corpus(folder.path(), made.documents);
    const auto gold = folder.path() / "gold.csv", values = folder.path() / "values.csv",
               answer = folder.path() / "score.json";
    write_text(gold, made.gold);
    write_text(values, render(export_table(database, {}), Format::csv));
    ASSERT_EQ(std::system(("python3 '" + script.string() + "' '" + gold.string() + "' '" +
                           values.string() + "' --json > '" + answer.string() + "'")
                              .c_str()),
              0);
    const auto score = nlohmann::json::parse(file_text(answer));
    const Table table = evaluate(database, gold);
    EXPECT_EQ(table.rows.size(), score["variables"].size() + 1);
    const auto same = [&](const std::string& variable, const char* column, const char* key) {
      const auto& wanted = score["variables"][variable][key];
      const std::string got = cell(table, variable, column);
      if (wanted.is_null())
        EXPECT_EQ(got, "") << variable << " " << column;
      else
        EXPECT_NEAR(std::stod(got), wanted.get<double>(), 0.0005) << variable << " " << column;
    };
    for (const auto& [variable, figures] : score["variables"].items()) {
      same(variable, "n", "n");
      same(variable, "precision", "precision");
      same(variable, "recall", "recall");
      same(variable, "f1", "f1");
      same(variable, "page_right", "page");
    }
    EXPECT_NEAR(std::stod(cell(table, "macro_f1", "f1")),
                score["summary"]["macro_f1"].get<double>(), 0.0005);
    // Every value of the made corpus is sure enough, so all of them are judged.
    const Table exported = export_table(database, {});
    std::map<std::string, std::pair<int, int>> judged;  // right, all
    for (const JudgedRow& row : judge_rows(exported, {gold}).rows) {
      if (!row.core) continue;
      auto& [right, all] = judged[exported.rows[row.row][4]];
      right += row.right;
      ++all;
    }
    EXPECT_FALSE(judged.empty());
    for (const auto& [variable, counts] : judged)
      EXPECT_NEAR(double(counts.first) / counts.second,
                  score["variables"][variable]["auto_precision"].get<double>(), 0.0005)
          << variable;
  }
}

TEST(Evaluate, CountsRightWrongAndMissingValues) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(),
      {{.path = "a.pdf",
        .records = {in_force("GM0114", {{"procedure", "subsidie", 0.9, 3},
                                        {"bekostiging", "taakgericht"},
                                        {"aanbieders", "4"}})}},
       {.path = "not_judged.pdf", .records = {in_force("GM0114", {{"procedure", "veiling"}})}}});
  const auto gold = folder.path() / "gold.csv";
  write_text(gold,
             "file,record,variable,value,page\r\n"
             "a.pdf,1,procedure,subsidie,3\r\na.pdf,1,bekostiging,outputgericht,1\r\n"
             "a.pdf,1,looptijd,48,1\r\n");
  const Table table = evaluate(database, gold);
  const auto row = [&](const std::string& variable) {
    return cell(table, variable, "n") + " " + cell(table, variable, "precision") + " " +
           cell(table, variable, "recall") + " " + cell(table, variable, "f1") + " " +
           cell(table, variable, "page_right");
  };
  EXPECT_EQ(row("procedure"), "1 1.000 1.000 1.000 1.000");
  EXPECT_EQ(row("bekostiging"), "1 0.000 0.000 0.000 ");
  EXPECT_EQ(row("looptijd"), "1 0.000 0.000 0.000 ");
  EXPECT_EQ(row("aanbieders"), "0 0.000 0.000 0.000 ") << "a value where there is none";
  EXPECT_EQ(cell(table, "macro_f1", "f1"), "0.200");
}

TEST(Judge, TellsRightFromWrongAndLeavesOutWhatLabelsDoNotGive) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(),
      {{.path = "a.pdf",
        .records = {in_force("GM0114", {{"procedure", "subsidie"},
                                        {"bekostiging", "taakgericht"},
                                        {"aanbieders", "4"},
                                        {"budgetplafond", "ja"},
                                        {"voorzieningen", "pleegzorg|dyslexie"}}),
                    in_force("GM0114", {{"procedure", "veiling"}})}},
       {.path = "not_labelled.pdf", .records = {in_force("GM0114", {{"procedure", "veiling"}})}}});
  const auto gold = folder.path() / "gold.csv", more = folder.path() / "more.csv";
  write_text(gold,
             "file,record,variable,value,page\na.pdf,1,procedure,subsidie,1\n"
             "a.pdf,1,bekostiging,outputgericht,1\na.pdf,1,looptijd,36,1\n"
             "a.pdf,1,voorzieningen,dyslexie|pleegzorg,1\n");
  write_text(more, "file,record,variable,value,page\nelsewhere.pdf,1,procedure,subsidie,1\n");
  const Table values = export_table(database, {});
  const JudgedRows judgement = judge_rows(values, {gold, more});
  std::map<std::string, std::string> seen;  // by record and variable
  for (const JudgedRow& row : judgement.rows) {
    const auto& cells = values.rows[row.row];
    EXPECT_EQ(cells[0], "a.pdf");
    seen[cells[2] + " " + cells[4]] = std::string(row.core ? "core " : "") +
                                      (row.labelled ? "labelled " : "") +
                                      (row.right ? "right" : "wrong");
  }
  EXPECT_EQ(seen["1 procedure"], "core labelled right");
  EXPECT_EQ(seen["1 bekostiging"], "core labelled wrong");
  EXPECT_EQ(seen["1 aanbieders"], "core wrong") << "labels would give it";
  EXPECT_EQ(seen["1 voorzieningen"], "labelled right") << "whatever the order";
  EXPECT_FALSE(seen.contains("1 budgetplafond")) << "labels need not give it";
  EXPECT_EQ(seen["2 procedure"], "core wrong") << "no such record";
  EXPECT_EQ(seen["2 gemeenten"], "wrong");
  EXPECT_EQ(judgement.core_labels, 3U);
}

TEST(Evaluate, AFileThatIsNoGoldIsAnErrorWithItsPlace) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  const struct {
    const char *text, *hint;
  } cases[] = {{"file,record,variable,value\n", "no column `page`"},
               {"file,record,variable,value,page\na,x,b,c,1\n", "line 2: `x` is not a number"},
               {"file,record,variable,value,page\na,1,b,c\n", "line 2 has 4 cells"},
               {"file,record,variable,value,page\na,1,\"b,c,1\n", "line 2 is never closed"}};
  const auto gold = folder.path() / "gold.csv";
  for (const auto& [text, hint] : cases) {
    write_text(gold, text);
    try {
      evaluate(database, gold);
      ADD_FAILURE() << hint;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_NE(std::string(error.what()).find(hint), std::string::npos) << error.what();
    }
  }
  EXPECT_THROW(evaluate(database, folder.path() / "none.csv"), Error);
}

}  // namespace
}  // namespace inkoopmonitor::reports
