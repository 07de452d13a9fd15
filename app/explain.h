// Why a document was coded as it was, for a person to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/classify.h"
#include "extract/document.h"

namespace inkoopmonitor::app {

// What is known of a document's coding.
struct Explained {
  classify::Coding coding;
  std::optional<extract::Document> reading;  // what was coded, for the sentences around a quote
  // What the rules saw in it; nothing when that is not known, because other rules coded it.
  std::optional<std::vector<classify::Seen>> seen;
  std::string subject = {};  // as in classify::Trace
};

// Every value of every record (or of `variable` alone, when it is not empty): the value, how sure,
// by which rule, the page and the words in their sentence, how those were meant (an earlier
// contract, another municipality, one lot), what else was seen and why it lost, and for what has no
// value the reason and what was seen and rejected. Of what was seen besides, the first few are
// shown; of a `variable` that was named, all. A document without a record is explained by all that
// was seen in it.
std::string explain(const Explained& explained, const std::string& variable);

// Why there is no value, for a person; empty for `value`.
std::string_view in_words(classify::Outcome outcome);

}  // namespace inkoopmonitor::app
