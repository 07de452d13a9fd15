// What only shows when all pages of a document are there. Private to this room; runs in the parent
// and is linear in the words.
#pragma once

#include <vector>

#include "extract/document.h"

namespace inkoopmonitor::extract {

// Marks heads, feet and page numbers that return on other pages, headings with their levels, and
// footnotes, among the paragraphs and list items of the pages; and the head of a table that stands
// at the foot of a page with its rows on the next as a table of one row.
void mark_structure(std::vector<Page>& pages);

}  // namespace inkoopmonitor::extract
