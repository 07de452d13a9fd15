#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/data.h"
#include "app/options.h"
#include "app/output.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct InitOptions {
  std::filesystem::path corpus;
  double wait_seconds = 10;
};

// Only tables and sums are made anew: nothing is read or coded again.
void bring_up_to_date(const InitOptions& options, const std::string& arguments) {
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "init", this_program(arguments, ""));
  database.rebuild_panel();
  run.end(0);
  std::string report = "brought the corpus in " + text::escaped_path(options.corpus.native()) +
                       " up to date; nothing was read or coded again\n";
  const corpus::Rows unsearched = database.select(
      "SELECT count(*) FROM coding JOIN content_file USING (content_id) WHERE searched = 0");
  const std::string count = unsearched.rows.at(0).at(0).value_or("0");
  if (count != "0")
    report += "coded before names of persons were looked for: " + count +
              "; until `inkoopmonitor classify` no publication quotes them\n";
  print(report);
}

void make_corpus(const InitOptions& options, const std::string& arguments) {
  if (corpus::Database::exists(options.corpus) && corpus::Database::is_older(options.corpus)) {
    bring_up_to_date(options, arguments);
    return;
  }
  const corpus::Database made =
      corpus::Database::create(options.corpus, data_folder("corpus/register"));
  print("made a new corpus in " + text::escaped_path(options.corpus.native()) +
        "\nnext: inkoopmonitor import PATH --year YEAR\n");
}

}  // namespace

void add_init(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "init",
                  "Make a new, empty corpus with the register of municipalities, or "
                  "bring one that an older version made up to date.",
                  "init");
  auto options = std::make_shared<InitOptions>();
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback([options, &invocation] { make_corpus(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
