// How well pages are read, against their true text: one ruler for this program and for its peers.
//
//   accuracy gold FOLDER           reads FOLDER/pdf/*.pdf; FOLDER/text/NAME/001.txt… is the truth
//   and
//                                  FOLDER/index.csv tells how each was made
//   accuracy pdf FILE TRUTH        reads one file; TRUTH/001.txt… are its pages
//   accuracy read FILE             prints what is read, a form feed after each page
//   accuracy text FILE TRUTH       a text with form feeds between pages, made by another program
//
// Errors of characters are the edits (insert, delete, replace) from what was read to the truth, as
// a share of the characters of the truth, after every run of blanks was made one: text that was
// read in another order counts as wrong. Words missed are words of the truth that were not read, as
// a multiset, wherever they stand, so that the order does not count. Words of the field are those
// with a stem that the coding rests on, and numbers.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "extract/extract.h"

namespace {

namespace fs = std::filesystem;
using inkoopmonitor::extract::Document;
using inkoopmonitor::extract::Page;
using inkoopmonitor::extract::PageSource;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// Quotes and dashes as they are typed: typesetters and OCR choose among them at will.
std::u32string characters_of(const std::string& text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t code = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next)
      code = (code << 6) | (static_cast<unsigned char>(text[at + next]) & 0x3f);
    at += length;
    if (code == U'‘' || code == U'’' || code == U'`') code = U'\'';
    if (code == U'“' || code == U'”' || code == U'„') code = U'"';
    if (code == U'–' || code == U'—' || code == U'‐') code = U'-';
    out += code;
  }
  return out;
}

std::size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

bool is_of_the_field(const std::string& word) {
  static constexpr std::array<const char*, 22> stems = {
      "aanbied",   "aanbest", "bekostig",   "contract", "gemeente", "inkoop",
      "inschrijv", "jeugd",   "looptijd",   "overeenk", "perceel",  "percelen",
      "procedure", "tarie",   "verleng",    "wmo",      "zorg",     "ondersteun",
      "jaar",      "budget",  "open house", "raamov"};
  std::string lower = word;
  bool digit = false;
  for (char& c : lower) {
    digit = digit || (c >= '0' && c <= '9');
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  }
  return digit || std::any_of(stems.begin(), stems.end(), [&](const char* stem) {
           return lower.find(stem) != std::string::npos;
         });
}

struct Count {
  std::size_t pages = 0, characters = 0, wrong = 0, words = 0, missed = 0, field = 0,
              field_missed = 0;

  void add(const Count& other) {
    pages += other.pages;
    characters += other.characters;
    wrong += other.wrong;
    words += other.words;
    missed += other.missed;
    field += other.field;
    field_missed += other.field_missed;
  }
};

Count compare(const std::string& truth, const std::string& read) {
  Count count;
  const auto true_words = words_of(truth), read_words = words_of(read);
  const std::u32string characters = characters_of(joined(true_words));
  count.pages = 1;
  count.characters = characters.size();
  count.wrong = edits(characters_of(joined(read_words)), characters);
  std::map<std::u32string, int> stock;
  for (const std::string& word : read_words) ++stock[characters_of(word)];
  for (const std::string& word : true_words) {
    const bool found = stock[characters_of(word)]-- > 0;
    const bool field = is_of_the_field(word);
    ++count.words;
    count.missed += found ? 0 : 1;
    count.field += field ? 1 : 0;
    count.field_missed += field && !found ? 1 : 0;
  }
  return count;
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string rates(const Count& count) {
  return fmt::format("{:5} {:7} {:7.2f} {:7.2f} {:7.2f}", count.pages, count.characters,
                     percent(count.wrong, count.characters), percent(count.missed, count.words),
                     percent(count.field_missed, count.field));
}
constexpr const char* rates_head = "pages   chars    CER%   miss%  field%";

std::vector<fs::path> truth_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Document read_document(const fs::path& file) {
  Document document;
  bool given = false;
  inkoopmonitor::extract::read_files(
      [&]() -> std::optional<inkoopmonitor::extract::Source> {
        if (std::exchange(given, true)) return std::nullopt;
        return inkoopmonitor::extract::Source{file.string(), file};
      },
      [&](const std::string&, Document read) { document = std::move(read); }, {}, {}, nullptr);
  return document;
}

double cpu_seconds_of_children() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// The pages' texts, by number; a page that was not read is empty.
std::vector<std::string> texts_of(const Document& document, std::size_t pages) {
  std::vector<std::string> texts(pages);
  for (const Page& page : document.pages)
    if (page.number <= pages) texts[page.number - 1] = plain_text(page);
  return texts;
}

std::vector<std::string> texts_of_file(const fs::path& file, std::size_t pages) {
  std::vector<std::string> texts;
  std::istringstream in(bytes_of(file));
  for (std::string page; std::getline(in, page, '\f');) texts.push_back(page);
  texts.resize(pages);
  return texts;
}

Count compare_all(const std::vector<fs::path>& truth, const std::vector<std::string>& read,
                  bool each) {
  Count sum;
  for (std::size_t at = 0; at < truth.size(); ++at) {
    const Count count = compare(bytes_of(truth[at]), read[at]);
    if (each) fmt::print("{:>4}  {}\n", at + 1, rates(count));
    sum.add(count);
  }
  return sum;
}

// How each file was made, from index.csv: the third column.
std::map<std::string, std::string> kinds_of(const fs::path& index) {
  std::map<std::string, std::string> kinds;
  std::istringstream lines(bytes_of(index));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::string file, year, kind;
    if (std::getline(cells, file, ',') && std::getline(cells, year, ',') &&
        std::getline(cells, kind, ','))
      kinds[file] = kind;
  }
  return kinds;
}

void measure_gold(const fs::path& folder) {
  const auto kinds = kinds_of(folder / "index.csv");
  std::map<std::string, Count> by_kind;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "pdf")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  fmt::print("file       kind       text   ocr  wall s   cpu s  {}\n", rates_head);
  for (const fs::path& file : files) {
    const auto from = std::chrono::steady_clock::now();
    const double cpu_from = cpu_seconds_of_children();
    const Document document = read_document(file);
    const double cpu = cpu_seconds_of_children() - cpu_from;
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - from;
    const auto by = [&](PageSource source) {
      return std::count_if(document.pages.begin(), document.pages.end(),
                           [&](const Page& page) { return page.source == source; });
    };
    const auto truth = truth_files(folder / "text" / file.stem());
    const Count count = compare_all(truth, texts_of(document, truth.size()), false);
    const auto kind = kinds.find(file.filename().string());
    const std::string name = kind == kinds.end() ? "?" : kind->second;
    by_kind[name].add(count);
    fmt::print("{:10} {:10} {:4}  {:4}  {:6.2f}  {:6.2f}  {}\n", file.filename().string(), name,
               by(PageSource::text_layer), by(PageSource::ocr), wall.count(), cpu, rates(count));
  }
  fmt::print("\nkind       {}\n", rates_head);
  for (const auto& [name, count] : by_kind) fmt::print("{:10} {}\n", name, rates(count));
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 2 && arguments[0] == "gold") {
    measure_gold(arguments[1]);
    return 0;
  }
  if (arguments.size() == 2 && arguments[0] == "read") {
    for (const Page& page : read_document(arguments[1]).pages) fmt::print("{}\f", plain_text(page));
    return 0;
  }
  if (arguments.size() < 3 || (arguments[0] != "pdf" && arguments[0] != "text")) {
    std::cerr << "usage: accuracy gold FOLDER | read FILE | pdf FILE TRUTH [each] | text FILE "
                 "TRUTH [each]\n";
    return 2;
  }
  const auto truth = truth_files(arguments[2]);
  const auto read = arguments[0] == "pdf" ? texts_of(read_document(arguments[1]), truth.size())
                                          : texts_of_file(arguments[1], truth.size());
  fmt::print("      {}\n", rates_head);
  const Count sum = compare_all(truth, read, arguments.size() > 3);
  fmt::print(" all  {}\n", rates(sum));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto status = inkoopmonitor::extract::run_if_child(argc, argv)) return *status;
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& problem) {
    std::cerr << "accuracy: " << problem.what() << "\n";
    return 2;
  }
}
