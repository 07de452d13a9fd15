// Coding on all cores, while one thread keeps the corpus: that one reads documents, hands them in
// here and stores what comes out, in its own order, so that the corpus is the same however many
// threads there are.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "app/coder.h"

namespace inkoopmonitor::app {

class CodingThreads {
 public:
  // `count`: 0 for one for each core. Each thread looks names of municipalities up in the corpus in
  // `folder` by itself. `rules` must outlive the threads.
  CodingThreads(const std::filesystem::path& folder, const classify::RuleSet& rules, int count);
  CodingThreads(const CodingThreads&) = delete;
  CodingThreads& operator=(const CodingThreads&) = delete;
  // What no thread has begun is left undone.
  ~CodingThreads();
  std::size_t count() const { return threads_.size(); }

  std::future<classify::Coding> code(std::shared_ptr<const extract::Document> document,
                                     const corpus::CodingTask& task);

 private:
  using Work = std::packaged_task<classify::Coding(Coder&)>;
  void run(Coder coder);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> waiting_;
  bool stopping_ = false;
  std::vector<corpus::Database> databases_;  // one for each thread
  std::vector<std::thread> threads_;
};

}  // namespace inkoopmonitor::app
