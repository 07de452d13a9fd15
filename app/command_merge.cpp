#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <vector>

#include "app/commands.h"
#include "app/data.h"
#include "app/findings.h"
#include "app/interrupt.h"
#include "app/next_step.h"
#include "app/options.h"
#include "app/output.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct MergeOptions {
  std::vector<std::string> from;
  std::filesystem::path corpus;
  std::string format = "table";
  double wait_seconds = 10;
};

std::string describe(const std::string& from, const corpus::Merged& merged) {
  return fmt::format(
      "{}: {}, {}, {}, {}, {}{}", text::escaped_path(from),
      counted(merged.contents, "new document", "new documents"),
      counted(merged.offerings, "new offering", "new offerings"),
      counted(merged.readings, "reading", "readings"), counted(merged.codings, "coding", "codings"),
      counted(merged.decisions, "decision", "decisions"),
      merged.hand_values == 0
          ? ""
          : ", " + counted(merged.hand_values, "value coded by hand", "values coded by hand"));
}

int merge(const MergeOptions& options, const std::string& arguments) {
  const reports::Format format = reports::parse_format(options.format);
  for (const std::string& from : options.from) open_for_reading(from);
  if (!corpus::Database::exists(options.corpus))
    corpus::Database::create(options.corpus, data_folder("corpus/register"));
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "merge", this_program(arguments, ""));
  std::vector<corpus::Finding> conflicts;
  for (const std::string& from : options.from) {
    const corpus::Merged merged = database.merge(run.number(), from, stop_if_interrupted);
    say(describe(from, merged));
    conflicts.insert(conflicts.end(), merged.conflicts.begin(), merged.conflicts.end());
  }
  if (!conflicts.empty() || format != reports::Format::table)
    print(reports::render(table_of(conflicts), format, terminal_width()));
  const int status = conflicts.empty() ? 0 : 1;
  run.end(status);
  say("next: inkoopmonitor classify" + corpus_argument(options.corpus));
  return status;
}

}  // namespace

void add_merge(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(
      program, "merge", "Take everything of other corpora into this one, decisions included.",
      "merge monitor --corpus national");
  auto options = std::make_shared<MergeOptions>();
  command->add_option("from", options->from, "folders of other corpora")
      ->required()
      ->type_name("CORPUS");
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  add_wait_option(*command, options->wait_seconds);
  command->callback(
      [options, &invocation] { invocation.status = merge(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
