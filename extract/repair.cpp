// A file that was cut off, or whose end was overwritten, still has its pages; what is missing is
// the trailer, which says where the catalog is, and perhaps the catalog. Poppler looks for objects
// in such a file itself, but not for a catalog. A trailer is therefore written behind the file, and
// a catalog of all the pages that are found when it has none. Objects that are packed in streams
// are not looked into.
#include "extract/repair.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace inkoopmonitor::extract {
namespace {

// A copy of a larger file is not worth its memory.
constexpr std::size_t bytes_max = 256u << 20;
constexpr std::size_t pages_max = 10'000;
constexpr std::uint32_t number_max = 8'388'607;  // the largest that Adobe's readers take
constexpr std::size_t dictionary_bytes_max = 4096;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

// The number and generation, as written, that end where `end` is: `12 0 ` before `obj`.
std::string_view numbers_before(std::string_view bytes, std::size_t end) {
  std::size_t at = end;
  for (int part = 0; part < 2; ++part) {
    const std::size_t blanks = at;
    while (at > 0 && is_blank(bytes[at - 1])) --at;
    if (at == blanks) return {};
    const std::size_t digits = at;
    while (at > 0 && digits - at < 8 && is_digit(bytes[at - 1])) --at;
    if (at == digits) return {};
  }
  return bytes.substr(at, end - at);
}

// Whether a dictionary has `/Type NAME`, for a name with its stroke.
bool has_type(std::string_view dictionary, std::string_view name) {
  constexpr std::string_view key = "/Type";
  for (std::size_t at = dictionary.find(key); at != std::string_view::npos;
       at = dictionary.find(key, at + 1)) {
    std::size_t value = at + key.size();
    while (value < dictionary.size() && is_blank(dictionary[value])) ++value;
    const std::string_view rest = dictionary.substr(value);
    if (!rest.starts_with(name)) continue;
    if (rest.size() == name.size()) return true;
    const char after = rest[name.size()];
    if (is_blank(after) || after == '/' || after == '>') return true;
  }
  return false;
}

struct Found {
  std::string catalog;             // `12 0`; empty: none
  std::vector<std::string> pages;  // likewise
  std::uint32_t number_max = 0;
};

Found find_objects(std::string_view bytes) {
  constexpr std::string_view mark = "obj";
  Found found;
  for (std::size_t at = bytes.find(mark); at != std::string_view::npos;
       at = bytes.find(mark, at + mark.size())) {
    const std::string_view numbers = numbers_before(bytes, at);
    if (numbers.empty()) continue;
    const auto number = static_cast<std::uint32_t>(std::atoi(std::string(numbers).c_str()));
    if (number > number_max) continue;
    found.number_max = std::max(found.number_max, number);
    std::string_view dictionary = bytes.substr(at + mark.size(), dictionary_bytes_max);
    for (const char* end : {"endobj", "stream"})
      dictionary = dictionary.substr(0, dictionary.find(end));
    if (has_type(dictionary, "/Catalog")) found.catalog = numbers;
    if (has_type(dictionary, "/Page") && found.pages.size() < pages_max)
      found.pages.emplace_back(numbers);
  }
  return found;
}

// Its size says how many objects there may be.
std::string trailer(std::uint32_t size, const std::string& root) {
  return "\ntrailer\n<< /Size " + std::to_string(size) + " /Root " + root +
         " R >>\nstartxref\n0\n%%EOF\n";
}

}  // namespace

std::vector<Repair> repairs(std::string_view bytes) {
  std::vector<Repair> out;
  if (bytes.size() > bytes_max) return out;
  const Found found = find_objects(bytes);
  if (!found.catalog.empty())
    out.push_back({std::string(bytes) + trailer(found.number_max + 1, found.catalog), false});
  if (found.pages.empty()) return out;
  std::string kids;
  for (const std::string& page : found.pages) kids += page + " R ";
  const std::string tree = std::to_string(found.number_max + 1) + " 0";
  const std::string catalog = std::to_string(found.number_max + 2) + " 0";
  out.push_back({std::string(bytes) + "\nendobj\n" + tree + " obj\n<< /Type /Pages /Count " +
                     std::to_string(found.pages.size()) + " /Kids [ " + kids + "] >>\nendobj\n" +
                     catalog + " obj\n<< /Type /Catalog /Pages " + tree + " R >>\nendobj" +
                     trailer(found.number_max + 3, catalog),
                 true});
  return out;
}

}  // namespace inkoopmonitor::extract
