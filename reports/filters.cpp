// What questions share beside the spread: their filters, the names in these, and lists.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "error.h"
#include "reports/questions.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

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

bool is_of(std::string_view gemeenten, const std::set<std::string>& wanted) {
  if (wanted.empty()) return true;
  for (std::size_t at = 0; at < gemeenten.size();) {
    const std::size_t end = std::min(gemeenten.find('|', at), gemeenten.size());
    if (wanted.contains(std::string(gemeenten.substr(at, end - at)))) return true;
    at = end + 1;
  }
  return false;
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

std::string json_list(const std::vector<std::int64_t>& numbers) {
  return nlohmann::json(numbers).dump();
}

std::string json_list(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump();
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
