#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "reports/questions.h"

namespace inkoopmonitor::reports {

void each_row(const corpus::Database& database, std::string_view question,
              const Parameters& parameters,
              const std::function<void(const corpus::ReadRow&)>& take) {
  const auto sql = questions().find(question);
  assert(sql != questions().end());
  database.each(sql->second, parameters, take);
}

Answer::Answer(const corpus::Database& database, std::string_view question,
               const Parameters& parameters) {
  const auto sql = questions().find(question);
  assert(sql != questions().end());
  rows_ = database.select(sql->second, parameters);
}

const std::string& Answer::text(std::size_t row, std::string_view column) const {
  static const std::string empty;
  const auto found = std::find(rows_.columns.begin(), rows_.columns.end(), column);
  assert(found != rows_.columns.end());
  const auto& cell = rows_.rows[row][static_cast<std::size_t>(found - rows_.columns.begin())];
  return cell ? *cell : empty;
}

std::int64_t Answer::number(std::size_t row, std::string_view column) const {
  return std::strtoll(text(row, column).c_str(), nullptr, 10);
}

double Answer::real(std::size_t row, std::string_view column) const {
  return std::strtod(text(row, column).c_str(), nullptr);
}

}  // namespace inkoopmonitor::reports
