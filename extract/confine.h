// What a reading child gives up before it looks at its file. Private to this room.
#pragma once

#include <cstdint>
#include <filesystem>

namespace inkoopmonitor::extract {

struct Bounds {
  std::uint64_t memory_bytes = 0;  // address space
  unsigned cpu_seconds = 0;
  std::filesystem::path word_list;  // may be read, beside the data of the libraries
};

// Gives up, for good, all that reading does not need. False when a part of it could not be set up
// that this kernel has: then no file may be read. A part that it has not is passed over;
// `sandbox_limits` tells it.
bool confine(const Bounds& bounds);

}  // namespace inkoopmonitor::extract
