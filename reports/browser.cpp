// Chromium is asked by its DevTools protocol, over a pair of sockets that it finds as descriptors 3
// and 4: messages in JSON, each ended by a zero byte. Its own --print-to-pdf was turned down: that
// starts a browser for each printing, and only when the page is there, which took longer than the
// printing itself.
#include "reports/browser.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "error.h"
#include "reports/style.h"

extern char** environ;

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::chrono::seconds kLongest(120);

[[noreturn]] void fail(const std::string& problem) {
  throw Error(ErrorKind::usage, "the PDF", problem,
              "the pages themselves need no PDF: leave it out with --no-pdf");
}

// A folder for the page and the browser's own files, gone with the object.
class Workplace {
 public:
  Workplace() {
    std::string name = (fs::temp_directory_path() / "inkoopmonitor-print-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) fail("no folder for it can be made in " + name);
    path_ = name;
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    // Again, when a process that was ended has just written something.
    for (int attempt = 0; attempt < 5 && fs::exists(path_, ignored); ++attempt) {
      if (attempt > 0) ::usleep(20'000);
      fs::remove_all(path_, ignored);
    }
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

// Ours and Chromium's end; the last not among the first descriptors, which it will be moved to.
std::pair<Descriptor, Descriptor> connected() {
  std::array<int, 2> ends = {};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    fail(fmt::format("there is no way to talk to it: {}", strerror(errno)));
  Descriptor ours(ends[0]);
  const Descriptor low(ends[1]);
  Descriptor theirs(::fcntl(low.number(), F_DUPFD_CLOEXEC, 10));
  if (theirs.number() < 0) fail(fmt::format("there is no way to talk to it: {}", strerror(errno)));
  return {std::move(ours), std::move(theirs)};
}

pid_t start(const fs::path& chromium, const fs::path& folder, const Descriptor& theirs) {
  std::vector<std::string> words = {chromium.native(),
                                    "--headless",
                                    "--remote-debugging-pipe",
                                    "--disable-gpu",
                                    "--font-render-hinting=none",
                                    "--no-first-run",
                                    "--no-default-browser-check",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-extensions",
                                    "--disable-sync",
                                    "--disable-dev-shm-usage",
                                    "--host-resolver-rules=MAP * ~NOTFOUND",
                                    "--user-data-dir=" + (folder / "profile").native()};
  // Its own walls need a user other than root; the page that it is given is ours, without scripts.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (::posix_spawn_file_actions_init(&actions) != 0) fail("there is no memory for it");
  if (::posix_spawnattr_init(&attributes) != 0) {
    ::posix_spawn_file_actions_destroy(&actions);
    fail("there is no memory for it");
  }
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
  for (const int end : {3, 4}) ::posix_spawn_file_actions_adddup2(&actions, theirs.number(), end);
  // A group of its own, which is ended as a whole.
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  pid_t process = 0;
  const int failed =
      ::posix_spawn(&process, chromium.c_str(), &actions, &attributes, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (failed != 0) fail(fmt::format("{} cannot be run: {}", chromium.native(), strerror(failed)));
  return process;
}

}  // namespace

struct Browser::Implementation {
  explicit Implementation(const fs::path& program) : chromium(program) {
    auto [our_end, their_end] = connected();
    ours = std::move(our_end);
    process = start(chromium, place.path(), their_end);
  }
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;
  ~Implementation() {
    ::kill(-process, SIGKILL);
    while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  [[noreturn]] void did_not(const std::string& what) const {
    fail(fmt::format("{} did not make it: {}", chromium.native(), what));
  }

  void send(const std::string& message) const {
    // With the zero byte that ends it.
    for (std::size_t at = 0; at <= message.size();) {
      const ssize_t sent =
          ::send(ours.number(), message.c_str() + at, message.size() + 1 - at, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) did_not("it ended");
      at += static_cast<std::size_t>(sent);
    }
  }

  json receive(std::chrono::steady_clock::time_point until) {
    for (std::size_t searched = 0;;) {
      const std::size_t end = received.find('\0', searched);
      if (end != std::string::npos) {
        json message = json::parse(
            received.begin(), received.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
        received.erase(0, end + 1);
        if (!message.is_object()) did_not("it does not speak its protocol");
        return message;
      }
      searched = received.size();
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          until - std::chrono::steady_clock::now());
      if (left.count() <= 0) did_not("it gave no answer");
      pollfd waiting{ours.number(), POLLIN, 0};
      if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
      std::array<char, 1 << 16> bytes = {};
      const ssize_t count = ::recv(ours.number(), bytes.data(), bytes.size(), 0);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) did_not("it ended");
      received.append(bytes.data(), static_cast<std::size_t>(count));
    }
  }

  // What a method answers; what is told meanwhile nobody asked for.
  json ask(const std::string& method, const json& parameters, const std::string& session) {
    json message = {{"id", ++asked}, {"method", method}, {"params", parameters}};
    if (!session.empty()) message["sessionId"] = session;
    send(message.dump());
    const auto until = std::chrono::steady_clock::now() + kLongest;
    for (;;) {
      json answer = receive(until);
      if (answer.value("id", 0) != asked) continue;
      if (!answer.contains("result")) did_not(answer.value("/error/message"_json_pointer, method));
      return std::move(answer["result"]);
    }
  }

  struct Tab {
    std::string target, session;
  };

  // With its pictures and letters.
  Tab open(const std::string& html) {
    const fs::path file = place.path() / "page.html";
    std::ofstream page(file, std::ios::binary);
    page << html;
    page.close();
    if (!page) fail("there is no room for its page in " + place.path().native());
    Tab tab;
    tab.target = ask("Target.createTarget", {{"url", "about:blank"}}, "").value("targetId", "");
    tab.session = ask("Target.attachToTarget", {{"targetId", tab.target}, {"flatten", true}}, "")
                      .value("sessionId", "");
    ask("Page.navigate", {{"url", "file://" + file.native()}}, tab.session);
    // Pictures are there with the page; letters may come a moment later.
    ask("Runtime.evaluate",
        {{"expression",
          "new Promise(function (done) {"
          " if (document.readyState === 'complete') done();"
          " else addEventListener('load', done); })"
          ".then(function () { return document.fonts.ready; })"
          ".then(function () { return 0; })"},
         {"awaitPromise", true}},
        tab.session);
    return tab;
  }

  void close(const Tab& tab) { ask("Target.closeTarget", {{"targetId", tab.target}}, ""); }

  const fs::path chromium;
  const Workplace place;
  Descriptor ours;
  pid_t process = 0;
  std::string received;  // and not yet a whole message
  int asked = 0;
};

Browser::Browser(const fs::path& chromium)
    : implementation_(std::make_unique<Implementation>(chromium)) {}

Browser::~Browser() = default;

std::string Browser::print(const std::string& html) {
  Implementation& browser = *implementation_;
  const Implementation::Tab tab = browser.open(html);
  const json made = browser.ask("Page.printToPDF",
                                {{"printBackground", true},
                                 {"preferCSSPageSize", true},
                                 {"displayHeaderFooter", false},
                                 {"generateTaggedPDF", true},
                                 {"generateDocumentOutline", true}},
                                tab.session);
  browser.close(tab);
  std::string bytes = from_base64(made.value("data", ""));
  if (!bytes.starts_with("%PDF")) browser.did_not("what it made is no PDF");
  return bytes;
}

json Browser::measured(const std::string& html, double width, const std::string& script) {
  Implementation& browser = *implementation_;
  const Implementation::Tab tab = browser.open(html);
  browser.ask("Emulation.setEmulatedMedia", {{"media", "print"}}, tab.session);
  const json answer = browser.ask(
      "Runtime.evaluate",
      {{"expression", fmt::format("document.body.style.width = '{}mm';\n{}", width, script)},
       {"returnByValue", true}},
      tab.session);
  browser.close(tab);
  if (answer.contains("exceptionDetails") || !answer.contains("/result/value"_json_pointer))
    browser.did_not("it could not measure the page");
  return answer["result"]["value"];
}

}  // namespace inkoopmonitor::reports
