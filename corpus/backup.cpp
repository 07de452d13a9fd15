// A backup is a tar file, which any system can open:
//
//   monitor.sqlite           the database as it was at one moment
//   monitor.sqlite.sha256    its hash
//   contents/ab/<sha256>     the bytes of each content, named by their hash
//   editions/<name>.sqlite   frozen editions; their hashes stand in the database
//
// The database is copied within one read transaction, which writers do not disturb and which does
// not hold them up. Bytes of contents are there before a row speaks of them, so whatever the copy
// speaks of is there too, unless it was removed meanwhile. What was written is read back and held
// against its hashes before the file gets its name. It is not compressed: offered files hardly
// shrink, and a damaged byte costs one file. A copy of the folder was turned down, because the
// database's log is not a part of its file.

#include <SQLiteCpp/Backup.h>
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "corpus/connection.h"
#include "corpus/content_store.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabaseHash = "monitor.sqlite.sha256";
constexpr int kPagesAStep = 4096;

[[noreturn]] void writing_failed(const fs::path& file, int error, const char* problem) {
  if (error == ENOSPC || error == EDQUOT) throw disk_full(file.parent_path());
  throw Error(ErrorKind::corpus, shown(file),
              fmt::format("cannot be written ({})", problem != nullptr ? problem : "unknown"),
              "check the disk and the rights on the folder, and run this again");
}

[[noreturn]] void backup_damaged(const fs::path& file, const std::string& problem) {
  throw Error(ErrorKind::corpus, shown(file), "is damaged: " + problem,
              "use another backup; nothing was made of this one");
}

void sync_file(const fs::path& file) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened || ::fsync(opened.number()) != 0) writing_failed(file, errno, std::strerror(errno));
}

fs::path without_slash(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

fs::path folder_of(const fs::path& path) {
  return without_slash(path).parent_path();
}

// --- writing
// --------------------------------------------------------------------------------------

class TarWriter {
 public:
  explicit TarWriter(const fs::path& file)
      : file_(file), archive_{archive_write_new(), &archive_write_free} {
    check(archive_write_set_format_pax_restricted(archive_.get()));
    check(archive_write_open_filename(archive_.get(), file.c_str()));
  }

  void add(const std::string& name, const fs::path& source, const Between& between) {
    std::ifstream stream(source, std::ios::binary);
    std::error_code error;
    const auto size = fs::file_size(source, error);
    if (error || !stream) writing_failed(source, EIO, "it cannot be read");
    begin(name, size);
    std::vector<char> buffer(1 << 20);
    while (stream) {
      stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      write({buffer.data(), static_cast<std::size_t>(stream.gcount())});
      between();
    }
  }

  void add_text(const std::string& name, const std::string& text) {
    begin(name, text.size());
    write(text);
  }

  void close() { check(archive_write_close(archive_.get())); }

 private:
  void begin(const std::string& name, std::uint64_t size) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                         &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    check(archive_write_header(archive_.get(), entry.get()));
  }
  void write(std::string_view bytes) {
    if (bytes.empty()) return;
    const la_ssize_t size = archive_write_data(archive_.get(), bytes.data(), bytes.size());
    if (size != static_cast<la_ssize_t>(bytes.size())) check(ARCHIVE_FATAL);
  }
  void check(int status) {
    if (status != ARCHIVE_OK)
      writing_failed(file_, archive_errno(archive_.get()), archive_error_string(archive_.get()));
  }

  const fs::path& file_;
  std::unique_ptr<archive, int (*)(archive*)> archive_;
};

// The database within one read transaction, whoever writes.
void copy_database(SQLite::Database& from, const fs::path& file, const Between& between) {
  SQLite::Transaction reading(from);
  from.execAndGet("SELECT count(*) FROM run");  // begins it
  SQLite::Database to(file.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  {
    SQLite::Backup backup(to, from);
    while (backup.executeStep(kPagesAStep) == SQLITE_OK) between();
  }
  to.exec("PRAGMA journal_mode = DELETE");
}

using Names = std::vector<std::pair<std::string, std::string>>;  // in the archive, hash

Names contents_in(SQLite::Database& database) {
  SQLite::Statement rows(database,
                         "SELECT sha256 FROM content WHERE EXISTS (SELECT 1 FROM offering"
                         " WHERE offering.content_id = content.content_id AND state = 'offered')"
                         " ORDER BY sha256");
  Names names;
  while (rows.executeStep()) {
    const std::string sha256 = rows.getColumn(0).getString();
    names.emplace_back("contents/" + sha256.substr(0, 2) + "/" + sha256, sha256);
  }
  return names;
}

Names editions_in(SQLite::Database& database) {
  SQLite::Statement rows(database, "SELECT name, sha256 FROM edition ORDER BY name");
  Names names;
  while (rows.executeStep())
    names.emplace_back("editions/" + rows.getColumn(0).getString() + ".sqlite",
                       rows.getColumn(1).getString());
  return names;
}

// --- reading
// --------------------------------------------------------------------------------------

// Goes through a backup, writing what it holds below `out` unless that is empty. Gives the hash of
// each name.
class TarReader {
 public:
  TarReader(const fs::path& file, const fs::path& out, const Between& between)
      : file_(file),
        out_(out),
        between_(between),
        archive_{archive_read_new(), &archive_read_free} {
    archive_read_support_format_tar(archive_.get());
    if (archive_read_open_filename(archive_.get(), file.c_str(), 1 << 20) != ARCHIVE_OK)
      backup_damaged(file_, "it is no backup");
  }

  std::map<std::string, std::string> read() {
    std::map<std::string, std::string> hashes;
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = archive_read_next_header(archive_.get(), &entry);
      if (status == ARCHIVE_EOF) return hashes;
      if (status != ARCHIVE_OK) fail();
      const char* name = archive_entry_pathname(entry);
      if (name == nullptr || !is_expected(name)) backup_damaged(file_, "it holds a strange file");
      hashes[name] = take(name);
    }
  }

  const std::string& database_hash() const { return database_hash_; }

 private:
  [[noreturn]] void fail() {
    const char* said = archive_error_string(archive_.get());
    backup_damaged(file_, said != nullptr ? said : "it ends too early");
  }

  // Nothing else is written anywhere, whatever a file claims to hold.
  static bool is_expected(const std::string& name) {
    if (name == "monitor.sqlite" || name == "monitor.sqlite.sha256") return true;
    const std::filesystem::path path(name);
    const std::vector<std::string> parts(path.begin(), path.end());
    const auto is_hex = [](const std::string& text, std::size_t size) {
      return text.size() == size && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    };
    if (parts.size() == 3)
      return name == "contents/" + parts[1] + "/" + parts[2] && is_hex(parts[1], 2) &&
             is_hex(parts[2], 64);
    return parts.size() == 2 && name == "editions/" + parts[1] && parts[1].ends_with(".sqlite") &&
           path.stem().string().find_first_not_of('.') != std::string::npos;
  }

  std::string take(const std::string& name) {
    std::ofstream stream;
    if (!out_.empty() && name != kDatabaseHash) {
      fs::create_directories((out_ / name).parent_path());
      stream.open(out_ / name, std::ios::binary);
    }
    ContentHash hash;
    std::string text;
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int status = ARCHIVE_OK;
    while ((status = archive_read_data_block(archive_.get(), &bytes, &size, &offset)) ==
           ARCHIVE_OK) {
      const std::string_view block(static_cast<const char*>(bytes), size);
      hash.add(block);
      if (stream.is_open()) stream.write(block.data(), static_cast<std::streamsize>(size));
      if (name == kDatabaseHash && text.size() < 200) text += block;
      between_();
    }
    if (status != ARCHIVE_EOF) fail();
    if (stream.is_open() && !stream.flush()) writing_failed(out_ / name, errno, "no room");
    if (name == kDatabaseHash) database_hash_ = text.substr(0, 64);
    return hash.hex();
  }

  const fs::path &file_, &out_;
  const Between& between_;
  std::string database_hash_;
  std::unique_ptr<archive, int (*)(archive*)> archive_;
};

// Reads a backup through, or out. Throws where anything in it is not what its hash says.
std::map<std::string, std::string> check_backup(const fs::path& file, const fs::path& out,
                                                const Between& between) {
  TarReader reader(file, out, between);
  auto hashes = reader.read();
  const auto database = hashes.find(kDatabaseFile);
  if (database == hashes.end() || reader.database_hash().empty())
    backup_damaged(file, "it holds no database, or ends too early");
  if (database->second != reader.database_hash()) backup_damaged(file, "its database");
  for (const auto& [name, hash] : hashes) {
    if (name.starts_with("contents/") && !name.ends_with(hash)) backup_damaged(file, name);
  }
  return hashes;
}

void expect_all(const fs::path& file, const std::map<std::string, std::string>& hashes,
                const Names& names) {
  for (const auto& [name, hash] : names) {
    const auto found = hashes.find(name);
    if (found == hashes.end()) backup_damaged(file, name + " is missing");
    if (found->second != hash) backup_damaged(file, name);
  }
}

void check_database(const fs::path& file, const fs::path& told) {
  SQLite::Database database(file.native(), SQLite::OPEN_READONLY);
  const std::string said = database.execAndGet("PRAGMA quick_check(1)").getString();
  if (said == "ok") return;
  throw Error(ErrorKind::corpus, shown(told), "its database is damaged: " + said,
              "see what is lost with: inkoopmonitor verify");
}

}  // namespace

void Database::backup(const fs::path& file, const Between& between) const {
  if (fs::exists(file))
    throw Error(ErrorKind::usage, shown(file), "is there already", "name a new file");
  if (!fs::is_directory(folder_of(file)))
    throw Error(ErrorKind::usage, shown(folder_of(file)), "there is no such folder",
                "make it, or name a file in another one");
  const TemporaryFile snapshot(file.native() + ".database"), part(file.native() + ".part");
  guarded(folder_of(file), [&] {
    copy_database(implementation_->connection.database(), snapshot.path(), between);
    check_database(snapshot.path(), folder());
  });
  SQLite::Database copied(snapshot.path().native(), SQLite::OPEN_READONLY);
  const Names contents = contents_in(copied), editions = editions_in(copied);
  {
    TarWriter tar(part.path());
    tar.add(kDatabaseFile, snapshot.path(), between);
    tar.add_text(kDatabaseHash, hash_of(snapshot.path()).sha256 + "  monitor.sqlite\n");
    for (const auto& [name, hash] : contents) tar.add(name, folder() / name, between);
    for (const auto& [name, hash] : editions) tar.add(name, folder() / name, between);
    tar.close();
  }
  const auto hashes = check_backup(part.path(), "", between);
  expect_all(part.path(), hashes, contents);
  expect_all(part.path(), hashes, editions);
  sync_file(part.path());
  fs::rename(part.path(), file);
  sync_folder(folder_of(file));
}

void restore(const fs::path& file, const fs::path& folder, const Between& between) {
  if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder)))
    throw Error(ErrorKind::usage, shown(folder), "is not a new or empty folder",
                "name another folder with --corpus");
  if (!fs::is_regular_file(file))
    throw Error(ErrorKind::usage, shown(file), "there is no such file", "name a backup");
  const fs::path aside = without_slash(folder).native() + ".restoring";
  fs::remove_all(aside);
  fs::create_directories(aside / "contents");
  try {
    const auto hashes = check_backup(file, aside, between);
    guarded(aside, [&] {
      const fs::path database = aside / kDatabaseFile;
      check_database(database, file);
      SQLite::Database restored(database.native(), SQLite::OPEN_READWRITE);
      expect_all(file, hashes, contents_in(restored));
      expect_all(file, hashes, editions_in(restored));
      restored.exec("PRAGMA journal_mode = WAL");
    });
    for (const auto& [name, hash] : hashes)
      if (name != kDatabaseHash) sync_file(aside / name);
    if (fs::exists(folder)) fs::remove(folder);
    fs::rename(aside, folder);
    sync_folder(folder_of(folder));
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(aside, ignored);
    throw;
  }
}

}  // namespace inkoopmonitor::corpus
