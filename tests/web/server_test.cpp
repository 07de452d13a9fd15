// The server on a socket, with what no browser sends.
#include "app/web/server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "error.h"
#include "house.h"

namespace inkoopmonitor::app::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    std::promise<int> ready;
    ServerOptions options;
    options.port = 0;
    options.read_seconds = options.head_seconds = options.form_seconds = 1;
    thread_ = std::thread([this, options, &ready] {
      serve(
          House::only().site(), options, [&](int port) { ready.set_value(port); }, &stop_);
    });
    port_ = ready.get_future().get();
  }
  ~ServerTest() override {
    stop_ = true;
    thread_.join();
  }

  // Sends the parts, with a pause after each, and gives all that comes back.
  std::string answer(const std::vector<std::string>& parts, int pause_milliseconds = 0) const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    for (const std::string& part : parts) {
      if (::send(socket, part.data(), part.size(), MSG_NOSIGNAL) < 0) break;
      if (pause_milliseconds > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(pause_milliseconds));
    }
    std::string all;
    char buffer[4096];
    for (ssize_t size = 0; (size = ::recv(socket, buffer, sizeof buffer, 0)) > 0;)
      all.append(buffer, static_cast<std::size_t>(size));
    ::close(socket);
    return all;
  }
  static std::string head(const std::string& line, const std::string& more = "") {
    return line + " HTTP/1.1\r\nHost: " + kHost + "\r\nCookie: inkoopmonitor=" + kKey +
           "\r\nConnection: close\r\n" + more + "\r\n";
  }
  static std::string form_of(std::size_t bytes) {
    return "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
           "Content-Length: " +
           std::to_string(bytes) + "\r\n";
  }

  volatile bool stop_ = false;
  std::thread thread_;
  int port_ = 0;
};

TEST_F(ServerTest, AnswersItsOwnPagesWithProtectingHeaders) {
  const std::string page = answer({head("GET /")});
  EXPECT_THAT(page, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(page, HasSubstr("Content-Security-Policy: default-src 'none'; script-src 'self'"));
  EXPECT_THAT(page, HasSubstr("X-Content-Type-Options: nosniff"));
  const std::string packed = answer({head("GET /", "Accept-Encoding: gzip, deflate, br\r\n")});
  EXPECT_THAT(packed, HasSubstr("</html>")) << "to pack it takes longer than to send it";
}

TEST_F(ServerTest, RefusesWhatIsForeignOrTooMuch) {
  const struct {
    std::string request;
    int status;
  } cases[] = {
      {"GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n", 421},
      {"GET / HTTP/1.1\r\nHost: localhost:8421\r\nConnection: close\r\n\r\n", 401},
      {head("POST /ongedaan", "Origin: http://evil.example\r\nContent-Length: 0\r\n"), 403},
      {head("POST /ongedaan", "Sec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n"), 403},
      {head("POST /ongedaan", "Content-Length: 0\r\n"), 403},
      {head("PUT /aanleveren/bestand?jaar=2020&naam=a.pdf",
            "Origin: http://evil.example\r\nContent-Length: 1\r\n") +
           "x",
       403},
      {head("PUT /aanleveren/bestand?jaar=2020&naam=../a.pdf",
            "Sec-Fetch-Site: same-origin\r\nContent-Length: 1\r\n") +
           "x",
       400},
      {head("GET /" + std::string(5000, 'a')), 414},
      {head("GET /eigen/../../site.h"), 400},
      {head("POST /ongedaan", form_of(300 << 10)) + std::string(300 << 10, 'x'), 413},
  };
  for (const auto& one : cases)
    EXPECT_THAT(answer({one.request}), StartsWith("HTTP/1.1 " + std::to_string(one.status)))
        << one.request.substr(0, 200);
}

// A form that comes drop by drop holds a thread no longer than it may take.
TEST_F(ServerTest, LetsGoOfWhatIsSlow) {
  EXPECT_THAT(answer({head("POST /ongedaan", form_of(100)) + "x"}), StartsWith("HTTP/1.1 4"))
      << "nothing more comes";
  std::vector<std::string> drops = {head("POST /ongedaan", form_of(100))};
  drops.resize(8, "x");
  EXPECT_THAT(answer(drops, 200), StartsWith("HTTP/1.1 408"));
  EXPECT_THAT(answer({head("GET /")}), StartsWith("HTTP/1.1 200")) << "others are answered";
}

// Nor does a head, of which nobody knows yet who sends it: drop by drop, or without an end.
TEST_F(ServerTest, LetsGoOfHeadsThatDoNotEnd) {
  using Clock = std::chrono::steady_clock;
  for (const char* begin : {"GET /", "GET / HTTP/1.1\r\nHost: localhost:8421\r\nX-Slow: "}) {
    std::vector<std::string> drops = {begin};
    drops.resize(30, "x");
    const auto began = Clock::now();
    EXPECT_THAT(answer(drops, 200), Not(HasSubstr(" 200 "))) << begin;
    EXPECT_LT(Clock::now() - began, std::chrono::seconds(3)) << begin;
  }
  const std::string line = "X-Long: " + std::string(1000, 'x') + "\r\n";
  std::string endless = "GET / HTTP/1.1\r\n";
  while (endless.size() < (1 << 20)) endless += line;
  EXPECT_THAT(answer({endless}), Not(HasSubstr(" 200 ")));
}

TEST_F(ServerTest, SharesItsPortWithNobody) {
  ServerOptions options;
  options.port = port_;
  const volatile bool stop = true;
  EXPECT_THROW(serve(
                   House::only().site(), options, [](int) {}, &stop),
               Error);
}

TEST_F(ServerTest, AnswersOneRequestAfterAnotherOnAConnection) {
  const std::string first = "GET /zoek HTTP/1.1\r\nHost: " + std::string(kHost) +
                            "\r\nCookie: inkoopmonitor=" + kKey + "\r\n\r\n";
  const std::string both = answer({first + head("GET /leren")});
  EXPECT_THAT(both, HasSubstr("<title>Zoeken"));
  EXPECT_THAT(both, HasSubstr("<title>Leren"));
}

}  // namespace
}  // namespace inkoopmonitor::app::web
