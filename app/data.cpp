#include "app/data.h"

#include <cstdlib>
#include <vector>

#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

// Where the data may be. A folder that the user names is the only one: to fall back from a typing
// error to other rules would code with rules that nobody meant.
std::vector<fs::path> data_roots() {
  if (const char* named = std::getenv("INKOOPMONITOR_DATA"); named != nullptr && *named != '\0') {
    return {named};
  }
  std::vector<fs::path> roots;
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
  throw Error(ErrorKind::usage, text::escaped_path((roots.front() / part).native()),
              "the program's own data are not there",
              "set INKOOPMONITOR_DATA to the folder that holds " + part);
}

}  // namespace inkoopmonitor::app
