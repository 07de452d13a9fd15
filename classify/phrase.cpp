// The language of phrases. Researchers write these; so they are words with a few signs, and a
// mistake is reported with the phrase and the place in it. Raw regular expressions were turned down
// as the normal form: nobody reviews them, and word edges go wrong (RE2's \b is ASCII).
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "classify/rules.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

constexpr std::string_view separator = "[ ,:()'\"/-]+";
constexpr std::string_view any_word = "[^ ;]+";
// Expressions work on bytes: folded text is ASCII but for rare signs, whose bytes count as letters.
// Character classes over UTF-8 made loading the rules ten times slower.
constexpr std::string_view word_rest = "[a-z0-9\\x80-\\xff'-]*";
constexpr std::string_view edge = "[^a-z0-9\\x80-\\xff]";

// An expression and the literals of which one occurs in every text it matches.
struct Node {
  std::string pattern;
  std::vector<std::string> literals;
  enum { plain, optional, gap } kind = plain;
};

// How selective a set of literals is: the length of its shortest.
std::size_t strength(const std::vector<std::string>& literals) {
  std::size_t shortest = literals.empty() ? 0 : SIZE_MAX;
  for (const std::string& literal : literals) shortest = std::min(shortest, literal.size());
  return shortest;
}

class PhraseParser {
 public:
  PhraseParser(std::string_view phrase, const Terms& terms, const std::string& where)
      : phrase_(phrase), terms_(terms), where_(where) {}

  Node parse() {
    Node node = sequence();
    if (at_ < phrase_.size()) fail("an unexpected `" + std::string(1, phrase_[at_]) + "`");
    return node;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorKind::usage, where_, "phrase \"" + std::string(phrase_) + "\" has " + what,
                "mend the phrase; classify/rules.h describes the language");
  }

  void skip_blanks() {
    while (at_ < phrase_.size() && phrase_[at_] == ' ') ++at_;
  }

  Node sequence() {
    std::vector<Node> nodes;
    for (skip_blanks();
         at_ < phrase_.size() && phrase_[at_] != '|' && phrase_[at_] != ')' && phrase_[at_] != ']';
         skip_blanks()) {
      nodes.push_back(item());
    }
    if (nodes.empty()) fail("an empty part");
    if (nodes.front().kind == Node::gap || nodes.back().kind == Node::gap) fail("a gap at an edge");
    return joined(nodes);
  }

  static Node joined(const std::vector<Node>& nodes) {
    Node result;
    bool open = true;  // nothing required has been written yet
    std::size_t best = 0;
    for (const Node& node : nodes) {
      const std::string lead = std::string(separator);
      if (node.kind == Node::gap) {
        result.pattern += node.pattern;
      } else if (node.kind == Node::optional) {
        result.pattern +=
            open ? "(?:" + node.pattern + lead + ")?" : "(?:" + lead + node.pattern + ")?";
      } else {
        // The marks of beginning and end take no room: `(van|te)$`, `^(van|te)`.
        const bool glued = open || node.pattern == "$" || result.pattern == "^";
        result.pattern += glued ? node.pattern : lead + node.pattern;
        open = false;
        if (strength(node.literals) > best) {
          best = strength(node.literals);
          result.literals = node.literals;
        }
      }
    }
    return result;
  }

  Node item() {
    const char sign = phrase_[at_];
    if (sign == '(' || sign == '[') return group(sign == '(' ? ')' : ']');
    if (sign == '<') return term();
    if (sign == '{') return slot();
    if (phrase_.substr(at_, 3) == "...") return gap(3, 12);
    if (phrase_.substr(at_, 2) == "..") return gap(2, 4);
    return word();
  }

  Node group(char close) {
    ++at_;
    Node result;
    std::vector<Node> choices;
    while (true) {
      choices.push_back(sequence());
      if (at_ >= phrase_.size()) fail("a bracket that is not closed");
      if (phrase_[at_] == close) break;
      if (phrase_[at_] != '|') fail("brackets that do not match");
      ++at_;
    }
    ++at_;
    result = alternatives(choices);
    result.kind = close == ')' ? Node::plain : Node::optional;
    return result;
  }

  static Node alternatives(const std::vector<Node>& choices) {
    Node result;
    result.pattern = "(?:";
    bool known = true;
    for (const Node& choice : choices) {
      if (&choice != &choices.front()) result.pattern += '|';
      result.pattern += choice.pattern;
      known = known && !choice.literals.empty();
      result.literals.insert(result.literals.end(), choice.literals.begin(), choice.literals.end());
    }
    result.pattern += ')';
    if (!known) result.literals.clear();
    return result;
  }

  Node term() {
    const std::size_t end = phrase_.find('>', at_);
    if (end == std::string_view::npos) fail("a `<` that is not closed");
    const std::string name(phrase_.substr(at_ + 1, end - at_ - 1));
    const auto found = terms_.find(name);
    if (found == terms_.end()) fail("the unknown term list <" + name + ">");
    at_ = end + 1;
    std::vector<Node> choices;
    for (const std::string& entry : found->second) {
      choices.push_back(PhraseParser(entry, terms_, where_ + ", term " + name).parse());
    }
    return alternatives(choices);
  }

  Node slot() {
    static const std::map<std::string_view, char> letters = {
        {"count", 'c'}, {"duration", 'd'}, {"date", 'a'}, {"period", 'p'}, {"amount", 'm'}};
    const std::size_t end = phrase_.find('}', at_);
    if (end == std::string_view::npos) fail("a `{` that is not closed");
    const auto found = letters.find(phrase_.substr(at_ + 1, end - at_ - 1));
    if (found == letters.end()) fail("an unknown slot");
    at_ = end + 1;
    Node node;
    node.pattern = std::string("(\\{") + found->second + "\\d+\\})";
    node.literals = {std::string("{") + found->second};
    return node;
  }

  Node gap(std::size_t length, int words) {
    at_ += length;
    Node node;
    node.kind = Node::gap;
    node.pattern = "(?:" + std::string(separator) + std::string(any_word) + "){0," +
                   std::to_string(words) + "}?";
    return node;
  }

  Node word() {
    Node node;
    std::string literal, longest;
    const auto close_literal = [&] {
      if (literal.size() > longest.size()) longest = literal;
      literal.clear();
    };
    const std::size_t begin = at_;
    for (; at_ < phrase_.size(); ++at_) {
      const char sign = phrase_[at_];
      if (sign == ' ' || std::string_view("()[]|<>{}").find(sign) != std::string_view::npos) break;
      if (sign == '*') {
        node.pattern += word_rest;
        close_literal();
      } else if (sign == '-') {
        node.pattern += "[ -]?";
        close_literal();
      } else if (sign == '^' || sign == '$') {
        node.pattern += sign;
      } else {
        node.pattern += re2::RE2::QuoteMeta(std::string_view(&phrase_[at_], 1));
        literal += sign;
      }
    }
    close_literal();
    if (at_ == begin) fail("an unexpected `" + std::string(1, phrase_[at_]) + "`");
    if (!longest.empty()) node.literals = {longest};
    return node;
  }

  std::string_view phrase_;
  const Terms& terms_;
  std::string where_;
  std::size_t at_ = 0;
};

}  // namespace

CompiledPhrase compile_phrase(const std::string& phrase, const Terms& terms,
                              const std::string& where) {
  const std::string folded = text::fold(phrase);
  Node node = PhraseParser(folded, terms, where).parse();
  return {std::move(node.pattern), std::move(node.literals)};
}

Phrases::Phrases(const std::vector<std::string>& phrases, const Terms& terms,
                 const std::string& where) {
  if (phrases.empty()) return;
  std::string all;
  for (const std::string& phrase : phrases) {
    CompiledPhrase compiled = compile_phrase(phrase, terms, where);
    all += (all.empty() ? "" : "|") + compiled.pattern;
    if (compiled.literals.empty()) every_text_ = true;
    literals_.insert(literals_.end(), compiled.literals.begin(), compiled.literals.end());
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_max_mem(64 << 20);
  pattern_ = std::make_unique<re2::RE2>(
      "(?:^|" + std::string(edge) + ")(" + all + ")(?:$|" + std::string(edge) + ")", options);
  if (!pattern_->ok()) {
    throw Error(ErrorKind::usage, where, "its phrases cannot be compiled: " + pattern_->error(),
                "make the phrases simpler or split the rule");
  }
}

bool Phrases::found_in(std::string_view text) const {
  return pattern_ != nullptr &&
         re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern_);
}

std::optional<Phrases::Match> Phrases::match_from(std::string_view text, std::size_t from) const {
  if (pattern_ == nullptr || from > text.size()) return std::nullopt;
  const re2::StringPiece input(text.data(), text.size());
  std::vector<re2::StringPiece> groups(
      static_cast<std::size_t>(pattern_->NumberOfCapturingGroups()) + 1);
  if (!pattern_->Match(input, from, text.size(), re2::RE2::UNANCHORED, groups.data(),
                       static_cast<int>(groups.size())))
    return std::nullopt;
  Match match;
  match.begin = static_cast<std::size_t>(groups[1].data() - text.data());
  match.end = match.begin + groups[1].size();
  for (std::size_t group = 2; group < groups.size(); ++group) {
    if (!groups[group].empty())
      match.slot = std::string_view(groups[group].data(), groups[group].size());
  }
  return match;
}

std::vector<Phrases::Match> Phrases::matches(std::string_view text) const {
  std::vector<Match> result;
  std::size_t from = 0;
  while (const std::optional<Match> match = match_from(text, from)) {
    result.push_back(*match);
    from = std::max(match->end, from + 1);
  }
  return result;
}

}  // namespace inkoopmonitor::classify
