// Names of municipalities and regions in a year. A region's members are known for two years only;
// for another year each member is followed along the changes, forwards to its successors and
// backwards to its predecessors. Of a municipality that was split, all successors count: the list
// has no better answer.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "corpus/connection.h"
#include "text.h"

namespace inkoopmonitor::corpus {
namespace {

using Codes = std::set<std::string>;

// How a name is compared: folded, without points and apostrophes, hyphens as blanks.
std::string key_of(std::string_view name) {
  std::string key;
  for (const char c : text::fold(name)) {
    if (c == '\'' || c == '.' || c == '(' || c == ')') continue;
    const char plain = c == '-' ? ' ' : c;
    if (plain == ' ' && (key.empty() || key.back() == ' ')) continue;
    key += plain;
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  constexpr std::string_view kPrefix = "gemeente ";
  return key.starts_with(kPrefix) ? key.substr(kPrefix.size()) : key;
}

int within_register(Connection& connection, int year) {
  const auto [first, last] = register_years(connection);
  return std::clamp(year, first, last);
}

Codes codes_in_force(Connection& connection, int year) {
  Query query =
      connection.query("SELECT gm_code FROM municipality_year WHERE year = ? AND in_force");
  query.bind(year);
  Codes codes;
  while (query.step()) codes.insert(query.text(0));
  return codes;
}

// Those that `code` became (or was) in `year`.
void follow(Connection& connection, const std::string& code, const Codes& in_force, Codes& seen,
            Codes& found) {
  if (!seen.insert(code).second) return;
  if (in_force.contains(code)) {
    found.insert(code);
    return;
  }
  std::vector<std::string> next;
  {
    Query query = connection.query(
        "SELECT new_gm FROM municipality_change WHERE old_gm = ?1"
        " UNION SELECT old_gm FROM municipality_change WHERE new_gm = ?1 ORDER BY 1");
    query.bind(code);
    while (query.step()) next.push_back(query.text(0));
  }
  for (const std::string& other : next) follow(connection, other, in_force, seen, found);
}

class NameList {
 public:
  void add(const std::string& name, const Codes& codes, bool region) {
    Codes& all = names_[{name, region}];
    all.insert(codes.begin(), codes.end());
    if (!region) municipality_keys_.insert(key_of(name));
  }
  std::vector<RegisterName> list() const {
    std::vector<RegisterName> result;
    for (const auto& [name, codes] : names_) {
      if (codes.empty()) continue;
      result.push_back({name.first, {codes.begin(), codes.end()}, name.second});
    }
    return result;
  }
  bool is_municipality(const std::string& name) const {
    return municipality_keys_.contains(key_of(name));
  }

 private:
  std::map<std::pair<std::string, bool>, Codes> names_;  // by name and whether it is a region
  std::set<std::string> municipality_keys_;
};

void add_municipality(NameList& names, const std::string& name, const std::string& code) {
  names.add(name, {code}, false);
  std::string spaced = name;
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  names.add(spaced, {code}, false);
}

void add_region(NameList& names, const std::string& name, const Codes& codes) {
  if (!names.is_municipality(name)) {
    names.add(name, codes, true);
    return;
  }
  for (const char* kind : {"regio ", "jeugdregio ", "jeugdzorgregio "}) {
    names.add(kind + name, codes, true);
  }
}

void add_municipalities(Connection& connection, int year, NameList& names) {
  Query query = connection.query(
      "SELECT name, gm_code FROM municipality_year WHERE year = ?1 AND in_force"
      " UNION SELECT municipality_alias.name, gm_code FROM municipality_alias"
      "  JOIN municipality_year USING (gm_code) WHERE year = ?1 AND in_force");
  query.bind(year);
  while (query.step()) add_municipality(names, query.text(0), query.text(1));
}

// The jeugdregio's of the list nearest to `year`.
void add_regions(Connection& connection, int year, NameList& names) {
  const Codes in_force = codes_in_force(connection, year);
  std::map<std::string, Codes> members;  // by code of the region
  int list_year = 0;
  {
    Query query = connection.query(
        "SELECT code, gm_code, year FROM region_member WHERE kind = 'jeugdregio' AND year ="
        " (SELECT year FROM region WHERE kind = 'jeugdregio' ORDER BY abs(year - ?), year LIMIT "
        "1)");
    query.bind(year);
    while (query.step()) {
      list_year = static_cast<int>(query.integer(2));
      Codes seen;
      follow(connection, query.text(1), in_force, seen, members[query.text(0)]);
    }
  }
  Query query = connection.query(
      "SELECT name, code FROM region WHERE kind = 'jeugdregio' AND year = ?1"
      " UNION SELECT name, code FROM region_alias WHERE kind = 'jeugdregio' AND year = ?1");
  query.bind(list_year);
  while (query.step()) add_region(names, query.text(0), members[query.text(1)]);
}

void add_spelling(Spellings& spellings, const std::string& name, const std::string& code) {
  std::vector<std::string>& codes = spellings[key_of(name)];
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

// The register's own names, and the other spellings. A name goes before another one's alias.
std::pair<Spellings, Spellings> spellings_of(Connection& connection, int year) {
  std::pair<Spellings, Spellings> result;
  Query names =
      connection.query("SELECT name, gm_code FROM municipality_year WHERE year = ? AND in_force");
  names.bind(year);
  while (names.step()) {
    add_spelling(result.first, names.text(0), names.text(1));
    add_spelling(result.first, names.text(1), names.text(1));
  }
  Query aliases = connection.query(
      "SELECT municipality_alias.name, gm_code FROM municipality_alias"
      " JOIN municipality_year USING (gm_code) WHERE year = ? AND in_force");
  aliases.bind(year);
  while (aliases.step()) add_spelling(result.second, aliases.text(0), aliases.text(1));
  return result;
}

}  // namespace

std::pair<int, int> register_years(Connection& connection) {
  // Two questions, each of which the primary key answers at once; as one they take all rows.
  Query query = connection.query(
      "SELECT (SELECT min(year) FROM municipality_year), (SELECT max(year) FROM "
      "municipality_year)");
  query.step();
  return {static_cast<int>(query.integer(0)), static_cast<int>(query.integer(1))};
}

std::vector<RegisterName> Database::register_names(int year) const {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    const int register_year = within_register(connection, year);
    NameList names;
    add_municipalities(connection, register_year, names);
    add_regions(connection, register_year, names);
    return names.list();
  });
}

int Database::first_register_year() const {
  return guarded(folder(), [&] { return register_years(implementation_->connection).first; });
}

int Database::last_register_year() const {
  return guarded(folder(), [&] { return register_years(implementation_->connection).second; });
}

std::optional<std::string> Database::municipality_code(const std::string& name_or_code,
                                                       int year) const {
  return guarded(folder(), [&]() -> std::optional<std::string> {
    const int register_year = within_register(implementation_->connection, year);
    auto found = implementation_->spellings.find(register_year);
    if (found == implementation_->spellings.end()) {
      auto spellings = spellings_of(implementation_->connection, register_year);
      found = implementation_->spellings.emplace(register_year, std::move(spellings)).first;
    }
    const std::string key = key_of(name_or_code);
    for (const Spellings* spellings : {&found->second.first, &found->second.second}) {
      const auto codes = spellings->find(key);
      if (codes == spellings->end()) continue;
      if (codes->second.size() != 1) return std::nullopt;
      return codes->second.front();
    }
    return std::nullopt;
  });
}

}  // namespace inkoopmonitor::corpus
