// Pictures of pages, drawn by a sandboxed child when they are asked for and kept for a while.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace inkoopmonitor::app::web {

struct PageName {
  std::string sha256;
  std::uint32_t page = 1, dpi = 110;
  auto operator<=>(const PageName&) const = default;
};

// May be used by several threads. A page that two ask for at once is drawn once, and no more pages
// are drawn at a time than the machine has cores.
class Pictures {
 public:
  explicit Pictures(std::size_t bytes_max = 128u << 20) : bytes_max_(bytes_max) {}
  struct Made {
    std::shared_ptr<const std::string> png;  // empty pointer: it cannot be drawn
    std::string reason;
  };
  Made get(const PageName& name, const std::filesystem::path& file);

 private:
  Made drawn(const PageName& name, const std::filesystem::path& file) const;

  std::size_t bytes_max_, bytes_ = 0;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::set<PageName> at_work_;
  std::list<PageName> oldest_first_;
  std::map<PageName, std::shared_ptr<const std::string>> kept_;
};

}  // namespace inkoopmonitor::app::web
