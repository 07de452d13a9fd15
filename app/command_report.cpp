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

// The edition before the one that is published (`run` made that; 0: the corpus as it is), opened in
// a folder of its own.
class Earlier {
 public:
  Earlier(const corpus::Database& database, std::int64_t run) {
    const auto found = database.select(
        "SELECT name, run_id FROM edition WHERE :run = 0 OR run_id < :run"
        " ORDER BY run_id DESC LIMIT 1",
        {{"run", run}});
    if (found.rows.empty()) return;
    edition_.name = found.rows[0][0].value_or("");
    try {
      database.open_edition(edition_.name, folder_.path() / "corpus");
      database_ = std::make_unique<corpus::Database>(
          corpus::Database::open(folder_.path() / "corpus", corpus::Access::read));
      edition_.changes = database.panel_changes(std::stoll(found.rows[0][1].value_or("0")), run);
      edition_.database = database_.get();
    } catch (const Error& problem) {
      // What it would say of the past is no reason not to publish the present.
      say(problem.what());
      say("so the publication does not say which figures changed since edition " + edition_.name);
      edition_ = {};
    }
  }
  const reports::EarlierEdition& edition() const { return edition_; }

 private:
  PassingFolder folder_;
  std::unique_ptr<corpus::Database> database_;
  reports::EarlierEdition edition_;
};

// What is published, and which rules made it.
struct Published {
  const corpus::Database& database;
  const classify::RuleSet& rules;
  const std::filesystem::path& rules_folder;  // that they were loaded from
  const Earlier& earlier;
};

std::filesystem::path publish(const ReportOptions& options, const Published& published) {
  const auto& [database, rules, rules_folder, earlier] = published;
  reports::PublicationOptions publication;
  publication.earlier = earlier.edition();
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
  const auto made =
      database.select("SELECT program_version, run_id FROM edition WHERE name = :name",
                      {{"name", options.edition}});
  const std::string version = made.rows.at(0)[0].value_or("");
  if (version != INKOOPMONITOR_VERSION)
    say("edition " + options.edition + " was made by version " + version +
        "; pages may be laid out otherwise, figures are the same");
  const Earlier earlier(database, std::stoll(made.rows.at(0)[1].value_or("0")));
  const std::filesystem::path rules = folder.path() / "classify";
  return publish(options, {edition, frozen_rules(edition, folder.path()), rules, earlier});
}

std::filesystem::path publish(const ReportOptions& options, const std::string& arguments) {
  const corpus::Database database = open_for_reading(options.corpus);
  if (!options.edition.empty()) {
    const auto page = publish_edition(options, database);
    corpus::note_run(options.corpus, "report", this_program(arguments, ""));
    return page;
  }
  const classify::RuleSet rules = load_rules();
  const Earlier earlier(database, 0);
  const std::filesystem::path folder = data_folder("classify");
  const auto page = publish(options, {database, rules, folder, earlier});
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
      ->type_name("DOMEIN")
      ->check(CLI::IsMember({"wmo", "jeugd", "participatie"}));
  command->add_option("--lang", options->language, "of labels, titles and data: nl or en")
      ->type_name("LANGUAGE")
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
