// What the program's two entries share: the command line, and where errors end, each with the exit
// status that the README promises.
#include "app/entry.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <new>
#include <system_error>
#include <vector>

#include "app/interrupt.h"
#include "app/manual.h"
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

// "query trend": the command that was asked for, as far as it was understood.
std::string asked_path(const CLI::App& program) {
  std::string path;
  for (const CLI::App* command = &program; !command->get_subcommands().empty();) {
    command = command->get_subcommands().front();
    path += (path.empty() ? "" : " ") + command->get_name();
  }
  return path;
}

const CLI::App& asked_for(const CLI::App& program) {
  const CLI::App* command = &program;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

// What the first word is not that nothing takes: a command, an option or one more argument.
std::string unexpected_word(const CLI::App& command, const std::string& name,
                            const std::vector<std::string>& arguments) {
  const std::vector<std::string> left = command.remaining();
  const auto word =
      std::find_first_of(arguments.begin(), arguments.end(), left.begin(), left.end());
  if (word == arguments.end()) return "";
  const bool has_commands = !command.get_subcommands([](const CLI::App*) { return true; }).empty();
  return "\"" + text::escaped_path(*word) + "\" is " +
         (word->starts_with('-') ? "not an option of " + name
          : has_commands         ? "not a command"
                                 : "a word too many");
}

// What is missing, called as --help calls it.
std::string missing_word(const CLI::App& program, const std::string& path) {
  const CLI::App& command = asked_for(program);
  if (!command.get_subcommands([](const CLI::App*) { return true; }).empty())
    return "a command is missing";
  for (const ManualCommand& entry : manual_of(program)) {
    if (entry.path != path) continue;
    for (const ManualOption& option : entry.options) {
      const CLI::Option* parsed = command.get_option_no_throw(option.parsed_as);
      if (option.is_required && parsed != nullptr && parsed->count() == 0)
        return option.name + " is missing";
    }
  }
  return "";
}

int refuse_command_line(const CLI::App& program, const CLI::ParseError& error,
                        const std::vector<std::string>& arguments) {
  const std::string path = asked_path(program);
  const std::string name = path.empty() ? "inkoopmonitor" : "inkoopmonitor " + path;
  // The library looks for what is missing before it looks at what it does not know.
  std::string problem = unexpected_word(asked_for(program), name, arguments);
  if (problem.empty() && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    problem = missing_word(program, path);
  say("inkoopmonitor: the command line: " + (problem.empty() ? error.what() : problem));
  say("  See " + name + " --help.");
  return wrong_usage;
}

int run(int argc, char** argv, const Entry& entry) {
  CLI::App program("Codes what municipalities write about buying care, and shows the trends.",
                   "inkoopmonitor");
  program.require_subcommand(1);
  program.set_help_flag("-h,--help", "show this help");
  if (entry.version != nullptr) {
    program.set_version_flag("--version", entry.version,
                             "versions of the program, its schema, ruleset and libraries");
  }
  program.footer("Example:\n  inkoopmonitor import tests/data/sample");
  Invocation invocation;
  invocation.arguments = joined_arguments(argc, argv);
  entry.add_commands(program, invocation);
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    print(help_page(manual_of(program), asked_path(program), terminal_width()));
  } catch (const CLI::CallForVersion& version) {
    print(version.what());
  } catch (const CLI::ParseError& error) {
    return refuse_command_line(program, error, {argv + std::min(argc, 1), argv + argc});
  }
  return invocation.status;
}

// A folder or file that could not be made, moved or looked at, where no room had a word for it.
Error of_files(const std::filesystem::filesystem_error& failure) {
  const std::string place = text::escaped_path(failure.path1().native());
  if (failure.code() == std::errc::no_space_on_device)
    return Error(ErrorKind::corpus, place, "disk full: there is no room for what was to be written",
                 "make room and run this again; what was done is kept");
  return Error(ErrorKind::corpus, place,
               "cannot be made, moved or read (" + failure.code().message() + ")",
               "ask for the right to do so, or name another place");
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
  } catch (const std::filesystem::filesystem_error& failure) {
    say(message_of(of_files(failure)));
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
