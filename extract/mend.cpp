// Poppler finds the objects of a file without a table of them, but not which is the first one: that
// stands in the trailer, at the very end, which is what a broken transfer loses. Nothing is parsed
// here: the file is searched for the words that catalogs and pages have, and Poppler judges what
// was found. A word that stands in a text or a compressed stream by chance gives a page that
// cannot be read, no more.
#include "extract/mend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace inkoopmonitor::extract {
namespace {

constexpr std::size_t pages_max = 10'000;
// A catalog or page dictionary is shorter.
constexpr std::size_t dictionary_bytes_max = 8'192;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The digits that end before `at`, blanks between left out; moves `at` before them.
std::optional<std::uint32_t> number_before(std::string_view bytes, std::size_t& at) {
  while (at > 0 && is_blank(bytes[at - 1])) --at;
  const std::size_t end = at;
  while (at > 0 && is_digit(bytes[at - 1])) --at;
  constexpr std::size_t digits_max = 7;
  if (at == end || end - at > digits_max) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t digit = at; digit < end; ++digit)
    value = 10 * value + static_cast<std::uint32_t>(bytes[digit] - '0');
  return value;
}

struct Reference {
  std::uint32_t number = 0, generation = 0;
  std::string text() const { return fmt::format("{} {} R", number, generation); }
};

// The object whose dictionary holds the byte at `at`.
std::optional<Reference> object_around(std::string_view bytes, std::size_t at) {
  const std::size_t begin = at > dictionary_bytes_max ? at - dictionary_bytes_max : 0;
  const std::size_t found = bytes.substr(begin, at - begin).rfind("obj");
  if (found == std::string_view::npos) return std::nullopt;
  std::size_t before = begin + found;
  const auto generation = number_before(bytes, before);
  const auto number = generation ? number_before(bytes, before) : std::nullopt;
  if (!number || *number == 0) return std::nullopt;
  return Reference{*number, *generation};
}

// The objects that say that they are of this type, in the order of the file.
std::vector<Reference> objects_of_type(std::string_view bytes, std::string_view type) {
  constexpr std::string_view key = "/Type";
  std::vector<Reference> out;
  for (std::size_t at = bytes.find(key); at != std::string_view::npos && out.size() < pages_max;
       at = bytes.find(key, at + key.size())) {
    std::size_t value = at + key.size();
    while (value < bytes.size() && is_blank(bytes[value])) ++value;
    if (!bytes.substr(value).starts_with(type)) continue;
    const std::size_t end = value + type.size();
    if (end < bytes.size() && is_letter(bytes[end])) continue;
    if (const auto object = object_around(bytes, at)) out.push_back(*object);
  }
  return out;
}

std::uint32_t largest_number(std::string_view bytes) {
  std::uint32_t largest = 0;
  for (std::size_t at = bytes.find(" obj"); at != std::string_view::npos;
       at = bytes.find(" obj", at + 1)) {
    std::size_t before = at;
    const auto generation = number_before(bytes, before);
    const auto number = generation ? number_before(bytes, before) : std::nullopt;
    largest = std::max(largest, number.value_or(0));
  }
  return largest;
}

std::string new_catalog(const std::vector<Reference>& pages, std::uint32_t number) {
  std::string kids;
  for (const Reference& page : pages) kids += page.text() + " ";
  return fmt::format(
      "{0} 0 obj\n<< /Type /Catalog /Pages {1} 0 R >>\nendobj\n"
      "{1} 0 obj\n<< /Type /Pages /Count {2} /Kids [{3}] >>\nendobj\n",
      number, number + 1, pages.size(), kids);
}

}  // namespace

std::string with_new_end(std::string_view bytes) {
  const std::uint32_t next = largest_number(bytes) + 1;
  const std::vector<Reference> catalogs = objects_of_type(bytes, "/Catalog");
  std::string end = "\nendobj\n";
  Reference root{next, 0};
  if (!catalogs.empty()) {
    root = catalogs.back();  // each change of a file adds a newer one
  } else {
    const std::vector<Reference> pages = objects_of_type(bytes, "/Page");
    if (pages.empty()) return {};
    end += new_catalog(pages, next);
  }
  end +=
      fmt::format("trailer\n<< /Size {} /Root {} >>\nstartxref\n0\n%%EOF\n", next + 2, root.text());
  return std::string(bytes) + end;
}

}  // namespace inkoopmonitor::extract
