// Two things make a repair sure: the rules do not know the word as it was read, or less of it, and
// exactly one word that they know best is left when one kind of confusion is undone. What the words
// of other fields would become is watched by a test that tries every word of a Dutch dictionary:
// none may change.
//
// Turned down: the nearest word by edit distance, which makes `gegund` of `gezond`; and asking a
// dictionary while coding, because a coding would then depend on what is installed.
#include "classify/slips.h"

#include <toml++/toml.h>
#include <algorithm>
#include <cctype>

#include "classify/quantities.h"
#include "error.h"

namespace inkoopmonitor::classify {
namespace {

// Shorter words are too much alike.
constexpr std::size_t letters_min = 6, stem_letters_min = 7;

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || static_cast<unsigned char>(byte) >= 0x80;
}
bool in_word(char byte) {
  return is_letter(byte) || is_digit(byte) || byte == '|';
}

// `vierjarige`, `tweemaal`: what a number word is part of must be read as it stands.
bool says_number(const std::string& word) {
  return parse_number(word) || !find_counts(word).empty() || !find_durations(word).empty();
}

// A word with figures is one only if they can be letters: between letters, or one before them.
bool may_be_a_word(std::string_view word) {
  std::size_t letters = 0, digits = 0;
  for (std::size_t at = 0; at < word.size(); ++at) {
    letters += is_letter(word[at]);
    if (is_letter(word[at])) continue;
    ++digits;
    const bool letter_follows = at + 1 < word.size() && is_letter(word[at + 1]);
    if (!letter_follows) return false;
  }
  return letters + 1 >= letters_min && digits <= 2;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const toml::source_region& where,
                         const std::string& problem) {
  throw Error(ErrorKind::usage, file.string(),
              "line " + std::to_string(where.begin.line) + ": " + problem,
              "write it as the comments of the file that came with the program say");
}

std::vector<std::string> texts_of(const std::filesystem::path& file, const toml::node& node) {
  std::vector<std::string> texts;
  const toml::array* array = node.as_array();
  if (array == nullptr) refuse(file, node.source(), "is not a list");
  for (const toml::node& item : *array) {
    const auto text = item.value<std::string>();
    if (!text || text->empty()) refuse(file, item.source(), "holds something that is no text");
    texts.push_back(*text);
  }
  return texts;
}

std::vector<SlipTable::Pair> pairs_of(const std::filesystem::path& file, const toml::node& node) {
  std::vector<SlipTable::Pair> pairs;
  const toml::array* array = node.as_array();
  if (array == nullptr) refuse(file, node.source(), "is not a list");
  for (const toml::node& item : *array) {
    const std::vector<std::string> texts = texts_of(file, item);
    if (texts.size() != 2) refuse(file, item.source(), "is not a pair, as read and as meant");
    pairs.emplace_back(texts[0], texts[1]);
  }
  return pairs;
}

void each_word(std::string_view text, const auto& action) {
  for (std::size_t at = 0; at < text.size();) {
    if (!in_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    action(at, end);
    at = end;
  }
}

}  // namespace

SlipTable read_slips(const std::filesystem::path& file, const std::string& bytes) {
  SlipTable slips;
  try {
    const toml::table table = toml::parse(bytes, file.string());
    for (const auto& [key, node] : table) {
      if (key == "confusions")
        slips.confusions = pairs_of(file, node);
      else if (key == "apart")
        slips.apart = pairs_of(file, node);
      else if (key == "words")
        slips.words = texts_of(file, node);
      else if (key == "keep")
        slips.keep = texts_of(file, node);
      else
        refuse(file, key.source(), "unknown key `" + std::string(key.str()) + "`");
    }
  } catch (const toml::parse_error& error) {
    refuse(file, error.source(), std::string(error.description()));
  }
  return slips;
}

Slips::Slips(SlipTable table, const std::vector<std::string>& phrases) : table_(std::move(table)) {
  for (const auto& [read, apart] : table_.apart) apart_[read] = apart;
  keep_.insert(table_.keep.begin(), table_.keep.end());
  words_.insert(table_.words.begin(), table_.words.end());
  for (const std::string& phrase : phrases) {
    const std::string folded = text::fold(phrase);
    each_word(folded, [&](std::size_t begin, std::size_t end) {
      const std::string word = folded.substr(begin, end - begin);
      const bool all_letters = std::all_of(word.begin(), word.end(), is_letter);
      // A name of a term list or slot is no word.
      const char before = begin > 0 ? folded[begin - 1] : ' ';
      const char after = end < folded.size() ? folded[end] : ' ';
      if (!all_letters || before == '<' || before == '{' || after == '_' || before == '_' ||
          says_number(word))
        return;
      if (after == '*' && word.size() >= stem_letters_min) beginnings_.insert(word);
      if (before == '*' && word.size() >= stem_letters_min) endings_.insert(word);
      if (before != '*' && after != '*' && word.size() >= letters_min) words_.insert(word);
    });
  }
}

std::size_t Slips::known(std::string_view word) const {
  const std::string whole(word);
  if (words_.contains(whole) || beginnings_.contains(whole) || endings_.contains(whole))
    return word.size() + 1;
  for (std::size_t length = word.size(); length >= stem_letters_min; --length) {
    if (beginnings_.contains(whole.substr(0, length)) ||
        endings_.contains(whole.substr(word.size() - length)))
      return length;
  }
  return 0;
}

std::string Slips::meant(std::string_view word) const {
  const std::string read(word);
  if (const auto apart = apart_.find(read); apart != apart_.end()) return apart->second;
  if (word.size() + 1 < letters_min || !may_be_a_word(word)) return {};
  if (keep_.contains(read)) return {};
  const std::size_t as_read = known(word);
  if (as_read > word.size()) return {};
  std::string found;
  std::size_t best = as_read;
  bool several = false;
  const auto consider = [&](const std::string& candidate) {
    if (candidate == found || !std::all_of(candidate.begin(), candidate.end(), is_letter)) return;
    const std::size_t its = known(candidate);
    if (its < best || its == as_read) return;
    several = its == best && !found.empty();
    found = candidate;
    best = its;
  };
  for (const auto& [wrong, right] : table_.confusions) {
    std::string all;
    std::size_t times = 0, from = 0;
    for (std::size_t at; (at = read.find(wrong, from)) != std::string::npos;) {
      consider(read.substr(0, at) + right + read.substr(at + wrong.size()));
      all += read.substr(from, at - from) + right;
      from = at + wrong.size();
      ++times;
    }
    if (times > 1) consider(all + read.substr(from));
  }
  return several ? std::string() : found;
}

void Slips::undo(text::Folded& folded) const {
  if (words_.empty()) return;
  text::Folded result;
  std::size_t copied = 0;
  each_word(folded.text, [&](std::size_t begin, std::size_t end) {
    const std::string right = meant(std::string_view(folded.text).substr(begin, end - begin));
    if (right.empty()) return;
    result.text.append(folded.text, copied, begin - copied);
    result.origin.insert(result.origin.end(), folded.origin.begin() + std::ptrdiff_t(copied),
                         folded.origin.begin() + std::ptrdiff_t(begin));
    result.text += right;
    result.origin.insert(result.origin.end(), right.size(), folded.origin[begin]);
    copied = end;
  });
  if (copied == 0) return;
  result.text.append(folded.text, copied);
  result.origin.insert(result.origin.end(), folded.origin.begin() + std::ptrdiff_t(copied),
                       folded.origin.end());
  folded = std::move(result);
}

}  // namespace inkoopmonitor::classify
