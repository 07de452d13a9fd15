// Which contract a sentence speaks of, as its dates tell. A paper on a purchase that is to begin
// tells of the contract before it as well, and often without a word for that: "Ons contract is op 1
// januari 2015 ingegaan voor vier jaar". What began before the paper was written, or ends where the
// new one begins, is not what the paper is about.
#include <algorithm>
#include <optional>
#include <set>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

constexpr double firm = 0.75;

bool is_before(const Date& left, const Date& right) {
  return compare_days(left, right) < 0;
}

class TimesByDate {
 public:
  explicit TimesByDate(Coded& coded) : coded_(coded) {}

  void settle() {
    const Value date = find_document_date(coded_);
    const std::optional<Date> day =
        date.outcome == Outcome::value ? from_iso(date.value) : std::nullopt;
    if (!day || changes_a_contract()) return;
    day_ = *day;
    read_dates();
    next_ = next_starts();
    if (next_.empty()) return;
    for (std::size_t unit = 0; unit < coded_.text.units.size(); ++unit) settle(unit);
  }

 private:
  // What an addendum or a letter on an extension says of the past and of what is to come is of one
  // contract.
  bool changes_a_contract() const {
    static const re2::RE2 pattern(
        "addendum|allonge|wijzigingsovereenkomst|(?:verlenging|wijziging|"
        "aanvulling|verlengen) .*(?:overeenkomst|contract)");
    constexpr std::size_t title_units = 5;
    const std::vector<Unit>& units = coded_.text.units;
    return std::any_of(
        units.begin(), units.begin() + std::min(title_units, units.size()),
        [](const Unit& unit) { return re2::RE2::PartialMatch(unit.folded, pattern); });
  }

  // Starts and ends of a contract that a unit gives.
  struct Dates {
    std::vector<Date> starts, ends;
  };

  void read_dates() {
    dates_.resize(coded_.text.units.size());
    for (const Mention& mention : coded_.mentions) {
      if (!mention.rejected.empty() || mention.time == Time::earlier) continue;
      const std::string& name = mention.rule->variable;
      Dates& dates = dates_[mention.unit];
      if (mention.rule->slot == Slot::period) {
        const std::size_t slash = mention.value.find('/');
        if (const auto from = from_iso(mention.value.substr(0, slash)))
          dates.starts.push_back(*from);
        if (const auto to = from_iso(mention.value.substr(slash + 1))) dates.ends.push_back(*to);
      } else if (mention.rule->slot == Slot::date) {
        const auto date = from_iso(mention.value);
        if (date && name == "ingangsdatum") dates.starts.push_back(*date);
        if (date && name == "einddatum") dates.ends.push_back(*date);
      }
    }
  }

  // When that begins which the paper is about, by lot perhaps; none where it tells of no start to
  // come. In order.
  std::vector<Date> next_starts() const {
    std::vector<Date> starts;
    for (const Mention& mention : coded_.mentions) {
      const bool period = mention.rule->slot == Slot::period;
      const bool start = mention.rule->variable == "ingangsdatum" || period;
      if (!start || !mention.rejected.empty() || mention.time == Time::current ||
          mention.time == Time::earlier || mention.weight < firm || is_extended(mention))
        continue;
      const auto date = from_iso(mention.value.substr(0, mention.value.find('/')));
      if (date && is_before(day_, *date)) starts.push_back(*date);
    }
    std::sort(starts.begin(), starts.end(), is_before);
    return starts;
  }

  // What is extended goes on; the day from which it does is no start.
  bool is_extended(const Mention& mention) const {
    static const re2::RE2 pattern("verleng|optie|voortzet|voortgezet");
    constexpr std::size_t ahead = 60;
    const std::size_t from = mention.begin > ahead ? mention.begin - ahead : 0;
    return re2::RE2::PartialMatch(
        coded_.text.units[mention.unit].folded.substr(from, mention.end - from), pattern);
  }

  void settle(std::size_t unit) {
    const std::optional<Time> time = time_of(unit);
    if (!time) return;
    mark(unit, *time);
    mark_row(unit, *time);
    // The sentences around it go on about it, unless they say or show another time.
    for (std::size_t next = unit + 1; next < dates_.size() && goes_on(unit, next); ++next)
      mark(next, *time);
    if (unit > 0 && goes_on(unit, unit - 1)) mark(unit - 1, *time);
  }

  bool goes_on(std::size_t unit, std::size_t other) const {
    const std::vector<Unit>& units = coded_.text.units;
    // What a contract takes into consideration, one thing after another, is no running text.
    if (units[unit].folded.ends_with(';') || units[other].folded.ends_with(';')) return false;
    return units[other].kind == UnitKind::sentence && units[unit].kind == UnitKind::sentence &&
           units[other].block == units[unit].block && coded_.contexts[other].time == Time::main &&
           dates_[other].starts.empty();
  }

  // Of the contract that there is, or was; nothing where the dates do not tell.
  std::optional<Time> time_of(std::size_t unit) const {
    const Dates& dates = dates_[unit];
    const auto ahead = [&](const Date& start) { return is_before(day_, start); };
    if (std::any_of(dates.starts.begin(), dates.starts.end(), ahead)) return std::nullopt;
    constexpr int months_least = 9;  // a contract that runs shorter than this is a bridge
    const bool began =
        std::any_of(dates.starts.begin(), dates.starts.end(), [&](const Date& start) {
          return is_before(add_months(start, months_least), next_.front());
        });
    constexpr int months_between = 3;
    const auto follows = [&](const Date& end) {
      return std::any_of(next_.begin(), next_.end(), [&](const Date& next) {
        return is_before(end, next) && is_before(next, add_months(end, months_between));
      });
    };
    const bool gives_way = std::any_of(dates.ends.begin(), dates.ends.end(), follows);
    if (!began && !gives_way) return std::nullopt;
    const bool over = std::any_of(dates.ends.begin(), dates.ends.end(),
                                  [&](const Date& end) { return is_before(end, day_); });
    return over ? Time::earlier : Time::current;
  }

  // A row of a register of contracts is about one of them; where another of its cells tells of
  // another time, columns are.
  void mark_row(std::size_t unit, Time time) {
    const std::vector<Unit>& units = coded_.text.units;
    if (units[unit].table < 0) return;
    std::vector<std::size_t> row;
    for (std::size_t other = 0; other < units.size(); ++other) {
      if (units[other].table == units[unit].table && units[other].row == units[unit].row &&
          other != unit)
        row.push_back(other);
    }
    const bool columns = std::any_of(row.begin(), row.end(), [&](std::size_t other) {
      return coded_.contexts[other].time == Time::next || !dates_[other].starts.empty();
    });
    if (columns) return;
    for (const std::size_t other : row) mark(other, time);
  }

  void mark(std::size_t unit, Time time) {
    coded_.two_contracts = true;
    coded_.contexts[unit].time = time;
    for (Mention& mention : coded_.mentions) {
      if (mention.unit == unit) mention.time = time;
    }
  }

  Coded& coded_;
  Date day_ = {};
  std::vector<Date> next_;    // starts to come
  std::vector<Dates> dates_;  // by unit
};

}  // namespace

void settle_times(Coded& coded) {
  if (!coded.text.notice) TimesByDate(coded).settle();
}

}  // namespace inkoopmonitor::classify
