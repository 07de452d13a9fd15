// How well a text seems to be read: the share of its words that look like words. Private to this
// room.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/child.h"
#include "extract/pdf.h"

namespace inkoopmonitor::extract {

class WordJudge {
 public:
  // `word_list`: a word a line, UTF-8; what follows a `/` is left out, so that a Hunspell
  // dictionary serves. An empty path or a missing file: words are judged by their shape alone.
  explicit WordJudge(const std::filesystem::path& word_list);
  // What another process's `share` gave.
  explicit WordJudge(int shared);

  // The words as a file in memory that children may be given: each would need longer to read the
  // list than to read a short document. Throws std::system_error when there is no memory for it.
  Descriptor share() const;

  // 0–1; 1 for a text without words.
  float quality(const std::vector<RawWord>& words) const;

 private:
  bool knows(std::string_view lower) const;
  bool knows_inflected(std::string_view lower) const;
  bool knows_compound(std::string_view lower) const;
  float plausibility(std::string_view word) const;

  // A Bloom filter: one in some hundreds of strange words is taken for a known one, which a share
  // can bear, and it has one size whatever the list. Empty where there is no list.
  std::span<const std::uint64_t> bits_;
  std::shared_ptr<const void> owner_;  // of what `bits_` shows
};

}  // namespace inkoopmonitor::extract
