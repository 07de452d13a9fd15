// A reading child: this program, started again for one task. Private to this room.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

#include "extract/extract.h"
#include "extract/message.h"

namespace inkoopmonitor::extract {

// A descriptor that is closed when its owner goes.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  int release();

 private:
  int number_ = -1;
};

// How a child ended: by a signal, or with an exit status.
struct ChildEnd {
  bool by_signal = false;
  bool by_parent = false;  // it had to be killed here
  int number = 0;
  double computed = 0;  // seconds
};

// Where a child finds what it was given.
constexpr int file_descriptor = 3, answer_descriptor = 4, words_descriptor = 5;

// A running child. It is killed and waited for when its owner goes, so that none is left behind.
class Child {
 public:
  // `file` stays the caller's. Throws Error when no process can be started.
  Child(int file, const Task& task, const Options& options);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  // Where its answers are read; does not block.
  int answers() const { return answers_.get(); }
  // Seconds that it has computed.
  double computed() const;
  // Tells how it ended. One that has not ended by itself after `patience` is ended.
  ChildEnd end(std::chrono::milliseconds patience);

 private:
  bool ends_within(std::chrono::milliseconds patience) const;

  pid_t process_ = -1;
  Descriptor answers_;
};

}  // namespace inkoopmonitor::extract
