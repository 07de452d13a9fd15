#include "app/options.h"

#include <unistd.h>
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

void check_code(const std::vector<classify::Variable>& variables, const std::string& option,
                const std::string& variable_name, const std::string& value) {
  if (value.empty()) return;
  const auto variable = std::find_if(variables.begin(), variables.end(),
                                     [&](const auto& one) { return one.name == variable_name; });
  if (variable == variables.end()) return;
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

std::string check_above_zero(const std::string& value) {
  double number = 0;
  if (CLI::detail::lexical_cast(value, number) && number > 0) return "";
  return "\"" + text::escaped_path(value) + "\" is no number above 0";
}

std::string check_not_negative(const std::string& value) {
  double number = 0;
  if (CLI::detail::lexical_cast(value, number) && number >= 0) return "";
  return "\"" + text::escaped_path(value) + "\" is no number from 0";
}

void add_wait_option(CLI::App& command, double& seconds) {
  command.add_option("--wait", seconds, "how long to wait for another command that writes")
      ->type_name("SECONDS")
      ->check(check_not_negative);
}

void add_format_option(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "table (default), csv, json or xlsx")->type_name("FORMAT");
}

void check_workbook_has_place(reports::Format format, const std::string& out) {
  if (format != reports::Format::xlsx || !out.empty() || ::isatty(STDOUT_FILENO) == 0) return;
  throw Error(ErrorKind::usage, "--format xlsx", "a workbook cannot be shown on a terminal",
              "write it to a file: add > FILE.xlsx, or --out FILE.xlsx where there is that option");
}

void add_filter_options(CLI::App& command, reports::Filter& filter) {
  command.add_option("--from", filter.from, "first year")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command.add_option("--to", filter.to, "last year")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command.add_option("--domein", filter.domein, "only this domain: wmo, jeugd or participatie")
      ->type_name("DOMEIN");
  command.add_option("--voorziening", filter.voorziening, "only this kind of care")
      ->type_name("VOORZIENING");
  command
      .add_option("--region", filter.region,
                  "only municipalities of this jeugdregio or zorgkantoorregio")
      ->type_name("REGION");
  command.add_option("--province", filter.province, "only municipalities of this province")
      ->type_name("PROVINCE");
  command
      .add_option("--size", filter.size,
                  "only municipalities of this size: <20000, 20000-49999, 50000-99999 or >=100000")
      ->type_name("CLASS");
}

void check_filter(const reports::Filter& filter, const std::vector<classify::Variable>& variables) {
  check_code(variables, "--domein", "domein", filter.domein);
  check_code(variables, "--voorziening", "voorzieningen", filter.voorziening);
  if (filter.from != 0 && filter.to != 0 && filter.from > filter.to) {
    throw Error(ErrorKind::usage, "--from and --to", "the first year is after the last",
                "give the earlier year to --from");
  }
}

reports::Codebook codebook_of(const std::vector<classify::Variable>& variables) {
  reports::Codebook codebook;
  for (const classify::Variable& variable : variables) {
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

classify::Codebook load_codebook() {
  return classify::read_codebook(data_folder("classify"));
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
