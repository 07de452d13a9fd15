// What a corpus goes through: a disk that fills up at any write, a machine that stops between or in
// the middle of writes, a clock that is put back. Each time nothing is lost silently, and the same
// work done again ends as if nothing had happened.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <deque>
#include <set>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

// Words that do not compress, so that each step needs room.
extract::Document large_document(int seed) {
  extract::Document document = sample_document();
  extract::Page page = document.pages[1];
  document.pages = {page, page};
  for (extract::Page& one : document.pages) {
    one.number = &one == &document.pages[0] ? 1 : 2;
    for (int i = 0; i < 400; ++i) {
      extract::Word word = page.words[0];
      word.text = std::to_string(seed) + "x" + std::to_string(i * 7919 % 10007);
      one.words.push_back(word);
    }
    one.blocks = {{extract::BlockKind::paragraph, 0, 0, 402, {}}};
  }
  return document;
}

class FaultTest : public CorpusTest {
 protected:
  FaultTest() {
    for (int i = 0; i < 3; ++i) write_file(offered_ / name(i), "bytes of " + name(i));
    database_->end_run(run_, 0);
    database_.reset();
    fs::copy(folder_, undisturbed_, fs::copy_options::recursive);
    job(undisturbed_, {}, nullptr);
    told_ = told(undisturbed_);
  }

  static std::string name(int number) { return "doc" + std::to_string(number) + ".pdf"; }

  // A contract of many municipalities, so that the panel needs room too.
  static Values contract(const Database& database) {
    std::string codes;
    for (const Row& row :
         database
             .select("SELECT gm_code FROM municipality_year WHERE year = 2021 AND in_force"
                     " ORDER BY gm_code LIMIT 100")
             .rows)
      codes += (codes.empty() ? "" : "|") + row[0].value_or("");
    return {{"status", "geldend"}, {"gemeenten", codes},
            {"domein", "wmo"},     {"voorzieningen", "begeleiding_groep"},
            {"looptijd", "24"},    {"ingangsdatum", "2020-01-01"}};
  }

  // With all words of a page as quote.
  static classify::Record quoted(const Database& database, const std::string& sha256,
                                 std::uint32_t number, const Values& values) {
    const extract::Page page = database.reading(sha256)->pages.at(1);
    classify::Record made = record(number, values);
    for (classify::Value& value : made.values)
      value.evidence = {{2, 0, 401, extract::quote(page, 0, 401)}};
    return made;
  }

  // All that is done to documents, from where it stopped. `stage` says where it is.
  void job(const fs::path& folder, const OpenOptions& options, std::string* stage) {
    const auto at = [&](const char* name) {
      if (stage != nullptr) *stage = name;
    };
    at("opening");
    Database database = Database::open(folder, Access::write, options);
    at("run");
    const std::int64_t run = database.begin_run("job", {});
    for (int i = 0; i < 3; ++i) {
      at("offering");
      const std::string sha256 = database.offer(run, offering(name(i), 2021), "").sha256;
      at("reading");
      if (!database.reading(sha256))
        database.store_reading(run, sha256, "reader-1", large_document(i));
    }
    at("coding");
    for (const CodingTask& task : database.contents_to_code("rules-1", false))
      database.store_coding(run, task.sha256, "rules-1",
                            {{quoted(database, task.sha256, 0, {{"documentsoort", "overeenkomst"}}),
                              quoted(database, task.sha256, 1, contract(database))}});
    at("arrangements");
    for (const Database::Dossier& dossier : database.dossiers_to_resolve()) {
      classify::Arrangement arrangement{
          quoted(database, dossier.contents.at(0), 1, contract(database)), {}};
      arrangement.deciding.assign(arrangement.record.values.size(), dossier.contents.at(0));
      database.store_arrangements(run, dossier.key, {arrangement});
    }
    at("panel");
    database.rebuild_panel();
    at("end");
    database.end_run(run, 0);
  }

  static std::vector<std::string> told(const fs::path& folder) {
    const Database database = Database::open(folder, Access::read);
    std::vector<std::string> all;
    for (const char* sql :
         {"SELECT file, sha256, result, reason FROM offering_result ORDER BY file",
          "SELECT file, record, variable, value, quote FROM record_value ORDER BY 1, 2, 3",
          "SELECT panel_year, gm_code, domein, voorziening, dossier, variable, value"
          " FROM panel_value ORDER BY 1, 2, 3, 4, 5, 6"}) {
      for (const Row& row : database.select(sql).rows) {
        all.emplace_back();
        for (const auto& one : row) all.back() += one.value_or("NULL") + "|";
      }
    }
    return all;
  }

  fs::path undisturbed_ = temporary_.path() / "undisturbed";
  std::vector<std::string> told_;
};

TEST_F(FaultTest, ADiskThatFillsUpAtAnyStageLosesNothing) {
  const auto size = fs::file_size(folder_ / "monitor.sqlite");
  std::set<std::string> stages;
  const fs::path before = temporary_.path() / "before";
  fs::copy(folder_, before, fs::copy_options::recursive);
  bool finished = false;
  // Page by page at first, where the stages follow each other closely, then in larger steps.
  for (std::uint64_t pages = 0; !finished; pages += 1 + pages / 8) {
    const std::uint64_t room = pages * 4096;
    ASSERT_LT(room, 4u << 20) << "it never gets through";
    fs::remove_all(folder_);
    fs::copy(before, folder_, fs::copy_options::recursive);
    OpenOptions options;
    options.bytes_max = size + room;
    std::string stage;
    try {
      job(folder_, options, &stage);
      finished = true;
    } catch (const Error& error) {
      EXPECT_THAT(error.problem, HasSubstr("disk full")) << stage;
      stages.insert(stage);
    }
    ASSERT_THAT(verify(folder_, no_between).findings, IsEmpty()) << stage << " with " << room;
    job(folder_, {}, nullptr);
    ASSERT_EQ(told(folder_), told_) << stage << " with room for " << room;
  }
  EXPECT_THAT(stages, IsSupersetOf({"reading", "coding", "arrangements", "panel"}));
}

// --- a machine that stops ------------------------------------------------------------------------

// SQLite's own way to the disk, with a count of the writes that are still let through; the one
// after them is written by half, and the process is gone.
int writes_left = 0;
sqlite3_vfs stopping_vfs;
sqlite3_vfs* real_vfs = nullptr;

// SQLite has a table of functions for each kind of file; each gets a copy with another way to
// write.
struct StoppingMethods {
  sqlite3_io_methods methods;
  const sqlite3_io_methods* real = nullptr;
};
std::deque<StoppingMethods> stopping_methods;

int stopping_write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const auto* real = reinterpret_cast<const StoppingMethods*>(file->pMethods)->real;
  if (writes_left-- > 0) return real->xWrite(file, bytes, size, offset);
  real->xWrite(file, bytes, size / 2, offset);
  ::_exit(9);
}

int stopping_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  const int status = real_vfs->xOpen(real_vfs, name, file, flags, out);
  if (status != SQLITE_OK || file->pMethods == nullptr) return status;
  for (const StoppingMethods& known : stopping_methods) {
    if (known.real != file->pMethods) continue;
    file->pMethods = &known.methods;
    return status;
  }
  stopping_methods.push_back({*file->pMethods, file->pMethods});
  stopping_methods.back().methods.xWrite = &stopping_write;
  file->pMethods = &stopping_methods.back().methods;
  return status;
}

void stop_after(int writes) {
  writes_left = writes;
  real_vfs = sqlite3_vfs_find(nullptr);
  stopping_vfs = *real_vfs;
  stopping_vfs.zName = "stopping";
  stopping_vfs.xOpen = &stopping_open;
  sqlite3_vfs_register(&stopping_vfs, 1);
}

TEST_F(FaultTest, AMachineThatStopsAtAnyWriteLosesNothing) {
  const fs::path before = temporary_.path() / "before";
  fs::copy(folder_, before, fs::copy_options::recursive);
  int stopped = 0;
  for (int writes = 0;; writes += 1 + writes / 5) {
    ASSERT_LT(writes, 100'000) << "it never gets through";
    fs::remove_all(folder_);
    fs::copy(before, folder_, fs::copy_options::recursive);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      stop_after(writes);
      try {
        job(folder_, {}, nullptr);
      } catch (const std::exception&) {
        ::_exit(3);
      }
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status) << " after " << writes;
    ASSERT_NE(WEXITSTATUS(status), 3) << "after " << writes << " writes";
    ASSERT_THAT(verify(folder_, no_between).findings, IsEmpty()) << "after " << writes << " writes";
    job(folder_, {}, nullptr);
    ASSERT_EQ(told(folder_), told_) << "after " << writes << " writes";
    if (WEXITSTATUS(status) == 0) break;
    ++stopped;
  }
  EXPECT_GT(stopped, 20);
}

TEST_F(FaultTest, AClockThatIsPutBackPutsNoRunBeforeAnEarlierOne) {
  database_ = Database::open(folder_, Access::write);
  const std::int64_t first = database_->begin_run("import", {});
  database_.reset();
  SQLite::Database(folder_ / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec("UPDATE run SET started = '2999-01-01T00:00:00Z' WHERE run_id = " +
            std::to_string(first));
  reopen();
  const std::int64_t second = database_->begin_run("classify", {});
  database_->end_run(second, 0);
  EXPECT_EQ(cell("SELECT started || ' ' || ended FROM run ORDER BY run_id DESC LIMIT 1"),
            "2999-01-01T00:00:00Z 2999-01-01T00:00:00Z");
}

}  // namespace
}  // namespace inkoopmonitor::corpus
