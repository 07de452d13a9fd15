// Terms as tests compare them: what a small document about one arrangement is coded as.
#pragma once

#include <string>
#include <vector>

#include "classify/record.h"

namespace inkoopmonitor::classify {

// `text` in a document that describes one arrangement, for `what`, so that there is a record.
std::string around_term(const std::string& text, const std::string& what = "huishoudelijke hulp");

// "looptijd verlenging ingangsdatum einddatum" of a record; "-" for one that is not given.
std::string term_of(const Record& record);

struct TermCase {
  std::string text, expected;
};

// Expects each text to give one record, and the term that stands beside it.
void expect_terms(const std::vector<TermCase>& cases);

}  // namespace inkoopmonitor::classify
