#include "app/web/lists.h"

#include <algorithm>
#include <sstream>

namespace inkoopmonitor::app::web {
namespace {

char between(const classify::Variable& variable) {
  return variable.type == "codes" ? '+' : '|';
}

}  // namespace

bool is_list(const classify::Variable& variable) {
  return variable.type == "list" || variable.type == "codes";
}

std::vector<std::string> elements_of(const classify::Variable& variable, const std::string& list) {
  std::vector<std::string> elements;
  std::istringstream parts(list);
  for (std::string part; std::getline(parts, part, between(variable));)
    if (!part.empty()) elements.push_back(part);
  return elements;
}

std::string list_of(const classify::Variable& variable, const std::vector<std::string>& elements) {
  std::string list;
  for (const std::string& element : elements)
    list += (list.empty() ? "" : std::string(1, between(variable))) + element;
  return list;
}

std::vector<std::string> missing_from(const classify::Variable& variable, const std::string& list,
                                      const std::string& more) {
  const std::vector<std::string> there = elements_of(variable, list);
  std::vector<std::string> missing = elements_of(variable, more);
  std::erase_if(missing, [&](const std::string& one) {
    return std::find(there.begin(), there.end(), one) != there.end();
  });
  return missing;
}

}  // namespace inkoopmonitor::app::web
