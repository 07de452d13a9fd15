#include <cassert>

#include "app/web/guard.h"
#include "app/web/request.h"
#include "app/web/router.h"
#include "tests/fuzz/targets.h"
#include "text.h"

namespace inkoopmonitor::fuzz {

// Lines: method, target, then headers "name: value" up to an empty line, then the body.
void requests(std::string_view bytes) {
  using namespace app::web;
  const auto line = [&bytes] {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view one = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return one;
  };
  Request request;
  request.method = std::string(line());
  const bool is_path = parse_target(line(), request);
  assert(text::is_valid_utf8(request.path));
  assert(!is_path || (request.path + "/").find("/../") == std::string::npos);
  for (std::string_view header = line(); !header.empty(); header = line()) {
    const std::size_t colon = std::min(header.find(": "), header.size());
    request.headers[std::string(header.substr(0, colon))] =
        colon < header.size() ? std::string(header.substr(colon + 2)) : "";
  }
  request.body = std::string(bytes);
  request.form = parse_fields(request.body);
  assert(request.form.size() <= kFieldsMax);
  for (const auto& [name, value] : request.form)
    assert(text::is_valid_utf8(name) && text::is_valid_utf8(value) &&
           decoded(encoded(value)) == value);
  assert(request.number("jaar", 7) >= 0);
  assert(text::is_valid_utf8(request.cookie("inkoopmonitor")));
  if (refusal(request, {{"localhost:8421"}, 1000}) == 0) {
    assert(request.header("host") == "localhost:8421" && request.body.size() <= 1000);
    const std::string& origin = request.header("origin");
    assert(!changes(request) || origin.empty() || origin.ends_with("://localhost:8421"));
  }
  Router router;
  const auto echo = [](const Request&, const Parts& parts) {
    for (const auto& [name, value] : parts)
      assert(!value.empty() && value.find('/') == std::string::npos);
    return Response{};
  };
  router.add("GET", "/document/:sha", echo);
  router.add("GET", "/document/:sha/blad/:page.png", echo);
  router.add("POST", "/document/:sha/besluit", echo);
  const Response response = router.answer(request);
  assert(response.status == 200 || response.status == 404 || response.status == 405);
}

}  // namespace inkoopmonitor::fuzz
