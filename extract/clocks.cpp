#include "extract/clocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace inkoopmonitor::extract {
namespace {

// Only for a child that was taken over and computes now and then: on a machine with ten times as
// much to do as it can, an honest one takes ten times as long.
constexpr double wall_to_computing = 20;

}  // namespace

unsigned computing_seconds_max(const Task& task, const Options& options) {
  const double pages = task.last < task.first ? 0 : 1.0 + (task.last - task.first);
  const double each =
      task.kind == TaskKind::ocr ? options.ocr_page_seconds : options.text_page_seconds;
  return static_cast<unsigned>(
      std::clamp(std::ceil(options.timeout_seconds + pages * each), 1.0, 1e9));
}

Clocks::Clocks(const Task& task, const Options& options)
    : silence_max_(options.timeout_seconds),
      computing_max_(computing_seconds_max(task, options)),
      wall_max_(wall_to_computing * computing_max_) {}

void Clocks::answered() {
  computed_at_answer_ = computed_;
  idle_ = 0;
}

void Clocks::listened(double seconds, double computed) {
  wall_ += seconds;
  idle_ = computed > computed_ ? 0 : idle_ + seconds;
  computed_ = std::max(computed_, computed);
}

std::optional<std::string> Clocks::passed() const {
  if (computed_ - computed_at_answer_ > silence_max_)
    return fmt::format("the reader computed for {} s without an answer", silence_max_);
  if (idle_ > silence_max_)
    return fmt::format("the reader neither answered nor computed for {} s", silence_max_);
  if (computed_ > computing_max_)
    return fmt::format("reading took more than {} s of computing", computing_max_);
  if (wall_ > wall_max_) return fmt::format("reading took more than {} s in all", wall_max_);
  return std::nullopt;
}

}  // namespace inkoopmonitor::extract
