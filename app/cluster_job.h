// The job that does a plan on a Slurm cluster: its script, and the files through which its tasks,
// which see each other only on a shared file system, tell how far they are.
//
//   OUT/job.sh            the script as it was submitted
//   OUT/shares/00003.tar  a share's corpus as it was last saved (a backup)
//   OUT/shares/00003.csv  what that holds: state (reading, done), result, documents
//   OUT/shares/00003.task the task that did the share last: job, node, start, restarts
//   OUT/logs/3.log        what it said; logs/0.log of the merging task
//   OUT/corpus.tar        the merged corpus
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/shares.h"

namespace inkoopmonitor::app {

// app/cluster/job.sh, with {{names}} for what differs from job to job.
extern const char* const job_template;

struct ClusterJob {
  std::filesystem::path plan = "plan.csv", out = "cluster";
  int cores = 1;                // of a task
  int minutes = 0;              // a task may take; 0: by the plan
  std::uint64_t memory_mb = 0;  // of a task; 0: by the plan
  double save_minutes = 10;     // between two savings of a share
  std::string program;          // with which words nodes start it; empty: by this program's path
  std::vector<std::string> sbatch;  // further options of sbatch, as --partition=thin
};

struct JobLimits {
  std::uint64_t minutes = 0, memory_mb = 0;              // of a task that does a share
  std::uint64_t merge_minutes = 0, merge_memory_mb = 0;  // of the one that merges
};
// Three times what the dearest share is expected to take, and what readers may use at the most.
JobLimits limits_of(const ClusterJob& job, const SharePlan& plan);

// How Slurm knows the job that writes into this folder.
std::string job_name(const std::filesystem::path& out);

// Throws Error (usage) for options that no script can hold.
std::string job_script(const ClusterJob& job, const SharePlan& plan);

// What a share has told.
struct ShareState {
  bool done = false;                              // saved whole, since the plan was changed last
  std::size_t offered = 0, read = 0, failed = 0;  // documents in what was saved
  std::string task, node, started;                // empty: never started
  double seconds = 0;                             // from that start to the last saving
  std::string complaint;                          // the last error in its log
};
// Anybody may have written these files: what cannot be understood counts as not told.
ShareState state_of(const ClusterJob& job, std::uint32_t share);

// "1-3,7", as sbatch takes it.
std::string ranges_of(const std::vector<std::uint32_t>& numbers);

}  // namespace inkoopmonitor::app
