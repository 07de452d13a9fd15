// Files that go wrong: each is named with what is wrong with it, and the others are read.
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <map>
#include <thread>

#include "reports/csv.h"
#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing_support::bytes_of;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// `result: reason` of every file in `export --table documents`.
std::map<std::string, std::string> results(const Program& program) {
  const Outcome exported = program.run({"export", "--table", "documents"});
  EXPECT_EQ(exported.status, 0) << exported.errors;
  const reports::CsvFile csv = reports::parse_csv(exported.output, "documents");
  std::map<std::string, std::string> found;
  for (const reports::CsvRow& row : csv.rows) {
    const std::size_t columns = csv.header.size();
    found[row.fields[0]] = row.fields[columns - 2] + ": " + row.fields[columns - 1];
  }
  EXPECT_EQ(found.size(), csv.rows.size());
  return found;
}

TEST(BadInput, FailsAloneAndIsNamedWithItsReason) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::string contract = made_contract("Utrecht", 2019);
  const std::string long_contract = bytes_of(SOURCE_DIR "/tests/data/sample/da09.pdf");
  folder.write("in/a good one.pdf", contract);
  folder.write("in/encrypted.pdf", bytes_of(SOURCE_DIR "/tests/data/bad/encrypted.pdf"));
  folder.write("in/half.pdf", long_contract.substr(0, long_contract.size() / 2));
  folder.write("in/empty.pdf", "");
  folder.write("in/text.pdf", "Geachte heer, mevrouw,\n");
  folder.write("in/brief.docx", "PK");
  folder.write("in/lijst.csv", "a;b\n");
  folder.write("in/two\nlines.pdf", made_contract("Zwolle", 2018));
  folder.write("in/caf\xE9.pdf", made_contract("Breda", 2020));
  folder.write("in/z copy.pdf", contract);
  fs::create_symlink("gone.pdf", folder.path() / "in" / "dangling.pdf");

  const Outcome import = program.run({"import", "in", "--year", "2019"});
  EXPECT_EQ(import.status, 1) << import.errors;
  const auto found = results(program);
  const std::map<std::string, const char*> expected = {
      {"a good one.pdf", "read: "},
      {"encrypted.pdf", "failed: encrypted: "},
      {"empty.pdf", "failed: empty_file: "},
      {"text.pdf", "failed: not_pdf: "},
      {"brief.docx", "failed: not_pdf: "},
      {"lijst.csv", "skipped: other_format: "},
      {"two\\nlines.pdf", "read: "},
      {"caf\\xE9.pdf", "read: "},
      {"z copy.pdf", "read: "},
      {"dangling.pdf", "failed: vanished: "},
  };
  for (const auto& [file, result] : expected) {
    ASSERT_TRUE(found.contains(file)) << file;
    EXPECT_THAT(found.at(file), StartsWith(result)) << file;
    const bool is_said = !std::string_view(result).starts_with("read");
    if (is_said) {
      EXPECT_THAT(import.errors, HasSubstr(file + ": ")) << file;
    }
  }
  // Half a file may still show its pages; what it must not do is pass for a whole one.
  EXPECT_THAT(found.at("half.pdf"), Not(StartsWith("read: "))) << found.at("half.pdf");
  EXPECT_EQ(found.size(), expected.size() + 1);
  EXPECT_THAT(import.errors,
              HasSubstr("duplicate: z copy.pdf: the same content as a good one.pdf\n"));
  EXPECT_THAT(import.errors, Not(HasSubstr("two\nlines")));
  EXPECT_EQ(program.run({"classify"}).status, 0);
}

TEST(BadInput, IsStillAFailureWhenItIsImportedAgain) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("in/text.pdf", "geen pdf");
  folder.write("in/x.pdf", made_contract("Utrecht", 2019));
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 1);
  const Outcome again = program.run({"import", "in", "--year", "2019"});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.output, HasSubstr("2 known already"));
  EXPECT_THAT(again.output, HasSubstr("1 of them failed before"));
}

TEST(BadInput, PathThatIsNotThereIsAccountedFor) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("in/x.pdf", made_contract("Utrecht", 2019));
  const Outcome import = program.run({"import", "in", "weg.pdf", "--year", "2019"});
  EXPECT_EQ(import.status, 1);
  EXPECT_THAT(import.errors, HasSubstr("failed: weg.pdf: vanished: "));
  EXPECT_THAT(results(program).at("x.pdf"), StartsWith("read"));
  EXPECT_THAT(results(program).at("weg.pdf"), StartsWith("failed: vanished: "));
}

constexpr uid_t nobody = 65534;

void become_nobody() {
  if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0) ::_exit(125);
}

TEST(BadInput, FolderWithoutRightsIsNamed) {
  const TemporaryFolder folder;
  Program program(folder.path());
  const fs::path closed = folder.path() / "in" / "dicht";
  folder.write("in/dicht/y.pdf", "");
  folder.write("in/x.pdf", made_contract("Utrecht", 2019));
  const fs::path unreadable = folder.write("in/geen rechten.pdf", made_contract("Zwolle", 2019));
  ASSERT_EQ(::chmod(closed.c_str(), 0), 0);
  ASSERT_EQ(::chmod(unreadable.c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0777), 0);
  // Root may enter every folder: then the program runs as a user without rights.
  if (::geteuid() == 0) program.before_start = become_nobody;
  if (program.run({"--version"}).status != 0) GTEST_SKIP() << "nobody else may run this build";
  const Outcome import = program.run({"import", "in", "--year", "2019"});
  ASSERT_EQ(::chmod(closed.c_str(), 0700), 0);
  EXPECT_EQ(import.status, 1) << import.errors;
  EXPECT_THAT(import.errors, HasSubstr("failed: dicht: unreadable_file: "));
  EXPECT_THAT(import.errors, HasSubstr("failed: geen rechten.pdf: unreadable_file: "));
  EXPECT_THAT(results(program).at("x.pdf"), StartsWith("read"));
  EXPECT_THAT(results(program).at("dicht"), StartsWith("failed: unreadable_file: "));
}

TEST(BadInput, FileThatVanishesDuringTheRunIsNamed) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  // Many files before the one that goes: they are found together and offered one after another.
  constexpr int files_before = 300;
  const std::string contract = made_contract("Utrecht", 2019);
  for (int i = 0; i < files_before; ++i) {
    folder.write("in/a" + std::to_string(i) + ".pdf", contract);
  }
  const fs::path going = folder.write("in/b.pdf", made_contract("Zwolle", 2019));
  folder.write("in/c.pdf", made_contract("Breda", 2019));
  const TemporaryFolder log;
  const pid_t import = program.start({"import", "in", "--year", "2019"}, log);
  const fs::path contents = folder.path() / "monitor" / "contents";
  for (int i = 0; i < 20'000; ++i) {
    std::error_code not_yet;
    if (fs::directory_iterator(contents, not_yet) != fs::directory_iterator()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  fs::remove(going);
  EXPECT_EQ(Program::wait_for(import), 1);
  EXPECT_THAT(bytes_of(log.path() / "err"), HasSubstr("failed: b.pdf: vanished: "));
  const auto found = results(program);
  EXPECT_THAT(found.at("a0.pdf"), StartsWith("read"));
  EXPECT_THAT(found.at("b.pdf"), StartsWith("failed: vanished: "));
  EXPECT_THAT(found.at("c.pdf"), StartsWith("read"));
  EXPECT_EQ(found.size(), files_before + 2);
}

TEST(BadInput, ManifestThatIsWrongStopsBeforeAnythingIsImported) {
  const struct {
    const char* manifest;
    std::vector<const char*> said;
  } cases[] = {
      {"path,jaar\nx.pdf,2019\n",
       {"manifest.csv: unknown column \"jaar\"\n", "the columns are path,"}},
      {"path;year\nx.pdf;2019\n", {"semicolons"}},
      {"path,year,gemeente\nx.pdf,2022,Appingedam\n",
       {"manifest.csv, line 2: there is no municipality \"Appingedam\" in 2022\n", "Eemsdelta"}},
      {"path,year,gemeente\nx.pdf,2010,Eemsdelta\n", {"\"Eemsdelta\" in 2010", "from 2021"}},
  };
  for (const auto& [manifest, said] : cases) {
    const TemporaryFolder folder;
    const Program program(folder.path());
    folder.write("in/x.pdf", made_contract("Utrecht", 2019));
    folder.write("in/manifest.csv", manifest);
    const Outcome import = program.run({"import", "in"});
    EXPECT_EQ(import.status, 2) << import.errors;
    for (const char* words : said) EXPECT_THAT(import.errors, HasSubstr(words));
    if (fs::exists(folder.path() / "monitor")) {
      EXPECT_TRUE(results(program).empty());
    }
  }
}

TEST(BadInput, PipesAndLoopsDoNotHoldItUp) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("in/x.pdf", made_contract("Utrecht", 2019));
  ASSERT_EQ(::mkfifo((folder.path() / "in" / "pijp.pdf").c_str(), 0666), 0);
  fs::create_directory_symlink(".", folder.path() / "in" / "lus");
  const Outcome import = program.run({"import", "in", "--year", "2019"});
  EXPECT_EQ(import.status, 0) << import.errors;
  EXPECT_THAT(results(program).at("pijp.pdf"), StartsWith("skipped: not_a_file: "));
  EXPECT_EQ(results(program).size(), 2);
}

}  // namespace
}  // namespace inkoopmonitor
