// Files that lie in another one, on their way from the child that takes them out to a folder of the
// parent. Private to this room.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/child.h"
#include "extract/message.h"

namespace inkoopmonitor::extract {

// What a member may be called, made of what it is called in its container.
struct MemberName {
  std::string name;      // folders by /; never empty, no part is . or ..; valid UTF-8, no controls
  std::string problem;   // not empty: a code and a sentence, why it must not be taken out
  bool is_junk = false;  // what an operating system leaves behind, and hidden files
};
MemberName member_name(std::string_view raw);

// Runs in the child. Keeps to what may be taken out, so that a refusal costs one member and not the
// whole container.
class MemberSender {
 public:
  MemberSender(const Allowance& allowance, std::function<void(const Answer&)> send)
      : allowance_(allowance), send_(std::move(send)) {}

  // Begins a member. False when its bytes are not wanted: then it is ended already. Throws
  // OpenFailure when there are too many.
  bool begin(std::string_view raw_name);
  // False when the member became too large: then it is ended. Throws OpenFailure when all of them
  // together did.
  bool write(std::string_view bytes);
  void end();
  // Ends the member that was begun as refused.
  void refuse(const std::string& problem);
  // Members seen, refused ones included, junk left out.
  std::uint32_t count() const { return count_; }

 private:
  void send_waiting(bool last);

  Allowance allowance_;
  std::function<void(const Answer&)> send_;
  std::string name_, waiting_;
  std::uint32_t count_ = 0;
  std::uint64_t bytes_ = 0, bytes_all_ = 0;
};

// Runs in the parent, which trusts no child to have kept to anything.
class MemberFiles {
 public:
  MemberFiles() = default;
  MemberFiles(std::filesystem::path folder, const Allowance& allowance)
      : folder_(std::move(folder)), allowance_(allowance) {}

  // False for a piece that is not of the agreed form, or beyond what may be taken out. Throws Error
  // (corpus) when the folder cannot be written.
  bool take(const MemberAnswer& piece);
  // A member of which a part is missing is refused with this reason.
  std::vector<Member> finish(const std::string& reason_of_cut);

 private:
  bool begin(const std::string& name);
  void write(std::string_view bytes);
  void drop(const std::string& reason);

  std::filesystem::path folder_;
  Allowance allowance_;
  Descriptor file_;
  bool is_open_ = false;
  std::uint64_t bytes_ = 0, bytes_all_ = 0;
  std::vector<Member> members_;
  std::set<std::string> names_;
};

}  // namespace inkoopmonitor::extract
