// The commands. Each function adds one to the program; when the user asks for it, it runs while the
// command line is parsed and leaves its exit status in `invocation`.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace inkoopmonitor::app {

struct Invocation {
  std::string arguments;  // as typed; kept with the run in the corpus
  int status = 0;         // 0, or 1: done, but something needs a person
};

void add_init(CLI::App& program, Invocation& invocation);
void add_import(CLI::App& program, Invocation& invocation);
void add_read(CLI::App& program, Invocation& invocation);
void add_classify(CLI::App& program, Invocation& invocation);
void add_status(CLI::App& program, Invocation& invocation);
void add_explain(CLI::App& program, Invocation& invocation);
void add_query(CLI::App& program, Invocation& invocation);
void add_evaluate(CLI::App& program, Invocation& invocation);
void add_calibrate(CLI::App& program, Invocation& invocation);
void add_report(CLI::App& program, Invocation& invocation);
void add_profile(CLI::App& program, Invocation& invocation);
void add_export(CLI::App& program, Invocation& invocation);
void add_rules(CLI::App& program, Invocation& invocation);
void add_register(CLI::App& program, Invocation& invocation);
void add_indicator(CLI::App& program, Invocation& invocation);
void add_assign(CLI::App& program, Invocation& invocation);
void add_remove(CLI::App& program, Invocation& invocation);
void add_decisions(CLI::App& program, Invocation& invocation);
void add_edition(CLI::App& program, Invocation& invocation);
void add_merge(CLI::App& program, Invocation& invocation);
void add_cluster(CLI::App& program, Invocation& invocation);
void add_verify(CLI::App& program, Invocation& invocation);
void add_backup(CLI::App& program, Invocation& invocation);
void add_restore(CLI::App& program, Invocation& invocation);
void add_doctor(CLI::App& program, Invocation& invocation);
void add_help(CLI::App& program, Invocation& invocation);

// Parts of `cluster` that are about its jobs: script, status.
void add_cluster_job(CLI::App& cluster, Invocation& invocation);
// Parts of `query` that are about the past: changes, runs.
void add_history_questions(CLI::App& query);

}  // namespace inkoopmonitor::app
