// A coding with the decisions about it. A decision hangs on what a record is about (lot, domain,
// forms of support), on its variable and on words, never on a record's number; so it may find its
// record again after classifying anew, or find none, or two. It is applied only where it finds
// exactly one, or twins of which it confirms what both say: guessing would put a reviewer's name
// under something that he never saw.

#include <algorithm>
#include <map>
#include <sstream>

#include "corpus/connection.h"
#include "corpus/decisions.h"

namespace inkoopmonitor::corpus {
namespace {

using classify::Coding;
using classify::Evidence;
using classify::Outcome;
using classify::Record;
using classify::Value;

constexpr const char* kRecordItself = "record";

RecordScope scope_of(const Record& record) {
  if (record.number == 0) return {};
  return {record.number,
          record.text_of("perceel"),
          record.text_of("domein"),
          record.text_of("voorzieningen"),
          true,
          false};
}

bool is_scope_of(const RecordScope& scope, const Decision& decision) {
  return scope.perceel == decision.perceel && scope.domein == decision.domein &&
         scope.voorzieningen == decision.voorzieningen;
}

bool at_one_place(const Evidence& left, const Evidence& right) {
  return left.page == right.page && left.first_word <= right.last_word &&
         right.first_word <= left.last_word;
}

std::vector<std::string> words_of(const std::string& quote) {
  std::istringstream words(quote);
  std::vector<std::string> list;
  for (std::string word; words >> word;) list.push_back(word);
  return list;
}

class DecisionsAtWork {
 public:
  DecisionsAtWork(Connection& connection, const std::string& sha256, Coding coding)
      : connection_(connection), stored_(decisions_about(connection, "content", sha256)) {
    result_.coding = std::move(coding);
    Query reading = connection.query(
        "SELECT coding.reading_id FROM coding JOIN content USING (content_id) WHERE sha256 = ?");
    reading.bind(sha256);
    if (reading.step()) reading_ = reading.integer(0);
  }

  DecidedCoding apply() {
    for (const Record& record : result_.coding.records) result_.scopes.push_back(scope_of(record));
    add_records();
    for (std::size_t one = 0; one < result_.scopes.size(); ++one)
      for (std::size_t other = 1; other < one; ++other) mark_if_same(one, other);
    for (const StoredDecision& stored : stored_)
      if (stored.decision.variable != kRecordItself) place(stored);
    for (auto& [place, decisions] : placed_) hold(place, decisions);
    take_out_records();
    return std::move(result_);
  }

 private:
  using Place = std::pair<std::size_t, std::string>;  // index of the record, variable

  void mark_if_same(std::size_t one, std::size_t other) {
    RecordScope &left = result_.scopes[one], &right = result_.scopes[other];
    if (left.perceel != right.perceel || left.domein != right.domein ||
        left.voorzieningen != right.voorzieningen)
      return;
    left.unique = right.unique = false;
  }

  void add_records() {
    for (const StoredDecision& stored : stored_) {
      const Decision& decision = stored.decision;
      if (decision.variable != kRecordItself || decision.outcome != Outcome::value) continue;
      const bool is_there =
          std::any_of(result_.scopes.begin(), result_.scopes.end(), [&](const RecordScope& scope) {
            return scope.number != 0 && is_scope_of(scope, decision);
          });
      if (is_there) {
        result_.orphaned.push_back(decision);
        continue;
      }
      std::uint32_t number = 1;
      for (const Record& record : result_.coding.records)
        number = std::max(number, record.number + 1);
      Record record{number, {}};
      for (const auto& [variable, value] :
           {std::pair("perceel", decision.perceel), std::pair("domein", decision.domein),
            std::pair("voorzieningen", decision.voorzieningen)})
        if (!value.empty()) record.values.push_back(given(decision, variable, value));
      result_.coding.records.push_back(std::move(record));
      result_.scopes.push_back(
          {number, decision.perceel, decision.domein, decision.voorzieningen, true, true});
      result_.held.push_back({number, decision});
    }
  }

  static Value given(const Decision& decision, const std::string& variable,
                     const std::string& value) {
    Value result;
    result.variable = variable;
    result.value = value;
    result.outcome = decision.outcome;
    result.confidence = 1;
    result.rule = std::string(classify::decision_mark) + decision.kind;
    if (decision.outcome == Outcome::value) result.evidence.push_back(decision.evidence);
    return result;
  }

  bool may_be_about(std::size_t record, const Decision& decision) const {
    if (!is_scope_of(result_.scopes[record], decision)) return false;
    if (record != 0) return true;
    return result_.coding.records[0].find(decision.variable) != nullptr;
  }

  // Whether the words of a decision are among those of the record's value.
  bool shares_words(std::size_t record, const Decision& decision) const {
    const Value* value = result_.coding.records[record].find(decision.variable);
    return value != nullptr &&
           std::any_of(value->evidence.begin(), value->evidence.end(),
                       [&](const Evidence& one) { return at_one_place(one, decision.evidence); });
  }

  // Twins that say the same by the same words: what confirms one of them confirms each.
  bool confirms_each(const std::vector<std::size_t>& records, const Decision& decision) const {
    return decision.kind == "confirmed" && !records.empty() &&
           std::all_of(records.begin(), records.end(), [&](std::size_t record) {
             const Value* value = result_.coding.records[record].find(decision.variable);
             return value != nullptr && value->value == decision.value &&
                    value->outcome == decision.outcome;
           });
  }

  void place(const StoredDecision& stored) {
    Decision decision = stored.decision;
    std::vector<std::size_t> records;
    for (std::size_t record = 0; record < result_.coding.records.size(); ++record)
      if (may_be_about(record, decision)) records.push_back(record);
    // A variable of the document is no record's.
    if (records.size() > 1 && records[0] == 0) records.resize(1);
    if (records.size() > 1)
      std::erase_if(records, [&](std::size_t record) { return !shares_words(record, decision); });
    const bool fits = records.size() == 1 || confirms_each(records, decision);
    if (fits && find_words(stored, decision)) {
      for (const std::size_t record : records)
        placed_[{record, decision.variable}].push_back(decision);
    } else {
      result_.orphaned.push_back(std::move(decision));
    }
  }

  // Looks the words of an earlier reading up in the present one.
  bool find_words(const StoredDecision& stored, Decision& decision) {
    if (decision.evidence.page == 0 || !stored.reading || stored.reading == reading_) return true;
    extract::Page page;
    {
      Query row =
          connection_.query("SELECT layout, text FROM page WHERE reading_id = ? AND number = ?");
      row.bind(reading_, decision.evidence.page);
      if (!row.step() || !decode_page(row.text(0), row.text(1), page)) return false;
    }
    const std::vector<std::string> words = words_of(decision.evidence.quote);
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at + words.size() <= page.words.size(); ++at)
      if (std::equal(words.begin(), words.end(), page.words.begin() + static_cast<long>(at),
                     [](const std::string& text, const auto& word) { return word.text == text; }))
        places.push_back(at);
    if (words.empty() || places.size() != 1) return false;
    decision.evidence.first_word = static_cast<std::uint32_t>(places[0]);
    decision.evidence.last_word = static_cast<std::uint32_t>(places[0] + words.size() - 1);
    return true;
  }

  void hold(const Place& place, const std::vector<Decision>& decisions) {
    const auto& [record, variable] = place;
    const Value* known = result_.coding.records[record].find(variable);
    const Decision& decision = decisions.front();
    const bool confirms_something_else =
        decision.kind == "confirmed" &&
        (known == nullptr || known->value != decision.value || known->outcome != decision.outcome);
    if (decisions.size() > 1 || confirms_something_else) {
      result_.orphaned.insert(result_.orphaned.end(), decisions.begin(), decisions.end());
      return;
    }
    put(result_.coding.records[record], decision);
    result_.held.push_back({result_.scopes[record].number, decision});
  }

  static void put(Record& record, const Decision& decision) {
    const auto known =
        std::find_if(record.values.begin(), record.values.end(),
                     [&](const Value& value) { return value.variable == decision.variable; });
    if (known == record.values.end()) {
      record.values.push_back(given(decision, decision.variable, decision.value));
    } else if (decision.kind == "confirmed") {
      known->confidence = 1;
      known->doubt.clear();
      known->rule = std::string(classify::decision_mark) + decision.kind;
    } else {
      Value value = given(decision, decision.variable, decision.value);
      value.rivals = known->rivals;
      if (known->outcome == Outcome::value && !known->evidence.empty())
        value.rivals.insert(value.rivals.begin(), {known->value, known->confidence, known->rule,
                                                   "corrected", known->evidence.front()});
      *known = std::move(value);
    }
  }

  void take_out_records() {
    for (const StoredDecision& stored : stored_) {
      const Decision& decision = stored.decision;
      if (decision.variable != kRecordItself || decision.outcome == Outcome::value) continue;
      std::vector<std::size_t> records;
      for (std::size_t record = 1; record < result_.coding.records.size(); ++record)
        if (is_scope_of(result_.scopes[record], decision)) records.push_back(record);
      if (records.size() != 1) {
        result_.orphaned.push_back(decision);
        continue;
      }
      const auto at = static_cast<long>(records[0]);
      result_.held.push_back({result_.scopes[records[0]].number, decision});
      result_.coding.records.erase(result_.coding.records.begin() + at);
      result_.scopes.erase(result_.scopes.begin() + at);
    }
  }

  Connection& connection_;
  std::vector<StoredDecision> stored_;
  std::int64_t reading_ = 0;
  std::map<Place, std::vector<Decision>> placed_;
  DecidedCoding result_;
};

}  // namespace

DecidedCoding decided_coding(const Database& database, const std::string& sha256) {
  Coding found = database.coding(sha256);
  return guarded(database.folder(), [&] {
    Connection connection(database.folder() / kDatabaseFile, {});
    return DecisionsAtWork(connection, sha256, std::move(found)).apply();
  });
}

std::optional<extract::Page> page_of(const std::filesystem::path& corpus, const std::string& sha256,
                                     std::uint32_t number) {
  return guarded(corpus, [&]() -> std::optional<extract::Page> {
    Connection connection(corpus / kDatabaseFile, {});
    Query row = connection.query(
        "SELECT number, width, height, source = 'ocr', layout, text"
        " FROM newest_reading JOIN content USING (content_id) JOIN page USING (reading_id)"
        " WHERE sha256 = ? AND number = ?");
    row.bind(sha256, number);
    if (!row.step()) return std::nullopt;
    extract::Page page;
    page.number = number;
    page.width = static_cast<float>(row.real(1));
    page.height = static_cast<float>(row.real(2));
    page.source = row.integer(3) != 0 ? extract::PageSource::ocr : extract::PageSource::text_layer;
    if (!decode_page(row.text(4), row.text(5), page)) return std::nullopt;
    return page;
  });
}

}  // namespace inkoopmonitor::corpus
