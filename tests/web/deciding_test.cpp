// What a reviewer may do beyond confirming and correcting, and what forms that nobody would send
// do.
#include <nlohmann/json.hpp>

#include "app/web/site.h"
#include "corpus/review.h"
#include "house.h"

namespace inkoopmonitor::app::web {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class DecidingTest : public ::testing::Test {
 protected:
  void about(int year) {
    year_ = std::to_string(year);
    sha256_ = house_.document(year);
  }
  Response get(const std::string& target) { return site_.answer(request_of("GET", target)); }
  Response post(const std::string& target, const std::string& form) {
    return site_.answer(request_of("POST", target, form));
  }
  std::string page() { return get("/document/" + sha256_ + "?jaar=" + year_).body; }
  Response decide(const std::string& variable, const std::string& what) {
    return post("/document/" + sha256_ + "/besluit?jaar=" + year_ + "&blijf=1",
                "record=1&domein_van=wmo&voorzieningen_van=vervoer&gezien=1000000&variable=" +
                    variable + "&" + what);
  }
  // What holds in the records of the document, one text a record: domein, voorzieningen, looptijd.
  std::vector<std::string> records() {
    const auto database = corpus::Database::open(house_.folder(), corpus::Access::read);
    std::vector<std::string> found;
    for (const classify::Record& one : corpus::decided_coding(database, sha256_).coding.records)
      if (one.number != 0)
        found.push_back(one.text_of("domein") + " " + one.text_of("voorzieningen") + " " +
                        one.text_of("looptijd"));
    return found;
  }
  std::string outcome() {
    const auto database = corpus::Database::open(house_.folder(), corpus::Access::read);
    const auto rows =
        database.select("SELECT outcome FROM decision WHERE scope_key = '" + sha256_ + "'");
    return rows.rows.empty() ? "none" : rows.rows[0].at(0).value_or("");
  }

  House& house_ = House::only();
  Site& site_ = house_.site();
  std::string year_, sha256_;
};

TEST_F(DecidingTest, SaysThatAValueIsNotThereOrCannotBeRead) {
  about(2023);
  decide("looptijd", "wat=onleesbaar");
  EXPECT_EQ(outcome(), "unreadable");
  EXPECT_THAT(records(), ElementsAre("wmo vervoer "));
  decide("looptijd", "wat=niet");
  EXPECT_EQ(outcome(), "absent");
  post("/ongedaan", "in=" + sha256_);
  EXPECT_EQ(outcome(), "unreadable") << "step by step";
  post("/ongedaan", "in=" + sha256_);
  EXPECT_THAT(records(), ElementsAre("wmo vervoer 48"));
}

TEST_F(DecidingTest, SaysHowLongTheRestTakesByThePaceOfLate) {
  about(2023);
  for (int made = 0; made < 4; ++made) {
    decide("looptijd", "wat=niet");
    post("/ongedaan", "in=" + sha256_);
  }
  EXPECT_THAT(get("/?jaar=2023").body, HasSubstr("in uw tempo nog ongeveer 1 min"));
  EXPECT_THAT(get("/?jaar=2023&kenmerk=regie").body, Not(HasSubstr("in uw tempo")))
      << "of what waits with this filter: nothing";
}

TEST_F(DecidingTest, SplitsARecordAndJoinsTheTwoAgain) {
  about(2024);
  const std::string target = "/document/" + sha256_ + "/record?jaar=2024";
  EXPECT_EQ(post(target, "wat=splits&record=1&gezien=0&domein.wmo=on&voorzieningen.hulpmiddelen=on")
                .status,
            200);
  EXPECT_THAT(records(), ElementsAre("wmo vervoer 48", "wmo hulpmiddelen 48"));
  post("/ongedaan", "in=" + sha256_);
  EXPECT_THAT(records(), ElementsAre("wmo vervoer 48")) << "what was done together goes together";
  post(target, "wat=nieuw&gezien=1000000&domein.wmo=on&voorzieningen.hulpmiddelen=on");
  ASSERT_EQ(records().size(), 2u);
  EXPECT_EQ(post(target, "wat=voegsamen&record=1&met=2&gezien=1000000").status, 200);
  EXPECT_THAT(records(), ElementsAre("wmo hulpmiddelen|vervoer "));
}

TEST_F(DecidingTest, ChangesWhatARecordIsAbout) {
  about(2025);
  decide("voorzieningen", "wat=verbeter&waarde.vervoer=on&waarde.hulpmiddelen=on");
  ASSERT_EQ(records().size(), 1u);
  EXPECT_THAT(records()[0], HasSubstr("hulpmiddelen"));
  EXPECT_THAT(page(), HasSubstr("<span>Geldend, Wmo: "));
  EXPECT_THAT(page(), HasSubstr("Hulpmiddelen"));
  // The form has the record as the rules found it, and still finds it.
  decide("looptijd", "wat=verbeter&waarde_nieuw=60");
  EXPECT_THAT(records()[0], HasSubstr(" 60"));
}

TEST_F(DecidingTest, AddsARivalToAListOrPutsItInItsPlace) {
  about(2022);
  const std::string open =
      get("/document/" + sha256_ + "?jaar=2022&record=1&waarde=gemeenten").body;
  EXPECT_THAT(open,
              HasSubstr("<strong>Goes, Súdwest-Fryslân</strong> in plaats van Utrecht, Goes"));
  EXPECT_THAT(open, HasSubstr(">+ ook Súdwest-Fryslân</button>"));
  EXPECT_THAT(get("/document/" + sha256_ + "?jaar=2022&record=1&waarde=looptijd").body,
              Not(HasSubstr("in plaats van")))
      << "of what is no list there is one";
  const auto gemeenten = [&] {
    const auto database = corpus::Database::open(house_.folder(), corpus::Access::read);
    return corpus::decided_coding(database, sha256_).coding.records.at(1).text_of("gemeenten");
  };
  decide("gemeenten", "wat=ook:0");
  EXPECT_EQ(gemeenten(), "GM0344|GM0664|GM1900");
  post("/ongedaan", "in=" + sha256_);
  decide("gemeenten", "wat=rivaal:0");
  EXPECT_EQ(gemeenten(), "GM0664|GM1900");
  post("/ongedaan", "in=" + sha256_);
  decide("looptijd", "wat=ook:0");
  decide("gemeenten", "wat=ook:9");
  EXPECT_EQ(outcome(), "none") << "no list, no rival";
}

TEST_F(DecidingTest, SaysWhatWasDoneLastAndHowMuchOfThisChoiceWaits) {
  about(2023);
  const std::string answer = decide("looptijd", "wat=verbeter&waarde_nieuw=36").body;
  EXPECT_THAT(answer, HasSubstr("2023.pdf</span>: <strong>Looptijd 36 maanden bewaard</strong>"));
  EXPECT_THAT(answer, HasSubstr("in deze keuze wacht niets meer · ongedaan <kbd>z</kbd>"));
  EXPECT_THAT(page(), Not(HasSubstr("class=\"saved\""))) << "once";
  EXPECT_THAT(decide("looptijd", "wat=verbeter&waarde_nieuw=lang").body,
              Not(HasSubstr("class=\"saved\"")));
  EXPECT_THAT(post("/ongedaan?jaar=2023", "in=" + house_.document(2024)).body,
              HasSubstr("nog 1 in deze keuze"))
      << "also where this is another document";
}

// Every field of every form gets what leads elsewhere, breaks SQL or is a script.
TEST_F(DecidingTest, NothingHostileComesThroughAForm) {
  about(2023);
  const std::vector<std::string> hostile = {
      "..%2f..%2f..%2fetc%2fpasswd", "'%20OR%201=1--%00-1",
      "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
      "99999999999999999999" + std::string(1500, 'a')};
  const std::string identity =
      "record=H&variable=H&perceel=H&domein_van=H&voorzieningen_van=H"
      "&gezien=H";
  const std::string known =
      "record=1&variable=looptijd&domein_van=wmo&voorzieningen_van=vervoer"
      "&gezien=1000000";
  const std::string document = "/document/" + sha256_;
  const struct {
    std::string target, form;
  } forms[] = {
      {"/document/H/besluit?jaar=H", identity + "&wat=H"},
      {document + "/besluit?jaar=H&domein=H", identity + "&wat=bevestig"},
      {document + "/besluit", known + "&wat=rivaal:H"},
      {document + "/besluit", known + "&wat=verbeter&waarde_nieuw=H&blad=H&eerste=H&laatste=H"},
      {document + "/record", "wat=H&record=H&met=H&gezien=H&perceel_nieuw=H"},
      {document + "/record", "wat=voegsamen&record=1&met=H"},
      {document + "/lees", "variable=H&blad=H&eerste=H&laatste=H"},
      {"/document/H/toewijzen?jaar=H", "aan=H"},
      {"/ongedaan?jaar=H", "in=H&besluit=H"},
      {"/dubbel", "jaar=H&deel=H"},
      {"/dubbel/H", "r1.looptijd=H"},
      {"/dubbel/afgehandeld", "document=H&variable=H&perceel=H&domein_van=H&voorzieningen_van=H"},
      {"/aanleveren/lezen", "jaar=H"},
      {"/publicatie", "jaar=H"},
  };
  const auto filled = [](std::string text, const std::string& bad) {
    for (std::size_t at = 0; (at = text.find('H', at)) != std::string::npos; at += bad.size())
      text.replace(at, 1, bad);
    return text;
  };
  const std::vector<std::string> before = records();
  for (const auto& form : forms)
    for (const std::string& bad : hostile) {
      Request one;
      if (!parse_target(filled(form.target, bad), one)) continue;
      const Response response = post(filled(form.target, bad), filled(form.form, bad));
      EXPECT_LT(response.status, 500) << form.target << " " << form.form;
      EXPECT_THAT(response.body, Not(HasSubstr("<script>alert"))) << form.target;
      EXPECT_THAT(response.body, Not(HasSubstr("<img src=x"))) << form.target;
      EXPECT_THAT(response.body, Not(HasSubstr("root:"))) << form.target;
    }
  EXPECT_EQ(records(), before) << "and nothing was decided";
}

}  // namespace
}  // namespace inkoopmonitor::app::web
