// PDF files for tests, small and whole.
#pragma once

#include <string>
#include <vector>

namespace inkoopmonitor::testing_support {

// A PDF of one page for each element of `pages`; a line of the text is a line of the page.
std::string made_pdf(const std::vector<std::string>& pages);

// One that reads as a framework contract of `gemeente` for the years from `year` on.
std::string made_contract(const std::string& gemeente, int year);

// `pdf`, one of those above, signed as programs do it: its bytes and, after them, a form with a
// signature over all of them. The signature itself is made up.
std::string made_signed(const std::string& pdf);

}  // namespace inkoopmonitor::testing_support
