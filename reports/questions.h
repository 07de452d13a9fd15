// The SQL of questions/*.sql by name, and rows with named cells. Private to this room.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::reports {

// Made at build time from questions/*.sql.
const std::map<std::string_view, const char*>& questions();

using Parameters = std::vector<std::pair<std::string, corpus::Parameter>>;

// Calls `take` for each row of the question of that name.
void each_row(const corpus::Database& database, std::string_view question,
              const Parameters& parameters,
              const std::function<void(const corpus::ReadRow&)>& take);

// The rows of the question of that name.
class Answer {
 public:
  Answer(const corpus::Database& database, std::string_view question,
         const Parameters& parameters = {});

  std::size_t size() const { return rows_.rows.size(); }
  // The cell's text; empty for NULL. The question must have that column.
  const std::string& text(std::size_t row, std::string_view column) const;
  // The cell as a whole number; 0 for NULL.
  std::int64_t number(std::size_t row, std::string_view column) const;
  double real(std::size_t row, std::string_view column) const;
  const corpus::Rows& rows() const { return rows_; }

 private:
  corpus::Rows rows_;
};

}  // namespace inkoopmonitor::reports
