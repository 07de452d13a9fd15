// The words of a document around those that prove a value.
#pragma once

#include <optional>
#include <string>

#include "classify/record.h"
#include "extract/document.h"

namespace inkoopmonitor::app {

// The sentence in which an evidence stands, its own words between [ and ]; the quote alone when its
// page is not in the reading or has other words there.
std::string sentence_around(const classify::Evidence& evidence,
                            const std::optional<extract::Document>& reading);

}  // namespace inkoopmonitor::app
