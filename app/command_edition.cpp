#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

struct EditionOptions {
  std::filesystem::path corpus;
  std::string name, format = "table";
  double wait_seconds = 10;
};

// The rules that the values were found with, so that an edition says itself what it rests on.
std::vector<std::pair<std::string, std::string>> rule_files() {
  const std::filesystem::path folder = data_folder("classify");
  std::vector<std::pair<std::string, std::string>> files;
  for (const FoundFile& file : find_files(folder)) {
    if (!file.path.ends_with(".toml")) continue;
    files.emplace_back("classify/" + file.path, read_whole_file(file.root / file.path));
  }
  return files;
}

void make(const EditionOptions& options, const std::string& arguments) {
  const classify::RuleSet rules = load_rules();
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  const corpus::Program program = this_program(arguments, rules.version());
  Run run(database, "edition", program);
  database.make_edition(run.number(), options.name, program, rule_files());
  run.end(0);
  print("made edition " + options.name + "\n");
  say("next: inkoopmonitor report --edition " + options.name + " --year YEAR --out DIR");
}

}  // namespace

void add_edition(CLI::App& program, Invocation& invocation) {
  CLI::App* edition = add_command(
      program, "edition", "Freeze what a publication rests on, so that it can be made again.",
      "edition list");
  edition->require_subcommand(1);
  auto made = std::make_shared<EditionOptions>();
  CLI::App* making =
      add_command(*edition, "make", "Freeze the monitor as it is now.", "edition make 2024");
  making->add_option("name", made->name, "its name, such as 2024 or 2024-herzien")
      ->required()
      ->type_name("NAME");
  add_corpus_option(*making, made->corpus);
  add_wait_option(*making, made->wait_seconds);
  making->callback([made, &invocation] { make(*made, invocation.arguments); });
  auto listed = std::make_shared<EditionOptions>();
  CLI::App* list = add_command(*edition, "list", "The editions that there are.", "edition list");
  add_corpus_option(*list, listed->corpus);
  add_format_option(*list, listed->format);
  list->callback([listed] {
    const reports::Format format = reports::parse_format(listed->format);
    const corpus::Database database = open_for_reading(listed->corpus);
    print(reports::render(reports::editions(database), format, terminal_width()));
  });
}

}  // namespace inkoopmonitor::app
