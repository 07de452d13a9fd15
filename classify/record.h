// What coding a document gives: records, each with values, each value with its evidence. Variables
// and values are those of codebook.toml. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::classify {

// Words [first_word, last_word] of a page of the reading that was coded. `page` counts from 1; 0
// means that the value comes from the manifest, the folder or a derivation without words of its
// own.
struct Evidence {
  std::uint32_t page = 0;
  std::uint32_t first_word = 0, last_word = 0;
  std::string quote;  // the words themselves, or for page 0 what it was derived from
  bool operator==(const Evidence&) const = default;
};

enum class Outcome : std::uint8_t {
  value,
  absent,         // not in the document
  unreadable,     // pages on which it may stand could not be read well enough
  contradictory,  // the document gives two
};

// "value", "absent", …
std::string_view name_of(Outcome outcome);

// With this begins the rule of a value that a reviewer decided: decision:confirmed or
// decision:corrected. Nothing that is derived takes its place.
inline constexpr const char* decision_mark = "decision:";

// A value that was seen and lost, or was rejected.
struct Rival {
  std::string value;
  double weight = 0;
  std::string rule;
  std::string reason;  // why it lost: `outvoted`, `negated`, `earlier_contract`, `definition`, …
  Evidence evidence;
  bool operator==(const Rival&) const = default;
};

struct Value {
  std::string variable;
  std::string value;  // empty unless the outcome is `value`; lists joined by |
  Outcome outcome = Outcome::absent;
  double confidence = 0;           // 0–1
  std::string rule;                // the rule that won; `derived:…`, `manifest` or `folder` else
  std::vector<Evidence> evidence;  // the deciding one first; never empty for outcome `value`
  std::vector<Rival> rivals;
  // Why a value below the review threshold is unsure, the gravest reason first, joined by |:
  // `weak` (said in passing, or once), `rival` (another value has weight), `set_aside` (other
  // values stand in texts that were not taken to be about this purchase), `figure` (OCR may have
  // misread a figure), `ocr`, `derived` (from a value that is unsure), `record` (whether there is
  // such a record, or whose it is), `kind` (documents of this kind are often misread), `rule` (this
  // rule is often wrong). Empty for a value that is sure.
  std::string doubt;
  bool operator==(const Value&) const = default;
};

// Number 0 holds the variables of the document as a whole (documentsoort, document_date); from 1 on
// it is an arrangement that the document describes. Every variable of the codebook has one Value.
struct Record {
  std::uint32_t number = 0;
  std::vector<Value> values;  // in the codebook's order
  bool operator==(const Record&) const = default;

  // The value of `variable`, or nullptr when the record has none of that name.
  const Value* find(const std::string& variable) const;
  // Its text where the outcome is `value`, else empty.
  std::string text_of(const std::string& variable) const;
};

// Words [first_word, last_word] of a page that must not be quoted outside the corpus: of the name
// of a person, a mail address, a telephone or bank number.
struct PrivateWords {
  std::uint32_t page = 0;
  std::uint32_t first_word = 0, last_word = 0;
  std::string kind;  // as persoonsgegevens.toml has it: `name`, `mail`, …
  bool operator==(const PrivateWords&) const = default;
};

// `records[0]` is always the document itself.
struct Coding {
  std::vector<Record> records;
  std::vector<PrivateWords> private_words = {};  // in order of place, none over another
  bool operator==(const Coding&) const = default;
};

// What holds for a dossier in the end. `deciding` says, value by value, which document decided it.
struct Arrangement {
  Record record;
  std::vector<std::string> deciding;  // parallel to record.values: id of the document, or empty
  bool operator==(const Arrangement&) const = default;
};

}  // namespace inkoopmonitor::classify
