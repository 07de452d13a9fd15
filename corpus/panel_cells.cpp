// What counts in a cell of the panel (a municipality's domain and voorziening on 1 January) when
// several arrangements are in force, and what the arrangements of a cell say.
//
// a. Where one is certain (contract), those that are only planned or assumed to be extended give
//    way: what was seen goes before what is supposed.
// b. Of several dossiers, one without a known end gives way to one that began later: nobody says
//    that it still runs, and something else was bought since.
// c. What remains counts: lots of one procurement, and contracts that overlap. Where they differ
//    the cell has several values; to choose one would be a guess.
//
// How many count is kept for each voorziening, for a domain (voorziening *) and for all (domein *);
// what they say for the last two, so that a trend reads a few rows for each municipality and year
// whatever it asks. To keep it for each voorziening was turned down: three million rows, of which
// no question needs more than those of one voorziening, and making them took most of the time.

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "corpus/panel.h"

namespace inkoopmonitor::corpus {
namespace {

using Group = std::vector<const InForce*>;

// Texts, each kept once, so that what is counted holds addresses.
class Texts {
 public:
  const std::string* of(std::string text) { return &*texts_.insert(std::move(text)).first; }

 private:
  std::unordered_set<std::string> texts_;
};

struct StatedValue {
  const std::string *variable = nullptr, *outcome = nullptr, *value = nullptr;
  double confidence = 0;
};

bool in_order(const StatedValue& one, const StatedValue& other) {
  return std::tie(*one.variable, *one.outcome, *one.value) <
         std::tie(*other.variable, *other.outcome, *other.value);
}

bool is_same(const StatedValue& one, const StatedValue& other) {
  return one.variable == other.variable && one.outcome == other.outcome && one.value == other.value;
}

// Values of arrangements, kept while the municipalities that have them are made: neighbours in
// time and place have the same.
class StatedValues {
 public:
  StatedValues(Connection& connection, Texts& texts) : connection_(connection), texts_(texts) {}
  // What it gave before is gone. To be called between municipalities.
  void forget_many() {
    constexpr std::size_t kKeptMax = 50'000;
    if (values_.size() > kKeptMax) values_.clear();
  }
  // In order of variable, outcome and value.
  const std::vector<StatedValue>& of(const InForce& one) {
    const auto [place, is_new] = values_.try_emplace(one.arrangement);
    if (!is_new) return place->second;
    const std::set<std::string> decided =
        one.reviewed ? decided_variables(one.dossier) : std::set<std::string>();
    Query query = connection_.query(
        "SELECT variable, outcome, value, confidence FROM arrangement_value"
        " WHERE arrangement_id = ? AND outcome <> 'absent' AND variable NOT IN"
        " ('gemeenten', 'domein', 'voorzieningen', 'perceel', 'status')");
    query.bind(one.arrangement);
    while (query.step()) {
      StatedValue value{texts_.of(query.text(0)), texts_.of(query.text(1)),
                        texts_.of(query.text(2)), query.real(3)};
      if (decided.contains(*value.variable)) value.confidence = 1;
      place->second.push_back(value);
    }
    return place->second;
  }

 private:
  std::set<std::string> decided_variables(std::int64_t dossier) {
    Query query = connection_.query(
        "SELECT variable FROM dossier JOIN decision"
        "  ON scope_kind = 'dossier' AND scope_key = key AND orphaned = 0 WHERE dossier_id = ?1"
        " UNION SELECT variable FROM offering JOIN content USING (content_id) JOIN decision"
        "  ON scope_kind = 'content' AND scope_key = sha256 AND orphaned = 0 WHERE dossier_id = "
        "?1");
    query.bind(dossier);
    std::set<std::string> variables;
    while (query.step()) variables.insert(query.text(0));
    return variables;
  }

  Connection& connection_;
  Texts& texts_;
  std::unordered_map<std::int64_t, std::vector<StatedValue>> values_;
};

std::vector<InForce> in_force(Connection& connection, const std::string& code, int year) {
  Query query = connection.query(
      "SELECT domein, voorziening, arrangement_id, dossier_id, certainty, first_day,"
      " base_end <> '' AND NOT open_ended, reviewed, counts"
      " FROM panel JOIN panel_term USING (arrangement_id) WHERE gm_code = ? AND panel_year = ?"
      " ORDER BY domein, voorziening, arrangement_id");
  query.bind(code, year);
  std::vector<InForce> rows;
  while (query.step())
    rows.push_back({query.text(0), query.text(1), query.integer(2), query.integer(3), query.text(4),
                    query.text(5), query.integer(6) != 0, query.integer(7) != 0,
                    query.integer(8) != 0, true});
  return rows;
}

// --- what counts --------------------------------------------------------------------------------

void give_way(InForce* begin, InForce* end) {
  const auto certain = [](const InForce& one) { return one.certainty == "contract"; };
  const bool any_certain = std::any_of(begin, end, certain);
  for (InForce* one = begin; one != end; ++one) one->counts = !any_certain || certain(*one);
  const auto began_later = [](const InForce& one, const InForce& other) {
    return !one.first_day.empty() && other.first_day > one.first_day;
  };
  std::vector<InForce*> superseded;
  for (InForce* one = begin; one != end; ++one) {
    if (!one->counts || one->has_end) continue;
    const bool followed = std::any_of(begin, end, [&](const InForce& other) {
      return other.counts && other.dossier != one->dossier && began_later(*one, other);
    });
    if (followed) superseded.push_back(one);
  }
  for (InForce* one : superseded) one->counts = false;
}

// Calls `take` with the rows of each domain and voorziening.
void each_place(std::vector<InForce>& rows, const std::function<void(InForce*, InForce*)>& take) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end].domein == rows[begin].domein &&
           rows[end].voorziening == rows[begin].voorziening) {
      ++end;
    }
    take(rows.data() + begin, rows.data() + end);
    begin = end;
  }
}

// --- sums ---------------------------------------------------------------------------------------

// The least certain of a group: plans, then what is assumed, then contracts.
const char* certainty_of(const Group& group) {
  for (const char* certainty : {"gepland", "verlenging_aangenomen"})
    if (std::any_of(group.begin(), group.end(),
                    [&](const InForce* one) { return one->certainty == certainty; })) {
      return certainty;
    }
  return "contract";
}

// The core variables, in the order of their columns in table panel_cell.
constexpr std::array kCore = {"procedure", "bekostiging", "looptijd", "verlenging", "aanbieders"};

// What the arrangements of a cell say of a core variable.
struct Core {
  std::string values;
  const char* reason = "";
  std::int64_t given = 0;
};
using Cores = std::array<Core, kCore.size()>;

// Finds what the arrangements of cells say of the core variables.
class CoreReader {
 public:
  explicit CoreReader(Texts& texts)
      : value_(texts.of("value")),
        contradictory_(texts.of("contradictory")),
        unreadable_(texts.of("unreadable")) {
    for (std::size_t v = 0; v < kCore.size(); ++v) variables_[v] = texts.of(kCore[v]);
  }

  Cores read(const Group& group, StatedValues& values) const {
    std::array<Said, kCore.size()> said;
    for (const InForce* one : group)
      for (const StatedValue& stated : values.of(*one)) {
        const auto variable = std::find(variables_.begin(), variables_.end(), stated.variable);
        if (variable != variables_.end())
          add(said[static_cast<std::size_t>(variable - variables_.begin())], stated);
      }
    Cores cores;
    for (std::size_t v = 0; v < kCore.size(); ++v) cores[v] = core_of(said[v], group.size());
    return cores;
  }

 private:
  struct Said {
    std::vector<const std::string*> values;  // one for each arrangement that gives one
    bool contradictory = false, unreadable = false;
    std::size_t arrangements = 0;  // that say anything
  };

  void add(Said& said, const StatedValue& stated) const {
    ++said.arrangements;
    if (stated.outcome == value_) said.values.push_back(stated.value);
    if (stated.outcome == contradictory_) said.contradictory = true;
    if (stated.outcome == unreadable_) said.unreadable = true;
  }
  static Core core_of(Said& said, std::size_t arrangements) {
    Core core;
    core.given = static_cast<std::int64_t>(said.values.size());
    std::sort(said.values.begin(), said.values.end(),
              [](const std::string* one, const std::string* other) { return *one < *other; });
    said.values.erase(std::unique(said.values.begin(), said.values.end()), said.values.end());
    for (const std::string* value : said.values)
      core.values += (value == said.values.front() ? "" : "|") + *value;
    core.reason = said.values.size() > 1             ? "several"
                  : said.contradictory               ? "contradictory"
                  : said.unreadable                  ? "unreadable"
                  : said.arrangements < arrangements ? "absent"
                                                     : "";
    return core;
  }

  const std::string *value_, *contradictory_, *unreadable_;
  std::array<const std::string*, kCore.size()> variables_ = {};
};

// Rows of panel_cell and panel_total, gathered before they are written: a table that is written in
// its own order is written faster, and half as large, as one that is filled here and there.
class Sums {
 public:
  explicit Sums(Connection& connection)
      : connection_(connection), values_(connection, texts_), core_(texts_) {}

  // To be called when a municipality and year begins.
  void begin(const std::string& code, int year) {
    values_.forget_many();
    code_ = texts_.of(code);
    year_ = year;
  }
  // What is in force in a domain and voorziening, or in a domain or all as a whole (*).
  void add(const std::string& domein, const std::string& voorziening, const Group& group) {
    const auto reviewed =
        std::count_if(group.begin(), group.end(), [](const InForce* one) { return one->reviewed; });
    cells_[{domein, voorziening}].push_back({code_, year_, static_cast<std::int64_t>(group.size()),
                                             reviewed, certainty_of(group),
                                             core_.read(group, values_)});
    if (voorziening == "*") add_totals(domein, group);
  }
  // In order of municipality and year, as it must have been given.
  void write() {
    write_cells();
    write_totals();
  }

 private:
  struct Cell {
    const std::string* code = nullptr;
    int year = 0;
    std::int64_t arrangements = 0, reviewed = 0;
    const char* certainty = "";
    Cores cores = {};
  };
  struct Total {
    const std::string* code = nullptr;
    int year = 0;
    StatedValue stated;  // with the confidence of the surest
    std::int64_t arrangements = 0;
  };

  void add_totals(const std::string& domein, const Group& group) {
    said_.clear();
    for (const InForce* one : group) {
      const std::vector<StatedValue>& values = values_.of(*one);
      said_.insert(said_.end(), values.begin(), values.end());
    }
    if (group.size() > 1) std::sort(said_.begin(), said_.end(), in_order);
    std::vector<Total>* totals = nullptr;
    const StatedValue* before = nullptr;
    for (const StatedValue& stated : said_) {
      if (before == nullptr || before->variable != stated.variable)
        totals = &totals_[{*stated.variable, domein}];
      if (before == nullptr || !is_same(*before, stated))
        totals->push_back({code_, year_, stated, 0});
      Total& total = totals->back();
      ++total.arrangements;
      total.stated.confidence = std::max(total.stated.confidence, stated.confidence);
      before = &stated;
    }
  }

  void write_cells() {
    Query insert = connection_.query(
        "INSERT INTO panel_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?)");
    for (const auto& [place, cells] : cells_)
      for (const Cell& cell : cells) {
        const auto& [procedure, bekostiging, looptijd, verlenging, aanbieders] = cell.cores;
        insert
            .bind(Lasting{place.first}, Lasting{place.second}, cell.year, Lasting{*cell.code},
                  cell.arrangements, cell.reviewed, cell.certainty, Lasting{procedure.values},
                  procedure.reason, procedure.given, Lasting{bekostiging.values},
                  bekostiging.reason, bekostiging.given, Lasting{looptijd.values}, looptijd.reason,
                  looptijd.given, Lasting{verlenging.values}, verlenging.reason, verlenging.given,
                  Lasting{aanbieders.values}, aanbieders.reason, aanbieders.given)
            .run();
      }
  }

  void write_totals() {
    Query insert = connection_.query("INSERT INTO panel_total VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& [place, totals] : totals_)
      for (const Total& total : totals)
        insert
            .bind(Lasting{place.first}, Lasting{place.second}, Lasting{*total.code}, total.year,
                  Lasting{*total.stated.outcome}, Lasting{*total.stated.value}, total.arrangements,
                  total.stated.confidence)
            .run();
  }

  Connection& connection_;
  Texts texts_;
  StatedValues values_;
  CoreReader core_;
  const std::string* code_ = nullptr;
  int year_ = 0;
  std::vector<StatedValue> said_;                                             // kept for its room
  std::map<std::pair<std::string, std::string>, std::vector<Cell>> cells_;    // domein, voorziening
  std::map<std::pair<std::string, std::string>, std::vector<Total>> totals_;  // variable, domein
};

// The counting rows of a domain, or of all (`*`), each arrangement once.
Group counting(const std::vector<InForce>& rows, const std::string& domein) {
  std::map<std::int64_t, const InForce*> found;
  for (const InForce& one : rows)
    if (one.counts && (domein == "*" || one.domein == domein)) found.emplace(one.arrangement, &one);
  Group group;
  for (const auto& [arrangement, one] : found) group.push_back(one);
  return group;
}

// The places whose sums change with these: themselves, their domains, all.
Places with_totals(const Places& places) {
  Places all = places;
  for (const auto& [domein, voorziening] : places) all.emplace(domein, "*");
  all.emplace("*", "*");
  return all;
}

// The years in which an arrangement counts anywhere, as bits.
using Years = std::unordered_map<std::int64_t, std::int64_t>;

std::int64_t bit_of(int year) {
  return std::int64_t{1} << (year - 2000);
}

class CellMaker {
 public:
  explicit CellMaker(Connection& connection)
      : connection_(connection), sums_(connection), history_(connection) {}

  // Makes the sums and the history of a municipality in a year; `wanted` empty: all of them. To be
  // called in order of municipality and year.
  void make(const std::string& code, int year, const Places& wanted) {
    sums_.begin(code, year);
    std::vector<InForce> rows = in_force(connection_, code, year);
    const auto is_wanted = [&](const std::string& domein, const std::string& voorziening) {
      return wanted.empty() || wanted.contains({domein, voorziening});
    };
    std::set<std::string> domains = {"*"};
    each_place(rows, [&](InForce* begin, InForce* end) {
      give_way(begin, end);
      domains.insert(begin->domein);
      if (!is_wanted(begin->domein, begin->voorziening)) return;
      Group group;
      for (const InForce* one = begin; one != end; ++one)
        if (one->counts) group.push_back(one);
      sums_.add(begin->domein, begin->voorziening, group);
    });
    for (const std::string& domein : domains) {
      const Group group = counting(rows, domein);
      if (!group.empty() && is_wanted(domein, "*")) sums_.add(domein, "*", group);
    }
    note(code, year, rows);
    history_.note(code, year, rows, wanted);
  }
  void write_sums() { sums_.write(); }
  PanelHistory& history() { return history_; }
  // Since it was made; of an arrangement that no longer counts there is an entry too.
  const Years& years() const { return years_; }

 private:
  void note(const std::string& code, int year, const std::vector<InForce>& rows) {
    Query update = connection_.query(
        "UPDATE panel SET counts = ? WHERE gm_code = ? AND panel_year = ? AND domein = ?"
        " AND voorziening = ? AND arrangement_id = ?");
    for (const InForce& one : rows) {
      years_[one.arrangement] |= one.counts ? bit_of(year) : 0;
      if (one.counts == one.counted) continue;
      update.bind(one.counts, code, year, one.domein, one.voorziening, one.arrangement).run();
    }
  }

  Connection& connection_;
  Sums sums_;
  PanelHistory history_;
  Years years_;
};

// --- what was there -----------------------------------------------------------------------------

std::vector<std::string> variables_of_cells(Connection& connection) {
  std::vector<std::string> variables;
  for (std::string last;; last = variables.back()) {
    Query next = connection.query("SELECT min(variable) FROM panel_total WHERE variable > ?");
    next.bind(last);
    if (!next.step() || next.null(0)) return variables;
    variables.push_back(next.text(0));
  }
}

void forget_sums(Connection& connection, const std::vector<std::string>& variables,
                 const std::string& code, int year, const Places& places) {
  for (const auto& [domein, voorziening] : places) {
    connection
        .query(
            "DELETE FROM panel_cell WHERE domein = ? AND voorziening = ? AND panel_year = ?"
            " AND gm_code = ?")
        .bind(domein, voorziening, year, code)
        .run();
    if (voorziening != "*") continue;
    for (const std::string& variable : variables)
      connection
          .query(
              "DELETE FROM panel_total WHERE variable = ? AND domein = ? AND gm_code = ?"
              " AND panel_year = ?")
          .bind(variable, domein, code, year)
          .run();
  }
}

}  // namespace

void make_cells(Connection& connection) {
  std::vector<std::pair<std::string, int>> all;
  {
    Query query = connection.query(
        "SELECT gm_code, panel_year FROM panel_municipality ORDER BY gm_code, panel_year");
    while (query.step()) all.emplace_back(query.text(0), static_cast<int>(query.integer(1)));
  }
  CellMaker maker(connection);
  for (const auto& [code, year] : all) maker.make(code, year, {});
  maker.write_sums();
  maker.history().forget_others();
  Query update = connection.query("UPDATE panel_term SET years = ? WHERE arrangement_id = ?");
  for (const auto& [arrangement, years] : maker.years()) update.bind(years, arrangement).run();
}

void update_cells(Connection& connection, const PanelCells& touched) {
  std::map<std::pair<std::string, int>, Places> places;
  for (const PanelCell& cell : touched)
    places[{cell.gm_code, cell.year}].emplace(cell.domein, cell.voorziening);
  const std::vector<std::string> variables = variables_of_cells(connection);
  CellMaker maker(connection);
  for (const auto& [where, touched_places] : places) {
    const Places wanted = with_totals(touched_places);
    forget_sums(connection, variables, where.first, where.second, wanted);
    maker.make(where.first, where.second, wanted);
  }
  maker.write_sums();
  // The same arrangement may count elsewhere too.
  Query update = connection.query(
      "UPDATE panel_term SET years = (SELECT coalesce(sum(year), 0) FROM"
      " (SELECT DISTINCT 1 << (panel_year - 2000) AS year FROM panel"
      "  WHERE panel.arrangement_id = ?1 AND counts = 1)) WHERE arrangement_id = ?1");
  for (const auto& [arrangement, years] : maker.years()) update.bind(arrangement).run();
}

}  // namespace inkoopmonitor::corpus
