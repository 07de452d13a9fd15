// What every figure has: its chart, table, data, note and reading sentence. What each kind counts
// stands in figures_counts.cpp and figures_places.cpp.
#include "reports/figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "error.h"
#include "reports/method.h"

namespace inkoopmonitor::reports {

using nlohmann::json;

Table sheet_of(const Figure& figure) {
  Table table;
  table.columns.push_back({figure.first_column});
  for (const std::string& column : figure.columns) table.columns.push_back({column, Align::right});
  for (const FigureRow& row : figure.rows) {
    table.rows.push_back({row.label});
    for (const FigureCell& cell : row.cells) {
      std::string plain = cell.text;
      // Numbers without points, as a workbook takes them.
      if (plain.find_first_not_of("0123456789.") == std::string::npos) std::erase(plain, '.');
      table.rows.back().push_back(plain);
    }
  }
  table.note = figure.title;
  return table;
}

Table data_of(const Grid& grid, const Wording& wording) {
  Table table;
  for (const char* name : {"row", "group", "code"})
    table.columns.push_back({wording.text(std::string("/data/") + name)});
  for (const char* name : {"count", "of", "share", "low", "high"})
    table.columns.push_back({wording.text(std::string("/data/") + name), Align::right});
  for (std::size_t r = 0; r < grid.rows.size(); ++r)
    for (std::size_t g = 0; g < grid.groups.size(); ++g) {
      const bool drawn = !grid.groups[g].left_out && grid.whole(r) != 0;
      const double share =
          drawn ? 100.0 * static_cast<double>(grid.count(r, g)) / static_cast<double>(grid.whole(r))
                : 0;
      table.rows.push_back({grid.rows[r], grid.groups[g].label, grid.groups[g].code,
                            std::to_string(grid.count(r, g)),
                            drawn ? std::to_string(grid.whole(r)) : "",
                            drawn ? decimal(share, 1, wording.language) : "", "", ""});
      if (interval_text(grid, r, g).empty()) continue;
      const Interval interval = interval_of(grid.count(r, g), grid.known(r), grid.all(r));
      table.rows.back()[6] = decimal(interval.low, 1, wording.language);
      table.rows.back()[7] = decimal(interval.high, 1, wording.language);
    }
  return table;
}

FigureMaker::FigureMaker(const corpus::Database& database, const Wording& wording,
                         const Texts& texts, const FigureOptions& options, EvidencePages& evidence)
    : database_(database),
      wording_(wording),
      texts_(texts),
      options_(options),
      evidence_(evidence),
      base_(database),
      predecessors_(predecessors_of(database)) {}

const std::map<std::string, FigureMaker::Maker>& FigureMaker::makers() {
  static const std::map<std::string, Maker> makers = {
      {"coverage", &FigureMaker::coverage},
      {"certainty", &FigureMaker::certainty},
      {"trend", &FigureMaker::trend},
      {"values", &FigureMaker::values},
      {"variables", &FigureMaker::variables},
      {"domains", &FigureMaker::domains},
      {"voorzieningen", &FigureMaker::voorzieningen},
      {"classes", &FigureMaker::classes},
      {"starts", &FigureMaker::procurements},
      {"lengths", &FigureMaker::procurements},
      {"partners", &FigureMaker::procurements},
      {"extensions", &FigureMaker::procurements},
      {"pairs", &FigureMaker::pairs},
      {"switches", &FigureMaker::switches},
      {"matrix", &FigureMaker::change_matrix},
      {"ending", &FigureMaker::ending},
      {"map", &FigureMaker::map},
      {"scatter", &FigureMaker::scatter}};
  return makers;
}

std::optional<Figure> FigureMaker::make(const std::string& path) {
  const std::string id = texts_.at(path + "/id"), kind = texts_.at(path + "/kind");
  const std::string title = texts_.json(path + "/title").is_object()
                                ? texts_.filled(path + "/title/" + wording_.language,
                                                {{"year", std::to_string(options_.year)},
                                                 {"before", std::to_string(options_.year - 1)},
                                                 {"from", std::to_string(options_.from)}})
                                : texts_.at(path + "/title");
  const Asked asked{path, id, kind, title, texts_.json(path)};
  const auto maker = makers().find(kind);
  if (maker == makers().end()) {
    std::string known;
    for (const auto& [name, make] : makers()) known += (known.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::usage, "monitor.json, " + path,
                fmt::format("there is no kind of figure `{}`", kind), "use one of " + known);
  }
  Figure figure;
  figure.id = id;
  figure.title = title;
  figure.subtitle = subtitle_of(asked, options_.from);
  figure.source = texts_.sentence("/source", texts_.in(wording_.language, "/source"), common());
  if (!has_variables(asked)) return std::nullopt;
  (this->*maker->second)(asked, figure);
  evidence_.finish(id, title);
  if (figure.rows.empty() && !figure.wide) return std::nullopt;
  return figure;
}

// `first`: the first of its years, where it has several.
std::string FigureMaker::subtitle_of(const Asked& asked, int first) const {
  const std::string path = asked.description.contains("subtitle") ? asked.path + "/subtitle"
                                                                  : "/subtitles/" + asked.kind;
  if (!texts_.json("/subtitles").contains(asked.kind)) return {};
  const std::map<std::string, std::string> several = {{"first", std::to_string(first)},
                                                      {"year", std::to_string(options_.year)}};
  std::string text = texts_.filled(
      path + "/" + wording_.language,
      {{"year", std::to_string(options_.year)},
       {"first", std::to_string(first)},
       {"years", first == options_.year
                     ? std::to_string(options_.year)
                     : texts_.filled("/subtitles/years/" + wording_.language, several)}});
  if (!options_.domein.empty()) text += ", " + wording_.of_list("domein", options_.domein);
  return text;
}

bool FigureMaker::has_variables(const Asked& asked) const {
  std::vector<std::string> names;
  for (const char* member : {"variable", "against"})
    if (asked.description.contains(member)) names.push_back(texts_.at(asked.path + "/" + member));
  if (asked.description.contains("variables"))
    for (const json& name : asked.description["variables"]) names.push_back(name);
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return name == "coverage" ||
           std::any_of(wording_.codebook.begin(), wording_.codebook.end(),
                       [&](const VariableLabels& one) { return one.name == name; });
  });
}

const VariableLabels& FigureMaker::variable_of(const Asked& asked) const {
  return find_variable(wording_.codebook, texts_.at(asked.path + "/variable"));
}

Filter FigureMaker::filter(int from, int to) const {
  Filter filter;
  filter.from = from;
  filter.to = to;
  filter.domein = options_.domein;
  return filter;
}

GridOptions FigureMaker::grid_options(std::set<std::string> left_out) const {
  return {std::move(left_out), {}, options_.review_threshold};
}

const Spread& FigureMaker::trend_of(const std::string& variable) {
  Spread& spread = spreads_[variable];
  if (spread.years.empty())
    spread = base_.spread(find_variable(wording_.codebook, variable),
                          filter(options_.from, options_.year));
  return spread;
}

const Spread& FigureMaker::spread_of(const VariableLabels& variable, const std::string& domein,
                                     const std::string& voorziening) {
  Spread& spread = spreads_[fmt::format("{}/{}/{}", variable.name, domein, voorziening)];
  if (!spread.years.empty()) return spread;
  Filter only = filter(options_.year, options_.year);
  only.domein = domein;
  only.voorziening = voorziening;
  return spread = base_.spread(variable, only);
}

Phrases FigureMaker::common() const {
  return {{"year", {std::to_string(options_.year), 0}},
          {"before", {std::to_string(options_.year - 1), 0}},
          {"from", {std::to_string(options_.from), 0}}};
}

std::string FigureMaker::unit(const Grid& grid) const {
  return wording_.text(grid.of_procurements ? "/procurements" : "/municipalities");
}

Phrase FigureMaker::number(const std::string& figure, const std::string& key,
                           const std::string& title, const Members& members) {
  const std::string link = evidence_.link(figure, key, title, members);
  const std::string text = dutch_number(members.size());
  return {link.empty() ? wording_.text("/none")
                       : fmt::format("<a href=\"{}\">{}</a>", html_escaped(link), text),
          static_cast<double>(members.size())};
}

// --------------------------------------------------------------------------------------- tables

FigureCell FigureMaker::cell(const Asked& asked, const Grid& grid, std::size_t row,
                             std::size_t group, bool shared) {
  const Members& members = grid.cells[row][group];
  FigureCell made{dutch_number(members.size()), "", ""};
  made.link =
      evidence_.link(asked.id, grid.keys[row] + "." + grid.groups[group].code,
                     fmt::format("{}: {}", grid.rows[row], grid.groups[group].label), members);
  if (shared && !members.empty() && !grid.groups[group].left_out)
    made.share = percent_of(members.size(), grid.whole(row));
  return made;
}

FigureCell FigureMaker::total(const Asked& asked, const Grid& grid, std::size_t row,
                              const std::string& key,
                              const std::function<bool(const Group&)>& counts) {
  Members members;
  for (std::size_t g = 0; g < grid.groups.size(); ++g)
    if (counts(grid.groups[g]))
      members.insert(members.end(), grid.cells[row][g].begin(), grid.cells[row][g].end());
  return {dutch_number(members.size()), "",
          evidence_.link(asked.id, grid.keys[row] + ".." + key,
                         fmt::format("{}: {}", grid.rows[row], wording_.text("/totals/" + key)),
                         members)};
}

void FigureMaker::tabulate_row(const Asked& asked, Figure& figure, const Grid& grid) {
  const std::size_t row = grid.rows.size() - 1;
  for (const char* column : {"count", "of_drawn", "of_known", "interval"})
    figure.columns.push_back(wording_.text(std::string("/columns/") + column));
  const std::size_t known = grid.known(row);
  for (std::size_t g = 0; g < grid.groups.size(); ++g) {
    const Group& group = grid.groups[g];
    const std::size_t count = grid.count(row, g);
    FigureRow made{group.label, false, {cell(asked, grid, row, g, false)}};
    made.cells.push_back({group.left_out ? "" : percent_of(count, grid.whole(row)), "", ""});
    made.cells.push_back({group.known ? percent_of(count, known) : "", "", ""});
    const Interval interval = interval_of(count, known, grid.all(row));
    made.cells.push_back({group.known && known != 0 && !grid.of_procurements
                              ? fmt::format("{:.0f}–{:.0f}%", interval.low, interval.high)
                              : "",
                          "", ""});
    figure.rows.push_back(std::move(made));
  }
  // Of arrangements it is not known how many there are beyond those that were found.
  if (grid.of_procurements) {
    figure.columns.pop_back();
    for (FigureRow& made : figure.rows) made.cells.pop_back();
  }
  FigureRow all{wording_.text("/totals/all"),
                true,
                {total(asked, grid, row, "all", [](const Group&) { return true; })}};
  while (all.cells.size() < figure.columns.size()) all.cells.push_back({});
  figure.rows.push_back(std::move(all));
}

void FigureMaker::tabulate_years(const Asked& asked, Figure& figure, const Grid& grid) {
  figure.columns = grid.rows;
  for (std::size_t g = 0; g < grid.groups.size(); ++g) {
    FigureRow made{grid.groups[g].label, false, {}};
    for (std::size_t r = 0; r < grid.rows.size(); ++r)
      made.cells.push_back(cell(asked, grid, r, g, false));
    figure.rows.push_back(std::move(made));
  }
  FigureRow known{wording_.text("/totals/known"), true, {}},
      all{wording_.text("/totals/all"), true, {}};
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    known.cells.push_back(
        total(asked, grid, r, "known", [](const Group& group) { return group.known; }));
    all.cells.push_back(total(asked, grid, r, "all", [](const Group&) { return true; }));
  }
  figure.rows.push_back(std::move(known));
  figure.rows.push_back(std::move(all));
}

void FigureMaker::tabulate_rows(const Asked& asked, Figure& figure, const Grid& grid) {
  for (const Group& group : grid.groups) figure.columns.push_back(group.label);
  figure.columns.push_back(wording_.text("/totals/all"));
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    FigureRow made{grid.rows[r], false, {}};
    for (std::size_t g = 0; g < grid.groups.size(); ++g)
      made.cells.push_back(cell(asked, grid, r, g, true));
    made.cells.push_back(total(asked, grid, r, "all", [](const Group&) { return true; }));
    figure.rows.push_back(std::move(made));
  }
}

void FigureMaker::tabulate(const Asked& asked, Figure& figure, const Grid& grid) {
  if (figure.first_column.empty()) figure.first_column = unit(grid);
  figure.data = data_of(grid, wording_);
  if (grid.rows_are_years)
    tabulate_years(asked, figure, grid);
  else if (grid.rows.size() == 1 && !grid.of_pairs)
    tabulate_row(asked, figure, grid);
  else
    tabulate_rows(asked, figure, grid);
  figure.tall = figure.rows.size() > 16 || figure.columns.size() > 12;
}

// ---------------------------------------------------------------------------------------- words

// A year in which the number of municipalities of which something is known jumps cannot be compared
// with the one before without thought.
void FigureMaker::mark_breaks(Figure& figure, Grid& grid) const {
  bool some = false;
  for (std::size_t r = grid.rows.size(); r-- > 1;) {
    const auto before = static_cast<double>(grid.known(r - 1)),
               after = static_cast<double>(grid.known(r));
    if (std::abs(after - before) < 10 || std::abs(after - before) < 0.25 * std::max(before, after))
      continue;
    grid.rows[r] += "*";
    some = true;
  }
  if (some && wording_.language == "nl") figure.notes.push_back(texts_.at("/break"));
}

void FigureMaker::note_whole(const Asked& asked, Figure& figure, const Grid& grid) {
  if (grid.rows.empty()) return;
  const std::size_t row = grid.rows.size() - 1;
  Phrases phrases = common();
  add_phrases(phrases, grid, row);
  const Members none;
  const Members& unsure = row < grid.unsure.size() ? grid.unsure[row] : none;
  phrases["unsure"] =
      number(asked.id, grid.keys[row] + "..unsure", wording_.text("/totals/unsure"), unsure);
  const std::string path = std::string("/whole/") + (asked.kind == "map"     ? "map"
                                                     : grid.of_procurements  ? "procurements"
                                                     : grid.rows_are_years   ? "years"
                                                     : grid.rows.size() == 1 ? "municipalities"
                                                                             : "rows");
  figure.notes.push_back(texts_.sentence(path, texts_.in(wording_.language, path), phrases));
}

void FigureMaker::read(const Asked& asked, Figure& figure, Phrases phrases) {
  if (wording_.language != "nl") return;
  phrases.merge(common());
  const std::string path =
      asked.description.contains("reading") ? asked.path + "/reading" : "/readings/" + asked.kind;
  figure.reading = texts_.sentence(path, texts_.at(path), phrases);
  const std::string finding = "/findings/" + asked.kind;
  if (!asked.description.contains("reading"))
    figure.finding = without_links(texts_.sentence(finding, texts_.at_or(finding, ""), phrases));
}

void FigureMaker::read_grid(const Asked& asked, Figure& figure, const Grid& grid) {
  if (grid.rows.empty()) return;
  Phrases phrases;
  const std::size_t last = grid.rows.size() - 1;
  add_phrases(phrases, grid, last);
  const auto top = [&](const std::string& name) -> std::size_t {
    for (std::size_t g = 0; g < grid.groups.size(); ++g)
      if (html_escaped(grid.groups[g].label) == phrases[name].html && grid.groups[g].known)
        return g;
    return grid.groups.size();
  };
  for (const char* name : {"top", "second"}) {
    const std::size_t group = top(name);
    if (group == grid.groups.size()) continue;
    phrases[std::string(name) + "_count"] = number(
        asked.id, grid.keys[last] + "." + grid.groups[group].code,
        fmt::format("{}: {}", grid.rows[last], grid.groups[group].label), grid.cells[last][group]);
  }
  const std::size_t group = top("top");
  const bool earlier = grid.rows_are_years && last > 0 && group != grid.groups.size();
  // The first year of which enough is known to compare with.
  std::size_t first = 0;
  while (earlier && first < last && grid.known(first) < 10) ++first;
  phrases["first"] = {earlier && first < last ? grid.keys[first] : "",
                      earlier && first < last ? 1.0 : 0.0};
  const std::string share =
      earlier ? percent_of(grid.count(first, group), grid.known(first)) : std::string();
  phrases["first_share"] = {html_escaped(share), 0};
  phrases["first_known"] = {dutch_number(grid.known(first)),
                            static_cast<double>(grid.known(first))};
  phrases["row"] = {html_escaped(grid.rows[last]), 1};
  read(asked, figure, std::move(phrases));
}

void FigureMaker::show(const Asked& asked, Figure& figure, const Grid& grid, Looks looks) {
  if (!grid.empty()) {
    const std::string of_all =
        wording_.text(grid.of_procurements ? "/axis/of_procurements" : "/axis/of_municipalities");
    if (looks == Looks::stacked) {
      const StackedChart chart = stacked_of(grid, of_all, wording_.text("/axis/of_known"));
      figure.wide = stacked_shares(chart, kWide);
      figure.narrow = stacked_shares(chart, kNarrow);
    } else if (looks == Looks::bars) {
      const BarChart chart = bars_of(grid, unit(grid));
      figure.wide = reports::bars(chart, kWide);
      figure.narrow = reports::bars(chart, kNarrow);
    } else {
      MatrixChart chart;
      chart.rows = grid.rows;
      chart.counts.resize(grid.rows.size());
      chart.shown.resize(grid.rows.size());
      for (std::size_t g = 0; g < grid.groups.size(); ++g) {
        if (grid.groups[g].left_out) continue;
        chart.columns.push_back(grid.groups[g].label);
        for (std::size_t r = 0; r < grid.rows.size(); ++r) {
          chart.counts[r].push_back(static_cast<int>(grid.count(r, g)));
          chart.shown[r].push_back(dutch_number(grid.count(r, g)));
        }
      }
      figure.wide = matrix(chart, kWide);
      // Of many columns none could be read on a phone, where the wide one is moved aside.
      if (chart.columns.size() <= 7) figure.narrow = matrix(chart, kNarrow);
    }
  }
  tabulate(asked, figure, grid);
  read_grid(asked, figure, grid);
  note_whole(asked, figure, grid);
  note_interval(figure, grid, looks);
}

// What the bounds in a chart are of, and when they hold.
void FigureMaker::note_interval(Figure& figure, const Grid& grid, Looks looks) const {
  if (wording_.language != "nl" || grid.rows.empty() || looks == Looks::matrix) return;
  const std::size_t row = grid.rows.size() - 1;
  bool some = false;
  for (std::size_t g = 0; g < grid.groups.size(); ++g)
    some = some || (grid.count(row, g) != 0 && !interval_text(grid, row, g).empty());
  if (!some) return;
  const std::string path = std::string("/interval/") + (looks == Looks::bars  ? "bars"
                                                        : grid.rows_are_years ? "years"
                                                                              : "rows");
  figure.notes.push_back(texts_.sentence(path, texts_.at(path), common()));
}

}  // namespace inkoopmonitor::reports
