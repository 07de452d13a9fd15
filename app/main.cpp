// The whole program, with every command. A user starts front.cpp, which becomes this one.
#include "app/command_review.h"
#include "app/commands.h"
#include "app/entry.h"
#include "app/machine.h"
#include "extract/extract.h"

namespace inkoopmonitor::app {
namespace {

void add_commands(CLI::App& program, Invocation& invocation) {
  add_init(program, invocation);
  add_import(program, invocation);
  add_read(program, invocation);
  add_classify(program, invocation);
  add_status(program, invocation);
  add_explain(program, invocation);
  add_query(program, invocation);
  add_evaluate(program, invocation);
  add_calibrate(program, invocation);
  add_report(program, invocation);
  add_profile(program, invocation);
  add_export(program, invocation);
  add_rules(program, invocation);
  add_assign(program, invocation);
  add_remove(program, invocation);
  add_review(program, invocation);
  add_decisions(program, invocation);
  add_edition(program, invocation);
  add_merge(program, invocation);
  add_cluster(program, invocation);
  add_verify(program, invocation);
  add_backup(program, invocation);
  add_restore(program, invocation);
  add_register(program, invocation);
  add_indicator(program, invocation);
  add_doctor(program, invocation);
  add_help(program, invocation);
}

}  // namespace
}  // namespace inkoopmonitor::app

int main(int argc, char** argv) {
  if (const auto status = inkoopmonitor::extract::run_if_child(argc, argv)) return *status;
  return inkoopmonitor::app::run_and_report(
      argc, argv, {inkoopmonitor::app::add_commands, inkoopmonitor::app::version_lines});
}
