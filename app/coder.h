// Coding of documents of a corpus, with the register and with what their offerings say of them.
#pragma once

#include <map>

#include "classify/classify.h"
#include "corpus/corpus.h"

namespace inkoopmonitor::app {

class Coder {
 public:
  // Both must outlive it.
  Coder(const corpus::Database& database, const classify::RuleSet& rules)
      : database_(database), rules_(rules) {}

  classify::Coding code(const extract::Document& document, const corpus::CodingTask& task);
  // The same, with the signs of each value; for rules without calibration.
  classify::SignedCoding code_with_signs(const extract::Document& document,
                                         const corpus::CodingTask& task);
  // The same coding, with what it rests on.
  classify::Trace trace(const extract::Document& document, const corpus::CodingTask& task);

 private:
  const classify::Gazetteer& gazetteer_of(int year);

  const corpus::Database& database_;
  const classify::RuleSet& rules_;
  std::map<int, int> register_years_;           // of years that were asked for
  std::map<int, classify::Gazetteer> by_year_;  // by register year; each is fetched once
};

}  // namespace inkoopmonitor::app
