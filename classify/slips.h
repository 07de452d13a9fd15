// Slips of OCR in Dutch words, undone for matching. Private to classify.
//
// OCR reads `overeenkornst`, `1ooptijd`, `ledere aanbieder`. A rule cannot be written for each way
// to misread each word, so such words are put right before rules see them, and only there: quotes
// keep what was read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "text.h"

namespace inkoopmonitor::classify {

// What slips.toml says.
struct SlipTable {
  using Pair = std::pair<std::string, std::string>;  // as read, as meant
  std::vector<Pair> confusions, apart;
  std::vector<std::string> words;  // known beside those of the rules
  std::vector<std::string> keep;   // never changed
};

// Throws Error naming file and line for what is no such table.
SlipTable read_slips(const std::filesystem::path& file, const std::string& bytes);

class Slips {
 public:
  // Undoes nothing.
  Slips() = default;
  // `phrases`: those of all rules, cues and terms; their words are the ones that are put right.
  Slips(SlipTable table, const std::vector<std::string>& phrases);

  // Puts the words of a folded text right that are surely misread. Their letters all lead back to
  // where the word begins in the original.
  void undo(text::Folded& folded) const;

  // What `word` (folded, of letters and figures) was meant to be; empty where that is not sure, or
  // where it is right as it is.
  std::string meant(std::string_view word) const;

 private:
  // How much of a word the rules know: 0, the letters of the longest beginning or ending that they
  // name, or more than all its letters when they name it whole.
  std::size_t known(std::string_view word) const;

  SlipTable table_;
  std::unordered_map<std::string, std::string> apart_;
  std::unordered_set<std::string> words_, beginnings_, endings_, keep_;
};

}  // namespace inkoopmonitor::classify
