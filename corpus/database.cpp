// Making and opening a corpus. A new database is made under another name and renamed when it is
// whole, so that a killed `init` leaves nothing that looks like a corpus.

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cassert>
#include <chrono>
#include <ctime>
#include <system_error>

#include "corpus/connection.h"
#include "corpus/content_store.h"
#include "corpus/decisions.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabaseAside = "monitor.sqlite.new";

// What an interrupted `init` may have left.
bool is_leftover(const fs::path& entry) {
  const std::string name = entry.filename().native();
  if (name == "contents") return fs::is_empty(entry);
  return name == "lock" || name.starts_with(kDatabaseAside);
}

void check_empty(const fs::path& folder) {
  if (Database::exists(folder)) {
    throw Error(ErrorKind::corpus, shown(folder), "is a corpus already",
                "use it as it is, or name another folder");
  }
  if (fs::exists(folder) && !fs::is_directory(folder)) {
    throw Error(ErrorKind::corpus, shown(folder), "is a file", "name a new or empty folder");
  }
  if (!fs::exists(folder)) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (is_leftover(entry.path())) continue;
    throw Error(ErrorKind::corpus, shown(folder),
                fmt::format("is not empty: it holds {}", shown(entry.path().filename())),
                "name a new or empty folder");
  }
}

void make_database(const fs::path& folder, const fs::path& register_folder) {
  const fs::path aside = folder / kDatabaseAside;
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(aside.native() + ending);
  {
    ConnectionOptions options;
    options.access = Access::write;
    options.new_file = true;
    Connection connection(aside, options);
    Transaction transaction(connection);
    connection.database().exec(kSchema);
    connection.database().exec(kKeepingSchema);
    connection.database().exec(kPanelSchema);
    connection.database().exec(kSearchSchema);
    connection.database().exec(kPrivateSchema);
    connection.database().exec(kReviewSchema);
    load_register(connection, register_folder);
    connection.database().exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    connection.database().exec(fmt::format("PRAGMA user_version = {}", schema_version()));
    transaction.commit();
    // Out of the log, all of it: of a disk that is too full for that, closing would say nothing,
    // and leave behind a log that the renamed file has lost.
    connection.database().exec("PRAGMA journal_mode = DELETE");
  }
  fs::rename(aside, folder / kDatabaseFile);
  sync_folder(folder);
}

[[noreturn]] void folder_failed(const fs::path& folder, const std::error_code& code) {
  if (code == std::errc::no_space_on_device) throw disk_full(folder);
  throw Error(ErrorKind::corpus, shown(folder), fmt::format("cannot be made ({})", code.message()),
              "ask for the right to write there, or name another folder");
}

}  // namespace

std::string utc_now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Database::Database(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

bool Database::exists(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kDatabaseFile, error);
}

bool Database::is_older(const fs::path& folder) {
  return guarded(folder, [&] { return stored_version(folder / kDatabaseFile) < schema_version(); });
}

Database Database::create(const fs::path& folder, const fs::path& register_folder) {
  try {
    check_empty(folder);
    fs::create_directories(folder);
    {
      const Lock lock(folder, OpenOptions{}.lock_wait_seconds);
      check_empty(folder);
      fs::create_directories(folder / "contents");
      guarded(folder, [&] { make_database(folder, register_folder); });
    }
    return open(folder, Access::write);
  } catch (const fs::filesystem_error& failure) {
    folder_failed(folder, failure.code());
  }
}

Database Database::open(const fs::path& folder, Access access, double lock_wait_seconds) {
  OpenOptions options;
  options.lock_wait_seconds = lock_wait_seconds;
  return open(folder, access, options);
}

Database Database::open(const fs::path& folder, Access access, const OpenOptions& options) {
  if (!exists(folder)) {
    throw Error(ErrorKind::corpus, shown(folder),
                "is not a corpus: there is no monitor.sqlite in it",
                "name the folder of one with --corpus, or make one with `inkoopmonitor init`");
  }
  std::optional<Lock> lock;
  if (access == Access::write) {
    lock.emplace(folder, options.lock_wait_seconds);
    ContentStore(folder).clean();
  }
  return guarded(folder, [&] {
    const ConnectionOptions connection{access, false, options.bytes_max};
    return Database(std::unique_ptr<Implementation>(new Implementation{
        folder, std::move(lock), Connection(folder / kDatabaseFile, connection), {}}));
  });
}

const fs::path& Database::folder() const {
  return implementation_->folder;
}

std::int64_t insert_run(Connection& connection, std::string_view kind, const Program& program) {
  connection
      .query(
          "INSERT INTO run (kind, program_version, reader_version, ruleset, arguments, libraries,"
          " started) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
          // A clock that was put back does not make this run older than the one before it.
          "  iif(?8 <> '', ?8, max(?7, coalesce((SELECT max(started) FROM run), ''))))")
      .bind(std::string(kind), program.version, program.reader_version, program.ruleset,
            program.arguments, program.libraries, utc_now(), program.started)
      .run();
  return connection.last_id();
}

std::int64_t Database::begin_run(std::string_view kind, const Program& program) {
  return guarded(folder(), [&] { return insert_run(implementation_->connection, kind, program); });
}

void Database::end_run(std::int64_t run, int exit_status) {
  guarded(folder(), [&] {
    implementation_->connection
        .query("UPDATE run SET ended = max(?, started), exit_status = ? WHERE run_id = ?")
        .bind(utc_now(), exit_status, run)
        .run();
  });
}

FileHash file_hash(const fs::path& file, const std::function<void(std::string_view)>& also) {
  const Kept kept = hash_of(file, also);
  return {kept.sha256, kept.bytes, kept.failure};
}

std::int64_t content_id_of(Connection& connection, const std::string& sha256) {
  Query query = connection.query("SELECT content_id FROM content WHERE sha256 = ?");
  query.bind(sha256);
  const bool found = query.step();
  assert(found && "a content is offered before it is read or coded");
  return query.integer(0);
}

}  // namespace inkoopmonitor::corpus
