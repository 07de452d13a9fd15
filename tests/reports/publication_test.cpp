#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>

#include "error.h"
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
  options.program_version = "0.1.0";
  options.ruleset = "abc123";
  return options;
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

std::string without_markup(const std::string& html) {
  std::string text;
  bool inside = false;
  for (const char character : html) {
    if (character == '<') inside = true;
    if (!inside) text += character;
    if (character == '>') inside = false;
  }
  return text;
}

// Every link of a page: where it leads, and its text without markup.
std::vector<std::pair<std::string, std::string>> links_of(const std::string& html) {
  std::vector<std::pair<std::string, std::string>> links;
  for (std::size_t at = 0;;) {
    const std::string target = between(html, at, "<a href=\"", "\"");
    if (at == std::string::npos) return links;
    links.emplace_back(target, without_markup(between(html, at, ">", "</a>")));
  }
}

// What the attributes href and src of a page name, without the place within the file.
std::vector<std::string> references_of(const std::string& html) {
  std::vector<std::string> references;
  for (const char* attribute : {" href=\"", " src=\""})
    for (std::size_t at = 0;;) {
      const std::string target = between(html, at, attribute, "\"");
      if (at == std::string::npos) break;
      references.push_back(target.substr(0, target.find('#')));
    }
  return references;
}

TEST(Publication, QuotesNoWordsOfPersonsEvenOfOpenDocuments) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(),
      {{.path = "a.pdf",
        .gemeenten = {"GM0344"},
        .records = {in_force("GM0344", {{"bekostiging", "taakgericht", 0.9, 1,
                                         "de heer Jansen de Wit betaalt een vast bedrag"}})},
        .private_words = {{1, 2, 4, "name"}, {2, 0, 9, "name"}}}});
  const fs::path out = folder.path() / "publicatie";
  publish(database, test_codebook(), options_for(out, 2020));
  std::string all;
  for (const fs::path& page : pages_of(out)) all += file_text(page);
  EXPECT_EQ(all.find("Jansen"), std::string::npos);
  EXPECT_NE(all.find("de heer … betaalt een vast bedrag"), std::string::npos);
}

// A document that was coded before there was a search for such words.
TEST(Publication, QuotesNothingThatWasNotSearched) {
  TestFolder folder;
  {
    const auto database = make_corpus(
        folder.path(), {{.path = "a.pdf",
                         .gemeenten = {"GM0344"},
                         .records = {in_force("GM0344", {{"bekostiging", "taakgericht", 0.9, 1,
                                                          "de heer Jansen betaalt"}})}}});
  }
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((folder.path() / "corpus/monitor.sqlite").c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, "UPDATE coding SET searched = 0", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(raw);
  const auto database = corpus::Database::open(folder.path() / "corpus", corpus::Access::read);
  const fs::path out = folder.path() / "publicatie";
  publish(database, test_codebook(), options_for(out, 2020));
  std::string all;
  for (const fs::path& page : pages_of(out)) all += file_text(page);
  EXPECT_EQ(all.find("Jansen"), std::string::npos);
}

TEST(Publication, EveryNumberLeadsToAsManyMunicipalities) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  const fs::path index =
      publish(database, test_codebook(), options_for(folder.path() / "uit", 2020));
  EXPECT_EQ(index, folder.path() / "uit/index.html");
  int numbers = 0;
  for (const auto& [target, text] : links_of(file_text(index))) {
    if (target.starts_with("#")) continue;
    const fs::path page = index.parent_path() / target;
    ASSERT_TRUE(fs::exists(page)) << target;
    std::string digits;
    for (const char character : text.substr(0, text.find_first_of(" (")))
      if (character != '.') digits += character;
    EXPECT_EQ(occurrences(file_text(page), "class=\"municipality\""), std::stoi(digits)) << target;
    ++numbers;
  }
  EXPECT_GT(numbers, 60);
}

TEST(Publication, HasNoNumberInItsTablesWithoutALink) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  const std::string html =
      file_text(publish(database, test_codebook(), options_for(folder.path() / "uit", 2020)));
  EXPECT_EQ(occurrences(html, "<td class=\"number\">"),
            occurrences(html, "<td class=\"number\"><a "));
  EXPECT_GT(occurrences(html, "<td class=\"number\">"), 40);
}

TEST(Publication, ShowsWhatTheTrendShows) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  const fs::path index =
      publish(database, test_codebook(), options_for(folder.path() / "uit", 2020, 2018));
  const Table table = trend(database, test_codebook(), "bekostiging", {.from = 2018, .to = 2020});
  for (const char* value : {"inspanningsgericht", "outputgericht", "taakgericht"})
    for (int year = 2018; year <= 2020; ++year) {
      const std::string name = "bekostiging-" + std::to_string(year) + "-" + value + ".html";
      EXPECT_EQ(std::to_string(occurrences(file_text(index.parent_path() / "bewijs" / name),
                                           "class=\"municipality\"")),
                cell(table, value, std::to_string(year)))
          << name;
    }
}

TEST(Publication, EveryLinkOfEveryPageResolvesAndNothingIsFetched) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), some_documents());
  publish(database, test_codebook(), options_for(folder.path() / "uit", 2020));
  for (const fs::path& page : pages_of(folder.path() / "uit")) {
    const std::string html = file_text(page);
    EXPECT_EQ(html.find("http:"), std::string::npos) << page;
    EXPECT_EQ(html.find("https:"), std::string::npos) << page;
    EXPECT_EQ(html.find("<script"), std::string::npos) << page;
    EXPECT_NE(html.find("<html lang=\"nl\">"), std::string::npos) << page;
    for (const std::string& target : references_of(html))
      EXPECT_TRUE(target.empty() || fs::exists(page.parent_path() / target)) << page << target;
  }
}

TEST(Publication, QuotesOnlyWhatIsPublic) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(), {{.path = "open.pdf",
                       .gemeenten = {"GM0114"},
                       .records = {in_force(
                           "GM0114", {{"bekostiging", "taakgericht", 0.9, 7, "een vast budget"}})},
                       .openbaar = true},
                      {.path = "dicht.pdf",
                       .gemeenten = {"GM0106"},
                       .records = {in_force(
                           "GM0106", {{"bekostiging", "taakgericht", 0.9, 8, "geheime woorden"}})},
                       .openbaar = false}});
  publish(database, test_codebook(), options_for(folder.path() / "uit", 2019));
  const std::string page =
      file_text(folder.path() / "uit/bewijs/bekostiging-2019-taakgericht.html");
  EXPECT_NE(page.find("<q>een vast budget</q>"), std::string::npos);
  EXPECT_NE(page.find("open.pdf, p. 7"), std::string::npos);
  EXPECT_NE(page.find("dicht.pdf, p. 8"), std::string::npos);
  EXPECT_NE(page.find("niet openbaar: alleen vindplaats"), std::string::npos);
  for (const fs::path& other : pages_of(folder.path() / "uit"))
    EXPECT_EQ(file_text(other).find("geheime"), std::string::npos) << other;
}

TEST(Publication, HostileNamesAreShownAndDoNothing) {
  TestFolder folder;
  const std::string hostile = "<script>alert(1)</script>\"'&.pdf";
  const corpus::Database database = make_corpus(
      folder.path(), {{.path = "a.pdf",
                       .gemeenten = {"GM0114"},
                       .records = {in_force("GM0114", {{"bekostiging", hostile, 0.9, 1,
                                                        "</q><script>x</script>\x01 \xFF"}})},
                       .dossier = hostile}});
  publish(database, test_codebook(), options_for(folder.path() / "uit", 2019));
  for (const fs::path& page : pages_of(folder.path() / "uit")) {
    const std::string html = file_text(page);
    EXPECT_EQ(html.find("<script"), std::string::npos) << page;
    EXPECT_EQ(html.find('\x01'), std::string::npos) << page;
  }
  EXPECT_NE(file_text(folder.path() / "uit/index.html").find("&lt;script&gt;alert"),
            std::string::npos);
}

TEST(Publication, IsTheSameEveryTime) {
  std::vector<GivenDocument> documents = some_documents();
  TestFolder one, other;
  publish(make_corpus(one.path(), documents), test_codebook(),
          options_for(one.path() / "uit", 2020));
  std::reverse(documents.begin(), documents.end());
  const corpus::Database again = make_corpus(other.path(), documents);
  publish(again, test_codebook(), options_for(other.path() / "uit", 2020));
  publish(again, test_codebook(), options_for(other.path() / "uit", 2020));
  const std::set<fs::path> pages = pages_of(one.path() / "uit");
  EXPECT_EQ(pages.size(), pages_of(other.path() / "uit").size());
  for (const fs::path& page : pages)
    EXPECT_EQ(file_text(page), file_text(other.path() / fs::relative(page, one.path()))) << page;
  EXPECT_EQ(std::distance(fs::directory_iterator(other.path()), fs::directory_iterator()), 3)
      << "nothing is left beside the publication";
}

TEST(Publication, OfAnEmptyCorpusIsSane) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  const std::string html =
      file_text(publish(database, test_codebook(), options_for(folder.path() / "uit", 2019)));
  EXPECT_NE(html.find("355"), std::string::npos);
  EXPECT_NE(html.find("Er is geen figuur"), std::string::npos);
  EXPECT_EQ(html.find("<svg"), std::string::npos);
  EXPECT_EQ(html.find("nan"), std::string::npos);
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
  publish(database, test_codebook(), options);
  const std::string before = file_text(folder.path() / "uit/index.html");
  fs::copy(options.templates, folder.path() / "templates", fs::copy_options::recursive);
  options.templates = folder.path() / "templates";
  write_text(options.templates / "index.html", "{{titel}}");
  try {
    publish(database, test_codebook(), options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("index.html, line 1: there is no `titel`"),
              std::string::npos)
        << error.what();
  }
  EXPECT_EQ(file_text(folder.path() / "uit/index.html"), before);
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
