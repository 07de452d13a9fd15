#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/data.h"
#include "app/options.h"
#include "app/output.h"
#include "text.h"

namespace inkoopmonitor::app {

void add_init(CLI::App& program, Invocation&) {
  CLI::App* command = add_command(
      program, "init", "Make a new, empty corpus with the register of municipalities.", "init");
  auto folder = std::make_shared<std::filesystem::path>();
  add_corpus_option(*command, *folder);
  command->callback([folder] {
    const corpus::Database made = corpus::Database::create(*folder, data_folder("corpus/register"));
    print("made a new corpus in " + text::escaped_path(folder->native()) +
          "\nnext: inkoopmonitor import PATH --year YEAR\n");
  });
}

}  // namespace inkoopmonitor::app
