// What is asked first, and what a filter leaves.
#include "app/web/queue.h"

#include "corpus/review.h"
#include "tests/corpus/fixture.h"

namespace inkoopmonitor::app::web {
namespace {

class QueueTest : public corpus::CorpusTest {
 protected:
  // A document of 2020 with one value that is doubted.
  std::string doubted(const std::string& path, const std::string& variable, double confidence,
                      const std::string& domein = "wmo", const std::string& gemeente = "GM0344") {
    corpus::write_file(offered_ / path, path);
    corpus::Offering one = offering(path, 2020);
    one.gemeenten = {gemeente};
    one.gemeenten_source = "manifest";
    const std::string sha256 = offer(one).sha256;
    database_->store_reading(run_, sha256, "reader-1", corpus::sample_document());
    classify::Coding coding;
    coding.records = {corpus::record(0, {}),
                      corpus::record(1, {{"domein", domein}, {variable, "x"}})};
    for (classify::Value& value : coding.records[1].values) {
      if (value.variable != variable) continue;
      value.doubt = "weak";
      value.confidence = confidence;
    }
    database_->store_coding(run_, sha256, "rules-1", coding);
    return sha256;
  }
  std::vector<std::string> files(const QueueFilter& filter) {
    std::vector<std::string> found;
    const auto documents = Queue().documents(*database_, filter);
    for (const WaitingDocument& one : *documents) found.push_back(one.file);
    return found;
  }
};

TEST_F(QueueTest, AsksFirstWhatHelpsMost) {
  doubted("bijna zeker.pdf", "looptijd", 0.8);
  doubted("kern.pdf", "looptijd", 0.4);
  doubted("onzeker.pdf", "contractvorm", 0.1);
  const std::string counts = doubted("telt vaak.pdf", "contractvorm", 0.6);
  const std::string dossier = cell(
      "SELECT key FROM dossier JOIN offering USING (dossier_id) WHERE shown_path = 'telt "
      "vaak.pdf'");
  resolve(dossier,
          {{{"status", "geldend"},
            {"gemeenten", "GM0344|GM0363|GM0518|GM0599"},
            {"domein", "wmo"},
            {"contractvorm", "x"},
            {"ingangsdatum", "2019-01-01"}}},
          counts);
  database_->rebuild_panel();
  EXPECT_THAT(files({2020}),
              ::testing::ElementsAre("telt vaak.pdf", "kern.pdf", "onzeker.pdf", "bijna zeker.pdf"))
      << "doubt times how much it counts; what the monitor is judged by counts more";
}

TEST_F(QueueTest, LeavesWhatWasAskedFor) {
  doubted("a.pdf", "looptijd", 0.4);
  doubted("b.pdf", "aanbieders", 0.5, "jeugd");
  const std::string goes = doubted("c.pdf", "looptijd", 0.6, "wmo", "GM0664");
  database_->rebuild_panel();
  using ::testing::ElementsAre;
  EXPECT_THAT(files({2020}), ElementsAre("a.pdf", "b.pdf", "c.pdf"));
  EXPECT_THAT(files({2019}), ElementsAre());
  EXPECT_THAT(files({2020, "jeugd"}), ElementsAre("b.pdf"));
  EXPECT_THAT(files({2020, "", "looptijd"}), ElementsAre("a.pdf", "c.pdf"));
  EXPECT_THAT(files({2020, "", "", "GM0664"}), ElementsAre("c.pdf"));
  EXPECT_THAT(files({2020, "", "", "Zeeland"}), ElementsAre("c.pdf"));
  EXPECT_THAT(files({2020, "", "", "", "bo"}), ElementsAre());
  corpus::Reviews(folder_).assign_reviewer(goes, "bo");
  EXPECT_THAT(files({2020, "", "", "", "bo"}), ElementsAre("c.pdf"));
  const YearProgress progress = Queue().progress(*database_, 2020);
  EXPECT_EQ(progress.municipalities, 355u);
  EXPECT_EQ(progress.with_documents, 2u);
  EXPECT_EQ(progress.done, 0u);
  EXPECT_EQ(progress.waiting, 3u);
}

// All of a year is asked anew when something was coded, and not because somebody began to decide.
TEST_F(QueueTest, IsNotMadeAnewForDecisions) {
  doubted("a.pdf", "looptijd", 0.4);
  Queue queue;
  const auto before = queue.documents(*database_, {2020});
  corpus::Reviews(folder_).begin_run({});
  EXPECT_EQ(queue.documents(*database_, {2020}), before);
  database_->begin_run("classify", {});
  EXPECT_NE(queue.documents(*database_, {2020}), before);
}

}  // namespace
}  // namespace inkoopmonitor::app::web
