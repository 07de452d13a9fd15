// The yearly publication: one page with figures and tables, and a page behind each number. All text
// is in templates/; what is counted comes from the same spread as the trend on the command line.
// Nothing in it depends on the clock or on the order of import: the same corpus gives the same
// bytes.
#include <fmt/format.h>

#include <algorithm>

#include "error.h"
#include "reports/chart.h"
#include "reports/charts.h"
#include "reports/evidence_pages.h"
#include "reports/files.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/style.h"
#include "reports/template.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;
using Municipalities = std::vector<const SpreadMunicipality*>;

json shape() {
  const json number = {{"text", ""}, {"link", ""}, {"one", json::object()}};
  json cell = number;
  cell["shared"] = json::object();
  cell["share"] = "";
  const json column = {{"label", ""}};
  const json row = {{"label", ""}, {"total", json::object()}, {"cells", json::array({cell})}};
  const json figure = {{"id", ""},
                       {"drawn", json::object()},
                       {"svg_wide", ""},
                       {"svg_narrow", ""},
                       {"legend", json::array({{{"colour", ""}, {"label", ""}}})},
                       {"first_column", ""},
                       {"columns", json::array({column})},
                       {"groups", json::array({{{"rows", json::array({row})}}})}};
  return {{"title", ""},
          {"year", ""},
          {"documents", json::object()},
          {"last_year", ""},
          {"program_version", ""},
          {"ruleset", ""},
          {"whole", json::object()},
          {"style", ""},
          {"register", number},
          {"offered", number},
          {"read", number},
          {"in_force", number},
          {"with_document", number},
          {"unsure", number},
          {"decisions", json::object()},
          {"coverage_columns", json::array({column})},
          {"coverage_rows", json::array({row})},
          {"funding", figure},
          {"lengths", figure}};
}

template <typename Holds>
Municipalities those(const SpreadYear& year, const Holds& holds) {
  Municipalities result;
  for (const SpreadMunicipality& municipality : year.municipalities)
    if (holds(municipality)) result.push_back(&municipality);
  return result;
}

Municipalities in_group(const SpreadYear& year, const std::string& group) {
  return those(year, [&](const SpreadMunicipality& m) { return m.group == group; });
}

bool with_document(const SpreadMunicipality& municipality) {
  return municipality.group != "no_document";
}

// A share of a whole that is not nought, in whole percents that never round to nothing or all.
std::string percent(std::size_t part, std::size_t whole) {
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (share > 0 && share < 1) return "<1%";
  if (share > 99 && share < 100) return ">99%";
  return fmt::format("{:.0f}%", share);
}

// What a publication is made from; the pages behind the numbers are written as the numbers are
// asked for.
class Publication {
 public:
  Publication(const corpus::Database& database, const Codebook& codebook,
              const PublicationOptions& options, FolderAside& folder)
      : database_(database),
        options_(options),
        base_(database, Behind::all),
        funding_(find_variable(codebook, "bekostiging")),
        length_(find_variable(codebook, "looptijd")),
        texts_(options.templates / "texts.json"),
        index_(options.templates, "index.html", shape()),
        engine_(options.templates),
        pages_(database, texts_,
               {options.templates, options.program_version, options.review_threshold},
               [&folder](const auto& name, std::string_view bytes) { folder.write(name, bytes); }) {
    for (const VariableLabels& core : core_variables())
      variables_.push_back(&find_variable(codebook, core.name));
    years_.from = options.from != 0 ? options.from : first_year();
    years_.to = options.year;
    for (const VariableLabels* variable : variables_)
      spreads_[variable->name] = base_.spread(*variable, years_);
  }

  std::string page(const std::string& style) {
    const SpreadYear& now = spreads_.at(funding_.name).years.back();
    json data = {{"title", texts_.filled("/title", {{"year", std::to_string(options_.year)}})},
                 {"year", std::to_string(options_.year)},
                 {"documents", base_.last_set_year() != 0},
                 {"last_year", std::to_string(base_.last_set_year())},
                 {"program_version", options_.program_version},
                 {"ruleset", options_.ruleset},
                 {"whole", true},
                 {"style", style},
                 {"with_document", number("with_document", now, with_document)},
                 {"decisions", Answer(database_, "decision_count").number(0, "number") != 0},
                 {"unsure", unsure(now)}};
    add_coverage(data);
    data["funding"] = funding_figure();
    data["lengths"] = length_figure();
    return index_.render(data);
  }

 private:
  // The first year in which the funding of any municipality is known.
  int first_year() const {
    Filter all;
    all.to = options_.year;
    for (const SpreadYear& year : base_.spread(funding_, all).years)
      if (year.known() != 0) return year.year;
    return options_.year;
  }

  template <typename Holds>
  json number(const std::string& kind, const SpreadYear& year, const Holds& holds) {
    const std::size_t of = kind == "register" ? 0 : year.municipalities.size();
    return pages_.number({kind, year.year, {}, {}, of}, those(year, holds));
  }

  json unsure(const SpreadYear& year) {
    return pages_.number(
        {"unsure", year.year, {&funding_, &length_}, {}, year.municipalities.size()},
        those(year, [&](const SpreadMunicipality& municipality) {
          return pages_.is_unsure(municipality, funding_) ||
                 pages_.is_unsure(municipality, length_);
        }));
  }

  // The coverage table, and for the year of the publication its first cells by their names.
  void add_coverage(json& data) {
    const std::vector<std::string> stages = {"register", "offered", "read", "in_force"};
    json columns = json::array(), rows = json::array();
    for (const std::string& stage : stages)
      columns.push_back({{"label", texts_.at("/coverage/" + stage)}});
    for (const VariableLabels* variable : variables_)
      columns.push_back(
          {{"label", texts_.filled("/coverage/known", {{"variable", variable->label_nl}})}});
    const auto& years = spreads_.at(funding_.name).years;
    for (std::size_t y = 0; y < years.size(); ++y) {
      json cells = json::array();
      for (std::size_t s = 0; s < stages.size(); ++s) {
        cells.push_back(number(stages[s], years[y], [&](const SpreadMunicipality& m) {
          return s == 0 || covers(m, static_cast<Coverage>(s - 1));
        }));
        data[stages[s]] = cells.back();
      }
      for (const VariableLabels* variable : variables_) {
        const SpreadYear& year = spreads_.at(variable->name).years[y];
        cells.push_back(pages_.number(
            {"known", year.year, {variable}, {}, year.municipalities.size()},
            those(year, [](const SpreadMunicipality& m) { return !is_unknown(m.group); })));
      }
      rows.push_back(
          {{"label", std::to_string(years[y].year)}, {"total", false}, {"cells", cells}});
    }
    data["coverage_columns"] = columns;
    data["coverage_rows"] = rows;
  }

  // Values and reasons that are drawn: those of municipalities with documents, that occur.
  std::vector<std::string> drawn_groups(const Spread& spread,
                                        const std::vector<std::string>& always) const {
    std::vector<std::string> groups = always;
    const auto add_if_it_occurs = [&](const std::string& group) {
      const bool occurs = std::any_of(spread.years.begin(), spread.years.end(),
                                      [&](const SpreadYear& y) { return y.count(group) != 0; });
      if (occurs && std::find(groups.begin(), groups.end(), group) == groups.end())
        groups.push_back(group);
    };
    for (const std::string& value : spread.values) add_if_it_occurs(value);
    for (const std::string& reason : unknown_groups())
      if (reason != "no_document") add_if_it_occurs(reason);
    return groups;
  }

  json cell_of(const VariableLabels& variable, const SpreadYear& year, const std::string& group) {
    const Municipalities counted = in_group(year, group);
    const std::size_t whole = those(year, with_document).size();
    json cell = pages_.number({is_unknown(group) ? group : "value",
                               year.year,
                               {&variable},
                               group,
                               year.municipalities.size()},
                              counted);
    const bool shared = !counted.empty() && group != "no_document";
    cell["shared"] = shared;
    cell["share"] = shared ? percent(counted.size(), whole) : "";
    return cell;
  }

  json row_of(const VariableLabels& variable, const std::vector<const SpreadYear*>& years,
              const std::string& group) {
    json cells = json::array();
    for (const SpreadYear* year : years) cells.push_back(cell_of(variable, *year, group));
    return {{"label", pages_.label(&variable, group)}, {"total", false}, {"cells", cells}};
  }

  template <typename Holds>
  json total_row(const std::string& kind, const std::string& label,
                 const std::vector<const SpreadYear*>& years, const Holds& holds) {
    json cells = json::array();
    for (const SpreadYear* year : years) {
      cells.push_back(number(kind, *year, holds));
      cells.back()["shared"] = false;
      cells.back()["share"] = "";
    }
    return {{"label", label}, {"total", true}, {"cells", cells}};
  }

  // The table below a figure: what is drawn, then what the register has beyond it.
  json table_of(const VariableLabels& variable, const std::vector<const SpreadYear*>& years,
                const std::vector<std::string>& groups) {
    json drawn = json::array(), beyond = json::array();
    for (const std::string& group : groups) drawn.push_back(row_of(variable, years, group));
    beyond.push_back(total_row("with_document", texts_.at("/with_document"), years, with_document));
    beyond.push_back(row_of(variable, years, "no_document"));
    beyond.push_back(total_row("register", texts_.at("/in_register"), years,
                               [](const SpreadMunicipality&) { return true; }));
    return json::array({{{"rows", drawn}}, {{"rows", beyond}}});
  }

  json funding_figure() {
    const Spread& spread = spreads_.at(funding_.name);
    const std::vector<std::string> groups = drawn_groups(spread, {});
    StackedChart chart{{}, {}, texts_.at("/chart/share")};
    json columns = json::array(), legend = json::array();
    std::vector<const SpreadYear*> years;
    for (const SpreadYear& year : spread.years) {
      chart.years.push_back(std::to_string(year.year));
      columns.push_back({{"label", chart.years.back()}});
      years.push_back(&year);
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      ChartSeries series{pages_.label(&funding_, groups[g]), colour_of(groups[g], g), {}};
      for (const SpreadYear& year : spread.years) series.counts.push_back(year.count(groups[g]));
      legend.push_back({{"label", series.label}, {"colour", series.colour}});
      chart.series.push_back(std::move(series));
    }
    const int rows = static_cast<int>(years.size());
    json figure = {{"id", "bekostiging"}, {"drawn", !groups.empty()},
                   {"legend", legend},    {"first_column", funding_.label_nl},
                   {"columns", columns},  {"groups", table_of(funding_, years, groups)}};
    draw(figure, stacked_shares(chart, false), stacked_shares(chart, true), 70 + 30 * rows);
    return figure;
  }

  json length_figure() {
    const Spread& spread = spreads_.at(length_.name);
    const SpreadYear& year = spread.years.back();
    const Spread only{spread.values, {year}};
    const std::vector<std::string> groups = drawn_groups(only, {"<12", "12-23", "24-35", ">=36"});
    BarChart chart{{}, texts_.at("/chart/number")};
    for (std::size_t g = 0; g < groups.size(); ++g)
      chart.bars.push_back(
          {pages_.label(&length_, groups[g]), colour_of(groups[g], g), year.count(groups[g])});
    const int rows = static_cast<int>(groups.size());
    json figure = {{"id", "looptijd"},
                   {"drawn", !those(year, with_document).empty()},
                   {"legend", json::array()},
                   {"first_column", length_.label_nl},
                   {"columns", json::array({{{"label", texts_.at("/municipalities")}}})},
                   {"groups", table_of(length_, {&year}, groups)}};
    draw(figure, bars(chart, false), bars(chart, true), 70 + 44 * rows);
    return figure;
  }

  void draw(json& figure, const json& wide, const json& narrow, int narrow_height) {
    const bool drawn = figure.at("drawn").get<bool>();
    figure["svg_wide"] = drawn ? engine_.svg(wide, {720, 380}) : "";
    figure["svg_narrow"] = drawn ? engine_.svg(narrow, {360, narrow_height}) : "";
  }

  const corpus::Database& database_;
  const PublicationOptions& options_;
  const SpreadBase base_;
  const VariableLabels &funding_, &length_;
  const Texts texts_;
  const Template index_;
  const ChartEngine engine_;
  EvidencePages pages_;
  std::vector<const VariableLabels*> variables_;
  Filter years_;
  std::map<std::string, Spread> spreads_;
};

void check(const corpus::Database& database, const PublicationOptions& options) {
  const int first = database.first_register_year();
  if (options.year < first)
    throw Error(ErrorKind::usage, fmt::format("--year {}", options.year),
                fmt::format("the register begins in {}", first),
                fmt::format("make a publication of {} or later", first));
  if (options.from > options.year)
    throw Error(ErrorKind::usage, fmt::format("--from {}", options.from),
                fmt::format("this lies after the year of the publication, {}", options.year),
                "name an earlier first year");
}

}  // namespace

std::filesystem::path publish(const corpus::Database& database, const Codebook& codebook,
                              const PublicationOptions& options) {
  check(database, options);
  FolderAside folder(options.out);
  Publication publication(database, codebook, options, folder);
  const std::string style = style_of(options.templates);
  folder.write("index.html", publication.page(style));
  folder.write("stijl.css", style);
  folder.publish();
  return options.out / "index.html";
}

}  // namespace inkoopmonitor::reports
