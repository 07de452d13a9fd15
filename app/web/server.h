// The review page on a socket.
#pragma once

#include <functional>
#include <string>

#include "app/web/site.h"

namespace inkoopmonitor::app::web {

struct ServerOptions {
  std::string address = "127.0.0.1";
  int port = 8421;        // 0: any that is free
  int read_seconds = 10;  // so long a client may say nothing in the middle of a request
  int head_seconds = 10;  // so long its first line and headers may take, if only drop by drop
  int form_seconds = 30;  // so long a form may take, likewise
};

// Answers until `*stop` becomes true. `ready` gets the port when it listens. Throws Error (corpus)
// when the address cannot be had.
void serve(Site& site, const ServerOptions& options, const std::function<void(int port)>& ready,
           const volatile bool* stop);

}  // namespace inkoopmonitor::app::web
