// The parts of a table: from its lines to columns, rows and cells. Private to the layout; lengths
// named here are shares of the font size.
#pragma once

#include <vector>

#include "extract/layout.h"

namespace inkoopmonitor::extract {

constexpr float wide_gap = 1.0f;      // no blank between words is that wide
constexpr float seed_gap = 0.45f;     // where a line of a table may have another column
constexpr float strip_least = 0.25f;  // what may be left of it over all lines
constexpr float word_gap = 0.5f;      // blanks between words are seldom wider
constexpr float band_gap = 0.6f;      // lines of one cell are not farther apart

// Blank between this line and the one above it.
float top_gap(const std::vector<Line>& lines, std::size_t at);

// The blanks of at least `least` points within a line; none where they are those of justified text.
std::vector<Strip> gaps_of(const std::vector<RawWord>& words, const Line& line, float least);

// What the line leaves of the strip: the widest blank part.
Strip rest_of(Strip strip, const std::vector<RawWord>& words, const Line& line);

bool has_word_between(const std::vector<RawWord>& words, const Line& line, float from, float to);

// The x of the borders between the columns of a table of these lines; none when it has one column.
std::vector<float> find_borders(const std::vector<RawWord>& words, const std::vector<Line>& lines);

std::size_t column_of(const RawWord& word, const std::vector<float>& borders);
std::size_t columns_in(const std::vector<RawWord>& words, const Line& line,
                       const std::vector<float>& borders);

// True when a border runs through a word of the line, or through a blank that only parts words: the
// line is prose above a table, not its head.
bool is_cut(const std::vector<RawWord>& words, const Line& line, const std::vector<float>& borders);

// True when the line spans a border and has no blank that is wider than between words at any that
// it spans.
bool runs_through(const std::vector<RawWord>& words, const Line& line,
                  const std::vector<float>& borders);

// True when the line is prose below a table: its words run on over all strips that it spans, with
// no wider blanks than between other words of it, and none of them begins where a column does.
bool runs_on(const std::vector<RawWord>& words, const Line& line, const std::vector<Strip>& strips);

// True when the line's first word stands in the first column.
bool starts_left(const std::vector<RawWord>& words, const Line& line,
                 const std::vector<float>& borders);

// For each line the number of its row, told by the blank bands between the lines: where two widths
// of band occur, the wide ones lie between rows; where all are alike, a row begins with a line that
// has a label.
std::vector<std::uint32_t> rows_by_gaps(const std::vector<RawWord>& words,
                                        const std::vector<Line>& lines,
                                        const std::vector<float>& borders);

// For each line the number of its row, told by the lines drawn between rows.
std::vector<std::uint32_t> rows_by_rules(const std::vector<RawWord>& words,
                                         const std::vector<Line>& lines,
                                         const std::vector<float>& borders,
                                         const std::vector<float>& positions);

LaidBlock table_of(const std::vector<RawWord>& words, const std::vector<Line>& lines,
                   const std::vector<float>& borders, const std::vector<std::uint32_t>& rows);

std::vector<Line> slice(const std::vector<Line>& lines, std::size_t begin, std::size_t end);

}  // namespace inkoopmonitor::extract
