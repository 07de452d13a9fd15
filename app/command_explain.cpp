#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/explain.h"
#include "app/find_content.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

constexpr int unknown_file = 1;

// "da09.pdf, 2019, 3 pages (1 by OCR), sha256 0a1b2c…": what is known of the file itself.
std::string heading(const corpus::Database& database, const NamedContent& content) {
  const corpus::Rows rows = database.select(
      "SELECT year, coalesce(pages, 0), coalesce(ocr_pages, 0), reason FROM offering_result"
      " WHERE sha256 = :sha256 AND duplicate_of IS NULL ORDER BY offering_id LIMIT 1",
      {{":sha256", content.sha256}});
  std::string text = content.file;
  if (!rows.rows.empty()) {
    const corpus::Row& row = rows.rows.front();
    text += fmt::format(", {}, {}", *row[0], counted(std::stoul(*row[1]), "page", "pages"));
    if (*row[2] != "0") text += fmt::format(" ({} by OCR)", *row[2]);
    if (!row[3].value_or("").empty()) text += "\n" + *row[3];
  }
  return text + "\nsha256 " + content.sha256 + "\n";
}

// A slip of the pen is told from a variable that this document has nothing to say on.
void check_variable(const std::string& variable) {
  if (variable.empty()) return;
  const classify::RuleSet rules = load_rules();
  if (rules.find(variable) != nullptr) return;
  std::string known;
  for (const classify::Variable& each : rules.variables()) {
    known += (known.empty() ? "" : ", ") + each.name;
  }
  throw Error(ErrorKind::usage, variable, "is not a variable of the codebook",
              "name one of " + known);
}

int explain_file(const std::filesystem::path& folder, const std::string& file,
                 const std::string& variable) {
  const corpus::Database database = open_for_reading(folder);
  const auto content = find_content(database, file);
  if (!content) return unknown_file;
  const std::string head = heading(database, *content);
  const classify::Coding coding = database.coding(content->sha256);
  if (coding.records.empty()) {
    print(head + "not coded yet; do: inkoopmonitor classify\n");
    return 0;
  }
  check_variable(variable);
  print(head + explain(coding, database.reading(content->sha256), variable));
  if (coding.records.size() == 1) print("no record: it describes no arrangement of its own\n");
  return 0;
}

}  // namespace

void add_explain(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(program, "explain", "Show why a document was coded as it was.",
                                  "explain da13.pdf procedure");
  struct Options {
    std::string file, variable;
    std::filesystem::path corpus;
  };
  auto options = std::make_shared<Options>();
  command->add_option("file", options->file, "path as it was offered, file name or SHA-256")
      ->required()
      ->type_name("FILE");
  command->add_option("variable", options->variable, "only this variable")->type_name("VARIABLE");
  add_corpus_option(*command, options->corpus);
  command->callback([options, &invocation] {
    invocation.status = explain_file(options->corpus, options->file, options->variable);
  });
}

}  // namespace inkoopmonitor::app
