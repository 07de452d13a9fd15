// Making children without starting the program again for each.
//
// To start the program takes 25 ms, most of it in the dynamic loader, which is more than reading
// the text layer of an ordinary file. A starter pays it once: a process of this program that has
// loaded its libraries, has one thread and has read no document, forks for each task. CLONE_PARENT
// makes the new process a child of the starter's own parent, who can wait for it and kill it as if
// it had started it. No child has a way to speak to the starter.
//
// Turned down: to fork the parent itself, which has threads, a database and what it knows in its
// memory, and is large; and a program of its own for reading, which would save half as much and be
// a second thing to install.
//
// The children of one starter have the same addresses in memory, so a fault of Poppler that a first
// file found them by would be easier to use in a second; they share nothing else.
#include "extract/starter.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "error.h"

namespace inkoopmonitor::extract {
namespace {

constexpr char starter_mark[] = "--reading-child";
constexpr int line_descriptor = 3;
constexpr std::size_t request_bytes_max = 4096;

void check(int code) {
  if (code != 0) refuse_to_start("no process can be started", code);
}

// What a new process is given: nothing but its end of the line.
class SpawnPlan {
 public:
  explicit SpawnPlan(int line) {
    check(posix_spawn_file_actions_init(&actions_));
    check(posix_spawnattr_init(&attributes_));
    check(posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0));
    check(posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0));
    check(posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0));
    check(posix_spawn_file_actions_adddup2(&actions_, line, line_descriptor));
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
  static std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (std::string& string : strings) out.push_back(string.data());
    out.push_back(nullptr);
    return out;
  }

  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// OpenMP off: one child is one core, and its threads would make timing depend on the others. Memory
// is kept by malloc, not given back after each line of a scan: a fiftieth of the time.
std::vector<std::string> starter_environment() {
  std::vector<std::string> out = {
      "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1", "PATH=/usr/bin:/bin",
      "GLIBC_TUNABLES=glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=268435456"};
  for (const char* name : {"TESSDATA_PREFIX", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

// Room for the descriptors that go with a request.
struct alignas(cmsghdr) Ancillary {
  std::array<char, CMSG_SPACE(3 * sizeof(int))> bytes{};
};

struct Request {
  std::array<Descriptor, 3> descriptors;
  std::string text;
};

// Nothing when the owner has gone, or says what cannot be.
std::optional<Request> receive_request() {
  std::array<char, request_bytes_max> bytes{};
  Ancillary ancillary;
  iovec part{bytes.data(), bytes.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  ssize_t count = -1;
  do {
    count = recvmsg(line_descriptor, &message, 0);
  } while (count < 0 && errno == EINTR);
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (count <= 0 || header == nullptr || header->cmsg_type != SCM_RIGHTS ||
      header->cmsg_len != CMSG_LEN(3 * sizeof(int)))
    return std::nullopt;
  Request out;
  std::array<int, 3> numbers{};
  std::memcpy(numbers.data(), CMSG_DATA(header), sizeof numbers);
  for (std::size_t at = 0; at < numbers.size(); ++at) out.descriptors[at] = Descriptor(numbers[at]);
  out.text.assign(bytes.data(), static_cast<std::size_t>(count));
  return out;
}

// Puts what the child was given where it looks for it, and closes all else, the line to the starter
// included. A parent that died before the first line can send no signal any more, so it is asked
// for again.
bool settle(Request& request, pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || setpgid(0, 0) != 0)
    return false;
  constexpr std::array places = {file_descriptor, answer_descriptor, words_descriptor};
  constexpr int out_of_the_way = 10;
  std::array<int, 3> moved{};
  for (std::size_t at = 0; at < places.size(); ++at)
    moved[at] = fcntl(request.descriptors[at].release(), F_DUPFD, out_of_the_way);
  for (std::size_t at = 0; at < places.size(); ++at)
    if (moved[at] < 0 || dup2(moved[at], places[at]) != places[at]) return false;
  return close_range(words_descriptor + 1, ~0u, 0) == 0;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\0', begin);
    out.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return out;
}

}  // namespace

void refuse_to_start(const char* what, int code) {
  throw Error(ErrorKind::corpus, "reading child", std::string(what) + ": " + std::strerror(code),
              "free memory, processes or open files and start again");
}

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
  return std::exchange(number_, -1);
}

Starter::~Starter() {
  end();
}

void Starter::end() {
  if (process_ < 0) return;
  line_ = Descriptor();
  ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) continue;
  process_ = -1;
}

void Starter::start() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    refuse_to_start("no socket can be made", errno);
  Descriptor here(ends[0]);
  const Descriptor there(ends[1]);
  // One that somebody has stopped is taken for gone.
  constexpr timeval patience{30, 0};
  if (setsockopt(here.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0)
    refuse_to_start("a socket cannot be set up", errno);
  process_ =
      SpawnPlan(there.get())
          .start({"inkoopmonitor", starter_mark, std::to_string(getpid())}, starter_environment());
  line_ = std::move(here);
}

// The number of the new process, or a failure as a negative number; nothing when there is no
// starter to answer.
std::optional<int> Starter::ask(const std::array<int, 3>& descriptors, const std::string& request) {
  Ancillary ancillary;
  iovec part{const_cast<char*>(request.data()), request.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptors);
  std::memcpy(CMSG_DATA(header), descriptors.data(), sizeof descriptors);
  ssize_t count = -1;
  do {
    count = sendmsg(line_.get(), &message, MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return std::nullopt;
  int answer = 0;
  do {
    count = recv(line_.get(), &answer, sizeof answer, 0);
  } while (count < 0 && errno == EINTR);
  if (count != sizeof answer) return std::nullopt;
  return answer;
}

pid_t Starter::make_child(const std::array<int, 3>& descriptors,
                          const std::vector<std::string>& arguments) {
  std::string request;
  for (const std::string& argument : arguments) request += argument + '\0';
  if (request.size() > request_bytes_max) refuse_to_start("the task is too long to tell", E2BIG);
  constexpr int tries = 3;
  for (int at = 0; at < tries; ++at) {
    if (process_ < 0) start();
    const std::optional<int> answer = ask(descriptors, request);
    if (answer && *answer < 0) refuse_to_start("no process can be started", -*answer);
    if (answer) return *answer;
    end();
  }
  refuse_to_start("no process can be started", ESRCH);
}

bool is_starter(int argc, char** argv) {
  return argc > 1 && std::strcmp(argv[1], starter_mark) == 0;
}

std::optional<std::vector<std::string>> serve_as_starter(int argc, char** argv) {
  pid_t parent = 0;
  if (argc != 3) return std::nullopt;
  const char* end = argv[2] + std::strlen(argv[2]);
  if (std::from_chars(argv[2], end, parent).ptr != end) return std::nullopt;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) return std::nullopt;
  while (std::optional<Request> request = receive_request()) {
    // Not fork(), which knows no CLONE_PARENT; what it does for other threads is not needed here.
    const long made = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (made == 0)
      return settle(*request, parent) ? std::optional(split(request->text)) : std::nullopt;
    const int answer = made < 0 ? -errno : static_cast<int>(made);
    if (send(line_descriptor, &answer, sizeof answer, MSG_NOSIGNAL) < 0) break;
  }
  _exit(0);
}

}  // namespace inkoopmonitor::extract
