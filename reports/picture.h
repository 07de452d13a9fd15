// SVG files as PNG. Private to this room.
#pragma once

#include <filesystem>
#include <string>

namespace inkoopmonitor::reports {

class Pictures {
 public:
  // Makes the letters of templates/font known to the process, so that a picture does not depend on
  // what is installed. Throws Error (usage) when they are not there.
  explicit Pictures(const std::filesystem::path& templates);

  // The bytes of a PNG, `scale` pixels for each of the SVG's own.
  std::string png(const std::string& svg, double scale) const;
};

}  // namespace inkoopmonitor::reports
