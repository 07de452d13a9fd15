// What the questions of `query` share: their options, and how an answer is given. Private to the
// files command_query*.cpp.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/options.h"
#include "reports/reports.h"

namespace CLI {
class App;
}

namespace inkoopmonitor::app {

struct QueryOptions {
  std::filesystem::path corpus;
  std::string format = "table", out;
  int limit = -1;               // rows of a listing; negative: as the format has it
  reports::TrendOptions asked;  // variable, filter, unit, …
  bool strict = false;          // what is not reviewed yet counts as not known
};
using Question = std::function<reports::Answered(const corpus::Database&, const reports::Codebook&,
                                                 const QueryOptions&)>;

// A question with --corpus, --format, --out and the filters that are the same everywhere.
CLI::App* add_question(CLI::App& query, const std::string& name, const std::string& description,
                       const std::string& example, const std::shared_ptr<QueryOptions>& options);
// --by, --strict, --why, for questions about one variable.
void add_variable_options(CLI::App& command, QueryOptions& options);
void add_why_option(CLI::App& command, QueryOptions& options);
void add_limit_option(CLI::App& command, QueryOptions& options);

// Asks and prints. With --why: below the table what is behind it; as csv and json only that; in a
// workbook both.
void answer(QueryOptions options, const Question& question);

// Questions in files of their own.
void add_monitor_questions(CLI::App& query);
void add_search_questions(CLI::App& query);

}  // namespace inkoopmonitor::app
