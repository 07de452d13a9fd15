// Takes the picture out of a page that is one picture. Private to this room; runs in the child
// only.
#pragma once

#include <optional>

#include "extract/pdf.h"

class PDFDoc;

namespace inkoopmonitor::extract {

// The picture that is all that can be seen of the page, on white where it leaves some free, at its
// own resolution. Nothing when more is drawn than one picture, or when it is of a kind that takes
// drawing (masks, mirrored or slanted, beyond `pixels_most`).
std::optional<Bitmap> image_of_page(PDFDoc& document, int page);

}  // namespace inkoopmonitor::extract
