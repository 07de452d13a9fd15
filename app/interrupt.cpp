#include "app/interrupt.h"

#include <csignal>
#include <system_error>

namespace inkoopmonitor::app {
namespace {

// Written by the handler and read by the reader's loop, in one thread: volatile is what that needs.
volatile bool is_interrupted = false;

void remember(int) {
  is_interrupted = true;
}

void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  if (::sigemptyset(&action.sa_mask) != 0 || ::sigaction(signal, &action, nullptr) != 0) {
    throw std::system_error(errno, std::generic_category(), "signals cannot be watched");
  }
}

}  // namespace

void watch_signals() {
  handle(SIGINT, remember, static_cast<int>(SA_RESETHAND));
  handle(SIGTERM, remember, static_cast<int>(SA_RESETHAND));
  handle(SIGPIPE, SIG_IGN, 0);
}

const volatile bool* interrupted() {
  return &is_interrupted;
}

void stop_if_interrupted() {
  if (is_interrupted) throw Interrupted();
}

}  // namespace inkoopmonitor::app
