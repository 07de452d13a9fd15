#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

int check_rules() {
  const classify::RuleSet rules = load_rules();
  const auto findings = classify::check(rules);
  for (const classify::Finding& finding : findings) {
    print(finding.file + ": " + finding.rule + ": " + finding.problem + "\n");
  }
  if (!findings.empty()) {
    say(counted(findings.size(), "example does", "examples do") + " not hold");
    return 1;
  }
  print("every rule of ruleset " + rules.version().substr(0, 12) + " holds its own examples\n");
  return 0;
}

}  // namespace

void add_rules(CLI::App& program, Invocation& invocation) {
  CLI::App* rules = add_command(program, "rules", "Work on the rules by which documents are coded.",
                                "rules check");
  rules->require_subcommand(1);
  CLI::App* check =
      add_command(*rules, "check", "Try every rule on its own examples.", "rules check");
  check->callback([&invocation] { invocation.status = check_rules(); });
}

}  // namespace inkoopmonitor::app
