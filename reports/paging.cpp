// A browser fills pages one after the other and leaves what does not fit for the next: with figures
// of half a page that makes half-empty pages. Here all ways to divide the blocks are weighed, from
// the last page to the first: what the best way from a block on costs does not depend on what
// stands before it. Letting figures float away from their text was turned down, and so was a
// smaller scale for all of them: below kSmallest labels are no longer read with ease.
#include "reports/paging.h"

#include <algorithm>
#include <limits>

namespace inkoopmonitor::reports {
namespace {

constexpr double kSmallest = 0.8, kStep = 0.02;

struct Way {
  double cost = 0;
  std::size_t end = 0;  // of its first page
  double scale = 1;
};

struct Page {
  double fixed = 0, pictures = 0;
  int chapters = 1;

  double used(double scale) const { return fixed + scale * pictures; }
};

// The largest scale at which a page holds its blocks; the smallest where none does.
double scale_of(const Page& page, double height) {
  double scale = 1;
  while (scale - kStep >= kSmallest && page.used(scale) > height) scale -= kStep;
  return scale;
}

double cost_of(const Page& page, double scale, double height, bool ends_chapter) {
  constexpr double kPage = 1, kSmaller = 1.5, kHalfEmpty = 2, kDivided = 0.3;
  const double empty = std::max(0.0, 1 - page.used(scale) / height);
  const double half_empty = empty > 0.5 ? kHalfEmpty : 0;
  // Behind a chapter room is expected, within one it is a gap. A chapter looks better whole.
  const double gap = ends_chapter ? (empty * empty + half_empty) / 4 : empty * empty + half_empty;
  const double divided = page.chapters > 1 && !ends_chapter ? kDivided : 0;
  return kPage + gap + divided + kSmaller * (1 - scale);
}

}  // namespace

std::vector<PlacedBlock> placed_on_pages(const std::vector<PrintedBlock>& blocks, double height) {
  const std::size_t count = blocks.size();
  const auto begins = [&](std::size_t at) { return at == count || blocks[at].opens; };
  std::vector<Way> ways(count + 1);
  for (std::size_t first = count; first-- > 0;) {
    ways[first].cost = std::numeric_limits<double>::infinity();
    Page page;
    for (std::size_t end = first + 1; end <= count; ++end) {
      const PrintedBlock& last = blocks[end - 1];
      page.fixed += last.height - last.picture;
      page.pictures += last.picture;
      if (last.opens && end - 1 != first) {
        ++page.chapters;
        page.fixed += kChaptersApart;
      }
      const double scale = scale_of(page, height);
      // What is higher than a page stands alone, whatever comes of it.
      if (page.chapters > 2 || (page.used(scale) > height && end - 1 != first)) break;
      // An opening is never the last of a page.
      if (last.opens && !begins(end)) continue;
      const double cost = cost_of(page, scale, height, begins(end)) + ways[end].cost;
      // Of equal ways that with the fuller pages first.
      if (cost <= ways[first].cost) ways[first] = {cost, end, scale};
    }
    // An opening that fills a page, or does not fit with what follows it.
    if (ways[first].end == 0) ways[first] = {ways[first + 1].cost + 10, first + 1, kSmallest};
  }
  std::vector<PlacedBlock> placed;
  std::size_t page = 0;
  for (std::size_t first = 0; first < count; first = ways[first].end, ++page)
    placed.resize(ways[first].end, {page, ways[first].scale});
  return placed;
}

}  // namespace inkoopmonitor::reports
