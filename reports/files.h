// Files of a publication, read whole and written aside. Private to this room.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace inkoopmonitor::reports {

// The bytes of a file of the program or the user; throws Error (usage) when it cannot be read.
std::string read_whole(const std::filesystem::path& file);

// A folder that is made aside of `final_folder` and takes its place in one step with `publish`;
// when that is never reached, nothing is left behind and what stood there before still stands. Only
// a folder that bears the mark of an earlier publication is replaced.
class FolderAside {
 public:
  // Throws Error (usage) when `final_folder` is there and is neither empty nor a publication, or
  // when its parent cannot be written.
  explicit FolderAside(std::filesystem::path final_folder);
  FolderAside(const FolderAside&) = delete;
  FolderAside& operator=(const FolderAside&) = delete;
  ~FolderAside();

  // Writes a file; `name` is relative and its folder is made. Throws Error (usage) on a full disk.
  void write(const std::filesystem::path& name, std::string_view bytes);
  void publish();

 private:
  std::filesystem::path final_, aside_;
};

}  // namespace inkoopmonitor::reports
