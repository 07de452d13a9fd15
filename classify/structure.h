// A document as the rules see it: units of text (sentences, cells, headings) in reading order, each
// with its section, its label and the way back to words on pages. Steps one and two of coding:
// normalise and structure. Private to classify.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/record.h"
#include "classify/slips.h"
#include "classify/slots.h"
#include "extract/document.h"

namespace inkoopmonitor::classify {

enum class UnitKind : std::uint8_t { sentence, heading, list_item, cell };

// To which part of a tender notice a unit belongs; `none` in any other document.
enum class NoticePart : std::uint8_t {
  none,
  head,      // number, title of the form
  buyer,     // who buys
  body,      // what is bought and how
  award,     // to whom
  aside,     // conditions of participation, courts, addresses: nothing about the contract
  changed,   // what holds after a change
  replaced,  // what held before it
};

// A run of a unit's text that came from one or more words of a page (several where a word was
// broken over two lines and joined again).
struct Piece {
  std::uint32_t begin = 0;  // byte offset in Unit::text
  std::uint32_t page = 0;   // page number, from 1
  std::uint32_t first_word = 0, last_word = 0;
};

struct Unit {
  UnitKind kind = UnitKind::sentence;
  std::string text;                     // as written, hyphens joined, single blanks
  std::string folded;                   // text::fold of it: what rules match
  std::vector<std::uint32_t> origin;    // folded offset → text offset
  std::vector<std::uint32_t> stressed;  // folded offsets of `een` that is written `één`
  Slotted slots;                        // `folded` with its quantities as markers
  Slotted period_slots;                 // the same with periods, empty where there are none
  std::vector<Piece> pieces;            // in order of `begin`
  // What stands before the text as its label: the row's first cell and the column's head, or the
  // part of a sentence before its colon. Folded; empty if there is none.
  std::string label;
  std::string column_head, row_head;  // folded; only of a cell
  std::string row_lot;                // folded: what the row says under a head `perceel`
  std::size_t value_begin = 0;        // folded offset where the text behind the label begins
  std::size_t section = 0;            // index in Text::sections
  std::uint32_t block = 0;            // units of one paragraph, item or cell share it
  std::uint32_t list = 0;             // 0, or the number of the list that an item belongs to
  std::uint32_t intro = UINT32_MAX;   // unit that introduces this item's list
  int table = -1, row = -1, column = -1;
  NoticePart part = NoticePart::none;
  bool may_name_lot = true;  // false: find_percelen finds none in `folded`
  std::string lot;    // key of the lot whose block of a notice this is, as find_percelen gives it
  bool name = false;  // the name of a buyer, or of one that a contract was awarded to
  std::uint32_t winner = 0;  // names of one winner share it; 0 where the form does not tell
  bool field = false;        // of a form that came as data: what its label is, is known
};

struct Section {
  int level = 0;        // 0 for the document itself
  std::string heading;  // as written
  std::string folded;
  std::size_t parent = 0;  // index; section 0 is the document and its own parent
  std::uint32_t page = 1;
};

struct Text {
  std::vector<Section> sections;
  std::vector<Unit> units;
  std::vector<Unit> running_heads;     // and feet, each once; no part of `units`
  std::uint32_t first_page_units = 0;  // units that begin on the first page with words
  bool notice = false;                 // a tender notice, read by its form
  bool fields = false;                 // its form came as data
};

struct NoticeForm;

// A document that has the marks of `form` is read as a notice (see notice.h). On pages that were
// read by OCR, `slips` puts the folded text right.
Text structure(const extract::Document& document, const NoticeForm& form, const Slips& slips);

// The words behind bytes [begin, end) of a unit's folded text.
Evidence evidence_of(const extract::Document& document, const Unit& unit, std::size_t begin,
                     std::size_t end);

}  // namespace inkoopmonitor::classify
