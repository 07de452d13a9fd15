#include "reports/spread.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "error.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {
namespace {

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::string length_class(std::string_view value) {
  const std::optional<int> months = whole_number(value);
  if (!months) return std::string(value);
  return *months < 12 ? "<12" : *months < 24 ? "12-23" : *months < 36 ? "24-35" : ">=36";
}

std::string number_class(std::string_view value) {
  const std::size_t dash = value.rfind('-');
  const std::optional<int> upper =
      whole_number(dash == std::string_view::npos ? value : value.substr(dash + 1));
  if (!upper) return std::string(value);
  return *upper <= 1 ? "1" : *upper <= 6 ? "2-6" : *upper <= 25 ? "7-25" : ">25";
}

std::vector<std::string> classes_of(const VariableLabels& variable) {
  if (variable.type == "months") return {"<12", "12-23", "24-35", ">=36", "onbepaald"};
  if (variable.type == "range") return {"1", "2-6", "7-25", ">25", "onbeperkt"};
  std::vector<std::string> codes;
  for (const auto& [value, label] : variable.codes_nl) codes.push_back(value);
  return codes;
}

std::string group_of(const SpreadMunicipality& municipality, const Said& said) {
  if (municipality.in_force != 0) return said.group();
  if (municipality.documents_offered == 0) return "no_document";
  return municipality.documents_read != 0 ? "no_arrangement" : "unreadable";
}

std::size_t distance(const std::string& left, const std::string& right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j < row.size(); ++j) {
      const std::size_t changed = diagonal + (left[i - 1] != right[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

// The three names that look most like `name`.
std::string nearest(const std::string& name, std::vector<std::string> known) {
  // A name that contains what was typed is nearer than its length makes it.
  const auto far = [&](const std::string& other) {
    return other.find(name) != std::string::npos ? 1 : distance(name, other);
  };
  std::stable_sort(known.begin(), known.end(),
                   [&](const auto& a, const auto& b) { return far(a) < far(b); });
  if (known.size() > 3) known.resize(3);
  std::string list;
  for (std::size_t n = 0; n < known.size(); ++n)
    list += (n == 0 ? "" : n + 1 == known.size() ? " or " : ", ") + known[n];
  return list;
}

}  // namespace

const std::vector<std::string>& unknown_groups() {
  static const std::vector<std::string> groups = {"several",       "absent",         "unreadable",
                                                  "contradictory", "no_arrangement", "no_document"};
  return groups;
}

bool is_unknown(const std::string& group) {
  const auto& groups = unknown_groups();
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

// First in the codebook's order, then the others, numbers by their size.
std::vector<std::string> in_order(const VariableLabels& variable,
                                  const std::set<std::string>& occurring) {
  std::vector<std::string> result, others;
  const std::vector<std::string> known = classes_of(variable);
  for (const std::string& value : known)
    if (occurring.contains(value)) result.push_back(value);
  for (const std::string& value : occurring)
    if (std::find(known.begin(), known.end(), value) == known.end()) others.push_back(value);
  std::stable_sort(others.begin(), others.end(), [](const auto& left, const auto& right) {
    const auto a = whole_number(left), b = whole_number(right);
    return a && b ? *a < *b : a.has_value() && !b.has_value();
  });
  result.insert(result.end(), others.begin(), others.end());
  return result;
}

void Said::add(const VariableLabels& variable, std::string_view outcome, std::string_view stated,
               double value_confidence, double review_threshold, std::int64_t number) {
  if (outcome == "absent") return;
  arrangements += number;
  if (outcome == "contradictory") {
    contradictory = true;
  } else if (outcome == "unreadable") {
    unreadable = true;
  } else if (value_confidence < review_threshold) {
    not_reviewed = true;
  } else {
    if (value.empty()) {
      value = classed(variable.type, stated);
    } else if (!several && value != stated) {
      several = value != classed(variable.type, stated);
    }
    confidence = std::min(confidence, value_confidence);
  }
}

bool Said::known() const {
  return !several && !contradictory && !unreadable && !not_reviewed && !value.empty() &&
         arrangements >= of;
}

std::string Said::group() const {
  if (several) return "several";
  if (contradictory) return "contradictory";
  if (unreadable) return "unreadable";
  if (not_reviewed) return "not_reviewed";
  return known() ? value : "absent";
}

bool covers(const SpreadMunicipality& municipality, Coverage stage) {
  switch (stage) {
    case Coverage::offered:
      return municipality.documents_offered != 0;
    case Coverage::in_force:
      return municipality.in_force != 0;
    case Coverage::read:
      break;
  }
  return municipality.documents_read != 0;
}

int SpreadYear::count(Coverage stage) const {
  return static_cast<int>(std::count_if(municipalities.begin(), municipalities.end(),
                                        [&](const auto& m) { return covers(m, stage); }));
}

int SpreadYear::count(const std::string& group) const {
  return static_cast<int>(
      std::count_if(municipalities.begin(), municipalities.end(),
                    [&](const SpreadMunicipality& m) { return m.group == group; }));
}

int SpreadYear::known() const {
  return static_cast<int>(
      std::count_if(municipalities.begin(), municipalities.end(),
                    [](const SpreadMunicipality& m) { return !is_unknown(m.group); }));
}

SpreadBase::SpreadBase(const corpus::Database& database, Behind behind)
    : database_(database), behind_(behind) {
  const Answer years(database, "years");
  first_panel_ = static_cast<int>(years.number(0, "first_panel"));
  last_panel_ = static_cast<int>(years.number(0, "last_panel"));
  first_set_ = static_cast<int>(years.number(0, "first_set"));
  last_set_ = static_cast<int>(years.number(0, "last_set"));
  last_municipalities_ = static_cast<int>(years.number(0, "last_municipalities"));
}

std::vector<int> SpreadBase::years(const Filter& filter) const {
  if (filter.from != 0 && filter.to != 0 && filter.from > filter.to)
    throw Error(ErrorKind::usage, fmt::format("--from {} --to {}", filter.from, filter.to),
                "the first year lies after the last", "exchange them");
  const int first_register = database_.first_register_year();
  if (filter.to != 0 && filter.to < first_register)
    throw Error(ErrorKind::usage, fmt::format("--to {}", filter.to),
                fmt::format("the register begins in {}", first_register),
                fmt::format("ask for {} or later", first_register));
  // A panel that begins after the last collection still has that collection to show.
  const int first_known = first_panel_ != 0 ? std::min(first_panel_, last_set_) : first_set_;
  const int last_known = last_panel_ != 0 ? std::min(last_panel_, last_set_) : last_set_;
  const int first = std::max(filter.from != 0 ? filter.from : first_known, first_register);
  const int last = filter.to != 0 ? filter.to : std::max(last_known, filter.from);
  std::vector<int> result;
  if (last_set_ == 0 && (filter.from == 0 || filter.to == 0)) return result;
  for (int year = first; year <= last; ++year) result.push_back(year);
  return result;
}

std::vector<SpreadYear> SpreadBase::municipalities(const std::vector<int>& years,
                                                   const Filter& filter) const {
  std::vector<SpreadYear> result;
  for (const int year : years) result.push_back({year, {}});
  if (years.empty()) return result;
  // A year after the last of the panel has the municipalities of that, and nothing else.
  Filter known = filter;
  known.from = std::min(years.front(), last_municipalities_);
  known.to = years.back();
  each_row(database_, "panel_municipalities", municipality_parameters(known),
           [&](const corpus::ReadRow& row) {
             // Columns as they stand in that question.
             const int year = std::max(static_cast<int>(row.number(0)), years.front());
             SpreadMunicipality one;
             one.code = row.text(1);
             one.name = row.text(2);
             one.province = row.text(3);
             one.inhabitants = row.number(6);
             one.inhabitants_year = static_cast<int>(row.number(7));
             if (year == row.number(0)) {
               one.documents_offered = static_cast<int>(row.number(9));
               one.documents_read = static_cast<int>(row.number(10));
             }
             result[static_cast<std::size_t>(year - years.front())].municipalities.push_back(
                 std::move(one));
           });
  for (std::size_t y = 1; y < result.size(); ++y) {
    if (result[y].year <= last_municipalities_) continue;
    for (SpreadMunicipality one : result[y - 1].municipalities) {
      one.documents_offered = one.documents_read = 0;
      result[y].municipalities.push_back(std::move(one));
    }
  }
  std::size_t place = 0;
  for (SpreadYear& year : result)
    for (SpreadMunicipality& one : year.municipalities) one.place = place++;
  return result;
}

std::vector<std::pair<std::string, std::string>> SpreadBase::places(const Filter& filter) const {
  const std::string domein = filter.domein.empty() ? "*" : filter.domein;
  if (filter.voorziening.empty()) return {{domein, "*"}};
  if (!filter.domein.empty()) return {{domein, filter.voorziening}};
  std::vector<std::pair<std::string, std::string>> found;
  const Answer answer(database_, "panel_places");
  for (std::size_t r = 0; r < answer.size(); ++r)
    if (answer.text(r, "voorziening") == filter.voorziening)
      found.emplace_back(answer.text(r, "domein"), filter.voorziening);
  return found;
}

namespace {

// Finds municipalities by year and code. Years follow each other, and municipalities stand in order
// of code; those asked for mostly too, so that each is sought first where the last one stood.
class Finder {
 public:
  explicit Finder(std::vector<SpreadYear>& years) : years_(years) {}

  // Null when there is none.
  SpreadMunicipality* find(std::int64_t year, std::string_view code) {
    if (years_.empty() || year < years_.front().year || year > years_.back().year) return nullptr;
    std::vector<SpreadMunicipality>& all =
        years_[static_cast<std::size_t>(year - years_.front().year)].municipalities;
    for (std::size_t at = last_; at < std::min(last_ + 2, all.size()); ++at)
      if (all[at].code == code) return &all[last_ = at];
    const auto found = std::lower_bound(
        all.begin(), all.end(), code,
        [](const SpreadMunicipality& one, std::string_view wanted) { return one.code < wanted; });
    if (found == all.end() || found->code != code) return nullptr;
    last_ = static_cast<std::size_t>(found - all.begin());
    return &*found;
  }

 private:
  std::vector<SpreadYear>& years_;
  std::size_t last_ = 0;
};

Parameters place_parameters(const std::pair<std::string, std::string>& place, int from, int to) {
  return {{":from", std::int64_t{from}},
          {":to", std::int64_t{to}},
          {":domein", place.first},
          {":voorziening", place.second}};
}

void add_cells(const corpus::Database& database, const Parameters& place,
               std::vector<SpreadYear>& spread_years) {
  Finder finder(spread_years);
  each_row(database, "panel_cells", place, [&](const corpus::ReadRow& row) {
    SpreadMunicipality* municipality = finder.find(row.number(0), row.text(1));
    if (municipality == nullptr) return;
    municipality->in_force += static_cast<int>(row.number(2));
    municipality->reviewed += static_cast<int>(row.number(3));
    municipality->certainty = row.text(4);
  });
}

using Place = std::pair<std::string, std::string>;  // domein, voorziening
std::size_t count_all(const std::vector<SpreadYear>& years) {
  std::size_t number = 0;
  for (const SpreadYear& year : years) number += year.municipalities.size();
  return number;
}

void add_values(const corpus::Database& database, const Place& place,
                std::vector<SpreadYear>& spread_years, const VariableLabels& variable,
                double review_threshold, std::vector<Said>& said) {
  Parameters parameters =
      place_parameters(place, spread_years.front().year, spread_years.back().year);
  parameters.emplace_back(":variable", variable.name);
  const bool whole = place.second == "*";
  if (whole) std::erase_if(parameters, [](const auto& one) { return one.first == ":voorziening"; });
  if (!whole) parameters.emplace_back(":threshold", review_threshold);
  Finder finder(spread_years);
  each_row(database, whole ? "panel_totals" : "panel_values", parameters,
           [&](const corpus::ReadRow& row) {
             const SpreadMunicipality* municipality = finder.find(row.number(0), row.text(1));
             if (municipality == nullptr) return;
             said[municipality->place].add(variable, row.text(2), row.text(3), row.real(5),
                                           review_threshold, row.number(4));
           });
}

}  // namespace

const std::vector<SpreadYear>& SpreadBase::counted(const Filter& filter) const {
  if (!counted_.second.empty() && counted_.first == filter) return counted_.second;
  const std::vector<int> asked = years(filter);
  // Of another domain or voorziening the municipalities are the same.
  Filter everything = filter;
  everything.domein = everything.voorziening = "";
  if (all_.second.empty() || all_.first != everything)
    all_ = {everything, municipalities(asked, everything)};
  counted_ = {filter, all_.second};
  if (asked.empty()) return counted_.second;
  for (const auto& place : places(filter))
    add_cells(database_, place_parameters(place, asked.front(), asked.back()), counted_.second);
  return counted_.second;
}

std::vector<Said> SpreadBase::said(const VariableLabels& variable, const Filter& filter,
                                   double review_threshold) const {
  counted(filter);
  std::vector<SpreadYear>& of = counted_.second;
  std::vector<Said> said(count_all(of));
  if (said.empty()) return said;
  for (const auto& place : places(filter))
    add_values(database_, place, of, variable, review_threshold, said);
  for (const SpreadYear& year : of)
    for (const SpreadMunicipality& one : year.municipalities) said[one.place].of = one.in_force;
  return said;
}

Spread SpreadBase::spread(const VariableLabels& variable, const Filter& filter,
                          double review_threshold) const {
  Spread spread;
  if (years(filter).empty()) return spread;
  const std::vector<Said> all = said(variable, filter, review_threshold);
  spread.years = counted(filter);
  std::set<std::string> occurring;
  for (SpreadYear& year : spread.years)
    for (SpreadMunicipality& municipality : year.municipalities) {
      const Said& its = all[municipality.place];
      municipality.group = group_of(municipality, its);
      if (is_unknown(municipality.group)) continue;
      municipality.confidence = its.confidence;
      occurring.insert(municipality.group);
    }
  spread.values = in_order(variable, occurring);
  if (behind_ == Behind::all) add_arrangements(spread, variable, filter);
  return spread;
}

void SpreadBase::add_arrangements(Spread& spread, const VariableLabels& variable,
                                  const Filter& filter) const {
  Filter years = filter;
  years.from = spread.years.front().year;
  years.to = spread.years.back().year;
  Finder finder(spread.years);
  const Answer documents(database_, "panel_documents",
                         of_codes(municipality_parameters(years), {}));
  for (std::size_t r = 0; r < documents.size(); ++r)
    if (SpreadMunicipality* municipality =
            finder.find(documents.number(r, "panel_year"), documents.text(r, "gm_code")))
      municipality->documents.push_back({documents.text(r, "file"), documents.text(r, "result")});
  Parameters parameters = filter_parameters(years);
  parameters.emplace_back(":variable", variable.name);
  const Answer answer(database_, "panel_spread", parameters);
  for (std::size_t r = 0; r < answer.size(); ++r) {
    SpreadMunicipality* municipality =
        finder.find(answer.number(r, "panel_year"), answer.text(r, "gm_code"));
    if (municipality == nullptr) continue;
    const std::string& outcome = answer.text(r, "outcome");
    municipality->arrangements.push_back(
        {answer.number(r, "arrangement"),
         outcome == "value" ? classed(variable.type, answer.text(r, "value")) : "", outcome,
         answer.text(r, "certainty")});
  }
}

std::vector<std::pair<std::string, corpus::Parameter>> municipality_parameters(
    const Filter& filter) {
  return {{":from", std::int64_t{filter.from}},
          {":to", std::int64_t{filter.to}},
          {":region", filter.region},
          {":province", filter.province},
          {":size", filter.size}};
}

std::vector<std::pair<std::string, corpus::Parameter>> of_codes(
    std::vector<std::pair<std::string, corpus::Parameter>> parameters,
    const std::set<std::string>& codes) {
  std::string list;
  for (const std::string& code : codes) list += (list.empty() ? "|" : "") + code + "|";
  parameters.emplace_back(":codes", list);
  return parameters;
}

std::vector<std::pair<std::string, corpus::Parameter>> filter_parameters(const Filter& filter) {
  auto parameters = municipality_parameters(filter);
  parameters.emplace_back(":domein", filter.domein);
  parameters.emplace_back(":voorziening", filter.voorziening);
  return parameters;
}

std::string classed(const std::string& type, std::string_view value) {
  if (type == "months") return length_class(value);
  if (type == "range") return number_class(value);
  return std::string(type == "date" ? value.substr(0, 4) : value);
}

void check_filter(const corpus::Database& database, const Filter& filter) {
  const std::array<std::pair<const char*, std::string>, 5> named = {
      {{"domein", filter.domein},
       {"voorziening", filter.voorziening},
       {"region", filter.region},
       {"province", filter.province},
       {"size", filter.size}}};
  if (std::all_of(named.begin(), named.end(), [](const auto& one) { return one.second.empty(); }))
    return;
  const Answer answer(database, "filter_names");
  for (const auto& [kind, name] : named) {
    std::vector<std::string> known;
    for (std::size_t r = 0; r < answer.size(); ++r)
      if (answer.text(r, "kind") == kind) known.push_back(answer.text(r, "name"));
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw Error(ErrorKind::usage, fmt::format("--{} {}", kind, name),
                fmt::format("there is no such {}", kind),
                fmt::format("did you mean {}?", nearest(name, known)));
  }
}

const std::vector<VariableLabels>& core_variables() {
  static const std::vector<VariableLabels> variables = [] {
    std::vector<VariableLabels> made(5);
    constexpr std::array<std::array<const char*, 2>, 5> names = {{{"procedure", "code"},
                                                                  {"bekostiging", "code"},
                                                                  {"looptijd", "months"},
                                                                  {"verlenging", "options"},
                                                                  {"aanbieders", "range"}}};
    for (std::size_t v = 0; v < names.size(); ++v) {
      made[v].name = names[v][0];
      made[v].type = names[v][1];
    }
    return made;
  }();
  return variables;
}

const VariableLabels& find_variable(const Codebook& codebook, const std::string& name) {
  std::vector<std::string> known;
  for (const VariableLabels& variable : codebook) {
    if (variable.of_document) continue;
    if (variable.name == name) return variable;
    known.push_back(variable.name);
  }
  throw Error(ErrorKind::usage, name, "the codebook has no such variable of an arrangement",
              fmt::format("did you mean {}?", nearest(name, known)));
}

std::set<std::string> wanted_codes(const corpus::Database& database, const Filter& filter) {
  std::set<std::string> codes;
  if (filter.region.empty() && filter.province.empty() && filter.size.empty()) return codes;
  Filter ever = filter;
  ever.from = 0;
  ever.to = 9999;
  const Answer answer(database, "panel_municipalities", municipality_parameters(ever));
  for (std::size_t r = 0; r < answer.size(); ++r) codes.insert(answer.text(r, "gm_code"));
  return codes;
}

bool is_of(const std::string& gemeenten, const std::set<std::string>& wanted) {
  const std::vector<std::string> codes = split_list(gemeenten);
  return wanted.empty() || std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
           return wanted.contains(code);
         });
}

MunicipalityNames::MunicipalityNames(const corpus::Database& database) {
  const Answer answer(database, "municipality_names");
  for (std::size_t r = 0; r < answer.size(); ++r)
    names_[answer.text(r, "gm_code")] = answer.text(r, "name");
}

std::string MunicipalityNames::of_codes(const std::string& codes) const {
  std::string result;
  for (const std::string& code : split_list(codes)) {
    const auto name = names_.find(code);
    result += (result.empty() ? "" : ", ") + (name == names_.end() ? code : name->second);
  }
  return result;
}

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find('|', at), list.size());
    if (end > at) parts.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace inkoopmonitor::reports
