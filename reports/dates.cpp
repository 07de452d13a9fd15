#include "reports/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace inkoopmonitor::reports {
namespace {

namespace calendar = std::chrono;

std::optional<calendar::year_month_day> parsed(const std::string& iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  for (const std::size_t at : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
    if (iso[at] < '0' || iso[at] > '9') return std::nullopt;
  const calendar::year_month_day date{
      calendar::year(std::stoi(iso.substr(0, 4))),
      calendar::month(static_cast<unsigned>(std::stoi(iso.substr(5, 2)))),
      calendar::day(static_cast<unsigned>(std::stoi(iso.substr(8, 2))))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string text_of(const calendar::year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

bool is_day(const std::string& iso) {
  return parsed(iso).has_value();
}

std::string day_before(const std::string& iso) {
  const auto date = parsed(iso);
  return date ? text_of(calendar::sys_days(*date) - calendar::days(1)) : "";
}

std::string months_later(const std::string& iso, int months) {
  const auto date = parsed(iso);
  if (!date) return "";
  const calendar::year_month_day later = *date + calendar::months(months);
  return text_of(later.ok() ? later
                            : calendar::year_month_day(calendar::sys_days(
                                  later.year() / later.month() / calendar::last)));
}

std::string in_dutch(const std::string& iso) {
  constexpr std::array<const char*, 12> kMonths = {"januari",   "februari", "maart",    "april",
                                                   "mei",       "juni",     "juli",     "augustus",
                                                   "september", "oktober",  "november", "december"};
  const auto date = parsed(iso);
  if (!date) return iso;
  return fmt::format("{} {} {}", static_cast<unsigned>(date->day()),
                     kMonths[static_cast<unsigned>(date->month()) - 1],
                     static_cast<int>(date->year()));
}

}  // namespace inkoopmonitor::reports
