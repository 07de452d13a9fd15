// Good text layers, garbled ones and OCR are compared by one measure, so it may not depend on where
// the words come from: no OCR certainty, no fonts. A language model of letters would need data of
// its own; a word list is on every system. Its inflections and compounds are guessed by endings and
// splits, because Hunspell's own analysis takes 300 ms to load in every child.
#include "extract/quality.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <system_error>

namespace inkoopmonitor::extract {
namespace {

constexpr std::size_t filter_bits = std::size_t{1} << 23;

std::uint64_t hash(std::string_view word) {
  std::uint64_t value = 0xcbf29ce484222325ull;
  for (const char byte : word) {
    value ^= static_cast<unsigned char>(byte);
    value *= 0x100000001b3ull;
  }
  value ^= value >> 29;
  value *= 0xbf58476d1ce4e5b9ull;
  return value ^ (value >> 32);
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

std::string lower_case(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char c = word[at];
    if (c == '\xc4' && at + 1 < word.size() && (word[at + 1] == '\xb3' || word[at + 1] == '\xb2')) {
      out += "ij";  // the one letter ĳ or Ĳ
      ++at;
    } else if (c == '\xc3' && at + 1 < word.size() &&
               static_cast<unsigned char>(word[at + 1]) <= 0x9e) {
      out += c;  // À–Þ
      out += static_cast<char>(word[++at] + 0x20);
    } else {
      out += is_upper(c) ? static_cast<char>(c + 0x20) : c;
    }
  }
  return out;
}

// The word without quotes, brackets and stops around it.
std::string_view core_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> beyond = {"‘", "’", "“", "”", "„", "•",
                                                              "–", "—", "…", "‐", "«", "»"};
  static constexpr std::string_view plain = "()[]{}<>\"'.,;:!?*-/_=+";
  bool again = true;
  while (again && !word.empty()) {
    again = false;
    if (plain.find(word.front()) != std::string_view::npos) word.remove_prefix(1), again = true;
    if (!word.empty() && plain.find(word.back()) != std::string_view::npos)
      word.remove_suffix(1), again = true;
    for (const std::string_view mark : beyond) {
      if (word.starts_with(mark)) word.remove_prefix(mark.size()), again = true;
      if (word.ends_with(mark)) word.remove_suffix(mark.size()), again = true;
    }
  }
  return word;
}

// Amounts, dates, article numbers, `3x12`, `€1.000`: mostly digits, little else.
bool is_numeric(std::string_view word) {
  std::size_t digits = 0, letters = 0, strange = 0;
  for (const char c : word) {
    if (is_digit(c)) {
      ++digits;
    } else if (is_lower(c) || is_upper(c)) {
      ++letters;
    } else if (std::string_view(".,-/:%§()+&").find(c) == std::string_view::npos &&
               !is_beyond_ascii(c)) {
      ++strange;
    }
  }
  return digits > 0 && strange == 0 && letters <= 3;
}

// True for letters in an order that words have: no marks or digits inside, no capital after a
// small letter, a vowel, no letter three times.
bool is_word_shaped(std::string_view word) {
  bool vowel = false, capitals_only = true;
  std::size_t letters = 0, same = 1;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char c = word[at];
    const bool letter = is_lower(c) || is_upper(c) || is_beyond_ascii(c);
    if (!letter && std::string_view("-'./@&_:").find(c) == std::string_view::npos) return false;
    letters += letter ? 1 : 0;
    if (is_lower(c)) capitals_only = false;
    if (at > 0 && is_upper(c) && is_lower(word[at - 1])) return false;
    same = at > 0 && c == word[at - 1] ? same + 1 : 1;
    if (same >= 3 && is_lower(c) && c != 'w') return false;
    vowel = vowel || is_beyond_ascii(c) ||
            std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos;
  }
  return letters > 0 && (vowel || capitals_only || letters <= 3);
}

}  // namespace

WordJudge::WordJudge(const std::filesystem::path& word_list) {
  if (word_list.empty()) return;
  std::ifstream file(word_list, std::ios::binary);
  if (!file) return;
  const auto made = std::make_shared<std::vector<std::uint64_t>>(filter_bits / 64);
  std::vector<std::uint64_t>& bits = *made;
  for (std::string line; std::getline(file, line);) {
    const std::string word = lower_case(std::string_view(line).substr(0, line.find('/')));
    if (word.size() < 2) continue;
    const std::uint64_t value = hash(word);
    for (const std::uint64_t bit : {value % filter_bits, (value >> 32) % filter_bits})
      bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  bits_ = bits;
  owner_ = made;
}

WordJudge::WordJudge(int shared) {
  constexpr std::size_t bytes = filter_bits / 8;
  struct stat status {};
  if (fstat(shared, &status) != 0 || static_cast<std::size_t>(status.st_size) != bytes) return;
  void* start = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, shared, 0);
  if (start == MAP_FAILED) throw std::bad_alloc();
  owner_ = std::shared_ptr<const void>(start, [](void* memory) { munmap(memory, bytes); });
  bits_ = {static_cast<const std::uint64_t*>(start), filter_bits / 64};
}

Descriptor WordJudge::share() const {
  const auto check = [](bool good) {
    if (!good) throw std::system_error(errno, std::generic_category(), "words for the readers");
  };
  Descriptor shared(memfd_create("words", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  check(shared.is_open());
  std::string_view rest(reinterpret_cast<const char*>(bits_.data()), bits_.size_bytes());
  while (!rest.empty()) {
    const ssize_t written = ::write(shared.get(), rest.data(), rest.size());
    check(written > 0);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  constexpr int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
  check(fcntl(shared.get(), F_ADD_SEALS, seals) == 0);
  return shared;
}

bool WordJudge::knows(std::string_view lower) const {
  const std::uint64_t value = hash(lower);
  for (const std::uint64_t bit : {value % filter_bits, (value >> 32) % filter_bits})
    if (!(bits_[bit / 64] >> (bit % 64) & 1)) return false;
  return true;
}

bool WordJudge::knows_inflected(std::string_view lower) const {
  if (knows(lower)) return true;
  static constexpr std::array<std::string_view, 12> endings = {
      "en", "e", "s", "n", "t", "d", "de", "den", "te", "ten", "'s", "ing"};
  for (const std::string_view ending : endings) {
    if (lower.size() < ending.size() + 3 || !lower.ends_with(ending)) continue;
    const std::string_view stem = lower.substr(0, lower.size() - ending.size());
    if (knows(stem)) return true;
    const std::size_t last = stem.size() - 1;
    if (stem[last] == stem[last - 1] && knows(stem.substr(0, last))) return true;  // plannen
    std::string longer(stem);                                                      // percelen
    longer.insert(last, 1, stem[last - 1]);
    if (knows(longer)) return true;
    if (knows(std::string(stem) + "en")) return true;  // gewerkt, inkoopt
  }
  return false;
}

bool WordJudge::knows_compound(std::string_view lower) const {
  for (std::size_t cut = 4; cut + 4 <= lower.size(); ++cut) {
    const std::string_view head = lower.substr(0, cut);
    if (!knows(head) && !(head.ends_with('s') && knows(head.substr(0, cut - 1)))) continue;
    if (knows_inflected(lower.substr(cut))) return true;
  }
  return false;
}

float WordJudge::plausibility(std::string_view word) const {
  if (is_numeric(word)) return 1;
  if (!is_word_shaped(word)) return 0;
  if (bits_.empty()) return 1;
  const std::string lower = lower_case(word);
  if (lower.size() < 2 || knows_inflected(lower) || knows_compound(lower)) return 1;
  const std::size_t hyphen = lower.find('-');
  if (hyphen != std::string::npos && hyphen > 1 && knows_inflected(lower.substr(0, hyphen)))
    return 1;
  return 0.6f;  // a name, an abbreviation, a word of the trade
}

float WordJudge::quality(const std::vector<RawWord>& words) const {
  float sum = 0, weight = 0;
  for (const RawWord& word : words) {
    const std::string_view core = core_of(word.text);
    if (core.empty()) continue;
    const float counts = core.size() == 1 ? 0.5f : 1;
    sum += counts * plausibility(core);
    weight += counts;
  }
  return weight > 0 ? sum / weight : 1;
}

}  // namespace inkoopmonitor::extract
