#include "recounted.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>

namespace inkoopmonitor::reports {
namespace {

// The variables of the figures with a letter for each value, so that labels hold no figures.
const std::vector<std::string>& coded() {
  static const std::vector<std::string> names = {"samenwerking",
                                                 "instrument",
                                                 "procedure",
                                                 "naam_en_inhoud",
                                                 "contractvorm",
                                                 "bekostiging",
                                                 "integraliteit",
                                                 "onderaanneming",
                                                 "budgetplafond",
                                                 "aantal_begrensd",
                                                 "flexibiliteit",
                                                 "inkoopmodel",
                                                 "regie",
                                                 "bekostigingsvorm",
                                                 "tussentijdse_toetreding",
                                                 "opdrachtgeverschapsmodel"};
  return names;
}

// Values that differ by variable, municipality and year, some unsure, some contradictory or absent.
GivenRecord made_record(const std::string& code, int seed, int year) {
  GivenRecord record = {
      {"gemeenten", code},
      {"domein", seed % 3 == 0   ? "jeugd"
                 : seed % 3 == 1 ? "wmo"
                                 : "wmo|jeugd"},
      {"voorzieningen", seed % 2 == 0 ? "huishoudelijke_hulp" : "dyslexie"},
      {"status", "geldend"},
      {"ingangsdatum", std::to_string(year) + "-01-01"},
      {"einddatum", std::to_string(year + seed % 2) + (seed % 5 == 2 ? "-06-30" : "-12-31")},
      {"verlenging", seed % 4 == 0   ? "2x12"
                     : seed % 4 == 1 ? "0x0"
                                     : "1x24"},
      {"uenk_bekostiging", seed % 2 == 0 ? "0.2" : "0.9"},
      {"uenk_aanbieders", seed % 5 == 0 ? "0.1" : "0.8"}};
  const char* lengths[] = {"6", "12", "24", "48", "onbepaald", "36", "60"};
  record.push_back({"looptijd", lengths[seed % 7]});
  record.push_back({"looptijd_max", lengths[(seed + 1) % 7]});
  const char* providers[] = {"1", "3-5", "8", "20-40", "onbeperkt"};
  record.push_back({"aanbieders", providers[(seed + year) % 5]});
  int position = 0;
  for (const std::string& name : coded()) {
    const int choice = (seed * 7 + year * 3 + ++position * 5) % 9;
    if (choice == 0) continue;  // absent
    GivenValue value{name, std::string(1, static_cast<char>('a' + choice % 3)),
                     choice == 4 ? 0.3 : 0.9};
    if (choice == 5) value.outcome = classify::Outcome::contradictory;
    if (choice == 5) value.value = "";
    record.push_back(std::move(value));
  }
  return record;
}

// How a value is counted, as SQL over v.value.
std::string classed_sql(const std::string& variable) {
  if (variable == "looptijd")
    return "CASE WHEN v.value = 'onbepaald' THEN v.value WHEN v.value + 0 < 12 THEN '<12'"
           " WHEN v.value + 0 < 24 THEN '12-23' WHEN v.value + 0 < 36 THEN '24-35' ELSE '>=36' END";
  if (variable != "aanbieders") return "v.value";
  const std::string upper = "substr(v.value, instr(v.value, '-') + 1) + 0";
  return "CASE WHEN v.value = 'onbeperkt' THEN v.value WHEN " + upper + " <= 1 THEN '1' WHEN " +
         upper + " <= 6 THEN '2-6' WHEN " + upper + " <= 25 THEN '7-25' ELSE '>25' END";
}

}  // namespace

Codebook whole_codebook() {
  Codebook codebook = test_codebook();
  const auto known = [&](const std::string& name) {
    return std::any_of(codebook.begin(), codebook.end(),
                       [&](const VariableLabels& one) { return one.name == name; });
  };
  const auto add = [&](const std::string& name, const std::string& type) {
    if (known(name)) return;
    codebook.emplace_back();
    codebook.back().name = codebook.back().label_nl = name;
    codebook.back().type = type;
  };
  for (const std::string& name : coded()) add(name, "code");
  add("looptijd_max", "months");
  return codebook;
}

std::vector<GivenDocument> made_documents() {
  const char* codes[] = {"GM0114", "GM0106", "GM0363", "GM0599", "GM0344", "GM0518", "GM0772",
                         "GM0014", "GM0855", "GM0034", "GM0200", "GM0153", "GM0307", "GM0080"};
  std::vector<GivenDocument> documents;
  int seed = 0;
  for (const int year : {2018, 2019, 2020})
    for (const char* code : codes) {
      const int own = ++seed;
      if (own % 11 == 0) continue;
      GivenDocument one{.path = std::to_string(year) + "/" + code + ".pdf",
                        .year = year,
                        .gemeenten = {code},
                        .records = {made_record(code, own, year)},
                        .dossier = std::to_string(own)};
      // Some buy twice, so that there are municipalities with several values.
      if (own % 4 == 0) one.records.push_back(made_record(code, own + 1, year));
      documents.push_back(std::move(one));
    }
  // Some buy in one way at a time, so that it is known who changed.
  int buyer = 0;
  for (const char* code : {"GM0603", "GM0637", "GM0796", "GM0828", "GM0935", "GM0995", "GM0503",
                           "GM0546", "GM0361", "GM0392", "GM0202", "GM0268"}) {
    ++buyer;
    for (const int year : {2018, 2019, 2020}) {
      const std::string value(1, static_cast<char>('a' + (buyer + year * (buyer % 2)) % 3));
      documents.push_back({.path = std::to_string(year) + "/" + code + ".pdf",
                           .year = year,
                           .gemeenten = {code},
                           .records = {{{"gemeenten", code},
                                        {"domein", "wmo"},
                                        {"status", "geldend"},
                                        {"ingangsdatum", std::to_string(year) + "-01-01"},
                                        {"einddatum", std::to_string(year) + "-12-31"},
                                        {"inkoopmodel", value},
                                        {"bekostiging", value}}},
                           .dossier = code + std::to_string(year)});
    }
  }
  documents.push_back({.path = "samen.pdf",
                       .year = 2020,
                       .gemeenten = {"GM0518", "GM0772", "GM1680"},
                       .records = {made_record("GM0518|GM0772|GM1680", 40, 2020)},
                       .dossier = "samen"});
  documents.push_back({.path = "dicht.pdf",
                       .year = 2020,
                       .gemeenten = {"GM0193"},
                       .failed = "encrypted: a password"});
  documents.push_back({.path = "brief.pdf", .year = 2020, .gemeenten = {"GM0664"}});
  return documents;
}

Asker::Asker(const std::filesystem::path& corpus) {
  const std::filesystem::path file = corpus / "monitor.sqlite";
  EXPECT_EQ(sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
}

std::vector<std::vector<std::string>> Asker::rows(const std::string& sql) const {
  std::vector<std::vector<std::string>> found;
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database_) << "\n"
      << sql;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    found.emplace_back();
    for (int c = 0; c < sqlite3_column_count(statement); ++c) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, c));
      found.back().emplace_back(text != nullptr ? text : "");
    }
  }
  sqlite3_finalize(statement);
  return found;
}

std::string Asker::cell(const std::string& sql) const {
  const auto found = rows(sql);
  return found.empty() ? "" : found[0][0];
}

std::map<std::string, Stands> groups_of(const Asker& asker, int year, const std::string& variable,
                                        const Place& place) {
  const std::string y = std::to_string(year);
  std::string here =
      "SELECT DISTINCT gm_code, arrangement_id FROM panel WHERE counts = 1"
      " AND panel_year = " +
      y;
  if (!place.domein.empty()) here += " AND domein = '" + place.domein + "'";
  if (!place.voorziening.empty()) here += " AND voorziening = '" + place.voorziening + "'";
  const std::string classed = classed_sql(variable);
  const auto rows =
      asker.rows("WITH here AS (" + here +
                 ") SELECT m.gm_code,"
                 " (SELECT count(*) FROM panel_document d WHERE d.panel_year = " +
                 y +
                 "   AND d.gm_code = m.gm_code),"
                 " (SELECT count(*) FROM panel_document d WHERE d.panel_year = " +
                 y +
                 "   AND d.gm_code = m.gm_code AND d.could_be_read),"
                 " count(DISTINCT here.arrangement_id),"
                 " count(DISTINCT CASE WHEN v.outcome = 'value' THEN " +
                 classed +
                 " END),"
                 " max(v.outcome = 'contradictory'), max(v.outcome = 'unreadable'),"
                 " count(DISTINCT CASE WHEN v.outcome = 'value' THEN here.arrangement_id END),"
                 " max(CASE WHEN v.outcome = 'value' THEN " +
                 classed +
                 " END),"
                 " (SELECT min(sure) < 0.5 FROM (SELECT max(w.confidence) AS sure FROM here AS h"
                 "   JOIN arrangement_value w USING (arrangement_id) WHERE h.gm_code = m.gm_code"
                 "   AND w.variable = '" +
                 variable +
                 "' AND w.outcome = 'value' GROUP BY w.value))"
                 " FROM municipality_year m LEFT JOIN here ON here.gm_code = m.gm_code"
                 " LEFT JOIN arrangement_value v ON v.arrangement_id = here.arrangement_id"
                 "   AND v.variable = '" +
                 variable +
                 "'"
                 " WHERE m.year = " +
                 y + " AND m.in_force_1jan GROUP BY m.gm_code");
  std::map<std::string, Stands> groups;
  for (const auto& row : rows) {
    const int in_force = std::stoi(row[3]), values = std::stoi(row[4]);
    std::string group = "absent";
    if (in_force == 0)
      group = row[1] == "0" ? "no_document" : row[2] != "0" ? "no_arrangement" : "unreadable";
    else if (values > 1)
      group = "several";
    else if (row[5] == "1")
      group = "contradictory";
    else if (row[6] == "1")
      group = "unreadable";
    else if (values == 1 && std::stoi(row[7]) == in_force)
      group = row[8];
    groups[row[0]] = {group, group == row[8] && row[9] == "1"};
  }
  return groups;
}

bool is_reason(const std::string& group) {
  static const std::set<std::string> reasons = {"several",       "absent",         "unreadable",
                                                "contradictory", "no_arrangement", "no_document"};
  return reasons.contains(group);
}

namespace {

// The arrangements that count on 1 January of kYear, each once, with how many share them.
const std::string& counting() {
  static const std::string sql =
      " FROM (SELECT arrangement_id, count(DISTINCT gm_code) AS shared FROM panel"
      " WHERE counts = 1 AND panel_year = 2020 GROUP BY arrangement_id) AS a ";
  return sql;
}

// What one of them says of a variable, or the outcome.
std::string said_sql(const std::string& variable) {
  return "coalesce((SELECT iif(outcome = 'value', value, outcome) FROM arrangement_value v"
         " WHERE v.arrangement_id = a.arrangement_id AND variable = '" +
         variable + "'), 'absent')";
}

std::string months_sql(const std::string& row, const std::string& variable) {
  return "SELECT '" + row +
         "', CASE WHEN m IN ('onbepaald', 'absent', 'contradictory', 'unreadable') THEN m"
         " WHEN m + 0 < 12 THEN '<12' WHEN m + 0 < 24 THEN '12-23' WHEN m + 0 < 36 THEN '24-35'"
         " WHEN m + 0 < 48 THEN '36-47' WHEN m + 0 < 60 THEN '48-59' WHEN m + 0 < 96 THEN '60-95'"
         " ELSE '>=96' END, count(*) FROM (SELECT " +
         said_sql(variable) + " AS m" + counting() + ") GROUP BY 2";
}

}  // namespace

Counts procurements_again(const Asker& asker, const std::string& kind) {
  std::string sql;
  if (kind == "starts")
    sql = "SELECT 'Regelingen', iif(year < '2018', '<', year), count(*) FROM (SELECT substr(" +
          said_sql("ingangsdatum") + ", 1, 4) AS year" + counting() + ") GROUP BY 2";
  if (kind == "partners")
    sql =
        "SELECT 'Regelingen', CASE WHEN shared = 1 THEN '1' WHEN shared < 6 THEN '2-5' ELSE"
        " 'more' END, count(*)" +
        counting() + "GROUP BY 2";
  if (kind == "extensions")
    sql =
        "SELECT 'Regelingen', CASE e WHEN '0x0' THEN 'none' WHEN 'absent' THEN 'absent' ELSE"
        " 'options' END, count(*) FROM (SELECT " +
        said_sql("verlenging") + " AS e" + counting() + ") GROUP BY 2";
  if (kind == "lengths")
    sql = months_sql("basistermijn", "looptijd") + " UNION ALL " +
          months_sql("met alle verlengingen", "looptijd_max");
  if (kind == "pairs")
    sql = "SELECT r, g, count(*) FROM (SELECT iif(" + said_sql("procedure") +
          " IN ('contradictory', 'unreadable', 'absent'), 'niet in de documenten', " +
          said_sql("procedure") + ") AS r, " + said_sql("instrument") + " AS g" + counting() +
          ") GROUP BY 1, 2";
  Counts counts;
  if (sql.empty()) return counts;
  for (const auto& row : asker.rows(sql)) counts[{row[0], row[1]}] = std::stoi(row[2]);
  return counts;
}

Counts endings_again(const Asker& asker) {
  Counts counts;
  // Those that gave way to others on that day have their successors in the list.
  const std::string in_2020 =
      "(SELECT 1 FROM panel WHERE panel.arrangement_id = a.arrangement_id AND panel_year = 2020";
  for (const auto& row :
       asker.rows("SELECT " + said_sql("einddatum") + ", " + said_sql("verlenging") +
                  " FROM arrangement AS a WHERE EXISTS " + in_2020 +
                  " AND counts = 1) OR NOT EXISTS " + in_2020 + ")")) {
    std::string last = row[0];
    const std::size_t times = row[1].find('x');
    int options = times == std::string::npos ? 0 : std::stoi(row[1]);
    const int months = options == 0 ? 0 : std::stoi(row[1].substr(times + 1));
    for (int used = 1; last < "2020-01-01" && options > 0; ++used, --options)
      last = asker.cell("SELECT date('" + row[0] + "', '+1 day', '+" +
                        std::to_string(used * months) + " months', '-1 day')");
    if (last < "2020-01-01" || last > "2022-12-31") continue;
    ++counts[{last.substr(0, 4) + (last.substr(5, 2) <= "06" ? "-1" : "-2"),
              options > 0 && months > 0 ? "with" : "without"}];
  }
  return counts;
}

std::map<std::string, Standing> places_again(const Asker& asker) {
  std::map<std::string, Standing> places;
  for (const auto& row :
       asker.rows("SELECT DISTINCT m.name, a.arrangement_id, " + said_sql("uenk_bekostiging") +
                  ", " + said_sql("uenk_aanbieders") +
                  " FROM panel AS a JOIN municipality AS m USING (gm_code)"
                  " WHERE counts = 1 AND panel_year = 2020")) {
    if (row[2] == "absent" || row[3] == "absent") continue;
    Standing& standing = places[row[0]];
    standing.x += std::strtod(row[2].c_str(), nullptr);
    standing.y += std::strtod(row[3].c_str(), nullptr);
    ++standing.arrangements;
  }
  for (auto& [name, standing] : places) {
    standing.x /= standing.arrangements;
    standing.y /= standing.arrangements;
  }
  return places;
}

std::vector<std::vector<std::string>> csv_rows(const std::filesystem::path& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(file_text(csv));
  std::string line;
  for (std::getline(lines, line); std::getline(lines, line);) {
    std::vector<std::string>& cells = rows.emplace_back(1);
    bool quoted = false;
    for (const char sign : line) {
      if (sign == '"')
        quoted = !quoted;
      else if (sign == ',' && !quoted)
        cells.emplace_back();
      else
        cells.back() += sign;
    }
  }
  return rows;
}

Counts counts_of(const std::filesystem::path& csv) {
  Counts counts;
  for (std::vector<std::string>& cells : csv_rows(csv)) {
    std::erase(cells[0], '*');  // marks a break in the series
    if (cells.size() == 8 && cells[3] != "0") counts[{cells[0], cells[2]}] = std::stoi(cells[3]);
  }
  return counts;
}

}  // namespace inkoopmonitor::reports
