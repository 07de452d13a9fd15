// The panel: who had which arrangement in force on 1 January of each year. The rules, which
// schema.sql repeats at table panel for those who query it:
//
// 1. Only arrangements of status gepland or geldend.
// 2. In force from ingangsdatum to the end of the base term: einddatum, else ingangsdatum plus
//    looptijd; an indefinite term never ends. Certainty is `contract` when a deciding document is
//    an overeenkomst or gunningsbesluit or the status is geldend, else `gepland`.
// 3. Then within the extensions of verlenging, certainty `verlenging_aangenomen`; a tacit renewal
//    has no end.
// 4. A start without an end: through the last set year in which a deciding document was offered,
//    and at least the first 1 January. No start: the set years themselves, status geldend only,
//    while not past an end that is known.
// 5. Years from the first of the register through the last set year of the corpus plus 1.
// 6. A municipality that ended is replaced by its successors, all of them after a split; in a year
//    before it began the arrangement has no row.
// 7. wmo+jeugd counts in each. A voorziening counts in the domain that lists it, one that no domain
//    lists in each domain of the arrangement; a domain without a voorziening has one row with ''.
//    An arrangement without domein has the domains of its voorzieningen, else ''.
// 8. Of several at once some give way (panel_cells.cpp).
//
// Only what was touched is made again: arrangement by arrangement here, cell by cell there. When
// the last set year or the register changes, everything is. What is noted of it (panel_history.cpp)
// is of what was made, too.

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <tuple>

#include "corpus/panel.h"
#include "corpus/term.h"

namespace inkoopmonitor::corpus {
namespace {

using std::chrono::January;
using std::chrono::sys_days;

// What the panel needs of an arrangement.
struct Stated {
  std::int64_t id = 0, dossier = 0;
  std::string status;
  std::string gemeenten_said;
  std::vector<std::string> gemeenten, domeinen, voorzieningen;
  StatedTerm term;
  std::set<int> set_years;
  bool contract_seen = false;
};

Day first_of(int year) {
  return sys_days(std::chrono::year(year) / January / 1);
}

std::vector<std::string> split(const std::string& list, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin < list.size()) {
    const std::size_t end = std::min(list.find(separator, begin), list.size());
    if (end > begin) parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// --- years --------------------------------------------------------------------------------------

// The certainty of `stated` on 1 January of `year`; null when it was not in force.
const char* certainty_in(const Stated& stated, const Term& term, int year) {
  const Day day = first_of(year);
  const bool seen = stated.contract_seen || stated.status == "geldend";
  const char* base = seen ? "contract" : "gepland";
  if (term.end && day >= *term.end) {
    const bool renewed = term.renewed_tacitly || day < *term.extended_end;
    const bool known_start = term.start || stated.set_years.contains(year);
    if (!renewed || !known_start) return nullptr;
    if (!term.start && stated.status != "geldend") return nullptr;
    return "verlenging_aangenomen";
  }
  if (!term.start) {
    if (stated.status != "geldend" || !stated.set_years.contains(year)) return nullptr;
    return base;
  }
  if (day < *term.start) return nullptr;
  if (term.end || term.never_ends) return base;
  const bool its_first = first_of(year - 1) < *term.start;
  const bool offered_still = !stated.set_years.empty() && year <= *stated.set_years.rbegin();
  if (its_first || offered_still) return base;
  return nullptr;
}

// --- domains ------------------------------------------------------------------------------------

using Listed = std::multimap<std::string, std::string>;  // voorziening: domain
using Place = std::pair<std::string, std::string>;       // domain, voorziening

std::set<Place> places_of(const Stated& stated, const Listed& listed) {
  std::set<std::string> domains(stated.domeinen.begin(), stated.domeinen.end());
  std::set<Place> places;
  for (const std::string& voorziening : stated.voorzieningen) {
    const auto [begin, end] = listed.equal_range(voorziening);
    for (auto domain = begin; domain != end; ++domain) {
      const bool fits = stated.domeinen.empty() || domains.contains(domain->second);
      if (fits) places.emplace(domain->second, voorziening);
    }
    if (begin != end) continue;
    for (const std::string& domain : domains) places.emplace(domain, voorziening);
    if (domains.empty()) places.emplace("", voorziening);
  }
  for (const std::string& domain : domains) {
    const bool has_one = std::any_of(places.begin(), places.end(),
                                     [&](const Place& place) { return place.first == domain; });
    if (!has_one) places.emplace(domain, "");
  }
  if (places.empty()) places.emplace("", "");
  return places;
}

Listed listed_voorzieningen(Connection& connection) {
  Listed listed;
  Query query = connection.query("SELECT voorziening, domein FROM voorziening");
  while (query.step()) listed.emplace(query.text(0), query.text(1));
  return listed;
}

// --- arrangements -------------------------------------------------------------------------------

void set_value(Stated& stated, const std::string& variable, const std::string& value) {
  if (variable == "status") stated.status = value;
  if (variable == "gemeenten") {
    stated.gemeenten_said = value;
    stated.gemeenten = split(value, '|');
  }
  if (variable == "domein") stated.domeinen = split(value, '+');
  if (variable == "voorzieningen") stated.voorzieningen = split(value, '|');
  if (variable == "ingangsdatum") stated.term.ingangsdatum = value;
  if (variable == "einddatum") stated.term.einddatum = value;
  if (variable == "looptijd") stated.term.looptijd = value;
  if (variable == "verlenging") stated.term.verlenging = value;
}

// What the documents that decided an arrangement add: whether a contract was seen, and when they
// were offered. Where no document is named, those of the dossier count.
void read_documents(Connection& connection, Stated& stated) {
  if (const auto year = hand_coded_year(connection, stated.id)) {
    stated.set_years = {*year};
    stated.contract_seen = true;
    return;
  }
  Query query = connection.query(
      "WITH deciding AS ("
      "  SELECT content_id FROM arrangement_value"
      "   WHERE arrangement_id = ?1 AND content_id IS NOT NULL"
      "  UNION SELECT offering.content_id FROM arrangement"
      "   JOIN offering USING (dossier_id)"
      "   WHERE arrangement_id = ?1 AND state = 'offered'"
      "   AND NOT EXISTS (SELECT 1 FROM arrangement_value"
      "    WHERE arrangement_id = ?1 AND content_id IS NOT NULL))"
      " SELECT set_year, EXISTS (SELECT 1 FROM coding"
      "   JOIN record USING (coding_id) JOIN value USING (record_id)"
      "   WHERE coding.content_id = deciding.content_id AND record.number = 0"
      "   AND variable = 'documentsoort' AND value.value IN ('overeenkomst', 'gunningsbesluit'))"
      " FROM deciding JOIN offering USING (content_id) WHERE state = 'offered'");
  query.bind(stated.id);
  while (query.step()) {
    stated.set_years.insert(static_cast<int>(query.integer(0)));
    if (query.integer(1) != 0) stated.contract_seen = true;
  }
}

bool is_in_panel(const Stated& stated) {
  return !stated.gemeenten.empty() && (stated.status == "gepland" || stated.status == "geldend");
}

Stated stated_of(Connection& connection, std::int64_t arrangement, std::int64_t dossier) {
  Stated stated;
  stated.id = arrangement;
  stated.dossier = dossier;
  Query query = connection.query(
      "SELECT variable, value FROM arrangement_value"
      " WHERE arrangement_id = ? AND outcome = 'value' AND variable IN ('status', 'gemeenten',"
      " 'domein', 'voorzieningen', 'ingangsdatum', 'einddatum', 'looptijd', 'verlenging')");
  query.bind(arrangement);
  while (query.step()) set_value(stated, query.text(0), query.text(1));
  if (is_in_panel(stated)) read_documents(connection, stated);
  return stated;
}

std::string iso(std::optional<Day> day) {
  if (!day) return "";
  const std::chrono::year_month_day date(*day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

bool is_reviewed(Connection& connection, std::int64_t dossier) {
  Query query = connection.query(
      "SELECT EXISTS (SELECT 1 FROM dossier JOIN decision"
      "   ON scope_kind = 'dossier' AND scope_key = key AND orphaned = 0 WHERE dossier_id = ?1)"
      " OR EXISTS (SELECT 1 FROM offering JOIN content USING (content_id) JOIN decision"
      "   ON scope_kind = 'content' AND scope_key = sha256 AND orphaned = 0"
      "   WHERE dossier_id = ?1)");
  query.bind(dossier);
  return query.step() && query.integer(0) != 0;
}

void insert_term(Connection& connection, const Stated& stated, const Term& term) {
  const bool open_ended = term.never_ends || term.renewed_tacitly;
  const bool seen = stated.contract_seen || stated.status == "geldend";
  connection.query("INSERT INTO panel_term VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")
      .bind(stated.id, stated.dossier, stated.gemeenten_said, stated.term.verlenging,
            iso(term.start), iso(term.end), iso(term.extended_end), open_ended, seen,
            is_reviewed(connection, stated.dossier))
      .run();
}

// What is the same for every arrangement.
struct Surroundings {
  PanelYears years;
  const Successors& successors;
  Listed listed;
};

// Rows of the panel and of what arrangements buy, gathered before they are written: tables that are
// written in their own order are written faster.
class PanelRows {
 public:
  explicit PanelRows(Connection& connection) : connection_(connection) {}

  void add(const Surroundings& around, const Stated& stated) {
    const Term term = term_of(stated.term);
    insert_term(connection_, stated, term);
    const std::set<Place> places = places_of(stated, around.listed);
    add_places(stated.id, places);
    for (int year = around.years.first; year <= around.years.last; ++year) {
      const char* certainty = certainty_in(stated, term, year);
      if (certainty == nullptr) continue;
      std::set<std::string> holders;
      for (const std::string& code : stated.gemeenten)
        holders.merge(around.successors.of(code, year));
      for (const std::string& code : holders)
        for (const auto& [domain, voorziening] : places)
          rows_.push_back({{code, year, domain, voorziening}, stated.id, certainty});
    }
  }
  // The cells of all rows.
  void add_cells(PanelCells& cells) const {
    for (const Row& row : rows_) cells.insert(row.cell);
  }
  void write() {
    std::sort(rows_.begin(), rows_.end());
    Query insert = connection_.query("INSERT INTO panel VALUES (?, ?, ?, ?, ?, ?, 1)");
    for (const Row& row : rows_)
      insert
          .bind(Lasting{row.cell.gm_code}, row.cell.year, Lasting{row.cell.domein},
                Lasting{row.cell.voorziening}, row.arrangement, row.certainty)
          .run();
    Query procurement = connection_.query("INSERT INTO panel_procurement VALUES (?, ?, ?)");
    Query place = connection_.query("INSERT OR IGNORE INTO panel_place VALUES (?, ?, 0)");
    for (const auto& [where, arrangements] : procurements_) {
      if (where.second != "*") place.bind(where.first, where.second).run();
      for (const std::int64_t arrangement : arrangements)
        procurement.bind(Lasting{where.first}, Lasting{where.second}, arrangement).run();
    }
  }

 private:
  struct Row {
    PanelCell cell;
    std::int64_t arrangement = 0;
    const char* certainty = "";
    std::strong_ordering operator<=>(const Row& other) const {
      return std::tie(cell, arrangement) <=> std::tie(other.cell, other.arrangement);
    }
  };

  void add_places(std::int64_t arrangement, const std::set<Place>& places) {
    std::set<Place> all = places;
    for (const auto& [domain, voorziening] : places) all.emplace(domain, "*");
    all.emplace("*", "*");
    for (const Place& place : all) procurements_[place].push_back(arrangement);
  }

  Connection& connection_;
  std::vector<Row> rows_;
  std::map<Place, std::vector<std::int64_t>> procurements_;
};

void forget_rows(Connection& connection, std::int64_t arrangement, PanelCells& touched) {
  Query rows = connection.query(
      "SELECT gm_code, panel_year, domein, voorziening FROM panel WHERE arrangement_id = ?");
  rows.bind(arrangement);
  while (rows.step())
    touched.insert({rows.text(0), static_cast<int>(rows.integer(1)), rows.text(2), rows.text(3)});
  connection.query("DELETE FROM panel WHERE arrangement_id = ?").bind(arrangement).run();
  connection.query("DELETE FROM panel_term WHERE arrangement_id = ?").bind(arrangement).run();
  connection.query("DELETE FROM panel_procurement WHERE arrangement_id = ?")
      .bind(arrangement)
      .run();
}

// Whether everything has to be made: it was said so, or the panel has other years than it should.
bool is_stale(Connection& connection, const PanelYears& years) {
  Query query = connection.query(
      "SELECT panel_stale OR coalesce((SELECT max(panel_year) FROM panel_municipality), 0) <> ?"
      " FROM upkeep");
  query.bind(std::max(years.last, register_years(connection).second));
  return query.step() && query.integer(0) != 0;
}

bool is_touched(Connection& connection) {
  Query query = connection.query(
      "SELECT EXISTS (SELECT 1 FROM touched_offering) OR EXISTS (SELECT 1 FROM touched_dossier)"
      " OR EXISTS (SELECT 1 FROM touched_municipality) OR EXISTS (SELECT 1 FROM touched_cell)");
  return query.step() && query.integer(0) != 0;
}

// Room for the tables of the panel while all of them are made, in KiB, so that a page is written
// once however often it is changed.
constexpr const char* kRoomy = "PRAGMA cache_size = -262144";
constexpr const char* kUsual = "PRAGMA cache_size = -2000";

// The indexes of table panel that are not its own order, put aside. To fill them row by row, and to
// change them where a row gives way, takes several times as long as to make them of what is there.
std::string drop_indexes(Connection& connection) {
  std::string drop, make;
  Query indexes = connection.query(
      "SELECT name, sql FROM sqlite_master"
      " WHERE type = 'index' AND tbl_name = 'panel' AND sql IS NOT NULL ORDER BY name");
  while (indexes.step()) {
    drop += "DROP INDEX " + indexes.text(0) + ";";
    make += indexes.text(1) + ";";
  }
  connection.database().exec(drop);
  return make;
}

void make_all(Connection& connection, const PanelYears& years) {
  connection.database().exec(
      "DELETE FROM panel_total; DELETE FROM panel_cell; DELETE FROM panel_procurement;"
      "DELETE FROM panel; DELETE FROM panel_term; DELETE FROM panel_place;"
      "DELETE FROM panel_document; DELETE FROM panel_municipality");
  const std::string indexes = drop_indexes(connection);
  make_municipalities(connection, years);
  make_places(connection);
  const Successors successors(connection);
  update_documents(connection, successors, true);
  PanelCells unused;
  update_rows(connection, successors, true, unused);
  make_cells(connection);
  connection.database().exec(indexes);
}

void make_touched(Connection& connection) {
  const Successors successors(connection);
  // A document that was read or coded again changes what its dossier rests on, also where the
  // dossier says the same as before.
  connection
      .query(
          "INSERT OR IGNORE INTO touched_dossier SELECT dossier_id FROM touched_offering"
          " JOIN offering USING (offering_id) WHERE dossier_id IS NOT NULL")
      .run();
  update_documents(connection, successors, false);
  PanelCells touched;
  {
    Query cells = connection.query("SELECT * FROM touched_cell");
    while (cells.step())
      touched.insert(
          {cells.text(0), static_cast<int>(cells.integer(1)), cells.text(2), cells.text(3)});
  }
  update_rows(connection, successors, false, touched);
  update_cells(connection, touched);
}

// Lets SQLite ask, while it lives and every few milliseconds, whether somebody waits to decide;
// what runs then ends with SQLITE_INTERRUPT.
class Interruption {
 public:
  Interruption(Connection& connection, const Courtesy& courtesy)
      : database_(connection.database().getHandle()) {
    constexpr int kSteps = 10'000;
    const auto is_asked = [](void* given) {
      return static_cast<const Courtesy*>(given)->is_asked() ? 1 : 0;
    };
    sqlite3_progress_handler(database_, kSteps, is_asked, const_cast<Courtesy*>(&courtesy));
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption() { sqlite3_progress_handler(database_, 0, nullptr, nullptr); }

 private:
  sqlite3* database_;
};

void make(Connection& connection, const PanelYears& years, bool stale, const Courtesy& courtesy) {
  Transaction transaction(connection);
  {
    const Interruption interruption(connection, courtesy);
    stale ? make_all(connection, years) : make_touched(connection);
    connection.database().exec(
        "DELETE FROM touched_offering; DELETE FROM touched_dossier;"
        "DELETE FROM touched_municipality; DELETE FROM touched_cell;"
        "UPDATE upkeep SET panel_stale = 0");
  }
  transaction.commit();
}

// False when it was given up for a decision: then all is as it was.
bool make_panel(Connection& connection, const Courtesy& courtesy) {
  const PanelYears years = panel_years(connection);
  const bool stale = is_stale(connection, years);
  if (!stale && !is_touched(connection)) return true;
  if (stale) connection.database().exec(kRoomy);
  bool made = true;
  try {
    make(connection, years, stale, courtesy);
  } catch (const SQLite::Exception& failure) {
    if (failure.getErrorCode() != SQLITE_INTERRUPT) throw;
    made = false;
  }
  if (stale) connection.database().exec(kUsual);
  return made;
}

}  // namespace

PanelYears panel_years(Connection& connection) {
  PanelYears years;
  years.first = register_years(connection).first;
  Query query = connection.query("SELECT max(set_year) FROM offering WHERE state = 'offered'");
  if (query.step() && !query.null(0)) years.last = static_cast<int>(query.integer(0)) + 1;
  return years;
}

void make_places(Connection& connection) {
  connection
      .query(
          "INSERT INTO panel_place SELECT domein, voorziening, 1 FROM voorziening"
          " UNION SELECT domein, '', 1 FROM voorziening")
      .run();
}

void update_rows(Connection& connection, const Successors& successors, bool all,
                 PanelCells& touched) {
  const Surroundings around{panel_years(connection), successors, listed_voorzieningen(connection)};
  std::vector<std::pair<std::int64_t, std::int64_t>> arrangements;  // and their dossiers
  {
    Query query = connection.query(
        all ? "SELECT arrangement_id, dossier_id FROM arrangement ORDER BY arrangement_id"
            : "SELECT arrangement_id, dossier_id FROM touched_dossier JOIN arrangement"
              " USING (dossier_id) ORDER BY arrangement_id");
    while (query.step()) arrangements.emplace_back(query.integer(0), query.integer(1));
  }
  PanelRows rows(connection);
  for (const auto& [arrangement, dossier] : arrangements) {
    if (!all) forget_rows(connection, arrangement, touched);
    const Stated stated = stated_of(connection, arrangement, dossier);
    if (is_in_panel(stated)) rows.add(around, stated);
  }
  if (!all) rows.add_cells(touched);
  rows.write();
}

void Database::rebuild_panel() {
  guarded(folder(), [&] {
    const Courtesy courtesy(folder());
    do {
      courtesy.give_way();
    } while (!make_panel(implementation_->connection, courtesy));
  });
}

}  // namespace inkoopmonitor::corpus
