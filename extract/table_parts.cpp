// The text of a table is found by what is blank: a strip that no word of its lines enters is a
// border between columns, provided that what stands right of it is aligned. Lines drawn between
// rows say where the table and its rows begin and end, so there a narrow strip is enough; without
// them the strip must be as wide as no blank between words is.
#include "extract/table_parts.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace inkoopmonitor::extract {
namespace {

constexpr float ruled_strip_least = 0.25f;
constexpr float few_lines_strip_least = 0.8f;

// True when all blanks of the line are alike, as in a line of text that was drawn out to the
// margin.
bool is_justified(const std::vector<RawWord>& words, const Line& line) {
  constexpr std::size_t words_min = 5;
  if (line.words.size() < words_min) return false;
  float least = 1e9f, most = 0;
  for (std::size_t at = 1; at < line.words.size(); ++at) {
    const float gap = words[line.words[at]].box.left - words[line.words[at - 1]].box.right;
    least = std::min(least, gap);
    most = std::max(most, gap);
  }
  // The boxes of OCR end at the ink, not where the next letter may begin.
  const bool ocr = words[line.words.front()].certainty < 1;
  return most - least < (ocr ? 0.35f : 0.15f) * line.size && most < 2 * line.size;
}

// True when all letters are as wide as those of Courier, whose blanks are wide too.
bool is_typewritten(const std::vector<RawWord>& words, const Line& line) {
  constexpr float letter_width = 0.6f, slack = 0.03f;
  return std::all_of(line.words.begin(), line.words.end(), [&](std::uint32_t at) {
    const RawWord& word = words[at];
    const auto letters = std::count_if(word.text.begin(), word.text.end(),
                                       [](char c) { return (c & 0xc0) != 0x80; });
    const float width = (word.box.right - word.box.left) / static_cast<float>(letters);
    return std::abs(width - letter_width * line.size) < slack * line.size;
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

// How wide the blank is in which the border stands.
float blank_at(const std::vector<RawWord>& words, const Line& line, float border) {
  float left = -1e9f, right = 1e9f;
  for (const std::uint32_t at : line.words) {
    const Box& box = words[at].box;
    if (box.left + box.right < 2 * border) {
      left = std::max(left, box.right);
    } else {
      right = std::min(right, box.left);
    }
  }
  return right - left;
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
    float widest = 0;
    for (const Line& line : lines) {
      if (!has_word_between(words, line, before, border) ||
          !has_word_between(words, line, border, after))
        continue;
      ++both;
      widest = std::max(widest, blank_at(words, line, border));
    }
    if (left.empty() || right.empty()) continue;
    // Words of one length in all rows, as numbers before their titles, make no column.
    if (both >= 2 && widest < seed_gap * size) continue;
    const float least = both < 3 ? few_lines_strip_least : ruled_strip_least;
    if (strip.right - strip.left < least * size || !is_aligned(right, size)) continue;
    borders.push_back(border);
  }
  return borders;
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

// True when all cells of the line begin in small letters and none is a label with a colon: what
// goes on from the line above.
bool begins_small(const std::vector<RawWord>& words, const Line& line,
                  const std::vector<float>& borders) {
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    const RawWord& word = words[line.words[at]];
    const bool first =
        at == 0 || column_of(words[line.words[at - 1]], borders) != column_of(word, borders);
    if (word.text.back() == ':') return false;
    if (first && (word.text.front() < 'a' || word.text.front() > 'z')) return false;
  }
  return true;
}

// True when these rows stand clearly apart and each has a short label: in a scan, a line between
// them was too faint to be seen.
bool rows_stand_apart(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                      const std::vector<float>& borders, const std::vector<std::uint32_t>& rows) {
  if (words[lines.front().words.front()].certainty == 1 || rows.back() == 0) return false;
  std::vector<std::size_t> label_words(rows.back() + 1, 0);
  float within = 0, between = 1e9f;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    for (const std::uint32_t word : lines[at].words)
      label_words[rows[at]] += column_of(words[word], borders) == 0 ? 1 : 0;
    if (at == 0) continue;
    const float gap = top_gap(lines, at);
    if (rows[at] == rows[at - 1]) {
      within = std::max(within, gap);
    } else {
      between = std::min(between, gap);
    }
  }
  constexpr std::size_t label_max = 8;
  return between > within + 0.4f * median_size(lines) &&
         std::all_of(label_words.begin(), label_words.end(),
                     [](std::size_t count) { return count > 0 && count <= label_max; });
}

// How many lines at the top of a band are a head that bold letters or a colour set off, and no
// drawn line: `| | Perceel A | Perceel B |` above the first row, which has a label.
std::size_t head_of_band(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                         const std::vector<float>& borders) {
  std::size_t head = 0;
  while (head < lines.size() && lines[head].bold) ++head;
  if (head == 0 && !starts_left(words, lines.front(), borders)) head = 1;
  if (head == 0 || head == lines.size() || lines[head].bold) return 0;
  const bool spans = columns_in(words, lines.front(), borders) > 1;
  const bool row = starts_left(words, lines[head], borders) &&
                   columns_in(words, lines[head], borders) > 1 &&
                   !begins_small(words, lines[head], borders);
  return spans && row ? head : 0;
}

// For each line of a band between two drawn lines the number of its row. A band that is most of the
// table, and in which most lines have a label, holds many rows: only the head is ruled off.
std::vector<std::uint32_t> rows_in_band(const std::vector<RawWord>& words,
                                        const std::vector<Line>& lines,
                                        const std::vector<float>& borders, bool is_most) {
  std::size_t labelled = 0;
  for (const Line& line : lines)
    if (starts_left(words, line, borders) && columns_in(words, line, borders) > 1) ++labelled;
  std::vector<std::uint32_t> rows = rows_by_gaps(words, lines, borders);
  if (labelled >= 3 && 10 * labelled >= 6 * lines.size() && is_most) return rows;
  if (rows_stand_apart(words, lines, borders, rows)) return rows;
  rows.assign(lines.size(), 0);
  if (const std::size_t head = head_of_band(words, lines, borders); head > 0)
    std::fill(rows.begin() + static_cast<std::ptrdiff_t>(head), rows.end(), 1);
  return rows;
}

}  // namespace

float top_gap(const std::vector<Line>& lines, std::size_t at) {
  return lines[at].box.top - lines[at - 1].box.bottom;
}

std::vector<Strip> gaps_of(const std::vector<RawWord>& words, const Line& line, float least) {
  std::vector<Strip> out;
  if (is_justified(words, line)) return out;
  constexpr float typewriter_gap = 0.9f;
  if (is_typewritten(words, line)) least = std::max(least, typewriter_gap * line.size);
  float from = words[line.words.front()].box.right;
  for (const std::uint32_t at : line.words) {
    const Box& box = words[at].box;
    if (box.left - from >= least) out.push_back({from, box.left});
    from = std::max(from, box.right);
  }
  return out;
}

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

std::vector<float> find_borders(const std::vector<RawWord>& words, const std::vector<Line>& lines) {
  const float size = median_size(lines);
  const float least = ruled_strip_least * size;
  std::vector<Strip> strips = open_strips(words, lines, 0, least);
  // A line in ten may run over a border: two words that were read as one.
  const std::vector<Strip> clear = strips;
  if (const int misread = static_cast<int>(lines.size() / 10); misread > 0)
    for (const Strip& strip : open_strips(words, lines, misread, few_lines_strip_least * size))
      if (std::none_of(clear.begin(), clear.end(), [&](const Strip& other) {
            return other.left < strip.right && strip.left < other.right;
          }))
        strips.push_back(strip);
  std::sort(strips.begin(), strips.end(),
            [](const Strip& a, const Strip& b) { return a.left < b.left; });
  std::vector<float> borders = borders_of(words, lines, strips, size);
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

bool is_cut(const std::vector<RawWord>& words, const Line& line,
            const std::vector<float>& borders) {
  return std::any_of(borders.begin(), borders.end(), [&](float border) {
    return blank_at(words, line, border) < seed_gap * line.size;
  });
}

bool runs_through(const std::vector<RawWord>& words, const Line& line,
                  const std::vector<float>& borders) {
  std::size_t spanned = 0;
  for (const float border : borders) {
    if (border < line.box.left || border > line.box.right) continue;
    if (blank_at(words, line, border) >= seed_gap * line.size) return false;
    ++spanned;
  }
  return spanned > 0;
}

bool runs_on(const std::vector<RawWord>& words, const Line& line,
             const std::vector<Strip>& strips) {
  constexpr std::size_t words_min = 4;
  if (line.words.size() < words_min) return false;
  std::vector<float> blanks;
  for (std::size_t at = 1; at < line.words.size(); ++at)
    blanks.push_back(words[line.words[at]].box.left - words[line.words[at - 1]].box.right);
  const auto middle = blanks.begin() + static_cast<std::ptrdiff_t>(blanks.size() / 2);
  std::nth_element(blanks.begin(), middle, blanks.end());
  const float ordinary = std::max(seed_gap * line.size, 1.3f * std::min(*middle, line.size));
  std::size_t spanned = 0, met = 0;
  for (const Strip& strip : strips) {
    const float border = (strip.left + strip.right) / 2;
    if (border < line.box.left || border > line.box.right) continue;
    const Strip rest = rest_of(strip, words, line);
    if (blank_at(words, line, border) >= ordinary) return false;
    ++spanned;
    if (rest.right - rest.left >= ruled_strip_least * line.size &&
        strip.right - rest.right < 0.2f * line.size)
      ++met;
  }
  return spanned > met;
}

bool starts_left(const std::vector<RawWord>& words, const Line& line,
                 const std::vector<float>& borders) {
  return column_of(words[line.words.front()], borders) == 0;
}

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
  std::size_t wide = 1, labelled = 0, small = 0;
  for (const Line& line : lines)
    if (begins_small(words, line, borders)) ++small;
  const bool tells = 2 * small < lines.size();  // where most lines begin large, the others go on
  const auto begins = [&](std::size_t at) {
    return starts_left(words, lines[at], borders) && columns_in(words, lines[at], borders) > 1 &&
           !goes_on(words, lines[at - 1], lines[at], borders) &&
           !(tells && begins_small(words, lines[at], borders));
  };
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (gaps[at] > border) ++wide;
    if (gaps[at] <= border && begins(at)) ++labelled;
  }
  // Where all lines stand apart, each is a row, but for what goes on from the line above, and for
  // what has no label although nothing but a label and its value can stand there.
  const auto stands_apart = [&](std::size_t at) {
    if (goes_on(words, lines[at - 1], lines[at], borders)) return false;
    if (tells && begins_small(words, lines[at], borders)) return false;
    return borders.size() > 1 || starts_left(words, lines[at], borders);
  };
  const bool alike = border > 1e8f || labelled > wide;
  const bool apart = border > 1e8f && !sorted.empty() && sorted.front() > 0.45f * size;
  std::vector<std::uint32_t> rows(lines.size(), 0);
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const bool next = gaps[at] > border || (alike && (apart ? stands_apart(at) : begins(at)));
    rows[at] = rows[at - 1] + (next ? 1 : 0);
  }
  return rows;
}

std::vector<Line> slice(const std::vector<Line>& lines, std::size_t begin, std::size_t end) {
  return {lines.begin() + static_cast<std::ptrdiff_t>(begin),
          lines.begin() + static_cast<std::ptrdiff_t>(end)};
}

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
  std::uint32_t added = 0;
  for (const auto& [band, members] : bands) {
    const std::vector<Line> inside =
        slice(lines, members.front(), members.front() + members.size());
    const bool is_most = 2 * members.size() > lines.size();
    const std::vector<std::uint32_t> inner = rows_in_band(words, inside, borders, is_most);
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

}  // namespace inkoopmonitor::extract
