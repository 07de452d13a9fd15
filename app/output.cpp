#include "app/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <system_error>

namespace inkoopmonitor::app {
namespace {

// Number of the error that stopped the writing, or 0.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

void print(std::string_view text) {
  const int problem = write_all(STDOUT_FILENO, text);
  if (problem == EPIPE) throw ReaderLeft();
  if (problem != 0) {
    throw Error(ErrorKind::corpus, "standard output",
                "cannot be written (" + std::generic_category().message(problem) + ")",
                "make room where it goes to, or name another file");
  }
}

void say(std::string_view line) {
  std::string text(line);
  text += '\n';
  static_cast<void>(write_all(STDERR_FILENO, text));
}

std::string message_of(const Error& error) {
  const bool asks = error.remedy.ends_with('?');
  return fmt::format("inkoopmonitor: {}: {}\n  {}{}", error.subject, error.problem, error.remedy,
                     asks ? "" : ".");
}

std::size_t terminal_width() {
  if (::isatty(STDOUT_FILENO) == 0) return 0;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

bool talks_to_terminal() {
  return ::isatty(STDERR_FILENO) != 0;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string duration(double seconds) {
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace inkoopmonitor::app
