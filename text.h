// Text as every room may use it: valid UTF-8, one Dutch folding, one Dutch order. ICU stays behind
// this header.
//
// All strings are UTF-8. Offsets are byte offsets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::text {

// `bytes` with every ill-formed sequence replaced by U+FFFD, so that the result is valid UTF-8.
std::string valid_utf8(std::string_view bytes);

// Adds one code point; U+FFFD for what is none.
void append_utf8(std::string& out, char32_t code);

// `bytes` of this charset (a name as mail gives it: `windows-1252`) as UTF-8. Without a name, or
// with one that nobody knows: UTF-8 where that is what they are, else Western European.
std::string from_charset(std::string_view bytes, const std::string& charset);

// True when `bytes` is valid UTF-8 already.
bool is_valid_utf8(std::string_view bytes);

// A folded text and the way back. `origin` has one entry for each byte of `text`, and one for its
// end: the offset in the original of the character that the byte came from. A match [a, b) of the
// folded text is the slice [origin[a], origin[b]) of the original; when `a` lies inside an
// expansion (`ﬁ` became `fi`), origin[a] is the start of the expanded character, so that a slice
// is widened and never cuts a character.
struct Folded {
  std::string text;
  std::vector<std::uint32_t> origin;
};

// Folds for matching: lower case, no diacritics (`é` → `e`, `ĳ` → `ij`), ligatures spelled out,
// all quotes as ', all dashes as -, every kind of space as one blank each, soft hyphens removed.
// Superscripts are kept (`10³` stays), so a number never changes. Folding twice is folding once.
Folded fold_with_origin(std::string_view original);
std::string fold(std::string_view original);

// Dutch alphabetical order, case and diacritics last: below, equal or above zero.
int compare(std::string_view left, std::string_view right);

// Number of columns that `text` takes on a terminal (East Asian wide characters count two).
std::size_t display_width(std::string_view text);

// A file name for people: bytes that are not UTF-8 as \xNN, control characters (a newline too) as
// \n, \t or \xNN, a backslash doubled. Different byte strings give different results.
std::string escaped_path(std::string_view bytes);

}  // namespace inkoopmonitor::text
