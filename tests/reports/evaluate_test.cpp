#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <utility>

#include "error.h"
#include "reports/csv.h"
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
          record.push_back({variable, value(variable), chance(70) ? 0.9 : 0.3,
                            static_cast<std::uint32_t>(page())});
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

const std::filesystem::path kScript = std::filesystem::path(SHARED_DIR) / "tools/score.py";

Table accuracy(const corpus::Database& database, const std::filesystem::path& gold) {
  return evaluate(database, {gold}).accuracy;
}

// The figures of the scoring script for the same labels and values.
nlohmann::json score(const TestFolder& folder, const std::filesystem::path& gold,
                     const Table& exported) {
  const auto values = folder.path() / "values.csv", answer = folder.path() / "score.json";
  write_text(values, render(exported, Format::csv));
  const std::string command = "python3 '" + kScript.string() + "' '" + gold.string() + "' '" +
                              values.string() + "' --json > '" + answer.string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  return nlohmann::json::parse(file_text(answer));
}

void expect_same(const Table& table, const nlohmann::json& score, bool pages) {
  const auto near = [](const std::string& got, const nlohmann::json& wanted,
                       const std::string& what) {
    if (wanted.is_null())
      EXPECT_EQ(got, "") << what;
    else
      EXPECT_NEAR(std::stod(got), wanted.get<double>(), 0.00051) << what;
  };
  for (const auto& [variable, figures] : score["variables"].items()) {
    for (const auto& [column, key] : {std::pair("n", "n"),
                                      {"precision", "precision"},
                                      {"recall", "recall"},
                                      {"f1", "f1"},
                                      {"page_right", "page"},
                                      {"auto", "auto"},
                                      {"auto_precision", "auto_precision"}})
      if (pages || std::string(key) != "page")
        near(cell(table, variable, column), figures[key], variable + " " + column);
  }
  std::size_t scored = 0;
  for (const auto& row : table.rows) scored += row[1] != "labelled";
  EXPECT_EQ(scored, score["variables"].size() + 1) << "a row for the mean";
  const nlohmann::json& summary = score["summary"];
  near(cell(table, "macro_f1", "f1"), summary["macro_f1"], "macro F1");
  near(cell(table, "macro_f1", "auto"), summary["auto_coverage"], "coverage");
  near(cell(table, "macro_f1", "auto_precision"), summary["auto_precision"], "precision");
}

TEST(Evaluate, AgreesWithTheScoringScript) {
  if (!has_python() || !std::filesystem::exists(kScript))
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
    const auto gold = folder.path() / "gold.csv";
    write_text(gold, made.gold);
    expect_same(accuracy(database, gold), score(folder, gold, export_table(database, {})), true);
  }
}

// Documents with the values of labels, of which some are dropped, changed, unsure or elsewhere.
std::vector<GivenDocument> nearly(const CsvFile& labels, unsigned seed) {
  std::mt19937 random(seed);
  const bool dossiers = labels.header[0] == "dossier";
  std::map<std::string, std::map<int, GivenRecord>> files;
  for (const CsvRow& row : labels.rows) {
    const int record = std::stoi(row.fields[1]);
    const auto fate = static_cast<unsigned>(random() % 100);
    if (record == 0 || fate < 10) continue;
    const auto page = static_cast<std::uint32_t>(
        fate < 15 || dossiers || row.fields[4].empty() ? 99 : std::stoi(row.fields[4]));
    files[row.fields[0]][record].push_back(
        {row.fields[2], fate < 20 && row.fields[2] != "status" ? "anders" : row.fields[3],
         fate % 4 == 0 ? 0.4 : 0.8, page});
  }
  std::vector<GivenDocument> documents;
  for (const auto& [name, records] : files) {
    GivenDocument document{.path = dossiers ? name + "/document.pdf" : name};
    if (dossiers) document.dossier = name;
    for (const auto& [number, values] : records) document.records.push_back(values);
    // A record too many, here and there.
    if (random() % 4 == 0) document.records.push_back(records.begin()->second);
    documents.push_back(document);
  }
  return documents;
}

TEST(Evaluate, AgreesWithTheScoringScriptOnTheGoldSet) {
  const auto folder_of_gold = std::filesystem::path(SHARED_DIR) / "gold";
  if (!has_python() || !std::filesystem::exists(kScript))
    GTEST_SKIP() << "python3 or the scoring script is not here";
  for (const char* name : {"gold.csv", "sparse/gold.csv", "dossiers/dossiers.csv"}) {
    const auto gold = folder_of_gold / name;
    if (!std::filesystem::exists(gold)) GTEST_SKIP() << gold << " is not here";
    SCOPED_TRACE(name);
    TestFolder folder;
    const corpus::Database database = make_corpus(folder.path(), nearly(read_csv(gold), 7));
    const bool dossiers = std::string(name) == "dossiers/dossiers.csv";
    const Table exported = export_table(database, {dossiers ? "arrangements" : "values"});
    expect_same(accuracy(database, gold), score(folder, gold, exported), !dossiers);
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
  const Table table = accuracy(database, gold);
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

TEST(Evaluate, AFileThatIsNoGoldIsAnErrorWithItsPlace) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  const struct {
    const char *text, *hint;
  } cases[] = {
      {"file,record,variable,value\n", "no column `page`"},
      {"file,record,variable,value,page\na,x,b,c,1\n", "line 2: `x` is not a number"},
      {"file,record,variable,value,page\na,1,b,c\n", "line 2: 4 fields where the header has 5"},
      {"file,record,variable,value,page\na,1,\"b,c,1\n", "line 2: a quote that does not end"}};
  const auto gold = folder.path() / "gold.csv";
  for (const auto& [text, hint] : cases) {
    write_text(gold, text);
    try {
      accuracy(database, gold);
      ADD_FAILURE() << hint;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_NE(std::string(error.what()).find(hint), std::string::npos) << error.what();
    }
  }
  EXPECT_THROW(accuracy(database, folder.path() / "none.csv"), Error);
}

// Four contracts, labelled one, one, two and none.
corpus::Database four_contracts(const TestFolder& folder) {
  std::string gold = "file,record,variable,value,page\n";
  for (const char* line : {"a.pdf,1,procedure,subsidie,1", "b.pdf,1,procedure,subsidie,1",
                           "c.pdf,1,procedure,open_house,1", "d.pdf,1,gemeenten,GM0114,1"})
    gold += std::string(line) + "\n";
  write_text(folder.path() / "gold.csv", gold);
  const auto contract = [](const std::string& name, GivenRecord values) {
    return GivenDocument{.path = name, .records = {in_force("GM0114", std::move(values))}};
  };
  return make_corpus(folder.path(), {contract("a.pdf", {{"procedure", "subsidie", 0.9}}),
                                     contract("b.pdf", {{"procedure", "open_house", 0.6}}),
                                     contract("c.pdf", {{"procedure", "open_house", 0.8}}),
                                     contract("d.pdf", {{"procedure", "open_house", 0.4}})});
}

TEST(Kappa, IsCohens) {
  const auto kappa = [](int both_yes, int yes_no, int no_yes, int both_no) {
    return kappa_of({{{"ja", "ja"}, both_yes},
                     {{"ja", "nee"}, yes_no},
                     {{"nee", "ja"}, no_yes},
                     {{"nee", "nee"}, both_no}});
  };
  EXPECT_NEAR(*kappa(20, 5, 10, 15), 0.4, 1e-9) << "Cohen's own example";
  EXPECT_NEAR(*kappa(10, 0, 0, 10), 1, 1e-9);
  EXPECT_FALSE(kappa(10, 0, 0, 0)) << "chance would give the same";
  EXPECT_FALSE(kappa_of({}));
}

TEST(Evaluate, TellsAgreementBeyondChance) {
  TestFolder folder;
  const corpus::Database database = four_contracts(folder);
  // Two of four agree. Labels: subsidie 2, open_house 1, none 1; found: subsidie 1, open_house 3.
  // By chance (2·1 + 1·3) / 16, so kappa is (0.5 - 0.3125) / (1 - 0.3125).
  EXPECT_EQ(cell(accuracy(database, folder.path() / "gold.csv"), "procedure", "kappa"), "0.273");
}

TEST(Evaluate, CountsWhatIsTakenForWhat) {
  TestFolder folder;
  const corpus::Database database = four_contracts(folder);
  const Table table = evaluate(database, {folder.path() / "gold.csv"}).confusion;
  std::set<std::vector<std::string>> of_procedure;
  for (const auto& row : table.rows)
    if (row[0] == "procedure") of_procedure.insert(row);
  EXPECT_EQ(of_procedure,
            (std::set<std::vector<std::string>>{{"procedure", "subsidie", "subsidie", "1"},
                                                {"procedure", "subsidie", "open_house", "1"},
                                                {"procedure", "open_house", "open_house", "1"},
                                                {"procedure", "", "open_house", "1"}}));
}

TEST(Evaluate, TradesCoverageForPrecision) {
  TestFolder folder;
  const corpus::Database database = four_contracts(folder);
  const Table table = evaluate(database, {folder.path() / "gold.csv"}).curve;
  std::map<std::string, std::string> points;  // coverage and precision by threshold
  for (const auto& row : table.rows)
    if (row[0] == "core") points[row[1]] = row[4] + " " + row[7];
  EXPECT_EQ(points, (std::map<std::string, std::string>{{"0.000", "1.000 0.500"},
                                                        {"0.400", "1.000 0.500"},
                                                        {"0.600", "1.000 0.667"},
                                                        {"0.800", "0.667 1.000"},
                                                        {"0.900", "0.333 1.000"},
                                                        {"review", "1.000 0.667"}}));
}

TEST(Evaluate, JudgesVariablesThatOnlyTheLabelsHave) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(), {{.path = "a.pdf", .records = {in_force("GM0114", {{"indexering", "ja"}})}}});
  write_text(folder.path() / "gold.csv",
             "file,record,variable,value,page\na.pdf,1,indexering,ja,1\n");
  const Table table = accuracy(database, folder.path() / "gold.csv");
  EXPECT_EQ(cell(table, "indexering", "group"), "labelled");
  EXPECT_EQ(cell(table, "indexering", "f1"), "1.000");
}

TEST(EvaluationPage, ShowsTheTablesAndAChartInTwoLanguages) {
  TestFolder folder;
  const corpus::Database database = four_contracts(folder);
  const Evaluation evaluation = evaluate(database, {folder.path() / "gold.csv"});
  EvaluationPageOptions options;
  options.templates = std::filesystem::path(SOURCE_DIR) / "reports/templates";
  options.gold = "gold & co.csv";
  const EvaluationPage dutch = evaluation_page(evaluation, test_codebook(), options);
  EXPECT_NE(dutch.html.find("<html lang=\"nl\">"), std::string::npos);
  EXPECT_NE(dutch.html.find("gold &amp; co.csv"), std::string::npos);
  EXPECT_NE(dutch.html.find("0,273"), std::string::npos) << "kappa with a Dutch comma";
  EXPECT_NE(dutch.html.find("geen waarde"), std::string::npos);
  EXPECT_TRUE(dutch.svg.starts_with("<svg xmlns=")) << dutch.svg.substr(0, 40);
  const std::string drawn = dutch.svg.substr(dutch.svg.find("viewBox"));
  EXPECT_NE(dutch.html.find(drawn.substr(0, drawn.size() - 1)), std::string::npos)
      << "the chart where no script runs";
  EXPECT_EQ(dutch.html.find("src=\"http"), std::string::npos) << "it needs another file";
  options.language = "en";
  const EvaluationPage english = evaluation_page(evaluation, test_codebook(), options);
  EXPECT_NE(english.html.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(english.html.find("0.273"), std::string::npos);
  options.language = "fr";
  EXPECT_THROW(evaluation_page(evaluation, test_codebook(), options), Error);
}

}  // namespace
}  // namespace inkoopmonitor::reports
