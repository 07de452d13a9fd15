// Words of pages as running text, and its sentences. Private to classify.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/structure.h"
#include "extract/document.h"

namespace inkoopmonitor::classify {

// Text under construction, with the words that it came from.
struct Flow {
  std::string text;
  std::vector<Piece> pieces;
};

bool starts_lower(std::string_view word);

// The length of the hyphen at the end of `word`, 0 when it has none.
std::size_t trailing_hyphen(std::string_view word);

// Whether a text ends with a Dutch abbreviation (`art.`, `jl.`), and so perhaps not a sentence.
bool is_abbreviation(std::string_view before);

// Adds words [first, first + count) of a page; a word broken at a line end is joined.
void append_words(Flow& flow, const extract::Page& page, std::uint32_t first, std::uint32_t count);

// `4.2 Looptijd ........ 12`: it tells where something stands, not what.
bool is_line_of_contents(std::string_view text);

// The cells of a table. What stands across several columns on one line, with no more than a blank
// at their borders, is one cell: the subject of a paper above particulars in four columns.
std::vector<extract::Cell> joined_cells(const extract::Page& page, const extract::Block& block);

// Whether the last column of a table holds the number of a page for each row, but for a head.
using Cells = std::map<std::pair<std::uint32_t, std::uint32_t>, Flow>;  // by row and column
bool gives_pages(const Cells& cells, std::uint32_t rows, std::uint32_t columns);

// `E.2 Verlenging. Perceel 1: driemaal een jaar.`: one word that ends as a sentence is the label of
// those behind it. Folded; empty if `folded` is no such word.
std::string run_in_head(const std::string& folded);

// To which list an item belongs, and which unit introduces it.
class Lists {
 public:
  // Gives `item`, which begins with `text` and comes behind `units`, its list and introduction.
  void place(const std::vector<Unit>& units, std::string_view text, Unit& item);
  void end() { list_ = 0; }

 private:
  std::uint32_t lists_ = 0, list_ = 0;  // so many; the one at hand, 0 between lists
  std::uint32_t intro_ = UINT32_MAX, inner_intro_ = UINT32_MAX;  // of a list within the list
  char inner_kind_ = 0;                                          // what its items begin with
};

class SentenceBreaker {
 public:
  SentenceBreaker();
  SentenceBreaker(SentenceBreaker&&) noexcept;
  ~SentenceBreaker();

  // Offsets at which sentences of `utf8` end.
  std::vector<std::size_t> ends(std::string_view utf8);
  // Those that ICU gives, in two ways that agree on a text of plain signs.
  std::vector<std::size_t> breaks(std::string_view utf8);
  std::vector<std::size_t> plain_breaks(std::string_view utf8);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace inkoopmonitor::classify
