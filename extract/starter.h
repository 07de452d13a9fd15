// A process of this program that is kept ready and makes the reading children. Private to this
// room.
#pragma once

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

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

// Throws the Error of a machine that has no room for another process; `code` is an errno.
[[noreturn]] void refuse_to_start(const char* what, int code);

// Where a child finds what it was given: its file, the pipe for its answers, the list of words.
constexpr int file_descriptor = 3, answer_descriptor = 4, words_descriptor = 5;

// Starts when the first child is asked for, and again when somebody has ended it; goes with its
// owner. The children are the owner's, to be waited for and to be killed.
class Starter {
 public:
  Starter() = default;
  Starter(const Starter&) = delete;
  Starter& operator=(const Starter&) = delete;
  ~Starter();

  // Makes a child that is given these descriptors, in the order of above, which stay the caller's,
  // and what `arguments` say. Throws Error when no process can be started.
  pid_t make_child(const std::array<int, 3>& descriptors,
                   const std::vector<std::string>& arguments);

 private:
  void start();
  void end();
  std::optional<int> ask(const std::array<int, 3>& descriptors, const std::string& request);

  pid_t process_ = -1;
  Descriptor line_;
};

// The arguments by which main knows that it was started as a starter.
bool is_starter(int argc, char** argv);

// What a starter does: makes the children that its owner asks for, until that one goes. It returns
// only in a child, with the child's arguments, and with nothing when the start was wrong.
std::optional<std::vector<std::string>> serve_as_starter(int argc, char** argv);

}  // namespace inkoopmonitor::extract
