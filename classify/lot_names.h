// Which lots a text names, and which of them a value is said of. Private to classify.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classify/structure.h"

namespace inkoopmonitor::classify {

// The lots that are named in `folded`, with the offset of each: `perceel 2`, `het eerste perceel`.
struct PerceelName {
  std::size_t begin = 0;
  std::vector<std::string> keys;  // empty for `beide percelen`, `alle percelen`
};
std::vector<PerceelName> find_percelen(std::string_view folded);
std::vector<PerceelName> find_percelen(const Unit& unit);  // in its folded text
// Whether one of the words stands there without which no lot is named, which few texts have.
bool may_name_a_lot(std::string_view folded);

// The lots that what stands in `unit` at [place, end) is said of; `names` are those that it names,
// `of_unit` those that it is limited to. Where a sentence names several, the one before the value
// is meant, with those joined to it, else the next; values may also come first: "twee jaar voor
// perceel 1 en drie jaar voor perceel 2". `is_name`: it says what a lot is called, which is said of
// that lot alone.
std::vector<std::string> lots_at(const std::vector<PerceelName>& names, const Unit& unit,
                                 const std::vector<std::string>& of_unit, std::size_t place,
                                 std::size_t end, bool is_name);

// What a row of a table gives in a column that is headed `Perceel`, or `Nr` where the heading above
// the table says that these are the lots; empty if it has none. `head` folded, `row` as written.
std::string lot_in_row(const std::vector<std::string>& head, const std::vector<std::string>& row,
                       std::string_view heading);

}  // namespace inkoopmonitor::classify
