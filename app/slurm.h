// Slurm's own commands, asked as a user at a terminal would ask them. Nothing here speaks Slurm's
// protocol or needs its libraries; where its commands are missing, nothing is known.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inkoopmonitor::app {

// What a started command said and how it ended; status 127: there is no such command.
struct Said {
  int status = 127;
  std::string output, errors;
};
Said ask(const std::vector<std::string>& words);

// A task of an array that waits or runs.
struct QueuedTask {
  std::string state;   // RUNNING, PENDING, …
  std::string reason;  // why it waits
  std::string node;
  double seconds = 0;  // that it ran
};

// Tasks of the job of this name, by their number in the array. Nothing where Slurm does not answer;
// then `problem` says why.
std::optional<std::map<std::uint32_t, QueuedTask>> queued_tasks(const std::string& job_name,
                                                                std::string& problem);
// Rows of `squeue --noheader --array --format=%K|%T|%M|%N|%r`; others are passed over.
std::map<std::uint32_t, QueuedTask> parse_queue(const std::string& text);

// How a task ended, as "TIMEOUT" or "FAILED, exit status 3": from scontrol as long as that knows
// it, then from sacct where accounting answers. Empty: nobody knows any more.
std::string how_it_ended(const std::string& task);
// The same, of what `scontrol show job` printed.
std::string parse_ended(const std::string& text);

// Submits a script; gives the number of the job. Throws Error (usage) with what sbatch said.
std::string submit(const std::vector<std::string>& options, const std::string& script);

// Seconds of "1-02:03:04", "02:03:04" or "03:04".
double seconds_of(const std::string& elapsed);

}  // namespace inkoopmonitor::app
