// Notices in XML, from the file to coded values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/csv.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// What these variables of a record are, by blanks; each must be sure.
std::string coded(const reports::CsvFile& values, const std::string& file,
                  const std::string& record, const std::vector<std::string>& variables) {
  std::string result;
  for (const std::string& variable : variables) {
    std::string value;
    for (const reports::CsvRow& row : values.rows) {
      if (row.fields[0] != file || row.fields[2] != record || row.fields[4] != variable) continue;
      value = row.fields[5];
      EXPECT_GE(row.fields[6], "0.900") << file << " " << record << " " << variable;
      EXPECT_EQ(row.fields[7], "auto") << file << " " << record << " " << variable;
    }
    result += (result.empty() ? "" : " ") + value;
  }
  return result;
}

TEST(Notices, InXmlAreCodedByTheirFields) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const Outcome import =
      program.run({"import", SOURCE_DIR "/tests/data/notices", "--year", "2024"});
  EXPECT_EQ(import.status, 0) << import.errors;
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const reports::CsvFile values =
      reports::parse_csv(program.run({"export", "--table", "values"}).output, "values.csv");
  const std::vector<std::string> term = {"gemeenten", "ingangsdatum", "einddatum",
                                         "looptijd",  "verlenging",   "aanbieders"};
  const struct {
    const char *file, *record, *expected;
  } cases[] = {
      {"eforms_opdracht.xml", "1", "GM0654|GM0664 2025-01-01 2028-12-31 48 2x24 -8"},
      {"eforms_opdracht.xml", "2", "GM0654|GM0664 2025-04-01 2027-03-31 24 0x0 "},
      {"eforms_opdracht.xml", "3", "GM0654|GM0664 2025-01-01  onbepaald  "},
      {"eforms_resultaat.xml", "1", "GM0664 2025-01-01 2028-12-31 48  3"},
      {"ted_f02.xml", "1", "GM0141|GM0147   24 2x12 -6"},
      {"ted_f02.xml", "2", "GM0141|GM0147 2020-01-01 2022-12-31 36 0x0 -6"},
      {"ted_f03.xml", "1", "GM0141     2"},
      {"ted_f03.xml", "2", "GM0141     1"},
      {"ted_f21.xml", "1", "GM1900   36  1"},
      {"ted_f20.xml", "1", "GM0983 2019-01-01 2022-12-31 48  2"},
  };
  for (const auto& one : cases)
    EXPECT_EQ(coded(values, one.file, one.record, term), one.expected) << one.file << one.record;
}

// A field is evidence of the first rank: a sentence beside it that says otherwise, as firmly as can
// be, does not win.
TEST(Notices, FieldsStandAboveSentences) {
  const TemporaryFolder folder;
  const std::string sentences =
      "De overeenkomst heeft een looptijd van 36 maanden en gaat in op 1 juli 2026. De opdracht "
      "wordt"
      " aan maximaal 5 aanbieders gegund.";
  const struct {
    const char *file, *beside;
  } notices[] = {{"eforms_opdracht.xml", "Wij betalen per geleverd uur."},
                 {"ted_f02.xml", "Pleegzorg voor jeugdigen."}};
  for (const auto& notice : notices) {
    std::string xml =
        testing_support::bytes_of(fs::path(SOURCE_DIR "/tests/data/notices") / notice.file);
    const std::size_t at = xml.find(notice.beside);
    ASSERT_NE(at, std::string::npos) << notice.file;
    folder.write("in/" + std::string(notice.file), xml.insert(at, sentences + " "));
  }
  const Program program(folder.path());
  ASSERT_EQ(program.run({"import", "in", "--year", "2024"}).status, 0);
  ASSERT_EQ(program.run({"classify"}).status, 0);
  const reports::CsvFile values =
      reports::parse_csv(program.run({"export", "--table", "values"}).output, "values.csv");
  EXPECT_EQ(coded(values, "eforms_opdracht.xml", "1", {"ingangsdatum", "looptijd", "aanbieders"}),
            "2025-01-01 48 -8");
  EXPECT_EQ(coded(values, "ted_f02.xml", "1", {"looptijd", "aanbieders"}), "24 -6");
  // The sentences were read, and lost.
  const std::string why = program.run({"explain", "ted_f02.xml", "looptijd"}).output;
  EXPECT_THAT(why, ::testing::HasSubstr("not 36"));
  EXPECT_THAT(why, ::testing::HasSubstr("field_of_notice"));
}

}  // namespace
}  // namespace inkoopmonitor
