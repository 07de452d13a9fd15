// What the program says of its own commands, in the forms that others want it: the man page, the
// completions of shells, the reference, --help. All are made from one table, so that none of them
// can fall behind.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace inkoopmonitor::app {

struct ManualOption {
  std::string name;        // "--by"; of a positional its name: "PATH"
  std::string short_name;  // "-h", or empty
  std::string value;       // "YEAR", or empty for a flag
  std::string parsed_as;   // its name for the library that reads the command line
  std::string description;
  bool is_positional = false, is_required = false, is_repeated = false;
};

struct ManualCommand {
  std::string path;  // "query trend"; empty for the program itself
  std::string description, example;
  std::vector<ManualOption> options;     // positionals first
  std::vector<std::string> subcommands;  // names, without the path
};

// The program and all its commands, each before its own, in the order of --help.
std::vector<ManualCommand> manual_of(const CLI::App& program);

// "inkoopmonitor query trend [OPTIONS]": how a command is written.
std::string usage_of(const ManualCommand& command);

// What --help says of the command of this path ("query trend"), in lines of at most `width` columns
// (0: 100). The path must be one of the manual's.
std::string help_page(const std::vector<ManualCommand>& manual, const std::string& path,
                      std::size_t width);

std::string man_page(const std::vector<ManualCommand>& manual);        // roff, section 1
std::string reference_page(const std::vector<ManualCommand>& manual);  // Markdown

// The script for `shell`: bash, zsh or fish; throws Error (usage) for another one.
std::string completion(const std::vector<ManualCommand>& manual, const std::string& shell);

}  // namespace inkoopmonitor::app
