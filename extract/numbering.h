// Numbers of lists and headings, which DOCX and ODT do not write down but leave to be counted:
// `Artikel 4.2` is a rule and two counters. Private to this room; runs in the child only.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace inkoopmonitor::extract {

constexpr int list_levels = 10;

struct ListLevel {
  int start = 1;
  std::string format = "decimal";  // as DOCX calls it; `bullet`, `none`
  std::string text;                // %1 … %9 stand for the numbers of the levels
  bool only_decimal = false;       // numbers of levels above are written in digits
};

using ListLevels = std::array<ListLevel, list_levels>;

class ListCounter {
 public:
  // The label of the next item at `level`, from 0. Deeper levels begin anew.
  std::string next(const ListLevels& levels, int level);
  // The next item at `level` gets this number.
  void restart(int level, int number);

 private:
  struct Count {
    bool begun = false;
    int value = 0;
  };
  std::array<Count, list_levels> counts_;
};

// `number` in letters, Roman numerals or digits.
std::string written_number(int number, std::string_view format);

}  // namespace inkoopmonitor::extract
