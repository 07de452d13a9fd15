// Dossiers: who belongs together, when they are resolved, and what is stored.
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ArrangementTest : public CorpusTest {
 protected:
  std::string coded_in(const std::string& dossier, const std::string& path) {
    write_file(offered_ / path, "bytes of " + path);
    Offering offered = offering(path, 2020);
    offered.dossier = dossier;
    offer(offered);
    return coded(path, 2020, "overeenkomst");
  }
  // Resolves what is to be resolved, each dossier to one arrangement; gives the keys.
  std::vector<std::string> resolve() {
    std::vector<std::string> keys;
    for (const Database::Dossier& dossier : database_->dossiers_to_resolve()) {
      keys.push_back(dossier.key);
      std::vector<classify::Arrangement> arrangements;
      if (!dossier.contents.empty()) {
        arrangements = {{record(1, {{"status", "geldend"}}), {dossier.contents.back()}}};
      }
      database_->store_arrangements(run_, dossier.key, arrangements);
    }
    return keys;
  }
};

TEST_F(ArrangementTest, ADocumentAloneIsADossierOfItsOwn) {
  coded("b.pdf", 2020, "overeenkomst");
  coded("a.pdf", 2020, "overeenkomst");
  offer("uncoded.pdf", "x", 2020);
  offer("copy.pdf", "bytes of a.pdf", 2021);
  EXPECT_THAT(resolve(), ElementsAre("a.pdf", "b.pdf"));
  EXPECT_THAT(resolve(), IsEmpty());
  coded("a.pdf", 2020, "overig");
  EXPECT_THAT(resolve(), ElementsAre("a.pdf"));
}

TEST_F(ArrangementTest, DocumentsOfADossierAreResolvedTogether) {
  const std::string b = coded_in("D1", "b.pdf");
  const std::string a = coded_in("D1", "a.pdf");
  const auto dossiers = database_->dossiers_to_resolve();
  ASSERT_EQ(dossiers.size(), 1u);
  EXPECT_EQ(dossiers[0].key, "D1");
  EXPECT_THAT(dossiers[0].contents, ElementsAre(b, a));
}

TEST_F(ArrangementTest, WhatIsToBeResolvedComesInParts) {
  for (const char* path : {"a.pdf", "c.pdf", "d.pdf"}) coded(path, 2020, "overeenkomst");
  offer("b.pdf", "uncoded", 2020);
  const auto first = database_->dossiers_to_resolve({"", 2});
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[1].key, "c.pdf");
  const auto second = database_->dossiers_to_resolve({first[1].key, 2});
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].key, "d.pdf");
}

TEST_F(ArrangementTest, JoiningADossierLeavesTheOwnOne) {
  coded("a.pdf", 2020, "overeenkomst");
  EXPECT_THAT(resolve(), ElementsAre("a.pdf"));
  Offering named = offering("a.pdf", 2020);
  named.dossier = "D1";
  offer(named);
  EXPECT_THAT(resolve(), ElementsAre("D1"));
  EXPECT_THAT(lines("SELECT key FROM dossier"), ElementsAre("D1"));
  EXPECT_THAT(lines("SELECT DISTINCT dossier FROM arrangement_view"), ElementsAre("D1"));
  // Another one: the dossier that it left has nothing any more.
  named.dossier = "D2";
  offer(named);
  EXPECT_THAT(resolve(), ElementsAre("D2"));
  EXPECT_THAT(lines("SELECT dossier FROM arrangement_view"), ElementsAre("D2"));
}

TEST_F(ArrangementTest, ADossierThatLostItsLastCodedDocumentLosesItsArrangements) {
  coded_in("D1", "a.pdf");
  write_file(offered_ / "unread.pdf", "x");
  Offering unread = offering("unread.pdf", 2020);
  unread.dossier = "D1";
  offer(unread);
  resolve();
  Offering moved = offering("a.pdf", 2020);
  moved.dossier = "D2";
  offer(moved);
  EXPECT_THAT(resolve(), ElementsAre("D1", "D2"));
  EXPECT_THAT(lines("SELECT dossier FROM arrangement_view"), ElementsAre("D2"));
  EXPECT_THAT(resolve(), IsEmpty());
}

TEST_F(ArrangementTest, ADossierCalledAsAFileIsNotThatFile) {
  coded("a.pdf", 2020, "overeenkomst");
  coded_in("a.pdf", "b.pdf");
  const auto dossiers = database_->dossiers_to_resolve();
  ASSERT_EQ(dossiers.size(), 2u);
  EXPECT_EQ(dossiers[0].key, "a.pdf");
  EXPECT_EQ(dossiers[0].contents.size(), 1u);
  EXPECT_THAT(dossiers[1].key, ::testing::StartsWith("a.pdf#"));
}

TEST_F(ArrangementTest, ArrangementsAreAskedWithTheDocumentThatDecided) {
  coded_in("D1", "a.pdf");
  const std::string b = coded_in("D1", "b.pdf");
  classify::Arrangement first{record(1, {{"perceel", "1"}, {"status", "geldend"}}), {b, ""}};
  classify::Arrangement second{record(2, {{"perceel", "2"}, {"procedure", ""}}), {b, ""}};
  first.record.values[0].rivals = {{"3", 1, "rule", "outvoted", {1, 0, 0, "perceel 3"}}};
  database_->store_arrangements(run_, "D1", {first, second});
  EXPECT_THAT(lines("SELECT dossier, record, status, variable, value, outcome, file, page, quote"
                    " FROM arrangement_view ORDER BY dossier, record, position"),
              ElementsAre("D1 1 geldend perceel 1 value b.pdf 2 quote of 1",
                          "D1 1 geldend status geldend value NULL 2 quote of geldend",
                          "D1 2  perceel 2 value b.pdf 2 quote of 2",
                          "D1 2  procedure  absent NULL NULL NULL"));
  EXPECT_EQ(cell("SELECT quote FROM arrangement_rival"), "perceel 3");
  database_->store_arrangements(run_, "D1", {second});
  EXPECT_EQ(cell("SELECT count(*) FROM arrangement"), "1");
  EXPECT_EQ(cell("SELECT count(*) FROM arrangement_rival"), "0");
}

}  // namespace
}  // namespace inkoopmonitor::corpus
