// The documents of one procurement, resolved into what holds in the end.
//
// Records of different documents that are about the same lot are one arrangement. For each variable
// the document with the highest rank decides: the contract outranks the tender document, a nota van
// inlichtingen outranks what it amends (the later nota the earlier), an award that counts providers
// decides their number. The rest stay as rivals, so that a contradiction can be seen.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "classify/classify.h"
#include "classify/derive.h"
#include "classify/resolve.h"
#include "classify/rules.h"

namespace inkoopmonitor::classify {
namespace {

struct Source {
  const DossierDocument* document = nullptr;
  const Record* record = nullptr;
  std::string kind, date;
};

int rank_of(const std::string& kind, const std::string& variable) {
  static const std::map<std::string, int> ranks = {{"overeenkomst", 90},
                                                   {"gunningsbesluit", 70},
                                                   {"nota_van_inlichtingen", 60},
                                                   {"toelatingsdocument", 50},
                                                   {"aanbestedingsdocument", 50},
                                                   {"subsidieregeling", 50},
                                                   {"aankondiging", 40},
                                                   {"raadsstuk", 30},
                                                   {"projectplan", 20},
                                                   {"inkoopstrategie", 20},
                                                   {"onderzoek", 15},
                                                   {"overig", 10}};
  if (variable == "aanbieders" && kind == "gunningsbesluit") return 95;
  const auto found = ranks.find(kind);
  return found == ranks.end() ? 10 : found->second;
}

bool enters_monitor(const Record& record) {
  const std::string status = record.text_of("status");
  return status == "gepland" || status == "geldend";
}

// The members of a list value.
std::set<std::string> members(const Record& record, const std::string& variable) {
  const std::string list = record.text_of(variable);
  std::set<std::string> result;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find('|', begin), list.size());
    result.insert(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

bool overlap(const std::set<std::string>& left, const std::set<std::string>& right) {
  return std::any_of(left.begin(), left.end(),
                     [&](const std::string& one) { return right.contains(one); });
}

// A number or letter, by which documents of one procurement name the same lot.
bool is_lot(const std::string& perceel) {
  return !perceel.empty() && perceel.size() <= 3;
}

std::size_t index_of(const Arrangement& arrangement, const std::string& variable) {
  for (std::size_t index = 0; index < arrangement.record.values.size(); ++index) {
    if (arrangement.record.values[index].variable == variable) return index;
  }
  return arrangement.record.values.size();
}

// Start, length and options may come from documents that outrank the one that gave the end: then
// the end follows from them, and so does the total.
// What a reviewer decided stands as it is, and what was computed follows from it.
void settle_term(Arrangement& arrangement, const std::vector<Source>& sources) {
  const std::array<std::string, 5> names = {"ingangsdatum", "einddatum", "looptijd", "verlenging",
                                            "looptijd_max"};
  std::array<std::size_t, 5> at{};
  for (std::size_t name = 0; name < names.size(); ++name) {
    at[name] = index_of(arrangement, names[name]);
    if (at[name] == arrangement.record.values.size()) return;
  }
  std::vector<Value>& values = arrangement.record.values;
  const auto is_decided = [&](std::size_t name) {
    return values[at[name]].rule.starts_with(decision_mark);
  };
  const bool any_decided = is_decided(0) || is_decided(1) || is_decided(2) || is_decided(3);
  if (sources.size() < 2 && !any_decided) return;
  const auto kind_of = [&](std::size_t name) {
    for (const Source& source : sources) {
      if (source.document->id == arrangement.deciding[at[name]]) return source.kind;
    }
    return std::string();
  };
  const auto rank = [&](std::size_t name) { return rank_of(kind_of(name), names[name]); };
  const bool end_is_old =
      values[at[1]].outcome == Outcome::value && !is_decided(1) &&
      (rank(1) < std::max(rank(0), rank(2)) || values[at[1]].rule.starts_with("derived:"));
  TermValues term{values[at[0]], values[at[1]], values[at[2]], values[at[3]], values[at[4]]};
  const bool start_and_length = term.ingangsdatum.outcome == Outcome::value &&
                                term.looptijd.outcome == Outcome::value &&
                                term.looptijd.value != "onbepaald";
  if (end_is_old && start_and_length) term.einddatum = Value{.variable = "einddatum"};
  if (is_decided(1) && term.looptijd.rule.starts_with("derived:"))
    term.looptijd = Value{.variable = "looptijd"};
  if (term.looptijd_max.rule.starts_with("derived:"))
    term.looptijd_max = Value{.variable = "looptijd_max"};
  derive_missing(term);
  const std::array<Value*, 5> settled = {&term.ingangsdatum, &term.einddatum, &term.looptijd,
                                         &term.verlenging, &term.looptijd_max};
  for (std::size_t name = 0; name < names.size(); ++name) {
    if (*settled[name] == values[at[name]]) continue;
    values[at[name]] = *settled[name];
    const std::size_t source = name == 1 && rank(2) < rank(0) ? 0 : 2;
    arrangement.deciding[at[name]] = arrangement.deciding[at[source]];
  }
}

// Whether it has begun is seen from the last document.
void settle_status(Arrangement& arrangement, const std::vector<Source>& sources) {
  std::string last;
  for (const Source& source : sources) last = std::max(last, source.date);
  const std::size_t status = index_of(arrangement, "status");
  const std::size_t start = index_of(arrangement, "ingangsdatum");
  if (sources.size() < 2 || last.empty() || start == arrangement.record.values.size()) return;
  const Value& begins = arrangement.record.values[start];
  if (begins.outcome != Outcome::value || status == arrangement.record.values.size()) return;
  Value& value = arrangement.record.values[status];
  value.value = begins.value > last ? "gepland" : "geldend";
  value.rule = "derived:start_date";
  value.evidence = begins.evidence;
  arrangement.deciding[status] = arrangement.deciding[start];
}

// How many were contracted in the end stands above that anybody could join.
void prefer_counted(std::vector<Source>& given) {
  if (given.front().record->text_of("aanbieders") != "onbeperkt") return;
  static const std::set<std::string> counting = {"gunningsbesluit", "overeenkomst", "raadsstuk",
                                                 "onderzoek"};
  const auto counted = std::find_if(given.begin(), given.end(), [](const Source& source) {
    const std::string number = source.record->text_of("aanbieders");
    return counting.contains(source.kind) && !number.empty() &&
           number.find_first_not_of("0123456789") == std::string::npos;
  });
  if (counted != given.end()) std::rotate(given.begin(), counted, counted + 1);
}

Arrangement resolved(std::vector<Source> sources, const RuleSet& rules) {
  Arrangement arrangement;
  for (const Variable& variable : rules.variables()) {
    if (variable.of_document) continue;
    std::vector<Source> given;
    for (const Source& source : sources) {
      const Value* value = source.record->find(variable.name);
      if (value != nullptr && value->outcome == Outcome::value) given.push_back(source);
    }
    if (given.empty()) {
      const Value* value = sources.front().record->find(variable.name);
      arrangement.record.values.push_back(value != nullptr ? *value
                                                           : Value{.variable = variable.name});
      arrangement.deciding.emplace_back();
      continue;
    }
    std::stable_sort(given.begin(), given.end(), [&](const Source& a, const Source& b) {
      const int left = rank_of(a.kind, variable.name), right = rank_of(b.kind, variable.name);
      return left != right ? left > right : a.date > b.date;
    });
    if (variable.name == "aanbieders") prefer_counted(given);
    Value value = *given.front().record->find(variable.name);
    for (std::size_t index = 1; index < given.size(); ++index) {
      const Value& other = *given[index].record->find(variable.name);
      if (other.value != value.value && !other.evidence.empty())
        value.rivals.push_back({other.value, other.confidence, other.rule,
                                "outranked by another document of the dossier",
                                other.evidence.front()});
    }
    arrangement.record.values.push_back(std::move(value));
    arrangement.deciding.push_back(given.front().document->id);
  }
  settle_term(arrangement, sources);
  settle_status(arrangement, sources);
  // What follows from other values follows from those that hold in the end.
  derive(arrangement.record, rules.implementation());
  return arrangement;
}

// The sources of each arrangement: by lot, or one for all.
using Groups = std::map<std::string, std::vector<Source>>;

// What a document says without a lot, or of a lot that it only calls by a name, goes to the lots
// that are about the same forms of support; without such a one it holds for all.
void share_out(const std::vector<Source>& unplaced, Groups& groups) {
  std::map<std::string, std::set<std::string>> services;
  for (const auto& [lot, sources] : groups) {
    for (const Source& source : sources)
      services[lot].merge(members(*source.record, "voorzieningen"));
  }
  std::map<std::string, std::vector<Source>> shared;
  for (const Source& source : unplaced) {
    const std::set<std::string> own = members(*source.record, "voorzieningen");
    std::vector<std::string> fitting;
    for (const auto& [lot, theirs] : services) {
      if (overlap(own, theirs)) fitting.push_back(lot);
    }
    for (const auto& [lot, theirs] : services) {
      const bool fits =
          fitting.empty() || std::find(fitting.begin(), fitting.end(), lot) != fitting.end();
      if (fits) shared[lot].push_back(source);
    }
  }
  for (auto& [lot, sources] : shared)
    groups[lot].insert(groups[lot].end(), sources.begin(), sources.end());
}

Groups groups_of(const std::vector<DossierDocument>& documents) {
  Groups groups;
  std::vector<Source> unplaced;
  std::set<std::string> withdrawn;
  for (const DossierDocument& document : documents) {
    if (document.coding.records.empty()) continue;
    const Record& own = document.coding.records.front();
    for (std::size_t index = 1; index < document.coding.records.size(); ++index) {
      const Record& record = document.coding.records[index];
      const Source source{&document, &record, own.text_of("documentsoort"),
                          own.text_of("document_date")};
      const std::string lot = record.text_of("perceel");
      // A document of its own keeps its records as they are.
      if (documents.size() == 1) {
        if (enters_monitor(record)) groups[std::to_string(1000 + index)].push_back(source);
      } else if (is_lot(lot)) {
        if (enters_monitor(record))
          groups[lot].push_back(source);
        else if (record.text_of("status") == "vervallen")
          withdrawn.insert(lot);
      } else if (enters_monitor(record)) {
        unplaced.push_back(source);
      }
    }
  }
  if (groups.empty() && !unplaced.empty())
    groups[""] = unplaced;
  else if (documents.size() > 1)
    share_out(unplaced, groups);
  for (const std::string& lot : withdrawn) groups.erase(lot);
  return groups;
}

}  // namespace

std::vector<Arrangement> resolve(const std::vector<DossierDocument>& documents,
                                 const RuleSet& rules) {
  std::vector<Arrangement> result;
  for (const auto& [lot, sources] : groups_of(documents)) {
    result.push_back(resolved(sources, rules));
    result.back().record.number = static_cast<std::uint32_t>(result.size());
  }
  return result;
}

}  // namespace inkoopmonitor::classify
