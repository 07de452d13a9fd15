#include "app/resolve.h"

#include <set>
#include <string>
#include <vector>

#include "app/interrupt.h"
#include "corpus/review.h"

namespace inkoopmonitor::app {
namespace {

// So many dossiers are asked for at a time.
constexpr std::int64_t part_count = 1000;

class Resolver {
 public:
  Resolver(corpus::Database& database, std::int64_t run, const classify::RuleSet& rules)
      : database_(database), run_(run), rules_(rules) {
    const corpus::Rows rows =
        database.select("SELECT DISTINCT scope_key FROM decision WHERE scope_kind = 'content'");
    for (const corpus::Row& row : rows.rows) decided_.insert(row[0].value_or(""));
  }

  void resolve(const corpus::Database::Dossier& dossier, ResolveSummary& summary) {
    std::vector<classify::DossierDocument> documents;
    for (const std::string& sha256 : dossier.contents)
      documents.push_back({sha256, coding_of(sha256)});
    const auto arrangements = classify::resolve(documents, rules_);
    database_.store_arrangements(run_, dossier.key, arrangements);
    ++summary.dossiers;
    summary.arrangements += arrangements.size();
  }

 private:
  classify::Coding coding_of(const std::string& sha256) {
    if (!decided_.contains(sha256)) return database_.coding(sha256);
    corpus::DecidedCoding decided = corpus::decided_coding(database_, sha256);
    corpus::Reviews(database_.folder()).settle_orphans(sha256, decided);
    return std::move(decided.coding);
  }

  corpus::Database& database_;
  std::int64_t run_;
  const classify::RuleSet& rules_;
  std::set<std::string> decided_;  // contents about which somebody decided
};

}  // namespace

bool resolve_dossiers(corpus::Database& database, std::int64_t run, const classify::RuleSet& rules,
                      ResolveSummary& summary) {
  Resolver resolver(database, run, rules);
  corpus::Part part{"", part_count};
  for (;;) {
    const auto dossiers = database.dossiers_to_resolve(part);
    if (dossiers.empty()) return true;
    for (const corpus::Database::Dossier& dossier : dossiers) {
      if (*interrupted()) return false;
      resolver.resolve(dossier, summary);
    }
    part.after = dossiers.back().key;
  }
}

void resolve_dossiers_of(corpus::Database& database, std::int64_t run,
                         const classify::RuleSet& rules, const std::set<std::string>& contents) {
  Resolver resolver(database, run, rules);
  ResolveSummary unused;
  for (const std::string& sha256 : contents) {
    const corpus::Rows dossiers = database.select(
        "SELECT DISTINCT dossier.key FROM content JOIN offering USING (content_id)"
        " JOIN dossier USING (dossier_id) WHERE sha256 = :sha256 AND state = 'offered'",
        {{":sha256", sha256}});
    for (const corpus::Row& row : dossiers.rows) {
      corpus::Database::Dossier dossier{row[0].value_or(""), {}};
      const corpus::Rows coded = database.select(
          "SELECT sha256 FROM dossier JOIN offering USING (dossier_id)"
          " JOIN content USING (content_id) JOIN coding USING (content_id)"
          " WHERE key = :key AND state = 'offered' GROUP BY content_id ORDER BY min(offering_id)",
          {{":key", dossier.key}});
      for (const corpus::Row& one : coded.rows) dossier.contents.push_back(one[0].value_or(""));
      resolver.resolve(dossier, unused);
    }
  }
}

}  // namespace inkoopmonitor::app
