// Contents of a corpus by the names that people have for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::app {

struct NamedContent {
  std::string sha256;
  std::string file;  // path of its first offering, for people
  bool operator==(const NamedContent&) const = default;
};

// The contents that `name` may mean: a path as it was offered (absolute, from here, or relative to
// the imported folder), else a file name, else the beginning of a SHA-256 (at least six digits).
// Several when the name fits several; none when it fits nothing.
std::vector<NamedContent> find_contents(const corpus::Database& database, const std::string& name);

// The one content that `name` means, or nothing after having said why not.
std::optional<NamedContent> find_content(const corpus::Database& database, const std::string& name);

}  // namespace inkoopmonitor::app
