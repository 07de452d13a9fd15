#include "app/web/follower.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "app/output.h"
#include "app/resolve.h"
#include "error.h"

namespace inkoopmonitor::app::web {
namespace {

constexpr auto kTryAgain = std::chrono::seconds(5);
constexpr auto kQuiet = std::chrono::seconds(3), kQuietMax = std::chrono::seconds(30);

}  // namespace

Follower::Follower(const std::filesystem::path& corpus, const classify::RuleSet& rules,
                   const corpus::Program& program)
    : corpus_(corpus), rules_(rules), program_(program), thread_([this] { work(); }) {}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Follower::follow(std::int64_t run, const std::string& sha256) {
  {
    const std::lock_guard lock(mutex_);
    run_ = run;
    contents_.insert(sha256);
    last_ = std::chrono::steady_clock::now();
    if (!waiting_) first_ = last_;
    waiting_ = true;
  }
  changed_.notify_all();
}

void Follower::wait() {
  std::unique_lock lock(mutex_);
  hurried_ = true;
  changed_.notify_all();
  changed_.wait(lock, [&] { return (!waiting_ && !working_) || stopping_; });
}

bool Follower::resolve(std::int64_t& run, const std::set<std::string>& contents) {
  try {
    corpus::Database database = corpus::Database::open(corpus_, corpus::Access::write, 0.0);
    if (contents.empty() && database.dossiers_to_resolve({"", 1}).empty()) return true;
    if (run == 0) run = database.begin_run("review", program_);
    ResolveSummary summary;
    resolve_dossiers(database, run, rules_, summary);
    resolve_dossiers_of(database, run, rules_, contents);
    database.rebuild_panel();
    said_.clear();
    return true;
  } catch (const Error& problem) {
    // Mostly an import or classify is at work, which resolves what is left dirty when it ends.
    if (said_ != problem.problem)
      say("inkoopmonitor: what was decided is kept, but not in the monitor yet: " +
          problem.problem);
    said_ = problem.problem;
    return false;
  } catch (const std::exception& problem) {
    say(std::string("inkoopmonitor: what was decided is kept, but not in the monitor yet: ") +
        problem.what());
    return true;
  }
}

// Until nothing was decided for a moment; not for ever, since there may be a team at work.
void Follower::rest(std::unique_lock<std::mutex>& lock) {
  while (!stopping_ && !hurried_) {
    const auto end = std::min(last_ + kQuiet, first_ + kQuietMax);
    if (std::chrono::steady_clock::now() >= end) return;
    changed_.wait_until(lock, end);
  }
}

void Follower::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait(lock, [&] { return waiting_ || stopping_; });
    rest(lock);
    if (stopping_) return;
    waiting_ = hurried_ = false;
    working_ = true;
    std::int64_t run = run_;
    const std::set<std::string> contents = std::exchange(contents_, {});
    lock.unlock();
    const bool done = resolve(run, contents);
    lock.lock();
    if (done) ++generation_;
    working_ = false;
    if (!done) {
      contents_.insert(contents.begin(), contents.end());
      waiting_ = true;
      changed_.wait_for(lock, kTryAgain, [&] { return stopping_; });
    }
    changed_.notify_all();
  }
}

}  // namespace inkoopmonitor::app::web
