// A chart takes a tenth of a second, a map a whole one, and there are fifty: half of the time of a
// publication. Two threads halve that on the machine that is asked for; more would each hold an
// engine of some tens of megabytes.
#include "reports/drawers.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "reports/chart.h"
#include "reports/texts.h"

namespace inkoopmonitor::reports {
namespace {

constexpr int kThreads = 2;
constexpr double kPixels = 2;  // of a PNG, for each of the SVG's own

// Lines of at most so many characters, broken at blanks.
std::vector<std::string> lines_of(const std::string& text, std::size_t most) {
  std::vector<std::string> lines(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (!lines.back().empty() && lines.back().size() + 1 + end - at > most) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + text.substr(at, end - at);
    at = end + 1;
  }
  return lines;
}

// The bytes of an SVG file that stands by itself: with its title and source.
std::string standing_alone(const Caption& caption, const DrawnChart& chart,
                           const std::string& svg) {
  const auto width = static_cast<std::size_t>(chart.width);
  const std::vector<std::string> title = lines_of(caption.title, width / 9),
                                 source = lines_of(caption.source, width / 6);
  const int top = 12 + 22 * static_cast<int>(title.size()), under = top + chart.height,
            height = under + 12 + 16 * static_cast<int>(source.size());
  std::string written;
  int y = 20;
  for (const std::string& line : title) {
    written += fmt::format(
        "<text x=\"4\" y=\"{}\" font-size=\"17\" font-weight=\"600\" fill=\"#1B1B1B\">{}"
        "</text>\n",
        y, html_escaped(line));
    y += 22;
  }
  y = under + 18;
  for (const std::string& line : source) {
    written += fmt::format("<text x=\"4\" y=\"{}\" font-size=\"12\" fill=\"#4A4A4A\">{}</text>\n",
                           y, line);
    y += 16;
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
      "{1}\" font-family=\"'Source Sans 3', sans-serif\">\n<title>{2}</title>\n<rect "
      "width=\"{0}\" height=\"{1}\" fill=\"#FFFFFF\"/>\n{3}<g transform=\"translate(0 "
      "{4})\">{5}</g>\n</svg>\n",
      chart.width, height, html_escaped(caption.title), written, top, svg);
}

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

void Drawers::add(DrawnChart chart, Caption caption) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back({drawings_.size(), std::move(chart), std::move(caption)});
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
  // The engines are gone, but what they freed is kept for threads that are gone too.
  ::malloc_trim(0);
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
  std::optional<ChartEngine> engine;  // started up for the first chart, told of the map for a map
  bool knows_map = false;
  for (Task task; next(task);) {
    if (!engine) engine.emplace(templates_);
    if (!knows_map && task.chart.width == kMapWidth && boundaries_.year != 0) {
      engine->register_map("nederland", boundaries_.geojson);
      knows_map = true;
    }
    Drawing drawing;
    drawing.svg = engine->svg(task.chart.option, {task.chart.width, task.chart.height,
                                                  "f" + std::to_string(task.number + 1)});
    drawing.alone = standing_alone(task.caption, task.chart, drawing.svg);
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
