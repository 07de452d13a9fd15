// Markers for quantities. A marker is ASCII and holds its kind and number, `{d0}`; braces of the
// text itself become blanks, so no text can forge one.
#include "classify/slots.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

namespace inkoopmonitor::classify {
namespace {

struct Marker {
  Span span;
  char letter;
  std::size_t index;
};

template <typename Quantity>
void mark(std::vector<Marker>& markers, const std::vector<Quantity>& quantities, char letter) {
  for (std::size_t index = 0; index < quantities.size(); ++index) {
    markers.push_back({quantities[index].span, letter, index});
  }
}

// The counts of a text. A bare `een` is an article unless its accents say that it is not.
std::vector<Count> counts_of(std::string_view folded, const std::vector<std::uint32_t>& stressed) {
  if (stressed.empty()) return find_counts(folded);
  std::vector<Count> counts = find_counts(folded, Articles::keep);
  std::erase_if(counts, [&](const Count& count) {
    const auto inside = std::lower_bound(stressed.begin(), stressed.end(), count.span.begin);
    return count.article && (inside == stressed.end() || *inside >= count.span.end);
  });
  return counts;
}

bool has_digit_or_number_word(std::string_view folded) {
  // Without a figure or one of these there is no quantity; most sentences end here.
  static const re2::RE2 pattern(
      "[0-9]|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|tig|honderd|duizend|"
      "jaar|jarig|half|kwart|duo|januari|februari|maart|april|mei|juni|juli|augustus|september|"
      "oktober|november|december");
  return re2::RE2::PartialMatch(re2::StringPiece(folded.data(), folded.size()), pattern);
}

}  // namespace

std::vector<std::uint32_t> stressed(std::string_view folded,
                                    const std::vector<std::uint32_t>& origin) {
  constexpr std::string_view word = "een";
  const auto is_letter = [&](std::size_t at) {
    return at < folded.size() && std::isalpha(static_cast<unsigned char>(folded[at])) != 0;
  };
  std::vector<std::uint32_t> result;
  for (std::size_t at = folded.find(word); at != std::string_view::npos;
       at = folded.find(word, at + word.size())) {
    const std::size_t end = at + word.size();
    if ((at > 0 && is_letter(at - 1)) || is_letter(end) || end >= origin.size()) continue;
    if (origin[end] - origin[at] > word.size()) result.push_back(static_cast<std::uint32_t>(at));
  }
  return result;
}

Slotted slotted(std::string_view folded, bool periods, const std::vector<std::uint32_t>& stressed) {
  Slotted result;
  std::vector<Marker> markers;
  if (has_digit_or_number_word(folded)) {
    if (periods) result.periods = find_periods(folded);
    result.dates = find_dates(folded);
    result.durations = find_durations(folded);
    result.counts = counts_of(folded, stressed);
    mark(markers, result.periods, 'p');
    mark(markers, result.dates, 'a');
    mark(markers, result.durations, 'd');
    mark(markers, result.counts, 'c');
    const std::vector<Amount> amounts = find_amounts(folded);
    mark(markers, amounts, 'm');
  }
  // By begin; where two overlap, the one marked first (period, date, duration, …) stays.
  std::stable_sort(markers.begin(), markers.end(), [](const Marker& a, const Marker& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::size_t at = 0;
  for (const Marker& marker : markers) {
    if (marker.span.begin < at) continue;
    for (; at < marker.span.begin; ++at) {
      result.text += folded[at] == '{' || folded[at] == '}' ? ' ' : folded[at];
      result.origin.push_back(static_cast<std::uint32_t>(at));
    }
    const std::string sign = std::string("{") + marker.letter + std::to_string(marker.index) + "}";
    for (std::size_t letter = 0; letter < sign.size(); ++letter) {
      result.origin.push_back(static_cast<std::uint32_t>(marker.span.begin));
    }
    result.text += sign;
    at = marker.span.end;
  }
  for (; at < folded.size(); ++at) {
    result.text += folded[at] == '{' || folded[at] == '}' ? ' ' : folded[at];
    result.origin.push_back(static_cast<std::uint32_t>(at));
  }
  result.origin.push_back(static_cast<std::uint32_t>(folded.size()));
  return result;
}

}  // namespace inkoopmonitor::classify
