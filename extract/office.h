// DOCX and ODT. Private to this room; runs in the child only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace inkoopmonitor::extract {

struct OfficeText {
  std::string title, producer, creation_date;
  std::vector<Page> pages;
  std::string trouble;  // not empty: what is missing, as a sentence
};

// Both throw OpenFailure when there is nothing to read. Pages end where the writer ended one, by a
// break or a section, and where Word, or what wrote the ODT, last saw a page end between two
// paragraphs or rows.
OfficeText read_docx(std::string_view bytes);
OfficeText read_odt(std::string_view bytes);

// `2019-03-01T10:00:00Z` as an ISO date, or nothing.
std::string iso_day(std::string_view time);

}  // namespace inkoopmonitor::extract
