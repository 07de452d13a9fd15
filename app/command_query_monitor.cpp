// The questions about the monitor: how values are spread and change, what is known, what ends.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "app/query.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

using reports::Answered;
using reports::Codebook;

std::string today() {
  return fmt::format("{:%Y-%m-%d}", fmt::localtime(std::time(nullptr)));
}

void add_trend(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command =
      add_question(query, "trend", "Values of one variable by year, over the monitor.",
                   "query trend --by bekostiging --from 2015 --to 2025", options);
  add_variable_options(*command, *options);
  command
      ->add_option("--unit", options->asked.unit,
                   "what is counted: municipality (default), inhabitants or procurement")
      ->type_name("UNIT");
  command
      ->add_option("--shares", options->asked.shares,
                   "percentages: all (of everything) or known (of what has a value)")
      ->type_name("OF");
  command->callback([options] {
    answer(*options, [](const corpus::Database& database, const Codebook& codebook,
                        const QueryOptions& asked) {
      return reports::trend(database, codebook, asked.asked);
    });
  });
}

void add_transitions(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = add_question(
      query, "transitions", "What municipalities had in one year and what in the next.",
      "query transitions --by bekostiging --from 2019 --to 2020", options);
  add_variable_options(*command, *options);
  command->callback([options] {
    answer(*options, [](const corpus::Database& database, const Codebook& codebook,
                        const QueryOptions& asked) {
      return reports::transitions(database, codebook, asked.asked);
    });
  });
}

void add_coverage(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  auto split = std::make_shared<std::string>();
  CLI::App* command =
      add_question(query, "coverage", "Of which municipalities documents are there, by year.",
                   "query coverage --from 2019 --to 2020 --per province", options);
  command->add_option("--per", *split, "a row for each domein or province")->type_name("WHAT");
  add_why_option(*command, *options);
  command->callback([options, split] {
    answer(*options,
           [&](const corpus::Database& database, const Codebook&, const QueryOptions& asked) {
             Answered answered{reports::coverage(database, asked.asked.filter, *split), {}};
             if (asked.asked.why)
               answered.behind = reports::behind_coverage(database, asked.asked.filter);
             return answered;
           });
  });
}

void add_missing(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  auto year = std::make_shared<int>(0);
  CLI::App* command =
      add_question(query, "missing",
                   "What to ask whom for: municipalities without documents or with contracts of "
                   "which nobody knows whether they were extended; with a sentence for a letter.",
                   "query missing --year 2020 --domein jeugd --format csv", options);
  command->add_option("--year", *year, "1 January of which year")->type_name("YEAR")->required();
  add_why_option(*command, *options);
  command->callback([options, year] {
    answer(*options,
           [&](const corpus::Database& database, const Codebook&, const QueryOptions& asked) {
             Answered answered{reports::missing(database, *year, asked.asked.filter), {}};
             if (asked.asked.why)
               answered.behind = reports::behind_missing(database, *year, asked.asked.filter);
             return answered;
           });
  });
}

void add_expiring(CLI::App& query) {
  struct Options {
    std::string within = "18m", on = today();
  };
  auto options = std::make_shared<QueryOptions>();
  auto own = std::make_shared<Options>();
  CLI::App* command = add_question(query, "expiring",
                                   "What must be procured again soon, and which options are left.",
                                   "query expiring --within 18m --on 2022-01-01", options);
  command->add_option("--within", own->within, "how soon: 18m (default), 2y")->type_name("SPAN");
  command->add_option("--on", own->on, "counted from this day (today)")->type_name("DATE");
  add_why_option(*command, *options);
  command->callback([options, own] {
    const int months = reports::months_of_span(own->within);
    answer(*options, [&](const corpus::Database& database, const Codebook&,
                         const QueryOptions& asked) {
      return reports::expiring(database, {asked.asked.filter, own->on, months, asked.asked.why});
    });
  });
}

void add_compare(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  auto names = std::make_shared<std::vector<std::string>>();
  CLI::App* command = add_question(
      query, "compare", "Municipalities beside each other, on 1 January of the last year (--to).",
      "query compare Goes Borsele --to 2020", options);
  command->add_option("gemeente", *names, "names or CBS codes")->type_name("GEMEENTE")->required();
  add_why_option(*command, *options);
  command->callback([options, names] {
    answer(*options,
           [&](const corpus::Database& database, const Codebook&, const QueryOptions& asked) {
             reports::Filter filter = asked.asked.filter;
             filter.limit = 0;
             Answered answered{reports::compare(database, *names, filter), {}};
             if (asked.asked.why)
               answered.behind = reports::behind_compare(database, *names, filter);
             return answered;
           });
  });
}

void add_switchers(CLI::App& query) {
  auto options = std::make_shared<QueryOptions>();
  auto indicator = std::make_shared<std::string>();
  CLI::App* command = add_question(
      query, "switchers",
      "Figures of municipalities that changed against those that did not, before and after.",
      "query switchers --by bekostiging --indicator lasten_jeugd --from 2019 --to 2020", options);
  add_variable_options(*command, *options);
  command->add_option("--indicator", *indicator, "name of figures that were imported")
      ->type_name("INDICATOR")
      ->required();
  command->callback([options, indicator] {
    answer(*options, [&](const corpus::Database& database, const Codebook& codebook,
                         const QueryOptions& asked) {
      return reports::switchers(database, codebook, asked.asked, *indicator);
    });
  });
}

}  // namespace

void add_monitor_questions(CLI::App& query) {
  add_trend(query);
  add_transitions(query);
  add_coverage(query);
  add_missing(query);
  add_expiring(query);
  add_compare(query);
  add_switchers(query);
}

}  // namespace inkoopmonitor::app
