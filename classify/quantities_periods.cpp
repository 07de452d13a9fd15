// Periods: two dates and what joins them, or words that name a stretch of years.
//
//   period  := date joint date | (day | month) joint date | date joint (day month)
//            | year joint year | ("kalenderjaar" | "jaren") year [(“en” | "t/m") year]
//            | "schooljaar" year "/" year | quarter
//   joint   := "tot en met" | "t/m" | "-" | "tot"                       the last one excludes
//            | clause ("tot en met" | "tot" | "op")                     see is_clause
//   clause  := up to fourteen words on how it runs: "en eindigt van rechtswege", "en loopt twee
//              jaar, dus", "voor de duur van drie jaar,"
//
// A date without a year takes it from the other one, so that the period comes out forwards.
#include <algorithm>

#include "classify/quantities.h"
#include "classify/quantities_tokens.h"

namespace inkoopmonitor::classify {
namespace grammar {
namespace {

constexpr std::size_t kClauseMax = 14;
constexpr int kYearsMax = 30;

struct Joint {
  std::size_t first = 0, last = 0;
  bool inclusive = true;
};

// What joins two ends and begins at token `index`.
std::optional<Joint> joint_at(const Tokens& tokens, std::size_t index) {
  for (std::string_view phrase : {"tot en met", "tot en met uiterlijk", "t / m", "tm",
                                  "t . e . m .", "tot / met", "t . m .", "-"}) {
    if (const std::size_t used = tokens.phrase_at(index, phrase)) return Joint{index, index + used};
  }
  for (std::string_view phrase : {"tot aan", "tot uiterlijk", "tot"}) {
    if (const std::size_t used = tokens.phrase_at(index, phrase)) {
      return Joint{index, index + used, false};
    }
  }
  return std::nullopt;
}

// What joins two ends and stands just before token `index`.
std::optional<Joint> joint_before(const Tokens& tokens, std::size_t index) {
  for (std::size_t length = 6; length >= 1; --length) {
    if (length > index) continue;
    const std::optional<Joint> joint = joint_at(tokens, index - length);
    if (joint && joint->last == index) return joint;
  }
  return std::nullopt;
}

bool ends_sentence(const Tokens& tokens, std::size_t index) {
  if (tokens.is(index, ";")) return true;
  return tokens.is(index, ".") && !tokens.glued_after(index);
}

// Says that the words [first, last) between a start and an end tell how a term runs.
bool is_clause(const Tokens& tokens, std::size_t first, std::size_t last) {
  if (last - first > kClauseMax) return false;
  bool runs = false;
  for (std::size_t at = first; at < last; ++at) {
    const std::string_view text = tokens[at].text;
    if (ends_sentence(tokens, at)) return false;
    if (text.starts_with("verleng") || text.starts_with("optie") || text == "indien") return false;
    runs |= text.starts_with("eindig") || text.starts_with("gesloten") ||
            tokens.is_any(at, {"loopt", "lopen", "lopend", "lopende", "duurt", "duur", "looptijd",
                               "dus", "derhalve", "gedurende", "periode", "geldt", "expireert",
                               "zodoende", "afloopt", "aflopend", "einddatum", "(", "wijze"});
  }
  return runs;
}

bool ends_term(const Tokens& tokens, std::size_t first, std::size_t last) {
  for (std::size_t at = first; at < last; ++at) {
    const std::string_view text = tokens[at].text;
    if (text.starts_with("eindig") || tokens.is_any(at, {"af", "afloopt", "einddatum"}))
      return true;
  }
  return false;
}

// The joint that fills the gap between two dates, a clause before it included.
std::optional<Joint> joint_between(const Tokens& tokens, std::size_t first, std::size_t last) {
  if (first >= last) return std::nullopt;
  std::optional<Joint> joint = joint_before(tokens, last);
  if (joint && joint->first >= first) {
    if (joint->first == first) return joint;
    const bool comma = joint->first == first + 1 && tokens.is(first, ",");
    if (comma || is_clause(tokens, first, joint->first)) return joint;
    return std::nullopt;
  }
  const bool on = tokens.is_any(last - 1, {"op", "per", ":", "einddatum"});
  if (!on || !is_clause(tokens, first, last) || !ends_term(tokens, first, last)) {
    return std::nullopt;
  }
  return Joint{last - 1, last, true};
}

// The later of two ends of a period gives its year to the earlier, and the other way round.
void share_year(Date& from, Date& to) {
  const bool order = from.month < to.month || (from.month == to.month && from.day <= to.day);
  if (!from.year_given && to.year_given) from.year = to.year - (order ? 0 : 1);
  if (from.year_given && !to.year_given) to.year = from.year + (order ? 0 : 1);
}

std::optional<PeriodMatch> make_period(const Tokens& tokens, DateMatch from, DateMatch to,
                                       bool inclusive) {
  share_year(from.date, to.date);
  PeriodMatch match{.first = from.first, .last = to.last};
  match.period.from = from.date;
  to.date.excluded = !inclusive;
  match.period.to = last_day_of(to.date);
  match.period.inclusive = inclusive;
  match.period.year_only = from.date.precision == Precision::year;
  match.period.span = tokens.span(match.first, match.last);
  if (!is_complete(from.date) || !is_complete(match.period.to)) return std::nullopt;
  if (compare_days(from.date, match.period.to) >= 0) return std::nullopt;
  return match;
}

// A day or a month at the left of a joint, whose rest stands at the right: "1 t/m 12 november",
// "januari tot en met december 2021".
std::optional<PeriodMatch> partial_start(const Tokens& tokens, const DateMatch& to) {
  const std::optional<Joint> joint = joint_before(tokens, to.first);
  if (!joint || joint->first == 0) return std::nullopt;
  const std::size_t at = joint->first - 1;
  const Token& token = tokens[at];
  DateMatch from{.first = at, .last = at + 1, .date = to.date};
  if (to.date.precision == Precision::day && token.kind == Kind::digits && token.value >= 1 &&
      token.value < to.date.day && (!token.glued || tokens.is(at - 1, "("))) {
    from.date.day = static_cast<int>(token.value);
  } else if (to.date.precision == Precision::month && token.word == Word::month) {
    from.date.month = static_cast<int>(token.value);
    from.date.year_given = from.date.month > to.date.month ? false : true;
  } else {
    return std::nullopt;
  }
  from.date.span = tokens.span(from.first, from.last);
  return make_period(tokens, from, to, joint->inclusive);
}

DateMatch year_at(const Tokens& tokens, std::size_t index) {
  DateMatch match{.first = index, .last = index + 1};
  match.date = make_date(static_cast<int>(tokens[index].value), 1, 1);
  match.date.precision = Precision::year;
  match.date.span = tokens.span(index, index + 1);
  return match;
}

bool within_longer_code(const Tokens& tokens, std::size_t first, std::size_t last) {
  const bool before = tokens[first].glued && !tokens.is_any(first - 1, {"(", "'", "\""});
  const bool after =
      tokens[last].glued &&
      (tokens.is_any(last, {"-", "/"}) || tokens[last].kind != Kind::sign ||
       (tokens.is(last, ".") && tokens[last + 1].kind == Kind::digits && tokens[last + 1].glued));
  return before || after;
}

std::optional<PeriodMatch> years_between(const Tokens& tokens, DateMatch from, DateMatch to,
                                         bool inclusive) {
  const int years = to.date.year - from.date.year;
  if (years < 0 || years > kYearsMax || within_longer_code(tokens, from.first, to.last)) {
    return std::nullopt;
  }
  return make_period(tokens, from, to, inclusive);
}

bool names_years(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"jaren", "kalenderjaren", "jaar", "kalenderjaar", "boekjaren",
                               "boekjaar", "contractjaren", "subsidiejaar", "subsidiejaren"});
}

// 2019-2022, 2019 t/m 2022, van 2024 tot 2032, jaren 2016 en 2017, het jaar 2015
std::optional<PeriodMatch> year_period(const Tokens& tokens, std::size_t index) {
  if (!is_plain_year(tokens, index)) return std::nullopt;
  const DateMatch from = year_at(tokens, index);
  const bool named = index > 0 && names_years(tokens, index - 1);
  std::size_t next = index + 1;
  if (const std::optional<Joint> joint = joint_at(tokens, next)) {
    std::size_t at = joint->last;
    if (tokens.phrase_at(at, "het jaar")) at += 2;
    if (is_plain_year(tokens, at)) {
      return years_between(tokens, from, year_at(tokens, at), joint->inclusive);
    }
  }
  if (!named) return std::nullopt;
  DateMatch to = from;
  while (tokens.is_any(next, {",", "en", "&"}) && is_plain_year(tokens, next + 1) &&
         tokens[next + 1].value == to.date.year + 1) {
    to = year_at(tokens, next + 1);
    next = to.last;
  }
  return years_between(tokens, from, to, true);
}

// `Met ingang van het schooljaar 2023/2024` tells a beginning and no end.
bool is_beginning(const Tokens& tokens, std::size_t index) {
  std::size_t before = index;
  if (before > 0 && tokens.is_any(before - 1, {"het", "'t", "dit"})) --before;
  if (before > 0 && tokens.is_any(before - 1, {"vanaf", "sinds", "per", "ingaande"})) return true;
  return before > 1 && tokens.is(before - 1, "van") &&
         tokens.is_any(before - 2, {"ingang", "aanvang", "begin", "start"});
}

// schooljaar 2023/2024, schooljaar 2023-'24: from August to July
std::optional<PeriodMatch> school_year(const Tokens& tokens, std::size_t index) {
  if (!tokens.is_any(index, {"schooljaar", "studiejaar", "schooljaren"})) return std::nullopt;
  if (!is_plain_year(tokens, index + 1) || is_beginning(tokens, index)) return std::nullopt;
  if (!tokens.is_any(index + 2, {"/", "-"})) return std::nullopt;
  const std::size_t at = index + 3 + (tokens.is(index + 3, "'") ? 1 : 0);
  const long year = tokens[index + 1].value;
  const long next = tokens[at].value;
  if (tokens[at].kind != Kind::digits || (next != year + 1 && next != (year + 1) % 100)) {
    return std::nullopt;
  }
  DateMatch from{.first = index, .last = index + 2};
  from.date = make_date(static_cast<int>(year), 8, 1);
  DateMatch to{.first = at, .last = at + 1};
  int last = static_cast<int>(year) + 1;
  // "en 2021/2022"
  while (tokens.is_any(to.last, {"en", ",", "t"}) && is_plain_year(tokens, to.last + 1) &&
         tokens[to.last + 1].value == last && tokens.is_any(to.last + 2, {"/", "-"})) {
    ++last;
    to.last += 4;
  }
  to.date = make_date(last, 7, 31);
  return make_period(tokens, from, to, true);
}

std::optional<PeriodMatch> quarter(const Tokens& tokens, const DateMatch& date) {
  if (date.date.precision != Precision::quarter || date.date.end_of) return std::nullopt;
  DateMatch to = date;
  const bool half = tokens.is_any(date.first + 1, {"halfjaar", "helft", "half"}) ||
                    tokens.is_any(date.first + 2, {"halfjaar", "helft", "half"});
  if (half) to.date.month += 3;
  return make_period(tokens, date, to, true);
}

// The period that begins with date `number`, and how many dates it uses.
std::optional<PeriodMatch> from_dates(const Tokens& tokens, const std::vector<DateMatch>& dates,
                                      std::size_t number) {
  const DateMatch& from = dates[number];
  if (number + 1 < dates.size()) {
    const DateMatch& to = dates[number + 1];
    const std::optional<Joint> joint = joint_between(tokens, from.last, to.first);
    if (joint && from.date.precision != Precision::year) {
      if (auto match = make_period(tokens, from, to, joint->inclusive)) return match;
    }
  }
  if (auto match = partial_start(tokens, from)) return match;
  return quarter(tokens, from);
}

// The year of a day or month is not a period of its own.
bool is_in_date(const std::vector<DateMatch>& dates, std::size_t index) {
  return std::any_of(dates.begin(), dates.end(), [&](const DateMatch& match) {
    return match.first <= index && index < match.last && match.date.precision != Precision::year;
  });
}

}  // namespace

std::vector<PeriodMatch> match_periods(const Tokens& tokens, const std::vector<DateMatch>& dates) {
  std::vector<PeriodMatch> found;
  for (std::size_t number = 0; number < dates.size(); ++number) {
    if (auto match = from_dates(tokens, dates, number)) found.push_back(*match);
  }
  for (std::size_t index = 0; index < tokens.size(); ++index) {
    if (is_in_date(dates, index)) continue;
    std::optional<PeriodMatch> match = year_period(tokens, index);
    if (!match) match = school_year(tokens, index);
    if (match) found.push_back(*match);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first < right.first : left.last > right.last;
  });
  std::vector<PeriodMatch> matches;
  for (const PeriodMatch& match : found) {
    if (matches.empty() || match.first >= matches.back().last) matches.push_back(match);
  }
  return matches;
}

}  // namespace grammar

std::vector<Period> find_periods(std::string_view folded) {
  const grammar::Tokens tokens(folded);
  std::vector<Period> periods;
  for (const auto& match : grammar::match_periods(tokens, grammar::match_dates(tokens))) {
    periods.push_back(match.period);
  }
  return periods;
}

}  // namespace inkoopmonitor::classify
