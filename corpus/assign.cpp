// Corrections of what offerings say. Each changed fact is a row of offering_change, with what stood
// there; offering.cpp asks that table before an import changes the fact again.

#include <fmt/format.h>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {
namespace {

struct Correction {
  std::int64_t run = 0, offering = 0;
  const std::string& reason;
};

void note(Connection& connection, const Correction& correction, const std::string& fact,
          const std::string& before, const std::string& after) {
  connection
      .query(
          "INSERT INTO offering_change (run_id, offering_id, fact, before, after, reason)"
          " VALUES (?, ?, ?, ?, ?, ?)")
      .bind(correction.run, correction.offering, fact, before, after, correction.reason)
      .run();
}

struct Stated {
  int set_year = 0;
  std::string gemeenten, dossier;
  bool openbaar = false;
};

Stated stated_of(Connection& connection, std::int64_t offering) {
  Query query = connection.query(
      "SELECT set_year, dossier_name, openbaar,"
      " (SELECT coalesce(group_concat(gm_code, '|'), '')"
      "  FROM (SELECT gm_code FROM offering_gemeente WHERE offering_id = ?1 ORDER BY position))"
      " FROM offering WHERE offering_id = ?1");
  query.bind(offering).step();
  return {static_cast<int>(query.integer(0)), query.text(3), query.text(1), query.integer(2) != 0};
}

void set_gemeenten(Connection& connection, std::int64_t offering,
                   const std::vector<std::string>& codes) {
  connection.query("UPDATE offering SET gemeenten_source = ? WHERE offering_id = ?")
      .bind(codes.empty() ? "" : "manifest", offering)
      .run();
  connection.query("DELETE FROM offering_gemeente WHERE offering_id = ?").bind(offering).run();
  Query insert = connection.query("INSERT INTO offering_gemeente VALUES (?, ?, ?)");
  for (std::size_t i = 0; i < codes.size(); ++i)
    insert.bind(offering, static_cast<std::int64_t>(i), codes[i]).run();
}

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : "|") + code;
  return text;
}

// The same file may have been offered in that year too; then there would be two of one offering.
bool year_is_free(Connection& connection, std::int64_t offering, int year) {
  Query query = connection.query(
      "SELECT 1 FROM offering AS other JOIN offering AS this USING (root, path, content_id)"
      " WHERE this.offering_id = ? AND other.set_year = ?");
  query.bind(offering, year);
  return !query.step();
}

std::size_t correct(Connection& connection, const Correction& correction,
                    const Assignment& assignment) {
  const std::int64_t offering = correction.offering;
  const Stated stated = stated_of(connection, offering);
  std::size_t changed = 0;
  if (assignment.set_year && *assignment.set_year != stated.set_year &&
      year_is_free(connection, offering, *assignment.set_year)) {
    note(connection, correction, "year", std::to_string(stated.set_year),
         std::to_string(*assignment.set_year));
    connection.query("UPDATE offering SET set_year = ? WHERE offering_id = ?")
        .bind(*assignment.set_year, offering)
        .run();
    ++changed;
  }
  if (assignment.gemeenten && joined(*assignment.gemeenten) != stated.gemeenten) {
    note(connection, correction, "gemeente", stated.gemeenten, joined(*assignment.gemeenten));
    set_gemeenten(connection, offering, *assignment.gemeenten);
    ++changed;
  }
  if (assignment.dossier && *assignment.dossier != stated.dossier) {
    note(connection, correction, "dossier", stated.dossier, *assignment.dossier);
    connection.query("UPDATE offering SET dossier_name = ? WHERE offering_id = ?")
        .bind(*assignment.dossier, offering)
        .run();
    ++changed;
  }
  if (assignment.openbaar && *assignment.openbaar != stated.openbaar) {
    note(connection, correction, "openbaar", stated.openbaar ? "ja" : "nee",
         *assignment.openbaar ? "ja" : "nee");
    connection.query("UPDATE offering SET openbaar = ? WHERE offering_id = ?")
        .bind(*assignment.openbaar, offering)
        .run();
    ++changed;
  }
  return changed;
}

std::vector<std::int64_t> offerings_of(Connection& connection, std::int64_t content) {
  Query query = connection.query(
      "SELECT offering_id FROM offering WHERE content_id = ? AND state = 'offered'"
      " ORDER BY offering_id");
  query.bind(content);
  std::vector<std::int64_t> offerings;
  while (query.step()) offerings.push_back(query.integer(0));
  return offerings;
}

}  // namespace

std::size_t Database::assign(std::int64_t run, const std::string& sha256,
                             const Assignment& assignment) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    const std::int64_t content = content_id_of(connection, sha256);
    const CodingTask before = facts_of(connection, content);
    std::size_t changed = 0;
    for (const std::int64_t offering : offerings_of(connection, content))
      changed += correct(connection, {run, offering, assignment.reason}, assignment);
    if (changed > 0) {
      place_in_dossiers(connection, content);
      mark_stale_if_changed(connection, content, before);
      mark_panel_stale(connection);
    }
    transaction.commit();
    return changed;
  });
}

}  // namespace inkoopmonitor::corpus
