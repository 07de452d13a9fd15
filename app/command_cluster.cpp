// Past one machine: a plan that parts an import into shares, and what a Slurm cluster needs to do
// them. The work itself is done by import, classify and merge.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <ctime>
#include <memory>

#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "app/passing_folder.h"
#include "app/progress.h"
#include "app/shares.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

struct PlanCommandOptions {
  std::uint32_t shares = 0;
  std::vector<std::string> paths;
  int year = 0;
  std::string manifest;
  fs::path out = "plan.csv";
};

std::string now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Plan files_of(const PlanCommandOptions& options) {
  PlanOptions wanted;
  wanted.paths.assign(options.paths.begin(), options.paths.end());
  if (!options.manifest.empty()) wanted.manifest = options.manifest;
  wanted.year = options.year;
  wanted.documentsoorten = [] {
    std::vector<std::string> values;
    const auto codebook = load_codebook();
    for (const classify::Variable& variable : codebook.variables)
      if (variable.name == "documentsoort")
        for (const auto& code : variable.codes) values.push_back(code.value);
    return values;
  };
  // A corpus without documents, for the register that municipalities are looked up in.
  const PassingFolder folder;
  return plan_import(
      wanted, corpus::Database::create(folder.path() / "corpus", data_folder("corpus/register")));
}

SharedFile look_at(PlannedFile file) {
  SharedFile shared;
  if (file.skip_reason.empty() && file.problem.empty()) {
    DocumentLooker looker;
    const auto hash = corpus::file_hash(fs::path(file.offering.root) / file.offering.path,
                                        [&](std::string_view bytes) { looker.add(bytes); });
    shared.sha256 = hash.sha256;
    shared.bytes = hash.bytes;
    if (!hash.sha256.empty()) {
      shared.look = looker.look();
      shared.seconds = expected_seconds(shared.look);
    }
  }
  shared.file = std::move(file);
  return shared;
}

SharePlan earlier_plan(const PlanCommandOptions& options) {
  SharePlan plan;
  plan.shares = options.shares;
  if (!fs::exists(options.out)) return plan;
  plan = read_plan(options.out);
  if (plan.shares == options.shares) return plan;
  throw Error(ErrorKind::usage, text::escaped_path(options.out.native()),
              "parts into " + counted(plan.shares, "share", "shares"),
              fmt::format("give {}, or name a new plan with --out", plan.shares));
}

// What each share has to do, for people.
std::string describe(const SharePlan& plan) {
  const std::vector<ShareLoad> loads = loads_of(plan);
  ShareLoad all;
  double most = 0, least = loads.front().seconds;
  for (const ShareLoad& load : loads) {
    all.files += load.files;
    all.documents += load.documents;
    all.pages += load.pages;
    all.scans += load.scans;
    all.bytes += load.bytes;
    all.seconds += load.seconds;
    most = std::max(most, load.seconds);
    least = std::min(least, load.seconds);
  }
  return fmt::format(
      "{} ({}, about {}, {} of them scanned, {:.1f} MB) in {}\n"
      "  expected: {} on one core; the largest share {}, the smallest {}\n",
      counted(all.files, "file", "files"), counted(all.documents, "document", "documents"),
      counted(all.pages, "page", "pages"), all.scans, static_cast<double>(all.bytes) / 1e6,
      counted(plan.shares, "share", "shares"), duration(all.seconds), duration(most),
      duration(least));
}

void plan_shares(const PlanCommandOptions& options) {
  SharePlan plan = earlier_plan(options);
  Plan files = files_of(options);
  for (const auto& manifest : files.manifests)
    say("using the manifest " + text::escaped_path(from_here(manifest).native()));
  std::vector<SharedFile> found;
  ProgressLine progress("planning", files.files.size());
  for (PlannedFile& file : files.files) {
    stop_if_interrupted();
    found.push_back(look_at(std::move(file)));
    progress.document(false);
  }
  const std::size_t before = plan.files.size();
  add_to_plan(plan, std::move(found), now());
  if (plan.files.empty())
    throw Error(ErrorKind::usage, "the paths", "there are no files below them",
                "name folders that hold documents");
  write_whole_file(options.out, plan_as_csv(plan));
  print(fmt::format("wrote {}: {}", text::escaped_path(options.out.native()), describe(plan)));
  if (before > 0)
    print(fmt::format("  {} were in it before and keep their share\n",
                      counted(before, "file", "files")));
}

void add_plan(CLI::App& cluster) {
  CLI::App* command = add_command(
      cluster, "plan",
      "Part what an import of these paths would read into shares of equal expected cost.",
      "cluster plan 2 tests/data/sample --out plan.csv");
  auto options = std::make_shared<PlanCommandOptions>();
  command->add_option("shares", options->shares, "how many shares")
      ->required()
      ->type_name("N")
      ->check(CLI::Range(1u, shares_max));
  command->add_option("path", options->paths, "files and folders")->required()->type_name("PATH");
  command->add_option("--year", options->year, "year of the collection that they belong to")
      ->type_name("YEAR")
      ->check(CLI::Range(1990, 2100));
  command->add_option("--manifest", options->manifest, "use this manifest, and no other")
      ->type_name("FILE");
  command
      ->add_option_function<std::string>(
          "--out", [options](const std::string& file) { options->out = file; },
          "the plan (else plan.csv); one that is there is added to, and what it holds stays where "
          "it is")
      ->type_name("PLAN");
  command->callback([options] { plan_shares(*options); });
}

}  // namespace

void add_cluster(CLI::App& program, Invocation& invocation) {
  CLI::App* cluster =
      program.add_subcommand("cluster", "Read an archive in shares, on the nodes of a cluster.");
  cluster->require_subcommand(1);
  cluster->footer("Example:\n  inkoopmonitor cluster plan 2 tests/data/sample --out plan.csv");
  add_plan(*cluster);
  add_cluster_job(*cluster, invocation);
}

}  // namespace inkoopmonitor::app
