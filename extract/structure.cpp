// Headings and running heads are told by comparing: with the usual size of the document's letters
// and with the same place on other pages. Both need the whole document, so this is done when its
// last page has come in. Outlines and tags of the file are not used: most scans have none, and the
// coder must find the same structure in a scan as in the file it was printed from.
#include "extract/structure.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "extract/layout.h"

namespace inkoopmonitor::extract {
namespace {

constexpr float margin_share = 0.12f;  // where running heads and feet stand
constexpr std::uint32_t head_words_max = 25;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Text with every number as one #, so that page numbers are alike, in lower case.
std::string pattern_of(const Page& page, const Block& block) {
  std::string out;
  for (const char c : quote(page, block.first_word, block.first_word + block.word_count - 1)) {
    if (is_digit(c)) {
      if (out.empty() || out.back() != '#') out += '#';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
    }
  }
  return out;
}

// A number alone, in Roman ones too, `pagina 3 van 12`, `- 3 -`, `3/12`, `blad | 3`.
bool is_page_number(std::string_view pattern) {
  std::string plain;  // without what is drawn around it
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool dash = pattern.substr(at).starts_with("–") || pattern.substr(at).starts_with("—");
    if (dash) at += 2;
    const bool drawn =
        dash || std::string_view("-|[]().: ").find(pattern[at]) != std::string_view::npos;
    if (!drawn) plain += pattern[at];
  }
  static constexpr std::array<std::string_view, 7> words = {"pagina", "pag",  "bladzijde", "blad",
                                                            "blz",    "page", "p"};
  if (!plain.empty() && plain.size() <= 5 && plain.find_first_not_of("ivx") == std::string::npos)
    return true;
  std::string_view rest = plain;
  for (const std::string_view word : words)
    if (rest.starts_with(word)) {
      rest.remove_prefix(word.size());
      break;
    }
  return rest == "#" || rest == "#/#" || rest == "#van#" || rest == "#of#";
}

// `5.3` alone: the label of a row that goes on on the next page.
bool is_section_number(std::string_view pattern) {
  return pattern == "#.#" || pattern == "#.#." || pattern == "#.#.#" || pattern == "#.#.#.";
}

bool is_year(const Page& page, const Block& block) {
  const std::string& text = page.words[block.first_word].text;
  return block.word_count == 1 && text.size() == 4 &&
         (text.starts_with("19") || text.starts_with("20"));
}

// True for texts that differ in at most a sixth of their letters, as two readings of one head do.
bool is_alike(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const std::size_t allowed = std::max(a.size(), b.size()) / 6;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > allowed || a.size() > 200)
    return false;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()] <= allowed;
}

bool is_text(const Block& block) {
  return block.kind == BlockKind::paragraph || block.kind == BlockKind::list_item;
}

std::uint32_t lines_in(const Page& page, const Block& block) {
  return page.words[block.first_word + block.word_count - 1].line -
         page.words[block.first_word].line + 1;
}

bool stands_in_margin(const Page& page, const Block& block) {
  const Box& first = page.words[block.first_word].box;
  const Box& last = page.words[block.first_word + block.word_count - 1].box;
  return last.bottom < margin_share * page.height || first.top > (1 - margin_share) * page.height;
}

// The median size of a block's words.
float size_of(const Page& page, const Block& block) {
  std::vector<float> sizes;
  for (std::uint32_t at = 0; at < block.word_count; ++at)
    sizes.push_back(page.words[block.first_word + at].font_size);
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

bool is_bold(const Page& page, const Block& block) {
  std::size_t letters = 0, bold = 0;
  for (std::uint32_t at = 0; at < block.word_count; ++at) {
    const Word& word = page.words[block.first_word + at];
    letters += word.text.size();
    if (word.bold) bold += word.text.size();
  }
  // OCR misses the weight of a short word now and then.
  return bold > 0 &&
         (page.source == PageSource::ocr ? 10 * bold >= 7 * letters : 10 * bold >= 9 * letters);
}

// The size most letters have, on pages from this source.
float usual_size(const std::vector<Page>& pages, PageSource source) {
  std::map<long, std::size_t> letters;
  for (const Page& page : pages)
    if (page.source == source)
      for (const Word& word : page.words)
        letters[std::lround(word.font_size * 2)] += word.text.size();
  long best = 0;
  std::size_t most = 0;
  for (const auto& [size, count] : letters)
    if (count > most) best = size, most = count;
  return static_cast<float>(best) / 2;
}

// A footnote's number is set smaller than its text, which the number of a page is not.
bool has_raised_number(const Page& page, const Block& block) {
  if (block.word_count < 2) return false;
  const Word& first = page.words[block.first_word];
  const Word& second = page.words[block.first_word + 1];
  return is_digit(first.text.front()) && first.font_size < 0.85f * second.font_size;
}

float blank_between(const Page& page, const Block& above, const Block& below) {
  return page.words[below.first_word].box.top -
         page.words[above.first_word + above.word_count - 1].box.bottom;
}

// True when blocks `at` and, one step farther from the edge of the page, `at + step` follow upon
// each other as lines of one list do: from one margin, in one size, and close together or as far
// apart as the next two.
bool goes_with(const Page& page, std::size_t at, int step) {
  const auto place = static_cast<std::ptrdiff_t>(at);
  const auto count = static_cast<std::ptrdiff_t>(page.blocks.size());
  const auto block = [&](std::ptrdiff_t steps) -> const Block* {
    const std::ptrdiff_t there = place + steps * step;
    const bool is_there = there >= 0 && there < count;
    return is_there && page.blocks[static_cast<std::size_t>(there)].word_count > 0
               ? &page.blocks[static_cast<std::size_t>(there)]
               : nullptr;
  };
  const auto blank = [&](const Block& outer, const Block& inner) {
    return step > 0 ? blank_between(page, outer, inner) : blank_between(page, inner, outer);
  };
  const Block *here = block(0), *next = block(1), *third = block(2);
  if (here == nullptr || next == nullptr) return false;
  const Word &first = page.words[here->first_word], &other = page.words[next->first_word];
  const float size = std::max(1.f, first.font_size), gap = blank(*here, *next);
  if (std::abs(first.box.left - other.box.left) > 0.3f * size ||
      std::abs(first.font_size - other.font_size) > 0.03f * size)
    return false;
  return gap < 0.6f * size || (third != nullptr && gap < 1.5f * size &&
                               std::abs(gap - blank(*next, *third)) < 0.1f * size);
}

// True when a block in the margin of the page is a piece of the text that reaches into it.
bool belongs_to_text(const Page& page, std::size_t at) {
  const int step = page.words[page.blocks[at].first_word].box.top < page.height / 2 ? 1 : -1;
  while (stands_in_margin(page, page.blocks[at])) {
    if (!goes_with(page, at, step)) return false;
    at = step > 0 ? at + 1 : at - 1;
  }
  return true;
}

// `Perceel 2`, `DEELOVEREENKOMST II – Logeren`: the heading of a part, which may well begin a page,
// as those of the other parts do.
bool names_a_part(const Page& page, const Block& block) {
  if (block.word_count < 2) return false;
  static constexpr std::array<std::string_view, 13> words = {
      "perceel", "deel", "deelovereenkomst", "deelopdracht", "onderdeel", "segment", "cluster",
      "kavel",   "blok", "bijlage",          "annex",        "hoofdstuk", "artikel"};
  const std::string first =
      pattern_of(page, Block{.first_word = block.first_word, .word_count = 1});
  if (std::find(words.begin(), words.end(), first) == words.end()) return false;
  std::string_view number = page.words[block.first_word + 1].text;
  while (!number.empty() && std::string_view(".:,)").find(number.back()) != std::string_view::npos)
    number.remove_suffix(1);
  const bool roman =
      number.size() <= 4 && number.find_first_not_of("IVXivx") == std::string_view::npos;
  const bool figures =
      number.size() <= 3 && number.find_first_not_of("0123456789") == std::string_view::npos;
  const bool letter = number.size() == 1 && std::isalpha(static_cast<unsigned char>(number[0]));
  return !number.empty() && (roman || figures || letter);
}

class RunningHeads {
 public:
  explicit RunningHeads(std::vector<Page>& pages) : pages_(pages) {}

  void mark() {
    for (std::uint32_t at = 0; at < pages_.size(); ++at)
      for (const std::size_t block : candidates(pages_[at])) count(at, block);
    for (Page& page : pages_)
      for (const std::size_t block : candidates(page)) {
        const std::string pattern = pattern_of(page, page.blocks[block]);
        if (is_section_number(pattern) || is_year(page, page.blocks[block])) continue;
        if (begins_a_part(page, page.blocks[block])) continue;
        const Known* known = find(pattern);
        if (is_page_number(pattern) || (known != nullptr && known->pages >= 2))
          page.blocks[block].kind = BlockKind::running_head;
      }
  }

 private:
  struct Known {
    std::string pattern;
    std::uint32_t last_page = 0, pages = 0;
  };

  static std::vector<std::size_t> candidates(const Page& page) {
    std::vector<std::size_t> out;
    constexpr std::size_t at_edge = 4;
    for (std::size_t at = 0; at < page.blocks.size(); ++at) {
      const Block& block = page.blocks[at];
      if (at >= at_edge && at + at_edge < page.blocks.size()) continue;
      if (block.word_count == 0 || block.word_count > head_words_max) continue;
      if (is_text(block) && lines_in(page, block) <= 2 && stands_in_margin(page, block) &&
          !has_raised_number(page, block) && !belongs_to_text(page, at))
        out.push_back(at);
    }
    return out;
  }

  // The first of its wording; the others repeat it on the pages of the part.
  bool begins_a_part(const Page& page, const Block& block) {
    const std::uint32_t last = block.first_word + block.word_count - 1;
    return names_a_part(page, block) && parts_.insert(quote(page, block.first_word, last)).second;
  }

  Known* find(const std::string& pattern) {
    const auto exact = by_pattern_.find(pattern);
    if (exact != by_pattern_.end()) return &known_[exact->second];
    constexpr std::size_t compared_max = 40;
    for (std::size_t at = 0; at < std::min(compared_max, known_.size()); ++at)
      if (is_alike(known_[at].pattern, pattern)) return &known_[at];
    return nullptr;
  }

  void count(std::uint32_t page, std::size_t block) {
    const std::string pattern = pattern_of(pages_[page], pages_[page].blocks[block]);
    Known* known = find(pattern);
    if (known == nullptr) {
      by_pattern_[pattern] = known_.size();
      known = &known_.emplace_back(Known{pattern, page, 1});
    } else if (known->last_page != page) {
      known->last_page = page;
      ++known->pages;
    }
  }

  std::vector<Page>& pages_;
  std::vector<Known> known_;
  std::map<std::string, std::size_t> by_pattern_;
  std::set<std::string> parts_;
};

// How deep a number goes: `4` and `A.` 1, `4.1` 2; 0 without a number.
int depth_of(const Page& page, const Block& block) {
  const std::string& first = page.words[block.first_word].text;
  static constexpr std::array<std::string_view, 8> words = {
      "Artikel", "ARTIKEL", "Hoofdstuk", "HOOFDSTUK", "Perceel", "Bijlage", "BIJLAGE", "Deel"};
  if (std::find(words.begin(), words.end(), first) != words.end()) return 1;
  if (!is_digit(first.front()) && !is_enumerator(first)) return 0;
  int depth = 1;
  for (std::size_t at = 1; at + 1 < first.size(); ++at)
    if (first[at] == '.' && is_digit(first[at + 1])) ++depth;
  return depth;
}

bool is_named_heading(const Page& page, const Block& block) {
  if (block.word_count < 2) return false;
  const std::string& first = page.words[block.first_word].text;
  const std::string& second = page.words[block.first_word + 1].text;
  static constexpr std::array<std::string_view, 8> words = {
      "Artikel", "ARTIKEL", "Hoofdstuk", "HOOFDSTUK", "Perceel", "PERCEEL", "Bijlage", "BIJLAGE"};
  if (std::find(words.begin(), words.end(), first) == words.end()) return false;
  return is_digit(second.front()) || is_enumerator(second) || second.size() <= 2;
}

bool is_capitals(const Page& page, const Block& block) {
  std::size_t capitals = 0;
  for (std::uint32_t at = 0; at < block.word_count; ++at)
    for (const char c : page.words[block.first_word + at].text) {
      if (c >= 'a' && c <= 'z') return false;
      if (c >= 'A' && c <= 'Z') ++capitals;
    }
  return capitals >= 6;
}

bool has_leader(const Page& page, const Block& block) {
  for (std::uint32_t at = 0; at < block.word_count; ++at)
    if (is_leader(page.words[block.first_word + at].text)) return true;
  return false;
}

// More than one sentence.
bool has_inner_stop(const Page& page, const Block& block) {
  for (std::uint32_t at = 1; at + 1 < block.word_count; ++at) {
    const std::string& word = page.words[block.first_word + at].text;
    const char next = page.words[block.first_word + at + 1].text.front();
    if (word.size() > 4 && word.back() == '.' && next >= 'A' && next <= 'Z') return true;
  }
  return false;
}

// Where the lines of the page's text end.
float right_edge(const Page& page) {
  float right = 0;
  for (const Word& word : page.words) right = std::max(right, word.box.right);
  return right;
}

bool has_letters(const Page& page, const Block& block) {
  std::size_t letters = 0;
  for (std::uint32_t at = 0; at < block.word_count; ++at)
    for (const char c : page.words[block.first_word + at].text)
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ++letters;
  return letters >= 2;
}

bool looks_like_heading(const Page& page, const Block& block, float usual) {
  if (!is_text(block) || block.word_count > head_words_max || lines_in(page, block) > 3)
    return false;
  const std::string& first = page.words[block.first_word].text;
  if (is_bullet(first) || (first.front() >= 'a' && first.front() <= 'z' && !is_enumerator(first)))
    return false;
  const Word& last = page.words[block.first_word + block.word_count - 1];
  const char end = last.text.back();
  if (end == ',' || end == ';' || has_leader(page, block) || !has_letters(page, block) ||
      has_inner_stop(page, block))
    return false;
  const bool sentence = end == '.' && block.word_count > 3;
  const float size = size_of(page, block);
  const bool ocr = page.source == PageSource::ocr;
  if (size >= usual * (ocr ? 1.25f : 1.15f)) return !sentence || is_bold(page, block);
  // Some end the title of an article with a stop, as `6. Vaststelling van de agenda.`
  if (is_bold(page, block) && size >= 0.93f * usual) return !sentence || is_enumerator(first);
  if (is_named_heading(page, block))
    return !sentence && lines_in(page, block) == 1 && last.box.right < right_edge(page) - 2 * usual;
  return is_capitals(page, block) && lines_in(page, block) == 1 && block.word_count <= 10;
}

// A short line with a number of two or more parts, as `3.1 Uitvoeringsvarianten`, above a paragraph
// or a table.
bool is_numbered_title(const Page& page, std::size_t at) {
  const Block& block = page.blocks[at];
  constexpr std::uint32_t words_max = 9, paragraph_words_min = 12;
  if (!is_text(block) || block.word_count < 2 || block.word_count > words_max ||
      lines_in(page, block) != 1 || at + 1 == page.blocks.size())
    return false;
  const Block& next = page.blocks[at + 1];
  const bool paragraph =
      next.kind == BlockKind::paragraph && next.word_count >= paragraph_words_min;
  if (!paragraph && next.kind != BlockKind::table) return false;
  const std::string& first = page.words[block.first_word].text;
  const std::string& second = page.words[block.first_word + 1].text;
  const char end = page.words[block.first_word + block.word_count - 1].text.back();
  return is_digit(first.front()) && is_enumerator(first) && depth_of(page, block) >= 2 &&
         second.front() >= 'A' && second.front() <= 'Z' && !has_leader(page, block) &&
         std::string_view(".,;:").find(end) == std::string_view::npos;
}

// The number that a block begins with, as `8` or `8.`, or one that stands for a letter, as `D.`; 0
// without either.
int leading_number(const Page& page, const Block& block) {
  std::string_view first = page.words[block.first_word].text;
  constexpr int letters_from = 1000;
  if (first.size() == 2 && first[0] >= 'A' && first[0] <= 'Z' && first[1] == '.')
    return letters_from + first[0] - 'A';
  if (first.ends_with('.')) first.remove_suffix(1);
  if (first.empty() || first.size() > 2 || first.find_first_not_of("0123456789") != first.npos)
    return 0;
  return std::atoi(std::string(first).c_str());
}

// A short line above a text, with the number that follows that of the last heading: a scan does not
// always show that it is bold.
bool is_next_in_number(const Page& page, std::size_t at, const Block* last, const Page* last_page) {
  const Block& block = page.blocks[at];
  constexpr std::uint32_t words_max = 9;
  if (last == nullptr || !is_text(block) || block.word_count < 2 || block.word_count > words_max ||
      lines_in(page, block) != 1 || at + 1 == page.blocks.size() || !is_text(page.blocks[at + 1]))
    return false;
  const int number = leading_number(page, block);
  const auto dotted = [](const Page& of, const Block& in) {
    return of.words[in.first_word].text.ends_with('.');
  };
  // Within a list the numbers follow each other too.
  if (at > 0 && page.blocks[at - 1].kind == BlockKind::list_item &&
      leading_number(page, page.blocks[at - 1]) > 0)
    return false;
  const char title = page.words[block.first_word + 1].text.front();
  const char end = page.words[block.first_word + block.word_count - 1].text.back();
  return number > 1 && number == leading_number(*last_page, *last) + 1 &&
         dotted(page, block) == dotted(*last_page, *last) && title >= 'A' && title <= 'Z' &&
         std::string_view(".,;:").find(end) == std::string_view::npos;
}

struct Heading {
  Block* block;
  float size = 0;  // as a share of the usual size of its source
  int depth = 0;
};

// Larger type is a higher level; within one size the depth of the numbers decides.
void set_levels(std::vector<Heading>& headings, float same_size) {
  std::vector<float> sizes;
  for (const Heading& heading : headings) sizes.push_back(heading.size);
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  std::vector<float> ranks;
  for (const float size : sizes)
    if (ranks.empty() || size < same_size * ranks.back()) ranks.push_back(size);
  const auto rank_of = [&](float size) {
    std::size_t rank = 0;
    while (rank + 1 < ranks.size() && size < same_size * ranks[rank]) ++rank;
    return static_cast<int>(rank);
  };
  std::map<int, int> least_depth;
  for (const Heading& heading : headings) {
    if (heading.depth == 0) continue;
    const auto [place, added] = least_depth.try_emplace(rank_of(heading.size), heading.depth);
    if (!added) place->second = std::min(place->second, heading.depth);
  }
  for (const Heading& heading : headings) {
    const int rank = rank_of(heading.size);
    const int deeper = heading.depth > 0 ? heading.depth - least_depth[rank] : 0;
    heading.block->level = static_cast<std::uint8_t>(std::min(9, 1 + rank + deeper));
  }
}

bool opens_footnote(const Page& page, const Block& block, float usual) {
  if (!is_text(block)) return false;
  const float size = size_of(page, block);
  if (size > 0.92f * usual && (size > usual || !has_raised_number(page, block))) return false;
  const Word& first = page.words[block.first_word];
  const bool marked = is_digit(first.text.front()) || first.text.front() == '*';
  return marked && first.box.top > 0.5f * page.height;
}

void mark_footnotes(Page& page, float usual) {
  for (std::size_t back = page.blocks.size(); back-- > 0;) {
    Block& block = page.blocks[back];
    if (block.kind == BlockKind::running_head) continue;
    if (block.word_count == 0 || !opens_footnote(page, block, usual)) return;
    block.kind = BlockKind::footnote;
  }
}

// Where the columns of a table begin, from left to right; empty where one of them has no words.
std::vector<float> columns_of(const Page& page, const Block& table) {
  std::vector<float> lefts;
  for (const Cell& cell : table.cells) {
    if (cell.word_count == 0) continue;
    if (cell.column >= lefts.size()) lefts.resize(cell.column + 1, page.width);
    for (std::uint32_t word = cell.first_word; word < cell.first_word + cell.word_count; ++word)
      lefts[cell.column] = std::min(lefts[cell.column], page.words[word].box.left);
  }
  const bool rising = std::is_sorted(lefts.begin(), lefts.end());
  return rising && (lefts.empty() || lefts.back() < page.width) ? lefts : std::vector<float>();
}

// The words of a line as the heads of columns that begin at `lefts`: each column has words, and
// between those of two columns there is more than a blank. Empty where they are not.
std::vector<Cell> heads_of(const Page& page, const Block& line, const std::vector<float>& lefts) {
  constexpr float tolerance = 4, blank_max = 6;  // points
  std::vector<Cell> cells;
  for (std::uint32_t at = line.first_word; at < line.first_word + line.word_count; ++at) {
    const Word& word = page.words[at];
    const auto next = std::upper_bound(lefts.begin(), lefts.end(), word.box.left + tolerance);
    if (next == lefts.begin()) return {};
    const auto column = static_cast<std::uint32_t>(next - lefts.begin()) - 1;
    const bool first = cells.empty() || cells.back().column != column;
    if (!first) {
      ++cells.back().word_count;
      continue;
    }
    if (column != cells.size()) return {};
    if (at > line.first_word && word.box.left - page.words[at - 1].box.right < blank_max) return {};
    cells.push_back({.row = 0, .column = column, .first_word = at, .word_count = 1});
  }
  return cells.size() == lefts.size() ? cells : std::vector<Cell>();
}

// The head of a table that a page leaves alone at its foot, above rows on the next page, is a table
// of one row. `page` has its heads and feet marked.
void mark_head_left_alone(Page& page, const Page& next) {
  constexpr std::uint32_t words_max = 14;
  constexpr std::size_t columns_min = 3;
  const auto is_content = [](const Block& block) {
    return block.word_count > 0 && block.kind != BlockKind::running_head;
  };
  const auto last = std::find_if(page.blocks.rbegin(), page.blocks.rend(), is_content);
  const auto first = std::find_if(next.blocks.begin(), next.blocks.end(), is_content);
  if (last == page.blocks.rend() || first == next.blocks.end()) return;
  if (first->kind != BlockKind::table || !is_text(*last) || last->word_count > words_max ||
      lines_in(page, *last) != 1)
    return;
  const std::vector<float> lefts = columns_of(next, *first);
  if (lefts.size() < columns_min) return;
  std::vector<Cell> heads = heads_of(page, *last, lefts);
  if (heads.empty()) return;
  last->kind = BlockKind::table;
  last->cells = std::move(heads);
}

}  // namespace

void mark_structure(std::vector<Page>& pages) {
  RunningHeads(pages).mark();
  for (std::size_t at = 0; at + 1 < pages.size(); ++at)
    mark_head_left_alone(pages[at], pages[at + 1]);
  for (const PageSource source : {PageSource::text_layer, PageSource::ocr}) {
    const float usual = std::max(1.f, usual_size(pages, source));
    std::vector<Heading> headings;
    const Block* numbered = nullptr;  // the last heading with a number of one part
    const Page* numbered_page = nullptr;
    for (Page& page : pages) {
      if (page.source != source) continue;
      mark_footnotes(page, usual);
      for (std::size_t at = 0; at < page.blocks.size(); ++at) {
        Block& block = page.blocks[at];
        if (block.word_count == 0 ||
            (!looks_like_heading(page, block, usual) && !is_numbered_title(page, at) &&
             !is_next_in_number(page, at, numbered, numbered_page)))
          continue;
        if (leading_number(page, block) > 0) numbered = &block, numbered_page = &page;
        block.kind = BlockKind::heading;
        headings.push_back({&block, size_of(page, block) / usual, depth_of(page, block)});
      }
    }
    set_levels(headings, source == PageSource::ocr ? 0.8f : 0.93f);
  }
}

}  // namespace inkoopmonitor::extract
