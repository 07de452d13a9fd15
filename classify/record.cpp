#include "classify/record.h"

#include <cassert>

namespace inkoopmonitor::classify {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::value:
      return "value";
    case Outcome::absent:
      return "absent";
    case Outcome::unreadable:
      return "unreadable";
    case Outcome::contradictory:
      return "contradictory";
  }
  assert(false && "an outcome without a name");
  return "";
}

const Value* Record::find(const std::string& variable) const {
  for (const Value& value : values) {
    if (value.variable == variable) return &value;
  }
  return nullptr;
}

std::string Record::text_of(const std::string& variable) const {
  const Value* value = find(variable);
  return value != nullptr && value->outcome == Outcome::value ? value->value : std::string();
}

}  // namespace inkoopmonitor::classify
