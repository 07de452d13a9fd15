// What Poppler shows of a PDF, in plain values. Private to this room; runs in the child only.
//
// Positions are points from the upper left corner of the page as a reader holds it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/extract.h"

namespace inkoopmonitor::extract {

// A word before it has a place in the reading order.
struct RawWord {
  std::string text;
  Box box;       // where it lies when the page is held so that its text is upright and straight
  Box page_box;  // where it lies on the page
  float font_size = 0;
  bool bold = false;
  int quarter_turns = 0;  // how far its text is turned clockwise, 0–3
  float certainty = 1;
  bool touches = false;  // drawn right after the word before, without a blank
};

// A straight horizontal or vertical line drawn on the page.
struct Rule {
  bool horizontal = true;
  float position = 0;  // y of a horizontal one, x of a vertical one
  float from = 0, to = 0;
};

// Everything about a page that says how it is to be read.
struct PageContent {
  float width = 0, height = 0;
  std::vector<RawWord> words;  // in the order in which the page draws them
  std::vector<Rule> rules;
  std::uint64_t glyphs = 0;            // drawn with text operators, blanks left out
  std::uint64_t glyphs_unmapped = 0;   // of these: no Unicode, U+FFFD or private use
  std::uint64_t glyphs_invisible = 0;  // of these: rendering mode 3, as OCR layers have
  std::uint64_t glyphs_type3 = 0;      // of these: of a Type 3 font
  std::uint64_t marks = 0;             // paths, shadings and images
  float image_coverage = 0;            // 0–1: share of the page under images, counted on a grid
  float image_dpi = 0;                 // of the image that covers most; 0 without images
  int quarter_turns = 0;               // of OCR: how far the picture was turned clockwise, 0–3
};

// A page drawn in gray, row by row from the top.
struct Bitmap {
  int width = 0, height = 0;
  double dpi = 0;       // across
  double dpi_down = 0;  // a fax has half as many rows as columns, or a few less
  bool coarse = false;  // it was scanned at fewer than 250 dpi, however it was drawn
  std::vector<std::uint8_t> gray;
};

// Why a file cannot be opened; `code` is one of extract.h.
struct OpenFailure : std::runtime_error {
  OpenFailure(std::string code_of, const std::string& sentence)
      : std::runtime_error(sentence), code(std::move(code_of)) {}
  std::string code;
};

struct PdfInfo {
  std::uint32_t page_count = 0;
  std::string title, producer, creation_date, modification_date;
  std::string declared_language;  // `nl-NL`: what the file says of itself
  bool has_facts = false;         // it has an outline or page labels
  bool is_mended = false;         // its end was missing
  bool pages_lost = false;        // so was its list of pages; these were found in it
};

class MemberSender;

class Pdf {
 public:
  // `bytes` must outlive the object. Throws OpenFailure.
  explicit Pdf(std::string_view bytes);
  ~Pdf();
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  const PdfInfo& info() const { return info_; }
  // The file's own table of contents, at most `outline_entries_max` entries of it.
  std::vector<OutlineEntry> outline();
  // What the file calls its pages, from the first on; empty where a label is the page's number.
  std::vector<std::string> labels();
  // Why nothing can be read of the page that was last read or drawn, as a sentence; empty when
  // nothing speaks against it. `nothing_came`: no text or mark was found on it, as on an empty one.
  std::string fault(std::uint32_t page, bool nothing_came) const;
  // Pages count from 1. A page that Poppler cannot make sense of is empty.
  PageContent read(std::uint32_t page);
  // Throws std::runtime_error for a page that cannot be drawn at all.
  Bitmap render(std::uint32_t page, double dpi);
  // The page's only picture as it is in the file, when nothing else can be seen of the page.
  std::optional<Bitmap> image(std::uint32_t page);
  // In colour, for people. Takes less dpi where the picture would be larger than extract.h allows.
  // Throws OpenFailure for a page that cannot be found in the file.
  Picture draw(std::uint32_t page, double dpi);

  // True when files are attached to the document, or to one of these pages.
  bool holds_files(std::uint32_t first, std::uint32_t last);
  // Sends all of them, also those of a portfolio.
  void send_files(MemberSender& sender);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  PdfInfo info_;
};

}  // namespace inkoopmonitor::extract
