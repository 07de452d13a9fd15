// What a reading child gives up before it looks at its file. Private to this room.
#pragma once

#include <cstdint>

// AddressSanitizer's shadow takes terabytes of address space, its allocator is its own and its
// reports make system calls of all kinds, so a build with it limits neither memory nor calls; tests
// that are built for release cover both.
#define INKOOPMONITOR_SANITIZED 0
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#undef INKOOPMONITOR_SANITIZED
#define INKOOPMONITOR_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#undef INKOOPMONITOR_SANITIZED
#define INKOOPMONITOR_SANITIZED 1
#endif
#endif

namespace inkoopmonitor::extract {

constexpr bool sanitized = INKOOPMONITOR_SANITIZED;

struct Bounds {
  std::uint64_t memory_bytes = 0;  // address space
  unsigned cpu_seconds = 0;
};

// Gives up, for good, all that reading does not need. False when a part of it could not be set up
// that this kernel has: then no file may be read. A part that it has not is passed over;
// `sandbox_limits` tells it.
bool confine(const Bounds& bounds);

}  // namespace inkoopmonitor::extract
