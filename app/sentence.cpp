#include "app/sentence.h"

#include <algorithm>
#include <utility>

namespace inkoopmonitor::app {
namespace {

// A sentence may go on for lines in these documents; this much shows what is meant.
constexpr std::uint32_t most_words_around = 25;

bool ends_sentence(const std::string& word) {
  return word.ends_with('.') || word.ends_with('?') || word.ends_with('!') || word.ends_with(':');
}

const extract::Page* page_of(const extract::Document& reading, std::uint32_t number) {
  const auto page = std::find_if(reading.pages.begin(), reading.pages.end(),
                                 [&](const extract::Page& each) { return each.number == number; });
  return page == reading.pages.end() ? nullptr : &*page;
}

// First and last word of a stretch of a page.
using Span = std::pair<std::uint32_t, std::uint32_t>;

// The cells of the table's row that `word` stands in: its label and its value, not the whole table.
Span row_around(const extract::Block& table, std::uint32_t word) {
  const auto holds = [&](const extract::Cell& cell) {
    return word >= cell.first_word && word - cell.first_word < cell.word_count;
  };
  const auto own = std::find_if(table.cells.begin(), table.cells.end(), holds);
  if (own == table.cells.end()) return {word, word};
  Span row = {word, word};
  for (const extract::Cell& cell : table.cells) {
    if (cell.row != own->row || cell.word_count == 0) continue;
    row.first = std::min(row.first, cell.first_word);
    row.second = std::max(row.second, cell.first_word + cell.word_count - 1);
  }
  return row;
}

// The paragraph, list item or row that `word` stands in.
Span surroundings(const extract::Page& page, std::uint32_t word) {
  for (const extract::Block& block : page.blocks) {
    if (word < block.first_word || word - block.first_word >= block.word_count) continue;
    if (block.kind == extract::BlockKind::table || block.kind == extract::BlockKind::fields)
      return row_around(block, word);
    return {block.first_word, block.first_word + block.word_count - 1};
  }
  return {0, static_cast<std::uint32_t>(page.words.size()) - 1};
}

}  // namespace

std::string sentence_around(const classify::Evidence& evidence,
                            const std::optional<extract::Document>& reading) {
  const extract::Page* page = reading ? page_of(*reading, evidence.page) : nullptr;
  const auto [first, last] = std::pair(evidence.first_word, evidence.last_word);
  if (page == nullptr || first > last || last >= page->words.size() ||
      extract::quote(*page, first, last) != evidence.quote) {
    return "[" + evidence.quote + "]";
  }
  const std::uint32_t block_begin = surroundings(*page, first).first;
  const std::uint32_t block_end = surroundings(*page, last).second;
  std::uint32_t begin = first, end = last;
  while (begin > block_begin && first - begin < most_words_around &&
         !ends_sentence(page->words[begin - 1].text)) {
    --begin;
  }
  while (end < block_end && end - last < most_words_around &&
         !ends_sentence(page->words[end].text)) {
    ++end;
  }
  std::string sentence;
  if (begin < first) sentence = extract::quote(*page, begin, first - 1) + " ";
  sentence += "[" + evidence.quote + "]";
  if (end > last) sentence += " " + extract::quote(*page, last + 1, end);
  return sentence;
}

}  // namespace inkoopmonitor::app
