// A reading child: a process of this program for one task. Private to this room.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

#include "extract/extract.h"
#include "extract/message.h"
#include "extract/starter.h"

namespace inkoopmonitor::extract {

// How a child ended: by a signal, or with an exit status.
struct ChildEnd {
  bool by_signal = false;
  bool by_parent = false;  // it had to be killed here
  int number = 0;
  double computed = 0;  // seconds
};

// A running child. It is killed and waited for when its owner goes, so that none is left behind.
class Child {
 public:
  // `file` stays the caller's. Throws Error when no process can be started.
  Child(Starter& starter, int file, const Task& task, const Options& options);
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
