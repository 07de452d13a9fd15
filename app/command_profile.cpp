#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.h"
#include "app/data.h"
#include "app/options.h"
#include "app/output.h"
#include "app/publishing.h"

namespace inkoopmonitor::app {
namespace {

struct ProfileCommand {
  reports::ProfileOptions profile;
  std::string out;
  std::filesystem::path corpus;
  bool no_pdf = false;
};

std::filesystem::path publish(ProfileCommand command, const std::string& arguments) {
  const corpus::Database database = open_for_reading(command.corpus);
  const classify::RuleSet rules = load_rules();
  reports::ProfileOptions& options = command.profile;
  options.out = command.out;
  options.templates = data_folder("reports/templates");
  options.review_threshold = rules.review_threshold();
  options.program_version = INKOOPMONITOR_VERSION;
  options.ruleset = rules.version();
  options.chromium = command.no_pdf ? "" : find_chromium();
  options.print = !options.chromium.empty();
  if (!command.no_pdf && !options.print)
    say("there is no Chromium on this machine, so profiel.pdf is not made; the page is "
        "(apt-get install chromium, and run again)");
  const auto page = reports::write_profile(database, codebook_of(rules), options);
  if (!corpus::note_run(command.corpus, "profile", this_program(arguments, rules.version())))
    say("the corpus cannot be written now, so this profile is not in its list of runs");
  return page;
}

}  // namespace

void add_profile(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(program, "profile",
                                  "Write a note on how one municipality buys, to read and print.",
                                  "profile Groningen --out profiel-groningen");
  auto options = std::make_shared<ProfileCommand>();
  command->add_option("gemeente", options->profile.municipality, "name or CBS code (GM0014)")
      ->type_name("GEMEENTE")
      ->required();
  command->add_option("--year", options->profile.year, "1 January of this year (else the last)")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_flag("--intern", options->profile.intern,
                    "with quotes of documents that are not public; the page says so");
  command->add_flag("--no-pdf", options->no_pdf, "without profiel.pdf, which needs Chromium");
  command->add_option("--out", options->out, "folder to write")->required()->type_name("DIR");
  add_corpus_option(*command, options->corpus);
  command->callback(
      [options, &invocation] { print(publish(*options, invocation.arguments).native() + "\n"); });
}

}  // namespace inkoopmonitor::app
