// Sentences are ICU's, mended for Dutch abbreviations; a splitter of our own was turned down
// because ICU already knows about quotes, brackets and numbers.
#include "classify/flow.h"

#include <re2/re2.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <cmath>
#include <set>

#include "text.h"

namespace inkoopmonitor::classify {
namespace {

using extract::Page;
using extract::Word;

// What an item begins with: a number, a letter, or neither.
char enumerator_of(std::string_view text) {
  static const re2::RE2 number("^\\(?\\d"), letter("^\\(?[a-zA-Z]{1,3}[.)] ");
  const re2::StringPiece piece(text.data(), text.size());
  return re2::RE2::PartialMatch(piece, number)   ? '1'
         : re2::RE2::PartialMatch(piece, letter) ? 'a'
                                                 : '-';
}

// Whether a hyphen at a line end only breaks the word. A typesetter's hyphen always does; a plain
// one does not in `sociale-` + `en`. (In `niet-` + `openbare` it is lost, which no rule minds.)
bool joins(std::string_view before, std::string_view next) {
  static const std::set<std::string_view> separate = {"en", "of", "en/of", "dan", "als", "tot"};
  const bool plain = before.ends_with('-');
  return starts_lower(next) && !(plain && separate.contains(next));
}

// `Contractanten: 1. Zorggroep Noord 2. De Linde`: the number of an item, with the next behind it.
bool begins_list(std::string_view before, std::string_view behind) {
  return before.ends_with(": 1.") && behind.find(" 2. ") != std::string_view::npos;
}

// Printed signs of ASCII, letters of Dutch with their accents, and the quotes, dashes and signs of
// money that come with them: nothing that ends a sentence but the signs of ASCII that do.
bool is_plain(std::string_view utf8) {
  static constexpr std::array<std::string_view, 9> signs = {"–", "—", "‘", "’", "“",
                                                            "”", "„", "•", "€"};
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte >= 0x20 && byte < 0x7f) continue;
    const bool letter = byte == 0xc3 && at + 1 < utf8.size();
    const bool sign = std::any_of(signs.begin(), signs.end(), [&](std::string_view one) {
      return utf8.substr(at).starts_with(one);
    });
    if (!letter && !sign) return false;
    at += letter ? 1 : 2;
  }
  return true;
}

}  // namespace

bool is_abbreviation(std::string_view before) {
  static const std::set<std::string_view> known = {
      "art",  "artt", "nr",   "nrs",   "lid",   "blz",   "pag",   "ca",    "incl", "excl",
      "max",  "min",  "bijv", "bv",    "m.i.v", "d.d",   "dd",    "t.a.v", "jl",   "a.s",
      "resp", "dhr",  "mw",   "drs",   "mr",    "ir",    "prof",  "st",    "e.d",  "o.a",
      "i.c",  "p",    "jan",  "feb",   "mrt",   "apr",   "jun",   "jul",   "aug",  "sep",
      "sept", "okt",  "nov",  "dec",   "e.v",   "m.u.v", "t.b.v", "i.v.m", "c.q",  "z.g",
      "zgn",  "mln",  "mld",  "tel",   "vs",    "par",   "hfst",  "evt",   "v.a",  "gecontr",
      "aanb", "verl", "opt",  "n.v.t", "u.a",   "b.v",   "n.v",   "t.o.v", "w.o",  "i.h.k.v"};
  const std::size_t blank = before.find_last_of(" (");
  std::string word =
      text::fold(blank == std::string_view::npos ? before : before.substr(blank + 1));
  while (!word.empty() && word.back() == '.') word.pop_back();
  if (word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0]))) return true;
  // `1.` or `4.2.` alone: the number of a paragraph, not the end of a sentence.
  const bool number = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isdigit(c) || c == '.';
  });
  // Behind a colon it is a value: `Aantal partijen: 4. Aantal inschrijvingen: 11.`
  const bool value = blank != std::string_view::npos && before.substr(0, blank).ends_with(":");
  if (number && !value && (blank == std::string_view::npos || word.size() <= 2)) return true;
  return known.contains(word);
}

bool starts_lower(std::string_view word) {
  if (word.empty()) return false;
  const auto first = static_cast<unsigned char>(word[0]);
  if (first < 0x80) return std::islower(first) != 0;
  return text::fold(word) == std::string(text::fold(word)) && first >= 0xC3;
}

std::size_t trailing_hyphen(std::string_view word) {
  // The last bytes of those below; few words end in one.
  if (word.empty() || std::string_view("-\x90\xAD").find(word.back()) == std::string_view::npos)
    return 0;
  for (const std::string_view hyphen : {"\u2010", "\u00AD", "-"}) {
    if (word.size() > hyphen.size() && word.ends_with(hyphen)) return hyphen.size();
  }
  return 0;
}

void append_words(Flow& flow, const Page& page, std::uint32_t first, std::uint32_t count) {
  constexpr std::size_t bytes_a_word = 8;
  if (flow.pieces.empty()) {
    flow.pieces.reserve(count);
    flow.text.reserve(count * bytes_a_word);
  }
  for (std::uint32_t index = first; index < first + count; ++index) {
    const Word& word = page.words[index];
    if (!flow.pieces.empty()) {
      Piece& last = flow.pieces.back();
      const std::string_view tail = std::string_view(flow.text).substr(last.begin);
      const std::size_t hyphen = trailing_hyphen(tail);
      const bool new_line =
          last.page != page.number ||
          (last.last_word < index && page.words[last.last_word].line != word.line);
      if (hyphen > 0 && new_line && last.page == page.number) {
        const bool capital_compound = !starts_lower(word.text);
        if (joins(tail, word.text) || capital_compound) {
          if (joins(tail, word.text)) flow.text.resize(flow.text.size() - hyphen);
          flow.text += word.text;
          last.last_word = index;
          continue;
        }
      }
      flow.text += ' ';
    }
    flow.pieces.push_back(
        {static_cast<std::uint32_t>(flow.text.size()), page.number, index, index});
    flow.text += word.text;
  }
}

bool is_line_of_contents(std::string_view text) {
  return text.find(".....") != std::string_view::npos ||
         text.find(". . . . .") != std::string_view::npos ||
         text.find("\u2026\u2026") != std::string_view::npos;
}

std::vector<extract::Cell> joined_cells(const extract::Page& page, const extract::Block& block) {
  // Lines are numbered by cell, so height tells what stands beside what.
  const auto is_level = [&](std::uint32_t left, std::uint32_t right) {
    const extract::Box &one = page.words[left].box, &other = page.words[right].box;
    constexpr float level = 0.2F;  // of the height of a line
    return std::abs(one.bottom - other.bottom) < level * (one.bottom - one.top);
  };
  std::vector<extract::Cell> cells;
  for (const extract::Cell& cell : block.cells) {
    extract::Cell* before = cells.empty() ? nullptr : &cells.back();
    const std::uint32_t next = cell.first_word, end = next + cell.word_count;
    if (before == nullptr || before->row != cell.row || before->word_count == 0 ||
        cell.word_count == 0 || before->first_word + before->word_count != next ||
        !is_level(before->first_word, next) || !is_level(next - 1, next) ||
        !is_level(next, end - 1)) {
      cells.push_back(cell);
      continue;
    }
    constexpr float blank = 0.35F;  // of the height of a line
    const extract::Box& last = page.words[next - 1].box;
    const float gap = page.words[next].box.left - last.right;
    if (gap >= 0 && gap < blank * (last.bottom - last.top))
      before->word_count += cell.word_count;
    else
      cells.push_back(cell);
  }
  return cells;
}

bool gives_pages(const Cells& cells, std::uint32_t rows, std::uint32_t columns) {
  constexpr std::uint32_t rows_min = 3;
  constexpr std::size_t digits_max = 3;
  if (rows < rows_min || columns < 2) return false;
  std::uint32_t pages = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    const auto last = cells.find({row, columns - 1});
    if (last == cells.end() || last->second.text.size() > digits_max) continue;
    pages += last->second.text.find_first_not_of("0123456789") == std::string::npos ? 1 : 0;
  }
  return pages + 1 >= rows;
}

std::string run_in_head(const std::string& folded) {
  static const re2::RE2 pattern("(?:(?:[a-z]\\.?)?\\d+(?:\\.\\d+)*\\.? )?([a-z]{4,30})\\.");
  std::string word;
  return re2::RE2::FullMatch(folded, pattern, &word) ? word : "";
}

struct SentenceBreaker::Implementation {
  std::unique_ptr<icu::BreakIterator> iterator;
};

SentenceBreaker::SentenceBreaker() : implementation_(std::make_unique<Implementation>()) {
  // Made once, since that reads ICU's data; a copy is cheap.
  static const std::unique_ptr<const icu::BreakIterator> model = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<const icu::BreakIterator> made(
        icu::BreakIterator::createSentenceInstance(icu::Locale("nl"), status));
    assert(U_SUCCESS(status));
    return made;
  }();
  implementation_->iterator.reset(model->clone());
}
SentenceBreaker::SentenceBreaker(SentenceBreaker&&) noexcept = default;
SentenceBreaker::~SentenceBreaker() = default;

std::vector<std::size_t> SentenceBreaker::breaks(std::string_view utf8) {
  icu::BreakIterator& iterator = *implementation_->iterator;
  UErrorCode status = U_ZERO_ERROR;
  UText input = UTEXT_INITIALIZER;
  utext_openUTF8(&input, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
  assert(U_SUCCESS(status));
  iterator.setText(&input, status);
  std::vector<std::size_t> result;
  for (int32_t at = iterator.first(); (at = iterator.next()) != icu::BreakIterator::DONE;)
    result.push_back(static_cast<std::size_t>(at));
  utext_close(&input);
  return result;
}

// Whether a sentence ends at a sign is told by the sign before it and by those behind it up to the
// next letter, so ICU, which looks at every letter for a long time, is asked about these alone.
std::vector<std::size_t> SentenceBreaker::plain_breaks(std::string_view utf8) {
  const auto ends_sentence = [](char byte) { return byte == '.' || byte == '?' || byte == '!'; };
  // Bytes of the letter that stands there, or 0.
  const auto letter_at = [&](std::size_t at) -> std::size_t {
    if (at >= utf8.size()) return 0;
    const auto lower = static_cast<unsigned char>(utf8[at] | 0x20);
    if (lower >= 'a' && lower <= 'z') return 1;
    const std::string_view here = utf8.substr(at);
    return here.starts_with('\xc3') && !here.starts_with("×") && !here.starts_with("÷") ? 2 : 0;
  };
  std::vector<std::size_t> result;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    if (!ends_sentence(utf8[at])) continue;
    std::size_t begin = at > 0 ? at - 1 : 0, end = at + 1;
    if (begin > 0 && (static_cast<unsigned char>(utf8[begin]) & 0xc0) == 0x80) --begin;
    while (end < utf8.size() && letter_at(end) == 0) ++end;
    const std::string_view window = utf8.substr(begin, end + letter_at(end) - begin);
    for (const std::size_t one : breaks(window)) {
      if (one < window.size()) result.push_back(begin + one);
    }
    at = end;
  }
  if (!utf8.empty()) result.push_back(utf8.size());
  return result;
}

std::vector<std::size_t> SentenceBreaker::ends(std::string_view utf8) {
  std::vector<std::size_t> result = is_plain(utf8) ? plain_breaks(utf8) : breaks(utf8);
  std::erase_if(result, [&](std::size_t at) {
    std::string_view before = utf8.substr(0, at);
    while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
    return at != utf8.size() && before.ends_with(".") &&
           (is_abbreviation(before) || begins_list(before, utf8.substr(at)));
  });
  return result;
}

void Lists::place(const std::vector<Unit>& units, std::string_view text, Unit& item) {
  const auto last = static_cast<std::uint32_t>(units.size() - 1);  // UINT32_MAX: none
  const char kind = enumerator_of(text);
  if (list_ == 0) {
    list_ = ++lists_;
    intro_ = last;
    inner_intro_ = UINT32_MAX;
  } else if (units[last].text.ends_with(':') && enumerator_of(units[last].text) != kind) {
    // `3.3 … verlengen:` introduces `(a) …` and `(b) …` below it.
    inner_intro_ = last;
    inner_kind_ = kind;
  } else if (kind != inner_kind_) {
    inner_intro_ = UINT32_MAX;
  }
  item.list = list_;
  item.intro = inner_intro_ == UINT32_MAX ? intro_ : inner_intro_;
}

}  // namespace inkoopmonitor::classify
