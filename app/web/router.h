// Which function answers which address.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/web/request.h"

namespace inkoopmonitor::app::web {

// What stands in an address where its pattern has a colon: {"sha": "ab…"}.
using Parts = Fields;
using Handler = std::function<Response(const Request&, const Parts&)>;

class Router {
 public:
  // `pattern`: "/document/:sha/page/:page.png". A part goes to the next slash, and is what stands
  // before the ending that the pattern has; it is never empty.
  void add(const std::string& method, const std::string& pattern, Handler handler);
  // 404 where no pattern fits, 405 where one fits with another method. HEAD is answered as GET.
  Response answer(const Request& request) const;
  // Whether `path` fits `pattern`; fills `parts`.
  static bool fits(const std::string& pattern, const std::string& path, Parts& parts);

 private:
  struct Route {
    std::string method, pattern;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace inkoopmonitor::app::web
