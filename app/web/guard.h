// What is refused before anything is looked up: addresses under a foreign name (DNS rebinding),
// changes that another site asks for, bodies that are too large.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/web/request.h"

namespace inkoopmonitor::app::web {

struct GuardOptions {
  // Host headers that are answered, with port: "127.0.0.1:8421", "localhost:8421". Empty: all,
  // which is for a server behind a proxy that checks them.
  std::vector<std::string> hosts = {};
  std::size_t body_max = 256 << 10;
};

// The status with which a request is refused, or 0. 421: another host; 403: a change that comes
// from another site; 413: too large; 400: no path.
int refusal(const Request& request, const GuardOptions& options);

// A request that may change something.
bool changes(const Request& request);

// Headers of every answer: nothing is taken from elsewhere, no script stands in a page, nobody may
// frame it, and no address is told to others.
std::vector<std::pair<std::string, std::string>> protecting_headers();

}  // namespace inkoopmonitor::app::web
