// The note on one municipality: how it came to buy as it does.
#include <fmt/format.h>

#include <algorithm>

#include "reports/dates.h"
#include "reports/profile_note.h"

namespace inkoopmonitor::reports {

using nlohmann::json;

namespace {

// A change of these is a change of how a municipality buys.
constexpr const char* kFollowed[] = {"bekostiging", "inkoopmodel", "instrument"};
constexpr std::size_t kChanges = 8;
constexpr const char* kOverYears[] = {"bekostiging", "inkoopmodel", "procedure"};

}  // namespace

// Changes between the years of which one value is known, as the monitor counts them.
void ProfileNote::find_changes() {
  struct Change {
    int year = 0;
    std::string sentence;
  };
  std::vector<Change> found;
  for (const std::string& domein : domains())
    for (const char* name : kFollowed) {
      std::string before;
      int then = 0;
      for (const auto& [year, rows] : years_) {
        std::set<std::string> values;
        for (const auto& [code, arrangements] : rows)
          for (const ProfileArrangement& one : of_domain(arrangements, domein))
            if (!one.value(name).empty()) values.insert(one.value(name));
        if (values.size() != 1) continue;
        if (!before.empty() && before != *values.begin()) {
          text("at", std::to_string(year));
          text("then", std::to_string(then));
          text("domein", domain_name(domein));
          text("variable", wording_.name_of(name));
          text("before", wording_.value_of(name, before));
          text("after", wording_.value_of(name, *values.begin()));
          found.push_back({year, sentence("/change")});
        }
        before = *values.begin();
        then = year;
      }
    }
  std::stable_sort(found.begin(), found.end(),
                   [](const Change& a, const Change& b) { return a.year < b.year; });
  for (const Change& one : found) changes_.push_back(one.sentence);
}

json ProfileNote::history() {
  json made = section("history", {sentence("/history")});
  for (const std::string& domein : domains()) add_years(made, domein);
  if (made["tables"].empty()) made["text"] = html_of({sentence("/history_none")});
  std::vector<std::string> items;
  for (const Merger& one : facts_.mergers(code_, options_.year)) {
    text("day", in_dutch(one.day));
    text("from", names_.of_codes(one.from));
    text("into", names_.of_codes(one.into));
    items.push_back(sentence(one.split ? "/merger_split" : "/merger"));
  }
  const std::size_t more = changes_.size() > kChanges ? changes_.size() - kChanges : 0;
  items.insert(items.end(), changes_.begin() + static_cast<std::ptrdiff_t>(more), changes_.end());
  number("more", static_cast<std::int64_t>(more));
  if (more != 0) items.push_back(sentence("/changes_more"));
  if (changes_.empty() && !made["tables"].empty()) items.push_back(sentence("/change_none"));
  list(made, items);
  return made;
}

// Many predecessors as one, without a code.
ProfileNote::OfYear ProfileNote::together(const OfYear& rows) const {
  constexpr std::size_t kApart = 2;
  if (predecessors_.size() <= kApart) return rows;
  OfYear made;
  Arrangements before;
  for (const auto& [code, arrangements] : rows)
    if (code == code_)
      made.emplace_back(code, arrangements);
    else
      before.insert(before.end(), arrangements.begin(), arrangements.end());
  if (!before.empty()) made.emplace(made.begin(), "", std::move(before));
  return made;
}

// Years that do not differ stand together.
void ProfileNote::add_years(json& made, const std::string& domein) {
  std::vector<std::string> columns = {word("years")};
  if (!predecessors_.empty()) columns.push_back(word("municipality"));
  for (const char* name : kOverYears) columns.push_back(wording_.name_of(name));
  columns.push_back(word("arrangements"));
  struct Span {
    int first = 0, last = 0;
    std::string code;
    std::vector<std::string> cells;
  };
  std::vector<Span> spans;
  for (const auto& [year, rows] : years_)
    for (const auto& [code, all] : together(rows)) {
      const Arrangements its = of_domain(all, domein);
      if (its.empty()) continue;
      Span span{year, year, code, {}};
      if (!predecessors_.empty())
        span.cells.push_back(code.empty() ? words_.at("/predecessors")
                                          : html_escaped(names_.of_codes(code)));
      for (const char* name : kOverYears) span.cells.push_back(most_of(its, name));
      span.cells.push_back(std::to_string(its.size()));
      const auto same = std::find_if(spans.rbegin(), spans.rend(),
                                     [&](const Span& one) { return one.code == code; });
      if (same != spans.rend() && same->last + 1 == year && same->cells == span.cells)
        same->last = year;
      else
        spans.push_back(std::move(span));
    }
  json its = table(domain_name(domein), columns);
  for (const Span& span : spans)
    its["rows"].push_back(row_of(span.first == span.last
                                     ? std::to_string(span.first)
                                     : fmt::format("{}–{}", span.first, span.last),
                                 span.cells));
  if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
}

}  // namespace inkoopmonitor::reports
