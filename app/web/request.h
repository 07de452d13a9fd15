// What a browser asks and what it gets, apart from sockets: so the whole page can be tried, and fed
// nonsense, without a server.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inkoopmonitor::app::web {

// Names and values of a query or form. Of a name that stands there twice the first counts.
using Fields = std::map<std::string, std::string>;

struct Request {
  std::string method = "GET";
  std::string path = "/";  // decoded, without the query
  Fields query, form;
  std::string body;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string remote;                          // address of who asks
  // Filled by the site: who is asking, in which language.
  std::string reviewer, language = "nl";

  const std::string& header(const std::string& name) const;
  // The cookie of that name; empty when there is none.
  std::string cookie(std::string_view name) const;
  // A field of form or query; empty when it is not given.
  const std::string& field(const std::string& name) const;
  // The same as a whole number from 0 to a thousand million; `otherwise` when it is none.
  int number(const std::string& name, int otherwise) const;
};

struct Response {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

Response redirect(const std::string& to);
Response json_response(std::string body);

// `text` with %41 and + undone, as valid UTF-8; what is no such sequence stays.
std::string decoded(std::string_view text, bool plus_is_blank = true);
// `text` as a part of an address.
std::string encoded(std::string_view text);
// "a=1&b=2". At most `kFieldsMax` fields, what comes after is left out.
inline constexpr std::size_t kFieldsMax = 2000;
Fields parse_fields(std::string_view text);
// Splits the target of a request into path and query. False for what is no path: empty, not
// beginning with /, with a control character or a part that is `..`.
bool parse_target(std::string_view target, Request& request);

}  // namespace inkoopmonitor::app::web
