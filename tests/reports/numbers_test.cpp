// Every number that the publication prints, by another path: counts of each figure are made again
// from the tables of the panel and the arrangements, one municipality or arrangement at a time, and
// not from its sums; then each number in a figure's sentences and table has to be one of those
// counts, a sum of a row of them or a share. The figures are those of monitor.json, whatever it
// says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "recounted.h"
#include "reports/evidence_pages.h"
#include "reports/grid.h"
#include "reports/texts.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

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

  // Every number of a figure's section, up to `until`, is one of those; how many there were.
  static int expect_said(const std::string& figure, const std::set<std::string>& said,
                         const std::string& until = {}) {
    std::set<std::string> labels = {"95%-interval", "1 januari"};
    for (const char* name : {"lengths", "numbers", "sizes", "partners"})
      for (const auto& [code, label] : texts[name].items())
        labels.insert(without_tags(html_escaped(label["nl"])));
    std::string section = section_of(html, figure);
    EXPECT_FALSE(section.empty()) << figure;
    if (!until.empty()) section.resize(std::min(section.find(until), section.size()));
    const std::vector<std::string> numbers = numbers_in(without_tags(section), labels);
    for (const std::string& number : numbers)
      EXPECT_TRUE(said.contains(number)) << figure << ": " << number;
    return static_cast<int>(numbers.size());
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

// By the formula as textbooks have it, of what was counted again.
TEST_F(Numbers, TheBoundsOfSharesAreCountedAgain) {
  int compared = 0;
  for (const json& chapter : described)
    for (const json& figure : chapter["figures"]) {
      const Counts expected = again(figure);
      std::map<std::string, double> known, all;
      for (const auto& [key, count] : expected) {
        all[key.first] += count;
        known[key.first] += is_reason(key.second) ? 0 : count;
      }
      const std::string id = figure["id"];
      for (auto& cells : csv_rows(folder->path() / "uit/figuren" / (id + ".csv"))) {
        std::erase(cells[0], '*');
        const auto counted = expected.find({cells[0], cells[2]});
        if (cells.size() != 8 || counted == expected.end() || is_reason(cells[2])) continue;
        const double n = known[cells[0]], size = all[cells[0]];
        if (n == size) continue;
        const double p = counted->second / n, z2 = 1.959964 * 1.959964 * (size - n) / (size - 1);
        const double root = std::sqrt(z2 * z2 + 4 * n * z2 * p * (1 - p));
        EXPECT_EQ(cells[6], decimal(100 * (2 * n * p + z2 - root) / (2 * (n + z2)), 1, "nl"))
            << id << " " << cells[0] << " " << cells[2];
        EXPECT_EQ(cells[7], decimal(100 * (2 * n * p + z2 + root) / (2 * (n + z2)), 1, "nl"))
            << id << " " << cells[0] << " " << cells[2];
        ++compared;
      }
    }
  EXPECT_GT(compared, 100);
}

TEST_F(Numbers, OfEveryFigureOfArrangementsAreCountedAgain) {
  int figures = 0;
  for (const json& chapter : described)
    for (const json& figure : chapter["figures"]) {
      const Counts expected = procurements_again(*asker, figure["kind"]);
      if (expected.empty()) continue;
      EXPECT_EQ(printed(figure["id"]), expected) << figure["id"];
      ++figures;
    }
  EXPECT_EQ(figures, 5);
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

TEST_F(Numbers, OfTheMatrixAreThoseOfTheFirstAndTheLastYear) {
  for (const std::string variable : {"inkoopmodel", "bekostiging"}) {
    const auto before = groups_of(*asker, kFrom, variable, {});
    Counts expected;
    for (const auto& [code, now] : groups_of(*asker, kYear, variable, {})) {
      const auto then = before.find(code);
      if (then == before.end() || is_reason(then->second.group) || is_reason(now.group)) continue;
      ++expected[{then->second.group, now.group}];
    }
    const std::string id =
        "overstap-" + std::string(variable == "inkoopmodel" ? "model" : variable) + "-lang";
    EXPECT_FALSE(expected.empty()) << variable;
    EXPECT_EQ(printed(id), expected) << variable;
    expect_said(id, sayable(expected, {}));
  }
}

TEST_F(Numbers, OfWhatEndsAreCountedAgain) {
  Counts expected;
  int soon = 0, all = 0;
  for (const auto& [key, count] : endings_again(*asker)) {
    const std::string year = key.first.substr(0, 4);
    const char* half = key.first.back() == '1' ? "first" : "second";
    const std::string label = texts["ending"][half]["nl"];
    expected[{label + " " + year, key.second}] = count;
    all += count;
    if (year == std::to_string(kYear)) soon += count;
  }
  EXPECT_GE(expected.size(), 6);
  EXPECT_EQ(printed("aflopend"), expected);
  std::set<std::string> said = sayable(expected, {});
  said.insert({std::to_string(soon), std::to_string(all)});
  const std::string section = section_of(html, "aflopend");
  EXPECT_THAT(section, ::testing::HasSubstr(" lopen " + std::to_string(all) + " regelingen af"));
  EXPECT_THAT(section, ::testing::ContainsRegex(">" + std::to_string(soon) + "</a>\\."));
  // Behind the table stands the list of dossiers, which has days and names and no counts.
  expect_said("aflopend", said, "<table class=\"listing\"");
}

TEST_F(Numbers, OfTheScatterAreMeansOfWhatCounts) {
  const auto expected = places_again(*asker);
  const auto rows = csv_rows(folder->path() / "uit/figuren/uenk.csv");
  ASSERT_EQ(rows.size(), expected.size());
  std::map<std::string, int> quarters;
  for (const auto& row : rows) {
    ASSERT_TRUE(expected.contains(row[0])) << row[0];
    const Standing& standing = expected.at(row[0]);
    EXPECT_EQ(row[1], decimal(standing.x, 2, "nl")) << row[0];
    EXPECT_EQ(row[2], decimal(standing.y, 2, "nl")) << row[0];
    EXPECT_EQ(row[3], std::to_string(standing.arrangements)) << row[0];
    ++quarters[std::string(standing.x < 0.5 ? "left" : "right") +
               (standing.y < 0.5 ? "_below" : "_above")];
  }
  EXPECT_GE(quarters.size(), 3);
  Counts counts;
  for (const auto& [quarter, count] : quarters) counts[{"", quarter}] = count;
  std::set<std::string> said = sayable(counts, {});
  said.insert(asker->cell("SELECT count(*) FROM municipality_year WHERE in_force_1jan AND year = " +
                          std::to_string(kYear)));
  said.insert("0%");
  expect_said("uenk", said);
  const std::string section = section_of(html, "uenk");
  for (const auto& [quarter, count] : quarters)
    EXPECT_THAT(section, ::testing::HasSubstr("#" + slug(quarter) + "\">" + std::to_string(count)))
        << quarter;
}

TEST_F(Numbers, InSentencesAndTablesAreAmongThoseCountedAgain) {
  int compared = 0;
  for (const json& chapter : described)
    for (const json& figure : chapter["figures"]) {
      Counts counts = again(figure);
      if (counts.empty()) counts = procurements_again(*asker, figure["kind"]);
      if (counts.empty()) continue;
      std::map<std::string, int> unsure;
      for (const std::string& variable :
           {figure.value("variable", std::string()), std::string("regie")})
        if (!variable.empty())
          for (const auto& [code, stands] : groups_of(*asker, kYear, variable, {}))
            unsure[variable] += stands.unsure;
      const std::set<std::string> said = sayable(counts, unsure);
      compared += expect_said(figure["id"], said);
    }
  EXPECT_GT(compared, 900);
}

}  // namespace
}  // namespace inkoopmonitor::reports
