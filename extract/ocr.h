// Reading of a drawn page by Tesseract. Private to this room; runs in the child only.
#pragma once

#include <memory>
#include <string>

#include "extract/pdf.h"

namespace inkoopmonitor::extract {

class Ocr {
 public:
  // Throws std::runtime_error when the language cannot be loaded.
  explicit Ocr(const std::string& language);
  ~Ocr();
  Ocr(const Ocr&) = delete;
  Ocr& operator=(const Ocr&) = delete;

  // Words, with certainty, and the lines drawn on a page of `width` × `height` points, read at this
  // resolution. The layout's
  // boxes, and the content's width and height, are those of the page turned upright and straight.
  // `marks` is 0 when the page is as good as white.
  PageContent read(const Bitmap& bitmap, double dpi, float width, float height);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace inkoopmonitor::extract
