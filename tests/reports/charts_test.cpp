#include "reports/charts.h"

#include <gtest/gtest.h>

#include <set>

#include "error.h"
#include "reports/chart.h"
#include "reports/font.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

const std::filesystem::path kTemplates = std::filesystem::path(SOURCE_DIR) / "reports/templates";

StackedChart two_years() {
  return {{"2019", "2020"},
          {{"taakgericht", "#009E73", {1, 3}}, {"niet in de documenten", "#8C8C8C", {3, 0}}},
          "aandeel"};
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
  const nlohmann::json option = stacked_shares(two_years(), false);
  EXPECT_EQ(option["xAxis"]["data"], (nlohmann::json{"2019", "2020"}));
  EXPECT_EQ(option["series"][0]["data"], (nlohmann::json{25.0, 100.0}));
  EXPECT_EQ(option["series"][1]["data"], (nlohmann::json{75.0, 0.0}));
  EXPECT_EQ(option["series"][0]["itemStyle"]["color"], "#009E73");
  EXPECT_EQ(option["series"][0]["stack"], option["series"][1]["stack"]);
  EXPECT_EQ(option["yAxis"]["max"], 100);
  EXPECT_EQ(option["animation"], false);
}

TEST(Charts, LieDownOnAPhone) {
  const nlohmann::json option = stacked_shares(two_years(), true);
  EXPECT_EQ(option["yAxis"]["data"], (nlohmann::json{"2019", "2020"}));
  EXPECT_EQ(option["yAxis"]["inverse"], true) << "the first year on top";
  EXPECT_EQ(option["xAxis"]["type"], "value");
}

TEST(Charts, AYearWithoutAnyMunicipalityHasNoShares) {
  const nlohmann::json option =
      stacked_shares({{"2019"}, {{"taakgericht", "#009E73", {0}}}, "aandeel"}, false);
  EXPECT_EQ(option["series"][0]["data"], (nlohmann::json{0.0}));
}

TEST(Charts, BarsCarryTheirCountsAndColours) {
  const nlohmann::json option =
      bars({{{"kort", "#9ECAE1", 2}, {"lang", "#08306B", 5}}, "aantal"}, false);
  EXPECT_EQ(option["xAxis"]["data"], (nlohmann::json{"kort", "lang"}));
  EXPECT_EQ(option["series"][0]["data"][1]["value"], 5);
  EXPECT_EQ(option["series"][0]["data"][1]["itemStyle"]["color"], "#08306B");
}

TEST(ChartEngine, DrawsLabelsColoursAndNothingToFetch) {
  const ChartEngine engine(kTemplates);
  const std::string svg = engine.svg(stacked_shares(two_years(), false), {720, 380});
  EXPECT_TRUE(svg.starts_with("<svg"));
  for (const char* expected : {"viewBox=\"0 0 720 380\"", ">2019<", ">2020<", "#009E73", "#8C8C8C",
                               "Source Sans 3", ">100%<", ">aandeel<"})
    EXPECT_NE(svg.find(expected), std::string::npos) << expected;
  for (const char* unwanted : {"http", "<script", "<style", "NaN", "href"})
    EXPECT_EQ(svg.find(unwanted), std::string::npos) << unwanted;
}

TEST(ChartEngine, EscapesLabels) {
  const ChartEngine engine(kTemplates);
  const std::string svg = engine.svg(bars({{{"<script>x", "#000000", 1}}, "n"}, false), {720, 380});
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_NE(svg.find("&lt;script&gt;"), std::string::npos);
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
