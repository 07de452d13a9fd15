#include "app/data.h"

#include <cstdlib>
#include <vector>

#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

// The user's own folder, as the XDG base directories have it; empty where there is no home.
fs::path own_folder() {
  const char* configuration = std::getenv("XDG_CONFIG_HOME");
  if (configuration != nullptr && *configuration == '/')
    return fs::path(configuration) / "inkoopmonitor";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return fs::path(home) / ".config" / "inkoopmonitor";
}

// Where the data may be. A folder that the user names is the only one: to fall back from a typing
// error to other rules would code with rules that nobody meant.
std::vector<fs::path> data_roots() {
  if (const char* named = std::getenv("INKOOPMONITOR_DATA"); named != nullptr && *named != '\0') {
    return {named};
  }
  std::vector<fs::path> roots;
  if (const fs::path own = own_folder(); !own.empty()) roots.push_back(own);
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  if (!problem) roots.push_back(program.parent_path().parent_path() / "share" / "inkoopmonitor");
  roots.emplace_back(INKOOPMONITOR_SOURCE);
  return roots;
}

}  // namespace

fs::path data_folder(const std::string& part) {
  const std::vector<fs::path> roots = data_roots();
  for (const fs::path& root : roots) {
    std::error_code problem;
    if (fs::is_directory(root / part, problem)) return root / part;
  }
  // Where an installed program would have them; nobody expects them in the user's own folder.
  const fs::path& expected = roots.size() > 1 ? roots[roots.size() - 2] : roots.front();
  throw Error(ErrorKind::usage, text::escaped_path((expected / part).native()),
              "the program's own data are not there",
              "set INKOOPMONITOR_DATA to the folder that holds " + part);
}

}  // namespace inkoopmonitor::app
