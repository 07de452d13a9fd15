#include "reports/charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <string_view>

#include "reports/texts.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// After Okabe and Ito, a little lighter or darker where two that stand beside each other would be
// one grey on a copier; charts_test.cpp measures both.
constexpr std::array kPalette = {"#0072B2", "#DB9600", "#009E73", "#882255",
                                 "#7CC7F2", "#D55E00", "#999933", "#332288"};

const std::map<std::string, const char*> kFixed = {{"inspanningsgericht", "#0072B2"},
                                                   {"outputgericht", "#DB9600"},
                                                   {"taakgericht", "#009E73"},
                                                   {"open_house", "#7CC7F2"},
                                                   {"zorgkantoren", "#DB9600"},
                                                   {"hoofdaannemers", "#0B5A4A"},
                                                   {"overheidsopdracht", "#0072B2"},
                                                   {"subsidie", "#DB9600"},
                                                   {"inbesteding", "#6B0F4A"},
                                                   {"ja", "#0072B2"},
                                                   {"beperkt", "#DB9600"},
                                                   {"nee", "#D55E00"},
                                                   {"several", "#DA8FBF"},
                                                   {"absent", "#7C7C7C"},
                                                   {"contradictory", "#646464"},
                                                   {"unreadable", "#9E9E9E"},
                                                   {"not_reviewed", "#B9AFA0"},
                                                   {"no_arrangement", "#C4C4C4"},
                                                   {"no_document", "#E4E4E4"},
                                                   {"<12", "#9ECAE1"},
                                                   {"12-23", "#4394C8"},
                                                   {"24-35", "#2171B5"},
                                                   {">=36", "#08306B"},
                                                   {"onbepaald", "#009E73"},
                                                   {"1", "#08306B"},
                                                   {"2-6", "#2171B5"},
                                                   {"7-25", "#4394C8"},
                                                   {">25", "#9ECAE1"},
                                                   {"onbeperkt", "#009E73"},
                                                   {"contract", "#0072B2"},
                                                   {"gepland", "#DB9600"},
                                                   {"verlenging_aangenomen", "#7CC7F2"}};

constexpr int kLetters = 13;  // size of the letters in a chart
constexpr int kLine = 15;     // height of a line of a label

json text_style() {
  return {{"fontFamily", "'Source Sans 3', sans-serif"}, {"fontSize", kLetters}};
}

json base() {
  return {
      {"animation", false},
      {"backgroundColor", "transparent"},
      {"textStyle", text_style()},
      {"tooltip", {{"trigger", "item"}, {"confine", true}, {"textStyle", text_style()}}},
      {"grid", {{"left", 8}, {"right", 16}, {"top", 36}, {"bottom", 8}, {"containLabel", true}}}};
}

// White or black, whichever stands out more on the colour: at this relative luminance (of WCAG)
// both do equally.
const char* ink_on(const std::string& colour) {
  constexpr double kEqual = 0.179;
  const auto part = [&](std::size_t at) {
    const double share =
        static_cast<double>(std::strtol(colour.substr(at, 2).c_str(), nullptr, 16)) / 255;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  const double light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  return light > kEqual ? "#111111" : "#FFFFFF";
}

// How wide a text is at most, in pixels; letters by their kind.
double pixels(const std::string& text) {
  double width = 0;
  for (const char letter : text) {
    const bool goes_on = (static_cast<unsigned char>(letter) & 0xC0) == 0x80;
    if (goes_on) continue;
    width += std::string_view("ijl.,:;'| ").find(letter) != std::string_view::npos ? 3.4
             : std::string_view("frt()-").find(letter) != std::string_view::npos   ? 4.6
             : std::string_view("mwMW%").find(letter) != std::string_view::npos    ? 11.0
             : letter >= 'A' && letter <= 'Z'                                      ? 8.0
                                                                                   : 6.8;
  }
  return width * kLetters / 13;
}

// A legend above the chart, and how high it becomes.
int add_legend(json& option, const std::vector<std::string>& labels, int width) {
  constexpr double kMark = 14 + 5, kGap = 14;
  int rows = 1;
  double used = 0;
  for (const std::string& label : labels) {
    const double needed = kMark + pixels(label);
    if (used != 0 && used + needed > width - 4) {
      ++rows;
      used = 0;
    }
    used += needed + kGap;
  }
  option["legend"] = {
      {"top", 0},           {"left", 0},
      {"width", width - 4}, {"itemWidth", 14},
      {"itemHeight", 12},   {"itemGap", 14},
      {"icon", "rect"},     {"selectedMode", false},
      {"data", labels},     {"textStyle", {{"color", "#1B1B1B"}, {"fontSize", kLetters}}}};
  return rows * 27;
}

// `label_width`: pixels after which a label goes on below.
json category_axis(const std::vector<std::string>& labels, int label_width, bool lying) {
  json axis = {{"type", "category"},
               {"data", all_broken(labels, label_width)},
               {"axisTick", {{"show", false}}},
               {"axisLine", {{"lineStyle", {{"color", "#555555"}}}}},
               {"axisLabel", {{"color", "#1B1B1B"}, {"fontSize", kLetters}, {"interval", 0}}}};
  axis["axisLabel"]["lineHeight"] = kLine;
  // Bars that lie are read from the top.
  if (lying) axis["inverse"] = true;
  return axis;
}

json value_axis(const std::string& name, const std::string& formatter, bool lying) {
  json axis = {{"type", "value"},
               {"minInterval", 1},
               {"axisLabel", {{"color", "#333333"}, {"fontSize", 12}, {"formatter", formatter}}},
               {"splitLine", {{"lineStyle", {{"color", "#DDDDDD"}}}}},
               {"name", name},
               {"nameTextStyle", {{"color", "#333333"}, {"fontSize", 12}, {"align", "left"}}}};
  if (lying) {
    axis["position"] = "top";
    axis["nameLocation"] = "middle";
    axis["nameGap"] = 24;
    axis["nameTextStyle"]["align"] = "center";
    axis["splitNumber"] = 3;
  }
  return axis;
}

json bar_series(const std::string& name, json data) {
  return {{"type", "bar"},
          {"name", name},
          {"data", std::move(data)},
          {"barMaxWidth", 56},
          {"emphasis", {{"disabled", true}}},
          {"itemStyle", {{"borderColor", "#FFFFFF"}, {"borderWidth", 1}}}};
}

int longest(const std::vector<std::string>& labels) {
  int most = 0;
  for (const std::string& label : labels) most = std::max(most, characters(label));
  return most;
}

// So many rows have to be low to fit on a page, so that their labels stand on one line each.
constexpr int kManyRows = 20;

// Room for labels beside bars that lie.
int label_room(const std::vector<std::string>& labels, int width) {
  const int most = width == kNarrow ? 124 : labels.size() > kManyRows ? 330 : 230;
  return std::min(longest(labels) * 7 + 8, most);
}

// The height of a row whose labels have that room: no label may reach the next.
int row_height(const std::vector<std::string>& labels, int label_width, int least) {
  std::ptrdiff_t breaks = 0;
  for (const std::string& label : all_broken(labels, label_width))
    breaks = std::max(breaks, std::count(label.begin(), label.end(), '\n'));
  return std::max(least, kLine * static_cast<int>(breaks + 1) + 4);
}

}  // namespace

namespace {

// The room of the chart itself, where names stand beside it: what the library makes of
// `containLabel` is not known before it draws, and names have to stand at the height of what they
// name.
constexpr int kLeft = 44, kTop = 34, kBottom = 28, kNameApart = 17, kSecondLine = 13;

// What stands beside a chart.
struct SideName {
  std::string text, colour;
  double share = 0;        // at which height, in percents
  std::string below = {};  // smaller
};

int side_room(const std::vector<std::string>& labels) {
  return std::min(longest(labels) * 13 / 2 + 34, 250);
}

// Names beside the last year, the highest first, moved apart where they would cover one another.
void add_side_names(json& option, const std::vector<SideName>& names, int width, int height) {
  std::vector<std::string> labels;
  for (const SideName& name : names) {
    labels.push_back(name.text);
    labels.push_back(name.below);
  }
  const int right = side_room(labels), bottom = height - kBottom;
  option["grid"] = {{"left", kLeft}, {"right", right}, {"top", kTop}, {"bottom", kBottom}};
  const auto high = [&](std::size_t n) {
    return kNameApart + (names[n].below.empty() ? 0 : kSecondLine);
  };
  std::vector<int> places;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const int at = bottom - static_cast<int>(names[n].share / 100 * (bottom - kTop));
    places.push_back(n == 0 ? at : std::max(at, places.back() + high(n - 1)));
  }
  int most = bottom - 6 + kNameApart;
  for (std::size_t n = places.size(); n-- > 0;) {
    most -= high(n);
    places[n] = std::min(places[n], most);
  }
  json drawn = json::array();
  const int x = width - right + 8;
  for (std::size_t n = 0; n < names.size(); ++n) {
    drawn.push_back({{"type", "rect"},
                     {"silent", true},
                     {"shape", {{"x", x}, {"y", places[n] - 5}, {"width", 11}, {"height", 11}}},
                     {"style", {{"fill", names[n].colour}}}});
    drawn.push_back({{"type", "text"},
                     {"x", x + 16},
                     {"y", places[n] - 6},
                     {"silent", true},
                     {"style",
                      {{"text", names[n].text},
                       {"fill", "#1B1B1B"},
                       {"font", "400 13px 'Source Sans 3', sans-serif"}}}});
    if (!names[n].below.empty())
      drawn.push_back({{"type", "text"},
                       {"x", x + 16},
                       {"y", places[n] + 9},
                       {"silent", true},
                       {"style",
                        {{"text", names[n].below},
                         {"fill", "#4A4A4A"},
                         {"font", "400 11px 'Source Sans 3', sans-serif"}}}});
  }
  option["graphic"] = std::move(drawn);
}

constexpr std::size_t kLinesBeside = 16;

// Of a chart of years: each name at the middle of its part of the last column.
std::vector<SideName> names_of(const StackedChart& chart, const std::vector<int>& totals) {
  std::vector<SideName> names;
  double below = 0;
  for (const ChartSeries& series : chart.series) {
    const double share = totals.back() == 0 ? 0 : 100.0 * series.counts.back() / totals.back();
    names.push_back({series.label, series.colour, below + share / 2,
                     share == 0 || series.intervals.empty() ? "" : series.intervals.back()});
    below += share;
  }
  // Where they have no room for two lines, they have one.
  std::size_t lines = 0;
  for (const SideName& name : names) lines += name.below.empty() ? 1 : 2;
  if (lines > kLinesBeside)
    for (SideName& name : names) name.below.clear();
  std::reverse(names.begin(), names.end());
  return names;
}

// A dashed line before each year that is marked with a star: what stands on both sides of it is not
// to be compared without thought.
void add_breaks(json& option, const std::vector<std::string>& years, int width, int height) {
  const double right = width - option["grid"]["right"].get<double>(),
               column =
                   (right - kLeft) / static_cast<double>(std::max<std::size_t>(1, years.size()));
  for (std::size_t y = 1; y < years.size(); ++y) {
    if (!years[y].ends_with('*')) continue;
    const double x = kLeft + column * static_cast<double>(y);
    option["graphic"].push_back(
        {{"type", "line"},
         {"silent", true},
         {"z", 10},
         {"shape", {{"x1", x}, {"y1", kTop - 6}, {"x2", x}, {"y2", height - kBottom}}},
         {"style", {{"stroke", "#1B1B1B"}, {"lineWidth", 1}, {"lineDash", {4, 3}}}}});
  }
}

// Years that stand so close that their names would touch are named where there is room.
void fit_years(json& axis, std::size_t years) {
  if (years > 10) axis["axisLabel"]["fontSize"] = 11;
  if (years > 15) axis["axisLabel"].erase("interval");
}

}  // namespace

std::string colour_of(const std::string& value, std::size_t position) {
  const auto fixed = kFixed.find(value);
  return fixed != kFixed.end() ? fixed->second : kPalette[position % kPalette.size()];
}

nlohmann::json said_by_pointer(const std::string& text) {
  std::string said = html_escaped(text);
  constexpr std::string_view kBreak = "&lt;br&gt;";
  for (std::size_t at; (at = said.find(kBreak)) != std::string::npos;)
    said.replace(at, kBreak.size(), "<br>");
  return {{"formatter", said}};
}

bool has_own_colour(const std::string& value) {
  return kFixed.contains(value);
}

namespace {

json stacked_series(const StackedChart& chart, const ChartSeries& series,
                    const std::vector<int>& totals, double least_labelled) {
  json data = json::array();
  for (std::size_t r = 0; r < totals.size(); ++r) {
    const double share = totals[r] == 0 ? 0.0 : 100.0 * series.counts[r] / totals[r];
    std::string said =
        fmt::format("{}<br>{}: {} ({:.0f}%)", chart.rows[r], series.label, series.counts[r], share);
    if (r < series.intervals.size() && !series.intervals[r].empty())
      said += "<br>" + series.intervals[r];
    json item = {{"value", share}, {"tooltip", said_by_pointer(said)}};
    if (share >= least_labelled)
      item["label"] = {{"show", true}, {"formatter", fmt::format("{:.0f}%", share)}};
    data.push_back(std::move(item));
  }
  json drawn = bar_series(series.label, std::move(data));
  drawn["stack"] = "all";
  drawn["itemStyle"]["color"] = series.colour;
  drawn["label"] = {{"show", false}, {"color", ink_on(series.colour)}, {"fontSize", 11}};
  return drawn;
}

}  // namespace

DrawnChart stacked_shares(const StackedChart& chart, int width) {
  const bool lying = !chart.rows_are_years || width == kNarrow;
  std::vector<int> totals(chart.rows.size(), 0);
  std::vector<std::string> labels;
  for (const ChartSeries& series : chart.series) {
    labels.push_back(series.label);
    for (std::size_t r = 0; r < totals.size(); ++r) totals[r] += series.counts[r];
  }
  json option = base();
  constexpr int kYearsHigh = 330;
  const int legend = lying ? add_legend(option, labels, width) : 0;
  option["grid"]["top"] = legend + 32;
  if (!lying) add_side_names(option, names_of(chart, totals), width, kYearsHigh);
  const double least = lying ? (width == kNarrow ? 12 : 6) : 5;
  option["series"] = json::array();
  for (const ChartSeries& series : chart.series)
    option["series"].push_back(stacked_series(chart, series, totals, least));
  json values = value_axis(chart.of_all, "{value}%", lying);
  values["max"] = 100;
  values["interval"] = lying ? 25 : 20;
  const int room = lying ? label_room(chart.rows, width) : 60;
  option[lying ? "yAxis" : "xAxis"] = category_axis(chart.rows, room, lying);
  if (!lying) {
    fit_years(option["xAxis"], chart.rows.size());
    add_breaks(option, chart.rows, width, kYearsHigh);
  }
  option[lying ? "xAxis" : "yAxis"] = std::move(values);
  if (!lying) return {std::move(option), width, kYearsHigh};
  const int rows = static_cast<int>(chart.rows.size());
  const int row = rows > 30 ? 18 : rows > kManyRows ? 24 : 28;
  return {std::move(option), width, legend + 54 + row_height(chart.rows, room, row) * rows};
}

DrawnChart bars(const BarChart& chart, int width) {
  json option = base();
  option["grid"]["top"] = 4;
  std::vector<std::string> labels;
  json data = json::array(), whiskers = json::array();
  int widest = 0;
  double most = 0;
  for (std::size_t b = 0; b < chart.bars.size(); ++b) {
    const BarChart::Bar& bar = chart.bars[b];
    labels.push_back(bar.label);
    const std::string shown = bar.shown.empty() ? std::to_string(bar.count) : bar.shown;
    widest = std::max(widest, characters(shown));
    most = std::max({most, static_cast<double>(bar.count), bar.high});
    data.push_back({{"value", bar.count},
                    {"itemStyle", {{"color", bar.colour}}},
                    {"label", {{"formatter", shown}}},
                    {"tooltip", said_by_pointer(bar.label + ": " + shown)}});
    if (bar.high <= bar.low) continue;
    // The number stands behind the line then. A white edge keeps it visible on a dark bar.
    data.back()["label"]["show"] = false;
    for (const bool edge : {true, false})
      whiskers.push_back(json::array(
          {{{"coord", json::array({bar.low, b})},
            {"label", {{"formatter", shown}, {"show", !edge}}},
            {"lineStyle", {{"color", edge ? "#FFFFFF" : "#1B1B1B"}, {"width", edge ? 4 : 1.5}}}},
           {{"coord", json::array({bar.high, b})}}}));
  }
  option["grid"]["right"] = 16 + widest * 7;
  option["series"] = json::array({bar_series(chart.unit, std::move(data))});
  option["series"][0]["label"] = {
      {"show", true}, {"position", "right"}, {"color", "#1B1B1B"}, {"fontSize", 12}};
  // A bar of nothing would leave its border on the axis.
  option["series"][0]["itemStyle"]["borderWidth"] = 0;
  option["series"][0]["barMaxWidth"] = 20;
  const int room = label_room(labels, width), rows = static_cast<int>(labels.size());
  option["yAxis"] = category_axis(labels, room, true);
  // Each bar carries its number: a scale would say it twice.
  option["xAxis"] = {{"type", "value"}, {"show", false}};
  option["yAxis"]["axisLine"]["show"] = false;
  if (!whiskers.empty()) {
    option["xAxis"]["max"] = most;
    option["series"][0]["markLine"] = {
        {"silent", true},
        {"symbol", "none"},
        {"lineStyle", {{"color", "#1B1B1B"}, {"width", 1.5}, {"type", "solid"}}},
        {"label", {{"show", true}, {"position", "end"}, {"color", "#1B1B1B"}, {"fontSize", 12}}},
        {"data", std::move(whiskers)}};
  }
  return {std::move(option), width, 16 + row_height(labels, room, 26) * rows};
}

DrawnChart calendar(const CalendarChart& chart, int width) {
  json option = base();
  std::vector<std::string> labels;
  json before = json::array(), fixed = json::array(), extendable = json::array();
  double first = chart.now, last = chart.now + 1;
  for (const CalendarChart::Span& span : chart.spans) {
    labels.push_back(span.label);
    first = std::min(first, span.begin);
    last = std::max(last, span.last);
    before.push_back(span.begin);
    const auto part = [&](double length) {
      return json{{"value", length}, {"tooltip", said_by_pointer(span.text)}};
    };
    fixed.push_back(part(span.fixed - span.begin));
    extendable.push_back(part(span.last - span.fixed));
  }
  const int legend = add_legend(option, {chart.fixed, chart.extendable}, width);
  option["grid"]["top"] = legend + 28;
  option["series"] =
      json::array({bar_series("", std::move(before)), bar_series(chart.fixed, std::move(fixed)),
                   bar_series(chart.extendable, std::move(extendable))});
  const char* colours[] = {"transparent", "#0072B2", "#7CC7F2"};
  for (std::size_t s = 0; s < 3; ++s) {
    json& series = option["series"][s];
    series["stack"] = "all";
    series["barMaxWidth"] = 14;
    series["itemStyle"] = {{"color", colours[s]}};
  }
  option["series"][0]["silent"] = true;
  option["series"][0]["markLine"] = {{"silent", true},
                                     {"symbol", "none"},
                                     {"label", {{"show", false}}},
                                     {"lineStyle", {{"color", "#1B1B1B"}, {"type", "dashed"}}},
                                     {"data", json::array({{{"xAxis", chart.now}}})}};
  const int room = label_room(labels, width), rows = static_cast<int>(labels.size());
  option["yAxis"] = category_axis(labels, room, true);
  // Years are named by an axis of their own: that of values would write 2.025.
  json lengths = value_axis("", "", true), years = category_axis({}, 60, false);
  lengths["show"] = false;
  lengths["min"] = std::floor(first);
  lengths["max"] = std::ceil(last);
  for (double year = std::floor(first); year <= last + 1; ++year)
    if (year <= std::ceil(last)) years["data"].push_back(fmt::format("{:.0f}", year));
  years["position"] = "top";
  years["boundaryGap"] = false;
  years["axisLabel"].erase("interval");
  years["splitLine"] = {{"show", true}, {"lineStyle", {{"color", "#DDDDDD"}}}};
  years["axisLine"]["show"] = false;
  option["xAxis"] = json::array({std::move(lengths), std::move(years)});
  return {std::move(option), width, legend + 50 + row_height(labels, room, 24) * rows};
}

DrawnChart year_lines(const YearLines& chart, int width) {
  constexpr int kLinesHigh = 290;
  json option = base();
  std::vector<std::string> labels;
  std::vector<SideName> names;
  option["series"] = json::array();
  for (const YearLines::Line& line : chart.lines) {
    labels.push_back(line.label);
    const double last = line.percents.empty() ? 0 : line.percents.back();
    names.push_back({fmt::format("{} {:.0f}%", line.label, last), line.colour, last});
    json data = json::array();
    for (std::size_t y = 0; y < line.percents.size(); ++y)
      data.push_back({{"value", line.percents[y]},
                      {"tooltip", said_by_pointer(fmt::format("{}<br>{}: {:.0f}%", chart.years[y],
                                                              line.label, line.percents[y]))}});
    option["series"].push_back({{"type", "line"},
                                {"name", line.label},
                                {"data", std::move(data)},
                                {"symbol", "circle"},
                                {"symbolSize", 7},
                                {"lineStyle", {{"width", 2.5}, {"color", line.colour}}},
                                {"itemStyle", {{"color", line.colour}}}});
  }
  const int legend = width == kNarrow ? add_legend(option, labels, width) : 0;
  if (width == kNarrow) {
    option["legend"]["icon"] = "circle";
    option["grid"]["top"] = legend + 34;
  } else {
    std::stable_sort(names.begin(), names.end(),
                     [](const auto& a, const auto& b) { return a.share > b.share; });
    add_side_names(option, names, width, kLinesHigh);
  }
  option["xAxis"] = category_axis(chart.years, 60, false);
  option["xAxis"]["axisLabel"].erase("interval");
  option["yAxis"] = value_axis(chart.of_all, "{value}%", false);
  option["yAxis"]["min"] = 0;
  option["yAxis"]["max"] = 100;
  option["yAxis"]["interval"] = 20;
  return {std::move(option), width, legend + kLinesHigh};
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
