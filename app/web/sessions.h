// Who may come in. On one's own machine the program makes a key when it starts, and prints an
// address with it; for a team each reviewer has a password.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace inkoopmonitor::app::web {

// A line of a password file: "name:scrypt:16384:8:1:SALT:HASH", both in hexadecimal.
struct PasswordLine {
  std::string name, salt, hash;
};
std::string password_line(const std::string& name, const std::string& password);
// Throws Error (usage) naming file and line; a file that others may read is refused too.
std::vector<PasswordLine> read_passwords(const std::filesystem::path& file);
// Compares in constant time.
bool is_password(const PasswordLine& line, const std::string& password);

// 32 random bytes in hexadecimal.
std::string random_key();

// Sessions by the key in their cookie. May be used by several threads.
class Sessions {
 public:
  using Clock = std::chrono::steady_clock;

  // Begins one and gives its key.
  std::string begin(const std::string& reviewer);
  // Makes a session with a key that is known already.
  void admit(const std::string& key, const std::string& reviewer);
  // The reviewer of a session; empty when there is none, or it was idle for twelve hours.
  std::string reviewer(const std::string& key, Clock::time_point now = Clock::now());
  void end(const std::string& key);

  // How many seconds somebody (a name or an address) has to wait before the next try: after five
  // that failed, 2, 4, 8 … at most 600.
  int wait_seconds(const std::string& who, Clock::time_point now = Clock::now());
  void failed(const std::string& who, Clock::time_point now = Clock::now());
  void succeeded(const std::string& who);

 private:
  struct Session {
    std::string reviewer;
    Clock::time_point seen;
  };
  struct Tries {
    int failed = 0;
    Clock::time_point last;
  };
  std::mutex mutex_;
  std::map<std::string, Session> sessions_;
  std::map<std::string, Tries> tries_;
};

}  // namespace inkoopmonitor::app::web
