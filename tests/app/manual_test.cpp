// What the program says of itself: versions, this machine, the manual, completions of shells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdio.h>

#include <memory>
#include <sstream>

#include "app/manual.h"
#include "corpus/corpus.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using testing_support::bytes_of;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

std::string answer_of_shell(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string answer;
  for (char letter = 0; pipe != nullptr && ::fread(&letter, 1, 1, pipe.get()) == 1;)
    answer += letter;
  return answer;
}

TEST(Version, NamesAllThatAFindingDependsOn) {
  const TemporaryFolder folder;
  const Outcome outcome = Program(folder.path()).run({"--version"});
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_THAT(outcome.output, StartsWith("inkoopmonitor " INKOOPMONITOR_VERSION "\nschema " +
                                         std::to_string(corpus::schema_version()) + ", opens"));
  for (const char* part : {"\nreader ", "\nruleset ", "poppler ", "tesseract ", "sqlite3 "})
    EXPECT_THAT(outcome.output, HasSubstr(part));
}

TEST(Doctor, ReadsADrawnPageAndSaysWhatIsThere) {
  const TemporaryFolder folder;
  const Outcome outcome = Program(folder.path()).run({"doctor"});
  EXPECT_EQ(outcome.status, 0) << outcome.output;
  EXPECT_THAT(outcome.output, HasSubstr("Dutch; a drawn page was read in"));
  EXPECT_THAT(outcome.output, HasSubstr("corpus            none in monitor yet"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "monitor"));
}

// What stands in the user's own folder goes before what was installed.
TEST(Doctor, NamesTheUsersOwnRulesWhereThereAreAny) {
  const TemporaryFolder folder;
  const std::filesystem::path own = folder.path() / "instellingen/inkoopmonitor/classify";
  std::filesystem::create_directories(own);
  std::filesystem::copy(SOURCE_DIR "/classify", own, std::filesystem::copy_options::recursive);
  Program program(folder.path());
  program.before_start = [&] {
    ::unsetenv("INKOOPMONITOR_DATA");
    ::setenv("XDG_CONFIG_HOME", (folder.path() / "instellingen").c_str(), 1);
  };
  EXPECT_THAT(program.run({"doctor"}).output, HasSubstr(" in " + own.string()));
  std::filesystem::remove_all(own);
  EXPECT_THAT(program.run({"doctor"}).output, HasSubstr(" in " SOURCE_DIR "/classify"));
}

TEST(Doctor, SaysOfEachFaultWhatToDo) {
  const TemporaryFolder folder;
  folder.write("monitor/monitor.sqlite", "no database");
  Program program(folder.path());
  program.before_start = [] { ::setenv("INKOOPMONITOR_DATA", "/nowhere", 1); };
  const Outcome outcome = program.run({"doctor"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.output, HasSubstr("!   rules             /nowhere/classify: "));
  EXPECT_THAT(outcome.output, HasSubstr("-> set INKOOPMONITOR_DATA to the folder that holds"));
  EXPECT_THAT(outcome.output, HasSubstr("!   corpus            monitor"));
  EXPECT_THAT(outcome.errors, HasSubstr("2 things must be mended"));
  EXPECT_THAT(program.run({"doctor", "--format", "csv"}).output, HasSubstr("\nrules,fault,"));
}

TEST(Help, OfACommandByItsWords) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  const std::string help = program.run({"help", "query", "trend"}).output;
  EXPECT_EQ(help, program.run({"query", "trend", "--help"}).output);
  EXPECT_THAT(help, HasSubstr("Usage: inkoopmonitor query trend [OPTIONS]"));
  const Outcome unknown = program.run({"help", "trend"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.errors, HasSubstr("\"trend\" is not a command"));
}

TEST(Help, BreaksItsLinesAndNamesArgumentsOptionsAndCommands) {
  const ManualOption words{.name = "WORD",
                           .description = "a phrase",
                           .is_positional = true,
                           .is_required = true,
                           .is_repeated = true};
  const ManualOption option{.name = "--voorziening",
                            .value = "VOORZIENING",
                            .description = "only this kind of care, as the codebook calls it"};
  const std::vector<ManualCommand> manual = {{.path = "query",
                                              .description = "Answer.",
                                              .example = "inkoopmonitor query search a",
                                              .subcommands = {"search"}},
                                             {.path = "query search",
                                              .description = "Pages with these words.",
                                              .example = "inkoopmonitor query search a",
                                              .options = {words, option}}};
  EXPECT_EQ(help_page(manual, "query", 60),
            "Answer.\n"
            "Usage: inkoopmonitor query COMMAND [OPTIONS]\n"
            "\nCommands:\n"
            "  search                Pages with these words.\n"
            "\nExample:\n  inkoopmonitor query search a\n");
  EXPECT_EQ(help_page(manual, "query search", 50),
            "Pages with these words.\n"
            "Usage: inkoopmonitor query search WORD… [OPTIONS]\n"
            "\nArguments:\n"
            "  WORD                  a phrase (required)\n"
            "\nOptions:\n"
            "  --voorziening VOORZIENING\n"
            "                        only this kind of care, as\n"
            "                        the codebook calls it\n"
            "\nExample:\n  inkoopmonitor query search a\n");
}

TEST(Manual, HasEveryOptionAndNoEscapeThatRoffDoesNotKnow) {
  const TemporaryFolder folder;
  const std::string page = Program(folder.path()).run({"help", "--man"}).output;
  for (const char* part : {".SS inkoopmonitor query trend\n", "\\-\\-voorziening VOORZIENING",
                           ".SH EXIT STATUS", "INKOOPMONITOR_DATA"})
    EXPECT_THAT(page, HasSubstr(part));
}

// docs/reference.md is renewed by ./run docs.
TEST(Reference, IsThatOfTheProgram) {
  const TemporaryFolder folder;
  EXPECT_EQ(Program(folder.path()).run({"help", "--reference"}).output,
            bytes_of(SOURCE_DIR "/docs/reference.md"))
      << "renew it by ./run docs";
}

// What bash offers after these words, the last of which is begun.
std::vector<std::string> offered(const std::string& script, const std::vector<std::string>& words) {
  std::string line = "bash -c '. " + script + "; COMP_WORDS=(inkoopmonitor";
  for (const std::string& word : words) line += " \"" + word + "\"";
  line += "); COMP_CWORD=" + std::to_string(words.size()) +
          "; _inkoopmonitor; printf \"%s\\n\" \"${COMPREPLY[@]}\"'";
  std::istringstream lines(answer_of_shell(line));
  std::vector<std::string> out;
  for (std::string word; lines >> word;) out.push_back(word);
  return out;
}

TEST(Completion, OfBashOffersWhatMayStandThere) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  folder.write("script", program.run({"help", "--completion", "bash"}).output);
  const std::string script = folder.path() / "script";
  EXPECT_THAT(offered(script, {"imp"}), ElementsAre("import"));
  EXPECT_THAT(offered(script, {"query", "tr"}), ElementsAre("trend", "transitions"));
  EXPECT_THAT(offered(script, {"query", "trend", "--uni"}), ElementsAre("--unit"));
  EXPECT_THAT(offered(script, {"query", "trend", "--format", "c"}), ElementsAre("csv"));
  EXPECT_THAT(offered(script, {"register", "import", "--ma"}), ElementsAre());
  EXPECT_THAT(offered(script, {"indicator", "import", "--ma"}), ElementsAre("--map"));
}

TEST(Completion, IsMadeForThreeShells) {
  const TemporaryFolder folder;
  const Program program(folder.path());
  EXPECT_THAT(program.run({"help", "--completion", "zsh"}).output, StartsWith("#compdef"));
  EXPECT_THAT(program.run({"help", "--completion", "fish"}).output, HasSubstr("-l voorziening -r"));
  EXPECT_EQ(program.run({"help", "--completion", "csh"}).status, 2);
}

}  // namespace
}  // namespace inkoopmonitor::app
