// An einddatum is coded as the document has it: "tot en met 31 december 2020" or "tot 1 januari
// 2021". The last is told by its day: a term of whole months that begins on the 1st and is said to
// end on a 1st ends before that day.

#include "corpus/term.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace inkoopmonitor::corpus {
namespace {

namespace calendar = std::chrono;

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// Months of all options together; 0 when none are given or they cannot be read.
int extension_months(std::string_view verlenging) {
  int months = 0;
  while (!verlenging.empty()) {
    const std::string_view option = verlenging.substr(0, verlenging.find('+'));
    verlenging.remove_prefix(std::min(verlenging.size(), option.size() + 1));
    const std::size_t times = option.find('x');
    if (times == std::string_view::npos) return 0;
    const auto count = parse_number(option.substr(0, times));
    const auto length = parse_number(option.substr(times + 1));
    // Options of centuries are a misreading.
    if (!count || !length || *count > 100 || *length > 1200) return 0;
    months += *count * *length;
  }
  return months;
}

std::optional<Day> end_of(const StatedTerm& stated, std::optional<Day> start) {
  if (const auto last = parse_day(stated.einddatum)) {
    const auto day_of_month = [](Day day) { return calendar::year_month_day(day).day(); };
    const bool until = start && *start < *last && day_of_month(*start) == day_of_month(*last);
    return until ? *last : *last + calendar::days(1);
  }
  const auto months = parse_number(stated.looptijd);
  if (!start || !months || *months > 1200) return std::nullopt;
  return add_months(*start, *months);
}

}  // namespace

std::optional<Day> parse_day(const std::string& iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const std::string_view text = iso;
  const auto year = parse_number(text.substr(0, 4));
  const auto month = parse_number(text.substr(5, 2));
  const auto day = parse_number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const calendar::year_month_day date{calendar::year(*year),
                                      calendar::month(static_cast<unsigned>(*month)),
                                      calendar::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

Day add_months(Day day, int months) {
  const calendar::year_month_day later = calendar::year_month_day(day) + calendar::months(months);
  if (later.ok()) return Day(later);
  return Day(later.year() / later.month() / calendar::last);
}

Term term_of(const StatedTerm& stated) {
  Term term;
  term.start = parse_day(stated.ingangsdatum);
  term.end = end_of(stated, term.start);
  term.never_ends = !term.end && stated.looptijd == "onbepaald";
  term.renewed_tacitly = stated.verlenging == "stilzwijgend";
  if (term.end) term.extended_end = add_months(*term.end, extension_months(stated.verlenging));
  return term;
}

}  // namespace inkoopmonitor::corpus
