#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/options.h"
#include "app/output.h"
#include "app/passing_folder.h"
#include "app/publishing.h"
#include "error.h"

namespace inkoopmonitor::app {
namespace {

struct ReportOptions {
  int year = 0, from = 0;
  std::string out, edition, domein, language = "nl";
  bool intern = false, no_pdf = false;
  std::filesystem::path corpus;
};

// `rules_folder` is what the rules were loaded from.
std::filesystem::path publish(const ReportOptions& options, const classify::RuleSet& rules,
                              const std::filesystem::path& rules_folder,
                              const corpus::Database& database) {
  reports::PublicationOptions publication;
  publication.year = options.year;
  publication.from = options.from;
  publication.out = options.out;
  publication.domein = options.domein;
  publication.language = options.language;
  publication.intern = options.intern;
  publication.edition = options.edition;
  publication.templates = data_folder("reports/templates");
  publication.boundaries = data_folder("corpus/register") / "boundaries";
  publication.measured = measured_of(rules_folder);
  publication.chromium = options.no_pdf ? "" : find_chromium();
  publication.print = !publication.chromium.empty();
  if (!options.no_pdf && !publication.print)
    say("there is no Chromium on this machine, so monitor.pdf is not made; the pages are "
        "(apt-get install chromium, and run again)");
  publication.review_threshold = rules.review_threshold();
  publication.program_version = INKOOPMONITOR_VERSION;
  publication.ruleset = rules.version();
  return reports::publish(database, codebook_of(rules), publication);
}

// The rules that were frozen with an edition, written to `folder`.
classify::RuleSet frozen_rules(const corpus::Database& edition,
                               const std::filesystem::path& folder) {
  for (const corpus::Row& row : edition.select("SELECT name, bytes FROM edition_file").rows) {
    const std::filesystem::path file = folder / row[0].value_or("");
    std::filesystem::create_directories(file.parent_path());
    write_whole_file(file, row[1].value_or(""));
  }
  return classify::RuleSet::load(folder / "classify");
}

std::filesystem::path publish_edition(const ReportOptions& options,
                                      const corpus::Database& database) {
  const PassingFolder folder;
  database.open_edition(options.edition, folder.path() / "corpus");
  const auto edition = corpus::Database::open(folder.path() / "corpus", corpus::Access::read);
  const auto made = database.select("SELECT program_version FROM edition WHERE name = :name",
                                    {{"name", options.edition}});
  const std::string version = made.rows.at(0)[0].value_or("");
  if (version != INKOOPMONITOR_VERSION)
    say("edition " + options.edition + " was made by version " + version +
        "; pages may be laid out otherwise, figures are the same");
  return publish(options, frozen_rules(edition, folder.path()), folder.path() / "classify",
                 edition);
}

std::filesystem::path publish(const ReportOptions& options, const std::string& arguments) {
  const corpus::Database database = open_for_reading(options.corpus);
  if (!options.edition.empty()) {
    const auto page = publish_edition(options, database);
    corpus::note_run(options.corpus, "report", this_program(arguments, ""));
    return page;
  }
  const classify::RuleSet rules = load_rules();
  const auto page = publish(options, rules, data_folder("classify"), database);
  if (!corpus::note_run(options.corpus, "report", this_program(arguments, rules.version())))
    say("the corpus cannot be written now, so this publication is not in its list of runs");
  return page;
}

}  // namespace

void add_report(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "report", "Write the monitor of a year as pages to read and publish.",
                  "report --year 2025 --out publication");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("--year", options->year, "year of the monitor (its 1 January)")
      ->required()
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--from", options->from, "first year of the trends (else the first known)")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--edition", options->edition, "make it from what this edition froze")
      ->type_name("NAME");
  command->add_option("--domein", options->domein, "only this domain: wmo, jeugd or participatie")
      ->check(CLI::IsMember({"wmo", "jeugd", "participatie"}));
  command->add_option("--lang", options->language, "of labels, titles and data: nl or en")
      ->check(CLI::IsMember({"nl", "en"}));
  command->add_flag("--intern", options->intern,
                    "with quotes of documents that are not public; every page says so");
  command->add_flag("--no-pdf", options->no_pdf, "without monitor.pdf, which needs Chromium");
  command->add_option("--out", options->out, "folder to write")->required()->type_name("DIR");
  add_corpus_option(*command, options->corpus);
  command->callback(
      [options, &invocation] { print(publish(*options, invocation.arguments).native() + "\n"); });
}

}  // namespace inkoopmonitor::app
