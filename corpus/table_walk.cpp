// Where the walk meets a page of the database that is damaged, it goes on behind it: one row number
// further, and twice as far each time that this fails too. So a lost leaf costs the rows on it and
// a few steps, and a lost half of a tree costs forty. A table without row numbers cannot be entered
// in the middle; it is walked from both ends.
#include "corpus/table_walk.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace inkoopmonitor::corpus {
namespace {

constexpr std::int64_t kFurthestJump = std::int64_t{1} << 40;

std::string quoted(const std::string& name) {
  return "\"" + name + "\"";
}

// Columns of the primary key, in order.
std::vector<std::string> key_of(SQLite::Database& database, const std::string& table) {
  SQLite::Statement columns(database,
                            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk");
  columns.bind(1, table);
  std::vector<std::string> key;
  while (columns.executeStep()) key.push_back(columns.getColumn(0).getString());
  return key;
}

bool has_row_numbers(SQLite::Database& database, const std::string& table) {
  SQLite::Statement found(database, "SELECT wr FROM pragma_table_list(?)");
  found.bind(1, table);
  return found.executeStep() && found.getColumn(0).getInt() == 0;
}

// Reads every column, so that what lies on other pages of the file is touched too.
void touch(SQLite::Statement& row) {
  for (int i = 0; i < row.getColumnCount(); ++i) row.getColumn(i).getBytes();
}

class RowWalk {
 public:
  RowWalk(SQLite::Database& database, const std::string& table,
          const std::function<void(SQLite::Statement&)>& take)
      : database_(database), table_(table), take_(take) {}

  Walked by_number() {
    for (std::int64_t begin = next_; !forward_from(begin); begin = next_) {
      if (!in_gap_) walked_.gaps.push_back({last_, 0});
      in_gap_ = true;
      if (next_ != begin) continue;  // what is damaged is a row, not the way to it
      next_ += jump_;
      jump_ *= 2;
      if (jump_ > kFurthestJump) break;
    }
    return std::move(walked_);
  }

  Walked from_both_ends() {
    if (ordered("ASC", walked_.rows)) return std::move(walked_);
    walked_.gaps.push_back({});
    std::size_t from_behind = 0;
    ordered("DESC", from_behind);
    walked_.rows += from_behind;
    return std::move(walked_);
  }

 private:
  bool forward_from(std::int64_t number) {
    try {
      SQLite::Statement rows(
          database_,
          fmt::format("SELECT rowid, * FROM {} WHERE rowid >= ? ORDER BY rowid", quoted(table_)));
      rows.bind(1, number);
      while (rows.executeStep()) {
        const std::int64_t row = rows.getColumn(0).getInt64();
        next_ = row + 1;
        touch(rows);
        if (in_gap_) walked_.gaps.back().first_behind = row;
        in_gap_ = false;
        last_ = row;
        jump_ = 1;
        ++walked_.rows;
        take_(rows);
      }
      return true;
    } catch (const SQLite::Exception& failure) {
      if (!is_damage(failure)) throw;
      return false;
    }
  }

  bool ordered(const char* direction, std::size_t& rows_read) {
    try {
      std::string order;
      for (const std::string& column : key_of(database_, table_))
        order += (order.empty() ? "" : ", ") + quoted(column) + " " + direction;
      SQLite::Statement rows(
          database_, fmt::format("SELECT NULL, * FROM {} ORDER BY {}", quoted(table_), order));
      while (rows.executeStep()) {
        touch(rows);
        ++rows_read;
        take_(rows);
      }
      return true;
    } catch (const SQLite::Exception& failure) {
      if (!is_damage(failure)) throw;
      return false;
    }
  }

  SQLite::Database& database_;
  const std::string& table_;
  const std::function<void(SQLite::Statement&)>& take_;
  Walked walked_;
  std::int64_t next_ = 1, last_ = 0, jump_ = 1;  // row numbers count from 1
  bool in_gap_ = false;
};

}  // namespace

bool is_damage(const SQLite::Exception& failure) {
  return failure.getErrorCode() == SQLITE_CORRUPT || failure.getErrorCode() == SQLITE_NOTADB;
}

std::vector<std::string> tables_of(SQLite::Database& database) {
  SQLite::Statement rows(database,
                         "SELECT name FROM pragma_table_list WHERE schema = 'main'"
                         " AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  std::vector<std::string> tables;
  while (rows.executeStep()) tables.push_back(rows.getColumn(0).getString());
  return tables;
}

Walked walk_table(SQLite::Database& database, const std::string& table,
                  const std::function<void(SQLite::Statement&)>& take) {
  RowWalk walk(database, table, take);
  return has_row_numbers(database, table) ? walk.by_number() : walk.from_both_ends();
}

}  // namespace inkoopmonitor::corpus
