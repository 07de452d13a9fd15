// The real program, started as a user would start it. PROGRAM is its path (set by CMake).
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/temporary_folder.h"

namespace inkoopmonitor::testing_support {

struct Outcome {
  std::string command;         // as typed, for messages
  int status = -1;             // exit status; 128 and the signal when one ended it
  std::string output, errors;  // what it wrote on the two streams
};

class Program {
 public:
  // Runs in `folder`, where it finds and makes the corpus `monitor`. `file`: another than PROGRAM.
  explicit Program(std::filesystem::path folder, std::filesystem::path file = PROGRAM)
      : folder_(std::move(folder)), file_(std::move(file)) {}

  // What the started process does before it becomes the program: give up rights, set limits.
  std::function<void()> before_start;

  // Starts it at the head of a process group of its own. Its output goes to files of `log`.
  pid_t start(const std::vector<std::string>& arguments, const TemporaryFolder& log) const {
    std::vector<const char*> pointers = {file_.c_str()};
    for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
    pointers.push_back(nullptr);
    const std::string out = log.path() / "out", err = log.path() / "err";
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no process can be started");
    if (child > 0) return child;
    ::setpgid(0, 0);
    const int output = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int errors = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int input = ::open("/dev/null", O_RDONLY);
    if (::dup2(input, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(errors, 2) < 0 ||
        ::chdir(folder_.c_str()) != 0 || ::unsetenv("INKOOPMONITOR_CORPUS") != 0 ||
        ::setenv("XDG_CONFIG_HOME", log.path().c_str(), 1) != 0) {
      ::_exit(126);
    }
    if (before_start) before_start();
    ::execv(file_.c_str(), const_cast<char**>(pointers.data()));
    ::_exit(127);
  }

  static int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
      if (errno != EINTR) throw std::runtime_error("the program was lost");
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

  Outcome run(const std::vector<std::string>& arguments) const {
    const TemporaryFolder log;
    Outcome outcome;
    outcome.command = "inkoopmonitor";
    for (const std::string& argument : arguments) outcome.command += " " + argument;
    outcome.status = wait_for(start(arguments, log));
    outcome.output = bytes_of(log.path() / "out");
    outcome.errors = bytes_of(log.path() / "err");
    return outcome;
  }

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_, file_;
};

}  // namespace inkoopmonitor::testing_support
