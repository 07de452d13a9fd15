// Private to corpus/: file descriptors that close themselves, and the lock of the one writer.
#pragma once

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

}  // namespace inkoopmonitor::corpus
