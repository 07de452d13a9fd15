// Loads the data files of corpus/register into a new corpus. Their columns are those of the tables,
// by name, so that a file says itself what it holds.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {
namespace {

struct Csv {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

// RFC 4180 without line breaks inside fields, which these files do not have.
std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

Csv read_csv(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  Csv csv;
  std::string line;
  while (std::getline(stream, line)) {
    if (csv.header.empty()) {
      csv.header = split(line);
      continue;
    }
    csv.rows.push_back(split(line));
    if (csv.rows.back().size() != csv.header.size()) {
      throw Error(ErrorKind::corpus, shown(file),
                  fmt::format("line {} has {} fields instead of {}", csv.rows.size() + 1,
                              csv.rows.back().size(), csv.header.size()),
                  "install the program's data files again");
    }
  }
  if (csv.header.empty()) {
    throw Error(ErrorKind::corpus, shown(file), "is missing or empty",
                "install the program's data files again");
  }
  return csv;
}

// Column affinity turns the text of a number into a number, in STRICT tables too.
void load(Connection& connection, const std::string& table, const Csv& csv) {
  std::string columns, marks;
  for (const std::string& column : csv.header) {
    columns += (columns.empty() ? "" : ", ") + column;
    marks += marks.empty() ? "?" : ", ?";
  }
  SQLite::Statement insert(connection.database(),
                           fmt::format("INSERT INTO {} ({}) VALUES ({})", table, columns, marks));
  for (const std::vector<std::string>& row : csv.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) insert.bind(static_cast<int>(i) + 1, row[i]);
    insert.exec();
    insert.reset();
  }
}

// A name of its own for each code: the latest.
void load_municipalities(Connection& connection, const Csv& years) {
  const auto column = [&](const char* name) {
    return static_cast<std::size_t>(std::find(years.header.begin(), years.header.end(), name) -
                                    years.header.begin());
  };
  const std::size_t year = column("year"), code = column("gm_code"), name = column("name");
  std::map<std::string, std::pair<std::string, std::string>> latest;  // code: year, name
  for (const auto& row : years.rows) {
    auto& [latest_year, latest_name] = latest[row.at(code)];
    if (row.at(year) >= latest_year) {
      latest_year = row.at(year);
      latest_name = row.at(name);
    }
  }
  Query insert = connection.query("INSERT INTO municipality VALUES (?, ?)");
  for (const auto& [gm_code, dated] : latest) insert.bind(gm_code, dated.second).run();
}

}  // namespace

void load_register(Connection& connection, const std::filesystem::path& register_folder) {
  Csv years = read_csv(register_folder / "municipality_year.csv");
  load_municipalities(connection, years);
  // Both flags follow from the dates; they stand in the table because every question needs them.
  const auto begin = std::find(years.header.begin(), years.header.end(), "begin_date");
  const auto end = std::find(years.header.begin(), years.header.end(), "end_date");
  const auto begin_at = static_cast<std::size_t>(begin - years.header.begin());
  const auto end_at = static_cast<std::size_t>(end - years.header.begin());
  for (auto& row : years.rows) {
    const std::string first_day = row.at(0) + "-01-01";
    const bool after = row.at(end_at).empty() || row.at(end_at) > first_day;
    row.push_back(after && row.at(begin_at) <= first_day ? "1" : "0");
    row.push_back(after ? "1" : "0");
  }
  years.header.insert(years.header.end(), {"in_force_1jan", "in_force"});
  load(connection, "municipality_year", years);
  constexpr std::pair<const char*, const char*> kFiles[] = {
      {"municipality_change", "municipality_change.csv"},
      {"municipality_alias", "aliases.csv"},
      {"region", "region.csv"},
      {"region_member", "region_member.csv"},
      {"region_alias", "region_aliases.csv"},
      {"population", "population.csv"},
      {"voorziening", "voorziening.csv"},
  };
  for (const auto& [table, file] : kFiles)
    load(connection, table, read_csv(register_folder / file));
}

}  // namespace inkoopmonitor::corpus
