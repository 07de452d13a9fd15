// Questions in SQL, of the program's own reports and of users. An authorizer lets through what only
// reads tables, views and the schema; a connection that was opened for reading would do as well for
// the corpus itself, but not against ATTACH, which reaches other files. The statement is made by
// SQLite's own interface, because the wrapper does not tell what follows the first statement.

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cctype>
#include <chrono>
#include <memory>
#include <string_view>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {
namespace {

constexpr std::array<std::string_view, 8> kReadingPragmas = {
    "application_id",  "foreign_key_check", "foreign_key_list", "index_list",
    "integrity_check", "table_info",        "table_xinfo",      "user_version"};

int authorize(void*, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_PRAGMA:
      for (const std::string_view name : kReadingPragmas) {
        const bool by_table =
            name.starts_with("table") || name.starts_with("index") || name.starts_with("foreign");
        if (first && name == first && (!second || by_table)) return SQLITE_OK;
      }
      return SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

// Lets only reading statements be prepared while it lives.
class ReadingOnly {
 public:
  explicit ReadingOnly(sqlite3* database) : database_(database) {
    sqlite3_set_authorizer(database_, &authorize, nullptr);
  }
  ReadingOnly(const ReadingOnly&) = delete;
  ReadingOnly& operator=(const ReadingOnly&) = delete;
  ~ReadingOnly() { sqlite3_set_authorizer(database_, nullptr, nullptr); }

 private:
  sqlite3* database_;
};

// Stops the statements of a connection when their time is up, while it lives.
class TimeLimit {
 public:
  TimeLimit(sqlite3* database, double seconds) : database_(database), seconds_(seconds) {
    if (seconds_ <= 0) return;
    end_ = Clock::now() +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    constexpr int kSteps = 1000;  // of SQLite's machine, some microseconds
    sqlite3_progress_handler(database_, kSteps, &TimeLimit::is_over, this);
  }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit() { sqlite3_progress_handler(database_, 0, nullptr, nullptr); }
  double seconds() const { return seconds_; }

 private:
  using Clock = std::chrono::steady_clock;
  static int is_over(void* self) {
    return Clock::now() >= static_cast<const TimeLimit*>(self)->end_ ? 1 : 0;
  }
  sqlite3* database_;
  double seconds_;
  Clock::time_point end_;
};

using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

[[noreturn]] void refuse(std::string_view sql, const std::string& problem) {
  throw Error(ErrorKind::usage, "SQL", fmt::format("{} (in: {})", problem, sql.substr(0, 200)),
              "give one statement that reads; corpus/schema.sql describes the tables and views");
}

bool only_blanks(std::string_view rest) {
  for (const char c : rest) {
    if (!std::isspace(static_cast<unsigned char>(c)) && c != ';') return false;
  }
  return true;
}

// SQLite makes itself ready for a virtual table when it is named first, by statements that the
// authorizer would not let through. So those that may be asked are named before.
void know_virtual_tables(sqlite3* database) {
  for (const char* naming : {"SELECT rowid FROM page_text", "SELECT key FROM json_each('[]')"}) {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(database, naming, -1, &raw, nullptr);
    sqlite3_finalize(raw);
  }
}

Statement prepare(sqlite3* database, std::string_view sql) {
  know_virtual_tables(database);
  const ReadingOnly reading_only(database);
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &raw, &rest);
  Statement statement(raw, &sqlite3_finalize);
  if (code == SQLITE_AUTH) refuse(sql, "only statements that read are allowed");
  if (code == SQLITE_ERROR) refuse(sql, sqlite3_errmsg(database));
  if (code != SQLITE_OK) throw SQLite::Exception(database, code);
  if (!statement) refuse(sql, "there is no statement");
  // VACUUM INTO asks the authorizer for nothing until it runs.
  if (sqlite3_stmt_readonly(statement.get()) == 0) {
    refuse(sql, "only statements that read are allowed");
  }
  if (!only_blanks(sql.substr(static_cast<std::size_t>(rest - sql.data())))) {
    refuse(sql, "there is more than one statement");
  }
  return statement;
}

void check(sqlite3* database, int code) {
  if (code != SQLITE_OK) throw SQLite::Exception(database, code);
}

void bind(sqlite3* database, sqlite3_stmt* statement, int index, const Parameter& parameter) {
  if (const auto* number = std::get_if<std::int64_t>(&parameter)) {
    check(database, sqlite3_bind_int64(statement, index, *number));
  } else if (const auto* real = std::get_if<double>(&parameter)) {
    check(database, sqlite3_bind_double(statement, index, *real));
  } else if (const auto* text = std::get_if<std::string>(&parameter)) {
    check(database, sqlite3_bind_text(statement, index, text->data(),
                                      static_cast<int>(text->size()), SQLITE_TRANSIENT));
  } else {
    check(database, sqlite3_bind_null(statement, index));
  }
}

Row row_of(sqlite3_stmt* statement) {
  Row row(static_cast<std::size_t>(sqlite3_column_count(statement)));
  for (int i = 0; i < static_cast<int>(row.size()); ++i) {
    if (sqlite3_column_type(statement, i) == SQLITE_NULL) continue;
    const void* bytes = sqlite3_column_type(statement, i) == SQLITE_BLOB
                            ? sqlite3_column_blob(statement, i)
                            : sqlite3_column_text(statement, i);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
    row[static_cast<std::size_t>(i)] =
        bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
  }
  return row;
}

Statement prepare(sqlite3* database, std::string_view sql,
                  const std::vector<std::pair<std::string, Parameter>>& parameters) {
  Statement statement = prepare(database, sql);
  for (const auto& [name, parameter] : parameters) {
    const std::string marked = name.starts_with(":") ? name : ":" + name;
    const int index = sqlite3_bind_parameter_index(statement.get(), marked.c_str());
    if (index == 0) refuse(sql, fmt::format("there is no parameter {}", name));
    bind(database, statement.get(), index, parameter);
  }
  return statement;
}

// Calls `take` for each row.
template <typename Take>
void step_through(sqlite3* database, sqlite3_stmt* statement, std::string_view sql,
                  double seconds_max, const Take& take) {
  const TimeLimit limit(database, seconds_max);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) take();
  if (code == SQLITE_ERROR) refuse(sql, sqlite3_errmsg(database));
  if (code == SQLITE_INTERRUPT) {
    throw Error(ErrorKind::usage, std::string(sql.substr(0, 60)),
                fmt::format("was stopped after {:g} s", limit.seconds()),
                "ask for less, or give it longer with --seconds");
  }
  if (code != SQLITE_DONE) throw SQLite::Exception(database, code);
}

}  // namespace

std::string_view ReadRow::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::int64_t ReadRow::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double ReadRow::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

Rows Database::select(std::string_view sql,
                      const std::vector<std::pair<std::string, Parameter>>& parameters,
                      double seconds_max) const {
  return guarded(folder(), [&] {
    sqlite3* database = implementation_->connection.database().getHandle();
    const Statement statement = prepare(database, sql, parameters);
    Rows rows;
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
      rows.columns.emplace_back(sqlite3_column_name(statement.get(), i));
    }
    step_through(database, statement.get(), sql, seconds_max,
                 [&] { rows.rows.push_back(row_of(statement.get())); });
    return rows;
  });
}

void Database::each(std::string_view sql,
                    const std::vector<std::pair<std::string, Parameter>>& parameters,
                    const std::function<void(const ReadRow&)>& take) const {
  guarded(folder(), [&] {
    sqlite3* database = implementation_->connection.database().getHandle();
    const Statement statement = prepare(database, sql, parameters);
    const ReadRow row(statement.get());
    step_through(database, statement.get(), sql, 0, [&] { take(row); });
  });
}

}  // namespace inkoopmonitor::corpus
