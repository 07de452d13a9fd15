// Double coding: a share of the documents is coded a second time by somebody who sees neither the
// program's values nor the decisions. How far two people agree is told by Cohen's kappa; where they
// differ they look together.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "app/hand_sheet.h"
#include "app/web/context.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

using nlohmann::json;

// What is coded twice; all of the codebook would take as long as coding by hand.
const std::vector<std::string> kVariables = {"procedure",    "bekostigingsvorm", "bekostiging",
                                             "ingangsdatum", "looptijd",         "verlenging",
                                             "aanbieders",   "onderaanneming"};

struct Difference {
  std::string sha256, file;
  int record = 0;
  corpus::SecondValue second;
  std::string first;
};

using Pairs = std::map<std::pair<std::string, std::string>, int>;  // of the first, of the second

struct Compared {
  std::map<std::string, Pairs> by_variable;
  std::vector<Difference> differences;
};

// How far the two agree on a variable.
struct Agreement {
  int all = 0, same = 0;
  std::optional<double> kappa;
};

Agreement agreement_of(const Pairs& pairs) {
  Agreement agreement;
  for (const auto& [pair, count] : pairs) {
    agreement.all += count;
    if (pair.first == pair.second) agreement.same += count;
  }
  agreement.kappa = reports::kappa_of(pairs);
  return agreement;
}

std::string first_value(const corpus::DecidedCoding& decided, const corpus::SecondValue& second,
                        int& record) {
  for (std::size_t index = 1; index < decided.scopes.size(); ++index) {
    const corpus::RecordScope& scope = decided.scopes[index];
    if (scope.perceel != second.perceel || scope.domein != second.domein ||
        scope.voorzieningen != second.voorzieningen)
      continue;
    record = static_cast<int>(scope.number);
    return decided.coding.records[index].text_of(second.variable);
  }
  return {};
}

Compared compare(const corpus::Database& database) {
  Compared compared;
  for (auto& row : reports::ask(database, "review_second")) {
    if (row["given"] == "0") continue;
    const corpus::DecidedCoding decided = corpus::decided_coding(database, row["sha256"]);
    for (const corpus::SecondValue& second : corpus::second_values(database, row["sha256"])) {
      int record = -1;
      const std::string first = first_value(decided, second, record);
      if (record < 0) continue;  // its record is gone
      ++compared.by_variable[second.variable][{first, second.value}];
      if (first != second.value && !second.settled)
        compared.differences.push_back({row["sha256"], row["file"], record, second, first});
    }
  }
  return compared;
}

json agreement_json(const Context& context, const Request& request, const Compared& compared) {
  json rows = json::array();
  for (const auto& [variable, pairs] : compared.by_variable) {
    const Agreement agreement = agreement_of(pairs);
    rows.push_back({{"label", context.look.variable(request.language, variable)},
                    {"count", std::to_string(agreement.all)},
                    {"same", fmt::format("{:.0f}%", 100.0 * agreement.same / agreement.all)},
                    {"kappa", agreement.kappa ? fmt::format("{:.2f}", *agreement.kappa) : "–"}});
  }
  return rows;
}

json differences_json(const Context& context, const Request& request, const Compared& compared) {
  const auto shown = [&](const std::string& variable, const std::string& value) {
    return value.empty() ? context.look.text(request.language, "absent")
                         : context.look.value(request.language, variable, value);
  };
  json rows = json::array();
  for (const Difference& one : compared.differences)
    rows.push_back({{"file", one.file},
                    {"label", context.look.variable(request.language, one.second.variable)},
                    {"first", shown(one.second.variable, one.first)},
                    {"second", shown(one.second.variable, one.second.value)},
                    {"link", fmt::format("/document/{}?record={}&waarde={}", one.sha256, one.record,
                                         encoded(one.second.variable))},
                    {"sha256", one.sha256},
                    {"perceel", one.second.perceel},
                    {"domein", one.second.domein},
                    {"voorzieningen", one.second.voorzieningen},
                    {"variable", one.second.variable}});
  return rows;
}

Response second_page(Context& context, const Request& request) {
  const auto database = context.databases.lease();
  json open = json::array();
  for (auto& row : reports::ask(*database, "review_second")) {
    // Nobody codes twice what he decided himself.
    const bool decided_it =
        ("," + row["first"] + ",").find("," + request.reviewer + ",") != std::string::npos;
    const bool is_mine = row["coder"] == request.reviewer || (row["coder"].empty() && !decided_it);
    open.push_back(
        {{"file", row["file"]},
         {"year", row["year"]},
         {"coder", row["coder"]},
         {"done", row["given"] != "0"},
         {"others", row["given"] == "0" && !is_mine},
         {"mine", is_mine && row["given"] == "0" ? json{{"link", "/dubbel/" + row["sha256"]}}
                                                 : json(false)}});
  }
  const Compared compared = compare(*database);
  const json agreement = agreement_json(context, request, compared);
  const json differences = differences_json(context, request, compared);
  const bool some = !open.empty(), agreed = !agreement.empty(), differs = !differences.empty();
  std::vector<std::pair<std::string, std::string>> years;
  for (const int year : years_of(*database))
    years.emplace_back(std::to_string(year), std::to_string(year));
  return context.look.page(
      request, "second",
      {{"title", context.look.text(request.language, "second")},
       {"at_second", true},
       {"years", select_options(years, years.empty() ? "" : years.front().first)},
       {"some", some},
       {"documents", open},
       {"agreed", agreed},
       {"agreement", agreement},
       {"differs", differs},
       {"differences", differences}});
}

// --- the same as data ---------------------------------------------------------------------------

// The documents, without a word of what was coded: their second coder is not to see it.
reports::Table documents_table(const corpus::Database& database) {
  reports::Table table = table_of({"file", "sha256", "year", "coder", "done"});
  for (auto& row : reports::ask(database, "review_second"))
    table.rows.push_back({row["file"], row["sha256"], row["year"], row["coder"],
                          row["given"] == "0" ? "nee" : "ja"});
  return table;
}

reports::Table agreement_table(const corpus::Database& database) {
  reports::Table table = table_of({"variable", "pairs", "same", "kappa"});
  for (const auto& [variable, pairs] : compare(database).by_variable) {
    const Agreement agreement = agreement_of(pairs);
    table.rows.push_back({variable, std::to_string(agreement.all), std::to_string(agreement.same),
                          agreement.kappa ? fmt::format("{:.4f}", *agreement.kappa) : ""});
  }
  return table;
}

reports::Table differences_table(const corpus::Database& database) {
  reports::Table table = table_of({"file", "sha256", "record", "variable", "first", "second"});
  for (const Difference& one : compare(database).differences)
    table.rows.push_back({one.file, one.sha256, std::to_string(one.record), one.second.variable,
                          one.first, one.second.value});
  return table;
}

// ------------------------------------------------------------------------------------------------

Response give_share(Context& context, const Request& request) {
  const int year = request.number("jaar", 0), percent = request.number("deel", 10);
  if (percent < 1 || percent > 100) return context.look.problem(request, 400, "bad_request");
  std::vector<std::string> chosen;
  {
    const auto database = context.databases.lease();
    for (auto& row : reports::ask(*database, "review_candidates", {{":year", std::int64_t{year}}}))
      chosen.push_back(row["sha256"]);
  }
  chosen.resize((chosen.size() * static_cast<std::size_t>(percent) + 99) / 100);
  context.write([&](corpus::Reviews& reviews, std::int64_t) {
    for (const std::string& sha256 : chosen) reviews.give_second(sha256, "");
    return true;
  });
  return redirect("/dubbel");
}

std::optional<reports::LiveRow> given_to(const corpus::Database& database,
                                         const std::string& sha256) {
  if (!is_sha256(sha256)) return std::nullopt;
  for (auto& row : reports::ask(database, "review_second"))
    if (row["sha256"] == sha256) return row;
  return std::nullopt;
}

std::string field_name(std::uint32_t record, const std::string& variable) {
  return fmt::format("r{}.{}", record, variable);
}

json form_json(const Context& context, const Request& request,
               const corpus::DecidedCoding& decided) {
  json records = json::array();
  for (std::size_t index = 1; index < decided.scopes.size(); ++index) {
    const corpus::RecordScope& scope = decided.scopes[index];
    json fields = json::array();
    for (const std::string& name : kVariables) {
      const classify::Variable* variable = context.look.find(name);
      if (variable == nullptr) continue;
      json codes = json::array();
      for (const auto& code : variable->codes)
        codes.push_back({{"value", code.value},
                         {"label", request.language == "en" ? code.label_en : code.label_nl}});
      const bool coded = !codes.empty();
      fields.push_back(
          {{"name", field_name(scope.number, name)},
           {"label", context.look.variable(request.language, name)},
           {"one_of", coded ? json{{"codes", codes}} : json(false)},
           {"typed",
            coded ? json(false)
                  : json{{"hint", context.look.text(request.language, "hint_" + variable->type)},
                         {"given", request.field(field_name(scope.number, name))}}}});
    }
    const auto part = [&](const char* variable, const std::string& value) {
      return context.look.value(request.language, variable, value);
    };
    records.push_back({{"title", fmt::format("{}: {}{}{}", part("domein", scope.domein),
                                             part("voorzieningen", scope.voorzieningen),
                                             scope.perceel.empty() ? "" : ", ", scope.perceel)},
                       {"fields", fields}});
  }
  return records;
}

Response second_form(Context& context, const Request& request, const std::string& sha256,
                     const std::string& problem) {
  const auto database = context.databases.lease();
  auto row = given_to(*database, sha256);
  if (!row) return context.look.problem(request, 404, "no_document");
  return context.look.page(
      request, "second_form",
      {{"title", (*row)["file"]},
       {"at_second", true},
       {"wide", true},
       {"scripts", scripts({"words.js", "document.js"})},
       {"file", (*row)["file"]},
       {"sha256", sha256},
       {"pages",
        [&] {
          auto facts = reports::ask(*database, "review_document", {{":sha256", sha256}});
          return facts.empty() ? std::string("1") : facts[0]["pages"];
        }()},
       {"problem", problem.empty() ? json(false) : json{{"says", problem}}},
       {"records", form_json(context, request, corpus::decided_coding(*database, sha256))}});
}

Response store_second(Context& context, const Request& request, const std::string& sha256) {
  std::vector<corpus::SecondValue> values;
  {
    const auto database = context.databases.lease();
    if (!given_to(*database, sha256)) return context.look.problem(request, 404, "no_document");
    const corpus::DecidedCoding decided = corpus::decided_coding(*database, sha256);
    for (std::size_t index = 1; index < decided.scopes.size(); ++index) {
      const corpus::RecordScope& scope = decided.scopes[index];
      for (const std::string& name : kVariables) {
        const classify::Variable* variable = context.look.find(name);
        if (variable == nullptr) continue;
        const std::string value = request.field(field_name(scope.number, name)).substr(0, 200);
        if (!value.empty() && !problem_of_value(*variable, value).empty())
          return second_form(
              context, request, sha256,
              fmt::format("{}: {}", context.look.variable(request.language, name),
                          context.look.text(request.language, "wrong_" + variable->type)));
        values.push_back({scope.perceel, scope.domein, scope.voorzieningen, name, value, false});
      }
    }
  }
  context.write([&](corpus::Reviews& reviews, std::int64_t) {
    reviews.give_second(sha256, request.reviewer);
    reviews.store_second(sha256, values);
    return true;
  });
  return redirect("/dubbel");
}

// Both were looked at: what stands as decision holds.
Response settle(Context& context, const Request& request) {
  const std::string& sha256 = request.field("document");
  std::vector<corpus::SecondValue> values;
  {
    const auto database = context.databases.lease();
    if (!given_to(*database, sha256)) return context.look.problem(request, 404, "no_document");
    values = corpus::second_values(*database, sha256);
  }
  std::erase_if(values, [&](const corpus::SecondValue& one) {
    return one.variable != request.field("variable") || one.perceel != request.field("perceel") ||
           one.domein != request.field("domein_van") ||
           one.voorzieningen != request.field("voorzieningen_van");
  });
  for (corpus::SecondValue& one : values) one.settled = true;
  context.write([&](corpus::Reviews& reviews, std::int64_t) {
    reviews.store_second(sha256, values);
    return true;
  });
  return redirect("/dubbel");
}

}  // namespace

void add_second_pages(Router& router, Context& context) {
  router.add("GET", "/dubbel",
             [&](const Request& request, const Parts&) { return second_page(context, request); });
  router.add("POST", "/dubbel",
             [&](const Request& request, const Parts&) { return give_share(context, request); });
  router.add("POST", "/dubbel/afgehandeld",
             [&](const Request& request, const Parts&) { return settle(context, request); });
  using Maker = reports::Table (*)(const corpus::Database&);
  for (const auto& [name, make] : {std::pair<const char*, Maker>{"/dubbel.", &documents_table},
                                   {"/dubbel/overeenstemming.", &agreement_table},
                                   {"/dubbel/verschillen.", &differences_table}})
    for (const char* ending : {"json", "csv"})
      router.add("GET", std::string(name) + ending,
                 [&context, make = make, ending](const Request&, const Parts&) {
                   return twin(make(*context.databases.lease()), ending);
                 });
  router.add("GET", "/dubbel/:sha", [&](const Request& request, const Parts& parts) {
    return second_form(context, request, parts.at("sha"), "");
  });
  router.add("POST", "/dubbel/:sha", [&](const Request& request, const Parts& parts) {
    return store_second(context, request, parts.at("sha"));
  });
}

}  // namespace inkoopmonitor::app::web
