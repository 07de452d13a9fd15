// What is known to be right, value by value. A reviewer stands above labels, since he saw the
// value; a decision about a dossier is one about the records that its value came from.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "error.h"
#include "reports/labels.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

// Judgements by content, record and variable.
using Known = std::map<std::tuple<std::string, int, std::string>, std::set<std::string>>;

std::set<std::string> wanted(const std::string& variable, const std::string& value) {
  return value.empty() ? std::set<std::string>() : elements(variable, value);
}

bool is_core(const std::string& variable) {
  return std::any_of(core_variables().begin(), core_variables().end(),
                     [&](const VariableLabels& core) { return core.name == variable; });
}

// Is a value without a label wrong? As in `evaluate`: not where labels are not given throughout,
// and of a record that the labels do not have only the core is judged.
bool is_judged(const std::string& variable, bool is_matched) {
  if (is_core(variable)) return true;
  const auto& others = other_variables();
  return is_matched && !is_lenient(variable) &&
         std::find(others.begin(), others.end(), variable) != others.end();
}

bool is_decided(const std::string& state) {
  return state == "confirmed" || state == "corrected";
}

void add_decisions(const corpus::Database& database, Known& known) {
  // Columns of the exports: file, sha256, record, status, variable, value, confidence, state; and
  // dossier, record, status, variable, value, confidence, state.
  for (const auto& row : export_table(database, {"values", true}).rows)
    if (is_decided(row[7]))
      known.try_emplace({row[1], std::stoi(row[2]), row[4]}, wanted(row[4], row[5]));
  std::map<std::tuple<std::string, std::string, std::string>, std::string> decided;
  for (const auto& row : export_table(database, {"arrangements", true}).rows)
    if (is_decided(row[6])) decided[{row[0], row[1], row[3]}] = row[4];
  if (decided.empty()) return;
  const Answer records(database, "decided_records");
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string& variable = records.text(r, "variable");
    const auto decision =
        decided.find({records.text(r, "dossier"), records.text(r, "arrangement"), variable});
    if (decision == decided.end()) continue;
    known.try_emplace(
        {records.text(r, "sha256"), static_cast<int>(records.number(r, "record")), variable},
        wanted(variable, decision->second));
  }
}

void add_labels(const corpus::Database& database, const std::filesystem::path& file, Known& known) {
  const Gold loaded = load_gold(file);
  if (loaded.of_dossiers)
    throw Error(ErrorKind::usage, text::escaped_path(file.native()),
                "these labels are of dossiers, and rules are judged document by document",
                "give labels with the header file,record,variable,value,page");
  const Labels& gold = loaded.labels;
  std::map<std::string, std::string> sha256;
  const Labels found = load_found(export_table(database, {}), loaded, &sha256);
  for (const auto& [name, records] : found) {
    std::map<int, int> labelled;  // by number of the found record
    for (const auto& [mine, other] : match(gold.at(name), records)) labelled[other] = mine;
    if (gold.at(name).contains(0)) labelled[0] = 0;
    for (const auto& [number, record] : records) {
      const auto pair = labelled.find(number);
      for (const Label& value : record.labels) {
        const Label* label =
            pair == labelled.end() ? nullptr : gold.at(name).at(pair->second).find(value.variable);
        if (label == nullptr && !is_judged(value.variable, pair != labelled.end())) continue;
        known.try_emplace(
            {sha256.at(name), number, value.variable},
            label == nullptr ? std::set<std::string>() : elements(value.variable, label->value));
      }
    }
  }
}

}  // namespace

Judgements judgements(const corpus::Database& database, const std::filesystem::path& gold) {
  Known known;
  add_decisions(database, known);
  if (!gold.empty()) add_labels(database, gold, known);
  Judgements result;
  for (auto& [place, values] : known) {
    const auto& [sha256, record, variable] = place;
    result[sha256].push_back({static_cast<std::uint32_t>(record), variable, std::move(values)});
  }
  return result;
}

}  // namespace inkoopmonitor::reports
