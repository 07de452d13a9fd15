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
//
// It is made anew as a whole. Making only what changed was turned down: a new set year moves the
// last year of every arrangement, and the whole takes about a second for 200,000 rows.

#include <algorithm>
#include <map>
#include <set>

#include "corpus/connection.h"
#include "corpus/term.h"

namespace inkoopmonitor::corpus {
namespace {

using std::chrono::January;
using std::chrono::sys_days;

// What the panel needs of an arrangement.
struct Stated {
  std::int64_t id = 0;
  std::string status;
  std::vector<std::string> gemeenten, domeinen, voorzieningen;
  StatedTerm term;
  std::set<int> set_years;
  bool contract_seen = false;
};

struct Years {
  int first = 0, last = 0;
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

// The certainty of `stated` on 1 January of `year`; nothing when it was not in force.
std::optional<std::string> certainty_in(const Stated& stated, const Term& term, int year) {
  const Day day = first_of(year);
  const bool seen = stated.contract_seen || stated.status == "geldend";
  const std::string base = seen ? "contract" : "gepland";
  if (term.end && day >= *term.end) {
    const bool renewed = term.renewed_tacitly || day < *term.extended_end;
    const bool known_start = term.start || stated.set_years.contains(year);
    if (!renewed || !known_start) return std::nullopt;
    if (!term.start && stated.status != "geldend") return std::nullopt;
    return "verlenging_aangenomen";
  }
  if (!term.start) {
    if (stated.status != "geldend" || !stated.set_years.contains(year)) return std::nullopt;
    return base;
  }
  if (day < *term.start) return std::nullopt;
  if (term.end || term.never_ends) return base;
  const bool its_first = first_of(year - 1) < *term.start;
  const bool offered_still = !stated.set_years.empty() && year <= *stated.set_years.rbegin();
  if (its_first || offered_still) return base;
  return std::nullopt;
}

Years panel_years(Connection& connection) {
  Years years;
  years.first = register_years(connection).first;
  Query query = connection.query("SELECT max(set_year) FROM offering WHERE state = 'offered'");
  if (query.step() && !query.null(0)) years.last = static_cast<int>(query.integer(0)) + 1;
  return years;
}

// --- municipalities -----------------------------------------------------------------------------

class Successors {
 public:
  explicit Successors(Connection& connection) : last_(register_years(connection).second) {
    Query years =
        connection.query("SELECT year, gm_code FROM municipality_year WHERE in_force_1jan");
    while (years.step()) in_force_[static_cast<int>(years.integer(0))].insert(years.text(1));
    Query changes = connection.query("SELECT old_gm, new_gm, date FROM municipality_change");
    while (changes.step()) {
      changes_.emplace(changes.text(0), std::pair(changes.text(1), changes.text(2)));
    }
  }

  // Who stands for `code` on 1 January of `year`.
  std::set<std::string> of(const std::string& code, int year) const {
    std::set<std::string> found;
    const auto in_force = in_force_.find(std::min(year, last_));
    if (in_force == in_force_.end()) return found;
    add(code, std::to_string(year) + "-01-01", in_force->second, found);
    return found;
  }

 private:
  // Changes go forward in time, so this ends.
  void add(const std::string& code, const std::string& day, const std::set<std::string>& in_force,
           std::set<std::string>& found) const {
    if (in_force.contains(code)) {
      found.insert(code);
      return;
    }
    const auto [begin, end] = changes_.equal_range(code);
    for (auto change = begin; change != end; ++change) {
      if (change->second.second <= day) add(change->second.first, day, in_force, found);
    }
  }

  int last_ = 0;
  std::map<int, std::set<std::string>> in_force_;
  std::multimap<std::string, std::pair<std::string, std::string>> changes_;  // old: new, date
};

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
  if (variable == "gemeenten") stated.gemeenten = split(value, '|');
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

// Calls `take` for every arrangement that is in the panel. One at a time: there may be more of them
// than memory should hold.
template <typename Take>
void each_stated(Connection& connection, Take take) {
  Query query = connection.query(
      "SELECT arrangement_id, variable, value FROM arrangement_value"
      " WHERE outcome = 'value' AND variable IN ('status', 'gemeenten', 'domein', 'voorzieningen',"
      " 'ingangsdatum', 'einddatum', 'looptijd', 'verlenging') ORDER BY arrangement_id");
  Stated stated;
  const auto finish = [&] {
    if (!is_in_panel(stated)) return;
    read_documents(connection, stated);
    take(stated);
  };
  while (query.step()) {
    if (const std::int64_t id = query.integer(0); id != stated.id) {
      finish();
      stated = {};
      stated.id = id;
    }
    set_value(stated, query.text(1), query.text(2));
  }
  finish();
}

// Who has the arrangement in a year, as the rows of that year.
std::set<std::string> holders(const Stated& stated, const Successors& successors, int year) {
  std::set<std::string> all;
  for (const std::string& code : stated.gemeenten) all.merge(successors.of(code, year));
  return all;
}

void insert_rows(Connection& connection) {
  const Years years = panel_years(connection);
  const Successors successors(connection);
  const Listed listed = listed_voorzieningen(connection);
  Query insert = connection.query("INSERT INTO panel VALUES (?, ?, ?, ?, ?, ?)");
  each_stated(connection, [&](const Stated& stated) {
    const Term term = term_of(stated.term);
    const std::set<Place> places = places_of(stated, listed);
    for (int year = years.first; year <= years.last; ++year) {
      const auto certainty = certainty_in(stated, term, year);
      if (!certainty) continue;
      for (const std::string& code : holders(stated, successors, year)) {
        for (const auto& [domain, voorziening] : places) {
          insert.bind(year, code, domain, voorziening, stated.id, *certainty).run();
        }
      }
    }
  });
}

bool is_stale(Connection& connection) {
  Query query = connection.query("SELECT panel_stale FROM upkeep");
  return query.step() && query.integer(0) != 0;
}

}  // namespace

void Database::rebuild_panel() {
  guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    if (!is_stale(connection)) return;
    Transaction transaction(connection);
    connection.query("DELETE FROM panel").run();
    insert_rows(connection);
    note_panel_changes(connection);
    connection.query("UPDATE upkeep SET panel_stale = 0").run();
    transaction.commit();
  });
}

}  // namespace inkoopmonitor::corpus
