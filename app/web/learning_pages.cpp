// What decisions teach: as labels for evaluate, calibrate and rules stats, and which of them the
// rules as they are now get right. The rules are tried anew on every document that was decided
// about, so that a change of a rule shows here before anything is classified with it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/coder.h"
#include "app/web/context.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

using nlohmann::json;

constexpr std::size_t kDocumentsMax = 200;

struct Tried {
  reports::LiveRow row;
  std::string found;  // what the rules give now
  bool right = false;
  bool right_before = false;  // what the coding in the corpus gives
};

bool is_about(const classify::Record& record, reports::LiveRow& row) {
  if (record.number == 0) return record.find(row["variable"]) != nullptr && row["domein"].empty();
  return record.text_of("perceel") == row["perceel"] && record.text_of("domein") == row["domein"] &&
         record.text_of("voorzieningen") == row["voorzieningen"];
}

std::optional<std::string> value_in(const classify::Coding& coding, reports::LiveRow& row) {
  for (const classify::Record& record : coding.records)
    if (is_about(record, row)) return record.text_of(row["variable"]);
  return std::nullopt;
}

std::vector<Tried> try_rules(const corpus::Database& database, const classify::RuleSet& rules) {
  std::map<std::string, std::vector<reports::LiveRow>> by_document;
  for (auto& row : reports::ask(database, "review_learning"))
    by_document[row["sha256"]].push_back(row);
  std::vector<Tried> tried;
  Coder coder(database, rules);
  std::size_t documents = 0;
  for (auto& [sha256, rows] : by_document) {
    if (++documents > kDocumentsMax) break;
    const auto reading = database.reading(sha256);
    if (!reading) continue;
    const classify::Coding now = coder.code(*reading, database.coding_task(sha256)),
                           before = database.coding(sha256);
    for (reports::LiveRow& row : rows) {
      Tried one{row, value_in(now, row).value_or(""), false, false};
      one.right = one.found == row["decided"];
      one.right_before = value_in(before, row).value_or("") == row["decided"];
      tried.push_back(std::move(one));
    }
  }
  return tried;
}

// What a change of the rules does to a value that was decided; empty: nothing, it was and is right.
std::string change_of(const Tried& one) {
  if (one.right) return one.right_before ? "" : "now_right";
  return one.right_before ? "now_wrong" : "still_wrong";
}

json rows_json(const Context& context, const Request& request, std::vector<Tried>& tried) {
  const auto shown = [&](const std::string& variable, const std::string& value) {
    return value.empty() ? context.look.text(request.language, "absent")
                         : context.look.value(request.language, variable, value);
  };
  json rows = json::array();
  for (Tried& one : tried) {
    const std::string variable = one.row["variable"], change = change_of(one);
    if (change.empty()) continue;
    rows.push_back({{"file", one.row["file"]},
                    {"label", context.look.variable(request.language, variable)},
                    {"decided", shown(variable, one.row["decided"])},
                    {"found", shown(variable, one.found)},
                    {"change", context.look.text(request.language, change)},
                    {"kind", change},
                    {"link", "/document/" + one.row["sha256"]}});
  }
  return rows;
}

// By variable: how often the program was confirmed and corrected.
std::map<std::string, std::pair<int, int>> counts_of(const corpus::Database& database) {
  std::map<std::string, std::pair<int, int>> counts;
  for (auto& row : reports::ask(database, "review_learning"))
    ++(row["kind"] == "confirmed" ? counts[row["variable"]].first : counts[row["variable"]].second);
  return counts;
}

// By the rules as the files have them at this moment, not as they were when the page began.
std::vector<Tried> try_rules_now(const Context& context, const corpus::Database& database) {
  return try_rules(database, classify::RuleSet::load(context.options.classify));
}

Response learning_page(Context& context, const Request& request) {
  const auto database = context.databases.lease();
  const bool asked = request.field("regels") == "1";
  json rows = json::array();
  const auto counts = counts_of(*database);
  int right = 0, all = 0;
  if (asked) {
    std::vector<Tried> tried = try_rules_now(context, *database);
    for (const Tried& one : tried) right += one.right, ++all;
    rows = rows_json(context, request, tried);
  }
  json variables = json::array();
  for (const auto& [variable, count] : counts)
    variables.push_back(
        {{"label", context.look.variable(request.language, variable)},
         {"confirmed", std::to_string(count.first)},
         {"corrected", std::to_string(count.second)},
         {"share", fmt::format("{:.0f}%", 100.0 * count.first / (count.first + count.second))}});
  const bool some = !variables.empty(), changed = !rows.empty();
  return context.look.page(
      request, "learn",
      {{"title", context.look.text(request.language, "learn")},
       {"at_learn", true},
       {"some", some},
       {"variables", variables},
       {"tried", asked ? json{{"says", context.look.filled(request.language, "tried",
                                                           {{"right", std::to_string(right)},
                                                            {"all", std::to_string(all)}})}}
                       : json(false)},
       {"changed", changed},
       {"rows", rows}});
}

reports::Table counts_table(const corpus::Database& database) {
  reports::Table table = table_of({"variable", "confirmed", "corrected"});
  for (const auto& [variable, count] : counts_of(database))
    table.rows.push_back({variable, std::to_string(count.first), std::to_string(count.second)});
  return table;
}

// Every value that was decided, not only those that the page lists.
reports::Table rules_table(const Context& context, const corpus::Database& database) {
  reports::Table table = table_of({"file", "sha256", "variable", "decided", "found", "change"});
  for (Tried& one : try_rules_now(context, database))
    table.rows.push_back({one.row["file"], one.row["sha256"], one.row["variable"],
                          one.row["decided"], one.found, change_of(one)});
  return table;
}

// Labels as evaluate, calibrate and rules stats take them.
Response gold(Context& context) {
  const auto database = context.databases.lease();
  reports::Table table = table_of({"file", "record", "variable", "value", "page"});
  std::string last;
  corpus::DecidedCoding decided;
  for (auto& row : reports::ask(*database, "review_learning")) {
    if (row["sha256"] == last) continue;
    last = row["sha256"];
    decided = corpus::decided_coding(*database, last);
    for (const classify::Record& record : decided.coding.records)
      for (const classify::Value& value : record.values)
        if (value.rule.starts_with(classify::decision_mark) &&
            value.outcome == classify::Outcome::value)
          table.rows.push_back({row["file"], std::to_string(record.number), value.variable,
                                value.value,
                                value.evidence.empty() || value.evidence[0].page == 0
                                    ? ""
                                    : std::to_string(value.evidence[0].page)});
  }
  Response response = twin(table, "csv");
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"gold.csv\"");
  return response;
}

}  // namespace

void add_learning_pages(Router& router, Context& context) {
  router.add("GET", "/leren",
             [&](const Request& request, const Parts&) { return learning_page(context, request); });
  for (const char* ending : {"json", "csv"}) {
    router.add("GET", std::string("/leren.") + ending,
               [&context, ending](const Request&, const Parts&) {
                 return twin(counts_table(*context.databases.lease()), ending);
               });
    router.add("GET", std::string("/leren/regels.") + ending,
               [&context, ending](const Request&, const Parts&) {
                 return twin(rules_table(context, *context.databases.lease()), ending);
               });
  }
  router.add("GET", "/leren/gold.csv", [&](const Request&, const Parts&) { return gold(context); });
}

}  // namespace inkoopmonitor::app::web
