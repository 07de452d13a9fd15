// Reading order by looking for gutters: a page is cut where a blank strip runs down between two
// pieces of prose, and each piece is read on its own; what is left is read line by line, tables
// taken out first. An XY-cut was turned down because it cuts tables into columns and loses which
// value stands beside which label; Poppler's own order has the same fault. Prose columns and table
// columns both have gutters; they are told apart by whether the blank bands between rows run across
// the gutter (a table) or not (columns), and by lines drawn across it.
#include "extract/layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkoopmonitor::extract {
namespace {

// Above this a page is no document page; it is read in lines only, which stays linear.
constexpr std::size_t structured_words_max = 8000;

float height_of(const Box& box) {
  return box.bottom - box.top;
}
float middle_of(const Box& box) {
  return (box.top + box.bottom) / 2;
}

void widen(Box& box, const Box& by) {
  box = {std::min(box.left, by.left), std::min(box.top, by.top), std::max(box.right, by.right),
         std::max(box.bottom, by.bottom)};
}

float median(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool on_one_height(const Box& line, const Box& word) {
  const float overlap = std::min(line.bottom, word.bottom) - std::max(line.top, word.top);
  return overlap > 0.5f * std::min(height_of(line), height_of(word)) ||
         (height_of(word) <= 0 && word.top >= line.top && word.top <= line.bottom);
}

std::vector<std::uint32_t> words_of(const std::vector<Line>& lines, std::size_t begin,
                                    std::size_t end) {
  std::vector<std::uint32_t> out;
  for (std::size_t at = begin; at < end; ++at)
    out.insert(out.end(), lines[at].words.begin(), lines[at].words.end());
  return out;
}

// A blank strip between words, through lines [first, last].
struct Gutter {
  float left = 0, right = 0;
  std::size_t first = 0, last = 0;
};

// Takes from the strip what the line covers, keeping the wider rest. False when too little is left.
bool narrow(Gutter& gutter, const std::vector<RawWord>& words, const Line& line, float least) {
  float best_left = gutter.left, best_right = gutter.left, from = gutter.left;
  for (const std::uint32_t word : line.words) {
    const Box& box = words[word].box;
    if (box.right <= from) continue;
    if (box.left >= gutter.right) break;
    if (box.left - from > best_right - best_left) best_left = from, best_right = box.left;
    from = std::max(from, box.right);
  }
  if (gutter.right - from > best_right - best_left) best_left = from, best_right = gutter.right;
  if (best_right - best_left < least) return false;
  gutter.left = best_left;
  gutter.right = best_right;
  return true;
}

Gutter grown(Gutter gutter, const std::vector<RawWord>& words, const std::vector<Line>& lines,
             float least) {
  while (gutter.last + 1 < lines.size() && narrow(gutter, words, lines[gutter.last + 1], least))
    ++gutter.last;
  while (gutter.first > 0 && narrow(gutter, words, lines[gutter.first - 1], least)) --gutter.first;
  return gutter;
}

struct Sides {
  std::vector<std::uint32_t> left, right;
};

Sides sides_of(const Gutter& gutter, const std::vector<RawWord>& words,
               const std::vector<Line>& lines) {
  Sides sides;
  const float middle = (gutter.left + gutter.right) / 2;
  for (std::size_t at = gutter.first; at <= gutter.last; ++at)
    for (const std::uint32_t word : lines[at].words)
      (words[word].box.left + words[word].box.right < 2 * middle ? sides.left : sides.right)
          .push_back(word);
  return sides;
}

Box box_of(const std::vector<Line>& lines) {
  Box box = lines.front().box;
  for (const Line& line : lines) widen(box, line.box);
  return box;
}

// Blank bands between lines that are wider than usual: from, to. In a table of short rows most
// bands are wide, so what is usual is never taken to be more than a loosely set paragraph has.
std::vector<std::array<float, 2>> breaks_of(const std::vector<Line>& lines) {
  std::vector<float> gaps;
  for (std::size_t at = 1; at < lines.size(); ++at)
    gaps.push_back(lines[at].box.top - lines[at - 1].box.bottom);
  constexpr float loose = 0.6f;
  const float usual = lines.empty() ? 0 : std::min(median(gaps), loose * lines.front().size);
  std::vector<std::array<float, 2>> out;
  for (std::size_t at = 1; at < lines.size(); ++at)
    if (gaps[at - 1] > usual + 0.3f * lines[at].size)
      out.push_back({lines[at - 1].box.bottom, lines[at].box.top});
  return out;
}

// True when the blank bands of both sides lie side by side, as between the rows of a table: the
// narrower one within the wider. Paragraphs of two columns seldom end like that.
bool breaks_agree(const std::vector<Line>& left, const std::vector<Line>& right) {
  const auto left_breaks = breaks_of(left), right_breaks = breaks_of(right);
  const auto met = [](const auto& breaks, const auto& others) {
    return std::count_if(breaks.begin(), breaks.end(), [&](const auto& a) {
      return std::any_of(others.begin(), others.end(), [&](const auto& b) {
        const float overlap = std::min(a[1], b[1]) - std::max(a[0], b[0]);
        return overlap > 0.9f * std::min(a[1] - a[0], b[1] - b[0]);
      });
    });
  };
  // One wide band may lie beside two of the other side; it counts once.
  const auto shared = static_cast<std::size_t>(
      std::min(met(left_breaks, right_breaks), met(right_breaks, left_breaks)));
  const std::size_t fewest = std::min(left_breaks.size(), right_breaks.size());
  return shared >= 2 && 10 * shared >= 7 * fewest;
}

bool is_prose(const std::vector<Line>& lines, float region_width) {
  constexpr std::size_t lines_min = 4;
  if (lines.size() < lines_min) return false;
  const Box box = box_of(lines);
  if (box.right - box.left < 0.2f * region_width) return false;
  std::vector<float> counts, fill;
  for (const Line& line : lines) {
    counts.push_back(static_cast<float>(line.words.size()));
    fill.push_back((line.box.right - line.box.left) / std::max(1.f, box.right - box.left));
  }
  return median(counts) >= 3 && median(fill) > 0.6f;
}

// True when the lines fill a column from an even left edge, the last line aside.
bool fills_column(const std::vector<Line>& lines) {
  if (lines.size() < 2) return false;
  const Box box = box_of(lines);
  std::vector<float> counts;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    counts.push_back(static_cast<float>(lines[at].words.size()));
    if (lines[at].box.left > box.left + 0.4f * lines[at].size) return false;
    if (at + 1 < lines.size() && lines[at].box.right < box.left + 0.65f * (box.right - box.left))
      return false;
  }
  return median(counts) >= 4;
}

// True for two or three lines of text in each of two columns of one width: too few to tell columns
// from cells by, unless nothing speaks for cells.
bool is_short_prose(const Gutter& gutter, const std::vector<Line>& left,
                    const std::vector<Line>& right) {
  if (left.empty() || gutter.right - gutter.left < 1.3f * left.front().size) return false;
  if (!fills_column(left) || !fills_column(right)) return false;
  const Box left_box = box_of(left), right_box = box_of(right);
  const float left_width = left_box.right - left_box.left;
  const float right_width = right_box.right - right_box.left;
  return std::min(left_width, right_width) > 0.75f * std::max(left_width, right_width) &&
         breaks_of(left).size() * breaks_of(right).size() == 0;
}

bool is_ruled_across(const Gutter& gutter, const Box& extent, const std::vector<Rule>& rules) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
    return rule.from < gutter.left - 10 && rule.to > gutter.right + 10 &&
           rule.position > extent.top && rule.position < extent.bottom;
  });
}

// True when what stands on both sides of the strip is prose to be read one side after the other.
bool parts_prose(const Gutter& gutter, const std::vector<RawWord>& words,
                 const std::vector<Rule>& rules, const std::vector<Line>& lines, float width) {
  const Sides sides = sides_of(gutter, words, lines);
  const auto left = lines_of(words, sides.left), right = lines_of(words, sides.right);
  if ((!is_prose(left, width) || !is_prose(right, width)) && !is_short_prose(gutter, left, right))
    return false;
  Box extent = box_of(left);
  extent.top = std::max(extent.top, box_of(right).top);
  extent.bottom = std::min(extent.bottom, box_of(right).bottom);
  return !is_ruled_across(gutter, extent, rules) && !breaks_agree(left, right);
}

// True when words of one side of the strip are so far apart that they are cells of a table.
bool has_cells(const Gutter& gutter, const std::vector<RawWord>& words, const Line& line) {
  constexpr float cell_gap = 2;  // in sizes of the type: justified text has no wider blanks
  for (std::size_t at = 1; at < line.words.size(); ++at) {
    const float from = words[line.words[at - 1]].box.right, to = words[line.words[at]].box.left;
    const bool beside = to <= gutter.left || from >= gutter.right;
    if (beside && to - from > cell_gap * line.size) return true;
  }
  return false;
}

// Of a strip that runs on through tables: what lies above, between and below them, a heading of the
// next one left out. None where no table is in the way.
std::vector<Gutter> beside_tables(const Gutter& gutter, const std::vector<RawWord>& words,
                                  const std::vector<Rule>& rules, const std::vector<Line>& lines) {
  const auto is_ruled_off = [&](std::size_t at) {  // from the line above
    return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
      return rule.from < gutter.left - 10 && rule.to > gutter.right + 10 &&
             rule.position > (lines[at - 1].box.top + lines[at - 1].box.bottom) / 2 &&
             rule.position <= (lines[at].box.top + lines[at].box.bottom) / 2;
    });
  };
  std::vector<Gutter> out;
  const auto add = [&](std::size_t first, std::size_t end) {
    if (first >= end) return;
    while (end > first + 1 &&
           (lines[end - 1].bold || lines[end - 1].size > 1.12f * lines[first].size))
      --end;
    // What stands close below cells is the rest of their row.
    const bool is_row =
        first > gutter.first && has_cells(gutter, words, lines[first - 1]) &&
        lines[first].box.top - lines[first - 1].box.bottom < 0.6f * lines[first].size;
    if (!is_row && end > first + 1 && end - first < gutter.last - gutter.first + 1)
      out.push_back({gutter.left, gutter.right, first, end - 1});
  };
  std::size_t first = gutter.first;
  for (std::size_t at = gutter.first; at <= gutter.last; ++at) {
    const bool cells = has_cells(gutter, words, lines[at]);
    if (!cells && (at == gutter.first || !is_ruled_off(at))) continue;
    add(first, at);
    first = cells ? at + 1 : at;
  }
  add(first, gutter.last + 1);
  return out;
}

// Without the title above columns and the heading below them, which stand left of the strip alone.
Gutter without_headings(Gutter gutter, const std::vector<RawWord>& words,
                        const std::vector<Line>& lines) {
  std::vector<float> sizes;
  for (std::size_t at = gutter.first; at <= gutter.last; ++at) sizes.push_back(lines[at].size);
  const float usual = median(std::move(sizes));
  const auto is_heading = [&](const Line& line) {
    return (line.bold || line.size > 1.12f * usual) &&
           words[line.words.back()].box.right <= gutter.left + 1;
  };
  while (gutter.first < gutter.last && gutter.first > 0 && is_heading(lines[gutter.first]))
    ++gutter.first;
  while (gutter.first < gutter.last && gutter.last + 1 < lines.size() &&
         is_heading(lines[gutter.last]))
    --gutter.last;
  return gutter;
}

// The longest strip that parts two pieces of prose; `last` < `first` when there is none. Any gap
// of a line may be the one: a strip that begins in a gap between two words dies soon.
Gutter column_gutter(const std::vector<RawWord>& words, const std::vector<Rule>& rules,
                     const std::vector<Line>& lines) {
  const Box region = box_of(lines);
  std::vector<Gutter> tried;
  const auto try_seed = [&](const Gutter& seed) {
    const float least = 0.6f * lines[seed.first].size;
    if (seed.right - seed.left < least) return;
    const bool known = std::any_of(tried.begin(), tried.end(), [&](const Gutter& other) {
      return other.first <= seed.first && seed.last <= other.last && other.left < seed.right &&
             other.right > seed.left;
    });
    if (!known) tried.push_back(grown(seed, words, lines, least));
  };
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const Line& line = lines[at];
    for (std::size_t word = 1; word < line.words.size(); ++word)
      try_seed({words[line.words[word - 1]].box.right, words[line.words[word]].box.left, at, at});
    // Columns whose lines never stand on one height.
    if (at + 1 == lines.size() || lines[at + 1].box.top > line.box.bottom) continue;
    const Box &here = line.box, &next = lines[at + 1].box;
    try_seed({std::min(here.right, next.right), std::max(here.left, next.left), at, at + 1});
  }
  std::stable_sort(tried.begin(), tried.end(), [](const Gutter& a, const Gutter& b) {
    return a.last - a.first > b.last - b.first;
  });
  constexpr std::size_t looked_at_max = 12;
  for (std::size_t at = 0; at < std::min(looked_at_max, tried.size()); ++at) {
    const float width = region.right - region.left;
    if (parts_prose(tried[at], words, rules, lines, width))
      return without_headings(tried[at], words, lines);
    for (const Gutter& part : beside_tables(tried[at], words, rules, lines))
      if (parts_prose(part, words, rules, lines, width))
        return without_headings(part, words, lines);
  }
  return {0, 0, 1, 0};
}

// Reads a piece of the page into blocks, in reading order.
class RegionReader {
 public:
  RegionReader(const PageContent& content, std::vector<LaidBlock>& out)
      : words_(content.words),
        rules_(content.rules),
        across_(joined_rules(content.rules, true)),
        out_(out) {}

  void read(std::vector<std::uint32_t> chosen, int depth) {
    const std::vector<Line> lines = lines_of(words_, std::move(chosen));
    if (lines.empty()) return;
    constexpr int depth_max = 12;
    const Gutter gutter =
        depth < depth_max ? column_gutter(words_, across_, lines) : Gutter{0, 0, 1, 0};
    if (gutter.last < gutter.first) {
      read_lines(lines);
      return;
    }
    const Sides sides = sides_of(gutter, words_, lines);
    read(words_of(lines, 0, gutter.first), depth + 1);
    read(sides.left, depth + 1);
    read(sides.right, depth + 1);
    read(words_of(lines, gutter.last + 1, lines.size()), depth + 1);
  }

  // Footnotes, which are numbered and no tables, though blanks stand under one another.
  void read_notes(const std::vector<Line>& lines) {
    if (lines.empty()) return;
    const Gutter gutter = column_gutter(words_, across_, lines);
    if (gutter.last < gutter.first) {
      read_plain(lines);
      return;
    }
    const Sides sides = sides_of(gutter, words_, lines);
    read_plain(lines_of(words_, words_of(lines, 0, gutter.first)));
    read_plain(lines_of(words_, sides.left));
    read_plain(lines_of(words_, sides.right));
    read_plain(lines_of(words_, words_of(lines, gutter.last + 1, lines.size())));
  }

  // Heads or feet, each for itself; but a text may begin or end in the margin.
  void read_margin(const std::vector<Line>& lines, std::size_t begin, std::size_t end) {
    constexpr std::size_t text_words_min = 8;
    const auto goes_on = [&](const Line& above, const Line& line) {
      const char first = words_[line.words.front()].text.front();
      return above.words.size() >= text_words_min && first >= 'a' && first <= 'z' &&
             line.box.top - above.box.bottom < 0.6f * line.size &&
             std::abs(line.box.left - above.box.left) < line.size;
    };
    while (begin < end) {
      std::vector<Line> part = {lines[begin++]};
      while (begin < end && goes_on(part.back(), lines[begin])) part.push_back(lines[begin++]);
      read_plain(part);
    }
  }

  // Without looking for columns or tables.
  void read_plain(const std::vector<Line>& lines) {
    append(paragraphs_of(words_, lines, column_style(lines)));
  }

 private:
  void read_lines(const std::vector<Line>& lines) {
    struct Piece {
      std::vector<Line> text;
      LaidBlock table;  // behind it; without cells behind the last one
    };
    std::vector<Piece> pieces(1);
    const TableFinder finder(words_, rules_, lines);
    for (std::size_t at = 0; at < lines.size();) {
      FoundTable table = finder.at(at);
      if (table.end == at) {
        pieces.back().text.push_back(lines[at++]);
        continue;
      }
      pieces.back().table = std::move(table.block);
      pieces.emplace_back();
      at = table.end;
    }
    // The lines of a table stand as close, or as far apart, as its cells happen to.
    std::vector<std::vector<Line>> texts;
    for (const Piece& piece : pieces) texts.push_back(piece.text);
    Column column = column_style(lines);
    column.usual_gap = usual_gap(texts);
    for (Piece& piece : pieces) {
      append(paragraphs_of(words_, piece.text, column));
      if (!piece.table.cells.empty()) out_.push_back(std::move(piece.table));
    }
  }

  void append(std::vector<LaidBlock> blocks) {
    for (LaidBlock& block : blocks) out_.push_back(std::move(block));
  }

  const std::vector<RawWord>& words_;
  const std::vector<Rule>& rules_;
  const std::vector<Rule> across_;
  std::vector<LaidBlock>& out_;
};

// How many lines at the top, and from which line on at the bottom, stand in the margin: close to
// the edge and farther from the rest than the rest's lines are from one another.
struct Margins {
  std::size_t head = 0, foot = 0;
};

Margins margins_of(const std::vector<Line>& lines, const std::vector<Rule>& rules,
                   float page_height) {
  Margins margins{0, lines.size()};
  const std::vector<Rule> vertical = joined_rules(rules, false);
  // Rows of one table, by the lines that part its columns; a frame round the page has two sides.
  const auto is_row = [&](std::size_t above) {
    const auto runs_on = [&](const Rule& rule) {
      return rule.from < middle_of(lines[above].box) && rule.to > middle_of(lines[above + 1].box);
    };
    return std::count_if(vertical.begin(), vertical.end(), runs_on) > 2;
  };
  constexpr float depth = 0.1f;
  constexpr std::size_t lines_max = 3;
  const auto gap = [&](std::size_t above) {
    return above + 1 < lines.size() ? lines[above + 1].box.top - lines[above].box.bottom : 0;
  };
  const auto stands_off = [&](float size, float blank, float inner) {
    return blank > 0.8f * size && (blank > 2.5f * size || blank > 1.4f * inner);
  };
  for (std::size_t at = 0; at < lines_max && at + 1 < lines.size(); ++at)
    if (lines[at].box.bottom < depth * page_height &&
        stands_off(lines[at].size, gap(at), std::max(gap(at + 1), gap(at + 2))) && !is_row(at))
      margins.head = at + 1;
  for (std::size_t back = 1; back <= lines_max && back < lines.size() - margins.head; ++back) {
    const std::size_t at = lines.size() - back;
    const float inner = std::max(at >= 2 ? gap(at - 2) : 0, at >= 3 ? gap(at - 3) : 0);
    if (lines[at].box.top > (1 - depth) * page_height &&
        stands_off(lines[at].size, gap(at - 1), inner) && !is_row(at - 1))
      margins.foot = at;
  }
  return margins;
}

bool is_raised_number(const RawWord& word, const Line& line) {
  return word.text.front() >= '0' && word.text.front() <= '9' && word.font_size > 0 &&
         word.font_size < 0.85f * line.size;
}

// Where the footnotes begin among lines[margins.head, margins.foot): the last lines, when they are
// set smaller than the text and the first of them has a number or a star. They run below all
// columns, or each under its own; read with the columns they would part the text.
std::size_t footnotes_begin(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                            const Margins& margins) {
  std::vector<float> sizes;
  for (std::size_t at = margins.head; at < margins.foot; ++at)
    sizes.insert(sizes.end(), lines[at].words.size(), lines[at].size);
  const float usual = median(std::move(sizes));
  std::size_t begin = margins.foot;
  for (std::size_t at = margins.foot; at-- > margins.head && lines[at].size < 0.9f * usual;) {
    const RawWord& first = words[lines[at].words.front()];
    const char mark = first.text.front();
    if (is_raised_number(first, lines[at]) || mark == '*' || (mark >= '1' && mark <= '9'))
      begin = at;
  }
  return begin;
}

// Gives every word its place in the reading order.
class PageWriter {
 public:
  PageWriter(const PageContent& content, Page& page) : content_(content), page_(page) {}

  void write(const LaidBlock& laid) {
    Block block;
    block.kind = laid.kind;
    block.first_word = next();
    for (const Line& line : laid.lines) write(line);
    for (const LaidCell& laid_cell : laid.cells) {
      Cell cell{laid_cell.row, laid_cell.column, next(), 0};
      for (const Line& line : laid_cell.lines) write(line);
      cell.word_count = next() - cell.first_word;
      if (cell.word_count > 0) block.cells.push_back(cell);
    }
    block.word_count = next() - block.first_word;
    if (block.word_count > 0) page_.blocks.push_back(std::move(block));
  }

 private:
  std::uint32_t next() const { return static_cast<std::uint32_t>(page_.words.size()); }

  void write(const Line& line) {
    for (const std::uint32_t at : line.words) {
      const RawWord& raw = content_.words[at];
      page_.words.push_back(
          {raw.text, raw.page_box, lines_, raw.certainty, raw.font_size, raw.bold});
    }
    ++lines_;
  }

  const PageContent& content_;
  Page& page_;
  std::uint32_t lines_ = 0;
};

}  // namespace

Line line_of(const std::vector<RawWord>& words, std::vector<std::uint32_t> chosen) {
  Line line;
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::uint32_t a, std::uint32_t b) {
    return words[a].box.left < words[b].box.left;
  });
  line.words = std::move(chosen);
  line.box = words[line.words.front()].box;
  std::vector<float> sizes;
  std::size_t letters = 0, bold_letters = 0;
  const auto size_of = [](const RawWord& word) {
    return word.font_size > 0 ? word.font_size : height_of(word.box);
  };
  for (const std::uint32_t at : line.words) {
    const RawWord& word = words[at];
    widen(line.box, word.box);
    sizes.push_back(size_of(word));
    letters += word.text.size();
    if (word.bold) bold_letters += word.text.size();
  }
  line.size = std::max(1.f, median(std::move(sizes)));
  // What is set smaller, as the mark of a note, makes the line no higher.
  float top = 1e9f, bottom = -1e9f;
  for (const std::uint32_t at : line.words) {
    if (size_of(words[at]) < 0.87f * line.size) continue;
    top = std::min(top, words[at].box.top);
    bottom = std::max(bottom, words[at].box.bottom);
  }
  if (top < bottom) line.box.top = top, line.box.bottom = bottom;
  line.bold = 10 * bold_letters >= 9 * letters && bold_letters > 0;
  return line;
}

std::vector<Line> lines_of(const std::vector<RawWord>& words, std::vector<std::uint32_t> chosen) {
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::uint32_t a, std::uint32_t b) {
    return middle_of(words[a].box) < middle_of(words[b].box);
  });
  struct Growing {
    Box box;
    std::vector<std::uint32_t> words;
  };
  std::vector<Growing> growing;
  for (const std::uint32_t at : chosen) {
    const Box& box = words[at].box;
    constexpr std::size_t look_back = 6;
    bool placed = false;
    for (std::size_t back = 1; back <= std::min(look_back, growing.size()) && !placed; ++back) {
      Growing& line = growing[growing.size() - back];
      if (!on_one_height(line.box, box)) continue;
      line.words.push_back(at);
      // The height stays that of the first words, or a slanted line would swallow the next one.
      line.box.left = std::min(line.box.left, box.left);
      line.box.right = std::max(line.box.right, box.right);
      placed = true;
    }
    if (!placed) growing.push_back({box, {at}});
  }
  std::vector<Line> lines;
  lines.reserve(growing.size());
  for (Growing& line : growing) lines.push_back(line_of(words, std::move(line.words)));
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return middle_of(a.box) < middle_of(b.box);
  });
  return lines;
}

void lay_out(const PageContent& content, Page& page) {
  page.words.clear();
  page.blocks.clear();
  std::vector<std::uint32_t> upright, turned;
  for (std::uint32_t at = 0; at < content.words.size(); ++at)
    (content.words[at].quarter_turns == 0 ? upright : turned).push_back(at);
  const std::vector<Line> lines = lines_of(content.words, std::move(upright));
  std::vector<LaidBlock> blocks;
  RegionReader reader(content, blocks);
  if (content.words.size() > structured_words_max) {
    reader.read_plain(lines);
  } else if (!lines.empty()) {
    const float extent = std::max(content.height, lines.back().box.bottom);
    const Margins margins = margins_of(lines, content.rules, extent);
    reader.read_margin(lines, 0, margins.head);
    const std::size_t notes = footnotes_begin(content.words, lines, margins);
    reader.read(words_of(lines, margins.head, notes), 0);
    reader.read_notes({lines.begin() + static_cast<std::ptrdiff_t>(notes),
                       lines.begin() + static_cast<std::ptrdiff_t>(margins.foot)});
    reader.read_margin(lines, margins.foot, lines.size());
  }
  if (!turned.empty()) {
    LaidBlock aside;
    for (const std::uint32_t at : turned) aside.lines.push_back(line_of(content.words, {at}));
    blocks.push_back(std::move(aside));
  }
  PageWriter writer(content, page);
  for (const LaidBlock& block : blocks) writer.write(block);
}

}  // namespace inkoopmonitor::extract
