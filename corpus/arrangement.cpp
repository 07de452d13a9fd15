// Dossiers and what holds for them in the end. Arrangements are replaced whole: nothing refers to
// one but the panel, which is made from them.

#include <cassert>
#include <iterator>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {
namespace {

using classify::Arrangement;
using classify::Evidence;
using classify::Rival;
using classify::Value;

void insert_evidence(Connection& connection, std::int64_t arrangement, const Value& value) {
  Query evidence =
      connection.query("INSERT INTO arrangement_evidence VALUES (?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Evidence& one : value.evidence) {
    evidence
        .bind(arrangement, value.variable, position++, one.page, one.first_word, one.last_word,
              one.quote)
        .run();
  }
  Query rival =
      connection.query("INSERT INTO arrangement_rival VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  position = 0;
  for (const Rival& one : value.rivals) {
    rival
        .bind(arrangement, value.variable, position++, one.value, one.weight, one.rule, one.reason,
              one.evidence.page, one.evidence.first_word, one.evidence.last_word,
              one.evidence.quote)
        .run();
  }
}

void insert_arrangement(Connection& connection, std::int64_t id, const Arrangement& arrangement) {
  Query insert =
      connection.query("INSERT INTO arrangement_value VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < arrangement.record.values.size(); ++i) {
    const Value& value = arrangement.record.values[i];
    std::optional<std::int64_t> content;
    if (i < arrangement.deciding.size() && !arrangement.deciding[i].empty()) {
      content = content_id_of(connection, arrangement.deciding[i]);
    }
    insert
        .bind(id, value.variable, static_cast<std::int64_t>(i), value.value,
              std::string(name_of(value.outcome)), value.confidence, value.rule, content,
              value.doubt)
        .run();
    insert_evidence(connection, id, value);
  }
}

std::vector<std::string> coded_contents(Connection& connection, std::int64_t dossier) {
  Query query = connection.query(
      "SELECT sha256 FROM offering JOIN content USING (content_id)"
      " JOIN coding USING (content_id) WHERE dossier_id = ? AND state = 'offered'"
      " GROUP BY content_id ORDER BY min(offering_id)");
  query.bind(dossier);
  std::vector<std::string> contents;
  while (query.step()) contents.push_back(query.text(0));
  return contents;
}

std::int64_t dossier_id_of(Connection& connection, const std::string& key) {
  Query query = connection.query("SELECT dossier_id FROM dossier WHERE key = ?");
  query.bind(key);
  const bool found = query.step();
  assert(found && "only dossiers of dossiers_to_resolve are stored");
  return query.integer(0);
}

}  // namespace

std::vector<Database::Dossier> Database::dossiers_to_resolve(const Part& part) const {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Query query = connection.query(
        "SELECT dossier_id, key, EXISTS (SELECT 1 FROM arrangement"
        "  WHERE arrangement.dossier_id = dossier.dossier_id)"
        " FROM dossier WHERE dirty AND key > ? ORDER BY key");
    query.bind(part.after);
    std::vector<Dossier> dossiers;
    while (std::ssize(dossiers) != part.count && query.step()) {
      Dossier dossier{query.text(1), coded_contents(connection, query.integer(0))};
      // Without a coded document there is nothing to do, unless arrangements have to go.
      if (dossier.contents.empty() && query.integer(2) == 0) continue;
      dossiers.push_back(std::move(dossier));
    }
    return dossiers;
  });
}

void Database::store_arrangements(std::int64_t run, const std::string& dossier,
                                  const std::vector<Arrangement>& arrangements) {
  guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    const std::int64_t id = dossier_id_of(connection, dossier);
    connection.query("DELETE FROM arrangement WHERE dossier_id = ?").bind(id).run();
    std::int64_t number = 0;
    for (const Arrangement& arrangement : arrangements) {
      connection.query("INSERT INTO arrangement (dossier_id, run_id, number) VALUES (?, ?, ?)")
          .bind(id, run, ++number)
          .run();
      insert_arrangement(connection, connection.last_id(), arrangement);
    }
    connection.query("UPDATE dossier SET dirty = 0 WHERE dossier_id = ?").bind(id).run();
    transaction.commit();
  });
}

void mark_panel_stale(Connection& connection) {
  connection.query("UPDATE upkeep SET panel_stale = 1").run();
}

}  // namespace inkoopmonitor::corpus
