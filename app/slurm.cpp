#include "app/slurm.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <sstream>

#include "app/files.h"
#include "error.h"
#include "text.h"

extern char** environ;

namespace inkoopmonitor::app {
namespace {

constexpr std::size_t answer_bytes_max = std::size_t{64} << 20;

// A file without a name, for what a command says. (Two pipes would have to be read in turn.)
class SaidFile {
 public:
  SaidFile() : descriptor_(::memfd_create("said", MFD_CLOEXEC)) {
    if (descriptor_ < 0)
      throw Error(ErrorKind::usage, "this machine", "there is no memory for a command's answer",
                  "close other programs, and run this again");
  }
  SaidFile(const SaidFile&) = delete;
  SaidFile& operator=(const SaidFile&) = delete;
  ~SaidFile() { ::close(descriptor_); }

  int descriptor() const { return descriptor_; }
  std::string text() const {
    std::string all;
    char buffer[4096];
    off_t at = 0;
    while (all.size() < answer_bytes_max) {
      const ssize_t size = ::pread(descriptor_, buffer, sizeof buffer, at);
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) break;
      all.append(buffer, static_cast<std::size_t>(size));
      at += size;
    }
    return text::valid_utf8(all);
  }

 private:
  int descriptor_;
};

std::vector<std::string> parted(const std::string& line, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : line) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// The value of NAME=value in what scontrol prints.
std::string value_of(const std::string& text, const std::string& name) {
  const std::string wanted = " " + name + "=";
  const std::size_t at = text.find(wanted);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + wanted.size();
  return text.substr(begin, std::min(text.find_first_of(" \n", begin), text.size()) - begin);
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

// "3:0" is exit status 3, "0:9" signal 9.
std::string with_exit(std::string state, const std::string& exit) {
  const auto parts = parted(exit, ':');
  if (parts.size() != 2 || exit == "0:0") return state;
  return state + (parts[1] == "0" ? ", exit status " + parts[0] : ", signal " + parts[1]);
}

}  // namespace

Said ask(const std::vector<std::string>& words) {
  const SaidFile output, errors;
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  if (::posix_spawn_file_actions_init(&actions) != 0) return {};
  pid_t process = 0;
  const bool ready =
      ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) == 0 &&
      ::posix_spawn_file_actions_adddup2(&actions, output.descriptor(), 1) == 0 &&
      ::posix_spawn_file_actions_adddup2(&actions, errors.descriptor(), 2) == 0;
  const bool started = ready && ::posix_spawnp(&process, words.front().c_str(), &actions, nullptr,
                                               arguments.data(), environ) == 0;
  ::posix_spawn_file_actions_destroy(&actions);
  if (!started) return {};
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output.text(),
          errors.text()};
}

double seconds_of(const std::string& elapsed) {
  const std::size_t dash = elapsed.find('-');
  double seconds = 0;
  const auto number = [](const std::string& text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  for (const std::string& part :
       parted(dash == std::string::npos ? elapsed : elapsed.substr(dash + 1), ':'))
    seconds = seconds * 60 + number(part);
  return seconds + (dash == std::string::npos ? 0 : 86'400 * number(elapsed.substr(0, dash)));
}

std::map<std::uint32_t, QueuedTask> parse_queue(const std::string& text) {
  std::map<std::uint32_t, QueuedTask> tasks;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto fields = parted(line, '|');
    if (fields.size() != 5) continue;
    std::uint32_t share = 0;
    const auto* const end = fields[0].data() + fields[0].size();
    const auto [stop, problem] = std::from_chars(fields[0].data(), end, share);
    if (problem != std::errc{} || stop != end) continue;
    tasks[share] = {fields[1], fields[4] == "None" ? "" : fields[4], fields[3],
                    seconds_of(fields[2])};
  }
  return tasks;
}

std::optional<std::map<std::uint32_t, QueuedTask>> queued_tasks(const std::string& job_name,
                                                                std::string& problem) {
  const Said said =
      ask({"squeue", "--noheader", "--array", "--name=" + job_name, "--format=%K|%T|%M|%N|%r"});
  if (said.status == 0) return parse_queue(said.output);
  problem = said.status == 127 ? "there is no squeue on this machine" : first_line(said.errors);
  return std::nullopt;
}

std::string parse_ended(const std::string& text) {
  const std::string state = value_of(text, "JobState");
  return with_exit(state, value_of(text, "ExitCode"));
}

std::string how_it_ended(const std::string& task) {
  const Said known = ask({"scontrol", "show", "job", task});
  if (known.status == 0) return parse_ended(known.output);
  const Said accounted = ask({"sacct", "--noheader", "--parsable2", "--allocations",
                              "--jobs=" + task, "-o", "State,ExitCode"});
  const auto fields = parted(first_line(accounted.output), '|');
  return accounted.status == 0 && fields.size() == 2 ? with_exit(fields[0], fields[1]) : "";
}

std::string submit(const std::vector<std::string>& options, const std::string& script) {
  std::vector<std::string> words = {"sbatch", "--parsable"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(script);
  const Said said = ask(words);
  if (said.status == 0) return parted(first_line(said.output), ';').front();
  throw Error(
      ErrorKind::usage, "sbatch",
      said.status == 127 ? "is not on this machine" : first_line(said.errors),
      said.status == 127
          ? "run this where Slurm is, or take the script there: inkoopmonitor cluster script"
          : "mend what it names; further options of sbatch go behind --sbatch");
}

}  // namespace inkoopmonitor::app
