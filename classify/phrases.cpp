// Phrases at work: which of them are searched for in a text, and how.
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "classify/rules.h"
#include "error.h"

namespace inkoopmonitor::classify {
namespace {

// The first place of a phrase that is one word.
std::optional<Phrases::Match> find_word(const Expression& phrase, std::string_view text,
                                        std::size_t from) {
  const std::string& word = phrase.word;
  for (std::size_t at = text.find(word, from == 0 ? 0 : from + 1); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    std::size_t end = at + word.size();
    if (at > 0 && !is_edge(text[at - 1])) continue;
    if (phrase.any_ending) {
      while (end < text.size() && (!is_edge(text[end]) || text[end] == '\'' || text[end] == '-'))
        ++end;
    }
    if (phrase.any_ending || end == text.size() || is_edge(text[end]))
      return Phrases::Match{at, end, {}};
  }
  return std::nullopt;
}

// Adds the longest run without an edge of each literal of which a phrase needs one; false where
// they say too little.
bool add_pieces(const Needs& needs, std::vector<std::string>& pieces) {
  constexpr std::size_t least = 2;
  if (needs.clauses.empty()) return false;
  for (const std::string& literal : needs.clauses[needs.key]) {
    std::string run, longest;
    for (const char sign : literal) {
      const bool ends = is_edge(sign) && sign != '{';
      ends ? run.clear() : run.push_back(sign);
      if (run.size() > longest.size()) longest = run;
    }
    if (longest.size() < least) return false;
    pieces.push_back(std::move(longest));
  }
  return true;
}

// A phrase that is no more than a list of terms is as many phrases, each of which has words that it
// cannot do without.
std::vector<std::string> without_lists(const std::vector<std::string>& written,
                                       const Terms& terms) {
  std::vector<std::string> phrases;
  for (const std::string& phrase : written) {
    const bool is_list = phrase.starts_with('<') && phrase.find('>') + 1 == phrase.size();
    const auto list = is_list ? terms.find(phrase.substr(1, phrase.size() - 2)) : terms.end();
    if (list == terms.end())
      phrases.push_back(phrase);
    else
      phrases.insert(phrases.end(), list->second.entries.begin(), list->second.entries.end());
  }
  return phrases;
}

// The same with RE2, which takes as many steps as the text has bytes.
std::optional<PlaceOfPhrase> find_by_pattern(Expression& one, std::string_view text,
                                             std::size_t from) {
  static const std::string edge = "[^a-z0-9\\x80-\\xff]";
  std::call_once(one.once, [&] {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_encoding(re2::RE2::Options::EncodingLatin1);
    options.set_max_mem(64 << 20);
    auto made = std::make_unique<re2::RE2>(
        "(?:^|" + edge + ")(" + pattern_of(*one.tree) + ")(?:$|" + edge + ")", options);
    if (!made->ok()) {
      throw Error(ErrorKind::usage, one.where, "its phrases cannot be compiled: " + made->error(),
                  "make the phrases simpler or split the rule");
    }
    one.pattern = std::move(made);
  });
  std::vector<re2::StringPiece> groups(
      static_cast<std::size_t>(one.pattern->NumberOfCapturingGroups()) + 1);
  if (!one.pattern->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                          re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size())))
    return std::nullopt;
  PlaceOfPhrase place;
  place.begin = static_cast<std::size_t>(groups[1].data() - text.data());
  place.end = place.begin + groups[1].size();
  for (std::size_t group = 2; group < groups.size(); ++group) {
    if (!groups[group].empty())
      place.slots.emplace_back(groups[group].data(), groups[group].size());
  }
  return place;
}

bool may_match(Expression& one, std::string_view text) {
  if (one.pieces.empty() || !one.word.empty()) return true;
  std::call_once(one.literals_once, [&] { one.literals = std::make_unique<Literals>(one.pieces); });
  return one.literals->any_in(text);
}

}  // namespace

Phrases::Phrases(const std::vector<std::string>& written, PhraseSource& source,
                 const std::string& where) {
  if (written.empty()) return;
  const std::vector<std::string> phrases = without_lists(written, source.terms);
  std::vector<Needs> needs;
  std::vector<std::string> pieces;
  bool known = true;
  for (const std::string& phrase : phrases) {
    CompiledPhrase compiled = compile_phrase(phrase, source.terms, where);
    auto one = std::make_shared<Expression>();
    one->tree = std::move(compiled.tree);
    one->where = where;
    one->word = std::move(compiled.word);
    one->any_ending = compiled.any_ending;
    each_.push_back(std::move(one));
    known = known && add_pieces(compiled.needs, pieces);
    needs.push_back(std::move(compiled.needs));
  }
  whole_ = each_.front();
  if (phrases.size() > 1) {
    whole_ = std::make_shared<Expression>();
    whole_->tree = any_of_parts(trees());
    whole_->where = where;
  }
  if (known) whole_->pieces = std::move(pieces);
  const Triggers::Added added = source.triggers.add(needs);
  set_ = added.set;
  first_phrase_ = added.first_phrase;
}

std::vector<PhraseTree> Phrases::trees() const {
  std::vector<PhraseTree> trees;
  trees.reserve(each_.size());
  for (const auto& one : each_) trees.push_back(one->tree);
  return trees;
}

bool Phrases::found_in(std::string_view text) const {
  return !empty() && may_match(*whole_, text) && match(*whole_, text, 0, 0).has_value();
}

bool Phrases::any_found_in(const Awake& awake) const {
  for (std::size_t at = 0; at < each_.size(); ++at) {
    if (awake.may_hold_phrase(first_phrase_ + at) && match(*each_[at], awake.text(), 0, 0))
      return true;
  }
  return false;
}

std::optional<Phrases::Match> Phrases::match_from(const Awake& awake, std::size_t from,
                                                  char letter) const {
  std::optional<Match> first;
  for (std::size_t at = 0; at < each_.size(); ++at) {
    if (!awake.may_hold_phrase(first_phrase_ + at)) continue;
    std::optional<Match> one = match(*each_[at], awake.text(), from, letter);
    if (one && (!first || one->begin < first->begin)) first = std::move(one);
  }
  return first;
}

std::optional<Phrases::Match> Phrases::match_from(std::string_view text, std::size_t from,
                                                  char letter) const {
  if (empty()) return std::nullopt;
  return match(*whole_, text, from, letter);
}

std::optional<Phrases::Match> Phrases::match(Expression& one, std::string_view text,
                                             std::size_t from, char letter) {
  // A search is as long as its text, whatever stands in it: few take one step a byte.
  const std::size_t steps_max = 2'000 + 40 * text.size();
  if (from > text.size()) return std::nullopt;
  if (!one.word.empty()) return find_word(one, text, from);
  bool overrun = false;
  auto place = find_phrase(*one.tree, text, from, steps_max, overrun);
  if (overrun) place = find_by_pattern(one, text, from);
  if (!place) return std::nullopt;
  Match match{place->begin, place->end, {}};
  for (const std::string_view slot : place->slots) {
    if (letter == 0 || slot[1] == letter) match.slot = slot;
  }
  return match;
}

}  // namespace inkoopmonitor::classify
