// The order of offerings after merging. One machine that takes in a folder offers its files in the
// order of their paths, and then, container by container, what lay in them. Corpora of which each
// read a part of that folder (the shares of a cluster) tell by their runs that these were one
// import, so that the order of that machine can be found again: from it follow which offering of a
// content is the first, what a document says of itself, and what dossiers are called.
//
// All numbers are changed in one statement for each table that has them. Row by row was turned
// down: merging a hundred shares moves every offering a hundred times.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "corpus/merge.h"

namespace inkoopmonitor::corpus {
namespace {

struct Place {
  std::int64_t id = 0, nesting = 0, set_year = 0;
  std::string started, kind, arguments, root, path, sha256;
  std::string handed_in;  // the path, or that of the container that it lay in
  auto key() const {
    return std::tie(started, kind, arguments, nesting, root, handed_in, set_year);
  }
};

bool comes_before(const Place& left, const Place& right) {
  const auto left_key = left.key(), right_key = right.key();
  if (left_key != right_key) return left_key < right_key;
  // What lay in one container was offered by one corpus, in the order in which it lay there.
  if (left.nesting > 0) return left.id < right.id;
  return std::tie(left.sha256, left.id) < std::tie(right.sha256, right.id);
}

// The shortest way to a file that was handed in, going into containers from there.
std::string handed_in(const std::string& root, const std::string& path,
                      const std::set<std::pair<std::string, std::string>>& files) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    std::string way = path.substr(0, slash);
    if (files.contains({root, way})) return way;
  }
  return path;
}

std::vector<Place> places(Connection& connection) {
  Query rows = connection.query(
      "SELECT offering_id, nesting, set_year, started, kind, arguments, root, path, sha256"
      " FROM offering JOIN run USING (run_id) LEFT JOIN content USING (content_id)"
      " ORDER BY offering_id");
  std::vector<Place> all;
  std::set<std::pair<std::string, std::string>> files;
  while (rows.step()) {
    all.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3), rows.text(4),
                   rows.text(5), rows.text(6), rows.text(7), rows.text(8), ""});
    if (all.back().nesting == 0) files.emplace(all.back().root, all.back().path);
  }
  for (Place& place : all)
    place.handed_in = place.nesting == 0 ? place.path : handed_in(place.root, place.path, files);
  return all;
}

// Tables and columns that hold the number of an offering.
std::vector<std::pair<std::string, std::string>> columns_of_offerings(Connection& connection) {
  std::vector<std::pair<std::string, std::string>> columns = {{"offering", "offering_id"}};
  Query rows = connection.query(
      "SELECT entry.name, key.\"from\" FROM pragma_table_list AS entry"
      " JOIN pragma_foreign_key_list(entry.name) AS key"
      " WHERE entry.schema = 'main' AND entry.type = 'table' AND key.\"table\" = 'offering'");
  while (rows.step()) columns.emplace_back(rows.text(0), rows.text(1));
  return columns;
}

struct OwnDossier {
  std::int64_t id = 0;
  std::string key, wanted;
};

// Those of which the key is not the wanted one.
std::vector<OwnDossier> wrongly_named(Connection& connection) {
  std::set<std::string> taken;
  {
    Query rows = connection.query(
        "SELECT key FROM dossier WHERE own_content_id IS NULL OR NOT EXISTS"
        " (SELECT 1 FROM offering WHERE content_id = own_content_id AND state = 'offered')");
    while (rows.step()) taken.insert(rows.text(0));
  }
  Query rows = connection.query(
      "SELECT dossier.dossier_id, key, sha256, shown_path, min(offering_id) FROM dossier"
      " JOIN content ON content.content_id = own_content_id"
      " JOIN offering ON offering.content_id = own_content_id AND state = 'offered'"
      " GROUP BY dossier.dossier_id ORDER BY min(offering_id)");
  std::vector<OwnDossier> wrong;
  while (rows.step()) {
    OwnDossier one{rows.integer(0), rows.text(1), rows.text(3)};
    if (taken.contains(one.wanted)) one.wanted += "#" + rows.text(2).substr(0, 12);
    taken.insert(one.wanted);
    if (one.key != one.wanted) wrong.push_back(std::move(one));
  }
  return wrong;
}

void rename_dossier(Connection& connection, std::int64_t id, const std::string& before,
                    const std::string& after) {
  connection.query("UPDATE dossier SET key = ? WHERE dossier_id = ?").bind(after, id).run();
  connection
      .query("UPDATE decision SET scope_key = ? WHERE scope_kind = 'dossier' AND scope_key = ?")
      .bind(after, before)
      .run();
}

}  // namespace

bool offerings_in_order(Connection& connection) {
  const std::vector<Place> all = places(connection);
  return std::is_sorted(all.begin(), all.end(), comes_before);
}

void order_offerings(Connection& connection) {
  std::vector<Place> all = places(connection);
  if (std::is_sorted(all.begin(), all.end(), comes_before)) return;
  std::sort(all.begin(), all.end(), comes_before);
  SQLite::Database& database = connection.database();
  database.exec("PRAGMA defer_foreign_keys = ON");
  database.exec("CREATE TEMP TABLE moved (before INTEGER PRIMARY KEY, after INTEGER) STRICT");
  {
    SQLite::Statement insert(database, "INSERT INTO temp.moved VALUES (?, ?)");
    for (std::size_t place = 0; place < all.size(); ++place) {
      const auto after = static_cast<std::int64_t>(place + 1);
      if (all[place].id == after) continue;
      insert.bind(1, all[place].id);
      insert.bind(2, after);
      insert.exec();
      insert.reset();
    }
  }
  // By way of negative numbers, since a number that is wanted may not be free yet.
  for (const auto& [table, column] : columns_of_offerings(connection)) {
    database.exec(
        fmt::format("UPDATE main.{0} SET {1} = -(SELECT after FROM temp.moved WHERE before = {1})"
                    " WHERE {1} IN (SELECT before FROM temp.moved)",
                    table, column));
    database.exec(fmt::format("UPDATE main.{0} SET {1} = -{1} WHERE {1} < 0", table, column));
  }
  database.exec("DROP TABLE temp.moved");
}

std::vector<std::int64_t> in_order_of_offering(Connection& connection,
                                               const std::unordered_set<std::int64_t>& contents) {
  std::vector<std::pair<std::int64_t, std::int64_t>> found;
  Query first = connection.query(
      "SELECT min(offering_id) FROM offering WHERE content_id = ? AND state = 'offered'");
  for (const std::int64_t content : contents) {
    first.bind(content);
    if (first.step() && !first.null(0)) found.emplace_back(first.integer(0), content);
    first.again();
  }
  std::sort(found.begin(), found.end());
  std::vector<std::int64_t> ordered;
  for (const auto& [offering, content] : found) ordered.push_back(content);
  return ordered;
}

void name_own_dossiers(Connection& connection) {
  const std::vector<OwnDossier> wrong = wrongly_named(connection);
  // By way of names that no path has, since a name that is wanted may not be free yet.
  const auto between = [](const OwnDossier& one) { return fmt::format("\n{}", one.id); };
  for (const OwnDossier& one : wrong) rename_dossier(connection, one.id, one.key, between(one));
  for (const OwnDossier& one : wrong) {
    rename_dossier(connection, one.id, between(one), one.wanted);
    // The history of the panel knows dossiers by their key.
    connection.query("INSERT OR IGNORE INTO touched_dossier VALUES (?)").bind(one.id).run();
  }
}

}  // namespace inkoopmonitor::corpus
