#include <CLI/CLI.hpp>

#include <algorithm>
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
std::string help_of(const std::vector<ManualCommand>& manual,
                    const std::vector<std::string>& words) {
  std::string path;
  for (const std::string& word : words) {
    path += (path.empty() ? "" : " ") + word;
    if (std::none_of(manual.begin(), manual.end(),
                     [&](const ManualCommand& command) { return command.path == path; }))
      throw Error(ErrorKind::usage, "help", "\"" + path + "\" is not a command",
                  "see all of them with inkoopmonitor --help");
  }
  return help_page(manual, path, terminal_width());
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
      print(help_of(manual_of(program), options->command));
  });
}

}  // namespace inkoopmonitor::app
