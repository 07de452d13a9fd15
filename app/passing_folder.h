// A folder for files that are wanted for a moment.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "error.h"

namespace inkoopmonitor::app {

// Made when the object is, where TMPDIR says; goes with the object. Throws Error (usage) when it
// cannot be made.
class PassingFolder {
 public:
  PassingFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "inkoopmonitor-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr)
      throw Error(ErrorKind::usage, name, "cannot be made", "set TMPDIR to a folder with room");
    path_ = name;
  }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  ~PassingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace inkoopmonitor::app
