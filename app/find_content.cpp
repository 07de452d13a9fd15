#include "app/find_content.h"

#include <algorithm>

#include "app/files.h"
#include "app/output.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr std::size_t least_digits = 6;
constexpr std::size_t most_listed = 10;

std::vector<NamedContent> ask(const corpus::Database& database, const std::string& condition,
                              const std::string& name) {
  const corpus::Rows found = database.select(
      "SELECT DISTINCT content_file.sha256, content_file.file, content_file.offering_id"
      " FROM offering JOIN content_file USING (content_id)"
      " WHERE offering.state = 'offered' AND " +
          condition + " ORDER BY content_file.offering_id",
      {{":name", name}});
  std::vector<NamedContent> contents;
  for (const corpus::Row& row : found.rows) {
    contents.push_back({row[0].value_or(""), row[1].value_or("")});
  }
  return contents;
}

bool is_hexadecimal(const std::string& name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::vector<NamedContent> find_contents(const corpus::Database& database, const std::string& name) {
  const std::string shown = text::escaped_path(name);
  auto found = ask(database, "offering.shown_path IN (:name, replace(:name, '\\\\', '\\'))", shown);
  if (found.empty()) {
    found =
        ask(database, "CAST(offering.root || '/' || offering.path AS BLOB) = CAST(:name AS BLOB)",
            absolute_path(name).native());
  }
  if (found.empty()) {
    found = ask(database, "substr(offering.shown_path, -length(:name) - 1) = '/' || :name", shown);
  }
  if (found.empty() && name.size() >= least_digits && is_hexadecimal(name)) {
    found = ask(database, "substr(content_file.sha256, 1, length(:name)) = :name", name);
  }
  return found;
}

std::optional<NamedContent> find_content(const corpus::Database& database,
                                         const std::string& name) {
  const auto found = find_contents(database, name);
  if (found.size() == 1) return found.front();
  const std::string shown = text::escaped_path(name);
  if (found.empty()) {
    say("inkoopmonitor: " + shown +
        ": there is no such document in the corpus\n"
        "  Its documents are listed by: inkoopmonitor query documents.");
    return std::nullopt;
  }
  say("inkoopmonitor: " + shown + ": " + std::to_string(found.size()) +
      " documents have this name");
  for (std::size_t i = 0; i < std::min(found.size(), most_listed); ++i) {
    say("  " + found[i].sha256.substr(0, 12) + "  " + found[i].file);
  }
  say("  Name it by more of its path, or by the digits before it.");
  return std::nullopt;
}

}  // namespace inkoopmonitor::app
