#include "app/hand_sheet.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string_view>

#include "app/files.h"
#include "app/manifest.h"
#include "app/municipalities.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

using Words = std::map<std::string, std::string>;

struct Mapping {
  std::string file;
  Words columns, fixed;
  Words variables;                      // our variable: their column
  std::map<std::string, Words> values;  // by variable: their word, folded: ours
};

[[noreturn]] void refuse_mapping(const std::string& file, const std::string& problem,
                                 const std::string& remedy) {
  throw Error(ErrorKind::usage, file, problem, remedy);
}

Words words_of(const toml::node* node, const std::string& name, const std::string& file) {
  Words words;
  if (node == nullptr) return words;
  if (!node->is_table()) refuse_mapping(file, name + " is no table", "write [" + name + "]");
  for (const auto& [key, value] : *node->as_table()) {
    if (const auto text = value.value<std::string>()) {
      words[std::string(key.str())] = *text;
    } else if (const auto number = value.value<std::int64_t>()) {
      words[std::string(key.str())] = std::to_string(*number);
    } else {
      refuse_mapping(file, fmt::format("{} in [{}] is no text", key.str(), name),
                     "put it between quotes");
    }
  }
  return words;
}

void check_keys(const Words& words, const std::string& name, const std::string& file) {
  static const std::set<std::string> known = {"gemeente",    "year",     "domein",
                                              "voorziening", "variable", "value"};
  for (const auto& [key, column] : words) {
    if (known.contains(key)) continue;
    refuse_mapping(file, fmt::format("\"{}\" in [{}] is not known", key, name),
                   "use gemeente, year, domein, voorziening, variable and value");
  }
}

Mapping read_mapping(const fs::path& path, const classify::RuleSet& rules) {
  Mapping mapping;
  mapping.file = text::escaped_path(path.native());
  toml::table table;
  try {
    table = toml::parse(read_whole_file(path), mapping.file);
  } catch (const toml::parse_error& error) {
    refuse_mapping(mapping.file,
                   fmt::format("line {}: {}", error.source().begin.line, error.description()),
                   "mend it; inkoopmonitor decisions import --help shows one");
  }
  mapping.columns = words_of(table.get("columns"), "columns", mapping.file);
  mapping.fixed = words_of(table.get("fixed"), "fixed", mapping.file);
  mapping.variables = words_of(table.get("variables"), "variables", mapping.file);
  check_keys(mapping.columns, "columns", mapping.file);
  check_keys(mapping.fixed, "fixed", mapping.file);
  for (const auto& [variable, column] : mapping.variables) {
    if (rules.find(variable) == nullptr)
      refuse_mapping(mapping.file, "\"" + variable + "\" is no variable of the codebook",
                     "see classify/codebook.toml");
  }
  if (const toml::table* values = table["values"].as_table()) {
    for (const auto& [variable, words] : *values)
      for (const auto& [theirs, ours] : words_of(&words, std::string(variable.str()), mapping.file))
        mapping.values[std::string(variable.str())][text::fold(theirs)] = ours;
  }
  return mapping;
}

// --- values
// ---------------------------------------------------------------------------------------

bool has_code(const classify::Variable& variable, const std::string& value) {
  return variable.codes.empty() ||
         std::any_of(variable.codes.begin(), variable.codes.end(),
                     [&](const auto& code) { return code.value == value; });
}

std::string first_unknown(const classify::Variable& variable, const std::string& value,
                          char separator) {
  std::istringstream parts(value);
  for (std::string part; std::getline(parts, part, separator);)
    if (!has_code(variable, part)) return part;
  return "";
}

std::string trimmed(std::string text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && is_blank(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_blank));
  return text;
}

// --- rows
// -----------------------------------------------------------------------------------------

class SheetReader {
 public:
  SheetReader(reports::CsvFile file, const std::string& name, const Mapping& mapping,
              const classify::RuleSet& rules, const corpus::Database& database)
      : file_(std::move(file)), name_(name), mapping_(mapping), rules_(rules), database_(database) {
    for (const auto& [ours, theirs] : mapping.columns) columns_[ours] = column_of(theirs);
    for (const auto& [variable, theirs] : mapping.variables)
      variable_columns_[variable] = column_of(theirs);
    const bool by_row = columns_.contains("variable") || mapping.fixed.contains("variable");
    if (variable_columns_.empty() && !(by_row && columns_.contains("value")))
      refuse_mapping(mapping.file, "it does not say where the values stand",
                     "give [columns] variable and value, or [variables]");
    for (const char* needed : {"gemeente", "year", "domein"})
      if (!columns_.contains(needed) && !mapping.fixed.contains(needed))
        refuse_mapping(mapping.file, fmt::format("it does not say where {} stands", needed),
                       "give it in [columns] or in [fixed]");
  }

  HandSheet read() {
    for (const reports::CsvRow& row : file_.rows) take(row);
    return std::move(sheet_);
  }

 private:
  std::size_t column_of(const std::string& theirs) const {
    const auto found = std::find(file_.header.begin(), file_.header.end(), theirs);
    if (found != file_.header.end()) return static_cast<std::size_t>(found - file_.header.begin());
    refuse_mapping(mapping_.file, fmt::format("{} has no column \"{}\"", name_, theirs),
                   "name its columns as they stand in its first line");
  }

  std::string cell(const reports::CsvRow& row, const std::string& ours) const {
    const auto column = columns_.find(ours);
    if (column != columns_.end()) return trimmed(row.fields[column->second]);
    const auto fixed = mapping_.fixed.find(ours);
    return fixed == mapping_.fixed.end() ? "" : fixed->second;
  }

  // Their word as ours.
  std::string ours(const std::string& variable, const std::string& word) const {
    const auto words = mapping_.values.find(variable);
    if (words == mapping_.values.end()) return word;
    const auto known = words->second.find(text::fold(word));
    return known == words->second.end() ? word : known->second;
  }

  void refuse(const reports::CsvRow& row, const std::string& problem) {
    sheet_.refused.push_back({row.line, problem});
  }

  // Where the row's values belong; nothing when it was refused.
  std::optional<corpus::HandValue> place_of(const reports::CsvRow& row) {
    corpus::HandValue place;
    const std::string year = cell(row, "year");
    if (year.size() != 4 || year.find_first_not_of("0123456789") != std::string::npos) {
      refuse(row, "\"" + year + "\" is no year");
      return std::nullopt;
    }
    place.panel_year = std::stoi(year);
    if (place.panel_year < database_.first_register_year()) {
      refuse(row, fmt::format("the register begins in {}", database_.first_register_year()));
      return std::nullopt;
    }
    const std::string gemeente = cell(row, "gemeente");
    const auto code =
        database_.municipality_code(gemeente, register_year(place.panel_year, database_));
    if (!code) {
      refuse(row, fmt::format("\"{}\" is no municipality of {}: {}", gemeente, place.panel_year,
                              advice_on_municipality(gemeente, place.panel_year, database_)));
      return std::nullopt;
    }
    place.gm_code = *code;
    place.domein = ours("domein", cell(row, "domein"));
    place.voorziening = ours("voorziening", cell(row, "voorziening"));
    place.source = fmt::format("{}, line {}", name_, row.line);
    return has_place(row, place) ? std::optional(place) : std::nullopt;
  }

  bool has_place(const reports::CsvRow& row, const corpus::HandValue& place) {
    const classify::Variable* domein = rules_.find("domein");
    const classify::Variable* voorzieningen = rules_.find("voorzieningen");
    if (domein != nullptr && !has_code(*domein, place.domein)) {
      refuse(row, "\"" + place.domein + "\" is no domein of the codebook");
      return false;
    }
    if (place.voorziening.empty() || voorzieningen == nullptr ||
        has_code(*voorzieningen, place.voorziening))
      return true;
    refuse(row, "\"" + place.voorziening + "\" is no voorziening of the codebook");
    return false;
  }

  void take(const reports::CsvRow& row) {
    const auto place = place_of(row);
    if (!place) return;
    if (columns_.contains("value"))
      take_value(row, *place, ours("variable", cell(row, "variable")), cell(row, "value"));
    for (const auto& [variable, column] : variable_columns_)
      take_value(row, *place, variable, trimmed(row.fields[column]));
  }

  void take_value(const reports::CsvRow& row, corpus::HandValue value, const std::string& variable,
                  const std::string& word) {
    if (word.empty()) {
      ++sheet_.empty;
      return;
    }
    static const std::set<std::string> scope = {"gemeenten", "domein", "voorzieningen", "status"};
    const classify::Variable* known = rules_.find(variable);
    if (known == nullptr || known->of_document || scope.contains(variable)) {
      refuse(row, "\"" + variable + "\" is no variable that the monitor counts");
      return;
    }
    value.variable = variable;
    value.value = ours(variable, word);
    if (const std::string problem = problem_of_value(*known, value.value); !problem.empty()) {
      refuse(row, problem);
      return;
    }
    const auto [first, is_new] =
        seen_.try_emplace(fmt::format("{}|{}|{}|{}|{}", value.panel_year, value.gm_code,
                                      value.domein, value.voorziening, variable),
                          value);
    if (is_new) {
      sheet_.values.push_back(value);
    } else if (first->second.value != value.value) {
      refuse(row, fmt::format("{} is \"{}\" here and \"{}\" in {}", variable, value.value,
                              first->second.value, first->second.source));
    }
  }

  reports::CsvFile file_;
  const std::string& name_;
  const Mapping& mapping_;
  const classify::RuleSet& rules_;
  const corpus::Database& database_;
  std::map<std::string, std::size_t> columns_, variable_columns_;
  std::map<std::string, corpus::HandValue> seen_;
  HandSheet sheet_;
};

bool is_figures(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Two numbers with `between` between them, each of which may be left out if `open`.
bool is_pair(std::string_view text, char between, bool open) {
  const std::size_t at = text.find(between);
  if (at == std::string_view::npos) return false;
  const std::string_view left = text.substr(0, at), right = text.substr(at + 1);
  if (left.empty() && right.empty()) return false;
  return (is_figures(left) || (open && left.empty())) &&
         (is_figures(right) || (open && right.empty()));
}

// `3x12`, `1x24+1x12`
bool is_options(std::string_view text) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('+', begin), text.size());
    if (!is_pair(text.substr(begin, end - begin), 'x', false)) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

std::string problem_of_value(const classify::Variable& variable, const std::string& value) {
  const std::string what = fmt::format("\"{}\" is no {}: ", value, variable.name);
  if (variable.type == "code" && !has_code(variable, value))
    return what + "the codebook has no such value";
  if (variable.type == "codes" || variable.type == "list") {
    const char separator = variable.type == "codes" ? '+' : '|';
    const std::string unknown = first_unknown(variable, value, separator);
    if (!unknown.empty()) return what + "the codebook has no \"" + unknown + "\"";
  }
  if (variable.type == "date" && !is_iso_date(value)) return what + "write 2019-01-31";
  if (variable.type == "months" && value != "onbepaald" &&
      !(is_figures(value) && value.size() <= 4))
    return what + "write months or onbepaald";
  if (variable.type == "options" && value != "stilzwijgend" && !is_options(value))
    return what + "write 3x12, 1x24+1x12, 0x0 or stilzwijgend";
  if (variable.type == "count" && value != "onbeperkt" && !is_figures(value) &&
      !is_pair(value, '-', true))
    return what + "write 4, 3-6, -5, 2- or onbeperkt";
  if (variable.type == "number" && !is_figures(value) && !is_pair(value, '.', false))
    return what + "write a number";
  return "";
}

HandSheet read_hand_sheet(const fs::path& sheet, const fs::path& mapping_file,
                          const classify::RuleSet& rules, const corpus::Database& database) {
  const Mapping mapping = read_mapping(mapping_file, rules);
  const std::string name = text::escaped_path(sheet.filename().native());
  reports::CsvFile file =
      reports::parse_csv(read_whole_file(sheet), text::escaped_path(sheet.native()));
  return SheetReader(std::move(file), name, mapping, rules, database).read();
}

}  // namespace inkoopmonitor::app
