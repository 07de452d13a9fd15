// Words that must not be quoted: names of persons, mail addresses, telephone and bank numbers. What
// they look like is data (persoonsgegevens.toml, which describes itself). Private to classify.
//
// Too much is marked rather than too little: a word that is masked for nothing costs a reader a
// look at the document, a name that slips through is published. But no search finds every name.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "classify/record.h"
#include "extract/document.h"

namespace re2 {
class RE2;
}

namespace inkoopmonitor::classify {

class PrivatePatterns {
 public:
  PrivatePatterns();  // finds nothing
  // Throws Error naming the file, and the line or pattern, for what is wrong in it; an example that
  // does not hold is wrong too.
  PrivatePatterns(const std::filesystem::path& file, const std::string& bytes);
  PrivatePatterns(PrivatePatterns&&) noexcept;
  PrivatePatterns& operator=(PrivatePatterns&&) noexcept;
  ~PrivatePatterns();

  // In order of place, none over another.
  std::vector<PrivateWords> find(const extract::Document& document) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace inkoopmonitor::classify
