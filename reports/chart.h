// Draws chart options (of charts.h) to SVG: Apache ECharts, run in process. Private to this room.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace inkoopmonitor::reports {

class ChartEngine {
 public:
  // Loads templates/draw.js, templates/echarts and the font; takes about 0.3 s. Throws Error
  // (usage) naming the file that does not run.
  explicit ChartEngine(const std::filesystem::path& templates);
  ~ChartEngine();

  // Makes a map (GeoJSON) known by a name, for charts that are drawn after this.
  void register_map(const std::string& name, const nlohmann::json& geojson) const;

  struct Asked {
    int width = 720, height = 400;
    std::string ids = "c";  // what its ids begin with; another for each chart of one page
  };
  // An <svg> element with a viewBox, without script, styles or outside references. The same option
  // gives the same bytes, whatever this engine drew before.
  std::string svg(const nlohmann::json& option, const Asked& asked) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace inkoopmonitor::reports
