// A new corpus in a folder of its own, and short ways to fill it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "error.h"

namespace inkoopmonitor::corpus {

inline const std::filesystem::path kRegister =
    std::filesystem::path(SOURCE_DIR) / "corpus/register";

// Makes of a corpus what it would have been before cells of the panel kept the core variables.
inline const std::string kBackTo11 =
    "DROP VIEW panel_row; DROP VIEW monitor; DROP INDEX offering_not_in;"
    "DROP INDEX reading_otherwise; DROP INDEX coding_stale; DROP INDEX value_by_confidence;"
    "ALTER TABLE panel_cell DROP COLUMN procedure; ALTER TABLE panel_term DROP COLUMN gemeenten;"
    "PRAGMA user_version = 11;";
// And before there was a review page.
inline const std::string kBackTo10 =
    kBackTo11 +
    "DROP TABLE second_value; DROP TABLE second_coding; DROP TABLE assignment;"
    "DROP TABLE decision_act; ALTER TABLE decision DROP COLUMN act_id;"
    "PRAGMA user_version = 10;";
// And before corrections and history were kept.
inline const std::string kBackTo4 =
    kBackTo10 +
    "DROP TABLE indicator_value; DROP TABLE indicator; DROP TABLE page_text;"
    "DROP TRIGGER index_new_page; DROP TRIGGER index_changed_page; DROP TRIGGER forget_page;"
    "DROP TABLE private_words; ALTER TABLE coding DROP COLUMN searched;"
    "ALTER TABLE page DROP COLUMN repaired;"
    "ALTER TABLE run DROP COLUMN libraries; DROP TABLE offering_change; DROP TABLE removal;"
    "DROP TABLE hand_value;"
    "DROP TABLE hand_value_before; DROP TABLE hand_dossier; DROP TABLE history_change;"
    "DROP TABLE history_cell; DROP TABLE history_state; DROP TABLE edition;"
    "PRAGMA user_version = 4;";

// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& file, const std::string& bytes);

// Values by variable, for codings and arrangements.
using Values = std::map<std::string, std::string>;

class CorpusTest : public ::testing::Test {
 protected:
  CorpusTest();

  // Closes the corpus and opens it again for writing.
  void reopen(const OpenOptions& options = {});
  // Offers a file that was written before.
  OfferedFile offer(const Offering& offering, const std::string& skip_reason = "");
  // Writes a file of these bytes below the offered folder and offers it in `year`.
  OfferedFile offer(const std::string& path, const std::string& bytes, int year);
  Offering offering(const std::string& path, int year) const;
  // Offers `path` with content of its own, reads it and codes it as `documentsoort`.
  std::string coded(const std::string& path, int year, const std::string& documentsoort);
  // The same with records as given, coded with `ruleset`; quotes are what stands on the page.
  std::string coded(const std::string& path, int year, const std::vector<Values>& records,
                    const std::string& ruleset = "rules-1");
  // Resolves a dossier to these arrangements, all decided by the document `sha256`.
  void resolve(const std::string& dossier, const std::vector<Values>& arrangements,
               const std::string& sha256);
  // The text of one cell, "NULL" for NULL, "no row" for no row.
  std::string cell(const std::string& sql) const;
  // All rows, cells joined by one blank.
  std::vector<std::string> lines(const std::string& sql) const;

  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path() / "corpus";
  std::filesystem::path offered_ = temporary_.path() / "offered";
  std::optional<Database> database_;
  std::int64_t run_ = 0;
};

// A page with two words and a block, and one read by OCR.
extract::Document sample_document();
classify::Value value(const std::string& variable, const std::string& text);
classify::Record record(std::uint32_t number, const Values& values);
// As `record`, with the words of `sample_document` as quote.
classify::Record quoted_record(std::uint32_t number, const Values& values);
inline void no_between() {}

// What `work` throws as Error; a failure of the test when it throws nothing.
template <typename Work>
Error error_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no Error";
  return {ErrorKind::usage, "", "", ""};
}

}  // namespace inkoopmonitor::corpus
