// What must be procured again: arrangements of which the term, or the option that is running, ends
// soon.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "error.h"
#include "reports/dates.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

// Months of each option of a verlenging: 1x24+2x12 is 24, 12, 12. None where it says no numbers.
std::vector<int> options_of(const std::string& verlenging) {
  std::vector<int> options;
  for (std::size_t at = 0; at < verlenging.size();) {
    const std::size_t end = std::min(verlenging.find('+', at), verlenging.size());
    int times = 0, months = 0;
    const char *begin = verlenging.data() + at, *last = verlenging.data() + end;
    const auto first = std::from_chars(begin, last, times);
    if (first.ec != std::errc() || first.ptr == last || *first.ptr != 'x') return {};
    const auto second = std::from_chars(first.ptr + 1, last, months);
    if (second.ec != std::errc() || second.ptr != last || times > 100 || months > 1200) return {};
    options.insert(options.end(), static_cast<std::size_t>(std::max(times, 0)), months);
    at = end + 1;
  }
  return options;
}

// Options of equal length together: 12, 12 is 2x12.
std::string written(const std::vector<int>& options, std::size_t from) {
  std::string text;
  for (std::size_t n = from; n < options.size();) {
    std::size_t end = n;
    while (end < options.size() && options[end] == options[n]) ++end;
    text += fmt::format("{}{}x{}", text.empty() ? "" : "+", end - n, options[n]);
    n = end;
  }
  return text;
}

struct NextEnd {
  std::string day;           // first day after
  std::string options_left;  // that can be used then; 0x0: none; empty: not known
  bool in_option = false;    // the base term has ended
};

// The first end after `on`.
NextEnd next_end(const Answer& answer, std::size_t row, const std::string& on) {
  const std::string& verlenging = answer.text(row, "verlenging");
  const std::vector<int> options = options_of(verlenging);
  NextEnd next{answer.text(row, "base_end"), written(options, 0), false};
  std::size_t used = 0;
  int months = 0;
  while (next.day <= on && used < options.size()) {
    months += options[used++];
    next = {months_later(answer.text(row, "base_end"), months), written(options, used), true};
  }
  if (verlenging == "stilzwijgend") next.options_left = verlenging;
  if (next.options_left.empty() && !verlenging.empty()) next.options_left = "0x0";
  return next;
}

// An arrangement that ends, and the row of the answer that it stands in.
struct Ending {
  std::size_t row = 0;
  NextEnd next;
};

// What arrangements say, by arrangement and variable.
using Stated = std::map<std::pair<std::int64_t, std::string>, std::string>;

Stated stated_by(const corpus::Database& database, const std::vector<std::int64_t>& arrangements) {
  Stated stated;
  each_row(database, "values_of_arrangements", {{":arrangements", json_list(arrangements)}},
           [&](const corpus::ReadRow& row) {
             stated[{row.number(0), std::string(row.text(1))}] = row.text(2);
           });
  return stated;
}

std::vector<std::string> row_of(const Answer& answer, const Ending& ending, const Stated& stated,
                                const MunicipalityNames& names) {
  const std::size_t row = ending.row;
  const auto said = [&](const char* variable) {
    const auto found = stated.find({answer.number(row, "arrangement_id"), variable});
    return found == stated.end() ? "" : found->second;
  };
  const std::string certainty = ending.next.in_option                      ? "verlenging_aangenomen"
                                : answer.number(row, "contract_seen") != 0 ? "contract"
                                                                           : "gepland";
  const bool open = answer.number(row, "open_ended") != 0;
  return {day_before(ending.next.day),
          answer.text(row, "dossier"),
          answer.text(row, "record"),
          names.of_codes(answer.text(row, "gemeenten")),
          said("domein"),
          said("voorzieningen"),
          said("perceel"),
          said("procedure"),
          said("bekostiging"),
          ending.next.options_left,
          open ? "" : day_before(answer.text(row, "last_end")),
          certainty};
}

// Those of the answer that end after `on` and by `until`, in order of their ends.
std::vector<Ending> endings_of(const Answer& answer, const std::string& on,
                               const std::string& until, const std::set<std::string>& wanted) {
  std::vector<Ending> endings;
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const NextEnd next = next_end(answer, r, on);
    if (next.day <= on || next.day > until) continue;
    if (is_of(answer.text(r, "gemeenten"), wanted)) endings.push_back({r, next});
  }
  std::stable_sort(endings.begin(), endings.end(), [](const Ending& one, const Ending& other) {
    return one.next.day < other.next.day;
  });
  return endings;
}

}  // namespace

int months_of_span(const std::string& span) {
  int number = 0;
  const auto [end, failed] = std::from_chars(span.data(), span.data() + span.size(), number);
  const std::string unit(end, span.data() + span.size());
  if (failed == std::errc() && number >= 0 && number <= 1200) {
    if (unit == "m" || unit.empty()) return number;
    if (unit == "y" || unit == "j") return number * 12;
  }
  throw Error(ErrorKind::usage, "--within " + span, "this is no length of time",
              "write a number of months or years, as 18m or 2y");
}

Answered expiring(const corpus::Database& database, const ExpiringOptions& options) {
  check_filter(database, options.filter);
  if (!is_day(options.on))
    throw Error(ErrorKind::usage, "--on " + options.on, "this is no day", "write it as 2025-12-31");
  const std::string until = months_later(options.on, options.within_months);
  Answered answered;
  answered.table.columns = {{"ends"},         {"dossier"},   {"record", Align::right},
                            {"gemeenten"},    {"domein"},    {"voorzieningen"},
                            {"perceel"},      {"procedure"}, {"bekostiging"},
                            {"options_left"}, {"last_end"},  {"certainty"}};
  answered.behind.columns = {
      {"dossier"}, {"record", Align::right}, {"variable"}, {"value"}, {"confidence", Align::right},
      {"file"},    {"page", Align::right},   {"quote"}};
  const Answer answer(database, "expiring",
                      {{":on", options.on},
                       {":until", until},
                       {":year", std::int64_t{std::stoi(options.on.substr(0, 4))}},
                       {":domein", options.filter.domein},
                       {":voorziening", options.filter.voorziening}});
  std::vector<Ending> endings =
      endings_of(answer, options.on, until, wanted_codes(database, options.filter));
  answered.table.rows_in_all = endings.size();
  const auto most = static_cast<std::size_t>(options.filter.limit);
  if (most != 0 && endings.size() > most) endings.resize(most);
  std::vector<std::int64_t> arrangements;
  std::vector<ToTell> told;
  for (const Ending& ending : endings) {
    arrangements.push_back(answer.number(ending.row, "arrangement_id"));
    told.push_back({arrangements.back()});
  }
  const MunicipalityNames names(database);
  const Stated stated = stated_by(database, arrangements);
  for (const Ending& ending : endings)
    answered.table.rows.push_back(row_of(answer, ending, stated, names));
  if (options.why) add_term_evidence(answered.behind, database, told);
  answered.behind.note = "Where it stands how long each of these arrangements lasts.";
  answered.table.note = fmt::format(
      "{} arrangements end after {} and by {}. ends: the last day of the base term, or where that "
      "has passed of the option that is assumed to be used (verlenging_aangenomen); options_left "
      "can prolong it then, at the most to last_end.",
      answered.table.rows_in_all, options.on, until);
  return answered;
}

}  // namespace inkoopmonitor::reports
