// Every number that the publication prints, by another path: counts of each figure are made again
// from the tables of the panel and the arrangements, one municipality or arrangement at a time, and
// not from its sums; then each number in a figure's sentences and table has to be one of those
// counts, a sum of a row of them or a share. The figures are those of monitor.json, whatever it
// says.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "reports/grid.h"
#include "reports/texts.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kFrom = 2018, kYear = 2020;

// The variables of the figures with a letter for each value, so that labels hold no figures.
const std::vector<std::string>& coded() {
  static const std::vector<std::string> names = {"samenwerking",
                                                 "instrument",
                                                 "procedure",
                                                 "naam_en_inhoud",
                                                 "contractvorm",
                                                 "bekostiging",
                                                 "integraliteit",
                                                 "onderaanneming",
                                                 "budgetplafond",
                                                 "aantal_begrensd",
                                                 "flexibiliteit",
                                                 "inkoopmodel",
                                                 "regie",
                                                 "bekostigingsvorm",
                                                 "tussentijdse_toetreding",
                                                 "opdrachtgeverschapsmodel"};
  return names;
}

Codebook whole_codebook() {
  Codebook codebook = test_codebook();
  const auto known = [&](const std::string& name) {
    return std::any_of(codebook.begin(), codebook.end(),
                       [&](const VariableLabels& one) { return one.name == name; });
  };
  const auto add = [&](const std::string& name, const std::string& type) {
    if (known(name)) return;
    codebook.emplace_back();
    codebook.back().name = codebook.back().label_nl = name;
    codebook.back().type = type;
  };
  for (const std::string& name : coded()) add(name, "code");
  add("looptijd_max", "months");
  return codebook;
}

// Values that differ by variable, municipality and year, some unsure, some contradictory or absent.
GivenRecord made_record(const std::string& code, int seed, int year) {
  GivenRecord record = {{"gemeenten", code},
                        {"domein", seed % 3 == 0   ? "jeugd"
                                   : seed % 3 == 1 ? "wmo"
                                                   : "wmo|jeugd"},
                        {"voorzieningen", seed % 2 == 0 ? "huishoudelijke_hulp" : "dyslexie"},
                        {"status", "geldend"},
                        {"ingangsdatum", std::to_string(year) + "-01-01"},
                        {"einddatum", std::to_string(year + seed % 2) + "-12-31"},
                        {"verlenging", seed % 4 == 0   ? "2x12"
                                       : seed % 4 == 1 ? "0x0"
                                                       : "1x24"},
                        {"uenk_bekostiging", seed % 2 == 0 ? "0.2" : "0.9"},
                        {"uenk_aanbieders", seed % 5 == 0 ? "0.1" : "0.8"}};
  const char* lengths[] = {"6", "12", "24", "48", "onbepaald", "36", "60"};
  record.push_back({"looptijd", lengths[seed % 7]});
  record.push_back({"looptijd_max", lengths[(seed + 1) % 7]});
  const char* providers[] = {"1", "3-5", "8", "20-40", "onbeperkt"};
  record.push_back({"aanbieders", providers[(seed + year) % 5]});
  int position = 0;
  for (const std::string& name : coded()) {
    const int choice = (seed * 7 + year * 3 + ++position * 5) % 9;
    if (choice == 0) continue;  // absent
    GivenValue value{name, std::string(1, static_cast<char>('a' + choice % 3)),
                     choice == 4 ? 0.3 : 0.9};
    if (choice == 5) value.outcome = classify::Outcome::contradictory;
    if (choice == 5) value.value = "";
    record.push_back(std::move(value));
  }
  return record;
}

std::vector<GivenDocument> made_documents() {
  const char* codes[] = {"GM0114", "GM0106", "GM0363", "GM0599", "GM0344", "GM0518", "GM0772",
                         "GM0014", "GM0855", "GM0034", "GM0200", "GM0153", "GM0307", "GM0080"};
  std::vector<GivenDocument> documents;
  int seed = 0;
  for (const int year : {2018, 2019, 2020})
    for (const char* code : codes) {
      const int own = ++seed;
      if (own % 11 == 0) continue;
      GivenDocument one{.path = std::to_string(year) + "/" + code + ".pdf",
                        .year = year,
                        .gemeenten = {code},
                        .records = {made_record(code, own, year)},
                        .dossier = std::to_string(own)};
      // Some buy twice, so that there are municipalities with several values.
      if (own % 4 == 0) one.records.push_back(made_record(code, own + 1, year));
      documents.push_back(std::move(one));
    }
  // Some buy in one way at a time, so that it is known who changed.
  int buyer = 0;
  for (const char* code : {"GM0603", "GM0637", "GM0796", "GM0828", "GM0935", "GM0995"}) {
    ++buyer;
    for (const int year : {2018, 2019, 2020}) {
      const std::string value(1, static_cast<char>('a' + (buyer + year * (buyer % 2)) % 3));
      documents.push_back({.path = std::to_string(year) + "/" + code + ".pdf",
                           .year = year,
                           .gemeenten = {code},
                           .records = {{{"gemeenten", code},
                                        {"domein", "wmo"},
                                        {"status", "geldend"},
                                        {"ingangsdatum", std::to_string(year) + "-01-01"},
                                        {"einddatum", std::to_string(year) + "-12-31"},
                                        {"inkoopmodel", value},
                                        {"bekostiging", value}}},
                           .dossier = code + std::to_string(year)});
    }
  }
  documents.push_back({.path = "samen.pdf",
                       .year = 2020,
                       .gemeenten = {"GM0518", "GM0772", "GM1680"},
                       .records = {made_record("GM0518|GM0772|GM1680", 40, 2020)},
                       .dossier = "samen"});
  documents.push_back({.path = "dicht.pdf",
                       .year = 2020,
                       .gemeenten = {"GM0193"},
                       .failed = "encrypted: a password"});
  documents.push_back({.path = "brief.pdf", .year = 2020, .gemeenten = {"GM0664"}});
  return documents;
}

class Asker {
 public:
  explicit Asker(const fs::path& corpus) {
    const fs::path file = corpus / "monitor.sqlite";
    EXPECT_EQ(sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  }
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;
  ~Asker() { sqlite3_close(database_); }

  std::vector<std::vector<std::string>> rows(const std::string& sql) const {
    std::vector<std::vector<std::string>> found;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database_) << "\n"
        << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      found.emplace_back();
      for (int c = 0; c < sqlite3_column_count(statement); ++c) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, c));
        found.back().emplace_back(text != nullptr ? text : "");
      }
    }
    sqlite3_finalize(statement);
    return found;
  }

 private:
  sqlite3* database_ = nullptr;
};

// How a value is counted, as SQL over v.value.
std::string classed_sql(const std::string& variable) {
  if (variable == "looptijd")
    return "CASE WHEN v.value = 'onbepaald' THEN v.value WHEN v.value + 0 < 12 THEN '<12'"
           " WHEN v.value + 0 < 24 THEN '12-23' WHEN v.value + 0 < 36 THEN '24-35' ELSE '>=36' END";
  if (variable != "aanbieders") return "v.value";
  const std::string upper = "substr(v.value, instr(v.value, '-') + 1) + 0";
  return "CASE WHEN v.value = 'onbeperkt' THEN v.value WHEN " + upper + " <= 1 THEN '1' WHEN " +
         upper + " <= 6 THEN '2-6' WHEN " + upper + " <= 25 THEN '7-25' ELSE '>25' END";
}

struct Place {
  std::string domein = {}, voorziening = {};
};
struct Stands {
  std::string group;
  bool unsure = false;
};

// In which group each municipality of the register stands on 1 January of a year.
std::map<std::string, Stands> groups_of(const Asker& asker, int year, const std::string& variable,
                                        const Place& place) {
  const std::string y = std::to_string(year);
  std::string here =
      "SELECT DISTINCT gm_code, arrangement_id FROM panel WHERE counts = 1"
      " AND panel_year = " +
      y;
  if (!place.domein.empty()) here += " AND domein = '" + place.domein + "'";
  if (!place.voorziening.empty()) here += " AND voorziening = '" + place.voorziening + "'";
  const std::string classed = classed_sql(variable);
  const auto rows =
      asker.rows("WITH here AS (" + here +
                 ") SELECT m.gm_code,"
                 " (SELECT count(*) FROM panel_document d WHERE d.panel_year = " +
                 y +
                 "   AND d.gm_code = m.gm_code),"
                 " (SELECT count(*) FROM panel_document d WHERE d.panel_year = " +
                 y +
                 "   AND d.gm_code = m.gm_code AND d.could_be_read),"
                 " count(DISTINCT here.arrangement_id),"
                 " count(DISTINCT CASE WHEN v.outcome = 'value' THEN " +
                 classed +
                 " END),"
                 " max(v.outcome = 'contradictory'), max(v.outcome = 'unreadable'),"
                 " count(DISTINCT CASE WHEN v.outcome = 'value' THEN here.arrangement_id END),"
                 " max(CASE WHEN v.outcome = 'value' THEN " +
                 classed +
                 " END),"
                 " (SELECT min(sure) < 0.5 FROM (SELECT max(w.confidence) AS sure FROM here AS h"
                 "   JOIN arrangement_value w USING (arrangement_id) WHERE h.gm_code = m.gm_code"
                 "   AND w.variable = '" +
                 variable +
                 "' AND w.outcome = 'value' GROUP BY w.value))"
                 " FROM municipality_year m LEFT JOIN here ON here.gm_code = m.gm_code"
                 " LEFT JOIN arrangement_value v ON v.arrangement_id = here.arrangement_id"
                 "   AND v.variable = '" +
                 variable +
                 "'"
                 " WHERE m.year = " +
                 y + " AND m.in_force_1jan GROUP BY m.gm_code");
  std::map<std::string, Stands> groups;
  for (const auto& row : rows) {
    const int in_force = std::stoi(row[3]), values = std::stoi(row[4]);
    std::string group = "absent";
    if (in_force == 0)
      group = row[1] == "0" ? "no_document" : row[2] != "0" ? "no_arrangement" : "unreadable";
    else if (values > 1)
      group = "several";
    else if (row[5] == "1")
      group = "contradictory";
    else if (row[6] == "1")
      group = "unreadable";
    else if (values == 1 && std::stoi(row[7]) == in_force)
      group = row[8];
    groups[row[0]] = {group, group == row[8] && row[9] == "1"};
  }
  return groups;
}

bool is_reason(const std::string& group) {
  static const std::set<std::string> reasons = {"several",       "absent",         "unreadable",
                                                "contradictory", "no_arrangement", "no_document"};
  return reasons.contains(group);
}

using Counts = std::map<std::pair<std::string, std::string>, int>;

// Row and group of a figure's CSV to its count; those of nothing left out.
Counts counts_of(const fs::path& csv) {
  Counts counts;
  std::istringstream lines(file_text(csv));
  std::string line;
  for (std::getline(lines, line); std::getline(lines, line);) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char sign : line) {
      if (sign == '"')
        quoted = !quoted;
      else if (sign == ',' && !quoted)
        cells.emplace_back();
      else
        cells.back() += sign;
    }
    std::erase(cells[0], '*');
    if (cells.size() == 6 && cells[3] != "0") counts[{cells[0], cells[2]}] = std::stoi(cells[3]);
  }
  return counts;
}

std::string without_tags(const std::string& html) {
  std::string text;
  bool tag = false;
  for (const char sign : html) {
    if (sign == '<') tag = true;
    if (!tag) text += sign;
    if (sign == '>') {
      tag = false;
      text += ' ';
    }
  }
  return text;
}

// All chapters of a publication, and the tables that it was made from.
class Numbers : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<TestFolder>();
    const corpus::Database database = make_corpus(folder->path(), made_documents());
    PublicationOptions options;
    options.year = kYear;
    options.from = kFrom;
    options.out = folder->path() / "uit";
    options.templates = fs::path(SOURCE_DIR) / "reports/templates";
    options.boundaries = fs::path(SOURCE_DIR) / "corpus/register/boundaries";
    options.program_version = "0";
    options.ruleset = "x";
    html = file_text(publish(database, whole_codebook(), options));
    asker = std::make_unique<Asker>(folder->path() / "corpus");
    described = json::parse(file_text(options.templates / "monitor.json"))["chapters"];
    texts = json::parse(file_text(options.templates / "texts.json"));
  }
  static void TearDownTestSuite() {
    asker.reset();
    folder.reset();
  }

  static Counts printed(const std::string& figure) {
    return counts_of(folder->path() / "uit/figuren" / (figure + ".csv"));
  }

  static void add(Counts& counts, const std::string& row, const std::string& variable,
                  const Place& place, int year) {
    for (const auto& [code, stands] : groups_of(*asker, year, variable, place))
      ++counts[{row, stands.group}];
  }

  // The counts of a figure of municipalities; nothing for a kind that counts something else.
  static Counts again(const json& figure) {
    Counts counts;
    const std::string kind = figure["kind"];
    const std::string variable = figure.value("variable", "");
    if (kind == "trend")
      for (int year = kFrom; year <= kYear; ++year)
        add(counts, std::to_string(year), variable, {}, year);
    if (kind == "values" || (kind == "map" && variable != "coverage"))
      add(counts, std::to_string(kYear), variable, {}, kYear);
    if (kind == "variables")
      for (const std::string name : figure["variables"]) add(counts, name, name, {}, kYear);
    if (kind == "domains")
      for (const std::string domein : {"wmo", "jeugd"})
        add(counts, domein, variable, {domein, ""}, kYear);
    if (kind == "voorzieningen")
      for (const auto& [domein, voorziening] :
           {std::pair("wmo", "huishoudelijke_hulp"), std::pair("jeugd", "dyslexie")})
        add(counts, voorziening, variable, {domein, voorziening}, kYear);
    if (kind == "classes") add_classes(counts, figure);
    return counts;
  }

  static void add_classes(Counts& counts, const json& figure) {
    const std::string by = figure["by"] == "size" ? "size_class" : figure["by"];
    std::map<std::string, std::string> class_of;
    for (const auto& row :
         asker->rows("SELECT gm_code, " + by + " FROM panel_municipality WHERE panel_year = 2020"))
      class_of[row[0]] = row[1];
    for (const auto& [code, stands] : groups_of(*asker, kYear, figure["variable"], {})) {
      std::string its = class_of[code];
      if (its.empty()) its = texts["unknown_class"]["nl"];
      if (by == "size_class" && texts["sizes"].contains(its)) its = texts["sizes"][its]["nl"];
      ++counts[{its, stands.group}];
    }
  }

  // The counts of a figure of arrangements, each once.
  static Counts procurements(const json& figure) {
    const std::string kind = figure["kind"];
    const std::string of =
        " FROM (SELECT arrangement_id, count(DISTINCT gm_code) AS shared"
        " FROM panel WHERE counts = 1 AND panel_year = 2020"
        " GROUP BY arrangement_id) AS a ";
    const auto value = [](const std::string& variable) {
      return "coalesce((SELECT iif(outcome = 'value', value, outcome) FROM arrangement_value v"
             " WHERE v.arrangement_id = a.arrangement_id AND variable = '" +
             variable + "'), 'absent')";
    };
    std::string sql;
    if (kind == "starts")
      sql = "SELECT 'Regelingen', iif(year < '2018', '<', year), count(*) FROM (SELECT substr(" +
            value("ingangsdatum") + ", 1, 4) AS year" + of + ") GROUP BY 2";
    if (kind == "partners")
      sql =
          "SELECT 'Regelingen', CASE WHEN shared = 1 THEN '1' WHEN shared < 6 THEN '2-5' ELSE"
          " 'more' END, count(*)" +
          of + "GROUP BY 2";
    if (kind == "extensions")
      sql =
          "SELECT 'Regelingen', CASE e WHEN '0x0' THEN 'none' WHEN 'absent' THEN 'absent' ELSE"
          " 'options' END, count(*) FROM (SELECT " +
          value("verlenging") + " AS e" + of + ") GROUP BY 2";
    if (kind == "pairs")
      sql = "SELECT r, g, count(*) FROM (SELECT iif(" + value("procedure") +
            " IN ('contradictory', 'unreadable', 'absent'), 'niet in de documenten', " +
            value("procedure") + ") AS r, " + value("instrument") + " AS g" + of +
            ") GROUP BY 1, 2";
    Counts counts;
    if (sql.empty()) return counts;
    for (const auto& row : asker->rows(sql)) counts[{row[0], row[1]}] = std::stoi(row[2]);
    return counts;
  }

  static inline std::unique_ptr<TestFolder> folder;
  static inline std::unique_ptr<Asker> asker;
  static inline std::string html;
  static inline json described, texts;
};

TEST_F(Numbers, OfEveryFigureOfMunicipalitiesAreCountedAgain) {
  int figures = 0, numbers = 0;
  for (const json& chapter : described)
    for (const json& figure : chapter["figures"]) {
      const Counts expected = again(figure);
      if (expected.empty()) continue;
      const std::string id = figure["id"];
      EXPECT_EQ(printed(id), expected) << id;
      ++figures;
      numbers += static_cast<int>(expected.size());
    }
  EXPECT_GE(figures, 30);
  EXPECT_GT(numbers, 400);
}

TEST_F(Numbers, OfEveryFigureOfArrangementsAreCountedAgain) {
  int figures = 0;
  for (const json& chapter : described)
    for (const json& figure : chapter["figures"]) {
      const Counts expected = procurements(figure);
      if (expected.empty()) continue;
      EXPECT_EQ(printed(figure["id"]), expected) << figure["id"];
      ++figures;
    }
  EXPECT_EQ(figures, 4);
}

TEST_F(Numbers, OfCoverageAndCertaintyAreCountedAgain) {
  Counts stages, certainty;
  for (int year = kFrom; year <= kYear; ++year) {
    const std::string y = std::to_string(year);
    const auto count = [&](const std::string& sql) { return std::stoi(asker->rows(sql)[0][0]); };
    stages[{y, "register"}] = count(
        "SELECT count(*) FROM municipality_year WHERE in_force_1jan"
        " AND year = " +
        y);
    stages[{y, "offered"}] = count(
        "SELECT count(DISTINCT gm_code) FROM panel_document"
        " WHERE panel_year = " +
        y);
    stages[{y, "read"}] = count(
        "SELECT count(DISTINCT gm_code) FROM panel_document"
        " WHERE could_be_read AND panel_year = " +
        y);
    stages[{y, "in_force"}] = count(
        "SELECT count(DISTINCT gm_code) FROM panel WHERE counts = 1"
        " AND panel_year = " +
        y);
    for (const auto& row : asker->rows(
             "SELECT least, count(*) FROM (SELECT gm_code, CASE max(CASE certainty WHEN 'contract'"
             " THEN 1 WHEN 'gepland' THEN 2 ELSE 3 END) WHEN 1 THEN 'contract' WHEN 2 THEN"
             " 'gepland' ELSE 'verlenging_aangenomen' END AS least FROM panel WHERE counts = 1"
             " AND panel_year = " +
             y + " GROUP BY gm_code) GROUP BY 1"))
      certainty[{y, row[0]}] = std::stoi(row[1]);
    certainty[{y, "no_arrangement"}] = stages[{y, "register"}] - stages[{y, "in_force"}];
  }
  EXPECT_EQ(printed("dekking"), stages);
  EXPECT_EQ(printed("zekerheid"), certainty);
}

TEST_F(Numbers, OfSwitchesAreThoseOfTheTwoYears) {
  for (const std::string variable : {"inkoopmodel", "bekostiging"}) {
    const auto before = groups_of(*asker, kYear - 1, variable, {});
    Counts expected;
    for (const auto& [code, now] : groups_of(*asker, kYear, variable, {})) {
      const auto then = before.find(code);
      if (then == before.end() || is_reason(then->second.group) || is_reason(now.group)) continue;
      ++expected[{then->second.group, now.group}];
    }
    const std::string id = variable == "inkoopmodel" ? "overstap-model" : "overstap-bekostiging";
    EXPECT_FALSE(expected.empty()) << variable;
    EXPECT_EQ(printed(id), expected) << variable;
  }
}

// What can be printed of counts: the counts, what they sum to, and shares of that.
std::set<std::string> sayable(const Counts& counts, const std::map<std::string, int>& unsure) {
  std::map<std::string, std::vector<int>> wholes;
  std::map<std::string, std::vector<int>> parts;
  for (const auto& [key, count] : counts) {
    std::vector<int>& sums =
        wholes[key.first];  // all, with documents, with something in force, known
    sums.resize(4);
    const std::set<std::string> nothing = {"no_document", "no_arrangement", "unreadable"};
    sums[0] += count;
    if (key.second != "no_document") sums[1] += count;
    if (!nothing.contains(key.second)) sums[2] += count;
    if (!is_reason(key.second)) sums[3] += count;
    parts[key.first].push_back(count);
  }
  std::set<std::string> said;
  for (auto& [row, sums] : wholes) {
    for (const int whole : sums) {
      parts[row].push_back(whole);
      parts[row].push_back(whole - sums[3]);
    }
    for (const int part : parts[row]) {
      said.insert(std::to_string(part));
      for (const int whole : sums) {
        said.insert(percent_of(static_cast<std::size_t>(part), static_cast<std::size_t>(whole)));
        const Interval interval =
            interval_of(static_cast<std::size_t>(part), static_cast<std::size_t>(sums[3]),
                        static_cast<std::size_t>(sums[0]));
        for (const double end : {interval.low, interval.high})
          said.insert(std::to_string(static_cast<int>(std::lround(end))) + "%");
      }
    }
  }
  for (const auto& [row, count] : unsure) said.insert(std::to_string(count));
  return said;
}

// The numbers of a text, with their sign of percents; years and what stands in `labels` left out.
std::vector<std::string> numbers_in(std::string text, const std::set<std::string>& labels) {
  for (const std::string& label : labels)
    for (std::size_t at = text.find(label); at != std::string::npos; at = text.find(label))
      text.replace(at, label.size(), " ");
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) continue;
    const std::string before = at < 4 ? "" : text.substr(at - 4, 4);
    std::string number = before == "&lt;" ? "<" : before == "&gt;" ? ">" : "";
    const bool bounded = !number.empty();
    while (at < text.size() && (std::isdigit(static_cast<unsigned char>(text[at])) != 0))
      number += text[at++];
    const bool percent = at < text.size() && text[at] == '%';
    const bool range = text.compare(at, 3, "–") == 0;  // of an interval, in percents
    if (percent || range) number += '%';
    const bool year = !percent && !bounded && number.size() == 4 && number.starts_with("20");
    if (!year) numbers.push_back(number);
  }
  return numbers;
}

std::string section_of(const std::string& html, const std::string& figure) {
  const std::size_t first = html.find("<section class=\"figure\" id=\"figuur-" + figure + "\"");
  if (first == std::string::npos) return {};
  const std::size_t end = html.find("</section>", first);
  std::string section = html.substr(first, end - first);
  // Charts are made from the same counts; their scales are not counts.
  for (const auto& [open, close] :
       {std::pair("<div class=\"drawn\"", "</div>"), std::pair("<script", "</script>"),
        std::pair("<span class=\"figure-number\"", "</span>"),
        std::pair("<caption>", "</caption>")})
    for (std::size_t at; (at = section.find(open)) != std::string::npos;)
      section.erase(at, section.find(close, at) + std::string(close).size() - at);
  return section;
}

TEST_F(Numbers, InSentencesAndTablesAreAmongThoseCountedAgain) {
  std::set<std::string> labels = {"95%-interval", "1 januari"};
  for (const char* name : {"lengths", "numbers", "sizes"})
    for (const auto& [code, label] : texts[name].items())
      labels.insert(without_tags(html_escaped(label["nl"])));
  int compared = 0;
  for (const json& chapter : described)
    for (const json& figure : chapter["figures"]) {
      const Counts counts = again(figure);
      if (counts.empty()) continue;
      const std::string section = section_of(html, figure["id"]);
      ASSERT_FALSE(section.empty()) << figure["id"];
      std::map<std::string, int> unsure;
      for (const std::string& variable :
           {figure.value("variable", std::string()), std::string("regie")})
        if (!variable.empty())
          for (const auto& [code, stands] : groups_of(*asker, kYear, variable, {}))
            unsure[variable] += stands.unsure;
      const std::set<std::string> said = sayable(counts, unsure);
      for (const std::string& number : numbers_in(without_tags(section), labels)) {
        EXPECT_TRUE(said.contains(number)) << figure["id"] << ": " << number;
        ++compared;
      }
    }
  EXPECT_GT(compared, 800);
}

}  // namespace
}  // namespace inkoopmonitor::reports
