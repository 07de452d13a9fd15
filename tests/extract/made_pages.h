// Small pages made for the tests of the layout, and what was read of them in short.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {

// Lines of text from `y` downwards.
inline std::string lines_at(int x, int y, int step, std::initializer_list<const char*> lines,
                            const char* font = "F1") {
  std::string out;
  for (const char* line : lines) {
    out += text_at(x, y, line, 10, font);
    y -= step;
  }
  return out;
}

inline std::string drawn(int x0, int y0, int x1, int y1) {
  return std::to_string(x0) + " " + std::to_string(y0) + " m " + std::to_string(x1) + " " +
         std::to_string(y1) + " l S\n";
}

// All lines between rows and columns.
inline std::string grid(std::initializer_list<int> xs, std::initializer_list<int> ys) {
  std::string out;
  for (const int x : xs) out += drawn(x, *(ys.end() - 1), x, *ys.begin());
  for (const int y : ys) out += drawn(*xs.begin(), y, *(xs.end() - 1), y);
  return out;
}

// A PDF with a page for each of these content streams, in Helvetica (F1), Helvetica-Bold (F2) and
// Courier (F3).
inline std::string pdf_of_pages(const std::vector<std::string>& contents) {
  std::string kids;
  for (std::size_t at = 0; at < contents.size(); ++at) kids += std::to_string(5 + 2 * at) + " 0 R ";
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(contents.size()) + " >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"};
  for (const std::string& content : contents) {
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                      std::to_string(objects.size() + 2) +
                      " 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 << /Type /Font /Subtype "
                      "/Type1 /BaseFont /Courier >> >> >> >>");
    objects.push_back(stream_of(content));
  }
  return pdf_of_objects(objects);
}

inline Document read_pages(const std::vector<std::string>& contents) {
  const Folder folder;
  Document document = read_one(folder.write("pages.pdf", pdf_of_pages(contents)));
  EXPECT_EQ(document.pages.size(), contents.size());
  document.pages.resize(contents.size());
  return document;
}

inline Page read_page(const std::string& content) {
  return read_pages({content}).pages.front();
}

inline std::string text_of(const Page& page, const Block& block) {
  return quote(page, block.first_word, block.first_word + block.word_count - 1);
}

// The blocks, each as a letter for its kind (with the level of a heading) and its text; of a table
// its cells.
inline std::vector<std::string> outline(const Page& page) {
  std::vector<std::string> out;
  for (const Block& block : page.blocks) {
    std::string line(1, "PHLTRF"[static_cast<int>(block.kind)]);
    if (block.kind == BlockKind::heading) line += std::to_string(block.level);
    if (block.kind != BlockKind::table) {
      out.push_back(line + " " + text_of(page, block));
      continue;
    }
    std::uint32_t row = 0;
    for (const Cell& one : block.cells) {
      line += one.row != row ? " / " : " | ";
      row = one.row;
      line += quote(page, one.first_word, one.first_word + one.word_count - 1);
    }
    out.push_back(line);
  }
  return out;
}

using Outline = std::vector<std::string>;

}  // namespace inkoopmonitor::extract
