#include "app/web/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <thread>

#include "app/files.h"
#include "app/options.h"
#include "app/output.h"
#include "app/web/context.h"
#include "app/web/sessions.h"
#include "error.h"
#include "extract/extract.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

constexpr const char* kCookie = "inkoopmonitor";

// The files that pages take in, by name.
const std::map<std::string, std::pair<std::string, const char*>>& static_files() {
  static const std::map<std::string, std::pair<std::string, const char*>> files = {
      {"review.css", {"web/static/review.css", "text/css; charset=utf-8"}},
      {"review.js", {"web/static/review.js", "text/javascript; charset=utf-8"}},
      {"document.js", {"web/static/document.js", "text/javascript; charset=utf-8"}},
      {"words.js", {"web/static/words.js", "text/javascript; charset=utf-8"}},
      {"explore.js", {"web/static/explore.js", "text/javascript; charset=utf-8"}},
      {"intake.js", {"web/static/intake.js", "text/javascript; charset=utf-8"}},
      {"htmx.min.js", {"web/static/htmx.min.js", "text/javascript; charset=utf-8"}},
      {"echarts.min.js", {"templates/echarts/echarts.min.js", "text/javascript; charset=utf-8"}},
      {"400.woff2", {"templates/font/source-sans-3-latin-400-normal.woff2", "font/woff2"}},
      {"600.woff2", {"templates/font/source-sans-3-latin-600-normal.woff2", "font/woff2"}}};
  return files;
}

class StaticFiles {
 public:
  explicit StaticFiles(const SiteOptions& options) {
    for (const auto& [name, file] : static_files()) {
      const bool own = file.first.starts_with("web/");
      const std::string rest = file.first.substr(file.first.find('/') + 1);
      const std::filesystem::path path = (own ? options.web : options.templates) / rest;
      files_[name] = {
          200, file.second, read_whole_file(path), {{"Cache-Control", "private, max-age=3600"}}};
    }
  }
  Response get(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? Response{404, "text/plain", "404", {}} : found->second;
  }

 private:
  std::map<std::string, Response> files_;
};

std::string language_of(const Request& request) {
  const std::string& asked = request.field("taal");
  const std::string wanted = asked.empty() ? request.cookie("taal") : asked;
  return wanted == "en" ? "en" : "nl";
}

// The address of who asks; behind a proxy on this machine the one that the proxy names last.
std::string address_of(const Request& request) {
  const std::string& named = request.header("x-forwarded-for");
  const bool from_proxy = request.remote == "127.0.0.1" || request.remote == "::1";
  if (!from_proxy || named.empty()) return request.remote;
  return named.substr(std::min(named.rfind(',') + 1, named.size()));
}

// An address of this site to go on to; anything else leads to its front page.
std::string own_address(const std::string& address) {
  const bool is_own = address.starts_with('/') && !address.starts_with("//") &&
                      address.find_first_of("\\\r\n") == std::string::npos;
  return is_own ? address : "/";
}

// What was asked for, to come back to when who asked has logged in.
std::string asked_address(const Request& request) {
  if (request.method != "GET" || request.path == "/inloggen") return "/";
  std::string address;
  for (const char c : request.path)
    address += c == '/' ? std::string(1, c) : encoded(std::string_view(&c, 1));
  char before = '?';
  for (const auto& [name, value] : request.query) {
    address += before + encoded(name) + "=" + encoded(value);
    before = '&';
  }
  return own_address(address);
}

}  // namespace

Databases::Lease Databases::lease() {
  std::unique_ptr<corpus::Database> database;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      database = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!database)
    database =
        std::make_unique<corpus::Database>(corpus::Database::open(folder_, corpus::Access::read));
  return {database.release(), [this](corpus::Database* used) {
            const std::lock_guard lock(mutex_);
            idle_.emplace_back(used);
          }};
}

namespace {

std::map<std::string, std::string> municipality_names(Databases& databases) {
  std::map<std::string, std::string> names;
  for (auto& row : reports::ask(*databases.lease(), "municipality_names"))
    names[row["gm_code"]] = row["name"];
  return names;
}

}  // namespace

Context::Context(const SiteOptions& given)
    : options(given),
      rules(classify::RuleSet::load(given.classify)),
      codebook(codebook_of(rules)),
      databases(given.corpus),
      look(given.web, rules.variables(), municipality_names(databases)),
      follower(given.corpus, rules, this_program(given.arguments, rules.version())),
      jobs(given.program) {}

corpus::Program Context::program() const {
  return this_program(options.arguments, rules.version());
}

int Context::year_of(const corpus::Database& database, int asked) const {
  if (asked != 0) return asked;
  const std::vector<int> years = years_of(database);
  return years.empty() ? 0 : years.front();
}

reports::Table table_of(std::initializer_list<const char*> columns) {
  reports::Table table;
  for (const char* column : columns) table.columns.push_back({column});
  return table;
}

Response twin(const reports::Table& table, const std::string& ending) {
  if (ending == "csv")
    return {200, "text/csv; charset=utf-8", reports::render(table, reports::Format::csv), {}};
  return json_response(reports::render(table, reports::Format::json));
}

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

nlohmann::json scripts(std::initializer_list<const char*> files) {
  nlohmann::json list = nlohmann::json::array();
  for (const char* file : files) list.push_back({{"file", file}});
  return list;
}

nlohmann::json select_options(const std::vector<std::pair<std::string, std::string>>& options,
                              const std::string& chosen) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [value, label] : options)
    list.push_back({{"value", value}, {"label", label}, {"chosen", value == chosen}});
  return list;
}

struct Site::Implementation {
  explicit Implementation(const SiteOptions& options) : context(options), files(options) {
    if (options.passwords.empty()) {
      sessions.admit(options.key, options.reviewer);
    } else {
      passwords = read_passwords(options.passwords);
    }
    add_queue_pages(router, context);
    add_document_pages(router, context);
    add_deciding(router, context);
    add_explore_pages(router, context);
    add_intake_pages(router, context);
    add_second_pages(router, context);
    add_learning_pages(router, context);
    warming = std::jthread([this] { warm(); });
  }

  // Asks what the front page will ask, so that the first reviewer need not wait for it.
  void warm() {
    try {
      const auto database = context.databases.lease();
      if (const int year = context.year_of(*database, 0); year != 0)
        context.queue.documents(*database, {year, {}, {}, {}, {}});
    } catch (const std::exception&) {
      // The page itself will meet it, and say so.
    }
  }

  std::string cookie(const std::string& key) const {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", kCookie, key,
                       context.options.secure_cookies ? "; Secure" : "");
  }

  // By the address with the key that the program printed.
  std::optional<Response> let_in_by_key(const Request& request) {
    const std::string& given = request.field("sleutel");
    if (given.empty() || !context.options.passwords.empty()) return std::nullopt;
    const std::string address = address_of(request);
    if (sessions.wait_seconds(address) > 0) return refused(request, 429, "wait");
    if (given != context.options.key) {
      sessions.failed(address);
      return refused(request, 403, "wrong_key");
    }
    sessions.admit(given, context.options.reviewer);  // it may have been idle for too long
    Response response = redirect("/");
    response.headers.emplace_back("Set-Cookie", cookie(given));
    return response;
  }

  Response refused(const Request& request, int status, const std::string& key) const {
    return context.look.problem(request, status, key);
  }

  Response login_page(const Request& request, const std::string& problem, int status) const {
    Response page = context.look.page(
        request, "login",
        {{"title", context.look.text(request.language, "login")},
         {"wrong", problem.empty() ? nlohmann::json(false) : nlohmann::json{{"says", problem}}},
         {"to", request.field("naar").empty() ? asked_address(request)
                                              : own_address(request.field("naar"))},
         {"team", !context.options.passwords.empty()}});
    page.status = status;
    return page;
  }

  Response log_in(const Request& request) {
    const std::string& name = request.field("naam");
    const std::string& password = request.field("wachtwoord");
    const auto& look = context.look;
    const std::string address = address_of(request);
    // Guessing is slowed down by name and by address: neither many names nor many machines help.
    const std::string by_name = "name " + name.substr(0, 100);
    const int wait = std::max(sessions.wait_seconds(by_name), sessions.wait_seconds(address));
    if (wait > 0)
      return login_page(
          request, look.filled(request.language, "login_wait", {{"seconds", std::to_string(wait)}}),
          429);
    // Before it is checked, so that tries at the same time are slowed down too.
    sessions.failed(by_name);
    sessions.failed(address);
    const auto known = std::find_if(passwords.begin(), passwords.end(),
                                    [&](const PasswordLine& one) { return one.name == name; });
    // Computed for an unknown name too, so that the time does not tell who is known.
    static const PasswordLine nobody{"", std::string(64, '0'), std::string(64, '0')};
    const bool right =
        is_password(known == passwords.end() ? nobody : *known, password.substr(0, 1000)) &&
        known != passwords.end();
    if (!right) return login_page(request, look.text(request.language, "login_wrong"), 403);
    sessions.succeeded(by_name);
    sessions.succeeded(address);
    Response response = redirect(own_address(request.field("naar")));
    response.headers.emplace_back("Set-Cookie", cookie(sessions.begin(name)));
    return response;
  }

  Response answer(Request& request) {
    request.language = language_of(request);
    Parts parts;
    if (const int status = refusal(request, context.options.guard); status != 0)
      return {status, "text/plain; charset=utf-8", std::to_string(status), {}};
    if (request.method == "GET" && Router::fits("/eigen/:name", request.path, parts))
      return files.get(parts["name"]);
    if (request.path == "/inloggen" && request.method == "POST" &&
        !context.options.passwords.empty())
      return log_in(request);
    if (auto response = let_in_by_key(request)) return *response;
    const std::string key = request.cookie(kCookie);
    request.reviewer = key.empty() ? "" : sessions.reviewer(key);
    if (request.reviewer.empty()) return login_page(request, "", 401);
    if (request.path == "/uitloggen" && request.method == "POST") {
      sessions.end(key);
      return redirect("/");
    }
    Response response = router.answer(request);
    if (response.status == 404 && response.body == "404")
      response = context.look.problem(request, 404, "not_found");
    if (!request.field("taal").empty())
      response.headers.emplace_back(
          "Set-Cookie", "taal=" + request.language + "; Path=/; SameSite=Strict; Max-Age=31536000");
    return response;
  }

  Context context;
  StaticFiles files;
  Sessions sessions;
  std::vector<PasswordLine> passwords;
  Router router;
  std::jthread warming;  // the last, since it uses all others
};

Site::Site(const SiteOptions& options)
    : implementation_(std::make_unique<Implementation>(options)) {}
Site::~Site() = default;

bool Site::admits(const Request& request) {
  if (refusal(request, implementation_->context.options.guard) != 0) return false;
  const std::string key = request.cookie(kCookie);
  return !key.empty() && !implementation_->sessions.reviewer(key).empty();
}

void Site::settle() {
  implementation_->context.follower.wait();
}

std::filesystem::path Site::place_for_upload(const Request& request) {
  return upload_place(implementation_->context.options.corpus, request);
}

Response Site::answer(Request request) {
  Response response;
  try {
    response = implementation_->answer(request);
  } catch (const Error& problem) {
    const bool usage = problem.kind == ErrorKind::usage;
    response = implementation_->context.look.problem(request, usage ? 400 : 503,
                                                     usage ? "bad_request" : "corpus_busy");
    // Never what was asked or what a document says.
    if (!usage) say("inkoopmonitor: " + problem.subject + ": " + problem.problem);
  } catch (const std::exception& problem) {
    say(fmt::format("inkoopmonitor: {} {}: {}", request.method,
                    request.path.substr(0, request.path.find('/', 1)), problem.what()));
    response = {500, "text/plain; charset=utf-8", "500", {}};
  }
  for (auto& header : protecting_headers()) {
    const auto given = std::find_if(response.headers.begin(), response.headers.end(),
                                    [&](const auto& one) { return one.first == header.first; });
    if (given == response.headers.end()) response.headers.push_back(std::move(header));
  }
  const bool cached = std::any_of(response.headers.begin(), response.headers.end(),
                                  [](const auto& one) { return one.first == "Cache-Control"; });
  if (!cached) response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace inkoopmonitor::app::web
