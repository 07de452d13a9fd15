// Everything that bounds a reading child, in one place.
//
// A file that takes over Poppler or Tesseract finds a process that has its input, a pipe and
// nothing else: Landlock leaves it fonts, character maps and OCR data to read and nothing to write;
// the seccomp filter leaves it the system calls of computing and of reading files. The filter is a
// list of what is allowed, since a list of what is not would miss what the next kernel brings. What
// is refused fails with EPERM and does not kill: fontconfig tries to write its cache and gzip'd
// readers ask for terminals, and both go on without. Memory can not be made executable, no thread
// or process can be started, so no code comes in but what was linked.
//
// Landlock is used by its system calls: Debian 12 has no library for it, and its kernel headers
// know less than kernels that the program may meet.
#include "extract/confine.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "extract/child.h"
#include "extract/extract.h"

namespace inkoopmonitor::extract {
namespace {

bool limit(int resource, rlim_t soft, rlim_t hard) {
  const rlimit value{soft, hard};
  return setrlimit(static_cast<__rlimit_resource>(resource), &value) == 0;
}

// A core file of at most one byte, not of none: the kernel hands a core that may have none to the
// program that collects cores, and with it what was read.
bool limit_use(const Bounds& bounds) {
  constexpr rlim_t files_max = 64, core_bytes_max = 1;
  if (!sanitized && !limit(RLIMIT_AS, bounds.memory_bytes, bounds.memory_bytes)) return false;
  return limit(RLIMIT_CPU, bounds.cpu_seconds, bounds.cpu_seconds + 2) &&
         limit(RLIMIT_CORE, core_bytes_max, core_bytes_max) && limit(RLIMIT_FSIZE, 0, 0) &&
         limit(RLIMIT_NPROC, 0, 0) && limit(RLIMIT_NOFILE, files_max, files_max);
}

// As in <linux/landlock.h> of newer kernels. An older kernel takes the longer form as long as what
// it does not know is 0.
struct RulesetAttributes {
  std::uint64_t files = 0, network = 0, scope = 0;
};
struct __attribute__((packed)) PathAttributes {
  std::uint64_t allowed = 0;
  std::int32_t parent = -1;
};
constexpr std::uint64_t landlock_read_file = 1u << 2, landlock_read_folder = 1u << 3;
constexpr unsigned landlock_ask_version = 1, landlock_rule_path = 1;

// 0 when the kernel has no Landlock or has it switched off.
int landlock_version() {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, landlock_ask_version);
  return version > 0 ? static_cast<int>(version) : 0;
}

// All that this version can refuse: the file accesses, TCP, sockets and signals beyond the child.
RulesetAttributes all_accesses(int version) {
  RulesetAttributes all;
  const int file_accesses = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
  all.files = (std::uint64_t{1} << file_accesses) - 1;
  if (version >= 4) all.network = 3;
  if (version >= 6) all.scope = 3;
  return all;
}

std::vector<std::filesystem::path> readable_paths() {
  std::vector<std::filesystem::path> out = {"/usr/share/fonts",
                                            "/usr/local/share/fonts",
                                            "/etc/fonts",
                                            "/usr/share/fontconfig",
                                            "/var/cache/fontconfig",
                                            "/usr/share/poppler",
                                            "/usr/share/tessdata",
                                            "/usr/share/tesseract-ocr",
                                            "/usr/local/share/tessdata",
                                            "/usr/share/zoneinfo",
                                            "/etc/localtime"};
  if (const char* folder = std::getenv("TESSDATA_PREFIX")) out.emplace_back(folder);
  return out;
}

// A path that is not there needs no leave.
bool allow_reading(int ruleset, const std::filesystem::path& path) {
  const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!place.is_open()) return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
  struct stat status {};
  if (fstat(place.get(), &status) != 0) return false;
  PathAttributes rule;
  rule.allowed = landlock_read_file | (S_ISDIR(status.st_mode) ? landlock_read_folder : 0);
  rule.parent = place.get();
  return syscall(SYS_landlock_add_rule, ruleset, landlock_rule_path, &rule, 0) == 0;
}

bool close_files() {
  const int version = landlock_version();
  if (version == 0) return true;
  const RulesetAttributes all = all_accesses(version);
  const Descriptor ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0)));
  if (!ruleset.is_open()) return false;
  for (const std::filesystem::path& path : readable_paths())
    if (!path.empty() && !allow_reading(ruleset.get(), path)) return false;
  return syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0;
}

bool has_seccomp() {
  const std::uint32_t action = SECCOMP_RET_ERRNO;
  return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

struct FilterDeleter {
  void operator()(void* filter) const { seccomp_release(filter); }
};

// Calls that are harmless whatever their arguments: they reach this process alone, or files that
// Landlock leaves.
constexpr std::array harmless_calls = {SCMP_SYS(read),
                                       SCMP_SYS(readv),
                                       SCMP_SYS(pread64),
                                       SCMP_SYS(write),
                                       SCMP_SYS(writev),
                                       SCMP_SYS(lseek),
                                       SCMP_SYS(close),
                                       SCMP_SYS(fstat),
                                       SCMP_SYS(newfstatat),
                                       SCMP_SYS(stat),
                                       SCMP_SYS(lstat),
                                       SCMP_SYS(statx),
                                       SCMP_SYS(statfs),
                                       SCMP_SYS(fstatfs),
                                       SCMP_SYS(access),
                                       SCMP_SYS(faccessat),
                                       SCMP_SYS(faccessat2),
                                       SCMP_SYS(readlink),
                                       SCMP_SYS(readlinkat),
                                       SCMP_SYS(getdents64),
                                       SCMP_SYS(getcwd),
                                       SCMP_SYS(fadvise64),
                                       SCMP_SYS(brk),
                                       SCMP_SYS(munmap),
                                       SCMP_SYS(mremap),
                                       SCMP_SYS(madvise),
                                       SCMP_SYS(futex),
                                       SCMP_SYS(sched_yield),
                                       SCMP_SYS(sched_getaffinity),
                                       SCMP_SYS(rt_sigaction),
                                       SCMP_SYS(rt_sigprocmask),
                                       SCMP_SYS(rt_sigreturn),
                                       SCMP_SYS(sigaltstack),
                                       SCMP_SYS(clock_gettime),
                                       SCMP_SYS(clock_getres),
                                       SCMP_SYS(clock_nanosleep),
                                       SCMP_SYS(nanosleep),
                                       SCMP_SYS(gettimeofday),
                                       SCMP_SYS(time),
                                       SCMP_SYS(times),
                                       SCMP_SYS(getrusage),
                                       SCMP_SYS(sysinfo),
                                       SCMP_SYS(uname),
                                       SCMP_SYS(getrandom),
                                       SCMP_SYS(getpid),
                                       SCMP_SYS(gettid),
                                       SCMP_SYS(getppid),
                                       SCMP_SYS(getuid),
                                       SCMP_SYS(geteuid),
                                       SCMP_SYS(getgid),
                                       SCMP_SYS(getegid),
                                       SCMP_SYS(restart_syscall),
                                       SCMP_SYS(exit),
                                       SCMP_SYS(exit_group)};

bool allow(void* filter, int call) {
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
}

bool allow_if(void* filter, int call, std::initializer_list<scmp_arg_cmp> conditions) {
  return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call,
                                static_cast<unsigned>(conditions.size()), conditions.begin()) == 0;
}

scmp_arg_cmp without_bits(unsigned argument, std::uint64_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, 0};
}

scmp_arg_cmp equal_to(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}

// abort() signals its own process, which may do no other signal: one that ends it from outside is
// no fault of its file. Limits may be asked for, not set.
bool allow_conditional_calls(void* filter) {
  constexpr std::uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
  return allow_if(filter, SCMP_SYS(openat), {without_bits(2, writing)}) &&
         allow_if(filter, SCMP_SYS(open), {without_bits(1, writing)}) &&
         allow_if(filter, SCMP_SYS(mmap), {without_bits(2, PROT_EXEC)}) &&
         allow_if(filter, SCMP_SYS(mprotect), {without_bits(2, PROT_EXEC)}) &&
         allow_if(filter, SCMP_SYS(fcntl), {equal_to(1, F_GETFL)}) &&
         allow_if(filter, SCMP_SYS(fcntl), {equal_to(1, F_GETFD)}) &&
         allow_if(filter, SCMP_SYS(fcntl), {equal_to(1, F_SETFD)}) &&
         allow_if(filter, SCMP_SYS(prlimit64), {equal_to(2, 0)}) &&
         allow_if(filter, SCMP_SYS(tgkill),
                  {equal_to(0, static_cast<std::uint64_t>(getpid())), equal_to(2, SIGABRT)});
}

bool filter_calls() {
  if (sanitized || !has_seccomp()) return true;
  const std::unique_ptr<void, FilterDeleter> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!filter) return false;
  for (const int call : harmless_calls)
    if (!allow(filter.get(), call)) return false;
  constexpr std::uint32_t binary_tree = 2;  // not one comparison for each call in the list
  return allow_conditional_calls(filter.get()) &&
         seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, binary_tree) == 0 &&
         seccomp_load(filter.get()) == 0;
}

}  // namespace

bool confine(const Bounds& bounds) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && close_files() && limit_use(bounds) &&
         filter_calls();
}

std::string sandbox_limits() {
  std::string out;
  const auto add = [&](const char* sentence) {
    out += (out.empty() ? "" : "; ") + std::string(sentence);
  };
  if (landlock_version() == 0)
    add("this kernel has no Landlock, so a process that reads a document could read all of your "
        "files");
  if (sanitized)
    add("this is a build with a sanitizer, so the memory and the system calls of a process that "
        "reads a document are not limited");
  else if (!has_seccomp())
    add("this kernel has no seccomp filters, so a process that reads a document could use the "
        "network and start programs");
  return out;
}

}  // namespace inkoopmonitor::extract
