// Languages are told by their most frequent words, because these stand in every sentence, are
// short, so that OCR seldom breaks them, and need neither a model nor a word list. Profiles of
// letter triples were turned down: names of places and providers, of which these documents are
// full, pull them about. A word that two of the languages share (`de`, `die`, `en`, `in`, `des`)
// says nothing and is in no list; nor is what Frisian shares with English (`it`, `as`).
#include "extract/language.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace inkoopmonitor::extract {
namespace {

struct Profile {
  std::string_view language;
  std::string_view words;
};

constexpr std::array<Profile, 4> profiles = {{
    {"nl",
     "het een van voor met aan door zijn wordt worden niet op te bij deze dit naar ook uit heeft "
     "hebben kan kunnen moet moeten zal zullen tot tussen onder binnen welke wij uw ons onze als "
     "indien geen meer per er zich wie dat ten ter hun maar volgens gemeente"},
    {"en",
     "the and to for with that this are be by from not which shall have has on must may can should "
     "their these between under within any such other than where who its been if no more"},
    {"de",
     "der und das ist von zu mit im den dem nicht ein eine einer eines wird werden auch sich oder "
     "bei nach zur zum durch sind auf aus haben kann muss zwischen unter dieser diese wenn sowie"},
    {"fr",
     "le les et du une pour dans est qui sur aux avec pas sont ou cette par son ses leur leurs "
     "entre sous ainsi doit peut ces nous vous plus comme lors"},
}};

// What is beyond this no longer changes the answer.
constexpr std::size_t words_read_max = 20'000;
// A text of prose has four to six times this share of frequent words; a table of prices, half.
constexpr double share_min = 0.02;
constexpr std::size_t hits_min = 4, hits_min_declared = 2;

constexpr std::size_t unknown = profiles.size();
using Lexicon = std::unordered_map<std::string_view, std::size_t>;

const Lexicon& lexicon() {
  static const Lexicon words = [] {
    Lexicon out;
    for (std::size_t at = 0; at < profiles.size(); ++at) {
      std::string_view rest = profiles[at].words;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        out.emplace(rest.substr(0, end), at);
        rest.remove_prefix(std::min(rest.size(), end + 1));
      }
    }
    return out;
  }();
  return words;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// The letters of a word without what stands around them, in lower case as far as ASCII goes, which
// is all that the lists have.
std::string bare(std::string_view word) {
  while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

struct Counts {
  std::size_t words = 0;
  std::array<std::size_t, profiles.size()> hits{};
};

Counts count(const std::vector<Page>& pages) {
  constexpr std::size_t longest = 12;
  Counts counts;
  for (const Page& page : pages)
    for (const Word& word : page.words) {
      if (counts.words >= words_read_max) return counts;
      if (std::none_of(word.text.begin(), word.text.end(), is_letter)) continue;
      ++counts.words;
      if (word.text.size() > longest) continue;
      const auto found = lexicon().find(bare(word.text));
      if (found != lexicon().end()) ++counts.hits[found->second];
    }
  return counts;
}

}  // namespace

std::string language_of(const std::vector<Page>& pages, std::string_view declared) {
  const Counts counts = count(pages);
  std::size_t best = unknown, second_hits = 0;
  for (std::size_t at = 0; at < profiles.size(); ++at) {
    if (best == unknown || counts.hits[at] > counts.hits[best]) {
      second_hits = best == unknown ? 0 : counts.hits[best];
      best = at;
    } else {
      second_hits = std::max(second_hits, counts.hits[at]);
    }
  }
  const std::size_t hits = counts.hits[best];
  const std::string_view language = profiles[best].language;
  const bool is_declared = bare(declared.substr(0, 2)) == language;
  if (hits < (is_declared ? hits_min_declared : hits_min)) return {};
  if (hits <= second_hits + second_hits / 2) return {};
  if (static_cast<double>(hits) < share_min * static_cast<double>(counts.words)) return {};
  return std::string(language);
}

}  // namespace inkoopmonitor::extract
