// Lines of a notice. The reader gives blocks; a form is better read line by line, since every label
// begins a line. Where the numbers of titles stand in a column of their own, each is brought back
// to the title that it stands before: by height on the page, or by row where there is no geometry.
#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "classify/notice.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

using extract::Block;
using extract::BlockKind;
using extract::Page;

// `II.2.7)`, also as OCR reads it (`IL2.7)`, `11.2.7)`), and `5.1.3.`; empty for anything else.
// The Roman figure is brought to its right form.
std::string number_of(std::string_view word) {
  static const re2::RE2 roman("([ivxlt1|]{1,4})\\.?((?:[.\\dil]+)?)\\)");
  static const re2::RE2 arabic("\\d{1,2}\\.(?:\\d{1,2}\\.?){0,3}");
  // Few words look like one of them at all.
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(word.begin(), word.end(), is_ascii) && !word.ends_with(')') &&
      (word.empty() || std::isdigit(static_cast<unsigned char>(word[0])) == 0))
    return "";
  const std::string folded = text::fold(word);
  if (!folded.ends_with(')') &&
      (folded.empty() || std::isdigit(static_cast<unsigned char>(folded[0])) == 0))
    return "";
  std::string chapter, rest;
  if (re2::RE2::FullMatch(folded, roman, &chapter, &rest)) {
    for (char& letter : chapter) {
      if (letter != 'v' && letter != 'x') letter = 'i';
    }
    std::replace(rest.begin(), rest.end(), 'i', '1');
    std::replace(rest.begin(), rest.end(), 'l', '1');
    return chapter + (rest.empty() ? "" : ".") + rest + ")";
  }
  return re2::RE2::FullMatch(folded, arabic) ? folded : "";
}

struct Frame {
  float left = 0, top = 0, right = 0, bottom = 0;
  int column = 0;
};

class LineReader {
 public:
  void read(const Page& page) {
    page_ = &page;
    from_ = lines_.size();
    right_edge_ = 0;
    for (const Block& block : page.blocks) {
      if (block.kind == BlockKind::running_head) continue;
      const bool fields = block.kind == BlockKind::fields;
      if ((fields || block.kind == BlockKind::table) && !block.cells.empty())
        add_table(block, fields);
      else
        add_words(block.first_word, block.word_count, block.kind == BlockKind::heading);
    }
    for (std::size_t index = from_; index < lines_.size(); ++index)
      right_edge_ = std::max(right_edge_, frames_[index].right);
    join_numbers();
    for (std::size_t index = from_; index < lines_.size(); ++index) finish(index);
  }

  std::vector<NoticeLine> take() { return std::move(lines_); }

 private:
  void add_words(std::uint32_t first, std::uint32_t count, bool heading) {
    const std::uint32_t end = first + count;
    for (std::uint32_t begin = first; begin < end;) {
      std::uint32_t stop = begin + 1;
      while (stop < end && page_->words[stop].line == page_->words[begin].line) ++stop;
      NoticeLine line;
      line.page = page_->number;
      line.first = begin;
      line.count = stop - begin;
      line.breaks = begin == first;
      line.bold = heading;
      lines_.push_back(line);
      frames_.push_back(frame_of(begin, stop));
      begin = stop;
    }
  }

  Frame frame_of(std::uint32_t begin, std::uint32_t end) const {
    Frame frame;
    frame.left = page_->words[begin].box.left;
    frame.top = page_->words[begin].box.top;
    for (std::uint32_t word = begin; word < end; ++word) {
      const extract::Box& box = page_->words[word].box;
      frame.left = std::min(frame.left, box.left);
      frame.top = std::min(frame.top, box.top);
      frame.right = std::max(frame.right, box.right);
      frame.bottom = std::max(frame.bottom, box.bottom);
    }
    return frame;
  }

  // A table is one of particulars unless its first column holds the numbers of titles.
  void add_table(const Block& block, bool fields) {
    std::size_t keys = 0, numbers = 0;
    for (const extract::Cell& cell : block.cells) {
      if (cell.column != 0) continue;
      const bool number = !number_of(page_->words[cell.first_word].text).empty();
      ++(number ? numbers : keys);
    }
    ++tables_;
    const bool particulars = fields || keys > numbers;
    for (const extract::Cell& cell : block.cells) {
      const std::size_t from = lines_.size();
      add_words(cell.first_word, cell.word_count, false);
      for (std::size_t index = from; index < lines_.size(); ++index) {
        lines_[index].row = static_cast<int>(cell.row);
        lines_[index].table = particulars ? tables_ : -1;
        lines_[index].key = particulars && cell.column == 0;
        lines_[index].field = fields;
        frames_[index].column = static_cast<int>(cell.column) + 1;
      }
    }
  }

  bool is_number_only(std::size_t index) const {
    const NoticeLine& line = lines_[index];
    return !line.key && line.table < 0 && line.count == 1 &&
           !number_of(page_->words[line.first].text).empty();
  }

  // Gives lines that are nothing but a number to the line beside them.
  void join_numbers() {
    std::vector<bool> gone(lines_.size(), false);
    for (std::size_t index = from_; index < lines_.size(); ++index) {
      if (!is_number_only(index)) continue;
      const std::size_t title = line_beside(index);
      if (title == lines_.size() || !lines_[title].number.empty()) continue;
      lines_[title].number = number_of(page_->words[lines_[index].first].text);
      gone[index] = true;
    }
    std::size_t to = from_;
    for (std::size_t index = from_; index < lines_.size(); ++index) {
      if (gone[index]) continue;
      if (to != index) {
        lines_[to] = std::move(lines_[index]);
        frames_[to] = frames_[index];
      }
      ++to;
    }
    lines_.resize(to);
    frames_.resize(to);
  }

  std::size_t line_beside(std::size_t number) const {
    const Frame& own = frames_[number];
    std::size_t best = lines_.size();
    float most = 0;
    for (std::size_t index = from_; index < lines_.size(); ++index) {
      const Frame& other = frames_[index];
      if (index == number || other.left <= own.left) continue;
      const float shared = std::min(own.bottom, other.bottom) - std::max(own.top, other.top);
      if (shared > most && shared > 0.4F * (own.bottom - own.top)) {
        most = shared;
        best = index;
      }
    }
    if (best < lines_.size()) return best;
    for (std::size_t index = number + 1; index < lines_.size(); ++index) {
      const bool same_row = lines_[index].row == lines_[number].row && lines_[index].row >= 0;
      if (same_row && frames_[index].column > own.column) return index;
      if (!same_row) break;
    }
    return lines_.size();
  }

  void finish(std::size_t index) {
    NoticeLine& line = lines_[index];
    const bool title = line.number.empty() && line.table < 0 && line.count > 1;
    if (title) {
      line.number = number_of(page_->words[line.first].text);
      if (!line.number.empty()) {
        ++line.first;
        --line.count;
      }
    }
    line.text = extract::quote(*page_, line.first, line.first + line.count - 1);
    line.folded = text::fold(line.text);
    while (line.bold_words < line.count && page_->words[line.first + line.bold_words].bold)
      ++line.bold_words;
    line.bold = line.bold || line.bold_words == line.count;
    if (index == from_ || line.breaks) return;
    // A new line where the first word would still have found room on the one before.
    const extract::Box& word = page_->words[line.first].box;
    constexpr float blank = 4;
    const float room = right_edge_ - frames_[index - 1].right;
    line.breaks = room > word.right - word.left + blank;
  }

  const Page* page_ = nullptr;
  std::vector<NoticeLine> lines_;
  std::vector<Frame> frames_;
  std::size_t from_ = 0;
  float right_edge_ = 0;
  int tables_ = 0;
};

}  // namespace

std::vector<NoticeLine> notice_lines(const extract::Document& document, std::size_t pages_max) {
  LineReader reader;
  for (std::size_t index = 0; index < std::min(pages_max, document.pages.size()); ++index)
    reader.read(document.pages[index]);
  return reader.take();
}

}  // namespace inkoopmonitor::classify
