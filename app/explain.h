// Why a document was coded as it was, for a person to read.
#pragma once

#include <optional>
#include <string>

#include "classify/record.h"
#include "extract/document.h"

namespace inkoopmonitor::app {

// Every value of every record (or of `variable` alone, when it is not empty): the value, how sure,
// by which rule, the page and the words in their sentence, what else was seen and why it lost, and
// for what has no value the reason. `reading` is what was coded, for the sentences around a quote.
std::string explain(const classify::Coding& coding, const std::optional<extract::Document>& reading,
                    const std::string& variable);

// The sentence in which an evidence stands, its own words between [ and ]; the quote alone when its
// page is not in the reading or has other words there.
std::string sentence_around(const classify::Evidence& evidence,
                            const std::optional<extract::Document>& reading);

}  // namespace inkoopmonitor::app
