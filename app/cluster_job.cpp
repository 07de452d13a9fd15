#include "app/cluster_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <fstream>
#include <map>
#include <system_error>

#include "app/data.h"
#include "app/files.h"
#include "app/next_step.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

// What a share may take beyond its expectation: starting, copying, slower nodes.
constexpr std::uint64_t times_expected = 3, minutes_more = 15, grace_seconds = 120;
// A reading process may have this much (import --memory), the program itself and Tesseract's data
// the rest.
constexpr std::uint64_t reader_mb = 1'500, program_mb = 1'000, merge_mb = 2'500;
// Of computing it takes a twentieth of this; the rest is for disks.
constexpr double merge_seconds_of_page = 0.0025;
constexpr std::size_t log_bytes_looked_at = 64 * 1024;

void check_fits_in_script(const std::string& what, const std::string& words) {
  const bool is_plain = std::all_of(words.begin(), words.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != 0x7f;
  });
  if (is_plain) return;
  throw Error(ErrorKind::usage, what, "holds a line end or another control character",
              "give it on one line");
}

std::string own_path() {
  std::error_code problem;
  const fs::path program = started_program();
  return fs::exists(program, problem) ? program.native() : "inkoopmonitor";
}

// The options that a script needs when it submits once more.
std::string submit_options(const ClusterJob& job) {
  std::string words = fmt::format("--cores {} --save {:g}", job.cores, job.save_minutes);
  if (job.minutes > 0) words += fmt::format(" --time {}", job.minutes);
  if (job.memory_mb > 0) words += fmt::format(" --mem {}", job.memory_mb);
  if (!job.program.empty()) words += " --program " + shell_quoted(job.program);
  for (const std::string& one : job.sbatch) words += " --sbatch " + shell_quoted(one);
  return words;
}

std::string share_file(const ClusterJob& job, std::uint32_t share, const char* extension) {
  return (job.out / "shares" / fmt::format("{:05}.{}", share, extension)).native();
}

std::size_t number_in(const std::string& text) {
  std::size_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size() ? number : 0;
}

// True when it holds the corpus of a share that is whole.
bool read_saved(const std::string& file, ShareState& state) {
  reports::CsvFile csv;
  try {
    csv = reports::parse_csv(first_bytes(file, 64 * 1024), file);
  } catch (const Error&) {
    return false;
  }
  if (csv.header != std::vector<std::string>{"state", "result", "documents"}) return false;
  bool done = false;
  for (const reports::CsvRow& row : csv.rows) {
    done = row.fields[0] == "done";
    const std::size_t number = number_in(row.fields[2]);
    if (row.fields[1] == "offered") state.offered = number;
    if (row.fields[1] == "read" || row.fields[1] == "partly_read") state.read += number;
    if (row.fields[1] == "failed") state.failed = number;
  }
  return done;
}

void read_task(const std::string& file, ShareState& state) {
  std::string line = first_bytes(file, 1024);
  line = line.substr(0, line.find('\n'));
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',')
      fields.emplace_back();
    else
      fields.back() += c;
  }
  if (fields.size() != 4) return;
  state.task = fields[0];
  state.node = fields[1];
  state.started = fields[2];
}

std::string last_complaint(const fs::path& log) {
  std::ifstream stream(log, std::ios::binary | std::ios::ate);
  if (!stream) return "";
  const auto size = static_cast<std::size_t>(std::max<std::streamoff>(0, stream.tellg()));
  const std::size_t from = size - std::min(size, log_bytes_looked_at);
  stream.seekg(static_cast<std::streamoff>(from));
  std::string found;
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with("inkoopmonitor: ") || line.starts_with("slurmstepd: ") ||
        line.find(" ended with status ") != std::string::npos)
      found = line;
  return text::escaped_path(found.substr(0, 200));
}

double seconds_from(const std::string& started, fs::file_time_type until) {
  std::tm time{};
  if (started.size() != 20 || ::strptime(started.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time) == nullptr)
    return 0;
  const auto end = std::chrono::file_clock::to_sys(until);
  const auto begin = std::chrono::system_clock::from_time_t(::timegm(&time));
  return std::max(0.0, std::chrono::duration<double>(end - begin).count());
}

}  // namespace

JobLimits limits_of(const ClusterJob& job, const SharePlan& plan) {
  double seconds = 0, pages = 0;
  std::uint64_t largest = 0;
  for (const ShareLoad& load : loads_of(plan)) {
    seconds = std::max(seconds, load.seconds);
    largest = std::max(largest, load.bytes_of_largest);
    pages += static_cast<double>(load.pages);
  }
  const auto cores = static_cast<std::uint64_t>(job.cores);
  JobLimits limits;
  limits.minutes = static_cast<std::uint64_t>(job.minutes);
  if (limits.minutes == 0)
    limits.minutes =
        minutes_more + static_cast<std::uint64_t>(seconds / 60) * times_expected / cores;
  limits.memory_mb = job.memory_mb;
  if (limits.memory_mb == 0)
    limits.memory_mb = program_mb + reader_mb * cores + 2 * (largest >> 20);
  limits.merge_minutes = minutes_more + times_expected * static_cast<std::uint64_t>(
                                                             pages * merge_seconds_of_page / 60);
  limits.merge_memory_mb = job.memory_mb == 0 ? merge_mb : job.memory_mb;
  return limits;
}

std::string job_name(const fs::path& out) {
  std::uint64_t hash = 14'695'981'039'346'656'037u;
  const fs::path whole = absolute_path(out);
  for (const char c : whole.native())
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
  return fmt::format("inkoopmonitor-{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

std::string job_script(const ClusterJob& job, const SharePlan& plan) {
  const fs::path out = absolute_path(job.out), plan_file = absolute_path(job.plan);
  for (const auto& words : job.sbatch) check_fits_in_script("--sbatch", words);
  check_fits_in_script("--program", job.program);
  check_fits_in_script("--out", out.native());
  check_fits_in_script("--plan", plan_file.native());
  const JobLimits limits = limits_of(job, plan);
  std::string directives;
  for (const std::string& one : job.sbatch) directives += "#SBATCH " + one + "\n";
  const std::map<std::string, std::string> values = {
      {"here", shell_quoted((out / "job.sh").native())},
      {"job_name", job_name(out)},
      {"shares", fmt::format("1-{}", plan.shares)},
      {"shares_count", std::to_string(plan.shares)},
      {"cores", std::to_string(job.cores)},
      {"time", std::to_string(limits.minutes)},
      {"memory", std::to_string(limits.memory_mb)},
      {"merge_time", std::to_string(limits.merge_minutes)},
      {"merge_memory", std::to_string(limits.merge_memory_mb)},
      {"grace_seconds", std::to_string(grace_seconds)},
      {"save_minutes", fmt::format("{:g}", job.save_minutes)},
      {"save_seconds", fmt::format("{:.0f}", job.save_minutes * 60)},
      {"log", (out / "logs" / "%a.log").native()},
      {"directives", directives},
      {"plan", shell_quoted(plan_file.native())},
      {"out", shell_quoted(out.native())},
      {"program", job.program.empty() ? shell_quoted(own_path()) : job.program},
      {"submit_options", submit_options(job)}};
  std::string script;
  const std::string_view text = job_template;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find("{{", at), text.size());
    script += text.substr(at, open - at);
    if (open == text.size()) break;
    const std::size_t close = text.find("}}", open);
    script += values.at(std::string(text.substr(open + 2, close - open - 2)));
    at = close + 2;
  }
  return script;
}

ShareState state_of(const ClusterJob& job, std::uint32_t share) {
  ShareState state;
  const std::string saved = share_file(job, share, "csv");
  const bool is_whole = read_saved(saved, state);
  read_task(share_file(job, share, "task"), state);
  state.complaint = last_complaint(job.out / "logs" / fmt::format("{}.log", share));
  std::error_code problem, other_problem;
  const auto written = fs::last_write_time(saved, problem);
  if (problem) return state;
  const auto planned = fs::last_write_time(job.plan, other_problem);
  state.done = is_whole && !other_problem && planned <= written;
  state.seconds = seconds_from(state.started, written);
  return state;
}

std::string ranges_of(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t at = 0; at < numbers.size();) {
    std::size_t end = at + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    text += (text.empty() ? "" : ",") + std::to_string(numbers[at]);
    if (end - at > 1) text += "-" + std::to_string(numbers[end - 1]);
    at = end;
  }
  return text;
}

}  // namespace inkoopmonitor::app
