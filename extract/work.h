// What a child does with its file. Private to this room.
#pragma once

#include "extract/extract.h"
#include "extract/message.h"

namespace inkoopmonitor::extract {

// Reads the file behind descriptor `file` and writes answers to `answers`; gives the exit status.
int work(const Task& task, const Options& options, int file, int answers);

}  // namespace inkoopmonitor::extract
