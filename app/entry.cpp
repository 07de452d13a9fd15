// What the program's two entries share: the command line, and where errors end, each with the exit
// status that the README promises.
#include "app/entry.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <new>

#include "app/interrupt.h"
#include "app/output.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr int wrong_usage = 2, unusable_corpus = 3, interrupted_status = 130;

std::string joined_arguments(int argc, char** argv) {
  std::string joined;
  for (int i = 1; i < argc; ++i) joined += (i > 1 ? " " : "") + text::escaped_path(argv[i]);
  return joined;
}

// "inkoopmonitor query trend": the command that was asked for, as far as it was understood.
std::string asked_command(const CLI::App& program) {
  std::string name = "inkoopmonitor";
  for (const CLI::App* command = &program; !command->get_subcommands().empty();) {
    command = command->get_subcommands().front();
    name += " " + command->get_name();
  }
  return name;
}

int refuse_command_line(const CLI::App& program, const CLI::ParseError& error,
                        const std::string& first_argument) {
  const std::string command = asked_command(program);
  const std::string kind = first_argument.starts_with('-') ? "an option" : "a command";
  const bool unknown = program.get_subcommands().empty() && !first_argument.empty();
  say("inkoopmonitor: the command line: " +
      (unknown ? "\"" + first_argument + "\" is not " + kind : std::string(error.what())));
  say("  See " + command + " --help.");
  return wrong_usage;
}

int run(int argc, char** argv, const Entry& entry) {
  CLI::App program("Codes what municipalities write about buying care, and shows the trends.",
                   "inkoopmonitor");
  program.require_subcommand(1);
  if (entry.version != nullptr) {
    program.set_version_flag("--version", entry.version,
                             "Versions of the program, its schema, ruleset and libraries");
  }
  program.footer("Example:\n  inkoopmonitor import tests/data/sample");
  Invocation invocation;
  invocation.arguments = joined_arguments(argc, argv);
  entry.add_commands(program, invocation);
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* asked = &program;
    std::string before;
    while (!asked->get_subcommands().empty()) {
      before += (before.empty() ? "" : " ") + asked->get_name();
      asked = asked->get_subcommands().front();
    }
    print(asked->help(before));
  } catch (const CLI::CallForVersion& version) {
    print(version.what());
  } catch (const CLI::ParseError& error) {
    return refuse_command_line(program, error, argc > 1 ? text::escaped_path(argv[1]) : "");
  }
  return invocation.status;
}

}  // namespace

int run_and_report(int argc, char** argv, const Entry& entry) {
  try {
    watch_signals();
    return run(argc, argv, entry);
  } catch (const Error& error) {
    say(message_of(error));
    return error.kind == ErrorKind::usage ? wrong_usage : unusable_corpus;
  } catch (const ReaderLeft&) {
    return 0;
  } catch (const Interrupted&) {
    say("inkoopmonitor: interrupted; what was done is kept, run the same command again to go on.");
    return interrupted_status;
  } catch (const std::bad_alloc&) {
    say("inkoopmonitor: this machine: there is not enough memory\n"
        "  Close other programs or give fewer --jobs, and run the same command again.");
  } catch (const std::exception& error) {
    say("inkoopmonitor: unexpected error: " + std::string(error.what()) +
        "\n  What was done is kept. Please report this with the command that you gave.");
  }
  return unusable_corpus;
}

}  // namespace inkoopmonitor::app
