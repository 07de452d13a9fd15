// How far a long command is, on one line of a terminal. Without a terminal it draws nothing, so
// that a log holds only failures and the summary.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace inkoopmonitor::app {

// What is known of the work on the way.
struct WorkState {
  std::size_t documents = 0;  // in all
  std::size_t documents_done = 0, documents_failed = 0;
  std::size_t documents_opened = 0;  // whose number of pages is known
  std::size_t pages_read = 0, pages_found = 0;
  double seconds = 0;  // since the work began
};

// Seconds that the rest will take: the pages known to wait, and for each document not yet opened
// the mean of those that were, at the speed so far. Nothing until there is a speed to speak of.
std::optional<double> remaining_seconds(const WorkState& state);

// "12 of 40 documents, 96 pages, 1 failed, about 2 min 5 s left".
std::string describe(const WorkState& state);

class ProgressLine {
 public:
  // `title` stands before the line, as in "reading".
  ProgressLine(std::string title, std::size_t documents);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void pages(std::size_t read, std::size_t newly_found);
  void document(bool failed);
  // A line that stays, above the progress.
  void say_above(const std::string& line);
  double seconds() const;

 private:
  void draw();
  void wipe();

  std::string title_;
  WorkState state_;
  bool on_terminal_ = false;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point begin_, drawn_at_;
};

}  // namespace inkoopmonitor::app
