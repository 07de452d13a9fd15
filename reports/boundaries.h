// The map of municipalities, for charts. Private to this room.
//
// Boundaries stand in corpus/register/boundaries (SOURCE.md there says whose they are), one file
// for each year that may be handed on with the program.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace inkoopmonitor::reports {

struct Boundaries {
  int year = 0;            // of the map: the nearest year that there is one of; 0: there is none
  nlohmann::json geojson;  // flat and small: one unit is about 350 metres
  std::map<std::string, std::string> names;  // by code, of the map's areas
};
// Throws Error (usage) for a file that is no such map.
Boundaries boundaries_of(const std::filesystem::path& folder, int year);

}  // namespace inkoopmonitor::reports
