#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {

void add_evaluate(CLI::App& program, Invocation&) {
  CLI::App* command =
      add_command(program, "evaluate", "Compare the coded values with labels made by people.",
                  "evaluate tests/data/sample/gold.csv");
  struct Options {
    std::string gold;
    std::filesystem::path corpus;
    std::string format = "table";
  };
  auto options = std::make_shared<Options>();
  command->add_option("gold", options->gold, "CSV of labels: file,record,variable,value,page")
      ->required()
      ->type_name("GOLD");
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->callback([options] {
    const reports::Format format = reports::parse_format(options->format);
    const corpus::Database database = open_for_reading(options->corpus);
    print(reports::render(reports::evaluate(database, options->gold), format, terminal_width()));
  });
}

}  // namespace inkoopmonitor::app
