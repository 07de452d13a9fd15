// Reading what waits in a corpus, as `import` and `read` do it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "extract/extract.h"

namespace CLI {
class App;
}

namespace inkoopmonitor::app {

struct ReadSummary {
  std::size_t read = 0, partly = 0, failed = 0;  // documents
  std::size_t kept_unread = 0;                   // of a kind that cannot be read yet
  // Files that were found in others, known ones left out.
  std::size_t members = 0, members_new = 0, members_duplicate = 0, members_skipped = 0,
              members_failed = 0;
  std::size_t text_pages = 0, ocr_pages = 0, blank_pages = 0, failed_pages = 0;
  double seconds = 0;
};

// --jobs, --timeout, --memory.
struct ReaderLimits {
  int jobs = 0;
  double timeout_seconds = 60;
  std::uint64_t memory_mb = 1500;
  extract::Options options() const;
};
void add_reader_options(CLI::App& command, ReaderLimits& limits);

struct ReadOrder {
  std::vector<corpus::Content> contents;
  ReaderLimits limits;
  std::function<std::string(const std::string& sha256)> name_of;  // for people
  // Gets each document before it takes the place of an earlier reading; may be empty.
  std::function<void(const std::string& sha256, const extract::Document&)> before_storing;
};

// Reads contents and stores each reading as soon as it is there, so that a killed run has lost at
// most the documents that it was reading. What is found in a container is offered with it and read
// next. What failed or was read in part is said on the way. Throws Interrupted after Ctrl-C.
ReadSummary read_contents(corpus::Database& database, std::int64_t run, const ReadOrder& order);

// "read 12 documents: …", a sentence for people with its line end; empty when nothing was read.
std::string describe(const ReadSummary& summary);

}  // namespace inkoopmonitor::app
