// Verify, backup and restore: the corpus against itself, and against the loss of the disk.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/findings.h"
#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& path) {
  return text::escaped_path(path.native());
}

struct VerifyOptions {
  fs::path corpus;
  std::string format = "table", salvage;
};

int verify(const VerifyOptions& options) {
  const reports::Format format = reports::parse_format(options.format);
  if (!corpus::Database::exists(options.corpus)) open_for_reading(options.corpus);
  const corpus::Verified verified = corpus::verify(options.corpus, stop_if_interrupted);
  if (!verified.findings.empty() || format != reports::Format::table)
    print(reports::render(table_of(verified.findings), format, terminal_width()));
  const std::string looked_at = fmt::format(
      "looked at {}, {} and {}: ", counted(verified.files, "file", "files"),
      counted(verified.pages, "page", "pages"), counted(verified.quotes, "quote", "quotes"));
  if (verified.findings.empty()) {
    say(looked_at + "all is as it was stored");
    return 0;
  }
  say(looked_at + counted(verified.findings.size(), "finding", "findings") +
      "\n  Restore a backup, or save what can be read with: inkoopmonitor verify --salvage DIR.");
  return 1;
}

int salvage(const VerifyOptions& options) {
  if (!corpus::Database::exists(options.corpus)) open_for_reading(options.corpus);
  const auto lost = corpus::salvage(options.corpus, options.salvage, stop_if_interrupted);
  if (!lost.empty())
    print(reports::render(table_of(lost), reports::Format::table, terminal_width()));
  say("saved what can be read of " + shown(options.corpus) + " in " + shown(options.salvage) +
      "\n  Next: inkoopmonitor read, then inkoopmonitor classify, with --corpus " +
      shown(options.salvage) + ".");
  return lost.empty() ? 0 : 1;
}

struct FileOptions {
  fs::path corpus;
  std::string file;
};

}  // namespace

void add_verify(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(
      program, "verify", "Hold every file, page and quote of the corpus against what was stored.",
      "verify");
  auto options = std::make_shared<VerifyOptions>();
  command
      ->add_option("--salvage", options->salvage,
                   "make a new corpus here of all that can still be read of a damaged one")
      ->type_name("DIR");
  add_corpus_option(*command, options->corpus);
  add_format_option(*command, options->format);
  command->callback([options, &invocation] {
    invocation.status = options->salvage.empty() ? verify(*options) : salvage(*options);
  });
}

void add_backup(CLI::App& program, Invocation&) {
  CLI::App* command =
      add_command(program, "backup",
                  "Copy the whole corpus into one file (tar), also while others write to it.",
                  "backup monitor-backup.tar");
  auto options = std::make_shared<FileOptions>();
  command->add_option("file", options->file, "file to make")->required()->type_name("FILE");
  add_corpus_option(*command, options->corpus);
  command->callback([options] {
    open_for_reading(options->corpus).backup(options->file, stop_if_interrupted);
    print(fmt::format("wrote {} and read it back: {:.1f} MB\n", shown(options->file),
                      static_cast<double>(fs::file_size(options->file)) / 1e6));
  });
}

void add_restore(CLI::App& program, Invocation&) {
  CLI::App* command = add_command(program, "restore", "Make the corpus of a backup again.",
                                  "restore monitor-backup.tar --corpus restored");
  auto options = std::make_shared<FileOptions>();
  command->add_option("file", options->file, "the backup")->required()->type_name("FILE");
  add_corpus_option(*command, options->corpus);
  command->callback([options] {
    corpus::restore(options->file, options->corpus, stop_if_interrupted);
    print("restored " + shown(options->file) + " in " + shown(options->corpus) + "\n");
  });
}

}  // namespace inkoopmonitor::app
