#include "app/web/connection.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace inkoopmonitor::app::web {
namespace {

using Clock = std::chrono::steady_clock;

// The address of one end of a socket; stays as it is when there is none.
template <typename Ask>
void name_end(const Ask& ask, socket_t socket, std::string& ip, int& port) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  char host[NI_MAXHOST], service[NI_MAXSERV];
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (ask(socket, plain, &length) != 0 ||
      ::getnameinfo(plain, length, host, sizeof host, service, sizeof service,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return;
  ip = host;
  port = std::atoi(service);
}

}  // namespace

Connection::Connection(socket_t socket, const ConnectionLimits& limits)
    : socket_(socket), limits_(limits) {}

Connection::~Connection() {
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

void Connection::begin_head() {
  in_head_ = true;
  head_end_ = Clock::now() + std::chrono::seconds(limits_.head_seconds);
  head_left_ = limits_.head_bytes;
}

bool Connection::ready(short what, int milliseconds) const {
  static_assert(kPollRead == POLLIN && kPollWrite == POLLOUT);
  pollfd one{socket_, what, 0};
  int found = 0;
  do {
    found = ::poll(&one, 1, milliseconds);
  } while (found < 0 && errno == EINTR);
  return found > 0;
}

int Connection::patience() const {
  const std::chrono::milliseconds usual = std::chrono::seconds(limits_.read_seconds);
  if (!in_head_) return static_cast<int>(usual.count());
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(head_end_ - Clock::now());
  return static_cast<int>(std::clamp(left, std::chrono::milliseconds(0), usual).count());
}

bool Connection::is_readable() const {
  return begin_ < end_ || ready(kPollRead, patience());
}

bool Connection::is_writable() const {
  return ready(kPollWrite, limits_.read_seconds * 1000);
}

ssize_t Connection::read(char* bytes, std::size_t size) {
  if (in_head_ && (head_left_ == 0 || Clock::now() >= head_end_)) return -1;
  if (begin_ == end_) {
    if (!ready(kPollRead, patience())) return -1;
    const ssize_t received = ::recv(socket_, buffer_, sizeof buffer_, 0);
    if (received <= 0) return received;
    begin_ = 0;
    end_ = static_cast<std::size_t>(received);
  }
  std::size_t count = std::min(size, end_ - begin_);
  if (in_head_) {
    count = std::min(count, head_left_);
    head_left_ -= count;
  }
  std::memcpy(bytes, buffer_ + begin_, count);
  begin_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  return is_writable() ? ::send(socket_, bytes, size, MSG_NOSIGNAL) : -1;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  name_end(::getpeername, socket_, ip, port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  name_end(::getsockname, socket_, ip, port);
}

bool LimitedServer::process_and_close_socket(socket_t socket) {
  Connection connection(socket, limits_);
  const auto stopped = [&] { return svr_sock_ == INVALID_SOCKET; };
  bool done = false;
  for (std::size_t left = keep_alive_max_count_; left > 0; --left) {
    if (!connection.has_request(stopped)) break;
    bool closed = false;
    connection.begin_head();
    done = process_request(connection, left == 1, closed,
                           [&](httplib::Request&) { connection.end_head(); });
    // Behind a head that was cut off stands no request.
    if (!done || closed || connection.in_head()) break;
  }
  return done;
}

}  // namespace inkoopmonitor::app::web
