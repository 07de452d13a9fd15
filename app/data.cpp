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

fs::path own_program() {
  std::error_code problem;
  return fs::read_symlink("/proc/self/exe", problem);
}

// Where an installed program has its data.
fs::path installed_folder() {
  return own_program().parent_path().parent_path() / "share" / "inkoopmonitor";
}

// Of a program that was built and not installed: the tree whose folder `build` it lies in. Not a
// path that the compiler noted, which a package would carry to machines where it is another's.
fs::path built_in() {
  for (fs::path at = own_program().parent_path(); at.has_relative_path(); at = at.parent_path())
    if (at.filename() == "build") return at.parent_path();
  return {};
}

const char* named_folder() {
  const char* named = std::getenv("INKOOPMONITOR_DATA");
  return named != nullptr && *named != '\0' ? named : nullptr;
}

// Where the data may be. A folder that the user names is the only one: to fall back from a typing
// error to other rules would code with rules that nobody meant.
std::vector<fs::path> data_roots() {
  if (const char* named = named_folder()) return {named};
  std::vector<fs::path> roots;
  for (const fs::path& root : {own_folder(), installed_folder(), built_in()})
    if (!root.empty()) roots.push_back(root);
  return roots;
}

// `name` in this program's folder, else in `folder` beside that.
fs::path neighbour(const char* name, const char* folder) {
  const fs::path own = own_program().parent_path();
  std::error_code problem;
  if (fs::exists(own / name, problem)) return own / name;
  return own.parent_path() / folder / name;
}

}  // namespace

fs::path started_program() {
  return neighbour("inkoopmonitor", "bin");
}

fs::path whole_program() {
  return neighbour("inkoopmonitor-whole", "libexec");
}

fs::path data_folder(const std::string& part) {
  for (const fs::path& root : data_roots()) {
    std::error_code problem;
    if (fs::is_directory(root / part, problem)) return root / part;
  }
  const char* named = named_folder();
  const fs::path expected = (named != nullptr ? fs::path(named) : installed_folder()) / part;
  throw Error(ErrorKind::usage, text::escaped_path(expected.native()),
              "the program's own data are not there",
              "set INKOOPMONITOR_DATA to the folder that holds " + part);
}

}  // namespace inkoopmonitor::app
