// The questions about what is in the corpus, and what all questions share.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/files.h"
#include "app/output.h"
#include "app/query.h"
#include "error.h"
#include "reports/xlsx.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr int kRowsOfTable = 500;  // what a person may want to page through

void check_variable(const std::string& name, const std::vector<classify::Variable>& variables) {
  const auto variable = std::find_if(variables.begin(), variables.end(),
                                     [&](const auto& each) { return each.name == name; });
  if (variable != variables.end() && !variable->of_document) return;
  std::string known;
  for (const classify::Variable& each : variables) {
    if (!each.of_document) known += (known.empty() ? "" : ", ") + each.name;
  }
  throw Error(ErrorKind::usage, "--by",
              variable == variables.end()
                  ? "\"" + name + "\" is not a variable of the codebook"
                  : "\"" + name + "\" is of documents, and the monitor has none",
              "name one of " + known);
}

std::string rendered(const reports::Answered& answered, reports::Format format, bool why,
                     std::size_t width) {
  if (!why) return reports::render(answered.table, format, width);
  switch (format) {
    case reports::Format::xlsx:
      return reports::workbook({{"table", answered.table}, {"records", answered.behind}});
    case reports::Format::table:
      return reports::render(answered.table, format, width) + "\n" +
             reports::render(answered.behind, format, width);
    default:
      return reports::render(answered.behind, format, width);
  }
}

// Leaves the rows that a person may want to page through, and says of how many these are.
void shorten(reports::Table& table, int limit) {
  const auto most = static_cast<std::size_t>(limit);
  const std::size_t all = std::max(table.rows.size(), table.rows_in_all);
  if (limit == 0 || all <= most) return;
  table.note += fmt::format("{}These are the first {} of {} rows; --format csv gives all.",
                            table.note.empty() ? "" : " ", most, all);
  table.rows.resize(std::min(most, table.rows.size()));
}

using Listing = reports::Table (*)(const corpus::Database&, const reports::Filter&);

void add_listing(CLI::App& query, const std::string& name, const std::string& description,
                 const std::string& example, Listing listing) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = add_question(query, name, description, example, options);
  add_limit_option(*command, *options);
  command->callback([options, listing] {
    answer(*options, [&](const corpus::Database& database, const reports::Codebook&,
                         const QueryOptions& asked) {
      return reports::Answered{listing(database, asked.asked.filter), {}};
    });
  });
}

}  // namespace

CLI::App* add_question(CLI::App& query, const std::string& name, const std::string& description,
                       const std::string& example, const std::shared_ptr<QueryOptions>& options) {
  CLI::App* command = add_command(query, name, description, example);
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->add_option("--out", options->out, "file to write (else standard output)")
      ->type_name("FILE");
  add_filter_options(*command, options->asked.filter);
  return command;
}

void add_why_option(CLI::App& command, QueryOptions& options) {
  command.add_flag("--why", options.asked.why,
                   "also the records behind the numbers (as csv or json: only these)");
}

void add_variable_options(CLI::App& command, QueryOptions& options) {
  command.add_option("--by", options.asked.variable, "variable of the codebook (bekostiging)")
      ->type_name("VARIABLE");
  command.add_flag("--strict", options.strict,
                   "count a value that is unsure and not reviewed yet as not_reviewed");
  add_why_option(command, options);
}

void add_limit_option(CLI::App& command, QueryOptions& options) {
  command.add_option("--limit", options.limit, "rows at the most; 0: all (a table: 500, else all)")
      ->type_name("ROWS")
      ->check(check_not_negative);
}

void answer(QueryOptions options, const Question& question) {
  const reports::Format format = reports::parse_format(options.format);
  const classify::Codebook codebook = load_codebook();
  check_filter(options.asked.filter, codebook.variables);
  check_variable(options.asked.variable, codebook.variables);
  check_workbook_has_place(format, options.out);
  if (options.strict) options.asked.review_threshold = codebook.review_threshold;
  const bool is_table = format == reports::Format::table;
  options.asked.filter.limit = options.limit >= 0 ? options.limit : is_table ? kRowsOfTable : 0;
  const corpus::Database database = open_for_reading(options.corpus);
  const std::size_t width = options.out.empty() ? terminal_width() : 0;
  reports::Answered answered = question(database, codebook_of(codebook.variables), options);
  if (is_table) {
    shorten(answered.table, options.asked.filter.limit);
    shorten(answered.behind, options.asked.filter.limit);
  }
  const std::string text = rendered(answered, format, options.asked.why, width);
  if (options.out.empty()) {
    print(text);
  } else {
    write_whole_file(options.out, text);
    say("wrote " + text::escaped_path(options.out));
  }
}

void add_query(CLI::App& program, Invocation&) {
  CLI::App* query = add_command(program, "query", "Answer a question with a table.",
                                "query trend --by procedure --format csv");
  query->require_subcommand(1);
  add_monitor_questions(*query);
  add_listing(*query, "records", "What the documents say, record by record.",
              "query records --domein jeugd", reports::records);
  add_listing(*query, "documents", "Every file that was offered and what became of it.",
              "query documents --format csv", reports::documents);
  add_listing(*query, "monitor",
              "The monitor itself: a row for each municipality, year and kind "
              "of care, also where nothing is known.",
              "query monitor --voorziening huishoudelijke_hulp --from 2020 --to 2020",
              reports::monitor);
  add_search_questions(*query);
  add_history_questions(*query);
}

}  // namespace inkoopmonitor::app
