// Addresses, forms, routes and what is refused, without a server.
#include "app/web/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/web/guard.h"
#include "app/web/router.h"

namespace inkoopmonitor::app::web {
namespace {

TEST(Request, ReadsWhatBrowsersSend) {
  Request request;
  ASSERT_TRUE(parse_target("/document/ab%20c?q=open+house&leeg&x=%C3%A9%ZZ", request));
  EXPECT_EQ(request.path, "/document/ab c");
  EXPECT_EQ(request.field("q"), "open house");
  EXPECT_EQ(request.field("leeg"), "");
  EXPECT_EQ(request.field("x"), "é%ZZ");
  EXPECT_EQ(decoded("%ff%00x").substr(0, 3), "\xEF\xBF\xBD") << "always valid UTF-8";
  EXPECT_EQ(decoded(encoded("a/b?c=é&+ \n")), "a/b?c=é&+ \n");
  request.headers["cookie"] = "taal=en; inkoopmonitor=ab%3Dc";
  EXPECT_EQ(request.cookie("inkoopmonitor"), "ab=c");
  EXPECT_EQ(request.cookie("inkoop"), "");
  request.query["n"] = "12";
  request.query["m"] = "-1";
  EXPECT_EQ(request.number("n", 5), 12);
  EXPECT_EQ(request.number("m", 5), 5);
  request.query["n"] = "12 OR 1";
  EXPECT_EQ(request.number("n", 5), 5);
}

TEST(Request, RefusesAddressesThatLeadElsewhere) {
  Request request;
  for (const char* target : {"", "document", "http://elders/", "/../etc/passwd", "/a/%2e%2e/b",
                             "/a/..%2fb/../c", "/a%0d%0aSet-Cookie:x", "/a/.."})
    EXPECT_FALSE(parse_target(target, request)) << target;
}

TEST(Request, TakesSoManyFieldsAndNoMore) {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "a" + std::to_string(i) + "=1&";
  EXPECT_EQ(parse_fields(many).size(), kFieldsMax);
}

TEST(Router, FindsTheFirstPatternThatFits) {
  Router router;
  const auto says = [](const std::string& text) {
    return [text](const Request&, const Parts& parts) {
      std::string body = text;
      for (const auto& [name, value] : parts) body += " " + name + "=" + value;
      return Response{200, "text/plain", body, {}};
    };
  };
  router.add("GET", "/", says("front"));
  router.add("GET", "/verken/:figure.json", says("data"));
  router.add("GET", "/verken/:figure", says("figure"));
  router.add("POST", "/document/:sha/besluit", says("decide"));
  const struct {
    const char *method, *path, *body;
    int status;
  } cases[] = {
      {"GET", "/", "front", 200},
      {"HEAD", "/", "front", 200},
      {"GET", "/verken/trend.json", "data figure=trend", 200},
      {"GET", "/verken/trend", "figure figure=trend", 200},
      {"GET", "/verken/.json", "figure figure=.json", 200},
      {"GET", "/verken/", "404", 404},
      {"GET", "/verken/a/b", "404", 404},
      {"GET", "/document/x/besluit", "405", 405},
      {"POST", "/document/x/besluit", "decide sha=x", 200},
      {"POST", "/document//besluit", "404", 404},
  };
  for (const auto& one : cases) {
    Request request;
    request.method = one.method;
    request.path = one.path;
    const Response response = router.answer(request);
    EXPECT_EQ(response.status, one.status) << one.path;
    EXPECT_EQ(response.body, one.body) << one.path;
  }
}

TEST(Guard, RefusesForeignHostsAndChangesFromElsewhere) {
  const GuardOptions options{{"127.0.0.1:8421", "localhost:8421"}, 1000};
  const struct {
    const char *method, *host, *origin, *site, *cookie;
    int status;
  } cases[] = {
      {"GET", "127.0.0.1:8421", "", "", "", 0},
      {"GET", "localhost:8421", "", "cross-site", "", 0},
      {"GET", "rebound.example:8421", "", "", "", 421},
      {"GET", "127.0.0.1:9999", "", "", "", 421},
      {"GET", "", "", "", "", 421},
      {"POST", "127.0.0.1:8421", "http://127.0.0.1:8421", "same-origin", "k=1", 0},
      {"POST", "127.0.0.1:8421", "http://127.0.0.1:8421", "", "k=1", 0},
      {"POST", "127.0.0.1:8421", "", "same-origin", "k=1", 0},
      {"POST", "127.0.0.1:8421", "http://evil.example", "", "k=1", 403},
      {"POST", "127.0.0.1:8421", "http://127.0.0.1:8421", "cross-site", "k=1", 403},
      {"POST", "127.0.0.1:8421", "http://localhost:8421", "same-site", "k=1", 403},
      {"POST", "127.0.0.1:8421", "null", "", "k=1", 403},
      {"POST", "127.0.0.1:8421", "", "none", "k=1", 403},
      {"PUT", "127.0.0.1:8421", "http://evil.example", "", "", 403},
      {"POST", "127.0.0.1:8421", "", "", "k=1", 403},
  };
  for (const auto& one : cases) {
    Request request;
    request.method = one.method;
    for (const auto& [name, value] :
         {std::pair("host", one.host), std::pair("origin", one.origin),
          std::pair("sec-fetch-site", one.site), std::pair("cookie", one.cookie)})
      if (*value != '\0') request.headers[name] = value;
    EXPECT_EQ(refusal(request, options), one.status)
        << one.method << " " << one.host << " " << one.origin << " " << one.site;
  }
  Request large;
  large.headers["host"] = "localhost:8421";
  large.body.assign(1001, 'x');
  EXPECT_EQ(refusal(large, options), 413);
  for (const auto& [name, value] : protecting_headers()) {
    if (name != "Content-Security-Policy") continue;
    EXPECT_NE(value.find("default-src 'none'; script-src 'self'; style-src 'self';"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace inkoopmonitor::app::web
