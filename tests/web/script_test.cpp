// What a document says, how its file is called and what people write about it is text on every
// page, whatever it looks like. Scripts that wait in a document must not run in the reviewer's
// browser, where they could decide in his name.
#include <set>

#include "app/web/site.h"
#include "corpus/review.h"
#include "house.h"

namespace inkoopmonitor::app::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Ends an attribute of either kind of quotes, begins an element, and asks templates for more; one
// word, and the name of a file.
const std::string kBad = "\"'><script>bad(1)<b>{{title}}";
const std::string kShown = "&lt;script&gt;bad(1)";

class ScriptTest : public corpus::CorpusTest {
 protected:
  ScriptTest() {
    offered_ = folder_ / "aangeleverd/2020";  // so that the page of what was handed in lists it
    sha256_ = document(kBad + ".pdf", kBad);
    corpus::Offering broken = offering(kBad + " stuk.pdf", 2020);
    corpus::write_file(offered_ / broken.path, "stuk");
    const std::string lost = offer(broken).sha256;
    extract::Document unread;
    unread.result = extract::Result::failed;
    unread.reason = kBad;
    database_->store_reading(run_, lost, "reader-1", unread);
    database_->rebuild_panel();
    database_.reset();
    SiteOptions options = House::only().options();
    options.corpus = folder_;
    options.reviewer = kBad;
    site_ = std::make_unique<Site>(options);
    site_->settle();
  }

  std::string document(const std::string& path, const std::string& dossier) {
    corpus::Offering one = offering(path, 2020);
    corpus::write_file(offered_ / path, "bytes");
    one.gemeenten = {"GM0344"};
    one.gemeenten_source = "manifest";
    one.dossier = dossier;
    const std::string sha256 = offer(one).sha256;
    extract::Document read = corpus::sample_document();
    for (extract::Page& page : read.pages) page.words[0].text = kBad;
    database_->store_reading(run_, sha256, "reader-1", read);
    classify::Coding coding;
    coding.records = {corpus::record(0, {{"documentsoort", "overeenkomst"}}),
                      corpus::record(1, {{"domein", "wmo"},
                                         {"voorzieningen", "vervoer"},
                                         {"perceel", kBad},
                                         {"status", "geldend"},
                                         {"gemeenten", "GM0344"},
                                         {"looptijd", "48"},
                                         {"ingangsdatum", "2019-01-01"},
                                         {"procedure", "subsidie"},
                                         {"bekostiging", "pxq"}})};
    for (classify::Value& value : coding.records[1].values) {
      value.evidence = {{1, 0, 1, kBad + " hulp€"}};
      if (value.variable != "looptijd") continue;
      value.doubt = "rival";
      value.confidence = 0.4;
      value.rivals = {{"36", 0.3, "rule", "outvoted", {1, 0, 0, kBad}}};
    }
    database_->store_coding(run_, sha256, "rules-1", coding);
    return sha256;
  }

  Response get(const std::string& target) { return site_->answer(request_of("GET", target)); }
  Response post(const std::string& target, const std::string& form) {
    return site_->answer(request_of("POST", target, form));
  }
  Response decide(const std::string& what) {
    return post("/document/" + sha256_ + "/besluit?jaar=2020&blijf=1",
                "record=1&variable=looptijd&domein_van=wmo&voorzieningen_van=vervoer&perceel=" +
                    encoded(kBad) + "&" + what);
  }
  // A decision of somebody else with a name of that kind.
  void somebody_decides(const std::string& variable, const std::string& domain) {
    corpus::Decision one;
    one.scope_key = sha256_;
    one.perceel = kBad;
    one.domein = domain;
    one.voorzieningen = "vervoer";
    one.variable = variable;
    one.kind = "corrected";
    one.value = "72";
    one.evidence = {1, 0, 0, kBad};
    one.reviewer = kBad + "2";
    one.note = kBad;
    corpus::Reviews(folder_).decide(run_, {one}, 0);
  }

  // Shows what it is about, as text and `times` at least, and leads nowhere but to this site.
  void expect_text(const Response& page, std::size_t times, const std::string& name) {
    ASSERT_EQ(page.status, 200) << name;
    std::size_t shown = 0;
    for (std::size_t at = 0; (at = page.body.find(kShown, at)) != std::string::npos; ++at) ++shown;
    EXPECT_GE(shown, times) << name;
    EXPECT_THAT(page.body, HasSubstr("{{title}}")) << name << ": filled in twice";
    EXPECT_THAT(page.body, Not(HasSubstr("<script>bad"))) << name;
    EXPECT_THAT(page.body, Not(HasSubstr("\"'"))) << name << ": ends an attribute";
    for (const char* attribute : {" href=\"", " src=\"", " action=\"", " hx-get=\"", " hx-post=\""})
      for (std::size_t at = 0; (at = page.body.find(attribute, at)) != std::string::npos;) {
        at += std::string(attribute).size();
        const std::string to = page.body.substr(at, page.body.find('"', at) - at);
        EXPECT_TRUE((to.starts_with('/') && !to.starts_with("//")) || to.starts_with('#') ||
                    to == "data:,")
            << name << ": " << to;
      }
  }

  std::string sha256_;
  std::unique_ptr<Site> site_;
};

TEST_F(ScriptTest, NothingThatADocumentOrAPersonSaysBecomesPartOfAPage) {
  const std::string here = "/document/" + sha256_ + "?jaar=2020&record=1&waarde=";
  expect_text(get("/?jaar=2020"), 2, "queue: reviewer, file");
  // Title, file, dossier, lot, words of value and rival, twice the reviewer.
  expect_text(get(here + "looptijd"), 8, "document");
  expect_text(get(here + "perceel"), 8, "document, its lot open");
  expect_text(get("/zoek?q=hulp"), 4, "search: file and words, of two pages");
  expect_text(get("/gemeente/GM0344?jaar=2020"), 5, "municipality");
  expect_text(get("/verken/bekostiging/bewijs?jaar=2020"), 1,
              "behind a figure: the reviewer alone");
  expect_text(get("/aanleveren?jaar=2020"), 3, "handed in: reviewer, two files");

  post("/document/" + sha256_ + "/toewijzen?jaar=2020", "aan=" + encoded(kBad));
  expect_text(get("/?jaar=2020"), 3, "queue: to whom it was given");
  somebody_decides("looptijd", "wmo");
  expect_text(decide("wat=rivaal:0"), 4, "what somebody else decided");
  somebody_decides("verlenging", "jeugd");
  expect_text(get(here + "looptijd"), 10, "a decision that lost its place, and a note");
  expect_text(get("/leren"), 1, "learning");
  expect_text(get("/leren?regels=1"), 2, "learning: files");

  post("/dubbel", "jaar=2020&deel=100");
  expect_text(get("/dubbel/" + sha256_), 3, "second coding: title, file, lot");
  EXPECT_EQ(post("/dubbel/" + sha256_, "r1.looptijd=60").status, 303);
  expect_text(get("/dubbel"), 4, "differences");
}

// As data, it is never taken for a page.
TEST_F(ScriptTest, DataIsCalledData) {
  for (const std::string target :
       {"/werkvoorraad.json?jaar=2020", "/zoek.json?q=hulp", "/gemeente/GM0344.json?jaar=2020"}) {
    const Response data = get(target);
    EXPECT_THAT(data.type, HasSubstr("application/json")) << target;
    EXPECT_THAT(data.body, HasSubstr("bad(1)")) << target;
  }
  const Response words = get("/document/" + sha256_ + "/woorden/1.json");
  EXPECT_THAT(words.type, HasSubstr("application/json"));
  EXPECT_THAT(words.body, HasSubstr("bad(1)"));
  EXPECT_THAT(get("/werkvoorraad.csv?jaar=2020").type, HasSubstr("text/csv"));
}

}  // namespace
}  // namespace inkoopmonitor::app::web
