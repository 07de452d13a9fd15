// All the hostile and damaged files that there are, offered at once: each ends as read, read in
// part or failed, for the reason that a person would give, nothing is written but the corpus, and
// the whole takes minutes.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <set>

#include "reports/csv.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using testing_support::bytes_of;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// By the first field of a CSV table, its rows by column.
using Table = std::map<std::string, std::map<std::string, std::string>>;

Table table_of(const std::string& bytes) {
  const reports::CsvFile csv = reports::parse_csv(bytes, "table");
  Table out;
  for (const reports::CsvRow& row : csv.rows)
    for (std::size_t at = 0; at < csv.header.size(); ++at)
      out[row.fields[0]][csv.header[at]] = row.fields[at];
  return out;
}

// What may become of a file of each kind in `hostile/index.csv`, which says what pdftotext made of
// it: `read`, or a reason. Where pdftotext found text, there is text.
const std::map<std::string, std::set<std::string>> outcomes = {
    {"ok-text", {"read", "output_limit"}},  // a font specimen has 56,000 words on a page
    {"ok-notext", {"read", "damaged", "memory_limit"}},  // a dashed line of 75 million points
    {"damaged-readable", {"read", "damaged"}},
    {"unreadable", {"read", "damaged", "no_pages", "encrypted"}},
    {"encrypted", {"encrypted"}},
    {"timeout", {"timeout"}},
    {"output-flood", {"output_limit"}},
    {"high-memory", {"damaged", "memory_limit"}},
};

// Every file below a folder, but what is below `left_out`, with its time of change.
std::map<std::string, fs::file_time_type> files_below(const fs::path& folder,
                                                      const fs::path& left_out) {
  std::map<std::string, fs::file_time_type> out;
  for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
    if (at->path() == left_out) {
      at.disable_recursion_pending();
    } else {
      out[at->path().native()] = fs::last_write_time(at->path());
    }
  }
  return out;
}

TEST(HostileFiles, EachEndsWithTheRightReasonAndNothingIsWrittenElsewhere) {
  const fs::path hostile = fs::path(SHARED_DIR) / "hostile";
  if (!fs::exists(hostile)) GTEST_SKIP() << "no hostile files here: " << hostile;
  const TemporaryFolder folder;
  const Table index = table_of(bytes_of(hostile / "index.csv"));
  for (const auto& entry : fs::directory_iterator(hostile / "pdf"))
    folder.write("in/" + entry.path().filename().native(), bytes_of(entry.path()));
  fs::create_directory(folder.path() / "home");
  Program program(folder.path());
  // All the places where a program writes without being told to are in the folder that is watched.
  program.before_start = [] {
    for (const char* name : {"HOME", "TMPDIR", "XDG_CACHE_HOME"}) ::setenv(name, "home", 1);
  };
  fs::create_directory(folder.path() / "monitor");
  const auto before = files_below(folder.path(), folder.path() / "monitor");
  const auto begin = std::chrono::steady_clock::now();
  const Outcome import = program.run({"import", "in", "--year", "2019"});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(import.status, 1) << import.errors;
  EXPECT_EQ(files_below(folder.path(), folder.path() / "monitor"), before);

  Table found = table_of(program.run({"export", "--table", "documents"}).output);
  std::map<std::string, int> counted;
  for (const auto& [file, row] : index) {
    auto& document = found[file];
    const std::string reason = document["reason"].substr(0, document["reason"].find(':'));
    const std::string outcome = document["result"] == "read" ? "read" : reason;
    ++counted[document["result"] + (outcome == "read" ? "" : ", " + reason)];
    const std::string& kind = row.at("class_by_pdftotext");
    EXPECT_TRUE(outcomes.at(kind).contains(outcome))
        << file << " (" << kind << ") is " << document["result"] << ": " << document["reason"];
  }
  // What is attached to a file is a document of its own, named after it.
  for (const auto& [file, document] : found)
    EXPECT_TRUE(index.contains(file.substr(0, file.find('/')))) << file;
  std::printf("%zu files in %.0f s\n", index.size(), seconds.count());
  for (const auto& [outcome, count] : counted) std::printf("%5d %s\n", count, outcome.c_str());
}

}  // namespace
}  // namespace inkoopmonitor
