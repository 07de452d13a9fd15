#include "app/publishing.h"

#include <unistd.h>

#include <toml++/toml.h>
#include <cstdlib>
#include <sstream>

namespace inkoopmonitor::app {

namespace fs = std::filesystem;

fs::path find_chromium() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    for (const char* name :
         {"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}) {
      const fs::path file = fs::path(folder) / name;
      std::error_code missing;
      if (!folder.empty() && fs::is_regular_file(file, missing) &&
          ::access(file.c_str(), X_OK) == 0)
        return file;
    }
  return {};
}

reports::Measured measured_of(const fs::path& folder) {
  reports::Measured measured;
  std::error_code missing;
  if (!fs::is_regular_file(folder / "calibration.toml", missing)) return measured;
  // The ruleset was loaded before, and with it this file was checked.
  const toml::table file = toml::parse_file((folder / "calibration.toml").native());
  const toml::table* values = file["fresh_values"].as_table();
  if (values == nullptr) return measured;
  measured.values = static_cast<int>((*values)["all"].value_or(std::int64_t{0}));
  measured.right = (*values)["share"].value_or(0.0);
  measured.low = (*values)["low"].value_or(0.0);
  measured.high = (*values)["high"].value_or(0.0);
  return measured;
}

}  // namespace inkoopmonitor::app
