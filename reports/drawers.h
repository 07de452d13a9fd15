// Draws the charts of a publication while its other figures are being counted. Private to this
// room.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "reports/boundaries.h"
#include "reports/charts.h"
#include "reports/picture.h"

namespace inkoopmonitor::reports {

// What stands above and below a chart in a file of its own: HTML without tags.
struct Caption {
  std::string title, subtitle;
  std::vector<std::string> below;  // notes, and the source at the end; paragraphs
};

struct Drawing {
  std::string svg;    // for a page: an element
  std::string alone;  // for a file of its own: with its caption and its fonts
  std::string png;    // the same as a picture
};

class Drawers {
 public:
  // Two threads, each with a chart engine that knows the map `nederland` of the boundaries (unless
  // these are of no year).
  Drawers(const std::filesystem::path& templates, const Boundaries& boundaries);
  Drawers(const Drawers&) = delete;
  Drawers& operator=(const Drawers&) = delete;
  ~Drawers();

  // Puts a chart on the list.
  void add(DrawnChart chart, Caption caption);
  // Waits for all that was added; in its order. Throws what a drawing threw.
  std::vector<Drawing> finish();

 private:
  struct Task {
    std::size_t number = 0;
    DrawnChart chart;
    Caption caption;
  };
  void work();
  void draw_all();
  bool next(Task& task);
  void close();

  const std::filesystem::path templates_;
  const Pictures pictures_;
  const std::string font_faces_;
  const Boundaries& boundaries_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  std::vector<Drawing> drawings_;
  std::exception_ptr problem_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace inkoopmonitor::reports
