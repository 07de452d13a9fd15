// Work that takes longer than an answer: import, classify, report. Each runs as a process of this
// program, so that it holds the corpus as it does in a shell, and one that crashes takes nothing
// along.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace inkoopmonitor::app::web {

struct JobState {
  std::string kind;  // import, classify, report; empty: nothing was done yet
  bool running = false;
  int status = 0;    // exit status of what ended it
  std::string said;  // the last lines of what it said
};

class Jobs {
 public:
  explicit Jobs(std::filesystem::path program) : program_(std::move(program)) {}
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  // Ends what runs.
  ~Jobs();

  // Runs command lines one after another until one fails with more than 1. False while others run.
  // `log` gets what they say.
  bool start(const std::string& kind, const std::vector<std::vector<std::string>>& commands,
             const std::filesystem::path& log);
  JobState state();

 private:
  void run(const std::vector<std::vector<std::string>>& commands);
  int run_one(const std::vector<std::string>& command);

  const std::filesystem::path program_;
  std::mutex mutex_;
  JobState state_;
  std::filesystem::path log_;
  int child_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace inkoopmonitor::app::web
