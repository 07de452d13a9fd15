// How long a unit of work may take. Private to this room.
//
// What counts is computing, as the kernel measures it, because it does not depend on what else the
// machine does: the same file is given up at the same page on a busy machine and on an idle one.
// Two clocks of the wall are there for a child that does not compute.
#pragma once

#include <optional>
#include <string>

#include "extract/message.h"

namespace inkoopmonitor::extract {

// Seconds of computing that a unit may take in all.
unsigned computing_seconds_max(const Task& task, const Options& options);

class Clocks {
 public:
  Clocks(const Task& task, const Options& options);

  // Something that the child says came in.
  void answered();
  // The parent listened for `seconds` more, and the child has computed `computed` seconds in all.
  // Time in which the parent did something else is left out: then a child may have to wait.
  void listened(double seconds, double computed);
  // The limit that was passed, as a sentence, or nothing.
  std::optional<std::string> passed() const;

 private:
  double silence_max_ = 0, computing_max_ = 0, wall_max_ = 0;
  double computed_ = 0, computed_at_answer_ = 0;
  double wall_ = 0, idle_ = 0;  // idle: since it last computed or answered
};

}  // namespace inkoopmonitor::extract
