// The publication with all that it needs: Chromium, which is not on every machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "app/publishing.h"
#include "error.h"
#include "reports/browser.h"
#include "reports/print.h"
#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing_support::bytes_of;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[entry.path().lexically_relative(folder).native()] = bytes_of(entry.path());
  return files;
}

TEST(PrintedPublication, CanBeReadAloudAndIsTheSameEveryTime) {
  if (app::find_chromium().empty()) GTEST_SKIP() << "there is no Chromium on this machine";
  const TemporaryFolder folder;
  folder.write("in/contract.pdf", made_contract("Utrecht", 2020));
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  for (const char* out : {"one", "other"}) {
    const Outcome made = program.run({"report", "--year", "2021", "--out", out});
    ASSERT_EQ(made.status, 0) << made.errors;
  }
  const std::string pdf = bytes_of(folder.path() / "one/monitor.pdf");
  EXPECT_THAT(reports::structure_faults(pdf), IsEmpty());
  EXPECT_EQ(pdf, bytes_of(folder.path() / "other/monitor.pdf"));
  const Outcome profile = program.run({"profile", "Utrecht", "--year", "2021", "--out", "note"});
  ASSERT_EQ(profile.status, 0) << profile.errors;
  EXPECT_THAT(reports::structure_faults(bytes_of(folder.path() / "note/profiel.pdf")), IsEmpty());
}

TEST(PrintedPublication, AFaultInItsStructureIsFound) {
  const fs::path chromium = app::find_chromium();
  if (chromium.empty()) GTEST_SKIP() << "there is no Chromium on this machine";
  reports::Browser browser(chromium);
  const auto faults = [&](const std::string& body) {
    const std::string page = "<!DOCTYPE html><html lang=\"nl\"><body>" + body + "</body></html>";
    return reports::structure_faults(
        reports::printed({"titel", "nl", "2021-01-01", page}, browser));
  };
  const std::string drawing = "<svg width=\"9\" height=\"9\"><path d=\"M0 0 L9 0 L9 9\"/></svg>";
  EXPECT_THAT(faults("<h1>Kop</h1><p>Tekst</p>"), IsEmpty());
  EXPECT_THAT(faults("<h1>Kop</h1>" + drawing),
              ElementsAre("page 1: 1 times something untagged is drawn"));
  EXPECT_THAT(faults("<h1>Kop</h1><img width=\"9\" src=\"data:image/svg+xml,%3Csvg xmlns='http://"
                     "www.w3.org/2000/svg'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E\">"),
              ElementsAre("a figure has no alternative text"));
  EXPECT_THAT(faults("<h1>Kop</h1><p style=\"width: 400mm\">Breed</p>"),
              ElementsAre(HasSubstr("page 1: printed at ")));
  EXPECT_THAT(faults("<p>Zonder kop</p>"), ElementsAre("0 bookmarks for 0 headings"));
}

TEST(PrintedPublication, ByABrowserThatEndsOrSaysNothingSensibleIsRefused) {
  const auto problem_with = [](const char* program) -> std::string {
    try {
      reports::Browser browser(program);
      browser.print("<p>x</p>");
    } catch (const Error& error) {
      return error.problem;
    }
    return "none";
  };
  EXPECT_THAT(problem_with("/bin/true"), HasSubstr("/bin/true did not make it: it ended"));
  EXPECT_THAT(problem_with("/nowhere/chromium"), HasSubstr("cannot be run"));
  const TemporaryFolder folder;
  folder.write("chromium", "#!/bin/sh\nprintf 'nonsense\\0' >&4\nsleep 60\n");
  fs::permissions(folder.path() / "chromium", fs::perms::owner_all);
  EXPECT_THAT(problem_with((folder.path() / "chromium").c_str()),
              HasSubstr("it does not speak its protocol"));
}

TEST(Publication, SaysWhichFiguresChangedSinceTheEditionBeforeAndWhy) {
  const TemporaryFolder folder;
  folder.write("in/utrecht.pdf", made_contract("Utrecht", 2020));
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const std::vector<std::string> report = {"report", "--year", "2020", "--no-pdf", "--out"};
  const auto method_of = [&](const std::string& out, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = report;
    words.push_back(out);
    words.insert(words.end(), more.begin(), more.end());
    const Outcome made = program.run(words);
    EXPECT_EQ(made.status, 0) << made.errors;
    return bytes_of(folder.path() / out / "methode.md");
  };
  EXPECT_THAT(method_of("eerst"), HasSubstr("Er is geen eerdere editie"));
  ASSERT_EQ(program.run({"edition", "make", "eerste"}).status, 0);
  EXPECT_THAT(method_of("zelfde"), HasSubstr("Geen enkele figuur is veranderd."));
  folder.write("in2/assen.pdf", made_contract("Assen", 2020));
  ASSERT_EQ(program.run({"import", "in2", "--year", "2020"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const std::string changed = method_of("anders");
  EXPECT_THAT(changed, HasSubstr("Vergeleken is met editie eerste"));
  EXPECT_THAT(changed, HasSubstr("nieuw document ("));
  ASSERT_EQ(program.run({"edition", "make", "tweede"}).status, 0);
  const std::string second = method_of("tweede", {"--edition", "tweede"});
  EXPECT_THAT(second, HasSubstr("Vergeleken is met editie eerste"));
  ASSERT_EQ(program.run({"remove", "in2/assen.pdf", "--reason", "proef"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  method_of("nogmaals", {"--edition", "tweede"});
  const auto files = files_of(folder.path() / "tweede");
  EXPECT_GT(files.size(), 100u);
  EXPECT_EQ(files, files_of(folder.path() / "nogmaals"))
      << "what came after an edition does not change what it says";
}

TEST(PrintedPublication, IsMadeByTheBrowserThatStartsSoonest) {
  const TemporaryFolder folder;
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder.path().c_str(), 1);
  for (const char* name : {"google-chrome", "chromium", "chromium-headless-shell"}) {
    folder.write(name, "");
    fs::permissions(folder.path() / name, fs::perms::owner_all);
    EXPECT_EQ(app::find_chromium(), folder.path() / name);
  }
  ::setenv("PATH", path.c_str(), 1);
}

TEST(PrintedPublication, WithoutChromiumSaysSoAndMakesThePages) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Outcome made = program.run({"report", "--year", "2021", "--out", "uit"});
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(made.status, 0) << made.errors;
  EXPECT_THAT(made.errors, HasSubstr("there is no Chromium on this machine"));
  EXPECT_TRUE(fs::exists(folder.path() / "uit/monitor.html"));
  EXPECT_FALSE(fs::exists(folder.path() / "uit/monitor.pdf"));
}

}  // namespace
}  // namespace inkoopmonitor
