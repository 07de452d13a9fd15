// An import in shares, each into a corpus of its own, and these merged: the exports are those of
// one machine. The small cousin of cluster.sh, which needs a Slurm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/made_zip.h"
#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

using ::testing::HasSubstr;
using testing_support::all_exports;
using testing_support::made_contract;
using testing_support::made_zip;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

Outcome expect_status(const Program& program, const std::vector<std::string>& arguments,
                      int status = 0) {
  Outcome outcome = program.run(arguments);
  EXPECT_EQ(outcome.status, status) << outcome.command << "\n" << outcome.output << outcome.errors;
  return outcome;
}

// Files of one name in two folders that are named, one dossier in more than one share, a content
// that is offered three times and lies in containers too, a file that cannot be read, one that is
// listed.
void fill(const TemporaryFolder& folder) {
  const std::string goes = made_contract("Goes", 2018), borne = made_contract("Borne", 2019);
  folder.write("zuid/contract.pdf", goes);
  folder.write("noord/contract.pdf", borne);
  folder.write("noord/kopie/z.pdf", goes);
  folder.write("noord/kopie-oud/a.pdf", goes);
  folder.write("noord/stuk.pdf", "%PDF-1.7 and no more");
  folder.write("noord/lijst.csv", "a,b\n");
  const std::string inside = made_contract("Veere", 2017);
  folder.write("zuid/bijlagen.zip",
               made_zip({{"b/contract.pdf", inside, ""}, {"a.pdf", borne, ""}}));
  folder.write("noord/stukken.zip",
               made_zip({{"y.pdf", inside, ""}, {"x.pdf", inside, ""}, {"goes.pdf", goes, ""}}));
  folder.write("noord/manifest.csv",
               "path,year,gemeente,dossier,openbaar\n"
               "contract.pdf,2019,Borne,jeugd,ja\n"
               "kopie/z.pdf,2020,Goes,,nee\n"
               "stukken.zip,2019,Borne|Goes,,ja\n");
}

// A file that came later, and once more one that was there.
void add_later(const TemporaryFolder& folder) {
  folder.write("noord/aanvulling.pdf", made_contract("Borne", 2021));
  folder.write("noord/aaa.pdf", made_contract("Goes", 2018));
}

void do_share(const Program& program, const std::string& share) {
  const std::string corpus = "deel" + share;
  const auto import = program.run(
      {"import", "--share", share, "--plan", "plan.csv", "--corpus", corpus, "--jobs", "1"});
  EXPECT_LE(import.status, 1) << import.output << import.errors;
  expect_status(program, {"classify", "--corpus", corpus});
}

TEST(Shares, MergedAreWhatOneMachineMakes) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  fill(folder);
  const std::vector<std::string> files = {"zuid", "noord", "--year", "2021"};
  const auto with = [&](std::vector<std::string> words) {
    words.insert(words.end(), files.begin(), files.end());
    return words;
  };
  expect_status(program, with({"cluster", "plan", "2"}));
  do_share(program, "1");
  expect_status(program, with({"import"}), 1);
  add_later(folder);
  const Outcome again = expect_status(program, with({"cluster", "plan", "2"}));
  EXPECT_THAT(again.output, HasSubstr("8 files were in it before and keep their share"));
  expect_status(program, with({"import"}), 1);
  expect_status(program, {"classify"});
  for (const char* share : {"2", "1"}) do_share(program, share);
  expect_status(program, {"merge", "deel2", "deel1", "--corpus", "geheel"});
  const Outcome coded = expect_status(program, {"classify", "--corpus", "geheel"});
  EXPECT_EQ(all_exports(program, "geheel"), all_exports(program)) << coded.output;
}

}  // namespace
}  // namespace inkoopmonitor
