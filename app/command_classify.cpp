// Coding, document by document, then dossier by dossier, then the panel. One thread: coding a page
// costs a few thousandths of what reading it cost.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>
#include <utility>

#include "app/coder.h"
#include "app/commands.h"
#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "app/progress.h"

namespace inkoopmonitor::app {
namespace {

struct ClassifyOptions {
  bool all = false;
  std::filesystem::path corpus;
  double wait_seconds = 10;
};

struct ClassifySummary {
  std::size_t documents = 0, records = 0, dossiers = 0, arrangements = 0;
  double seconds = 0;
};

void code_documents(corpus::Database& database, std::int64_t run, const classify::RuleSet& rules,
                    bool all, ClassifySummary& summary) {
  const auto tasks = database.contents_to_code(rules.version(), all);
  Coder coder(database, rules);
  ProgressLine progress("coding", tasks.size());
  for (const corpus::CodingTask& task : tasks) {
    stop_if_interrupted();
    const auto document = database.reading(task.sha256);
    if (!document) continue;
    const classify::Coding coding = coder.code(*document, task);
    database.store_coding(run, task.sha256, rules.version(), coding);
    ++summary.documents;
    summary.records += coding.records.size() - 1;
    progress.document(false);
  }
}

void resolve_dossiers(corpus::Database& database, std::int64_t run, const classify::RuleSet& rules,
                      ClassifySummary& summary) {
  for (const auto& dossier : database.dossiers_to_resolve()) {
    stop_if_interrupted();
    std::vector<classify::DossierDocument> documents;
    for (const std::string& sha256 : dossier.contents) {
      documents.push_back({sha256, database.coding(sha256)});
    }
    const auto arrangements = classify::resolve(documents, rules);
    database.store_arrangements(run, dossier.key, arrangements);
    ++summary.dossiers;
    summary.arrangements += arrangements.size();
  }
}

std::string describe(const ClassifySummary& summary) {
  if (summary.documents + summary.dossiers == 0) {
    return "nothing is new: every document was coded by these rules\n";
  }
  return fmt::format("coded {} in {}: {}; {} resolved into {}\n",
                     counted(summary.documents, "document", "documents"), duration(summary.seconds),
                     counted(summary.records, "record", "records"),
                     counted(summary.dossiers, "dossier", "dossiers"),
                     counted(summary.arrangements, "arrangement", "arrangements"));
}

void classify_corpus(const ClassifyOptions& options, const std::string& arguments) {
  const classify::RuleSet rules = load_rules();
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "classify", this_program(arguments, rules.version()));
  ClassifySummary summary;
  const auto begin = std::chrono::steady_clock::now();
  code_documents(database, run.number(), rules, options.all, summary);
  resolve_dossiers(database, run.number(), rules, summary);
  database.rebuild_panel();
  run.end(0);
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  print(describe(summary));
}

}  // namespace

void add_classify(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "classify",
                  "Code what was read: what is new, or was coded by other rules.", "classify");
  auto options = std::make_shared<ClassifyOptions>();
  command->add_flag("--all", options->all, "code every document again");
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback([options, &invocation] { classify_corpus(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
