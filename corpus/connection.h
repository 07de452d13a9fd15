// Private to corpus/: an open database, its statements and what its failures mean.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/corpus.h"
#include "corpus/lock.h"
#include "error.h"

namespace inkoopmonitor::corpus {

// schema.sql, put into the library when it is built.
extern const char* const kSchema;
// keeping.sql: the second part of it, and at the same time the step to version 5.
extern const char* const kKeepingSchema;
// schema_panel.sql, which makes the panel's tables anew: run after kSchema, and by every migration
// that changes them.
extern const char* const kPanelSchema;
// schema_search.sql, which indexes all pages anew: as kPanelSchema.
extern const char* const kSearchSchema;
// schema_private.sql: what must not be quoted.
extern const char* const kPrivateSchema;

// The database in the folder of a corpus.
inline constexpr const char* kDatabaseFile = "monitor.sqlite";
inline constexpr const char* kEditionsFolder = "editions";

// Says of a SQLite file that it is a corpus (PRAGMA application_id).
inline constexpr int kApplicationId = 0x494b4d31;

// One step from version `to - 1` to `to`.
struct Migration {
  int to = 0;
  const char* sql = "";
};

// Runs the steps that `database` still needs, all in one transaction, so that it ends at the last
// step's version or stays as it was.
void migrate(SQLite::Database& database, std::span<const Migration> steps);
// The version of the schema that a file has.
int stored_version(const std::filesystem::path& file);

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

// A text that is there as long as it is bound, so that it need not be copied.
struct Lasting {
  const std::string& text;
};

// The use of a prepared statement, from binding to reset. Columns count from 0.
class Query {
 public:
  explicit Query(SQLite::Statement& statement) : statement_(&statement) {}
  Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Query& operator=(Query&&) = delete;
  ~Query();

  // Binds all parameters, in order.
  template <typename... Values>
  Query&& bind(const Values&... values) && {
    bind_all(values...);
    return std::move(*this);
  }
  template <typename... Values>
  Query& bind(const Values&... values) & {
    bind_all(values...);
    return *this;
  }
  bool step() { return statement_->executeStep(); }
  // For statements without rows. Leaves it ready to be bound again.
  void run();
  // Lets go of the rows that were not taken, so that it can be bound again.
  void again() { statement_->reset(); }

  std::string text(int column) const { return statement_->getColumn(column).getString(); }
  std::int64_t integer(int column) const { return statement_->getColumn(column).getInt64(); }
  double real(int column) const { return statement_->getColumn(column).getDouble(); }
  bool null(int column) const { return statement_->getColumn(column).isNull(); }

 private:
  template <typename... Values>
  void bind_all(const Values&... values) {
    int index = 0;
    (bind_one(++index, values), ...);
  }
  void bind_one(int index, std::int64_t value) { statement_->bind(index, value); }
  void bind_one(int index, int value) { statement_->bind(index, value); }
  void bind_one(int index, std::uint32_t value) {
    statement_->bind(index, static_cast<std::int64_t>(value));
  }
  void bind_one(int index, bool value) { statement_->bind(index, value ? 1 : 0); }
  void bind_one(int index, double value) { statement_->bind(index, value); }
  void bind_one(int index, const std::string& value) { statement_->bind(index, value); }
  void bind_one(int index, const char* value) { statement_->bind(index, value); }
  void bind_one(int index, const Lasting& value) { statement_->bindNoCopy(index, value.text); }
  void bind_one(int index, const Blob& value) {
    statement_->bind(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
  }
  void bind_one(int index, const std::optional<std::int64_t>& value) {
    if (value) {
      statement_->bind(index, *value);
    } else {
      statement_->bind(index);
    }
  }

  SQLite::Statement* statement_;
};

// How a database file is opened.
struct ConnectionOptions {
  Access access = Access::read;
  bool new_file = false;        // make it; else it must be there and be a corpus
  std::uint64_t bytes_max = 0;  // as in OpenOptions
  int busy_seconds = 10;        // so long it waits until it may write
};

class Connection {
 public:
  Connection(const std::filesystem::path& file, const ConnectionOptions& options);

  // A statement that is prepared once for each text. `sql` must not be in use already.
  Query query(const char* sql);
  SQLite::Database& database() { return *database_; }
  std::int64_t last_id() { return database_->getLastInsertRowid(); }

 private:
  std::unique_ptr<SQLite::Database> database_;
  // By the address of the literal: each place in the code has its own.
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

// Several writes as one: rolled back unless committed.
class Transaction : public SQLite::Transaction {
 public:
  explicit Transaction(Connection& connection)
      : SQLite::Transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE) {}
};

// What a failure of SQLite means to the user of the corpus in `folder`.
Error corpus_error(const std::filesystem::path& folder, const SQLite::Exception& failure);

// The one sentence for a full disk, wherever it is met.
Error disk_full(const std::filesystem::path& folder);

// `path` for people: escaped, as files may be called anything.
std::string shown(const std::filesystem::path& path);

// Runs `work`, with SQLite's failures as Error.
template <typename Work>
auto guarded(const std::filesystem::path& folder, const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& failure) {
    throw corpus_error(folder, failure);
  }
}

// The spellings by which a municipality is found in one year: key of the name, codes.
using Spellings = std::unordered_map<std::string, std::vector<std::string>>;

struct Database::Implementation {
  std::filesystem::path folder;
  std::optional<Lock> lock;  // only of a writer
  mutable Connection connection;
  // Names and other spellings by year, made when first asked.
  mutable std::unordered_map<int, std::pair<Spellings, Spellings>> spellings;
};

// --- what the files of this room share ----------------------------------------------------------

// The id of a content that is known to be there.
std::int64_t content_id_of(Connection& connection, const std::string& sha256);
// What the offerings of a content say of it.
CodingTask facts_of(Connection& connection, std::int64_t content);
// Bytes that were kept, by their SHA-256.
struct Kept;
// Writes what lay in a content and offers it wherever that is offered, as `Database::store_reading`
// says; `kept` are the bytes of the members, in their order.
std::vector<OfferedMember> store_members(Connection& connection, std::int64_t run,
                                         std::int64_t container,
                                         const std::vector<extract::Member>& members,
                                         const std::vector<Kept>& kept);
// Removes readings of a content to which nothing refers, but never the newest.
void forget_old_readings(Connection& connection, std::int64_t content);
// Says that the whole panel has to be made anew: the register changed. What else it is made from is
// watched by triggers (schema_panel.sql).
void mark_panel_stale(Connection& connection);
// Puts each offering of a content into the dossier where it belongs now, and makes those dirty that
// it came into or left.
void place_in_dossiers(Connection& connection, std::int64_t content);
// The offering of this root, path, year and content; also one whose year was corrected since.
std::optional<std::int64_t> known_offering(Connection& connection, const Offering& offering,
                                           std::optional<std::int64_t> content);
// Marks the coding of a content stale when its offerings say something else than `before`.
void mark_stale_if_changed(Connection& connection, std::int64_t content, const CodingTask& before);
// Why a content is to stay away; nothing when it was not removed.
std::optional<std::string> removal_reason(Connection& connection, const std::string& sha256);
// Takes the bytes, pages, values and quotes of a content away; its offerings stay, as removed.
void take_away(Connection& connection, std::int64_t run, std::int64_t content,
               const std::string& reason, Removed& removed);
// Makes the arrangements of cells that were coded by hand from their values.
void make_hand_arrangements(Connection& connection, std::int64_t run);
// The one year for which an arrangement was coded by hand; nothing for one of documents.
std::optional<int> hand_coded_year(Connection& connection, std::int64_t arrangement);
// Gives a page's words back from its row's blob and text; nothing when they are damaged.
bool decode_page(std::string_view layout, std::string_view text, extract::Page& page);
// Loads the CSV files of corpus/register into a new database.
void load_register(Connection& connection, const std::filesystem::path& register_folder);
// First and last year of the register.
std::pair<int, int> register_years(Connection& connection);

classify::Outcome outcome_of(std::string_view name);

// A file while it is made, with the logs of a database: gone in the end unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path path) : path_(std::move(path)) { remove(); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { remove(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  void remove() {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(path_.native() + ending, ignored);
  }
  std::filesystem::path path_;
};

}  // namespace inkoopmonitor::corpus
