// A document: its pages as pictures with their words over them, and its values beside them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/web/document.h"
#include "reports/live.h"
#include "text.h"

namespace inkoopmonitor::app::web {
namespace {

using nlohmann::json;

constexpr std::uint32_t kDpiMin = 36, kDpiMax = 300;
constexpr std::size_t kHitsMax = 500;

Response text_problem(int status) {
  return {status, "text/plain; charset=utf-8", std::to_string(status), {}};
}

std::uint32_t page_number(const Parts& parts) {
  const std::string& text = parts.at("page");
  const bool is_number =
      text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? static_cast<std::uint32_t>(std::atoi(text.c_str())) : 0;
}

std::optional<reports::LiveRow> facts_of(const corpus::Database& database,
                                         const std::string& sha256) {
  if (!is_sha256(sha256)) return std::nullopt;
  auto rows = reports::ask(database, "review_document", {{":sha256", sha256}});
  if (rows.empty()) return std::nullopt;
  return rows[0];
}

}  // namespace

Response document_page(Context& context, const Request& request, const std::string& sha256,
                       const Said& said) {
  const auto database = context.databases.lease();
  auto facts = facts_of(*database, sha256);
  if (!facts) return context.look.problem(request, 404, "no_document");
  const int pages = std::max(1, std::atoi((*facts)["pages"].c_str()));
  json numbers = json::array();
  for (int page = 1; page <= pages; ++page) numbers.push_back({{"number", std::to_string(page)}});
  json data = values_json(context, *database, request, sha256,
                          {request.number("record", -1), request.field("waarde")}, said);
  const int asked = request.number("blad", 0);
  data.update({{"title", (*facts)["file"]},
               {"at_queue", true},
               {"wide", true},
               {"scripts", scripts({"words.js", "document.js"})},
               {"file", (*facts)["file"]},
               {"year", (*facts)["set_year"]},
               {"municipalities", (*facts)["gemeenten"]},
               {"dossier", (*facts)["dossier"]},
               {"reason", (*facts)["reason"]},
               {"pages", std::to_string(pages)},
               {"asked_page", asked >= 1 && asked <= pages ? std::to_string(asked) : ""},
               {"search_words", request.field("zoek")},
               {"thumbnails", numbers},
               {"assigned", (*facts)["reviewer"]},
               {"is_second", (*facts)["is_second"] == "1"},
               {"queue_link", "/?" + data["query"].get<std::string>()}});
  return context.look.page(request, "document", data);
}

namespace {

Response values_part(Context& context, const Request& request, const Parts& parts) {
  const auto database = context.databases.lease();
  const std::string& sha256 = parts.at("sha");
  if (!facts_of(*database, sha256)) return context.look.problem(request, 404, "no_document");
  return context.look.page(request, "values",
                           values_json(context, *database, request, sha256,
                                       {request.number("record", -1), request.field("waarde")}));
}

Response picture(Context& context, const Request& request, const Parts& parts) {
  const auto database = context.databases.lease();
  const std::string& sha256 = parts.at("sha");
  if (!facts_of(*database, sha256)) return text_problem(404);
  const std::uint32_t page = page_number(parts);
  const auto dpi = static_cast<std::uint32_t>(request.number("dpi", 110));
  if (page == 0 || dpi < kDpiMin || dpi > kDpiMax) return text_problem(400);
  const Pictures::Made made = context.pictures.get({sha256, page, dpi}, database->file_of(sha256));
  if (!made.png) return text_problem(404);
  // A content never changes, so neither does its picture.
  return {200, "image/png", *made.png, {{"Cache-Control", "private, max-age=86400, immutable"}}};
}

Response words(Context& context, const Request&, const Parts& parts) {
  const auto database = context.databases.lease();
  const std::string& sha256 = parts.at("sha");
  if (!is_sha256(sha256)) return text_problem(404);
  const auto page = corpus::page_of(database->folder(), sha256, page_number(parts));
  if (!page) return text_problem(404);
  json list = json::array();
  const auto rounded = [](float length) { return std::round(length * 10) / 10; };
  for (const extract::Word& word : page->words)
    list.push_back({word.text, rounded(word.box.left), rounded(word.box.top),
                    rounded(word.box.right), rounded(word.box.bottom), word.line});
  return json_response(json{
      {"width", page->width},
      {"height", page->height},
      {"ocr", page->source == extract::PageSource::ocr},
      {"words", list}}.dump());
}

// Where a word or words stand: pages with the ranges of words that hold them.
json hits_on(const extract::Page& page, const std::vector<std::string>& wanted) {
  json hits = json::array();
  std::vector<std::string> folded;
  for (const extract::Word& word : page.words) folded.push_back(text::fold(word.text));
  for (std::size_t at = 0; at + wanted.size() <= folded.size(); ++at) {
    bool all = true;
    for (std::size_t w = 0; w < wanted.size() && all; ++w)
      all = folded[at + w].find(wanted[w]) != std::string::npos;
    if (all) hits.push_back({page.number, at, at + wanted.size() - 1});
  }
  return hits;
}

Response find_words(Context& context, const Request& request, const Parts& parts) {
  const auto database = context.databases.lease();
  const std::string& sha256 = parts.at("sha");
  if (!is_sha256(sha256)) return text_problem(404);
  std::vector<std::string> wanted;
  std::string asked = text::fold(request.field("q").substr(0, 200));
  for (std::size_t at = 0; at < asked.size();) {
    const std::size_t end = std::min(asked.find(' ', at), asked.size());
    if (end > at) wanted.push_back(asked.substr(at, end - at));
    at = end + 1;
  }
  json hits = json::array();
  if (wanted.empty()) return json_response(hits.dump());
  for (auto& row : reports::ask(*database, "review_find", {{":sha256", sha256}})) {
    if (text::fold(row["text"]).find(wanted[0]) == std::string::npos) continue;
    const auto page = corpus::page_of(database->folder(), sha256,
                                      static_cast<std::uint32_t>(std::atoi(row["number"].c_str())));
    if (!page) continue;
    for (json& hit : hits_on(*page, wanted)) {
      if (hits.size() == kHitsMax) return json_response(hits.dump());
      hits.push_back(std::move(hit));
    }
  }
  return json_response(hits.dump());
}

}  // namespace

void add_document_pages(Router& router, Context& context) {
  const auto add = [&](const char* pattern, auto page) {
    router.add("GET", pattern, [&context, page](const Request& request, const Parts& parts) {
      return page(context, request, parts);
    });
  };
  router.add("GET", "/document/:sha", [&context](const Request& request, const Parts& parts) {
    return document_page(context, request, parts.at("sha"));
  });
  add("/document/:sha/waarden", &values_part);
  add("/document/:sha/blad/:page.png", &picture);
  add("/document/:sha/woorden/:page.json", &words);
  add("/document/:sha/zoek.json", &find_words);
}

}  // namespace inkoopmonitor::app::web
