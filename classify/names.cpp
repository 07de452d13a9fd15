#include "classify/names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text.h"

namespace inkoopmonitor::classify {
namespace {

// Asked of every byte of a text; std::isalnum is a call that asks for the locale.
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || static_cast<unsigned char>(letter) >= 0x80;
}
bool is_capital(char letter) {
  return letter >= 'A' && letter <= 'Z';
}
bool is_edge(const std::string& folded, std::size_t at) {
  const bool starts = is_letter(folded[at]) || folded[at] == '\'';
  return starts && (at == 0 || (!is_letter(folded[at - 1]) && folded[at - 1] != '-' &&
                                folded[at - 1] != '\''));
}

// Terms of procurement that begin like a municipality.
bool is_other_name(std::string_view folded) {
  static constexpr std::array<std::string_view, 3> terms = {"best value", "best practice",
                                                            "best effort"};
  return std::any_of(terms.begin(), terms.end(),
                     [&](std::string_view term) { return folded.starts_with(term); });
}

}  // namespace

NameFinder::NameFinder(const Gazetteer& gazetteer) {
  for (const Gazetteer::Name& name : gazetteer.names) {
    const std::string key = text::fold(name.name);
    by_first_[key.substr(0, key.find_first_of(" -"))].push_back({&name, key});
  }
  for (auto& [first, names] : by_first_) {
    std::stable_sort(names.begin(), names.end(), [](const Entry& a, const Entry& b) {
      return a.folded.size() > b.folded.size();
    });
  }
}

std::vector<std::vector<NameHit>> NameFinder::find(const std::vector<Unit>& units) const {
  std::vector<std::vector<NameHit>> hits;
  hits.reserve(units.size());
  for (const Unit& unit : units) hits.push_back(find(unit));
  return hits;
}

std::vector<NameHit> NameFinder::find(const Unit& unit) const {
  std::vector<NameHit> hits;
  const std::string& folded = unit.folded;
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_edge(folded, at)) {
      ++at;
      continue;
    }
    const std::size_t length = match(unit, at, hits);
    at += std::max<std::size_t>(length, 1);
  }
  return hits;
}

std::size_t NameFinder::match(const Unit& unit, std::size_t at, std::vector<NameHit>& hits) const {
  const std::string& folded = unit.folded;
  std::size_t stop = at;
  while (stop < folded.size() && (is_letter(folded[stop]) || folded[stop] == '\'')) ++stop;
  const std::uint32_t original = unit.origin[at];
  // A name has a capital; `'s-Hertogenbosch` after its `'s-`.
  const std::string_view written = std::string_view(unit.text).substr(original, 8);
  const bool small = written.empty() || (written[0] >= 'a' && written[0] <= 'z');
  if (small || std::none_of(written.begin(), written.end(), is_capital)) return stop - at;
  const auto found = by_first_.find(folded.substr(at, stop - at));
  if (found == by_first_.end()) return stop - at;
  for (const Entry& entry : found->second) {
    if (folded.compare(at, entry.folded.size(), entry.folded) != 0) continue;
    const std::size_t end = at + entry.folded.size();
    if (end < folded.size() &&
        (is_letter(folded[end]) ||
         (folded[end] == '-' && end + 1 < folded.size() && is_letter(folded[end + 1]))))
      continue;
    if (is_other_name(std::string_view(folded).substr(at))) continue;
    hits.push_back({entry.name, at, end});
    return entry.folded.size();
  }
  return stop - at;
}

}  // namespace inkoopmonitor::classify
