#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/coder.h"
#include "app/commands.h"
#include "app/interrupt.h"
#include "app/next_step.h"
#include "app/options.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/rule_use.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct RulesOptions {
  std::filesystem::path corpus;
  std::string gold, format = "table";
};

using reports::Judgements;

// Every document of the corpus coded anew, and nothing stored.
RuleUses use_in(const corpus::Database& database, const classify::RuleSet& rules,
                const Judgements& judgements) {
  RuleUses uses;
  Coder coder(database, rules);
  const auto tasks = database.contents_to_code(rules.version(), true);
  ProgressLine progress("trying the rules", tasks.size());
  for (const corpus::CodingTask& task : tasks) {
    stop_if_interrupted();
    const auto document = database.reading(task.sha256);
    if (!document) continue;
    const classify::Trace trace = coder.trace(*document, task);
    uses.add(trace);
    if (const auto judged = judgements.find(task.sha256); judged != judgements.end())
      uses.judge(trace, judged->second);
    progress.document(false);
  }
  return uses;
}

RuleUses use_in_examples(const classify::RuleSet& rules) {
  RuleUses uses;
  for (auto& seen : classify::seen_in_examples(rules)) uses.add({{}, std::move(seen)});
  return uses;
}

void print_remarks(const std::vector<Remark>& remarks, Remark::Kind kind, const char* title) {
  std::string text;
  std::size_t count = 0;
  for (const Remark& remark : remarks) {
    if (remark.kind != kind) continue;
    ++count;
    text += fmt::format("  {}: {}{}\n", remark.file, remark.rule,
                        kind == Remark::Kind::never_fires || kind == Remark::Kind::no_example
                            ? ""
                            : ": " + remark.about);
  }
  if (count > 0) print(fmt::format("\n{} ({}):\n{}", title, counted(count, "rule", "rules"), text));
}

int check_rules(const RulesOptions& options) {
  const classify::RuleSet rules = load_rules();
  const auto findings = classify::check(rules);
  for (const classify::Finding& finding : findings) {
    print(finding.file + ": " + finding.rule + ": " + finding.problem + "\n");
  }
  if (findings.empty())
    print("every rule of ruleset " + rules.version().substr(0, 12) + " holds its own examples\n");
  const bool has_corpus = corpus::Database::exists(options.corpus);
  const bool with_corpus = has_corpus && !has_no_documents(open_for_reading(options.corpus));
  const RuleUses uses =
      with_corpus ? use_in(open_for_reading(options.corpus), rules, {}) : use_in_examples(rules);
  const auto remarks = remarks_on(classify::facts_of(rules), uses, with_corpus);
  print(with_corpus
            ? fmt::format("over {} in {}:\n", counted(uses.traces(), "document", "documents"),
                          text::escaped_path(options.corpus.native()))
            : fmt::format("over {}, since there is no {} in {}:\n",
                          counted(uses.traces(), "example of the rules", "examples of the rules"),
                          has_corpus ? "document" : "corpus",
                          text::escaped_path(options.corpus.native())));
  print_remarks(remarks, Remark::Kind::never_fires, "never fires");
  print_remarks(remarks, Remark::Kind::always_loses, "always loses");
  print_remarks(remarks, Remark::Kind::overlaps, "overlaps wholly");
  print_remarks(remarks, Remark::Kind::no_example, "has no example");
  if (findings.empty()) return 0;
  say(counted(findings.size(), "example does", "examples do") + " not hold");
  return 1;
}

// Who is right is said of the values that are stored, so these must be of the same rules.
void require_coded(const corpus::Database& database, const classify::RuleSet& rules) {
  const auto waiting = database.contents_to_code(rules.version(), false);
  if (waiting.empty()) return;
  throw Error(ErrorKind::usage, text::escaped_path(database.folder().native()),
              counted(waiting.size(), "document is", "documents are") + " not coded by these rules",
              "do: inkoopmonitor classify");
}

std::vector<std::string> row_of(const std::string& file, const std::string& rule,
                                const std::string& variable, const RuleUse& use) {
  const std::size_t judged = use.right + use.wrong;
  return {file,
          rule,
          variable,
          std::to_string(use.documents),
          std::to_string(use.fired),
          std::to_string(use.rejected),
          std::to_string(use.agreed),
          std::to_string(use.won),
          std::to_string(use.right),
          std::to_string(use.wrong),
          judged == 0 ? "" : fmt::format("{:.3f}", double(use.right) / double(judged))};
}

std::size_t number_of(const Judgements& judgements) {
  std::size_t number = 0;
  for (const auto& [sha256, of_content] : judgements) number += of_content.size();
  return number;
}

reports::Table stats_of(const RulesOptions& options) {
  const classify::RuleSet rules = load_rules();
  const corpus::Database database = open_for_reading(options.corpus);
  require_coded(database, rules);
  const Judgements judgements = reports::judgements(database, options.gold);
  const RuleUses uses = use_in(database, rules, judgements);
  reports::Table table;
  for (const char* name : {"file", "rule", "variable"}) table.columns.push_back({name});
  for (const char* name :
       {"documents", "fired", "rejected", "agreed", "won", "right", "wrong", "precision"})
    table.columns.push_back({name, reports::Align::right});
  std::vector<std::string> others = uses.names();
  for (const classify::RuleFacts& rule : classify::facts_of(rules)) {
    table.rows.push_back(row_of(rule.file, rule.name, rule.variable, uses.of(rule.name)));
    std::erase(others, rule.name);
  }
  for (const std::string& name : others) table.rows.push_back(row_of("", name, "", uses.of(name)));
  table.note = fmt::format(
      "Over {}; {} judged by {}. fired: places found; rejected: of these, that may not count; "
      "agreed: that say what became a value; won: values that rest on the rule, of a list each "
      "element. Without a file: values that the program itself gives.",
      counted(uses.traces(), "document", "documents"),
      counted(number_of(judgements), "value", "values"),
      options.gold.empty() ? "reviewers" : "reviewers and the labels in " + options.gold);
  return table;
}

}  // namespace

void add_rules(CLI::App& program, Invocation& invocation) {
  CLI::App* rules = add_command(program, "rules", "Work on the rules by which documents are coded.",
                                "rules check");
  rules->require_subcommand(1);
  auto options = std::make_shared<RulesOptions>();
  CLI::App* check =
      add_command(*rules, "check",
                  "Try every rule on its own examples, and name rules that would not be missed.",
                  "rules check");
  add_corpus_option(*check, options->corpus);
  check->callback([options, &invocation] { invocation.status = check_rules(*options); });
  CLI::App* stats =
      add_command(*rules, "stats", "How often each rule fired and won, and how often it was right.",
                  "rules stats --gold tests/data/sample/gold.csv");
  stats
      ->add_option("--gold", options->gold,
                   "CSV of labels to judge by: file,record,variable,value,page")
      ->type_name("FILE");
  add_corpus_option(*stats, options->corpus);
  add_format_option(*stats, options->format);
  stats->callback([options] {
    const reports::Format format = reports::parse_format(options->format);
    print(reports::render(stats_of(*options), format, terminal_width()));
  });
}

}  // namespace inkoopmonitor::app
