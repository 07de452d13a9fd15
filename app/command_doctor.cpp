#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "app/commands.h"
#include "app/machine.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

std::string_view name_of(CheckState state) {
  switch (state) {
    case CheckState::good:
      return "good";
    case CheckState::note:
      return "note";
    case CheckState::fault:
      return "fault";
  }
  return "";
}

reports::Table table_of(const std::vector<Check>& checks) {
  reports::Table table;
  table.columns = {{"check"}, {"state"}, {"finding"}, {"remedy"}};
  for (const Check& check : checks)
    table.rows.push_back(
        {check.name, std::string(name_of(check.state)), check.finding, check.remedy});
  return table;
}

}  // namespace

void add_doctor(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "doctor",
                  "Check this machine: what is missing for the work, and what to do.", "doctor");
  struct Options {
    std::filesystem::path corpus;
    std::string format = "table";
  };
  auto options = std::make_shared<Options>();
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->callback([options, &invocation] {
    const reports::Format format = reports::parse_format(options->format);
    check_workbook_has_place(format, "");
    const std::vector<Check> checks = examine_machine(options->corpus);
    print(format == reports::Format::table ? shown(checks)
                                           : reports::render(table_of(checks), format));
    const auto faults = std::count_if(checks.begin(), checks.end(), [](const Check& check) {
      return check.state == CheckState::fault;
    });
    if (faults == 0) return;
    say(counted(static_cast<std::size_t>(faults), "thing", "things") +
        " must be mended before all of the work can be done");
    invocation.status = 1;
  });
}

}  // namespace inkoopmonitor::app
