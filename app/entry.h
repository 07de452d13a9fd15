// What a program of ours does with its command line.
#pragma once

#include <string>

#include "app/commands.h"

namespace inkoopmonitor::app {

struct Entry {
  void (*add_commands)(CLI::App& program, Invocation& invocation) = nullptr;
  std::string (*version)() = nullptr;  // what --version says; without it there is no --version
};

// Runs the command that is asked for and says what stopped it. The exit status: 0, or 1 when
// something needs a person; 2 for a wrong command line, 3 for what cannot be worked with, 130 when
// interrupted.
int run_and_report(int argc, char** argv, const Entry& entry);

}  // namespace inkoopmonitor::app
