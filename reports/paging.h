// On which page each part of a printed publication stands. Private to this room.
#pragma once

#include <vector>

namespace inkoopmonitor::reports {

// What stands on one page as a whole: the opening of a chapter, or a figure with all about it.
struct PrintedBlock {
  double height = 0;   // in millimetres
  double picture = 0;  // of that its picture, which may become smaller
  bool opens = false;  // begins a chapter, and stands above what follows it
};
// The room between a chapter and one that begins below it.
inline constexpr double kChaptersApart = 10;

struct PlacedBlock {
  std::size_t page = 0;  // from 0
  double scale = 1;      // of its picture; one for all of a page
};

// Few pages, and few that are half empty: pictures become a little smaller where that brings one
// more onto a page, and a chapter begins below another where a new page would leave much room.
// No page has parts of more than two chapters. `height`: of a page.
std::vector<PlacedBlock> placed_on_pages(const std::vector<PrintedBlock>& blocks, double height);

}  // namespace inkoopmonitor::reports
