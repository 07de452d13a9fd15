// Names of municipalities and regions in a text. Private to classify.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "classify/classify.h"
#include "classify/structure.h"

namespace inkoopmonitor::classify {

struct NameHit {
  const Gazetteer::Name* name = nullptr;
  std::size_t begin = 0, end = 0;  // bytes in Unit::folded
};

// Finds the names of a gazetteer, which must stay good. A name has a capital and stands alone: not
// in `Bestuur` nor in `Best-West`. Of names that begin alike the longest is found.
class NameFinder {
 public:
  explicit NameFinder(const Gazetteer& gazetteer);

  // Of each unit from left to right, without overlap.
  std::vector<std::vector<NameHit>> find(const std::vector<Unit>& units) const;

 private:
  std::vector<NameHit> find(const Unit& unit) const;
  struct Entry {
    const Gazetteer::Name* name;
    std::string folded;
  };
  std::size_t match(const Unit& unit, std::size_t at, std::vector<NameHit>& hits) const;

  std::unordered_map<std::string, std::vector<Entry>> by_first_;
};

}  // namespace inkoopmonitor::classify
