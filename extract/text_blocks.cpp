// Finding blocks of text before they are read, because Tesseract's own finding takes a quarter of
// the time of a page, reads short columns straight across, and spends as much on a blank between
// two columns as on letters. Only the boxes of the letters are looked at: they are put together in
// strips of one height; strips whose blanks stand under one another are cut there, and each part is
// looked at again. It need not be perfect: a block that holds two columns is still read, and the
// order of the words is made later from their places, as for a text layer.
#include "extract/text_blocks.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "extract/picture.h"

namespace inkoopmonitor::extract {
namespace {

// Lengths in shares of the usual height of a letter, which is about that of an x or a little more.
constexpr float column_gap = 2.4f;     // no blank between words of one line is that wide
constexpr float ruled_gap = 0.3f;      // what is left beside a line between columns
constexpr float narrow_column = 3.5f;  // numbers and bullets before a text: they are not cut off
constexpr float margin = 0.45f;        // around a block
constexpr float whole_letter = 0.6f;   // lower than this is a point, an accent, a dash, a bullet
constexpr float speck = 0.25f;         // smaller than this, it says nothing
constexpr float tall = 4.5f;           // higher than this, and than `letter_most`, is no letter
// In points.
constexpr float letter_least = 3, letter_usual_most = 30, letter_most = 60;
constexpr float reduced_dpi = 170;  // the picture is halved until it has no more than this

constexpr std::size_t letters_min = 12;
constexpr std::size_t marks_max = 60'000;
constexpr float picture_share_max = 0.25f;  // of the page: more, and it is no page of text
constexpr int depth_max = 6;

struct BoxesDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
struct BoxDeleter {
  void operator()(::Box* box) const { boxDestroy(&box); }
};

// A letter, or what looks like one.
struct Mark {
  float left = 0, top = 0, right = 0, bottom = 0;
};
struct Interval {
  float from = 0, to = 0;
  bool ruled = false;  // a blank with a line drawn in it, which parts columns however narrow it is
};

float height_of(const Mark& mark) {
  return mark.bottom - mark.top;
}

// Marks on one height, and the pieces of line that they make.
struct Strip {
  std::vector<Mark> marks;
  float top = 0, bottom = 0;
  std::vector<Interval> pieces;
};

// Unites what overlaps or lies closer than `gap`.
std::vector<Interval> united(std::vector<Interval> parts, float gap) {
  std::sort(parts.begin(), parts.end(),
            [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> out;
  for (const Interval& part : parts) {
    if (!out.empty() && part.from - out.back().to < gap) {
      out.back().to = std::max(out.back().to, part.to);
    } else {
      out.push_back(part);
    }
  }
  return out;
}

class Cutter {
 public:
  // `walls`: vertical lines, as marks without width.
  Cutter(float letter, std::vector<Mark> walls) : letter_(letter), walls_(std::move(walls)) {}

  void cut(std::vector<Mark> marks, int depth) {
    std::vector<Strip> group;
    std::vector<Interval> gutters;
    for (Strip& strip : strips_of(std::move(marks))) {
      std::vector<Interval> next = gaps_of(strip);
      if (!group.empty()) {
        if (!gutters.empty()) next = narrowed(gutters, strip);
        const bool goes_on = gutters.empty()
                                 ? next.empty()
                                 : !next.empty() && strip.top - group.back().bottom < 8 * letter_;
        if (!goes_on) {
          close(group, gutters, depth);
          group.clear();
          next = gaps_of(strip);
        }
      }
      gutters = std::move(next);
      group.push_back(std::move(strip));
    }
    if (!group.empty()) close(group, gutters, depth);
  }

  std::vector<TextBlock> take(float scale, int width, int height) const {
    std::vector<TextBlock> out;
    const float pad = margin * letter_;
    for (const Found& found : found_) {
      const Mark& box = found.box;
      TextBlock block{static_cast<int>((box.left - pad) * scale),
                      static_cast<int>((box.top - pad) * scale),
                      static_cast<int>(std::ceil((box.right + pad) * scale)),
                      static_cast<int>(std::ceil((box.bottom + pad) * scale)), found.one_line};
      block.left = std::max(block.left, 0), block.top = std::max(block.top, 0);
      block.right = std::min(block.right, width), block.bottom = std::min(block.bottom, height);
      out.push_back(block);
    }
    return out;
  }

 private:
  struct Found {
    Mark box;
    bool one_line = false;
  };

  // A letter that reaches into the next line does not join the two, so its ends do not count.
  std::vector<Strip> strips_of(std::vector<Mark> marks) const {
    const auto small = std::partition(marks.begin(), marks.end(), [&](const Mark& mark) {
      return height_of(mark) >= whole_letter * letter_;
    });
    std::sort(marks.begin(), small, [](const Mark& a, const Mark& b) {
      return a.top + 0.2f * height_of(a) < b.top + 0.2f * height_of(b);
    });
    std::vector<Strip> out;
    float reached = -1;
    for (auto mark = marks.begin(); mark != small; ++mark) {
      const float top = mark->top + 0.2f * height_of(*mark);
      const float bottom = mark->bottom - 0.2f * height_of(*mark);
      if (out.empty() || top >= reached) {
        out.push_back({{}, mark->top, mark->bottom, {}});
        reached = bottom;
      }
      Strip& strip = out.back();
      strip.marks.push_back(*mark);
      strip.top = std::min(strip.top, mark->top);
      strip.bottom = std::max(strip.bottom, mark->bottom);
      reached = std::max(reached, bottom);
    }
    for (auto mark = small; mark != marks.end(); ++mark) give(*mark, out);
    for (Strip& strip : out) {
      for (const Mark& mark : strip.marks) strip.pieces.push_back({mark.left, mark.right});
      const std::vector<Interval> words = united(std::move(strip.pieces), 0);
      strip.pieces = united(words, column_gap * letter_);
      add_walls(strip, words);
    }
    return out;
  }

  // Parts pieces where a line runs down between two words of them.
  void add_walls(Strip& strip, const std::vector<Interval>& words) const {
    const float middle = (strip.top + strip.bottom) / 2;
    for (const Mark& wall : walls_) {
      if (wall.top > middle || wall.bottom < middle) continue;
      for (std::size_t at = 1; at < words.size(); ++at)
        if (words[at - 1].to <= wall.left && wall.left <= words[at].from)
          part(strip.pieces, {words[at - 1].to, words[at].from, true});
    }
  }

  static void part(std::vector<Interval>& pieces, const Interval& blank) {
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      if (pieces[at].to <= blank.from || pieces[at].from >= blank.to) continue;
      const Interval right{blank.to, pieces[at].to, true};
      pieces[at].to = blank.from;
      pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at) + 1, right);
      return;
    }
  }

  // Points, accents, dashes and bullets go to the line that they stand in, or over.
  void give(const Mark& mark, std::vector<Strip>& strips) const {
    const float middle = (mark.top + mark.bottom) / 2;
    const auto next = std::partition_point(strips.begin(), strips.end(), [&](const Strip& strip) {
      return strip.bottom + 0.2f * letter_ < middle;
    });
    if (next != strips.end() && next->top - 1.2f * letter_ < middle) next->marks.push_back(mark);
  }

  static std::vector<Interval> gaps_of(const Strip& strip) {
    std::vector<Interval> out;
    for (std::size_t at = 1; at < strip.pieces.size(); ++at)
      out.push_back({strip.pieces[at - 1].to, strip.pieces[at].from, strip.pieces[at].ruled});
    return out;
  }

  // What the strip leaves of the gutters.
  std::vector<Interval> narrowed(const std::vector<Interval>& gutters, const Strip& strip) const {
    std::vector<Interval> out;
    for (const Interval& gutter : gutters) {
      Interval best{gutter.from, gutter.from};
      float from = gutter.from;
      const auto take = [&](float to) {
        if (to - from > best.to - best.from) best = {from, to};
      };
      for (const Interval& piece : strip.pieces) {
        if (piece.to <= from) continue;
        if (piece.from >= gutter.to) break;
        take(piece.from);
        from = piece.to;
      }
      take(gutter.to);
      best.ruled = gutter.ruled;
      const float least = (gutter.ruled ? ruled_gap : 0.8f * column_gap) * letter_;
      if (best.to - best.from >= least) out.push_back(best);
    }
    return out;
  }

  void close(const std::vector<Strip>& group, const std::vector<Interval>& gutters, int depth) {
    std::vector<std::vector<Mark>> parts(gutters.size() + 1);
    for (const Strip& strip : group)
      for (const Mark& mark : strip.marks) {
        const float middle = (mark.left + mark.right) / 2;
        const auto after = std::find_if(
            gutters.begin(), gutters.end(),
            [&](const Interval& gutter) { return middle < (gutter.from + gutter.to) / 2; });
        parts[static_cast<std::size_t>(after - gutters.begin())].push_back(mark);
      }
    join_narrow(parts);
    if (parts.size() == 1 || depth >= depth_max) {
      for (const auto& part : parts) emit(part, group.size() == 1);
    } else {
      for (auto& part : parts) cut(std::move(part), depth + 1);
    }
  }

  // Numbers before a text go with it.
  void join_narrow(std::vector<std::vector<Mark>>& parts) const {
    for (std::size_t at = 0; at + 1 < parts.size();) {
      if (parts[at].empty() ||
          box_of(parts[at]).right - box_of(parts[at]).left < narrow_column * letter_) {
        parts[at + 1].insert(parts[at + 1].end(), parts[at].begin(), parts[at].end());
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at));
        // Joined once, a part is not narrow any more; what follows is looked at for itself.
      }
      ++at;
    }
  }

  static Mark box_of(const std::vector<Mark>& marks) {
    Mark box = marks.front();
    for (const Mark& mark : marks) {
      box.left = std::min(box.left, mark.left), box.top = std::min(box.top, mark.top);
      box.right = std::max(box.right, mark.right), box.bottom = std::max(box.bottom, mark.bottom);
    }
    return box;
  }

  void emit(const std::vector<Mark>& marks, bool one_line) {
    if (!marks.empty()) found_.push_back({box_of(marks), one_line});
  }

  float letter_;
  std::vector<Mark> walls_;
  std::vector<Found> found_;
};

float usual_height(const std::vector<Mark>& marks, float least, float most) {
  std::vector<float> heights;
  for (const Mark& mark : marks)
    if (height_of(mark) >= least && height_of(mark) <= most) heights.push_back(height_of(mark));
  if (heights.size() < letters_min) return 0;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

bool lies_in(const Mark& mark, const std::vector<Mark>& areas) {
  const float x = (mark.left + mark.right) / 2, y = (mark.top + mark.bottom) / 2;
  return std::any_of(areas.begin(), areas.end(), [&](const Mark& area) {
    return x > area.left && x < area.right && y > area.top && y < area.bottom;
  });
}

// How much of its box a mark covers.
float density(Pix* ink, const Mark& mark) {
  const int width = static_cast<int>(mark.right - mark.left),
            height = static_cast<int>(height_of(mark));
  const std::unique_ptr<::Box, BoxDeleter> area(
      boxCreate(static_cast<int>(mark.left), static_cast<int>(mark.top), width, height));
  l_int32 black = 0;
  const OwnedPix part(area ? pixClipRectangle(ink, area.get(), nullptr) : nullptr);
  if (!part || pixCountPixels(part.get(), &black, nullptr) != 0) return 0;
  return static_cast<float>(black) / static_cast<float>(width) / static_cast<float>(height);
}

std::vector<Mark> marks_of(Pix* ink) {
  std::vector<Mark> marks;
  const std::unique_ptr<Boxa, BoxesDeleter> boxes(pixConnCompBB(ink, 8));
  const int count = boxes ? boxaGetCount(boxes.get()) : 0;
  for (int at = 0; at < count; ++at) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    if (boxaGetBoxGeometry(boxes.get(), at, &x, &y, &w, &h) != 0) continue;
    marks.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(x + w),
                     static_cast<float>(y + h)});
  }
  return marks;
}

}  // namespace

std::optional<std::vector<TextBlock>> text_blocks(Pix* ink, double dpi,
                                                  const std::vector<Rule>& rules) {
  OwnedPix reduced(pixClone(ink));
  float scale = 1;
  while (reduced && dpi / scale > reduced_dpi) {
    reduced.reset(pixReduceRankBinary2(reduced.get(), 1, nullptr));
    scale *= 2;
  }
  if (!reduced) return std::nullopt;
  const std::vector<Mark> marks = marks_of(reduced.get());
  if (marks.size() > marks_max) return std::nullopt;
  const float point = static_cast<float>(dpi) / scale / 72;
  const float letter = usual_height(marks, letter_least * point, letter_usual_most * point);
  if (letter == 0) return std::nullopt;
  std::vector<Mark> letters, pictures;
  float picture_area = 0;
  for (const Mark& mark : marks) {
    const float width = mark.right - mark.left, height = height_of(mark);
    if (height > std::max(tall * letter, letter_most * point)) {
      constexpr float picture_density = 0.2f;
      if (width < letter || density(reduced.get(), mark) < picture_density) continue;
      pictures.push_back(mark);
      picture_area += width * height;
    } else if (std::max(width, height) >= speck * letter) {
      letters.push_back(mark);
    }
  }
  const auto page = static_cast<float>(pixGetWidth(reduced.get())) *
                    static_cast<float>(pixGetHeight(reduced.get()));
  if (picture_area > picture_share_max * page) return std::nullopt;
  if (!pictures.empty())
    std::erase_if(letters, [&](const Mark& mark) { return lies_in(mark, pictures); });
  std::vector<Mark> walls;
  for (const Rule& rule : rules)
    if (!rule.horizontal)
      walls.push_back(
          {rule.position * point, rule.from * point, rule.position * point, rule.to * point});
  Cutter cutter(letter, std::move(walls));
  cutter.cut(std::move(letters), 0);
  return cutter.take(scale, pixGetWidth(ink), pixGetHeight(ink));
}

}  // namespace inkoopmonitor::extract
