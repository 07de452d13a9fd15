// One pass over the bytes, by hand. A library was turned down because the messages are the point:
// a manifest is written in a spreadsheet by someone who must be told which line to mend.
#include "reports/csv.h"

#include <algorithm>

#include "error.h"
#include "reports/files.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

class Parser {
 public:
  Parser(std::string_view bytes, const std::string& file, char separator)
      : bytes_(bytes), file_(file), separator_(separator) {}

  std::vector<CsvRow> parse() {
    std::vector<CsvRow> rows;
    while (position_ < bytes_.size()) {
      CsvRow row = parse_row();
      if (row.fields.size() == 1 && row.fields[0].empty()) continue;
      rows.push_back(std::move(row));
    }
    return rows;
  }

  [[noreturn]] void fail(std::size_t line, const std::string& problem,
                         const std::string& remedy) const {
    throw Error(ErrorKind::usage, file_, "line " + std::to_string(line) + ": " + problem, remedy);
  }

 private:
  CsvRow parse_row() {
    CsvRow row;
    row.line = line_;
    for (;;) {
      row.fields.push_back(at('"') ? parse_quoted() : parse_plain());
      if (at(separator_)) {
        ++position_;
        continue;
      }
      skip_line_end();
      return row;
    }
  }

  bool at(char wanted) const { return position_ < bytes_.size() && bytes_[position_] == wanted; }

  bool at_field_end() const {
    return position_ == bytes_.size() || at(separator_) || at('\n') || at('\r');
  }

  void skip_line_end() {
    if (position_ == bytes_.size()) return;
    if (at('\r')) ++position_;
    if (at('\n')) ++position_;
    ++line_;
  }

  std::string parse_plain() {
    const std::size_t begin = position_;
    while (!at_field_end()) {
      if (at('"')) {
        fail(line_, "a quote in the middle of a field",
             "put the whole field in quotes and double the quotes inside it");
      }
      ++position_;
    }
    return std::string(bytes_.substr(begin, position_ - begin));
  }

  std::string parse_quoted() {
    const std::size_t first_line = line_;
    std::string field;
    for (++position_; position_ < bytes_.size(); ++position_) {
      if (at('"')) {
        ++position_;
        if (!at('"')) {
          if (at_field_end()) return field;
          fail(line_, "text behind a closing quote", "double the quotes inside a quoted field");
        }
      }
      if (at('\n')) ++line_;
      field += bytes_[position_];
    }
    fail(first_line, "a quote that does not end", "close the field with a quote");
  }

  std::string_view bytes_;
  const std::string& file_;
  char separator_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

// Spreadsheets pad rows with empty fields up to the widest row that they ever had.
void fit_to_header(CsvRow& row, std::size_t columns, const Parser& parser) {
  while (row.fields.size() > columns && row.fields.back().empty()) row.fields.pop_back();
  if (row.fields.size() == columns) return;
  parser.fail(
      row.line,
      std::to_string(row.fields.size()) + " fields where the header has " + std::to_string(columns),
      "give every row as many fields as the header, empty ones included");
}

}  // namespace

std::size_t CsvFile::find(const std::string& column) const {
  return static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin());
}

CsvFile parse_csv(std::string_view bytes, const std::string& file, char separator) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!text::is_valid_utf8(bytes)) {
    throw Error(ErrorKind::usage, file, "is not UTF-8 text",
                "save it from the spreadsheet as \"CSV UTF-8 (comma delimited)\"");
  }
  Parser parser(bytes, file, separator);
  std::vector<CsvRow> rows = parser.parse();
  if (rows.empty()) {
    throw Error(ErrorKind::usage, file, "is empty", "give it a header line and rows");
  }
  CsvFile result;
  result.header = std::move(rows.front().fields);
  if (result.header.size() == 1 && result.header[0].find(';') != std::string::npos) {
    parser.fail(rows.front().line, "its fields are separated by semicolons",
                "save it with commas, for example as \"CSV UTF-8 (comma delimited)\"");
  }
  rows.erase(rows.begin());
  for (CsvRow& row : rows) fit_to_header(row, result.header.size(), parser);
  result.rows = std::move(rows);
  return result;
}

CsvFile read_csv(const std::filesystem::path& file) {
  return parse_csv(read_whole(file), text::escaped_path(file.native()));
}

void append_csv(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::string& cell = cells[c];
    if (c != 0) out += ',';
    const bool plain = cell.find_first_of(",\"\r\n") == std::string::npos &&
                       (cell.empty() || std::string("=+-@\t ").find(cell[0]) == std::string::npos);
    if (plain) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char byte : cell) {
      if (byte == '"') out += '"';
      out += byte;
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace inkoopmonitor::reports
