// What a page is to be found by besides its text as it was read: words that OCR misread
// (`codrdinatie` for coördinatie), words parted at the end of a line, ligatures.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "extract/document.h"

namespace inkoopmonitor::app {

class SearchText {
 public:
  // `word_list`: a word a line, what follows a / left out, as Hunspell has it. Without it nothing
  // that OCR misread is put right.
  explicit SearchText(std::filesystem::path word_list) : word_list_(std::move(word_list)) {}

  // Of each page the lines in which something was put right, whole and folded, so that phrases are
  // found in them too; empty where there are none.
  std::vector<std::string> of(const extract::Document& document);
  // The same of one page's plain text.
  std::string of(const std::string& page_text, bool by_ocr);

 private:
  void load();
  bool knows(const std::string& word) const { return words_.contains(word); }
  bool knows_parts(std::string_view word) const;
  std::string meant(const std::string& word) const;
  std::string repaired(const std::string& line);

  std::filesystem::path word_list_;
  bool loaded_ = false;
  // As in the list but in lower case. A misread letter with a mark (ö as d) is told by these.
  std::unordered_set<std::string> words_;
};

}  // namespace inkoopmonitor::app
