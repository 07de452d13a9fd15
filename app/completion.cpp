// A shell asks at each key, so the scripts hold all words themselves and do not start the program.
// They follow the command line word by word to the command that is meant: `import` is a command of
// its own, of `register` and of `decisions`.
#include <fmt/format.h>

#include <map>
#include <string_view>

#include "app/manual.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

// What may stand for a value by the name of its type; others are files.
const std::map<std::string, std::string>& words_of_types() {
  static const std::map<std::string, std::string> words = {
      {"FORMAT", "table csv json xlsx"},
      {"DOMEIN", "wmo jeugd participatie"},
      {"SHELL", "bash zsh fish"},
      {"JA|NEE", "ja nee"},
  };
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

// `text` between single quotes, in which `quote` stands for one of them.
std::string quoted(std::string_view text, std::string_view quote) {
  std::string out = "'";
  for (const char letter : text) {
    if (letter == '\'')
      out += quote;
    else
      out += letter;
  }
  return out + "'";
}

// ' import' ' query' ' query trend': every path, a blank before each word.
std::vector<std::string> quoted_paths(const std::vector<ManualCommand>& manual) {
  std::vector<std::string> paths;
  for (const ManualCommand& command : manual)
    if (!command.path.empty()) paths.push_back("' " + command.path + "'");
  return paths;
}

std::string bash_words(const ManualCommand& command) {
  std::vector<std::string> words = command.subcommands;
  for (const ManualOption& option : command.options)
    if (!option.is_positional) words.push_back(option.name);
  return joined(words, " ");
}

// Cases of options whose values are known, or are folders.
std::string bash_values(const std::vector<ManualCommand>& manual) {
  std::map<std::string, std::string> cases;
  for (const ManualCommand& command : manual) {
    for (const ManualOption& option : command.options) {
      const auto known = words_of_types().find(option.value);
      if (option.is_positional) continue;
      if (known != words_of_types().end())
        cases[option.name + " " + option.value] =
            fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n",
                        option.name, known->second);
      else if (option.value == "DIR")
        cases[option.name + " DIR"] = fmt::format(
            "    {}) COMPREPLY=($(compgen -d -- \"$current\")); return ;;\n", option.name);
      else if (!option.value.empty())
        cases[option.name + " other"] = fmt::format("    {}) return ;;\n", option.name);
    }
  }
  std::string out;
  for (const auto& [option, line] : cases) out += line;
  return out;
}

std::string bash_completion(const std::vector<ManualCommand>& manual) {
  std::string words;
  for (const ManualCommand& command : manual)
    words += fmt::format("    '{}') words='{}' ;;\n",
                         command.path.empty() ? "" : " " + command.path, bash_words(command));
  return fmt::format(
      R"(# Completion of inkoopmonitor for bash; made by inkoopmonitor help --completion bash.
_inkoopmonitor() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} path='' word words
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$path $word" in
    {}) path="$path $word" ;;
    esac
  done
  case $before in
{}  esac
  case $path in
{}  esac
  # Options when one is begun, commands where there are any; else files, which bash looks for.
  if [[ $current == -* || $words != -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}}
complete -o default -F _inkoopmonitor inkoopmonitor
)",
      joined(quoted_paths(manual), " | "), bash_values(manual), words);
}

// In a list of _describe a colon parts a word from what it means.
std::string zsh_entry(const std::string& name, const std::string& description) {
  std::string entry = name + ":";
  for (const char letter : description)
    entry += letter == ':' ? std::string("\\:") : std::string(1, letter);
  return quoted(entry, "'\\''");
}

const ManualCommand* find(const std::vector<ManualCommand>& manual, const std::string& path) {
  for (const ManualCommand& command : manual)
    if (command.path == path) return &command;
  return nullptr;
}

std::string zsh_completion(const std::vector<ManualCommand>& manual) {
  std::string cases;
  for (const ManualCommand& command : manual) {
    const std::string path = command.path.empty() ? "" : " " + command.path;
    std::string commands, options;
    for (const std::string& name : command.subcommands) {
      const ManualCommand* meant = find(manual, path.empty() ? name : command.path + " " + name);
      commands += " " + zsh_entry(name, meant == nullptr ? "" : meant->description);
    }
    for (const ManualOption& option : command.options)
      if (!option.is_positional) options += " " + zsh_entry(option.name, option.description);
    cases += fmt::format("    '{}') commands=({} ) options=({} ) ;;\n", path, commands, options);
  }
  std::string values;
  for (const auto& [type, known] : words_of_types())
    for (const ManualCommand& command : manual)
      for (const ManualOption& option : command.options) {
        const std::string line =
            fmt::format("    {}) compadd -- {}; return ;;\n", option.name, known);
        if (!option.is_positional && option.value == type && values.find(line) == std::string::npos)
          values += line;
      }
  return fmt::format(R"(#compdef inkoopmonitor
# Completion of inkoopmonitor for zsh; made by inkoopmonitor help --completion zsh.
_inkoopmonitor() {{
  local path_so_far='' word
  local -a commands options
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    case "$path_so_far $word" in
      {}) path_so_far="$path_so_far $word" ;;
    esac
  done
  case $words[CURRENT-1] in
{}  esac
  case $path_so_far in
{}  esac
  if [[ $words[CURRENT] == -* ]]; then
    _describe -o option options
  elif (( $#commands )); then
    _describe command commands
  else
    _files
  fi
}}
_inkoopmonitor "$@"
)",
                     joined(quoted_paths(manual), " | "), values, cases);
}

std::string fish_completion(const std::vector<ManualCommand>& manual) {
  std::string out = fmt::format(
      R"(# Completion of inkoopmonitor for fish; made by inkoopmonitor help --completion fish.
function __inkoopmonitor_at
    set -l path ''
    for word in (commandline -opc)[2..-1]
        switch "$path $word"
            case {}
                set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end
)",
      joined(quoted_paths(manual), " "));
  for (const ManualCommand& command : manual) {
    const std::string path = command.path.empty() ? "" : " " + command.path;
    const std::string begin =
        fmt::format("complete -c inkoopmonitor -n \"__inkoopmonitor_at '{}'\"", path);
    for (const std::string& name : command.subcommands) {
      const ManualCommand* meant = find(manual, path.empty() ? name : command.path + " " + name);
      out += fmt::format("{} -f -a {} -d {}\n", begin, name,
                         quoted(meant == nullptr ? "" : meant->description, "\\'"));
    }
    for (const ManualOption& option : command.options) {
      if (option.is_positional || !option.name.starts_with("--")) continue;
      const auto known = words_of_types().find(option.value);
      std::string value = option.value.empty() ? "" : " -r";
      if (known != words_of_types().end()) value = fmt::format(" -x -a '{}'", known->second);
      out += fmt::format("{} -l {}{} -d {}\n", begin, option.name.substr(2), value,
                         quoted(option.description, "\\'"));
    }
  }
  return out;
}

}  // namespace

std::string completion(const std::vector<ManualCommand>& manual, const std::string& shell) {
  if (shell == "bash") return bash_completion(manual);
  if (shell == "zsh") return zsh_completion(manual);
  if (shell == "fish") return fish_completion(manual);
  throw Error(ErrorKind::usage, "--completion", "\"" + shell + "\" is not a shell that is known",
              "name bash, zsh or fish");
}

}  // namespace inkoopmonitor::app
