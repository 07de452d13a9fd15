// The register of municipalities and figures of others: what comes in beside documents.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/files.h"
#include "app/indicator_file.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct ImportOptions {
  std::filesystem::path corpus;
  std::vector<std::string> files;
  std::string map;
  int year = 0;
  double wait_seconds = 10;
};

corpus::Database::RegisterTable read_table(const std::string& file) {
  const std::string shown = text::escaped_path(file);
  const reports::CsvFile csv = reports::parse_csv(read_whole_file(file), shown);
  corpus::Database::RegisterTable table{shown, csv.header, {}};
  for (const reports::CsvRow& row : csv.rows) table.lines.push_back({row.line, row.fields});
  return table;
}

int import_register(const ImportOptions& options, const std::string& arguments) {
  std::vector<corpus::Database::RegisterTable> tables;
  for (const std::string& file : options.files) tables.push_back(read_table(file));
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "register", this_program(arguments, ""));
  const auto update = database.import_register(tables);
  database.rebuild_panel();
  std::string report;
  for (std::size_t t = 0; t < tables.size(); ++t)
    report += fmt::format("{}: {} into {}\n", tables[t].file,
                          counted(update.tables[t].second, "row", "rows"), update.tables[t].first);
  for (const std::string& finding : update.findings) report += finding + "\n";
  print(report);
  if (!update.findings.empty())
    say("  Import a table date,old_gm,new_gm,is_split that says it; until then what these "
        "municipalities bought is nobody's after that day.");
  const int status = update.findings.empty() ? 0 : 1;
  run.end(status);
  return status;
}

int import_indicators(const ImportOptions& options, const std::string& arguments) {
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "indicator", this_program(arguments, ""));
  bool all_known = true;
  std::string report;
  for (const std::string& file : options.files) {
    const IndicatorFile read = read_indicators(
        {file, options.map, options.year},
        [&](const std::string& name, int year) { return database.municipality_code(name, year); });
    for (const corpus::Database::Indicator& indicator : read.indicators) {
      database.import_indicator(run.number(), indicator);
      report += fmt::format("{}: {} of {}\n", text::escaped_path(file),
                            counted(indicator.figures.size(), "figure", "figures"), indicator.name);
    }
    for (const std::string& unknown : read.unknown) {
      report += text::escaped_path(file) + ": " + unknown + "\n";
      all_known = false;
    }
  }
  database.rebuild_panel();  // of a corpus that an older version made
  print(report);
  const int status = all_known ? 0 : 1;
  run.end(status);
  return status;
}

CLI::App* add_import_of(CLI::App& parent, const std::string& description,
                        const std::string& example, ImportOptions& options) {
  CLI::App* command = add_command(parent, "import", description, example);
  command->add_option("file", options.files, "CSV files")->type_name("FILE")->required();
  add_corpus_option(*command, options.corpus);
  add_wait_option(*command, options.wait_seconds);
  return command;
}

}  // namespace

void add_register(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(program, "register", "The register of municipalities.",
                                  "register import tests/data/register/population.csv");
  command->require_subcommand(1);
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import = add_import_of(*command,
                                   "Take in the next year: municipalities, changes, regions or "
                                   "inhabitants, in CSV files with the "
                                   "columns of those in corpus/register.",
                                   "register import tests/data/register/population.csv", *options);
  import->callback([options, &invocation] {
    invocation.status = import_register(*options, invocation.arguments);
});
}  // namespace inkoopmonitor::app

void add_indicator(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "indicator", "Figures by municipality and year, beside the monitor.",
                  "indicator import tests/data/register/spending.csv");
  command->require_subcommand(1);
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import = add_import_of(*command,
                                   "Take in figures: a CSV with gemeente, jaar, indicator and "
                                   "waarde, or one that --map explains.",
                                   "indicator import tests/data/register/spending.csv", *options);
  import->add_option("--map", options->map, "a TOML file that says what stands in which column")
      ->type_name("FILE");
  import->add_option("--year", options->year, "of the figures, when the file does not say it")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  import->callback([options, &invocation] {
    invocation.status = import_indicators(*options, invocation.arguments);
});
}

}  // namespace inkoopmonitor::app
