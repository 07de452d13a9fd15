// What reading a file will cost, guessed from its bytes while they are hashed. Nothing is parsed:
// names that PDF writes in the clear are counted (pictures are streams, whose dictionaries are
// never packed away), and the rest follows from sizes, so that a hostile file can do no worse than
// be guessed wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace inkoopmonitor::app {

struct DocumentLook {
  std::uint32_t pages = 0, scans = 0;  // guessed; scans are pages that need OCR
  bool operator==(const DocumentLook&) const = default;
};

// Takes the bytes of one file, part by part.
class DocumentLooker {
 public:
  void add(std::string_view bytes);
  DocumentLook look() const;

 private:
  std::string head_, waiting_;
  std::uint64_t bytes_ = 0;
  std::uint64_t pages_named_ = 0, pictures_ = 0;
};

// Processor seconds on one core of the machine that docs/cluster.md was measured on.
double expected_seconds(const DocumentLook& look);

}  // namespace inkoopmonitor::app
