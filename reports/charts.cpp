#include "reports/charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// Okabe and Ito's colours, without the yellow that is too faint on paper, the black and the purple
// that is kept for `several`.
constexpr std::array kPalette = {"#0072B2", "#E69F00", "#009E73", "#D55E00",
                                 "#56B4E9", "#882255", "#999933", "#332288"};

const std::map<std::string, const char*> kFixed = {{"inspanningsgericht", "#0072B2"},
                                                   {"outputgericht", "#E69F00"},
                                                   {"taakgericht", "#009E73"},
                                                   {"several", "#CC79A7"},
                                                   {"absent", "#8C8C8C"},
                                                   {"contradictory", "#6E6E6E"},
                                                   {"unreadable", "#A8A8A8"},
                                                   {"no_arrangement", "#C6C6C6"},
                                                   {"no_document", "#E4E4E4"},
                                                   {"<12", "#9ECAE1"},
                                                   {"12-23", "#5BA3CF"},
                                                   {"24-35", "#2171B5"},
                                                   {">=36", "#08306B"},
                                                   {"onbepaald", "#009E73"}};

json text_style() {
  return {{"fontFamily", "Source Sans 3, sans-serif"}, {"fontSize", 14}};
}

json base() {
  return {
      {"animation", false},
      {"backgroundColor", "transparent"},
      {"textStyle", text_style()},
      {"grid", {{"left", 8}, {"right", 16}, {"top", 36}, {"bottom", 8}, {"containLabel", true}}}};
}

// `label_width`: pixels after which a label goes on below.
json category_axis(const std::vector<std::string>& labels, int label_width, bool narrow) {
  json axis = {{"type", "category"},
               {"data", labels},
               {"axisTick", {{"show", false}}},
               {"axisLine", {{"lineStyle", {{"color", "#555555"}}}}},
               {"axisLabel", {{"color", "#222222"}, {"fontSize", 14}, {"interval", 0}}}};
  axis["axisLabel"]["width"] = label_width;
  axis["axisLabel"]["overflow"] = "break";
  // Bars that lie are read from the top.
  if (narrow) axis["inverse"] = true;
  return axis;
}

json value_axis(const std::string& name, const std::string& formatter, bool narrow) {
  json axis = {{"type", "value"},
               {"minInterval", 1},
               {"axisLabel", {{"color", "#222222"}, {"fontSize", 13}, {"formatter", formatter}}},
               {"splitLine", {{"lineStyle", {{"color", "#DDDDDD"}}}}},
               {"name", name},
               {"nameTextStyle", {{"color", "#222222"}, {"fontSize", 13}, {"align", "left"}}}};
  if (narrow) {
    axis["position"] = "top";
    axis["nameLocation"] = "middle";
    axis["nameGap"] = 24;
    axis["nameTextStyle"]["align"] = "center";
    axis["splitNumber"] = 3;
  }
  return axis;
}

void set_axes(json& option, json categories, json values, bool narrow) {
  option[narrow ? "yAxis" : "xAxis"] = std::move(categories);
  option[narrow ? "xAxis" : "yAxis"] = std::move(values);
}

json bar_series(const std::string& name, json data) {
  return {{"type", "bar"},
          {"name", name},
          {"data", std::move(data)},
          {"silent", true},
          {"barMaxWidth", 64},
          {"emphasis", {{"disabled", true}}},
          {"itemStyle", {{"borderColor", "#FFFFFF"}, {"borderWidth", 1}}}};
}

}  // namespace

std::string colour_of(const std::string& value, std::size_t position) {
  const auto fixed = kFixed.find(value);
  return fixed != kFixed.end() ? fixed->second : kPalette[position % kPalette.size()];
}

json stacked_shares(const StackedChart& chart, bool narrow) {
  std::vector<int> totals(chart.years.size(), 0);
  for (const ChartSeries& series : chart.series)
    for (std::size_t y = 0; y < totals.size(); ++y) totals[y] += series.counts[y];
  json option = base();
  option["grid"]["top"] = narrow ? 52 : 40;
  json all_series = json::array();
  for (const ChartSeries& series : chart.series) {
    json shares = json::array();
    for (std::size_t y = 0; y < totals.size(); ++y)
      shares.push_back(totals[y] == 0 ? 0.0 : 100.0 * series.counts[y] / totals[y]);
    json drawn = bar_series(series.label, std::move(shares));
    drawn["stack"] = "all";
    drawn["itemStyle"]["color"] = series.colour;
    all_series.push_back(std::move(drawn));
  }
  option["series"] = std::move(all_series);
  json values = value_axis(chart.of_all, "{value}%", narrow);
  values["max"] = 100;
  values["interval"] = narrow ? 25 : 20;
  set_axes(option, category_axis(chart.years, 60, narrow), std::move(values), narrow);
  return option;
}

json bars(const BarChart& chart, bool narrow) {
  json option = base();
  option["grid"]["top"] = narrow ? 52 : 40;
  std::vector<std::string> labels;
  json data = json::array();
  for (const BarChart::Bar& bar : chart.bars) {
    labels.push_back(bar.label);
    data.push_back({{"value", bar.count}, {"itemStyle", {{"color", bar.colour}}}});
  }
  option["series"] = json::array({bar_series(chart.unit, std::move(data))});
  // A bar of nothing would leave its border on the axis.
  option["series"][0]["itemStyle"]["borderWidth"] = 0;
  const int room = 640 / static_cast<int>(std::max<std::size_t>(labels.size(), 1));
  set_axes(option, category_axis(labels, narrow ? 120 : room - 8, narrow),
           value_axis(chart.unit, "{value}", narrow), narrow);
  return option;
}

json lines(const LineChart& chart) {
  json option = base();
  option["grid"]["top"] = 40;
  option["grid"]["bottom"] = 24 + 24 * static_cast<int>((chart.lines.size() + 2) / 3);
  option["tooltip"] = {{"trigger", "item"}, {"formatter", "{a}: {c}"}};
  option["legend"] = {{"bottom", 0}, {"icon", "roundRect"}, {"textStyle", text_style()}};
  double lowest = 100;
  json series = json::array();
  for (std::size_t l = 0; l < chart.lines.size(); ++l) {
    const LineChart::Line& line = chart.lines[l];
    json points = json::array();
    for (const auto& [x, y] : line.points) {
      points.push_back({x, y});
      lowest = std::min(lowest, y);
    }
    const std::string colour = l == 0 ? "#1B1B1B" : kPalette[(l - 1) % kPalette.size()];
    series.push_back({{"type", "line"},
                      {"name", line.label},
                      {"data", std::move(points)},
                      {"showSymbol", true},
                      {"symbolSize", l == 0 ? 5 : 3},
                      {"lineStyle", {{"width", l == 0 ? 3 : 1.5}, {"color", colour}}},
                      {"itemStyle", {{"color", colour}}}});
  }
  if (chart.mark && !series.empty())
    series[0]["markPoint"] = {
        {"symbol", "circle"},
        {"symbolSize", 14},
        {"itemStyle", {{"color", "#D55E00"}}},
        {"label", {{"formatter", chart.mark->label}, {"position", "bottom"}, {"fontSize", 14}}},
        {"data",
         json::array({{{"coord", json::array({chart.mark->at.first, chart.mark->at.second})}}})}};
  option["series"] = std::move(series);
  json x = value_axis(chart.x_name, "{value}%", false),
       y = value_axis(chart.y_name, "{value}%", false);
  x["nameLocation"] = "middle";
  x["nameGap"] = 28;
  x["nameTextStyle"]["align"] = "center";
  x["min"] = 0;
  x["max"] = 100;
  y["min"] = std::max(0.0, std::floor(lowest / 10) * 10);
  y["max"] = 100;
  option["xAxis"] = std::move(x);
  option["yAxis"] = std::move(y);
  return option;
}

}  // namespace inkoopmonitor::reports
