// The monitor as live pages: the publication's figures for any year, what stands behind each of
// their numbers, municipalities, and searching the pages. Each has an address and a twin as data.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <mutex>

#include "app/web/context.h"
#include "error.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

using nlohmann::json;
using Options = std::vector<std::pair<std::string, std::string>>;

constexpr int kSearchMax = 100;
constexpr std::size_t kFiguresKept = 200;

struct Choice {
  std::string figure, domein;
  int year = 0, from = 0;
};

std::string query_of(const Choice& choice) {
  std::string query = fmt::format("jaar={}", choice.year);
  if (!choice.domein.empty()) query += "&domein=" + encoded(choice.domein);
  return query;
}

// "bewijs/trend.html#2024-pxq" as an address of this site.
std::string own_link(const std::string& link, const Choice& choice) {
  const std::size_t mark = link.find(".html#");
  if (!link.starts_with("bewijs/") || mark == std::string::npos) return {};
  return fmt::format("/verken/{}/bewijs?{}#{}", link.substr(7, mark - 7), query_of(choice),
                     link.substr(mark + 6));
}

std::string with_own_links(std::string html, const Choice& choice) {
  for (std::size_t at = 0; (at = html.find("href=\"bewijs/", at)) != std::string::npos;) {
    const std::size_t begin = at + 6, end = html.find('"', begin);
    if (end == std::string::npos) break;
    const std::string link = own_link(html.substr(begin, end - begin), choice);
    html.replace(begin, end - begin, link);
    at = begin + link.size();
  }
  return html;
}

// The names of municipalities in a list of what a number counts lead to their pages.
std::string with_municipality_links(std::string html, const Choice& choice) {
  for (std::size_t at = 0; (at = html.find("href=\"GM", at)) != std::string::npos;) {
    const std::size_t begin = at + 6, end = html.find('"', begin);
    if (end == std::string::npos) break;
    const std::string code = html.substr(begin, std::min<std::size_t>(6, end - begin));
    const std::string link = fmt::format("/gemeente/{}?jaar={}", code, choice.year);
    html.replace(begin, end - begin, link);
    at = begin + link.size();
  }
  return html;
}

class Explorer {
 public:
  explicit Explorer(Context& context) : context_(context) {}

  Response page(const Request& request, const std::string& figure) {
    const auto database = context_.databases.lease();
    const Choice choice = choice_of(*database, request, figure);
    if (choice.year == 0) return redirect("/aanleveren");
    json data = frame(*database, request, choice);
    try {
      data["figure"] = figure_json(*made(*database, request, choice), choice);
    } catch (const Error& problem) {
      if (problem.kind != ErrorKind::usage) throw;
      data["figure"] = false;
      data["none"] = true;
    }
    return context_.look.page(request, "explore", data);
  }

  Response data(const Request& request, const std::string& figure, const std::string& ending) {
    const auto database = context_.databases.lease();
    return twin(made(*database, request, choice_of(*database, request, figure))->data, ending);
  }

  Response drawing(const Request& request, const std::string& figure) {
    const auto database = context_.databases.lease();
    const Choice choice = choice_of(*database, request, figure);
    const auto live = made(*database, request, choice);
    return json_response(fmt::format(
        "{{\"wide\":{},\"narrow\":{},\"map\":{}}}", live->wide.empty() ? "null" : live->wide,
        live->narrow.empty() ? "null" : live->narrow,
        live->is_map ? fmt::format("\"/kaart/{}.json\"", choice.year) : "null"));
  }

  Response evidence(const Request& request, const std::string& figure) {
    const auto database = context_.databases.lease();
    const Choice choice = choice_of(*database, request, figure);
    const auto live = made(*database, request, choice);
    const std::string query = query_of(choice);
    return context_.look.page(
        request, "evidence",
        {{"title", live->title},
         {"at_explore", true},
         {"sections", with_municipality_links(live->evidence, choice)},
         {"json_link", fmt::format("/verken/{}/bewijs.json?{}", live->id, query)},
         {"csv_link", fmt::format("/verken/{}/bewijs.csv?{}", live->id, query)},
         {"back", fmt::format("/verken/{}?{}", live->id, query)}});
  }

  Response evidence_data(const Request& request, const std::string& figure,
                         const std::string& ending) {
    const auto database = context_.databases.lease();
    return twin(made(*database, request, choice_of(*database, request, figure))->listed, ending);
  }

  Response map(int year) const {
    Response response = json_response(reports::live_map(context_.options.boundaries, year));
    response.headers.emplace_back("Cache-Control", "private, max-age=86400");
    return response;
  }

 private:
  Choice choice_of(const corpus::Database& database, const Request& request,
                   const std::string& figure) const {
    Choice choice{figure, request.field("domein"), request.number("jaar", 0),
                  request.number("vanaf", 0)};
    const classify::Variable* domein = context_.look.find("domein");
    const bool known = domein != nullptr &&
                       std::any_of(domein->codes.begin(), domein->codes.end(),
                                   [&](const auto& one) { return one.value == choice.domein; });
    if (!known) choice.domein.clear();
    choice.year = context_.year_of(database, choice.year);
    const std::vector<int> years = years_of(database);
    if (!years.empty()) {
      choice.year = std::clamp(choice.year, years.back(), years.front() + 1);
      choice.from =
          std::clamp(choice.from == 0 ? years.back() : choice.from, years.back(), choice.year);
    }
    return choice;
  }

  // The same figure is asked for by page, drawing, data and evidence.
  std::shared_ptr<const reports::LiveFigure> made(const corpus::Database& database,
                                                  const Request& request, const Choice& choice) {
    auto state = reports::ask(database, "review_state").at(0);
    const std::string key =
        fmt::format("{} {} {} {} {} {} {}", choice.figure, choice.domein, choice.year, choice.from,
                    request.language, state["runs"], context_.follower.generation());
    const std::lock_guard lock(mutex_);
    const auto known = kept_.find(key);
    if (known != kept_.end()) return known->second;
    reports::LiveFigureOptions options;
    options.figure = choice.figure;
    options.year = choice.year;
    options.from = choice.from;
    options.domein = choice.domein;
    options.language = request.language;
    options.templates = context_.options.templates;
    options.boundaries = context_.options.boundaries;
    options.review_threshold = context_.rules.review_threshold();
    auto figure = std::make_shared<const reports::LiveFigure>(
        reports::live_figure(database, context_.codebook, options));
    if (kept_.size() >= kFiguresKept) kept_.clear();
    kept_[key] = figure;
    return figure;
  }

  json frame(const corpus::Database& database, const Request& request, const Choice& choice) const {
    const std::string& language = request.language;
    Options years, domains = {{"", context_.look.text(language, "all")}};
    for (const int year : years_of(database))
      years.emplace_back(std::to_string(year), std::to_string(year));
    if (const classify::Variable* domein = context_.look.find("domein"))
      for (const auto& code : domein->codes)
        domains.emplace_back(code.value, language == "en" ? code.label_en : code.label_nl);
    json figures = json::array();
    for (const auto& [id, title] :
         reports::live_figures(context_.options.templates, language, choice.year))
      figures.push_back({{"link", fmt::format("/verken/{}?{}", id, query_of(choice))},
                         {"label", title},
                         {"here", id == choice.figure}});
    return {{"title", context_.look.text(language, "explore")},
            {"at_explore", true},
            {"scripts", scripts({"explore.js"})},
            {"address", "/verken/" + choice.figure},
            {"years", select_options(years, std::to_string(choice.year))},
            {"domains", select_options(domains, choice.domein)},
            {"none", false},
            {"figures", figures}};
  }

  static json figure_json(const reports::LiveFigure& figure, const Choice& choice) {
    json columns = json::array(), rows = json::array(), notes = json::array();
    for (const std::string& column : figure.columns) columns.push_back({{"label", column}});
    for (const auto& row : figure.rows) {
      json cells = json::array();
      for (const auto& cell : row.cells) {
        const std::string link = own_link(cell.link, choice);
        cells.push_back({{"text", cell.text},
                         {"share", cell.share},
                         {"link", link},
                         {"linked", !link.empty()}});
      }
      rows.push_back({{"label", row.label}, {"cells", cells}});
    }
    for (const std::string& note : figure.notes)
      notes.push_back({{"html", with_own_links(note, choice)}});
    const std::string query = query_of(choice);
    return {{"figure_title", figure.title},
            {"reading", with_own_links(figure.reading, choice)},
            {"notes", notes},
            {"drawing",
             figure.wide.empty()
                 ? json(false)
                 : json{{"address", fmt::format("/verken/{}/tekening.json?{}", figure.id, query)},
                        {"is_map", figure.is_map}}},
            {"first_column", figure.first_column},
            {"columns", columns},
            {"rows", rows},
            {"json_link", fmt::format("/verken/{}.json?{}", figure.id, query)},
            {"csv_link", fmt::format("/verken/{}.csv?{}", figure.id, query)}};
  }

  Context& context_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const reports::LiveFigure>> kept_;
};

// --- a municipality -----------------------------------------------------------------------------

bool is_code(const std::string& code) {
  return code.size() == 6 && code.starts_with("GM") &&
         std::all_of(code.begin() + 2, code.end(), [](unsigned char c) { return std::isdigit(c); });
}

json value_json(Context& context, const Request& request, reports::LiveRow& row) {
  const auto& look = context.look;
  const bool is_value = row["outcome"] == "value";
  const bool decided = row["rule"].starts_with(classify::decision_mark);
  const bool unsure =
      is_value && !decided &&
      std::strtod(row["confidence"].c_str(), nullptr) < context.rules.review_threshold();
  const bool placed = !row["sha256"].empty();
  return {{"label", look.variable(request.language, row["variable"])},
          {"value", is_value ? look.value(request.language, row["variable"], row["value"])
                             : look.text(request.language, row["outcome"])},
          {"unsure", unsure},
          {"decided", decided},
          {"quote", row["page"] == "0" ? "" : row["quote"]},
          {"placed", placed},
          {"link", placed ? fmt::format("/document/{}?blad={}", row["sha256"], row["page"]) : ""},
          {"source", fmt::format("{}, {} {}", row["file"], look.text(request.language, "page"),
                                 row["page"])}};
}

Response municipality(Context& context, const Request& request, const std::string& code) {
  const auto database = context.databases.lease();
  if (!is_code(code)) return context.look.problem(request, 404, "not_found");
  auto name = reports::ask(*database, "review_name", {{":gm_code", code}});
  if (name.empty()) return context.look.problem(request, 404, "not_found");
  const int year = context.year_of(*database, request.number("jaar", 0));
  const reports::LiveParameters about = {{":gm_code", code}, {":year", std::int64_t{year}}};
  json arrangements = json::array();
  std::string last;
  for (auto& row : reports::ask(*database, "review_municipality", about)) {
    if (row["arrangement"] != last)
      arrangements.push_back(
          {{"dossier", row["dossier"]},
           {"certainty", context.look.coded(request.language, "certainty", row["certainty"])},
           {"values", json::array()}});
    last = row["arrangement"];
    arrangements.back()["values"].push_back(value_json(context, request, row));
  }
  json files = json::array();
  for (auto& row : reports::ask(*database, "review_files", about))
    files.push_back({{"file", row["file"]}, {"link", "/document/" + row["sha256"]}});
  Options years;
  for (const int one : years_of(*database))
    years.emplace_back(std::to_string(one), std::to_string(one));
  return context.look.page(request, "municipality",
                           {{"title", name[0]["name"]},
                            {"at_explore", true},
                            {"name", name[0]["name"]},
                            {"address", "/gemeente/" + code},
                            {"years", select_options(years, std::to_string(year))},
                            {"heading", context.look.filled(request.language, "in_force_on",
                                                            {{"year", std::to_string(year)}})},
                            {"some", !arrangements.empty()},
                            {"arrangements", arrangements},
                            {"some_files", !files.empty()},
                            {"files", files},
                            {"queue_link", fmt::format("/?jaar={}&gemeente={}", year, code)},
                            {"json_link", fmt::format("/gemeente/{}.json?jaar={}", code, year)},
                            {"csv_link", fmt::format("/gemeente/{}.csv?jaar={}", code, year)}});
}

Response municipality_twin(Context& context, const Request& request, const std::string& code,
                           const std::string& ending) {
  const auto database = context.databases.lease();
  if (!is_code(code)) return {404, "text/plain; charset=utf-8", "404", {}};
  const std::vector<std::string> columns = {"dossier", "record",  "certainty",  "variable",
                                            "value",   "outcome", "confidence", "file",
                                            "page",    "quote"};
  reports::Table table;
  for (const std::string& column : columns) table.columns.push_back({column});
  const int year = context.year_of(*database, request.number("jaar", 0));
  for (auto& row : reports::ask(*database, "review_municipality",
                                {{":gm_code", code}, {":year", std::int64_t{year}}})) {
    table.rows.emplace_back();
    for (const std::string& column : columns) table.rows.back().push_back(row[column]);
  }
  return twin(table, ending);
}

// --- searching ----------------------------------------------------------------------------------

// "file:///…/contents/ab/<sha256>#page=3" as an address here.
std::string page_link(const std::string& link, const std::string& page, const std::string& words) {
  const std::size_t end = std::min(link.rfind('#'), link.size()), begin = link.rfind('/', end) + 1;
  return fmt::format("/document/{}?blad={}&zoek={}", link.substr(begin, end - begin), page,
                     encoded(words));
}

// "… een [looptijd] van …" as its parts, what was looked for apart.
json parts_of(const std::string& words) {
  json parts = json::array();
  const auto add = [&](std::size_t begin, std::size_t end, bool hit) {
    if (begin < end) parts.push_back({{"text", words.substr(begin, end - begin)}, {"hit", hit}});
  };
  std::size_t at = 0;
  for (std::size_t open = 0; (open = words.find('[', open)) != std::string::npos;) {
    const std::size_t close = words.find(']', open);
    if (close == std::string::npos) break;
    add(at, open, false);
    add(open + 1, close, true);
    at = open = close + 1;
  }
  add(at, words.size(), false);
  return parts;
}

std::string apart(std::string names) {
  for (std::size_t at = 0; (at = names.find(',', at)) != std::string::npos; at += 2)
    names.replace(at, 1, ", ");
  return names;
}

reports::Table found(const corpus::Database& database, const Request& request) {
  reports::SearchOptions options;
  options.words = request.field("q").substr(0, 300);
  options.gemeente = request.field("gemeente").substr(0, 100);
  options.filter.from = options.filter.to = request.number("jaar", 0);
  options.filter.limit = kSearchMax;
  options.links = true;
  reports::Table table = reports::search(database, options);
  for (auto& row : table.rows) row[5] = page_link(row[5], row[3], options.words);
  return table;
}

Response search_page(Context& context, const Request& request) {
  const auto database = context.databases.lease();
  json hits = json::array();
  std::string says;
  if (!request.field("q").empty()) try {
      for (const auto& row : found(*database, request).rows)
        hits.push_back({{"file", row[2]},
                        {"about", fmt::format("{}, {} {}{}{}", row[0],
                                              context.look.text(request.language, "page"), row[3],
                                              row[1].empty() ? "" : ", ", apart(row[1]))},
                        {"words", parts_of(row[4])},
                        {"link", row[5]}});
      says = hits.empty() ? context.look.text(request.language, "hits_none")
                          : context.look.counted(request.language,
                                                 hits.size() == kSearchMax ? "hits_many" : "hits",
                                                 hits.size());
    } catch (const Error& problem) {
      if (problem.kind != ErrorKind::usage) throw;
      says = context.look.text(request.language, "search_refused");
    }
  const std::string query = "q=" + encoded(request.field("q"));
  return context.look.page(request, "search",
                           {{"title", context.look.text(request.language, "search")},
                            {"at_search", true},
                            {"q", request.field("q")},
                            {"says", says},
                            {"hits", hits},
                            {"some", !hits.empty()},
                            {"json_link", "/zoek.json?" + query},
                            {"csv_link", "/zoek.csv?" + query}});
}

}  // namespace

void add_explore_pages(Router& router, Context& context) {
  const auto explorer = std::make_shared<Explorer>(context);
  const auto add = [&](const std::string& pattern, Handler handler) {
    router.add("GET", pattern, std::move(handler));
  };
  add("/verken", [](const Request&, const Parts&) { return redirect("/verken/bekostiging"); });
  for (const char* ending : {"json", "csv"}) {
    const std::string end = ending;
    add("/verken/:figure." + end, [explorer, end](const Request& request, const Parts& parts) {
      return explorer->data(request, parts.at("figure"), end);
    });
    add("/verken/:figure/bewijs." + end,
        [explorer, end](const Request& request, const Parts& parts) {
          return explorer->evidence_data(request, parts.at("figure"), end);
        });
    add("/gemeente/:code." + end, [&context, end](const Request& request, const Parts& parts) {
      return municipality_twin(context, request, parts.at("code"), end);
    });
    add("/zoek." + end, [&context, end](const Request& request, const Parts&) {
      return twin(found(*context.databases.lease(), request), end);
    });
  }
  add("/verken/:figure", [explorer](const Request& request, const Parts& parts) {
    return explorer->page(request, parts.at("figure"));
  });
  add("/verken/:figure/tekening.json", [explorer](const Request& request, const Parts& parts) {
    return explorer->drawing(request, parts.at("figure"));
  });
  add("/verken/:figure/bewijs", [explorer](const Request& request, const Parts& parts) {
    return explorer->evidence(request, parts.at("figure"));
  });
  add("/kaart/:year.json", [explorer](const Request&, const Parts& parts) {
    const std::string& year = parts.at("year");
    const bool is_year =
        year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos;
    return is_year ? explorer->map(std::atoi(year.c_str()))
                   : Response{404, "text/plain; charset=utf-8", "404", {}};
  });
  add("/gemeente/:code", [&context](const Request& request, const Parts& parts) {
    return municipality(context, request, parts.at("code"));
  });
  add("/zoek",
      [&context](const Request& request, const Parts&) { return search_page(context, request); });
}

}  // namespace inkoopmonitor::app::web
