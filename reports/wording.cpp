#include "reports/wording.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/dates.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

bool is_number(const std::string& value) {
  return !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

const std::string& Wording::name(const VariableLabels& variable) const {
  return language == "en" && !variable.label_en.empty() ? variable.label_en : variable.label_nl;
}

std::string Wording::label(const VariableLabels* variable, const std::string& group) const {
  if (is_unknown(group) || group == "not_reviewed") return text("/groups/" + group);
  if (variable == nullptr) return group;
  const char* classes = variable->type == "months"                               ? "/lengths/"
                        : variable->type == "range" || variable->type == "count" ? "/numbers/"
                                                                                 : nullptr;
  // A range without an upper bound.
  if (group.size() > 1 && group.back() == '-' && is_number(group.substr(0, group.size() - 1)))
    return text("/numbers/at_least") + " " + group.substr(0, group.size() - 1);
  // One without a lower bound.
  if (group.size() > 1 && group.front() == '-' && is_number(group.substr(1)))
    return text("/numbers/at_most") + " " + group.substr(1);
  if (classes != nullptr)
    return texts.json("").contains(nlohmann::json::json_pointer(classes + group))
               ? text(classes + group)
               : group;
  const auto& codes =
      language == "en" && !variable->codes_en.empty() ? variable->codes_en : variable->codes_nl;
  for (const auto& [value, label] : codes)
    if (value == group) return label;
  return group;
}

std::string Wording::of_list(const std::string& variable, const std::string& value) const {
  for (const VariableLabels& one : codebook)
    if (one.name == variable) return label(&one, value);
  return value;
}

std::string Wording::value(const VariableLabels& variable, const std::string& value) const {
  if (variable.type == "months" && is_number(value))
    return value + " " + text(value == "1" ? "/months/one" : "/months/more");
  if (variable.type == "date") return language == "nl" && is_day(value) ? in_dutch(value) : value;
  if (variable.type == "list" || variable.type == "codes") {
    std::string list, rest = value;
    std::replace(rest.begin(), rest.end(), '+', '|');
    for (const std::string& part : split_list(rest))
      list += (list.empty() ? "" : ", ") + label(&variable, part);
    return list;
  }
  if (variable.type == "options" && value == "0x0") return text("/options/none");
  if (variable.type == "options" && value == "stilzwijgend") return text("/options/tacit");
  if (variable.type == "options" && value.find('x') != std::string::npos) {
    std::string shown;
    for (const char byte : value) shown += byte == 'x' ? "×" : std::string(1, byte);
    return shown + " " + text("/months/more");
  }
  return label(&variable, value);
}

std::string Wording::value_of(const std::string& variable, const std::string& value) const {
  for (const VariableLabels& one : codebook)
    if (one.name == variable) return this->value(one, value);
  return value;
}

std::string Wording::name_of(const std::string& variable) const {
  for (const VariableLabels& one : codebook)
    if (one.name == variable) return name(one);
  return variable;
}

}  // namespace inkoopmonitor::reports
