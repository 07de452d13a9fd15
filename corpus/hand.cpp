// Values that people coded by hand. Table hand_value is the truth; from it an arrangement is made
// for each cell and year, in a dossier that stands for the cell, so that every question that asks
// the panel finds them without knowing of them.

#include <fmt/format.h>

#include "corpus/merge.h"

namespace inkoopmonitor::corpus {
namespace {

constexpr const char* kRule = "handmatig";

struct Cell {
  std::string gm_code, domein, voorziening;
  auto operator<=>(const Cell&) const = default;
};

// "handmatig/GM0344/wmo/huishoudelijke_hulp"
std::string key_of(const Cell& cell) {
  return fmt::format("{}/{}/{}/{}", kRule, cell.gm_code, cell.domein,
                     cell.voorziening.empty() ? "alles" : cell.voorziening);
}

std::int64_t dossier_of(Connection& connection, const Cell& cell) {
  {
    Query query = connection.query(
        "SELECT dossier_id FROM hand_dossier WHERE gm_code = ? AND domein = ? AND voorziening = ?");
    query.bind(cell.gm_code, cell.domein, cell.voorziening);
    if (query.step()) return query.integer(0);
  }
  connection.query("INSERT INTO dossier (key, dirty) VALUES (?, 0)").bind(key_of(cell)).run();
  const std::int64_t dossier = connection.last_id();
  connection.query("INSERT INTO hand_dossier VALUES (?, ?, ?, ?)")
      .bind(dossier, cell.gm_code, cell.domein, cell.voorziening)
      .run();
  return dossier;
}

// The values of one cell in one year, as an arrangement in the making.
class Arrangement {
 public:
  Arrangement(Connection& connection, std::int64_t run, int year, const Cell& cell)
      : connection_(connection) {
    connection.query("INSERT INTO arrangement (dossier_id, run_id, number) VALUES (?, ?, ?)")
        .bind(dossier_of(connection, cell), run, year)
        .run();
    id_ = connection.last_id();
    add("gemeenten", cell.gm_code, "");
    add("domein", cell.domein, "");
    if (!cell.voorziening.empty()) add("voorzieningen", cell.voorziening, "");
    add("status", "geldend", "");
  }

  void add(const std::string& variable, const std::string& value, const std::string& source) {
    connection_
        .query(
            "INSERT OR REPLACE INTO arrangement_value (arrangement_id, variable, position, value,"
            " outcome, confidence, rule) VALUES (?, ?, ?, ?, 'value', 1.0, ?)")
        .bind(id_, variable, position_++, value, kRule)
        .run();
    if (source.empty()) return;
    connection_.query("INSERT OR REPLACE INTO arrangement_evidence VALUES (?, ?, 0, 0, 0, 0, ?)")
        .bind(id_, variable, source)
        .run();
  }

 private:
  Connection& connection_;
  std::int64_t id_ = 0, position_ = 0;
};

// What stands for a value already; empty when nothing does.
std::optional<HandValue> known_value(Connection& connection, const HandValue& value) {
  Query query = connection.query(
      "SELECT value, source FROM hand_value WHERE panel_year = ? AND gm_code = ? AND domein = ?"
      " AND voorziening = ? AND variable = ?");
  query.bind(value.panel_year, value.gm_code, value.domein, value.voorziening, value.variable);
  if (!query.step()) return std::nullopt;
  HandValue known = value;
  known.value = query.text(0);
  known.source = query.text(1);
  return known;
}

void put_value(Connection& connection, std::int64_t run, const HandValue& value) {
  connection.query("INSERT OR REPLACE INTO hand_value VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(value.panel_year, value.gm_code, value.domein, value.voorziening, value.variable,
            value.value, run, value.source)
      .run();
}

void keep_before(Connection& connection, std::int64_t run, const HandValue& value) {
  connection
      .query(
          "INSERT INTO hand_value_before (run_id, panel_year, gm_code, domein, voorziening,"
          " variable, value, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(run, value.panel_year, value.gm_code, value.domein, value.voorziening, value.variable,
            value.value, value.source)
      .run();
}

}  // namespace

void make_hand_arrangements(Connection& connection, std::int64_t run) {
  connection
      .query("DELETE FROM arrangement WHERE dossier_id IN (SELECT dossier_id FROM hand_dossier)")
      .run();
  std::optional<Arrangement> arrangement;
  std::pair<int, Cell> at;
  Query rows = connection.query(
      "SELECT panel_year, gm_code, domein, voorziening, variable, value, source FROM hand_value"
      " ORDER BY panel_year, gm_code, domein, voorziening, variable");
  while (rows.step()) {
    const std::pair<int, Cell> cell{static_cast<int>(rows.integer(0)),
                                    {rows.text(1), rows.text(2), rows.text(3)}};
    if (!arrangement || at != cell) {
      at = cell;
      arrangement.emplace(connection, run, cell.first, cell.second);
    }
    arrangement->add(rows.text(4), rows.text(5), rows.text(6));
  }
  mark_panel_stale(connection);
}

std::optional<int> hand_coded_year(Connection& connection, std::int64_t arrangement) {
  Query query = connection.query(
      "SELECT number FROM arrangement JOIN hand_dossier USING (dossier_id)"
      " WHERE arrangement_id = ?");
  query.bind(arrangement);
  if (!query.step()) return std::nullopt;
  return static_cast<int>(query.integer(0));
}

HandImport Database::import_hand_values(std::int64_t run, const std::vector<HandValue>& values) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    HandImport result;
    for (const HandValue& value : values) {
      const auto known = known_value(connection, value);
      if (known && known->value == value.value) {
        ++result.unchanged;
        continue;
      }
      if (known) keep_before(connection, run, *known);
      put_value(connection, run, value);
      ++(known ? result.replaced : result.added);
    }
    if (result.added + result.replaced > 0) make_hand_arrangements(connection, run);
    transaction.commit();
    return result;
  });
}

void merge_hand_values(Merging& merging) {
  struct Theirs {
    HandValue value;
    std::int64_t run = 0;
    std::string when;
  };
  std::vector<Theirs> theirs;
  {
    Query rows = merging.source.query(
        "SELECT panel_year, gm_code, domein, voorziening, variable, value, source, run_id, started"
        " FROM hand_value JOIN run USING (run_id)"
        " ORDER BY panel_year, gm_code, domein, voorziening, variable");
    while (rows.step())
      theirs.push_back({{static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2),
                         rows.text(3), rows.text(4), rows.text(5), rows.text(6)},
                        rows.integer(7),
                        rows.text(8)});
  }
  for (const Theirs& one : theirs) {
    const auto known = known_value(merging.main, one.value);
    if (known && known->value == one.value.value) continue;
    bool takes_other = true;
    if (known) {
      Query when = merging.main.query(
          "SELECT started FROM hand_value JOIN run USING (run_id) WHERE panel_year = ?"
          " AND gm_code = ? AND domein = ? AND voorziening = ? AND variable = ?");
      when.bind(known->panel_year, known->gm_code, known->domein, known->voorziening,
                known->variable);
      when.step();
      takes_other = std::pair(when.text(0), known->value) < std::pair(one.when, one.value.value);
      keep_before(merging.main, merging.run, takes_other ? *known : one.value);
      merging.conflict("handmatig_differs",
                       fmt::format("{} {} {} {}", known->panel_year, known->gm_code, known->domein,
                                   known->voorziening),
                       fmt::format("{} is {} in one ({}) and {} in the other ({}); kept is {}",
                                   known->variable, known->value, known->source, one.value.value,
                                   one.value.source, takes_other ? one.value.value : known->value));
    }
    if (!takes_other) continue;
    put_value(merging.main, merging.runs.at(one.run), one.value);
    ++merging.merged.hand_values;
  }
  if (merging.merged.hand_values > 0) make_hand_arrangements(merging.main, merging.run);
}

}  // namespace inkoopmonitor::corpus
