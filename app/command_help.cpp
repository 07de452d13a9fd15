#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/manual.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

struct HelpOptions {
  std::vector<std::string> command;
  std::string shell;
  bool man = false, reference = false;
};

// The help of the command that `words` name.
std::string help_of(const CLI::App& program, const std::vector<std::string>& words) {
  const CLI::App* asked = &program;
  std::string before;
  for (const std::string& word : words) {
    const auto found = asked->get_subcommands(
        [&](const CLI::App* subcommand) { return subcommand->get_name() == word; });
    if (found.empty())
      throw Error(ErrorKind::usage, "help", "\"" + word + "\" is not a command",
                  "see all of them with inkoopmonitor --help");
    before += (before.empty() ? "" : " ") + asked->get_name();
    asked = found.front();
  }
  return asked->help(before);
}

}  // namespace

void add_help(CLI::App& program, Invocation&) {
  CLI::App* command = add_command(
      program, "help", "Show the help of a command; the manual and completions for a shell.",
      "help query trend");
  auto options = std::make_shared<HelpOptions>();
  command->add_option("command", options->command, "the command, word by word")->type_name("WORD");
  command->add_option("--completion", options->shell, "completions for bash, zsh or fish")
      ->type_name("SHELL");
  command->add_flag("--man", options->man, "the manual page (for man -l)");
  command->add_flag("--reference", options->reference, "every command and option as Markdown");
  command->callback([options, &program] {
    if (!options->shell.empty())
      print(completion(manual_of(program), options->shell));
    else if (options->man)
      print(man_page(manual_of(program)));
    else if (options->reference)
      print(reference_page(manual_of(program)));
    else
      print(help_of(program, options->command));
  });
}

}  // namespace inkoopmonitor::app
