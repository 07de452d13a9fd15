// What the reader makes of a file: pages of words with boxes, in reading order, with the structure
// that later rooms need so that they do no geometry. Plain values; nothing here opens a file.
//
// Lengths are PDF points (1/72 inch). The origin is the upper left corner of the page as a reader
// holds it: the page's own rotation has been applied. Text is valid UTF-8, as the page has it:
// hyphens at line ends are kept, ligatures are not undone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::extract {

struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const Box&) const = default;
};

struct Word {
  std::string text;  // never empty, no blanks inside
  Box box;
  std::uint32_t line = 0;  // number of its line on the page, from 0, rising in reading order
  float certainty = 1;     // 0–1; OCR's own certainty, 1 for a text layer
  float font_size = 0;     // points; 0 where unknown
  bool bold = false;
  bool operator==(const Word&) const = default;
};

enum class BlockKind : std::uint8_t {
  paragraph,
  heading,  // by its looks (size, weight, numbering); `level` from 1
  list_item,
  table,         // `cells` is filled
  running_head,  // head or foot that returns on other pages, page number
  footnote,
  // Fields of a form that came as data, so that nothing was guessed from looks: a row each, with
  // its label in column 0 and what was filled in in column 1 of `cells`.
  fields,
};

// A cell of a table. Rows and columns count from 0. Its words are words [first_word,
// first_word + word_count) of the page; a cell without words is not listed.
struct Cell {
  std::uint32_t row = 0, column = 0;
  std::uint32_t first_word = 0, word_count = 0;
  bool operator==(const Cell&) const = default;
};

// Blocks lie one after another over the page's words, without gap or overlap.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;
  std::uint32_t first_word = 0, word_count = 0;
  std::vector<Cell> cells;  // row by row; only of a table or of fields
  bool operator==(const Block&) const = default;
};

enum class PageSource : std::uint8_t {
  text_layer,
  ocr,
  blank,   // nothing to read on it
  failed,  // could not be read; `reason` says why
};

struct Page {
  std::uint32_t number = 0;  // from 1
  PageSource source = PageSource::failed;
  float quality = 0;   // 0–1: how well the text seems to be read; 1 for a blank page
  std::string reason;  // why this source was chosen, or why the page failed
  std::string label;   // what the file calls the page (`iv`, `A-2`); empty: its number
  float width = 0, height = 0;
  std::vector<Word> words;
  std::vector<Block> blocks;
  bool operator==(const Page&) const = default;
};

// A bookmark, as the file's own table of contents has it.
struct OutlineEntry {
  std::string title;
  std::uint8_t level = 1;  // from 1; at most one more than that of the entry before
  std::uint32_t page = 0;  // from 1; 0 where it leads to no page of the file
  bool operator==(const OutlineEntry&) const = default;
};

enum class Result : std::uint8_t { read, partly_read, failed };

// A file that lay in another one: in a ZIP file, as attachment of a mail or of a PDF.
struct Member {
  std::string name;            // a label only: folders by /, no way up, unlike those beside it
  std::filesystem::path file;  // where its bytes are; empty when they were refused
  std::string reason;          // why: a code of `extract.h` and what it means here
  bool operator==(const Member&) const = default;
};

// In how many containers a file may lie and still be opened as one itself.
constexpr std::uint32_t nesting_max = 2;

struct Document {
  Result result = Result::failed;
  std::string reason;  // empty when read; else a code of `extract.h` and what it means here
  std::uint32_t page_count = 0;
  std::string title, producer;
  std::string creation_date, modification_date;  // ISO dates, or empty
  std::string language;  // `nl`, `en`, `de`, `fr`: of most of its text; empty where that is unknown
  std::vector<OutlineEntry> outline;  // in the order of the file
  std::vector<Page> pages;      // in order of number; a page that was never reached is missing
  std::vector<Member> members;  // what it holds beside its pages; a ZIP file has no pages
  bool operator==(const Document&) const = default;
};

// Words [first, last] of a page, joined by single blanks: what a quote shows.
std::string quote(const Page& page, std::uint32_t first_word, std::uint32_t last_word);

// The page's plain text: a line of the page a line, a blank line between blocks, cells of a table
// separated by a tab.
std::string plain_text(const Page& page);

// A page's words and blocks as bytes, and back. The form has a version byte; `decode_layout` fills
// `words` and `blocks` of a page and returns false for bytes that are not of this form, however
// they were damaged (they may come from a child that read a hostile file).
std::string encode_layout(const Page& page);
bool decode_layout(std::string_view bytes, Page& page);

}  // namespace inkoopmonitor::extract
