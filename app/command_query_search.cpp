// Questions to the pages and to the database itself.
#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "app/query.h"

namespace inkoopmonitor::app {
namespace {

using reports::Answered;
using reports::Codebook;

void add_search(CLI::App& query) {
  struct Options {
    std::vector<std::string> words;
    std::string gemeente;
    bool ranked = false;
  };
  auto options = std::make_shared<QueryOptions>();
  auto own = std::make_shared<Options>();
  options->limit = 20;
  CLI::App* command = add_question(
      query, "search",
      "Pages with these words, the newest first. \"a phrase\", begin*, a NEAR b, OR, NOT, ( ).",
      "query search budgetplafond verlengen", options);
  command->add_option("words", own->words, "what to look for")->type_name("WORDS")->required();
  command->add_option("--gemeente", own->gemeente, "only documents of this municipality")
      ->type_name("GEMEENTE");
  command->add_flag("--ranked", own->ranked,
                    "the most fitting first, of the newest 5000 pages with these words");
  add_limit_option(*command, *options);
  command->callback([options, own] {
    answer(*options, [&](const corpus::Database& database, const Codebook&,
                         const QueryOptions& asked) {
      reports::SearchOptions search;
      // A word with a blank was quoted for the shell: a phrase.
      for (const std::string& word : own->words) {
        const bool phrase = own->words.size() > 1 && word.find(' ') != std::string::npos &&
                            word.find('"') == std::string::npos;
        search.words += (search.words.empty() ? "" : " ") + (phrase ? "\"" + word + "\"" : word);
      }
      search.filter = asked.asked.filter;
      search.gemeente = own->gemeente;
      search.ranked = own->ranked;
      search.links = asked.format != "table";
      return Answered{reports::search(database, search), {}};
    });
  });
}

void add_sql(CLI::App& query) {
  struct Options {
    std::string statement;
    double seconds = 30;
  };
  auto options = std::make_shared<QueryOptions>();
  auto own = std::make_shared<Options>();
  CLI::App* command =
      add_command(query, "sql", "Any SELECT on the database; corpus/schema.sql says what is in it.",
                  "query sql \"SELECT count(*) FROM monitor\"");
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->add_option("--out", options->out, "file to write (else standard output)")
      ->type_name("FILE");
  command->add_option("statement", own->statement, "one statement that reads")
      ->type_name("SQL")
      ->required();
  command->add_option("--seconds", own->seconds, "how long it may take (30)")
      ->type_name("SECONDS")
      ->check(check_above_zero);
  command->callback([options, own] {
    answer(*options, [&](const corpus::Database& database, const Codebook&, const QueryOptions&) {
      return Answered{reports::sql(database, own->statement, own->seconds), {}};
    });
  });
}

}  // namespace

void add_search_questions(CLI::App& query) {
  add_search(query);
  add_sql(query);
}

}  // namespace inkoopmonitor::app
