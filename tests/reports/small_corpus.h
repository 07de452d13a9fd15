// Small corpora for tests, made through the corpus room as the program makes them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "corpus/corpus.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {

// A folder that is removed when the test ends.
class TestFolder {
 public:
  TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A value of a record as a test writes it.
struct GivenValue {
  std::string variable = {}, value = {};
  double confidence = 0.9;
  std::uint32_t page = 1;
  std::string quote = {};  // empty: made from the value
  classify::Outcome outcome = classify::Outcome::value;
};
using GivenRecord = std::vector<GivenValue>;

// A document as a test writes it. Its content is its path unless `content` says otherwise.
struct GivenDocument {
  std::string path = {};
  int year = 2019;
  std::vector<std::string> gemeenten = {};
  std::vector<GivenRecord> records = {};  // from number 1 on
  std::string dossier = {}, content = {};
  bool openbaar = true;
  std::string failed = {};   // a reason: the reader failed
  std::string skipped = {};  // a reason: it was only listed
  std::string missing = {};  // a reason: it was not there
  bool coded = true;
  std::vector<classify::PrivateWords> private_words = {};
  std::string language = "nl";
};

// A record in force from 1 January 2019 for four years in municipality `code`, with what is given.
GivenRecord in_force(const std::string& code, GivenRecord values);

// A corpus in `folder`/corpus with these documents, offered in this order.
corpus::Database make_corpus(const std::filesystem::path& folder,
                             const std::vector<GivenDocument>& documents);

// The codebook of the tests: the core variables and what they are derived from.
Codebook test_codebook();

// The cell of the row that begins with `first`, in the column of that name; "?" when there is none.
std::string cell(const Table& table, const std::string& first, const std::string& column);

std::string file_text(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace inkoopmonitor::reports
