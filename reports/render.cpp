// A table as text. For a terminal, long cells are wrapped and never cut: a reason or a file name
// that lost its end is of no use, and a taller row costs little. Columns are narrowed from the
// widest on, so that numbers and short codes stay on one line. Cells of csv and json are the very
// bytes of the value: a cell that a spreadsheet would take for a formula (`-5`, at most five
// providers) is quoted but not changed, since a changed cell would no longer be the value.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "error.h"
#include "reports/csv.h"
#include "reports/reports.h"
#include "reports/xlsx.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kColumnMinimum = 8;
constexpr std::size_t kWordMaximum = 20;  // a longer word may be broken to save a line

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end - at;
}

// Control characters would move the cursor; on a terminal a blank stands for each.
std::string shown(const std::string& cell) {
  std::string result = text::valid_utf8(cell);
  for (char& byte : result)
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F) byte = ' ';
  return result;
}

bool is_break(char byte) {
  return byte == ' ' || byte == '/' || byte == '_' || byte == '|';
}

// Lines of at most `width` columns, broken at a blank or after a mark that joins names, else
// anywhere.
std::vector<std::string> wrapped(const std::string& cell, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0, break_at = 0;  // break_at: bytes of `line` up to the last good break
  for (std::size_t at = 0; at < cell.size();) {
    const std::string character = cell.substr(at, character_length(cell, at));
    const std::size_t columns = text::display_width(character);
    if (used + columns > width && !line.empty()) {
      const std::size_t keep = break_at != 0 ? break_at : line.size();
      std::string rest = line.substr(keep);
      line.resize(keep);
      while (!line.empty() && line.back() == ' ') line.pop_back();
      lines.push_back(line);
      line = rest;
      used = text::display_width(line);
      break_at = 0;
    }
    at += character.size();
    if (line.empty() && character == " " && !lines.empty()) continue;
    line += character;
    used += columns;
    if (is_break(character[0])) break_at = line.size();
  }
  lines.push_back(line);
  return lines;
}

std::vector<std::size_t> natural_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(text::display_width(column.name));
  for (const auto& row : table.rows)
    for (std::size_t c = 0; c < widths.size(); ++c)
      widths[c] = std::max(widths[c], text::display_width(row[c]));
  return widths;
}

// The longest piece of a column that is better not broken.
std::size_t longest_word(const Table& table, std::size_t column) {
  std::size_t longest = 0;
  const auto measure = [&](const std::string& cell) {
    for (std::size_t at = 0; at < cell.size();) {
      std::size_t end = at;
      while (end < cell.size() && !is_break(cell[end])) ++end;
      const std::size_t keep = end < cell.size() && cell[end] != ' ' ? end + 1 : end;
      longest = std::max(longest, text::display_width(cell.substr(at, keep - at)));
      at = end + 1;
    }
  };
  measure(table.columns[column].name);
  for (const auto& row : table.rows) measure(row[column]);
  return longest;
}

// Takes from the widest column that is wider than its least width, until all fit or none is left.
void narrow_to(std::vector<std::size_t>& widths, std::size_t limit,
               const std::vector<std::size_t>& least) {
  std::size_t total =
      std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + kGap * (widths.size() - 1);
  for (; total > limit; --total) {
    std::size_t widest = widths.size();
    for (std::size_t c = 0; c < widths.size(); ++c)
      if (widths[c] > least[c] && (widest == widths.size() || widths[c] > widths[widest]))
        widest = c;
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

// Words are kept whole while that is possible.
void narrow(std::vector<std::size_t>& widths, std::size_t limit, const Table& table) {
  if (widths.empty() || limit == 0) return;
  std::vector<std::size_t> words;
  for (std::size_t c = 0; c < widths.size(); ++c)
    words.push_back(std::clamp(longest_word(table, c), kColumnMinimum, kWordMaximum));
  narrow_to(widths, limit, words);
  narrow_to(widths, limit, std::vector<std::size_t>(widths.size(), kColumnMinimum));
}

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::size_t used = text::display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  return align == Align::right ? blanks + text : text + blanks;
}

void append_row(std::string& out, const Table& table, const std::vector<std::string>& cells,
                const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    lines.push_back(wrapped(cells[c], widths[c]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t y = 0; y < height; ++y) {
    std::string line;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      if (c != 0) line += std::string(kGap, ' ');
      const std::string& text = y < lines[c].size() ? lines[c][y] : std::string();
      line += padded(text, widths[c], table.columns[c].align);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + '\n';
  }
}

std::string as_text(const Table& table, std::size_t width) {
  Table shown_table = table;
  for (auto& row : shown_table.rows)
    for (std::string& cell : row) cell = shown(cell);
  std::vector<std::size_t> widths = natural_widths(shown_table);
  narrow(widths, width, shown_table);
  std::vector<std::string> names, rules;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    names.push_back(table.columns[c].name);
    rules.push_back(std::string(widths[c], '-'));
  }
  std::string out;
  append_row(out, shown_table, names, widths);
  append_row(out, shown_table, rules, widths);
  for (const auto& row : shown_table.rows) append_row(out, shown_table, row, widths);
  if (!table.note.empty()) {
    out += '\n';
    const std::string note = shown(table.note);
    for (const std::string& line : wrapped(note, width == 0 ? note.size() + 1 : width))
      out += line + '\n';
  }
  return out;
}

std::string as_csv(const Table& table) {
  std::string out;
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  append_csv(out, names);
  for (const auto& row : table.rows) append_csv(out, row);
  return out;
}

std::string as_json(const Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t c = 0; c < row.size(); ++c)
      object[table.columns[c].name] = text::valid_utf8(row[c]);
    rows.push_back(std::move(object));
  }
  return rows.dump(2) + '\n';
}

}  // namespace

Format parse_format(const std::string& name) {
  if (name == "table") return Format::table;
  if (name == "csv") return Format::csv;
  if (name == "json") return Format::json;
  if (name == "xlsx") return Format::xlsx;
  throw Error(ErrorKind::usage, "--format " + name, "there is no such format",
              "use table, csv, json or xlsx");
}

std::string render(const Table& table, Format format, std::size_t width) {
  switch (format) {
    case Format::csv:
      return as_csv(table);
    case Format::json:
      return as_json(table);
    case Format::xlsx:
      return workbook({{"table", table}});
    case Format::table:
      break;
  }
  return as_text(table, width);
}

}  // namespace inkoopmonitor::reports
