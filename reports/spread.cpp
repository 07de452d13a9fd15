#include "reports/spread.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
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

std::string length_class(const std::string& value) {
  const std::optional<int> months = whole_number(value);
  if (!months) return value;
  return *months < 12 ? "<12" : *months < 24 ? "12-23" : *months < 36 ? "24-35" : ">=36";
}

std::string number_class(const std::string& value) {
  const std::size_t dash = value.rfind('-');
  const std::optional<int> upper =
      whole_number(dash == std::string::npos ? value : value.substr(dash + 1));
  if (!upper) return value;
  return *upper <= 1 ? "1" : *upper <= 6 ? "2-6" : *upper <= 25 ? "7-25" : ">25";
}

std::vector<std::string> classes_of(const VariableLabels& variable) {
  if (variable.type == "months") return {"<12", "12-23", "24-35", ">=36", "onbepaald"};
  if (variable.type == "range") return {"1", "2-6", "7-25", ">25", "onbeperkt"};
  std::vector<std::string> codes;
  for (const auto& [value, label] : variable.codes_nl) codes.push_back(value);
  return codes;
}

// Those that occur: first in the codebook's order, then the others, numbers by their size.
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

std::string group_of(const SpreadMunicipality& municipality) {
  if (municipality.arrangements.empty()) {
    if (municipality.documents.empty()) return "no_document";
    return covers(municipality, Coverage::read) ? "no_arrangement" : "unreadable";
  }
  std::set<std::string> values, outcomes;
  for (const SpreadArrangement& arrangement : municipality.arrangements)
    arrangement.outcome == "value" ? values.insert(arrangement.value)
                                   : outcomes.insert(arrangement.outcome);
  if (values.size() > 1) return "several";
  for (const char* outcome : {"contradictory", "unreadable", "absent"})
    if (outcomes.contains(outcome)) return outcome;
  return *values.begin();
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

bool covers(const SpreadMunicipality& municipality, Coverage stage) {
  switch (stage) {
    case Coverage::offered:
      return !municipality.documents.empty();
    case Coverage::in_force:
      return !municipality.arrangements.empty();
    case Coverage::read:
      break;
  }
  return std::any_of(municipality.documents.begin(), municipality.documents.end(),
                     [](const OfferedDocument& document) { return document.result != "failed"; });
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

SpreadBase::SpreadBase(const corpus::Database& database) : database_(database) {
  const Answer years(database, "years");
  first_panel_ = static_cast<int>(years.number(0, "first_panel"));
  last_panel_ = static_cast<int>(years.number(0, "last_panel"));
  first_set_ = static_cast<int>(years.number(0, "first_set"));
  last_set_ = static_cast<int>(years.number(0, "last_set"));
  const Answer changes(database, "changes");
  for (std::size_t r = 0; r < changes.size(); ++r)
    successors_.emplace(changes.text(r, "old_gm"),
                        std::pair(changes.text(r, "new_gm"), changes.text(r, "date")));
  const Answer documents(database, "offered_documents");
  for (std::size_t r = 0; r < documents.size(); ++r) {
    const std::string& named = documents.text(r, "gemeenten");
    offered_.push_back({static_cast<int>(documents.number(r, "year")),
                        split_list(named.empty() ? documents.text(r, "found_gemeenten") : named),
                        {documents.text(r, "file"), documents.text(r, "result")}});
  }
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

// What has become of a municipality by 1 January of `year`: itself, or those that followed it.
std::vector<std::string> SpreadBase::of_year(
    const std::string& code, int year, const std::map<std::string, std::string>& names) const {
  std::vector<std::string> result, open = {code};
  std::set<std::string> seen;
  const std::string day = fmt::format("{:04}-01-01", year);
  while (!open.empty()) {
    const std::string current = open.back();
    open.pop_back();
    if (!seen.insert(current).second) continue;
    if (names.contains(current)) {
      result.push_back(current);
      continue;
    }
    const auto [first, last] = successors_.equal_range(current);
    for (auto change = first; change != last; ++change)
      if (change->second.second <= day) open.push_back(change->second.first);
  }
  return result;
}

std::vector<SpreadMunicipality> SpreadBase::municipalities(int year) const {
  const std::int64_t register_year = std::min(year, database_.last_register_year());
  const Answer answer(database_, "register", {{":year", register_year}});
  std::vector<SpreadMunicipality> result;
  std::map<std::string, std::string> names;
  std::map<std::string, std::size_t> places;
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const std::string& code = answer.text(r, "gm_code");
    names[code] = answer.text(r, "name");
    places[code] = result.size();
    result.push_back({code, names[code], {}, {}, {}});
  }
  for (const Offered& offered : offered_) {
    if (offered.year != year) continue;
    std::set<std::string> codes;
    for (const std::string& code : offered.gemeenten)
      for (const std::string& now : of_year(code, static_cast<int>(register_year), names))
        codes.insert(now);
    for (const std::string& code : codes)
      result[places[code]].documents.push_back(offered.document);
  }
  return result;
}

Spread SpreadBase::spread(const VariableLabels& variable, const Filter& filter) const {
  const std::vector<int> asked = years(filter);
  Spread spread;
  if (asked.empty()) return spread;
  std::map<std::pair<int, std::string>, SpreadMunicipality*> places;
  for (const int year : asked) spread.years.push_back({year, municipalities(year)});
  for (SpreadYear& year : spread.years)
    for (SpreadMunicipality& municipality : year.municipalities)
      places[{year.year, municipality.code}] = &municipality;
  const Answer answer(database_, "panel_spread",
                      {{":variable", variable.name},
                       {":from", std::int64_t{asked.front()}},
                       {":to", std::int64_t{asked.back()}},
                       {":domein", filter.domein},
                       {":voorziening", filter.voorziening}});
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const auto place =
        places.find({static_cast<int>(answer.number(r, "panel_year")), answer.text(r, "gm_code")});
    if (place == places.end()) continue;
    const std::string& outcome = answer.text(r, "outcome");
    place->second->arrangements.push_back(
        {answer.number(r, "arrangement"),
         outcome == "value" ? classed(variable.type, answer.text(r, "value")) : "", outcome,
         answer.text(r, "certainty")});
  }
  std::set<std::string> occurring;
  for (SpreadYear& year : spread.years)
    for (SpreadMunicipality& municipality : year.municipalities) {
      municipality.group = group_of(municipality);
      if (!is_unknown(municipality.group)) occurring.insert(municipality.group);
    }
  spread.values = in_order(variable, occurring);
  return spread;
}

std::string classed(const std::string& type, const std::string& value) {
  if (type == "months") return length_class(value);
  if (type == "range") return number_class(value);
  if (type == "date") return value.substr(0, 4);
  return value;
}

void check_filter(const corpus::Database& database, const Filter& filter) {
  if (filter.domein.empty() && filter.voorziening.empty()) return;
  const Answer answer(database, "filter_names");
  for (const auto& [kind, name] :
       {std::pair("domein", filter.domein), std::pair("voorziening", filter.voorziening)}) {
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
