#include "reports/changed_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace inkoopmonitor::reports {
namespace {

// The number of a row and a group, or the whole row of a figure that has one for each municipality.
using Numbers = std::map<std::pair<std::string, std::string>, std::string>;
constexpr std::size_t kGridColumns = 8;

Numbers numbers_of(const Table& data) {
  Numbers numbers;
  for (const auto& row : data.rows) {
    std::string name = row[0];
    std::erase(name, '*');  // a break in the series
    if (data.columns.size() == kGridColumns) {
      if (row[3] != "0") numbers[{name, row[2]}] = row[3];
      continue;
    }
    std::string& all = numbers[{name, ""}];
    for (std::size_t c = 1; c < row.size(); ++c) all += row[c] + " ";
  }
  return numbers;
}

// The year that a row is called by; 0 when it is none.
int year_of(const std::string& row) {
  const bool is_year = row.size() == 4 && std::all_of(row.begin(), row.end(), [](char sign) {
                         return sign >= '0' && sign <= '9';
                       });
  return is_year ? std::stoi(row) : 0;
}

// Rows of numbers that differ, each as often as it has one that does.
std::map<std::string, int> differing(const ComparedFigure& figure, const CompareOptions& options) {
  std::map<std::string, int> rows;
  const Numbers now = numbers_of(figure.now), before = numbers_of(figure.before);
  const auto compare = [&](const Numbers& some, const Numbers& others, bool both) {
    for (const auto& [key, number] : some) {
      const int year = year_of(key.first) != 0 ? year_of(key.first) : options.year;
      if (year > options.last_year) continue;
      const auto other = others.find(key);
      if (other == others.end() || (both && other->second != number)) ++rows[key.first];
    }
  };
  compare(now, before, true);
  compare(before, now, false);
  return rows;
}

// why, in the order of how often; only of what the figure may show.
class Reasons {
 public:
  Reasons(const std::vector<corpus::PanelChange>& changes, const CompareOptions& options) {
    for (const corpus::PanelChange& change : changes) {
      if (change.panel_year < options.from || change.panel_year > options.last_year ||
          (!options.domein.empty() && change.domein != options.domein))
        continue;
      for (const std::string& variable : {change.variable, std::string()})
        places_[variable][change.why].insert({change.panel_year, change.gm_code});
    }
  }

  std::string text(const std::vector<std::string>& variables, const Wording& wording) const {
    std::map<std::string, std::set<Place>> all;
    for (const std::string& variable : variables) add(variable, all);
    if (all.empty()) add("", all);
    std::vector<std::pair<std::size_t, std::string>> ordered;
    for (const auto& [why, places] : all) ordered.emplace_back(places.size(), why);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string text;
    for (const auto& [count, why] : ordered)
      text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", wording.text("/why/" + why),
                          dutch_number(count));
    return text.empty() ? wording.text("/why/unknown") : text;
  }

 private:
  using Place = std::pair<int, std::string>;

  void add(const std::string& variable, std::map<std::string, std::set<Place>>& all) const {
    const auto found = places_.find(variable);
    if (found == places_.end()) return;
    for (const auto& [why, places] : found->second) all[why].insert(places.begin(), places.end());
  }

  // By variable (empty: any), then by why.
  std::map<std::string, std::map<std::string, std::set<Place>>> places_;
};

std::string listed(const std::map<std::string, int>& rows) {
  constexpr std::size_t kMost = 6;
  std::string text;
  std::size_t number = 0;
  for (const auto& [row, count] : rows) {
    if (++number > kMost) return text + ", …";
    text += (text.empty() ? "" : ", ") + row;
  }
  return text;
}

}  // namespace

Table changed_figures(const std::vector<ComparedFigure>& figures,
                      const std::vector<corpus::PanelChange>& changes, const Wording& wording,
                      const CompareOptions& options) {
  Table table;
  for (const auto& [name, align] :
       {std::pair("number", Align::left), std::pair("title", Align::left),
        std::pair("numbers", Align::right), std::pair("rows", Align::left),
        std::pair("why", Align::left)})
    table.columns.push_back({wording.text(std::string("/method/changed/") + name), align});
  const Reasons reasons(changes, options);
  for (const ComparedFigure& figure : figures) {
    const std::map<std::string, int> rows = differing(figure, options);
    std::size_t numbers = 0;
    for (const auto& [row, count] : rows) numbers += static_cast<std::size_t>(count);
    if (numbers == 0) continue;
    table.rows.push_back({figure.number, figure.title, dutch_number(numbers), listed(rows),
                          reasons.text(figure.variables, wording)});
  }
  return table;
}

}  // namespace inkoopmonitor::reports
