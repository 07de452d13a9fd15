#include "app/coding_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "app/explain.h"
#include "app/sentence.h"

namespace inkoopmonitor::app {
namespace {

using classify::Coding;
using classify::Outcome;
using classify::Record;
using classify::Value;

bool same(const Value& left, const Value& right) {
  return left.outcome == right.outcome && left.value == right.value;
}

// How much two records have in common; what they are about counts more than how it is bought.
double likeness(const Record& left, const Record& right) {
  static const std::map<std::string, double> weights = {
      {"perceel", 4}, {"voorzieningen", 2}, {"status", 1.5}, {"domein", 1.5}};
  double total = 0;
  for (const Value& value : left.values) {
    const Value* other = right.find(value.variable);
    const bool both =
        other != nullptr && value.outcome == Outcome::value && other->outcome == Outcome::value;
    if (!both) continue;
    const auto weight = weights.find(value.variable);
    const double counted = weight == weights.end() ? 1 : weight->second;
    if (value.value == other->value)
      total += counted;
    else if (value.variable == "perceel")
      total -= counted;
  }
  return total;
}

// Index of a record now to the index of the one before that it is taken for.
std::map<std::size_t, std::size_t> paired(const Coding& before, const Coding& now) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
  for (std::size_t n = 1; n < now.records.size(); ++n) {
    for (std::size_t b = 1; b < before.records.size(); ++b) {
      const double score = likeness(now.records[n], before.records[b]);
      if (score > 0) pairs.emplace_back(-score, n, b);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::map<std::size_t, std::size_t> result;
  if (!before.records.empty() && !now.records.empty()) result[0] = 0;
  std::set<std::size_t> used;
  for (const auto& [score, n, b] : pairs) {
    if (!result.contains(n) && used.insert(b).second) result[n] = b;
  }
  return result;
}

class ChangeFinder {
 public:
  ChangeFinder(std::string file, const std::optional<extract::Document>& reading)
      : file_(std::move(file)), reading_(reading) {}

  // Either may be nullptr.
  void compare(const Record* before, const Record* now) {
    if (now != nullptr) {
      for (const Value& value : now->values)
        compare(before, before == nullptr ? nullptr : before->find(value.variable), now, &value);
    }
    if (before == nullptr) return;
    // Variables that the codebook has no more, and whole records that are gone.
    for (const Value& value : before->values) {
      if (now == nullptr || now->find(value.variable) == nullptr)
        compare(before, &value, nullptr, nullptr);
    }
  }

  std::vector<ValueChange> changes() { return std::move(changes_); }

 private:
  void compare(const Record* record_before, const Value* before, const Record* record_now,
               const Value* now) {
    if (before != nullptr && now != nullptr && same(*before, *now)) return;
    // That a new variable or record has no value is no news.
    const bool says = (before != nullptr && before->outcome == Outcome::value) ||
                      (now != nullptr && now->outcome == Outcome::value);
    if ((before == nullptr || now == nullptr) && !says) return;
    ValueChange change{file_, (now != nullptr ? now : before)->variable, {}, {}};
    change.whole_record = record_before == nullptr || record_now == nullptr;
    if (before != nullptr) change.before = quoted(*record_before, *before);
    if (now != nullptr) change.now = quoted(*record_now, *now);
    changes_.push_back(std::move(change));
  }

  QuotedValue quoted(const Record& record, const Value& value) const {
    QuotedValue result{record.number, value, ""};
    if (value.evidence.empty()) return result;
    const classify::Evidence& evidence = value.evidence.front();
    result.sentence = evidence.page == 0 ? evidence.quote
                                         : fmt::format("page {}: {}", evidence.page,
                                                       sentence_around(evidence, reading_));
    return result;
  }

  std::string file_;
  const std::optional<extract::Document>& reading_;
  std::vector<ValueChange> changes_;
};

std::string shown(const std::optional<QuotedValue>& side) {
  if (!side) return "nothing";
  const Value& value = side->value;
  if (value.outcome != Outcome::value) return std::string(in_words(value.outcome));
  return fmt::format("{} ({:.2f}, {})", value.value, value.confidence, value.rule);
}

std::string record_named(const ValueChange& change) {
  const std::uint32_t number = (change.now ? change.now : change.before)->record;
  std::string name = number == 0 ? "the document" : fmt::format("record {}", number);
  if (number != 0 && !change.before && change.whole_record) name += " (new)";
  if (number != 0 && !change.now) name += " (gone)";
  return name;
}

void add_cells(std::vector<std::string>& row, const std::optional<QuotedValue>& side) {
  row.push_back(side ? std::to_string(side->record) : "");
  const classify::Evidence* evidence =
      side && !side->value.evidence.empty() ? &side->value.evidence.front() : nullptr;
  row.push_back(side ? side->value.value : "");
  row.emplace_back(side ? name_of(side->value.outcome) : "");
  row.push_back(side ? fmt::format("{:.3f}", side->value.confidence) : "");
  row.push_back(side ? side->value.rule : "");
  row.push_back(evidence != nullptr && evidence->page != 0 ? std::to_string(evidence->page) : "");
  row.push_back(evidence != nullptr ? evidence->quote : "");
}

}  // namespace

std::vector<ValueChange> changes_of(const std::string& file, const Coding& before,
                                    const Coding& now,
                                    const std::optional<extract::Document>& reading) {
  const auto pairs = paired(before, now);
  ChangeFinder finder(file, reading);
  std::set<std::size_t> used;
  for (std::size_t n = 0; n < now.records.size(); ++n) {
    const auto pair = pairs.find(n);
    if (pair != pairs.end()) used.insert(pair->second);
    finder.compare(pair == pairs.end() ? nullptr : &before.records[pair->second], &now.records[n]);
  }
  for (std::size_t b = 0; b < before.records.size(); ++b) {
    if (!used.contains(b)) finder.compare(&before.records[b], nullptr);
  }
  return finder.changes();
}

std::string describe_value_changes(const std::vector<ValueChange>& changes) {
  std::string text, file;
  for (const ValueChange& change : changes) {
    if (text.empty() || change.file != file) text += change.file + "\n";
    file = change.file;
    text += fmt::format("  {}, {}: {}\n", record_named(change), change.variable, shown(change.now));
    if (change.now && !change.now->sentence.empty())
      text += "    now     " + change.now->sentence + "\n";
    text += "    before  " + shown(change.before);
    if (change.before && !change.before->sentence.empty()) text += "; " + change.before->sentence;
    text += "\n";
  }
  return text;
}

reports::Table table_of_changes(const std::vector<ValueChange>& changes) {
  reports::Table table;
  for (const char* name : {"file", "variable", "record", "value", "outcome", "confidence", "rule",
                           "page", "quote", "record_before", "value_before", "outcome_before",
                           "confidence_before", "rule_before", "page_before", "quote_before"})
    table.columns.push_back({name});
  for (const ValueChange& change : changes) {
    std::vector<std::string> row = {change.file, change.variable};
    add_cells(row, change.now);
    add_cells(row, change.before);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace inkoopmonitor::app
