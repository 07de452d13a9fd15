// Dates in Dutch, and the arithmetic of terms.
//
//   date     := day month [year] | day sep month sep year | year sep month sep day
//             | month [van] year | ("eerste" | "laatste") "dag van" (month-year | year)
//             | part year | "jaarwisseling" year "/" year | preposition year
//   day      := 1-31 ["e"] | fifteen | fifteenth | a slip of OCR (l, 1O)
//   year     := four digits | "'" two digits | tweeduizendtwintig | a slip of OCR (2O15, 20 15)
//   part     := "eerste kwartaal" | "q1" | "eerste halfjaar" | "tweede helft van"
//
// Whatever was read through a slip is marked uncertain: the caller may use it with less confidence,
// which serves a reviewer better than a date that is missing. The calendar is <chrono>'s.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "classify/quantities.h"
#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify {
namespace {

namespace chrono = std::chrono;

chrono::year_month_day calendar_day(const Date& date) {
  return chrono::year(date.year) / chrono::month(static_cast<unsigned>(date.month)) /
         chrono::day(static_cast<unsigned>(date.day));
}

Date from_calendar(chrono::year_month_day day) {
  return make_date(static_cast<int>(day.year()),
                   static_cast<int>(static_cast<unsigned>(day.month())),
                   static_cast<int>(static_cast<unsigned>(day.day())));
}

}  // namespace

bool is_complete(const Date& date) {
  return date.year > 0 && date.year < 10000 && date.month > 0 && date.day > 0 &&
         calendar_day(date).ok();
}

Date make_date(int year, int month, int day) {
  return {.year = year, .month = month, .day = day, .year_given = year != 0};
}

std::string to_iso(const Date& date) {
  if (!is_complete(date)) return {};
  std::array<char, 16> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return {text.data(), static_cast<std::size_t>(std::max(length, 0))};
}

std::optional<Date> from_iso(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto field = [&](std::size_t at, std::size_t length) {
    int value = -1;
    const char* begin = iso.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + length, value);
    return error == std::errc() && end == begin + length ? value : -1;
  };
  const Date date = make_date(field(0, 4), field(5, 2), field(8, 2));
  if (!is_complete(date)) return std::nullopt;
  return date;
}

int compare_days(const Date& left, const Date& right) {
  if (left.year != right.year) return left.year < right.year ? -1 : 1;
  if (left.month != right.month) return left.month < right.month ? -1 : 1;
  if (left.day != right.day) return left.day < right.day ? -1 : 1;
  return 0;
}

Date add_days(const Date& date, int days) {
  if (!is_complete(date)) return date;
  return from_calendar(chrono::sys_days(calendar_day(date)) + chrono::days(days));
}

Date add_months(const Date& date, int months) {
  if (!is_complete(date)) return date;
  const chrono::year_month_day day = calendar_day(date);
  const chrono::year_month month = day.year() / day.month() + chrono::months(months);
  const chrono::year_month_day_last last = month / chrono::last;
  return from_calendar(month / std::min(day.day(), last.day()));
}

Date last_day_of(const Date& date) {
  if (!is_complete(date) || date.end_of) return date;
  const auto with_last_day = [&](const Date& day) {
    Date last = date;
    last.year = day.year;
    last.month = day.month;
    last.day = day.day;
    return last;
  };
  const bool ends_month = add_days(date, 1).day == 1;
  if (date.excluded) return ends_month ? date : with_last_day(add_days(date, -1));
  const int months = date.precision == Precision::month     ? 1
                     : date.precision == Precision::quarter ? 3
                     : date.precision == Precision::year    ? 12
                                                            : 0;
  if (months == 0) return date;
  Date last = with_last_day(last_day(make_date(date.year, date.month, 1), months));
  last.end_of = true;
  return last;
}

Date last_day(const Date& start, int months) {
  return add_days(add_months(start, months), -1);
}

int months_between(const Date& start, const Date& last) {
  if (!is_complete(start) || !is_complete(last) || compare_days(last, start) < 0) return 0;
  const Date after = add_days(last, 1);
  int months = (after.year - start.year) * 12 + after.month - start.month;
  if (compare_days(add_months(start, months), after) > 0) --months;
  const auto rest = chrono::sys_days(calendar_day(after)) -
                    chrono::sys_days(calendar_day(add_months(start, months)));
  return months + (rest.count() >= 16 ? 1 : 0);
}

namespace grammar {
namespace {

constexpr int kFirstYear = 1900, kLastYear = 2100;
constexpr int kFirstPlainYear = 1990, kLastPlainYear = 2079;

// A part of a date being read: its value and the token after it.
struct Field {
  int value = 0;
  std::size_t last = 0;
  bool slip = false;
  std::size_t digits = 0;
};

bool is_digit_or_slip(const Token& token) {
  if (token.kind == Kind::digits) return true;
  return token.kind == Kind::word && token.text.find_first_not_of("oli") == std::string_view::npos;
}

// Digits of which OCR took some for letters, such as 2O15 or l5. Needs one digit at the least,
// unless `lone_letter`.
std::optional<Field> read_digits_with_slips(const Tokens& tokens, std::size_t index,
                                            bool lone_letter) {
  Field field{.last = index};
  bool any_digit = false;
  while (field.last == index || tokens[field.last].glued) {
    const Token& token = tokens[field.last];
    if (!is_digit_or_slip(token)) break;
    if (field.digits + token.text.size() > 4) return std::nullopt;
    for (char byte : token.text) {
      const bool one = byte == 'l' || byte == 'i';
      field.value = field.value * 10 + (one ? 1 : byte == 'o' ? 0 : byte - '0');
    }
    any_digit |= token.kind == Kind::digits;
    field.slip |= token.kind == Kind::word;
    field.digits += token.text.size();
    ++field.last;
  }
  const bool letter_allowed = lone_letter && field.digits == 1 && field.value == 1;
  if (!any_digit && !letter_allowed) return std::nullopt;
  return field;
}

bool in_years(int year) {
  return year >= kFirstYear && year <= kLastYear;
}

// Four digits that a blank has divided: 20 15, 201 5.
std::optional<Field> read_divided_year(const Tokens& tokens, std::size_t index) {
  const Token& front = tokens[index];
  const Token& back = tokens[index + 1];
  if (front.kind != Kind::digits || back.kind != Kind::digits || back.glued) return std::nullopt;
  if (front.text.size() + back.text.size() != 4 || tokens[index + 2].glued) return std::nullopt;
  int value = static_cast<int>(front.value);
  for (char digit : back.text) value = value * 10 + (digit - '0');
  if (value < kFirstPlainYear || value > kLastPlainYear) return std::nullopt;
  return Field{.value = value, .last = index + 2, .slip = true, .digits = 4};
}

std::optional<Field> read_year(const Tokens& tokens, std::size_t index) {
  const long in_words = tokens[index].word == Word::number ? tokens[index].value : 0;
  if (in_words >= kFirstPlainYear && in_words <= kLastPlainYear) {
    return Field{.value = static_cast<int>(in_words), .last = index + 1, .digits = 4};
  }
  if (tokens.is(index, "'")) {
    const Token& token = tokens[index + 1];
    if (token.kind != Kind::digits || token.text.size() != 2) return std::nullopt;
    return Field{.value = 2000 + static_cast<int>(token.value), .last = index + 2, .digits = 2};
  }
  const std::optional<Field> field = read_digits_with_slips(tokens, index, false);
  if (field && field->digits == 4 && in_years(field->value)) return field;
  return read_divided_year(tokens, index);
}

std::optional<Field> read_day(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  std::optional<Field> field;
  if (token.word == Word::ordinal || (token.word == Word::number && token.text != "een")) {
    field = Field{.value = static_cast<int>(std::min(token.value, 99L)), .last = index + 1};
  } else {
    field = read_digits_with_slips(tokens, index, true);
  }
  if (!field || field->digits > 2 || field->value < 1 || field->value > 31) return std::nullopt;
  if (tokens.is_any(field->last, {"e", "ste", "de", "º", "°", "ᵉ"}) && tokens[field->last].glued) {
    ++field->last;
  }
  return field;
}

// The token after the month's full stop, or after the month.
std::size_t after_month(const Tokens& tokens, std::size_t index) {
  const bool abbreviated = tokens[index].text.size() <= 4 && !tokens.is(index, "mei");
  return index + 1 + (abbreviated && tokens.is(index + 1, ".") ? 1 : 0);
}

// Words that may stand between a month and its year, or before a year.
std::size_t skip_to_year(const Tokens& tokens, std::size_t index) {
  for (std::string_view phrase :
       {"van het jaar", "in het jaar", "van het kalenderjaar", "van", "in", "het jaar", ",", "-"}) {
    if (const std::size_t used = tokens.phrase_at(index, phrase)) return index + used;
  }
  return index;
}

void set_year(DateMatch& match, const Field& year) {
  match.date.year = year.value;
  match.date.year_given = true;
  match.date.uncertain |= year.slip;
  match.last = year.last;
}

// The year at `index` or after a joining word there, if there is one.
void add_year(const Tokens& tokens, std::size_t index, DateMatch& match) {
  std::optional<Field> year = read_year(tokens, index);
  if (!year) year = read_year(tokens, skip_to_year(tokens, index));
  if (year) set_year(match, *year);
}

bool is_real(const DateMatch& match) {
  const Date& date = match.date;
  return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

// 1 januari 2015
std::optional<DateMatch> day_and_month(const Tokens& tokens, std::size_t index) {
  if (index > 0 && tokens[index].glued && tokens.is_any(index - 1, {".", ","})) {
    return std::nullopt;
  }
  const std::optional<Field> day = read_day(tokens, index);
  if (!day) return std::nullopt;
  const std::size_t at = day->last + (tokens.is(day->last, "-") ? 1 : 0);
  if (tokens[at].word != Word::month) return std::nullopt;
  DateMatch match{.first = index, .last = after_month(tokens, at)};
  match.date.month = static_cast<int>(tokens[at].value);
  match.date.day = day->value;
  match.date.uncertain = day->slip;
  const std::size_t abbreviated = match.last;
  add_year(tokens, abbreviated, match);
  if (!match.date.year_given) match.last = at + 1;
  if (!is_real(match)) return std::nullopt;
  return match;
}

bool is_part_of_longer_number(const Tokens& tokens, std::size_t first, std::size_t last) {
  const auto is_joint = [&](std::size_t at) { return tokens.is_any(at, {"-", "/", "."}); };
  const bool before = first > 1 && tokens[first].glued && is_joint(first - 1) &&
                      tokens[first - 1].glued && tokens[first - 2].kind == Kind::digits;
  const bool after = tokens[last].glued && is_joint(last) && tokens[last + 1].glued &&
                     tokens[last + 1].kind == Kind::digits;
  const bool glued_word = tokens[last].glued && tokens[last].kind == Kind::word;
  return before || after || glued_word;
}

// 01-01-2015, 1/1/'15, 2015-01-01
std::optional<DateMatch> digits_only(const Tokens& tokens, std::size_t index) {
  const std::optional<Field> first = read_digits_with_slips(tokens, index, false);
  if (!first) return std::nullopt;
  const std::string_view sign = tokens[first->last].text;
  if (sign != "-" && sign != "/" && sign != ".") return std::nullopt;
  // A full stop with a blank ends a sentence: "in 2025. 3.3 …".
  if (sign == "." && !tokens.glued_after(first->last)) return std::nullopt;
  const std::optional<Field> second = read_digits_with_slips(tokens, first->last + 1, true);
  if (!second || second->digits > 2 || !tokens.is(second->last, sign)) return std::nullopt;
  DateMatch match{.first = index};
  match.date.month = second->value;
  match.date.uncertain = first->slip || second->slip;
  const bool year_first = first->digits == 4;
  const std::size_t third_at = second->last + 1;
  if (year_first) {
    const std::optional<Field> day = read_digits_with_slips(tokens, third_at, true);
    if (!day || day->digits > 2 || !in_years(first->value)) return std::nullopt;
    match.date.day = day->value;
    set_year(match, *first);
    match.last = day->last;
  } else {
    std::optional<Field> year = read_year(tokens, third_at);
    const bool glued = tokens.span(index, third_at).end - tokens.span(index, third_at).begin ==
                       first->digits + second->digits + 2;
    if (!year && glued && sign != "." && tokens[third_at].text.size() == 2 &&
        tokens[third_at].kind == Kind::digits && tokens[third_at].value < 60) {
      year = Field{.value = 2000 + static_cast<int>(tokens[third_at].value), .last = third_at + 1};
    }
    if (!year || first->digits > 2) return std::nullopt;
    match.date.day = first->value;
    set_year(match, *year);
  }
  if (!is_real(match) || is_part_of_longer_number(tokens, index, match.last)) return std::nullopt;
  return match;
}

// januari 2018
std::optional<DateMatch> month_and_year(const Tokens& tokens, std::size_t index) {
  if (tokens[index].word != Word::month) return std::nullopt;
  // After a day that the month does not have, the month is as doubtful as the day.
  if (index > 0 && tokens[index - 1].kind == Kind::digits) return std::nullopt;
  DateMatch match{.first = index, .last = index + 1};
  match.date.month = static_cast<int>(tokens[index].value);
  match.date.day = 1;
  match.date.precision = Precision::month;
  add_year(tokens, after_month(tokens, index), match);
  if (!match.date.year_given) return std::nullopt;
  return match;
}

DateMatch whole_year(std::size_t first, const Field& year) {
  DateMatch match{.first = first};
  match.date.month = match.date.day = 1;
  match.date.precision = Precision::year;
  set_year(match, year);
  return match;
}

std::optional<Field> read_plain_year(const Tokens& tokens, std::size_t index) {
  std::size_t at = index;
  if (const std::size_t used = tokens.phrase_at(index, "het jaar")) at += used;
  if (tokens.is_any(at, {"jaar", "kalenderjaar"})) ++at;
  if (!is_plain_year(tokens, at)) return std::nullopt;
  return Field{.value = static_cast<int>(tokens[at].value), .last = at + 1, .digits = 4};
}

// Moves a date of a month, quarter or year to the last day of it.
void move_to_end(Date& date) {
  const int months = date.precision == Precision::month     ? 1
                     : date.precision == Precision::quarter ? 3
                                                            : 12;
  const Date end = last_day(make_date(date.year, date.month, 1), months);
  date.month = end.month;
  date.day = end.day;
  date.year = end.year;
  date.end_of = true;
}

std::optional<DateMatch> month_or_year(const Tokens& tokens, std::size_t index) {
  std::optional<DateMatch> match = month_and_year(tokens, index);
  if (match) return match;
  const std::optional<Field> year = read_plain_year(tokens, index);
  if (!year) return std::nullopt;
  return whole_year(index, *year);
}

// de eerste dag van januari 2022, de laatste dag van het jaar 2022
std::optional<DateMatch> first_or_last_day(const Tokens& tokens, std::size_t index) {
  const bool last = tokens.is(index, "laatste");
  if (!last && !tokens.is(index, "eerste")) return std::nullopt;
  if (!tokens.is_any(index + 1, {"dag", "werkdag"})) return std::nullopt;
  std::size_t at = index + 2 + (tokens.is_any(index + 2, {"van", "in"}) ? 1 : 0);
  if (const std::size_t used = tokens.phrase_at(at, "de maand")) at += used;
  std::optional<DateMatch> match = month_or_year(tokens, at);
  if (!match) return std::nullopt;
  match->first = index;
  if (last) move_to_end(match->date);
  match->date.precision = Precision::day;
  return match;
}

// eind 2023, medio maart 2024, begin 2025, ultimo 2023
std::optional<DateMatch> about(const Tokens& tokens, std::size_t index) {
  const bool end = tokens.is_any(index, {"eind", "einde", "ultimo"});
  const bool middle = tokens.is(index, "medio");
  if (!end && !middle && !tokens.is_any(index, {"begin", "primo"})) return std::nullopt;
  const std::size_t at = index + 1 + (tokens.is(index + 1, "van") ? 1 : 0);
  std::optional<DateMatch> match = month_or_year(tokens, at);
  if (!match) return std::nullopt;
  match->first = index;
  match->date.uncertain |= !tokens.is_any(index, {"ultimo", "primo"});
  if (end) move_to_end(match->date);
  if (middle && match->date.precision == Precision::month) match->date.day = 15;
  if (middle && match->date.precision == Precision::year) match->date.month = 7;
  return match;
}

// eerste kwartaal 2021, q1 2021, 1e halfjaar van 2024, tweede helft van 2021
std::optional<DateMatch> part_of_year(const Tokens& tokens, std::size_t index) {
  std::size_t at = index;
  int part = 0, months = 0;
  if (tokens[index].word == Word::ordinal || tokens[index].kind == Kind::digits) {
    part = static_cast<int>(std::clamp(tokens[index].value, 0L, 9L));
    at = index + 1;
    if (tokens.is_any(at, {"e", "ste", "de"}) && tokens[at].glued) ++at;
    if (tokens.is(at, "kwartaal")) months = 3;
    if (tokens.is_any(at, {"halfjaar", "helft"})) months = 6;
    if (tokens.phrase_at(at, "half jaar")) {
      months = 6;
      ++at;
    }
    if (!months) return std::nullopt;
    ++at;
  } else if (tokens.is_any(index, {"q", "kwartaal"}) && tokens[index + 1].kind == Kind::digits) {
    part = static_cast<int>(std::clamp(tokens[index + 1].value, 0L, 9L));
    months = 3;
    at = index + 2;
  }
  if (part < 1 || months == 0 || part * months > 12) return std::nullopt;
  at = skip_to_year(tokens, at);
  if (!is_plain_year(tokens, at)) return std::nullopt;
  DateMatch match =
      whole_year(index, {.value = static_cast<int>(tokens[at].value), .last = at + 1});
  match.date.month = (part - 1) * months + 1;
  match.date.precision = Precision::quarter;
  return match;
}

// de jaarwisseling 2019/2020
std::optional<DateMatch> turn_of_year(const Tokens& tokens, std::size_t index) {
  if (!tokens.is_any(index, {"jaarwisseling", "jaarovergang"})) return std::nullopt;
  const std::size_t at = index + 1 + (tokens.is_any(index + 1, {"van", "tussen"}) ? 1 : 0);
  if (tokens[at].kind != Kind::digits || !tokens.is_any(at + 1, {"/", "-", "en", "op", "naar"})) {
    return std::nullopt;
  }
  const std::optional<Field> year = read_year(tokens, at + 2);
  if (!year || tokens[at].value + 1 != year->value) return std::nullopt;
  DateMatch match = whole_year(index, *year);
  match.date.precision = Precision::day;
  return match;
}

// The year of "vanaf 2015", "tot en met 2030". A year on its own is no date.
std::optional<DateMatch> year_after_preposition(const Tokens& tokens, std::size_t index) {
  const bool bare = tokens[index].kind == Kind::digits;
  if (!bare && !tokens.is_any(index, {"het", "jaar", "kalenderjaar"})) return std::nullopt;
  const std::optional<Field> year = read_plain_year(tokens, index);
  if (!year || index == 0) return std::nullopt;
  const bool until_end = tokens.phrase_before(index, "tot en met") ||
                         tokens.phrase_before(index, "t / m") || tokens.is(index - 1, "tm");
  const bool other = tokens.is_any(index - 1, {"per", "vanaf", "sinds", "ingaande", "tot"}) ||
                     tokens.phrase_before(index, "ingang van");
  if (!until_end && !other) return std::nullopt;
  DateMatch match = whole_year(index, *year);
  if (until_end) move_to_end(match.date);
  return match;
}

std::optional<DateMatch> date_at(const Tokens& tokens, std::size_t index) {
  for (auto read : {digits_only, day_and_month, first_or_last_day, about, part_of_year,
                    turn_of_year, month_and_year, year_after_preposition}) {
    if (std::optional<DateMatch> match = read(tokens, index)) return match;
  }
  return std::nullopt;
}

// "de eerste januari", "vrijdag 1 mei": the words before a date that belong to it.
std::size_t begin_of(const Tokens& tokens, std::size_t index) {
  if (index > 0 && tokens.is_any(index - 1, {"maandag", "dinsdag", "woensdag", "donderdag",
                                             "vrijdag", "zaterdag", "zondag"})) {
    return index - 1;
  }
  const bool named = tokens.is(index, "laatste") || tokens[index].word == Word::ordinal ||
                     tokens.is_any(index + 1, {"e", "ste", "de"});
  return index > 0 && named && tokens.is(index - 1, "de") ? index - 1 : index;
}

// Only these tokens can begin a date.
bool may_begin_date(const Token& token) {
  if (token.kind == Kind::digits) return true;
  if (token.kind != Kind::word) return false;
  if (token.word == Word::month || token.word == Word::ordinal || token.word == Word::number) {
    return true;
  }
  constexpr std::string_view kFirstLetters = "oilqekjhlumbp";
  return kFirstLetters.find(token.text.front()) != std::string_view::npos;
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  if (month == 2 && year != 0 && !chrono::year(year).is_leap()) return 28;
  return kDays[static_cast<std::size_t>(month - 1)];
}

bool is_plain_year(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  if (token.kind != Kind::digits || token.text.size() != 4) return false;
  if (tokens.glued_after(index) && (tokens[index + 1].kind == Kind::word)) return false;
  return token.value >= kFirstPlainYear && token.value <= kLastPlainYear;
}

std::vector<DateMatch> match_dates(const Tokens& tokens) {
  std::vector<DateMatch> matches;
  for (std::size_t index = 0; index < tokens.size();) {
    std::optional<DateMatch> match;
    if (may_begin_date(tokens[index])) match = date_at(tokens, index);
    if (!match) {
      ++index;
      continue;
    }
    match->first =
        std::max(begin_of(tokens, match->first), matches.empty() ? 0 : matches.back().last);
    match->date.span = tokens.span(match->first, match->last);
    match->date.excluded = match->first > 0 && tokens.is(match->first - 1, "tot");
    index = match->last;
    matches.push_back(*match);
  }
  return matches;
}

}  // namespace grammar

std::vector<Date> find_dates(std::string_view folded) {
  std::vector<Date> dates;
  for (const grammar::DateMatch& match : grammar::match_dates(grammar::Tokens(folded))) {
    dates.push_back(match.date);
  }
  return dates;
}

}  // namespace inkoopmonitor::classify
