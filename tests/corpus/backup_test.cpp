// Backups, made while others write, and what is made of them again.
#include <fstream>
#include <thread>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class BackupTest : public CorpusTest {
 protected:
  BackupTest() {
    coded("a.pdf", 2020, {{{"documentsoort", "overeenkomst"}}});
    coded("map/b.pdf", 2021, {{{"documentsoort", "raadsstuk"}}});
  }
  static std::vector<std::string> lines_of(const Database& database, const std::string& sql) {
    std::vector<std::string> lines;
    for (const Row& row : database.select(sql).rows) {
      lines.emplace_back();
      for (const auto& cell : row) lines.back() += cell.value_or("NULL") + " ";
    }
    return lines;
  }

  fs::path file_ = temporary_.path() / "backup.tar";
  fs::path restored_ = temporary_.path() / "restored";
};

TEST_F(BackupTest, IsMadeAgainAsItWas) {
  database_->backup(file_, no_between);
  restore(file_, restored_, no_between);
  const char* const documents =
      "SELECT file, sha256, record, variable, value, quote FROM record_value ORDER BY 1, 3, 4";
  const Database restored = Database::open(restored_, Access::read);
  EXPECT_EQ(lines_of(restored, documents), lines_of(*database_, documents));
  EXPECT_TRUE(verify(restored_, no_between).findings.empty());
  EXPECT_FALSE(fs::exists(file_.native() + ".part"));
  EXPECT_FALSE(fs::exists(file_.native() + ".database"));
  EXPECT_FALSE(fs::exists(restored_.native() + ".restoring"));
}

TEST_F(BackupTest, IsMadeOfOneMomentWhileAnotherProgramWrites) {
  const Database reader = Database::open(folder_, Access::read);
  int step = 0;
  reader.backup(file_, [&] {
    if (++step <= 3)
      coded("during" + std::to_string(step) + ".pdf", 2022, {{{"status", "geldend"}}});
  });
  EXPECT_GE(step, 3) << "nothing was written during the backup";
  restore(file_, restored_, no_between);
  EXPECT_TRUE(verify(restored_, no_between).findings.empty());
  const Database restored = Database::open(restored_, Access::read);
  EXPECT_EQ(restored.select("SELECT count(*) FROM offering").rows[0][0], "2");
  EXPECT_EQ(cell("SELECT count(*) FROM offering"), "5");
}

TEST_F(BackupTest, ThatIsDamagedAnywhereIsRefusedWhole) {
  database_->backup(file_, no_between);
  const auto size = static_cast<std::streamoff>(fs::file_size(file_));
  std::string whole(static_cast<std::size_t>(size), '\0');
  std::ifstream(file_, std::ios::binary).read(whole.data(), size);
  const std::size_t places[] = {0,
                                600,
                                70'000,
                                whole.size() / 2,
                                whole.find("bytes of a.pdf"),
                                whole.find("bytes of map/b.pdf")};
  for (const std::size_t place : places) {
    SCOPED_TRACE(place);
    std::string damaged = whole;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x55);
    write_file(file_, damaged);
    const Error error = error_of([&] { restore(file_, restored_, no_between); });
    EXPECT_EQ(error.kind, ErrorKind::corpus);
    EXPECT_FALSE(fs::exists(restored_));
  }
  for (const std::size_t bytes : {whole.size() / 2, whole.find("bytes of a.pdf"), std::size_t{0}}) {
    SCOPED_TRACE(bytes);
    write_file(file_, whole.substr(0, bytes));
    EXPECT_EQ(error_of([&] { restore(file_, restored_, no_between); }).kind, ErrorKind::corpus);
    EXPECT_FALSE(fs::exists(restored_));
  }
}

TEST_F(BackupTest, OverwritesNothing) {
  write_file(file_, "iets");
  EXPECT_EQ(error_of([&] { database_->backup(file_, no_between); }).kind, ErrorKind::usage);
  fs::remove(file_);
  database_->backup(file_, no_between);
  const Error error = error_of([&] { restore(file_, folder_, no_between); });
  EXPECT_EQ(error.kind, ErrorKind::usage);
  EXPECT_THAT(error.problem, HasSubstr("new or empty"));
}

TEST_F(BackupTest, ThatIsStoppedLeavesNothing) {
  struct Stopped {};
  EXPECT_THROW(database_->backup(file_, [] { throw Stopped(); }), Stopped);
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_FALSE(fs::exists(file_.native() + ".part"));
  database_->backup(file_, no_between);
  EXPECT_THROW(restore(file_, restored_, [] { throw Stopped(); }), Stopped);
  EXPECT_FALSE(fs::exists(restored_));
}

TEST_F(BackupTest, OfACorpusWithALostFileSaysSo) {
  const std::string sha256 = cell("SELECT sha256 FROM content LIMIT 1");
  fs::remove(folder_ / "contents" / sha256.substr(0, 2) / sha256);
  EXPECT_EQ(error_of([&] { database_->backup(file_, no_between); }).kind, ErrorKind::corpus);
  EXPECT_FALSE(fs::exists(file_));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
