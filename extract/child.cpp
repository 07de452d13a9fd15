// Starting a child.
//
// The child is started by posix_spawn, which costs the same whatever the size of the parent, and
// limits itself (confine.cpp), straight after the start, while no hostile byte has been read;
// between fork and exec nothing could be done that allocates. It stands in a process group of its
// own, so that ctrl-C at a terminal reaches the parent alone, and dies with the parent.
#include "extract/child.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <map>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "error.h"
#include "extract/allocation.h"
#include "extract/clocks.h"
#include "extract/confine.h"
#include "extract/quality.h"
#include "extract/work.h"

namespace inkoopmonitor::extract {
namespace {

constexpr char child_mark[] = "--reading-child";

[[noreturn]] void refuse(const char* what, int code) {
  throw Error(ErrorKind::corpus, "reading child", std::string(what) + ": " + std::strerror(code),
              "free memory, processes or open files and start again");
}

// posix_spawn moves descriptors to their places one after another; from high numbers none is in the
// way of another.
Descriptor moved_up(int number) {
  constexpr int lowest = 10;
  const int moved = fcntl(number, F_DUPFD_CLOEXEC, lowest);
  if (moved < 0) refuse("no descriptor is left", errno);
  return Descriptor(moved);
}

class SpawnPlan {
 public:
  SpawnPlan(int file, int answers, int words) {
    check(posix_spawn_file_actions_init(&actions_));
    check(posix_spawnattr_init(&attributes_));
    check(posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0));
    check(posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0));
    check(posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0));
    check(posix_spawn_file_actions_adddup2(&actions_, file, file_descriptor));
    check(posix_spawn_file_actions_adddup2(&actions_, answers, answer_descriptor));
    check(posix_spawn_file_actions_adddup2(&actions_, words, words_descriptor));
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    check(posix_spawnattr_setsigmask(&attributes_, &none));
    check(posix_spawnattr_setsigdefault(&attributes_, &all));
    check(posix_spawnattr_setpgroup(&attributes_, 0));
    check(posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  pid_t start(std::vector<std::string> arguments, std::vector<std::string> environment) {
    pid_t process = -1;
    check(posix_spawn(&process, "/proc/self/exe", &actions_, &attributes_,
                      pointers(arguments).data(), pointers(environment).data()));
    return process;
  }

 private:
  static void check(int code) {
    if (code != 0) refuse("no process can be started", code);
  }
  static std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (std::string& string : strings) out.push_back(string.data());
    out.push_back(nullptr);
    return out;
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// OpenMP off: one child is one core, and its threads would make timing depend on the others.
std::vector<std::string> child_environment() {
  std::vector<std::string> out = {"LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1", "PATH=/usr/bin:/bin"};
  for (const char* name : {"TESSDATA_PREFIX", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

constexpr std::array task_names = {"text", "ocr", "draw", "container"};

std::vector<std::string> child_arguments(const Task& task, const Options& options) {
  return {"inkoopmonitor",
          child_mark,
          std::to_string(getpid()),
          task_names[static_cast<std::size_t>(task.kind)],
          std::to_string(task.first),
          std::to_string(task.last),
          std::to_string(task.dpi),
          std::to_string(options.memory_bytes),
          std::to_string(computing_seconds_max(task, options)),
          std::to_string(options.ocr_dpi_max),
          options.ocr_language,
          std::to_string(task.members.count),
          std::to_string(task.members.bytes_each),
          std::to_string(task.members.bytes_all)};
}
constexpr int argument_count = 14;

// The list of words as children take it, made when the first of them is started.
int shared_words(const std::filesystem::path& list) {
  static std::map<std::filesystem::path, Descriptor> made;
  const auto known = made.find(list);
  if (known != made.end()) return known->second.get();
  try {
    return made.emplace(list, WordJudge(list).share()).first->second.get();
  } catch (const std::system_error& failure) {
    throw Error(ErrorKind::corpus, "reading child",
                "the list of words cannot be kept in memory: " + failure.code().message(),
                "free room, or raise the limit on the size of files, and start again");
  }
}

template <typename Number>
bool parse(const char* text, Number& value) {
  const char* end = text + std::strlen(text);
  const auto result = std::from_chars(text, end, value);
  return result.ec == std::errc() && result.ptr == end;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    const Descriptor old(release());
    number_ = other.release();
  }
  return *this;
}

// Close is not tried again after EINTR: Linux has closed the descriptor by then.
Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

int Descriptor::release() {
  const int number = number_;
  number_ = -1;
  return number;
}

Child::Child(int file, const Task& task, const Options& options) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) refuse("no pipe can be made", errno);
  Descriptor reading(ends[0]), writing(ends[1]);
  if (fcntl(reading.get(), F_SETFL, O_NONBLOCK) != 0) refuse("a pipe cannot be set up", errno);
  const Descriptor high_file = moved_up(file), high_answers = moved_up(writing.get());
  const Descriptor high_words = moved_up(shared_words(options.word_list));
  SpawnPlan plan(high_file.get(), high_answers.get(), high_words.get());
  process_ = plan.start(child_arguments(task, options), child_environment());
  answers_ = std::move(reading);
}

Child::~Child() {
  if (process_ > 0) end({});
}

double Child::computed() const {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(process_, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// A process that was killed from outside closes its pipe a moment before it can be waited for, and
// must not be taken for one that closed it and went on.
bool Child::ends_within(std::chrono::milliseconds patience) const {
  siginfo_t state{};
  for (std::int64_t waited = 0;; ++waited) {
    state.si_pid = 0;
    if (::waitid(P_PID, static_cast<id_t>(process_), &state, WEXITED | WNOHANG | WNOWAIT) != 0)
      return false;
    if (state.si_pid != 0 || waited >= patience.count()) return state.si_pid != 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

ChildEnd Child::end(std::chrono::milliseconds patience) {
  ChildEnd out;
  if (!ends_within(patience)) {
    out.by_parent = true;
    ::kill(process_, SIGKILL);
  }
  int status = 0;
  rusage used{};
  pid_t waited = -1;
  do {
    waited = ::wait4(process_, &status, 0, &used);
  } while (waited < 0 && errno == EINTR);
  process_ = -1;
  out.by_signal = waited < 0 || WIFSIGNALED(status);
  out.number = waited < 0 ? SIGKILL : out.by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
  for (const timeval& part : {used.ru_utime, used.ru_stime})
    out.computed += static_cast<double>(part.tv_sec) + 1e-6 * static_cast<double>(part.tv_usec);
  return out;
}

std::optional<int> run_if_child(int argc, char** argv) {
  if (argc < 2 || std::strcmp(argv[1], child_mark) != 0) return std::nullopt;
  if (argc != argument_count) return child_wrong_start;
  pid_t parent = 0;
  Task task;
  Options options;
  unsigned seconds = 0;
  const auto kind = std::find(task_names.begin(), task_names.end(), std::string_view(argv[3]));
  if (kind == task_names.end()) return child_wrong_start;
  task.kind = static_cast<TaskKind>(kind - task_names.begin());
  if (!parse(argv[2], parent) || !parse(argv[4], task.first) || !parse(argv[5], task.last) ||
      !parse(argv[6], task.dpi) || !parse(argv[7], options.memory_bytes) ||
      !parse(argv[8], seconds) || !parse(argv[9], options.ocr_dpi_max) ||
      !parse(argv[11], task.members.count) || !parse(argv[12], task.members.bytes_each) ||
      !parse(argv[13], task.members.bytes_all))
    return child_wrong_start;
  options.ocr_language = argv[10];
  // A parent that died before this line can send no signal any more, so it is asked for again.
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) return child_wrong_start;
  if (close_range(words_descriptor + 1, ~0u, 0) != 0) return child_wrong_start;
  // Names in archives are converted to the charset of the locale, whose file no child may open
  // later.
  if (task.kind == TaskKind::container) std::setlocale(LC_CTYPE, "C.UTF-8");
  if (!confine({options.memory_bytes, seconds})) return child_wrong_start;
  mark_deaths_by_memory();
  const int status = work(task, options, file_descriptor, answer_descriptor);
  // Not exit(): destructors of libraries that read a hostile file have nothing to add.
  _exit(status);
}

}  // namespace inkoopmonitor::extract
