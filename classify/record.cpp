#include "classify/record.h"

namespace inkoopmonitor::classify {

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
