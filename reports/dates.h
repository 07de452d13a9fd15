// Days as ISO text. Private to this room.
#pragma once

#include <string>

namespace inkoopmonitor::reports {

// Whether `iso` is a day of the calendar, as 2019-01-31.
bool is_day(const std::string& iso);

// The day before; empty when `iso` is no day.
std::string day_before(const std::string& iso);

// The same day so many months later, the last of that month when it has no such day.
std::string months_later(const std::string& iso, int months);

// "31 januari 2019"; as it is when it is no day.
std::string in_dutch(const std::string& iso);

}  // namespace inkoopmonitor::reports
