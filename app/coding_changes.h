// What coding a document again changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "classify/record.h"
#include "extract/document.h"
#include "reports/reports.h"

namespace inkoopmonitor::app {

// A value with the sentence that its words stand in, those between [ and ] (empty without words).
struct QuotedValue {
  std::uint32_t record = 0;
  classify::Value value;
  std::string sentence;
};

// A variable that has another value, or another reason for having none. One side is missing where a
// whole record came or went.
struct ValueChange {
  std::string file, variable;
  std::optional<QuotedValue> before, now;
  bool whole_record = false;  // the record is new, or gone, and not only this value of it
};

// What changed from `before` to `now`, in the order of the records now, those that are gone last.
// Records are paired by what they say, not by their number: a lot that is found now moves the
// numbers of all behind it. Values that only rest on other words, or are more or less sure, are no
// change. `reading` gives the sentences; it is what `now` was coded from.
std::vector<ValueChange> changes_of(const std::string& file, const classify::Coding& before,
                                    const classify::Coding& now,
                                    const std::optional<extract::Document>& reading);

// For a person: a paragraph for each file, both quotes for each value.
std::string describe_value_changes(const std::vector<ValueChange>& changes);

// A row for each change: file,variable,record,value,outcome,confidence,rule,page,quote, and from
// record on the same again for what stood before, with `_before` behind the name.
reports::Table table_of_changes(const std::vector<ValueChange>& changes);

}  // namespace inkoopmonitor::app
