// Codes as people read them, in the language of a publication. Private to this room.
#pragma once

#include <string>

#include "reports/reports.h"
#include "reports/texts.h"

namespace inkoopmonitor::reports {

struct Wording {
  const Codebook& codebook;
  const Texts& texts;  // templates/texts.json
  std::string language = "nl";

  // What a text of texts.json says in this language.
  std::string text(const std::string& path) const { return texts.in(language, path); }
  // The label of a value or of a reason why there is none; a code without a label is shown itself.
  // `variable` may be nullptr for a reason.
  std::string label(const VariableLabels* variable, const std::string& group) const;
  const std::string& name(const VariableLabels& variable) const;
  // The label of a domain, or of a voorziening.
  std::string of_list(const std::string& variable, const std::string& value) const;
  // A value as a document gives it: months with their unit, ranges and dates as words.
  std::string value(const VariableLabels& variable, const std::string& value) const;
  // These by the variable's name; codes as they are where the codebook does not have it.
  std::string value_of(const std::string& variable, const std::string& value) const;
  std::string name_of(const std::string& variable) const;
};

}  // namespace inkoopmonitor::reports
