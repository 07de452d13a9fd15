// Ctrl-C: the first one asks the work to stop at a place from which it can go on; the second one
// ends the program as if this file did not exist.
#pragma once

namespace inkoopmonitor::app {

// Thrown by `stop_if_interrupted`; main makes exit status 130 of it.
struct Interrupted {};

// Watches SIGINT and SIGTERM from now on, and lets writes to closed pipes fail instead of killing.
void watch_signals();

// Becomes true with the first of those signals.
const volatile bool* interrupted();

void stop_if_interrupted();

}  // namespace inkoopmonitor::app
