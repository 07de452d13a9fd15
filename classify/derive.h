// Variables that follow from others, by the tables of codebook.toml. Private to classify.
//
// A test of a table is one of these texts:
//
//   "ja"  "a|b"     the value is one of these
//   "*"             there is a value, whichever
//   ""              there is none
//   "!a|b"          it is none of these, or there is none
//   "<=6"  ">6"     a number, or a range that ends at most there (or, open at the end, begins
//   above)
//   "="  "-"        one number, a range that ends (3-6, -5)
//   "#1"  "#>1"     a list of one, of more elements
#pragma once

#include <string>
#include <vector>

#include "classify/record.h"
#include "classify/rules.h"

namespace inkoopmonitor::classify {

// Whether `test` is one of the texts above.
bool is_test(const std::string& test);
// The codes that `test` names; none for tests that name no codes.
std::vector<std::string> codes_of_test(const std::string& test);
// Whether `test` holds for a variable's value (empty: it has none).
bool holds(const std::string& test, const std::string& value);

// Fills the derived variables of a record whose other values are there. A derived value carries the
// evidence of what it was derived from and is no surer than the least sure of it. What an earlier
// call decided is decided anew where a row holds, so that a record whose values changed since (by
// the other documents of its dossier) can be given again.
void derive(Record& record, const RuleSet::Implementation& rules);

}  // namespace inkoopmonitor::classify
