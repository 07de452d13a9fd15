// What waits for a reviewer, the most useful first: how unsure a value is times in how much of the
// monitor it counts. Values of one document stay together, since turning pages costs more than any
// order saves.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "app/web/request.h"
#include "corpus/corpus.h"

namespace inkoopmonitor::app::web {

struct Waiting {
  std::string sha256, file;
  int record = 0;
  std::string variable, value, outcome, doubt;
  double confidence = 0, score = 0;
  int page = 0;
  std::string perceel, domein, voorzieningen;  // of the record
  std::string reviewer;                        // to whom the document was given
  std::vector<std::string> gemeenten;          // codes
};

struct QueueFilter {
  int year = 0;
  std::string domein = {}, variable = {};
  std::string gemeente = {};  // a code, or the name of a province
  std::string reviewer = {};
  auto operator<=>(const QueueFilter&) const = default;
};
QueueFilter queue_filter(const Request& request);
// The filter as a query, beginning with the year: "jaar=2024&domein=wmo".
std::string query_of(const QueueFilter& filter);

struct WaitingDocument {
  std::string sha256, file, reviewer;
  std::vector<std::string> gemeenten;
  std::vector<const Waiting*> values;  // there as long as the list is
  double score = 0;
};
using WaitingDocuments = std::shared_ptr<const std::vector<WaitingDocument>>;

// How far the year has come.
struct YearProgress {
  std::size_t municipalities = 0;  // of the register
  std::size_t with_documents = 0;
  std::size_t done = 0;  // with documents, and nothing of them waits
  std::size_t waiting = 0;
};

// May be used by several threads. The values of a year are asked once, and again when something was
// imported or classified; what was decided since is looked up at every question.
class Queue {
 public:
  // Documents in order. `year` 0 stands for the last that has documents.
  WaitingDocuments documents(const corpus::Database& database, const QueueFilter& filter);
  YearProgress progress(const corpus::Database& database, int year);
  // Asks everything again next time: documents were given to others.
  void forget();

 private:
  struct Year {
    std::string runs;
    std::shared_ptr<const std::vector<Waiting>> values;  // those of a document together
    std::map<std::string, std::string> provinces;        // by the code of a municipality
    std::int64_t act = -1;  // up to which decisions are known; -1: none
    std::map<std::string, std::set<std::string>> decided;  // by document: scope and variable
    std::map<QueueFilter, WaitingDocuments> answers;       // until something else is decided
  };
  static std::vector<Waiting> values_of(const corpus::Database& database, int year);
  Year& year(const corpus::Database& database, int year);
  static void learn_decisions(const corpus::Database& database, Year& year, std::int64_t act);
  static WaitingDocuments answered(const Year& year, const QueueFilter& filter);
  static bool fits(const Year& year, const Waiting& value, const QueueFilter& filter);
  static bool waits(const Year& year, const Waiting& value);

  std::mutex mutex_;
  std::map<int, Year> years_;
};

// The years with documents, newest first.
std::vector<int> years_of(const corpus::Database& database);

}  // namespace inkoopmonitor::app::web
