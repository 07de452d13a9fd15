#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/data.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

struct ReportOptions {
  int year = 0, from = 0;
  std::string out;
  std::filesystem::path corpus;
};

std::filesystem::path publish(const ReportOptions& options) {
  const classify::RuleSet rules = load_rules();
  const corpus::Database database = open_for_reading(options.corpus);
  reports::PublicationOptions publication;
  publication.year = options.year;
  publication.from = options.from;
  publication.out = options.out;
  publication.templates = data_folder("reports/templates");
  publication.review_threshold = rules.review_threshold();
  publication.program_version = INKOOPMONITOR_VERSION;
  publication.ruleset = rules.version();
  return reports::publish(database, codebook_of(rules), publication);
}

}  // namespace

void add_report(CLI::App& program, Invocation&) {
  CLI::App* command =
      add_command(program, "report", "Write the monitor of a year as pages to read and publish.",
                  "report --year 2025 --out publication");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("--year", options->year, "year of the monitor (its 1 January)")
      ->required()
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--from", options->from, "first year of the trends (else the first known)")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--out", options->out, "folder to write")->required()->type_name("DIR");
  add_corpus_option(*command, options->corpus);
  command->callback([options] { print(publish(*options).native() + "\n"); });
}

}  // namespace inkoopmonitor::app
