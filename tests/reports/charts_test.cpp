#include "reports/charts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "error.h"
#include "reports/boundaries.h"
#include "reports/chart.h"
#include "reports/font.h"
#include "reports/grid.h"
#include "reports/picture.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

const std::filesystem::path kTemplates = std::filesystem::path(SOURCE_DIR) / "reports/templates";

StackedChart two_years() {
  return {{"2019", "2020"},
          {{"taakgericht", "#009E73", {1, 3}}, {"niet in de documenten", "#7C7C7C", {3, 0}}},
          "aandeel",
          true};
}

TEST(Charts, AValueHasOneColourAndNoTwoShareOne) {
  std::set<std::string> colours;
  for (const char* value : {"inspanningsgericht", "outputgericht", "taakgericht", "several",
                            "absent", "unreadable", "contradictory", "no_arrangement"}) {
    EXPECT_EQ(colour_of(value, 0), colour_of(value, 5)) << value;
    EXPECT_TRUE(colours.insert(colour_of(value, 0)).second) << value;
  }
  std::set<std::string> others;
  for (std::size_t position = 0; position < 8; ++position)
    EXPECT_TRUE(others.insert(colour_of("any", position)).second) << position;
}

// A colour as CIELAB has it, seen by one whose eyes mix the primaries as the matrix says.
std::array<double, 3> lab_of(const std::string& colour, const std::array<double, 9>& eyes) {
  std::array<double, 3> light = {}, seen = {};
  for (std::size_t n = 0; n < 3; ++n) {
    const double part = std::stoi(colour.substr(1 + 2 * n, 2), nullptr, 16) / 255.0;
    light[n] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  for (std::size_t n = 0; n < 3; ++n)
    seen[n] = std::clamp(
        eyes[3 * n] * light[0] + eyes[3 * n + 1] * light[1] + eyes[3 * n + 2] * light[2], 0.0, 1.0);
  const auto root = [](double part) {
    return part > 0.008856 ? std::cbrt(part) : 7.787 * part + 16.0 / 116;
  };
  const double x = root((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) /
                        0.95047),
               y = root(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]),
               z = root((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) /
                        1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// The eyes are those of Machado, Oliveira and Fernandes (2009), without one kind of cones.
TEST(Charts, ColoursCanBeToldApartByAllEyesAndNeighboursInGrey) {
  const std::array<double, 9> all = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const std::vector<std::pair<const char*, std::array<double, 9>>> eyes = {
      {"all cones", all},
      {"no red",
       {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998}},
      {"no green",
       {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
        0.968881}},
      {"no blue",
       {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900}}};
  const std::vector<const char*> unknown = {"several",       "absent",         "unreadable",
                                            "contradictory", "no_arrangement", "no_document"};
  std::vector<std::vector<const char*>> stacks = {
      {"inspanningsgericht", "outputgericht", "taakgericht"},
      {"open_house", "zorgkantoren", "hoofdaannemers"},
      {"overheidsopdracht", "open_house", "subsidie", "inbesteding"},
      {"ja", "beperkt", "nee"},
      {"<12", "12-23", "24-35", ">=36", "onbepaald"},
      {"1", "2-6", "7-25", ">25", "onbeperkt"}};
  for (auto& stack : stacks) stack.insert(stack.end(), unknown.begin(), unknown.end());
  stacks.push_back({"contract", "gepland", "verlenging_aangenomen"});
  for (const auto& stack : stacks)
    for (std::size_t a = 0; a < stack.size(); ++a)
      for (std::size_t b = a + 1; b < stack.size(); ++b) {
        const std::string one = colour_of(stack[a], 0), other = colour_of(stack[b], 0);
        for (const auto& [who, seen] : eyes) {
          const auto at = lab_of(one, seen), to = lab_of(other, seen);
          EXPECT_GT(std::hypot(at[0] - to[0], at[1] - to[1], at[2] - to[2]), 8.5)
              << who << ": " << stack[a] << " and " << stack[b];
        }
        if (b != a + 1) continue;
        EXPECT_GT(std::abs(lab_of(one, all)[0] - lab_of(other, all)[0]), 8)
            << "in grey: " << stack[a] << " and " << stack[b];
      }
}

TEST(Charts, ABreakInTheSeriesIsDrawn) {
  StackedChart chart = two_years();
  const auto breaks = [&] {
    int count = 0;
    const DrawnChart made = stacked_shares(chart, kWide);
    for (const auto& drawn : made.option["graphic"]) count += drawn["type"] == "line" ? 1 : 0;
    return count;
  };
  EXPECT_EQ(breaks(), 0);
  chart.rows[1] += "*";
  EXPECT_EQ(breaks(), 1);
}

TEST(Charts, BarsHaveColoursOnlyWhereTheseMeanSomething) {
  Grid grid;
  grid.rows = grid.keys = {"2020"};
  grid.groups = {{"12-23", "12 tot en met 23 maanden", "#4394C8", true, false},
                 {"absent", "niet in de documenten", "#7C7C7C", false, false}};
  grid.cells = {{{{"Borne", ""}}, {{"Almelo", ""}}}};
  EXPECT_EQ(bars_of(grid, "").bars[0].colour, "#4394C8");
  grid.groups[0].code = "veiling";
  EXPECT_EQ(bars_of(grid, "").bars[0].colour, "#0072B2");
  EXPECT_EQ(bars_of(grid, "").bars[1].colour, "#7C7C7C") << "not known is grey";
}

TEST(Charts, StacksSharesOfEachYear) {
  const DrawnChart chart = stacked_shares(two_years(), kWide);
  EXPECT_EQ(chart.width, kWide);
  EXPECT_EQ(chart.option["xAxis"]["data"], (nlohmann::json{"2019", "2020"}));
  EXPECT_EQ(chart.option["series"][0]["data"][0]["value"], 25.0);
  EXPECT_EQ(chart.option["series"][0]["data"][1]["value"], 100.0);
  EXPECT_EQ(chart.option["series"][1]["data"][1]["value"], 0.0);
  EXPECT_EQ(chart.option["series"][0]["itemStyle"]["color"], "#009E73");
  EXPECT_EQ(chart.option["series"][0]["stack"], chart.option["series"][1]["stack"]);
  EXPECT_EQ(chart.option["yAxis"]["max"], 100);
  EXPECT_EQ(chart.option["animation"], false);
}

TEST(Charts, LabelsSharesThatHaveRoomForIt) {
  const DrawnChart chart = stacked_shares(
      {{"2020"}, {{"a", "#000000", {97}}, {"b", "#FFFFFF", {3}}}, "aandeel", true}, kWide);
  EXPECT_EQ(chart.option["series"][0]["data"][0]["label"]["formatter"], "97%");
  EXPECT_FALSE(chart.option["series"][1]["data"][0].contains("label"));
  EXPECT_NE(chart.option["series"][0]["label"]["color"],
            chart.option["series"][1]["label"]["color"])
      << "white on dark, dark on light";
}

TEST(Charts, LieDownOnAPhone) {
  const DrawnChart chart = stacked_shares(two_years(), kNarrow);
  EXPECT_EQ(chart.option["yAxis"]["data"], (nlohmann::json{"2019", "2020"}));
  EXPECT_EQ(chart.option["yAxis"]["inverse"], true) << "the first year on top";
  EXPECT_EQ(chart.option["xAxis"]["type"], "value");
}

TEST(Charts, AYearWithoutAnyMunicipalityHasNoShares) {
  const DrawnChart chart =
      stacked_shares({{"2019"}, {{"taakgericht", "#009E73", {0}}}, "aandeel", true}, kWide);
  EXPECT_EQ(chart.option["series"][0]["data"][0]["value"], 0.0);
}

TEST(Charts, BarsCarryTheirCountsAndColours) {
  const DrawnChart chart =
      bars({{{"kort", "#9ECAE1", 2, ""}, {"lang", "#08306B", 5, "5 (71%)"}}, "aantal"}, kWide);
  EXPECT_EQ(chart.option["yAxis"]["data"], (nlohmann::json{"kort", "lang"}));
  EXPECT_EQ(chart.option["series"][0]["data"][1]["value"], 5);
  EXPECT_EQ(chart.option["series"][0]["data"][0]["label"]["formatter"], "2");
  EXPECT_EQ(chart.option["series"][0]["data"][1]["label"]["formatter"], "5 (71%)");
  EXPECT_EQ(chart.option["series"][0]["data"][1]["itemStyle"]["color"], "#08306B");
}

TEST(Charts, ACalendarHasWhatIsFixedAndWhatCanBeExtendedBehindIt) {
  const DrawnChart chart = calendar(
      {{{"a (1)", "", 2019, 2023.5, 2025}, {"b (1)", "", 2020, 2022, 2022}}, 2021, "vast", "meer"},
      kWide);
  const nlohmann::json& series = chart.option["series"];
  ASSERT_EQ(series.size(), 3u);
  EXPECT_EQ(series[0]["data"], (nlohmann::json{2019.0, 2020.0}));
  EXPECT_EQ(series[0]["itemStyle"]["color"], "transparent");
  EXPECT_EQ(series[1]["data"][0]["value"], 4.5);
  EXPECT_EQ(series[2]["data"][0]["value"], 1.5);
  EXPECT_EQ(series[2]["data"][1]["value"], 0.0);
  EXPECT_EQ(series[0]["markLine"]["data"][0]["xAxis"], 2021.0);
  EXPECT_EQ(chart.option["xAxis"][0]["min"], 2019.0);
  EXPECT_EQ(chart.option["xAxis"][1]["data"].front(), "2019");
  EXPECT_EQ(chart.option["xAxis"][1]["data"].back(), "2025");
  EXPECT_EQ(chart.option["yAxis"]["data"], (nlohmann::json{"a (1)", "b (1)"}));
}

// Four of eight are known of sixteen municipalities: 3 have one value, 1 the other.
Grid a_part_is_known() {
  Grid grid;
  grid.rows = grid.keys = {"2020"};
  grid.estimates = true;
  grid.groups = {{"taakgericht", "Taakgericht", "#009E73", true, false},
                 {"outputgericht", "Outputgericht", "#DB9600", true, false},
                 {"absent", "niet in de documenten", "#7C7C7C", false, false},
                 {"no_document", "geen documenten", "#E4E4E4", false, true}};
  grid.cells = {{Members(3), Members(1), Members(4), Members(8)}};
  return grid;
}

TEST(Charts, ABarHasALineForTheBoundsOfItsShare) {
  const Grid grid = a_part_is_known();
  const Interval interval = interval_of(3, 4, 16);
  const BarChart chart = bars_of(grid, "");
  EXPECT_DOUBLE_EQ(chart.bars[0].low, interval.low / 100 * 4);
  EXPECT_DOUBLE_EQ(chart.bars[0].high, interval.high / 100 * 4);
  EXPECT_EQ(chart.bars[2].high, 0) << "what is not known is no estimate";
  const DrawnChart drawn = bars(chart, kWide);
  const nlohmann::json& series = drawn.option["series"][0];
  ASSERT_EQ(series["markLine"]["data"].size(), 4u) << "two, each with an edge below it";
  EXPECT_EQ(series["markLine"]["data"][0][0]["lineStyle"]["color"], "#FFFFFF");
  const nlohmann::json& line = series["markLine"]["data"][1];
  EXPECT_EQ(line[0]["coord"], (nlohmann::json{chart.bars[0].low, 0}));
  EXPECT_EQ(line[1]["coord"], (nlohmann::json{chart.bars[0].high, 0}));
  EXPECT_EQ(line[0]["label"]["formatter"], "3 (38%)") << "the number stands behind the line";
  EXPECT_EQ(series["data"][0]["label"]["show"], false);
  EXPECT_FALSE(series["data"][2]["label"].contains("show"));
  EXPECT_GE(drawn.option["xAxis"]["max"].get<double>(), chart.bars[0].high);
}

TEST(Charts, ARowOfNothingIsNotDrawnUnlessItIsAYear) {
  Grid grid = a_part_is_known();
  grid.rows = grid.keys = {"Utrecht Stad", "Twente"};
  grid.cells.insert(grid.cells.begin(), {{}, {}, {}, Members(1)});
  EXPECT_EQ(stacked_of(grid, "").rows, std::vector<std::string>{"Twente (n\u00A0=\u00A08)"});
  EXPECT_EQ(stacked_of(grid, "").series[0].counts, std::vector<int>{3});
  grid.rows_are_years = true;
  EXPECT_EQ(stacked_of(grid, "").rows.size(), 2u);
}

TEST(Charts, WhatIsCountedWholeHasNoBounds) {
  Grid grid = a_part_is_known();
  grid.estimates = false;
  EXPECT_EQ(interval_text(grid, 0, 0), "");
  EXPECT_FALSE(bars(bars_of(grid, ""), kWide).option["series"][0].contains("markLine"));
  grid.estimates = true;
  grid.cells = {{Members(3), Members(1), Members(), Members()}};
  EXPECT_EQ(interval_text(grid, 0, 0), "") << "every municipality is known";
}

TEST(Charts, TheNameBesideTheLastYearHasTheBoundsOfItsShare) {
  Grid grid = a_part_is_known();
  grid.rows_are_years = true;
  const Interval interval = interval_of(3, 4, 16);
  const std::string said = interval_text(grid, 0, 0) + " van bekend";
  EXPECT_EQ(said.substr(0, 2), std::to_string(std::lround(interval.low)));
  const DrawnChart chart = stacked_shares(stacked_of(grid, "aandeel", "van bekend"), kWide);
  std::vector<std::string> texts;
  std::vector<int> heights;
  for (const auto& drawn : chart.option["graphic"])
    if (drawn["type"] == "text") {
      texts.push_back(drawn["style"]["text"]);
      heights.push_back(drawn["y"]);
    }
  const auto name = std::find(texts.begin(), texts.end(), "Taakgericht");
  ASSERT_NE(name, texts.end());
  EXPECT_EQ(*(name + 1), said);
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "niet in de documenten"), 1);
  EXPECT_TRUE(std::is_sorted(heights.begin(), heights.end()));
  for (std::size_t n = 1; n < heights.size(); ++n) EXPECT_GE(heights[n] - heights[n - 1], 13);
  EXPECT_NE(chart.option["series"][0]["data"][0]["tooltip"]["formatter"].get<std::string>().find(
                "<br>" + said),
            std::string::npos);
}

TEST(Charts, FlowsKeepTheirNamesApartAndTheirWidths) {
  const DrawnChart chart = flows({{{"open house", "#56B4E9", 5}},
                                  {{"open house", "#56B4E9", 3}, {"hoofd", "#0B5A4A", 2}},
                                  {{0, 0, 3}, {0, 1, 2}},
                                  "2023",
                                  "2024"},
                                 kWide);
  EXPECT_EQ(chart.option["series"][0]["data"].size(), 3u);
  EXPECT_EQ(chart.option["series"][0]["links"][1]["value"], 2);
  EXPECT_NE(chart.option["series"][0]["links"][0]["source"],
            chart.option["series"][0]["links"][0]["target"]);
}

TEST(Charts, AMatrixLeavesNoughtsOut) {
  const DrawnChart chart =
      matrix({{"a", "b"}, {"x", "y"}, {{1, 0}, {0, 4}}, {{"1", "0"}, {"0", "4"}}}, kWide);
  EXPECT_EQ(chart.option["series"][0]["data"].size(), 2u);
  EXPECT_EQ(chart.option["visualMap"]["max"], 4);
}

TEST(Boundaries, OfAYearWithoutAMapAreThoseOfTheNearest) {
  const std::filesystem::path folder =
      std::filesystem::path(SOURCE_DIR) / "corpus/register/boundaries";
  const Boundaries now = boundaries_of(folder, 2024), before = boundaries_of(folder, 2014),
                   later = boundaries_of(folder, 2031);
  EXPECT_EQ(now.year, 2024);
  EXPECT_EQ(now.names.size(), 342u);
  EXPECT_EQ(now.geojson["features"].size(), 342u);
  EXPECT_EQ(before.year, 2017);
  EXPECT_EQ(before.names.size(), 388u);
  EXPECT_EQ(later.year, 2025);
  for (const auto& feature : now.geojson["features"])
    EXPECT_FALSE(feature["geometry"]["coordinates"].empty()) << feature["properties"];
  TestFolder nothing;
  EXPECT_EQ(boundaries_of(nothing.path(), 2024).year, 0);
}

TEST(Interval, OfASampleFromAFinitePopulation) {
  const Interval half = interval_of(50, 100, 342);
  EXPECT_NEAR(half.low, 41.9, 0.5);
  EXPECT_NEAR(half.high, 58.1, 0.5);
  const Interval all = interval_of(100, 342, 342);
  EXPECT_NEAR(all.low, all.high, 1e-9) << "nothing is left to chance";
  EXPECT_EQ(interval_of(0, 0, 342).high, 100) << "nothing is known";
  EXPECT_EQ(interval_of(0, 5, 342).low, 0);
}

TEST(Texts, SentencesHaveTheirNumbersRight) {
  TestFolder folder;
  write_text(folder.path() / "t.json", "{}");
  const Texts texts(folder.path() / "t.json");
  const std::string text = "{?n}{n} {n|gemeente koopt|gemeenten kopen} <zo> in{/n}{^n}Niemand{/n}.";
  const auto filled = [&](double number) {
    return texts.sentence("/x", text, {{"n", {decimal(number, 0, "nl"), number}}});
  };
  EXPECT_EQ(filled(0), "Niemand.");
  EXPECT_EQ(filled(1), "1 gemeente koopt &lt;zo&gt; in.");
  EXPECT_EQ(filled(12), "12 gemeenten kopen &lt;zo&gt; in.");
  EXPECT_EQ(decimal(12.34, 1, "nl"), "12,3");
  EXPECT_EQ(dutch_number(17942942), "17.942.942");
  EXPECT_THROW(texts.sentence("/x", "{m}", {}), Error);
  EXPECT_THROW(texts.sentence("/x", "{?n}zonder eind", {{"n", {"1", 1}}}), Error);
}

TEST(ChartEngine, DrawsLabelsColoursAndNothingToFetch) {
  const ChartEngine engine(kTemplates);
  const DrawnChart chart = stacked_shares(two_years(), kWide);
  const std::string svg = engine.svg(chart.option, {chart.width, chart.height});
  EXPECT_TRUE(svg.starts_with("<svg"));
  for (const char* expected :
       {"viewBox=\"0 0 720 ", ">2019<", ">2020<", "#009E73", "#7C7C7C", "Source Sans 3",
        "dy=\"0.31em\"", ">100%<", ">aandeel<", ">taakgericht<"})
    EXPECT_NE(svg.find(expected), std::string::npos) << expected;
  for (const char* unwanted :
       {"http", "<script", "<style", "NaN", "href", "ecmeta", "class=", "dominant"})
    EXPECT_EQ(svg.find(unwanted), std::string::npos) << unwanted;
  EXPECT_EQ(engine.svg(chart.option, {chart.width, chart.height}), svg) << "whatever came before";
}

// The library takes what a pointer shows for HTML.
TEST(Charts, WhatAPointerShowsIsText) {
  const std::string name = "<img src=x onerror=alert(1)>",
                    safe = "&lt;img src=x onerror=alert(1)&gt;";
  const std::vector<DrawnChart> charts = {
      bars({{{name, "#000000", 1, ""}}, "n"}, kWide),
      stacked_shares({{name}, {{name, "#000000", {1}}}, "n"}, kWide),
      matrix({{name}, {name}, {{1}}, {{"1"}}}, kWide),
      flows({{{name, "#000000", 1}}, {{name, "#000000", 1}}, {{0, 0, 1}}, "", ""}, kWide),
      bubbles({{{0, 0, 1, name, ""}}, "", "", "", "", {}}, kWide),
      calendar({{{name, name, 2019, 2020, 2021}}, 2020, "", ""}, kWide),
      area_map({{{name, "#000000"}}, {{"GM0114", name, 0}}})};
  for (const DrawnChart& chart : charts) {
    int shown = 0;
    const nlohmann::json flat = chart.option.flatten();
    for (const auto& [path, value] : flat.items())
      if (path.ends_with("/tooltip/formatter")) {
        ++shown;
        EXPECT_EQ(value.get<std::string>().find(name), std::string::npos) << path << ": " << value;
        EXPECT_NE(value.get<std::string>().find(safe), std::string::npos) << path << ": " << value;
      }
    EXPECT_GE(shown, 1);
  }
}

TEST(ChartEngine, EscapesLabels) {
  const ChartEngine engine(kTemplates);
  const DrawnChart chart = bars({{{"<script>x", "#000000", 1, ""}}, "n"}, kWide);
  const std::string svg = engine.svg(chart.option, {chart.width, chart.height});
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_NE(svg.find("&lt;script&gt;"), std::string::npos);
}

TEST(Pictures, ArePngsOfTheSizeAskedFor) {
  const Pictures pictures(kTemplates);
  const std::string png = pictures.png(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"7\"><rect width=\"9\" "
      "height=\"6\"/></svg>",
      2);
  ASSERT_GT(png.size(), 24u);
  EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_EQ(png[19], 20);
  EXPECT_EQ(png[23], 14);
  EXPECT_THROW(pictures.png("no picture", 1), Error);
}

TEST(Pictures, AreSetInTheFontThatLabelsAreMeasuredIn) {
  const Pictures pictures(kTemplates);
  const auto with = [&](const std::string& weight, const std::string& family) {
    return pictures.png(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"40\"><rect "
        "width=\"300\" height=\"40\" fill=\"#FFFFFF\"/><text x=\"4\" "
        "y=\"30\" style=\"font: " +
            weight + " 24px " + family + "\">Aantal gemeenten</text></svg>",
        1);
  };
  for (const char* weight : {"400", "600"}) {
    const std::string ours = with(weight, "'Source Sans 3', serif");
    EXPECT_EQ(ours, with(weight, "'Source Sans 3', monospace")) << "no other font steps in";
    EXPECT_NE(ours, with(weight, "serif"));
  }
  EXPECT_NE(with("400", "'Source Sans 3'"), with("600", "'Source Sans 3'"));
}

TEST(ChartEngine, ABrokenScriptIsAnErrorThatNamesIt) {
  TestFolder folder;
  std::filesystem::copy(kTemplates, folder.path() / "t", std::filesystem::copy_options::recursive);
  write_text(folder.path() / "t/draw.js", "function draw( {");
  try {
    const ChartEngine engine(folder.path() / "t");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.subject, "draw.js");
  }
}

TEST(Font, MeasuresByItsOwnLetters) {
  const Font font(kTemplates / "font/source-sans-3-latin-400-normal.woff2");
  EXPECT_GT(font.width("WWWW", 10), font.width("iiii", 10) * 2);
  EXPECT_NEAR(font.width("gemeente", 20), 2 * font.width("gemeente", 10), 1e-9);
  EXPECT_NEAR(font.width("é", 10), font.width("e", 10), 0.01);
  EXPECT_DOUBLE_EQ(font.width("\xE5\x9B\xBD", 10), 10) << "by this ECharts knows a line's height";
  EXPECT_EQ(font.width("", 10), 0);
  EXPECT_THROW(Font(kTemplates / "style.css"), Error);
}

}  // namespace
}  // namespace inkoopmonitor::reports
