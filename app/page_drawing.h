// What the reader made of a page, drawn over a picture of it, for a person to see where it went
// wrong.
#pragma once

#include <string>

#include "extract/document.h"
#include "extract/extract.h"

namespace inkoopmonitor::app {

// A PNG as wide as `picture`, with the picture at its top, somewhat paler, and a legend below it
// that begins with `title`. Over the picture: each word in a thin box, one that OCR is unsure of
// filled in red; each block in a frame of the colour of its kind with its place in the reading
// order (and `h2` for a heading of level 2); a line from block to block in that order; of a table
// the cells, each as high as its row, and the numbers of rows and columns from 1. Throws
// std::runtime_error when it cannot be drawn.
std::string draw_reading(const extract::Picture& picture, const extract::Page& page,
                         const std::string& title);

}  // namespace inkoopmonitor::app
