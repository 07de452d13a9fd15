// The front page: what waits, and how far the year has come.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "app/web/context.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

using nlohmann::json;
using Options = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kShown = 100;

struct Municipalities {
  std::map<std::string, std::string> names;  // by code
  std::set<std::string> provinces;
};

Municipalities municipalities_of(const corpus::Database& database, int year) {
  Municipalities found;
  for (auto& row :
       reports::ask(database, "review_municipalities", {{":year", std::int64_t{year}}})) {
    found.names[row["gm_code"]] = row["name"];
    found.provinces.insert(row["province"]);
  }
  return found;
}

// Seconds that a decision took this reviewer of late, pauses left out; 0: not known yet.
double pace_of(const corpus::Database& database, const std::string& reviewer) {
  constexpr int kPause = 300;
  std::vector<int> gaps;
  long later = 0;
  for (auto& row : reports::ask(database, "review_pace", {{":reviewer", reviewer}})) {
    const long second = std::atol(row["second"].c_str());
    if (later != 0 && later - second < kPause) gaps.push_back(static_cast<int>(later - second));
    later = second;
  }
  constexpr std::size_t kEnough = 5;
  if (gaps.size() < kEnough) return 0;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<long>(gaps.size() / 2), gaps.end());
  return std::max(1, gaps[gaps.size() / 2]);
}

std::string in_words(const Look& look, const std::string& language, double seconds) {
  if (seconds <= 0) return look.text(language, "time_unknown");
  const int minutes = std::max(1, static_cast<int>(std::lround(seconds / 60)));
  if (minutes < 90)
    return look.filled(language, "time_minutes", {{"number", std::to_string(minutes)}});
  return look.filled(language, "time_hours", {{"number", std::to_string((minutes + 30) / 60)}});
}

json filters(Context& context, const corpus::Database& database, const Request& request,
             const QueueFilter& filter, const Municipalities& known) {
  const auto& look = context.look;
  const std::string& language = request.language;
  Options years, domains = {{"", look.text(language, "all")}}, variables = domains,
                 municipalities = domains, reviewers = domains;
  for (const int year : years_of(database))
    years.emplace_back(std::to_string(year), std::to_string(year));
  if (const classify::Variable* domein = look.find("domein"))
    for (const auto& code : domein->codes)
      domains.emplace_back(code.value, language == "en" ? code.label_en : code.label_nl);
  for (const classify::Variable& one : look.variables())
    variables.emplace_back(one.name, language == "en" ? one.label_en : one.label_nl);
  for (const std::string& province : known.provinces)
    municipalities.emplace_back(province,
                                look.filled(language, "province_of", {{"name", province}}));
  const auto behind = static_cast<long>(municipalities.size());
  for (const auto& [code, name] : known.names) municipalities.emplace_back(code, name);
  std::sort(municipalities.begin() + behind, municipalities.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
  reviewers.emplace_back(request.reviewer, request.reviewer);
  if (!filter.reviewer.empty() && filter.reviewer != request.reviewer)
    reviewers.emplace_back(filter.reviewer, filter.reviewer);
  return {{"years", select_options(years, std::to_string(filter.year))},
          {"domains", select_options(domains, filter.domein)},
          {"variables", select_options(variables, filter.variable)},
          {"municipalities", select_options(municipalities, filter.gemeente)},
          {"reviewers", select_options(reviewers, filter.reviewer)}};
}

json documents_json(Context& context, const Request& request, const QueueFilter& filter,
                    const std::vector<WaitingDocument>& documents,
                    const std::map<std::string, std::string>& names) {
  const std::string& language = request.language;
  json list = json::array();
  for (const WaitingDocument& document : documents) {
    if (list.size() == kShown) break;
    std::string municipalities;
    std::size_t shown = 0;
    for (const std::string& code : document.gemeenten) {
      const auto name = names.find(code);
      if (++shown == 4) municipalities += ", …";
      if (shown >= 4) break;
      municipalities +=
          (municipalities.empty() ? "" : ", ") + (name == names.end() ? code : name->second);
    }
    json values = json::array();
    for (const Waiting* value : document.values) {
      if (values.size() == 6) {
        values.push_back(
            {{"label", fmt::format("+{}", document.values.size() - 6)},
             {"link", fmt::format("/document/{}?{}", document.sha256, query_of(filter))}});
        break;
      }
      values.push_back(
          {{"label", context.look.variable(language, value->variable)},
           {"link", fmt::format("/document/{}?{}&record={}&waarde={}", document.sha256,
                                query_of(filter), value->record, encoded(value->variable))}});
    }
    list.push_back({{"file", document.file},
                    {"link", fmt::format("/document/{}?{}", document.sha256, query_of(filter))},
                    {"municipalities", municipalities},
                    {"assigned", document.reviewer},
                    {"count", std::to_string(document.values.size())},
                    {"values", values}});
  }
  return list;
}

Response queue_page(Context& context, const Request& request) {
  const auto database = context.databases.lease();
  QueueFilter filter = queue_filter(request);
  filter.year = context.year_of(*database, filter.year);
  if (filter.year == 0) return redirect("/aanleveren");
  const WaitingDocuments found = context.queue.documents(*database, filter);
  const std::vector<WaitingDocument>& documents = *found;
  const YearProgress progress = context.queue.progress(*database, filter.year);
  const Municipalities municipalities = municipalities_of(*database, filter.year);
  std::size_t values = 0;
  for (const WaitingDocument& document : documents) values += document.values.size();
  const auto& look = context.look;
  const std::string& language = request.language;
  const auto number = [](std::size_t one) { return std::to_string(one); };
  json data = filters(context, *database, request, filter, municipalities);
  data.update(
      {{"title", look.text(language, "queue")},
       {"at_queue", true},
       {"year", std::to_string(filter.year)},
       {"documents", documents_json(context, request, filter, documents, municipalities.names)},
       {"some", !documents.empty()},
       {"first", documents.empty()
                     ? ""
                     : fmt::format("/document/{}?{}", documents[0].sha256, query_of(filter))},
       {"more", documents.size() > kShown ? json{{"number", number(documents.size() - kShown)}}
                                          : json(false)},
       {"done", number(progress.done)},
       {"with_documents", number(progress.with_documents)},
       {"municipalities_all", number(progress.municipalities)},
       {"progress_text", look.filled(language, "progress",
                                     {{"done", number(progress.done)},
                                      {"of", number(progress.with_documents)},
                                      {"all", number(progress.municipalities)}})},
       {"all_done", progress.waiting == 0},
       {"waiting_text",
        values == 0 && progress.waiting == 0 ? look.text(language, "nothing_left")
        : values == 0
            ? look.filled(language, "nothing_left_here",
                          {{"values", look.counted(language, "n_values", progress.waiting)}})
            : look.filled(language, "waiting",
                          {{"values", look.counted(language, "n_values", values)},
                           {"documents", look.counted(language, "n_documents", documents.size())},
                           {"time", in_words(look, language,
                                             pace_of(*database, request.reviewer) *
                                                 static_cast<double>(values))}})}});
  return look.page(request, "queue", data);
}

Response queue_twin(Context& context, const Request& request, const std::string& ending) {
  const auto database = context.databases.lease();
  QueueFilter filter = queue_filter(request);
  filter.year = context.year_of(*database, filter.year);
  reports::Table table = table_of({"file", "sha256", "record", "variable", "value", "outcome",
                                   "confidence", "doubt", "page", "score"});
  const WaitingDocuments documents = context.queue.documents(*database, filter);
  for (const WaitingDocument& document : *documents)
    for (const Waiting* value : document.values)
      table.rows.push_back({value->file, value->sha256, std::to_string(value->record),
                            value->variable, value->value, value->outcome,
                            fmt::format("{:.3f}", value->confidence), value->doubt,
                            std::to_string(value->page), fmt::format("{:.2f}", value->score)});
  return twin(table, ending);
}

}  // namespace

void add_queue_pages(Router& router, Context& context) {
  router.add("GET", "/",
             [&](const Request& request, const Parts&) { return queue_page(context, request); });
  for (const char* ending : {"json", "csv"})
    router.add("GET", std::string("/werkvoorraad.") + ending,
               [&context, ending](const Request& request, const Parts&) {
                 return queue_twin(context, request, ending);
               });
}

}  // namespace inkoopmonitor::app::web
