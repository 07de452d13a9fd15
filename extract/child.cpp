// What a child is given, what it does first, and how it ends.
//
// It limits itself (confine.cpp) straight after it was made, while no hostile byte has been read.
// It stands in a process group of its own, so that ctrl-C at a terminal reaches the parent alone,
// and dies with the parent.
#include "extract/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <clocale>
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

constexpr std::array task_names = {"text", "ocr", "draw", "container"};

std::vector<std::string> child_arguments(const Task& task, const Options& options) {
  return {task_names[static_cast<std::size_t>(task.kind)],
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
constexpr std::size_t argument_count = 11;

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
bool parse(const std::string& text, Number& value) {
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  return result.ec == std::errc() && result.ptr == end;
}

}  // namespace

Child::Child(Starter& starter, int file, const Task& task, const Options& options) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) refuse_to_start("no pipe can be made", errno);
  Descriptor reading(ends[0]);
  const Descriptor writing(ends[1]);
  if (fcntl(reading.get(), F_SETFL, O_NONBLOCK) != 0)
    refuse_to_start("a pipe cannot be set up", errno);
  process_ = starter.make_child({file, writing.get(), shared_words(options.word_list)},
                                child_arguments(task, options));
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
  if (!is_starter(argc, argv)) return std::nullopt;
  const auto given = serve_as_starter(argc, argv);
  if (!given || given->size() != argument_count) return child_wrong_start;
  const std::vector<std::string>& said = *given;
  Task task;
  Options options;
  unsigned seconds = 0;
  const auto kind = std::find(task_names.begin(), task_names.end(), said[0]);
  if (kind == task_names.end()) return child_wrong_start;
  task.kind = static_cast<TaskKind>(kind - task_names.begin());
  if (!parse(said[1], task.first) || !parse(said[2], task.last) || !parse(said[3], task.dpi) ||
      !parse(said[4], options.memory_bytes) || !parse(said[5], seconds) ||
      !parse(said[6], options.ocr_dpi_max) || !parse(said[8], task.members.count) ||
      !parse(said[9], task.members.bytes_each) || !parse(said[10], task.members.bytes_all))
    return child_wrong_start;
  options.ocr_language = said[7];
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
