// Private to corpus/: the rows of any table, those of a damaged database too.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {

// Rows that cannot be read. Of a table without row numbers both are 0.
struct Gap {
  std::int64_t last_before = 0, first_behind = 0;  // numbers of the rows on both sides; 0: none
};

struct Walked {
  std::size_t rows = 0;
  std::vector<Gap> gaps;
};

// Tables of the database, without those that SQLite or a search index keeps for itself.
std::vector<std::string> tables_of(SQLite::Database& database);

// Gives every row of `table` that can be read to `take`, with all columns from number 1 on (column
// 0 is the row's number, or NULL where a table has none).
Walked walk_table(SQLite::Database& database, const std::string& table,
                  const std::function<void(SQLite::Statement&)>& take);

// True when this is what SQLite says of bytes that cannot be right.
bool is_damage(const SQLite::Exception& failure);

}  // namespace inkoopmonitor::corpus
