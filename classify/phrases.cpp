// Phrases at work. RE2 finds out fast (by an automaton) whether and where an expression matches,
// and slowly what its parts matched. So the words and the quantity of a match are read off its ends
// where they can be told from them, which is nearly always, and asked for only where not.
#include <algorithm>
#include <optional>

#include "classify/rules.h"
#include "error.h"

namespace inkoopmonitor::classify {
namespace {

// An expression works on bytes: folded text is ASCII but for rare signs, whose bytes count as
// letters. Character classes over UTF-8 made compiling ten times slower.
constexpr std::string_view edge = "[^a-z0-9\\x80-\\xff]";

bool is_edge(char byte) {
  const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
  return !letter && static_cast<unsigned char>(byte) < 0x80;
}

// The words of a match, which may have taken the edges before and behind them. Nothing where an
// edge at the very beginning or end of the text may belong to the words.
std::optional<Phrases::Match> without_edges(std::string_view text, std::size_t begin,
                                            std::size_t end) {
  const bool first_unclear = begin == 0 && is_edge(text[0]);
  const bool last_unclear = end == text.size() && is_edge(text.back());
  if (first_unclear || last_unclear) return std::nullopt;
  return Phrases::Match{begin > 0 ? begin + 1 : 0, end < text.size() ? end - 1 : end, {}};
}

// The only marker of kind `letter` in `words`; nothing when there is none or more than one.
std::optional<std::string_view> only_marker(std::string_view words, char letter) {
  const std::string sign = {'{', letter};
  const std::size_t begin = words.find(sign);
  if (begin == std::string_view::npos || words.find(sign, begin + 1) != std::string_view::npos)
    return std::nullopt;
  return words.substr(begin, words.find('}', begin) + 1 - begin);
}

// The parts of a match that is known to stand at [begin, end), the slow way.
Phrases::Match parts_of(const re2::RE2& expression, std::string_view text, std::size_t begin,
                        std::size_t end, char letter) {
  std::vector<re2::StringPiece> groups(
      static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  expression.Match(re2::StringPiece(text.data(), text.size()), begin, end, re2::RE2::ANCHOR_BOTH,
                   groups.data(), static_cast<int>(groups.size()));
  Phrases::Match match;
  match.begin = static_cast<std::size_t>(groups[1].data() - text.data());
  match.end = match.begin + groups[1].size();
  for (std::size_t group = 2; group < groups.size(); ++group) {
    if (groups[group].empty() || (letter != 0 && groups[group][1] != letter)) continue;
    match.slot = std::string_view(groups[group].data(), groups[group].size());
  }
  return match;
}

// The first place of a phrase that is one word.
std::optional<Phrases::Match> find_word(const LazyExpression& phrase, std::string_view text,
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

}  // namespace

Phrases::Phrases(const std::vector<std::string>& phrases, PhraseSource& source,
                 const std::string& where) {
  if (phrases.empty()) return;
  const auto shared = [&](const std::string& pattern, const CompiledPhrase& phrase) {
    Expression& expression = source.expressions[pattern];
    if (expression == nullptr) {
      expression = std::make_shared<LazyExpression>();
      expression->pattern = pattern;
      expression->where = where;
      expression->word = phrase.word;
      expression->any_ending = phrase.any_ending;
    }
    return expression;
  };
  std::string pattern;
  std::vector<Needs> needs;
  std::vector<std::string> pieces;
  bool known = true;
  for (const std::string& phrase : phrases) {
    CompiledPhrase one = compile_phrase(phrase, source.terms, where);
    pattern += (pattern.empty() ? "" : "|") + one.pattern;
    each_.push_back(shared(one.pattern, one));
    known = known && add_pieces(one.needs, pieces);
    needs.push_back(std::move(one.needs));
  }
  whole_ = phrases.size() == 1 ? each_.front() : shared(pattern, {});
  if (known) whole_->pieces = std::move(pieces);
  const Triggers::Added added = source.triggers.add(needs);
  set_ = added.set;
  first_phrase_ = added.first_phrase;
}

const re2::RE2& Phrases::compiled(const Expression& lazy) {
  std::call_once(lazy->once, [&] {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_encoding(re2::RE2::Options::EncodingLatin1);
    options.set_max_mem(64 << 20);
    auto made = std::make_unique<re2::RE2>(
        "(?:^|" + std::string(edge) + ")(" + lazy->pattern + ")(?:$|" + std::string(edge) + ")",
        options);
    if (!made->ok()) {
      throw Error(ErrorKind::usage, lazy->where, "its phrases cannot be compiled: " + made->error(),
                  "make the phrases simpler or split the rule");
    }
    lazy->expression = std::move(made);
  });
  return *lazy->expression;
}

bool Phrases::found(const Expression& lazy, std::string_view text) {
  if (!lazy->word.empty()) return find_word(*lazy, text, 0).has_value();
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled(lazy));
}

bool Phrases::may_match(LazyExpression& lazy, std::string_view text) {
  if (lazy.pieces.empty() || !lazy.word.empty()) return true;
  std::call_once(lazy.literals_once,
                 [&] { lazy.literals = std::make_unique<Literals>(lazy.pieces); });
  return lazy.literals->any_in(text);
}

bool Phrases::found_in(std::string_view text) const {
  return !empty() && may_match(*whole_, text) && found(whole_, text);
}

bool Phrases::any_found_in(const Awake& awake) const {
  for (std::size_t at = 0; at < each_.size(); ++at) {
    if (awake.may_hold_phrase(first_phrase_ + at) && found(each_[at], awake.text())) return true;
  }
  return false;
}

std::optional<Phrases::Match> Phrases::match_from(const Awake& awake, std::size_t from,
                                                  char letter) const {
  std::optional<Match> first;
  for (std::size_t at = 0; at < each_.size(); ++at) {
    if (!awake.may_hold_phrase(first_phrase_ + at)) continue;
    std::optional<Match> one = match(each_[at], awake.text(), from, letter);
    if (one && (!first || one->begin < first->begin)) first = std::move(one);
  }
  return first;
}

std::optional<Phrases::Match> Phrases::match_from(std::string_view text, std::size_t from,
                                                  char letter) const {
  if (empty()) return std::nullopt;
  return match(whole_, text, from, letter);
}

std::optional<Phrases::Match> Phrases::match(const Expression& lazy, std::string_view text,
                                             std::size_t from, char letter) {
  if (from > text.size()) return std::nullopt;
  if (!lazy->word.empty()) return find_word(*lazy, text, from);
  const re2::RE2& expression = compiled(lazy);
  re2::StringPiece whole;
  if (!expression.Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                        re2::RE2::UNANCHORED, &whole, 1))
    return std::nullopt;
  const auto begin = static_cast<std::size_t>(whole.data() - text.data());
  const std::size_t end = begin + whole.size();
  std::optional<Match> match = without_edges(text, begin, end);
  if (!match) return parts_of(expression, text, begin, end, letter);
  constexpr int groups_without_slot = 1;
  if (expression.NumberOfCapturingGroups() == groups_without_slot) return match;
  const std::string_view words = text.substr(match->begin, match->end - match->begin);
  const auto marker = letter != 0 ? only_marker(words, letter) : std::nullopt;
  if (!marker) return parts_of(expression, text, begin, end, letter);
  match->slot = *marker;
  return match;
}

}  // namespace inkoopmonitor::classify
