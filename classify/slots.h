// Quantities as places in a text, so that phrases can name them. Private to classify.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/quantities.h"

namespace inkoopmonitor::classify {

// A folded text in which every quantity is replaced by a marker, `{d0}`, so that phrases can name
// it, and the way back.
struct Slotted {
  std::string text;
  std::vector<std::uint32_t> origin;  // offset here → offset in the folded text
  std::vector<Count> counts;
  std::vector<Duration> durations;
  std::vector<Date> dates;
  std::vector<Period> periods;
};
// Where `een` is written with an accent on one of its letters, as a number is: offsets in `folded`.
// `origin` leads from these to the original text.
std::vector<std::uint32_t> stressed(std::string_view folded,
                                    const std::vector<std::uint32_t>& origin);

// The text in two forms: with the dates, and, where there are periods, with these in place of their
// two dates; `with_periods` is empty where there are none.
struct SlottedForms {
  Slotted plain, with_periods;
};
// `stressed`: offsets, rising, of each `een` that was written with accents, which makes it a number
// wherever it stands.
SlottedForms slotted(std::string_view folded, const std::vector<std::uint32_t>& stressed = {});

// Number `index` of those that `source`, made of `folded`, has, as the words around it mean it:
// with the one that is written to, and with `meer dan zeven zullen er niet komen` as at most seven.
// Its marker stands at [begin, end) of the text of `source`.
Count count_meant(std::string_view folded, const Slotted& source, std::size_t index,
                  std::size_t begin, std::size_t end);

}  // namespace inkoopmonitor::classify
