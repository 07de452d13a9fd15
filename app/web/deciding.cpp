// What a reviewer does: confirm, correct, deny, take back; add, split, join or take out records.
// Each is stored before it is answered. A form says what its record is about and what was decided
// when the page was made, so that a page that is old changes nothing that it did not show.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "app/hand_sheet.h"
#include "app/web/document.h"
#include "app/web/lists.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

using classify::Evidence;
using classify::Outcome;
using corpus::Decision;
using nlohmann::json;

constexpr std::size_t kValueMax = 2000, kNoteMax = 1000;

struct Refused {
  std::string key;  // of a text
};

// The words that a form names, if they are there.
Evidence words_of(const corpus::Database& database, const Request& request,
                  const std::string& sha256) {
  Evidence words;
  words.page = static_cast<std::uint32_t>(request.number("blad", 0));
  words.first_word = static_cast<std::uint32_t>(request.number("eerste", 0));
  words.last_word = static_cast<std::uint32_t>(request.number("laatste", 0));
  if (words.page == 0) return {};
  const auto page = corpus::page_of(database.folder(), sha256, words.page);
  constexpr std::uint32_t kWordsMax = 500;
  if (!page || words.first_word > words.last_word || words.last_word >= page->words.size() ||
      words.last_word - words.first_word > kWordsMax)
    throw Refused{"no_words"};
  words.quote = extract::quote(*page, words.first_word, words.last_word);
  return words;
}

// The codes that are ticked in a form, each a field of its own: waarde.wmo=on.
std::string ticked_codes(const Request& request, const std::string& field,
                         const classify::Variable& variable) {
  std::string value;
  for (const auto& code : variable.codes)
    if (!request.field(field + "." + code.value).empty())
      value += (value.empty() ? "" : variable.type == "codes" ? "+" : "|") + code.value;
  return value;
}

std::string value_of(const Request& request, const classify::Variable& variable) {
  if (is_list(variable) && !variable.codes.empty())
    return ticked_codes(request, "waarde", variable);
  return request.field("waarde_nieuw").substr(0, kValueMax);
}

Decision decision_about(const Found& found, const Request& request, const std::string& sha256) {
  const corpus::RecordScope& scope = found.decided.scopes[found.record];
  Decision decision;
  decision.id = found.held == nullptr ? 0 : found.held->id;
  decision.scope_key = sha256;
  decision.perceel = scope.perceel;
  decision.domein = scope.domein;
  decision.voorzieningen = scope.voorzieningen;
  decision.variable = request.field("variable");
  decision.reviewer = request.reviewer;
  decision.note = request.field("notitie").substr(0, kNoteMax);
  return decision;
}

Evidence first_words(const classify::Value* value) {
  if (value == nullptr || value->evidence.empty() || value->evidence[0].page == 0) return {};
  return value->evidence[0];
}

void correct(Decision& decision, Context& context, const corpus::Database& database,
             const Request& request, const std::string& sha256) {
  const classify::Variable* variable = context.look.find(decision.variable);
  if (variable == nullptr) throw Refused{"no_variable"};
  decision.kind = "corrected";
  decision.value = value_of(request, *variable);
  if (decision.value.empty()) throw Refused{"no_value"};
  if (!problem_of_value(*variable, decision.value).empty())
    throw Refused{"wrong_" + variable->type};
  if (variable->name == "gemeenten")
    for (std::size_t at = 0; at < decision.value.size();) {
      const std::size_t end = std::min(decision.value.find('|', at), decision.value.size());
      const std::string code = decision.value.substr(at, end - at);
      if (!database.municipality_code(code, database.last_register_year()) &&
          !(code.size() == 6 && code.starts_with("GM")))
        throw Refused{"wrong_gemeenten"};
      at = end + 1;
    }
  decision.evidence = words_of(database, request, sha256);
}

// Of records that are about the same only the words tell one from the other. What confirms one may
// be about the other as well, if that says the same.
void refuse_twins(const Found& found, const Decision& decision) {
  const auto& scopes = found.decided.scopes;
  if (scopes[found.record].unique) return;
  const auto shares = [&](const classify::Value& value) {
    return std::any_of(value.evidence.begin(), value.evidence.end(), [&](const Evidence& one) {
      return one.page == decision.evidence.page && one.first_word <= decision.evidence.last_word &&
             decision.evidence.first_word <= one.last_word;
    });
  };
  if (found.value == nullptr || !shares(*found.value)) throw Refused{"not_unique"};
  for (std::size_t other = 1; other < scopes.size(); ++other) {
    if (other == found.record || scopes[other].perceel != decision.perceel ||
        scopes[other].domein != decision.domein ||
        scopes[other].voorzieningen != decision.voorzieningen)
      continue;
    const classify::Value* value = found.decided.coding.records[other].find(decision.variable);
    const bool says_the_same = decision.kind == "confirmed" && value != nullptr &&
                               value->value == decision.value && value->outcome == decision.outcome;
    if (value != nullptr && shares(*value) && !says_the_same) throw Refused{"not_unique"};
  }
}

const classify::Rival& rival_of(const classify::Value* value, const std::string& number) {
  const auto index = static_cast<std::size_t>(std::max(0, std::atoi(number.c_str())));
  if (value == nullptr || index >= value->rivals.size()) throw Refused{"no_rival"};
  return value->rivals[index];
}

// A list with what a rival has more. It rests on the words of the list, if that has any.
void add_rival(Decision& decision, const Context& context, const classify::Value& value,
               const classify::Rival& rival) {
  const classify::Variable* variable = context.look.find(decision.variable);
  if (variable == nullptr || !is_list(*variable) || value.outcome != Outcome::value)
    throw Refused{"bad_request"};
  std::vector<std::string> all = elements_of(*variable, value.value);
  for (std::string& more : missing_from(*variable, value.value, rival.value))
    all.push_back(std::move(more));
  decision.kind = "corrected";
  decision.value = list_of(*variable, all);
  if (decision.evidence.page == 0) decision.evidence = rival.evidence;
}

// What the form asks for, as a decision.
Decision decision_of(Context& context, const corpus::Database& database, const Found& found,
                     const Request& request, const std::string& sha256) {
  const std::string& how = request.field("wat");
  const classify::Value* value = found.value;
  Decision decision = decision_about(found, request, sha256);
  decision.evidence = first_words(value);
  if (how == "bevestig") {
    if (found.held != nullptr) throw Refused{"decided_already"};
    decision.kind = "confirmed";
    decision.outcome = value == nullptr ? Outcome::absent : value->outcome;
    decision.value = value == nullptr ? "" : value->value;
  } else if (how.starts_with("rivaal:")) {
    const classify::Rival& rival = rival_of(value, how.substr(7));
    decision.kind = "corrected";
    decision.value = rival.value;
    if (rival.evidence.page != 0) decision.evidence = rival.evidence;
  } else if (how.starts_with("ook:")) {
    const classify::Rival& rival = rival_of(value, how.substr(4));
    add_rival(decision, context, *value, rival);
  } else if (how == "niet" || how == "onleesbaar") {
    decision.kind = "corrected";
    decision.outcome = how == "niet" ? Outcome::absent : Outcome::unreadable;
  } else if (how == "verbeter") {
    correct(decision, context, database, request, sha256);
  } else {
    throw Refused{"bad_request"};
  }
  refuse_twins(found, decision);
  return decision;
}

// Where the reviewer goes on: the next value of this document, else the next document.
struct Next {
  At at;
  std::string address;  // of another document; empty: in this one
};

Next next_after(Context& context, const corpus::Database& database, const Request& request,
                const std::string& sha256) {
  QueueFilter filter = queue_filter(request);
  filter.year = context.year_of(database, filter.year);
  const auto documents = context.queue.documents(database, filter);
  const std::pair<int, std::string> decided = {request.number("record", 0),
                                               request.field("variable")};
  for (const WaitingDocument& document : *documents) {
    if (document.sha256 != sha256) continue;
    // Behind what was decided, by record; what was passed over comes round again.
    for (const Waiting* value : document.values)
      if (value->record >= decided.first && value->variable != decided.second)
        return {{value->record, value->variable}, {}};
    return {{document.values[0]->record, document.values[0]->variable}, {}};
  }
  if (documents->empty() || request.field("blijf") == "1")
    return {{decided.first, decided.second}, {}};
  return {{}, fmt::format("/document/{}?{}", documents->front().sha256, query_of(filter))};
}

Response answer_with(Context& context, const Request& request, const std::string& sha256,
                     const At& at, const Said& said) {
  const auto database = context.databases.lease();
  if (request.header("hx-request").empty()) {
    std::string address = fmt::format("/document/{}?{}", sha256, query_of(queue_filter(request)));
    if (!at.variable.empty())
      address += fmt::format("&record={}&waarde={}", at.record, encoded(at.variable));
    return redirect(address);
  }
  return context.look.page(request, "values",
                           values_json(context, *database, request, sha256, at, said));
}

// Another document in the place of the one that is shown: it comes with the answer, which spares
// the browser a question and a page of its own. What stands in a form is about the one before.
Response other_document(Context& context, const Request& request, const std::string& address,
                        const Said& said) {
  if (request.header("hx-request").empty()) return redirect(address);
  Request other = request;
  other.method = "GET";
  other.form.clear();
  Parts parts;
  if (!parse_target(address, other) || !Router::fits("/document/:sha", other.path, parts))
    return redirect(address);
  Response response = document_page(context, other, parts["sha"], said);
  for (const auto& [name, value] :
       {std::pair("HX-Retarget", "#document"), std::pair("HX-Reselect", "#document"),
        std::pair("HX-Reswap", "outerHTML")})
    response.headers.emplace_back(name, value);
  return response;
}

std::string value_in(const Look& look, const std::string& language, const Decision& decision) {
  switch (decision.outcome) {
    case Outcome::value:
      return look.value(language, decision.variable, decision.value);
    case Outcome::absent:
      return look.text(language, "absent");
    case Outcome::unreadable:
      return look.text(language, "unreadable");
    case Outcome::contradictory:
      break;
  }
  return look.text(language, "contradictory");
}

std::string file_of(const corpus::Database& database, const std::string& sha256) {
  auto facts = reports::ask(database, "review_document", {{":sha256", sha256}});
  return facts.empty() ? std::string() : facts[0]["file"];
}

std::string told(Context& context, const Request& request, const Decision& other) {
  const auto& look = context.look;
  return look.filled(request.language, "conflict",
                     {{"who", other.reviewer},
                      {"when", local_time(other.decided)},
                      {"variable", look.variable(request.language, other.variable)},
                      {"value", value_in(look, request.language, other)}});
}

// Stores and gives a message; empty when it was stored.
std::string store(Context& context, const Request& request,
                  const std::vector<Decision>& decisions) {
  const corpus::Decided done = context.write([&](corpus::Reviews& reviews, std::int64_t run) {
    return reviews.decide(run, decisions, request.number("gezien", 0));
  });
  if (done.other) return told(context, request, *done.other);
  context.follower.follow(context.run, decisions.front().scope_key);
  return {};
}

Response decide(Context& context, const Request& request, const Parts& parts) {
  const std::string& sha256 = parts.at("sha");
  if (!is_sha256(sha256)) return context.look.problem(request, 404, "no_document");
  const At here{request.number("record", 0), request.field("variable")};
  Said said;
  Next next{here, {}};
  try {
    const auto database = context.databases.lease();
    const auto found = find_value(*database, request, sha256);
    if (!found) throw Refused{"record_changed"};
    const Decision decision = decision_of(context, *database, *found, request, sha256);
    said.message = store(context, request, {decision});
    if (said.message.empty()) {
      next = next_after(context, *database, request, sha256);
      said.file = file_of(*database, sha256);
      said.done = context.look.filled(
          request.language, "saved",
          {{"variable", context.look.variable(request.language, decision.variable)},
           {"value", value_in(context.look, request.language, decision)}});
    }
  } catch (const Refused& refused) {
    said.message = context.look.text(request.language, refused.key);
  }
  if (!next.address.empty()) return other_document(context, request, next.address, said);
  return answer_with(context, request, sha256, next.at, said);
}

// --- taking back --------------------------------------------------------------------------------

Response take_back(Context& context, const Request& request, const Parts&) {
  std::int64_t act = request.number("besluit", 0);
  const bool done = context.write([&](corpus::Reviews& reviews, std::int64_t run) {
    if (act == 0) act = reviews.last_act(request.reviewer);
    return act != 0 && reviews.take_back(run, act, request.reviewer);
  });
  if (act == 0) return context.look.problem(request, 404, "nothing_to_undo");
  const auto database = context.databases.lease();
  auto about = reports::ask(*database, "review_act", {{":act", act}});
  if (!done || about.empty()) return context.look.problem(request, 409, "undo_too_late");
  const std::string sha256 = about[0]["sha256"], variable = about[0]["variable"];
  context.follower.follow(context.run, sha256);
  At at;
  const corpus::DecidedCoding decided = corpus::decided_coding(*database, sha256);
  for (const corpus::RecordScope& scope : decided.scopes)
    if (scope.perceel == about[0]["perceel"] && scope.domein == about[0]["domein"] &&
        scope.voorzieningen == about[0]["voorzieningen"])
      at = {static_cast<int>(scope.number), variable == "record" ? "" : variable};
  std::string address = fmt::format("/document/{}?{}", sha256, query_of(queue_filter(request)));
  if (!at.variable.empty())
    address += fmt::format("&record={}&waarde={}", at.record, encoded(at.variable));
  const std::string& says = context.look.text(request.language, "taken_back");
  if (request.header("hx-request").empty() || request.field("in") != sha256)
    return other_document(context, request, address, {{}, file_of(*database, sha256), says});
  return answer_with(context, request, sha256, at, {says, {}, {}});
}

// --- records ------------------------------------------------------------------------------------

Decision about_record(const corpus::RecordScope& scope, const Request& request,
                      const std::string& sha256, Outcome outcome) {
  Decision decision;
  decision.scope_key = sha256;
  decision.perceel = scope.perceel;
  decision.domein = scope.domein;
  decision.voorzieningen = scope.voorzieningen;
  decision.variable = "record";
  decision.kind = "corrected";
  decision.outcome = outcome;
  decision.value = outcome == Outcome::value ? "new" : "";
  decision.reviewer = request.reviewer;
  return decision;
}

// Copies of the values of a record for one with another scope.
std::vector<Decision> copies_of(const classify::Record& record, const Decision& to) {
  static const std::set<std::string> scope = {"domein", "voorzieningen", "perceel"};
  std::vector<Decision> copies;
  for (const classify::Value& value : record.values) {
    if (value.outcome != Outcome::value || scope.contains(value.variable) ||
        value.rule.starts_with("derived:"))
      continue;
    Decision copy = to;
    copy.variable = value.variable;
    copy.value = value.value;
    copy.evidence = first_words(&value);
    copies.push_back(std::move(copy));
  }
  return copies;
}

corpus::RecordScope new_scope(Context& context, const Request& request,
                              const corpus::DecidedCoding& decided) {
  corpus::RecordScope scope;
  scope.perceel = request.field("perceel_nieuw").substr(0, 100);
  for (auto& [field, value] :
       {std::pair("domein", &scope.domein), std::pair("voorzieningen", &scope.voorzieningen)})
    if (const classify::Variable* variable = context.look.find(field))
      *value = ticked_codes(request, field, *variable);
  if (scope.domein.empty()) throw Refused{"no_domain"};
  for (const corpus::RecordScope& other : decided.scopes)
    if (other.number != 0 && other.perceel == scope.perceel && other.domein == scope.domein &&
        other.voorzieningen == scope.voorzieningen)
      throw Refused{"same_scope"};
  return scope;
}

// What two records are about, together.
std::string united(const std::string& left, const std::string& right) {
  std::string all = left;
  for (std::size_t at = 0; at < right.size();) {
    const std::size_t end = std::min(right.find('|', at), right.size());
    const std::string part = right.substr(at, end - at);
    if (("|" + all + "|").find("|" + part + "|") == std::string::npos)
      all += (all.empty() ? "" : "|") + part;
    at = end + 1;
  }
  return all;
}

std::vector<Decision> record_decisions(Context& context, const corpus::DecidedCoding& decided,
                                       const Request& request, const std::string& sha256) {
  const auto index_of = [&](int number) {
    for (std::size_t index = 1; index < decided.scopes.size(); ++index)
      if (static_cast<int>(decided.scopes[index].number) == number) return index;
    throw Refused{"record_changed"};
  };
  const std::string& what = request.field("wat");
  if (what == "nieuw")
    return {about_record(new_scope(context, request, decided), request, sha256, Outcome::value)};
  const std::size_t index = index_of(request.number("record", 0));
  const corpus::RecordScope& scope = decided.scopes[index];
  if (!scope.unique) throw Refused{"not_unique"};
  // A record that a reviewer added goes by taking back what added it.
  if (what == "weg" && scope.added) throw Refused{"added_record"};
  if (what == "weg") return {about_record(scope, request, sha256, Outcome::absent)};
  if (what == "splits") {
    const Decision added =
        about_record(new_scope(context, request, decided), request, sha256, Outcome::value);
    std::vector<Decision> all = {added};
    for (Decision& copy : copies_of(decided.coding.records[index], added))
      all.push_back(std::move(copy));
    return all;
  }
  if (what != "voegsamen") throw Refused{"bad_request"};
  const std::size_t other = index_of(request.number("met", 0));
  if (other == index || scope.added) throw Refused{"bad_request"};
  Decision support = about_record(decided.scopes[other], request, sha256, Outcome::value);
  support.variable = "voorzieningen";
  support.value = united(decided.coding.records[other].text_of("voorzieningen"),
                         decided.coding.records[index].text_of("voorzieningen"));
  std::vector<Decision> all = {about_record(scope, request, sha256, Outcome::absent)};
  if (!support.value.empty()) all.push_back(std::move(support));
  return all;
}

Response change_record(Context& context, const Request& request, const Parts& parts) {
  const std::string& sha256 = parts.at("sha");
  if (!is_sha256(sha256)) return context.look.problem(request, 404, "no_document");
  std::string message;
  try {
    const auto database = context.databases.lease();
    const corpus::DecidedCoding decided = corpus::decided_coding(*database, sha256);
    message = store(context, request, record_decisions(context, decided, request, sha256));
  } catch (const Refused& refused) {
    message = context.look.text(request.language, refused.key);
  }
  return answer_with(context, request, sha256, {}, {message, {}, {}});
}

// --- words, assignment --------------------------------------------------------------------------

Response read_words(Context& context, const Request& request, const Parts& parts) {
  const std::string& sha256 = parts.at("sha");
  if (!is_sha256(sha256)) return {404, "text/plain", "404", {}};
  const auto database = context.databases.lease();
  try {
    const Evidence words = words_of(*database, request, sha256);
    const std::string value = words.page == 0 ? std::string()
                                              : value_in_words(context, *database, sha256,
                                                               request.field("variable"), words);
    return json_response(json{
        {"value", value},
        {"shown", context.look.value(request.language, request.field("variable"), value)},
        {"quote",
         words.quote}}.dump());
  } catch (const Refused&) {
    return {400, "text/plain", "400", {}};
  }
}

Response assign(Context& context, const Request& request, const Parts& parts) {
  const std::string& sha256 = parts.at("sha");
  {
    const auto database = context.databases.lease();
    if (!is_sha256(sha256) ||
        reports::ask(*database, "review_document", {{":sha256", sha256}}).empty())
      return context.look.problem(request, 404, "no_document");
  }
  const std::string to = request.field("aan").substr(0, 60);
  context.write([&](corpus::Reviews& reviews, std::int64_t) {
    reviews.assign_reviewer(sha256, to);
    return true;
  });
  context.queue.forget();
  return redirect(fmt::format("/document/{}?{}", sha256, query_of(queue_filter(request))));
}

}  // namespace

void add_deciding(Router& router, Context& context) {
  const auto add = [&](const char* pattern, auto action) {
    router.add("POST", pattern, [&context, action](const Request& request, const Parts& parts) {
      return action(context, request, parts);
    });
  };
  add("/document/:sha/besluit", &decide);
  add("/document/:sha/record", &change_record);
  add("/document/:sha/lees", &read_words);
  add("/document/:sha/toewijzen", &assign);
  add("/ongedaan", &take_back);
}

}  // namespace inkoopmonitor::app::web
