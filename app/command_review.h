// The command that serves the review page. Apart from commands.h, because it is linked with main:
// the page (app/web) needs the rest of this room.
#pragma once

#include "app/commands.h"

namespace inkoopmonitor::app {

void add_review(CLI::App& program, Invocation& invocation);

}  // namespace inkoopmonitor::app
