// Taking a content away. The rows go in one transaction that also overwrites the freed bytes
// (secure_delete), then the log is emptied into the database, then the file itself goes: a kill in
// between leaves a file that no row speaks of, which the next removal or import of it clears. What
// stays is that there was such a file: its hash, where it was offered, and why it went.

#include <fmt/format.h>

#include <algorithm>

#include "corpus/connection.h"
#include "corpus/content_store.h"

namespace inkoopmonitor::corpus {
namespace {

// Contents that lie in a container and were handed in nowhere else.
std::vector<std::int64_t> only_inside(Connection& connection, std::int64_t container) {
  Query query = connection.query(
      "SELECT DISTINCT content_id FROM member WHERE container_id = ?1 AND content_id IS NOT NULL"
      " AND content_id <> ?1"
      " AND NOT EXISTS (SELECT 1 FROM offering WHERE offering.content_id = member.content_id"
      "   AND state = 'offered' AND nesting = 0)"
      " AND NOT EXISTS (SELECT 1 FROM member AS other WHERE other.content_id = member.content_id"
      "   AND other.container_id <> ?1)"
      " ORDER BY content_id");
  query.bind(container);
  std::vector<std::int64_t> inside;
  while (query.step()) inside.push_back(query.integer(0));
  return inside;
}

// Deletes by the id of the content, statement by statement.
void run_each(Connection& connection, std::int64_t content,
              std::initializer_list<const char*> statements) {
  for (const char* sql : statements) connection.query(sql).bind(content).run();
}

// Quotes of it that dossiers show. Which document a losing value came from is not kept, so of its
// dossiers all of these go; resolving brings back those of other documents.
constexpr std::initializer_list<const char*> kForgetInDossiers = {
    "DELETE FROM arrangement_rival WHERE arrangement_id IN (SELECT arrangement_id FROM arrangement"
    " WHERE dossier_id IN (SELECT dossier_id FROM offering WHERE content_id = ?))",
    "DELETE FROM arrangement_evidence WHERE (arrangement_id, variable) IN"
    " (SELECT arrangement_id, variable FROM arrangement_value WHERE content_id = ?)",
    "UPDATE arrangement_value SET content_id = NULL WHERE content_id = ?",
    "UPDATE dossier SET dirty = 1 WHERE dossier_id IN"
    " (SELECT dossier_id FROM offering WHERE content_id = ?)",
};

constexpr std::initializer_list<const char*> kForgetContent = {
    "DELETE FROM coding WHERE content_id = ?",
    "DELETE FROM decision_act WHERE scope_key = (SELECT sha256 FROM content WHERE content_id = ?)",
    "DELETE FROM second_coding WHERE content_id = ?",
    "DELETE FROM assignment WHERE content_id = ?",
    "UPDATE decision SET quote = '', reading_id = NULL, page = 0, first_word = 0, last_word = 0"
    " WHERE reading_id IN (SELECT reading_id FROM reading WHERE content_id = ?)",
    "DELETE FROM reading WHERE content_id = ?",
    "DELETE FROM member WHERE container_id = ?",
};

std::size_t count(Connection& connection, const char* sql, std::int64_t content) {
  Query query = connection.query(sql);
  query.bind(content).step();
  return static_cast<std::size_t>(query.integer(0));
}

std::string sha256_of_content(Connection& connection, std::int64_t content) {
  Query query = connection.query("SELECT sha256 FROM content WHERE content_id = ?");
  query.bind(content).step();
  return query.text(0);
}

// Decisions that would stand at one place once their words are gone: the newest is kept.
void join_decisions(Connection& connection, std::int64_t content) {
  connection
      .query(
          "DELETE FROM decision WHERE decision_id IN (SELECT older.decision_id FROM decision AS"
          " older JOIN decision AS newer USING (scope_kind, scope_key, perceel, domein,"
          " voorzieningen, variable) WHERE older.decision_id < newer.decision_id"
          " AND older.reading_id IN (SELECT reading_id FROM reading WHERE content_id = ?1)"
          " AND (newer.reading_id IS NULL OR newer.reading_id IN"
          "  (SELECT reading_id FROM reading WHERE content_id = ?1)))")
      .bind(content)
      .run();
}

void forget_dossiers_without_documents(Connection& connection) {
  connection
      .query(
          "UPDATE offering SET dossier_id = NULL WHERE state = 'removed' AND dossier_id IS NOT "
          "NULL")
      .run();
  connection
      .query(
          "DELETE FROM dossier WHERE NOT EXISTS (SELECT 1 FROM offering"
          " WHERE offering.dossier_id = dossier.dossier_id)"
          " AND dossier_id NOT IN (SELECT dossier_id FROM hand_dossier)")
      .run();
}

}  // namespace

std::optional<std::string> removal_reason(Connection& connection, const std::string& sha256) {
  Query query = connection.query(
      "SELECT reason FROM removal JOIN content USING (content_id) WHERE sha256 = ?");
  query.bind(sha256);
  if (!query.step()) return std::nullopt;
  return query.text(0);
}

void take_away(Connection& connection, std::int64_t run, std::int64_t content,
               const std::string& reason, Removed& removed) {
  removed.contents.push_back(sha256_of_content(connection, content));
  removed.pages += count(connection,
                         "SELECT count(*) FROM page JOIN reading USING (reading_id)"
                         " WHERE content_id = ?",
                         content);
  removed.offerings +=
      count(connection, "SELECT count(*) FROM offering WHERE content_id = ? AND state = 'offered'",
            content);
  removed.decisions_without_quote +=
      count(connection,
            "SELECT count(*) FROM decision JOIN reading USING (reading_id) WHERE content_id = ?",
            content);
  const std::vector<std::int64_t> inside = only_inside(connection, content);
  run_each(connection, content, kForgetInDossiers);
  join_decisions(connection, content);
  run_each(connection, content, kForgetContent);
  connection.query("INSERT INTO removal VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
      .bind(content, run, reason)
      .run();
  connection.query("UPDATE offering SET state = 'removed', reason = ? WHERE content_id = ?")
      .bind(reason, content)
      .run();
  for (const std::int64_t one : inside) take_away(connection, run, one, reason, removed);
  forget_dossiers_without_documents(connection);
  mark_panel_stale(connection);
}

Removed Database::remove(std::int64_t run, const std::string& sha256, const std::string& reason) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    connection.database().exec("PRAGMA secure_delete = ON");
    Removed removed;
    {
      Transaction transaction(connection);
      take_away(connection, run, content_id_of(connection, sha256), "removed: " + reason, removed);
      Query editions = connection.query("SELECT name FROM edition ORDER BY name");
      while (editions.step()) removed.editions.push_back(editions.text(0));
      transaction.commit();
    }
    connection.database().exec("PRAGMA wal_checkpoint(TRUNCATE)");
    for (const std::string& content : removed.contents) ContentStore(folder()).forget(content);
    return removed;
  });
}

bool Database::readmit(const std::string& sha256) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    if (!removal_reason(connection, sha256)) return false;
    connection.query("DELETE FROM removal WHERE content_id = ?")
        .bind(content_id_of(connection, sha256))
        .run();
    return true;
  });
}

}  // namespace inkoopmonitor::corpus
