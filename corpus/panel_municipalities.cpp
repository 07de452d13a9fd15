// What the panel knows of each municipality in each year besides its arrangements: its region, its
// inhabitants, its documents. Regions and inhabitants are known for some years only; for another
// year the nearest is taken, and municipalities are followed along their changes.

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "corpus/panel.h"

namespace inkoopmonitor::corpus {
namespace {

using Links = std::multimap<std::string, std::string>;

// Municipalities and those that they became or were, in both directions.
Links both_ways(Connection& connection) {
  Links links;
  Query changes = connection.query("SELECT old_gm, new_gm FROM municipality_change ORDER BY 1, 2");
  while (changes.step()) {
    links.emplace(changes.text(0), changes.text(1));
    links.emplace(changes.text(1), changes.text(0));
  }
  return links;
}

// Those of 1 January of `year` that `code` became or was.
void follow(const std::string& code, int year, const Successors& successors, const Links& links,
            std::set<std::string>& seen, std::set<std::string>& found) {
  if (!seen.insert(code).second) return;
  if (successors.exists(code, year)) {
    found.insert(code);
    return;
  }
  const auto [begin, end] = links.equal_range(code);
  for (auto link = begin; link != end; ++link)
    follow(link->second, year, successors, links, seen, found);
}

// --- regions ------------------------------------------------------------------------------------

using Members = std::map<std::string, std::string>;  // municipality: name of its region

// The lists of one kind of region, by year.
std::map<int, Members> lists_of(Connection& connection, const std::string& kind) {
  std::map<int, Members> lists;
  Query query = connection.query(
      "SELECT region.year, gm_code, region.name FROM region_member"
      " JOIN region USING (kind, year, code) WHERE kind = ? ORDER BY gm_code");
  query.bind(kind);
  while (query.step())
    lists[static_cast<int>(query.integer(0))].emplace(query.text(1), query.text(2));
  return lists;
}

// The region of each municipality of `year`. One that is itself in the list has that region; else
// that of the first in the list that it came from or became.
Members regions_in(const std::map<int, Members>& lists, int year, const Successors& successors,
                   const Links& links) {
  if (lists.empty()) return {};
  const Members& list =
      std::min_element(lists.begin(), lists.end(), [&](const auto& a, const auto& b) {
        return std::abs(a.first - year) < std::abs(b.first - year);
      })->second;
  Members regions;
  for (const auto& [code, name] : list)
    if (successors.exists(code, year)) regions[code] = name;
  for (const auto& [code, name] : list) {
    std::set<std::string> seen, found;
    follow(code, year, successors, links, seen, found);
    for (const std::string& other : found) regions.emplace(other, name);
  }
  return regions;
}

// --- inhabitants --------------------------------------------------------------------------------

class Inhabitants {
 public:
  explicit Inhabitants(Connection& connection) {
    Query figures = connection.query("SELECT gm_code, year, inhabitants FROM population");
    while (figures.step())
      figures_[figures.text(0)][static_cast<int>(figures.integer(1))] = figures.integer(2);
    Query changes = connection.query("SELECT new_gm, old_gm FROM municipality_change");
    while (changes.step()) predecessors_.emplace(changes.text(0), changes.text(1));
  }
  struct Figure {
    std::int64_t inhabitants = 0;
    int year = 0;
  };
  std::optional<Figure> of(const std::string& code, int year) const {
    const auto own = figures_.find(code);
    if (own != figures_.end()) {
      const auto nearest = std::min_element(
          own->second.begin(), own->second.end(), [&](const auto& a, const auto& b) {
            return std::abs(a.first - year) < std::abs(b.first - year);
          });
      return Figure{nearest->second, nearest->first};
    }
    const auto [begin, end] = predecessors_.equal_range(code);
    if (begin == end) return std::nullopt;
    Figure sum;
    for (auto before = begin; before != end; ++before) {
      const auto figure = of(before->second, year);
      if (!figure) return std::nullopt;
      sum.inhabitants += figure->inhabitants;
      sum.year = figure->year;
    }
    return sum;
  }

 private:
  std::map<std::string, std::map<int, std::int64_t>> figures_;
  Links predecessors_;
};

const char* size_class(std::int64_t inhabitants) {
  return inhabitants < 20'000    ? "<20000"
         : inhabitants < 50'000  ? "20000-49999"
         : inhabitants < 100'000 ? "50000-99999"
                                 : ">=100000";
}

// --- documents ----------------------------------------------------------------------------------

struct OfferedDocument {
  int set_year = 0;
  std::optional<std::int64_t> content;
  bool could_be_read = false;
};

// What has become of an offering; nothing for one that was skipped, removed or is gone.
std::optional<OfferedDocument> document_of(Connection& connection, std::int64_t offering) {
  Query query = connection.query(
      "SELECT offering.set_year, offering.content_id, offering.state, newest_reading.result,"
      " newest_reading.reason LIKE 'not_readable_yet:%'"
      " FROM offering LEFT JOIN newest_reading"
      "  ON newest_reading.content_id = offering.content_id"
      " WHERE offering_id = ? AND state IN ('offered', 'unreadable')");
  query.bind(offering);
  if (!query.step() || query.integer(4) != 0) return std::nullopt;
  OfferedDocument document{static_cast<int>(query.integer(0)), std::nullopt, false};
  if (!query.null(1)) document.content = query.integer(1);
  document.could_be_read =
      query.text(2) == "offered" && !query.null(3) && query.text(3) != "failed";
  return document;
}

std::vector<std::string> codes_of(Connection& connection, std::int64_t offering,
                                  const OfferedDocument& document) {
  std::vector<std::string> codes;
  Query named = connection.query("SELECT gm_code FROM offering_gemeente WHERE offering_id = ?");
  named.bind(offering);
  while (named.step()) codes.push_back(named.text(0));
  if (!codes.empty() || !document.content) return codes;
  Query found = connection.query(
      "SELECT value.value FROM coding JOIN record USING (coding_id) JOIN value USING (record_id)"
      " WHERE content_id = ? AND variable = 'gemeenten' AND outcome = 'value'");
  found.bind(*document.content);
  while (found.step()) {
    const std::string list = found.text(0);
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find('|', at), list.size());
      codes.push_back(list.substr(at, end - at));
      at = end + 1;
    }
  }
  return codes;
}

void touch_municipalities_of(Connection& connection, std::int64_t offering) {
  connection
      .query(
          "INSERT OR IGNORE INTO touched_municipality"
          " SELECT panel_year, gm_code FROM panel_document WHERE offering_id = ?")
      .bind(offering)
      .run();
}

void update_document(Connection& connection, const Successors& successors, std::int64_t offering) {
  const auto document = document_of(connection, offering);
  if (!document) return;
  std::set<std::string> municipalities;
  for (const std::string& code : codes_of(connection, offering, *document))
    municipalities.merge(successors.of(code, document->set_year));
  Query insert = connection.query("INSERT INTO panel_document VALUES (?, ?, ?, ?)");
  for (const std::string& code : municipalities)
    insert.bind(offering, code, document->set_year, document->could_be_read).run();
}

std::vector<std::int64_t> offerings_of(Connection& connection, bool all) {
  Query query = connection.query(all ? "SELECT offering_id FROM offering"
                                     : "SELECT offering_id FROM touched_offering");
  std::vector<std::int64_t> offerings;
  while (query.step()) offerings.push_back(query.integer(0));
  return offerings;
}

}  // namespace

Successors::Successors(Connection& connection) : last_(register_years(connection).second) {
  Query years = connection.query("SELECT year, gm_code FROM municipality_year WHERE in_force_1jan");
  while (years.step()) in_force_[static_cast<int>(years.integer(0))].insert(years.text(1));
  Query changes = connection.query("SELECT old_gm, new_gm, date FROM municipality_change");
  while (changes.step())
    changes_.emplace(changes.text(0), std::pair(changes.text(1), changes.text(2)));
}

const std::set<std::string>* Successors::in_force(int year) const {
  const auto found = in_force_.find(std::min(year, last_));
  return found == in_force_.end() ? nullptr : &found->second;
}

bool Successors::exists(const std::string& code, int year) const {
  const std::set<std::string>* there = in_force(year);
  return there && there->contains(code);
}

std::set<std::string> Successors::of(const std::string& code, int year) const {
  std::set<std::string> found;
  if (const std::set<std::string>* there = in_force(year))
    add(code, std::to_string(year) + "-01-01", *there, found);
  return found;
}

// Changes go forward in time, so this ends.
void Successors::add(const std::string& code, const std::string& day,
                     const std::set<std::string>& in_force, std::set<std::string>& found) const {
  if (in_force.contains(code)) {
    found.insert(code);
    return;
  }
  const auto [begin, end] = changes_.equal_range(code);
  for (auto change = begin; change != end; ++change)
    if (change->second.second <= day) add(change->second.first, day, in_force, found);
}

void make_municipalities(Connection& connection, const PanelYears& years) {
  const auto [first, last_registered] = register_years(connection);
  const Successors successors(connection);
  const Links links = both_ways(connection);
  const auto youth = lists_of(connection, "jeugdregio");
  const auto care_offices = lists_of(connection, "zorgkantoorregio");
  const Inhabitants inhabitants(connection);
  Query insert =
      connection.query("INSERT INTO panel_municipality VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)");
  for (int year = first; year <= std::max(years.last, last_registered); ++year) {
    const Members youth_now = regions_in(youth, year, successors, links);
    const Members offices_now = regions_in(care_offices, year, successors, links);
    const auto region = [](const Members& members, const std::string& code) {
      const auto found = members.find(code);
      return found == members.end() ? std::string() : found->second;
    };
    Query rows = connection.query(
        "SELECT gm_code, name, province FROM municipality_year WHERE year = ? AND in_force_1jan");
    rows.bind(std::min(year, last_registered));
    while (rows.step()) {
      const std::string code = rows.text(0);
      const auto figure = inhabitants.of(code, year);
      std::optional<std::int64_t> number, of_year;
      if (figure) {
        number = figure->inhabitants;
        of_year = figure->year;
      }
      insert
          .bind(year, code, rows.text(1), rows.text(2), region(youth_now, code),
                region(offices_now, code), number, of_year, figure ? size_class(*number) : "")
          .run();
    }
  }
}

void update_documents(Connection& connection, const Successors& successors, bool all) {
  for (const std::int64_t offering : offerings_of(connection, all)) {
    if (!all) {
      touch_municipalities_of(connection, offering);
      connection.query("DELETE FROM panel_document WHERE offering_id = ?").bind(offering).run();
    }
    update_document(connection, successors, offering);
    if (!all) touch_municipalities_of(connection, offering);
  }
  if (all) {
    connection
        .query(
            "INSERT OR IGNORE INTO touched_municipality"
            " SELECT DISTINCT panel_year, gm_code FROM panel_document")
        .run();
  }
  connection
      .query(
          "UPDATE panel_municipality SET (documents, documents_read) ="
          " (SELECT count(*), coalesce(sum(could_be_read), 0) FROM panel_document"
          "  WHERE panel_document.panel_year = panel_municipality.panel_year"
          "  AND panel_document.gm_code = panel_municipality.gm_code)"
          " WHERE (panel_year, gm_code) IN (SELECT panel_year, gm_code FROM touched_municipality)")
      .run();
}

}  // namespace inkoopmonitor::corpus
