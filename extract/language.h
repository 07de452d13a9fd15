// In which language a document is written. Private to this room; runs in the parent and is linear
// in the words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace inkoopmonitor::extract {

// `nl`, `en`, `de` or `fr`, in which most of the pages' text is; empty when there is too little of
// it to tell, or when it is none of these. `declared` is what the file says of itself (`nl-NL`),
// which is often the language of the machine that made it: it decides only where very little text
// points the same way.
std::string language_of(const std::vector<Page>& pages, std::string_view declared);

}  // namespace inkoopmonitor::extract
