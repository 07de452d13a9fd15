#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {

void add_status(CLI::App& program, Invocation&) {
  CLI::App* command =
      add_command(program, "status", "Show what is in the corpus, what failed and why.", "status");
  struct Options {
    std::filesystem::path corpus;
    std::string format = "table";
  };
  auto options = std::make_shared<Options>();
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->callback([options] {
    const reports::Format format = reports::parse_format(options->format);
    const corpus::Database database = open_for_reading(options->corpus);
    print(reports::render(reports::status(database), format, terminal_width()));
  });
}

}  // namespace inkoopmonitor::app
