// The documents of one procurement, resolved into what holds in the end.
//
// Records of different documents that are about the same lot are one arrangement. For each variable
// the document with the highest rank decides: the contract outranks the tender document, a nota van
// inlichtingen outranks what it amends (the later nota the earlier), an award that counts providers
// decides their number. The rest stay as rivals, so that a contradiction can be seen.
#include <algorithm>
#include <map>

#include "classify/classify.h"
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

// Records of several documents are one arrangement when they are about the same lot and status.
std::string key_of(const Record& record) {
  return record.text_of("perceel");
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
  return arrangement;
}

}  // namespace

std::vector<Arrangement> resolve(const std::vector<DossierDocument>& documents,
                                 const RuleSet& rules) {
  std::map<std::string, std::vector<Source>> groups;
  std::vector<std::string> order;
  // A document of its own keeps its records as they are; only several documents are brought
  // together.
  for (const DossierDocument& document : documents) {
    if (document.coding.records.empty()) continue;
    const Record& own = document.coding.records.front();
    for (std::size_t index = 1; index < document.coding.records.size(); ++index) {
      const Record& record = document.coding.records[index];
      if (!enters_monitor(record)) continue;
      const std::string key = documents.size() == 1 ? std::to_string(index) : key_of(record);
      if (!groups.contains(key)) order.push_back(key);
      groups[key].push_back(
          {&document, &record, own.text_of("documentsoort"), own.text_of("document_date")});
    }
  }
  // What a document says without a lot holds for the lots that others name.
  if (documents.size() > 1 && groups.size() > 1 && groups.contains("")) {
    for (auto& [key, sources] : groups) {
      if (!key.empty()) sources.insert(sources.end(), groups[""].begin(), groups[""].end());
    }
    groups.erase("");
    std::erase(order, "");
  }
  std::sort(order.begin(), order.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  std::vector<Arrangement> result;
  for (const std::string& key : order) {
    result.push_back(resolved(groups[key], rules));
    result.back().record.number = static_cast<std::uint32_t>(result.size());
  }
  return result;
}

}  // namespace inkoopmonitor::classify
