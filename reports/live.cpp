// The figures come from the same maker as those of the publication, so that what a researcher sees
// here is what will be printed. Only the pages of evidence are kept in memory instead of a folder.
#include "reports/live.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "error.h"
#include "reports/figures.h"
#include "reports/questions.h"
#include "reports/wording.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// The path of a figure's description in monitor.json.
std::string path_of(const Texts& monitor, const std::string& figure) {
  const json& chapters = monitor.json("/chapters");
  for (std::size_t c = 0; c < chapters.size(); ++c)
    for (std::size_t f = 0; f < chapters[c]["figures"].size(); ++f)
      if (chapters[c]["figures"][f]["id"] == figure)
        return fmt::format("/chapters/{}/figures/{}", c, f);
  throw Error(ErrorKind::usage, figure, "there is no figure of that name",
              "take one from the list");
}

std::string option_of(const std::optional<DrawnChart>& chart) {
  if (!chart) return {};
  return json{{"width", chart->width}, {"height", chart->height}, {"option", chart->option}}.dump();
}

// What stands in the page between its head and its end.
std::string main_of(const std::string& html) {
  const std::string begin = "<main>", end = "</main>";
  const std::size_t at = html.find(begin), to = html.rfind(end);
  if (at == std::string::npos || to == std::string::npos || to < at) return {};
  return html.substr(at + begin.size(), to - at - begin.size());
}

// A publication counts numbers of providers in classes, not one by one.
Codebook classed(Codebook codebook) {
  for (VariableLabels& variable : codebook)
    if (variable.name == "aanbieders") variable.type = "range";
  return codebook;
}

LiveFigure live_of(Figure figure) {
  LiveFigure live;
  live.id = figure.id;
  live.title = std::move(figure.title);
  live.reading = std::move(figure.reading);
  live.notes = std::move(figure.notes);
  live.first_column = std::move(figure.first_column);
  live.columns = std::move(figure.columns);
  for (FigureRow& row : figure.rows) {
    live.rows.push_back({std::move(row.label), {}});
    for (FigureCell& cell : row.cells)
      live.rows.back().cells.push_back(
          {std::move(cell.text), std::move(cell.share), std::move(cell.link)});
  }
  live.data = std::move(figure.data);
  live.wide = option_of(figure.wide);
  live.narrow = option_of(figure.narrow);
  return live;
}

}  // namespace

std::vector<LiveRow> ask(const corpus::Database& database, std::string_view name,
                         const LiveParameters& parameters) {
  const Answer answer(database, name, parameters);
  std::vector<LiveRow> rows;
  for (const corpus::Row& row : answer.rows().rows) {
    LiveRow named;
    for (std::size_t c = 0; c < row.size(); ++c)
      named[answer.rows().columns[c]] = row[c].value_or("");
    rows.push_back(std::move(named));
  }
  return rows;
}

void ask_each(const corpus::Database& database, std::string_view name,
              const LiveParameters& parameters,
              const std::function<void(const corpus::ReadRow&)>& take) {
  each_row(database, name, parameters, take);
}

std::vector<std::pair<std::string, std::string>> live_figures(
    const std::filesystem::path& templates, const std::string& language, int year) {
  const Texts monitor(templates / "monitor.json");
  std::vector<std::pair<std::string, std::string>> figures;
  const json& chapters = monitor.json("/chapters");
  for (std::size_t c = 0; c < chapters.size(); ++c)
    for (std::size_t f = 0; f < chapters[c]["figures"].size(); ++f) {
      const std::string path = fmt::format("/chapters/{}/figures/{}", c, f);
      const bool has_languages = monitor.json(path + "/title").is_object();
      figures.emplace_back(monitor.at(path + "/id"),
                           has_languages ? monitor.filled(path + "/title/" + language,
                                                          {{"year", std::to_string(year)},
                                                           {"before", std::to_string(year - 1)},
                                                           {"from", "…"}})
                                         : monitor.at(path + "/title"));
    }
  return figures;
}

LiveFigure live_figure(const corpus::Database& database, const Codebook& codebook,
                       const LiveFigureOptions& options) {
  const Texts texts(options.templates / "texts.json"), monitor(options.templates / "monitor.json");
  const Codebook counted = classed(codebook);
  const Wording wording{counted, texts, options.language};
  const std::string path = path_of(monitor, options.figure);
  const bool is_map = monitor.at(path + "/kind") == "map";
  const Boundaries boundaries =
      is_map ? boundaries_of(options.boundaries, options.year) : Boundaries();
  std::string evidence;
  Table listed;
  for (const char* column : {"figure", "number", "title", "member", "gm_code"})
    listed.columns.push_back({column});
  EvidencePages::Options behind;
  behind.templates = options.templates;
  behind.review_threshold = options.review_threshold;
  behind.from = options.from;
  behind.to = options.year;
  behind.domein = options.domein;
  behind.intern = true;
  behind.listed = &listed;
  EvidencePages pages(database, wording, behind, [&](const auto&, std::string_view bytes) {
    evidence = main_of(std::string(bytes));
  });
  FigureMaker maker(database, wording, monitor,
                    {options.year, options.from, options.domein, options.review_threshold,
                     is_map ? &boundaries : nullptr},
                    pages);
  std::optional<Figure> made = maker.make(path);
  if (!made)
    throw Error(ErrorKind::usage, options.figure, "there is nothing to show for this choice",
                "take another year or domain");
  LiveFigure live = live_of(std::move(*made));
  live.is_map = is_map;
  live.evidence = std::move(evidence);
  live.listed = std::move(listed);
  return live;
}

std::string live_map(const std::filesystem::path& boundaries, int year) {
  const Boundaries map = boundaries_of(boundaries, year);
  return map.year == 0 ? std::string() : map.geojson.dump();
}

}  // namespace inkoopmonitor::reports
