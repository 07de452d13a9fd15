#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/find_content.h"
#include "app/options.h"
#include "app/output.h"
#include "app/read_contents.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

struct ReadOptions {
  std::vector<std::string> files;
  bool again = false;
  std::filesystem::path corpus;
  double wait_seconds = 10;
  ReaderLimits limits;
};

// No reader ever had this version: nothing was read by it, so that every content is to be read.
constexpr const char* no_version = "";

// The contents that are meant by name; all that there are without names.
std::vector<corpus::Content> contents_again(const corpus::Database& database,
                                            const std::vector<std::string>& files,
                                            bool& all_known) {
  std::vector<corpus::Content> all = database.contents_to_read(no_version);
  if (files.empty()) return all;
  std::vector<std::string> wanted;
  for (const std::string& file : files) {
    if (const auto content = find_content(database, file)) {
      wanted.push_back(content->sha256);
    } else {
      all_known = false;
    }
  }
  std::erase_if(all, [&](const corpus::Content& content) {
    return std::find(wanted.begin(), wanted.end(), content.sha256) == wanted.end();
  });
  return all;
}

std::string first_name(const corpus::Database& database, const std::string& sha256) {
  const auto found = find_contents(database, sha256);
  return found.empty() ? sha256.substr(0, 12) : found.front().file;
}

int read(const ReadOptions& options, const std::string& arguments) {
  if (!options.again && !options.files.empty()) {
    throw Error(ErrorKind::usage, "read", "files are named without --again",
                "add --again to read them a second time");
  }
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  bool all_known = true;
  const auto contents = options.again ? contents_again(database, options.files, all_known)
                                      : database.contents_to_read(extract::reader_version());
  Run run(database, "read", this_program(arguments, ""));
  const ReadSummary summary =
      read_contents(database, run.number(), contents, options.limits,
                    [&](const std::string& sha256) { return first_name(database, sha256); });
  print(contents.empty() ? "nothing waits to be read\n" : describe(summary));
  const int status = summary.failed > 0 || !all_known ? 1 : 0;
  run.end(status);
  return status;
}

}  // namespace

void add_read(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "read", "Read what waits in the corpus, or read again what was read.",
                  "read --again da09.pdf --timeout 300");
  auto options = std::make_shared<ReadOptions>();
  command->add_option("file", options->files, "documents, by path, name or SHA-256")
      ->type_name("FILE");
  command->add_flag("--again", options->again,
                    "also what was read before: all of it, or the files that are named");
  add_reader_options(*command, options->limits);
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback(
      [options, &invocation] { invocation.status = read(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
