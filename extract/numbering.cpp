#include "extract/numbering.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace inkoopmonitor::extract {
namespace {

constexpr int number_max = 100'000;

// a … z, aa, bb: as Word counts.
std::string in_letters(int number) {
  constexpr int letters = 26;
  const auto letter = static_cast<char>('a' + (number - 1) % letters);
  return std::string(static_cast<std::size_t>(std::min(20, (number - 1) / letters + 1)), letter);
}

std::string in_roman(int number) {
  static constexpr std::array<std::pair<int, const char*>, 13> steps = {{{1000, "m"},
                                                                         {900, "cm"},
                                                                         {500, "d"},
                                                                         {400, "cd"},
                                                                         {100, "c"},
                                                                         {90, "xc"},
                                                                         {50, "l"},
                                                                         {40, "xl"},
                                                                         {10, "x"},
                                                                         {9, "ix"},
                                                                         {5, "v"},
                                                                         {4, "iv"},
                                                                         {1, "i"}}};
  std::string out;
  for (const auto& [value, digits] : steps)
    for (; number >= value; number -= value) out += digits;
  return out;
}

std::string in_capitals(std::string text) {
  for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

std::string written_number(int number, std::string_view format) {
  constexpr int roman_max = 4'000;
  const bool roman = number < roman_max;
  if (number < 1 || format == "decimal") return std::to_string(number);
  if (format == "lowerLetter") return in_letters(number);
  if (format == "upperLetter") return in_capitals(in_letters(number));
  if (format == "lowerRoman" && roman) return in_roman(number);
  if (format == "upperRoman" && roman) return in_capitals(in_roman(number));
  if (format == "decimalZero") return fmt::format("{:02}", number);
  if (format == "ordinal") return fmt::format("{}e", number);
  return std::to_string(number);
}

std::string ListCounter::next(const ListLevels& levels, int level) {
  level = std::clamp(level, 0, list_levels - 1);
  Count& count = counts_[level];
  count.value = count.begun ? std::min(count.value + 1, number_max) : levels[level].start;
  count.begun = true;
  for (int deeper = level + 1; deeper < list_levels; ++deeper) counts_[deeper] = {};
  const ListLevel& own = levels[level];
  if (own.format == "none") return {};
  if (own.format == "bullet") return "•";
  std::string out;
  for (std::size_t at = 0; at < own.text.size(); ++at) {
    const char digit = at + 1 < own.text.size() ? own.text[at + 1] : ' ';
    if (own.text[at] != '%' || digit < '1' || digit > '9') {
      out += own.text[at];
      continue;
    }
    ++at;
    const int shown = digit - '1';
    // A level that no item of was seen is written as Word writes it: as its first number.
    if (!counts_[shown].begun) counts_[shown] = {true, levels[shown].start};
    if (levels[shown].format == "none") continue;
    out += written_number(counts_[shown].value,
                          own.only_decimal ? "decimal" : std::string_view(levels[shown].format));
  }
  return out;
}

void ListCounter::restart(int level, int number) {
  level = std::clamp(level, 0, list_levels - 1);
  counts_[level] = {true, number - 1};
}

}  // namespace inkoopmonitor::extract
