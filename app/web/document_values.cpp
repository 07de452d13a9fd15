// The values of a document as a reviewer sees them: record by record, the one he looks at open,
// with its words, its rivals and what he may do.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "app/web/document.h"
#include "app/web/lists.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

using classify::Outcome;
using classify::Record;
using classify::Value;
using nlohmann::json;

constexpr std::size_t kRivalsMax = 9;

struct Shown {
  Context& context;
  const Request& request;
  const corpus::DecidedCoding& decided;
  std::set<std::pair<int, std::string>> waiting;  // record and variable
  At at;
  const Look& look() const { return context.look; }
  const std::string& language() const { return request.language; }
  std::string text(const std::string& key) const { return look().text(language(), key); }
};

json place_json(const classify::Evidence& evidence) {
  return {{"page", std::to_string(evidence.page)},
          {"first", std::to_string(evidence.first_word)},
          {"last", std::to_string(evidence.last_word)}};
}

// The words to look at: its own, or where a document contradicts itself those that do.
std::vector<classify::Evidence> words_to_see(const Value& value) {
  std::vector<classify::Evidence> words;
  for (const classify::Evidence& one : value.evidence)
    if (one.page != 0) words.push_back(one);
  if (value.outcome == Outcome::contradictory && words.empty())
    for (const classify::Rival& rival : value.rivals)
      if (rival.reason == "contradicted" && rival.evidence.page != 0)
        words.push_back(rival.evidence);
  return words;
}

json place_of(const Value& value) {
  const std::vector<classify::Evidence> words = words_to_see(value);
  return place_json(words.empty() ? classify::Evidence() : words.front());
}

// The places of all these words, for the script that marks them.
std::string places_of(const Value& value) {
  json places = json::array();
  for (const classify::Evidence& one : words_to_see(value))
    places.push_back({one.page, one.first_word, one.last_word});
  return places.dump();
}

std::string shown_value(const Shown& shown, const Value& value) {
  switch (value.outcome) {
    case Outcome::value:
      return shown.look().value(shown.language(), value.variable, value.value);
    case Outcome::absent:
      return shown.text("absent");
    case Outcome::unreadable:
      return shown.text("unreadable");
    case Outcome::contradictory:
      break;
  }
  return shown.text("contradictory");
}

std::string state_of(const Shown& shown, int record, const Value& value) {
  if (value.rule == std::string(classify::decision_mark) + "confirmed") return "confirmed";
  if (value.rule.starts_with(classify::decision_mark)) return "corrected";
  if (shown.waiting.contains({record, value.variable})) return "waiting";
  return value.outcome == Outcome::value ? "sure" : "absent";
}

// What taking this rival does to a list: it replaces the whole, or what it has more is added.
json replaces_json(const Shown& shown, const Value& value) {
  const classify::Variable* variable = shown.look().find(value.variable);
  if (variable == nullptr || !is_list(*variable) || value.outcome != Outcome::value) return false;
  constexpr std::size_t kNamedMax = 3;
  const std::size_t number = elements_of(*variable, value.value).size();
  return {{"says", number <= kNamedMax
                       ? shown.look().filled(shown.language(), "instead_of",
                                             {{"value", shown_value(shown, value)}})
                       : shown.look().filled(shown.language(), "instead_of_all",
                                             {{"number", std::to_string(number)}})}};
}

json adds_json(const Shown& shown, const Value& value, const classify::Rival& rival) {
  const classify::Variable* variable = shown.look().find(value.variable);
  if (variable == nullptr || !is_list(*variable) || value.outcome != Outcome::value) return false;
  const auto more = missing_from(*variable, value.value, rival.value);
  if (more.empty()) return false;
  return {
      {"says", shown.look().filled(shown.language(), "add_too",
                                   {{"value", shown.look().value(shown.language(), variable->name,
                                                                 list_of(*variable, more))}})}};
}

json rivals_json(const Shown& shown, const Value& value) {
  const json replaces = replaces_json(shown, value);
  json rivals = json::array();
  std::set<std::string> seen = {value.outcome == Outcome::value ? value.value : ""};
  for (std::size_t index = 0; index < value.rivals.size(); ++index) {
    const classify::Rival& rival = value.rivals[index];
    if (!seen.insert(rival.value).second || rivals.size() == kRivalsMax) continue;
    rivals.push_back({{"key", std::to_string(rivals.size() + 1)},
                      {"index", std::to_string(index)},
                      {"value", shown.look().value(shown.language(), value.variable, rival.value)},
                      {"reason", shown.look().coded(shown.language(), "reason", rival.reason)},
                      {"replaces", replaces},
                      {"adds", adds_json(shown, value, rival)},
                      {"quote", rival.evidence.quote},
                      {"place", place_json(rival.evidence)}});
  }
  return rivals;
}

json doubts_json(const Shown& shown, const Value& value) {
  json doubts = json::array();
  std::istringstream parts(value.doubt);
  for (std::string part; std::getline(parts, part, '|');)
    doubts.push_back({{"doubt", shown.look().coded(shown.language(), "doubt", part)}});
  if (value.outcome == Outcome::contradictory)
    doubts.push_back({{"doubt", shown.text("doubt_contradictory")}});
  return doubts;
}

json decision_json(const Shown& shown, int record, const std::string& variable) {
  for (const auto& held : shown.decided.held)
    if (static_cast<int>(held.record) == record && held.decision.variable == variable)
      return {{"who", held.decision.reviewer},
              {"when", local_time(held.decision.decided)},
              {"note", held.decision.note}};
  return false;
}

// What a reviewer may choose from, or type, for a variable.
json field_json(const Shown& shown, const std::string& name, const Value* value) {
  const classify::Variable* variable = shown.look().find(name);
  const std::string given = value == nullptr ? std::string() : value->value;
  json codes = json::array();
  const bool some = variable != nullptr && is_list(*variable);
  if (variable != nullptr)
    for (const auto& code : variable->codes) {
      const bool chosen =
          some ? missing_from(*variable, given, code.value).empty() : code.value == given;
      codes.push_back({{"value", code.value},
                       {"label", shown.language() == "en" ? code.label_en : code.label_nl},
                       {"chosen", chosen}});
    }
  const bool has_codes = !codes.empty();
  const std::string type = variable == nullptr ? "text" : variable->type;
  return {{"one_of", has_codes && !some ? json{{"codes", codes}} : json(false)},
          {"some_of", has_codes && some ? json{{"codes", codes}} : json(false)},
          {"typed", has_codes ? json(false)
                              : json{{"given", given},
                                     {"date", type == "date"},
                                     {"hint", shown.text("hint_" + type)}}}};
}

json opened(const Shown& shown, int record, const std::string& variable, const Value* value) {
  static const Value none;
  const Value& given = value == nullptr ? none : *value;
  const bool decided = given.rule.starts_with(classify::decision_mark);
  json open = field_json(shown, variable, value);
  const json decision = decision_json(shown, record, variable);
  open.update({{"quote", given.evidence.empty() ? "" : given.evidence.front().quote},
               {"quoted", !given.evidence.empty() && given.evidence.front().page != 0},
               {"derived", given.rule.starts_with("derived:")},
               {"doubts", doubts_json(shown, given)},
               {"rivals", rivals_json(shown, given)},
               {"decision", decision},
               {"decided", decided},
               {"confidence", given.outcome == Outcome::value && !decided
                                  ? fmt::format("{:.0f}%", 100 * given.confidence)
                                  : ""},
               {"may_confirm", !decided},
               {"confirm_text",
                shown.text(given.outcome == Outcome::value           ? "confirm"
                           : given.outcome == Outcome::contradictory ? "confirm_contradictory"
                                                                     : "confirm_absent")},
               {"likely", given.outcome != Outcome::contradictory},
               {"may_deny", decided || given.outcome != Outcome::absent}});
  return open;
}

json value_json(const Shown& shown, const corpus::RecordScope& scope, const std::string& variable,
                const Value* value) {
  static const Value none;
  const Value& given = value == nullptr ? none : *value;
  const int record = static_cast<int>(scope.number);
  const bool open = shown.at.record == record && shown.at.variable == variable;
  const std::string state = value == nullptr ? "absent" : state_of(shown, record, given);
  return {{"id", fmt::format("w{}-{}", record, variable)},
          {"record", std::to_string(record)},
          {"variable", variable},
          {"label", shown.look().variable(shown.language(), variable)},
          {"value", value == nullptr ? shown.text("absent") : shown_value(shown, given)},
          {"state", state},
          {"state_text", shown.text("state_" + state)},
          {"place", place_of(given)},
          {"places", places_of(given)},
          {"perceel", scope.perceel},
          {"domein", scope.domein},
          {"voorzieningen", scope.voorzieningen},
          {"open", open ? opened(shown, record, variable, value) : json(false)}};
}

std::string with_first(std::string words, int (*letter)(int)) {
  words[0] = static_cast<char>(letter(static_cast<unsigned char>(words[0])));
  return words;
}

std::string title_of(const Shown& shown, const corpus::RecordScope& scope, const Record& record) {
  if (scope.number == 0) return shown.text("the_document");
  const auto part = [&](const char* variable) {
    return shown.look().value(shown.language(), variable, record.text_of(variable));
  };
  std::string title = part("domein");
  if (const std::string support = part("voorzieningen"); !support.empty())
    title += (title.empty() ? "" : ": ") + support;
  // What tells it from its like goes before, so that it is never cut off.
  std::string which = record.text_of("perceel");
  if (!which.empty()) which = shown.text("lot") + " " + which;
  if (const std::string status = part("status"); !status.empty())
    which += which.empty() ? status : ", " + with_first(status, &::tolower);
  if (!title.empty() && !which.empty()) title = with_first(which, &::toupper) + ", " + title;
  return title.empty() ? fmt::format("{} {}", shown.text("record"), scope.number) : title;
}

json record_json(const Shown& shown, std::size_t index, const json& others) {
  const Record& record = shown.decided.coding.records[index];
  const corpus::RecordScope& scope = shown.decided.scopes[index];
  json given = json::array(), absent = json::array();
  for (const classify::Variable& variable : shown.look().variables()) {
    if (variable.of_document != (scope.number == 0)) continue;
    const Value* value = record.find(variable.name);
    json made = value_json(shown, scope, variable.name, value);
    const bool is_given = made["state"] != "absent" || !made["open"].is_boolean();
    (is_given ? given : absent).push_back(std::move(made));
  }
  json choices = json::array();
  for (const json& other : others)
    if (other["value"] != std::to_string(scope.number)) choices.push_back(other);
  const std::size_t missing = absent.size();
  return {
      {"number", std::to_string(scope.number)},
      {"title", title_of(shown, scope, record)},
      {"not_unique", !scope.unique},
      {"added", scope.added},
      {"perceel", scope.perceel},
      {"domein", scope.domein},
      {"voorzieningen", scope.voorzieningen},
      {"values", given},
      {"absent", absent},
      {"some_absent", missing != 0},
      {"absent_text", shown.look().filled(shown.language(), "absent_values",
                                          {{"number", std::to_string(missing)}})},
      {"is_record", scope.number != 0 ? json{{"others", choices}, {"mergeable", !choices.empty()}}
                                      : json(false)}};
}

json orphans_json(const Shown& shown) {
  json orphans = json::array();
  for (const corpus::Decision& one : shown.decided.orphaned)
    orphans.push_back({{"label", shown.look().variable(shown.language(), one.variable)},
                       {"value", one.outcome == Outcome::value
                                     ? shown.look().value(shown.language(), one.variable, one.value)
                                     : shown.text("absent")},
                       {"who", one.reviewer},
                       {"when", local_time(one.decided)},
                       {"act", std::to_string(one.act)},
                       {"removable", one.act != 0},
                       {"quote", one.evidence.quote},
                       {"place", place_json(one.evidence)}});
  return orphans;
}

// The first value that waits, in the order in which the queue has them.
At first_of(const std::vector<WaitingDocument>& documents, const std::string& sha256,
            const corpus::DecidedCoding& decided) {
  for (const WaitingDocument& document : documents)
    if (document.sha256 == sha256 && !document.values.empty())
      return {document.values.front()->record, document.values.front()->variable};
  for (const Record& record : decided.coding.records)
    for (const Value& value : record.values)
      if (record.number != 0 && value.outcome == Outcome::value)
        return {static_cast<int>(record.number), value.variable};
  return {};
}

// The document that comes after this one, and the page on which it begins.
json next_document(const std::vector<WaitingDocument>& documents, const std::string& sha256) {
  const auto next = std::find_if(
      documents.begin(), documents.end(),
      [&](const WaitingDocument& one) { return one.sha256 != sha256 && !one.values.empty(); });
  if (next == documents.end()) return {{"next_document", ""}, {"next_page", ""}};
  return {{"next_document", next->sha256},
          {"next_page", std::to_string(std::max(1, next->values.front()->page))}};
}

// Where to go from a document in which nothing waits.
json onward(const Shown& shown, const std::string& next, const QueueFilter& filter) {
  if (!shown.waiting.empty()) return false;
  if (next.empty()) return {{"link", "/?" + query_of(filter)}, {"label", shown.text("to_queue")}};
  return {{"link", fmt::format("/document/{}?{}", next, query_of(filter))},
          {"label", shown.text("to_next_document")}};
}

// What was done last, and how many of this choice wait after it.
json saved_json(const Shown& shown, const Said& said,
                const std::vector<WaitingDocument>& documents) {
  if (said.done.empty()) return false;
  std::size_t left = 0;
  for (const WaitingDocument& document : documents) left += document.values.size();
  return {{"file", said.file},
          {"says", said.done},
          {"left", left == 0 ? shown.text("choice_done")
                             : shown.look().filled(shown.language(), "choice_left",
                                                   {{"number", std::to_string(left)}})}};
}

json choices_of(const Shown& shown, const std::string& variable) {
  json choices = json::array();
  if (const classify::Variable* known = shown.look().find(variable))
    for (const auto& code : known->codes)
      choices.push_back({{"value", code.value},
                         {"label", shown.language() == "en" ? code.label_en : code.label_nl}});
  return choices;
}

}  // namespace

json values_json(Context& context, const corpus::Database& database, const Request& request,
                 const std::string& sha256, At at, const Said& said) {
  const corpus::DecidedCoding decided = corpus::decided_coding(database, sha256);
  QueueFilter filter = queue_filter(request);
  if (filter.year == 0) {
    auto facts = reports::ask(database, "review_document", {{":sha256", sha256}});
    if (!facts.empty()) filter.year = std::atoi(facts[0]["set_year"].c_str());
  }
  const auto documents = context.queue.documents(database, filter);
  Shown shown{context,
              request,
              decided,
              {},
              at.variable.empty() ? first_of(*documents, sha256, decided) : std::move(at)};
  for (const WaitingDocument& document : *documents)
    if (document.sha256 == sha256)
      for (const Waiting* value : document.values)
        shown.waiting.insert({value->record, value->variable});
  json others = json::array(), records = json::array();
  for (std::size_t index = 0; index < decided.scopes.size(); ++index)
    if (decided.scopes[index].number != 0)
      others.push_back(
          {{"value", std::to_string(decided.scopes[index].number)},
           {"label", title_of(shown, decided.scopes[index], decided.coding.records[index])}});
  // The document itself comes last: nearly always it is right and nobody asks for it.
  for (std::size_t index = 1; index < decided.scopes.size(); ++index)
    records.push_back(record_json(shown, index, others));
  if (!decided.scopes.empty()) records.push_back(record_json(shown, 0, others));
  auto state = reports::ask(database, "review_state").at(0);
  const std::size_t left = shown.waiting.size();
  const json orphans = orphans_json(shown);
  json values = {
      {"sha256", sha256},
      {"query", query_of(filter)},
      {"seen", state["act"]},
      {"records", records},
      {"uncoded", decided.coding.records.empty()},
      {"some_orphans", !orphans.empty()},
      {"orphans", orphans},
      {"message", said.message.empty() ? json(false) : json{{"says", said.message}}},
      {"saved", saved_json(shown, said, *documents)},
      {"domain_choices", choices_of(shown, "domein")},
      {"support_choices", choices_of(shown, "voorzieningen")},
      {"left_text", left == 0 ? shown.text("nothing_waits")
                              : shown.look().filled(shown.language(), "left_here",
                                                    {{"number", std::to_string(left)}})}};
  const json next = next_document(*documents, sha256);
  values.update(next);
  values["onward"] = onward(shown, next["next_document"], filter);
  return values;
}

std::optional<Found> find_value(const corpus::Database& database, const Request& request,
                                const std::string& sha256) {
  Found found{corpus::decided_coding(database, sha256)};
  const int number = request.number("record", -1);
  std::vector<std::size_t> same;
  for (std::size_t index = 0; index < found.decided.scopes.size(); ++index) {
    const corpus::RecordScope& scope = found.decided.scopes[index];
    if ((scope.number == 0) != (number == 0) || scope.perceel != request.field("perceel") ||
        scope.domein != request.field("domein_van") ||
        scope.voorzieningen != request.field("voorzieningen_van"))
      continue;
    same.push_back(index);
    if (static_cast<int>(scope.number) == number) same = {index};
    if (same.size() == 1 && static_cast<int>(scope.number) == number) break;
  }
  // Classified anew meanwhile: a scope that fits one record is that record whatever its number.
  if (same.size() != 1) return std::nullopt;
  found.record = same[0];
  found.value = found.decided.coding.records[found.record].find(request.field("variable"));
  for (const auto& held : found.decided.held)
    if (held.record == found.decided.scopes[found.record].number &&
        held.decision.variable == request.field("variable"))
      found.held = &held.decision;
  return found;
}

}  // namespace inkoopmonitor::app::web
