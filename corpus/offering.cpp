// Offerings: the bytes are kept first, then one transaction writes the row and what follows from it
// (the dossier it counts in, whether a coding rests on facts that have changed). A kill in between
// leaves bytes without a row, which the next import of that file finds and uses.
//
// A document's dossiers are worked out anew each time from all its offerings: the ones that are
// named, or, when none is, a dossier of its own. An offering without a name joins the first named
// dossier of its content: the manifest of one year also tells where last year's copy belongs.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "corpus/connection.h"
#include "corpus/content_store.h"
#include "text.h"

namespace inkoopmonitor::corpus {
namespace {

// What an offering's row says already.
struct Known {
  std::int64_t id = 0;
  std::string state, reason;
};

std::optional<Known> find_offering(Connection& connection, const Offering& offering,
                                   std::optional<std::int64_t> content) {
  Query query = connection.query(
      "SELECT offering_id, state, reason FROM offering"
      " WHERE root = ? AND path = ? AND set_year = ? AND content_id IS ?");
  query.bind(Blob{offering.root}, Blob{offering.path}, offering.set_year, content);
  if (query.step()) return Known{query.integer(0), query.text(1), query.text(2)};
  // An offering whose year was corrected is still the one that was handed in under the wrong year.
  Query corrected = connection.query(
      "SELECT offering_id, state, offering.reason FROM offering"
      " JOIN offering_change USING (offering_id)"
      " WHERE root = ? AND path = ? AND content_id IS ? AND fact = 'year' AND before = ?"
      " ORDER BY change_id LIMIT 1");
  corrected.bind(Blob{offering.root}, Blob{offering.path}, content,
                 std::to_string(offering.set_year));
  if (!corrected.step()) return std::nullopt;
  return Known{corrected.integer(0), corrected.text(1), corrected.text(2)};
}

bool is_corrected(Connection& connection, std::int64_t id, const char* fact) {
  Query query =
      connection.query("SELECT 1 FROM offering_change WHERE offering_id = ? AND fact = ?");
  query.bind(id, fact);
  return query.step();
}

bool read_before(Connection& connection, const Offering& offering) {
  Query query = connection.query(
      "SELECT 1 FROM offering"
      " WHERE root = ? AND path = ? AND set_year = ? AND content_id IS NOT NULL");
  query.bind(Blob{offering.root}, Blob{offering.path}, offering.set_year);
  return query.step();
}

std::int64_t insert_offering(Connection& connection, std::int64_t run, const Offering& offering,
                             std::optional<std::int64_t> content, const Known& state) {
  connection
      .query(
          "INSERT INTO offering (run_id, root, path, shown_path, set_year, content_id, state,"
          " reason, nesting) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(run, Blob{offering.root}, Blob{offering.path}, text::escaped_path(offering.path),
            offering.set_year, content, state.state, state.reason, offering.nesting)
      .run();
  return connection.last_id();
}

void set_state(Connection& connection, std::int64_t id, std::optional<std::int64_t> content,
               const Known& state) {
  connection
      .query("UPDATE offering SET content_id = ?, state = ?, reason = ? WHERE offering_id = ?")
      .bind(content, state.state, state.reason, id)
      .run();
}

std::vector<std::string> gemeenten_of(Connection& connection, std::int64_t id) {
  Query query = connection.query(
      "SELECT gm_code FROM offering_gemeente WHERE offering_id = ? ORDER BY position");
  query.bind(id);
  std::vector<std::string> codes;
  while (query.step()) codes.push_back(query.text(0));
  return codes;
}

std::string gemeenten_source_of(Connection& connection, std::int64_t id) {
  Query query = connection.query("SELECT gemeenten_source FROM offering WHERE offering_id = ?");
  query.bind(id).step();
  return query.text(0);
}

void update_gemeenten(Connection& connection, std::int64_t id, const Offering& offering) {
  if (offering.gemeenten.empty() || is_corrected(connection, id, "gemeente")) return;
  const std::string source = gemeenten_source_of(connection, id);
  if (source == "manifest" && offering.gemeenten_source != "manifest") return;
  if (source == offering.gemeenten_source && gemeenten_of(connection, id) == offering.gemeenten) {
    return;
  }
  connection.query("UPDATE offering SET gemeenten_source = ? WHERE offering_id = ?")
      .bind(offering.gemeenten_source, id)
      .run();
  connection.query("DELETE FROM offering_gemeente WHERE offering_id = ?").bind(id).run();
  Query insert = connection.query("INSERT INTO offering_gemeente VALUES (?, ?, ?)");
  for (std::size_t i = 0; i < offering.gemeenten.size(); ++i) {
    insert.bind(id, static_cast<std::int64_t>(i), offering.gemeenten[i]).run();
  }
}

// Empty facts leave what is known: an import without the manifest must not undo one with it.
// openbaar is taken as it comes, because it must be possible to withdraw it. Nothing is written
// when nothing changed: most files of a repeated import are known, and a write waits for the disk.
// What was corrected with `assign` stays corrected.
void update_facts(Connection& connection, std::int64_t id, const Offering& offering) {
  update_gemeenten(connection, id, offering);
  const std::string dossier = is_corrected(connection, id, "dossier") ? "" : offering.dossier;
  const bool keeps_openbaar = is_corrected(connection, id, "openbaar");
  connection
      .query(
          "UPDATE offering SET dossier_name = coalesce(nullif(?1, ''), dossier_name),"
          " documentsoort = coalesce(nullif(?2, ''), documentsoort),"
          " document_date = coalesce(nullif(?3, ''), document_date),"
          " openbaar = iif(?6, openbaar, ?4)"
          " WHERE offering_id = ?5 AND (?1 NOT IN ('', dossier_name)"
          "  OR ?2 NOT IN ('', documentsoort) OR ?3 NOT IN ('', document_date)"
          "  OR (openbaar <> ?4 AND NOT ?6))")
      .bind(dossier, offering.documentsoort, offering.document_date, offering.openbaar, id,
            keeps_openbaar)
      .run();
}

std::int64_t find_or_add_content(Connection& connection, const Kept& kept) {
  connection.query("INSERT INTO content (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .bind(kept.sha256, static_cast<std::int64_t>(kept.bytes))
      .run();
  return content_id_of(connection, kept.sha256);
}

// --- dossiers -----------------------------------------------------------------------------------

bool key_taken(Connection& connection, const std::string& key) {
  Query query = connection.query("SELECT 1 FROM dossier WHERE key = ?");
  query.bind(key);
  return query.step();
}

std::string numbered_key(Connection& connection, std::int64_t content, const std::string& key) {
  Query query = connection.query("SELECT sha256 FROM content WHERE content_id = ?");
  query.bind(content).step();
  return fmt::format("{}#{}", key, query.text(0).substr(0, 12));
}

std::int64_t own_dossier(Connection& connection, std::int64_t content) {
  {
    Query query = connection.query("SELECT dossier_id FROM dossier WHERE own_content_id = ?");
    query.bind(content);
    if (query.step()) return query.integer(0);
  }
  std::string key;
  {
    Query query = connection.query(
        "SELECT shown_path FROM offering WHERE content_id = ? AND state = 'offered'"
        " ORDER BY offering_id LIMIT 1");
    query.bind(content).step();
    key = query.text(0);
  }
  if (key_taken(connection, key)) key = numbered_key(connection, content, key);
  connection.query("INSERT INTO dossier (key, own_content_id) VALUES (?, ?)")
      .bind(key, content)
      .run();
  return connection.last_id();
}

// A document's own dossier that happens to be called `key` gives way to the named one.
void free_key(Connection& connection, const std::string& key) {
  std::int64_t content = 0;
  {
    Query query = connection.query(
        "SELECT own_content_id FROM dossier WHERE key = ? AND own_content_id IS NOT NULL");
    query.bind(key);
    if (!query.step()) return;
    content = query.integer(0);
  }
  const std::string other = numbered_key(connection, content, key);
  connection.query("UPDATE dossier SET key = ? WHERE own_content_id = ?")
      .bind(other, content)
      .run();
  connection
      .query("UPDATE decision SET scope_key = ? WHERE scope_kind = 'dossier' AND scope_key = ?")
      .bind(other, key)
      .run();
  // The history of the panel knows dossiers by their key.
  connection
      .query("INSERT OR IGNORE INTO touched_dossier SELECT dossier_id FROM dossier WHERE key = ?")
      .bind(other)
      .run();
}

std::int64_t named_dossier(Connection& connection, const std::string& name) {
  free_key(connection, name);
  connection.query("INSERT INTO dossier (key) VALUES (?) ON CONFLICT DO NOTHING").bind(name).run();
  Query query = connection.query("SELECT dossier_id FROM dossier WHERE key = ?");
  query.bind(name).step();
  return query.integer(0);
}

struct Membership {
  std::int64_t offering = 0;
  std::string name;
  std::optional<std::int64_t> dossier;
};

std::vector<Membership> memberships(Connection& connection, std::int64_t content) {
  Query query = connection.query(
      "SELECT offering_id, dossier_name, dossier_id FROM offering"
      " WHERE content_id = ? AND state = 'offered' ORDER BY offering_id");
  query.bind(content);
  std::vector<Membership> found;
  while (query.step()) {
    found.push_back({query.integer(0), query.text(1), std::nullopt});
    if (!query.null(2)) found.back().dossier = query.integer(2);
  }
  return found;
}

void touch_dossier(Connection& connection, std::int64_t dossier) {
  connection.query("UPDATE dossier SET dirty = 1 WHERE dossier_id = ?").bind(dossier).run();
}

}  // namespace

// Dossiers that end up empty go.
void place_in_dossiers(Connection& connection, std::int64_t content) {
  const std::vector<Membership> all = memberships(connection, content);
  const auto named =
      std::find_if(all.begin(), all.end(), [](const Membership& one) { return !one.name.empty(); });
  for (const Membership& one : all) {
    std::int64_t target = 0;
    if (named == all.end()) {
      target = own_dossier(connection, content);
    } else {
      target = named_dossier(connection, one.name.empty() ? named->name : one.name);
    }
    if (one.dossier == target) continue;
    connection.query("UPDATE offering SET dossier_id = ? WHERE offering_id = ?")
        .bind(target, one.offering)
        .run();
    touch_dossier(connection, target);
    if (one.dossier) touch_dossier(connection, *one.dossier);
  }
  for (const Membership& one : all) {
    if (!one.dossier) continue;
    connection
        .query(
            "DELETE FROM dossier WHERE dossier_id = ?1 AND NOT EXISTS"
            " (SELECT 1 FROM offering WHERE dossier_id = ?1)")
        .bind(*one.dossier)
        .run();
  }
}

void mark_stale_if_changed(Connection& connection, std::int64_t content, const CodingTask& before) {
  if (facts_of(connection, content) == before) return;
  connection.query("UPDATE coding SET stale = 1 WHERE content_id = ?").bind(content).run();
}

std::optional<std::int64_t> known_offering(Connection& connection, const Offering& offering,
                                           std::optional<std::int64_t> content) {
  const auto known = find_offering(connection, offering, content);
  if (!known) return std::nullopt;
  return known->id;
}

namespace {

// --- one offering -------------------------------------------------------------------------------

// A row for a file without content, unless the file was read before or has that row already.
void record_without_content(Connection& connection, std::int64_t run, const Offering& offering,
                            const Known& state) {
  if (read_before(connection, offering)) return;
  std::int64_t id = 0;
  if (const auto known = find_offering(connection, offering, std::nullopt)) {
    id = known->id;
    set_state(connection, id, std::nullopt, state);
  } else {
    id = insert_offering(connection, run, offering, std::nullopt, state);
  }
  update_facts(connection, id, offering);
}

std::string first_other_file(Connection& connection, std::int64_t content, std::int64_t id) {
  Query query = connection.query(
      "SELECT shown_path FROM offering WHERE content_id = ? AND state = 'offered'"
      " AND offering_id <> ? ORDER BY offering_id LIMIT 1");
  query.bind(content, id);
  return query.step() ? query.text(0) : "";
}

OfferedFile record_content(Connection& connection, std::int64_t run, const Offering& offering,
                           const Kept& kept) {
  OfferedFile result;
  result.sha256 = kept.sha256;
  const std::int64_t content = find_or_add_content(connection, kept);
  const CodingTask before = facts_of(connection, content);
  const std::optional<std::string> removed = removal_reason(connection, kept.sha256);
  const Known offered{0, removed ? "removed" : "offered", removed.value_or("")};
  std::int64_t id = 0;
  if (const auto known = find_offering(connection, offering, content)) {
    id = known->id;
    result.what = Offered::known;
    result.reason = known->reason;
    // Removed once, and readmitted since.
    if (known->state == "removed" && !removed) {
      set_state(connection, id, content, offered);
      result.what = Offered::new_content;
    }
  } else if (const auto failed = find_offering(connection, offering, std::nullopt)) {
    id = failed->id;
    set_state(connection, id, content, offered);
  } else {
    id = insert_offering(connection, run, offering, content, offered);
  }
  if (removed) {
    result.what = Offered::skipped;
    result.reason = *removed;
    return result;
  }
  if (result.what != Offered::known) {
    result.duplicate_of = first_other_file(connection, content, id);
    result.what = result.duplicate_of.empty() ? Offered::new_content : Offered::duplicate;
  }
  update_facts(connection, id, offering);
  place_in_dossiers(connection, content);
  mark_stale_if_changed(connection, content, before);
  return result;
}

// --- what lies in others ------------------------------------------------------------------------

// A member as it stands in its table.
struct MemberRow {
  std::string name;
  Kept kept;
  Known state;
};

std::vector<MemberRow> members_of(Connection& connection, std::int64_t container) {
  Query query = connection.query(
      "SELECT name, coalesce(sha256, ''), coalesce(bytes, 0), state, reason"
      " FROM member LEFT JOIN content USING (content_id) WHERE container_id = ? ORDER BY position");
  query.bind(container);
  std::vector<MemberRow> rows;
  while (query.step()) {
    rows.push_back({query.text(0),
                    {query.text(1), static_cast<std::uint64_t>(query.integer(2)), ""},
                    {0, query.text(3), query.text(4)}});
  }
  return rows;
}

// What a member has of the container that it lies in. What kind of document the container is said
// to be, and of which date, says nothing of what lies in it.
Offering inside(const Offering& container, const std::string& name) {
  Offering offering = container;
  offering.path += "/" + name;
  offering.documentsoort.clear();
  offering.document_date.clear();
  ++offering.nesting;
  return offering;
}

OfferedFile record_row(Connection& connection, std::int64_t run, const Offering& offering,
                       const MemberRow& row) {
  if (row.state.state == "offered") return record_content(connection, run, offering, row.kept);
  const auto before = find_offering(connection, offering, std::nullopt);
  record_without_content(connection, run, offering, row.state);
  OfferedFile result;
  result.what = row.state.state == "skipped" ? Offered::skipped : Offered::unreadable;
  if (before && before->reason == row.state.reason) result.what = Offered::known;
  result.reason = row.state.reason;
  return result;
}

// Offers what lies in an offered container, and, if that was read before, what lies in that. A file
// can lie in itself, so this ends at the depth at which no container is opened any more.
void offer_members(Connection& connection, std::int64_t run, const Offering& container,
                   std::int64_t content, std::vector<OfferedMember>& offered) {
  if (container.nesting >= extract::nesting_max) return;
  for (const MemberRow& row : members_of(connection, content)) {
    const Offering offering = inside(container, row.name);
    offered.push_back({offering.path, record_row(connection, run, offering, row)});
    if (row.state.state != "offered") continue;
    offer_members(connection, run, offering, content_id_of(connection, row.kept.sha256), offered);
  }
}

std::vector<Offering> offerings_of(Connection& connection, std::int64_t content) {
  std::vector<std::pair<std::int64_t, Offering>> found;
  {
    Query query = connection.query(
        "SELECT offering_id, root, path, set_year, gemeenten_source, dossier_name, openbaar,"
        " nesting FROM offering WHERE content_id = ? AND state = 'offered' ORDER BY offering_id");
    query.bind(content);
    while (query.step()) {
      Offering offering;
      offering.root = query.text(1);
      offering.path = query.text(2);
      offering.set_year = static_cast<int>(query.integer(3));
      offering.gemeenten_source = query.text(4);
      offering.dossier = query.text(5);
      offering.openbaar = query.integer(6) != 0;
      offering.nesting = static_cast<std::uint32_t>(query.integer(7));
      found.emplace_back(query.integer(0), std::move(offering));
    }
  }
  std::vector<Offering> out;
  for (auto& [id, offering] : found) {
    offering.gemeenten = gemeenten_of(connection, id);
    out.push_back(std::move(offering));
  }
  return out;
}

}  // namespace

std::vector<OfferedMember> store_members(Connection& connection, std::int64_t run,
                                         std::int64_t container,
                                         const std::vector<extract::Member>& members,
                                         const std::vector<Kept>& kept) {
  connection.query("DELETE FROM member WHERE container_id = ?").bind(container).run();
  for (std::size_t at = 0; at < members.size(); ++at) {
    const std::string& reason = kept[at].failure.empty() ? members[at].reason : kept[at].failure;
    std::optional<std::int64_t> content;
    const char* state = reason.starts_with("other_format:") ? "skipped" : "unreadable";
    if (!kept[at].sha256.empty()) {
      content = find_or_add_content(connection, kept[at]);
      state = "offered";
    }
    connection.query("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)")
        .bind(container, static_cast<std::int64_t>(at), members[at].name, content, state,
              content ? std::string() : reason)
        .run();
  }
  std::vector<OfferedMember> offered;
  for (const Offering& offering : offerings_of(connection, container))
    offer_members(connection, run, offering, container, offered);
  return offered;
}

OfferedFile Database::offer(std::int64_t run, const Offering& offering,
                            const std::string& skip_reason) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    OfferedFile result;
    Kept kept;
    if (skip_reason.empty()) {
      kept = ContentStore(folder()).keep(
          std::filesystem::path(offering.root) / offering.path,
          [&](const std::string& sha256) { return !removal_reason(connection, sha256); });
    }
    Transaction transaction(connection);
    if (!skip_reason.empty()) {
      result.what = Offered::skipped;
      result.reason = skip_reason;
      record_without_content(connection, run, offering, {0, "skipped", result.reason});
    } else if (!kept.failure.empty()) {
      result.what = Offered::unreadable;
      result.reason = kept.failure;
      record_without_content(connection, run, offering, {0, "unreadable", result.reason});
    } else {
      result = record_content(connection, run, offering, kept);
      std::vector<OfferedMember> members;
      if (result.what != Offered::skipped)
        offer_members(connection, run, offering, content_id_of(connection, kept.sha256), members);
    }
    transaction.commit();
    return result;
  });
}

void Database::offer_missing(std::int64_t run, const Offering& offering,
                             const std::string& reason) {
  guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    record_without_content(connection, run, offering, {0, "unreadable", reason});
    transaction.commit();
  });
}

CodingTask facts_of(Connection& connection, std::int64_t content) {
  CodingTask task;
  {
    Query query = connection.query(
        "SELECT content.sha256, set_year, gemeenten_source, documentsoort, document_date"
        " FROM offering JOIN content USING (content_id)"
        " WHERE content_id = ? AND state = 'offered' ORDER BY offering_id");
    query.bind(content);
    while (query.step()) {
      if (task.sha256.empty()) task.set_year = static_cast<int>(query.integer(1));
      task.sha256 = query.text(0);
      if (task.gemeenten_source.empty()) task.gemeenten_source = query.text(2);
      if (task.documentsoort.empty()) task.documentsoort = query.text(3);
      if (task.document_date.empty()) task.document_date = query.text(4);
    }
  }
  Query query = connection.query(
      "SELECT gm_code FROM offering JOIN offering_gemeente USING (offering_id)"
      " WHERE content_id = ? AND state = 'offered' ORDER BY offering_id, position");
  query.bind(content);
  while (query.step()) {
    const std::string code = query.text(0);
    if (std::find(task.gemeenten.begin(), task.gemeenten.end(), code) == task.gemeenten.end()) {
      task.gemeenten.push_back(code);
    }
  }
  return task;
}

}  // namespace inkoopmonitor::corpus
