// The parent's loop: starts children, reads what they answer, hands out documents in the order in
// which they came.
//
// One thread and poll(). Threads were turned down: the parent does nothing but wait, and a process
// with threads cannot be started from safely. Tasks of the earliest document go first, so that few
// documents are open at a time and memory stays bounded; a document that waits for an earlier one
// counts as open.
#include "extract/extract.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <list>
#include <memory>
#include <thread>
#include <utility>

#include "error.h"
#include "extract/child.h"
#include "extract/clocks.h"
#include "extract/reading.h"

namespace inkoopmonitor::extract {
namespace {

using Clock = std::chrono::steady_clock;

// A child, the document that it reads for, and what it has said so far.
struct Running {
  Running(Starter& starter, Reading& reading_of, const Task& task_of, const Options& options)
      : reading(&reading_of),
        task(task_of),
        next(task_of.first),
        child(starter, reading_of.file(), task_of, options),
        clocks(task_of, options) {}

  Reading* reading;
  Task task;
  std::uint32_t next;  // the page that it is reading
  Child child;
  Clocks clocks;
  MessageCutter messages;
  std::uint64_t received = 0;
  bool closed = false;  // it has closed its pipe
  bool done = false;
  std::optional<Trouble> trouble;
};

// Nothing that a child may do brings about a signal of these kinds, nor does its file, but for
// SIGKILL when the kernel's limit on computing was passed.
bool comes_from_outside(int signal) {
  return signal == SIGKILL || signal == SIGTERM || signal == SIGINT || signal == SIGHUP ||
         signal == SIGQUIT;
}

}  // namespace

Trouble trouble_of_end(const ChildEnd& end, const Task& task, const Options& options) {
  const unsigned computing_max = computing_seconds_max(task, options);
  const std::string limit = fmt::format("{} MiB", options.memory_bytes >> 20);
  if (!end.by_signal && end.number == child_out_of_memory)
    return {"memory_limit", "reading took more memory than " + limit};
  if (!end.by_signal && end.number == child_flooded)
    return {"output_limit", "the reader complained without end about what it read"};
  if (!end.by_signal && end.number == child_wrong_start)
    return {"crashed", "the reader could not limit itself, so it did not open the file"};
  if (!end.by_signal)
    return {"crashed", fmt::format("the reader ended with status {}", end.number)};
  if (end.by_parent) return {"protocol_error", "the reader stopped answering before it was done"};
  if (end.number == SIGXCPU || (end.number == SIGKILL && end.computed >= computing_max))
    return {"timeout", fmt::format("reading took more than {} s of computing", computing_max)};
  if (comes_from_outside(end.number))
    return {"killed",
            "the reader was ended from outside, twice, as happens when the machine has no memory "
            "left"};
  return {"crashed", fmt::format("the reader was ended by signal {}", end.number)};
}

namespace {

class Loop {
 public:
  Loop(const std::function<std::optional<Source>()>& next,
       const std::function<void(const std::string&, Document)>& on_document,
       const std::function<void(const Progress&)>& on_progress, const Options& options)
      : next_(next), on_document_(on_document), on_progress_(on_progress), options_(options) {
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    jobs_ = options.jobs > 0 ? static_cast<std::size_t>(options.jobs) : cores;
  }

  void run(const volatile bool* stop) {
    while (stop == nullptr || !*stop) {
      start_children();
      deliver();
      if (running_.empty()) {
        if (open_.empty() && exhausted_) return;
        continue;
      }
      wait();
    }
  }

 private:
  void start_children() {
    while (running_.size() < jobs_) {
      const auto ready = std::find_if(open_.begin(), open_.end(),
                                      [](const auto& reading) { return reading->has_task(); });
      if (ready != open_.end()) {
        const Task task = (*ready)->take_task();
        running_.emplace_back(starter_, **ready, task, options_);
      } else if (!admit()) {
        return;
      }
    }
  }

  // Takes the next file, unless there is none or enough wait already.
  bool admit() {
    if (exhausted_ || open_.size() >= 2 * jobs_ + 2) return false;
    std::optional<Source> source = next_();
    if (!source) {
      exhausted_ = true;
      return false;
    }
    open_.push_back(std::make_unique<Reading>(std::move(*source), options_));
    return true;
  }

  void deliver() {
    while (!open_.empty() && open_.front()->is_finished()) {
      const std::unique_ptr<Reading> reading = std::move(open_.front());
      open_.pop_front();
      tell_progress(*reading);
      on_document_(reading->id(), reading->finish());
    }
  }

  void tell_progress(Reading& reading) {
    const Progress progress = reading.take_progress();
    if (on_progress_ && (progress.pages_read > 0 || progress.pages_found > 0))
      on_progress_(progress);
  }

  void wait() {
    std::vector<pollfd> descriptors;
    for (const Running& one : running_) descriptors.push_back({one.child.answers(), POLLIN, 0});
    constexpr int milliseconds_max = 100;  // so that `stop` and deadlines are seen
    const int count = ::poll(descriptors.data(), descriptors.size(), milliseconds_max);
    if (count < 0 && errno != EINTR)
      throw Error(ErrorKind::corpus, "reading", std::strerror(errno), "start again");
    const double seconds = seconds_listened();
    std::size_t at = 0;
    for (auto one = running_.begin(); one != running_.end(); ++at) {
      bool alive = true;
      one->clocks.listened(seconds, one->child.computed());
      if (count > 0 && descriptors[at].revents != 0) alive = receive(*one);
      if (const auto passed = one->clocks.passed(); alive && passed) {
        one->trouble = {"timeout", *passed};
        alive = false;
      }
      tell_progress(*one->reading);
      if (!alive) finish(*one);
      one = alive ? std::next(one) : running_.erase(one);
    }
  }

  // Since it was last asked. Longer than any round of this loop takes is time in which this process
  // was stopped or at work for its caller, and no child was heard.
  double seconds_listened() {
    const Clock::time_point before = std::exchange(listened_until_, Clock::now());
    constexpr double round_max = 1;
    return std::min(round_max, std::chrono::duration<double>(listened_until_ - before).count());
  }

  // False when there is no more to come from this child.
  bool receive(Running& one) {
    char bytes[1 << 16];
    const ssize_t count = ::read(one.child.answers(), bytes, sizeof bytes);
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    if (count == 0) {
      one.closed = true;
      return false;
    }
    one.clocks.answered();
    one.received += static_cast<std::uint64_t>(count);
    // What is taken out of a container has a limit of its own.
    if (one.received > options_.output_bytes + 2 * one.task.members.bytes_all) {
      one.trouble = {
          "output_limit",
          fmt::format("the file gives more than {} MiB of text", options_.output_bytes >> 20),
          true};
      return false;
    }
    one.messages.append({bytes, static_cast<std::size_t>(count)});
    return take_messages(one);
  }

  bool take_messages(Running& one) {
    while (const auto message = one.messages.next()) {
      const auto answer = decode(*message);
      if (one.done || !answer || !take(one, *answer, message->size()))
        return refuse(one, "an answer has not the agreed form");
    }
    return !one.messages.is_too_long() || refuse(one, "an answer is too long");
  }

  static bool take(Running& one, const Answer& answer, std::size_t bytes) {
    if (std::holds_alternative<DoneAnswer>(answer)) {
      one.done = true;
      return true;
    }
    if (const auto* failure = std::get_if<FailureAnswer>(&answer)) {
      one.trouble = {failure->code, failure->sentence};
      return true;
    }
    if (const auto* page = std::get_if<PageAnswer>(&answer)) {
      if (page->page.number != one.next || one.next > one.task.last) return false;
      ++one.next;
    }
    return one.reading->take(one.task, answer, bytes);
  }

  static bool refuse(Running& one, const char* why) {
    one.trouble = {"protocol_error", why};
    return false;
  }

  void finish(Running& one) {
    constexpr std::chrono::milliseconds patience(1000);
    const bool is_explained = one.done || one.trouble || !one.closed;
    const ChildEnd end = one.child.end(is_explained ? patience.zero() : patience);
    if (!one.done && !one.trouble) one.trouble = trouble_of_end(end, one.task, options_);
    one.reading->end(one.task, one.next, one.trouble);
  }

  const std::function<std::optional<Source>()>& next_;
  const std::function<void(const std::string&, Document)>& on_document_;
  const std::function<void(const Progress&)>& on_progress_;
  const Options& options_;
  std::size_t jobs_ = 1;
  bool exhausted_ = false;
  Clock::time_point listened_until_ = Clock::now();
  std::deque<std::unique_ptr<Reading>> open_;
  Starter starter_;
  std::list<Running> running_;  // after open_: children end before what they read for
};

}  // namespace

void read_files(const std::function<std::optional<Source>()>& next,
                const std::function<void(const std::string& id, Document)>& on_document,
                const std::function<void(const Progress&)>& on_progress, const Options& options,
                const volatile bool* stop) {
  Loop(next, on_document, on_progress, options).run(stop);
}

}  // namespace inkoopmonitor::extract
