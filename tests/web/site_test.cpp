// The pages by their requests: what a reviewer sees, decides and is refused, without a server.
#include "app/web/site.h"

#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "app/web/router.h"
#include "app/web/sessions.h"
#include "corpus/review.h"
#include "house.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SiteTest : public ::testing::Test {
 protected:
  // The document of this year is the one that the test is about.
  void about(int year) {
    year_ = std::to_string(year);
    sha256_ = house_.document(year);
  }
  Response get(const std::string& target) { return site_.answer(request_of("GET", target)); }
  Response post(const std::string& target, const std::string& form) {
    return site_.answer(request_of("POST", target, form));
  }
  std::size_t waiting(const std::string& filter = "") {
    return nlohmann::json::parse(get("/werkvoorraad.json?jaar=" + year_ + filter).body).size();
  }
  // The form about the term as the page has it.
  Response decide(const std::string& what) {
    return post("/document/" + sha256_ + "/besluit?jaar=" + year_ + "&blijf=1",
                "record=1&variable=looptijd&domein_van=wmo&voorzieningen_van=vervoer&gezien=" +
                    std::to_string(seen_) + "&" + what);
  }
  std::string stored(const std::string& columns) {
    site_.settle();
    const auto database = corpus::Database::open(house_.folder(), corpus::Access::read);
    const auto rows =
        database.select("SELECT " + columns + " FROM decision WHERE scope_key = '" + sha256_ + "'");
    std::string line;
    for (const auto& row : rows.rows)
      for (const auto& cell : row) line += (line.empty() ? "" : " ") + cell.value_or("");
    return line;
  }

  House& house_ = House::only();
  Site& site_ = house_.site();
  std::string year_ = "2020", sha256_ = house_.document(2020);
  std::int64_t seen_ = 0;
};

TEST_F(SiteTest, LetsInWhoHasTheKey) {
  Request stranger = request_of("GET", "/");
  stranger.headers.erase("cookie");
  EXPECT_EQ(site_.answer(stranger).status, 401);
  stranger.query["sleutel"] = "geraden";
  EXPECT_EQ(site_.answer(stranger).status, 403);
  stranger.query["sleutel"] = "sleutel";
  const Response in = site_.answer(stranger);
  EXPECT_EQ(in.status, 303);
  bool has_cookie = false;
  for (const auto& [name, value] : in.headers)
    if (name == "Set-Cookie") {
      has_cookie = true;
      EXPECT_THAT(value, HasSubstr("HttpOnly; SameSite=Strict"));
    }
  EXPECT_TRUE(has_cookie);
  Request foreign = request_of("GET", "/");
  foreign.headers["host"] = "rebound.example";
  EXPECT_EQ(site_.answer(foreign).status, 421);
}

TEST_F(SiteTest, QueueShowsWhatIsUnsure) {
  const Response page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Looptijd"));
  EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(get("/?jaar=2020&taal=en").body, HasSubstr("To check 2020"));
  const auto rows = nlohmann::json::parse(get("/werkvoorraad.json?jaar=2020").body);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["variable"], "looptijd");
  EXPECT_THAT(get("/werkvoorraad.csv?jaar=2020").body, HasSubstr("file,sha256,record"));
  EXPECT_EQ(waiting("&domein=jeugd"), 0u);
  EXPECT_EQ(waiting("&gemeente=GM1900"), 0u);
  EXPECT_EQ(waiting("&gemeente=Zeeland"), 0u);
  EXPECT_EQ(waiting("&gemeente=Utrecht"), 1u) << "a province";
}

TEST_F(SiteTest, ShowsValuesInWords) {
  const std::string page = get("/document/" + sha256_ + "?record=1&waarde=verlenging").body;
  EXPECT_THAT(page, HasSubstr("2 × 12 maanden"));
  EXPECT_THAT(page, HasSubstr("<span class=\"given\">Utrecht, Goes</span>"));
  EXPECT_THAT(page, HasSubstr("48 maanden"));
  EXPECT_THAT(page, HasSubstr("Open house (toelating), Niet-openbare procedure"));
}

TEST_F(SiteTest, ConfirmsAndTakesBack) {
  about(2016);
  EXPECT_THAT(get("/document/" + sha256_ + "?jaar=" + year_).body, HasSubstr("rivaal:0"));
  const Response done = decide("wat=bevestig");
  EXPECT_EQ(done.status, 200);
  EXPECT_THAT(done.body, HasSubstr("state-confirmed"));
  EXPECT_EQ(stored("kind, value, outcome, reviewer, page"), "confirmed 48 value an 1");
  EXPECT_EQ(waiting(), 0u);
  EXPECT_EQ(post("/ongedaan", "in=" + sha256_).status, 200);
  EXPECT_EQ(stored("kind"), "");
  EXPECT_EQ(waiting(), 1u);
}

TEST_F(SiteTest, SendsAnotherDocumentForThePlaceOfTheOneShown) {
  about(2016);
  decide("wat=bevestig");
  const Response undone =
      post("/ongedaan?jaar=2016", "in=" + house_.document(2020) + "&record=7&waarde=regie");
  EXPECT_EQ(undone.status, 200);
  EXPECT_THAT(undone.headers,
              ::testing::Contains(std::pair<std::string, std::string>("HX-Retarget", "#document")));
  EXPECT_THAT(undone.body, HasSubstr("id=\"document\""));
  EXPECT_THAT(undone.body, HasSubstr("data-sha=\"" + sha256_ + "\""));
  EXPECT_THAT(undone.body, HasSubstr("record=1&amp;waarde=looptijd\" hx-target=\"#waarden\" "
                                     "hx-swap=\"outerHTML\" aria-current"))
      << "what was decided is open, not what the form was about";
}

TEST_F(SiteTest, PicksARivalAndWorksItIn) {
  about(2017);
  decide("wat=rivaal:0");
  EXPECT_EQ(stored("kind, value, first_word"), "corrected 36 1");
  const auto database = corpus::Database::open(house_.folder(), corpus::Access::read);
  EXPECT_EQ(*database
                 .select("SELECT value || ' ' || rule FROM arrangement_value"
                         " JOIN content USING (content_id)"
                         " WHERE variable = 'looptijd' AND sha256 = '" +
                         sha256_ + "'")
                 .rows.at(0)
                 .at(0),
            "36 decision:corrected");
}

TEST_F(SiteTest, CorrectsByWordsAndByFormAndRefusesNonsense) {
  about(2018);
  EXPECT_THAT(decide("wat=verbeter&waarde_nieuw=lang").body, HasSubstr("geen geldige waarde"));
  EXPECT_THAT(decide("wat=verbeter&waarde_nieuw=").body, HasSubstr("Vul een waarde in"));
  EXPECT_THAT(decide("wat=verbeter&waarde_nieuw=60&blad=1&eerste=0&laatste=99").body,
              HasSubstr("staan niet op die bladzijde"));
  EXPECT_EQ(stored("kind"), "");
  decide("wat=verbeter&waarde_nieuw=60&blad=1&eerste=1&laatste=1&notitie=zie%20bijlage");
  EXPECT_EQ(stored("value, quote, note"), "60 hulp€ zie bijlage");
}

TEST_F(SiteTest, SaysWhatSomebodyElseDecidedMeanwhile) {
  about(2019);
  corpus::Decision other;
  other.scope_key = sha256_;
  other.domein = "wmo";
  other.voorzieningen = "vervoer";
  other.variable = "looptijd";
  other.kind = "corrected";
  other.value = "72";
  other.reviewer = "bo";
  const auto act = corpus::Reviews(house_.folder()).decide(house_.run(), {other}, 0).act;
  const Response refused = decide("wat=rivaal:0");
  EXPECT_THAT(refused.body, HasSubstr("bo"));
  EXPECT_THAT(refused.body, HasSubstr("72 maanden"));
  EXPECT_EQ(stored("value"), "72");
  seen_ = act;
  decide("wat=niet");
  EXPECT_EQ(stored("outcome, reviewer"), "absent an");
}

TEST_F(SiteTest, AddsAndTakesOutRecords) {
  about(2021);
  const std::string target = "/document/" + sha256_ + "/record?jaar=2021";
  EXPECT_EQ(post(target, "wat=nieuw&domein.jeugd=on&voorzieningen.pleegzorg=on").status, 200);
  EXPECT_EQ(stored("variable, value, domein, voorzieningen"), "record new jeugd pleegzorg");
  EXPECT_THAT(post(target, "wat=nieuw&domein.wmo=on&voorzieningen.vervoer=on").body,
              HasSubstr("al een regeling"));
  EXPECT_EQ(post(target, "wat=weg&record=1&gezien=1000000").status, 200);
  EXPECT_EQ(waiting(), 0u);
}

// What a rival lost by is said in words, in both languages, whatever the program says it is.
TEST_F(SiteTest, SaysWhyARivalLost) {
  std::ifstream file(std::string(SOURCE_DIR) + "/app/web/texts.json");
  const nlohmann::json texts = nlohmann::json::parse(file);
  for (const char* reason : {"outvoted",
                             "contradicted",
                             "ook_genoemd",
                             "too little weight",
                             "negated",
                             "considered",
                             "definition",
                             "law",
                             "question",
                             "planning",
                             "excluded",
                             "candidates",
                             "place_in_notice",
                             "requirements",
                             "template",
                             "replaced",
                             "other_municipality",
                             "other_purchase",
                             "incomplete",
                             "in passing",
                             "corrected",
                             "field_of_notice",
                             "the_change_itself",
                             "not_ticked",
                             "compared",
                             "other_end",
                             "of_renewal",
                             "category_of_form",
                             "contracts_are_counted",
                             "does not fit start and end",
                             "does not fit start and length",
                             "end of the last option",
                             "outranked by another document of the dossier"})
    EXPECT_TRUE(texts.contains("reason_" + std::string(reason))) << reason;
}

TEST_F(SiteTest, LeadsOnWhenNothingWaits) {
  about(2021);
  EXPECT_THAT(get("/?jaar=2021").body, HasSubstr("zijn alle twijfelgevallen nagekeken"));
  const std::string filtered = get("/?jaar=2020&kenmerk=regie").body;
  EXPECT_THAT(filtered, HasSubstr("in het hele jaar nog 1 waarde."));
  EXPECT_THAT(filtered, HasSubstr("id=\"begin\" href=\"/?jaar=2020\""));
  EXPECT_THAT(get("/document/" + sha256_ + "?jaar=2021&kenmerk=regie").body,
              HasSubstr("id=\"begin\" href=\"/?jaar=2021&amp;kenmerk=regie\""));
  EXPECT_THAT(get("/document/" + sha256_ + "?jaar=2020").body,
              HasSubstr("id=\"begin\" href=\"/document/" + house_.document(2020)));
  EXPECT_THAT(get("/document/" + house_.document(2020) + "?jaar=2020").body,
              Not(HasSubstr("id=\"begin\"")));
}

TEST_F(SiteTest, GivesWordsAndFindsThem) {
  const auto words = nlohmann::json::parse(get("/document/" + sha256_ + "/woorden/1.json").body);
  EXPECT_EQ(words["words"][0][0], "Huishoudelijke");
  EXPECT_EQ(get("/document/" + sha256_ + "/zoek.json?q=HUISHOUDELIJKE%20hulp").body,
            "[[1,0,1],[2,0,1]]");
  EXPECT_EQ(get("/document/" + sha256_ + "/woorden/9.json").status, 404);
}

// Every parameter of every address gets what leads elsewhere, breaks SQL or is a script.
TEST_F(SiteTest, NothingHostileComesThrough) {
  const std::vector<std::string> hostile = {
      "..%2f..%2f..%2fetc%2fpasswd", "'%20OR%201=1--%00-1",
      "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
      "99999999999999999999" + std::string(1500, 'a')};
  const std::vector<std::string> targets = {
      "/?jaar=H&domein=H&kenmerk=H&gemeente=H&van=H",
      "/document/H",
      "/document/" + sha256_ + "?record=H&waarde=H&blad=H&zoek=H&jaar=H",
      "/document/" + sha256_ + "/waarden?record=H&waarde=H",
      "/document/" + sha256_ + "/blad/H.png?dpi=H",
      "/document/" + sha256_ + "/woorden/H.json",
      "/document/" + sha256_ + "/zoek.json?q=H",
      "/verken/H?jaar=H&domein=H",
      "/verken/H/bewijs",
      "/verken/H/bewijs.json?jaar=H&domein=H",
      "/kaart/H.json",
      "/gemeente/H?jaar=H",
      "/zoek?q=H&gemeente=H",
      "/aanleveren?jaar=H",
      "/publicatie/2020/H",
      "/publicatie/H/monitor.html",
      "/publicatie/2020/H/H",
      "/dubbel/H",
      "/eigen/H",
  };
  for (const std::string& target : targets)
    for (const std::string& bad : hostile) {
      std::string filled = target;
      for (std::size_t at = 0; (at = filled.find('H', at)) != std::string::npos; at += bad.size())
        filled.replace(at, 1, bad);
      Request one;
      if (!parse_target(filled, one)) continue;
      const Response response = get(filled);
      EXPECT_LT(response.status, 500) << filled.substr(0, 200);
      EXPECT_THAT(response.body, Not(HasSubstr("<script>alert"))) << filled.substr(0, 200);
      EXPECT_THAT(response.body, Not(HasSubstr("<img src=x"))) << filled.substr(0, 200);
      EXPECT_THAT(response.body, Not(HasSubstr("root:"))) << filled.substr(0, 200);
    }
}

TEST_F(SiteTest, TakesFilesOnlyIntoItsOwnFolder) {
  const auto place = [&](const std::string& name) {
    Request one = request_of("PUT", "/aanleveren/bestand?jaar=2024");
    one.query["naam"] = name;
    return site_.place_for_upload(one);
  };
  EXPECT_EQ(place("borne/contract.pdf"), house_.folder() / "aangeleverd/2024/borne/contract.pdf");
  for (const char* name : {"", "..", "../x.pdf", "a/../../x.pdf", "/etc/passwd", ".verborgen",
                           "a/.b/c.pdf", "a\\..\\b.pdf", "a\nb.pdf"})
    EXPECT_EQ(place(name), "") << name;
}

TEST_F(SiteTest, SecondCoderSeesNoValue) {
  about(2022);
  EXPECT_EQ(post("/dubbel", "jaar=2022&deel=100").status, 303);
  const Response form = get("/dubbel/" + sha256_);
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, Not(HasSubstr("value=\"48\"")));
  EXPECT_THAT(post("/dubbel/" + sha256_, "r1.looptijd=lang").body,
              HasSubstr("geen geldige waarde"));
  EXPECT_EQ(post("/dubbel/" + sha256_, "r1.looptijd=60&r1.procedure=subsidie").status, 303);
  const Response page = get("/dubbel");
  EXPECT_THAT(page.body, HasSubstr("60 maanden"));
  EXPECT_THAT(page.body, HasSubstr("48 maanden"));
}

// Every page that shows data leads to the same as JSON and CSV, and says with which columns.
TEST_F(SiteTest, ShowsTheMonitorAndItsTwins) {
  about(2018);
  decide("wat=verbeter&waarde_nieuw=60");
  post("/dubbel", "jaar=2022&deel=100");
  post("/dubbel/" + house_.document(2022), "r1.looptijd=61&r1.procedure=subsidie");
  const struct {
    const char *page, *twin, *columns;
    std::vector<const char*> says;
  } views[] = {
      {"/verken/dekking?jaar=2020", "/verken/dekking.csv?jaar=2020", "rij,groep,", {}},
      {"/verken/dekking/bewijs?jaar=2020",
       "/verken/dekking/bewijs.csv?jaar=2020",
       "figure,number,title,member,gm_code",
       {",Utrecht,GM0344\n"}},
      {"/gemeente/GM0344?jaar=2020", "/gemeente/GM0344.csv?jaar=2020", "dossier,record,", {}},
      {"/zoek?q=hulp", "/zoek.csv?q=hulp", "", {}},
      {"/dubbel",
       "/dubbel.csv",
       "file,sha256,year,coder,done",
       {"contract <script>alert(1) 2022.pdf,"}},
      {"/dubbel", "/dubbel/overeenstemming.csv", "variable,pairs,same,kappa", {"procedure,1,1,"}},
      {"/dubbel",
       "/dubbel/verschillen.csv",
       "file,sha256,record,variable,first,second",
       {",looptijd,48,61\n"}},
      {"/leren", "/leren.csv", "variable,confirmed,corrected", {"looptijd,"}},
      {"/leren?regels=1",
       "/leren/regels.csv",
       "file,sha256,variable,decided,found,change",
       {",looptijd,60,"}},
  };
  for (const auto& view : views) {
    const Response page = get(view.page);
    EXPECT_EQ(page.status, 200) << view.page;
    std::string json = view.twin;
    json.replace(json.find(".csv"), 4, ".json");
    for (const std::string& twin : {std::string(view.twin), json})
      EXPECT_THAT(page.body, HasSubstr("href=\"" + twin)) << view.page;
    const Response csv = get(view.twin);
    EXPECT_THAT(csv.type, HasSubstr("text/csv")) << view.twin;
    EXPECT_THAT(csv.body, ::testing::StartsWith(view.columns)) << view.twin;
    for (const char* says : view.says) EXPECT_THAT(csv.body, HasSubstr(says)) << view.twin;
    EXPECT_TRUE(nlohmann::json::parse(get(json).body).is_array()) << json;
  }
  EXPECT_EQ(get("/aanleveren").status, 200);
}

// Guessing is slowed down by name and by address, and what is right then has to wait, too.
TEST_F(SiteTest, PasswordsAreNotGuessedFast) {
  const testing_support::TemporaryFolder folder;
  SiteOptions options = house_.options();
  options.passwords = folder.write("wie", password_line("bo", "vier gewone woorden"));
  ::chmod(options.passwords.c_str(), 0600);
  Site team(options);
  const auto log_in = [&](const std::string& address, const std::string& password) {
    Request one = request_of("POST", "/inloggen", "naam=bo&wachtwoord=" + encoded(password));
    one.headers.erase("cookie");
    one.remote = address;
    return team.answer(one);
  };
  EXPECT_EQ(team.answer(request_of("GET", "/?sleutel=sleutel")).status, 401) << "no key for a team";
  EXPECT_EQ(log_in("10.0.0.1", "vier gewone woorden").status, 303);
  Request shared = request_of("GET", "/document/a%22b?jaar=2020&waarde=%22%3E");
  shared.headers.erase("cookie");
  EXPECT_THAT(team.answer(shared).body,
              HasSubstr("name=\"naar\" value=\"/document/a%22b?jaar=2020&amp;waarde=%22%3E\""))
      << "where he is led to when he has logged in";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(log_in("10.0.0.2", "geraden").status, 403);
  EXPECT_EQ(log_in("10.0.0.2", "vier gewone woorden").status, 429) << "from one address";
  EXPECT_EQ(log_in("10.0.0.3", "vier gewone woorden").status, 429) << "and from another";
}

}  // namespace
}  // namespace inkoopmonitor::app::web
