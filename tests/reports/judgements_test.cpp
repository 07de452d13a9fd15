#include <gtest/gtest.h>

#include <sqlite3.h>
#include <algorithm>

#include "error.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

using Wanted = std::set<std::string>;

// What is known to be right of a variable of record 1, in the only document that is judged.
Wanted wanted(const Judgements& judgements, const std::string& variable) {
  EXPECT_EQ(judgements.size(), 1U);
  for (const auto& [sha256, of_content] : judgements)
    for (const Judgement& judgement : of_content)
      if (judgement.record == 1 && judgement.variable == variable) return judgement.wanted;
  return {"not judged"};
}

GivenDocument contract() {
  return {.path = "a.pdf",
          .records = {in_force("GM0114", {{"procedure", "subsidie"},
                                          {"bekostiging", "taakgericht"},
                                          {"onderaanneming", "toegestaan"}})},
          .dossier = "d"};
}

// The corpus gets the decision as the review will write it.
void decide(const std::filesystem::path& folder, const std::string& scope, const std::string& key,
            const std::string& variable, const std::string& kind, const std::string& value) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "corpus/monitor.sqlite").c_str(), &database), SQLITE_OK);
  const std::string statement =
      "INSERT INTO decision (run_id, scope_kind, scope_key, domein, voorzieningen, variable, kind,"
      " value, outcome) VALUES (1, '" +
      scope + "', " + key + ", 'wmo', 'huishoudelijke_hulp', '" + variable + "', '" + kind +
      "', '" + value + "', '" + (value.empty() ? "absent" : "value") + "')";
  EXPECT_EQ(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

TEST(Judgements, AreTheLabelsOfTheRecordsThatMatch) {
  TestFolder folder;
  const corpus::Database database = make_corpus(
      folder.path(), {contract(), {.path = "b.pdf", .records = {in_force("GM0106", {})}}});
  write_text(folder.path() / "gold.csv",
             "file,record,variable,value,page\n"
             "a.pdf,1,procedure,open_house,1\na.pdf,1,gemeenten,GM0114|GM0106,1\n");
  const Judgements judged = judgements(database, folder.path() / "gold.csv");
  EXPECT_EQ(wanted(judged, "procedure"), Wanted{"open_house"});
  EXPECT_EQ(wanted(judged, "gemeenten"), (Wanted{"GM0114", "GM0106"}));
  EXPECT_EQ(wanted(judged, "bekostiging"), Wanted{}) << "labelled throughout, so it is wrong";
  EXPECT_EQ(wanted(judged, "onderaanneming"), Wanted{"not judged"}) << "not labelled throughout";
}

TEST(Judgements, AReviewerStandsAboveLabels) {
  TestFolder folder;
  { const corpus::Database made = make_corpus(folder.path(), {contract()}); }
  decide(folder.path(), "content", "(SELECT sha256 FROM content)", "procedure", "confirmed",
         "subsidie");
  decide(folder.path(), "dossier", "'d'", "bekostiging", "corrected", "outputgericht");
  const corpus::Database database =
      corpus::Database::open(folder.path() / "corpus", corpus::Access::read);
  const Judgements alone = judgements(database, {});
  EXPECT_EQ(wanted(alone, "procedure"), Wanted{"subsidie"});
  EXPECT_EQ(wanted(alone, "bekostiging"), Wanted{"outputgericht"}) << "decided for the dossier";
  EXPECT_EQ(wanted(alone, "gemeenten"), Wanted{"not judged"});
  write_text(folder.path() / "gold.csv",
             "file,record,variable,value,page\n"
             "a.pdf,1,procedure,open_house,1\na.pdf,1,gemeenten,GM0114,1\n");
  const Judgements both = judgements(database, folder.path() / "gold.csv");
  EXPECT_EQ(wanted(both, "procedure"), Wanted{"subsidie"});
  EXPECT_EQ(wanted(both, "gemeenten"), Wanted{"GM0114"});
}

TEST(Judgements, OfDossiersAreRefused) {
  TestFolder folder;
  const corpus::Database database = make_corpus(folder.path(), {contract()});
  write_text(folder.path() / "gold.csv", "dossier,record,variable,value,source\n");
  EXPECT_THROW(judgements(database, folder.path() / "gold.csv"), Error);
}

}  // namespace
}  // namespace inkoopmonitor::reports
