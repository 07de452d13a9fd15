#include <CLI/CLI.hpp>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct EvaluateCommandOptions {
  std::string gold, table, format = "table", html, svg, language = "nl";
  std::filesystem::path corpus;
};

// The curve of the core together, at one threshold in each twentieth and at the review threshold.
reports::Table short_curve(reports::Table curve) {
  int last = -1;
  std::erase_if(curve.rows, [&](const std::vector<std::string>& row) {
    if (row[0] != "core") return true;
    if (row[1] == "review") return false;
    const int step = static_cast<int>(std::strtod(row[1].c_str(), nullptr) * 20);
    return std::exchange(last, step) == step;
  });
  return curve;
}

reports::Table differences(reports::Table confusion) {
  std::erase_if(confusion.rows, [](const auto& row) { return row[1] == row[2]; });
  return confusion;
}

const reports::Table& chosen(const reports::Evaluation& evaluation, const std::string& name) {
  if (name == "accuracy") return evaluation.accuracy;
  if (name == "curve") return evaluation.curve;
  if (name == "confusion") return evaluation.confusion;
  throw Error(ErrorKind::usage, "--table " + name, "there is no such table",
              "use accuracy, curve or confusion");
}

void print_tables(const reports::Evaluation& evaluation, const EvaluateCommandOptions& options) {
  const reports::Format format = reports::parse_format(options.format);
  const std::size_t width = terminal_width();
  if (!options.table.empty() || format != reports::Format::table) {
    const std::string name = options.table.empty() ? "accuracy" : options.table;
    print(reports::render(chosen(evaluation, name), format, width));
    return;
  }
  print(reports::render(evaluation.accuracy, format, width) + "\n" +
        reports::render(short_curve(evaluation.curve), format, width) + "\n" +
        reports::render(differences(evaluation.confusion), format, width));
}

void write(const std::string& file, const std::string& bytes) {
  if (file.empty()) return;
  write_whole_file(file, bytes);
  say("wrote " + text::escaped_path(file));
}

void evaluate(const EvaluateCommandOptions& options) {
  reports::parse_format(options.format);
  const classify::RuleSet rules = load_rules();
  const corpus::Database database = open_for_reading(options.corpus);
  if (database.select("SELECT 1 FROM coding LIMIT 1").rows.empty())
    throw Error(ErrorKind::usage, text::escaped_path(options.corpus.native()),
                "no document in it is coded, so there is nothing to compare",
                "import the labelled documents and code them (inkoopmonitor classify)");
  const reports::Evaluation evaluation =
      reports::evaluate(database, {options.gold, rules.review_threshold()});
  print_tables(evaluation, options);
  if (options.html.empty() && options.svg.empty()) return;
  reports::EvaluationPageOptions page;
  page.language = options.language;
  page.gold = text::escaped_path(std::filesystem::path(options.gold).filename().native());
  page.templates = data_folder("reports/templates");
  page.program_version = INKOOPMONITOR_VERSION;
  page.ruleset = rules.version();
  const reports::EvaluationPage made =
      reports::evaluation_page(evaluation, codebook_of(rules), page);
  write(options.html, made.html);
  write(options.svg, made.svg);
}

}  // namespace

void add_evaluate(CLI::App& program, Invocation&) {
  CLI::App* command =
      add_command(program, "evaluate", "Compare the coded values with labels made by people.",
                  "evaluate tests/data/sample/gold.csv --html accuracy.html --lang en");
  auto options = std::make_shared<EvaluateCommandOptions>();
  command
      ->add_option("gold", options->gold,
                   "CSV of labels: file,record,variable,value,page; or of dossiers: "
                   "dossier,record,variable,value,source")
      ->required()
      ->type_name("GOLD");
  command
      ->add_option("--table", options->table,
                   "only this one, whole: accuracy (of csv and json the default), curve or "
                   "confusion")
      ->type_name("TABLE");
  command->add_option("--html", options->html, "write it all as a page with a chart, too")
      ->type_name("FILE");
  command->add_option("--svg", options->svg, "write that chart by itself, too")->type_name("FILE");
  command->add_option("--lang", options->language, "language of page and chart: nl (default) or en")
      ->type_name("LANG");
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->callback([options] { evaluate(*options); });
}

}  // namespace inkoopmonitor::app
