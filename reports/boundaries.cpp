// The maps are TopoJSON: lines that neighbours share stand there once, as steps on a grid. ECharts
// takes GeoJSON. On the way the map is laid flat (a degree of longitude is narrower than one of
// latitude by the cosine of 52.2°) and its points are put on a grid that a printed map does not
// show, which makes it a quarter of the size and quick to draw.
#include "reports/boundaries.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "error.h"
#include "reports/files.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Line = std::vector<std::pair<int, int>>;

constexpr double kUnit = 0.0032;        // degrees of latitude
constexpr double kFlattened = 0.61291;  // cosine of 52.2°

// Years of the files in the folder.
std::map<int, fs::path> files_of(const fs::path& folder) {
  std::map<int, fs::path> files;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    const std::string name = entry.path().filename().string();
    int year = 0;
    if (!name.starts_with("gm_") || entry.path().extension() != ".topojson") continue;
    const char* digits = name.data() + 3;
    if (std::from_chars(digits, name.data() + name.size(), year).ec == std::errc())
      files[year] = entry.path();
  }
  return files;
}

std::vector<Line> lines_of(const json& topology) {
  const json& transform = topology.at("transform");
  const double scale_x = transform.at("scale").at(0), scale_y = transform.at("scale").at(1);
  const double shift_x = transform.at("translate").at(0), shift_y = transform.at("translate").at(1);
  std::vector<Line> lines;
  for (const json& arc : topology.at("arcs")) {
    Line line;
    double x = 0, y = 0;
    for (const json& step : arc) {
      x += step.at(0).get<double>();
      y += step.at(1).get<double>();
      const std::pair point(
          static_cast<int>(std::lround((x * scale_x + shift_x) * kFlattened / kUnit)),
          static_cast<int>(std::lround((y * scale_y + shift_y) / kUnit)));
      if (line.empty() || line.back() != point) line.push_back(point);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

// A ring of the lines of these numbers; ~n is line n the other way. Empty when it is too small to
// be seen.
json ring_of(const json& numbers, const std::vector<Line>& lines) {
  Line ring;
  for (const json& number : numbers) {
    const int n = number.get<int>();
    Line line = lines.at(static_cast<std::size_t>(n < 0 ? ~n : n));
    if (n < 0) std::reverse(line.begin(), line.end());
    for (const auto& point : line)
      if (ring.empty() || ring.back() != point) ring.push_back(point);
  }
  json written = json::array();
  if (ring.size() < 4) return written;
  if (ring.front() != ring.back()) ring.push_back(ring.front());
  for (const auto& [x, y] : ring) written.push_back({x, y});
  return written;
}

json polygons_of(const json& geometry, const std::vector<Line>& lines) {
  json polygons = json::array();
  const auto add = [&](const json& rings) {
    json polygon = json::array();
    for (const json& ring : rings) {
      json written = ring_of(ring, lines);
      if (written.empty() && polygon.empty()) return;
      if (!written.empty()) polygon.push_back(std::move(written));
    }
    if (!polygon.empty()) polygons.push_back(std::move(polygon));
  };
  if (geometry.at("type") == "Polygon") add(geometry.at("arcs"));
  if (geometry.at("type") == "MultiPolygon")
    for (const json& rings : geometry.at("arcs")) add(rings);
  return polygons;
}

Boundaries read(const fs::path& file, int year) {
  const json topology = json::parse(read_whole(file));
  const std::vector<Line> lines = lines_of(topology);
  Boundaries result;
  result.year = year;
  json features = json::array();
  for (const json& geometry : topology.at("objects").at("gm").at("geometries")) {
    const std::string code = geometry.at("properties").at("code");
    result.names[code] = geometry.at("properties").at("name");
    features.push_back(
        {{"type", "Feature"},
         {"properties", {{"code", code}, {"name", code}}},
         {"geometry", {{"type", "MultiPolygon"}, {"coordinates", polygons_of(geometry, lines)}}}});
  }
  result.geojson = {{"type", "FeatureCollection"}, {"features", std::move(features)}};
  return result;
}

}  // namespace

Boundaries boundaries_of(const fs::path& folder, int year) {
  const std::map<int, fs::path> files = files_of(folder);
  if (files.empty()) return {};
  auto nearest = files.begin();
  for (auto one = files.begin(); one != files.end(); ++one)
    if (std::abs(one->first - year) < std::abs(nearest->first - year)) nearest = one;
  try {
    return read(nearest->second, nearest->first);
  } catch (const json::exception& problem) {
    throw Error(ErrorKind::usage, text::escaped_path(nearest->second.native()),
                fmt::format("this is not a map of municipalities ({})", problem.what()),
                "put back the file that came with the program");
  }
}

}  // namespace inkoopmonitor::reports
