#include "tests/classify/term_case.h"

#include <gtest/gtest.h>

#include "tests/classify/made_document.h"

namespace inkoopmonitor::classify {

std::string around_term(const std::string& text, const std::string& what) {
  return "# Raamovereenkomst " + what + " gemeente Houten\n\nGetekend op 3 maart 2020.\n\n" + text +
         "\n\n# Overig\n\nAanbieders declareren per gewerkt uur. Er worden zes aanbieders "
         "gecontracteerd.\n";
}

std::string term_of(const Record& record) {
  std::string all;
  for (const std::string variable : {"looptijd", "verlenging", "ingangsdatum", "einddatum"}) {
    const std::string value = record.text_of(variable);
    all += (all.empty() ? "" : " ") + (value.empty() ? "-" : value);
  }
  return all;
}

void expect_terms(const std::vector<TermCase>& cases) {
  for (const TermCase& one : cases) {
    const Coding coding = coded(around_term(one.text));
    ASSERT_EQ(coding.records.size(), 2U) << one.text;
    EXPECT_EQ(term_of(coding.records[1]), one.expected) << one.text;
  }
}

}  // namespace inkoopmonitor::classify
