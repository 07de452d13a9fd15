#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

struct QueryOptions {
  std::filesystem::path corpus;
  std::string format = "table";
  reports::Filter filter;
  std::string variable = "bekostiging";
};

using Question = reports::Table (*)(const corpus::Database&, const reports::Filter&);

void answer(const QueryOptions& options,
            const std::function<reports::Table(const corpus::Database&, const classify::RuleSet&)>&
                question) {
  const reports::Format format = reports::parse_format(options.format);
  const classify::RuleSet rules = load_rules();
  check_filter(options.filter, rules);
  const corpus::Database database = open_for_reading(options.corpus);
  print(reports::render(question(database, rules), format, terminal_width()));
}

void check_variable(const std::string& name, const classify::RuleSet& rules) {
  const classify::Variable* variable = rules.find(name);
  if (variable != nullptr && !variable->of_document) return;
  std::string known;
  for (const classify::Variable& each : rules.variables()) {
    if (!each.of_document) known += (known.empty() ? "" : ", ") + each.name;
  }
  throw Error(ErrorKind::usage, "--by",
              variable == nullptr ? "\"" + name + "\" is not a variable of the codebook"
                                  : "\"" + name + "\" is of documents, and the monitor has none",
              "name one of " + known);
}

CLI::App* add_question(CLI::App& query, const std::string& name, const std::string& description,
                       const std::string& example, const std::shared_ptr<QueryOptions>& options) {
  CLI::App* command = add_command(query, name, description, example);
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  add_filter_options(*command, options->filter);
  return command;
}

void add_trend(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command =
      add_question(query, "trend", "Values of one variable by year, over the monitor.",
                   "query trend --by bekostiging --from 2015 --to 2025", options);
  command->add_option("--by", options->variable, "variable of the codebook (bekostiging)")
      ->type_name("VARIABLE");
  command->callback([options] {
    answer(*options, [&](const corpus::Database& database, const classify::RuleSet& rules) {
      check_variable(options->variable, rules);
      return reports::trend(database, codebook_of(rules), options->variable, options->filter);
    });
  });
}

void add_listing(CLI::App& query, const std::string& name, const std::string& description,
                 const std::string& example, Question question) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = add_question(query, name, description, example, options);
  command->callback([options, question] {
    answer(*options, [&](const corpus::Database& database, const classify::RuleSet&) {
      return question(database, options->filter);
    });
  });
}

}  // namespace

void add_query(CLI::App& program, Invocation&) {
  CLI::App* query = add_command(program, "query", "Answer a question with a table.",
                                "query trend --by procedure --format csv");
  query->require_subcommand(1);
  add_trend(*query);
  add_listing(*query, "records", "What the documents say, record by record.",
              "query records --domein jeugd", reports::records);
  add_listing(*query, "documents", "Every file that was offered and what became of it.",
              "query documents --format csv", reports::documents);
  add_history_questions(*query);
  add_listing(*query, "coverage", "Of which municipalities documents are there, by year.",
              "query coverage --from 2019 --to 2020", reports::coverage);
}

}  // namespace inkoopmonitor::app
