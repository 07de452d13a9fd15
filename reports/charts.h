// The charts of the publication as data: ECharts option objects. Private to this room.
//
// One colour for a value, in every chart and every year, from a palette that people with any of the
// usual colour blindnesses can tell apart; what is not known is a shade of grey.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inkoopmonitor::reports {

// `#rrggbb` of a value or of a reason why there is none. `position` is the value's place in its
// codebook and decides for values without a colour of their own.
std::string colour_of(const std::string& value, std::size_t position);

struct ChartSeries {
  std::string label, colour;
  std::vector<int> counts;  // parallel to the years
};

struct StackedChart {
  std::vector<std::string> years;
  std::vector<ChartSeries> series;  // in the order in which they are stacked
  std::string of_all;               // what 100% is, named at the axis
};
// Shares of each year's total. `narrow` is for a phone: years below each other, bars lying.
nlohmann::json stacked_shares(const StackedChart& chart, bool narrow);

struct BarChart {
  struct Bar {
    std::string label, colour;
    int count = 0;
  };
  std::vector<Bar> bars;
  std::string unit;  // what is counted, named at the axis
};
nlohmann::json bars(const BarChart& chart, bool narrow);

// Lines of one share against another, in percents, with a legend below.
struct LineChart {
  struct Line {
    std::string name, label;  // the first line is drawn heavier
    std::vector<std::pair<double, double>> points;
  };
  std::vector<Line> lines;
  std::string x_name, y_name;
  struct Mark {
    std::pair<double, double> at;
    std::string label;
  };
  std::optional<Mark> mark;  // a place on the first line
};
nlohmann::json lines(const LineChart& chart);

}  // namespace inkoopmonitor::reports
