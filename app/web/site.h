// The review page, without sockets: requests in, answers out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/web/guard.h"
#include "app/web/request.h"

namespace inkoopmonitor::app::web {

struct SiteOptions {
  std::filesystem::path corpus;
  std::filesystem::path classify, templates, boundaries, web;  // the program's data
  std::filesystem::path program;                               // that imports and classifies
  std::filesystem::path passwords;  // empty: for one's own machine, with a key in the address
  std::string key;                  // that key
  std::string reviewer = "ik";      // who comes in with it
  std::string arguments;            // for the list of runs
  GuardOptions guard;
  bool secure_cookies = false;  // behind TLS
};

class Site {
 public:
  // The corpus must be there and of the present schema.
  explicit Site(const SiteOptions& options);
  ~Site();

  // Never throws. May be called by several threads.
  Response answer(Request request);
  // Whether this request may be answered at all: for the server, before it reads a body.
  bool admits(const Request& request);
  // Until everything that was decided is worked into the monitor.
  void settle();
  // Where a file is put that comes by PUT /aanleveren/bestand; empty: its name leads elsewhere.
  std::filesystem::path place_for_upload(const Request& request);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace inkoopmonitor::app::web
