// A scan that is no PDF: TIFF with one or many pages, PNG, JPEG, JPEG 2000. Private to this room;
// runs in the child only. It answers what `Pdf` answers, so that both are read alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/pdf.h"

namespace inkoopmonitor::extract {

class ImageFile {
 public:
  // `bytes` must outlive the object. Throws OpenFailure.
  explicit ImageFile(std::string_view bytes);

  const PdfInfo& info() const { return info_; }
  // Pages count from 1. A picture as large as its page, and nothing else.
  PageContent read(std::uint32_t page);
  // Throws OpenFailure for a page that is damaged.
  std::optional<Bitmap> image(std::uint32_t page);
  Bitmap render(std::uint32_t page, double dpi);
  Picture draw(std::uint32_t page, double dpi);

  std::string fault(std::uint32_t, bool) const { return {}; }
  std::vector<OutlineEntry> outline() const { return {}; }
  std::vector<std::string> labels() const { return {}; }
  bool holds_files(std::uint32_t, std::uint32_t) const { return false; }

 private:
  std::string_view bytes_;
  bool is_tiff_ = false;
  PdfInfo info_;
};

}  // namespace inkoopmonitor::extract
