// What follows from decisions: dossiers resolved again and the panel made again, behind the
// reviewer's back, so that he never waits for it. It begins when nothing was decided for a moment:
// a decision in the middle of it would wait until the database may be written again.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "classify/classify.h"
#include "corpus/corpus.h"

namespace inkoopmonitor::app::web {

class Follower {
 public:
  // The rules must outlive it. Begins with what an earlier one was stopped in.
  Follower(const std::filesystem::path& corpus, const classify::RuleSet& rules,
           const corpus::Program& program);
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;
  ~Follower();

  // Something was decided about a document in `run`.
  void follow(std::int64_t run, const std::string& sha256);
  // Waits until everything that was decided is worked in. For tests.
  void wait();
  // How often something was worked in: what was computed from the monitor before is old now.
  std::size_t generation() const { return generation_; }

 private:
  void work();
  void rest(std::unique_lock<std::mutex>& lock);
  // False when the corpus cannot be written now, mostly because another program writes; it is tried
  // again.
  bool resolve(std::int64_t& run, const std::set<std::string>& contents);

  const std::filesystem::path corpus_;
  const classify::RuleSet& rules_;
  const corpus::Program program_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::int64_t run_ = 0;
  std::set<std::string> contents_;  // that were decided about
  bool waiting_ = true, working_ = false, stopping_ = false, hurried_ = true;
  std::chrono::steady_clock::time_point first_, last_;  // decisions that wait to be worked in
  std::atomic<std::size_t> generation_ = 0;
  std::string said_;  // why it could not be written, as far as it was said; only of the thread
  std::thread thread_;
};

}  // namespace inkoopmonitor::app::web
