// A corpus over the years, by the real program: publications that can be made again, colleagues who
// ask while another works, backups, and what people coded by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "tests/few_figures.h"
#include "tests/program.h"
#include "tests/system/exports.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing_support::all_exports;
using testing_support::bytes_of;
using testing_support::data_with_few_figures;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

class KeepTest : public ::testing::Test {
 protected:
  // Each test begins with a copy of this.
  static void SetUpTestSuite() {
    begun_ = std::make_unique<TemporaryFolder>();
    for (int year = 2016; year < 2022; ++year)
      begun_->write("in/contract" + std::to_string(year) + ".pdf", made_contract("Utrecht", year));
    begun_->write("in/manifest.csv", "path,openbaar\ncontract2018.pdf,ja\ncontract2019.pdf,ja\n");
    const Program program(begun_->path());
    expect_done(program.run({"import", "in", "--year", "2019"}));
    expect_done(program.run({"classify"}));
  }
  static void TearDownTestSuite() { begun_.reset(); }

  KeepTest() : program_(folder_.path()) {
    fs::copy(begun_->path(), folder_.path(), fs::copy_options::recursive);
    const fs::path data = data_with_few_figures(data_);
    program_.before_start = [data] { ::setenv("INKOOPMONITOR_DATA", data.c_str(), 1); };
  }

  static void expect_done(const Outcome& outcome) {
    EXPECT_EQ(outcome.status, 0) << outcome.command << "\n" << outcome.errors;
  }
  Outcome done(const std::vector<std::string>& arguments) {
    Outcome outcome = program_.run(arguments);
    expect_done(outcome);
    return outcome;
  }

  std::map<std::string, std::string> pages_of(const std::string& name) {
    std::map<std::string, std::string> pages;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / name))
      if (entry.is_regular_file())
        pages[entry.path().lexically_relative(folder_.path() / name).native()] =
            bytes_of(entry.path());
    return pages;
  }

  static inline std::unique_ptr<TemporaryFolder> begun_;
  TemporaryFolder folder_, data_;
  Program program_;
};

// With all figures: tests/system/publication_test.cpp.
TEST_F(KeepTest, AnEditionIsMadeAgainWhenAllHasMovedOn) {
  done({"edition", "make", "2019"});
  done({"report", "--year", "2019", "--out", "first", "--no-pdf", "--edition", "2019"});
  folder_.write("later/contract2030.pdf", made_contract("Utrecht", 2017));
  done({"import", "later", "--year", "2020"});
  done({"classify"});
  done({"remove", "contract2018.pdf", "--reason", "verzoek"});
  done({"classify"});
  done({"report", "--year", "2019", "--out", "now", "--no-pdf"});
  done({"report", "--year", "2019", "--out", "again", "--no-pdf", "--edition", "2019"});
  EXPECT_NE(pages_of("now"), pages_of("first"));
  EXPECT_EQ(pages_of("again"), pages_of("first"));
}

TEST_F(KeepTest, TwoMayAskWhileAnotherWrites) {
  const TemporaryFolder logs[3];
  const pid_t writer = program_.start({"classify", "--all"}, logs[0]);
  for (int round = 0; round < 3; ++round) {
    const pid_t first = program_.start({"query", "trend"}, logs[1]);
    const pid_t second = program_.start({"export"}, logs[2]);
    EXPECT_EQ(Program::wait_for(first), 0) << bytes_of(logs[1].path() / "err");
    EXPECT_EQ(Program::wait_for(second), 0) << bytes_of(logs[2].path() / "err");
  }
  EXPECT_EQ(Program::wait_for(writer), 0) << bytes_of(logs[0].path() / "err");
}

TEST_F(KeepTest, ABackupMadeWhileAnotherWritesIsWhole) {
  const TemporaryFolder log;
  const pid_t writer = program_.start({"classify", "--all"}, log);
  done({"backup", "b.tar"});
  EXPECT_EQ(Program::wait_for(writer), 0);
  done({"restore", "b.tar", "--corpus", "restored"});
  EXPECT_THAT(done({"verify", "--corpus", "restored"}).errors,
              HasSubstr("all is as it was stored"));
  done({"classify", "--corpus", "restored"});
  EXPECT_EQ(all_exports(program_, "restored"), all_exports(program_, "monitor"));
}

TEST_F(KeepTest, HalvesMadeApartAreTheWhole) {
  for (int year = 2016; year < 2022; ++year) {
    const std::string name = "contract" + std::to_string(year) + ".pdf";
    const std::string half = year % 2 == 0 ? "even" : "odd";
    done({"import", "in/" + name, "--year", "2019", "--manifest", "in/manifest.csv", "--corpus",
          half});
  }
  done({"classify", "--corpus", "even"});
  done({"classify", "--corpus", "odd"});
  done({"merge", "even", "odd", "--corpus", "all"});
  done({"classify", "--corpus", "all"});
  EXPECT_EQ(all_exports(program_, "all"), all_exports(program_, "monitor"));
}

TEST_F(KeepTest, HandCodedYearsCountAndWrongRowsAreListed) {
  folder_.write("kolommen.toml",
                "[columns]\ngemeente = \"Gemeente\"\nyear = \"Jaar\"\n[fixed]\ndomein = \"jeugd\"\n"
                "[variables]\nbekostiging = \"Hoe\"\n[values.bekostiging]\n\"Uren\" = "
                "\"inspanningsgericht\"\n");
  folder_.write("jaren.csv",
                "Gemeente,Jaar,Hoe\nBorne,2015,uren\nBorne,2016,Uren\nNergenshuizen,2015,Uren\n"
                "Hengelo (O.),2015,wolken\nBorne,2015,taakgericht\n");
  const Outcome outcome =
      program_.run({"decisions", "import", "jaren.csv", "--mapping", "kolommen.toml"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("2 values new"));
  for (const char* line : {"4  \"Nergenshuizen\" is no municipality of 2015", "5  \"wolken\" is no",
                           "6  bekostiging is \"taakgericht\" here and \"inspanningsgericht\" in"})
    EXPECT_THAT(outcome.output, HasSubstr(line));
  const std::string trend =
      done({"query", "trend", "--by", "bekostiging", "--domein", "jeugd", "--format", "csv"})
          .output;
  EXPECT_THAT(trend, HasSubstr("bekostiging,2015,2016,"));
  EXPECT_THAT(trend, HasSubstr("inspanningsgericht,1,2,"));
  done({"decisions", "export", "uit.csv"});
  EXPECT_THAT(bytes_of(folder_.path() / "uit.csv"), HasSubstr("2015,GM0147,bekostiging,handmatig"));
}

TEST_F(KeepTest, EveryRunSaysWhatItWasMadeWith) {
  done({"profile", "GM0344", "--year", "2019", "--out", "p", "--no-pdf"});
  const std::string runs = done({"query", "runs", "--format", "csv"}).output;
  for (const char* kind : {",import,", ",classify,", ",profile,"})
    EXPECT_THAT(runs, HasSubstr(kind));
  EXPECT_THAT(runs, HasSubstr("poppler "));
  EXPECT_THAT(done({"query", "changes", "--since", "1"}).output, HasSubstr("new_document"));
}

}  // namespace
}  // namespace inkoopmonitor
