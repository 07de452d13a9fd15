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

// With `periods`, a period takes the place of its two dates. `stressed`: offsets, rising, of each
// `een` that was written with accents, which makes it a number wherever it stands.
Slotted slotted(std::string_view folded, bool periods,
                const std::vector<std::uint32_t>& stressed = {});

}  // namespace inkoopmonitor::classify
