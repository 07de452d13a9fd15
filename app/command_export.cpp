#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct ExportCommandOptions {
  reports::ExportOptions table;
  std::string format = "csv", out;
  bool table_named = false;
  std::filesystem::path corpus;
};

// A data package is a folder of files, whatever the table.
void export_package(const ExportCommandOptions& options) {
  if (options.out.empty())
    throw Error(ErrorKind::usage, "--out", "a data package is a folder", "name a new one");
  const classify::RuleSet rules = load_rules();
  const corpus::Database database = open_for_reading(options.corpus);
  reports::write_data_package(database, codebook_of(rules),
                              {INKOOPMONITOR_VERSION, rules.version()}, options.out);
  say("wrote a data package to " + text::escaped_path(options.out));
}

void write_bytes(const ExportCommandOptions& options, const std::string& bytes,
                 const std::string& what) {
  if (options.out.empty()) {
    print(bytes);
  } else {
    write_whole_file(options.out, bytes);
    say("wrote " + what + " to " + text::escaped_path(options.out));
  }
}

void export_open_contracting(const ExportCommandOptions& options) {
  const corpus::Database database = open_for_reading(options.corpus);
  write_bytes(options, reports::open_contracting(database, data_folder("reports/templates")),
              "releases");
}

void export_all_tables(const ExportCommandOptions& options) {
  const classify::RuleSet rules = load_rules();
  reports::ExportOptions tables = options.table;
  tables.review_threshold = rules.review_threshold();
  check_workbook_has_place(reports::Format::xlsx, options.out);
  const corpus::Database database = open_for_reading(options.corpus);
  write_bytes(options,
              reports::export_workbook(database, codebook_of(rules), tables,
                                       data_folder("reports/templates")),
              "all tables");
}

void export_to_file_or_output(const ExportCommandOptions& options) {
  if (options.format == "xlsx" && !options.table_named) return export_all_tables(options);
  if (options.format == "ocds") return export_open_contracting(options);
  if (options.format == "datapackage") return export_package(options);
  const reports::Format format = reports::parse_format(options.format);
  if (format == reports::Format::table) {
    throw Error(ErrorKind::usage, "--format", "an export is not laid out for a screen",
                "write csv, json or xlsx");
  }
  reports::ExportOptions table = options.table;
  table.review_threshold = load_rules().review_threshold();
  check_workbook_has_place(format, options.out);
  const corpus::Database database = open_for_reading(options.corpus);
  const reports::Table rows = reports::export_table(database, table);
  const std::string bytes = reports::render(rows, format);
  write_bytes(options, bytes, counted(rows.rows.size(), "row", "rows"));
}

}  // namespace

void add_export(CLI::App& program, Invocation&) {
  CLI::App* command = add_command(program, "export", "Write a whole table for other programs.",
                                  "export --table values --out values.csv");
  auto options = std::make_shared<ExportCommandOptions>();
  command
      ->add_option("--table", options->table.table,
                   "values (default), arrangements or documents; without it xlsx holds all of "
                   "them, the monitor and the codebook")
      ->type_name("TABLE");
  command->add_flag("--outcomes", options->table.outcomes,
                    "also rows without a value, with the reason in the column outcome");
  command->add_option("--format", options->format, "csv (default), json, xlsx, datapackage or ocds")
      ->type_name("FORMAT");
  command->add_option("--out", options->out, "file to write (else standard output)")
      ->type_name("FILE");
  add_corpus_option(*command, options->corpus);
  command->callback([options, command] {
    options->table_named = command->count("--table") > 0;
    export_to_file_or_output(*options);
  });
}

}  // namespace inkoopmonitor::app
