// A ruleset of as many rules as wanted, to measure what rules cost:
//
//   more_rules RULES TEXTS OUT COUNT
//
// The folder OUT becomes a copy of RULES (codebook.toml and rules/) with made rules besides, until
// there are COUNT. A made rule is a real one with other words, taken from the texts (*.txt in the
// folder TEXTS) that the rules are to be tried on: each word becomes one that is about as frequent
// there, so that made rules wake about as often as real ones. Words that no text has become words
// that no text has.
#include <fmt/format.h>

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "text.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

// Calls `take(begin, end)` for every run of letters.
template <typename Take>
void each_word(const std::string& text, Take take) {
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!is_letter(text[begin])) continue;
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    take(begin, end);
    begin = end;
  }
}

class Vocabulary {
 public:
  explicit Vocabulary(const fs::path& texts) {
    std::map<std::string, std::size_t> counts;
    for (const auto& entry : fs::directory_iterator(texts)) {
      if (entry.path().extension() != ".txt") continue;
      const std::string text = text::fold(text::valid_utf8(bytes_of(entry.path())));
      each_word(text, [&](std::size_t begin, std::size_t end) {
        ++counts[text.substr(begin, end - begin)];
      });
    }
    for (const auto& [word, count] : counts) {
      if (!std::isdigit(static_cast<unsigned char>(word[0]))) by_rank_.push_back(word);
    }
    std::stable_sort(by_rank_.begin(), by_rank_.end(), [&](const auto& left, const auto& right) {
      return counts[left] > counts[right];
    });
    for (std::size_t rank = 0; rank < by_rank_.size(); ++rank) rank_[by_rank_[rank]] = rank;
  }

  // The word that stands for `word` in the made rules of round `round`, from 1.
  std::string instead_of(const std::string& word, std::size_t round) const {
    if (std::isdigit(static_cast<unsigned char>(word[0]))) return word;
    const auto found = rank_.find(word);
    if (found == rank_.end()) return word + std::string(round, 'q');
    // Further down the list words are so many that a few ranks change nothing.
    const std::size_t rank = found->second + round * (1 + found->second / 50);
    return by_rank_[std::min(rank, by_rank_.size() - 1)];
  }

 private:
  std::vector<std::string> by_rank_;  // the most frequent first
  std::map<std::string, std::size_t> rank_;
};

// Other words for those of a phrase; slots, terms and the signs of the language stay.
std::string reworded(const std::string& phrase, const Vocabulary& vocabulary, std::size_t round) {
  const std::string folded = text::fold(phrase);
  std::string result;
  std::size_t at = 0;
  each_word(folded, [&](std::size_t begin, std::size_t end) {
    result += folded.substr(at, begin - at);
    at = end;
    const std::string word = folded.substr(begin, end - begin);
    const char before = begin > 0 ? folded[begin - 1] : ' ';
    const char behind = end < folded.size() ? folded[end] : ' ';
    const bool is_name = before == '{' || before == '<' || behind == '}' || behind == '>' ||
                         before == '_' || behind == '_';
    result += is_name ? word : vocabulary.instead_of(word, round);
  });
  return result + folded.substr(at);
}

toml::table made_rule(const toml::table& rule, const Vocabulary& vocabulary, std::size_t round) {
  toml::table made = rule;
  made.insert_or_assign("name", rule["name"].value_or(std::string()) + fmt::format(".{}", round));
  made.erase("yes");
  made.erase("no");
  for (const char* key :
       {"phrases", "near", "not_near", "label", "not_label", "section", "asked"}) {
    toml::array* phrases = made[key].as_array();
    if (phrases == nullptr) continue;
    for (toml::node& phrase : *phrases) {
      if (auto* text = phrase.as_string(); text != nullptr)
        *text = reworded(text->get(), vocabulary, round);
    }
  }
  return made;
}

std::vector<toml::table> rules_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "rules")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<toml::table> rules;
  for (const fs::path& file : files) {
    const toml::table parsed = toml::parse_file(file.string());
    const toml::array* array = parsed["rule"].as_array();
    if (array == nullptr) continue;
    for (const toml::node& rule : *array) rules.push_back(*rule.as_table());
  }
  return rules;
}

int make(const fs::path& folder, const fs::path& texts, const fs::path& out, std::size_t count) {
  const std::vector<toml::table> real = rules_of(folder);
  const Vocabulary vocabulary(texts);
  fs::create_directories(out / "rules");
  fs::copy(folder / "codebook.toml", out / "codebook.toml");
  fs::copy(folder / "rules", out / "rules", fs::copy_options::recursive);
  toml::array made;
  for (std::size_t number = real.size(); number < count; ++number)
    made.push_back(made_rule(real[number % real.size()], vocabulary, number / real.size()));
  std::ofstream file(out / "rules" / "made.toml");
  if (!made.empty()) file << toml::table{{"rule", made}} << '\n';
  fmt::print("{} rules, {} of them made\n", real.size() + made.size(), made.size());
  return file.good() ? 0 : 1;
}

}  // namespace
}  // namespace inkoopmonitor

int main(int count, char** words) {
  if (count != 5) {
    std::cerr << "usage: more_rules RULES TEXTS OUT COUNT\n";
    return 2;
  }
  return inkoopmonitor::make(words[1], words[2], words[3], std::stoul(words[4]));
}
