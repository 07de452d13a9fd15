// Accuracy against gold labels, by the rules of the project's scoring script, number for number: a
// different idea of "right" in the program and in the script would make two truths. Records of a
// file are paired by best total agreement; all pairings are tried while they are few, the best
// pairs are taken one after another when they are many.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "error.h"
#include "reports/csv.h"
#include "reports/reports.h"
#include "reports/spread.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

constexpr std::array kOthers = {
    "bekostigingsvorm", "ingangsdatum",   "einddatum",     "looptijd_max",
    "domein",           "voorzieningen",  "gemeenten",     "samenwerking",
    "status",           "documentsoort",  "percelen",      "tussentijdse_toetreding",
    "budgetplafond",    "onderaanneming", "keuzevrijheid", "inkoopmodel"};
// The gold set does not give these wherever they occur: a value without a label is no error.
const std::set<std::string> kLenient = {"percelen",      "tussentijdse_toetreding",
                                        "budgetplafond", "onderaanneming",
                                        "keuzevrijheid", "inkoopmodel",
                                        "looptijd_max",  "samenwerking",
                                        "einddatum"};
const std::set<std::string> kLists = {"voorzieningen", "gemeenten"};
const std::map<std::string, double> kScopeWeight = {
    {"perceel", 3}, {"domein", 1}, {"status", 1.5}, {"ingangsdatum", 1}};

struct Label {
  std::string variable, value;
  std::optional<int> page;  // nothing: none given
};

struct LabelledRecord {
  std::vector<Label> labels;  // in the order of the file, which the sums below follow

  const Label* find(const std::string& variable) const {
    for (const Label& label : labels)
      if (label.variable == variable) return &label;
    return nullptr;
  }
};

using FileRecords = std::map<int, LabelledRecord>;
using Labels = std::map<std::string, FileRecords>;

std::string stripped(const std::string& cell) {
  const std::size_t first = cell.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
}

// A file is known by its last folder and its name where that is how the gold set knows it, else by
// its name alone.
std::string key_of(std::string name, const Labels* known) {
  std::replace(name.begin(), name.end(), '\\', '/');
  while (name.ends_with('/')) name.pop_back();
  const std::size_t last = name.rfind('/');
  if (last == std::string::npos) return name;
  const std::size_t before = last == 0 ? std::string::npos : name.rfind('/', last - 1);
  const std::string two = before == std::string::npos ? name : name.substr(before + 1);
  if (known == nullptr || known->contains(two)) return two;
  return name.substr(last + 1);
}

void add_label(LabelledRecord& record, Label label) {
  for (Label& known : record.labels)
    if (known.variable == label.variable) {
      if (!label.page) label.page = known.page;
      known = std::move(label);
      return;
    }
  record.labels.push_back(std::move(label));
}

int number_of(const CsvRow& row, std::size_t column, const std::string& file) {
  const std::string cell = stripped(row.cells[column]);
  int number = 0;
  const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool zeros = std::string_view(end, cell.data() + cell.size()).substr(0, 2) == ".0";
  if (failed != std::errc() || number < 0 || (end != cell.data() + cell.size() && !zeros))
    throw Error(ErrorKind::usage, file,
                fmt::format("line {}: `{}` is not a number", row.line, row.cells[column]),
                "write records and pages as whole numbers");
  return number;
}

Labels load_gold(const std::filesystem::path& path) {
  const std::string name = text::escaped_path(path.native());
  const CsvFile csv = read_csv(path);
  std::array<std::size_t, 5> column{};
  const std::array names = {"file", "record", "variable", "value", "page"};
  for (std::size_t c = 0; c < names.size(); ++c) {
    column[c] = csv.find(names[c]);
    if (column[c] == csv.columns.size())
      throw Error(ErrorKind::usage, name, fmt::format("there is no column `{}`", names[c]),
                  "gold labels have the header file,record,variable,value,page");
  }
  Labels labels;
  for (const CsvRow& row : csv.rows) {
    const int record = number_of(row, column[1], name);
    Label label{row.cells[column[2]], stripped(row.cells[column[3]]), {}};
    if (label.value.empty()) continue;
    if (!row.cells[column[4]].empty()) label.page = number_of(row, column[4], name);
    add_label(labels[key_of(row.cells[column[0]], nullptr)][record], std::move(label));
  }
  return labels;
}

// Columns of the export `values`: file, sha256, record, status, variable, value, …, page.
Labels load_found(const Table& values, const Labels& gold) {
  Labels labels;
  for (const auto& row : values.rows) {
    const std::string file = key_of(row[0], &gold);
    const int record = std::stoi(row[2]);
    const std::string& status = row[3];
    const bool counts = status.empty() || status == "gepland" || status == "geldend";
    if (!gold.contains(file) || (record != 0 && !counts)) continue;
    const std::string value = stripped(row[5]);
    if (value.empty()) continue;
    LabelledRecord& found = labels[file][record];
    Label label{row[4], value, {}};
    if (!row[8].empty()) label.page = std::stoi(row[8]);
    add_label(found, std::move(label));
    if (record != 0 && !status.empty() && found.find("status") == nullptr)
      found.labels.push_back({"status", status, {}});
  }
  return labels;
}

std::set<std::string> elements(const std::string& variable, const std::string& value) {
  if (!kLists.contains(variable)) return {value};
  std::set<std::string> parts;
  for (std::size_t at = 0;;) {
    const std::size_t bar = value.find('|', at);
    parts.insert(value.substr(at, bar - at));
    if (bar == std::string::npos) return parts;
    at = bar + 1;
  }
}

int in_both(const std::set<std::string>& left, const std::set<std::string>& right) {
  return static_cast<int>(std::count_if(left.begin(), left.end(),
                                        [&](const std::string& e) { return right.contains(e); }));
}

double agreement(const LabelledRecord& gold, const LabelledRecord& found) {
  double total = 0;
  for (const Label& label : gold.labels) {
    const Label* other = found.find(label.variable);
    if (other == nullptr) continue;
    if (kLists.contains(label.variable)) {
      const auto left = elements(label.variable, label.value);
      const auto right = elements(label.variable, other->value);
      const int both = in_both(left, right);
      total += 2.0 * both / (static_cast<double>(left.size() + right.size()) - both);
    } else if (label.value == other->value) {
      const auto weight = kScopeWeight.find(label.variable);
      total += weight == kScopeWeight.end() ? 0.5 : weight->second;
    } else if (label.variable == "perceel") {
      total -= 1;
    }
  }
  return total;
}

std::vector<int> numbers_of(const FileRecords& records) {
  std::vector<int> numbers;
  for (const auto& [number, record] : records)
    if (number != 0) numbers.push_back(number);
  return numbers;
}

using Scores = std::vector<std::vector<double>>;  // [of the smaller side][of the larger side]

// Tries every injection of the smaller side into the larger, in lexicographic order; the first best
// stays.
void try_all(const Scores& scores, std::vector<std::size_t>& taken, double sum, double& best_sum,
             std::vector<std::size_t>& best) {
  if (taken.size() == scores.size()) {
    if (best.empty() || sum > best_sum) {
      best = taken;
      best_sum = sum;
    }
    return;
  }
  for (std::size_t candidate = 0; candidate < scores[0].size(); ++candidate) {
    if (std::find(taken.begin(), taken.end(), candidate) != taken.end()) continue;
    const double next = sum + scores[taken.size()][candidate];
    taken.push_back(candidate);
    try_all(scores, taken, next, best_sum, best);
    taken.pop_back();
  }
}

std::map<int, int> best_first(const Scores& scores, const std::vector<int>& gold,
                              const std::vector<int>& found) {
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t g = 0; g < gold.size(); ++g)
    for (std::size_t f = 0; f < found.size(); ++f) order.emplace_back(g, f);
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    return scores[a.first][a.second] > scores[b.first][b.second];
  });
  std::map<int, int> pairs;
  std::set<std::size_t> used;
  for (const auto& [g, f] : order)
    if (!pairs.contains(gold[g]) && !used.contains(f)) {
      pairs[gold[g]] = found[f];
      used.insert(f);
    }
  return pairs;
}

// Number of a gold record to the number of the found record that is taken for it.
std::map<int, int> match(const FileRecords& gold, const FileRecords& found) {
  const std::vector<int> g = numbers_of(gold), f = numbers_of(found);
  if (g.empty() || f.empty()) return {};
  Scores scores(g.size(), std::vector<double>(f.size()));
  for (std::size_t a = 0; a < g.size(); ++a)
    for (std::size_t b = 0; b < f.size(); ++b)
      scores[a][b] = agreement(gold.at(g[a]), found.at(f[b]));
  if (std::min(g.size(), f.size()) > 5 || std::max(g.size(), f.size()) > 7)
    return best_first(scores, g, f);
  const bool flip = g.size() > f.size();
  Scores small_first = scores;
  if (flip) {
    small_first.assign(f.size(), std::vector<double>(g.size()));
    for (std::size_t a = 0; a < g.size(); ++a)
      for (std::size_t b = 0; b < f.size(); ++b) small_first[b][a] = scores[a][b];
  }
  std::vector<std::size_t> taken, best;
  double best_sum = 0;
  try_all(small_first, taken, 0, best_sum, best);
  std::map<int, int> pairs;
  for (std::size_t s = 0; s < best.size(); ++s)
    pairs[flip ? g[best[s]] : g[s]] = flip ? f[s] : f[best[s]];
  return pairs;
}

struct Count {
  int right = 0, missed = 0, wrong = 0;
  int paged = 0, page_right = 0;

  double precision() const { return right / std::max(1.0, double(right + wrong)); }
  double recall() const { return right / std::max(1.0, double(right + missed)); }
  double f1() const {
    const double sum = precision() + recall();
    return sum > 0 ? 2 * precision() * recall() / sum : 0;
  }
};

void judge(const std::string& variable, const Label* gold, const Label* found, Count& count) {
  if (gold == nullptr) {
    if (found != nullptr && !kLenient.contains(variable))
      count.wrong += static_cast<int>(elements(variable, found->value).size());
    return;
  }
  const auto wanted = elements(variable, gold->value);
  const auto given = found == nullptr ? std::set<std::string>() : elements(variable, found->value);
  const int right = in_both(wanted, given);
  count.right += right;
  count.missed += static_cast<int>(wanted.size()) - right;
  count.wrong += static_cast<int>(given.size()) - right;
  if (wanted != given || !gold->page) return;
  ++count.paged;
  count.page_right += found->page == gold->page;
}

struct Tally {
  std::map<std::string, Count> counts;
  std::size_t records_gold = 0, records_found = 0, records_matched = 0;
};

void judge_file(const FileRecords& gold, const FileRecords& found, Tally& tally) {
  std::map<int, int> pairs = match(gold, found);
  tally.records_gold += numbers_of(gold).size();
  tally.records_found += numbers_of(found).size();
  tally.records_matched += pairs.size();
  std::set<int> used;
  for (const auto& [mine, other] : pairs) used.insert(other);
  pairs[0] = 0;
  const auto judge_variable = [&](const std::string& variable, bool core) {
    Count& count = tally.counts[variable];
    for (const auto& [number, record] : gold) {
      const auto pair = pairs.find(number);
      const auto other = pair == pairs.end() ? found.end() : found.find(pair->second);
      judge(variable, record.find(variable),
            other == found.end() ? nullptr : other->second.find(variable), count);
    }
    if (!core) return;
    for (const auto& [number, record] : found)
      if (number != 0 && !used.contains(number) && record.find(variable) != nullptr) ++count.wrong;
  };
  for (const VariableLabels& variable : core_variables()) judge_variable(variable.name, true);
  for (const char* variable : kOthers) judge_variable(variable, false);
}

std::vector<std::string> row_of(const std::string& variable, const Count& count, bool core) {
  return {variable,
          core ? "core" : "",
          std::to_string(count.right + count.missed),
          fmt::format("{:.3f}", count.precision()),
          fmt::format("{:.3f}", count.recall()),
          fmt::format("{:.3f}", count.f1()),
          count.paged == 0 ? "" : fmt::format("{:.3f}", double(count.page_right) / count.paged)};
}

}  // namespace

Table evaluate(const corpus::Database& database, const std::filesystem::path& gold_file) {
  const Labels gold = load_gold(gold_file);
  const Labels found = load_found(export_table(database, {}), gold);
  Tally tally;
  const FileRecords none;
  for (const auto& [file, records] : gold)
    judge_file(records, found.contains(file) ? found.at(file) : none, tally);
  Table table{{{"variable"},
               {"group"},
               {"n", Align::right},
               {"precision", Align::right},
               {"recall", Align::right},
               {"f1", Align::right},
               {"page_right", Align::right}},
              {},
              {}};
  double core_sum = 0;
  const auto add = [&](const std::string& variable, bool core) {
    const Count& count = tally.counts[variable];
    if (count.right + count.missed + count.wrong == 0) return;
    if (core) core_sum += count.f1();
    table.rows.push_back(row_of(variable, count, core));
  };
  for (const VariableLabels& variable : core_variables()) add(variable.name, true);
  for (const char* variable : kOthers) add(variable, false);
  table.rows.push_back({"macro_f1", "core", "", "", "",
                        fmt::format("{:.3f}", core_sum / double(core_variables().size())), ""});
  table.note = fmt::format(
      "{} files in the gold labels, {} of them with values in the corpus; records: {} labelled, {} "
      "found, {} matched. page_right is the share of the right values whose page is the labelled "
      "one; macro_f1 is the mean over the core variables.",
      gold.size(), found.size(), tally.records_gold, tally.records_found, tally.records_matched);
  return table;
}

JudgedRows judge_rows(const Table& values, const std::vector<std::filesystem::path>& gold_files) {
  Labels gold;
  for (const std::filesystem::path& file : gold_files) gold.merge(load_gold(file));
  const Labels found = load_found(values, gold);
  std::set<std::string> core, known(kOthers.begin(), kOthers.end());
  for (const VariableLabels& variable : core_variables()) core.insert(variable.name);
  known.insert(core.begin(), core.end());
  JudgedRows judgement;
  std::map<std::string, std::map<int, int>> labelled_of;  // by file: found record to labelled one
  for (const auto& [file, records] : found) {
    labelled_of[file][0] = 0;
    for (const auto& [mine, other] : match(gold[file], records)) labelled_of[file][other] = mine;
    for (const auto& [number, record] : gold[file])
      for (const Label& label : record.labels) judgement.core_labels += core.contains(label.variable);
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
      if (label == nullptr && (number == 0 || kLenient.contains(variable))) continue;
      judged.labelled = label != nullptr;
      judged.right = judged.labelled &&
                     elements(variable, label->value) == elements(variable, stripped(row[5]));
    }
    judgement.rows.push_back(judged);
  }
  return judgement;
}

}  // namespace inkoopmonitor::reports
