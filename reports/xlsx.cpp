// By libxlsxwriter, which writes to files only: the workbook is made in a temporary one, in the
// mode that keeps a row in memory at a time (its strings stand in the cells then). It dates what it
// makes; that date is fixed, so that the same tables give the same bytes.
#include "reports/xlsx.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include "error.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

constexpr std::size_t kRowsMax = 1'048'575, kCellMax = 32'767, kNameMax = 31;
constexpr double kWidthMax = 60, kWidthMin = 8;
constexpr std::size_t kRowsMeasured = 1000;   // for the width of a column
constexpr std::time_t kDate = 1'420'070'400;  // 1 January 2015

// A file of its own that goes with the object.
class TemporaryFile {
 public:
  TemporaryFile() : name_(std::filesystem::temp_directory_path() / "inkoopmonitor-XXXXXX") {
    const int descriptor = ::mkstemp(name_.data());
    if (descriptor < 0) no_room("cannot be made");
    ::close(descriptor);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(name_.c_str()); }
  const std::string& name() const { return name_; }
  [[noreturn]] void no_room(const std::string& problem) const {
    throw Error(ErrorKind::corpus, text::escaped_path(name_), problem,
                "make room there, or name another folder for temporary files in TMPDIR");
  }

 private:
  std::string name_;
};

// The first `most` characters; a character more than one UTF-16 unit counts two, as for Excel.
std::string shortened(const std::string& text, std::size_t most, const char* end) {
  std::size_t units = 0, at = 0, keep = 0;
  while (at < text.size()) {
    const unsigned char lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    units += bytes == 4 ? 2 : 1;
    if (units > most) return text.substr(0, keep) + end;
    at += bytes;
    if (units < most) keep = at;
  }
  return text;
}

std::string sheet_name(const std::string& wanted, std::set<std::string>& taken) {
  std::string name = text::valid_utf8(wanted);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; }, '_');
  if (name.empty()) name = "table";
  std::string fit = shortened(name, kNameMax, "");
  for (int n = 2; !taken.insert(text::fold(fit)).second; ++n)
    fit = shortened(name, kNameMax - 4, "") + fmt::format(" {}", n);
  return fit;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A plain decimal number: -12, 0.5; not 007, 1e3 or one that a double would change.
std::optional<double> number_of(const std::string& cell) {
  std::string_view rest = cell;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const std::string_view whole = rest.substr(0, rest.find('.'));
  if (!is_digits(whole) || (whole.size() > 1 && whole[0] == '0')) return std::nullopt;
  if (whole.size() < rest.size() && !is_digits(rest.substr(whole.size() + 1))) return std::nullopt;
  if (rest.size() > 15) return std::nullopt;
  return std::strtod(cell.c_str(), nullptr);
}

std::optional<lxw_datetime> date_of(const std::string& cell) {
  if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return std::nullopt;
  const std::string year = cell.substr(0, 4), month = cell.substr(5, 2), day = cell.substr(8, 2);
  if (!is_digits(year) || !is_digits(month) || !is_digits(day)) return std::nullopt;
  lxw_datetime date{};
  date.year = std::atoi(year.c_str());
  date.month = std::atoi(month.c_str());
  date.day = std::atoi(day.c_str());
  const bool is_one =
      date.year >= 1901 && date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31;
  return is_one ? std::optional(date) : std::nullopt;
}

struct Formats {
  lxw_format *head = nullptr, *date = nullptr, *note = nullptr;
};

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& cell,
                Align align, const Formats& formats) {
  if (cell.empty()) return;
  if (const auto number = align == Align::right ? number_of(cell) : std::nullopt) {
    worksheet_write_number(sheet, row, column, *number, nullptr);
  } else if (auto date = date_of(cell)) {
    worksheet_write_datetime(sheet, row, column, &*date, formats.date);
  } else {
    // A NUL would end the text for the library.
    std::string shown = shortened(text::valid_utf8(cell), kCellMax, "…");
    std::replace(shown.begin(), shown.end(), '\0', ' ');
    worksheet_write_string(sheet, row, column, shown.c_str(), nullptr);
  }
}

void set_widths(lxw_worksheet* sheet, const Table& table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    // The mark of the filter takes room beside the name.
    double width = static_cast<double>(text::display_width(table.columns[c].name)) + 3;
    for (std::size_t r = 0; r < std::min(table.rows.size(), kRowsMeasured); ++r)
      width = std::max(width, static_cast<double>(text::display_width(table.rows[r][c])) + 1);
    const auto column = static_cast<lxw_col_t>(c);
    worksheet_set_column(sheet, column, column, std::clamp(width, kWidthMin, kWidthMax), nullptr);
  }
}

void write_sheet(lxw_workbook* book, const std::string& name, const Table& table,
                 const Formats& formats) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, name.c_str());
  if (table.columns.empty()) return;
  set_widths(sheet, table);
  worksheet_freeze_panes(sheet, 1, 0);
  const auto last_row = static_cast<lxw_row_t>(table.rows.size());
  worksheet_autofilter(sheet, 0, 0, last_row, static_cast<lxw_col_t>(table.columns.size() - 1));
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(c), table.columns[c].name.c_str(),
                           formats.head);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      write_cell(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), table.rows[r][c],
                 table.columns[c].align, formats);
  if (!table.note.empty() && table.rows.size() + 2 < kRowsMax)
    worksheet_write_string(sheet, last_row + 2, 0,
                           shortened(text::valid_utf8(table.note), kCellMax, "…").c_str(),
                           formats.note);
}

void check_sizes(const std::vector<Sheet>& sheets) {
  for (const Sheet& sheet : sheets) {
    if (sheet.table.rows.size() <= kRowsMax) continue;
    throw Error(ErrorKind::usage, "--format xlsx",
                fmt::format("the table {} has {} rows, and a sheet holds {}", sheet.name,
                            sheet.table.rows.size(), kRowsMax),
                "write csv, or ask for fewer years or one domain");
  }
}

}  // namespace

std::string workbook(const std::vector<Sheet>& sheets) {
  check_sizes(sheets);
  const TemporaryFile file;
  std::string folder = std::filesystem::path(file.name()).parent_path();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = folder.data();
  lxw_workbook* book = workbook_new_opt(file.name().c_str(), &options);
  if (book == nullptr) file.no_room("there is not enough memory for a workbook");
  lxw_doc_properties properties{};
  properties.created = kDate;
  workbook_set_properties(book, &properties);
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.head);
  format_set_bottom(formats.head, LXW_BORDER_THIN);
  format_set_num_format(formats.date, "yyyy-mm-dd");
  format_set_italic(formats.note);
  std::set<std::string> names;
  for (const Sheet& sheet : sheets)
    write_sheet(book, sheet_name(sheet.name, names), sheet.table, formats);
  // Closing frees it, whether it could be written or not.
  const lxw_error problem = workbook_close(book);
  if (problem != LXW_NO_ERROR)
    file.no_room(fmt::format("a workbook cannot be made ({})", lxw_strerror(problem)));
  std::ifstream stream(file.name(), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace inkoopmonitor::reports
