// A page's picture made ready for reading: its shades evened out, straight, at a resolution that
// letters need, without the lines drawn on it. Private to this room; runs in the child only.
#pragma once

#include <allheaders.h>

#include <memory>
#include <vector>

#include "extract/pdf.h"

namespace inkoopmonitor::extract {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using OwnedPix = std::unique_ptr<Pix, PixDeleter>;

struct PagePicture {
  OwnedPix gray;            // 8 bits a pixel, black on white
  OwnedPix ink;             // one bit a pixel; null when the page is as good as white
  float points = 0;         // that a pixel is wide and high
  float angle = 0;          // radians by which it was turned clockwise to be straight
  std::vector<Rule> rules;  // lines that were drawn on it, which were taken off, in points
};

// What the page showed, at `dpi` along both sides; nearly that when it has nearly that already.
OwnedPix pix_of(const Bitmap& bitmap, double dpi);

// `drawn`: 8 bits a pixel, `dpi` along both sides.
PagePicture prepared(Pix* drawn, double dpi);

// The clockwise quarter turns that bring the text upright; 0 when it is, or when it cannot be told.
int turns_to_upright(Pix* drawn);

// Mean length of the black runs across a part of the picture: how thick its strokes are, in pixels.
float stroke_width(Pix* ink, int left, int top, int right, int bottom);

}  // namespace inkoopmonitor::extract
