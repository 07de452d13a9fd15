// The charts of publications as data: ECharts option objects. Private to this room.
//
// One colour for a value, in every chart and every year, from a palette that people with any of the
// usual colour blindnesses can tell apart, and neighbours in grey too; what is not known is a shade
// of grey. Labels stand at or
// in what they name wherever there is room. Every text of a chart comes in as an argument.
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
// Whether it has a colour of its own, whatever its position.
bool has_own_colour(const std::string& value);

// An option object with the size that it is made for, in CSS pixels.
struct DrawnChart {
  nlohmann::json option;
  int width = 0, height = 0;
};

// What a pointer shows, as an option object: the library takes it for HTML, so it is text here, but
// for line breaks (<br>).
nlohmann::json said_by_pointer(const std::string& text);

// What a chart is made for: a page, or a telephone.
inline constexpr int kWide = 720;
inline constexpr int kNarrow = 360;
inline constexpr int kMapWidth = 440;  // a map is made once, for both

// Characters of UTF-8, as far as a width is estimated by them.
int characters(const std::string& text);

// A label that is longer than so many characters goes on below, where it is broken at a blank: the
// room that the library leaves for labels counts the lines that are there, not those that it makes.
std::string broken(const std::string& label, std::size_t characters);
std::vector<std::string> all_broken(const std::vector<std::string>& labels, int pixels);

struct ChartSeries {
  std::string label, colour;
  std::vector<int> counts;  // parallel to the rows
  // Between what bounds its share lies, in each row, as a text; empty: it is not known, or means
  // nothing. A pointer shows it, and of the last year it stands below the name.
  std::vector<std::string> intervals = {};
};

struct StackedChart {
  std::vector<std::string> rows;    // a year with a star at its end: the series breaks before it
  std::vector<ChartSeries> series;  // in the order in which they are stacked
  std::string of_all;               // what 100% is, named at the axis
  bool rows_are_years = false;      // then they stand beside each other where there is room
};
// Shares of each row's total. Years that stand have their names at the right, each at its part of
// the last column; else there is a legend.
DrawnChart stacked_shares(const StackedChart& chart, int width);

struct BarChart {
  struct Bar {
    std::string label, colour;
    int count = 0;
    std::string shown;  // at its end; empty: the count
    // Between what bounds its end may lie: a thin line. Nothing where they are the same.
    double low = 0, high = 0;
  };
  std::vector<Bar> bars;
  std::string unit;  // what is counted
};
// Bars that lie, one below the other, each with its number.
DrawnChart bars(const BarChart& chart, int width);

// Shares of the same whole in each year, a line each.
struct YearLines {
  std::vector<std::string> years;
  struct Line {
    std::string label, colour;
    std::vector<double> percents;  // parallel to the years
  };
  std::vector<Line> lines;
  std::string of_all;
};
DrawnChart year_lines(const YearLines& chart, int width);

// A map of which every area belongs to one group. The map itself is registered by the name
// `nederland`; its areas are called by their codes.
struct AreaMap {
  struct Group {
    std::string label, colour;
  };
  std::vector<Group> groups;
  struct Area {
    std::string code, text;  // what a pointer shows
    std::size_t group = 0;
  };
  std::vector<Area> areas;
};
DrawnChart area_map(const AreaMap& chart);

// Places on two axes from 0 to 1, the larger the more there are.
struct BubbleChart {
  struct Bubble {
    double x = 0, y = 0;
    int count = 0;
    std::string text, colour;  // what a pointer shows; empty: the usual colour
  };
  std::vector<Bubble> bubbles;
  std::string x_low, x_high, y_low, y_high;  // what the ends of the axes are
  struct Named {
    double x = 0, y = 0;
    std::string label;
  };
  std::vector<Named> names;  // of places
};
DrawnChart bubbles(const BubbleChart& chart, int width);

// From when until when, and how much longer it can be made, each a bar that lies.
struct CalendarChart {
  struct Span {
    std::string label, text;                // what a pointer shows
    double begin = 0, fixed = 0, last = 0;  // in years: 2020.5 is 1 July 2020
  };
  std::vector<Span> spans;
  double now = 0;  // where a line stands
  std::string fixed, extendable;
};
DrawnChart calendar(const CalendarChart& chart, int width);

// What flows from the groups on the left to those on the right.
struct FlowChart {
  struct Group {
    std::string label, colour;
    int count = 0;
  };
  std::vector<Group> from, to;
  struct Flow {
    std::size_t from = 0, to = 0;
    int count = 0;
  };
  std::vector<Flow> flows;
  std::string from_title, to_title;
};
DrawnChart flows(const FlowChart& chart, int width);

// Counts of rows against columns; the more, the darker.
struct MatrixChart {
  std::vector<std::string> rows, columns;
  std::vector<std::vector<int>> counts;         // [row][column]
  std::vector<std::vector<std::string>> shown;  // in the cells
};
DrawnChart matrix(const MatrixChart& chart, int width);

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
