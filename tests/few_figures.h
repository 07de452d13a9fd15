// The program's data with a shorter publication: for tests that are about something else than what
// figures show, and would wait for fifty charts each time they publish.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/temporary_folder.h"

namespace inkoopmonitor::testing_support {

// Puts them into folder/data, and gives that for INKOOPMONITOR_DATA.
inline std::filesystem::path data_with_few_figures(const TemporaryFolder& folder) {
  namespace fs = std::filesystem;
  const fs::path source = SOURCE_DIR, data = folder.path() / "data";
  fs::create_directories(data / "reports");
  fs::create_directory_symlink(source / "classify", data / "classify");
  fs::create_directory_symlink(source / "corpus", data / "corpus");
  fs::copy(source / "reports/templates", data / "reports/templates", fs::copy_options::recursive);
  auto monitor = nlohmann::ordered_json::parse(bytes_of(data / "reports/templates/monitor.json"));
  auto& chapters = monitor["chapters"];
  const std::array<std::string, 4> kept = {"dekking", "bekostiging", "looptijd", "werkwijze"};
  chapters.erase(std::remove_if(chapters.begin(), chapters.end(),
                                [&](const auto& chapter) {
                                  return std::find(kept.begin(), kept.end(), chapter["id"]) ==
                                         kept.end();
                                }),
                 chapters.end());
  folder.write("data/reports/templates/monitor.json", monitor.dump());
  return data;
}

}  // namespace inkoopmonitor::testing_support
