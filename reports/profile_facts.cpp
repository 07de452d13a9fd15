#include "reports/profile_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "reports/questions.h"

namespace inkoopmonitor::reports {

std::string ProfileArrangement::value(const std::string& variable) const {
  const auto found = stated.find(variable);
  return found == stated.end() || found->second.outcome != "value" ? "" : found->second.value;
}

bool ProfileArrangement::is_of(const std::string& domein) const {
  std::string domains = value("domein");
  std::replace(domains.begin(), domains.end(), '+', '|');
  const std::vector<std::string> parts = split_list(domains);
  return std::find(parts.begin(), parts.end(), domein) != parts.end();
}

bool ProfileArrangement::is_for(const std::string& domein, const std::string& voorziening) const {
  return places.contains({domein, voorziening});
}

std::string ProfileArrangement::called() const {
  return fmt::format("{} ({})", dossier, record);
}

std::vector<ProfileMunicipality> ProfileFacts::municipalities(int year) const {
  std::vector<ProfileMunicipality> all;
  const Answer answer(database_, "municipalities_of_year", {{":year", std::int64_t{year}}});
  for (std::size_t r = 0; r < answer.size(); ++r)
    all.push_back({answer.text(r, "gm_code"), answer.text(r, "name"), answer.text(r, "province"),
                   answer.text(r, "jeugdregio"), answer.text(r, "size_class"),
                   answer.number(r, "inhabitants"), answer.number(r, "inhabitants_year"),
                   answer.number(r, "documents")});
  return all;
}

std::map<int, std::vector<ProfileArrangement>> ProfileFacts::history(const std::string& code,
                                                                     int from, int to) const {
  const Parameters about = {{":gm_code", code},
                            {":from", std::int64_t{from}},
                            {":to", std::int64_t{to}},
                            {":domein", std::string()}};
  std::map<std::int64_t, std::map<std::string, Stated>> stated;
  const Answer values(database_, "municipality_values", about);
  for (std::size_t r = 0; r < values.size(); ++r)
    stated[values.number(r, "arrangement")][values.text(r, "variable")] = {
        values.text(r, "value"),      values.text(r, "outcome"),
        values.text(r, "file"),       values.number(r, "page") == 0 ? "" : values.text(r, "page"),
        values.real(r, "confidence"), quoted(values, r, intern_)};
  std::map<int, std::vector<ProfileArrangement>> years;
  const Answer panel(database_, "municipality_years", about);
  for (std::size_t r = 0; r < panel.size(); ++r) {
    ProfileArrangement& one = years[static_cast<int>(panel.number(r, "panel_year"))].emplace_back();
    one.dossier = panel.text(r, "dossier");
    one.record = panel.text(r, "record");
    one.certainty = panel.text(r, "certainty");
    one.stated = stated[panel.number(r, "arrangement")];
    std::string places = panel.text(r, "places");
    std::replace(places.begin(), places.end(), ',', '|');
    for (const std::string& place : split_list(places)) {
      const std::size_t part = place.find('/');
      one.places.insert({place.substr(0, part), place.substr(part + 1)});
    }
  }
  return years;
}

std::vector<ProfileArrangement> ProfileFacts::in_force(const std::string& code, int year) const {
  auto years = history(code, year, year);
  return std::move(years[year]);
}

std::vector<std::string> ProfileFacts::predecessors(const std::string& code) const {
  std::vector<std::string> all, next = {code};
  while (!next.empty()) {
    const std::string one = next.back();
    next.pop_back();
    const auto [begin, end] = predecessors_.equal_range(one);
    for (auto old = begin; old != end; ++old)
      if (old->second.second != code &&
          std::find(all.begin(), all.end(), old->second.second) == all.end()) {
        all.push_back(old->second.second);
        next.push_back(old->second.second);
      }
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Merger> ProfileFacts::mergers(const std::string& code, int year) const {
  std::vector<std::string> made = predecessors(code);
  made.push_back(code);
  std::vector<Merger> all;
  const Answer changes(database_, "panel_changes");
  for (std::size_t r = 0; r < changes.size(); ++r) {
    const Merger one = {changes.text(r, "date"), changes.text(r, "old_gm"),
                        changes.text(r, "new_gm"), changes.number(r, "is_split") != 0};
    const bool its = std::find(made.begin(), made.end(), one.into) != made.end();
    if (its && one.from != one.into && one.day <= fmt::format("{}-01-01", year)) all.push_back(one);
  }
  std::sort(all.begin(), all.end(), [](const Merger& a, const Merger& b) {
    return std::tie(a.day, a.into, a.from) < std::tie(b.day, b.into, b.from);
  });
  return all;
}

std::int64_t ProfileFacts::documents(const std::string& code, int year) const {
  return Answer(database_, "municipality_document_count",
                {{":gm_code", code}, {":year", std::int64_t{year}}})
      .number(0, "number");
}

}  // namespace inkoopmonitor::reports
