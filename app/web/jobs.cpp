#include "app/web/jobs.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "app/files.h"
#include "text.h"

extern char** environ;

namespace inkoopmonitor::app::web {
namespace {

constexpr std::size_t kSaidMax = 4000;

std::string last_lines(const std::filesystem::path& file) {
  std::string bytes = first_bytes(file, 16u << 20);
  if (bytes.size() > kSaidMax) {
    bytes.erase(0, bytes.size() - kSaidMax);
    bytes.erase(0, std::min(bytes.find('\n') + 1, bytes.size()));
  }
  return text::valid_utf8(bytes);
}

}  // namespace

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (child_ > 0) ::kill(child_, SIGTERM);
  }
  if (thread_.joinable()) thread_.join();
}

bool Jobs::start(const std::string& kind, const std::vector<std::vector<std::string>>& commands,
                 const std::filesystem::path& log) {
  const std::lock_guard lock(mutex_);
  if (state_.running) return false;
  if (thread_.joinable()) thread_.join();
  state_ = {kind, true, 0, {}};
  log_ = log;
  std::error_code ignored;
  std::filesystem::remove(log, ignored);
  thread_ = std::thread([this, commands] { run(commands); });
  return true;
}

JobState Jobs::state() {
  const std::lock_guard lock(mutex_);
  JobState state = state_;
  if (!state.kind.empty()) state.said = last_lines(log_);
  return state;
}

void Jobs::run(const std::vector<std::vector<std::string>>& commands) {
  int status = 0;
  for (const auto& command : commands) {
    status = std::max(status, run_one(command));
    if (status > 1) break;
  }
  const std::lock_guard lock(mutex_);
  state_.running = false;
  state_.status = status;
}

int Jobs::run_one(const std::vector<std::string>& command) {
  constexpr int kNotStarted = 3;
  std::vector<std::string> words = {program_.native()};
  words.insert(words.end(), command.begin(), command.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log_.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  {
    const std::lock_guard lock(mutex_);
    const int failed = stopping_ ? ECANCELED
                                 : ::posix_spawn(&child, program_.c_str(), &files, nullptr,
                                                 arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed != 0) return kNotStarted;
    child_ = child;
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const std::lock_guard lock(mutex_);
  child_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kNotStarted;
}

}  // namespace inkoopmonitor::app::web
