// Files in files, as the whole program takes them in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "tests/made_zip.h"
#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing_support::all_exports;
using testing_support::made_contract;
using testing_support::made_docx;
using testing_support::made_zip;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// What became of `file`, as a row of the export of documents; nothing when it is not listed.
std::string row_of(const Program& program, const std::string& file) {
  const std::string all = program.run({"export", "--table", "documents"}).output;
  const std::size_t begin = ("\n" + all).find("\n" + file + ",");
  return begin == std::string::npos ? "" : all.substr(begin, all.find('\n', begin) - begin);
}

// A ZIP with a contract, a ZIP in it with another and a ZIP too many, and what is no document.
std::string stukken() {
  const std::string deepest = made_zip({{"te diep.pdf", made_contract("Venlo", 2020), ""}});
  const std::string inner =
      made_zip({{"contract.pdf", made_contract("Breda", 2018), ""}, {"nog een.zip", deepest, ""}});
  return made_zip({{"map/contract.pdf", made_contract("Utrecht", 2019), ""},
                   {"binnen.zip", inner, ""},
                   {"../uit.pdf", made_contract("Gouda", 2019), ""},
                   {"logo.svg", "\x89PNG\r\n", ""},
                   {"oud.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 oud", ""},
                   {"__MACOSX/._x.pdf", "x", ""}});
}

TEST(ContainersImport, ListsWhatIsInThemWithTheNameOfTheirParent) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("in/stukken.zip", stukken());
  folder.write("in/los.pdf", made_contract("Utrecht", 2019));
  folder.write("in/manifest.csv",
               "path,year,gemeente,dossier,openbaar\nstukken.zip,2019,Borne,jeugd,ja\n");
  const Outcome import = program.run({"import", "in", "--year", "2020"});
  EXPECT_EQ(import.status, 1) << import.errors;
  const std::pair<const char*, const char*> expected[] = {
      {"stukken.zip", ",partly_read,unsafe_name"},
      {"stukken.zip/map/contract.pdf", ",read,"},
      {"stukken.zip/binnen.zip", ",read,"},
      {"stukken.zip/binnen.zip/contract.pdf", ",read,"},
      {"stukken.zip/binnen.zip/nog een.zip", ",failed,\"nested_too_deep"},
      {"stukken.zip/uit.pdf", ",failed,unsafe_name"},
      {"stukken.zip/logo.svg", ",skipped,\"other_format"},
      {"stukken.zip/oud.doc", ",skipped,\"not_readable_yet"},
      {"los.pdf", ",read,"},
  };
  for (const auto& [file, result] : expected) {
    EXPECT_THAT(row_of(program, file), HasSubstr(result)) << file;
    if (file != std::string("los.pdf")) {
      EXPECT_THAT(row_of(program, file), HasSubstr(",2019,")) << file;
    }
  }
  EXPECT_THAT(row_of(program, "stukken.zip/binnen.zip/contract.pdf"), HasSubstr(",GM0147,jeugd,"));
  EXPECT_THAT(import.errors, HasSubstr("failed: stukken.zip/uit.pdf: unsafe_name: "));
  EXPECT_THAT(program.run({"export", "--table", "documents"}).output, Not(HasSubstr("MACOSX")));
  EXPECT_FALSE(fs::exists(folder.path() / "monitor" / "incoming"));
  EXPECT_FALSE(fs::exists(folder.path() / "uit.pdf"));

  EXPECT_EQ(program.run({"classify"}).status, 0);
  const std::string values = program.run({"export", "--table", "values"}).output;
  EXPECT_THAT(values, HasSubstr("\nstukken.zip/binnen.zip/contract.pdf,"));
  EXPECT_THAT(values, Not(HasSubstr("\nstukken.zip,"))) << "a container is no document";
  const Outcome explain = program.run({"explain", "stukken.zip/binnen.zip/contract.pdf"});
  EXPECT_EQ(explain.status, 0);
  EXPECT_THAT(explain.output, StartsWith("stukken.zip/binnen.zip/contract.pdf, 2019"));

  const std::string before = all_exports(program);
  const Outcome again = program.run({"import", "in", "--year", "2020"});
  EXPECT_EQ(again.status, 1) << "what was refused still is";
  EXPECT_THAT(again.output, HasSubstr("2 known already"));
  EXPECT_EQ(program.run({"classify"}).status, 0);
  EXPECT_EQ(all_exports(program), before);
}

TEST(ContainersImport, OneContentIsReadOnceHoweverItIsWrapped) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::string contract = made_contract("Utrecht", 2019);
  const std::string zip = made_zip({{"contract.pdf", contract, ""}});
  folder.write("een/los.pdf", contract);
  folder.write("een/a.zip", zip);
  ASSERT_EQ(program.run({"import", "een", "--year", "2019"}).status, 0);
  EXPECT_THAT(row_of(program, "a.zip/contract.pdf"), HasSubstr(",read,"));
  folder.write("twee/b.zip", zip);
  ASSERT_EQ(program.run({"import", "twee", "--year", "2020"}).status, 0);
  EXPECT_THAT(row_of(program, "b.zip/contract.pdf"), HasSubstr(",2020,"));
  EXPECT_THAT(row_of(program, "b.zip/contract.pdf"), HasSubstr(",read,"));
  const std::string status = program.run({"status", "--format", "csv"}).output;
  EXPECT_THAT(status, HasSubstr("contents,2")) << status;
}

TEST(ContainersImport, WhatLayTooDeepIsReadOnceItLiesLessDeep) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::string inner = made_zip({{"contract.pdf", made_contract("Utrecht", 2019), ""}});
  folder.write("in/a.zip", made_zip({{"b.zip", made_zip({{"c.zip", inner, ""}}), ""}}));
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 1);
  EXPECT_THAT(row_of(program, "a.zip/b.zip/c.zip"), HasSubstr("nested_too_deep"));
  folder.write("in/c.zip", inner);
  EXPECT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  EXPECT_THAT(row_of(program, "c.zip/contract.pdf"), HasSubstr(",read,"));
}

TEST(ContainersImport, WhatCannotBeReadYetIsKeptAndRaisesNoAlarm) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("in/oud.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 oud");
  folder.write("in/brief.docx", made_docx("<w:p><w:r><w:t>Gunning</w:t></w:r></w:p>"));
  for (int times = 0; times < 2; ++times) {
    const Outcome import = program.run({"import", "in", "--year", "2019"});
    EXPECT_EQ(import.status, 0) << import.errors;
    EXPECT_THAT(row_of(program, "oud.doc"), HasSubstr(",skipped,\"not_readable_yet"));
    EXPECT_THAT(row_of(program, "brief.docx"), HasSubstr(",read,"));
  }
  EXPECT_THAT(program.run({"status"}).output, HasSubstr("not_readable_yet"));
}

TEST(ContainersImport, LeavesNothingOfARunThatWasKilledWhenAllWasStored) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("in/a.zip", made_zip({{"een.pdf", made_contract("Zwolle", 2015), ""}}));
  ASSERT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  const fs::path left = folder.path() / "monitor" / "incoming";
  ASSERT_TRUE(fs::exists(left.parent_path()));
  folder.write("monitor/incoming/member", "%PDF");
  EXPECT_EQ(program.run({"import", "in", "--year", "2019"}).status, 0);
  EXPECT_FALSE(fs::exists(left));
}

TEST(ContainersImport, IsFinishedByRunningItAgainWhereverItWasKilled) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  for (int at = 0; at < 4; ++at)
    folder.write(
        "in/z" + std::to_string(at) + ".zip",
        made_zip({{"een.pdf", made_contract("Zwolle", 2015 + at), ""},
                  {"x.zip", made_zip({{"y.pdf", made_contract("Venlo", 2015 + at), ""}}), ""},
                  {"../uit.pdf", "%PDF", ""}}));
  const auto import = [](const std::string& corpus) {
    return std::vector<std::string>{"import", "in", "--year", "2019", "--corpus", corpus};
  };
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(program.run(import("whole")).status, 1);
  const auto took =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
  const std::string expected = all_exports(program, "whole");
  std::mt19937 random(7);
  for (int round = 0; round < 4; ++round) {
    const std::string corpus = "killed" + std::to_string(round);
    for (int kill = 0; kill < 3; ++kill) {
      const TemporaryFolder log;
      const pid_t child = program.start(import(corpus), log);
      std::this_thread::sleep_for(milliseconds(random() % took.count()));
      ::kill(-child, SIGKILL);
      Program::wait_for(child);
    }
    EXPECT_EQ(program.run(import(corpus)).status, 1);
    EXPECT_EQ(all_exports(program, corpus), expected) << "round " << round;
    EXPECT_FALSE(fs::exists(folder.path() / corpus / "incoming"));
  }
}

}  // namespace
}  // namespace inkoopmonitor
