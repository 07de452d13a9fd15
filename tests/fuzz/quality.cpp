#include "extract/quality.h"

#include <cassert>
#include <string>
#include <vector>

#include "tests/fuzz/targets.h"
#include "text.h"

namespace inkoopmonitor::fuzz {

void quality(std::string_view bytes) {
  static const extract::WordJudge judge(SOURCE_DIR "/tests/fuzz/words.txt");
  std::vector<extract::RawWord> words;
  for (std::size_t from = 0; from < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', from), bytes.size());
    extract::RawWord word;
    word.text = text::valid_utf8(bytes.substr(from, end - from));
    words.push_back(std::move(word));
    from = end + 1;
  }
  const float quality = judge.quality(words);
  assert(quality >= 0 && quality <= 1);
}

}  // namespace inkoopmonitor::fuzz
