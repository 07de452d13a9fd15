// Private to corpus/: file descriptors that close themselves, the lock of the one writer, and how
// it lets reviewers go first.
#pragma once

#include <chrono>
#include <filesystem>
#include <utility>

namespace inkoopmonitor::corpus {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// Held from construction to destruction. The kernel lets go of it when the process ends, however
// it ends, and children that were started anew do not inherit it.
class Lock {
 public:
  // Throws Error (corpus) naming the process that holds it after `wait_seconds`.
  Lock(const std::filesystem::path& folder, double wait_seconds);
  Lock(Lock&&) noexcept = default;
  Lock& operator=(Lock&&) noexcept = default;
  ~Lock();

 private:
  Descriptor file_;
};

// Held by who wants to write what somebody decided, and waits for it. Needs no Lock: it only says
// so, to a Courtesy. Where its file cannot be written nobody is told.
class Deciding {
 public:
  explicit Deciding(const std::filesystem::path& folder);

 private:
  Descriptor file_;
};

// For a long transaction of the one writer: whether it should be given up, and begun again later,
// because somebody waits to write a decision. It asks for that for two minutes after it was made at
// most, so that a team that decides without a pause does not put it off for ever.
class Courtesy {
 public:
  explicit Courtesy(const std::filesystem::path& folder);
  bool is_asked() const;
  // Until nobody waits, or it is enough.
  void give_way() const;

 private:
  Descriptor file_;
  std::chrono::steady_clock::time_point until_;
};

}  // namespace inkoopmonitor::corpus
