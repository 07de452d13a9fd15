#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>

#include "app/commands.h"
#include "app/find_content.h"
#include "app/options.h"
#include "app/output.h"
#include "app/read_contents.h"
#include "app/reading_changes.h"
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

// What reading again changed, document by document.
class Changes {
 public:
  void note(const std::string& name, const std::optional<extract::Document>& before,
            const extract::Document& after) {
    if (!before) {
      ++first_;
      return;
    }
    const std::string lines = describe_changes(*before, after);
    ++(lines.empty() ? unchanged_ : changed_);
    if (!lines.empty()) listed_ += name + "\n" + lines;
  }

  std::string describe() const {
    std::string text =
        listed_ + fmt::format("{} read again: {} unchanged, {} changed",
                              counted(unchanged_ + changed_, "document", "documents"), unchanged_,
                              changed_);
    if (first_ > 0) text += fmt::format("; {} read for the first time", first_);
    return text + "\n";
  }

 private:
  std::size_t unchanged_ = 0, changed_ = 0, first_ = 0;
  std::string listed_;
};

int read(const ReadOptions& options, const std::string& arguments) {
  if (!options.again && !options.files.empty()) {
    throw Error(ErrorKind::usage, "read", "files are named without --again",
                "add --again to read them a second time");
  }
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  bool all_known = true;
  ReadOrder order;
  order.contents = options.again ? contents_again(database, options.files, all_known)
                                 : database.contents_to_read(extract::reader_version());
  order.limits = options.limits;
  order.name_of = [&](const std::string& sha256) { return first_name(database, sha256); };
  Changes changes;
  if (options.again)
    order.before_storing = [&](const std::string& sha256, const extract::Document& document) {
      changes.note(order.name_of(sha256), database.reading(sha256), document);
    };
  Run run(database, "read", this_program(arguments, ""));
  const ReadSummary summary = read_contents(database, run.number(), order);
  print(order.contents.empty() ? "nothing waits to be read\n" : describe(summary));
  if (options.again && !order.contents.empty()) print(changes.describe());
  const int status = summary.failed + summary.members_failed > 0 || !all_known ? 1 : 0;
  database.rebuild_panel();
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
