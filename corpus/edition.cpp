// Editions. An edition is a corpus without pages: every table that a question reads, as it was, in
// one file that nothing writes to again. So a publication is made again by the very questions that
// made it, with the register, the decisions and the panel of then, whatever has become of the
// corpus. Keeping only the panel's rows was turned down: pages of evidence and lists of documents
// rest on the rest. Rivals, and quotes of documents that are not openbaar, are no part of a
// publication and stay out, so that an edition may be handed on; … stands where a quote was.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "corpus/connection.h"
#include "corpus/content_store.h"
#include "corpus/decisions.h"
#include "corpus/table_walk.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 14> kLeftOut = {
    "page",          "outline_entry",     "rival",          "arrangement_rival",
    "history_state", "history_cell",      "history_change", "edition",
    "upkeep",        "hand_value_before", "decision_act",   "assignment",
    "second_coding", "second_value"};

constexpr const char* kPrune =
    "UPDATE edition.evidence SET quote = '…' WHERE page > 0 AND value_id IN"
    " (SELECT value_id FROM edition.value JOIN edition.record USING (record_id)"
    "  JOIN edition.coding USING (coding_id) WHERE content_id IN temp.closed);"
    "UPDATE edition.arrangement_evidence SET quote = '…' WHERE page > 0"
    " AND (arrangement_id, variable) IN (SELECT arrangement_id, variable"
    "  FROM edition.arrangement_value WHERE content_id IN temp.closed);"
    "UPDATE edition.decision SET quote = '…', note = '' WHERE reading_id IN"
    " (SELECT reading_id FROM edition.reading WHERE content_id IN temp.closed)";

void check_name(const std::string& name) {
  constexpr std::size_t size_max = 100;
  const auto is_plain = [](unsigned char sign) { return sign < 0x80 && std::isalnum(sign) != 0; };
  const bool allowed = !name.empty() && name.size() <= size_max && is_plain(name[0]) &&
                       std::all_of(name.begin(), name.end(), [&](unsigned char sign) {
                         return is_plain(sign) || sign == '.' || sign == '_' || sign == '-';
                       });
  if (allowed) return;
  throw Error(ErrorKind::usage, "edition", "\"" + name + "\" cannot be its name",
              "use letters, figures, points, hyphens and underscores only");
}

// Nothing is made again from what changes in an edition.
void forget_triggers(SQLite::Database& database) {
  std::vector<std::string> names;
  SQLite::Statement triggers(database, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  while (triggers.executeStep()) names.push_back(triggers.getColumn(0).getString());
  for (const std::string& name : names) database.exec("DROP TRIGGER " + name);
}

void make_empty(const fs::path& file) {
  ConnectionOptions options;
  options.access = Access::write;
  options.new_file = true;
  Connection connection(file, options);
  SQLite::Database& database = connection.database();
  database.exec(kSchema);
  database.exec(kKeepingSchema);
  database.exec(kPanelSchema);
  database.exec(kPrivateSchema);
  database.exec(kReviewSchema);
  forget_triggers(database);
  database.exec("CREATE TABLE edition_file (name TEXT PRIMARY KEY, bytes TEXT NOT NULL) STRICT");
  database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  database.exec(fmt::format("PRAGMA user_version = {}", schema_version()));
  database.exec("PRAGMA journal_mode = DELETE");
}

std::string columns_of(SQLite::Database& database, const std::string& table) {
  SQLite::Statement rows(database, "SELECT name FROM pragma_table_info(?)");
  rows.bind(1, table);
  std::string columns;
  while (rows.executeStep())
    columns += (columns.empty() ? "" : ", ") + rows.getColumn(0).getString();
  return columns;
}

// Words that must not be quoted are words of evidence too; each becomes … in the edition. Where it
// is not known which document a quote of an arrangement is from, nothing is left of it: no
// publication shows those.
void mask_private_words(SQLite::Database& database) {
  constexpr std::array<std::pair<const char*, const char*>, 2> quotes = {{
      {"SELECT evidence.value_id, evidence.position, evidence.page, evidence.first_word,"
       " evidence.quote, private.first_word, private.last_word FROM edition.private_words AS "
       "private"
       " JOIN edition.record USING (coding_id) JOIN edition.value USING (record_id)"
       " JOIN edition.evidence ON evidence.value_id = value.value_id"
       "  AND evidence.page = private.page AND evidence.first_word <= private.last_word"
       "  AND evidence.last_word >= private.first_word",
       "UPDATE edition.evidence SET quote = ? WHERE value_id = ? AND position = ?"},
      {"SELECT evidence.arrangement_id, evidence.variable, evidence.page, evidence.first_word,"
       " evidence.quote, private.first_word, private.last_word FROM edition.private_words AS "
       "private"
       " JOIN edition.coding USING (coding_id) JOIN edition.arrangement_value AS stated"
       "  ON stated.content_id = coding.content_id JOIN edition.arrangement_evidence AS evidence"
       "  ON evidence.arrangement_id = stated.arrangement_id"
       "  AND evidence.variable = stated.variable AND evidence.position = 0"
       "  AND evidence.page = private.page AND evidence.first_word <= private.last_word"
       "  AND evidence.last_word >= private.first_word",
       "UPDATE edition.arrangement_evidence SET quote = ? WHERE arrangement_id = ?"
       " AND variable = ? AND position = 0"},
  }};
  for (const auto& [select, update] : quotes) {
    struct Quote {
      std::int64_t first_word = 0;
      std::string text;
      std::vector<WordRange> ranges;
    };
    std::map<std::pair<std::int64_t, std::string>, Quote> hit;
    SQLite::Statement rows(database, select);
    while (rows.executeStep()) {
      Quote& quote = hit[{rows.getColumn(0).getInt64(), rows.getColumn(1).getString()}];
      quote.first_word = rows.getColumn(3).getInt64();
      quote.text = rows.getColumn(4).getString();
      quote.ranges.push_back({rows.getColumn(5).getInt64(), rows.getColumn(6).getInt64()});
    }
    SQLite::Statement change(database, update);
    for (const auto& [key, quote] : hit) {
      change.bind(1, masked(quote.text, quote.first_word, quote.ranges));
      change.bind(2, key.first);
      change.bind(3, key.second);
      change.exec();
      change.reset();
    }
  }
  database.exec(
      "UPDATE edition.arrangement_evidence SET quote = '…' WHERE page > 0 AND (position > 0 OR"
      " (arrangement_id, variable) IN (SELECT arrangement_id, variable"
      "  FROM edition.arrangement_value WHERE content_id IS NULL));"
      "UPDATE edition.decision SET quote = '…', note = '' WHERE EXISTS (SELECT 1"
      " FROM edition.coding JOIN edition.private_words AS private USING (coding_id)"
      " WHERE coding.reading_id = decision.reading_id AND private.page = decision.page"
      "  AND decision.first_word <= private.last_word AND decision.last_word >= "
      "private.first_word)");
}

// In one transaction, so that it is the corpus of one moment.
void fill(Connection& connection, const std::vector<std::pair<std::string, std::string>>& files) {
  SQLite::Database& database = connection.database();
  Transaction transaction(connection);
  for (const std::string& table : tables_of(database)) {
    if (std::find(kLeftOut.begin(), kLeftOut.end(), table) != kLeftOut.end()) continue;
    const std::string columns = columns_of(database, table);
    database.exec(
        fmt::format("INSERT INTO edition.{0} ({1}) SELECT {1} FROM main.{0}", table, columns));
  }
  database.exec(
      "CREATE TEMP TABLE IF NOT EXISTS closed (content_id INTEGER PRIMARY KEY);"
      "DELETE FROM temp.closed; INSERT INTO temp.closed"
      " SELECT content_id FROM content WHERE content_id NOT IN"
      "  (SELECT content_id FROM content_file WHERE openbaar)");
  database.exec(kPrune);
  mask_private_words(database);
  SQLite::Statement insert(database, "INSERT INTO edition.edition_file VALUES (?, ?)");
  for (const auto& [name, bytes] : files) {
    insert.bind(1, name);
    insert.bind(2, bytes);
    insert.exec();
    insert.reset();
  }
  transaction.commit();
}

}  // namespace

void Database::make_edition(std::int64_t run, const std::string& name, const Program& program,
                            const std::vector<std::pair<std::string, std::string>>& files) {
  check_name(name);
  guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Query known = connection.query("SELECT 1 FROM edition WHERE name = ?");
    known.bind(name);
    if (known.step()) {
      throw Error(ErrorKind::usage, "edition " + name, "there is one of this name",
                  "give another name; what was frozen stays as it is");
    }
    known.again();
    const fs::path editions = folder() / kEditionsFolder, file = editions / (name + ".sqlite");
    fs::create_directories(editions);
    const TemporaryFile made(file.native() + ".new");
    make_empty(made.path());
    {
      SQLite::Statement attach(connection.database(), "ATTACH ? AS edition");
      attach.bind(1, made.path().native());
      attach.exec();
    }
    try {
      connection.database().exec("PRAGMA foreign_keys = OFF");
      fill(connection, files);
    } catch (...) {
      connection.database().tryExec("DETACH edition");
      connection.database().tryExec("PRAGMA foreign_keys = ON");
      throw;
    }
    connection.database().exec("DETACH edition");
    connection.database().exec("PRAGMA foreign_keys = ON");
    const std::string sha256 = hash_of(made.path()).sha256;
    fs::rename(made.path(), file);
    sync_folder(editions);
    connection.query("INSERT INTO edition VALUES (?, ?, ?, ?, ?)")
        .bind(name, run, program.ruleset, program.version, sha256)
        .run();
  });
}

void Database::open_edition(const std::string& name, const fs::path& into) const {
  std::string sha256;
  guarded(folder(), [&] {
    Query known = implementation_->connection.query("SELECT sha256 FROM edition WHERE name = ?");
    known.bind(name);
    if (known.step()) sha256 = known.text(0);
  });
  if (sha256.empty()) {
    throw Error(ErrorKind::usage, "edition " + name, "there is no such edition",
                "see which there are with: inkoopmonitor edition list");
  }
  const fs::path file = folder() / kEditionsFolder / (name + ".sqlite");
  if (hash_of(file).sha256 != sha256) {
    throw Error(ErrorKind::corpus, shown(file), "is not as it was made",
                "restore the corpus from a backup");
  }
  fs::create_directories(into / "contents");
  fs::copy_file(file, into / kDatabaseFile);
  // Only the copy is brought up to date, and its panel made again of what was frozen with it.
  if (is_older(into)) open(into, Access::write).rebuild_panel();
}

bool note_run(const fs::path& folder, std::string_view kind, const Program& program) {
  try {
    ConnectionOptions options;
    options.access = Access::write;
    Connection connection(folder / kDatabaseFile, options);
    connection
        .query(
            "INSERT INTO run (kind, program_version, reader_version, ruleset, arguments,"
            " libraries, started, ended, exit_status) SELECT ?, ?, ?, ?, ?, ?, now, now, 0"
            " FROM (SELECT max(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),"
            "  coalesce((SELECT max(started) FROM run), '')) AS now)")
        .bind(std::string(kind), program.version, program.reader_version, program.ruleset,
              program.arguments, program.libraries)
        .run();
    return true;
  } catch (const SQLite::Exception&) {
    return false;  // the medium cannot be written, or another one is writing all this time
  }
}

}  // namespace inkoopmonitor::corpus
