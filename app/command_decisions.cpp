// Decisions in and out: values that people coded by hand, and what reviewers decided.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/hand_sheet.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct DecisionsOptions {
  std::filesystem::path file, mapping, corpus;
  std::string format = "table";
  double wait_seconds = 10;
};

reports::Table table_of(const std::vector<RefusedRow>& refused) {
  reports::Table table;
  table.columns = {{"line", reports::Align::right}, {"problem"}};
  for (const RefusedRow& row : refused)
    table.rows.push_back({std::to_string(row.line), row.problem});
  return table;
}

int import(const DecisionsOptions& options, const std::string& arguments) {
  const classify::RuleSet rules = load_rules();
  if (!corpus::Database::exists(options.corpus))
    corpus::Database::create(options.corpus, data_folder("corpus/register"));
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  const HandSheet sheet = read_hand_sheet(options.file, options.mapping, rules, database);
  Run run(database, "decisions", this_program(arguments, rules.version()));
  const corpus::HandImport done = database.import_hand_values(run.number(), sheet.values);
  database.rebuild_panel();
  const int status = sheet.refused.empty() ? 0 : 1;
  run.end(status);
  if (!sheet.refused.empty())
    print(reports::render(table_of(sheet.refused), reports::Format::table, terminal_width()));
  say(fmt::format("{}: {} new, {} replaced, {} known already, {} refused; {} without a value",
                  text::escaped_path(options.file.native()), counted(done.added, "value", "values"),
                  done.replaced, done.unchanged, counted(sheet.refused.size(), "row", "rows"),
                  counted(sheet.empty, "cell", "cells")));
  return status;
}

void export_all(const DecisionsOptions& options) {
  const corpus::Database database = open_for_reading(options.corpus);
  const reports::Table table = reports::decisions(database);
  write_whole_file(options.file, reports::render(table, reports::Format::csv));
  print(fmt::format("wrote {} to {}\n", counted(table.rows.size(), "decision", "decisions"),
                    text::escaped_path(options.file.native())));
}

void compare(const DecisionsOptions& options) {
  const reports::Format format = reports::parse_format(options.format);
  const corpus::Database database = open_for_reading(options.corpus);
  print(reports::render(reports::hand_coded_against_documents(database), format, terminal_width()));
}

}  // namespace

void add_decisions(CLI::App& program, Invocation& invocation) {
  CLI::App* decisions =
      add_command(program, "decisions", "Bring in what people coded by hand, take decisions out.",
                  "decisions export decisions.csv");
  decisions->require_subcommand(1);
  auto options = std::make_shared<DecisionsOptions>();
  CLI::App* taking_in = add_command(*decisions, "import",
                                    "Take in values coded by hand, by municipality and year. A "
                                    "small TOML says which column holds\n"
                                    "what: [columns] gemeente, year, domein, voorziening, variable "
                                    "and value, each = \"their name\";\n"
                                    "or [variables] with a column for each; [fixed] for what holds "
                                    "for all rows; [values.VARIABLE]\n"
                                    "for their words.",
                                    "decisions import tests/data/handmatig/waarden.csv --mapping "
                                    "tests/data/handmatig/kolommen.toml");
  taking_in->add_option("file", options->file, "the sheet as CSV")->required()->type_name("CSV");
  taking_in->add_option("--mapping", options->mapping, "which column holds what")
      ->required()
      ->type_name("TOML");
  add_corpus_option(*taking_in, options->corpus);
  add_wait_option(*taking_in, options->wait_seconds);
  taking_in->callback(
      [options, &invocation] { invocation.status = import(*options, invocation.arguments); });
  auto out = std::make_shared<DecisionsOptions>();
  CLI::App* taking_out =
      add_command(*decisions, "export", "Write all decisions, those coded by hand too, as CSV.",
                  "decisions export decisions.csv");
  taking_out->add_option("file", out->file, "file to write")->required()->type_name("FILE");
  add_corpus_option(*taking_out, out->corpus);
  taking_out->callback([out] { export_all(*out); });
  auto compared = std::make_shared<DecisionsOptions>();
  CLI::App* comparing =
      add_command(*decisions, "compare", "Hold what was coded by hand against what documents say.",
                  "decisions compare");
  add_corpus_option(*comparing, compared->corpus);
  add_format_option(*comparing, compared->format);
  comparing->callback([compared] { compare(*compared); });
}

}  // namespace inkoopmonitor::app
