// Tables. The text of a table is found by what is blank: a strip that no word of its lines enters
// is a border between columns, provided that what stands right of it is aligned. Lines drawn
// between rows say where the table and its rows begin and end, so there a narrow strip is enough;
// without them the strip must be as wide as no blank between words is. Finding tables by ruled
// grids alone was turned down: most municipal tables have lines under the rows only, or none.
#include <algorithm>
#include <cmath>
#include <map>

#include "extract/layout.h"

namespace inkoopmonitor::extract {
namespace {

// In these, lengths are shares of the font size.
constexpr float wide_gap = 1.0f;      // no blank between words is that wide
constexpr float seed_gap = 0.45f;     // where a line of a table may have another column
constexpr float strip_least = 0.25f;  // what may be left of it over all lines
constexpr float word_gap = 0.5f;      // blanks between words are seldom wider
constexpr float ruled_strip_least = 0.25f;
constexpr float few_lines_strip_least = 0.8f;

constexpr std::size_t rules_max = 4000;  // beyond these it is a drawing

struct Strip {
  float left = 0, right = 0;
};

float top_gap(const std::vector<Line>& lines, std::size_t at) {
  return lines[at].box.top - lines[at - 1].box.bottom;
}

// The blanks of at least `least` points within a line.
std::vector<Strip> gaps_of(const std::vector<RawWord>& words, const Line& line, float least) {
  std::vector<Strip> out;
  float from = words[line.words.front()].box.right;
  for (const std::uint32_t at : line.words) {
    const Box& box = words[at].box;
    if (box.left - from >= least) out.push_back({from, box.left});
    from = std::max(from, box.right);
  }
  return out;
}

// What the line leaves of the strip: the widest blank part.
Strip rest_of(Strip strip, const std::vector<RawWord>& words, const Line& line) {
  Strip best{strip.left, strip.left};
  float from = strip.left;
  const auto take = [&](float to) {
    if (to - from > best.right - best.left) best = {from, to};
  };
  for (const std::uint32_t at : line.words) {
    const Box& box = words[at].box;
    if (box.right <= from) continue;
    if (box.left >= strip.right) break;
    take(box.left);
    from = box.right;
  }
  take(strip.right);
  return best;
}

bool has_word_between(const std::vector<RawWord>& words, const Line& line, float from, float to) {
  return std::any_of(line.words.begin(), line.words.end(), [&](std::uint32_t at) {
    const float middle = (words[at].box.left + words[at].box.right) / 2;
    return middle >= from && middle < to;
  });
}

// Left and right edge of what each line has in [from, to).
std::vector<Strip> pieces_between(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                                  float from, float to) {
  std::vector<Strip> out;
  for (const Line& line : lines) {
    Strip piece{1e9f, -1e9f};
    for (const std::uint32_t at : line.words) {
      const Box& box = words[at].box;
      const float middle = (box.left + box.right) / 2;
      if (middle < from || middle >= to) continue;
      piece = {std::min(piece.left, box.left), std::max(piece.right, box.right)};
    }
    if (piece.left < piece.right) out.push_back(piece);
  }
  return out;
}

// The largest share of values that lie within `reach` of one of them.
float agreement(std::vector<float> values, float reach) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  std::size_t best = 0, begin = 0;
  for (std::size_t end = 0; end < values.size(); ++end) {
    while (values[end] - values[begin] > 2 * reach) ++begin;
    best = std::max(best, end - begin + 1);
  }
  return static_cast<float>(best) / static_cast<float>(values.size());
}

bool is_aligned(const std::vector<Strip>& pieces, float size) {
  std::vector<float> lefts, rights, middles;
  for (const Strip& piece : pieces) {
    lefts.push_back(piece.left);
    rights.push_back(piece.right);
    middles.push_back((piece.left + piece.right) / 2);
  }
  const float reach = 0.35f * size;
  return std::max({agreement(lefts, reach), agreement(rights, reach), agreement(middles, reach)}) >=
         0.6f;
}

float median_size(const std::vector<Line>& lines) {
  std::vector<float> sizes;
  for (const Line& line : lines) sizes.push_back(line.size);
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

// Strips that at most `crossings` lines enter, at least `least` wide.
std::vector<Strip> open_strips(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                               int crossings, float least) {
  std::vector<std::pair<float, int>> edges;
  for (const Line& line : lines) {
    float from = words[line.words.front()].box.left, to = words[line.words.front()].box.right;
    for (const std::uint32_t at : line.words) {
      const Box& box = words[at].box;
      if (box.left > to) {
        edges.push_back({from, 1});
        edges.push_back({to, -1});
        from = box.left;
      }
      to = std::max(to, box.right);
    }
    edges.push_back({from, 1});
    edges.push_back({to, -1});
  }
  std::sort(edges.begin(), edges.end());
  std::vector<Strip> out;
  int inside = 0;
  float open_from = edges.front().first;
  for (const auto& [x, step] : edges) {
    const int before = inside;
    inside += step;
    if (before <= crossings && inside > crossings && x - open_from >= least)
      out.push_back({open_from, x});
    if (before > crossings && inside <= crossings) open_from = x;
  }
  return out;
}

// True when all that stands directly left of the border is a euro sign: it belongs to its amount.
bool follows_currency(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                      float border) {
  std::size_t signs = 0;
  for (const Line& line : lines) {
    const RawWord* nearest = nullptr;
    for (const std::uint32_t at : line.words)
      if (words[at].box.left + words[at].box.right < 2 * border) nearest = &words[at];
    if (nearest == nullptr) continue;
    if (nearest->text == "€") {
      ++signs;
    } else if (nearest->box.right > border - 2 * line.size) {
      return false;
    }
  }
  return signs > 0;
}

// The x of the borders between columns. Strips with nothing on one side, or with unaligned text to
// the right, are no borders.
std::vector<float> borders_of(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                              std::vector<Strip> strips, float size) {
  std::vector<float> borders;
  for (std::size_t at = 0; at < strips.size(); ++at) {
    const Strip& strip = strips[at];
    const float border = (strip.left + strip.right) / 2;
    const float before = borders.empty() ? -1e9f : borders.back();
    const float after =
        at + 1 < strips.size() ? (strips[at + 1].left + strips[at + 1].right) / 2 : 1e9f;
    const auto left = pieces_between(words, lines, before, border);
    const auto right = pieces_between(words, lines, border, after);
    if (follows_currency(words, lines, border)) continue;
    std::size_t both = 0;
    for (const Line& line : lines)
      if (has_word_between(words, line, before, border) &&
          has_word_between(words, line, border, after))
        ++both;
    if (left.empty() || right.empty()) continue;
    const float least = both < 3 ? few_lines_strip_least : ruled_strip_least;
    if (strip.right - strip.left < least * size || !is_aligned(right, size)) continue;
    borders.push_back(border);
  }
  return borders;
}

std::vector<float> find_borders(const std::vector<RawWord>& words, const std::vector<Line>& lines) {
  const float size = median_size(lines);
  const float least = ruled_strip_least * size;
  std::vector<float> borders = borders_of(words, lines, open_strips(words, lines, 0, least), size);
  const int crossings = static_cast<int>(lines.size() / 7);
  if (borders.empty() && crossings > 0)  // a heading that spans all columns
    borders = borders_of(words, lines, open_strips(words, lines, crossings, least), size);
  return borders;
}

std::size_t column_of(const RawWord& word, const std::vector<float>& borders) {
  const float middle = (word.box.left + word.box.right) / 2;
  return static_cast<std::size_t>(std::upper_bound(borders.begin(), borders.end(), middle) -
                                  borders.begin());
}

std::size_t columns_in(const std::vector<RawWord>& words, const Line& line,
                       const std::vector<float>& borders) {
  std::vector<bool> seen(borders.size() + 1);
  for (const std::uint32_t at : line.words) seen[column_of(words[at], borders)] = true;
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

bool starts_left(const std::vector<RawWord>& words, const Line& line,
                 const std::vector<float>& borders) {
  return column_of(words[line.words.front()], borders) == 0;
}

bool ends_in_hyphen(const std::string& text) {
  return text.ends_with('-') || text.ends_with("\u2010") || text.ends_with("\u00ad");
}

// True when a cell of the line above goes on in this one by a hyphen.
bool goes_on(const std::vector<RawWord>& words, const Line& above, const Line& line,
             const std::vector<float>& borders) {
  for (std::size_t at = 0; at < above.words.size(); ++at) {
    const std::size_t column = column_of(words[above.words[at]], borders);
    const bool last =
        at + 1 == above.words.size() || column_of(words[above.words[at + 1]], borders) != column;
    if (!last || !ends_in_hyphen(words[above.words[at]].text)) continue;
    for (const std::uint32_t below : line.words)
      if (column_of(words[below], borders) == column) return true;
  }
  return false;
}

// For each line the number of its row, told by the blank bands between the lines: where two widths
// of band occur, the wide ones lie between rows; where all are alike, a row begins with a line that
// has a label.
std::vector<std::uint32_t> rows_by_gaps(const std::vector<RawWord>& words,
                                        const std::vector<Line>& lines,
                                        const std::vector<float>& borders) {
  const float size = median_size(lines);
  std::vector<float> gaps(lines.size(), 0), sorted;
  float bottom = lines.front().box.bottom;
  for (std::size_t at = 1; at < lines.size(); ++at) {
    gaps[at] = lines[at].box.top - bottom;
    bottom = std::max(bottom, lines[at].box.bottom);
    sorted.push_back(gaps[at]);
  }
  std::sort(sorted.begin(), sorted.end());
  float jump = 0, border = 1e9f;
  for (std::size_t at = 1; at < sorted.size(); ++at)
    if (sorted[at] - sorted[at - 1] > jump) {
      jump = sorted[at] - sorted[at - 1];
      border = (sorted[at] + sorted[at - 1]) / 2;
    }
  if (jump < 0.2f * size) border = 1e9f;
  std::size_t wide = 1, labelled = 0;
  const auto begins = [&](std::size_t at) {
    return starts_left(words, lines[at], borders) && columns_in(words, lines[at], borders) > 1 &&
           !goes_on(words, lines[at - 1], lines[at], borders);
  };
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (gaps[at] > border) ++wide;
    if (gaps[at] <= border && begins(at)) ++labelled;
  }
  const bool alike = border > 1e8f || labelled > wide;
  const bool apart = border > 1e8f && !sorted.empty() && sorted.front() > 0.45f * size;
  std::vector<std::uint32_t> rows(lines.size(), 0);
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const bool next = gaps[at] > border || (alike && (apart || begins(at)));
    rows[at] = rows[at - 1] + (next ? 1 : 0);
  }
  return rows;
}

std::vector<Line> slice(const std::vector<Line>& lines, std::size_t begin, std::size_t end) {
  return {lines.begin() + static_cast<std::ptrdiff_t>(begin),
          lines.begin() + static_cast<std::ptrdiff_t>(end)};
}

// For each line the number of its row, told by the lines drawn between rows.
std::vector<std::uint32_t> rows_by_rules(const std::vector<RawWord>& words,
                                         const std::vector<Line>& lines,
                                         const std::vector<float>& borders,
                                         const std::vector<float>& positions) {
  std::vector<std::uint32_t> rows;
  std::map<std::uint32_t, std::vector<std::size_t>> bands;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const float middle = (lines[at].box.top + lines[at].box.bottom) / 2;
    rows.push_back(static_cast<std::uint32_t>(
        std::upper_bound(positions.begin(), positions.end(), middle) - positions.begin()));
    bands[rows.back()].push_back(at);
  }
  // A band that is most of the table, and in which most lines have a label, holds many rows: only
  // the head is ruled off.
  std::uint32_t added = 0;
  for (const auto& [band, members] : bands) {
    std::size_t labelled = 0;
    for (const std::size_t at : members)
      if (starts_left(words, lines[at], borders) && columns_in(words, lines[at], borders) > 1)
        ++labelled;
    std::vector<std::uint32_t> inner(members.size(), 0);
    if (labelled >= 3 && 10 * labelled >= 6 * members.size() && 2 * members.size() > lines.size())
      inner = rows_by_gaps(words, slice(lines, members.front(), members.front() + members.size()),
                           borders);
    for (std::size_t at = 0; at < members.size(); ++at) rows[members[at]] += added + inner[at];
    added += inner.back();
  }
  return rows;
}

LaidBlock table_of(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                   const std::vector<float>& borders, const std::vector<std::uint32_t>& rows) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> cells;
  for (std::size_t at = 0; at < lines.size(); ++at)
    for (const std::uint32_t word : lines[at].words)
      cells[{rows[at], static_cast<std::uint32_t>(column_of(words[word], borders))}].push_back(
          word);
  LaidBlock block;
  block.kind = BlockKind::table;
  std::uint32_t row = 0, last = rows.empty() ? 0 : rows.front();
  for (auto& [place, chosen] : cells) {
    if (place.first != last) ++row, last = place.first;
    block.cells.push_back({row, place.second, lines_of(words, std::move(chosen))});
  }
  return block;
}

}  // namespace

std::vector<Rule> joined_rules(std::vector<Rule> rules, bool horizontal) {
  std::erase_if(rules, [&](const Rule& rule) { return rule.horizontal != horizontal; });
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) {
    return std::lround(a.position) != std::lround(b.position)
               ? std::lround(a.position) < std::lround(b.position)
               : a.from < b.from;
  });
  std::vector<Rule> out;
  for (const Rule& rule : rules) {
    constexpr std::size_t look_back = 3;
    bool placed = false;
    for (std::size_t back = 1; back <= std::min(look_back, out.size()) && !placed; ++back) {
      Rule& last = out[out.size() - back];
      if (std::abs(rule.position - last.position) > 2 || rule.from > last.to + 5 ||
          rule.to < last.from - 5)
        continue;
      last.from = std::min(last.from, rule.from);
      last.to = std::max(last.to, rule.to);
      placed = true;
    }
    if (!placed) out.push_back(rule);
  }
  return out;
}

TableFinder::TableFinder(const std::vector<RawWord>& words, const std::vector<Rule>& rules,
                         const std::vector<Line>& lines)
    : words_(words), lines_(lines) {
  if (rules.size() > rules_max) return;
  constexpr float length_min = 40, extent_slack = 8, distance_max = 350;
  std::vector<Zone> zones;
  for (const Rule& rule : joined_rules(rules, true)) {
    if (rule.to - rule.from < length_min) continue;
    Zone* home = nullptr;
    for (Zone& zone : zones)
      if (std::abs(zone.left - rule.from) < extent_slack &&
          std::abs(zone.right - rule.to) < extent_slack &&
          rule.position - zone.positions.back() < distance_max)
        home = &zone;
    if (home == nullptr) {
      zones.push_back({rule.from, rule.to, {rule.position}, 0, 0, {}});
    } else if (rule.position - home->positions.back() > 4) {
      home->positions.push_back(rule.position);
    }
  }
  const std::vector<Rule> vertical = joined_rules(rules, false);
  for (const Zone& zone : zones) add_parts(zone, vertical);
}

// Rules of two tables, one under the other, have one extent: they are parted where the blank inside
// a band is larger than inside the others, or where a head in bold follows upon rows.
void TableFinder::add_parts(const Zone& zone, const std::vector<Rule>& vertical) {
  std::vector<float> blanks;
  std::vector<bool> bold;
  float size = 0;
  for (std::size_t at = 1; at < zone.positions.size(); ++at) {
    const float top = zone.positions[at - 1], bottom = zone.positions[at];
    float blank = 0, reached = top;
    bool all_bold = true;
    for (const Line& line : lines_) {
      const float middle = (line.box.top + line.box.bottom) / 2;
      if (middle < top || middle > bottom) continue;
      blank = std::max(blank, line.box.top - reached);
      reached = std::max(reached, line.box.bottom);
      size = std::max(size, line.size);
      all_bold = all_bold && line.bold;
    }
    bold.push_back(all_bold && reached > top);
    blanks.push_back(reached == top ? 0 : std::max(blank, bottom - reached));
  }
  if (blanks.empty()) return;
  std::vector<float> sorted = blanks;
  std::sort(sorted.begin(), sorted.end());
  const float limit = std::max(1.0f * size, 2.2f * sorted[sorted.size() / 2]);
  Zone part{zone.left, zone.right, {zone.positions.front()}, 0, 0, {}};
  for (std::size_t at = 0; at < blanks.size(); ++at) {
    const bool new_head = at > 0 && at + 1 < blanks.size() && bold[at] && !bold[at - 1];
    if (blanks[at] > limit || new_head) {
      add(part, vertical);
      part.positions.clear();
    }
    part.positions.push_back(zone.positions[at + 1]);
  }
  add(part, vertical);
}

void TableFinder::add(Zone zone, const std::vector<Rule>& vertical) {
  const float top = zone.positions.front(), bottom = zone.positions.back();
  zone.first = lines_.size();
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const Box& box = lines_[at].box;
    const float middle = (box.top + box.bottom) / 2;
    if (middle < top || middle > bottom || box.right < zone.left || box.left > zone.right) continue;
    zone.first = std::min(zone.first, at);
    zone.end = at + 1;
  }
  if (zone.first >= zone.end) return;
  for (const Rule& rule : vertical)
    if (rule.position > zone.left + 10 && rule.position < zone.right - 10 &&
        std::min(rule.to, bottom) - std::max(rule.from, top) > 0.6f * (bottom - top) &&
        (zone.vertical.empty() || rule.position > zone.vertical.back() + 4))
      zone.vertical.push_back(rule.position);
  zones_.push_back(std::move(zone));
}

FoundTable TableFinder::at(std::size_t begin) const {
  FoundTable found = ruled_at(begin);
  if (found.end == begin) found = unruled_at(begin);
  return found;
}

FoundTable TableFinder::ruled_at(std::size_t begin) const {
  for (const Zone& zone : zones_) {
    if (zone.end <= begin) continue;
    const std::size_t first = std::max(zone.first, begin);
    // Lines above the first rule belong to the table when they stand close to it and to another.
    bool attached = first - begin <= 4;
    for (std::size_t at = begin; attached && at < first; ++at) {
      const float below = at + 1 < first ? lines_[at + 1].box.top : zone.positions.front();
      attached = below - lines_[at].box.bottom < 0.9f * lines_[at].size;
    }
    if (!attached) continue;
    for (const std::size_t last : ends_of(zone, first)) {
      const std::vector<Line> lines = slice(lines_, begin, last);
      const std::vector<float> borders =
          zone.vertical.empty() ? find_borders(words_, lines) : zone.vertical;
      if (borders.empty()) continue;
      if (begin < first && columns_in(words_, lines.front(), borders) < 2) continue;
      const auto rows = rows_by_rules(words_, lines, borders, zone.positions);
      return {last, table_of(words_, lines, borders, rows)};
    }
  }
  return {begin, {}};
}

// Where a table that begins at line `first` may end: with lines that go on below the last rule, at
// the last rule, or, when two tables of unlike columns follow one another, at one before it.
std::vector<std::size_t> TableFinder::ends_of(const Zone& zone, std::size_t first) const {
  std::size_t end = zone.end;
  while (end < lines_.size() && top_gap(lines_, end) < 0.9f * lines_[end].size &&
         !gaps_of(words_, lines_[end], wide_gap * lines_[end].size).empty())
    ++end;
  std::vector<std::size_t> out = {end, zone.end};
  constexpr std::size_t shorter_max = 40;
  for (std::size_t at = zone.positions.size(); at-- > 1 && out.size() < shorter_max;) {
    std::size_t last = zone.end;
    while (last > first && lines_[last - 1].box.top > zone.positions[at] - 1) --last;
    if (last > first + 1 && last < out.back()) out.push_back(last);
  }
  return out;
}

FoundTable TableFinder::unruled_at(std::size_t begin) const {
  const float size = lines_[begin].size;
  std::vector<Strip> strips = gaps_of(words_, lines_[begin], seed_gap * size);
  std::size_t multiple = 1, end = begin + 1, wide = 0;
  const auto is_wide = [&](const Line& line) {
    const std::vector<Strip> gaps = gaps_of(words_, line, wide_gap * size);
    return std::any_of(gaps.begin(), gaps.end(), [&](const Strip& gap) {
      return std::any_of(strips.begin(), strips.end(), [&](const Strip& strip) {
        return strip.left < gap.right && gap.left < strip.right;
      });
    });
  };
  for (std::size_t at = begin + 1; at < lines_.size() && !strips.empty(); ++at) {
    const Line& line = lines_[at];
    if (top_gap(lines_, at) > 3 * size) break;
    std::vector<Strip> left;
    bool both = false;
    for (const Strip& strip : strips) {
      const Strip rest = rest_of(strip, words_, line);
      // A blank as narrow as between words must end where the cells of the column begin.
      // A head may be centred, so the first line tells nothing about that.
      const bool meets = multiple == 1 || strip.right - rest.right < 0.35f * size;
      const float least = meets ? strip_least : word_gap;
      if (rest.right - rest.left < least * size) continue;
      left.push_back(rest);
      const float middle = (rest.left + rest.right) / 2;
      both = both || (has_word_between(words_, line, -1e9f, middle) &&
                      has_word_between(words_, line, middle, 1e9f));
    }
    if (left.empty()) break;
    const bool stands_off = top_gap(lines_, at) > 1.2f * size;
    if (!both && (stands_off || line.size > 1.12f * size)) break;
    strips = std::move(left);
    if (!both) continue;
    ++multiple;
    end = at + 1;
    if (is_wide(line)) ++wide;
  }
  if (strips.empty() || multiple < 2) return {begin, {}};
  if (is_wide(lines_[begin])) ++wide;
  if (3 * wide < multiple) return {begin, {}};
  while (end < lines_.size() && top_gap(lines_, end) < 0.3f * size) {
    const Strip rest = rest_of(strips.front(), words_, lines_[end]);
    if (rest.right - rest.left < strip_least * size) break;
    ++end;
  }
  const std::vector<Line> lines = slice(lines_, begin, end);
  const std::vector<float> borders = find_borders(words_, lines);
  if (borders.empty()) return {begin, {}};
  float widest = 0;
  for (const Strip& strip : strips) widest = std::max(widest, strip.right - strip.left);
  if (multiple < 3 && widest < 1.5f * size) return {begin, {}};
  // Numbers or bullets before a text are a list, whatever the blank between them.
  std::size_t labels = 0, marks = 0;
  for (const Line& line : lines) {
    if (!starts_left(words_, line, borders)) continue;
    ++labels;
    const std::string& label = words_[line.words.front()].text;
    const bool alone = line.words.size() < 2 || column_of(words_[line.words[1]], borders) > 0;
    if (alone && (is_bullet(label) || is_enumerator(label))) ++marks;
  }
  if (borders.size() == 1 && 10 * marks >= 8 * labels) return {begin, {}};
  return {end, table_of(words_, lines, borders, rows_by_gaps(words_, lines, borders))};
}

}  // namespace inkoopmonitor::extract
