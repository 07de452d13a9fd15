// cpp-httplib keeps a thread for each connection. A browser opens up to six, so there are threads
// for a team's browsers; who holds a connection without saying anything, or says it drop by drop,
// loses it soon.
#include "app/web/server.h"

#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "app/web/connection.h"
#include "error.h"

namespace inkoopmonitor::app::web {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kThreads = 64, kUploadMax = 512u << 20, kHeadersMax = 100, kTargetMax = 4096;

// Nothing that the request says may stand in it but what is made use of here.
Request request_of(const httplib::Request& asked) {
  Request request;
  request.method = asked.method;
  request.remote = asked.remote_addr;
  if (!parse_target(asked.target, request)) request.path.clear();
  std::size_t count = 0;
  for (const auto& [name, value] : asked.headers) {
    if (++count > kHeadersMax) break;
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.headers.try_emplace(lower, value);
  }
  request.body = asked.body;
  if (request.header("content-type").starts_with("application/x-www-form-urlencoded"))
    request.form = parse_fields(request.body);
  return request;
}

// As a stream of known length, since cpp-httplib packs what it has as a whole: Brotli, as Debian
// builds it, took half a second for the queue. What goes over a slow line the proxy packs.
void put(Response&& made, httplib::Response& answer) {
  answer.status = made.status;
  for (const auto& [name, value] : made.headers) answer.set_header(name, value);
  if (made.body.empty()) {
    answer.set_header("Content-Type", made.type);
    return;
  }
  const auto body = std::make_shared<const std::string>(std::move(made.body));
  answer.set_content_provider(
      body->size(), made.type,
      [body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(body->data() + offset, length);
      });
}

void answer(Site& site, const httplib::Request& asked, httplib::Response& answered) {
  put(site.answer(request_of(asked)), answered);
}

// A file that is handed in, written as it comes.
void take_upload(Site& site, const httplib::Request& asked, httplib::Response& answered,
                 const httplib::ContentReader& content) {
  const Request request = request_of(asked);
  const auto refuse = [&](int status) {
    answered.status = status;
    answered.set_header("Connection", "close");
  };
  if (!site.admits(request)) return refuse(403);
  const fs::path place = site.place_for_upload(request);
  if (place.empty()) return refuse(400);
  std::error_code problem;
  fs::create_directories(place.parent_path(), problem);
  const fs::path aside = place.native() + ".deel";
  std::size_t bytes = 0;
  bool written = false;
  {
    std::ofstream file(aside, std::ios::binary);
    written = content([&](const char* data, std::size_t size) {
      bytes += size;
      if (bytes > kUploadMax) return false;
      file.write(data, static_cast<std::streamsize>(size));
      return file.good();
    });
    file.flush();
    written = written && file.good();
  }
  if (written) fs::rename(aside, place, problem);
  if (!written || problem) {
    fs::remove(aside, problem);
    return refuse(bytes > kUploadMax ? 413 : 507);
  }
  answered.status = 204;
}

// A body, read only as far as a form may be long and may take; the status with which it is refused,
// or 0.
int read_form(const httplib::ContentReader& content, int seconds, std::string& body) {
  constexpr std::size_t kFormMax = 256 << 10;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  bool in_time = true;
  const bool read = content([&](const char* data, std::size_t size) {
    body.append(data, size);
    in_time = std::chrono::steady_clock::now() < end;
    return in_time && body.size() <= kFormMax;
  });
  if (read) return 0;
  return body.size() > kFormMax ? 413 : 408;
}

void set_up(httplib::Server& server, Site& site, const ServerOptions& options) {
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  // cpp-httplib would share the address with whoever listens there, so that of two servers each got
  // some of the requests.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  server.set_keep_alive_max_count(1000);
  server.set_read_timeout(options.read_seconds);  // of the socket, beside ours
  server.set_write_timeout(options.read_seconds);
  server.set_tcp_nodelay(true);
  server.set_payload_max_length(kUploadMax);
  // Addresses are matched by expressions, which take long for what is long.
  server.set_pre_routing_handler([](const httplib::Request& asked, httplib::Response& answered) {
    if (asked.target.size() <= kTargetMax) return httplib::Server::HandlerResponse::Unhandled;
    answered.status = 414;
    return httplib::Server::HandlerResponse::Handled;
  });
  const auto handler = [&site](const httplib::Request& asked, httplib::Response& answered) {
    answer(site, asked, answered);
  };
  server.Put("/aanleveren/bestand",
             [&site](const httplib::Request& asked, httplib::Response& answered,
                     const httplib::ContentReader& content) {
               take_upload(site, asked, answered, content);
             });
  server.Get(".*", handler);
  server.Post(".*", [&site, seconds = options.form_seconds](const httplib::Request& asked,
                                                            httplib::Response& answered,
                                                            const httplib::ContentReader& content) {
    httplib::Request whole = asked;
    if (const int status = read_form(content, seconds, whole.body); status != 0) {
      answered.status = status;
      answered.set_header("Connection", "close");
      return;
    }
    answer(site, whole, answered);
  });
}

}  // namespace

void serve(Site& site, const ServerOptions& options, const std::function<void(int port)>& ready,
           const volatile bool* stop) {
  ConnectionLimits limits;
  limits.read_seconds = options.read_seconds;
  limits.head_seconds = options.head_seconds;
  LimitedServer server(limits);
  set_up(server, site, options);
  const int port = options.port == 0 ? server.bind_to_any_port(options.address)
                   : server.bind_to_port(options.address, options.port) ? options.port
                                                                        : -1;
  if (port <= 0)
    throw Error(ErrorKind::corpus, options.address + ":" + std::to_string(options.port),
                "cannot be listened at; another program may do so already",
                "close that one, or name another with --port");
  ready(port);
  std::thread watch([&] {
    while (!*stop) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server.stop();
  });
  server.listen_after_bind();
  watch.join();
}

}  // namespace inkoopmonitor::app::web
