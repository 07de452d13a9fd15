// Import in two steps. First every file is offered, which hashes it and keeps its bytes; then what
// is new is read. Offering everything first costs a second copy of a year's files before the first
// page is read, and buys that nothing offered is forgotten: whatever stops the reading, running the
// command again finds what still waits.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/interrupt.h"
#include "app/next_step.h"
#include "app/options.h"
#include "app/output.h"
#include "app/plan.h"
#include "app/progress.h"
#include "app/read_contents.h"
#include "app/shares.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct ImportOptions {
  std::vector<std::string> paths;
  int year = 0;
  std::string manifest;
  std::filesystem::path corpus;
  double wait_seconds = 10;
  ReaderLimits limits;
  std::uint32_t share = 0;  // of the plan of a cluster; 0: an import of paths
  std::string plan;
};

// Files that are offered as one import.
struct ImportPart {
  Plan plan;
  std::string added;  // when a part of a cluster's plan came into it; empty: no such part
};

// What became of the files of this import.
struct OfferSummary {
  std::size_t offered = 0, new_contents = 0, duplicates = 0, known = 0, failed = 0;
  std::map<std::string, std::size_t> skipped;  // extension or kind, how many
  std::map<std::string, std::string> names;    // SHA-256 to the path under which it was offered
  std::vector<std::string> seen_before;        // SHA-256 of known contents and duplicates
};

std::string shown(const std::string& path) {
  return text::escaped_path(path);
}

std::string kind_of(const corpus::Offering& offering) {
  const std::string extension = std::filesystem::path(offering.path).extension().native();
  return extension.empty() ? "other files" : shown(extension);
}

// Makes the corpus when there is none. Another import may be doing the same at this moment: then
// its corpus is as good as ours, and is waited for as any that is being written.
void create_when_missing(const std::filesystem::path& folder) {
  if (corpus::Database::exists(folder)) return;
  try {
    corpus::Database::create(folder, data_folder("corpus/register"));
    say("made a new corpus in " + shown(folder.native()));
  } catch (const Error&) {
    if (!corpus::Database::exists(folder)) throw;
  }
}

std::vector<std::string> documentsoorten() {
  const classify::RuleSet rules = load_rules();
  std::vector<std::string> values;
  if (const classify::Variable* variable = rules.find("documentsoort")) {
    for (const auto& code : variable->codes) values.push_back(code.value);
  }
  return values;
}

Plan make_plan(const ImportOptions& options, const corpus::Database& database) {
  PlanOptions wanted;
  wanted.paths.assign(options.paths.begin(), options.paths.end());
  if (!options.manifest.empty()) wanted.manifest = options.manifest;
  wanted.year = options.year;
  wanted.documentsoorten = documentsoorten;
  Plan plan = plan_import(wanted, database);
  for (const auto& manifest : plan.manifests)
    say("using the manifest " + shown(from_here(manifest).native()));
  if (plan.rows_about_others > 0) {
    say(counted(plan.rows_about_others, "row of the manifest is", "rows of the manifest are") +
        " about files outside the paths that were named; left out");
  }
  return plan;
}

void check_municipalities(const SharedFile& file, const corpus::Database& database,
                          const std::string& plan) {
  for (const std::string& code : file.file.offering.gemeenten) {
    const corpus::Rows found = database.select(
        "SELECT 1 FROM municipality WHERE gm_code = :code LIMIT 1", {{":code", code}});
    if (found.rows.empty())
      throw Error(ErrorKind::usage, shown(plan),
                  "there is no municipality \"" + text::escaped_path(code) + "\"",
                  "make the plan again, or mend the row of " + shown(file.file.offering.path));
  }
}

SharePlan plan_with_share(const ImportOptions& options) {
  SharePlan plan = read_plan(options.plan);
  if (options.share <= plan.shares) return plan;
  throw Error(ErrorKind::usage, "--share " + std::to_string(options.share),
              "the plan has " + counted(plan.shares, "share", "shares"),
              "give a number from 1 to " + std::to_string(plan.shares));
}

// What one share has of a plan, each time that files were added to it a part of its own.
std::vector<ImportPart> parts_of_share(const ImportOptions& options, SharePlan plan,
                                       const corpus::Database& database) {
  std::map<std::string, ImportPart> parts;
  for (SharedFile& file : plan.files) {
    if (file.share != options.share) continue;
    check_municipalities(file, database, options.plan);
    ImportPart& part = parts[file.added];
    part.added = file.added;
    part.plan.files.push_back(std::move(file.file));
  }
  std::vector<ImportPart> ordered;
  for (auto& [added, part] : parts) ordered.push_back(std::move(part));
  return ordered;
}

// Offers one file and says what is worth saying about it; no line for the usual case.
std::string offer(corpus::Database& database, std::int64_t run, const PlannedFile& file,
                  OfferSummary& summary) {
  const std::string name = shown(file.offering.path);
  ++summary.offered;
  if (!file.problem.empty()) {
    database.offer_missing(run, file.offering, file.problem);
    ++summary.failed;
    return "failed: " + name + ": " + file.problem;
  }
  const corpus::OfferedFile offered = database.offer(run, file.offering, file.skip_reason);
  if (!offered.sha256.empty()) summary.names.emplace(offered.sha256, name);
  switch (offered.what) {
    case corpus::Offered::new_content:
      ++summary.new_contents;
      return "";
    case corpus::Offered::known:
      ++summary.known;
      summary.seen_before.push_back(offered.sha256);
      return "";
    case corpus::Offered::duplicate:
      ++summary.duplicates;
      summary.seen_before.push_back(offered.sha256);
      return "duplicate: " + name + ": the same content as " + shown(offered.duplicate_of);
    case corpus::Offered::skipped:
      ++summary.skipped[kind_of(file.offering)];
      return "skipped: " + name + ": " + offered.reason;
    case corpus::Offered::unreadable:
      break;
  }
  ++summary.failed;
  return "failed: " + name + ": " + offered.reason;
}

OfferSummary offer_all(corpus::Database& database, std::int64_t run, const Plan& plan) {
  OfferSummary summary;
  ProgressLine progress("taking in", plan.files.size());
  for (const PlannedFile& file : plan.files) {
    stop_if_interrupted();
    const std::size_t failed_before = summary.failed;
    const std::string line = offer(database, run, file, summary);
    if (!line.empty()) progress.say_above(line);
    progress.document(summary.failed > failed_before);
  }
  return summary;
}

// Of this import, contents that were offered before and could not be read then, what lies in them
// included; without those that are to be read now.
std::size_t failed_before(const corpus::Database& database, const OfferSummary& summary,
                          const std::vector<corpus::Content>& waiting) {
  std::set<std::string> read_now;
  for (const corpus::Content& content : waiting) read_now.insert(content.sha256);
  std::size_t failed = 0;
  for (const std::string& sha256 : summary.seen_before) {
    const corpus::Rows rows = database.select(
        "WITH RECURSIVE inside (id) AS"
        " (SELECT content_id FROM content WHERE sha256 = :sha256"
        "  UNION SELECT content_id FROM member JOIN inside ON container_id = id"
        "        WHERE content_id IS NOT NULL)"
        " SELECT sha256 FROM newest_reading JOIN content USING (content_id)"
        "  WHERE content_id IN (SELECT id FROM inside)"
        "  AND result = 'failed' AND reason NOT LIKE 'not_readable_yet:%'"
        " UNION ALL SELECT '' FROM member"
        "  WHERE container_id IN (SELECT id FROM inside) AND state = 'unreadable'",
        {{":sha256", sha256}});
    for (const corpus::Row& row : rows.rows)
      if (!read_now.contains(row[0].value_or(""))) ++failed;
  }
  return failed;
}

std::string describe(const OfferSummary& summary) {
  std::string text = fmt::format("took in {}: {} new", counted(summary.offered, "file", "files"),
                                 summary.new_contents);
  if (summary.known > 0) text += fmt::format(", {} known already", summary.known);
  if (summary.duplicates > 0) {
    text += ", " + counted(summary.duplicates, "duplicate", "duplicates");
  }
  std::size_t skipped = 0;
  std::string kinds;
  for (const auto& [kind, number] : summary.skipped) {
    skipped += number;
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", number, kind);
  }
  if (skipped > 0) text += fmt::format(", {} skipped ({})", skipped, kinds);
  if (summary.failed > 0) text += fmt::format(", {} not to be opened", summary.failed);
  return text + "\n";
}

// All shares say of a part that it is one import, which began when its files came into the plan;
// that is how `merge` finds the order in which one machine would have taken them in.
corpus::Program program_of(const ImportPart& part, const std::string& arguments) {
  corpus::Program program = this_program(arguments, "");
  if (part.added.empty()) return program;
  program.arguments = "import --share, planned " + part.added;
  program.started = part.added;
  return program;
}

int import_part(corpus::Database& database, const ImportPart& part, const ImportOptions& options,
                const std::string& arguments) {
  Run run(database, "import", program_of(part, arguments));
  const OfferSummary offered = offer_all(database, run.number(), part.plan);
  const auto name_of = [&](const std::string& sha256) {
    const auto name = offered.names.find(sha256);
    return name == offered.names.end() ? sha256.substr(0, 12) : name->second;
  };
  const auto waiting = database.contents_to_read(extract::reader_version());
  const std::size_t known_failures = failed_before(database, offered, waiting);
  const ReadSummary read =
      read_contents(database, run.number(), {waiting, options.limits, name_of, {}});
  print(describe(offered) + describe(read));
  if (known_failures > 0) {
    print(std::to_string(known_failures) + " of them failed before; see: inkoopmonitor status" +
          corpus_argument(options.corpus) + "\n");
  }
  const int status =
      offered.failed + read.failed + read.members_failed + known_failures > 0 ? 1 : 0;
  database.rebuild_panel();
  run.end(status);
  if (read.read + read.partly > 0) {
    print("next: inkoopmonitor classify" + corpus_argument(options.corpus) + "\n");
  }
  return status;
}

int import(const ImportOptions& options, const std::string& arguments) {
  SharePlan shares;
  if (options.share != 0) shares = plan_with_share(options);
  create_when_missing(options.corpus);
  corpus::Database database =
      corpus::Database::open(options.corpus, corpus::Access::write, options.wait_seconds);
  if (options.share == 0)
    return import_part(database, {make_plan(options, database), ""}, options, arguments);
  int status = 0;
  for (const ImportPart& part : parts_of_share(options, std::move(shares), database))
    status = std::max(status, import_part(database, part, options, arguments));
  return status;
}

void add_share_options(CLI::App& command, ImportOptions& options, CLI::Option& paths) {
  CLI::Option* share =
      command.add_option("--share", options.share, "only this share of a plan: see cluster plan")
          ->type_name("I")
          ->check(CLI::Range(1u, shares_max))
          ->excludes(&paths)
          ->excludes("--year")
          ->excludes("--manifest");
  CLI::Option* plan = command.add_option("--plan", options.plan, "the plan that cluster plan made")
                          ->type_name("PLAN")
                          ->needs(share);
  share->needs(plan);
}

}  // namespace

void add_import(CLI::App& program, Invocation& invocation) {
  CLI::App* command =
      add_command(program, "import", "Take in files and folders of documents and read what is new.",
                  "import tests/data/sample --jobs 2");
  auto options = std::make_shared<ImportOptions>();
  CLI::Option* paths =
      command->add_option("path", options->paths, "files and folders")->type_name("PATH");
  command->add_option("--year", options->year, "year of the collection that they belong to")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--manifest", options->manifest, "use this manifest, and no other")
      ->type_name("FILE");
  add_share_options(*command, *options, *paths);
  add_reader_options(*command, options->limits);
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback([options, &invocation] {
    if (options->paths.empty() && options->share == 0)
      throw CLI::RequiredError("PATH, or --share I --plan PLAN,");
    invocation.status = import(*options, invocation.arguments);
  });
}

}  // namespace inkoopmonitor::app
