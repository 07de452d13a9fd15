// Charts of places: the map, the scatter of models, flows between groups, and the matrix.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/charts.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

json base() {
  return {{"animation", false},
          {"backgroundColor", "transparent"},
          {"textStyle", {{"fontFamily", "'Source Sans 3', sans-serif"}, {"fontSize", 13}}},
          {"tooltip", {{"trigger", "item"}, {"confine", true}}}};
}

json written(const std::string& text, int x, int y, const char* align, const char* weight) {
  return {{"type", "text"},
          {"x", x},
          {"y", y},
          {"silent", true},
          {"style",
           {{"text", text},
            {"fill", "#333333"},
            {"textAlign", align},
            {"font", fmt::format("{} 13px 'Source Sans 3', sans-serif", weight)}}}};
}

}  // namespace

int characters(const std::string& text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

std::string broken(const std::string& label, std::size_t width) {
  std::string result;
  std::size_t used = 0;
  for (std::size_t at = 0; at < label.size();) {
    const std::size_t end = std::min(label.find(' ', at), label.size());
    const std::string word = label.substr(at, end - at);
    const auto length = static_cast<std::size_t>(characters(word));
    if (used != 0 && used + length > width) {
      result += '\n';
      used = 0;
    } else if (at != 0) {
      result += ' ';
    }
    result += word;
    used += length + 1;
    at = end + 1;
  }
  return result;
}

std::vector<std::string> all_broken(const std::vector<std::string>& labels, int pixels) {
  std::vector<std::string> result;
  const auto characters = static_cast<std::size_t>(std::max(pixels, 7) / 7);
  for (const std::string& label : labels) result.push_back(broken(label, characters));
  return result;
}

DrawnChart area_map(const AreaMap& chart) {
  json option = base();
  json pieces = json::array(), data = json::array();
  for (std::size_t g = 0; g < chart.groups.size(); ++g)
    pieces.push_back(
        {{"value", g}, {"label", chart.groups[g].label}, {"color", chart.groups[g].colour}});
  for (const AreaMap::Area& area : chart.areas)
    data.push_back(
        {{"name", area.code}, {"value", area.group}, {"tooltip", said_by_pointer(area.text)}});
  option["visualMap"] = {{"type", "piecewise"},
                         {"pieces", pieces},
                         {"orient", "vertical"},
                         {"inverse", true},
                         {"left", 0},
                         {"top", 0},
                         {"itemWidth", 14},
                         {"itemHeight", 12},
                         {"itemGap", 6},
                         {"itemSymbol", "rect"},
                         {"selectedMode", false},
                         {"hoverLink", false},
                         {"textStyle", {{"color", "#1B1B1B"}, {"fontSize", 13}}}};
  // The legend begins in the corner that the North Sea leaves free, and may reach over it.
  const int legend = std::max(0, 20 * static_cast<int>(chart.groups.size()) - 36);
  option["series"] = json::array(
      {{{"type", "map"},
        {"map", "nederland"},
        {"nameProperty", "code"},
        {"data", std::move(data)},
        {"roam", false},
        {"selectedMode", false},
        {"aspectScale", 1},
        {"left", "center"},
        {"top", legend},
        {"bottom", 4},
        {"label", {{"show", false}}},
        {"emphasis", {{"label", {{"show", false}}}}},
        {"itemStyle",
         {{"borderColor", "#FFFFFF"}, {"borderWidth", 0.5}, {"areaColor", "#F7F7F7"}}}}});
  return {std::move(option), kMapWidth, legend + 530};
}

DrawnChart bubbles(const BubbleChart& chart, int width) {
  json option = base();
  const bool narrow = width == kNarrow;
  json data = json::array(), names = json::array();
  int most = 1;
  for (const BubbleChart::Bubble& bubble : chart.bubbles) most = std::max(most, bubble.count);
  const double largest = narrow ? 26 : 40;
  for (const BubbleChart::Bubble& bubble : chart.bubbles) {
    const double size =
        5 + (largest - 5) * std::sqrt(static_cast<double>(bubble.count) / std::max(most, 4));
    data.push_back({{"value", {bubble.x, bubble.y}},
                    {"symbolSize", size},
                    {"itemStyle", {{"color", bubble.colour.empty() ? "#0072B2" : bubble.colour}}},
                    {"tooltip", said_by_pointer(bubble.text)}});
  }
  for (const BubbleChart::Named& named : chart.names)
    names.push_back({{"value", {named.x, named.y}},
                     {"label", {{"formatter", named.label}}},
                     {"tooltip", {{"show", false}}}});
  option["series"] = json::array(
      {{{"type", "scatter"},
        {"data", std::move(names)},
        {"symbolSize", 0.1},
        {"silent", true},
        {"label",
         {{"show", true}, {"color", "#555555"}, {"fontSize", 14}, {"fontWeight", "bold"}}}},
       {{"type", "scatter"},
        {"data", std::move(data)},
        {"itemStyle", {{"opacity", 0.65}, {"borderColor", "#FFFFFF"}, {"borderWidth", 1}}}}});
  const json axis = {
      {"type", "value"},
      {"min", -0.14},
      {"max", 1.14},
      {"axisLabel", {{"show", false}}},
      {"axisTick", {{"show", false}}},
      {"splitLine", {{"show", false}}},
      {"axisLine", {{"show", true}, {"onZero", false}, {"lineStyle", {{"color", "#555555"}}}}}};
  option["xAxis"] = axis;
  option["yAxis"] = axis;
  // The names of both ends stand beside each other where there is room.
  const int below = narrow ? 18 : 0;
  const int height = (narrow ? 400 : 520) + below, left = 12, bottom = 44 + below, top = 26;
  option["grid"] = {{"left", left}, {"right", 12}, {"top", top}, {"bottom", bottom}};
  option["graphic"] = json::array(
      {written("↑ " + chart.y_high, left, 4, "left", "600"),
       written(chart.y_low + " ↓", left, height - bottom + 8, "left", "600"),
       written("← " + chart.x_low, left, height - bottom + 26, "left", "600"),
       written(chart.x_high + " →", width - 12, height - bottom + 26 + below, "right", "600")});
  return {std::move(option), width, height};
}

DrawnChart flows(const FlowChart& chart, int width) {
  json option = base();
  json nodes = json::array(), links = json::array();
  const bool narrow = width == kNarrow;
  const auto add = [&](const FlowChart::Group& group, const char* side, const char* position) {
    nodes.push_back(
        {{"name", side + group.label},
         {"depth", side[0] == '<' ? 0 : 1},
         {"itemStyle", {{"color", group.colour}}},
         {"label",
          {{"position", position},
           {"formatter",
            broken(fmt::format("{} ({})", group.label, group.count), narrow ? 12 : 26)}}},
         {"tooltip", said_by_pointer(fmt::format("{}: {}", group.label, group.count))}});
  };
  for (const FlowChart::Group& group : chart.from) add(group, "<", "left");
  for (const FlowChart::Group& group : chart.to) add(group, ">", "right");
  for (const FlowChart::Flow& flow : chart.flows)
    links.push_back(
        {{"source", "<" + chart.from[flow.from].label},
         {"target", ">" + chart.to[flow.to].label},
         {"value", flow.count},
         {"tooltip", said_by_pointer(fmt::format("{} → {}: {}", chart.from[flow.from].label,
                                                 chart.to[flow.to].label, flow.count))}});
  const int side = narrow ? 132 : 200;
  option["series"] = json::array(
      {{{"type", "sankey"},
        {"left", side},
        {"right", side},
        {"top", 28},
        {"bottom", 12},
        {"nodeWidth", 14},
        {"nodeGap", 14},
        {"layoutIterations", 0},
        {"draggable", false},
        {"data", std::move(nodes)},
        {"links", std::move(links)},
        {"label", {{"color", "#1B1B1B"}, {"fontSize", narrow ? 12 : 13}, {"lineHeight", 16}}},
        {"lineStyle", {{"color", "source"}, {"opacity", 0.35}}}}});
  option["graphic"] = json::array({written(chart.from_title, side, 6, "right", "600"),
                                   written(chart.to_title, width - side, 6, "left", "600")});
  const std::size_t groups = std::max(chart.from.size(), chart.to.size());
  return {std::move(option), width, 120 + 48 * static_cast<int>(groups)};
}

DrawnChart matrix(const MatrixChart& chart, int width) {
  json option = base();
  json data = json::array();
  int most = 1;
  for (const auto& row : chart.counts)
    for (const int count : row) most = std::max(most, count);
  for (std::size_t r = 0; r < chart.rows.size(); ++r)
    for (std::size_t c = 0; c < chart.columns.size(); ++c) {
      const int count = chart.counts[r][c];
      if (count == 0) continue;
      data.push_back(
          {{"value", {c, r, count}},
           {"label",
            {{"formatter", chart.shown[r][c]},
             {"color", 2 * count > most ? "#FFFFFF" : "#111111"}}},
           {"tooltip", said_by_pointer(fmt::format("{} – {}: {}", chart.rows[r], chart.columns[c],
                                                   chart.shown[r][c]))}});
    }
  option["visualMap"] = {{"show", false},
                         {"min", 0},
                         {"max", most},
                         {"inRange", {{"color", {"#F1F6FA", "#9ECAE1", "#2171B5", "#08306B"}}}}};
  option["series"] = json::array({{{"type", "heatmap"},
                                   {"data", std::move(data)},
                                   {"label", {{"show", true}, {"fontSize", 12}}},
                                   {"itemStyle", {{"borderColor", "#FFFFFF"}, {"borderWidth", 1}}},
                                   {"emphasis", {{"disabled", true}}}}});
  const bool many = chart.columns.size() > 7 || width == kNarrow;
  const int column = (width - 240) / std::max(1, static_cast<int>(chart.columns.size()));
  constexpr int kLine = 14;
  const std::vector<std::string> rows = all_broken(chart.rows, width == kNarrow ? 110 : 220);
  const json label = {
      {"color", "#1B1B1B"}, {"fontSize", 12}, {"interval", 0}, {"lineHeight", kLine}};
  option["xAxis"] = {{"type", "category"},
                     {"data", many ? chart.columns : all_broken(chart.columns, column)},
                     {"position", "top"},
                     {"axisTick", {{"show", false}}},
                     {"axisLine", {{"show", false}}},
                     {"axisLabel", label},
                     {"splitArea", {{"show", false}}}};
  if (many) option["xAxis"]["axisLabel"]["rotate"] = 55;
  option["yAxis"] = {{"type", "category"},
                     {"data", rows},
                     {"inverse", true},
                     {"axisTick", {{"show", false}}},
                     {"axisLine", {{"show", false}}},
                     {"axisLabel", label}};
  option["grid"] = {
      {"left", 4}, {"right", many ? 60 : 12}, {"top", 8}, {"bottom", 8}, {"containLabel", true}};
  std::ptrdiff_t breaks = 0;
  for (const std::string& row : rows)
    breaks = std::max(breaks, std::count(row.begin(), row.end(), '\n'));
  const int row_height = std::max(28, kLine * static_cast<int>(breaks + 1) + 4);
  return {std::move(option), width,
          (many ? 180 : 70) + row_height * std::max(static_cast<int>(rows.size()), 2)};
}

}  // namespace inkoopmonitor::reports
