// The note on one municipality: what it tells, counted by hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "error.h"
#include "recounted.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;

// Every variable that the note asks for; values are their own labels.
Codebook note_codebook() {
  Codebook codebook = whole_codebook();
  for (const auto& [name, type] :
       {std::pair("domein", "codes"), std::pair("voorzieningen", "list"),
        std::pair("gemeenten", "list"), std::pair("keuzevrijheid", "code")}) {
    codebook.emplace_back();
    codebook.back().name = codebook.back().label_nl = name;
    codebook.back().type = type;
  }
  for (VariableLabels& one : codebook)
    if (one.name == "voorzieningen")
      one.codes_nl = {{"huishoudelijke_hulp", "Huishoudelijke hulp"}, {"dyslexie", "Dyslexie"}};
  return codebook;
}

struct Asked {
  std::string municipality = "Emmen";
  int year = 2019;
};

std::string note(const std::vector<GivenDocument>& documents, const Asked& asked = {}) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), documents);
  ProfileOptions options;
  options.municipality = asked.municipality;
  options.year = asked.year;
  options.out = folder.path() / "uit";
  options.templates = fs::path(SOURCE_DIR) / "reports/templates";
  return file_text(write_profile(database, note_codebook(), options));
}

GivenDocument dossier_of(const std::string& name, const std::string& code, GivenRecord record,
                         int year = 2019) {
  return {.path = name + ".pdf",
          .year = year,
          .gemeenten = {code},
          .records = {std::move(record)},
          .dossier = name};
}

// A chapter of the note, without tags that only dress it.
std::string chapter(const std::string& html, const std::string& id) {
  const std::size_t at = html.find("<h2 id=\"kop-" + id + "\"");
  if (at == std::string::npos) return {};
  std::string text = html.substr(at, html.find("<h2 ", at + 1) - at);
  text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
  return text;
}

std::size_t occurrences(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

#define EXPECT_SAYS(text, what) EXPECT_NE((text).find(what), std::string::npos) << (text)
#define EXPECT_SILENT(text, what) EXPECT_EQ((text).find(what), std::string::npos) << (text)

// The note would be a book if it wrote out every one of them.
TEST(Profile, OfManyArrangementsTellsOfTheirValuesAndOfFewOfEachArrangement) {
  for (const int arrangements : {2, 9, 40}) {
    std::vector<GivenDocument> documents;
    for (int n = 0; n < arrangements; ++n)
      documents.push_back(dossier_of(
          "d" + std::to_string(n), "GM0114",
          in_force("GM0114", {{"bekostiging", n == 0 ? "outputgericht" : "taakgericht"}})));
    const std::string html = note(documents);
    const std::string evidence = chapter(html, "evidence");
    EXPECT_EQ(occurrences(evidence, "<table"), arrangements == 2 ? 2u : 1u) << arrangements;
    EXPECT_LE(occurrences(chapter(html, "ending"), "<tr>"), 13u) << "a head and twelve rows";
    if (arrangements == 2) continue;
    EXPECT_SAYS(evidence, "<td>taakgericht</td><td>" + std::to_string(arrangements - 1) + "</td>");
    EXPECT_SAYS(evidence, "<td>outputgericht</td><td>1</td>");
    EXPECT_SAYS(chapter(html, "now"),
                "<td>taakgericht (" + std::to_string(arrangements - 1) + "); outputgericht</td>");
  }
}

TEST(Profile, QuotesWhatIsPublicAndNamesThePlaceOfWhatIsNot) {
  std::vector<GivenDocument> documents = {
      dossier_of("a", "GM0114",
                 in_force("GM0114", {{"bekostiging", "taakgericht", 0.9, 7, "een vast <budget>"}})),
      dossier_of("b", "GM0114",
                 in_force("GM0114", {{"procedure", "open_house", 0.1, 8, "geheim"}}))};
  documents[1].openbaar = false;
  const std::string evidence = chapter(note(documents), "evidence");
  EXPECT_SAYS(evidence, "a.pdf, p. 7: <q>een vast &lt;budget&gt;</q>");
  EXPECT_SAYS(evidence, "onzeker</span></td><td>b.pdf, p. 8 <span class=\"withheld\">");
  EXPECT_SILENT(evidence, "geheim");
}

TEST(Profile, TellsOfEveryFormOfSupportByItself) {
  GivenRecord youth = in_force("GM0114", {{"bekostiging", "outputgericht"}});
  youth[1].value = "jeugd";
  youth[2].value = "dyslexie";
  const std::string now =
      chapter(note({dossier_of("a", "GM0114", in_force("GM0114", {{"bekostiging", "taakgericht"}})),
                    dossier_of("b", "GM0114", youth)}),
              "now");
  EXPECT_SAYS(now, "<th scope=\"row\">Huishoudelijke hulp</th><td>taakgericht</td>");
  EXPECT_SAYS(now, "<th scope=\"row\">Dyslexie</th><td>outputgericht</td>");
  EXPECT_EQ(occurrences(now, "<table"), 2u) << "a table for each domain";
}

TEST(Profile, HistoryJoinsYearsThatDoNotDifferAndTellsWhatChanged) {
  const std::string html =
      note({dossier_of("a", "GM0114",
                       {{"gemeenten", "GM0114"},
                        {"domein", "wmo"},
                        {"status", "geldend"},
                        {"ingangsdatum", "2016-01-01"},
                        {"einddatum", "2018-12-31"},
                        {"bekostiging", "outputgericht"}},
                       2016),
            dossier_of("b", "GM0114", in_force("GM0114", {{"bekostiging", "taakgericht"}}))},
           {"Emmen", 2020});
  const std::string history = chapter(html, "history");
  EXPECT_SAYS(history, "<th scope=\"row\">2016–2018</th><td>outputgericht</td>");
  EXPECT_SAYS(history, "<th scope=\"row\">2019–2020</th><td>taakgericht</td>");
  const std::string change =
      "1 januari 2019, wmo: Bekostiging wordt ‘taakgericht’; op 1 januari 2018 was dat "
      "‘outputgericht’.";
  EXPECT_SAYS(history, change);
  EXPECT_SAYS(chapter(html, "short"), change);
}

TEST(Profile, HistoryGoesOnInTheMunicipalitiesThatItWasMadeOf) {
  // Haren went up in Groningen on 1 January 2019.
  const std::string html = note({dossier_of("a", "GM0017",
                                            {{"gemeenten", "GM0017"},
                                             {"domein", "wmo"},
                                             {"status", "geldend"},
                                             {"ingangsdatum", "2017-01-01"},
                                             {"einddatum", "2020-12-31"},
                                             {"bekostiging", "outputgericht"}},
                                            2017),
                                 dossier_of("b", "GM0114", in_force("GM0114", {}), 2020)},
                                {"Groningen", 2020});
  const std::string history = chapter(html, "history");
  EXPECT_SAYS(history, "<th scope=\"row\">2017–2018</th><td>Haren</td><td>outputgericht</td>");
  EXPECT_SAYS(history, "<th scope=\"row\">2019–2020</th><td>Groningen</td><td>outputgericht</td>");
  EXPECT_SAYS(history, "1 januari 2019: Haren gaat op in Groningen.");
  // Tilburg got a part of Haaren.
  EXPECT_SAYS(chapter(note({}, {"Tilburg", 2022}), "history"),
              "1 januari 2021: een deel van Haaren gaat over naar Tilburg.");
}

// Emmen has taakgericht, as one of the two others of Drenthe of its size and one of the rest.
TEST(Profile, CountsThoseWithTheSameAmongAllAndAmongThoseLikeIt) {
  std::vector<GivenDocument> documents;
  for (const auto& [code, funding] :
       {std::pair("GM0114", "taakgericht"), std::pair("GM0363", "taakgericht"),
        std::pair("GM0344", "outputgericht"), std::pair("GM0518", "outputgericht")})
    documents.push_back(dossier_of(code, code, in_force(code, {{"bekostiging", funding}})));
  const std::string place = chapter(note(documents, {"Amsterdam", 2019}), "place");
  EXPECT_SAYS(place, "<th scope=\"row\">Bekostiging</th><td>taakgericht</td>");
  EXPECT_SAYS(place, "<td>50% van 4 (15–85%)</td>");
}

TEST(Profile, TellsWhenArrangementsEndAndWhichOptionsAreLeft) {
  GivenRecord options = in_force("GM0114", {{"verlenging", "2x12"}});
  GivenRecord open = in_force("GM0114", {});
  open.erase(open.begin() + 5);
  const std::string html =
      note({dossier_of("a", "GM0114", options), dossier_of("zonder einde", "GM0114", open)});
  const std::string ending = chapter(html, "ending");
  EXPECT_SAYS(ending, "<th scope=\"row\">31 december 2022</th><td>a (1)</td>");
  EXPECT_SAYS(ending, "<td>2×12 maanden</td><td>31 december 2024</td>");
  EXPECT_SAYS(ending,
              "Van 1 regeling is het einde niet bekend, of zij loopt zonder einddatum door: "
              "zonder einde (1).");
  EXPECT_SAYS(chapter(html, "short"), "Het eerst loopt a (1) af, op 31 december 2022; daarna kan");
  EXPECT_SAYS(chapter(html, "alternatives"), "het eerst op 31 december 2022. Of");
}

TEST(Profile, TellsNoOptionFromAnUnknownOne) {
  const std::string html =
      note({dossier_of("geen", "GM0114", in_force("GM0114", {{"verlenging", "0x0"}})),
            dossier_of("onbekend", "GM0114", in_force("GM0114", {}))});
  const std::string ending = chapter(html, "ending");
  EXPECT_SAYS(ending, "<td>geen (1)</td>");
  EXPECT_SAYS(ending, "<td>geen</td><td>31 december 2022</td>");
  EXPECT_SAYS(ending, "<td>niet bekend</td><td>31 december 2022</td>");
  // Beyond the base term the only option is assumed to be used.
  const std::string used =
      note({dossier_of("a", "GM0114", in_force("GM0114", {{"verlenging", "1x24"}})),
            dossier_of("later", "GM0106", in_force("GM0106", {}), 2023)},
           {.municipality = "Emmen", .year = 2024});
  EXPECT_SAYS(chapter(used, "ending"), "<td>geen</td><td>31 december 2024</td>");
}

TEST(Profile, TellsOfASwitchFromTheModelThatItHas) {
  const auto alternatives = [](const std::vector<std::string>& models) {
    std::vector<GivenDocument> documents;
    for (const std::string& model : models)
      documents.push_back(
          dossier_of(model, "GM0114", in_force("GM0114", {{"inkoopmodel", model}})));
    return chapter(note(documents), "alternatives");
  };
  const std::string none = alternatives({}), one = alternatives({"open_house"}),
                    two = alternatives({"open_house", "zorgkantoren"});
  EXPECT_SILENT(none, "Vanuit ");
  EXPECT_EQ(occurrences(one, "Vanuit open house"), 2u) << one;
  EXPECT_EQ(occurrences(one, "Dit is het model van nu"), 1u);
  EXPECT_SAYS(one, "1 van de 1 gemeenten");
  EXPECT_EQ(occurrences(two, "Een deel van de regelingen heeft dit model al."), 2u) << two;
  EXPECT_EQ(occurrences(two, "Vanuit het zorgkantorenmodel"), 2u) << two;
}

TEST(Profile, SaysOfProceduresWhatIsKnownOfThoseThatWereFound) {
  const std::string instruments =
      chapter(note({dossier_of("a", "GM0114", in_force("GM0114", {{"procedure", "best_value"}}))}),
              "instruments");
  EXPECT_SAYS(instruments, "ruimte om te verkennen");
  EXPECT_SILENT(instruments, "hoge administratieve lasten");
}

TEST(Profile, NamesAreTextWhateverStandsInThem) {
  std::vector<GivenDocument> documents;
  for (int n = 0; n < 6; ++n) {
    documents.push_back(
        dossier_of("<u>" + std::to_string(n), "GM0114",
                   in_force("GM0114", {{"bekostiging", "<b>", 0.9, 1, "=HYPERLINK(<i>)"}})));
    documents.back().dossier = "<script>" + std::to_string(n) + std::string(300, 'x') + "\"'&";
  }
  const std::string html = note(documents);
  for (const char* unwanted : {"<script>0", "<b>", "<i>", "<u>"}) EXPECT_SILENT(html, unwanted);
  EXPECT_SAYS(chapter(html, "ending"), "&lt;script&gt;0x");
  EXPECT_SAYS(chapter(html, "evidence"), "=HYPERLINK(&lt;i&gt;)");
}

TEST(Profile, OfAnOldCodebookLeavesOutWhatThatDidNotHave) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(),
      {dossier_of("a", "GM0114", in_force("GM0114", {{"bekostiging", "taakgericht"}}))});
  ProfileOptions options;
  options.municipality = "Emmen";
  options.year = 2019;
  options.out = folder.path() / "uit";
  options.templates = fs::path(SOURCE_DIR) / "reports/templates";
  const std::string html = file_text(write_profile(database, test_codebook(), options));
  EXPECT_SAYS(chapter(html, "now"), "taakgericht");
}

TEST(Profile, OfAMunicipalityWithoutDocumentsSaysSo) {
  const std::vector<GivenDocument> documents = {
      dossier_of("a", "GM0114", in_force("GM0114", {{"bekostiging", "taakgericht"}}))};
  const std::string none = note(documents, {"Zundert", 2020});
  EXPECT_SAYS(none, "Zundert: zo koopt de gemeente zorg in, 2020");
  EXPECT_SAYS(none, "Er zijn ook geen documenten");
  EXPECT_SAYS(none, "Hoofdaannemersmodel");
  EXPECT_THROW(note(documents, {"Atlantis", 2020}), Error);
}

}  // namespace
}  // namespace inkoopmonitor::reports
