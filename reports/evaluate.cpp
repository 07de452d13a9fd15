// Accuracy against gold labels, by the rules of the project's scoring script, number for number: a
// different idea of "right" in the program and in the script would make two truths. What goes
// beyond the script (kappa, confusions, the curve) counts the same pairs of records.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "reports/labels.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {

std::optional<double> kappa_of(const std::map<std::pair<std::string, std::string>, int>& pairs) {
  std::map<std::string, double> first, second;
  double all = 0, same = 0, chance = 0;
  for (const auto& [pair, count] : pairs) {
    first[pair.first] += count;
    second[pair.second] += count;
    all += count;
    same += pair.first == pair.second ? count : 0;
  }
  if (all == 0) return std::nullopt;
  for (const auto& [value, count] : first) chance += count * second[value] / (all * all);
  if (1 - chance < 1e-9) return std::nullopt;
  return (same / all - chance) / (1 - chance);
}
namespace {

using Pair = std::pair<std::string, std::string>;  // labelled and found; empty: no value

// A value that was found, for the curve.
struct Emitted {
  double confidence = 0;
  bool answers = false;  // there is a label that it answers
  bool right = false, sure = false;
};

struct Count {
  int right = 0, missed = 0, wrong = 0;
  int paged = 0, page_right = 0;
  int labelled = 0;                // values with a label, a list counting once
  std::vector<Emitted> answers;    // all that was found where it is judged
  std::map<Pair, int> confusions;  // of a list element by element
  std::map<Pair, int> units;       // whole values, of records that both have none of too

  double precision() const { return right / std::max(1.0, double(right + wrong)); }
  double recall() const { return right / std::max(1.0, double(right + missed)); }
  double f1() const {
    const double sum = precision() + recall();
    return sum > 0 ? 2 * precision() * recall() / sum : 0;
  }
};

void add_confusions(const std::set<std::string>& wanted, const std::set<std::string>& given,
                    bool list, Count& count) {
  if (!list) {
    ++count
          .confusions[{wanted.empty() ? "" : *wanted.begin(), given.empty() ? "" : *given.begin()}];
    return;
  }
  for (const std::string& element : wanted)
    ++count.confusions[{element, given.contains(element) ? element : ""}];
  for (const std::string& element : given)
    if (!wanted.contains(element)) ++count.confusions[{"", element}];
}

std::string joined(const std::set<std::string>& elements) {
  std::string text;
  for (const std::string& element : elements) text += (text.empty() ? "" : "|") + element;
  return text;
}

void judge(const std::string& variable, const Label* gold, const Label* found, Count& count) {
  if (gold == nullptr && is_lenient(variable)) return;
  const auto parts = [&](const Label* label) {
    return label == nullptr ? std::set<std::string>() : elements(variable, label->value);
  };
  const std::set<std::string> wanted = parts(gold), given = parts(found);
  ++count.units[{joined(wanted), joined(given)}];
  if (gold == nullptr && found == nullptr) return;
  const int right = static_cast<int>(std::count_if(
      wanted.begin(), wanted.end(), [&](const std::string& one) { return given.contains(one); }));
  count.right += right;
  count.missed += static_cast<int>(wanted.size()) - right;
  count.wrong += static_cast<int>(given.size()) - right;
  count.labelled += gold != nullptr;
  add_confusions(wanted, given, is_list(variable), count);
  const bool same = wanted == given;
  if (found != nullptr)
    count.answers.push_back({found->confidence, gold != nullptr, same, found->answered});
  if (gold == nullptr || !same || gold->place.empty()) return;
  ++count.paged;
  count.page_right += found->place == gold->place;
}

struct Tally {
  std::map<std::string, Count> counts;
  std::size_t records_gold = 0, records_found = 0, records_matched = 0;
};

struct JudgedVariable {
  std::string name, group;  // `core`, `labelled` (not known to the scoring script) or empty
};

// The variables of the scoring script, then those that only these labels have.
std::vector<JudgedVariable> judged_variables(const Labels& gold) {
  std::vector<JudgedVariable> result;
  std::set<std::string> known;
  for (const VariableLabels& variable : core_variables()) result.push_back({variable.name, "core"});
  for (const std::string& variable : other_variables()) result.push_back({variable, ""});
  for (const JudgedVariable& variable : result) known.insert(variable.name);
  for (const auto& [file, records] : gold)
    for (const auto& [number, record] : records)
      for (const Label& label : record.labels)
        if (known.insert(label.variable).second) result.push_back({label.variable, "labelled"});
  return result;
}

void judge_file(const FileRecords& gold, const FileRecords& found,
                const std::vector<JudgedVariable>& variables, Tally& tally) {
  const auto records_in = [](const FileRecords& records) {
    return records.size() - (records.contains(0) ? 1 : 0);
  };
  std::map<int, int> pairs = match(gold, found);
  tally.records_gold += records_in(gold);
  tally.records_found += records_in(found);
  tally.records_matched += pairs.size();
  std::set<int> used;
  for (const auto& [mine, other] : pairs) used.insert(other);
  pairs[0] = 0;
  for (const JudgedVariable& variable : variables) {
    Count& count = tally.counts[variable.name];
    for (const auto& [number, record] : gold) {
      const auto pair = pairs.find(number);
      const auto other = pair == pairs.end() ? found.end() : found.find(pair->second);
      const Label* label = record.find(variable.name);
      const Label* value = other == found.end() ? nullptr : other->second.find(variable.name);
      // The document itself has no value of a record's variable, which is no agreement.
      const bool asked = (number == 0) == (variable.name == "documentsoort");
      if (asked || label != nullptr || value != nullptr) judge(variable.name, label, value, count);
    }
    if (variable.group != "core") continue;
    for (const auto& [number, record] : found)
      if (number != 0 && !used.contains(number) && record.find(variable.name) != nullptr)
        judge(variable.name, nullptr, record.find(variable.name), count);
  }
}

std::string shown(std::optional<double> share) {
  return share ? fmt::format("{:.3f}", *share) : "";
}

std::optional<double> share_of(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

// The values of one or several variables, by how sure they are.
struct Curve {
  std::size_t labelled = 0;
  std::vector<Emitted> answers;

  void add(const Count& count) {
    labelled += static_cast<std::size_t>(count.labelled);
    answers.insert(answers.end(), count.answers.begin(), count.answers.end());
  }

  struct Point {
    std::size_t answered = 0, emitted = 0, right = 0;
  };
  template <typename Take>
  Point point(const Take& take) const {
    Point point;
    for (const Emitted& answer : answers) {
      if (!take(answer)) continue;
      ++point.emitted;
      point.answered += answer.answers;
      point.right += answer.right;
    }
    return point;
  }
  Point sure() const {
    return point([](const Emitted& answer) { return answer.sure; });
  }
};

std::vector<std::string> accuracy_row(const JudgedVariable& variable, const Count& count) {
  Curve curve;
  curve.add(count);
  const Curve::Point sure = curve.sure();
  const auto paged = static_cast<std::size_t>(count.paged);
  return {variable.name,
          variable.group,
          std::to_string(count.right + count.missed),
          shown(count.precision()),
          shown(count.recall()),
          shown(count.f1()),
          shown(share_of(static_cast<std::size_t>(count.page_right), paged)),
          shown(share_of(sure.answered, curve.labelled)),
          shown(share_of(sure.right, sure.emitted)),
          shown(kappa_of(count.units))};
}

Table empty_table(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  Table table;
  for (const std::string& name : left) table.columns.push_back({name});
  for (const std::string& name : right) table.columns.push_back({name, Align::right});
  return table;
}

Table accuracy_table(Tally& tally, const std::vector<JudgedVariable>& variables) {
  Table table = empty_table({"variable", "group"}, {"n", "precision", "recall", "f1", "page_right",
                                                    "auto", "auto_precision", "kappa"});
  double core_sum = 0;
  Curve core;
  for (const JudgedVariable& variable : variables) {
    const Count& count = tally.counts[variable.name];
    if (count.right + count.missed + count.wrong == 0) continue;
    if (variable.group == "core") {
      core_sum += count.f1();
      core.add(count);
    }
    table.rows.push_back(accuracy_row(variable, count));
  }
  const Curve::Point sure = core.sure();
  table.rows.push_back({"macro_f1", "core", "", "", "",
                        shown(core_sum / double(core_variables().size())), "",
                        shown(share_of(sure.answered, core.labelled)),
                        shown(share_of(sure.right, sure.emitted)), ""});
  return table;
}

void add_points(const std::string& name, const Curve& curve, Table& table) {
  const auto add = [&](const std::string& threshold, const Curve::Point& point) {
    table.rows.push_back(
        {name, threshold, std::to_string(point.answered), std::to_string(curve.labelled),
         shown(share_of(point.answered, curve.labelled)), std::to_string(point.emitted),
         std::to_string(point.right), shown(share_of(point.right, point.emitted))});
  };
  std::set<double> thresholds = {0};
  for (const Emitted& answer : curve.answers) thresholds.insert(answer.confidence);
  for (const double threshold : thresholds)
    add(fmt::format("{:.3f}", threshold),
        curve.point([&](const Emitted& answer) { return answer.confidence >= threshold; }));
  add("review", curve.sure());
}

Table curve_table(Tally& tally, const std::vector<JudgedVariable>& variables) {
  Table table = empty_table({"variable"}, {"threshold", "answered", "labelled", "coverage",
                                           "emitted", "right", "precision"});
  Curve core;
  for (const JudgedVariable& variable : variables)
    if (variable.group == "core") core.add(tally.counts[variable.name]);
  add_points("core", core, table);
  for (const JudgedVariable& variable : variables) {
    if (variable.group != "core") continue;
    Curve curve;
    curve.add(tally.counts[variable.name]);
    add_points(variable.name, curve, table);
  }
  table.note =
      "A value counts when its confidence is at least the threshold (`review`: when it is not "
      "unsure). coverage: labelled values that are answered; precision: right values among all "
      "that are given, also where there is no label or no record.";
  return table;
}

Table confusion_table(Tally& tally, const std::vector<JudgedVariable>& variables) {
  Table table = empty_table({"variable", "labelled", "found"}, {"values"});
  for (const JudgedVariable& variable : variables)
    for (const auto& [pair, count] : tally.counts[variable.name].confusions)
      table.rows.push_back({variable.name, pair.first, pair.second, std::to_string(count)});
  table.note = "An empty cell is no value. Lists are compared element by element.";
  return table;
}

}  // namespace

Evaluation evaluate(const corpus::Database& database, const EvaluateOptions& options) {
  const Gold loaded = load_gold(options.gold);
  const Labels& gold = loaded.labels;
  ExportOptions values;
  values.table = loaded.of_dossiers ? "arrangements" : "values";
  values.review_threshold = options.review_threshold;
  const Labels found = load_found(export_table(database, values), loaded);
  const std::vector<JudgedVariable> variables = judged_variables(gold);
  Tally tally;
  const FileRecords none;
  for (const auto& [file, records] : gold)
    judge_file(records, found.contains(file) ? found.at(file) : none, variables, tally);
  Evaluation result{accuracy_table(tally, variables), curve_table(tally, variables),
                    confusion_table(tally, variables)};
  result.accuracy.note = fmt::format(
      "{} {} in the gold labels, {} of them with values in the corpus; records: {} labelled, {} "
      "found, {} matched. page_right: right values {}; auto: labelled values answered without "
      "review; auto_precision: right ones among all that are given without "
      "review; kappa: Cohen's, no value counting as one. In the last row f1 is the mean over the "
      "core variables, and the rest is over all their values.",
      gold.size(), loaded.of_dossiers ? "dossiers" : "files", found.size(), tally.records_gold,
      tally.records_found, tally.records_matched,
      loaded.of_dossiers ? "of which the labelled document decided" : "on the labelled page");
  return result;
}

JudgedRows judge_rows(const Table& values, const std::vector<std::filesystem::path>& gold_files) {
  Gold loaded;
  for (const std::filesystem::path& file : gold_files) loaded.labels.merge(load_gold(file).labels);
  Labels& gold = loaded.labels;
  const Labels found = load_found(values, loaded);
  std::set<std::string> core, known(other_variables().begin(), other_variables().end());
  for (const VariableLabels& variable : core_variables()) core.insert(variable.name);
  known.insert(core.begin(), core.end());
  JudgedRows judgement;
  std::map<std::string, std::map<int, int>> labelled_of;  // by file: found record to labelled one
  for (const auto& [file, records] : found) {
    labelled_of[file][0] = 0;
    for (const auto& [mine, other] : match(gold[file], records)) labelled_of[file][other] = mine;
    for (const auto& [number, record] : gold[file])
      for (const Label& label : record.labels)
        judgement.core_labels += core.contains(label.variable);
  }
  for (std::size_t r = 0; r < values.rows.size(); ++r) {
    const auto& row = values.rows[r];
    const std::string file = key_of(row[0], &gold);
    const std::string& variable = row[4];
    const auto records = found.find(file);
    const int number = std::stoi(row[2]);
    if (records == found.end() || !records->second.contains(number) || !known.contains(variable))
      continue;
    JudgedRow judged{.row = r, .core = core.contains(variable)};
    if (const auto pair = labelled_of[file].find(number); pair != labelled_of[file].end()) {
      const Label* label = gold[file][pair->second].find(variable);
      if (label == nullptr && (number == 0 || is_lenient(variable))) continue;
      judged.labelled = label != nullptr;
      judged.right = judged.labelled &&
                     elements(variable, label->value) == elements(variable, stripped(row[5]));
    }
    judgement.rows.push_back(judged);
  }
  return judgement;
}

}  // namespace inkoopmonitor::reports
