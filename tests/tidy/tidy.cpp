// Lines are read by hand: std::regex makes GCC 12 warn of itself where sanitizers are on.
#include "tests/tidy/tidy.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace inkoopmonitor::tidy {
namespace {

struct Include {
  std::size_t line = 0;
  std::string header;
};

// The header that a line includes, or nothing.
std::string included_by(std::string_view line) {
  const auto skip_blanks = [&line] {
    while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
  };
  for (const std::string_view expected : {"#", "include"}) {
    skip_blanks();
    if (!line.starts_with(expected)) return "";
    line.remove_prefix(expected.size());
  }
  skip_blanks();
  if (!line.starts_with('"') && !line.starts_with('<')) return "";
  const std::size_t end = line.find_first_of("\">", 1);
  return end == std::string_view::npos ? "" : std::string(line.substr(1, end - 1));
}

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> found;
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::string header = included_by(line);
    if (!header.empty()) found.push_back({number, std::move(header)});
  }
  return found;
}

bool is_cpp(const std::string& path) {
  return path.ends_with(".cpp") || path.ends_with(".h");
}

std::string room_of(const std::string& path) {
  const std::size_t slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

const std::set<std::string> rooms = {"app", "reports", "corpus", "classify", "extract"};
const std::set<std::string> value_headers = {"extract/document.h", "classify/record.h"};
const std::set<std::string> public_headers = {"extract/extract.h",
                                              "extract/document.h",
                                              "classify/classify.h",
                                              "classify/record.h",
                                              "corpus/corpus.h",
                                              "corpus/review.h",
                                              "reports/reports.h",
                                              "error.h",
                                              "text.h"};

// May a file of `room` (empty: the top) include `header` of another room?
bool may_include(const std::string& room, const std::string& header) {
  const std::string other = room_of(header);
  if (room == "app") return other != "tests";
  if (room == "reports")
    return header == "corpus/corpus.h" || header == "corpus/review.h" ||
           value_headers.contains(header);
  if (room == "corpus") return value_headers.contains(header);
  if (room == "classify") return header == "extract/document.h";
  return false;
}

// Libraries by the beginning of their headers' names, and the rooms that may know them.
struct Library {
  std::string header_start;
  std::set<std::string> rooms;  // "" is the top, where text.cpp is
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      {"poppler", {"extract"}},      {"goo/", {"extract"}},
      {"splash/", {"extract"}},      {"TextOutputDev", {"extract"}},
      {"PDFDoc", {"extract"}},       {"GlobalParams", {"extract"}},
      {"tesseract/", {"extract"}},   {"leptonica/", {"extract"}},
      {"allheaders", {"extract"}},   {"seccomp", {"extract"}},
      {"sqlite3", {"corpus"}},       {"SQLiteCpp/", {"corpus"}},
      {"zstd", {"corpus"}},          {"re2/", {"classify"}},
      {"toml", {"app", "classify"}}, {"unicode/", {"", "classify"}},
      {"mstch", {"reports"}},        {"duktape", {"reports"}},
      {"ft2build", {"reports"}},     {"CLI/", {"app"}},
      {"cairo", {"app", "reports"}}, {"archive", {"corpus", "extract"}},
      {"pugixml", {"extract"}},      {"librsvg/", {"reports"}},
      {"qpdf/", {"reports"}},        {"cmark", {"reports"}},
  };
  return all;
}

bool is_code(const std::string& path) {
  static const std::array endings = {".cpp",           ".h",  ".sql", ".cmake",
                                     "CMakeLists.txt", ".sh", ".in"};
  return path == "run" || path == ".ci/run" ||
         std::any_of(endings.begin(), endings.end(),
                     [&](const char* ending) { return path.ends_with(ending); });
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Home folders of people and of root, and where work is checked out; not the middle of an address.
bool has_machine_path(std::string_view line) {
  // Put together, so that this line is none.
  static const std::array<std::string, 4> folders = {
      std::string("/") + "home/", std::string("/") + "root/", std::string("/") + "work/",
      std::string("/") + "Users/"};
  for (const std::string& folder : folders) {
    for (std::size_t at = line.find(folder); at != std::string_view::npos;
         at = line.find(folder, at + 1)) {
      const std::size_t end = at + folder.size();
      const bool begins =
          at == 0 || (!is_word(line[at - 1]) &&
                      std::string_view(".}~/-").find(line[at - 1]) == std::string_view::npos);
      if (begins && end < line.size() && is_word(line[end])) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Finding> back_edges(const File& file) {
  std::vector<Finding> findings;
  const std::string room = room_of(file.path);
  if (!is_cpp(file.path) || (!rooms.contains(room) && !room.empty())) return findings;
  for (const Include& include : includes_of(file.text)) {
    const std::string other = room_of(include.header);
    const bool of_this_project = rooms.contains(other) || other == "tests";
    if (!of_this_project || other == room || may_include(room, include.header)) continue;
    const std::string from = room.empty() ? "the top" : room;
    findings.push_back({include.line, from + " may not include " + include.header});
  }
  return findings;
}

std::vector<Finding> leaked_headers(const File& file) {
  std::vector<Finding> findings;
  const std::string room = room_of(file.path);
  if (!is_cpp(file.path) || room == "tests") return findings;
  const bool is_public = public_headers.contains(file.path);
  for (const Include& include : includes_of(file.text)) {
    for (const Library& library : libraries()) {
      if (!include.header.starts_with(library.header_start)) continue;
      if (library.rooms.contains(room) && !is_public) continue;
      findings.push_back({include.line, include.header + " leaks into " + file.path});
    }
  }
  return findings;
}

std::vector<Finding> long_files(const File& file) {
  constexpr std::ptrdiff_t most_lines = 600;
  if (!is_code(file.path)) return {};
  const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
  if (lines <= most_lines) return {};
  return {{static_cast<std::size_t>(lines), std::to_string(lines) + " lines"}};
}

std::vector<Finding> machine_paths(const File& file) {
  std::vector<Finding> findings;
  std::istringstream lines(file.text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (has_machine_path(line)) findings.push_back({number, "a path of one machine"});
  }
  return findings;
}

}  // namespace inkoopmonitor::tidy
