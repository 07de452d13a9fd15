// The grammar of Dutch quantities: counts, durations, dates, periods, amounts and extension clauses
// in one folded sentence or table cell.
//
// The text given is always folded (text::fold): lower case, no diacritics, one kind of quote and
// dash, single blanks; words broken at a line end are already joined. Any bytes are accepted:
// nothing throws, and numbers that do not fit are not quantities. All functions are pure.
//
// Because folding makes `één` and `een` the same word, a lone `een` is a number only before a unit
// of time or of repetition (een jaar, een keer), after a word that asks for a number (maximaal
// een), before `enkele`, or where it is doubled: `een (1)`, `1 (een)`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::classify {

// Bytes [begin, end) of the folded text.
struct Span {
  std::size_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

// A number of things. The span covers the words that bound it (`minimaal drie`, `tien of meer`)
// and ends where the thing counted begins. Numbers that are part of a date, duration, amount of
// money, percentage, time of day, number of an article or paragraph (2.3, artikel 4) or of an
// ordinal (tweede) are no counts. The first number of `verdubbelt van 4 naar 8` and the second are
// two counts.
struct Count {
  Span span = {};
  int low = -1, high = -1;   // -1: that side is open; both the same for a single number
  bool approximate = false;  // circa, ruim, bijna, een twintigtal
  bool doubled = false;      // written twice: drie (3)
  bool article = false;      // a bare `een`; only with Articles::keep
  bool operator==(const Count&) const = default;
};

// Whether a bare `een`, which is an article unless the original has accents, is given too.
enum class Articles { skip, keep };

// A length of time. Exactly one of `months` and `days` is set. The span covers bounding words.
// Ages (18 jaar en ouder), rates (per jaar) and calendar years (dit jaar, het jaar 2020) are none.
// Where the unit stands in a label, `looptijd in maanden: 48`, the span begins at the unit. A sum
// of a base term and its options, `2+1+1 jaar`, is one duration: the base term.
struct Duration {
  Span span = {};
  int months = -1;           // years, halves, quarters and months, in months
  int days = -1;             // weeks and days, in days
  bool approximate = false;  // circa, ruim, bijna
  bool lower_bound = false;  // minimaal, ten minste, "langer dan"
  bool upper_bound = false;  // maximaal, ten hoogste, "niet langer dan"
  bool adjective = false;    // vierjarig, 24-maands
  bool notice = false;       // a notice period: "zes maanden voor afloop", "opzegtermijn van …"
  bool option = false;       // what an option adds: "met een jaar verlengen"
  bool total = false;        // base term and options together: "acht jaar inclusief verlengingen"
  bool operator==(const Duration&) const = default;
};

// How exactly a date was written. What was not written is filled in: the first month, the first
// day, or with `end_of` the last ones.
enum class Precision { day, month, quarter, year };

struct Date {
  Span span = {};
  int year = 0;            // 0 when not given (`1 januari`)
  int month = 0, day = 0;  // 1–12, 1–31; a day that its month does not have is not a date
  Precision precision = Precision::day;
  bool year_given = false;
  bool end_of = false;     // eind, ultimo, "de laatste dag van", "tot en met 2030"
  bool uncertain = false;  // medio, begin, eind; or read through a slip of OCR (2O15)
  bool excluded = false;   // "tot 1 januari 2021": the term ends the day before; see last_day_of
  bool operator==(const Date&) const = default;
};

// From a first to a last day. `to` is always the last day that belongs to the period: for
// "tot 1 januari 2021" it is 31 December 2020, and `inclusive` is false to say so. (Nobody who
// writes "tot 31 december 2020" means the thirtieth: the last day of a month belongs to it.)
struct Period {
  Span span = {};
  Date from = {}, to = {};
  bool inclusive = true;   // as written: tot en met, t/m, a dash, "eindigt op"
  bool year_only = false;  // only years were written: 2019-2022, kalenderjaren 2016 en 2017
  bool operator==(const Period&) const = default;
};

// An amount of money in euros.
struct Amount {
  Span span = {};
  double value = 0;
  bool operator==(const Amount&) const = default;
};

// `times` options of `months` months each. 0 stands for a part that was not given.
struct Extension {
  int times = 0, months = 0;
  bool operator==(const Extension&) const = default;
};

// What a clause about extending says. Of the four outcomes (steps, tacit, none, incomplete) none
// holds when the text says nothing of it ("er is geen sprake van stilzwijgende verlenging").
struct Extensions {
  Span span = {};                     // from the first to the last word that was used
  std::vector<Extension> steps = {};  // in order of exercise, equal neighbours merged
  std::vector<Date> until = {};       // ends that are given as dates instead, in order
  bool count_given = false;           // false: "met 24 maanden" was read as once
  bool tacit = false;                 // stilzwijgend, automatisch
  bool none = false;                  // stated that there is none (0x0)
  bool none_further = false;          // none beside those told elsewhere: weaker than `none`
  bool incomplete = false;            // can be extended, but number or length is missing
  bool operator==(const Extensions&) const = default;

  bool says_nothing() const {
    return steps.empty() && until.empty() && !tacit && !none && !incomplete;
  }
};

// A base term and its options in one sum: "2+1+1", "4 + 2x2 jaar".
struct PlusTerm {
  Span span = {};
  int base_months = 0;
  Extensions extensions = {};
  bool operator==(const PlusTerm&) const = default;
};

// All of these give what they find leftmost longest, without overlap, in order of the text. A
// period's two dates are found by find_dates as well.
std::vector<Count> find_counts(std::string_view folded, Articles articles = Articles::skip);
std::vector<Duration> find_durations(std::string_view folded);
std::vector<Date> find_dates(std::string_view folded);
std::vector<Period> find_periods(std::string_view folded);
std::vector<Amount> find_amounts(std::string_view folded);

// All of these, as the functions above find them, for little more than the price of one.
struct Quantities {
  std::vector<Count> counts = {};
  std::vector<Duration> durations = {};
  std::vector<Date> dates = {};
  std::vector<Period> periods = {};
  std::vector<Amount> amounts = {};
};
Quantities find_quantities(std::string_view folded, Articles articles = Articles::skip);

// The number that is all of `folded`: "12", "twaalf", "een", "twaalf (12)". For table cells.
std::optional<int> parse_number(std::string_view folded);

// Reads how often and for how long `folded` allows to extend. The caller knows already that it is
// about extending the contract: a sentence with such a word, or the cell beside such a label. A
// base term ("een looptijd van vier jaar met …"), notice periods and totals ("tot maximaal acht
// jaar in totaal") in the same sentence are left out.
Extensions read_extensions(std::string_view folded);

// Completes what an earlier sentence said with the next one: "met 24 maanden verlengen" and "dit
// mag maximaal twee keer" make 2x24, "kan tweemaal worden verlengd" and "elke verlenging duurt een
// jaar" 2x12. Gives `earlier` unchanged when the sentence adds nothing.
Extensions combine(const Extensions& earlier, std::string_view folded);

// Whether a sentence or cell behind one about extending goes on about it: it speaks of extending
// itself, or begins with a word that points back ("Dit mag …", "Ten hoogste …").
bool continues_extensions(std::string_view folded);

// The number of an option that is told on a line of its own: 2 for "tweede verlenging: 12 maanden"
// and "optie 2: …"; 0 for other text.
int option_ordinal(std::string_view folded);

// The same with equal neighbours as one step.
Extensions merged(Extensions extensions);

// Turns `until` into steps, given the last day of the base term. A date that is not later than the
// one before it makes the outcome incomplete.
Extensions resolve_until(const Extensions& extensions, const Date& base_end);

// The first sum of a base term and options in `folded`. Without a unit, numbers below 12 are years.
std::optional<PlusTerm> parse_plus(std::string_view folded);

// The codebook's value: "2x12", "1x24+1x12", "0x0", "stilzwijgend"; empty when not complete.
std::string to_string(const Extensions& extensions);

// Dates. A date taken must have a year, unless said otherwise.
bool is_complete(const Date& date);  // year, month and day are a real day
Date make_date(int year, int month, int day);
std::string to_iso(const Date& date);  // 2015-01-01; empty when not complete
std::optional<Date> from_iso(std::string_view iso);
int compare_days(const Date& left, const Date& right);  // below, equal or above zero
Date add_days(const Date& date, int days);
// The same day `months` later; the last day of the month where that month is shorter.
Date add_months(const Date& date, int months);
// The last day of a term that ends with `date` as it was written: of a month or year the last day,
// of an excluded day the day before.
Date last_day_of(const Date& date);
// The last day of a term of `months` months that begins on `start`.
Date last_day(const Date& start, int months);
// Whole months from `start` to `last` inclusive; a part of a month counts from its 16th day. 0 when
// `last` lies before `start`.
int months_between(const Date& start, const Date& last);

}  // namespace inkoopmonitor::classify
