// `review`: the page in a browser, served until Ctrl-C.
#include "app/command_review.h"

#include <fmt/format.h>
#include <spawn.h>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "app/data.h"
#include "app/files.h"
#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "app/web/server.h"
#include "app/web/sessions.h"
#include "app/web/site.h"
#include "error.h"
#include "text.h"

extern char** environ;

namespace inkoopmonitor::app {
namespace {

struct ReviewOptions {
  std::filesystem::path corpus, passwords;
  bool open = false, secure = false;
  std::string listen, host, reviewer, add_reviewer;
  int port = 8421;
};

// Makes a corpus where there is none, and brings an older one up to date: the page itself only
// reads and decides.
void prepare(const std::filesystem::path& folder) {
  if (!corpus::Database::exists(folder)) {
    corpus::Database::create(folder, data_folder("corpus/register"));
    say("made a new corpus in " + text::escaped_path(folder.native()));
    return;
  }
  const bool older = corpus::Database::is_older(folder);
  corpus::Database::open(folder, older ? corpus::Access::write : corpus::Access::read);
}

void open_browser(const std::string& address) {
  std::string program = "xdg-open", argument = address;
  char* arguments[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0)
    say("no browser could be started; open the address yourself");
}

// A line from standard input, which a terminal does not show meanwhile.
std::string read_password() {
  termios before{};
  const bool is_terminal = ::tcgetattr(STDIN_FILENO, &before) == 0;
  termios unseen = before;
  unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  if (is_terminal) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  std::string password;
  std::getline(std::cin, password);
  if (is_terminal) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  return password;
}

// Lines of the password file are added by the program, so that a password is never typed where
// others see it or a shell keeps it.
int add_reviewer(const ReviewOptions& options) {
  if (options.passwords.empty())
    throw Error(ErrorKind::usage, "--add-reviewer", "it is not said to which file",
                "add --passwords FILE");
  say("password for " + options.add_reviewer + " (at least 10 characters), then Enter:");
  const std::string password = read_password();
  std::error_code problem;
  std::string lines = std::filesystem::exists(options.passwords, problem)
                          ? read_whole_file(options.passwords)
                          : std::string();
  lines += web::password_line(options.add_reviewer, password);
  write_whole_file(options.passwords, lines);
  std::filesystem::permissions(
      options.passwords, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  say("added " + options.add_reviewer + " to " + text::escaped_path(options.passwords.native()));
  return 0;
}

std::string user_name() {
  for (const char* variable : {"USER", "LOGNAME"})
    if (const char* name = std::getenv(variable); name != nullptr && *name != '\0') return name;
  return "ik";
}

web::SiteOptions site_options(const ReviewOptions& options, const std::string& arguments) {
  web::SiteOptions site;
  site.corpus = absolute_path(options.corpus);
  site.classify = data_folder("classify");
  site.templates = data_folder("reports/templates");
  site.boundaries = data_folder("corpus/register") / "boundaries";
  site.web = data_folder("app/web");
  site.program = std::filesystem::read_symlink("/proc/self/exe");
  site.reviewer = options.reviewer.empty() ? user_name() : options.reviewer;
  site.arguments = arguments;
  site.secure_cookies = options.secure;
  if (options.listen.empty()) {
    site.key = web::random_key();
  } else {
    site.passwords = options.passwords;
  }
  return site;
}

int review(const ReviewOptions& options, const std::string& arguments) {
  if (!options.add_reviewer.empty()) return add_reviewer(options);
  if (!options.listen.empty() && options.passwords.empty())
    throw Error(ErrorKind::usage, "--listen", "there is no password file",
                "make one: inkoopmonitor review --add-reviewer NAME --passwords FILE, and name it "
                "with --passwords");
  if (options.host.empty() && (options.listen == "0.0.0.0" || options.listen == "::"))
    throw Error(ErrorKind::usage, "--listen " + options.listen,
                "it is not said under which name browsers ask, and every other is refused",
                "add --host NAME:PORT, such as --host monitor.example:8421");
  prepare(options.corpus);
  web::ServerOptions server;
  server.port = options.port;
  if (!options.listen.empty()) server.address = options.listen;
  web::SiteOptions site = site_options(options, arguments);
  if (!options.host.empty()) {
    site.guard.hosts = {options.host};
  } else {
    for (const std::string& name : {server.address, std::string("localhost")})
      site.guard.hosts.push_back(fmt::format("{}:{}", name, server.port));
  }
  web::Site pages(site);
  const auto ready = [&](int port) {
    const std::string host =
        options.host.empty() ? fmt::format("{}:{}", server.address, port) : options.host;
    const std::string address = fmt::format("{}://{}/", options.secure ? "https" : "http", host) +
                                (site.key.empty() ? "" : "?sleutel=" + site.key);
    print(address + "\n");
    say("the review page is at this address until Ctrl-C");
    if (options.open) open_browser(address);
  };
  web::serve(pages, server, ready, interrupted());
  return 0;
}

}  // namespace

void add_review(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(
      program, "review", "Serve the page for checking values, exploring and handing in documents.",
      "review --open");
  auto options = std::make_shared<ReviewOptions>();
  command->add_flag("--open", options->open, "open it in the browser, too");
  command->add_option("--port", options->port, "port (8421)")
      ->type_name("PORT")
      ->check(CLI::Range(1, 65535));
  command->add_option("--reviewer", options->reviewer, "name with decisions (else the user's)")
      ->type_name("NAME");
  command
      ->add_option("--listen", options->listen,
                   "for a team: listen at this address; reviewers log in")
      ->type_name("ADDRESS");
  command->add_option("--passwords", options->passwords, "file with the passwords of reviewers")
      ->type_name("FILE");
  command
      ->add_option("--add-reviewer", options->add_reviewer,
                   "add a reviewer to that file; the password is read from standard input")
      ->type_name("NAME");
  command
      ->add_option("--host", options->host,
                   "name and port under which browsers ask, where a proxy stands before it")
      ->type_name("HOST");
  command->add_flag("--secure", options->secure, "that proxy speaks TLS: cookies only over it");
  add_corpus_option(*command, options->corpus);
  command->callback(
      [options, &invocation] { invocation.status = review(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
