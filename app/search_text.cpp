// A word is put right when the word list does not know it, nor two words of the list joined, and
// exactly one word of the list comes out when one confusion of OCR is undone. Nothing that people
// see is changed by it; a wrong guess costs a wrong hit, beside the text as it was read.
//
// The rules have a stricter repair of their own (classify/slips.h), which knows the words of the
// rules only; a search may be for any word.
#include "app/search_text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <utility>

#include "text.h"

namespace inkoopmonitor::app {
namespace {

constexpr std::size_t kLettersMin = 6;  // shorter words are too much alike
constexpr std::size_t kPartMin = 4;

// As it is read, as it was meant; lower case.
constexpr std::array<std::pair<std::string_view, std::string_view>, 38> kConfusions = {{
    {"rn", "m"}, {"m", "rn"}, {"cl", "d"}, {"d", "cl"}, {"vv", "w"}, {"ii", "u"}, {"li", "h"},
    {"ri", "n"}, {"l", "i"},  {"i", "l"},  {"1", "i"},  {"1", "l"},  {"|", "l"},  {"|", "i"},
    {"0", "o"},  {"5", "s"},  {"8", "b"},  {"6", "b"},  {"c", "e"},  {"e", "c"},  {"f", "t"},
    {"t", "f"},  {"q", "g"},  {"ÿ", "ij"}, {"y", "ij"}, {"d", "ö"},  {"6", "ö"},  {"é", "ö"},
    {"o", "ö"},  {"e", "ë"},  {"é", "ë"},  {"&", "ë"},  {"i", "ï"},  {"f", "ï"},  {"u", "ü"},
    {"ti", "ü"}, {"e", "é"},  {"6", "é"},
}};

bool in_word(char byte) {
  const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                      static_cast<unsigned char>(byte) >= 0x80;
  return letter || (byte >= '0' && byte <= '9') || byte == '|' || byte == '&';
}

// ASCII and the letters with marks of Dutch; other letters stay.
std::string lower(std::string_view word) {
  std::string result(word);
  for (std::size_t at = 0; at < result.size(); ++at) {
    if (result[at] >= 'A' && result[at] <= 'Z') result[at] = static_cast<char>(result[at] + 32);
    const bool latin = at + 1 < result.size() && result[at] == '\xC3';
    if (latin && static_cast<unsigned char>(result[at + 1]) < 0xA0)
      result[at + 1] = static_cast<char>(result[at + 1] + 0x20);
  }
  return result;
}

bool is_letter_at(const std::string& line, std::size_t at) {
  return at < line.size() && in_word(line[at]) && !(line[at] >= '0' && line[at] <= '9');
}

// The line with the word that goes on in `next`, and nothing of `next` but that word; false when
// none does.
bool join(std::string& line, const std::string& next) {
  const bool parted = line.size() > 2 && line.back() == '-' &&
                      is_letter_at(line, line.size() - 2) && !next.empty() &&
                      ((next[0] >= 'a' && next[0] <= 'z') || next[0] == '\xC3');
  if (!parted) return false;
  line.pop_back();
  std::size_t end = 0;
  while (end < next.size() && in_word(next[end])) ++end;
  // The word after it too, for phrases.
  while (end < next.size() && !in_word(next[end])) ++end;
  while (end < next.size() && in_word(next[end])) ++end;
  line += next.substr(0, end);
  return true;
}

bool has_ligature(const std::string& line) {
  // U+FB00 to U+FB06 (ﬁ) and U+0132, U+0133 (ĳ), which SQLite's tokenizer takes for letters, and
  // the soft hyphen.
  return line.find("\xEF\xAC") != std::string::npos || line.find("\xC4\xB2") != std::string::npos ||
         line.find("\xC4\xB3") != std::string::npos || line.find("\xC2\xAD") != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& page_text) {
  std::vector<std::string> lines(1);
  for (const char c : page_text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

}  // namespace

void SearchText::load() {
  loaded_ = true;
  std::ifstream file(word_list_, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    const std::string word = lower(std::string_view(line).substr(0, line.find('/')));
    if (word.size() >= kPartMin) words_.insert(word);
  }
}

bool SearchText::knows_parts(std::string_view word) const {
  for (std::size_t cut = kPartMin; cut + kPartMin <= word.size(); ++cut) {
    if (!knows(std::string(word.substr(0, cut)))) continue;
    if (knows(std::string(word.substr(cut)))) return true;
    const bool joined = word[cut] == 's' && cut + 1 + kPartMin <= word.size();
    if (joined && knows(std::string(word.substr(cut + 1)))) return true;
  }
  return false;
}

// What a word in lower case was meant to be; empty where that is not sure.
std::string SearchText::meant(const std::string& word) const {
  if (word.size() < kLettersMin || knows(word) || knows_parts(word)) return "";
  std::set<std::string> found;
  for (const auto& [read, meant] : kConfusions) {
    for (std::size_t at = word.find(read); at != std::string::npos; at = word.find(read, at + 1)) {
      std::string candidate = word;
      candidate.replace(at, read.size(), meant);
      if (knows(candidate)) found.insert(text::fold(candidate));
    }
  }
  return found.size() == 1 ? *found.begin() : "";
}

// The line folded with its words put right.
std::string SearchText::repaired(const std::string& line) {
  std::string result;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && in_word(line[end]) == in_word(line[at])) ++end;
    const std::string word = line.substr(at, end - at);
    const std::string right = in_word(line[at]) ? meant(lower(word)) : "";
    result += right.empty() ? text::fold(word) : right;
    at = end;
  }
  return result;
}

std::string SearchText::of(const std::string& page_text, bool by_ocr) {
  if (by_ocr && !loaded_) load();
  std::string result;
  const std::vector<std::string> lines = lines_of(page_text);
  for (std::size_t n = 0; n < lines.size(); ++n) {
    std::string line = lines[n];
    const bool joined = n + 1 < lines.size() && join(line, lines[n + 1]);
    const std::string folded = text::fold(line);
    const std::string right = by_ocr ? repaired(line) : folded;
    if (joined || right != folded || has_ligature(line)) result += right + "\n";
  }
  return result;
}

std::vector<std::string> SearchText::of(const extract::Document& document) {
  std::vector<std::string> result;
  for (const extract::Page& page : document.pages)
    result.push_back(of(extract::plain_text(page), page.source == extract::PageSource::ocr));
  return result;
}

}  // namespace inkoopmonitor::app
