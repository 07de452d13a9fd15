// Assign and remove: what was said of a document corrected, or the document taken away.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <vector>

#include "app/commands.h"
#include "app/find_content.h"
#include "app/municipalities.h"
#include "app/next_step.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct AssignOptions {
  std::vector<std::string> files;
  int year = 0;
  std::string gemeente, dossier, openbaar, reason;
  bool own_dossier = false;
  std::filesystem::path corpus;
  double wait_seconds = 10;
};

int first_year(const corpus::Database& database, const std::string& sha256) {
  const corpus::Rows rows =
      database.select("SELECT set_year FROM content_file WHERE sha256 = :id", {{"id", sha256}});
  return rows.rows.empty() ? 0 : std::stoi(rows.rows[0][0].value_or("0"));
}

// Codes of names or codes joined by |, as in a manifest.
std::vector<std::string> codes_of(const corpus::Database& database, const std::string& list,
                                  int year) {
  std::vector<std::string> codes;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find('|', begin), list.size());
    const std::string name = list.substr(begin, end - begin);
    begin = end + 1;
    const auto code = database.municipality_code(name, register_year(year, database));
    if (!code) {
      throw Error(ErrorKind::usage, "--gemeente",
                  "\"" + name + "\" is no municipality of " + std::to_string(year),
                  advice_on_municipality(name, year, database));
    }
    codes.push_back(*code);
  }
  return codes;
}

corpus::Assignment assignment_of(const AssignOptions& options, const corpus::Database& database,
                                 const std::string& sha256) {
  corpus::Assignment assignment;
  assignment.reason = options.reason;
  if (options.year != 0) assignment.set_year = options.year;
  const int year = options.year != 0 ? options.year : first_year(database, sha256);
  if (!options.gemeente.empty()) assignment.gemeenten = codes_of(database, options.gemeente, year);
  if (!options.dossier.empty()) assignment.dossier = options.dossier;
  if (options.own_dossier) assignment.dossier = "";
  if (!options.openbaar.empty()) assignment.openbaar = options.openbaar == "ja";
  return assignment;
}

void check(const AssignOptions& options) {
  if (!options.openbaar.empty() && options.openbaar != "ja" && options.openbaar != "nee")
    throw Error(ErrorKind::usage, "--openbaar", "\"" + options.openbaar + "\" is neither",
                "give ja or nee");
  const bool says_something = options.year != 0 || options.own_dossier ||
                              !(options.gemeente + options.dossier + options.openbaar).empty();
  if (!says_something)
    throw Error(ErrorKind::usage, "assign", "nothing is to be corrected",
                "give --year, --gemeente, --dossier, --own-dossier or --openbaar");
}

int assign(const AssignOptions& options, const std::string& arguments) {
  check(options);
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  std::vector<std::pair<NamedContent, corpus::Assignment>> wanted;
  bool all_known = true;
  for (const std::string& file : options.files) {
    const auto content = find_content(database, file);
    all_known = all_known && content;
    if (content) wanted.emplace_back(*content, assignment_of(options, database, content->sha256));
  }
  Run run(database, "assign", this_program(arguments, ""));
  for (const auto& [content, assignment] : wanted) {
    const std::size_t changed = database.assign(run.number(), content.sha256, assignment);
    print(content.file + ": " + (changed == 0 ? "is so already" : "corrected") + "\n");
  }
  const int status = all_known ? 0 : 1;
  run.end(status);
  if (!wanted.empty()) say("next: inkoopmonitor classify" + corpus_argument(options.corpus));
  return status;
}

struct RemoveOptions {
  std::vector<std::string> files;
  std::string reason;
  bool undo = false;
  std::filesystem::path corpus;
  double wait_seconds = 10;
};

// Removed contents are found by the path under which they were offered, or their SHA-256.
std::vector<std::string> removed_contents(const corpus::Database& database,
                                          const std::string& name) {
  const corpus::Rows rows = database.select(
      "SELECT DISTINCT sha256 FROM removal JOIN content USING (content_id)"
      " JOIN offering USING (content_id) WHERE shown_path = :name"
      " OR substr(shown_path, -length(:name) - 1) = '/' || :name"
      " OR (length(:name) >= 6 AND substr(sha256, 1, length(:name)) = :name)",
      {{"name", text::escaped_path(name)}});
  std::vector<std::string> contents;
  for (const corpus::Row& row : rows.rows) contents.push_back(row[0].value_or(""));
  return contents;
}

void describe(const NamedContent& content, const corpus::Removed& removed) {
  print(fmt::format("removed {}: {} and {}", content.file, counted(removed.pages, "page", "pages"),
                    counted(removed.offerings, "offering", "offerings")));
  if (removed.contents.size() > 1)
    print(fmt::format(", with {} that lay in it",
                      counted(removed.contents.size() - 1, "file", "files")));
  if (removed.decisions_without_quote > 0)
    print(fmt::format("; {} kept without quote",
                      counted(removed.decisions_without_quote, "decision is", "decisions are")));
  print("\n");
  if (removed.editions.empty()) return;
  std::string names;
  for (const std::string& name : removed.editions) names += (names.empty() ? "" : ", ") + name;
  say("  Editions stay as they were made, and may hold values of it: " + names + ".");
}

int undo(const RemoveOptions& options, const std::string& arguments) {
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "remove", this_program(arguments, ""));
  int status = 0;
  for (const std::string& file : options.files) {
    const auto contents = removed_contents(database, file);
    if (contents.size() == 1 && database.readmit(contents.front())) {
      print(file + ": may be imported again\n");
      continue;
    }
    say("inkoopmonitor: " + text::escaped_path(file) +
        (contents.empty() ? ": no such document was removed" : ": several removed documents fit"));
    status = 1;
  }
  run.end(status);
  return status;
}

int remove(const RemoveOptions& options, const std::string& arguments) {
  if (options.undo) return undo(options, arguments);
  if (options.reason.empty())
    throw Error(ErrorKind::usage, "--reason", "is missing",
                "say in a few words why it goes; that stays in the corpus");
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "remove", this_program(arguments, ""));
  int status = 0;
  bool any_removed = false;
  for (const std::string& file : options.files) {
    const auto content = find_content(database, file);
    if (!content) {
      status = 1;
      continue;
    }
    describe(*content, database.remove(run.number(), content->sha256, options.reason));
    any_removed = true;
  }
  run.end(status);
  if (any_removed) say("next: inkoopmonitor classify" + corpus_argument(options.corpus));
  return status;
}

}  // namespace

void add_assign(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "assign",
                  "Correct the year, municipality or dossier of documents, with its history.",
                  "assign da13.pdf --dossier jeugd-2020 --openbaar nee");
  auto options = std::make_shared<AssignOptions>();
  command->add_option("file", options->files, "documents, by path, name or SHA-256")
      ->required()
      ->type_name("FILE");
  command->add_option("--year", options->year, "year of the collection that they belong to")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--gemeente", options->gemeente, "names or codes, joined by |")
      ->type_name("GEMEENTE");
  auto* named = command->add_option("--dossier", options->dossier, "name of their procurement");
  named->type_name("DOSSIER");
  command->add_flag("--own-dossier", options->own_dossier, "each is a dossier of its own")
      ->excludes(named);
  command
      ->add_option("--openbaar", options->openbaar, "ja or nee: may it be quoted in publications")
      ->type_name("JA|NEE");
  command->add_option("--reason", options->reason, "why, kept in the history")->type_name("TEXT");
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback(
      [options, &invocation] { invocation.status = assign(*options, invocation.arguments); });
}

void add_remove(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(program, "remove",
                                  "Take documents away for good; hash, file names and reason stay.",
                                  "remove db14.pdf --reason verzoek");
  auto options = std::make_shared<RemoveOptions>();
  command->add_option("file", options->files, "documents, by path, name or SHA-256")
      ->required()
      ->type_name("FILE");
  command->add_option("--reason", options->reason, "why it goes")->type_name("TEXT");
  command->add_flag("--undo", options->undo, "let removed documents be imported again");
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback(
      [options, &invocation] { invocation.status = remove(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
