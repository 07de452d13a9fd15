// Folders are read with std::filesystem's error codes rather than its exceptions: a folder without
// rights is one line of the result and the walk goes on. recursive_directory_iterator was turned
// down because it neither sorts nor survives a loop of links.
#include "app/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

std::string message_of(int error_number) {
  return std::generic_category().message(error_number);
}

FoundFile missing(const fs::path& root, const fs::path& path, int error_number) {
  const bool is_there = error_number != ENOENT && error_number != ENOTDIR;
  return {root, path, "it cannot be opened (" + message_of(error_number) + ")", is_there};
}

class Walk {
 public:
  explicit Walk(fs::path root) : root_(std::move(root)) {}

  void enter(const fs::path& folder) {
    if (!is_new(folder)) return;
    std::error_code problem;
    fs::directory_iterator entries(folder, problem);
    std::vector<std::string> names;
    while (!problem && entries != fs::directory_iterator()) {
      names.push_back(entries->path().filename().native());
      entries.increment(problem);
    }
    if (problem) {
      add({root_, folder.lexically_relative(root_),
           "the folder cannot be read (" + problem.message() + ")"});
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (!name.starts_with('.')) visit(folder / name);
    }
  }

  std::vector<FoundFile> found;

 private:
  void visit(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
      add(missing(root_, path.lexically_relative(root_), errno));
    } else if (S_ISDIR(status.st_mode)) {
      enter(path);
    } else {
      add({root_, path.lexically_relative(root_), "", true, S_ISREG(status.st_mode) != 0});
    }
  }

  void add(FoundFile file) { found.push_back(std::move(file)); }

  bool is_new(const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) return true;  // reading it will tell the problem
    return seen_.emplace(status.st_dev, status.st_ino).second;
  }

  fs::path root_;
  std::set<std::pair<dev_t, ino_t>> seen_;
};

[[noreturn]] void fail_to_write(const fs::path& file, int error_number) {
  throw Error(
      error_number == ENOSPC || error_number == EDQUOT ? ErrorKind::corpus : ErrorKind::usage,
      text::escaped_path(file.native()), "cannot be written (" + message_of(error_number) + ")",
      "name a file in a folder that exists and has room");
}

// A file under a name of its own beside the wanted one; removed unless it was put in place.
class AsideFile {
 public:
  explicit AsideFile(const fs::path& wanted)
      : wanted_(wanted), aside_(wanted.native() + ".part" + std::to_string(::getpid())) {
    descriptor_ = ::open(aside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail_to_write(wanted_, errno);
  }
  AsideFile(const AsideFile&) = delete;
  AsideFile& operator=(const AsideFile&) = delete;
  ~AsideFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!in_place_) ::unlink(aside_.c_str());
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail_to_write(wanted_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void put_in_place() {
    if (::fsync(descriptor_) != 0) fail_to_write(wanted_, errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(wanted_, errno);
    if (::rename(aside_.c_str(), wanted_.c_str()) != 0) fail_to_write(wanted_, errno);
    in_place_ = true;
  }

 private:
  const fs::path& wanted_;
  std::string aside_;
  int descriptor_ = -1;
  bool in_place_ = false;
};

}  // namespace

fs::path absolute_path(const fs::path& path) {
  std::error_code problem;
  // What is not there keeps the way it was written: made absolute first.
  fs::path absolute = fs::weakly_canonical(fs::absolute(path), problem);
  if (problem) absolute = fs::absolute(path).lexically_normal();
  return absolute.filename().empty() ? absolute.parent_path() : absolute;
}

fs::path from_here(const fs::path& path) {
  std::error_code problem;
  const fs::path relative = absolute_path(path).lexically_relative(fs::current_path(problem));
  return problem || relative.empty() || *relative.begin() == ".." ? path : relative;
}

std::vector<FoundFile> find_files(const fs::path& named) {
  const fs::path path = absolute_path(named);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return {missing(path.parent_path(), path.filename(), errno)};
  }
  if (!S_ISDIR(status.st_mode)) {
    return {{path.parent_path(), path.filename(), "", true, S_ISREG(status.st_mode) != 0}};
  }
  Walk walk(path);
  walk.enter(path);
  return std::move(walk.found);
}

std::string first_bytes(const fs::path& file, std::size_t bytes_max) {
  std::string start(bytes_max, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
  return start;
}

std::string read_whole_file(const fs::path& file) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (stream) bytes << stream.rdbuf();
  std::error_code ignored;
  if (!stream || fs::is_directory(file, ignored)) {
    throw Error(ErrorKind::usage, text::escaped_path(file.native()),
                "cannot be read (" + message_of(errno == 0 ? EIO : errno) + ")",
                "name a file that exists and that you may read");
  }
  return std::move(bytes).str();
}

void write_whole_file(const fs::path& file, std::string_view bytes) {
  AsideFile aside(file);
  aside.write(bytes);
  aside.put_in_place();
}

}  // namespace inkoopmonitor::app
