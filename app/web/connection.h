// A socket as the server reads and writes it. Private to server.cpp.
//
// cpp-httplib limits how long a client may say nothing, but not how long it may take over the head
// of a request: a byte every second kept a thread for as long as somebody liked, before anybody had
// said who he is. Its own stream for sockets is out of reach, so this one stands in for it.
#pragma once

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <string>

namespace inkoopmonitor::app::web {

struct ConnectionLimits {
  int idle_seconds = 3;   // between two requests
  int read_seconds = 10;  // so long a client may say nothing, or take nothing
  int head_seconds = 10;  // so long the first line and the headers may take, from their first byte
  std::size_t head_bytes = 64 << 10;
};

// Owns its socket, and says farewell to the client before it closes it.
class Connection : public httplib::Stream {
 public:
  Connection(socket_t socket, const ConnectionLimits& limits);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override;

  // Waits for the first byte of a request; false when none comes, or `stopped` says so.
  template <typename Stopped>
  bool has_request(const Stopped& stopped) {
    constexpr int kStep = 50;
    for (int waited = 0; waited < limits_.idle_seconds * 1000 && !stopped(); waited += kStep)
      if (begin_ < end_ || ready(kPollRead, kStep)) return true;
    return false;
  }
  // From here on what is read is the head of a request, and then no longer.
  void begin_head();
  void end_head() { in_head_ = false; }
  bool in_head() const { return in_head_; }

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  static constexpr short kPollRead = 1, kPollWrite = 4;  // POLLIN, POLLOUT
  bool ready(short what, int milliseconds) const;
  int patience() const;  // milliseconds

  const socket_t socket_;
  const ConnectionLimits limits_;
  bool in_head_ = false;
  std::chrono::steady_clock::time_point head_end_;
  std::size_t head_left_ = 0;  // bytes
  char buffer_[16 << 10] = {};
  std::size_t begin_ = 0, end_ = 0;  // of what was received and not read
};

// A server whose connections keep these limits.
class LimitedServer : public httplib::Server {
 public:
  explicit LimitedServer(const ConnectionLimits& limits) : limits_(limits) {}

 private:
  bool process_and_close_socket(socket_t socket) override;
  const ConnectionLimits limits_;
};

}  // namespace inkoopmonitor::app::web
