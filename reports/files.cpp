#include "reports/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "error.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;

// Stands in every publication, so that a folder with anything else is never taken for one.
constexpr const char* kMark = ".inkoopmonitor-publicatie";

[[noreturn]] void fail(const fs::path& file, const std::string& problem,
                       const std::string& remedy) {
  throw Error(ErrorKind::usage, text::escaped_path(file.native()), problem, remedy);
}

bool may_replace(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(folder, failed))) return true;
  if (!fs::is_directory(folder, failed)) return false;
  return fs::is_empty(folder, failed) || fs::exists(folder / kMark, failed);
}

}  // namespace

std::string read_whole(const fs::path& file) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (stream && stream.peek() != std::char_traits<char>::eof()) bytes << stream.rdbuf();
  if (!stream.is_open() || stream.bad() || !bytes)
    fail(file,
         fmt::format("cannot be read ({})",
                     std::generic_category().message(errno == 0 ? EIO : errno)),
         "name a file that exists and that you may read");
  return bytes.str();
}

FolderAside::FolderAside(fs::path final_folder) : final_(std::move(final_folder)) {
  final_ = final_.lexically_normal();
  if (!final_.has_filename()) final_ = final_.parent_path();
  if (!may_replace(final_))
    fail(final_, "the folder holds something other than a publication",
         "name a new or an empty folder");
  aside_ = final_;
  aside_ += ".new-" + std::to_string(::getpid());
  std::error_code failed;
  fs::remove_all(aside_, failed);
  fs::create_directories(aside_, failed);
  if (failed) fail(aside_, failed.message(), "choose a folder that you may write");
  write(kMark, "");
}

FolderAside::~FolderAside() {
  std::error_code ignored;
  if (!aside_.empty()) fs::remove_all(aside_, ignored);
}

void FolderAside::write(const fs::path& name, std::string_view bytes) {
  const fs::path file = aside_ / name;
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) fail(file, "the file cannot be written", "make room on the disk and run again");
}

void FolderAside::publish() {
  std::error_code failed;
  fs::path before = final_;
  before += ".old-" + std::to_string(::getpid());
  const bool replaces = fs::exists(final_, failed);
  if (replaces) {
    fs::rename(final_, before, failed);
    if (failed) fail(final_, failed.message(), "choose another folder");
  }
  fs::rename(aside_, final_, failed);
  if (failed) {
    const std::string problem = failed.message();
    if (replaces) fs::rename(before, final_, failed);
    fail(final_, problem, "choose another folder");
  }
  aside_.clear();
  // What is left of the folder before is no harm when it cannot be removed.
  if (replaces) fs::remove_all(before, failed);
}

}  // namespace inkoopmonitor::reports
