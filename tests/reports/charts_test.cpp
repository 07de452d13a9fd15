#include "reports/charts.h"

#include <gtest/gtest.h>

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
          {{"taakgericht", "#009E73", {1, 3}}, {"niet in de documenten", "#8C8C8C", {3, 0}}},
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
  for (const char* expected : {"viewBox=\"0 0 720 ", ">2019<", ">2020<", "#009E73", "#8C8C8C",
                               "Source Sans 3", ">100%<", ">aandeel<", ">taakgericht<"})
    EXPECT_NE(svg.find(expected), std::string::npos) << expected;
  for (const char* unwanted : {"http", "<script", "<style", "NaN", "href", "ecmeta", "class="})
    EXPECT_EQ(svg.find(unwanted), std::string::npos) << unwanted;
  EXPECT_EQ(engine.svg(chart.option, {chart.width, chart.height}), svg) << "whatever came before";
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
