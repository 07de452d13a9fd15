#include "reports/paging.h"

#include <gtest/gtest.h>

namespace inkoopmonitor::reports {
namespace {

constexpr double kHeight = 250;

PrintedBlock opening(double height) {
  return {height, 0, true};
}
PrintedBlock figure(double height, double picture) {
  return {height, picture, false};
}

std::vector<std::size_t> pages_of(const std::vector<PlacedBlock>& placed) {
  std::vector<std::size_t> pages;
  for (const PlacedBlock& one : placed) pages.push_back(one.page);
  return pages;
}

TEST(Paging, PutsEachBlockWhereThePagesAreFew) {
  using Blocks = std::vector<PrintedBlock>;
  const struct {
    const char* what;
    Blocks blocks;
    std::vector<std::size_t> pages;
  } cases[] = {
      {"nothing", {}, {}},
      {"all fits", {opening(30), figure(100, 70), figure(100, 70)}, {0, 0, 0}},
      {"a little smaller it fits", {opening(40), figure(110, 80), figure(120, 90)}, {0, 0, 0}},
      {"much smaller would be too small",
       {opening(40), figure(150, 60), figure(150, 60)},
       {0, 0, 1}},
      {"an opening stays with its figure",
       {opening(20), figure(200, 60), opening(20), figure(220, 60)},
       {0, 0, 1, 1}},
      {"a short chapter begins below another",
       {opening(20), figure(90, 60), opening(20), figure(90, 60)},
       {0, 0, 0, 0}},
      {"a long one too, where a new page would leave much room",
       {opening(20), figure(60, 30), opening(20), figure(120, 80), figure(200, 100)},
       {0, 0, 0, 0, 1}},
      {"not three on a page",
       {opening(20), figure(40, 30), opening(20), figure(40, 30), opening(20), figure(40, 30)},
       {0, 0, 0, 0, 1, 1}},
      {"text alone is a chapter", {opening(200), opening(200)}, {0, 1}},
      {"higher than a page", {opening(20), figure(400, 0), figure(50, 20)}, {0, 1, 2}},
      {"an opening that fills its page", {opening(245), figure(100, 50)}, {0, 1}},
  };
  for (const auto& one : cases)
    EXPECT_EQ(pages_of(placed_on_pages(one.blocks, kHeight)), one.pages) << one.what;
}

// Whatever the figures are: nothing reaches over the end of a page, and a page that is left half
// empty is one whose next block could not come onto it.
TEST(Paging, LeavesNoPageHalfEmptyWithinAChapter) {
  std::vector<PrintedBlock> blocks;
  unsigned state = 7;
  const auto next = [&](unsigned below) {
    state = state * 1103515245u + 12345u;
    return static_cast<double>((state >> 16) % below);
  };
  for (int chapter = 0; chapter < 60; ++chapter) {
    blocks.push_back(opening(20 + next(40)));
    for (double figures = 1 + next(5); figures > 0; --figures) {
      const double picture = 25 + next(120);
      blocks.push_back(figure(picture + 30 + next(30), picture));
    }
  }
  const std::vector<PlacedBlock> placed = placed_on_pages(blocks, kHeight);
  for (std::size_t first = 0, end = 0; first < blocks.size(); first = end) {
    double used = 0, smallest = 0;
    const auto add = [&](std::size_t at) {
      const double apart = at != first && blocks[at].opens ? kChaptersApart : 0;
      used += apart + blocks[at].height - (1 - placed[first].scale) * blocks[at].picture;
      smallest += apart + blocks[at].height - 0.2 * blocks[at].picture;
    };
    for (end = first; end < blocks.size() && placed[end].page == placed[first].page; ++end)
      add(end);
    EXPECT_LE(used, kHeight) << "page " << placed[first].page;
    EXPECT_FALSE(blocks[end - 1].opens) << "an opening at the end of page " << placed[first].page;
    if (end == blocks.size() || blocks[end].opens || used > kHeight / 2) continue;
    add(end);
    EXPECT_GT(smallest, kHeight) << "page " << placed[first].page << " had room for the next";
  }
}

}  // namespace
}  // namespace inkoopmonitor::reports
