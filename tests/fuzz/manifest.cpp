#include "app/manifest.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cassert>
#include <filesystem>
#include <string>

#include "error.h"
#include "tests/fuzz/targets.h"

namespace inkoopmonitor::fuzz {
namespace {

// A file in memory that has a name, since a manifest is read by its name.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : number_(memfd_create("manifest.csv", 0)) {
    assert(number_ >= 0);
    const auto written = ::write(number_, bytes.data(), bytes.size());
    assert(written == static_cast<ssize_t>(bytes.size()));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(number_); }
  std::filesystem::path name() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

}  // namespace

void manifest(std::string_view bytes) {
  const MemoryFile file(bytes);
  try {
    const app::Manifest read = app::read_manifest(file.name());
    for (const app::ManifestRow& row : read.rows) {
      assert(!row.path.empty());
      assert(row.datum.empty() || app::is_iso_date(row.datum));
      assert(read.target(row).is_absolute());
    }
  } catch (const Error& error) {
    assert(error.kind == ErrorKind::usage);
  }
}

}  // namespace inkoopmonitor::fuzz
