// The history of the panel. When a part of it is made again, each cell's arrangements are held
// against those that stood there, and only what came and what went is written, under the run that
// did it. An arrangement is known by what it says and by what it rests on, not by its id, which is
// new each time a dossier is resolved; the same words resting on another document are another
// state, and so it can be told why a value changed.
//
// This is done municipality by municipality and year by year, while their cells are made: the work
// grows with what was made, not with the panel.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "corpus/content_store.h"
#include "corpus/panel.h"

namespace inkoopmonitor::corpus {
namespace {

void append(std::string& list, const std::string& one) {
  list += (list.empty() ? "" : "|") + one;
}

}  // namespace

PanelHistory::PanelHistory(Connection& connection) : connection_(connection) {
  Query run = connection.query("SELECT max(run_id) FROM run");
  if (run.step() && !run.null(0)) run_ = run.integer(0);
  Query changed = connection.query("SELECT EXISTS (SELECT 1 FROM history_change WHERE run_id = ?)");
  changed.bind(run_);
  run_changed_before_ = changed.step() && changed.integer(0) != 0;
}

void PanelHistory::note(const std::string& code, int year, const std::vector<InForce>& rows,
                        const Places& places) {
  std::vector<State> now;
  for (const InForce& one : rows)
    if (places.empty() || places.contains({one.domein, one.voorziening}))
      now.push_back({one.domein, one.voorziening, state_of(one)});
  std::sort(now.begin(), now.end());
  now.erase(std::unique(now.begin(), now.end()), now.end());
  const std::vector<State> then = before(code, year, places);
  if (now == then) return;
  std::vector<State> went, came;
  std::set_difference(then.begin(), then.end(), now.begin(), now.end(), std::back_inserter(went));
  std::set_difference(now.begin(), now.end(), then.begin(), then.end(), std::back_inserter(came));
  for (const State& state : went) {
    add("went", code, year, state);
    connection_
        .query(
            "DELETE FROM history_cell WHERE panel_year = ? AND gm_code = ? AND domein = ?"
            " AND voorziening = ? AND state_id = ?")
        .bind(year, code, state.domein, state.voorziening, state.id)
        .run();
  }
  Query insert = connection_.query("INSERT INTO history_cell VALUES (?, ?, ?, ?, ?)");
  for (const State& state : came) {
    add("came", code, year, state);
    insert.bind(year, code, state.domein, state.voorziening, state.id).run();
  }
}

void PanelHistory::forget_others() {
  std::vector<std::pair<int, std::string>> others;
  {
    Query query = connection_.query(
        "SELECT DISTINCT panel_year, gm_code FROM history_cell WHERE (panel_year, gm_code) NOT IN"
        " (SELECT panel_year, gm_code FROM panel_municipality)");
    while (query.step()) others.emplace_back(static_cast<int>(query.integer(0)), query.text(1));
  }
  for (const auto& [year, code] : others) note(code, year, {}, {});
}

// What stood there, in order.
std::vector<PanelHistory::State> PanelHistory::before(const std::string& code, int year,
                                                      const Places& places) {
  Query query = connection_.query(
      "SELECT domein, voorziening, state_id FROM history_cell WHERE panel_year = ? AND gm_code = ?"
      " ORDER BY domein, voorziening, state_id");
  query.bind(year, code);
  std::vector<State> states;
  while (query.step()) {
    State state{query.text(0), query.text(1), query.integer(2)};
    if (places.empty() || places.contains({state.domein, state.voorziening}))
      states.push_back(std::move(state));
  }
  return states;
}

// What came and went within one run did nothing.
void PanelHistory::add(const char* what, const std::string& code, int year, const State& state) {
  if (!run_) return;
  if (run_changed_before_) {
    Query undo = connection_.query(
        "DELETE FROM history_change WHERE run_id = ? AND panel_year = ? AND gm_code = ?"
        " AND domein = ? AND voorziening = ? AND state_id = ? AND what <> ? RETURNING 1");
    undo.bind(*run_, year, code, state.domein, state.voorziening, state.id, what);
    if (undo.step()) return;
  }
  connection_.query("INSERT OR IGNORE INTO history_change VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(*run_, year, code, state.domein, state.voorziening, state.id, what)
      .run();
}

std::int64_t PanelHistory::state_of(const InForce& one) {
  const auto [found, is_new] = states_.try_emplace({one.arrangement, one.certainty});
  if (is_new)
    found->second = id_of(dossier_at(one.dossier), one.certainty, stated_by(one.arrangement));
  return found->second;
}

// The same for each certainty that an arrangement comes to have.
const std::string& PanelHistory::stated_by(std::int64_t arrangement) {
  const auto [found, is_new] = stated_.try_emplace(arrangement);
  if (!is_new) return found->second;
  Query query = connection_.query(
      "SELECT json_group_object(variable, value) FROM (SELECT variable, value"
      " FROM arrangement_value WHERE arrangement_id = ? AND outcome = 'value'"
      " ORDER BY variable)");
  query.bind(arrangement).step();
  return found->second = query.text(0);
}

const PanelHistory::Dossier& PanelHistory::dossier_at(std::int64_t dossier) {
  const auto [found, is_new] = dossiers_.try_emplace(dossier);
  Dossier& made = found->second;
  if (!is_new) return made;
  std::set<std::string> readings, rulesets;
  Query documents = connection_.query(
      "SELECT DISTINCT sha256, reader_version, coding.ruleset FROM offering"
      " JOIN content USING (content_id) LEFT JOIN coding USING (content_id)"
      " LEFT JOIN reading USING (reading_id)"
      " WHERE dossier_id = ? AND state = 'offered' ORDER BY sha256");
  documents.bind(dossier);
  while (documents.step()) {
    append(made.documents, documents.text(0));
    readings.insert(documents.text(1));
    rulesets.insert(documents.text(2));
  }
  for (const std::string& one : readings) append(made.readings, one);
  for (const std::string& one : rulesets) append(made.rulesets, one);
  Query key = connection_.query("SELECT key FROM dossier WHERE dossier_id = ?");
  key.bind(dossier).step();
  made.key = key.text(0);
  Query decisions = connection_.query(
      "SELECT variable, kind, value, outcome FROM decision WHERE NOT orphaned"
      " AND ((scope_kind = 'dossier' AND scope_key = ?1) OR (scope_kind = 'content' AND scope_key"
      "  IN (SELECT sha256 FROM offering JOIN content USING (content_id) WHERE dossier_id = ?2)))"
      " ORDER BY variable, kind, value, outcome");
  decisions.bind(made.key, dossier);
  while (decisions.step())
    append(made.decisions, decisions.text(0) + "=" + decisions.text(2) + decisions.text(3));
  return made;
}

std::int64_t PanelHistory::id_of(const Dossier& dossier, const std::string& certainty,
                                 const std::string& stated) {
  const std::string digest = sha256_of(
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", dossier.key, certainty, stated, dossier.documents,
                  dossier.readings, dossier.rulesets, dossier.decisions));
  {
    Query query = connection_.query("SELECT state_id FROM history_state WHERE digest = ?");
    query.bind(digest);
    if (query.step()) return query.integer(0);
  }
  connection_
      .query(
          "INSERT INTO history_state (digest, dossier, certainty, stated, documents, readings,"
          " rulesets, decisions) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(digest, dossier.key, certainty, stated, dossier.documents, dossier.readings,
            dossier.rulesets, dossier.decisions)
      .run();
  return connection_.last_id();
}

}  // namespace inkoopmonitor::corpus
