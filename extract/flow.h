// Pages for formats that have none: text that flows, set on made-up sheets of A4, so that words
// have places and lines as those of a PDF do. Private to this room; runs in the child only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace inkoopmonitor::extract {

struct FlowSpan {
  std::string text;  // blanks part words; \n begins a new line
  bool bold = false;
  float size = 11;  // points
};

struct FlowParagraph {
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;  // of a heading
  std::vector<FlowSpan> spans;
};

struct FlowCell {
  std::uint32_t row = 0, column = 0;
  std::vector<FlowParagraph> paragraphs;
};

class FlowPages {
 public:
  // A paragraph without words leaves nothing.
  void add(const FlowParagraph& paragraph);
  // Cells row by row. `kind`: a table, or fields.
  void add_table(const std::vector<FlowCell>& cells, BlockKind kind = BlockKind::table);
  // Put at the end of the page that is being filled.
  void add_footnote(FlowParagraph note) { notes_.push_back(std::move(note)); }
  // Does nothing on an empty page, so that two reasons for one break make one.
  void break_page();
  // All pages, numbered; at least one, which is then blank. Headings that are such by their looks
  // alone are marked.
  std::vector<Page> finish();

 private:
  struct Pen {
    float left = 0, right = 0, x = 0, y = 0;
  };
  struct Piece {
    std::string text;
    bool bold = false, ends_line = false;
    float size = 0;
  };
  Page& page();
  std::uint32_t next_word() { return static_cast<std::uint32_t>(page().words.size()); }
  static std::vector<Piece> pieces_of(const FlowParagraph& paragraph);
  void set(const FlowParagraph& paragraph, Pen& pen);
  void close_page();

  std::vector<Page> pages_;
  std::vector<FlowParagraph> notes_;
  bool is_open_ = false;
  float y_ = 0;
  std::uint32_t line_ = 0;
  bool line_used_ = false;
};

// Text as a person wrote it, made of bytes: blank lines part paragraphs, line ends stay.
void add_plain_text(std::string_view text, FlowPages& pages);

}  // namespace inkoopmonitor::extract
