// The note on one municipality: its place among all others and among those that are like it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "reports/figures.h"
#include "reports/grid.h"
#include "reports/profile_note.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {

using nlohmann::json;

namespace {

constexpr std::size_t kComparable = 12;
constexpr const char* kCompared[] = {"bekostiging",  "inkoopmodel", "instrument", "procedure",
                                     "samenwerking", "aanbieders",  "looptijd"};

}  // namespace

std::vector<const ProfileMunicipality*> ProfileNote::comparable() const {
  std::vector<const ProfileMunicipality*> near, far;
  for (const ProfileMunicipality& one : others_) {
    if (one.size_class != its_.size_class || one.size_class.empty()) continue;
    if (!its_.jeugdregio.empty() && one.jeugdregio == its_.jeugdregio)
      near.push_back(&one);
    else if (one.province == its_.province)
      far.push_back(&one);
  }
  near.insert(near.end(), far.begin(), far.end());
  if (near.size() > kComparable) near.resize(kComparable);
  return near;
}

bool ProfileNote::is_like(const std::string& code) const {
  return of_others_.contains(code);
}

json ProfileNote::place() {
  const Answer answer(database_, "uenk_places",
                      {{":from", std::int64_t{options_.year}},
                       {":to", std::int64_t{options_.year}},
                       {":domein", std::string()}});
  std::map<std::string, Standing> places;
  for (std::size_t r = 0; r < answer.size(); ++r)
    places[answer.text(r, "gm_code")] = {answer.real(r, "x"), answer.real(r, "y"),
                                         answer.number(r, "arrangements")};
  number("all", static_cast<std::int64_t>(places.size()));
  number("placed", places.contains(code_) ? 1 : 0);
  json made = section("place", {sentence(places.empty() ? "/place_none" : "/place")});
  if (!places.empty()) draw(made, places_drawn(places), made["text"][0]["html"].get<std::string>());
  if (places.contains(code_)) say_place(made, places);
  add_uenk_models(made);
  add_comparable(made, places);
  add_shares(made);
  return made;
}

DrawnChart ProfileNote::places_drawn(const std::map<std::string, Standing>& places) const {
  BubbleChart chart;
  name_axes(chart, wording_);
  std::map<std::tuple<bool, long, long>, int> found;
  for (const auto& [code, at] : places)
    if (code != code_) ++found[{is_like(code), std::lround(at.x * 25), std::lround(at.y * 25)}];
  for (const auto& [at, count] : found)
    chart.bubbles.push_back({static_cast<double>(std::get<1>(at)) / 25,
                             static_cast<double>(std::get<2>(at)) / 25, count, "",
                             std::get<0>(at) ? "#0B3C5D" : "#A9C9E4"});
  const auto its = places.find(code_);
  if (its != places.end())
    chart.bubbles.push_back({its->second.x, its->second.y, 4, its_.name, "#D55E00"});
  return bubbles(chart, kWide);
}

std::string ProfileNote::quarter_of(const Standing& at) const {
  return wording_.text(
      fmt::format("/uenk/{}_{}", at.x < 0.5 ? "left" : "right", at.y < 0.5 ? "below" : "above"));
}

// Only where it is, without what that means.
std::string ProfileNote::corner_of(const Standing& at) const {
  const std::string quarter = quarter_of(at);
  return quarter.substr(0, quarter.find(':'));
}

void ProfileNote::say_place(json& made, const std::map<std::string, Standing>& places) {
  const Standing& own = places.at(code_);
  std::int64_t right = 0, above = 0, peers = 0;
  for (const auto& [code, at] : places) {
    right += at.x > own.x ? 1 : 0;
    above += at.y > own.y ? 1 : 0;
    peers += is_like(code) ? 1 : 0;
  }
  text("quarter", quarter_of(own));
  number("own", own.arrangements);
  number("others", static_cast<std::int64_t>(places.size()) - 1);
  number("right", right);
  number("above", above);
  number("peers", peers);
  made["after"].push_back({{"html", sentence("/place_own")}});
}

// What Uenk says of the model that the documents name, the most frequent one.
void ProfileNote::add_uenk_models(json& made) {
  std::map<std::string, int> found;
  for (const ProfileArrangement& one : now_) ++found[one.value("opdrachtgeverschapsmodel")];
  found.erase("");
  if (found.empty()) return;
  const std::string most = std::max_element(found.begin(), found.end(), [](auto& a, auto& b) {
                             return a.second < b.second;
                           })->first;
  json its = table(words_.filled("/uenk_model",
                                 {{"model", wording_.value_of("opdrachtgeverschapsmodel", most)}}),
                   {word("who"), word("for"), word("against")});
  const json& models = words_.json("/uenk_models");
  for (std::size_t m = 0; m < models.size(); ++m) {
    if (words_.at(fmt::format("/uenk_models/{}/code", m)) != most) continue;
    const json& rows = words_.json(fmt::format("/uenk_models/{}/rows", m));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto said = [&](int part) {
        const std::string text = words_.at(fmt::format("/uenk_models/{}/rows/{}/{}", m, r, part));
        return text.empty() ? "–" : html_escaped(text);
      };
      its["rows"].push_back(
          row_of(words_.at(fmt::format("/uenk_models/{}/rows/{}/0", m, r)), {said(1), said(2)}));
    }
  }
  if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
}

void ProfileNote::add_comparable(json& made, const std::map<std::string, Standing>& places) {
  if (like_.empty()) {
    made["after"].push_back({{"html", sentence("/comparable_none")}});
    return;
  }
  std::vector<std::string> names;
  for (const ProfileMunicipality* one : like_) names.push_back(one->name);
  text("names", enumerated(names));
  text("size", wording_.text("/sizes/" + its_.size_class));
  made["after"].push_back({{"html", sentence("/comparable")}});
  std::vector<std::string> columns = {word("municipality"), word("inhabitants")};
  for (const char* domein : {"wmo", "jeugd"})
    for (const char* name : {"bekostiging", "inkoopmodel"})
      columns.push_back(fmt::format("{} ({})", wording_.name_of(name), domain_name(domein)));
  columns.push_back(word("place"));
  json its = table(word("peers"), columns);
  const auto add = [&](const ProfileMunicipality& one, const Arrangements& arrangements) {
    std::vector<std::string> cells = {
        one.inhabitants == 0 ? "–" : dutch_number(static_cast<std::size_t>(one.inhabitants))};
    for (const char* domein : {"wmo", "jeugd"})
      for (const char* name : {"bekostiging", "inkoopmodel"})
        cells.push_back(most_of(of_domain(arrangements, domein), name));
    const auto at = places.find(one.code);
    cells.push_back(html_escaped(at == places.end() ? word("no_place") : corner_of(at->second)));
    its["rows"].push_back(row_of(one.name, cells));
  };
  add(its_, now_);
  for (const ProfileMunicipality* one : like_) add(*one, of_others_.at(one->code));
  made["tables"].push_back(std::move(its));
}

// How many have what it has: of those like it, and of all.
void ProfileNote::add_shares(json& made) {
  Filter filter;
  filter.from = filter.to = options_.year;
  bool some = false;
  for (const std::string& domein : domains()) {
    if (of_domain(now_, domein).empty()) continue;
    filter.domein = domein;
    json its =
        table(fmt::format("{}: {}", domain_name(domein), word("shares")),
              {word("feature"), word("own"), word("same_like"), word("same_all"), word("most")});
    for (const char* name : kCompared) {
      if (!is_coded(name)) continue;
      const VariableLabels& variable = find_variable(wording_.codebook, name);
      const Spread spread = base_.spread(variable, filter);
      if (spread.years.empty()) return;
      const SpreadYear& year = spread.years.back();
      std::string own = "absent";
      std::size_t known_like = 0, same_like = 0;
      for (const SpreadMunicipality& one : year.municipalities)
        if (one.code == code_) own = one.group;
      std::map<std::string, std::size_t> counts;
      for (const SpreadMunicipality& one : year.municipalities) {
        if (is_unknown(one.group)) continue;
        ++counts[one.group];
        known_like += is_like(one.code) ? 1 : 0;
        same_like += is_like(one.code) && one.group == own ? 1 : 0;
      }
      const auto known = static_cast<std::size_t>(year.known());
      if (is_unknown(own)) continue;
      const auto most =
          std::max_element(counts.begin(), counts.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      const Interval interval = interval_of(counts[own], known, year.municipalities.size());
      its["rows"].push_back(row_of(
          wording_.name_of(name),
          {html_escaped(wording_.label(&variable, own)),
           known_like == 0 ? "–"
                           : words_.filled("/shares_same", {{"count", std::to_string(same_like)},
                                                            {"known", std::to_string(known_like)}}),
           html_escaped(
               words_.filled("/shares_all", {{"share", percent_of(counts[own], known)},
                                             {"known", dutch_number(known)},
                                             {"low", fmt::format("{:.0f}", interval.low)},
                                             {"high", fmt::format("{:.0f}", interval.high)}})),
           html_escaped(fmt::format("{} ({})", wording_.label(&variable, most->first),
                                    percent_of(most->second, known)))}));
    }
    some = some || !its["rows"].empty();
    if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
  }
  if (!now_.empty())
    made["after"].push_back({{"html", sentence(some ? "/shares" : "/shares_none")}});
}

}  // namespace inkoopmonitor::reports
