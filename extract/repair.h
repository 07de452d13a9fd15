// Files that have lost the table by which Poppler finds their pages. Private to this room; runs in
// the child only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::extract {

struct Repair {
  std::string bytes;        // the file with what it lost at its end
  bool pages_lost = false;  // its pages are those that were found: nobody knows whether that is all
};

// What may be tried instead of a file that cannot be opened, the likeliest first; nothing when
// neither a catalog nor a page is found in it.
std::vector<Repair> repairs(std::string_view bytes);

}  // namespace inkoopmonitor::extract
