// Every help ends with an example, and every example runs as it stands: in a folder that has
// tests/data/sample as a checkout has, after the commands that make a corpus.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <vector>

#include "tests/few_figures.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using testing_support::bytes_of;
using testing_support::data_with_few_figures;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// Names of the commands that a help lists.
std::vector<std::string> listed_commands(const std::string& help) {
  std::vector<std::string> names;
  const std::size_t begin = help.find("\nCommands:\n");
  if (begin == std::string::npos) return names;
  std::istringstream lines(help.substr(begin + 11));
  for (std::string line; std::getline(lines, line) && line.starts_with("  ");) {
    if (line[2] != ' ') names.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return names;
}

// The words of the example on the last line of a help, without the program's name.
std::vector<std::string> example_of(const std::string& help) {
  const std::string before = "\nExample:\n  inkoopmonitor ";
  const std::size_t begin = help.rfind(before);
  if (begin == std::string::npos) return {};
  const std::string example = help.substr(begin + before.size());
  EXPECT_EQ(example.find_first_not_of('\n', example.find('\n')), std::string::npos)
      << "something stands below the example: " << example;
  std::istringstream stream(example);
  std::vector<std::string> words;
  for (std::string word; stream >> std::quoted(word);) words.push_back(word);
  return words;
}

void collect_examples(const Program& program, std::vector<std::string> command,
                      std::vector<std::vector<std::string>>& examples) {
  std::vector<std::string> arguments = command;
  arguments.push_back("--help");
  const Outcome help = program.run(arguments);
  ASSERT_EQ(help.status, 0) << help.errors;
  const auto example = example_of(help.output);
  EXPECT_FALSE(example.empty()) << "no example at the end of\n" << help.output;
  if (!example.empty()) examples.push_back(example);
  for (const std::string& name : listed_commands(help.output)) {
    command.push_back(name);
    collect_examples(program, command, examples);
    command.pop_back();
  }
}

// A part of the sample set, since sanitizers make reading slow.
void write_sample(const TemporaryFolder& folder) {
  const std::filesystem::path sample = SOURCE_DIR "/tests/data/sample";
  std::string manifest = "path,year,openbaar\n";
  for (const char* name : {"da09.pdf", "da13.pdf", "db14.pdf"}) {
    folder.write(std::string("tests/data/sample/") + name, bytes_of(sample / name));
    manifest += std::string(name) + ",2019,ja\n";
  }
  folder.write("tests/data/sample/manifest.csv", manifest);
  for (const char* name : {"waarden.csv", "kolommen.toml"})
    folder.write(std::string("tests/data/handmatig/") + name,
                 bytes_of(SOURCE_DIR "/tests/data/handmatig/" + std::string(name)));
  folder.write("tests/data/sample/gold.csv", bytes_of(sample / "gold.csv"));
  for (const std::string name : {"population.csv", "spending.csv"})
    folder.write("tests/data/register/" + name,
                 bytes_of(SOURCE_DIR "/tests/data/register/" + name));
}

TEST(Help, EndsWithAnExampleThatRuns) {
  const TemporaryFolder folder, data_folder;
  write_sample(folder);
  Program program(folder.path());
  const std::filesystem::path data = data_with_few_figures(data_folder);
  program.before_start = [data] { ::setenv("INKOOPMONITOR_DATA", data.c_str(), 1); };
  std::vector<std::vector<std::string>> examples;
  collect_examples(program, {}, examples);
  // In the order of the work: a corpus is made, filled and coded before it is asked.
  const auto stage = [](const std::vector<std::string>& example) {
    const std::vector<std::string> order = {"init", "import", "read", "classify", "indicator"};
    // After merging, which says that the registers differ.
    if (example[0] == "register") return std::ptrdiff_t{8};
    // Removing comes last: the other examples name documents.
    if (example[0] == "remove") return std::ptrdiff_t{9};
    return std::find(order.begin(), order.end(), example[0]) - order.begin();
  };
  std::stable_sort(examples.begin(), examples.end(),
                   [&](const auto& left, const auto& right) { return stage(left) < stage(right); });
  // It serves until it is stopped; tests/system has it.
  std::erase_if(examples, [](const auto& example) { return example[0] == "review"; });
  EXPECT_GE(examples.size(), 15);
  for (const auto& example : examples) {
    const Outcome outcome = program.run(example);
    EXPECT_EQ(outcome.status, 0) << outcome.command << "\n" << outcome.errors;
    EXPECT_NE(outcome.output + outcome.errors, "") << outcome.command << " says nothing";
  }
}

TEST(CommandLine, ThatIsWrongIsRefusedWithTheWayToHelp) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"improt"},
      {"import"},
      {"import", "x", "--year", "twee"},
      {"import", "x", "--year", "20190"},
      {"query"},
      {"query", "trend", "--format"},
      {"classify", "--nonsense"},
      {"export", "--format", "xml"},
      {"export", "--format", "table"},
      {"export", "--table", "everything"},
      {"query", "trend", "--by", "kleur"},
      {"query", "trend", "--domein", "zorg"},
      {"query", "records", "--from", "2020", "--to", "2019"},
  };
  ASSERT_EQ(program.run({"init"}).status, 0);
  for (const auto& arguments : wrong) {
    const Outcome outcome = program.run(arguments);
    EXPECT_EQ(outcome.status, 2) << outcome.command;
    EXPECT_EQ(outcome.output, "") << outcome.command;
    EXPECT_THAT(outcome.errors, ContainsRegex("^inkoopmonitor: .+: .+\n  .+\\.\n$"))
        << outcome.command;
  }
}

// What is wrong is named in the words that the user typed and --help has.
TEST(CommandLine, ThatIsWrongIsToldInItsOwnWords) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  const struct {
    std::vector<std::string> arguments;
    const char* problem;
  } cases[] = {
      {{}, "a command is missing"},
      {{"query"}, "a command is missing"},
      {{"improt"}, "\"improt\" is not a command"},
      {{"query", "trent"}, "\"trent\" is not a command"},
      {{"--trend"}, "\"--trend\" is not an option of inkoopmonitor"},
      {{"query", "trend", "--form", "csv"},
       "\"--form\" is not an option of inkoopmonitor query trend"},
      {{"status", "now"}, "\"now\" is a word too many"},
      {{"profile"}, "GEMEENTE is missing"},
      {{"query", "missing"}, "--year is missing"},
      {{"query", "search"}, "WORDS is missing"},
      {{"cluster", "plan"}, "N is missing"},
      {{"import", "x", "--timeout", "0"}, "\"0\" is no number above 0"},
      {{"query", "changes", "--since", "nooit"}, "\"nooit\" is no number from 0"},
      {{"query", "trend", "--to", "1999"}, "the year 1999: the register begins in 2014"},
      {{"import", "nergens"}, "nergens: there is no such file or folder"},
      {{"rules", "stats", "--gold", "nergens.csv"},
       "nergens.csv: cannot be read (No such file or directory)"},
  };
  for (const auto& [arguments, problem] : cases) {
    const Outcome outcome = program.run(arguments);
    EXPECT_EQ(outcome.status, 2) << outcome.command;
    EXPECT_THAT(outcome.errors, HasSubstr(problem)) << outcome.command;
  }
}

TEST(CommandLine, WithoutACorpusSaysHowToMakeOne) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::vector<std::vector<std::string>> commands = {
      {"classify"},
      {"status"},
      {"query", "documents"},
      {"explain", "x.pdf"},
      {"export"},
      {"read"},
      {"report", "--year", "2020", "--out", "out"}};
  for (const auto& arguments : commands) {
    const Outcome outcome = program.run(arguments);
    EXPECT_EQ(outcome.status, 3) << outcome.command;
    EXPECT_THAT(outcome.errors, HasSubstr("monitor: there is no corpus here\n")) << outcome.command;
    EXPECT_THAT(outcome.errors, HasSubstr("inkoopmonitor import")) << outcome.command;
  }
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "monitor"));
}

TEST(Explain, OfAnUnknownFileSaysSo) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  ASSERT_EQ(program.run({"init"}).status, 0);
  const Outcome outcome = program.run({"explain", "weg.pdf"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("weg.pdf: there is no such document in the corpus"));
}

TEST(Init, BringsACorpusOfAnOlderVersionUpToDate) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::filesystem::path corpus = folder.path() / "monitor";
  std::filesystem::create_directories(corpus / "contents");
  sqlite3* old = nullptr;
  ASSERT_EQ(sqlite3_open((corpus / "monitor.sqlite").c_str(), &old), SQLITE_OK);
  const std::string sql = bytes_of(SOURCE_DIR "/tests/data/old/version8.sql");
  EXPECT_EQ(sqlite3_exec(old, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(old);
  const Outcome refused = program.run({"query", "records"});
  EXPECT_EQ(refused.status, 3);
  EXPECT_THAT(refused.errors, HasSubstr("run `inkoopmonitor init` on it"));
  const Outcome made = program.run({"init"});
  EXPECT_EQ(made.status, 0) << made.errors;
  EXPECT_THAT(made.output, HasSubstr("up to date; nothing was read or coded again"));
  EXPECT_THAT(made.output, HasSubstr("coded before names of persons were looked for: 1"));
  EXPECT_THAT(program.run({"query", "records"}).output, HasSubstr("huishoudelijke_hulp"));
  EXPECT_EQ(program.run({"init"}).status, 3) << "of this version it is refused";
}

TEST(Init, RefusesAFolderThatHoldsACorpus) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  EXPECT_EQ(program.run({"init"}).status, 0);
  EXPECT_EQ(program.run({"init"}).status, 3);
}

}  // namespace
}  // namespace inkoopmonitor::app
