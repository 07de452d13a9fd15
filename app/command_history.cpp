// Questions about the past: what was done, and what it changed.
#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

struct HistoryOptions {
  std::filesystem::path corpus;
  std::string format = "table";
  std::int64_t since = 0;
};

}  // namespace

void add_history_questions(CLI::App& query) {
  auto listed = std::make_shared<HistoryOptions>();
  CLI::App* runs =
      add_command(query, "runs", "What was done to the corpus, when, and with what.", "query runs");
  add_corpus_option(*runs, listed->corpus);
  add_format_option(*runs, listed->format);
  runs->callback([listed] {
    const reports::Format format = reports::parse_format(listed->format);
    const corpus::Database database = open_for_reading(listed->corpus);
    reports::Table table = reports::runs(database);
    // Paths and libraries are long; on a screen they would push the rest into narrow columns.
    if (format == reports::Format::table) {
      table.columns.resize(7);
      for (auto& row : table.rows) row.resize(7);
    }
    print(reports::render(table, format, terminal_width()));
  });
  auto marked = std::make_shared<HistoryOptions>();
  CLI::App* pages =
      add_command(query, "private",
                  "Pages with names of persons, mail addresses, telephone and bank numbers: no "
                  "publication quotes these words.",
                  "query private --format csv");
  add_corpus_option(*pages, marked->corpus);
  add_format_option(*pages, marked->format);
  pages->callback([marked] {
    const reports::Format format = reports::parse_format(marked->format);
    const corpus::Database database = open_for_reading(marked->corpus);
    print(reports::render(reports::private_pages(database), format, terminal_width()));
  });
  auto asked = std::make_shared<HistoryOptions>();
  CLI::App* changes =
      add_command(query, "changes", "Which values of the monitor changed since a run, and why.",
                  "query changes --since 1");
  changes->add_option("--since", asked->since, "number of the run (see query runs; 0: all)")
      ->required()
      ->type_name("RUN")
      ->check(check_not_negative);
  add_corpus_option(*changes, asked->corpus);
  add_format_option(*changes, asked->format);
  changes->callback([asked] {
    const reports::Format format = reports::parse_format(asked->format);
    const corpus::Database database = open_for_reading(asked->corpus);
    print(
        reports::render(reports::panel_changes(database, asked->since), format, terminal_width()));
  });
}

}  // namespace inkoopmonitor::app
