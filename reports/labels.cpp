// Records of a file are paired by best total agreement, as the project's scoring script does it:
// all pairings are tried while they are few, the best pairs are taken one after another when they
// are many.
#include "reports/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::reports {
std::string stripped(const std::string& cell) {
  const std::size_t first = cell.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
}

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

namespace {

const std::set<std::string> kLenient = {"percelen",      "tussentijdse_toetreding",
                                        "budgetplafond", "onderaanneming",
                                        "keuzevrijheid", "inkoopmodel",
                                        "looptijd_max",  "samenwerking",
                                        "einddatum"};
const std::map<std::string, double> kScopeWeight = {
    {"perceel", 3}, {"domein", 1}, {"status", 1.5}, {"ingangsdatum", 1}};

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

void add_label(LabelledRecord& record, Label label) {
  for (Label& known : record.labels)
    if (known.variable == label.variable) {
      if (label.place.empty()) label.place = known.place;
      known = std::move(label);
      return;
    }
  record.labels.push_back(std::move(label));
}

int number_of(const CsvRow& row, std::size_t column, const std::string& file) {
  const std::string cell = stripped(row.fields[column]);
  int number = 0;
  const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool zeros = std::string_view(end, cell.data() + cell.size()).substr(0, 2) == ".0";
  if (failed != std::errc() || number < 0 || (end != cell.data() + cell.size() && !zeros))
    throw Error(ErrorKind::usage, file,
                fmt::format("line {}: `{}` is not a number", row.line, row.fields[column]),
                "write records and pages as whole numbers");
  return number;
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
    if (is_list(label.variable)) {
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

}  // namespace

const Label* LabelledRecord::find(const std::string& variable) const {
  for (const Label& label : labels)
    if (label.variable == variable) return &label;
  return nullptr;
}

Gold load_gold(const std::filesystem::path& path) {
  const std::string name = text::escaped_path(path.native());
  const CsvFile csv = read_csv(path);
  Gold gold;
  gold.of_dossiers = csv.find("dossier") != csv.header.size();
  std::array<std::size_t, 5> column{};
  const std::array names = {gold.of_dossiers ? "dossier" : "file", "record", "variable", "value",
                            gold.of_dossiers ? "source" : "page"};
  for (std::size_t c = 0; c < names.size(); ++c) {
    column[c] = csv.find(names[c]);
    if (column[c] == csv.header.size())
      throw Error(ErrorKind::usage, name, fmt::format("there is no column `{}`", names[c]),
                  "gold labels have the header file,record,variable,value,page, and of dossiers "
                  "dossier,record,variable,value,source");
  }
  for (const CsvRow& row : csv.rows) {
    const int record = number_of(row, column[1], name);
    Label label{row.fields[column[2]], stripped(row.fields[column[3]]), row.fields[column[4]], 1,
                true};
    if (label.value.empty()) continue;
    if (!label.place.empty())
      label.place = gold.of_dossiers ? file_name(label.place)
                                     : std::to_string(number_of(row, column[4], name));
    add_label(gold.labels[key_of(row.fields[column[0]], nullptr)][record], std::move(label));
  }
  return gold;
}

Labels load_found(const Table& exported, const Gold& gold,
                  std::map<std::string, std::string>* sha256) {
  const auto column = [&](const char* name) {
    std::size_t c = 0;
    while (exported.columns[c].name != name) ++c;
    return c;
  };
  const std::size_t key = column(gold.of_dossiers ? "dossier" : "file"),
                    variable = column("variable"), number = column("record"),
                    status = column("status"), value = column("value"),
                    confidence = column("confidence"), state = column("state"),
                    place = column(gold.of_dossiers ? "file" : "page");
  Labels labels;
  for (const auto& row : exported.rows) {
    const std::string file = key_of(row[key], &gold.labels);
    const int record = std::stoi(row[number]);
    const bool counts = row[status].empty() || row[status] == "gepland" || row[status] == "geldend";
    Label label{row[variable], stripped(row[value]), row[place],
                std::strtod(row[confidence].c_str(), nullptr), row[state] != "unsure"};
    if (!gold.labels.contains(file) || (record != 0 && !counts) || label.value.empty()) continue;
    if (gold.of_dossiers) label.place = file_name(label.place);
    if (sha256 != nullptr) (*sha256)[file] = row[column("sha256")];
    LabelledRecord& found = labels[file][record];
    add_label(found, std::move(label));
    if (record != 0 && !row[status].empty() && found.find("status") == nullptr)
      found.labels.push_back({"status", row[status], "", 1, true});
  }
  return labels;
}

std::set<std::string> elements(const std::string& variable, const std::string& value) {
  if (!is_list(variable)) return {value};
  std::set<std::string> parts;
  for (std::size_t at = 0;;) {
    const std::size_t bar = value.find('|', at);
    parts.insert(value.substr(at, bar - at));
    if (bar == std::string::npos) return parts;
    at = bar + 1;
  }
}

bool is_list(const std::string& variable) {
  return variable == "voorzieningen" || variable == "gemeenten";
}

const std::vector<std::string>& other_variables() {
  static const std::vector<std::string> names = {
      "bekostigingsvorm", "ingangsdatum",   "einddatum",     "looptijd_max",
      "domein",           "voorzieningen",  "gemeenten",     "samenwerking",
      "status",           "documentsoort",  "percelen",      "tussentijdse_toetreding",
      "budgetplafond",    "onderaanneming", "keuzevrijheid", "inkoopmodel"};
  return names;
}

bool is_lenient(const std::string& variable) {
  return kLenient.contains(variable);
}

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

}  // namespace inkoopmonitor::reports
