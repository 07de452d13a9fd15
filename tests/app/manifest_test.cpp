#include "app/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "error.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using testing_support::TemporaryFolder;

TEST(Manifest, ReadsEveryColumnInAnyOrder) {
  const TemporaryFolder folder;
  const Manifest manifest = read_manifest(
      folder.write("manifest.csv",
                   "openbaar,path,year,gemeente,dossier,documentsoort,datum\n"
                   "Ja,a/x.pdf,2019,Utrecht | GM0307,zorg 2019,overeenkomst,2018-11-30\n"
                   ",y.pdf,,,,,\n"));
  ASSERT_EQ(manifest.rows.size(), 2);
  EXPECT_EQ(manifest.rows[0], (ManifestRow{2,
                                           "a/x.pdf",
                                           2019,
                                           {"Utrecht", "GM0307"},
                                           "zorg 2019",
                                           "overeenkomst",
                                           "2018-11-30",
                                           true}));
  EXPECT_EQ(manifest.rows[1], (ManifestRow{3, "y.pdf", 0, {}, "", "", "", false}));
  EXPECT_EQ(manifest.target(manifest.rows[0]),
            std::filesystem::canonical(folder.path()) / "a" / "x.pdf");
}

TEST(Manifest, NeedsOnlyThePath) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_manifest(folder.write("m.csv", "path\nx.pdf\n")).rows.size(), 1);
}

TEST(Manifest, RefusesWithTheLineAndTheRemedy) {
  const struct {
    std::string csv, subject, problem;
  } cases[] = {
      {"path,jaar\nx.pdf,2019\n", "m.csv", "unknown column \"jaar\""},
      {"path,Year\nx.pdf,2019\n", "m.csv", "unknown column \"Year\""},
      {"path,path\nx,x\n", "m.csv", "column \"path\" stands there twice"},
      {"year\n2019\n", "m.csv", "has no column \"path\""},
      {"path,year\nx.pdf,19\n", "m.csv", "line 2: year \"19\" is no year of a collection"},
      {"path,year\nx.pdf,2019a\n", "m.csv", "line 2: year \"2019a\" is no year of a collection"},
      {"path,datum\nx.pdf,31-12-2019\n", "m.csv", "line 2: datum \"31-12-2019\" is no date"},
      {"path,datum\nx.pdf,2019-02-29\n", "m.csv", "line 2: datum \"2019-02-29\" is no date"},
      {"path,openbaar\nx.pdf,misschien\n", "m.csv", "line 2: openbaar is \"misschien\""},
      {"path,year\n,2019\n", "m.csv", "line 2: no path is given"},
      {"path\na/../x.pdf\n./x.pdf\n", "m.csv, line 3", "\"./x.pdf\" was named on line 2 before"},
  };
  for (const auto& [csv, subject, problem] : cases) {
    const TemporaryFolder folder;
    try {
      read_manifest(folder.write("m.csv", csv));
      ADD_FAILURE() << "accepted: " << csv;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_THAT(error.subject, ::testing::EndsWith(subject));
      EXPECT_EQ(error.problem, problem);
      EXPECT_FALSE(error.remedy.empty());
    }
  }
}

TEST(Manifest, ThatIsNotThereIsAnError) {
  EXPECT_THROW(read_manifest("/nowhere/manifest.csv"), Error);
}

TEST(IsoDate, IsADayOfTheCalendar) {
  for (const char* date : {"2024-02-29", "2019-12-31", "1990-01-01"}) {
    EXPECT_TRUE(is_iso_date(date)) << date;
  }
  for (const char* date : {"", "2024", "2023-02-29", "2024-13-01", "2024-1-01", "2024-01-00",
                           "20a4-01-01", "2024-01-01T00"}) {
    EXPECT_FALSE(is_iso_date(date)) << date;
  }
}

}  // namespace
}  // namespace inkoopmonitor::app
