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
#include "reports/style.h"

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

// Lines of a text, one below the other from `y` on, which is moved below them.
std::string written(const std::string& text, std::size_t most, const char* look, int height,
                    int& y) {
  std::string result;
  for (const std::string& line : lines_of(text, most)) {
    result += fmt::format("<text x=\"4\" y=\"{}\" {}>{}</text>\n", y, look, line);
    y += height;
  }
  return result;
}

// An SVG file that stands by itself.
std::string standing_alone(const Caption& caption, const DrawnChart& chart,
                           const std::string& svg) {
  const auto width = static_cast<std::size_t>(chart.width);
  int y = 20;
  std::string texts = written(caption.title, width / 9,
                              "font-size=\"17\" font-weight=\"600\" fill=\"#1B1B1B\"", 22, y);
  if (!caption.subtitle.empty())
    texts += written(caption.subtitle, width / 7, "font-size=\"14\" fill=\"#4A4A4A\"", 19, y);
  const int top = y - 6;
  y = top + chart.height + 18;
  for (const std::string& paragraph : caption.below)
    texts += written(paragraph, width / 6, "font-size=\"12\" fill=\"#4A4A4A\"", 16, y);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
      "{1}\" font-family=\"'Source Sans 3', sans-serif\">\n<title>{2}</title>\n<rect "
      "width=\"{0}\" height=\"{1}\" fill=\"#FFFFFF\"/>\n{3}<g transform=\"translate(0 "
      "{4})\">{5}</g>\n</svg>\n",
      chart.width, y - 6, caption.title, texts, top, svg);
}

// With the font inside, for machines that do not have it.
std::string with_fonts(std::string svg, const std::string& font_faces) {
  svg.insert(svg.find('>') + 1, "\n<style>\n" + font_faces + "</style>");
  return svg;
}

}  // namespace

Drawers::Drawers(const std::filesystem::path& templates, const Boundaries& boundaries)
    : templates_(templates),
      pictures_(templates),
      font_faces_(font_faces(style_of(templates))),
      boundaries_(boundaries) {
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
    const std::string alone = standing_alone(task.caption, task.chart, drawing.svg);
    drawing.png = pictures_.png(alone, kPixels);
    drawing.alone = with_fonts(alone, font_faces_);
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
