// The lock is flock on DIR/lock, not a file that exists or not: a process that is killed leaves no
// lock behind. What the file says (process, start) is for the message only. SQLite's own locks
// would serve for one transaction; this one covers a whole run, so that two imports do not take
// turns.
//
// Reviewers need no lock, but SQLite lets one write at a time, and the panel of a country is made
// in one transaction of several seconds. It is given up when a reviewer waits, who then waits a
// twentieth of a second instead: making it is not urgent, and what was not committed nobody saw.
// Making it in parts was turned down, since exports in between would show half of it, and to keep
// decisions elsewhere meanwhile too: every page would have to look in two places. Who waits holds
// DIR/lock.decide together with others; who makes the panel tries whether he could have it alone.

#include "corpus/lock.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <string>
#include <thread>

#include "corpus/connection.h"
#include "error.h"

namespace inkoopmonitor::corpus {
namespace {

std::string holder(const Descriptor& file) {
  std::array<char, 200> text{};
  const ssize_t size = ::pread(file.number(), text.data(), text.size() - 1, 0);
  std::string holder_text =
      size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "";
  while (!holder_text.empty() && holder_text.back() == '\n') holder_text.pop_back();
  return holder_text.empty() ? "another process" : holder_text;
}

bool try_lock(const Descriptor& file, const std::filesystem::path& folder) {
  if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK || errno == EINTR) return false;
  throw Error(ErrorKind::corpus, shown(folder),
              fmt::format("cannot be locked ({})", std::strerror(errno)),
              "keep the corpus on a file system with locks");
}

// For people only; that it cannot be written changes nothing.
void write_holder(const Descriptor& file) {
  const std::string text = fmt::format("process {}, started {:%Y-%m-%d %H:%M:%S}\n", ::getpid(),
                                       fmt::localtime(std::time(nullptr)));
  if (::ftruncate(file.number(), 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(file.number(), text.data(), text.size(), 0);
  }
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Lock::Lock(const std::filesystem::path& folder, double wait_seconds)
    : file_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (!file_) {
    if (errno == ENOSPC || errno == EDQUOT) throw disk_full(folder);
    throw Error(ErrorKind::corpus, shown(folder),
                fmt::format("cannot be written ({})", std::strerror(errno)),
                "ask for the right to write in this folder, or use a copy of the corpus");
  }
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(wait_seconds);
  while (!try_lock(file_, folder)) {
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(ErrorKind::corpus, shown(folder),
                  fmt::format("is being written by {}; waited {:g} s", holder(file_), wait_seconds),
                  "wait until it is done, or end that process, and run this again");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  write_holder(file_);
}

Lock::~Lock() {
  if (file_) {
    [[maybe_unused]] const int emptied = ::ftruncate(file_.number(), 0);
  }
}

namespace {

constexpr auto kCourtesy = std::chrono::minutes(2);

Descriptor open_deciding(const std::filesystem::path& folder) {
  return Descriptor(::open((folder / "lock.decide").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
}

}  // namespace

Deciding::Deciding(const std::filesystem::path& folder) : file_(open_deciding(folder)) {
  if (!file_) return;
  while (::flock(file_.number(), LOCK_SH) != 0 && errno == EINTR) {
  }
}

Courtesy::Courtesy(const std::filesystem::path& folder)
    : file_(open_deciding(folder)), until_(std::chrono::steady_clock::now() + kCourtesy) {}

bool Courtesy::is_asked() const {
  if (!file_ || std::chrono::steady_clock::now() >= until_) return false;
  if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0) return errno == EWOULDBLOCK;
  ::flock(file_.number(), LOCK_UN);
  return false;
}

void Courtesy::give_way() const {
  while (is_asked()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

}  // namespace inkoopmonitor::corpus
