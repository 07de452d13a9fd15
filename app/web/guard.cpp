#include "app/web/guard.h"

#include <algorithm>

namespace inkoopmonitor::app::web {
namespace {

// The host of "https://name:port"; empty for anything else, "null" too.
std::string host_of(const std::string& origin) {
  const std::size_t at = origin.find("://");
  return at == std::string::npos ? "" : origin.substr(at + 3);
}

}  // namespace

bool changes(const Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

int refusal(const Request& request, const GuardOptions& options) {
  if (!request.path.starts_with('/')) return 400;
  const std::string& host = request.header("host");
  if (!options.hosts.empty() &&
      std::find(options.hosts.begin(), options.hosts.end(), host) == options.hosts.end())
    return 421;
  if (request.body.size() > options.body_max) return 413;
  if (!changes(request)) return 0;
  // Browsers say where a change comes from, by one of these or both. What says neither is no
  // browser, and has no cookie that somebody else could make use of.
  const std::string& site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin") return 403;
  const std::string& origin = request.header("origin");
  if (!origin.empty() && host_of(origin) != host) return 403;
  if (site.empty() && origin.empty() && !request.header("cookie").empty()) return 403;
  return 0;
}

std::vector<std::pair<std::string, std::string>> protecting_headers() {
  // Charts put their letters into attributes called style, which can fetch nothing here.
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; "
           "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
           "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          // Not `no-referrer`: then browsers call the origin of a form of this site `null`.
          {"Referrer-Policy", "same-origin"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"}};
}

}  // namespace inkoopmonitor::app::web
