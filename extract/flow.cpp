// Nothing is measured with a font: every letter is half as wide as the type is high. What reads a
// page needs lines, blocks and an order; where a word would stand in print it cannot know either.
#include "extract/flow.h"

#include <algorithm>
#include <array>

#include "extract/layout.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

constexpr float sheet_width = 595, sheet_height = 842, margin = 57;
constexpr float letter_share = 0.5f, line_share = 1.2f, gap_share = 0.5f;
constexpr float size_min = 4, size_max = 72;

struct Letter {
  char32_t code = 0;
  std::size_t length = 1;
};

// Of valid UTF-8.
Letter first_letter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t code = length == 1 ? lead : lead & (0x7f >> length);
  for (std::size_t at = 1; at < length; ++at)
    code = (code << 6) | (static_cast<unsigned char>(text[at]) & 0x3f);
  return {code, length};
}

bool is_blank(char32_t code) {
  return code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f ||
         code == 0x205f || code == 0x3000;
}

// Takes no room and means nothing outside print: soft hyphens, joiners, byte order marks.
bool is_invisible(char32_t code) {
  return code == 0xad || (code >= 0x200b && code <= 0x200f) || code == 0x2060 || code == 0xfeff;
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// `4` 1, `4.2` 2; 0 for what is no number.
int number_depth(std::string_view word) {
  if (!is_digit(word.front())) return 0;
  int depth = 1;
  for (std::size_t at = 1; at + 1 < word.size(); ++at)
    if (word[at] == '.' && is_digit(word[at + 1])) ++depth;
  return depth;
}

// `Artikel 4`, `Bijlage B`: what a contract calls its parts, whatever they look like.
bool names_a_part(const Page& page, const Block& block) {
  static constexpr std::array<std::string_view, 8> parts = {
      "artikel", "hoofdstuk", "perceel", "bijlage", "deel", "paragraaf", "afdeling", "annex"};
  if (block.word_count < 2) return false;
  const std::string first = text::fold(page.words[block.first_word].text);
  if (std::find(parts.begin(), parts.end(), first) == parts.end()) return false;
  const std::string& second = page.words[block.first_word + 1].text;
  return is_digit(second.front()) || second.size() <= 3 || is_enumerator(second);
}

// Many writers make headings of bold type and never touch a style.
bool looks_like_heading(const Page& page, const Block& block) {
  constexpr std::uint32_t words_max = 14;
  if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) return false;
  if (block.word_count == 0 || block.word_count > words_max) return false;
  const std::uint32_t end = block.first_word + block.word_count;
  const Word& first = page.words[block.first_word];
  const char last = page.words[end - 1].text.back();
  if (last == ',' || last == ';' || (last == '.' && block.word_count > 3)) return false;
  if (page.words[end - 1].line != first.line || is_bullet(first.text)) return false;
  if (names_a_part(page, block)) return true;
  if (last == ':') return false;
  return std::all_of(page.words.begin() + block.first_word, page.words.begin() + end,
                     [](const Word& word) { return word.bold; });
}

void mark_headings(std::vector<Page>& pages) {
  int deepest = 0;  // of the headings by style so far: those by looks lie below them
  for (Page& page : pages) {
    for (Block& block : page.blocks) {
      if (block.kind == BlockKind::heading) {
        deepest = std::max<int>(deepest, block.level);
      } else if (looks_like_heading(page, block)) {
        const int depth = number_depth(page.words[block.first_word].text);
        block.kind = BlockKind::heading;
        block.level = static_cast<std::uint8_t>(std::clamp(deepest + std::max(1, depth), 1, 9));
      }
    }
  }
}

}  // namespace

Page& FlowPages::page() {
  if (!is_open_) {
    is_open_ = true;
    Page fresh;
    fresh.number = static_cast<std::uint32_t>(pages_.size() + 1);
    fresh.source = PageSource::text_layer;
    fresh.width = sheet_width;
    fresh.height = sheet_height;
    pages_.push_back(std::move(fresh));
    y_ = margin;
    line_ = 0;
    line_used_ = false;
  }
  return pages_.back();
}

std::vector<FlowPages::Piece> FlowPages::pieces_of(const FlowParagraph& paragraph) {
  std::vector<Piece> pieces;
  Piece word;
  const auto end_word = [&](bool ends_line) {
    if (!word.text.empty()) {
      pieces.push_back(std::move(word));
      word = {};
    }
    if (ends_line && !pieces.empty()) pieces.back().ends_line = true;
  };
  for (const FlowSpan& span : paragraph.spans) {
    const std::string valid = text::valid_utf8(span.text);
    for (std::string_view rest = valid; !rest.empty();) {
      const Letter letter = first_letter(rest);
      const std::string_view bytes = rest.substr(0, letter.length);
      rest.remove_prefix(bytes.size());
      if (is_invisible(letter.code)) continue;
      if (is_blank(letter.code)) {
        end_word(letter.code == '\n');
        continue;
      }
      if (word.text.empty()) {
        word.bold = span.bold;
        word.size = std::clamp(span.size, size_min, size_max);
      }
      word.text += bytes;
    }
  }
  end_word(false);
  return pieces;
}

// A line never ends in a hyphen: whoever joins broken words would join `jeugd-` and `hulp`, which
// the writer kept apart.
void FlowPages::set(const FlowParagraph& paragraph, Pen& pen) {
  float size = 0;
  const auto new_line = [&] {
    pen.x = pen.left;
    pen.y += line_share * size;
    if (line_used_) ++line_;
    line_used_ = false;
  };
  bool after_hyphen = false;
  for (const Piece& piece : pieces_of(paragraph)) {
    size = piece.size;
    const float width = letter_share * size * static_cast<float>(letters_in(piece.text));
    if (pen.x > pen.left && pen.x + width > pen.right && !after_hyphen) new_line();
    const Box box{pen.x, pen.y, pen.x + width, pen.y + size};
    page().words.push_back({piece.text, box, line_, 1, size, piece.bold});
    line_used_ = true;
    pen.x += width + letter_share * size;
    after_hyphen = piece.text.ends_with('-');
    if (piece.ends_line) new_line();
  }
  if (pen.x > pen.left) new_line();
  pen.y += gap_share * size;
}

void FlowPages::add(const FlowParagraph& paragraph) {
  Block block;
  block.kind = paragraph.kind;
  block.level = paragraph.level;
  block.first_word = next_word();
  Pen pen{margin, sheet_width - margin, margin, y_};
  set(paragraph, pen);
  y_ = pen.y;
  block.word_count = next_word() - block.first_word;
  if (block.word_count > 0) page().blocks.push_back(std::move(block));
}

void FlowPages::add_table(const std::vector<FlowCell>& cells, BlockKind kind) {
  std::uint32_t columns = 1;
  for (const FlowCell& cell : cells) columns = std::max(columns, cell.column + 1);
  Block block;
  block.kind = kind;
  block.first_word = next_word();
  const float width = (sheet_width - 2 * margin) / static_cast<float>(columns);
  float bottom = y_;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const FlowCell& cell = cells[at];
    if (at > 0 && cell.row != cells[at - 1].row) y_ = bottom;
    const float left = margin + width * static_cast<float>(cell.column);
    Pen pen{left, left + width - 4, left, y_};
    Cell set_cell{cell.row, cell.column, next_word(), 0};
    for (const FlowParagraph& paragraph : cell.paragraphs) set(paragraph, pen);
    set_cell.word_count = next_word() - set_cell.first_word;
    if (set_cell.word_count > 0) block.cells.push_back(set_cell);
    bottom = std::max(bottom, pen.y);
  }
  y_ = bottom;
  block.word_count = next_word() - block.first_word;
  if (block.word_count > 0) page().blocks.push_back(std::move(block));
}

void FlowPages::break_page() {
  if (is_open_ && (!pages_.back().words.empty() || !notes_.empty())) close_page();
}

void FlowPages::close_page() {
  for (FlowParagraph& note : notes_) {
    note.kind = BlockKind::footnote;
    add(note);
  }
  notes_.clear();
  page().height = std::max(sheet_height, y_ + margin);
  is_open_ = false;
}

std::vector<Page> FlowPages::finish() {
  page();
  close_page();
  if (pages_.size() > 1 && pages_.back().words.empty()) pages_.pop_back();
  mark_headings(pages_);
  for (Page& page : pages_) {
    if (!page.words.empty()) continue;
    page.source = PageSource::blank;
    page.quality = 1;
  }
  return std::move(pages_);
}

void add_plain_text(std::string_view text, FlowPages& pages) {
  FlowParagraph paragraph;
  const auto end_paragraph = [&] {
    pages.add(paragraph);
    paragraph = {};
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.size(), text.find('\n'));
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line.find_first_not_of(" \t\r>") == std::string_view::npos) {
      end_paragraph();
      continue;
    }
    const std::size_t start = line.find_first_not_of(" \t>");
    const std::string_view first = line.substr(start, line.find_first_of(" \t\r", start) - start);
    const bool opens_item = is_bullet(std::string(first)) || is_enumerator(std::string(first));
    if (opens_item && !paragraph.spans.empty()) end_paragraph();
    if (opens_item) paragraph.kind = BlockKind::list_item;
    paragraph.spans.push_back({std::string(line) + "\n"});
  }
  end_paragraph();
}

}  // namespace inkoopmonitor::extract
