// One connection for each Database, with statements prepared once. Readers open the same file
// read-only: WAL lets them read while another process writes. WAL needs a shared-memory file beside
// the database, which a read-only medium cannot have, so there the file is opened as immutable, and
// refused when a WAL with unsaved pages lies beside it (immutable would silently ignore them).

#include "corpus/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cassert>

#include "corpus/decisions.h"
#include "text.h"

namespace inkoopmonitor::corpus {
namespace {

// Schema versions after the first, in order; a step is never changed once it was released.
// Version 3: files that lay in others.
constexpr const char* kMembers = R"sql(
ALTER TABLE offering ADD COLUMN nesting INTEGER NOT NULL DEFAULT 0;
CREATE TABLE member (
  container_id INTEGER NOT NULL REFERENCES content (content_id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  content_id INTEGER REFERENCES content,
  state TEXT NOT NULL CHECK (state IN ('offered', 'skipped', 'unreadable')),
  reason TEXT NOT NULL,
  PRIMARY KEY (container_id, position),
  CHECK ((state = 'offered') = (content_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
DROP VIEW offering_result;
CREATE VIEW offering_result AS
SELECT offering.offering_id, offering.shown_path AS file, content.sha256, offering.set_year AS year,
       (SELECT coalesce(group_concat(gm_code, '|'), '')
        FROM (SELECT gm_code FROM offering_gemeente AS member
              WHERE member.offering_id = offering.offering_id ORDER BY position)) AS gemeenten,
       dossier.key AS dossier, offering.documentsoort, offering.document_date,
       newest_reading.page_count AS pages, newest_reading.ocr_pages,
       CASE WHEN offering.state IN ('skipped', 'removed') THEN offering.state
            WHEN offering.state = 'unreadable' THEN 'failed'
            WHEN newest_reading.reason LIKE 'not_readable_yet:%' THEN 'skipped'
            ELSE coalesce(newest_reading.result, 'failed') END AS result,
       CASE WHEN offering.state <> 'offered' THEN offering.reason
            ELSE coalesce(newest_reading.reason,
                          'not_read: it was offered and not read yet; import again')
            END AS reason,
       offering.openbaar,
       CASE WHEN content_file.offering_id <> offering.offering_id
            THEN content_file.file END AS duplicate_of
FROM offering
LEFT JOIN content ON content.content_id = offering.content_id
LEFT JOIN content_file
  ON content_file.content_id = offering.content_id AND offering.state = 'offered'
LEFT JOIN dossier ON dossier.dossier_id = offering.dossier_id
LEFT JOIN newest_reading
  ON newest_reading.content_id = offering.content_id AND offering.state <> 'removed';
)sql";

// Pages with an id of their own, which says how new they are. A row's own number would not do: it
// may change when the file is compacted.
constexpr const char* kPages = R"sql(
CREATE TABLE page_with_id (
  page_id INTEGER PRIMARY KEY,
  reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 1),
  source TEXT NOT NULL CHECK (source IN ('text_layer', 'ocr', 'blank', 'failed')),
  quality REAL NOT NULL,
  reason TEXT NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  text TEXT NOT NULL,
  layout BLOB NOT NULL,
  label TEXT NOT NULL DEFAULT '',
  repaired TEXT NOT NULL DEFAULT '',
  UNIQUE (reading_id, number)
) STRICT;
INSERT INTO page_with_id
  SELECT coalesce((SELECT max(set_year) FROM offering JOIN reading USING (content_id)
                   WHERE reading.reading_id = page.reading_id AND state = 'offered'), 0)
           * 10000000000000 + reading_id * 1000000 + number,
         reading_id, number, source, quality, reason, width, height, text, layout, label, ''
  FROM page;
DROP TABLE page;
ALTER TABLE page_with_id RENAME TO page;
CREATE TABLE indicator (
  indicator TEXT PRIMARY KEY CHECK (indicator <> ''),
  label TEXT NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_value (
  indicator TEXT NOT NULL REFERENCES indicator ON DELETE CASCADE,
  year INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  value REAL NOT NULL,
  PRIMARY KEY (indicator, gm_code, year)
) STRICT, WITHOUT ROWID;
)sql";

// Views that find the first file of a content themselves: content_file, joined from the left, was
// made as a whole for each question.
constexpr const char* kQuickViews = R"sql(
DROP VIEW offering_result;
CREATE VIEW offering_result AS
SELECT offering.offering_id, offering.shown_path AS file, content.sha256, offering.set_year AS year,
       (SELECT coalesce(group_concat(gm_code, '|'), '')
        FROM (SELECT gm_code FROM offering_gemeente AS member
              WHERE member.offering_id = offering.offering_id ORDER BY position)) AS gemeenten,
       dossier.key AS dossier, offering.documentsoort, offering.document_date,
       newest_reading.page_count AS pages, newest_reading.ocr_pages,
       CASE WHEN offering.state IN ('skipped', 'removed') THEN offering.state
            WHEN offering.state = 'unreadable' THEN 'failed'
            WHEN newest_reading.reason LIKE 'not_readable_yet:%' THEN 'skipped'
            ELSE coalesce(newest_reading.result, 'failed') END AS result,
       CASE WHEN offering.state <> 'offered' THEN offering.reason
            ELSE coalesce(newest_reading.reason,
                          'not_read: it was offered and not read yet; import again')
            END AS reason,
       offering.openbaar,
       (SELECT CASE WHEN first.offering_id <> offering.offering_id THEN first.shown_path END
        FROM offering AS first
        WHERE first.content_id = offering.content_id AND first.state = 'offered'
          AND offering.state = 'offered'
        ORDER BY first.offering_id LIMIT 1) AS duplicate_of
FROM offering
LEFT JOIN content ON content.content_id = offering.content_id
LEFT JOIN dossier ON dossier.dossier_id = offering.dossier_id
LEFT JOIN newest_reading
  ON newest_reading.content_id = offering.content_id AND offering.state <> 'removed';
DROP VIEW arrangement_view;
CREATE VIEW arrangement_view AS
SELECT dossier.key AS dossier, arrangement.number AS record, coalesce(status.value, '') AS status,
       stated.position, stated.variable, stated.value, stated.outcome, stated.confidence,
       stated.rule, first.shown_path AS file, content.sha256, evidence.page, evidence.quote,
       (SELECT min(openbaar) FROM offering
        WHERE offering.content_id = first.content_id AND state = 'offered') AS openbaar,
       arrangement.arrangement_id
FROM dossier
CROSS JOIN arrangement ON arrangement.dossier_id = dossier.dossier_id
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = arrangement.arrangement_id
LEFT JOIN arrangement_value AS status
  ON status.arrangement_id = arrangement.arrangement_id AND status.variable = 'status'
LEFT JOIN offering AS first
  ON first.content_id = stated.content_id AND first.state = 'offered'
     AND NOT EXISTS (SELECT 1 FROM offering AS earlier
                     WHERE earlier.content_id = first.content_id AND earlier.state = 'offered'
                       AND earlier.offering_id < first.offering_id)
LEFT JOIN content ON content.content_id = first.content_id
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0;
)sql";

// The steps in order. Not constant: the panel's is a file of the library.
const std::vector<Migration>& migrations() {
  static const std::vector<Migration> steps = {
      {2,
       "ALTER TABLE reading ADD COLUMN modification_date TEXT NOT NULL DEFAULT '';"
       "ALTER TABLE reading ADD COLUMN language TEXT NOT NULL DEFAULT ''"
       " CHECK (language IN ('', 'nl', 'en', 'de', 'fr'));"
       "ALTER TABLE page ADD COLUMN label TEXT NOT NULL DEFAULT '';"
       "CREATE TABLE outline_entry ("
       " reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,"
       " position INTEGER NOT NULL, level INTEGER NOT NULL CHECK (level >= 1),"
       " title TEXT NOT NULL, page INTEGER NOT NULL,"
       " PRIMARY KEY (reading_id, position)) STRICT, WITHOUT ROWID;"},
      {3, kMembers},
      {4,
       "ALTER TABLE value ADD COLUMN doubt TEXT NOT NULL DEFAULT '';"
       "ALTER TABLE arrangement_value ADD COLUMN doubt TEXT NOT NULL DEFAULT ''"},
      {5, kKeepingSchema},
      {6, kPanelSchema},
      {7, kPages},
      {8, kSearchSchema},
      {9, kPrivateSchema},
      {10, kQuickViews},
      {11, kReviewSchema},
      {12, kPanelSchema},
      {13, kPanelSchema},
  };
  return steps;
}
constexpr int kSchemaVersion = 13;
// A connection is used by one thread at a time; SQLite need not lock it for every column.
constexpr int kOneThread = SQLITE_OPEN_NOMUTEX;

int pragma_number(SQLite::Database& database, const char* pragma) {
  return database.execAndGet(pragma).getInt();
}

// A file name as part of a URI, for immutable=1.
std::string file_uri(const std::filesystem::path& file) {
  std::string uri = "file:";
  const std::filesystem::path absolute = std::filesystem::absolute(file);
  for (const char byte : absolute.native()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(byte)) || byte == '/';
    uri += plain ? std::string(1, byte)
                 : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
  }
  return uri + "?immutable=1";
}

std::unique_ptr<SQLite::Database> open_to_read(const std::filesystem::path& file) {
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.native(), SQLite::OPEN_READONLY | kOneThread, 1000 * ConnectionOptions().busy_seconds);
    pragma_number(*database, "PRAGMA user_version");  // the first touch opens the WAL
    return database;
  } catch (const SQLite::Exception& failure) {
    const int code = failure.getErrorCode();
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) throw;
  }
  std::error_code ignored;
  const std::filesystem::path log = file.native() + "-wal";
  if (std::filesystem::exists(log, ignored) && std::filesystem::file_size(log, ignored) > 0) {
    throw Error(ErrorKind::corpus, shown(file.parent_path()),
                "was not closed by the program that wrote it and cannot be written now",
                "copy the folder to a place that can be written, and use the copy");
  }
  return std::make_unique<SQLite::Database>(file_uri(file),
                                            SQLite::OPEN_READONLY | SQLite::OPEN_URI | kOneThread);
}

void check_version(SQLite::Database& database, const std::filesystem::path& file, Access access) {
  const std::string folder = shown(file.parent_path());
  if (pragma_number(database, "PRAGMA application_id") != kApplicationId) {
    throw Error(ErrorKind::corpus, folder,
                "is not a corpus: monitor.sqlite is another program's file",
                "name the folder of a corpus, or make one with init");
  }
  const int version = pragma_number(database, "PRAGMA user_version");
  if (version > kSchemaVersion) {
    throw Error(
        ErrorKind::corpus, folder,
        fmt::format("was made by a newer version of this program (schema {}; this one knows {})",
                    version, kSchemaVersion),
        "use that version of the program, or a newer one");
  }
  if (version < 1) {
    throw Error(ErrorKind::corpus, folder,
                fmt::format("is damaged: it has no schema ({})", version),
                "restore it from a backup");
  }
  if (version < kSchemaVersion && access == Access::read) {
    throw Error(
        ErrorKind::corpus, folder,
        fmt::format("was made by an older version of this program (schema {})", version),
        "run `inkoopmonitor init` on it, which brings it up to date, codes nothing again and "
        "keeps all that is in it");
  }
}

void prepare_for_writing(SQLite::Database& database, const ConnectionOptions& options) {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  if (options.bytes_max > 0) {
    const int page_size = pragma_number(database, "PRAGMA page_size");
    database.exec(fmt::format("PRAGMA max_page_count = {}",
                              std::max<std::uint64_t>(1, options.bytes_max / page_size)));
  }
}

// SQLite counts what memory it takes, under a lock at each piece, for whoever asks; nobody does.
// It can be told only before its first use, and refuses, without harm, when it was used already.
void count_no_memory() {
  [[maybe_unused]] static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

int schema_version() {
  return kSchemaVersion;
}

int stored_version(const std::filesystem::path& file) {
  return pragma_number(*open_to_read(file), "PRAGMA user_version");
}

void migrate(SQLite::Database& database, std::span<const Migration> steps) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::EXCLUSIVE);
  int version = pragma_number(database, "PRAGMA user_version");
  for (const Migration& step : steps) {
    if (step.to <= version) continue;
    assert(step.to == version + 1);
    database.exec(step.sql);
    database.exec(fmt::format("PRAGMA user_version = {}", step.to));
    version = step.to;
  }
  transaction.commit();
}

Query::~Query() {
  if (!statement_) return;
  statement_->tryReset();
  statement_->clearBindings();
}

void Query::run() {
  statement_->exec();
  statement_->reset();
}

Connection::Connection(const std::filesystem::path& file, const ConnectionOptions& options) {
  count_no_memory();
  if (options.access == Access::read) {
    database_ = open_to_read(file);
    check_version(*database_, file, options.access);
    database_->exec("PRAGMA query_only = ON");
    // Room for what a question comes back to: a page that had to make way is read again.
    database_->exec("PRAGMA cache_size = -65536");
    return;
  }
  const int create = options.new_file ? SQLite::OPEN_CREATE : 0;
  const int flags = SQLite::OPEN_READWRITE | kOneThread | create;
  database_ = std::make_unique<SQLite::Database>(file.native(), flags, 1000 * options.busy_seconds);
  if (!options.new_file) check_version(*database_, file, options.access);
  prepare_for_writing(*database_, options);
  // Not without need, since it waits until it may write.
  const bool older =
      !options.new_file && pragma_number(*database_, "PRAGMA user_version") < kSchemaVersion;
  if (older) migrate(*database_, migrations());
  // After migrating: steps may have to make a table anew, which foreign keys forbid.
  database_->exec("PRAGMA foreign_keys = ON");
}

Query Connection::query(const char* sql) {
  std::unique_ptr<SQLite::Statement>& statement = statements_[sql];
  if (!statement) statement = std::make_unique<SQLite::Statement>(*database_, sql);
  return Query(*statement);
}

std::string shown(const std::filesystem::path& path) {
  return text::escaped_path(path.native());
}

Error disk_full(const std::filesystem::path& folder) {
  return Error(ErrorKind::corpus, shown(folder),
               "disk full: there is no room for what was to be written",
               "make room and run this again; it goes on where it stopped and nothing was lost");
}

Error corpus_error(const std::filesystem::path& folder, const SQLite::Exception& failure) {
  const auto error = [&](const std::string& problem, const std::string& remedy) {
    return Error(ErrorKind::corpus, shown(folder), problem, remedy);
  };
  switch (failure.getErrorCode()) {
    case SQLITE_FULL:
      return disk_full(folder);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error("is being written by another program",
                   "wait until it is done and run this again");
    case SQLITE_CORRUPT:
      return error(fmt::format("is damaged ({})", failure.what()), "restore it from a backup");
    case SQLITE_NOTADB:
      return error("is not a corpus, or is damaged: monitor.sqlite is no SQLite file",
                   "name the folder of a corpus, or restore it from a backup");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return error(fmt::format("cannot be opened ({})", failure.what()),
                   "ask for the right to read and write monitor.sqlite and its folder");
    case SQLITE_IOERR:
      return error(fmt::format("cannot be read or written ({})", failure.what()),
                   "check the disk and its free room, and run this again");
    default:
      return error(fmt::format("its database refused ({})", failure.what()),
                   "report this message; the corpus was left as it was");
  }
}

}  // namespace inkoopmonitor::corpus
