// A chart takes a tenth of a second, a map a whole one, and there are fifty: half of the time of a
// publication. Two threads halve that on the machine that is asked for; more would each hold an
// engine of some tens of megabytes.
#include "reports/drawers.h"

#include <utility>

#include "reports/chart.h"

namespace inkoopmonitor::reports {
namespace {

constexpr int kThreads = 2;
constexpr double kPixels = 2;  // of a PNG, for each of the SVG's own

}  // namespace

Drawers::Drawers(const std::filesystem::path& templates, const Boundaries& boundaries)
    : templates_(templates), pictures_(templates), boundaries_(boundaries) {
  for (int n = 0; n < kThreads; ++n) threads_.emplace_back([this] { work(); });
}

Drawers::~Drawers() {
  {
    const std::lock_guard lock(mutex_);
    tasks_.clear();
  }
  close();
}

void Drawers::add(DrawnChart chart, StandAlone stand_alone) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back({drawings_.size(), std::move(chart), std::move(stand_alone)});
  drawings_.emplace_back();
  changed_.notify_one();
}

std::vector<Drawing> Drawers::finish() {
  close();
  if (problem_) std::rethrow_exception(problem_);
  return std::move(drawings_);
}

void Drawers::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Drawers::next(Task& task) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
  if (tasks_.empty() || problem_) return false;
  task = std::move(tasks_.front());
  tasks_.pop_front();
  return true;
}

void Drawers::draw_all() {
  const ChartEngine engine(templates_);
  if (boundaries_.year != 0) engine.register_map("nederland", boundaries_.geojson);
  for (Task task; next(task);) {
    Drawing drawing;
    drawing.svg = engine.svg(task.chart.option, {task.chart.width, task.chart.height,
                                                 "f" + std::to_string(task.number + 1)});
    drawing.alone = task.stand_alone(drawing.svg);
    drawing.png = pictures_.png(drawing.alone, kPixels);
    const std::lock_guard lock(mutex_);
    drawings_[task.number] = std::move(drawing);
  }
}

void Drawers::work() {
  try {
    draw_all();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!problem_) problem_ = std::current_exception();
  }
}

}  // namespace inkoopmonitor::reports
