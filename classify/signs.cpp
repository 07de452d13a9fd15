// The signs by which a value is told to be sure or not.
//
//   constant             always 1
//   score, score.…       log odds of the confidence that the rules gave; and what they are worth
//   for
//                        this variable beyond the rest
//   repeated             said more often: 1 for two places, 2 for four or more
//   unsaid               no mention says it: counted, or put together
//   rival                the greatest weight of another value that was outvoted
//   set_aside            other values that were seen and not taken (negated, an earlier contract, a
//                        definition, …): 1 for one, 2 for three or more
//   set_aside_same       the same value was seen and not taken elsewhere
//   derived              computed from other values
//   ocr                  it stands on a page that was read by OCR
//   ocr_doubt            how unsure OCR was of the least sure of its words
//   labelled, heading    it stands in a cell or behind a label; in a heading
//   first_page           it stands on the first page
//   time                 its sentence says of which contract it speaks
//   lot, lots            the record is a lot; its value is said of that lot
//   elements             of a list: 1 for two, 2 for four
//   record.…             how sure it is that there is such a record: what is said of its buyer,
//                        domain, status, how many core facts it has, how many records the document
//                        has, and what share of the mentions was set aside
//   kind.…               the kind of document, and how unsure that is
//   variable.…, rule.…   which variable, which rule: how often those are right beyond the rest
//
// A record that should not be there makes all its values wrong; so what tells of the record counts
// for each of its values.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "classify/calibration.h"
#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

double log_odds(double confidence) {
  const double inside = std::clamp(confidence, 0.02, 0.98);
  return std::log(inside / (1 - inside));
}

// 0 for one, 1 for two, 2 for four and more.
double doublings(std::size_t number) {
  return std::min(2.0, std::log2(std::max<double>(1, static_cast<double>(number))));
}

// What a derived value was made from, where that is one other variable of its record; else itself.
const Value& basis_of(const Record& record, const Value& value) {
  constexpr std::string_view derived = "derived:";
  if (!value.rule.starts_with(derived)) return value;
  const Value* source = record.find(value.rule.substr(derived.size()));
  return source != nullptr && source->outcome == Outcome::value ? *source : value;
}

bool says(const Mention& mention, const Value& value) {
  if (mention.rule->slot != Slot::period)
    return mention.rule->variable == value.variable && mention.value == value.value;
  const bool of_term = value.variable == "ingangsdatum" || value.variable == "einddatum";
  return of_term && mention.value.find(value.value) != std::string::npos;
}

class SignReader {
 public:
  SignReader(const Coded& coded, const std::vector<Record>& records)
      : coded_(coded), records_(records) {
    std::size_t aside = 0, all = 0;
    for (const Mention& mention : coded.mentions) {
      const CodebookEntry* entry = coded.rules.entry(mention.rule->variable);
      if (entry == nullptr || !entry->core) continue;
      ++all;
      aside += !mention.rejected.empty() || mention.time == Time::earlier;
    }
    set_aside_share_ = all == 0 ? 0 : static_cast<double>(aside) / static_cast<double>(all);
  }

  Signs read(const Record& record, const Value& value) {
    signs_.clear();
    add("constant", 1);
    add("score", log_odds(value.confidence));
    add("score." + value.variable, log_odds(value.confidence));
    add("variable." + value.variable, 1);
    add("rule." + value.rule, 1);
    const Value& basis = basis_of(record, value);
    read_support(basis);
    read_rivals(basis);
    read_place(basis, value);
    read_ocr(value);
    add("derived", value.rule.starts_with("derived:"));
    add("elements", doublings(1 + static_cast<std::size_t>(
                                      std::count(value.value.begin(), value.value.end(), '|'))));
    if (record.number != 0) read_record(record);
    read_kind(value);
    return signs_;
  }

 private:
  void add(const std::string& name, double amount) {
    if (amount != 0) signs_.push_back({name, amount});
  }

  void read_support(const Value& basis) {
    std::set<std::size_t> units;
    for (const Mention& mention : coded_.mentions) {
      if (mention.rejected.empty() && says(mention, basis)) units.insert(mention.unit);
    }
    add("unsaid", units.empty());
    add("repeated", doublings(units.size()));
  }

  void read_rivals(const Value& basis) {
    double rival = 0;
    std::size_t aside = 0;
    bool same = false;
    for (const Rival& one : basis.rivals) {
      if (one.reason == "outvoted") {
        rival = std::max(rival, one.weight);
      } else {
        aside += one.value != basis.value;
        same = same || one.value == basis.value;
      }
    }
    add("rival", rival);
    add("set_aside", doublings(1 + aside));
    add("set_aside_same", same);
  }

  void read_place(const Value& basis, const Value& value) {
    if (value.evidence.empty()) return;
    const auto decided =
        std::find_if(coded_.mentions.begin(), coded_.mentions.end(), [&](const Mention& mention) {
          return mention.rejected.empty() && says(mention, basis) &&
                 proof_of(coded_, mention) == value.evidence.front();
        });
    if (decided == coded_.mentions.end()) return;
    const Unit& unit = coded_.text.units[decided->unit];
    add("labelled", unit.kind == UnitKind::cell || !unit.label.empty());
    add("heading", unit.kind == UnitKind::heading);
    add("first_page", decided->unit < coded_.text.first_page_units);
    add("time", decided->time == Time::current || decided->time == Time::next);
    add("lots", !decided->percelen.empty());
  }

  void read_ocr(const Value& value) {
    if (value.evidence.empty()) return;
    const Evidence& evidence = value.evidence.front();
    for (const extract::Page& page : coded_.document.pages) {
      if (page.number != evidence.page || page.source != extract::PageSource::ocr) continue;
      float certainty = 1;
      for (std::uint32_t word = evidence.first_word;
           word <= evidence.last_word && word < page.words.size(); ++word)
        certainty = std::min(certainty, page.words[word].certainty);
      add("ocr", 1);
      add("ocr_doubt", 1 - certainty);
    }
  }

  void read_record(const Record& record) {
    const auto confidence = [&](const char* variable) {
      const Value* value = record.find(variable);
      return value == nullptr ? 0 : value->confidence;
    };
    add("record.buyer", confidence("gemeenten"));
    add("record.domain", confidence("domein"));
    add("record.status", confidence("status"));
    double facts = 0;
    for (const CodebookEntry& entry : coded_.rules.codebook)
      facts += entry.core && !record.text_of(entry.variable.name).empty();
    add("record.facts", facts / 5);
    add("record.several", doublings(records_.size() - 1));
    add("record.set_aside", set_aside_share_);
    add("lot", !record.text_of("perceel").empty());
  }

  void read_kind(const Value& value) {
    if (value.variable == "documentsoort") return;
    const Value* kind = records_.front().find("documentsoort");
    if (kind == nullptr) return;
    add("kind." + (kind->value.empty() ? "unknown" : kind->value), 1);
    add("kind.doubt", 1 - kind->confidence);
  }

  const Coded& coded_;
  const std::vector<Record>& records_;
  double set_aside_share_ = 0;
  Signs signs_;
};

}  // namespace

std::vector<std::vector<Signs>> signs_of(const Coded& coded, const std::vector<Record>& records) {
  SignReader reader(coded, records);
  std::vector<std::vector<Signs>> result;
  for (const Record& record : records) {
    std::vector<Signs>& of_record = result.emplace_back();
    for (const Value& value : record.values) {
      of_record.push_back(value.outcome == Outcome::value ? reader.read(record, value) : Signs());
    }
  }
  return result;
}

}  // namespace inkoopmonitor::classify
