// Markers for quantities. A marker is ASCII and holds its kind and number, `{d0}`; braces of the
// text itself become blanks, so no text can forge one.
#include "classify/slots.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <numeric>

#include "classify/literals.h"

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

// The quantities of a text. A bare `een` is an article unless its accents say that it is not.
Quantities quantities_of(std::string_view folded, const std::vector<std::uint32_t>& stressed) {
  if (stressed.empty()) return find_quantities(folded);
  Quantities quantities = find_quantities(folded, Articles::keep);
  std::erase_if(quantities.counts, [&](const Count& count) {
    const auto inside = std::lower_bound(stressed.begin(), stressed.end(), count.span.begin);
    return count.article && (inside == stressed.end() || *inside >= count.span.end);
  });
  return quantities;
}

bool has_digit_or_number_word(std::string_view folded) {
  // Without a figure or one of these there is no quantity; most sentences end here. A bare `een`
  // stands in nearly all of them; it is a number only before a unit of time, or before times.
  static const Literals words(
      {"maand",   "week",     "weken",    "dag",     "maal",     "malig",    "keer",
       "twee",    "drie",     "vier",     "vijf",    "zes",      "zeven",    "acht",
       "negen",   "tien",     "elf",      "twaalf",  "tig",      "honderd",  "duizend",
       "jaar",    "jarig",    "half",     "kwart",   "duo",      "januari",  "februari",
       "maart",   "april",    "mei",      "juni",    "juli",     "augustus", "september",
       "oktober", "november", "december", "lustrum", "decennium"});
  const auto is_figure = [](char sign) { return sign >= '0' && sign <= '9'; };
  return std::any_of(folded.begin(), folded.end(), is_figure) || words.any_in(folded);
}

// Bytes [begin, end) of the folded text.
void add_text(Slotted& result, std::string_view folded, std::size_t begin, std::size_t end) {
  const auto from = static_cast<std::ptrdiff_t>(result.text.size());
  result.text += folded.substr(begin, end - begin);
  const auto is_brace = [](char sign) { return sign == '{' || sign == '}'; };
  std::replace_if(result.text.begin() + from, result.text.end(), is_brace, ' ');
  result.origin.resize(result.text.size());
  std::iota(result.origin.begin() + from, result.origin.end(), static_cast<std::uint32_t>(begin));
}

Slotted with_markers(std::string_view folded, const Quantities& quantities, bool periods) {
  Slotted result;
  result.dates = quantities.dates;
  result.durations = quantities.durations;
  result.counts = quantities.counts;
  if (periods) result.periods = quantities.periods;
  std::vector<Marker> markers;
  mark(markers, result.periods, 'p');
  mark(markers, quantities.dates, 'a');
  mark(markers, quantities.durations, 'd');
  mark(markers, quantities.counts, 'c');
  mark(markers, quantities.amounts, 'm');
  // By begin; where two overlap, the one marked first (period, date, duration, …) stays.
  std::stable_sort(markers.begin(), markers.end(), [](const Marker& a, const Marker& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::size_t at = 0;
  for (const Marker& marker : markers) {
    if (marker.span.begin < at) continue;
    add_text(result, folded, at, marker.span.begin);
    result.text += std::string("{") + marker.letter + std::to_string(marker.index) + "}";
    result.origin.resize(result.text.size(), static_cast<std::uint32_t>(marker.span.begin));
    at = marker.span.end;
  }
  add_text(result, folded, at, folded.size());
  result.origin.push_back(static_cast<std::uint32_t>(folded.size()));
  return result;
}

}  // namespace

std::vector<std::uint32_t> stressed(std::string_view folded,
                                    const std::vector<std::uint32_t>& origin) {
  constexpr std::string_view word = "een";
  const auto is_letter = [&](std::size_t at) {
    return at < folded.size() && std::isalpha(static_cast<unsigned char>(folded[at])) != 0;
  };
  std::vector<std::uint32_t> result;
  // Where every byte comes from one, nothing has an accent.
  std::size_t same = 0;
  while (same < origin.size() && origin[same] == same) ++same;
  if (same == origin.size()) return result;
  for (std::size_t at = folded.find(word); at != std::string_view::npos;
       at = folded.find(word, at + word.size())) {
    const std::size_t end = at + word.size();
    if ((at > 0 && is_letter(at - 1)) || is_letter(end) || end >= origin.size()) continue;
    if (origin[end] - origin[at] > word.size()) result.push_back(static_cast<std::uint32_t>(at));
  }
  return result;
}

SlottedForms slotted(std::string_view folded, const std::vector<std::uint32_t>& stressed) {
  Quantities quantities;
  if (!stressed.empty() || has_digit_or_number_word(folded))
    quantities = quantities_of(folded, stressed);
  SlottedForms forms;
  forms.plain = with_markers(folded, quantities, false);
  if (!quantities.periods.empty()) forms.with_periods = with_markers(folded, quantities, true);
  return forms;
}

namespace {

bool matches(std::string_view text, const re2::RE2& pattern) {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

// `Met tien andere aanbieders is dezelfde overeenkomst gesloten`, `met u en met drie andere
// organisaties`: with this one they are one more.
bool are_others(std::string_view ahead, std::string_view behind) {
  static const re2::RE2 same_behind("^ anderen? .*(?:dezelfde|gelijkluidende|eenzelfde|deze) ");
  static const re2::RE2 same_ahead("(?:dezelfde|gelijkluidende|eenzelfde) (?:\\pL+ ){1,6}$");
  static const re2::RE2 you(
      "(?:met|aan|naast) (?:u|uw \\pL+|(?:de "
      ")?(?:opdrachtnemer|aanbieder|zorgaanbieder|contractant)|"
      "deze \\pL+)"
      "(?: (?:en|ook|nog|met|aan|heeft|hebben|zijn|is|worden|wordt|sloot|sloten))+ $");
  return (behind.starts_with(" andere ") || behind.starts_with(" anderen ")) &&
         (matches(behind, same_behind) || matches(ahead, same_ahead) || matches(ahead, you));
}

}  // namespace

Count count_meant(std::string_view folded, const Slotted& source, std::size_t index,
                  std::size_t begin, std::size_t end) {
  Count count = source.counts.at(index);
  const std::string_view text = source.text;
  const bool exact = count.low >= 0 && count.low == count.high;
  if (exact && are_others(text.substr(0, begin), text.substr(end))) ++count.low, ++count.high;
  static const re2::RE2 denied("^meer dan [^.;]* (?:niet|geen)\\b");
  if (count.low > 0 && count.high < 0 && matches(folded.substr(count.span.begin), denied))
    std::swap(count.low, count.high);
  return count;
}

}  // namespace inkoopmonitor::classify
