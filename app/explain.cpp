#include "app/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/output.h"
#include "app/sentence.h"
#include "classify/classify.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

using classify::Evidence;
using classify::Outcome;
using classify::Record;
using classify::Rival;
using classify::Seen;
using classify::Value;

constexpr std::size_t name_width = 24, value_width = 28;
// So much of what was seen besides is shown of a variable that nobody named.
constexpr std::size_t others_shown_max = 5;

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t taken = text::display_width(text);
  return text + std::string(taken < width ? width - taken : 1, ' ');
}

// What a text that was read so is; the words of CueRead::kind and Rival::reason.
std::string meaning_of(const std::string& kind) {
  static const std::map<std::string, std::string> meanings = {
      {"definition", "words are explained"},
      {"law", "of law or policy in general"},
      {"considered", "only considered"},
      {"other_municipality", "of another municipality or region"},
      {"question", "asked, not answered"},
      {"timeline", "of the planning"},
      {"excluded", "does not belong to this purchase"},
      {"template", "template text"},
      {"candidates", "of those who may bid"},
      {"requirements", "what bidders have to show"},
      {"asserted", "said to be the one chosen"},
      {"earlier", "of an earlier contract"},
      {"current", "of the contract in force"},
      {"next", "of the contract to come"},
      {"incomplete", "how often or how long is not said"},
      {"compared", "a comparison, no length"},
      {"other_end", "the other day of the period"},
      {"not_ticked", "a box that is not ticked"},
      {"of_renewal", "the length of a renewal"},
      {"category_of_form", "a category of the form; the text names an open house"},
  };
  const auto known = meanings.find(kind);
  return known == meanings.end() ? kind : known->second;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

// "of an earlier contract ("het vorige contract" in the sentence, eerder_contract); of lot 2"
std::string context_of(const Seen& seen) {
  std::vector<std::string> parts;
  for (const classify::CueRead& read : seen.context) {
    parts.push_back(meaning_of(read.kind));
    if (!read.words.empty())
      parts.back() += fmt::format(" (\"{}\" in the {}, {})", read.words, read.where, read.cue);
  }
  if (!seen.percelen.empty()) parts.push_back("of lot " + joined(seen.percelen, ", "));
  return joined(parts, "; ");
}

bool is_of(const Seen& seen, const std::string& kind) {
  return std::any_of(seen.context.begin(), seen.context.end(),
                     [&](const classify::CueRead& read) { return read.kind == kind; });
}

// Why a record has no use for what was seen.
std::string reason_of(const Seen& seen, const Record& record) {
  if (!seen.rejected.empty()) return meaning_of(seen.rejected);
  // What is said of the document as a whole is said of no contract.
  if (record.number == 0 && !record.values.empty()) return "counts for less";
  if (is_of(seen, "earlier")) return meaning_of("earlier");
  const std::string lot = record.text_of("perceel");
  const bool of_other_lot =
      !seen.percelen.empty() &&
      std::find(seen.percelen.begin(), seen.percelen.end(), lot) == seen.percelen.end();
  if (of_other_lot) return "of lot " + joined(seen.percelen, ", ");
  for (const char* time : {"current", "next"})
    if (is_of(seen, time)) return meaning_of(time);
  return "counts for less";
}

// Is what was seen the value, or one of those that it is made of?
bool says(const Value& value, const Seen& seen) {
  if (value.outcome != Outcome::value) return false;
  if (seen.value == value.value) return true;
  const char between = seen.variable == "domein" ? '+' : '|';
  return (between + value.value + between).find(between + seen.value + between) !=
         std::string::npos;
}

class Explainer {
 public:
  Explainer(const Explained& explained, const std::string& variable)
      : explained_(explained), variable_(variable) {}

  std::string explain() const {
    std::string text;
    for (const Record& record : explained_.coding.records) text += of_record(record);
    if (explained_.coding.records.size() == 1) text += of_no_record();
    return text;
  }

 private:
  bool wanted(const std::string& variable) const {
    return variable_.empty() || variable == variable_;
  }

  std::string of_record(const Record& record) const {
    std::string values;
    for (const Value& value : record.values)
      if (wanted(value.variable)) values += of_value(value, record);
    if (values.empty()) return "";
    return (record.number == 0 ? "the document\n" : fmt::format("record {}\n", record.number)) +
           values;
  }

  // All that was seen, where it came to nothing.
  std::string of_no_record() const {
    std::string text = "no record: it describes no arrangement of its own";
    if (explained_.subject == "withdrawn") text += "; the procedure ended without a contract";
    if (explained_.subject == "other_purchase") text += "; something else than care is bought";
    text += "\n";
    if (!explained_.seen) return text;
    const Record none;
    std::set<std::string> told;
    for (const Value& value : explained_.coding.records.front().values) told.insert(value.variable);
    for (const Seen& seen : *explained_.seen) {
      if (!wanted(seen.variable) || !told.insert(seen.variable).second) continue;
      Value value;
      value.variable = seen.variable;
      text += "  " + seen.variable + "\n" + others(value, none, {});
    }
    return text;
  }

  std::string of_value(const Value& value, const Record& record) const {
    std::string text = "  " + padded(value.variable, name_width);
    if (value.outcome == Outcome::value) {
      text += fmt::format("{}{:.2f}  {}\n", padded(value.value, value_width), value.confidence,
                          value.rule);
    } else {
      text += fmt::format("-  {}\n", in_words(value.outcome));
    }
    std::vector<const Seen*> shown;
    if (!value.doubt.empty())
      text += "      unsure: " + classify::describe_doubt(value.doubt) + "\n";
    for (const Evidence& evidence : value.evidence)
      text += place(evidence, find(value.variable, value.rule, evidence, shown), "      ");
    for (const Rival& rival : value.rivals) {
      text += fmt::format("      not {} ({}, weight {:.2f}): {}\n", rival.value, rival.rule,
                          rival.weight, meaning_of(rival.reason));
      text += place(rival.evidence, find(value.variable, rival.rule, rival.evidence, shown),
                    "        ");
    }
    return text + others(value, record, shown);
  }

  // What the rules saw at these words: best what this rule saw for this variable, which then counts
  // as shown.
  const Seen* find(const std::string& variable, const std::string& rule, const Evidence& evidence,
                   std::vector<const Seen*>& shown) const {
    const Seen* found = nullptr;
    int best = -1;
    if (!explained_.seen) return found;
    for (const Seen& seen : *explained_.seen) {
      if (seen.proof != evidence && seen.evidence != evidence) continue;
      const int fits = 2 * (seen.variable == variable) + (seen.rule == rule);
      if (fits <= best) continue;
      best = fits;
      found = &seen;
    }
    if (found != nullptr && found->variable == variable) shown.push_back(found);
    return found;
  }

  // The words in their sentence, and on a line below it how they were meant.
  std::string place(const Evidence& evidence, const Seen* seen, const std::string& indent) const {
    if (evidence.page == 0) return indent + evidence.quote + "\n";
    const Evidence& words = seen != nullptr ? seen->evidence : evidence;
    std::string text = indent + fmt::format("page {}: {}\n", words.page,
                                            sentence_around(words, explained_.reading));
    const std::string context = seen != nullptr ? context_of(*seen) : "";
    if (!context.empty()) text += indent + "  read as: " + context + "\n";
    return text;
  }

  // What was seen of the variable besides, and why the record has no use for it.
  std::string others(const Value& value, const Record& record,
                     const std::vector<const Seen*>& shown) const {
    if (!explained_.seen) return "";
    std::string text;
    std::size_t same = 0, listed = 0, left_out = 0;
    const bool all = !variable_.empty();
    for (const Seen& seen : *explained_.seen) {
      const bool is_shown = std::find(shown.begin(), shown.end(), &seen) != shown.end();
      if (seen.variable != value.variable || is_shown) continue;
      const bool agrees = seen.rejected.empty() && says(value, seen);
      if (!all && (agrees || listed == others_shown_max)) {
        ++(agrees ? same : left_out);
        continue;
      }
      ++listed;
      text += fmt::format("      {} {} ({}, weight {:.2f}): {}\n", agrees ? "also" : "seen",
                          seen.value.empty() ? "something" : seen.value, seen.rule, seen.weight,
                          agrees ? "says the same" : reason_of(seen, record));
      text += place(seen.evidence, &seen, "        ");
    }
    if (same > 0)
      text +=
          fmt::format("      {} the same\n", counted(same, "more place says", "more places say"));
    if (left_out > 0)
      text += fmt::format("      {} shown when the variable is named: {}\n",
                          counted(left_out, "more is", "more are"), value.variable);
    return text;
  }

  const Explained& explained_;
  const std::string& variable_;
};

}  // namespace

std::string_view in_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::value:
      return "";
    case Outcome::absent:
      return "not in the document";
    case Outcome::unreadable:
      return "pages on which it may stand could not be read";
    case Outcome::contradictory:
      return "the document contradicts itself";
  }
  return "";
}

std::string explain(const Explained& explained, const std::string& variable) {
  return Explainer(explained, variable).explain();
}

}  // namespace inkoopmonitor::app
