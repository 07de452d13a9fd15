#include "app/municipalities.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text.h"

namespace inkoopmonitor::app {
namespace {

// Letters to insert, remove or change to make one of the other. Names are short.
std::size_t distance(const std::string& left, const std::string& right) {
  std::vector<std::size_t> above(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::vector<std::size_t> row(right.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t change = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
    }
    above = std::move(row);
  }
  return above.back();
}

// First and last register year in which the name or code exists, and its code.
struct Lifetime {
  int first = 0, last = 0;
  std::string code;
};

std::optional<Lifetime> lifetime(const std::string& name, const corpus::Database& database) {
  Lifetime found;
  for (int year = database.first_register_year(); year <= database.last_register_year(); ++year) {
    const auto code = database.municipality_code(name, year);
    if (!code) continue;
    if (found.first == 0) found.first = year;
    found.last = year;
    found.code = *code;
  }
  if (found.first == 0) return std::nullopt;
  return found;
}

// Names of the municipalities that exist in `year` and followed the one with `code`, directly or
// by more than one merger.
std::vector<std::string> successors(const std::string& code, int year,
                                    const corpus::Database& database) {
  const corpus::Rows found = database.select(
      "WITH RECURSIVE follower(gm_code) AS ("
      "  SELECT new_gm FROM municipality_change WHERE old_gm = :code"
      "  UNION SELECT new_gm FROM municipality_change JOIN follower ON old_gm = follower.gm_code)"
      " SELECT name FROM municipality_year JOIN follower USING (gm_code)"
      " WHERE year = :year AND in_force = 1 AND gm_code <> :code ORDER BY name",
      {{":code", code}, {":year", std::int64_t{year}}});
  std::vector<std::string> names;
  for (const corpus::Row& row : found.rows) names.push_back(row[0].value_or(""));
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

// The names that look most like `name`, when any looks like it at all.
std::vector<std::string> lookalikes(const std::string& name, int year,
                                    const corpus::Database& database) {
  const std::string folded = text::fold(name);
  std::vector<std::string> best;
  std::size_t least = std::max<std::size_t>(1, folded.size() / 3) + 1;
  for (const corpus::RegisterName& candidate : database.register_names(year)) {
    if (candidate.region) continue;
    const std::size_t differences = distance(folded, text::fold(candidate.name));
    if (differences > least || (differences == least && best.empty())) continue;
    if (differences < least) best.clear();
    least = differences;
    if (best.size() < 3) best.push_back(candidate.name);
  }
  return best;
}

}  // namespace

int register_year(int year, const corpus::Database& database) {
  return std::clamp(year, database.first_register_year(), database.last_register_year());
}

std::optional<std::string> municipality_of_folders(const std::filesystem::path& folders, int year,
                                                   const corpus::Database& database) {
  std::vector<std::string> names;
  for (const auto& folder : folders) names.push_back(folder.native());
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    std::replace(name->begin(), name->end(), '_', ' ');
    if (!text::is_valid_utf8(*name)) continue;
    if (auto code = database.municipality_code(*name, register_year(year, database))) return code;
  }
  return std::nullopt;
}

std::string advice_on_municipality(const std::string& name_or_code, int year,
                                   const corpus::Database& database) {
  if (const auto life = lifetime(name_or_code, database)) {
    std::string advice = fmt::format("the register has it from {} to {}", life->first, life->last);
    const auto followers = successors(life->code, register_year(year, database), database);
    if (!followers.empty())
      advice += "; in " + std::to_string(year) + " write " + joined(followers);
    return advice;
  }
  const auto names = lookalikes(name_or_code, register_year(year, database), database);
  if (!names.empty()) return "did you mean " + joined(names) + "?";
  return "write its name as the register has it, or its code, as GM0344";
}

}  // namespace inkoopmonitor::app
