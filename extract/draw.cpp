// Drawing a page for people, by a child like those that read.
//
// The picture comes over the pipe in bands, since no message may be as large as a picture, and each
// band must follow the one before: so what a child can make the parent hold is one picture of the
// size that its first band gives. A child that drew is never asked to read, and the other way
// round.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "error.h"
#include "extract/child.h"
#include "extract/clocks.h"
#include "extract/extract.h"
#include "extract/message.h"
#include "extract/reading.h"

namespace inkoopmonitor::extract {
namespace {

using Clock = std::chrono::steady_clock;

Descriptor open_file(const std::filesystem::path& path, std::optional<Trouble>& trouble) {
  int number = -1;
  do {
    number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (number < 0 && errno == EINTR);
  Descriptor file(number);
  struct stat status {};
  if (number < 0 || fstat(number, &status) != 0) {
    trouble = {"unreadable_file",
               std::string("the file cannot be opened: ") + std::strerror(errno)};
  } else if (!S_ISREG(status.st_mode)) {
    trouble = {"unreadable_file", "this is no ordinary file"};
  }
  return file;
}

class Drawing {
 public:
  Drawing(int file, const Task& task, const Options& options)
      : task_(task),
        options_(options),
        child_(starter_, file, task, options),
        clocks_(task, options) {}

  void run(const volatile bool* stop) {
    Clock::time_point listened = Clock::now();
    while (!done_ && !trouble_ && (stop == nullptr || !*stop)) {
      pollfd answers{child_.answers(), POLLIN, 0};
      constexpr int milliseconds_max = 100;  // so that `stop` and the clocks are seen
      const int count = ::poll(&answers, 1, milliseconds_max);
      if (count < 0 && errno != EINTR)
        throw Error(ErrorKind::corpus, "drawing", std::strerror(errno), "start again");
      if (count > 0 && !receive()) return end();
      const Clock::time_point before = std::exchange(listened, Clock::now());
      clocks_.listened(std::chrono::duration<double>(listened - before).count(), child_.computed());
      if (const auto passed = clocks_.passed()) trouble_ = {"timeout", *passed};
    }
  }

  Picture finish() {
    if (done_ && !trouble_ && (picture_.height == 0 || rows_ < picture_.height))
      trouble_ = {"protocol_error", "the reader left a part of the picture out"};
    if (done_ && !trouble_) return std::move(picture_);
    Picture none;
    if (trouble_) none.reason = trouble_->text();
    return none;
  }

 private:
  // False when there is no more to come.
  bool receive() {
    char bytes[1 << 16];
    const ssize_t count = ::read(child_.answers(), bytes, sizeof bytes);
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    if (count == 0) return false;
    clocks_.answered();
    messages_.append({bytes, static_cast<std::size_t>(count)});
    while (const auto message = messages_.next()) {
      const auto answer = decode(*message);
      if (done_ || trouble_ || !answer || !take(*answer)) return refuse();
    }
    return !messages_.is_too_long() || refuse();
  }

  bool refuse() {
    trouble_ = {"protocol_error", "an answer has not the agreed form"};
    return false;
  }

  bool take(const Answer& answer) {
    if (const auto* band = std::get_if<PictureBand>(&answer)) return take_band(*band);
    if (const auto* failure = std::get_if<FailureAnswer>(&answer)) {
      trouble_ = {failure->code, failure->sentence};
      return true;
    }
    done_ = std::holds_alternative<DoneAnswer>(answer);
    return done_;
  }

  bool take_band(const PictureBand& band) {
    if (rows_ == 0) {
      picture_.width = band.width;
      picture_.height = band.height;
    }
    if (band.width != picture_.width || band.height != picture_.height || band.first_row != rows_)
      return false;
    picture_.rgb.insert(picture_.rgb.end(), band.rgb.begin(), band.rgb.end());
    rows_ += static_cast<std::uint32_t>(band.rgb.size() / (std::size_t{3} * band.width));
    return true;
  }

  void end() {
    constexpr std::chrono::milliseconds patience{500};
    const ChildEnd end = child_.end(done_ || trouble_ ? patience.zero() : patience);
    if (!done_ && !trouble_) trouble_ = trouble_of_end(end, task_, options_);
  }

  const Task task_;
  const Options& options_;
  Starter starter_;
  Child child_;
  Clocks clocks_;
  MessageCutter messages_;
  Picture picture_;
  std::uint32_t rows_ = 0;
  bool done_ = false;
  std::optional<Trouble> trouble_;
};

}  // namespace

Picture draw_page(const PageToDraw& wanted, const Options& options, const volatile bool* stop) {
  std::optional<Trouble> trouble;
  const Descriptor file = open_file(wanted.file, trouble);
  if (trouble) {
    Picture none;
    none.reason = trouble->text();
    return none;
  }
  Drawing drawing(file.get(), {TaskKind::draw, wanted.page, wanted.page, wanted.dpi}, options);
  drawing.run(stop);
  return drawing.finish();
}

}  // namespace inkoopmonitor::extract
