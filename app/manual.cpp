#include "app/manual.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cassert>
#include <sstream>
#include <string_view>

#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr std::string_view example_begin = "Example:\n  ";

ManualOption manual_option(const CLI::Option& option) {
  ManualOption out;
  out.is_positional = option.get_positional();
  out.parsed_as = option.get_name();
  out.is_required = option.get_required();
  out.is_repeated = option.get_items_expected_max() > 1;
  out.description = option.get_description();
  if (!option.get_lnames().empty()) out.name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) out.short_name = "-" + option.get_snames().front();
  if (out.name.empty()) std::swap(out.name, out.short_name);
  if (option.get_items_expected_max() > 0) {
    // Checks add what they allow to the name of the type, behind a colon or a blank.
    const std::string type = option.get_type_name();
    out.value = type.substr(0, type.find_first_of(": "));
  }
  if (out.is_positional) out.name = out.value.empty() ? option.get_name(true) : out.value;
  return out;
}

void collect(const CLI::App& command, const std::string& path, std::vector<ManualCommand>& out) {
  ManualCommand entry;
  entry.path = path;
  entry.description = command.get_description();
  const std::string footer = command.get_footer();
  if (footer.starts_with(example_begin)) entry.example = footer.substr(example_begin.size());
  for (const CLI::Option* option : command.get_options())
    entry.options.push_back(manual_option(*option));
  std::stable_partition(entry.options.begin(), entry.options.end(),
                        [](const ManualOption& option) { return option.is_positional; });
  const auto subcommands = command.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* subcommand : subcommands)
    entry.subcommands.push_back(subcommand->get_name());
  out.push_back(std::move(entry));
  for (const CLI::App* subcommand : subcommands)
    collect(*subcommand, path + (path.empty() ? "" : " ") + subcommand->get_name(), out);
}

std::string full_name(const ManualCommand& command) {
  return command.path.empty() ? "inkoopmonitor" : "inkoopmonitor " + command.path;
}

std::string written_option(const ManualOption& option) {
  std::string out = option.short_name.empty() ? "" : option.short_name + ", ";
  out += option.name;
  if (!option.is_positional && !option.value.empty()) out += " " + option.value;
  return out;
}

std::string labelled(const std::string& label) {
  return "\n" + label + ":\n";
}

// Words behind a margin, in lines of `width` columns; the first line has its margin already.
std::string wrapped(const std::string& text, std::size_t margin, std::size_t width) {
  std::istringstream words(text);
  std::string out;
  std::size_t column = margin;
  for (std::string word; words >> word;) {
    const std::size_t length = text::display_width(word);
    const bool begins = out.empty();
    if (!begins && column + 1 + length > width) {
      out += "\n" + std::string(margin, ' ');
      column = margin;
    } else if (!begins) {
      out += ' ';
      ++column;
    }
    out += word;
    column += length;
  }
  return out + "\n";
}

constexpr std::size_t margin_of_help = 24;

// "  --by VARIABLE   what it means", below each other where the name is long.
std::string help_line(const std::string& name, const std::string& description, std::size_t width) {
  std::string out = "  " + name;
  const std::size_t length = 2 + text::display_width(name);
  out += length + 2 > margin_of_help ? "\n" + std::string(margin_of_help, ' ')
                                     : std::string(margin_of_help - length, ' ');
  return out + wrapped(description, margin_of_help, width);
}

const ManualCommand& entry_of(const std::vector<ManualCommand>& manual, const std::string& path) {
  const auto entry = std::find_if(manual.begin(), manual.end(),
                                  [&](const ManualCommand& one) { return one.path == path; });
  assert(entry != manual.end());
  return *entry;
}

// What roff would take for its own is escaped: a backslash, a hyphen, a full stop at a line's
// begin.
std::string roff(std::string_view text) {
  std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char letter : text) {
    if (letter == '\\')
      out += "\\e";
    else if (letter == '-')
      out += "\\-";
    else
      out += letter;
  }
  return out;
}

std::string markdown_cell(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '|' || letter == '<' || letter == '*') out += '\\';
    out += letter;
  }
  return out;
}

std::string man_command(const ManualCommand& command) {
  std::string out = fmt::format(".SS {}\n{}\n.PP\n.B {}\n", roff(full_name(command)),
                                roff(command.description), roff(usage_of(command)));
  for (const ManualOption& option : command.options)
    out += fmt::format(".TP\n.B {}\n{}\n", roff(written_option(option)), roff(option.description));
  if (!command.example.empty())
    out += fmt::format(".PP\nExample:\n.PP\n.EX\n{}\n.EE\n", roff(command.example));
  return out;
}

constexpr std::string_view man_begin = R"(.TH INKOOPMONITOR 1 "" "inkoopmonitor {}" "User commands"
.SH NAME
inkoopmonitor \- code what municipalities write about buying care, and show the trends
.SH SYNOPSIS
.B inkoopmonitor
.I COMMAND
.RI [ OPTIONS ]
.SH DESCRIPTION
Reads the documents with which Dutch municipalities buy social care, codes each by rules into
records with the words on the page that prove every value, keeps them by municipality and year, and
answers how buying changes. Everything goes into one corpus, a folder of its own. A command that is
typed again does only what is new.
.SH COMMANDS
)";

constexpr std::string_view man_end = R"(.SH EXIT STATUS
.TP
.B 0
all done
.TP
.B 1
done, but something needs a person; it is listed
.TP
.B 2
the command line, a manifest or a rule is wrong; the message says where
.TP
.B 3
the corpus cannot be used or written: newer version, locked, disk full
.TP
.B 130
interrupted; type it again to go on
.SH ENVIRONMENT
.TP
.B INKOOPMONITOR_CORPUS
folder of the corpus where \-\-corpus does not name one
.TP
.B INKOOPMONITOR_DATA
folder with rules, register and templates of your own, instead of those that were installed
.SH FILES
.TP
.I /usr/share/inkoopmonitor
rules, register and templates
.TP
.I /usr/share/doc/inkoopmonitor
the documentation
)";

}  // namespace

std::vector<ManualCommand> manual_of(const CLI::App& program) {
  std::vector<ManualCommand> out;
  collect(program, "", out);
  return out;
}

std::string usage_of(const ManualCommand& command) {
  std::string usage = full_name(command);
  if (!command.subcommands.empty()) usage += " COMMAND";
  for (const ManualOption& option : command.options) {
    if (!option.is_positional) continue;
    const std::string name = option.name + (option.is_repeated ? "…" : "");
    usage += option.is_required ? " " + name : " [" + name + "]";
  }
  return usage + " [OPTIONS]";
}

std::string help_page(const std::vector<ManualCommand>& manual, const std::string& path,
                      std::size_t width) {
  const ManualCommand& command = entry_of(manual, path);
  width = width == 0 ? 100 : std::max(width, margin_of_help + 20);
  std::string page = wrapped(command.description, 0, width) + "Usage: " + usage_of(command) + "\n";
  const ManualOption* before = nullptr;
  for (const ManualOption& option : command.options) {
    if (before == nullptr || before->is_positional != option.is_positional)
      page += labelled(option.is_positional ? "Arguments" : "Options");
    before = &option;
    page += help_line(written_option(option),
                      option.description + (option.is_required ? " (required)" : ""), width);
  }
  if (!command.subcommands.empty()) page += labelled("Commands");
  const std::string before_name = path.empty() ? "" : path + " ";
  for (const std::string& name : command.subcommands)
    page += help_line(name, entry_of(manual, before_name + name).description, width);
  return page + "\nExample:\n  " + command.example + "\n";
}

std::string man_page(const std::vector<ManualCommand>& manual) {
  std::string page = fmt::format(man_begin, INKOOPMONITOR_VERSION);
  for (const ManualCommand& command : manual)
    if (!command.path.empty()) page += man_command(command);
  return page + std::string(man_end);
}

std::string reference_page(const std::vector<ManualCommand>& manual) {
  std::string page =
      "# Every command and option\n\n"
      "Made from the program by `inkoopmonitor help --reference`; a test holds it against the "
      "program. Examples run in a\ncheckout of the source, in the order of the work: `import`, "
      "`classify`, then the questions.\n";
  for (const ManualCommand& command : manual) {
    page += fmt::format("\n## {}\n\n{}\n\n    {}\n", full_name(command), command.description,
                        usage_of(command));
    if (!command.options.empty()) page += "\n| option | means |\n| --- | --- |\n";
    for (const ManualOption& option : command.options)
      page +=
          fmt::format("| `{}` | {}{} |\n", written_option(option),
                      markdown_cell(option.description), option.is_required ? " (required)" : "");
    if (!command.example.empty()) page += fmt::format("\nExample:\n\n    {}\n", command.example);
  }
  return page;
}

}  // namespace inkoopmonitor::app
