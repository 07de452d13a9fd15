// A memory limit must not pass for a crash, and a page that could not be drawn must not pass for an
// empty one.
//
// Poppler, Leptonica and the libraries below them ask malloc for memory and, when there is none,
// abort, exit, use the null pointer or leave something out; the handler of operator new hears
// nothing of it. The functions that give memory are therefore defined here, over those of glibc,
// which costs a comparison for each call; every library that is linked uses them.
//
// Turned down: to look, when the process dies, whether its address space is near the limit, because
// one request of gigabytes fails far below it; and errno, which anything on the way from malloc to
// abort() may overwrite.
#include "extract/allocation.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "extract/confine.h"
#include "extract/message.h"

namespace {

std::atomic<bool> refused = false;

[[maybe_unused]] void* noted(void* memory) {
  if (memory == nullptr) refused.store(true, std::memory_order_relaxed);
  return memory;
}

}  // namespace

#if !INKOOPMONITOR_SANITIZED
extern "C" {

void* __libc_malloc(std::size_t bytes) noexcept;
void* __libc_calloc(std::size_t count, std::size_t bytes) noexcept;
void* __libc_realloc(void* memory, std::size_t bytes) noexcept;
void* __libc_memalign(std::size_t alignment, std::size_t bytes) noexcept;

void* malloc(std::size_t bytes) noexcept {
  return noted(__libc_malloc(bytes));
}

void* calloc(std::size_t count, std::size_t bytes) noexcept {
  return noted(__libc_calloc(count, bytes));
}

// Of no bytes it frees, and gives nothing.
void* realloc(void* memory, std::size_t bytes) noexcept {
  void* moved = __libc_realloc(memory, bytes);
  return bytes == 0 ? moved : noted(moved);
}

int posix_memalign(void** out, std::size_t alignment, std::size_t bytes) noexcept {
  if (alignment % sizeof(void*) != 0 || !std::has_single_bit(alignment)) return EINVAL;
  void* memory = noted(__libc_memalign(alignment, bytes));
  if (memory == nullptr) return ENOMEM;
  *out = memory;
  return 0;
}

}  // extern "C"
#endif

namespace inkoopmonitor::extract {
namespace {

// Where memory was not refused it returns: then abort() ends the process, and a bad address is met
// a second time, without a handler.
void end_if_refused(int) {
  if (memory_was_refused()) _exit(child_out_of_memory);
}

}  // namespace

bool memory_was_refused() {
  return refused.load(std::memory_order_relaxed);
}

void mark_deaths_by_memory() {
  std::set_new_handler([] { _exit(child_out_of_memory); });
  std::atexit([] { end_if_refused(0); });
  if (sanitized) return;
  // A stack of its own: the ordinary one may be what is used up.
  static std::array<char, 1 << 16> stack;
  stack_t place{};
  place.ss_sp = stack.data();
  place.ss_size = stack.size();
  sigaltstack(&place, nullptr);
  struct sigaction action {};
  action.sa_handler = end_if_refused;
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS}) sigaction(signal, &action, nullptr);
}

}  // namespace inkoopmonitor::extract
