// The corpus: one folder with a SQLite database (schema.sql, which is also its documentation) and
// the contents that were offered, kept by their SHA-256.
//
//   DIR/monitor.sqlite    everything that was learnt
//   DIR/contents/ab/…     bytes, once each, named by their SHA-256
//   DIR/incoming/         what was found in containers, until it is kept or left out
//   DIR/editions/         what publications rest on: databases without pages, named by edition
//   DIR/lock              held by the one process that writes
//
// Nothing here knows how a value was found or how it is shown. Every method that writes is one
// transaction. Failures of the corpus itself (newer version, locked, disk full, damaged) throw
// Error of kind `corpus`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "classify/record.h"
#include "extract/document.h"

struct sqlite3_stmt;

namespace inkoopmonitor::corpus {

// That a file was handed in. Paths are bytes as the file system has them.
struct Offering {
  std::string root;  // absolute folder that was named to import
  std::string path;  // relative to root; the first part of the offering's identity
  int set_year = 0;  // the collection it belongs to
  std::vector<std::string> gemeenten;  // codes; from manifest or folder, may be empty
  std::string gemeenten_source;        // "manifest", "folder" or empty
  std::string dossier;                 // empty: a dossier of its own
  std::string documentsoort;           // from the manifest; may be empty
  std::string document_date;           // ISO, from the manifest; may be empty
  bool openbaar = false;
  std::uint32_t nesting = 0;  // in how many containers it lay, which are named in its path
  bool operator==(const Offering&) const = default;
};

// What became of an offering when it was recorded.
enum class Offered : std::uint8_t {
  new_content,  // to be read
  duplicate,    // a new offering of content that is known
  known,        // this very offering (root, path, content, year) was recorded before
  skipped,      // not a kind of file that is read; listed with its reason
  unreadable,   // could not be opened or copied; listed with its reason
};

struct OfferedFile {
  Offered what = Offered::unreadable;
  std::string sha256;        // empty when unreadable
  std::string reason;        // for skipped and unreadable: code ": " sentence
  std::string duplicate_of;  // path of the first offering of this content
};

// A file that lay in another one and was offered with it.
struct OfferedMember {
  std::string path;  // as in Offering
  OfferedFile offered;
};

// A content that waits for the reader or for the rules.
struct Content {
  std::string sha256;
  std::filesystem::path file;  // where its bytes are
  std::uint64_t bytes = 0;
  std::uint32_t nesting = 0;  // in how many containers it lies where it lies in the fewest
};

// A coded content's way into classification: what its offerings say of it, joined.
struct CodingTask {
  std::string sha256;
  int set_year = 0;                    // of its first offering
  std::vector<std::string> gemeenten;  // of all its offerings
  std::string gemeenten_source, documentsoort, document_date;
  bool operator==(const CodingTask&) const = default;
};

// The part of a long list that is wanted: at most `count` (negative: all) of what stands behind
// `after` (empty: from the beginning).
struct Part {
  std::string after = {};
  std::int64_t count = -1;
};

// The municipalities of one register year, for the gazetteer: name, code; regions and spelling
// variants with the codes that they stand for.
struct RegisterName {
  std::string name;
  std::vector<std::string> codes;
  bool region = false;
};

// A row of a question: text of each column, or nothing for NULL.
using Row = std::vector<std::optional<std::string>>;
struct Rows {
  std::vector<std::string> columns;
  std::vector<Row> rows;
};
using Parameter = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

// A row that is being read; columns count from 0. Texts last until the next row.
class ReadRow {
 public:
  explicit ReadRow(sqlite3_stmt* statement) : statement_(statement) {}
  std::string_view text(int column) const;  // empty for NULL
  std::int64_t number(int column) const;    // 0 for NULL
  double real(int column) const;

 private:
  sqlite3_stmt* statement_;
};

struct Program {  // what a run was made with, kept in table `run`
  std::string version, reader_version, ruleset;
  std::string arguments;
  std::string libraries = {};  // "poppler 22.12.0, tesseract 5.3.0, …"
  // When it began (UTC, 2019-01-31T12:00:00Z); empty: now. Parts of one import that are done apart
  // say the same, so that merging finds them to be one.
  std::string started = {};
};

// Something that a person has to see: what is damaged, what contradicts.
struct Finding {
  std::string code;     // `file_damaged`, `decision_differs`, …
  std::string where;    // file, dossier or table
  std::string problem;  // a sentence without its full stop
  bool operator==(const Finding&) const = default;
};

// Called between the steps of long work. What it throws stops the work, which then leaves nothing
// half done.
using Between = std::function<void()>;

// What `assign` says of a document; what is not given stays.
struct Assignment {
  std::optional<int> set_year = {};
  std::optional<std::vector<std::string>> gemeenten = {};  // codes
  std::optional<std::string> dossier = {};                 // empty: a dossier of its own
  std::optional<bool> openbaar = {};
  std::string reason = {};
};

// What removing a content took away.
struct Removed {
  std::size_t offerings = 0, pages = 0, decisions_without_quote = 0;
  std::vector<std::string> contents;  // SHA-256: it, and what lay in it and nowhere else
  std::vector<std::string> editions;  // which still hold values of it
};

// A value that people coded by hand, for a cell of the panel; voorziening '' is all of the domain.
struct HandValue {
  int panel_year = 0;
  std::string gm_code, domein, voorziening, variable, value;
  std::string source;  // file and line that it came from
};
struct HandImport {
  std::size_t added = 0, replaced = 0, unchanged = 0;
};

// A value of a cell of the panel that is another than before.
struct PanelChange {
  int panel_year = 0;
  std::string gm_code, domein, voorziening, variable;
  std::string before, after;  // several in force: joined by |; empty: none
  // new_document, removed_document, assigned (to another dossier), new_reading, new_rule, review,
  // by_hand, or register: what moved though nothing of its dossier did (another year or register).
  std::string why;
  std::string dossier;
  bool operator==(const PanelChange&) const = default;
};

// What merging another corpus brought.
struct Merged {
  std::size_t contents = 0, offerings = 0, readings = 0, codings = 0, decisions = 0;
  std::size_t hand_values = 0;
  std::vector<Finding> conflicts;
};

enum class Access : std::uint8_t { read, write };

struct OpenOptions {
  double lock_wait_seconds = 10;  // how long to wait for another process that writes
  std::uint64_t bytes_max =
      0;  // the database may not grow beyond this: disk full then; 0: no limit
};

class Database {
 public:
  // Makes a new corpus in `folder` (which must be empty or absent) with the register's data files
  // of `register_folder` (corpus/register in the source tree) loaded.
  static Database create(const std::filesystem::path& folder,
                         const std::filesystem::path& register_folder);
  // Opens one. An older schema is migrated on Access::write and refused on Access::read. For
  // writing it takes the lock and waits for it at most `lock_wait_seconds`; then Error says who
  // holds it. Reading needs no lock, sees what was committed before each question, and works on a
  // medium that cannot be written.
  static Database open(const std::filesystem::path& folder, Access access,
                       double lock_wait_seconds = 10);
  static Database open(const std::filesystem::path& folder, Access access,
                       const OpenOptions& options);
  static bool exists(const std::filesystem::path& folder);
  // Whether one that is there has an older schema, so that it has to be opened for writing once.
  static bool is_older(const std::filesystem::path& folder);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // --- runs -------------------------------------------------------------------------------------
  std::int64_t begin_run(std::string_view kind, const Program& program);
  void end_run(std::int64_t run, int exit_status);

  // --- offering and reading ---------------------------------------------------------------------
  // Records the file `offering.root / offering.path`: hashes it, keeps its bytes when they are new,
  // writes the offering. `skip_reason` not empty: the file is only listed as skipped. Offering
  // again what is known changes nothing except facts the manifest now gives otherwise (a fact left
  // empty changes nothing; `openbaar` always counts as given). A file that was skipped or
  // unreadable before and can be read now is healed in its place; one that was read before and is
  // missing now keeps its earlier result. With a container that was read before, all that lay in it
  // is offered again too.
  OfferedFile offer(std::int64_t run, const Offering& offering, const std::string& skip_reason);
  // A path that was named in a manifest or on the command line but is not there, or a folder that
  // may not be entered: recorded as failed with its reason, so that it is accounted for.
  void offer_missing(std::int64_t run, const Offering& offering, const std::string& reason);
  // Contents without a reading by this version of the reader, in order of their first offering;
  // also those that it left closed because they lay too deep in others, once they lie less deep.
  std::vector<Content> contents_to_read(const std::string& reader_version) const;
  // Keeps what lay in it (`document.members`; those that have a file) and offers it wherever the
  // content is offered, with the same year, municipalities, dossier and openbaar. A member without
  // a file is skipped when its reason is `other_format`, else unreadable. Gives what was offered.
  // `repaired`: of each page what is to be found too, besides its text.
  std::vector<OfferedMember> store_reading(std::int64_t run, const std::string& sha256,
                                           const std::string& reader_version,
                                           const extract::Document& document,
                                           const std::vector<std::string>& repaired = {});
  // Where the bytes of a content lie; they may be gone when nothing offers it any more.
  std::filesystem::path file_of(const std::string& sha256) const;
  // The newest reading of a content; nothing when it has none.
  std::optional<extract::Document> reading(const std::string& sha256) const;

  // --- coding -----------------------------------------------------------------------------------
  // Contents whose newest reading has no coding by this ruleset, or whose offerings say something
  // else since (all: every content with a reading); without those of which nothing could be read,
  // and without containers that have no page of their own.
  // In order of their first offering; `part` goes by SHA-256.
  std::vector<CodingTask> contents_to_code(const std::string& ruleset, bool all,
                                           const Part& part = {}) const;
  // How many these are in all.
  std::size_t count_to_code(const std::string& ruleset, bool all) const;
  void store_coding(std::int64_t run, const std::string& sha256, const std::string& ruleset,
                    const classify::Coding& coding);
  // Dossiers of which a document was coded or moved since they were resolved: key and the coded
  // contents in them (id = sha256), in order of offering. A dossier that lost its last coded
  // document comes with none: its arrangements have to be stored as none.
  struct Dossier {
    std::string key;
    std::vector<std::string> contents;
  };
  // In order of their keys, by which `part` goes.
  std::vector<Dossier> dossiers_to_resolve(const Part& part = {}) const;
  // The current coding; without records when there is none.
  classify::Coding coding(const std::string& sha256) const;
  // What coding that content would start from now. It must be offered.
  CodingTask coding_task(const std::string& sha256) const;
  // The ruleset of its current coding; empty when it has none, or one that would be made again
  // because of what is known of its offerings or a newer reading.
  std::string ruleset_of(const std::string& sha256) const;
  void store_arrangements(std::int64_t run, const std::string& dossier,
                          const std::vector<classify::Arrangement>& arrangements);
  // Makes of the panel anew what no longer follows from offerings, readings, arrangements and
  // register (rules in panel.cpp). To be called at the end of every run that writes one of them: it
  // costs what was touched.
  void rebuild_panel();

  // --- correcting -------------------------------------------------------------------------------
  // Corrects what every offering of a content says, with its history; later imports do not undo it.
  // Gives how many facts changed.
  std::size_t assign(std::int64_t run, const std::string& sha256, const Assignment& assignment);
  // Takes a content away for good: bytes, pages, values and quotes; hash, offerings and reason
  // stay, and it is not taken in again. What lay in it and was offered nowhere else goes too.
  Removed remove(std::int64_t run, const std::string& sha256, const std::string& reason);
  // Lets a removed content be offered again. False when it was not removed.
  bool readmit(const std::string& sha256);

  // --- coded by hand ----------------------------------------------------------------------------
  // Keeps the values; the panel has to be made again after that.
  HandImport import_hand_values(std::int64_t run, const std::vector<HandValue>& values);

  // --- history ----------------------------------------------------------------------------------
  // What differs in the panel now from what it was when `run` ended, in order of year,
  // municipality, domain, voorziening and variable; with `until_run`, what it was when that ended.
  // Error (usage) for a run that there is not.
  std::vector<PanelChange> panel_changes(std::int64_t since_run, std::int64_t until_run = 0) const;
  // Freezes what a publication rests on, with these files (name, bytes) beside it. Quotes of
  // documents that are not openbaar stay out. Error (usage) when there is one of that name.
  void make_edition(std::int64_t run, const std::string& name, const Program& program,
                    const std::vector<std::pair<std::string, std::string>>& files);
  // The folder of an edition as a corpus of its own, to be opened for reading; checked against its
  // hash. It is made in `into`, which must not be there; one of an older version is made new there.
  void open_edition(const std::string& name, const std::filesystem::path& into) const;

  // --- several corpora --------------------------------------------------------------------------
  // Takes in all that the corpus in `folder` has: files, readings, codings, decisions, corrections,
  // values coded by hand. What both have and tell otherwise is settled in a way that does not
  // depend on which was merged first (merge.cpp), and listed. Dossiers have to be resolved after
  // it.
  Merged merge(std::int64_t run, const std::filesystem::path& folder, const Between& between);
  // Writes a file that `restore` makes this corpus from as it is now, whoever writes to it
  // meanwhile, and reads it back. Error (usage) when the file is there.
  void backup(const std::filesystem::path& file, const Between& between) const;

  // --- register ---------------------------------------------------------------------------------
  // Municipalities that existed on a day of `year`, by name, other spellings too; jeugdregio's as
  // they were nearest to that year, with the municipalities that their members are in `year`. A
  // region called as a municipality is given as "regio X", "jeugdregio X" and "jeugdzorgregio X"
  // only. In order of name.
  std::vector<RegisterName> register_names(int year) const;
  int first_register_year() const;
  int last_register_year() const;  // a later year is read with this one
  // The code of a municipality that existed on a day of `year`, by its code, name or another
  // spelling, whatever case, diacritics, hyphens and points; "gemeente X" too. Nothing when there
  // is none, or more than one ("Bergen").
  std::optional<std::string> municipality_code(const std::string& name_or_code, int year) const;

  // Takes in tables of the register, as the files of corpus/register have them: municipality_year,
  // municipality_change, aliases, region, region_member, region_aliases, population. A table is
  // known by its columns. Rows of municipality_year replace those of their years, of region_member
  // those of their kind and year; other rows are added or take the place of those with the same
  // key. Error of kind `usage` naming file and line for what is no such table; then nothing has
  // changed. Gives how many rows each file had, and what looks wrong: municipalities that are not
  // in a year any more and of which no change says who followed them. The panel has to be made
  // anew.
  struct RegisterTable {
    std::string file;  // for messages
    std::vector<std::string> header;
    struct Line {
      std::size_t number = 0;
      std::vector<std::string> fields;
    };
    std::vector<Line> lines;
  };
  struct RegisterUpdate {
    std::vector<std::pair<std::string, std::size_t>> tables;  // in the order of the files
    std::vector<std::string> findings;
  };
  RegisterUpdate import_register(const std::vector<RegisterTable>& tables);
  // Figures by municipality (its code) and year, from a run; those of the same place are replaced.
  struct Indicator {
    std::string name, label, unit, source;
    struct Figure {
      std::string gm_code;
      int year = 0;
      double value = 0;
    };
    std::vector<Figure> figures;
  };
  void import_indicator(std::int64_t run, const Indicator& indicator);

  // --- asking -----------------------------------------------------------------------------------
  // Any reading statement over the tables and views of schema.sql; named parameters :name. Error of
  // kind `usage` for a statement that is wrong, or that would write.
  // `seconds_max`: Error of kind `usage` for one that takes longer; 0: it may.
  Rows select(std::string_view sql,
              const std::vector<std::pair<std::string, Parameter>>& parameters = {},
              double seconds_max = 0) const;
  // The same, row by row as they are read: for questions with many rows, of which to keep each cell
  // as a text would take longer than to read it.
  void each(std::string_view sql, const std::vector<std::pair<std::string, Parameter>>& parameters,
            const std::function<void(const ReadRow&)>& take) const;

  const std::filesystem::path& folder() const;

 private:
  struct Implementation;
  explicit Database(std::unique_ptr<Implementation>);
  std::unique_ptr<Implementation> implementation_;
};

// Words [first, last] of a page.
struct WordRange {
  std::int64_t first = 0, last = 0;
};
// A quote whose first word is number `first_word` of its page, with … for each word in `ranges`.
// Doing it again changes nothing.
std::string masked(const std::string& quote, std::int64_t first_word,
                   const std::vector<WordRange>& ranges);

// The present version of the schema (PRAGMA user_version).
int schema_version();

// What `verify` looked at, and what is wrong.
struct Verified {
  std::size_t files = 0, pages = 0, quotes = 0, rows = 0;
  std::vector<Finding> findings;
};
// Holds a corpus against itself: the database's own structure, foreign keys, every file against its
// hash, every page's words against its text, every quote against its page, editions against their
// hash. Works on a damaged database, and says what of which document is lost.
Verified verify(const std::filesystem::path& folder, const Between& between);

// Makes in `out` (new or empty) a corpus of everything that can still be read in `folder`. Gives
// what is lost.
std::vector<Finding> salvage(const std::filesystem::path& folder, const std::filesystem::path& out,
                             const Between& between);

// Makes the corpus that was backed up in `file` in `folder`, which must be new or empty. Everything
// is held against its hash before the folder gets its name. Error (corpus) for a damaged file.
void restore(const std::filesystem::path& file, const std::filesystem::path& folder,
             const Between& between);

// What the bytes of a file would be known by; nothing is kept of them, `also` gets them part by
// part. `failure` is why it cannot be read: code ": " sentence; the rest is empty then.
struct FileHash {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string failure;
};
FileHash file_hash(const std::filesystem::path& file,
                   const std::function<void(std::string_view)>& also = {});

// Adds a run that only read, such as a publication. False when the corpus cannot be written.
bool note_run(const std::filesystem::path& folder, std::string_view kind, const Program& program);

}  // namespace inkoopmonitor::corpus
