// What is left of a damaged corpus, as a corpus. Rows are copied table by table as far as they can
// be read; then rows that refer to what is lost go too, or lose the reference where they can do
// without it, until everything refers to something.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "corpus/connection.h"
#include "corpus/content_store.h"
#include "corpus/decisions.h"
#include "corpus/table_walk.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

struct Reference {
  std::string table, parent;
  std::vector<std::string> from, to;
  bool may_be_empty = true;  // all of `from` may be NULL
};

std::vector<std::string> columns_of(SQLite::Database& database, const std::string& table,
                                    const char* condition) {
  SQLite::Statement rows(database, fmt::format("SELECT name FROM pragma_table_info('{}') WHERE {}"
                                               " ORDER BY pk, cid",
                                               table, condition));
  std::vector<std::string> columns;
  while (rows.executeStep()) columns.push_back(rows.getColumn(0).getString());
  return columns;
}

std::vector<Reference> references_of(SQLite::Database& database, const std::string& table) {
  SQLite::Statement rows(
      database, fmt::format("SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list"
                            "('{}') ORDER BY id, seq",
                            table));
  std::map<int, Reference> found;
  while (rows.executeStep()) {
    Reference& reference = found[rows.getColumn(0).getInt()];
    reference.table = table;
    reference.parent = rows.getColumn(1).getString();
    reference.from.push_back(rows.getColumn(2).getString());
    if (!rows.getColumn(3).isNull()) reference.to.push_back(rows.getColumn(3).getString());
  }
  const auto required = columns_of(database, table, "\"notnull\" OR pk > 0");
  std::vector<Reference> references;
  for (auto& [id, reference] : found) {
    if (reference.to.empty()) reference.to = columns_of(database, reference.parent, "pk > 0");
    for (const std::string& column : reference.from)
      if (std::find(required.begin(), required.end(), column) != required.end())
        reference.may_be_empty = false;
    references.push_back(std::move(reference));
  }
  return references;
}

// Rows whose reference leads nowhere.
std::string dangling(const Reference& reference) {
  std::string given, same;
  for (std::size_t i = 0; i < reference.from.size(); ++i) {
    const std::string column = fmt::format("{}.{}", reference.table, reference.from[i]);
    given += (i > 0 ? " AND " : "") + column + " IS NOT NULL";
    same += fmt::format("{}parent.{} = {}", i > 0 ? " AND " : "", reference.to[i], column);
  }
  return fmt::format("WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS parent WHERE {})", given,
                     reference.parent, same);
}

class Salvage {
 public:
  Salvage(const fs::path& folder, const fs::path& out, const Between& between)
      : folder_(folder), out_(out), between_(between), from_(folder / kDatabaseFile, {}) {}

  std::vector<Finding> run() {
    make_new();
    copy_tables();
    mend_references();
    copy_files();
    place_documents();
    return std::move(lost_);
  }

 private:
  void make_new() {
    if (fs::exists(out_) && !fs::is_empty(out_)) {
      throw Error(ErrorKind::usage, shown(out_), "is not empty", "name a new or empty folder");
    }
    fs::create_directories(out_ / "contents");
    ConnectionOptions options;
    options.access = Access::write;
    options.new_file = true;
    to_ = std::make_unique<Connection>(out_ / kDatabaseFile, options);
    Transaction transaction(*to_);
    to_->database().exec(kSchema);
    to_->database().exec(kKeepingSchema);
    to_->database().exec(kPanelSchema);
    to_->database().exec(kSearchSchema);
    to_->database().exec(kPrivateSchema);
    to_->database().exec(kReviewSchema);
    to_->database().exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    to_->database().exec(fmt::format("PRAGMA user_version = {}", schema_version()));
    transaction.commit();
    to_->database().exec("PRAGMA foreign_keys = OFF");
  }

  void copy_tables() {
    for (const std::string& table : tables_of(to_->database())) {
      Transaction transaction(*to_);
      const auto columns = columns_of(to_->database(), table, "1");
      std::string marks;
      for (std::size_t i = 0; i < columns.size(); ++i) marks += i > 0 ? ", ?" : "?";
      SQLite::Statement insert(to_->database(),
                               fmt::format("INSERT OR IGNORE INTO {} VALUES ({})", table, marks));
      std::size_t rows = 0;
      const Walked walked = walk_table(from_.database(), table, [&](SQLite::Statement& row) {
        if (++rows % 1000 == 0) between_();
        copy_row(row, insert);
      });
      transaction.commit();
      if (walked.gaps.empty()) continue;
      lost_.push_back({"rows_lost", "table " + table,
                       fmt::format("some rows cannot be read; {} were saved", walked.rows)});
    }
  }

  // A row with the number that it had.
  static void copy_row(SQLite::Statement& row, SQLite::Statement& insert) {
    for (int i = 1; i < row.getColumnCount(); ++i) {
      const SQLite::Column column = row.getColumn(i);
      if (column.isInteger()) {
        insert.bind(i, column.getInt64());
      } else if (column.isFloat()) {
        insert.bind(i, column.getDouble());
      } else if (column.isText()) {
        insert.bind(i, column.getString());
      } else if (column.isBlob()) {
        insert.bind(i, column.getBlob(), column.getBytes());
      } else {
        insert.bind(i);
      }
    }
    insert.exec();
    insert.reset();
  }

  void mend_references() {
    SQLite::Database& database = to_->database();
    Transaction transaction(*to_);
    stand_in_for_runs();
    std::map<std::string, int> gone;
    for (bool changed = true; changed;) {
      changed = false;
      for (const std::string& table : tables_of(database)) {
        for (const Reference& reference : references_of(database, table)) {
          const int rows = mend(reference);
          if (rows > 0) gone[table] += rows;
          changed = changed || rows > 0;
        }
      }
    }
    for (const auto& [table, rows] : gone) {
      lost_.push_back(
          {"rows_lost", "table " + table, fmt::format("{} referred to what is lost", rows)});
    }
    database.exec("UPDATE upkeep SET panel_stale = 1");
    transaction.commit();
  }

  // Everything tells the run that made it. Nothing is given up because only that is lost.
  void stand_in_for_runs() {
    SQLite::Database& database = to_->database();
    for (const std::string& table : tables_of(database)) {
      for (const Reference& reference : references_of(database, table)) {
        if (reference.parent != "run") continue;
        database.exec(fmt::format(
            "INSERT OR IGNORE INTO run (run_id, kind, program_version, reader_version, ruleset,"
            " arguments, started) SELECT DISTINCT {0}, 'lost', '', '', '', '', '' FROM {1}"
            " WHERE {0} IS NOT NULL",
            reference.from.front(), table));
      }
    }
  }

  int mend(const Reference& reference) {
    SQLite::Database& database = to_->database();
    if (reference.may_be_empty) {
      database.exec(fmt::format("UPDATE OR IGNORE {} SET {} = NULL {}", reference.table,
                                reference.from.front(), dangling(reference)));
    }
    return database.exec(fmt::format("DELETE FROM {} {}", reference.table, dangling(reference)));
  }

  void copy_files() {
    const ContentStore from(folder_), to(out_);
    SQLite::Statement rows(to_->database(),
                           "SELECT sha256 FROM content WHERE EXISTS (SELECT 1 FROM offering"
                           " WHERE offering.content_id = content.content_id"
                           " AND state = 'offered')");
    while (rows.executeStep()) {
      between_();
      const std::string sha256 = rows.getColumn(0).getString();
      const Kept kept =
          to.keep(from.file_of(sha256), [&](const std::string& hash) { return hash == sha256; });
      if (kept.sha256 != sha256)
        lost_.push_back(
            {"file_lost", sha256, "the bytes that were offered are not there any more"});
    }
    const fs::path editions = folder_ / kEditionsFolder;
    if (fs::is_directory(editions)) fs::copy(editions, out_ / kEditionsFolder);
  }

  // Documents whose dossier is lost get one, and what lost a document is resolved again.
  void place_documents() {
    Transaction transaction(*to_);
    std::vector<std::int64_t> contents;
    {
      Query rows = to_->query(
          "SELECT DISTINCT content_id FROM offering WHERE state = 'offered' AND dossier_id IS "
          "NULL");
      while (rows.step()) contents.push_back(rows.integer(0));
    }
    for (const std::int64_t content : contents) place_in_dossiers(*to_, content);
    to_->database().exec(
        "UPDATE dossier SET dirty = 1 WHERE dossier_id NOT IN"
        " (SELECT dossier_id FROM hand_dossier)");
    transaction.commit();
  }

  const fs::path &folder_, &out_;
  const Between& between_;
  Connection from_;
  std::unique_ptr<Connection> to_;
  std::vector<Finding> lost_;
};

}  // namespace

std::vector<Finding> salvage(const fs::path& folder, const fs::path& out, const Between& between) {
  return guarded(folder, [&] { return Salvage(folder, out, between).run(); });
}

}  // namespace inkoopmonitor::corpus
