// Where tables stand among the lines of a piece of the page. Finding them by ruled grids alone was
// turned down: most municipal tables have lines under the rows only, or none.
#include <algorithm>
#include <cmath>

#include "extract/layout.h"
#include "extract/table_parts.h"

namespace inkoopmonitor::extract {
namespace {

constexpr std::size_t rules_max = 4000;  // beyond these it is a drawing

// True when a vertical line runs from `top` to `bottom` within or at the edges of [left, right].
bool is_held(const std::vector<Rule>& vertical, float left, float right, float top, float bottom) {
  constexpr float slack = 8;
  return std::any_of(vertical.begin(), vertical.end(), [&](const Rule& rule) {
    return rule.position > left - slack && rule.position < right + slack &&
           std::min(rule.to, bottom) - std::max(rule.from, top) > 0.9f * (bottom - top);
  });
}

}  // namespace

std::vector<Rule> joined_rules(std::vector<Rule> rules, bool horizontal, float piece_gap) {
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
      if (std::abs(rule.position - last.position) > 2 || rule.from > last.to + piece_gap ||
          rule.to < last.from - piece_gap)
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
  const std::vector<Rule> vertical = joined_rules(rules, false);
  std::vector<Zone> zones;
  for (const Rule& rule : joined_rules(rules, true)) {
    if (rule.to - rule.from < length_min) continue;
    Zone* home = nullptr;
    for (Zone& zone : zones)
      if (std::abs(zone.left - rule.from) < extent_slack &&
          std::abs(zone.right - rule.to) < extent_slack &&
          (rule.position - zone.positions.back() < distance_max ||
           is_held(vertical, zone.left, zone.right, zone.positions.back(), rule.position)))
        home = &zone;
    if (home == nullptr) {
      zones.push_back({rule.from, rule.to, {rule.position}, 0, 0, {}});
    } else if (rule.position - home->positions.back() > 4) {
      home->positions.push_back(rule.position);
    }
  }
  for (const Zone& zone : zones) add_parts(zone, vertical);
}

// Rules of two tables, one under the other, have one extent: they are parted where the blank inside
// a band is larger than inside the others, where a head in bold follows upon rows, or where the
// frame that others have is missing, unless a vertical line holds both together.
void TableFinder::add_parts(const Zone& zone, const std::vector<Rule>& vertical) {
  std::vector<float> blanks;
  std::vector<bool> bold, held;  // between vertical lines
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
    held.push_back(is_held(vertical, zone.left, zone.right, top, bottom));
    blanks.push_back(reached == top ? 0 : std::max(blank, bottom - reached));
  }
  if (blanks.empty()) return;
  std::vector<float> sorted = blanks;
  std::sort(sorted.begin(), sorted.end());
  const float limit = std::max(1.0f * size, 2.2f * sorted[sorted.size() / 2]);
  const bool has_frame =
      2 * std::count(held.begin(), held.end(), true) >= static_cast<std::ptrdiff_t>(held.size());
  Zone part{zone.left, zone.right, {zone.positions.front()}, 0, 0, {}};
  for (std::size_t at = 0; at < blanks.size(); ++at) {
    const float top = zone.positions[at];
    const bool new_head = at > 0 && at + 1 < blanks.size() && bold[at] && !bold[at - 1] &&
                          !is_held(vertical, zone.left, zone.right, top - size, top + size);
    if (new_head || (!held[at] && (blanks[at] > limit || has_frame))) {
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
  std::size_t inside = 0, beyond = 0;
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const Box& box = lines_[at].box;
    const float middle = (box.top + box.bottom) / 2;
    if (middle < top || middle > bottom || box.right < zone.left || box.left > zone.right) continue;
    zone.first = std::min(zone.first, at);
    zone.end = at + 1;
    const float slack = 2 * lines_[at].size;
    ++(box.left < zone.left - slack || box.right > zone.right + slack ? beyond : inside);
  }
  // Lines that reach beyond the rules stand between underlined words, not in a table.
  if (inside <= beyond || underlines_headings(zone)) return;
  for (const Rule& rule : vertical)
    if (rule.position > zone.left + 10 && rule.position < zone.right - 10 &&
        std::min(rule.to, bottom) - std::max(rule.from, top) > 0.6f * (bottom - top) &&
        (zone.vertical.empty() || rule.position > zone.vertical.back() + 4)) {
      zone.vertical_top =
          zone.vertical.empty() ? rule.from : std::min(zone.vertical_top, rule.from);
      zone.vertical_bottom = std::max(zone.vertical_bottom, rule.to);
      zone.vertical.push_back(rule.position);
    }
  zones_.push_back(std::move(zone));
}

// True when most of the rules stand right below a line in bold that is no head of columns: headings
// that are underlined over the whole width.
bool TableFinder::underlines_headings(const Zone& zone) const {
  std::size_t underlined = 0;
  for (const float position : zone.positions) {
    const Line* above = nullptr;
    for (const Line& line : lines_)
      if (line.box.bottom < position + 0.5f * line.size) above = &line;
    if (above != nullptr && above->bold && position - above->box.bottom < 0.8f * above->size &&
        std::abs(above->box.left - zone.left) < 2 * above->size &&
        gaps_of(words_, *above, wide_gap * above->size).empty())
      ++underlined;
  }
  return underlined >= 2 && 10 * underlined >= 6 * zone.positions.size();
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
    if (!is_attached(zone, begin, first)) continue;
    for (const std::size_t last : ends_of(zone, first)) {
      const std::vector<Line> lines = slice(lines_, begin, last);
      const std::vector<float> borders =
          zone.vertical.empty() ? find_borders(words_, lines) : zone.vertical;
      if (borders.empty()) continue;
      if (begin < first && columns_in(words_, lines.front(), borders) < 2) continue;
      const auto cut = [&](const Line& line) { return is_cut(words_, line, borders); };
      if (std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first - begin),
                      cut))
        continue;
      if (zone.vertical.empty() &&
          (holds_prose(zone, lines, borders) || is_list(lines, borders, false)))
        continue;
      const auto rows = rows_by_rules(words_, lines, borders, zone.positions);
      return {last, table_of(words_, lines, borders, rows)};
    }
  }
  return {begin, {}};
}

// True when the lines [begin, first) above the first rule may belong to the table: they stand close
// to it and to one another and, where lines between columns are drawn, these run beside them too.
bool TableFinder::is_attached(const Zone& zone, std::size_t begin, std::size_t first) const {
  constexpr std::size_t lines_max = 4;
  if (first - begin > lines_max) return false;
  for (std::size_t at = begin; at < first; ++at) {
    const Box& box = lines_[at].box;
    const float below = at + 1 < first ? lines_[at + 1].box.top : zone.positions.front();
    if (below - box.bottom >= 0.9f * lines_[at].size) return false;
    if (!zone.vertical.empty() && zone.vertical_top > (box.top + box.bottom) / 2) return false;
  }
  return true;
}

// True when a line of text runs over all columns of a table that has no lines between them, or the
// first line over two.
bool TableFinder::holds_prose(const Zone& zone, const std::vector<Line>& lines,
                              const std::vector<float>& borders) const {
  if (runs_through(words_, lines.front(), borders)) return true;
  return std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
    return line.box.right - line.box.left > 0.7f * (zone.right - zone.left) &&
           runs_through(words_, line, borders);
  });
}

// Where a table that begins at line `first` may end: with lines that go on below the last rule, at
// the last rule, or, when two tables of unlike columns follow one another, at one before it.
std::vector<std::size_t> TableFinder::ends_of(const Zone& zone, std::size_t first) const {
  std::size_t end = zone.end;
  // A table that goes on on the next page has no rule under its last row.
  const auto goes_on = [&](const Line& line) {
    if (!zone.vertical.empty()) return zone.vertical_bottom > (line.box.top + line.box.bottom) / 2;
    if (!gaps_of(words_, line, wide_gap * line.size).empty()) return true;
    // The next line of a cell that is not the first of its row.
    return end > first && top_gap(lines_, end) < band_gap * line.size &&
           line.box.left > lines_[end - 1].box.left + 2 * line.size;
  };
  // How far below a rule its row may begin, as the rows above show.
  float drop = 0;
  for (std::size_t at = first; at < zone.end; ++at) {
    const auto below =
        std::upper_bound(zone.positions.begin(), zone.positions.end(), lines_[at].box.top);
    if (below != zone.positions.begin() && at > 0 && lines_[at - 1].box.bottom < *(below - 1) + 1)
      drop = std::max(drop, lines_[at].box.top - *(below - 1));
  }
  const auto is_near = [&](const Line& line) {
    return top_gap(lines_, end) < 0.9f * line.size ||
           (end == zone.end && line.box.top - zone.positions.back() < drop + 0.2f * line.size);
  };
  while (end < lines_.size() && is_near(lines_[end]) && goes_on(lines_[end])) ++end;
  std::vector<std::size_t> out = {end, zone.end};
  constexpr std::size_t shorter_max = 40;
  for (std::size_t at = zone.positions.size(); at-- > 1 && out.size() < shorter_max;) {
    std::size_t last = zone.end;
    while (last > first && lines_[last - 1].box.top > zone.positions[at] - 1) --last;
    if (last > first + 1 && last < out.back()) out.push_back(last);
  }
  return out;
}

// The line that shows the columns of a table which begins at `begin`: that line, or, where the
// label of a row stands at half the height of its text, one of the next.
std::size_t TableFinder::seed_of(std::size_t begin, std::vector<Strip>& strips) const {
  const Line& first = lines_[begin];
  strips = gaps_of(words_, first, seed_gap * first.size);
  constexpr std::size_t ahead_max = 4;
  for (std::size_t at = begin + 1; strips.empty() && at < lines_.size(); ++at) {
    if (at - begin > ahead_max || top_gap(lines_, at) > band_gap * first.size) break;
    for (const Strip& gap : gaps_of(words_, lines_[at], seed_gap * first.size))
      if (std::abs(gap.right - first.box.left) < 0.35f * first.size) strips = {gap};
    if (!strips.empty()) return at;
    if (lines_[at].box.left < first.box.left - 0.35f * first.size) break;
  }
  return begin;
}

// True when line `at`, which has nothing left of the strips, and those close below it are the text
// of a row whose label stands beside a later one of them.
bool TableFinder::row_follows(std::size_t at, std::vector<Strip> strips) const {
  const float size = lines_[at].size;
  constexpr std::size_t ahead_max = 6;
  for (std::size_t next = at; next < std::min(lines_.size(), at + ahead_max); ++next) {
    if (next > at && top_gap(lines_, next) > band_gap * size) return false;
    const Strip rest = rest_of(strips.front(), words_, lines_[next]);
    if (rest.right - rest.left < word_gap * size) return false;
    const float middle = (rest.left + rest.right) / 2;
    if (has_word_between(words_, lines_[next], -1e9f, middle))
      return next > at && has_word_between(words_, lines_[next], middle, 1e9f);
    strips.front() = rest;
  }
  return false;
}

// True when the line is in bold from the margin of a table whose labels, as that in line `label`,
// are not, and stands off from the line above.
bool TableFinder::is_heading(std::size_t at, std::size_t label) const {
  const Line& line = lines_[at];
  const RawWord& first = words_[lines_[label].words.front()];
  return line.bold && !first.bold && line.box.left < first.box.left + line.size &&
         top_gap(lines_, at) > 0.45f * line.size;
}

// True when line `at`, not the first, is text below a table with these strips between its columns:
// its words run on over all of them. Where one happens to begin at a column, a number that the rows
// do not have shows that it is a heading, or the next line that it is prose.
bool TableFinder::is_prose(std::size_t at, const std::vector<Strip>& strips) const {
  const Line& line = lines_[at];
  if (runs_on(words_, line, strips)) return true;
  std::vector<float> middles;
  for (const Strip& strip : strips) middles.push_back((strip.left + strip.right) / 2);
  const auto is_numbered = [&](const Line& one) {
    return is_enumerator(words_[one.words.front()].text);
  };
  if (is_numbered(line) && !is_numbered(lines_[at - 1]) && runs_through(words_, line, middles))
    return true;
  if (at + 1 == lines_.size()) return false;
  const Line& next = lines_[at + 1];
  return std::abs(next.box.left - line.box.left) < 0.35f * line.size &&
         top_gap(lines_, at + 1) < band_gap * line.size && runs_through(words_, line, middles) &&
         runs_on(words_, next, strips);
}

TableFinder::Unruled TableFinder::grown_from(std::size_t begin) const {
  const float size = lines_[begin].size;
  Unruled table;
  std::vector<Strip>& strips = table.strips;
  const std::size_t seed = seed_of(begin, strips);
  table.end = seed + 1;
  const auto is_wide = [&](const Line& line) {
    const std::vector<Strip> gaps = gaps_of(words_, line, wide_gap * size);
    return std::any_of(gaps.begin(), gaps.end(), [&](const Strip& gap) {
      return std::any_of(strips.begin(), strips.end(), [&](const Strip& strip) {
        return strip.left < gap.right && gap.left < strip.right;
      });
    });
  };
  for (std::size_t at = seed + 1; at < lines_.size() && !strips.empty(); ++at) {
    const Line& line = lines_[at];
    if (top_gap(lines_, at) > 3 * size) break;
    std::vector<Strip> left;
    bool both = false;
    for (const Strip& strip : strips) {
      const Strip rest = rest_of(strip, words_, line);
      // A blank as narrow as between words must end where the cells of the column begin.
      // A head may be centred, so the first line tells nothing about that.
      const bool meets = table.multiple == 1 || strip.right - rest.right < 0.35f * size;
      const float least = meets ? strip_least : word_gap;
      if (rest.right - rest.left < least * size) continue;
      left.push_back(rest);
      const float middle = (rest.left + rest.right) / 2;
      both = both || (has_word_between(words_, line, -1e9f, middle) &&
                      has_word_between(words_, line, middle, 1e9f));
    }
    if (left.empty() || (table.multiple > 1 && is_prose(at, strips))) break;
    if (!both && is_heading(at, table.end - 1)) break;
    const bool stands_off = top_gap(lines_, at) > 1.2f * size && !row_follows(at, left);
    if (!both && (stands_off || line.size > 1.12f * size)) break;
    strips = std::move(left);
    if (!both) continue;
    ++table.multiple;
    table.end = at + 1;
    if (is_wide(line)) ++table.wide;
  }
  if (is_wide(lines_[seed])) ++table.wide;
  return table;
}

// True when what stands left of the only border are bullets before a text or, if `numbered`,
// numbers or the heads of articles: a list or a contract, whatever the blank between them.
bool TableFinder::is_list(const std::vector<Line>& lines, const std::vector<float>& borders,
                          bool numbered) const {
  if (borders.size() != 1) return false;
  std::size_t labels = 0, bullets = 0, numbers = 0;
  int count = 0;  // the last of the bare numbers, which must follow each other; 0 before the first
  for (const Line& line : lines) {
    if (!starts_left(words_, line, borders)) continue;
    ++labels;
    const std::string& label = words_[line.words.front()].text;
    const auto length =
        std::count_if(line.words.begin(), line.words.end(),
                      [&](std::uint32_t word) { return column_of(words_[word], borders) == 0; });
    const int bare = bare_number(label);
    const bool next = bare > 0 && (count == 0 || bare == count + 1);
    if (next) count = bare;
    const bool number = length == 1 ? is_enumerator(label) || next
                                    : length == 2 && (label == "Artikel" || label == "ARTIKEL");
    if (length == 1 && (is_bullet(label) || label == "o")) {
      ++bullets;
    } else if (numbered && number) {
      ++numbers;
    }
  }
  return 10 * (bullets + numbers) >= 7 * labels;
}

FoundTable TableFinder::unruled_at(std::size_t begin) const {
  const float size = lines_[begin].size;
  Unruled table = grown_from(begin);
  if (table.strips.empty() || table.multiple < 2 || 3 * table.wide < table.multiple)
    return {begin, {}};
  const std::size_t last_row = table.end - 1;
  for (; table.end < lines_.size(); ++table.end) {
    const float gap = top_gap(lines_, table.end);
    const Line& line = lines_[table.end];
    const Strip& first = table.strips.front();
    const Strip rest = rest_of(first, words_, line);
    if (rest.right - rest.left < strip_least * size || gap >= band_gap * size ||
        is_prose(table.end, table.strips) || is_heading(table.end, last_row))
      break;
    // What stands under the first column only may be text below the table, or the rest of a label.
    const char letter = words_[line.words.front()].text.front();
    const bool goes_on = letter >= 'a' && letter <= 'z' && line.box.right < first.right;
    if (gap >= 0.3f * size && line.box.left < (first.left + first.right) / 2 && !goes_on) break;
  }
  const std::vector<Line> lines = slice(lines_, begin, table.end);
  const std::vector<float> borders = find_borders(words_, lines);
  if (borders.empty() || is_list(lines, borders, true)) return {begin, {}};
  float widest = 0;
  for (const Strip& strip : table.strips) widest = std::max(widest, strip.right - strip.left);
  if (table.multiple < 3 && widest < 1.5f * size) return {begin, {}};
  return {table.end, table_of(words_, lines, borders, rows_by_gaps(words_, lines, borders))};
}

}  // namespace inkoopmonitor::extract
