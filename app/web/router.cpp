#include "app/web/router.h"

#include <algorithm>
#include <string_view>

namespace inkoopmonitor::app::web {
namespace {

std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(end);
  return part;
}

}  // namespace

void Router::add(const std::string& method, const std::string& pattern, Handler handler) {
  routes_.push_back({method, pattern, std::move(handler)});
}

bool Router::fits(const std::string& pattern, const std::string& path, Parts& parts) {
  parts.clear();
  std::string_view wanted = pattern, given = path;
  while (!wanted.empty() && !given.empty()) {
    const std::string_view one = next_part(wanted), other = next_part(given);
    if (!one.starts_with(':')) {
      if (one != other) return false;
      continue;
    }
    const std::size_t point = std::min(one.find('.'), one.size());
    const std::string_view ending = one.substr(point);
    if (other.size() <= ending.size() || !other.ends_with(ending)) return false;
    parts[std::string(one.substr(1, point - 1))] = other.substr(0, other.size() - ending.size());
  }
  return wanted.empty() && given.empty();
}

Response Router::answer(const Request& request) const {
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  bool known = false;
  Parts parts;
  for (const Route& route : routes_) {
    if (!fits(route.pattern, request.path, parts)) continue;
    known = true;
    if (route.method == method) return route.handler(request, parts);
  }
  return {known ? 405 : 404, "text/plain; charset=utf-8", known ? "405" : "404", {}};
}

}  // namespace inkoopmonitor::app::web
