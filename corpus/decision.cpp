// Decisions of reviewers, and the acts by which they came and went. An act holds the decision as it
// was made, so that taking one back needs no more than to read the act before it.

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "corpus/connection.h"
#include "corpus/decisions.h"

namespace inkoopmonitor::corpus {
namespace {

std::optional<std::int64_t> newest_reading(Connection& connection, const std::string& sha256) {
  Query query = connection.query(
      "SELECT reading_id FROM newest_reading JOIN content USING (content_id) WHERE sha256 = ?");
  query.bind(sha256);
  if (!query.step()) return std::nullopt;
  return query.integer(0);
}

// What an act is about besides the decision itself.
struct Act {
  std::int64_t run = 0, bundle = 0;  // bundle 0: its own number
  std::optional<std::int64_t> before, reading;
  std::string kind, reviewer;
};

std::int64_t insert_act(Connection& connection, const Act& act, const Decision& one) {
  connection
      .query(
          "INSERT INTO decision_act (bundle, run_id, decided, reviewer, before_act, scope_kind,"
          " scope_key, perceel, domein, voorzieningen, variable, kind, value, outcome, reading_id,"
          " page, first_word, last_word, quote, note)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(act.bundle, act.run, utc_now(), act.reviewer, act.before, one.scope_kind, one.scope_key,
            one.perceel, one.domein, one.voorzieningen, one.variable, act.kind, one.value,
            std::string(name_of(one.outcome)), act.reading, one.evidence.page,
            one.evidence.first_word, one.evidence.last_word, one.evidence.quote, one.note)
      .run();
  const std::int64_t number = connection.last_id();
  if (act.bundle == 0)
    connection.query("UPDATE decision_act SET bundle = act_id WHERE act_id = ?").bind(number).run();
  return number;
}

void insert_decision(Connection& connection, std::int64_t run, const Decision& one,
                     const std::optional<std::int64_t>& reading) {
  connection
      .query(
          "INSERT OR REPLACE INTO decision (run_id, scope_kind, scope_key, perceel, domein,"
          " voorzieningen, variable, kind, value, outcome, reading_id, page, first_word,"
          " last_word, quote, reviewer, note, act_id)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(run, one.scope_kind, one.scope_key, one.perceel, one.domein, one.voorzieningen,
            one.variable, one.kind, one.value, std::string(name_of(one.outcome)), reading,
            one.evidence.page, one.evidence.first_word, one.evidence.last_word, one.evidence.quote,
            one.reviewer, one.note, one.act)
      .run();
}

void remove_decision(Connection& connection, std::int64_t id) {
  connection.query("DELETE FROM decision WHERE decision_id = ?").bind(id).run();
}

// The dossiers of what was decided have to be resolved again.
void mark_dirty(Connection& connection, const Decision& one) {
  const char* sql = one.scope_kind == "dossier"
                        ? "UPDATE dossier SET dirty = 1 WHERE key = ?"
                        : "UPDATE dossier SET dirty = 1 WHERE dossier_id IN (SELECT dossier_id"
                          " FROM offering JOIN content USING (content_id) WHERE sha256 = ?)";
  connection.query(sql).bind(one.scope_key).run();
}

// Decisions that `one` would take the place of.
std::vector<StoredDecision> in_its_place(Connection& connection, const Decision& one) {
  std::vector<StoredDecision> found;
  for (StoredDecision& stored : decisions_about(connection, one.scope_kind, one.scope_key)) {
    const Decision& other = stored.decision;
    if (!same_scope(other, one) || other.variable != one.variable) continue;
    const bool same_words = other.evidence.page == one.evidence.page &&
                            other.evidence.first_word == one.evidence.first_word &&
                            other.evidence.last_word == one.evidence.last_word;
    if (same_words || (one.id != 0 && other.id == one.id)) found.push_back(std::move(stored));
  }
  return found;
}

std::optional<Decision> decided_meanwhile(Connection& connection, const Decision& one,
                                          std::int64_t seen) {
  for (const StoredDecision& stored : decisions_about(connection, one.scope_kind, one.scope_key)) {
    const Decision& other = stored.decision;
    if (same_scope(other, one) && other.variable == one.variable && other.act > seen &&
        other.reviewer != one.reviewer)
      return other;
  }
  return std::nullopt;
}

std::int64_t store(Connection& connection, std::int64_t run, std::int64_t bundle, Decision one) {
  Act act{run, bundle, {}, newest_reading(connection, one.scope_key), one.kind, one.reviewer};
  for (const StoredDecision& old : in_its_place(connection, one)) {
    std::int64_t before = old.decision.act;
    // What came from elsewhere has no act yet, and could not be put back without one.
    if (before == 0)
      before = insert_act(connection,
                          {run, 0, {}, old.reading, old.decision.kind, old.decision.reviewer},
                          old.decision);
    act.before = before;
    remove_decision(connection, old.decision.id);
  }
  one.act = insert_act(connection, act, one);
  insert_decision(connection, run, one, act.reading);
  mark_dirty(connection, one);
  return one.act;
}

// The decision that an act made, as it is stored now or would be stored again.
struct MadeBy {
  Decision decision;
  std::int64_t run = 0;
  std::optional<std::int64_t> before, reading;
};

std::optional<MadeBy> made_by(Connection& connection, std::int64_t act) {
  Query row = connection.query(
      "SELECT run_id, before_act, reading_id, scope_kind, scope_key, perceel, domein,"
      " voorzieningen, variable, kind, value, outcome, page, first_word, last_word, quote,"
      " reviewer, note FROM decision_act WHERE act_id = ? AND kind <> 'taken_back'");
  row.bind(act);
  if (!row.step()) return std::nullopt;
  MadeBy made;
  made.run = row.integer(0);
  if (!row.null(1)) made.before = row.integer(1);
  if (!row.null(2)) made.reading = row.integer(2);
  made.decision = {
      0,
      act,
      row.text(3),
      row.text(4),
      row.text(5),
      row.text(6),
      row.text(7),
      row.text(8),
      row.text(9),
      row.text(10),
      outcome_of(row.text(11)),
      {static_cast<std::uint32_t>(row.integer(12)), static_cast<std::uint32_t>(row.integer(13)),
       static_cast<std::uint32_t>(row.integer(14)), row.text(15)},
      row.text(16),
      row.text(17),
      {},
      false};
  return made;
}

void put_back(Connection& connection, const MadeBy& before) {
  std::optional<std::int64_t> reading;
  if (before.reading) {
    Query known = connection.query("SELECT 1 FROM reading WHERE reading_id = ?");
    known.bind(*before.reading);
    if (known.step()) reading = before.reading;
  }
  insert_decision(connection, before.run, before.decision, reading);
}

std::vector<std::int64_t> bundle_of(Connection& connection, std::int64_t act) {
  Query rows = connection.query(
      "SELECT act_id FROM decision_act WHERE bundle = (SELECT bundle FROM decision_act"
      " WHERE act_id = ?) AND kind <> 'taken_back' ORDER BY act_id DESC");
  rows.bind(act);
  std::vector<std::int64_t> acts;
  while (rows.step()) acts.push_back(rows.integer(0));
  return acts;
}

bool still_holds(Connection& connection, std::int64_t act) {
  Query query = connection.query("SELECT 1 FROM decision WHERE act_id = ?");
  query.bind(act);
  return query.step();
}

}  // namespace

bool same_scope(const Decision& left, const Decision& right) {
  return left.scope_kind == right.scope_kind && left.scope_key == right.scope_key &&
         left.perceel == right.perceel && left.domein == right.domein &&
         left.voorzieningen == right.voorzieningen;
}

std::vector<StoredDecision> decisions_about(Connection& connection, const std::string& scope_kind,
                                            const std::string& scope_key) {
  Query row = connection.query(
      "SELECT decision_id, coalesce(decision.act_id, 0), decision.perceel, decision.domein,"
      " decision.voorzieningen, decision.variable, decision.kind, decision.value,"
      " decision.outcome, decision.page, decision.first_word, decision.last_word, decision.quote,"
      " decision.reviewer, decision.note, coalesce(decided, started), orphaned,"
      " decision.reading_id"
      " FROM decision JOIN run USING (run_id) LEFT JOIN decision_act USING (act_id)"
      " WHERE decision.scope_kind = ? AND decision.scope_key = ? ORDER BY decision_id");
  row.bind(scope_kind, scope_key);
  std::vector<StoredDecision> found;
  while (row.step()) {
    StoredDecision stored;
    stored.decision = {
        row.integer(0),
        row.integer(1),
        scope_kind,
        scope_key,
        row.text(2),
        row.text(3),
        row.text(4),
        row.text(5),
        row.text(6),
        row.text(7),
        outcome_of(row.text(8)),
        {static_cast<std::uint32_t>(row.integer(9)), static_cast<std::uint32_t>(row.integer(10)),
         static_cast<std::uint32_t>(row.integer(11)), row.text(12)},
        row.text(13),
        row.text(14),
        row.text(15),
        row.integer(16) != 0};
    if (!row.null(17)) stored.reading = row.integer(17);
    found.push_back(std::move(stored));
  }
  return found;
}

struct Reviews::Implementation {
  std::filesystem::path folder;
  Deciding deciding;  // before the connection, which waits for its turn
  mutable Connection connection;
};

namespace {

// Making the panel of a whole country is one transaction of several seconds, more on a machine that
// does other things. It gives way to what somebody decided, but not for ever (lock.cpp). It is
// asked often whether it did: SQLite's own patience sleeps longer each time.
int wait_a_little(void*, int times) {
  constexpr std::chrono::milliseconds kPause(2);
  std::this_thread::sleep_for(kPause);
  return times * kPause < std::chrono::minutes(2) ? 1 : 0;
}

}  // namespace

Reviews::Reviews(const std::filesystem::path& folder) {
  ConnectionOptions options;
  options.access = Access::write;
  guarded(folder, [&] {
    Deciding deciding(folder);
    Connection connection(folder / kDatabaseFile, options);
    sqlite3_busy_handler(connection.database().getHandle(), &wait_a_little, nullptr);
    implementation_ = std::make_unique<Implementation>(
        Implementation{folder, std::move(deciding), std::move(connection)});
  });
}
Reviews::Reviews(Reviews&&) noexcept = default;
Reviews::~Reviews() = default;

std::int64_t Reviews::begin_run(const Program& program) {
  return guarded(implementation_->folder,
                 [&] { return insert_run(implementation_->connection, "review", program); });
}

Decided Reviews::decide(std::int64_t run, const std::vector<Decision>& decisions,
                        std::int64_t seen) {
  return guarded(implementation_->folder, [&]() -> Decided {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    for (const Decision& one : decisions)
      if (auto other = decided_meanwhile(connection, one, seen)) return {0, std::move(other)};
    Decided result;
    for (const Decision& one : decisions) {
      const std::int64_t act = store(connection, run, result.act, one);
      if (result.act == 0) result.act = act;
    }
    transaction.commit();
    return result;
  });
}

bool Reviews::take_back(std::int64_t run, std::int64_t act, const std::string& reviewer) {
  return guarded(implementation_->folder, [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    const std::vector<std::int64_t> acts = bundle_of(connection, act);
    const bool all_hold = std::all_of(
        acts.begin(), acts.end(), [&](std::int64_t one) { return still_holds(connection, one); });
    if (acts.empty() || !all_hold) return false;
    for (const std::int64_t one : acts) {
      const auto made = made_by(connection, one);
      connection.query("DELETE FROM decision WHERE act_id = ?").bind(one).run();
      if (made->before)
        if (const auto before = made_by(connection, *made->before)) put_back(connection, *before);
      insert_act(connection, {run, 0, one, made->reading, "taken_back", reviewer}, made->decision);
      mark_dirty(connection, made->decision);
    }
    transaction.commit();
    return true;
  });
}

void Reviews::settle_orphans(const std::string& sha256, const DecidedCoding& decided) {
  guarded(implementation_->folder, [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    Query mark = connection.query(
        "UPDATE decision SET orphaned = ?1 WHERE decision_id = ?2 AND scope_kind = 'content'"
        " AND scope_key = ?3 AND orphaned <> ?1");
    for (const DecidedCoding::Held& one : decided.held) mark.bind(0, one.decision.id, sha256).run();
    for (const Decision& one : decided.orphaned) mark.bind(1, one.id, sha256).run();
    transaction.commit();
  });
}

std::int64_t Reviews::last_act(const std::string& reviewer) const {
  return guarded(implementation_->folder, [&] {
    Query query = implementation_->connection.query(
        "SELECT coalesce(max(act_id), 0) FROM decision WHERE ?1 = '' OR reviewer = ?1");
    query.bind(reviewer);
    query.step();
    return query.integer(0);
  });
}

void Reviews::assign_reviewer(const std::string& sha256, const std::string& reviewer) {
  guarded(implementation_->folder, [&] {
    Connection& connection = implementation_->connection;
    const std::int64_t content = content_id_of(connection, sha256);
    Transaction transaction(connection);
    connection.query("DELETE FROM assignment WHERE content_id = ?").bind(content).run();
    if (!reviewer.empty())
      connection.query("INSERT INTO assignment VALUES (?, ?)").bind(content, reviewer).run();
    transaction.commit();
  });
}

void Reviews::give_second(const std::string& sha256, const std::string& coder) {
  guarded(implementation_->folder, [&] {
    Connection& connection = implementation_->connection;
    connection
        .query(
            "INSERT INTO second_coding VALUES (?1, ?2) ON CONFLICT (content_id)"
            " DO UPDATE SET coder = ?2 WHERE coder = ''")
        .bind(content_id_of(connection, sha256), coder)
        .run();
  });
}

void Reviews::store_second(const std::string& sha256, const std::vector<SecondValue>& values) {
  guarded(implementation_->folder, [&] {
    Connection& connection = implementation_->connection;
    const std::int64_t content = content_id_of(connection, sha256);
    Transaction transaction(connection);
    Query insert =
        connection.query("INSERT OR REPLACE INTO second_value VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (const SecondValue& one : values)
      insert
          .bind(content, one.perceel, one.domein, one.voorzieningen, one.variable, one.value,
                one.settled)
          .run();
    transaction.commit();
  });
}

std::vector<SecondValue> second_values(const Database& database, const std::string& sha256) {
  return guarded(database.folder(), [&] {
    Connection connection(database.folder() / kDatabaseFile, {});
    Query row = connection.query(
        "SELECT perceel, domein, voorzieningen, variable, value, settled"
        " FROM second_value JOIN content USING (content_id) WHERE sha256 = ?"
        " ORDER BY domein, voorzieningen, perceel, variable");
    row.bind(sha256);
    std::vector<SecondValue> values;
    while (row.step())
      values.push_back(
          {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5) != 0});
    return values;
  });
}

}  // namespace inkoopmonitor::corpus
