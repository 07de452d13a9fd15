#include "reports/movements.h"

#include "reports/questions.h"

namespace inkoopmonitor::reports {
namespace {

// Municipalities merge again: what a predecessor was made of may be what existed then.
constexpr int kGenerations = 5;

void add_group(Moved& moved, const std::string& code,
               const std::map<std::string, std::string>& before, const Predecessors& predecessors,
               int generation) {
  if (generation > kGenerations) return;
  const auto [begin, end] = predecessors.equal_range(code);
  for (auto old = begin; old != end; ++old) {
    const auto group = before.find(old->second.second);
    if (group == before.end()) {
      add_group(moved, old->second.second, before, predecessors, generation + 1);
      continue;
    }
    moved.from = moved.from.empty() || moved.from == group->second ? group->second : "several";
  }
}

}  // namespace

Predecessors predecessors_of(const corpus::Database& database) {
  Predecessors predecessors;
  const Answer answer(database, "panel_changes");
  for (std::size_t r = 0; r < answer.size(); ++r)
    predecessors.emplace(answer.text(r, "new_gm"),
                         std::pair(answer.text(r, "date"), answer.text(r, "old_gm")));
  return predecessors;
}

std::vector<Moved> moved_between(const SpreadYear& earlier, const SpreadYear& later,
                                 const Predecessors& predecessors) {
  std::map<std::string, std::string> before;
  for (const SpreadMunicipality& one : earlier.municipalities) before[one.code] = one.group;
  std::vector<Moved> result;
  for (const SpreadMunicipality& one : later.municipalities) {
    Moved moved{one.code, one.name, "", one.group, before.contains(one.code)};
    if (moved.existed) {
      moved.from = before[one.code];
    } else {
      add_group(moved, one.code, before, predecessors, 0);
    }
    // In a filter by size or region it may be new for another reason.
    if (!moved.from.empty()) result.push_back(std::move(moved));
  }
  return result;
}

}  // namespace inkoopmonitor::reports
