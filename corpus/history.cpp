// What the panel was before, worked out from what came into it and what went since
// (panel_history.cpp).

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {
namespace {

struct State {
  std::string dossier, documents, readings, rulesets, decisions;
  std::map<std::string, std::string> stated;  // variable: value
};

struct CellKey {
  int year = 0;
  std::string gm_code, domein, voorziening;
  auto operator<=>(const CellKey&) const = default;
};

State state_at(Connection& connection, std::int64_t id) {
  State state;
  Query query = connection.query(
      "SELECT dossier, documents, readings, rulesets, decisions FROM history_state"
      " WHERE state_id = ?");
  query.bind(id).step();
  state.dossier = query.text(0);
  state.documents = query.text(1);
  state.readings = query.text(2);
  state.rulesets = query.text(3);
  state.decisions = query.text(4);
  Query stated = connection.query(
      "SELECT entry.key, entry.value FROM history_state, json_each(history_state.stated) AS entry"
      " WHERE state_id = ?");
  stated.bind(id);
  while (stated.step()) state.stated[stated.text(0)] = stated.text(1);
  return state;
}

std::set<std::string> parts_of(const std::string& list) {
  std::set<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find('|', begin), list.size());
    parts.insert(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// What a cell rests on in all.
State together(const std::vector<const State*>& states) {
  std::set<std::string> dossiers, documents, readings, rulesets, decisions;
  for (const State* state : states) {
    dossiers.insert(state->dossier);
    documents.merge(parts_of(state->documents));
    readings.merge(parts_of(state->readings));
    rulesets.merge(parts_of(state->rulesets));
    decisions.insert(state->decisions);
  }
  const auto joined = [](const std::set<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : "|") + part;
    return text;
  };
  return {joined(dossiers), joined(documents), joined(readings),
          joined(rulesets), joined(decisions), {}};
}

bool has_more(const std::string& list, const std::string& than) {
  const auto parts = parts_of(list), others = parts_of(than);
  return !std::includes(others.begin(), others.end(), parts.begin(), parts.end());
}

std::string why(const State& before, const State& after) {
  const bool by_hand =
      after.dossier.starts_with("handmatig/") || before.dossier.starts_with("handmatig/");
  if (by_hand) return "by_hand";
  if (has_more(after.documents, before.documents)) return "new_document";
  if (before.decisions != after.decisions) return "review";
  if (has_more(before.documents, after.documents)) {
    return after.documents.empty() ? "" : "removed_document";
  }
  if (before.readings != after.readings) return "new_reading";
  if (before.rulesets != after.rulesets) return "new_rule";
  return "register";
}

// Whatever the values of several arrangements are, in order and joined.
std::string value_of(const std::vector<const State*>& states, const std::string& variable) {
  std::set<std::string> values;
  for (const State* state : states) {
    const auto found = state->stated.find(variable);
    if (found != state->stated.end()) values.insert(found->second);
  }
  std::string joined;
  for (const std::string& value : values) joined += (joined.empty() ? "" : "|") + value;
  return joined;
}

class Changes {
 public:
  explicit Changes(Connection& connection) : connection_(connection) {}

  // `until`: the panel when that run ended is compared, and not the present one; 0: the present.
  std::vector<PanelChange> between(std::int64_t run, std::int64_t until) {
    for (const auto& [cell, moves] : moves_since(run)) compare(cell, moves, until);
    return std::move(changes_);
  }

 private:
  // A state that came into a cell, or went.
  struct Move {
    std::int64_t state = 0, run = 0;
    bool came = false;
  };
  using Moves = std::map<CellKey, std::vector<Move>>;

  // By cell, the last first. All are read at once: to ask for those of each cell would go through
  // all runs since, cell by cell.
  Moves moves_since(std::int64_t run) {
    Query rows = connection_.query(
        "SELECT panel_year, gm_code, domein, voorziening, state_id, run_id,"
        " what = 'came' FROM history_change WHERE run_id > ? ORDER BY run_id DESC, what");
    rows.bind(run);
    Moves moves;
    while (rows.step())
      moves[{static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2), rows.text(3)}]
          .push_back({rows.integer(4), rows.integer(5), rows.integer(6) != 0});
    return moves;
  }

  void compare(const CellKey& cell, const std::vector<Move>& moves, std::int64_t until) {
    auto now = states_now(cell);
    auto then = now;
    for (const Move& move : moves) {
      if (move.came) then.erase(move.state);
      if (!move.came) then.insert(move.state);
      if (until != 0 && move.run > until) now = then;
    }
    if (now == then) return;
    const auto before = states(then), after = states(now);
    std::set<std::string> variables;
    for (const auto& list : {before, after})
      for (const State* state : list)
        for (const auto& [variable, value] : state->stated) variables.insert(variable);
    const State rested = together(before), rests = together(after);
    for (const std::string& variable : variables) {
      const std::string was = value_of(before, variable), is = value_of(after, variable);
      if (was == is) continue;
      changes_.push_back({cell.year, cell.gm_code, cell.domein, cell.voorziening, variable, was, is,
                          cause(rested, rests),
                          rests.dossier.empty() ? rested.dossier : rests.dossier});
    }
  }

  // An arrangement that is in force no more may still have its documents: then what it says of its
  // term became another, or they belong to another dossier now.
  std::string cause(const State& before, const State& after) {
    const std::string reason = why(before, after);
    if (!reason.empty()) return reason;
    for (const std::string& sha256 : parts_of(before.documents)) {
      Query query = connection_.query(
          "SELECT key, group_concat(DISTINCT coding.ruleset), group_concat(DISTINCT "
          "reader_version),"
          " count(DISTINCT member.content_id) FROM content JOIN offering USING (content_id)"
          " JOIN dossier USING (dossier_id) JOIN offering AS member USING (dossier_id)"
          " LEFT JOIN coding ON coding.content_id = member.content_id"
          " LEFT JOIN reading ON reading.reading_id = coding.reading_id"
          " WHERE sha256 = ? AND offering.state = 'offered' AND member.state = 'offered'"
          " GROUP BY dossier_id ORDER BY key LIMIT 1");
      query.bind(sha256);
      if (!query.step()) return "removed_document";
      if (query.integer(3) > static_cast<std::int64_t>(parts_of(before.documents).size()))
        return "new_document";
      if (!has_more(query.text(0), before.dossier)) {
        if (query.text(2) != before.readings) return "new_reading";
        if (query.text(1) != before.rulesets) return "new_rule";
      } else {
        return "assigned";
      }
    }
    return "register";
  }

  std::set<std::int64_t> states_now(const CellKey& cell) {
    Query rows = connection_.query(
        "SELECT state_id FROM history_cell WHERE panel_year = ? AND gm_code = ? AND domein = ?"
        " AND voorziening = ?");
    rows.bind(cell.year, cell.gm_code, cell.domein, cell.voorziening);
    std::set<std::int64_t> ids;
    while (rows.step()) ids.insert(rows.integer(0));
    return ids;
  }

  std::vector<const State*> states(const std::set<std::int64_t>& ids) {
    std::vector<const State*> found;
    for (const std::int64_t id : ids) {
      const auto [known, is_new] = known_.try_emplace(id);
      if (is_new) known->second = state_at(connection_, id);
      found.push_back(&known->second);
    }
    return found;
  }

  Connection& connection_;
  std::map<std::int64_t, State> known_;
  std::vector<PanelChange> changes_;
};

}  // namespace

std::vector<PanelChange> Database::panel_changes(std::int64_t since_run,
                                                 std::int64_t until_run) const {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Query known = connection.query("SELECT 1 FROM run WHERE run_id = ?");
    known.bind(since_run);
    if (since_run != 0 && !known.step()) {
      throw Error(ErrorKind::usage, fmt::format("--since {}", since_run), "there is no such run",
                  "see which there are with: inkoopmonitor query runs");
    }
    return Changes(connection).between(since_run, until_run);
  });
}

}  // namespace inkoopmonitor::corpus
