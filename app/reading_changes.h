// What reading a document again changed, for a person to read.
#pragma once

#include <string>

#include "extract/document.h"

namespace inkoopmonitor::app {

// Nothing when `after` is as `before`. Else lines, each indented by two blanks and with its end:
// the result where it is another, the mean quality of the pages, and for each page that changed
// how it is read now and how many of its words differ. Words that only changed places are told
// apart from other words. Of a long document the first `pages_listed_max` pages are listed.
std::string describe_changes(const extract::Document& before, const extract::Document& after);

constexpr std::size_t pages_listed_max = 20;

}  // namespace inkoopmonitor::app
