#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "app/coder.h"
#include "app/commands.h"
#include "app/explain.h"
#include "app/files.h"
#include "app/find_content.h"
#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "app/page_drawing.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr int unknown_file = 1, not_drawn = 1;

struct ExplainOptions {
  std::string file, variable, png;
  std::uint32_t page = 1;
  std::filesystem::path corpus;
};

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

// "language nl; made 2019-01-31 by Writer, changed 2020-02-29; 12 bookmarks; pages named i, ii, 1":
// what the file says of itself, as far as it does.
std::string facts(const extract::Document& document) {
  std::vector<std::string> parts;
  if (!document.title.empty()) parts.push_back("title \"" + document.title + "\"");
  if (!document.language.empty()) parts.push_back("language " + document.language);
  std::string made = document.creation_date.empty() ? "" : "made " + document.creation_date;
  if (!document.producer.empty()) made += (made.empty() ? "made by " : " by ") + document.producer;
  if (!made.empty()) parts.push_back(made);
  if (!document.modification_date.empty() && document.modification_date != document.creation_date)
    parts.push_back("changed " + document.modification_date);
  if (!document.outline.empty())
    parts.push_back(counted(document.outline.size(), "bookmark", "bookmarks"));
  const auto named = std::count_if(document.pages.begin(), document.pages.end(),
                                   [](const auto& page) { return !page.label.empty(); });
  if (named > 0)
    parts.push_back(counted(static_cast<std::size_t>(named), "page has a name of its own",
                            "pages have names of their own"));
  std::string line;
  for (const std::string& part : parts) line += (line.empty() ? "" : "; ") + part;
  return line.empty() ? "" : line + "\n";
}

// A slip of the pen is told from a variable that this document has nothing to say on.
void check_variable(const std::string& variable, const classify::RuleSet& rules) {
  if (variable.empty() || rules.find(variable) != nullptr) return;
  std::string known;
  for (const classify::Variable& each : rules.variables()) {
    known += (known.empty() ? "" : ", ") + each.name;
  }
  throw Error(ErrorKind::usage, variable, "is not a variable of the codebook",
              "name one of " + known);
}

// The page as it was read; without one the reason why there is none stands in its place.
extract::Page page_as_read(const std::optional<extract::Document>& reading, std::uint32_t number) {
  extract::Page none;
  none.number = number;
  none.reason = reading ? reading->reason : "the file was not read yet";
  if (!reading) return none;
  for (const extract::Page& page : reading->pages)
    if (page.number == number) return page;
  return none;
}

int draw(const corpus::Database& database, const NamedContent& content,
         const ExplainOptions& options) {
  const auto reading = database.reading(content.sha256);
  const std::uint32_t pages = reading ? reading->page_count : 0;
  if (options.page < 1 || (pages > 0 && options.page > pages)) {
    throw Error(ErrorKind::usage, content.file, fmt::format("has no page {}", options.page),
                fmt::format("name a page from 1 to {} after --page", pages));
  }
  const extract::Picture picture =
      extract::draw_page({database.file_of(content.sha256), options.page}, {}, interrupted());
  stop_if_interrupted();
  const std::string name = fmt::format("{}, page {}", content.file, options.page);
  if (!picture.reason.empty()) {
    say("inkoopmonitor: " + name + " cannot be drawn: " + picture.reason);
    return not_drawn;
  }
  const std::string title = pages > 0 ? fmt::format("{} of {}", name, pages) : name;
  const extract::Page page = page_as_read(reading, options.page);
  write_whole_file(options.png, draw_reading(picture, page, title));
  print(fmt::format("{}: {} and {} drawn into {}\n", title,
                    counted(page.blocks.size(), "block", "blocks"),
                    counted(page.words.size(), "word", "words"), text::escaped_path(options.png)));
  return 0;
}

int explain_file(const ExplainOptions& options) {
  const corpus::Database database = open_for_reading(options.corpus);
  const auto content = find_content(database, options.file);
  if (!content) return unknown_file;
  if (!options.png.empty()) return draw(database, *content, options);
  const std::string& variable = options.variable;
  const auto reading = database.reading(content->sha256);
  const std::string head = heading(database, *content) + (reading ? facts(*reading) : "");
  Explained explained{database.coding(content->sha256), reading, {}};
  if (explained.coding.records.empty()) {
    print(head + "not coded yet; do: inkoopmonitor classify\n");
    return 0;
  }
  const classify::RuleSet rules = load_rules();
  check_variable(variable, rules);
  if (reading && database.ruleset_of(content->sha256) == rules.version()) {
    classify::Trace trace =
        Coder(database, rules).trace(*reading, database.coding_task(content->sha256));
    explained.seen = std::move(trace.seen);
    explained.subject = std::move(trace.subject);
  } else {
    say("what the rules read around these words is not known: it was coded by other rules, or\n"
        "  something was learnt of it since; do: inkoopmonitor classify");
  }
  print(head + explain(explained, variable));
  return 0;
}

}  // namespace

void add_explain(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(program, "explain", "Show why a document was coded as it was.",
                                  "explain da13.pdf procedure");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("file", options->file, "path as it was offered, file name or SHA-256")
      ->required()
      ->type_name("FILE");
  command->add_option("variable", options->variable, "only this variable")->type_name("VARIABLE");
  CLI::Option* png = command->add_option("--png", options->png,
                                         "draw what was read of a page over its picture, into OUT");
  png->type_name("OUT")->check(CLI::Validator(
      [](std::string& out) { return out.empty() ? "names no file" : std::string(); }, "", ""));
  command->add_option("--page", options->page, "which page to draw (1)")
      ->type_name("N")
      ->needs(png);
  add_corpus_option(*command, options->corpus);
  command->callback([options, &invocation] { invocation.status = explain_file(*options); });
}

}  // namespace inkoopmonitor::app
