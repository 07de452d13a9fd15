#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double seconds_before_estimate = 3;
constexpr auto redraw_interval = std::chrono::milliseconds(200);

void put(std::string_view text) {
  // A terminal that is gone does not stop the work.
  static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

}  // namespace

std::optional<double> remaining_seconds(const WorkState& state) {
  if (state.seconds < seconds_before_estimate) return std::nullopt;
  if (state.documents_opened == 0) {  // no pages in this work: documents are the measure
    if (state.documents_done == 0) return std::nullopt;
    const double speed = static_cast<double>(state.documents_done) / state.seconds;
    return static_cast<double>(state.documents - state.documents_done) / speed;
  }
  if (state.pages_read == 0) return std::nullopt;
  const auto found = static_cast<double>(state.pages_found);
  const double mean = found / static_cast<double>(state.documents_opened);
  const std::size_t known = std::max(state.documents_opened, state.documents_done);
  const auto unopened = static_cast<double>(state.documents - std::min(known, state.documents));
  const double waiting = std::max(0.0, found - static_cast<double>(state.pages_read));
  const double speed = static_cast<double>(state.pages_read) / state.seconds;
  return (waiting + unopened * mean) / speed;
}

std::string describe(const WorkState& state) {
  std::string line = fmt::format("{} of {}", state.documents_done,
                                 counted(state.documents, "document", "documents"));
  if (state.pages_read > 0) line += ", " + counted(state.pages_read, "page", "pages");
  if (state.documents_failed > 0) line += fmt::format(", {} failed", state.documents_failed);
  if (const auto seconds = remaining_seconds(state)) {
    line += *seconds < 10 ? ", a few seconds left" : ", about " + duration(*seconds) + " left";
  }
  return line;
}

ProgressLine::ProgressLine(std::string title, std::size_t documents)
    : title_(std::move(title)), on_terminal_(talks_to_terminal()), begin_(Clock::now()) {
  state_.documents = documents;
}

ProgressLine::~ProgressLine() {
  wipe();
}

void ProgressLine::pages(std::size_t read, std::size_t newly_found) {
  state_.pages_read += read;
  state_.pages_found += newly_found;
  if (newly_found > 0) ++state_.documents_opened;
  draw();
}

void ProgressLine::document(bool failed) {
  ++state_.documents_done;
  if (failed) ++state_.documents_failed;
  draw();
}

void ProgressLine::say_above(const std::string& line) {
  wipe();
  say(line);
  draw();
}

double ProgressLine::seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void ProgressLine::draw() {
  const auto now = Clock::now();
  if (!on_terminal_ || (is_drawn_ && now - drawn_at_ < redraw_interval)) return;
  state_.seconds = seconds();
  put(fmt::format("\r\x1B[K{}: {}", title_, describe(state_)));
  is_drawn_ = true;
  drawn_at_ = now;
}

void ProgressLine::wipe() {
  if (is_drawn_) put("\r\x1B[K");
  is_drawn_ = false;
}

}  // namespace inkoopmonitor::app
