// A tender notice as the fields of its form. Private to classify.
//
// Notices are forms: a label or a numbered title, and behind or below it what was filled in. They
// reach us in several settings: as lines `Label: value`, with the numbers of the titles in a column
// of their own (which the reader takes for a table), as a table of particulars, or as a scan of one
// of these. Here all become one list of fields. A form that came as data (BlockKind::fields) is a
// notice without further marks, and its labels need not be recognised.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "classify/rules.h"
#include "classify/structure.h"
#include "extract/document.h"

namespace inkoopmonitor::classify {

// --- notice_lines.cpp ---------------------------------------------------------------------------
// A line as it stands on the page; cells of a table of particulars are lines of their own.
struct NoticeLine {
  std::uint32_t page = 0;              // page number
  std::uint32_t first = 0, count = 0;  // its words
  std::string text, folded;
  std::string number;            // of a title: `ii.2.7)`, `5.1.3.`; empty if it has none
  bool bold = false;             // all of it, or it is a heading by its size
  std::uint32_t bold_words = 0;  // words in bold at its beginning
  bool key = false;              // the label cell of a table of particulars
  int table = -1, row = -1;      // of such a table
  bool field = false;            // of a form that came as data; then a row of `table`
  bool breaks = false;  // something new begins here: a block, or the line before was not full
};
// The lines of at most `pages_max` pages in reading order. The numbers of titles are part of the
// line that they stand before, whatever column they are in.
std::vector<NoticeLine> notice_lines(const extract::Document& document, std::size_t pages_max);

// --- notice.cpp ---------------------------------------------------------------------------------
struct WordRun {
  std::uint32_t page = 0, first = 0, count = 0;
};

// One paragraph of what was filled in, or the heading of a part.
struct NoticeField {
  int heading_level = 0;  // 0 for what is no heading
  std::vector<WordRun> words;
  std::string text;   // folded
  std::string label;  // folded; what stands before it, or the title above it
  std::string lead;   // words to read before it that stand elsewhere
  NoticePart part = NoticePart::body;
  std::string lot;
  bool name = false;         // the name of a buyer or contractor
  std::uint32_t winner = 0;  // names of one winner share it; 0 where the form does not tell
  bool prose = false;        // sentences, which may have labels of their own
  bool known = false;        // of a form that came as data
};

// The fields of a notice, in reading order; nothing for a document that does not have the marks of
// one on its first pages.
std::optional<std::vector<NoticeField>> read_notice(const extract::Document& document,
                                                    const NoticeForm& form);

// Where sentences were run together (`verlengd.De aanbieder`), as the official journal does with
// paragraphs and lists: offsets at which a new one begins, rising.
std::vector<std::size_t> run_together(const std::string& text);

}  // namespace inkoopmonitor::classify
