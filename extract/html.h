// HTML as far as mail needs it. Private to this room; runs in the child only.
#pragma once

#include <string>
#include <string_view>

namespace inkoopmonitor::extract {

// The text of a page without its marks: a line a paragraph, blank lines between. `html` is UTF-8.
std::string text_of_html(std::string_view html);

}  // namespace inkoopmonitor::extract
