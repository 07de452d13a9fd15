// An evaluation as a page. It shows the very cells of the tables that the command prints, so that
// page and tables cannot differ.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "error.h"
#include "reports/chart.h"
#include "reports/charts.h"
#include "reports/files.h"
#include "reports/reports.h"
#include "reports/style.h"
#include "reports/template.h"
#include "reports/texts.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// What the page itself shows of a text is `text_` and its name.
constexpr const char* kShownTexts[] = {"lead",
                                       "summary",
                                       "macro",
                                       "auto",
                                       "auto_precision",
                                       "curve",
                                       "curve_explained",
                                       "curve_caption",
                                       "accuracy",
                                       "accuracy_explained",
                                       "accuracy_caption",
                                       "variable",
                                       "confusion",
                                       "confusion_explained",
                                       "matrix_corner",
                                       "differences",
                                       "labelled",
                                       "found",
                                       "values",
                                       "rules"};

json shape() {
  const json column = {{"label", ""}};
  const json cell = {{"text", ""}};
  const json row = {{"label", ""}, {"total", json::object()}, {"cells", json::array({cell})}};
  const json matrix_cell = {{"text", ""}, {"same", json::object()}};
  const json matrix_row = {{"label", ""}, {"cells", json::array({matrix_cell})}};
  const json difference = {{"labelled", ""}, {"found", ""}, {"values", ""}};
  json result = {
      {"language", ""},
      {"title", ""},
      {"program_version", ""},
      {"whole", json::object()},
      {"style", ""},
      {"gold", ""},
      {"ruleset", ""},
      {"macro", ""},
      {"auto", ""},
      {"auto_precision", ""},
      {"svg", ""},
      {"echarts", ""},
      {"option", ""},
      {"curve_columns", json::array({column})},
      {"curve_rows", json::array({row})},
      {"columns", json::array({column})},
      {"rows", json::array({row})},
      {"matrices", json::array({{{"label", ""},
                                 {"columns", json::array({column})},
                                 {"rows", json::array({matrix_row})}}})},
      {"differences", json::array({{{"label", ""}, {"rows", json::array({difference})}}})}};
  for (const char* name : kShownTexts) result[std::string("text_") + name] = "";
  return result;
}

// An SVG as a file of its own, which has to say what it is.
std::string standing_alone(const std::string& svg) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + svg.substr(4) + "\n";
}

// A script ends at `</script`, also inside a text.
std::string in_script(std::string code) {
  for (std::size_t at = 0; (at = code.find("</", at)) != std::string::npos; at += 3)
    code.replace(at, 2, "<\\/");
  return code;
}

class Page {
 public:
  Page(const Evaluation& evaluation, const Codebook& codebook, const EvaluationPageOptions& options)
      : evaluation_(evaluation),
        codebook_(codebook),
        options_(options),
        texts_(options.templates / "evaluation.json") {}

  EvaluationPage make() const {
    const ChartEngine engine(options_.templates);
    const json option = chart();
    EvaluationPage page;
    const std::string svg = engine.svg(option, {720, 460});
    page.svg = standing_alone(svg);
    json data = {{"language", options_.language},
                 {"title", text("title")},
                 {"program_version", options_.program_version},
                 {"ruleset", options_.ruleset},
                 {"whole", true},
                 {"style", style_of(options_.templates)},
                 {"gold", options_.gold},
                 {"svg", svg},
                 {"echarts", in_script(read_whole(options_.templates / "echarts/echarts.min.js"))},
                 {"option", in_script(option.dump())}};
    for (const char* name : kShownTexts) data[std::string("text_") + name] = text(name);
    add_accuracy(data);
    add_curve(data);
    add_confusions(data);
    page.html = Template(options_.templates, "evaluation.html", shape()).render(data);
    return page;
  }

 private:
  std::string text(const std::string& name) const {
    return texts_.at("/" + options_.language + "/" + name);
  }

  // 0.983 as 0,983.
  std::string number(std::string cell) const {
    std::replace(cell.begin(), cell.end(), '.', text("decimal")[0]);
    return cell;
  }

  const VariableLabels* find(const std::string& variable) const {
    for (const VariableLabels& known : codebook_)
      if (known.name == variable) return &known;
    return nullptr;
  }

  std::string label_of(const std::string& variable) const {
    if (variable == "core") return text("core");
    const VariableLabels* known = find(variable);
    if (known == nullptr) return variable;
    return options_.language == "nl" ? known->label_nl : known->label_en;
  }

  std::string label_of(const VariableLabels& variable, const std::string& value) const {
    if (value.empty()) return text("none");
    for (const auto& [code, label] :
         options_.language == "nl" ? variable.codes_nl : variable.codes_en)
      if (code == value) return label;
    return value;
  }

  void add_accuracy(json& data) const {
    json columns = json::array(), rows = json::array();
    for (const char* name : {"n", "precision", "recall", "f1", "page_right", "auto_column",
                             "auto_precision_column", "kappa"})
      columns.push_back({{"label", text(name)}});
    for (const auto& row : evaluation_.accuracy.rows) {
      const bool total = row[0] == "macro_f1";
      json cells = json::array();
      for (std::size_t c = 2; c < row.size(); ++c) cells.push_back({{"text", number(row[c])}});
      rows.push_back({{"label", total ? text("macro_row") : label_of(row[0])},
                      {"total", total},
                      {"cells", cells}});
      if (!total) continue;
      data["macro"] = number(row[5]);
      data["auto"] = number(row[7]);
      data["auto_precision"] = number(row[8]);
    }
    data["columns"] = columns;
    data["rows"] = rows;
  }

  // Of the many thresholds of the curve the table shows the first in each twentieth.
  void add_curve(json& data) const {
    json columns = json::array(), rows = json::array();
    for (const char* name : {"threshold", "coverage", "curve_precision", "answered", "emitted"})
      columns.push_back({{"label", text(name)}});
    int last = -1;
    for (const auto& row : evaluation_.curve.rows) {
      if (row[0] != "core") continue;
      const bool review = row[1] == "review";
      const int step = static_cast<int>(std::strtod(row[1].c_str(), nullptr) * 20);
      if (!review && std::exchange(last, step) == step) continue;
      json cells = json::array();
      for (const std::size_t c : {4U, 7U, 2U, 5U}) cells.push_back({{"text", number(row[c])}});
      rows.push_back({{"label", review ? text("review") : number(row[1])},
                      {"total", false},
                      {"cells", cells}});
    }
    data["curve_columns"] = columns;
    data["curve_rows"] = rows;
  }

  json chart() const {
    LineChart chart{{}, text("axis_coverage"), text("axis_precision"), {}};
    for (const auto& row : evaluation_.curve.rows) {
      if (row[4].empty() || row[7].empty()) continue;
      const std::pair<double, double> point = {100 * std::strtod(row[4].c_str(), nullptr),
                                               100 * std::strtod(row[7].c_str(), nullptr)};
      if (chart.lines.empty() || chart.lines.back().name != row[0])
        chart.lines.push_back({row[0], label_of(row[0]), {}});
      if (row[1] != "review")
        chart.lines.back().points.push_back(point);
      else if (row[0] == "core")
        chart.mark = {point, text("review")};
    }
    return lines(chart);
  }

  void add_confusions(json& data) const {
    std::vector<std::string> order;
    std::map<std::string, std::vector<const std::vector<std::string>*>> by_variable;
    for (const auto& row : evaluation_.confusion.rows) {
      if (!by_variable.contains(row[0])) order.push_back(row[0]);
      by_variable[row[0]].push_back(&row);
    }
    json matrices = json::array(), differences = json::array();
    for (const std::string& variable : order) {
      const VariableLabels* known = find(variable);
      if (known != nullptr && known->type == "code")
        matrices.push_back(matrix(*known, by_variable[variable]));
      else
        add_differences(variable, by_variable[variable], differences);
    }
    data["matrices"] = matrices;
    data["differences"] = differences;
  }

  using Rows = std::vector<const std::vector<std::string>*>;

  // Values that occur, in the codebook's order, no value last.
  json matrix(const VariableLabels& variable, const Rows& rows) const {
    std::set<std::string> occur;
    std::map<std::pair<std::string, std::string>, std::string> counts;
    for (const auto* row : rows) {
      occur.insert((*row)[1]);
      occur.insert((*row)[2]);
      counts[{(*row)[1], (*row)[2]}] = (*row)[3];
    }
    std::vector<std::string> values;
    for (const auto& [code, label] : variable.codes_nl)
      if (occur.erase(code) != 0) values.push_back(code);
    const bool none = occur.erase("") != 0;
    values.insert(values.end(), occur.begin(), occur.end());
    if (none) values.emplace_back();
    json columns = json::array(), lines = json::array();
    for (const std::string& found : values)
      columns.push_back({{"label", label_of(variable, found)}});
    for (const std::string& labelled : values) {
      json cells = json::array();
      for (const std::string& found : values)
        cells.push_back({{"text", counts[{labelled, found}]}, {"same", labelled == found}});
      lines.push_back({{"label", label_of(variable, labelled)}, {"cells", cells}});
    }
    return {{"label", label_of(variable.name)}, {"columns", columns}, {"rows", lines}};
  }

  void add_differences(const std::string& variable, const Rows& rows, json& differences) const {
    const VariableLabels* known = find(variable);
    const auto shown = [&](const std::string& value) {
      return known != nullptr ? label_of(*known, value) : value.empty() ? text("none") : value;
    };
    json lines = json::array();
    for (const auto* row : rows)
      if ((*row)[1] != (*row)[2])
        lines.push_back(
            {{"labelled", shown((*row)[1])}, {"found", shown((*row)[2])}, {"values", (*row)[3]}});
    if (!lines.empty()) differences.push_back({{"label", label_of(variable)}, {"rows", lines}});
  }

  const Evaluation& evaluation_;
  const Codebook& codebook_;
  const EvaluationPageOptions& options_;
  const Texts texts_;
};

}  // namespace

EvaluationPage evaluation_page(const Evaluation& evaluation, const Codebook& codebook,
                               const EvaluationPageOptions& options) {
  if (options.language != "nl" && options.language != "en")
    throw Error(ErrorKind::usage, "--lang " + options.language, "there is no page in that language",
                "use nl or en");
  return Page(evaluation, codebook, options).make();
}

}  // namespace inkoopmonitor::reports
