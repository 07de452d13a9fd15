// What all pages share. Private to app/web.
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/web/follower.h"
#include "app/web/jobs.h"
#include "app/web/look.h"
#include "app/web/pictures.h"
#include "app/web/queue.h"
#include "app/web/router.h"
#include "app/web/site.h"
#include "classify/classify.h"
#include "corpus/corpus.h"
#include "corpus/review.h"
#include "reports/reports.h"

namespace inkoopmonitor::app::web {

// Open corpora, each used by one thread at a time and kept for the next.
class Databases {
 public:
  explicit Databases(std::filesystem::path folder) : folder_(std::move(folder)) {}
  using Lease = std::unique_ptr<corpus::Database, std::function<void(corpus::Database*)>>;
  Lease lease();

 private:
  std::filesystem::path folder_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<corpus::Database>> idle_;
};

struct Context {
  explicit Context(const SiteOptions& options);

  // Writes what a reviewer did. One at a time: SQLite lets one write anyway.
  template <typename Work>
  auto write(const Work& work) {
    const std::lock_guard lock(writing);
    corpus::Reviews reviews(options.corpus);
    if (run == 0) run = reviews.begin_run(program());
    return work(reviews, run);
  }
  corpus::Program program() const;
  // The year that is asked for, or the newest with documents; 0: there are none.
  int year_of(const corpus::Database& database, int asked) const;

  const SiteOptions options;
  const classify::RuleSet rules;
  const reports::Codebook codebook;
  Databases databases;
  const Look look;
  Queue queue;
  Pictures pictures;
  Follower follower;
  Jobs jobs;
  std::mutex writing;
  std::int64_t run = 0;
};

void add_queue_pages(Router& router, Context& context);
void add_document_pages(Router& router, Context& context);
void add_deciding(Router& router, Context& context);
void add_explore_pages(Router& router, Context& context);
void add_intake_pages(Router& router, Context& context);
void add_second_pages(Router& router, Context& context);
void add_learning_pages(Router& router, Context& context);

// Where a file that is handed in is put, by fields `naam` and `jaar`; empty: nowhere.
std::filesystem::path upload_place(const std::filesystem::path& corpus, const Request& request);
// An empty table with these columns.
reports::Table table_of(std::initializer_list<const char*> columns);
// A table as the page's twin: `ending` "json" or "csv".
Response twin(const reports::Table& table, const std::string& ending);
// Whether this is the name of a content: 64 hexadecimal digits.
bool is_sha256(const std::string& text);
// The program's own scripts that a page takes in besides those of every page.
nlohmann::json scripts(std::initializer_list<const char*> files);
// The choices of a select element.
nlohmann::json select_options(const std::vector<std::pair<std::string, std::string>>& options,
                              const std::string& chosen);

}  // namespace inkoopmonitor::app::web
