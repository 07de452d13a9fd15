#include "app/options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>

#include "app/data.h"
#include "error.h"
#include "extract/extract.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

std::string joined_codes(const classify::Variable& variable) {
  std::string joined;
  for (const auto& code : variable.codes) joined += (joined.empty() ? "" : ", ") + code.value;
  return joined;
}

void check_code(const classify::RuleSet& rules, const std::string& option,
                const std::string& variable_name, const std::string& value) {
  if (value.empty()) return;
  const classify::Variable* variable = rules.find(variable_name);
  if (variable == nullptr) return;
  const bool is_known = std::any_of(variable->codes.begin(), variable->codes.end(),
                                    [&](const auto& code) { return code.value == value; });
  if (is_known) return;
  throw Error(ErrorKind::usage, option, "\"" + value + "\" is not in the codebook",
              "name one of " + joined_codes(*variable));
}

void require_corpus(const std::filesystem::path& folder) {
  if (corpus::Database::exists(folder)) return;
  throw Error(
      ErrorKind::corpus, text::escaped_path(folder.native()), "there is no corpus here",
      "name one with --corpus DIR, or make one with: inkoopmonitor import PATH --year YEAR");
}

}  // namespace

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& description,
                      const std::string& example) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->footer("Example:\n  inkoopmonitor " + example);
  return command;
}

void add_corpus_option(CLI::App& command, std::filesystem::path& corpus) {
  const char* named = std::getenv("INKOOPMONITOR_CORPUS");
  corpus = named != nullptr && *named != '\0' ? named : "monitor";
  command
      .add_option_function<std::string>(
          "--corpus", [&corpus](const std::string& folder) { corpus = folder; },
          "folder of the corpus (else INKOOPMONITOR_CORPUS, else monitor)")
      ->type_name("DIR");
}

void add_wait_option(CLI::App& command, double& seconds) {
  command.add_option("--wait", seconds, "how long to wait for another command that writes")
      ->type_name("SECONDS")
      ->check(CLI::NonNegativeNumber);
}

void add_format_option(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "table (default), csv or json")->type_name("FORMAT");
}

void add_filter_options(CLI::App& command, reports::Filter& filter) {
  command.add_option("--from", filter.from, "first year")->type_name("YEAR");
  command.add_option("--to", filter.to, "last year")->type_name("YEAR");
  command.add_option("--domein", filter.domein, "only this domain: wmo, jeugd or participatie")
      ->type_name("DOMEIN");
  command.add_option("--voorziening", filter.voorziening, "only this kind of care")
      ->type_name("VOORZIENING");
}

void check_filter(const reports::Filter& filter, const classify::RuleSet& rules) {
  check_code(rules, "--domein", "domein", filter.domein);
  check_code(rules, "--voorziening", "voorzieningen", filter.voorziening);
  if (filter.from != 0 && filter.to != 0 && filter.from > filter.to) {
    throw Error(ErrorKind::usage, "--from and --to", "the first year is after the last",
                "give the earlier year to --from");
  }
}

reports::Codebook codebook_of(const classify::RuleSet& rules) {
  reports::Codebook codebook;
  for (const classify::Variable& variable : rules.variables()) {
    reports::VariableLabels labels;
    labels.name = variable.name;
    labels.type = variable.type;
    labels.label_nl = variable.label_nl;
    labels.label_en = variable.label_en;
    labels.of_document = variable.of_document;
    for (const auto& code : variable.codes) {
      labels.codes_nl.emplace_back(code.value, code.label_nl);
      labels.codes_en.emplace_back(code.value, code.label_en);
    }
    codebook.push_back(std::move(labels));
  }
  return codebook;
}

classify::RuleSet load_rules() {
  return classify::RuleSet::load(data_folder("classify"));
}

corpus::Database open_for_reading(const std::filesystem::path& folder) {
  require_corpus(folder);
  return corpus::Database::open(folder, corpus::Access::read);
}

corpus::Database open_for_writing(const std::filesystem::path& folder, double wait_seconds) {
  require_corpus(folder);
  return corpus::Database::open(folder, corpus::Access::write, wait_seconds);
}

corpus::Program this_program(const std::string& arguments, const std::string& ruleset) {
  return {INKOOPMONITOR_VERSION, extract::reader_version(), ruleset, arguments,
          INKOOPMONITOR_LIBRARIES};
}

}  // namespace inkoopmonitor::app
