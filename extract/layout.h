// From words with boxes to reading order, lines, columns, blocks and tables. Private to this room;
// runs in the child. The same code serves text layers and OCR.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/document.h"
#include "extract/pdf.h"

namespace inkoopmonitor::extract {

// Words on one height, left to right, as indices into the words of the page.
struct Line {
  std::vector<std::uint32_t> words;
  Box box;
  float size = 0;     // median font size of its words; the height of the line where unknown
  bool bold = false;  // most of its letters are
};

struct LaidCell {
  std::uint32_t row = 0, column = 0;
  std::vector<Line> lines;
};

// Either lines, or cells row by row.
struct LaidBlock {
  BlockKind kind = BlockKind::paragraph;
  std::vector<Line> lines;
  std::vector<LaidCell> cells;
};

// Rules of one direction, pieces on one line made one where less than `piece_gap` points are
// between them: a table's border is often drawn cell by cell.
constexpr float drawn_piece_gap = 4;
std::vector<Rule> joined_rules(std::vector<Rule> rules, bool horizontal,
                               float piece_gap = drawn_piece_gap);

// Lines from top to bottom, of the words at these indices. Words on one height make one line,
// however far apart they are.
std::vector<Line> lines_of(const std::vector<RawWord>& words, std::vector<std::uint32_t> chosen);

// A line of these words, which lie on one height.
Line line_of(const std::vector<RawWord>& words, std::vector<std::uint32_t> chosen);

// A blank that runs down between words.
struct Strip {
  float left = 0, right = 0;
};

struct FoundTable {
  std::size_t end = 0;  // one past its last line
  LaidBlock block;
};

// A table is found by lines drawn between its rows, or by blank strips that run down between cells
// that stand under one another.
class TableFinder {
 public:
  // All three must outlive the object; `lines` from top to bottom.
  TableFinder(const std::vector<RawWord>& words, const std::vector<Rule>& rules,
              const std::vector<Line>& lines);

  // The table that begins at lines[begin], or one with `end` == begin when there is none.
  FoundTable at(std::size_t begin) const;

 private:
  // Horizontal lines of equal extent, one under another.
  struct Zone {
    float left = 0, right = 0;
    std::vector<float> positions;                 // y, rising
    std::size_t first = 0, end = 0;               // the lines of text between them
    std::vector<float> vertical;                  // x of vertical lines inside
    float vertical_top = 0, vertical_bottom = 0;  // between which they run
  };
  void add_parts(const Zone& zone, const std::vector<Rule>& vertical);
  void add(Zone zone, const std::vector<Rule>& vertical);
  bool underlines_headings(const Zone& zone) const;
  bool is_attached(const Zone& zone, std::size_t begin, std::size_t first) const;
  bool holds_prose(const Zone& zone, const std::vector<Line>& lines,
                   const std::vector<float>& borders) const;
  std::vector<std::size_t> ends_of(const Zone& zone, std::size_t first) const;
  FoundTable ruled_at(std::size_t begin) const;

  // A table without lines.
  struct Unruled {
    std::vector<Strip> strips;  // between its columns
    std::size_t end = 0;        // one past its last line
    std::size_t multiple = 1;   // lines of it that have words on both sides of a strip
    std::size_t wide = 0;       // of these: with a blank that no words of a text have
  };
  std::size_t seed_of(std::size_t begin, std::vector<Strip>& strips) const;
  bool row_follows(std::size_t at, std::vector<Strip> strips) const;
  bool is_heading(std::size_t at, std::size_t label) const;
  bool is_prose(std::size_t at, const std::vector<Strip>& strips) const;
  Unruled grown_from(std::size_t begin) const;
  bool is_list(const std::vector<Line>& lines, const std::vector<float>& borders,
               bool numbered) const;
  FoundTable unruled_at(std::size_t begin) const;

  const std::vector<RawWord>& words_;
  const std::vector<Line>& lines_;
  std::vector<Zone> zones_;
};

// What the lines of a column have in common.
struct Column {
  float usual_gap = 0;  // blank between lines of one paragraph
  float right = 0;      // where full lines end
};
Column column_style(const std::vector<Line>& lines);
// Of texts that stand apart.
float usual_gap(const std::vector<std::vector<Line>>& texts);

// Paragraphs and list items of lines that follow one another in one column.
std::vector<LaidBlock> paragraphs_of(const std::vector<RawWord>& words,
                                     const std::vector<Line>& lines, const Column& column);

// True for a word that opens a list item: a bullet, or a number or letter as `1.`, `a)`, `1.2`.
bool is_bullet(const std::string& word);
bool is_enumerator(const std::string& word);

// The value of a word that is a number of one or two digits and nothing else; 0 for others.
int bare_number(const std::string& word);

// True for a word that leads, with a row of dots, to a page number in a table of contents.
bool is_leader(const std::string& word);

// Joins words that were drawn in pieces, drops words that were drawn twice (fake bold), turns
// turned text upright, writes raised numbers behind words as such (`¹`). For text layers.
void mend_words(PageContent& content);

// Fills words and blocks of `page`.
void lay_out(const PageContent& content, Page& page);

}  // namespace inkoopmonitor::extract
