#include "app/coding_threads.h"

#include <algorithm>
#include <utility>

namespace inkoopmonitor::app {

CodingThreads::CodingThreads(const std::filesystem::path& folder, const classify::RuleSet& rules,
                             int count) {
  const unsigned wanted =
      count > 0 ? static_cast<unsigned>(count) : std::thread::hardware_concurrency();
  // Opened before any thread runs: what cannot be opened is the caller's to hear of.
  for (unsigned number = 0; number < std::max(1U, wanted); ++number)
    databases_.push_back(corpus::Database::open(folder, corpus::Access::read));
  for (const corpus::Database& database : databases_)
    threads_.emplace_back([this, &database, &rules] { run(Coder(database, rules)); });
}

CodingThreads::~CodingThreads() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::future<classify::Coding> CodingThreads::code(std::shared_ptr<const extract::Document> document,
                                                  const corpus::CodingTask& task) {
  Work work(
      [document = std::move(document), task](Coder& coder) { return coder.code(*document, task); });
  std::future<classify::Coding> coding = work.get_future();
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
  return coding;
}

void CodingThreads::run(Coder coder) {
  for (;;) {
    Work work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work(coder);  // what it throws goes to whoever takes the result
  }
}

}  // namespace inkoopmonitor::app
