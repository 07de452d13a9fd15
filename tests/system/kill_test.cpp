// `kill -9` of a reading child and of the program itself, at random moments, fifty rounds: what the
// corpus holds in the end is, reading by reading and byte by byte, what an undisturbed import
// gives.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing_support::bytes_of;
using testing_support::made_contract;
using testing_support::made_pdf;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

constexpr int rounds = 50;

void fill(const TemporaryFolder& folder) {
  folder.write("in/da13.pdf", bytes_of(SOURCE_DIR "/tests/data/sample/da13.pdf"));
  // No words, so that these pages go to OCR too.
  const std::string garbled = "xkqz vwzx qqrt zzpl wxkv bcdf ghjk mnpq rstv wxzq\n";
  folder.write("in/garbled.pdf", made_pdf({garbled, garbled + garbled}));
  int year = 2015;
  for (const char* gemeente : {"Utrecht", "Zwolle", "Breda", "Almelo"})
    folder.write(std::string("in/") + gemeente + "/contract.pdf", made_contract(gemeente, year++));
  folder.write("in/kapot.pdf", "geen pdf");
  folder.write("in/lijst.txt", "geen pdf");
}

// Every offering with its content, reading and pages, a line each: what is there twice stands there
// twice. Which run did the work is left out.
std::string all_rows(const fs::path& corpus) {
  constexpr const char* question =
      "SELECT o.shown_path, o.state, c.sha256, r.result, r.reason, r.page_count, p.number, "
      "p.source,"
      " p.quality, p.reason, p.width, p.height, p.text, hex(p.layout) FROM offering o"
      " LEFT JOIN content c USING (content_id) LEFT JOIN reading r USING (content_id)"
      " LEFT JOIN page p USING (reading_id) ORDER BY o.shown_path, r.reading_id, p.number";
  sqlite3* opened = nullptr;
  EXPECT_EQ(::sqlite3_open((corpus / "monitor.sqlite").c_str(), &opened), SQLITE_OK);
  const std::unique_ptr<sqlite3, decltype(&::sqlite3_close)> database(opened, &::sqlite3_close);
  std::string out;
  const auto add_row = [](void* text, int columns, char** values, char**) {
    for (int at = 0; at < columns; ++at)
      *static_cast<std::string*>(text) += std::string(values[at] ? values[at] : "NULL") + "\t";
    *static_cast<std::string*>(text) += "\n";
    return 0;
  };
  EXPECT_EQ(::sqlite3_exec(opened, question, add_row, &out, nullptr), SQLITE_OK);
  return out;
}

// Names of the kept contents; anything else that was left beside them would be among them.
std::vector<std::string> kept_files(const fs::path& corpus) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(corpus / "contents"))
    if (entry.is_regular_file()) out.push_back(entry.path().lexically_relative(corpus));
  std::sort(out.begin(), out.end());
  return out;
}

struct Process {
  std::string name, state;
  pid_t number = 0, parent = 0;
};

Process process_of(const fs::path& entry) {
  Process out;
  std::ifstream in(entry / "stat");
  in >> out.number >> out.name >> out.state >> out.parent;
  return out;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> out;
  for (const auto& entry : fs::directory_iterator("/proc"))
    if (const Process process = process_of(entry.path()); process.parent == parent)
      out.push_back(process.number);
  return out;
}

// Not counted is one that only waits to be buried.
bool is_alive(pid_t number) {
  const Process process = process_of("/proc/" + std::to_string(number));
  return process.number == number && process.state != "Z" && process.state != "X";
}

class Killer {
 public:
  explicit Killer(milliseconds whole) : whole_(whole) {}

  // Some part of half the time that an import takes.
  void wait() { std::this_thread::sleep_for(milliseconds(random_() % (whole_.count() / 2 + 1))); }

  // Of the children that the program has at a random moment, one.
  void kill_a_child(pid_t program) {
    wait();
    const std::vector<pid_t> children = children_of(program);
    if (children.empty()) return;
    if (::kill(children[random_() % children.size()], SIGKILL) == 0) ++children_killed;
  }
  // The program, after which no child may go on for more than a moment.
  void kill_parent(pid_t program) {
    wait();
    const std::vector<pid_t> orphans = children_of(program);
    ::kill(program, SIGKILL);
    if (Program::wait_for(program) == 128 + SIGKILL) ++parents_killed;
    for (int tries = 0; tries < 500 && std::any_of(orphans.begin(), orphans.end(), is_alive);
         ++tries)
      std::this_thread::sleep_for(milliseconds(10));
    for (const pid_t orphan : orphans) EXPECT_FALSE(is_alive(orphan)) << "a child went on";
  }

  int children_killed = 0, parents_killed = 0;

 private:
  milliseconds whole_;
  std::mt19937 random_{2015};
};

TEST(KillMinusNine, OfChildrenAndOfTheProgramLosesAndDoublesNothing) {
  const TemporaryFolder folder;
  fill(folder);
  const Program program(folder.path());
  const auto import_into = [](const std::string& corpus) {
    return std::vector<std::string>{"import", "in", "--year", "2019", "--corpus", corpus};
  };
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(program.run(import_into("undisturbed")).status, 1);
  Killer killer(std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin));
  const std::string expected = all_rows(folder.path() / "undisturbed");
  const auto expected_files = kept_files(folder.path() / "undisturbed");
  ASSERT_NE(expected.find("\tocr\t"), std::string::npos);

  for (int round = 0; round < rounds; ++round) {
    const fs::path corpus = folder.path() / ("killed" + std::to_string(round));
    const TemporaryFolder log;
    const pid_t first = program.start(import_into(corpus), log);
    if (round % 2 == 0) killer.kill_a_child(first);
    killer.kill_parent(first);
    const pid_t second = program.start(import_into(corpus), log);
    if (round % 2 == 1) killer.kill_a_child(second);
    ASSERT_EQ(Program::wait_for(second), 1) << bytes_of(log.path() / "err");
    EXPECT_EQ(all_rows(corpus), expected) << "round " << round;
    EXPECT_EQ(kept_files(corpus), expected_files) << "round " << round;
    fs::remove_all(corpus);
  }
  std::printf("%d rounds: %d children and %d programs killed\n", rounds, killer.children_killed,
              killer.parents_killed);
  EXPECT_GT(killer.children_killed, 0);
  EXPECT_GT(killer.parents_killed, 0);
}

}  // namespace
}  // namespace inkoopmonitor
