#include <gtest/gtest.h>

#include <algorithm>

#include "error.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

// Nine municipalities of 2019, each of its own kind.
std::vector<GivenDocument> every_kind() {
  const auto unknown = [](const std::string& code, classify::Outcome outcome) {
    return in_force(code, {{"bekostiging", "", 0, 0, {}, outcome}});
  };
  using classify::Outcome;
  return {
      {.path = "1.pdf",
       .gemeenten = {"GM0114"},
       .records = {in_force(
           "GM0114", {{"bekostiging", "taakgericht"}, {"looptijd", "48"}, {"aanbieders", "3-6"}})}},
      {.path = "2.pdf",
       .gemeenten = {"GM0106"},
       .records = {in_force("GM0106", {{"bekostiging", "inspanningsgericht"},
                                       {"looptijd", "12"},
                                       {"aanbieders", "onbeperkt"}})}},
      {.path = "3.pdf",
       .gemeenten = {"GM0363"},
       .records = {in_force("GM0363", {{"bekostiging", "taakgericht"}, {"looptijd", "onbepaald"}}),
                   in_force("GM0363", {{"bekostiging", "outputgericht"}, {"looptijd", "11"}})}},
      {.path = "4.pdf", .gemeenten = {"GM0599"}, .records = {unknown("GM0599", Outcome::absent)}},
      {.path = "5.pdf",
       .gemeenten = {"GM0344"},
       .records = {unknown("GM0344", Outcome::unreadable)}},
      {.path = "6.pdf",
       .gemeenten = {"GM0518"},
       .records = {unknown("GM0518", Outcome::contradictory)}},
      {.path = "7.pdf", .gemeenten = {"GM0772"}, .records = {}},
      {.path = "8.pdf", .gemeenten = {"GM0014"}, .failed = "damaged: half of it is missing"}};
}

int total(const Table& table, std::size_t column) {
  int sum = 0;
  for (const auto& row : table.rows) sum += std::stoi(row[column]);
  return sum;
}

TEST(Trend, CountsEachMunicipalityOnceAndSaysWhyTheRestIsUnknown) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), every_kind());
  const Table table = trend(database, test_codebook(), "bekostiging", {});
  ASSERT_EQ(table.columns.size(), 2u) << "2019 is the last year that was collected";
  EXPECT_EQ(table.columns[0].name, "bekostiging");
  EXPECT_EQ(table.columns[1].name, "2019");
  const std::pair<const char*, const char*> expected[] = {
      {"inspanningsgericht", "1"}, {"taakgericht", "1"},   {"several", "1"}, {"absent", "1"},
      {"contradictory", "1"},      {"no_arrangement", "1"}};
  for (const auto& [group, count] : expected) EXPECT_EQ(cell(table, group, "2019"), count) << group;
  EXPECT_EQ(cell(table, "unreadable", "2019"), "2") << "of a value, and of all documents";
  EXPECT_EQ(cell(table, "outputgericht", "2019"), "?") << "no municipality has only that value";
  EXPECT_EQ(table.rows[0][0], "inspanningsgericht") << "in the codebook's order";
  EXPECT_EQ(total(table, 1), 355);
  EXPECT_NE(table.note.find("2019 355 and 2"), std::string::npos) << table.note;
}

TEST(Trend, AddsUpToTheRegisterOfEveryYear) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), every_kind());
  for (const char* variable :
       {"procedure", "looptijd", "aanbieders", "verlenging", "ingangsdatum"}) {
    const Table table = trend(database, test_codebook(), variable, {.from = 2017, .to = 2021});
    ASSERT_EQ(table.columns.size(), 6u);
    const int expected[] = {388, 380, 355, 355, 352};
    for (std::size_t y = 0; y < 5; ++y) EXPECT_EQ(total(table, y + 1), expected[y]) << variable;
  }
}

TEST(Trend, ClassesLengthsAndNumbers) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), every_kind());
  const Table lengths = trend(database, test_codebook(), "looptijd", {});
  EXPECT_EQ(cell(lengths, "12-23", "2019"), "1");
  EXPECT_EQ(cell(lengths, ">=36", "2019"), "1");
  EXPECT_EQ(cell(lengths, "several", "2019"), "1");
  const Table numbers = trend(database, test_codebook(), "aanbieders", {});
  EXPECT_EQ(cell(numbers, "2-6", "2019"), "1");
  EXPECT_EQ(cell(numbers, "onbeperkt", "2019"), "1");
  const Table dates = trend(database, test_codebook(), "ingangsdatum", {});
  EXPECT_EQ(cell(dates, "2019", "2019"), "6");
}

TEST(Trend, FiltersByDomainAndVoorziening) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), every_kind());
  const Table wmo = trend(database, test_codebook(), "bekostiging", {.domein = "wmo"});
  EXPECT_EQ(cell(wmo, "taakgericht", "2019"), "1");
  const Table jeugd = trend(database, test_codebook(), "bekostiging", {.domein = "jeugd"});
  EXPECT_EQ(cell(jeugd, "taakgericht", "2019"), "?");
  EXPECT_EQ(cell(jeugd, "no_arrangement", "2019"), "7");
  EXPECT_EQ(total(jeugd, 1), 355);
  const Table help =
      trend(database, test_codebook(), "bekostiging", {.voorziening = "huishoudelijke_hulp"});
  EXPECT_EQ(cell(help, "taakgericht", "2019"), "1");
}

TEST(Trend, AMergedMunicipalityTakesOverTheDocumentsOfItsPredecessors) {
  TestFolder folder;
  // Bedum became part of Het Hogeland on 1 January 2019.
  const corpus::Database database = make_corpus(
      folder.path(), {{.path = "bedum.pdf", .year = 2019, .gemeenten = {"GM0005"}, .records = {}}});
  const Table table = trend(database, test_codebook(), "bekostiging", {});
  EXPECT_EQ(cell(table, "no_arrangement", "2019"), "1");
  EXPECT_EQ(total(table, 1), 355);
}

TEST(Trend, AnUnknownNameIsAnErrorThatNamesTheNearest) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  const struct {
    const char* variable;
    Filter filter;
    const char* hint;
  } cases[] = {{"bekostigng", {}, "did you mean bekostiging"},
               {"documentsoort", {}, "did you mean"},
               {"bekostiging", {.domein = "wmoo"}, "did you mean wmo"},
               {"bekostiging", {.voorziening = "pleegzorgg"}, "did you mean pleegzorg"},
               {"bekostiging", {.from = 2020, .to = 2018}, "lies after the last"},
               {"bekostiging", {.to = 1999}, "the register begins in"}};
  for (const auto& [variable, filter, hint] : cases) {
    try {
      trend(database, test_codebook(), variable, filter);
      ADD_FAILURE() << hint;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_NE(std::string(error.what()).find(hint), std::string::npos) << error.what();
    }
  }
}

TEST(Trend, AnEmptyCorpusSaysSo) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {});
  const Table table = trend(database, test_codebook(), "bekostiging", {});
  EXPECT_TRUE(table.rows.empty());
  EXPECT_NE(table.note.find("no documents"), std::string::npos);
}

}  // namespace
}  // namespace inkoopmonitor::reports
