#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "error.h"
#include "reports/procurements.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;

PublicationOptions options_for(const fs::path& out, int year, int from = 0) {
  PublicationOptions options;
  options.year = year;
  options.from = from;
  options.out = out;
  options.templates = fs::path(SOURCE_DIR) / "reports/templates";
  options.boundaries = fs::path(SOURCE_DIR) / "corpus/register/boundaries";
  options.program_version = "0.1.0";
  options.ruleset = "abc123";
  return options;
}

// Templates with only some chapters, so that a test of something else need not draw forty figures.
fs::path few_chapters(const fs::path& folder, const std::set<std::string>& kept) {
  const fs::path templates = folder / "few";
  fs::copy(fs::path(SOURCE_DIR) / "reports/templates", templates, fs::copy_options::recursive);
  auto monitor = nlohmann::ordered_json::parse(file_text(templates / "monitor.json"));
  auto chapters = nlohmann::ordered_json::array();
  for (const auto& chapter : monitor["chapters"])
    if (kept.contains(chapter["id"].get<std::string>())) chapters.push_back(chapter);
  monitor["chapters"] = chapters;
  write_text(templates / "monitor.json", monitor.dump(1));
  return templates;
}

std::vector<GivenDocument> some_documents() {
  const char* codes[] = {"GM0114", "GM0106", "GM0363", "GM0599", "GM0344", "GM0518", "GM0772"};
  const char* funding[] = {"inspanningsgericht", "outputgericht", "taakgericht"};
  const char* lengths[] = {"6", "12", "24", "48", "onbepaald", "36", "60"};
  std::vector<GivenDocument> documents;
  for (int year : {2018, 2019, 2020})
    for (std::size_t c = 0; c < 7; ++c)
      documents.push_back({.path = std::to_string(year) + "/" + codes[c] + ".pdf",
                           .year = year,
                           .gemeenten = {codes[c]},
                           .records = {{{"gemeenten", codes[c]},
                                        {"domein", c == 4 ? "jeugd" : "wmo"},
                                        {"status", "geldend"},
                                        {"ingangsdatum", std::to_string(year) + "-01-01"},
                                        {"einddatum", std::to_string(year) + "-12-31"},
                                        {"bekostiging", funding[(c + year) % 3], c == 1 ? 0.2 : 0.9,
                                         static_cast<std::uint32_t>(c + 1)},
                                        {"looptijd", lengths[c]}}},
                           .dossier = "inkoop " + std::to_string(c) + " " + std::to_string(year),
                           .openbaar = c != 2});
  documents.push_back({.path = "2020/dicht.pdf",
                       .year = 2020,
                       .gemeenten = {"GM0014"},
                       .failed = "encrypted: a password"});
  documents.push_back({.path = "2020/brief.pdf", .year = 2020, .gemeenten = {"GM0664"}});
  return documents;
}

std::set<fs::path> pages_of(const fs::path& folder) {
  std::set<fs::path> pages;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".html") pages.insert(entry.path());
  return pages;
}

int occurrences(const std::string& text, const std::string& what) {
  int count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

// What stands between `open` and `close`, each time from the place before.
std::string between(const std::string& text, std::size_t& at, const std::string& open,
                    const std::string& close) {
  at = text.find(open, at);
  if (at == std::string::npos) return {};
  const std::size_t first = at + open.size();
  at = text.find(close, first);
  return text.substr(first, at - first);
}

// Where every link to evidence leads, and the number that it is.
std::vector<std::pair<std::string, std::string>> evidence_links(const std::string& html) {
  std::vector<std::pair<std::string, std::string>> links;
  for (std::size_t at = 0;;) {
    const std::string target = between(html, at, "<a href=\"bewijs/", "\"");
    if (at == std::string::npos) return links;
    std::string digits;
    for (const char sign : between(html, at, ">", "</a>"))
      if (sign != '.') digits += sign;
    links.emplace_back(target, digits);
  }
}

// What the attributes href and src of a page name.
std::vector<std::string> references_of(const std::string& html) {
  std::vector<std::string> references;
  for (const char* attribute : {" href=\"", " src=\""})
    for (std::size_t at = 0;;) {
      const std::string target = between(html, at, attribute, "\"");
      if (at == std::string::npos) break;
      references.push_back(target);
    }
  return references;
}

// A page without the library that draws in it, whose own text is not ours.
std::string without_scripts(std::string html) {
  for (std::size_t at; (at = html.find("<script>")) != std::string::npos;)
    html.erase(at, html.find("</script>", at) + 9 - at);
  return html;
}

// All chapters, of documents of three years; made once for the tests that only read it.
class WholePublication : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<TestFolder>();
    database = std::make_unique<corpus::Database>(make_corpus(folder->path(), some_documents()));
    page = publish(*database, test_codebook(), options_for(folder->path() / "uit", 2020, 2018));
  }
  static void TearDownTestSuite() {
    database.reset();
    folder.reset();
  }
  static inline std::unique_ptr<TestFolder> folder;
  static inline std::unique_ptr<corpus::Database> database;
  static inline fs::path page;
};

// A figure that is taken into another document has to say there what it shows, of what, and from
// where, with the letters that its labels were measured in.
TEST_F(WholePublication, FiguresStandByThemselves) {
  const std::string html = file_text(page);
  int figures = 0;
  for (const auto& entry : fs::directory_iterator(page.parent_path() / "figuren")) {
    if (entry.path().extension() != ".svg") continue;
    const std::string svg = file_text(entry.path()), id = entry.path().stem().string();
    ++figures;
    for (const char* part : {"@font-face", ">Bron: inkoopdocumenten", "font-size=\"14\""})
      EXPECT_NE(svg.find(part), std::string::npos) << id << ": " << part;
    EXPECT_EQ(svg.find("*</text>") != std::string::npos,
              svg.find("* Reeksbreuk") != std::string::npos)
        << id << ": a star that nothing explains";
    std::size_t at = html.find("id=\"figuur-" + id + "\"");
    const std::string subtitle = between(html, at, "<p class=\"subtitle\">", "</p>");
    EXPECT_FALSE(subtitle.empty()) << id;
    EXPECT_NE(svg.find(subtitle.substr(0, 40)), std::string::npos) << id;
  }
  EXPECT_GT(figures, 10);
}

TEST_F(WholePublication, EveryNumberLeadsToAsManyMembers) {
  EXPECT_EQ(page, folder->path() / "uit/monitor.html");
  std::string html = without_scripts(file_text(page));
  // How many documents were handed in is said there too; of those there is no list.
  html.erase(html.find("<section class=\"chapter\" id=\"h-verantwoording\""));
  for (std::size_t at = 0;;) {
    const std::string cell = between(html, at, "<td class=\"number\">", "</td>");
    if (at == std::string::npos) break;
    if (!cell.empty() && cell.find_first_not_of("0123456789.") == std::string::npos) {
      EXPECT_EQ(cell, "0") << "a count without a link";
    }
  }
  int numbers = 0;
  std::map<std::string, std::string> lists;
  for (const auto& [target, number] : evidence_links(html)) {
    const std::size_t hash = target.find('#');
    ASSERT_NE(hash, std::string::npos) << target;
    std::string& list = lists[target.substr(0, hash)];
    if (list.empty()) list = file_text(page.parent_path() / "bewijs" / target.substr(0, hash));
    std::size_t at = 0;
    const std::string section =
        between(list, at, "<section id=\"" + target.substr(hash + 1) + "\"", "</section>");
    EXPECT_EQ(std::to_string(occurrences(section, "<li>")), number) << target;
    ++numbers;
  }
  EXPECT_GT(numbers, 60);
}

// The group of each municipality, straight from the panel: the other path to every number.
std::map<std::string, std::map<std::string, int>> counted_again(const corpus::Database& database,
                                                                const std::string& variable,
                                                                const std::string& domein) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> said;
  const auto rows = database.select(
      "SELECT DISTINCT panel_year, gm_code, panel.arrangement_id, "
      "CASE WHEN coalesce(outcome, 'absent') = 'value' THEN value ELSE coalesce(outcome, 'absent') "
      "END FROM panel LEFT JOIN arrangement_value AS stated ON stated.arrangement_id = "
      "panel.arrangement_id AND variable = '" +
      variable + "' WHERE counts = 1" + (domein.empty() ? "" : " AND domein = '" + domein + "'"));
  for (const auto& row : rows.rows)
    said[{row[0].value_or(""), row[1].value_or("")}].insert(row[3].value_or(""));
  std::map<std::string, std::map<std::string, int>> counts;
  for (const auto& [where, values] : said)
    ++counts[where.first][values.size() > 1 ? "several" : *values.begin()];
  return counts;
}

// row of a figure's CSV and code of a group, to its count.
std::map<std::pair<std::string, std::string>, int> counts_of(const fs::path& csv) {
  std::map<std::pair<std::string, std::string>, int> counts;
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
    counts[{cells[0], cells[2]}] = std::stoi(cells[3]);
  }
  return counts;
}

TEST_F(WholePublication, PrintsWhatThePanelHoldsCountedByAnotherPath) {
  const auto trend = counts_of(folder->path() / "uit/figuren/bekostiging.csv");
  const auto again = counted_again(*database, "bekostiging", "");
  int compared = 0;
  for (const char* year : {"2018", "2019", "2020"})
    for (const char* group : {"inspanningsgericht", "outputgericht", "taakgericht", "several"}) {
      const auto found = trend.find({year, group});
      const auto expected = again.at(year).find(group);
      EXPECT_EQ(found == trend.end() ? 0 : found->second,
                expected == again.at(year).end() ? 0 : expected->second)
          << year << " " << group;
      ++compared;
    }
  EXPECT_EQ(compared, 12);
  const auto domains = counts_of(folder->path() / "uit/figuren/domein-bekostiging.csv");
  const auto youth = counted_again(*database, "bekostiging", "jeugd").at("2020");
  for (const auto& [group, count] : youth) EXPECT_EQ(domains.at({"jeugd", group}), count) << group;
}

TEST_F(WholePublication, SaysInShortWhatEachSentenceIsAbout) {
  EXPECT_NE(file_text(page).find("<strong>Bekostiging.</strong> "), std::string::npos);
}

TEST_F(WholePublication, FetchesNothingAndEveryLinkOfEveryPageResolves) {
  std::map<fs::path, std::string> pages;
  for (const fs::path& one : pages_of(folder->path() / "uit"))
    pages[one.lexically_normal()] = without_scripts(file_text(one));
  EXPECT_GT(pages.size(), 355u);
  for (const auto& [place, html] : pages) {
    EXPECT_EQ(html.find("http:"), std::string::npos) << place;
    EXPECT_EQ(html.find("https:"), std::string::npos) << place;
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos) << place;
    EXPECT_NE(html.find("<html lang=\"nl\">"), std::string::npos) << place;
    for (const std::string& target : references_of(html)) {
      const std::size_t hash = std::min(target.find('#'), target.size());
      const fs::path file =
          hash == 0 ? place : (place.parent_path() / target.substr(0, hash)).lexically_normal();
      EXPECT_TRUE(fs::exists(file)) << place << " " << target;
      if (hash == target.size()) continue;
      const std::string id = "id=\"" + target.substr(hash + 1) + "\"";
      EXPECT_NE(pages[file].find(id), std::string::npos) << place << " " << target;
    }
  }
}

std::string all_pages(const fs::path& publication) {
  std::string all;
  for (const fs::path& page : pages_of(publication)) all += file_text(page);
  return all;
}

const std::string kHostile =
    "<script>alert(1)</script>\"'&=HYPERLINK(\"x\")" + std::string(300, 'x') + ".pdf";

// A document that may be quoted, one that may not, one with words of a person, one that was coded
// before there was a search for such words, and one that means harm; published openly and intern.
class Quotes : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<TestFolder>();
    make_documents();
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open((folder->path() / "corpus/monitor.sqlite").c_str(), &raw), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(raw,
                           "UPDATE coding SET searched = 0 WHERE content_id = (SELECT content_id "
                           "FROM offering WHERE shown_path LIKE '%oud.pdf')",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    EXPECT_EQ(sqlite3_changes(raw), 1);
    sqlite3_close(raw);
    const auto database = corpus::Database::open(folder->path() / "corpus", corpus::Access::read);
    PublicationOptions options = options_for(folder->path() / "uit", 2019);
    options.templates = few_chapters(folder->path(), {"start"});
    publish(database, test_codebook(), options);
    options.out = folder->path() / "intern";
    options.intern = true;
    publish(database, test_codebook(), options);
  }
  static void TearDownTestSuite() { folder.reset(); }

  static void make_documents() {
    const auto quoting = [](const char* path, const char* code, const std::string& quote) {
      return GivenDocument{
          .path = path,
          .gemeenten = {code},
          .records = {in_force(code, {{"bekostiging", "taakgericht", 0.9, 7, quote}})}};
    };
    std::vector<GivenDocument> documents = {
        quoting("open.pdf", "GM0114", "een vast budget"),
        quoting("dicht.pdf", "GM0106", "geheime woorden"),
        quoting("persoon.pdf", "GM0344", "de heer Jansen de Wit betaalt een vast bedrag"),
        quoting("oud.pdf", "GM0363", "de heer Pietersen betaalt"),
        quoting("kwaad.pdf", "GM0518", "</q><script>x</script>\x01 \xFF")};
    documents[1].openbaar = false;
    documents[2].private_words = {{7, 2, 4, "name"}, {2, 0, 9, "name"}};
    documents[4].records[0].push_back({"procedure", kHostile});
    documents[4].dossier = kHostile;
    make_corpus(folder->path(), documents);
  }

  static std::string page(const std::string& name) { return file_text(folder->path() / name); }
  static inline std::unique_ptr<TestFolder> folder;
};

TEST_F(Quotes, AreOfPublicDocumentsOnly) {
  EXPECT_NE(page("uit/bewijs/GM0114.html").find("<q>een vast budget</q>"), std::string::npos);
  EXPECT_NE(page("uit/bewijs/GM0114.html").find("open.pdf, p. 7"), std::string::npos);
  const std::string closed = page("uit/bewijs/GM0106.html");
  EXPECT_NE(closed.find("dicht.pdf, p. 7"), std::string::npos);
  EXPECT_NE(closed.find("niet openbaar: alleen vindplaats"), std::string::npos);
  for (const auto& entry : fs::recursive_directory_iterator(folder->path() / "uit"))
    if (entry.is_regular_file()) {
      EXPECT_EQ(file_text(entry.path()).find("geheime"), std::string::npos) << entry.path();
    }
}

TEST_F(Quotes, AreAllThereInAnInternEditionThatSaysSo) {
  EXPECT_NE(page("intern/bewijs/GM0106.html").find("<q>geheime woorden</q>"), std::string::npos);
  for (const fs::path& one : pages_of(folder->path() / "intern"))
    EXPECT_NE(file_text(one).find("Interne uitgave"), std::string::npos) << one;
}

TEST_F(Quotes, HaveNoWordsOfPersonsEvenOfOpenDocuments) {
  const std::string all = all_pages(folder->path() / "uit");
  EXPECT_EQ(all.find("Jansen"), std::string::npos);
  EXPECT_NE(all.find("de heer … betaalt een vast bedrag"), std::string::npos);
  EXPECT_EQ(all.find("Pietersen"), std::string::npos) << "was not searched for persons";
}

TEST_F(Quotes, AndNamesThatAreHostileAreShownAndDoNothing) {
  for (const fs::path& one : pages_of(folder->path() / "uit")) {
    const std::string html = file_text(one);
    EXPECT_EQ(html.find("<script>alert"), std::string::npos) << one;
    EXPECT_EQ(html.find("<script>x"), std::string::npos) << one;
    EXPECT_EQ(html.find('\x01'), std::string::npos) << one;
  }
  EXPECT_NE(page("uit/bewijs/GM0518.html").find("&lt;script&gt;alert"), std::string::npos);
}

TEST(Publication, IsTheSameEveryTime) {
  std::vector<GivenDocument> documents = some_documents();
  TestFolder one, other;
  PublicationOptions options = options_for(one.path() / "uit", 2020);
  options.templates = few_chapters(one.path(), {"start", "aflopend"});
  publish(make_corpus(one.path(), documents), test_codebook(), options);
  std::reverse(documents.begin(), documents.end());
  options.out = other.path() / "uit";
  const corpus::Database again = make_corpus(other.path(), documents);
  publish(again, test_codebook(), options);
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(one.path() / "uit")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(file_text(entry.path()),
              file_text(other.path() / fs::relative(entry.path(), one.path())))
        << entry.path();
  }
  EXPECT_GT(files, 360);
  EXPECT_EQ(std::distance(fs::directory_iterator(other.path()), fs::directory_iterator()), 3)
      << "nothing is left beside the publication";
}

TEST(Publication, OfAnEmptyCorpusIsSane) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  const std::string html = without_scripts(
      file_text(publish(database, test_codebook(), options_for(folder.path() / "uit", 2019))));
  EXPECT_NE(html.find("355"), std::string::npos);
  EXPECT_NE(html.find("zijn geen documenten aangeleverd"), std::string::npos);
  EXPECT_NE(html.find("Er is geen figuur"), std::string::npos);
  for (const char* unwanted : {"nan%", "inf%", " 0 gemeenten", " 0 regelingen"})
    EXPECT_EQ(html.find(unwanted), std::string::npos) << unwanted;
}

TEST(Publication, OfOneDocumentSpeaksOfOne) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(), {{.path = "a.pdf",
                       .gemeenten = {"GM0114"},
                       .records = {in_force("GM0114", {{"bekostiging", "taakgericht"}})}}});
  PublicationOptions options = options_for(folder.path() / "uit", 2019);
  options.templates = few_chapters(folder.path(), {"dekking", "start"});
  const std::string html = without_scripts(file_text(publish(database, test_codebook(), options)));
  for (const char* unwanted : {">1</a> gemeenten", " 1 gemeenten", " 1 regelingen", "nan%",
                               "van de 1 ", "elk één keer", "bij 0 ", "samen "})
    EXPECT_EQ(html.find(unwanted), std::string::npos) << unwanted;
  EXPECT_NE(html.find(">1</a> gemeente "), std::string::npos);
  EXPECT_NE(html.find("De enige regeling waarvan de ingangsdatum bekend is, begon in 2019."),
            std::string::npos);
}

TEST(Publication, NamesNoneOfTwoThatAreEquallyFrequent) {
  TestFolder folder;
  const corpus::Database database =
      make_corpus(folder.path(),
                  {{.path = "a.pdf", .gemeenten = {"GM0114"}, .records = {in_force("GM0114", {})}},
                   {.path = "b.pdf",
                    .gemeenten = {"GM0106", "GM0363"},
                    .records = {in_force("GM0106|GM0363", {})}}});
  PublicationOptions options = options_for(folder.path() / "uit", 2019);
  options.templates = few_chapters(folder.path(), {"samenwerking"});
  const std::string html = without_scripts(file_text(publish(database, test_codebook(), options)));
  const std::size_t title = html.find("Hoeveel gemeenten samen");
  ASSERT_NE(title, std::string::npos);
  EXPECT_NE(html.find("1 gemeente en 2 tot en met 5 gemeenten even vaak", title), std::string::npos)
      << html.substr(title, 300);
}

TEST(Publication, WeavesInAndKeepsWhatAResearcherWrote) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  PublicationOptions options = options_for(folder.path() / "uit", 2019);
  options.templates = few_chapters(folder.path(), {"bekostiging"});
  publish(database, test_codebook(), options);
  const fs::path own = folder.path() / "uit/tekst/bekostiging.md";
  fs::create_directories(own.parent_path());
  write_text(own, "Dit jaar *opvallend* stil. <script>x</script>");
  const std::string html = file_text(publish(database, test_codebook(), options));
  EXPECT_NE(html.find("Dit jaar <em>opvallend</em> stil."), std::string::npos);
  EXPECT_EQ(html.find("<script>x"), std::string::npos);
  EXPECT_EQ(file_text(own), "Dit jaar *opvallend* stil. <script>x</script>");
  write_text(own.parent_path() / "bekostigen.md", "verschreven");
  EXPECT_THROW(publish(database, test_codebook(), options), Error);
}

TEST(Publication, InEnglishHasEnglishTitlesAndLabels) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  PublicationOptions options = options_for(folder.path() / "uit", 2020);
  options.language = "en";
  options.templates = few_chapters(folder.path(), {"bekostiging"});
  const std::string html = without_scripts(file_text(publish(database, test_codebook(), options)));
  EXPECT_NE(html.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(html.find("Funding by municipality, 2020"), std::string::npos);
  EXPECT_NE(html.find("no documents"), std::string::npos);
  EXPECT_EQ(html.find("geen documenten"), std::string::npos);
  const std::string municipality = file_text(options.out / "bewijs/GM0114.html");
  EXPECT_NE(municipality.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(municipality.find("In force on 1 January of:"), std::string::npos);
  EXPECT_NE(municipality.find("<q lang=\"nl\">"), std::string::npos) << "documents are Dutch";
  for (const char* dutch : {"Vindplaats", "Kenmerk", "1 januari", "onzeker", "gelezen"})
    EXPECT_EQ(municipality.find(dutch), std::string::npos) << dutch;
  const std::string method = file_text(options.out / "methode.md");
  EXPECT_NE(method.find("## Sources and coverage"), std::string::npos);
  EXPECT_EQ(method.find("aangeleverd"), std::string::npos);
}

TEST(Publication, DoesNotReplaceAFolderWithSomethingElse) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  fs::create_directories(folder.path() / "mine");
  write_text(folder.path() / "mine/thesis.txt", "years of work");
  EXPECT_THROW(publish(database, test_codebook(), options_for(folder.path() / "mine", 2019)),
               Error);
  EXPECT_EQ(file_text(folder.path() / "mine/thesis.txt"), "years of work");
}

TEST(Publication, AMistakeInATemplateLeavesThePublicationBeforeIt) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  PublicationOptions options = options_for(folder.path() / "uit", 2019);
  options.templates = few_chapters(folder.path(), {"bekostiging"});
  publish(database, test_codebook(), options);
  const std::string before = file_text(folder.path() / "uit/monitor.html");
  const std::string page = file_text(options.templates / "monitor.html");
  const auto problem = [&] {
    try {
      publish(database, test_codebook(), options);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  write_text(options.templates / "monitor.html", "{{titel}}");
  EXPECT_NE(problem().find("monitor.html, line 1: there is no `titel`"), std::string::npos)
      << problem();
  write_text(options.templates / "monitor.html", page);
  std::string texts = file_text(options.templates / "monitor.json");
  texts.replace(texts.find("{top_count} van de"), 11, "{topcount}");
  write_text(options.templates / "monitor.json", texts);
  EXPECT_EQ(problem().find("none"), std::string::npos);
  EXPECT_EQ(file_text(folder.path() / "uit/monitor.html"), before);
}

TEST(Publication, AYearInWhichNothingBeganStandsBetweenTheOthers) {
  TestFolder folder;
  std::vector<GivenDocument> documents;
  for (const std::string year : {"2016", "2019"}) {
    GivenRecord record = in_force("GM0114", {});
    record[4].value = year + "-01-01";
    documents.push_back(
        {.path = year + ".pdf", .gemeenten = {"GM0114"}, .records = {record}, .dossier = year});
  }
  const corpus::Database database = make_corpus(folder.path(), documents);
  const Texts texts(fs::path(SOURCE_DIR) / "reports/templates/texts.json");
  const Codebook codebook = test_codebook();
  const Wording wording{codebook, texts, "nl"};
  const Grid grid = Procurements(database, wording, {2020, ""}).by_start(2014);
  std::vector<std::string> years;
  for (const Group& group : grid.groups) years.push_back(group.code);
  EXPECT_EQ(years, (std::vector<std::string>{"2016", "2017", "2018", "2019"}));
  EXPECT_EQ(grid.count(0, 1), 0u);
}

TEST(Publication, OfAYearBeforeTheRegisterIsAnError) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  EXPECT_THROW(publish(database, test_codebook(), options_for(folder.path() / "uit", 1995)), Error);
  EXPECT_THROW(publish(database, test_codebook(), options_for(folder.path() / "uit", 2019, 2020)),
               Error);
}

}  // namespace
}  // namespace inkoopmonitor::reports
