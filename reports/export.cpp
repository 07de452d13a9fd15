// The exports, by the contract in the design. Rows are ordered by what stands in them, so that the
// same content gives the same bytes whatever was imported first.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "corpus/review.h"
#include "error.h"
#include "reports/questions.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {
namespace {

struct Scope {
  std::string perceel, domein, voorzieningen;
  auto operator<=>(const Scope&) const = default;
};

struct Decision {
  Scope scope;
  std::string kind, value, outcome, page, quote;
};

// The decisions about one variable of one dossier or content.
using Decisions = std::map<std::pair<std::string, std::string>, std::vector<Decision>>;

Decisions load_decisions(const corpus::Database& database, const std::string& scope_kind) {
  Decisions decisions;
  const Answer answer(database, "decisions");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    if (answer.text(r, "scope_kind") != scope_kind) continue;
    decisions[{answer.text(r, "scope_key"), answer.text(r, "variable")}].push_back(
        {{answer.text(r, "perceel"), answer.text(r, "domein"), answer.text(r, "voorzieningen")},
         answer.text(r, "kind"),
         answer.text(r, "value"),
         answer.text(r, "outcome"),
         answer.text(r, "page"),
         answer.text(r, "quote")});
  }
  return decisions;
}

// The scope of every record, by document or dossier and number, and how often each scope occurs
// there.
struct Scopes {
  std::map<std::pair<std::string, std::string>, Scope> of_record;
  std::map<std::pair<std::string, Scope>, int> occurrences;
};

Scopes scopes_of(const Answer& answer, const std::string& key_column) {
  Scopes scopes;
  for (std::size_t r = 0; r < answer.size(); ++r) {
    Scope& scope = scopes.of_record[{answer.text(r, key_column), answer.text(r, "record")}];
    const std::string& variable = answer.text(r, "variable");
    if (variable == "perceel") scope.perceel = answer.text(r, "value");
    if (variable == "domein") scope.domein = answer.text(r, "value");
    if (variable == "voorzieningen") scope.voorzieningen = answer.text(r, "value");
  }
  for (const auto& [record, scope] : scopes.of_record) ++scopes.occurrences[{record.first, scope}];
  return scopes;
}

// The one decision about this row; nothing when there is none, when several claim it, when its
// scope fits several records, or when what was confirmed is no longer what the rules find.
const Decision* decision_of(const Answer& answer, std::size_t row, const std::string& key_column,
                            const Decisions& decisions, const Scopes& scopes) {
  const std::string& key = answer.text(row, key_column);
  const auto known = decisions.find({key, answer.text(row, "variable")});
  if (known == decisions.end()) return nullptr;
  const Scope& scope = scopes.of_record.at({key, answer.text(row, "record")});
  if (scopes.occurrences.at({key, scope}) != 1) return nullptr;
  const Decision* found = nullptr;
  for (const Decision& decision : known->second) {
    if (decision.scope != scope) continue;
    if (found != nullptr) return nullptr;
    found = &decision;
  }
  if (found == nullptr || found->kind == "corrected") return found;
  const bool same =
      found->value == answer.text(row, "value") && found->outcome == answer.text(row, "outcome");
  return same ? found : nullptr;
}

struct Stated {
  std::string value, confidence, state, page, quote, outcome;
};

std::string state_of(const std::string& rule, double confidence, double review_threshold) {
  const std::string mark = classify::decision_mark;
  if (rule.starts_with(mark)) return rule.substr(mark.size());
  return confidence < review_threshold ? "unsure" : "auto";
}

Stated stated_of(const Answer& answer, std::size_t row, const Decision* decision,
                 double review_threshold) {
  const double confidence = answer.real(row, "confidence");
  Stated stated{answer.text(row, "value"),
                fmt::format("{:.3f}", confidence),
                state_of(answer.text(row, "rule"), confidence, review_threshold),
                answer.text(row, "page"),
                answer.text(row, "quote"),
                answer.text(row, "outcome")};
  if (decision != nullptr) {
    stated.state = decision->kind;
    stated.confidence = "1.000";
    if (decision->kind == "corrected") {
      stated.value = decision->value;
      stated.outcome = decision->outcome;
      stated.page = decision->page;
      stated.quote = decision->quote;
    }
  }
  if (stated.page == "0") stated.page.clear();
  return stated;
}

std::set<std::string> decided_contents(const corpus::Database& database) {
  std::set<std::string> contents;
  const Answer answer(database, "decided_contents");
  for (std::size_t r = 0; r < answer.size(); ++r) contents.insert(answer.text(r, "sha256"));
  return contents;
}

struct NamedContent {
  const std::string &file, &sha256;
};

// The values of a document that reviewers decided about.
void add_decided(Table& table, const corpus::Database& database, const NamedContent& content,
                 const ExportOptions& options) {
  const corpus::DecidedCoding decided = corpus::decided_coding(database, content.sha256);
  for (const classify::Record& record : decided.coding.records) {
    std::vector<const classify::Value*> values;
    for (const classify::Value& value : record.values)
      if (value.outcome == classify::Outcome::value || options.outcomes) values.push_back(&value);
    std::sort(values.begin(), values.end(),
              [](const auto* a, const auto* b) { return a->variable < b->variable; });
    for (const classify::Value* value : values) {
      const bool proven = !value->evidence.empty();
      const std::uint32_t page = proven ? value->evidence.front().page : 0;
      table.rows.push_back(
          {content.file, content.sha256, std::to_string(record.number), record.text_of("status"),
           value->variable, value->value, fmt::format("{:.3f}", value->confidence),
           state_of(value->rule, value->confidence, options.review_threshold),
           page == 0 ? "" : std::to_string(page), proven ? value->evidence.front().quote : "",
           std::string(classify::name_of(value->outcome))});
    }
  }
}

Table values_table(const corpus::Database& database, const ExportOptions& options) {
  Table table;
  for (const char* name : {"file", "sha256", "record", "status", "variable", "value", "confidence",
                           "state", "page", "quote", "outcome"})
    table.columns.push_back({name});
  const std::set<std::string> decided = decided_contents(database);
  const Answer answer(database, "export_values");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const std::string& sha256 = answer.text(r, "sha256");
    if (decided.contains(sha256)) {
      if (r == 0 || answer.text(r - 1, "sha256") != sha256)
        add_decided(table, database, {answer.text(r, "file"), sha256}, options);
      continue;
    }
    const Stated stated = stated_of(answer, r, nullptr, options.review_threshold);
    if (stated.outcome != "value" && !options.outcomes) continue;
    table.rows.push_back({answer.text(r, "file"), sha256, answer.text(r, "record"),
                          answer.text(r, "status"), answer.text(r, "variable"), stated.value,
                          stated.confidence, stated.state, stated.page, stated.quote,
                          stated.outcome});
  }
  return table;
}

Table arrangements_table(const corpus::Database& database, const ExportOptions& options) {
  Table table;
  for (const char* name : {"dossier", "record", "status", "variable", "value", "confidence",
                           "state", "file", "page", "quote", "outcome"})
    table.columns.push_back({name});
  const Answer answer(database, "export_arrangements");
  const Decisions decisions = load_decisions(database, "dossier");
  const Scopes scopes = decisions.empty() ? Scopes() : scopes_of(answer, "dossier");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const Stated stated = stated_of(answer, r, decision_of(answer, r, "dossier", decisions, scopes),
                                    options.review_threshold);
    if (stated.outcome != "value" && !options.outcomes) continue;
    table.rows.push_back({answer.text(r, "dossier"), answer.text(r, "record"),
                          answer.text(r, "status"), answer.text(r, "variable"), stated.value,
                          stated.confidence, stated.state, answer.text(r, "file"), stated.page,
                          stated.quote, stated.outcome});
  }
  return table;
}

Table documents_table(const corpus::Database& database) {
  Table table;
  for (const char* name :
       {"file", "sha256", "year", "gemeente", "dossier", "pages", "ocr_pages", "result", "reason"})
    table.columns.push_back({name});
  const Answer answer(database, "export_documents");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    std::vector<std::string> row;
    for (const Column& column : table.columns) row.push_back(answer.text(r, column.name));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

namespace {

Table export_rows(const corpus::Database& database, const ExportOptions& options) {
  if (options.table == "values") return values_table(database, options);
  if (options.table == "arrangements") return arrangements_table(database, options);
  if (options.table == "documents") return documents_table(database);
  throw Error(ErrorKind::usage, "--table " + options.table, "there is no such table",
              "use values, arrangements or documents");
}

}  // namespace

Table export_table(const corpus::Database& database, const ExportOptions& options) {
  static const std::set<std::string> numbers = {"record", "confidence", "page",
                                                "year",   "pages",      "ocr_pages"};
  Table table = export_rows(database, options);
  for (Column& column : table.columns)
    if (numbers.contains(column.name)) column.align = Align::right;
  return table;
}

}  // namespace inkoopmonitor::reports
