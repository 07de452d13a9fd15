// Options that mean the same in every command that has them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "classify/classify.h"
#include "classify/codebook.h"
#include "corpus/corpus.h"
#include "reports/reports.h"

namespace CLI {
class App;
}

namespace inkoopmonitor::app {

// A command of `parent`, whose help ends with `example`: one command line, without the program's
// name, that runs as it stands in a checkout of the source (a test runs them all).
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& description,
                      const std::string& example);

// --corpus DIR; `corpus` gets INKOOPMONITOR_CORPUS or "monitor" when it is not given.
void add_corpus_option(CLI::App& command, std::filesystem::path& corpus);
// Checks of an option's value: what is wrong with it, or nothing.
std::string check_above_zero(const std::string& value);
std::string check_not_negative(const std::string& value);

// --wait SECONDS: how long another writer is waited for.
void add_wait_option(CLI::App& command, double& seconds);
// Throws Error (usage) for a workbook that would be written over a terminal.
void check_workbook_has_place(reports::Format format, const std::string& out);
// --format table|csv|json|xlsx.
void add_format_option(CLI::App& command, std::string& format);
// --domein, --voorziening, --from, --to, --region, --province, --size.
void add_filter_options(CLI::App& command, reports::Filter& filter);

// Throws Error (usage) for a domein or voorziening that the codebook does not have, or years the
// wrong way round: an empty answer would look like a finding.
void check_filter(const reports::Filter& filter, const std::vector<classify::Variable>& variables);

reports::Codebook codebook_of(const std::vector<classify::Variable>& variables);
inline reports::Codebook codebook_of(const classify::RuleSet& rules) {
  return codebook_of(rules.variables());
}
classify::RuleSet load_rules();
classify::Codebook load_codebook();  // without rules: for questions

// The corpus for reading. Throws Error (corpus) when there is none at `folder`.
corpus::Database open_for_reading(const std::filesystem::path& folder);
corpus::Database open_for_writing(const std::filesystem::path& folder, double wait_seconds);

// What a run was made with.
corpus::Program this_program(const std::string& arguments, const std::string& ruleset);

// A run in the corpus' own list: begun here, ended by `end`; one that was never ended was killed.
class Run {
 public:
  Run(corpus::Database& database, const std::string& kind, const corpus::Program& program)
      : database_(database), number_(database.begin_run(kind, program)) {}
  std::int64_t number() const { return number_; }
  void end(int exit_status) { database_.end_run(number_, exit_status); }

 private:
  corpus::Database& database_;
  std::int64_t number_;
};

}  // namespace inkoopmonitor::app
