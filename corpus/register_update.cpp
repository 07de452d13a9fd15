// What comes into the register later: the next year's municipalities, their changes, regions,
// inhabitants; and figures of others. What a file says is checked before anything is written, so
// that a message can name its line; all files together are one transaction.

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "corpus/connection.h"
#include "corpus/term.h"

namespace inkoopmonitor::corpus {
namespace {

using Table = Database::RegisterTable;

// What a field must be.
enum class Field : std::uint8_t { name, year, code, new_code, day, day_or_empty, number, flag };

struct Kind {
  const char* table;
  std::vector<std::pair<const char*, Field>> columns;
  const char* replaced_by;  // rows with the same values of these columns go; empty: by key
};

// In the order in which they are written: municipalities first, since all others refer to them.
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"municipality_year",
       {{"year", Field::year},
        {"gm_code", Field::new_code},
        {"name", Field::name},
        {"province", Field::name},
        {"begin_date", Field::day},
        {"end_date", Field::day_or_empty}},
       "year"},
      {"municipality_change",
       {{"date", Field::day},
        {"old_gm", Field::code},
        {"new_gm", Field::code},
        {"is_split", Field::flag}},
       ""},
      {"municipality_alias", {{"name", Field::name}, {"gm_code", Field::code}}, ""},
      {"region",
       {{"kind", Field::name}, {"year", Field::year}, {"code", Field::name}, {"name", Field::name}},
       ""},
      {"region_member",
       {{"kind", Field::name},
        {"year", Field::year},
        {"code", Field::name},
        {"gm_code", Field::code}},
       "kind, year"},
      {"region_alias",
       {{"name", Field::name}, {"kind", Field::name}, {"year", Field::year}, {"code", Field::name}},
       ""},
      {"population",
       {{"year", Field::year}, {"gm_code", Field::code}, {"inhabitants", Field::number}},
       ""},
  };
  return all;
}

[[noreturn]] void refuse(const Table& table, std::size_t line, const std::string& problem,
                         const std::string& remedy) {
  throw Error(ErrorKind::usage, table.file, fmt::format("line {}: {}", line, problem), remedy);
}

const Kind& kind_of(const Table& table) {
  std::string known;
  for (const Kind& kind : kinds()) {
    std::string header;
    bool same = kind.columns.size() == table.header.size();
    for (std::size_t c = 0; c < kind.columns.size(); ++c) {
      header += (header.empty() ? "" : ",") + std::string(kind.columns[c].first);
      same = same && table.header[c] == kind.columns[c].first;
    }
    if (same) return kind;
    known += (known.empty() ? "" : "; ") + header;
  }
  refuse(table, 1, "is not the header of a table of the register", "use one of: " + known);
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() <= 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_code(const std::string& text) {
  return text.size() == 6 && text.starts_with("GM") && is_number(text.substr(2));
}

// What is wrong with a field; empty when nothing is.
std::string problem_of(Field field, const std::string& text, const std::set<std::string>& known) {
  switch (field) {
    case Field::name:
      return text.empty() ? "is empty" : "";
    case Field::year:
      return is_number(text) && text.size() == 4 ? "" : "is no year, as 2026";
    case Field::new_code:
      return is_code(text) ? "" : "is no CBS code, as GM0363";
    case Field::code:
      return !is_code(text)         ? "is no CBS code, as GM0363"
             : known.contains(text) ? ""
                                    : "is a municipality that the register does not have";
    case Field::day:
      return parse_day(text) ? "" : "is no day, as 2026-01-01";
    case Field::day_or_empty:
      return text.empty() || parse_day(text) ? "" : "is no day, as 2026-01-01, and not empty";
    case Field::number:
      return is_number(text) ? "" : "is no whole number";
    case Field::flag:
      return text == "0" || text == "1" ? "" : "is not 0 or 1";
  }
  return "";
}

void check_table(const Table& table, const Kind& kind, const std::set<std::string>& known) {
  for (const Table::Line& line : table.lines) {
    if (line.fields.size() != kind.columns.size())
      refuse(table, line.number, "has another number of fields than the header",
             "give every row as many");
    for (std::size_t c = 0; c < kind.columns.size(); ++c) {
      const std::string problem = problem_of(kind.columns[c].second, line.fields[c], known);
      if (problem.empty()) continue;
      refuse(table, line.number,
             fmt::format("{} \"{}\" {}", kind.columns[c].first, line.fields[c], problem),
             "correct it and import again; nothing was changed");
    }
  }
}

// --- writing ------------------------------------------------------------------------------------

void forget_replaced(Connection& connection, const Table& table, const std::string& columns,
                     const std::string& name) {
  std::set<std::vector<std::string>> groups;
  const std::size_t count = columns.empty() ? 0 : columns == "year" ? 1 : 2;
  for (const Table::Line& line : table.lines)
    groups.insert({line.fields.begin(), line.fields.begin() + static_cast<std::ptrdiff_t>(count)});
  for (const auto& group : groups) {
    SQLite::Statement forget(
        connection.database(),
        fmt::format("DELETE FROM {} WHERE ({}) = ({})", name, columns, count == 1 ? "?" : "?, ?"));
    for (std::size_t c = 0; c < count; ++c) forget.bind(static_cast<int>(c) + 1, group[c]);
    forget.exec();
  }
}

// The flags that load_register derives too.
void write_municipality(Connection& connection, const Table::Line& line) {
  const std::string first_day = line.fields[0] + "-01-01";
  const bool after = line.fields[5].empty() || line.fields[5] > first_day;
  connection
      .query(
          "INSERT INTO municipality VALUES (?1, ?2) ON CONFLICT (gm_code) DO UPDATE SET name ="
          " CASE WHEN ?3 >= (SELECT coalesce(max(year), 0) FROM municipality_year"
          "                  WHERE municipality_year.gm_code = ?1) THEN ?2 ELSE name END")
      .bind(line.fields[1], line.fields[2], std::stoi(line.fields[0]))
      .run();
  connection
      .query(
          "INSERT OR REPLACE INTO municipality_year (year, gm_code, name, province, begin_date,"
          " end_date, in_force_1jan, in_force) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(std::stoi(line.fields[0]), line.fields[1], line.fields[2], line.fields[3],
            line.fields[4], line.fields[5], after && line.fields[4] <= first_day, after)
      .run();
}

void write_table(Connection& connection, const Table& table, const Kind& kind) {
  const std::string name = kind.table;
  if (*kind.replaced_by != '\0') forget_replaced(connection, table, kind.replaced_by, name);
  if (name == "municipality_year") {
    for (const Table::Line& line : table.lines) write_municipality(connection, line);
    return;
  }
  std::string columns, marks;
  for (const auto& [column, field] : kind.columns) {
    columns += (columns.empty() ? "" : ", ") + std::string(column);
    marks += marks.empty() ? "?" : ", ?";
  }
  // An upsert keeps rows that others refer to; REPLACE would delete them first.
  const std::string conflict =
      name == "region" ? " ON CONFLICT DO UPDATE SET name = excluded.name" : "";
  SQLite::Statement insert(connection.database(), fmt::format("INSERT {}INTO {} ({}) VALUES ({}){}",
                                                              conflict.empty() ? "OR REPLACE " : "",
                                                              name, columns, marks, conflict));
  for (const Table::Line& line : table.lines) {
    for (std::size_t c = 0; c < line.fields.size(); ++c)
      insert.bind(static_cast<int>(c) + 1, line.fields[c]);
    try {
      insert.exec();
    } catch (const SQLite::Exception& failure) {
      if (failure.getErrorCode() != SQLITE_CONSTRAINT) throw;
      refuse(table, line.number, "names a region that the register does not have",
             "import the table of regions (kind,year,code,name) with it");
    }
    insert.reset();
  }
}

std::vector<std::string> unfollowed(Connection& connection) {
  Query query = connection.query(
      "SELECT before.name, before.gm_code, before.year FROM municipality_year AS before"
      " WHERE before.in_force_1jan AND before.year < (SELECT max(year) FROM municipality_year)"
      " AND NOT EXISTS (SELECT 1 FROM municipality_year AS later"
      "  WHERE later.year = before.year + 1 AND later.gm_code = before.gm_code"
      "  AND later.in_force_1jan)"
      " AND NOT EXISTS (SELECT 1 FROM municipality_change WHERE old_gm = before.gm_code)"
      " ORDER BY before.year, before.gm_code");
  std::vector<std::string> findings;
  while (query.step())
    findings.push_back(
        fmt::format("{} ({}) is not there on 1 January {}, and no change says who followed it",
                    query.text(0), query.text(1), query.integer(2) + 1));
  return findings;
}

}  // namespace

Database::RegisterUpdate Database::import_register(const std::vector<RegisterTable>& tables) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    RegisterUpdate update;
    std::set<std::string> known;
    {
      Query codes = connection.query("SELECT gm_code FROM municipality");
      while (codes.step()) known.insert(codes.text(0));
    }
    std::map<std::string, std::vector<const Table*>> by_table;
    for (const Table& table : tables) {
      const Kind& kind = kind_of(table);
      by_table[kind.table].push_back(&table);
      update.tables.emplace_back(kind.table, table.lines.size());
      if (std::string_view(kind.table) != "municipality_year") continue;
      for (const Table::Line& line : table.lines)
        if (line.fields.size() > 1) known.insert(line.fields[1]);
    }
    for (const Table& table : tables) check_table(table, kind_of(table), known);
    Transaction transaction(connection);
    for (const Kind& kind : kinds())
      for (const Table* table : by_table[kind.table]) write_table(connection, *table, kind);
    update.findings = unfollowed(connection);
    mark_panel_stale(connection);
    transaction.commit();
    implementation_->spellings.clear();
    return update;
  });
}

void Database::import_indicator(std::int64_t run, const Indicator& indicator) {
  guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    connection
        .query(
            "INSERT INTO indicator VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (indicator) DO UPDATE"
            " SET label = ?2, unit = ?3, source = ?4, run_id = ?5")
        .bind(indicator.name, indicator.label, indicator.unit, indicator.source, run)
        .run();
    Query insert = connection.query("INSERT OR REPLACE INTO indicator_value VALUES (?, ?, ?, ?)");
    for (const Indicator::Figure& figure : indicator.figures)
      insert.bind(indicator.name, figure.year, figure.gm_code, figure.value).run();
    transaction.commit();
  });
}

}  // namespace inkoopmonitor::corpus
