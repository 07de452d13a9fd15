// cluster script and status.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <system_error>

#include "app/cluster_job.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/options.h"
#include "app/output.h"
#include "app/slurm.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& path) {
  return text::escaped_path(path.native());
}

void make_folders(const fs::path& out) {
  for (const char* name : {"shares", "logs"}) {
    std::error_code problem;
    fs::create_directories(out / name, problem);
    if (problem)
      throw Error(ErrorKind::usage, shown(out / name), "cannot be made (" + problem.message() + ")",
                  "name a folder on the shared file system with --out");
  }
}

std::vector<std::uint32_t> unfinished_shares(const ClusterJob& job, const SharePlan& plan) {
  std::vector<std::uint32_t> shares;
  for (std::uint32_t share = 1; share <= plan.shares; ++share)
    if (!state_of(job, share).done) shares.push_back(share);
  return shares;
}

// Submits what is not done yet, and the merging that waits for it.
void submit_job(const ClusterJob& job) {
  const SharePlan plan = read_plan(job.plan);
  const std::string text = job_script(job, plan);
  make_folders(job.out);
  const fs::path script = absolute_path(job.out) / "job.sh";
  write_whole_file(script, text);
  std::string problem;
  const auto queued = queued_tasks(job_name(job.out), problem);
  std::vector<std::uint32_t> shares = unfinished_shares(job, plan);
  std::size_t queued_already = 0;
  if (queued) {
    queued_already =
        std::erase_if(shares, [&](std::uint32_t one) { return queued->contains(one); });
  }
  std::string waits_for;
  if (!shares.empty()) {
    waits_for = submit({"--array=" + ranges_of(shares)}, script.native());
    print(fmt::format("submitted job {}: shares {} of {}\n", waits_for, ranges_of(shares),
                      plan.shares));
  }
  if (queued_already > 0)
    print(counted(queued_already, "share is", "shares are") + " in the queue already\n");
  const JobLimits limits = limits_of(job, plan);
  std::vector<std::string> options = {"--array=0", fmt::format("--time={}", limits.merge_minutes),
                                      fmt::format("--mem={}M", limits.merge_memory_mb)};
  // By name and user, so that it waits for tasks of an earlier submission too.
  if (queued_already > 0)
    options.emplace_back("--dependency=singleton");
  else if (!waits_for.empty())
    options.push_back("--dependency=afterany:" + waits_for);
  const std::string merging = submit(options, script.native());
  print(
      fmt::format("submitted job {}: merging, when they have ended\n"
                  "next: inkoopmonitor cluster status --plan {} --out {}\n",
                  merging, shown(job.plan), shown(job.out)));
}

// --- status --------------------------------------------------------------------------------------

struct StatusRow {
  std::uint32_t share = 0;
  std::string state, node, reason;
  ShareState told;
  double ran = 0, expected = 0;
};

StatusRow row_of(const ClusterJob& job, std::uint32_t share,
                 const std::optional<std::map<std::uint32_t, QueuedTask>>& queued) {
  StatusRow row;
  row.share = share;
  row.told = state_of(job, share);
  row.node = row.told.node;
  const auto task = queued ? queued->find(share) : decltype(queued->find(share)){};
  if (queued && task != queued->end()) {
    row.state = task->second.state == "PENDING" ? "waiting" : "running";
    row.reason = task->second.reason;
    row.ran = task->second.seconds;
    if (!task->second.node.empty()) row.node = task->second.node;
  } else if (share == 0 ? fs::exists(job.out / "corpus.tar") : row.told.done) {
    row.state = "done";
    row.ran = row.told.seconds;
  } else if (row.told.task.empty()) {
    row.state = "not started";
  } else if (!queued) {
    row.state = "unknown";
    row.reason = row.told.complaint;
  } else {
    row.state = "failed";
    const std::string ended = how_it_ended(row.told.task);
    row.reason =
        ended + (ended.empty() || row.told.complaint.empty() ? "" : "; ") + row.told.complaint;
  }
  return row;
}

reports::Table table_of(const std::vector<StatusRow>& rows) {
  reports::Table table;
  for (const char* title : {"share", "state", "documents", "read", "failed", "expected_seconds",
                            "seconds", "node", "reason"})
    table.columns.push_back({title});
  for (const StatusRow& row : rows) {
    table.rows.push_back({row.share == 0 ? "merge" : std::to_string(row.share), row.state,
                          std::to_string(row.told.offered), std::to_string(row.told.read),
                          std::to_string(row.told.failed), fmt::format("{:.0f}", row.expected),
                          fmt::format("{:.0f}", row.ran), row.node, row.reason});
  }
  return table;
}

// What is left, at the pace of the shares that are done, by as many tasks as run now.
std::string expected_end(const std::vector<StatusRow>& rows) {
  double took = 0, expected_of_done = 0;
  for (const StatusRow& row : rows) {
    if (row.state != "done") continue;
    took += row.ran;
    expected_of_done += row.expected;
  }
  const double pace = took > 0 && expected_of_done > 0 ? took / expected_of_done : 1;
  double left = 0;
  std::size_t running = 0;
  for (const StatusRow& row : rows) {
    if (row.state == "done") continue;
    const bool runs = row.state == "running" && row.share != 0;
    // A task that takes longer than expected takes nothing off what others have to do.
    left += std::max(0.0, row.expected * pace - (runs ? row.ran : 0));
    running += runs ? 1 : 0;
  }
  if (running == 0) return "";
  return "about " + duration(left / static_cast<double>(running)) +
         " to go, at the pace so far, before merging";
}

int status(const ClusterJob& job, const std::string& format_name) {
  const reports::Format format = reports::parse_format(format_name);
  const SharePlan plan = read_plan(job.plan);
  std::string problem;
  const auto queued = queued_tasks(job_name(job.out), problem);
  if (!queued) say("note: Slurm does not answer: " + problem + "; shown is what the shares told");
  const auto loads = loads_of(plan);
  std::vector<StatusRow> rows;
  std::map<std::string, std::size_t> states;
  for (std::uint32_t share = 1; share <= plan.shares; ++share) {
    rows.push_back(row_of(job, share, queued));
    rows.back().expected = loads[share - 1].seconds;
    ++states[rows.back().state];
  }
  rows.push_back(row_of(job, 0, queued));
  print(reports::render(table_of(rows), format, terminal_width()));
  std::string summary = counted(plan.shares, "share", "shares");
  for (const auto& [state, number] : states) summary += fmt::format(", {} {}", number, state);
  say(summary);
  if (const std::string end = expected_end(rows); !end.empty()) say(end);
  const bool has_failed = states.contains("failed") || rows.back().state == "failed";
  if (has_failed) {
    say("  What failed goes on where it was saved: inkoopmonitor cluster script --submit. Logs lie "
        "in " +
        shown(job.out / "logs") + ".");
  }
  return has_failed ? 1 : 0;
}

// --- options -------------------------------------------------------------------------------------

void add_place_options(CLI::App& command, ClusterJob& job) {
  command
      .add_option_function<std::string>(
          "--plan", [&job](const std::string& file) { job.plan = file; },
          "the plan that cluster plan made (else plan.csv)")
      ->type_name("PLAN");
  command
      .add_option_function<std::string>(
          "--out", [&job](const std::string& folder) { job.out = folder; },
          "folder on the shared file system for shares, logs and the result (else cluster)")
      ->type_name("DIR");
}

void add_job_options(CLI::App& command, ClusterJob& job) {
  add_place_options(command, job);
  command.add_option("--cores", job.cores, "cores of a task (1)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command.add_option("--time", job.minutes, "minutes that a task may take (else by the plan)")
      ->type_name("MINUTES")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--mem", job.memory_mb, "memory of a task (else by the plan)")
      ->type_name("MB")
      ->check(CLI::Range(std::uint64_t{100}, std::uint64_t{1} << 24));
  command
      .add_option("--save", job.save_minutes,
                  "minutes between two savings of a share (10; 0.5 is 30 seconds)")
      ->type_name("MINUTES")
      ->check(CLI::Range(0.02, 10'000.0));
  command
      .add_option("--program", job.program,
                  "how nodes start the program (else by this program's path), such as \"apptainer "
                  "exec inkoopmonitor.sif inkoopmonitor\"")
      ->type_name("WORDS");
  command
      .add_option("--sbatch", job.sbatch,
                  "a further option of sbatch, such as --sbatch=--partition=thin")
      ->type_name("OPTION")
      ->allow_extra_args(false);
}

}  // namespace

void add_cluster_job(CLI::App& cluster, Invocation& invocation) {
  CLI::App* script = add_command(cluster, "script", "Print the script of the job that does a plan.",
                                 "cluster script --plan plan.csv --out cluster");
  auto job = std::make_shared<ClusterJob>();
  auto submits = std::make_shared<bool>(false);
  add_job_options(*script, *job);
  script->add_flag("--submit", *submits,
                   "submit with sbatch what is not done yet, and the merging after it");
  script->callback([job, submits] {
    if (*submits)
      submit_job(*job);
    else
      print(job_script(*job, read_plan(job->plan)));
  });
  CLI::App* status_command =
      add_command(cluster, "status", "Say which shares are done, run, wait or failed, and why.",
                  "cluster status --plan plan.csv --out cluster");
  auto shown_job = std::make_shared<ClusterJob>();
  auto format = std::make_shared<std::string>("table");
  add_place_options(*status_command, *shown_job);
  add_format_option(*status_command, *format);
  status_command->callback(
      [shown_job, format, &invocation] { invocation.status = status(*shown_job, *format); });
}

}  // namespace inkoopmonitor::app
