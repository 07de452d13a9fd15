// From what the rules say to how often that is right. Private to classify; the fitting is declared
// in classify.h.
//
// The rules give every value a confidence that only ranks: weights were chosen by hand. Calibration
// looks at some signs of the value (that confidence, how often it was said, rivals, OCR, how sure
// the record itself is, …) and gives the share of labelled values with such signs that were right.
// It is a logistic regression whose weights stand in calibration.toml.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "classify/classify.h"

namespace inkoopmonitor::classify {

struct Coded;

struct Calibration {
  bool made =
      false;  // false: there is no calibration.toml, confidences stay as the rules give them
  double review_threshold = 0;
  struct Weight {
    double weight = 0, usual = 0;  // as in Fit::Weight
  };
  std::map<std::string, Weight> weights;  // by sign; a sign without a weight counts nothing

  double confidence(const Signs& signs) const;
  // What lowers the confidence of a value with these signs most, as Value::doubt has it.
  std::string doubt(const Signs& signs) const;
};

// Throws Error naming `file` for what `text_of_calibration` cannot have written.
Calibration read_calibration(const std::filesystem::path& file, const std::string& bytes);

// --- signs.cpp ----------------------------------------------------------------------------------
// The signs of each value of each record, whose confidences are still those of the rules; empty for
// what is no value.
std::vector<std::vector<Signs>> signs_of(const Coded& coded, const std::vector<Record>& records);

// Gives every value its calibrated confidence, where there is a calibration, and says of those
// below the review threshold why they are doubtful (Value::doubt).
void calibrate(const Coded& coded, std::vector<Record>& records);

}  // namespace inkoopmonitor::classify
