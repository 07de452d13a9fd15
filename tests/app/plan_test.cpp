#include "app/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "app/municipalities.h"
#include "error.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using testing_support::TemporaryFolder;

const corpus::Database& database() {
  static const TemporaryFolder folder;
  static const corpus::Database made =
      corpus::Database::create(folder.path() / "corpus", SOURCE_DIR "/corpus/register");
  return made;
}

Plan plan(const std::filesystem::path& path, int year) {
  const auto kinds = [] { return std::vector<std::string>{"overeenkomst", "raadsstuk"}; };
  return plan_import({{path}, std::nullopt, year, kinds}, database());
}

const PlannedFile& file_of(const Plan& plan, const std::string& path) {
  for (const PlannedFile& file : plan.files) {
    if (file.offering.path == path) return file;
  }
  throw std::runtime_error(path + " is not in the plan");
}

Error error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  throw std::runtime_error("no error");
}

TEST(Plan, TakesYearAndPathsFromTheCommandLine) {
  const TemporaryFolder folder;
  folder.write("b/x.pdf", "%PDF-");
  folder.write("a.csv", "a;b\n");
  const Plan made = plan(folder.path(), 2019);
  ASSERT_EQ(made.files.size(), 2);
  EXPECT_THAT(made.files[0].skip_reason, StartsWith("other_format: "));
  EXPECT_THAT(made.files[0].skip_reason, HasSubstr(".csv"));
  EXPECT_EQ(made.files[1].offering.path, "b/x.pdf");
  EXPECT_EQ(made.files[1].offering.set_year, 2019);
  EXPECT_EQ(made.files[1].offering.root, std::filesystem::canonical(folder.path()).native());
  EXPECT_EQ(made.files[1].skip_reason, "");
  EXPECT_FALSE(made.files[1].offering.openbaar);
}

TEST(Plan, OffersWhatIsOrSaysThatItIsADocument) {
  const std::string old_office = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  const struct {
    const char* name;
    std::string bytes;
    bool is_offered;
  } cases[] = {
      {"besluit", "%PDF-1.7", true},
      {"BRIEF.PDF", "", true},
      {"brief.docx", "", true},
      {"contract.odt", "PK\x03\x04", true},
      {"stukken.zip", "PK\x03\x04", true},
      {"stukken", "PK\x03\x04", true},
      {"bericht.eml", "From: a\n", true},
      {"bericht", "Received: x\nFrom: a\n\n", true},
      {"oud.doc", old_office, true},
      {"oud", old_office, true},
      {"Thumbs.db", old_office, false},
      {"lijst.csv", "a;b\n", false},
      {"leesmij.md", "# Onderwerp\n", false},
      {"scan.png", "\x89PNG\r\n", true},
      {"scan", std::string("II*\0", 4), true},
      {"logo.svg", "<svg/>", false},
  };
  const TemporaryFolder folder;
  for (const auto& one : cases) folder.write(one.name, one.bytes);
  const Plan made = plan(folder.path(), 2019);
  for (const auto& one : cases)
    EXPECT_EQ(file_of(made, one.name).skip_reason.empty(), one.is_offered) << one.name;
}

TEST(Plan, LetsTheManifestBeatTheCommandLine) {
  const TemporaryFolder folder;
  folder.write("x.pdf", "%PDF-");
  folder.write("y.pdf", "%PDF-");
  folder.write("manifest.csv",
               "path,year,gemeente,dossier,documentsoort,datum,openbaar\n"
               "x.pdf,2015,Utrecht|GM0307|Utrecht,zorg,raadsstuk,2014-12-01,ja\n");
  const Plan made = plan(folder.path(), 2019);
  ASSERT_EQ(made.files.size(), 2) << "the manifest itself is not offered";
  const corpus::Offering& offering = file_of(made, "x.pdf").offering;
  EXPECT_EQ(offering.set_year, 2015);
  EXPECT_THAT(offering.gemeenten, ElementsAre("GM0344", "GM0307"));
  EXPECT_EQ(offering.gemeenten_source, "manifest");
  EXPECT_EQ(offering.dossier, "zorg");
  EXPECT_EQ(offering.documentsoort, "raadsstuk");
  EXPECT_EQ(offering.document_date, "2014-12-01");
  EXPECT_TRUE(offering.openbaar);
  EXPECT_EQ(file_of(made, "y.pdf").offering.set_year, 2019);
}

TEST(Plan, ListsWhatTheManifestNamesAndIsNotThere) {
  const TemporaryFolder folder;
  folder.write(".hidden/y.pdf", "%PDF-");
  folder.write("manifest.csv", "path,year\ngone.pdf,2015\n.hidden/y.pdf,2015\n");
  const Plan made = plan(folder.path(), 0);
  EXPECT_THAT(file_of(made, "gone.pdf").problem, StartsWith("vanished: "));
  EXPECT_THAT(file_of(made, "gone.pdf").problem, HasSubstr("line 2"));
  EXPECT_EQ(file_of(made, ".hidden/y.pdf").problem, "") << "naming a hidden file offers it";
}

TEST(Plan, LeavesOutRowsAboutOtherFolders) {
  const TemporaryFolder folder;
  folder.write("a/x.pdf", "%PDF-");
  folder.write("b/y.pdf", "%PDF-");
  const auto manifest = folder.write("manifest.csv", "path,year\na/x.pdf,2015\nb/y.pdf,2015\n");
  for (const auto& path : {folder.path() / "a", folder.path() / "a" / "x.pdf"}) {
    const Plan made = plan_import({{path}, manifest, 0, {}}, database());
    ASSERT_EQ(made.files.size(), 1);
    EXPECT_EQ(made.files[0].offering.set_year, 2015);
    EXPECT_EQ(made.rows_about_others, 1);
  }
}

TEST(Plan, OffersAFileBelowTwoPathsOnce) {
  const TemporaryFolder folder;
  folder.write("a/x.pdf", "%PDF-");
  const Plan made =
      plan_import({{folder.path(), folder.path() / "a"}, std::nullopt, 2019, {}}, database());
  ASSERT_EQ(made.files.size(), 1);
  EXPECT_EQ(made.files[0].offering.path, "a/x.pdf");
}

TEST(Plan, KnowsMunicipalitiesByTheirFolders) {
  const TemporaryFolder folder;
  for (const char* path : {"Utrecht/x.pdf", "utrecht/Amersfoort/jeugd/x.pdf", "s_Gravenhage/x.pdf",
                           "GM0363/x.pdf", "contracten/x.pdf", "Appingedam/x.pdf"}) {
    folder.write(path, "%PDF-");
  }
  const Plan made = plan(folder.path(), 2019);
  const struct {
    const char* path;
    std::vector<std::string> codes;
  } cases[] = {{"Utrecht/x.pdf", {"GM0344"}},
               {"utrecht/Amersfoort/jeugd/x.pdf", {"GM0307"}},
               {"GM0363/x.pdf", {"GM0363"}},
               {"contracten/x.pdf", {}},
               {"Appingedam/x.pdf", {"GM0003"}}};
  for (const auto& [path, codes] : cases) {
    const corpus::Offering& offering = file_of(made, path).offering;
    EXPECT_EQ(offering.gemeenten, codes) << path;
    EXPECT_EQ(offering.gemeenten_source, codes.empty() ? "" : "folder") << path;
  }
  EXPECT_THAT(file_of(plan(folder.path(), 2022), "Appingedam/x.pdf").offering.gemeenten, IsEmpty())
      << "it ended in 2021";
  EXPECT_THAT(plan(folder.path() / "Utrecht", 2019).files[0].offering.gemeenten,
              ElementsAre("GM0344"));
}

TEST(Plan, RefusesWhatItCannotKnow) {
  const struct {
    const char* manifest;
    int year;
    const char *subject, *problem, *remedy;
  } cases[] = {
      {"path\n", 0, "x.pdf", "no year is known for this file", "--year YEAR"},
      {"path,gemeente\nx.pdf,Appingedam\n", 2022, "manifest.csv, line 2",
       "there is no municipality \"Appingedam\" in 2022", "in 2022 write Eemsdelta"},
      {"path,gemeente\nx.pdf,Utrect\n", 2022, "manifest.csv, line 2",
       "there is no municipality \"Utrect\" in 2022", "did you mean Utrecht"},
      {"path,gemeente\nx.pdf,Qwxyzzz\n", 2022, "manifest.csv, line 2",
       "there is no municipality \"Qwxyzzz\" in 2022", "GM0344"},
      {"path,documentsoort\nx.pdf,brief\n", 2022, "manifest.csv, line 2",
       "documentsoort \"brief\" is not in the codebook", "overeenkomst, raadsstuk"},
  };
  for (const auto& [manifest, year, subject, problem, remedy] : cases) {
    const TemporaryFolder folder;
    folder.write("x.pdf", "%PDF-");
    folder.write("manifest.csv", manifest);
    const Error error = error_of([&] { plan(folder.path(), year); });
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_THAT(error.subject, HasSubstr(subject));
    EXPECT_EQ(error.problem, problem);
    EXPECT_THAT(error.remedy, HasSubstr(remedy));
  }
}

TEST(Plan, RefusesAFileThatTwoManifestsName) {
  const TemporaryFolder folder;
  folder.write("a/x.pdf", "%PDF-");
  folder.write("a/manifest.csv", "path,year\nx.pdf,2015\n");
  folder.write("manifest.csv", "path,year\na/x.pdf,2016\n");
  EXPECT_THAT(error_of([&] { plan(folder.path(), 0); }).problem, HasSubstr("too"));
}

}  // namespace
}  // namespace inkoopmonitor::app
