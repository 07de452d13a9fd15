// The language of phrases. Researchers write these; so they are words with a few signs, and a
// mistake is reported with the phrase and the place in it. Raw regular expressions were turned down
// as the normal form: nobody reviews them, and word edges go wrong (RE2's \b is ASCII).
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <utility>

#include "classify/phrase.h"
#include "classify/rules.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::classify {

// A stretch of what a part of a phrase matches: one of these texts, or, if empty, any text.
using Stretch = std::vector<std::string>;

// A part of a phrase, or a whole one, as it was read.
struct ParsedPhrase {
  PhraseTree tree;
  std::vector<Stretch> stretches;
  bool exact = false;  // see Needs; of a word or a choice of words
  enum { plain, optional, gap } kind = plain;
};

namespace {

using Node = ParsedPhrase;
using Kind = PhrasePart::Kind;

PhraseTree leaf(Kind kind, std::string text = {}) {
  return make_part({.kind = kind, .text = std::move(text), .words = 0, .parts = {}, .first = {}});
}
PhraseTree of_parts(Kind kind, std::vector<PhraseTree> parts) {
  if (parts.size() == 1 && kind != Kind::optional) return parts.front();
  return make_part({.kind = kind, .text = {}, .words = 0, .parts = std::move(parts), .first = {}});
}

// More texts than this are not made by joining one stretch to another.
constexpr std::size_t texts_max = 32;

Stretch product(const Stretch& left, const Stretch& right) {
  Stretch result;
  for (const std::string& begin : left) {
    for (const std::string& end : right) result.push_back(begin + end);
  }
  return result;
}

// How much a clause says: the number of signs of its shortest literal. A quantity is rarer than its
// marker is long.
std::size_t strength(const Clause& clause) {
  constexpr std::size_t marker_signs = 8;
  std::size_t least = clause.empty() ? 0 : SIZE_MAX;
  for (const std::string& literal : clause) {
    const bool marker = literal.find('{') != std::string::npos;
    least = std::min(least, sign_count(literal) + (marker ? marker_signs : 0));
  }
  return least;
}

// The literals of each run of stretches between two that may be any text, where they say anything.
// Edges stand at both ends, as they do around every phrase and every choice.
std::vector<Clause> clauses_of(const std::vector<Stretch>& stretches) {
  std::vector<Clause> clauses;
  Stretch run = {" "};
  const auto close = [&] {
    if (strength(run) > 0) clauses.push_back(run);
    run = {""};
  };
  for (const Stretch& stretch : stretches) {
    if (stretch.empty() || run.size() * stretch.size() > texts_max) close();
    if (!stretch.empty()) run = product(run, stretch);
  }
  run = product(run, {" "});
  close();
  return clauses;
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
    std::vector<PhraseTree> parts;
    const PhraseTree between = leaf(Kind::between);
    bool open = true;  // nothing required has been written yet
    std::size_t required = 0;
    for (const Node& node : nodes) {
      if (node.kind == Node::gap) {
        parts.push_back(node.tree);
      } else if (node.kind == Node::optional) {
        parts.push_back(of_parts(
            Kind::optional, {of_parts(Kind::sequence, open ? std::vector{node.tree, between}
                                                           : std::vector{between, node.tree})}));
      } else {
        // The marks of beginning and end take no room: `(van|te)$`, `^(van|te)`, `^[de] prijs`.
        if (!open && node.tree->kind != Kind::end) parts.push_back(between);
        parts.push_back(node.tree);
        open = open && node.tree->kind == Kind::begin;
        result.exact = ++required == 1 && node.exact;
      }
      // An edge stands at both sides of a part; a mark stands at one, too.
      std::vector<Stretch>& all = result.stretches;
      if (!all.empty()) all.push_back({" "});
      if (node.kind == Node::plain)
        all.insert(all.end(), node.stretches.begin(), node.stretches.end());
      else
        all.emplace_back();
    }
    result.tree = of_parts(Kind::sequence, std::move(parts));
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
    std::vector<PhraseTree> parts, with_rest;
    result.exact = true;
    for (const Node& choice : choices) {
      // Those that begin with the rest of a word (`*aanbieder`) share it.
      const PhrasePart& tree = *choice.tree;
      const bool begins_so = tree.kind == Kind::sequence &&
                             tree.parts.front()->kind == Kind::word_rest && tree.parts.size() > 1;
      if (begins_so)
        with_rest.push_back(of_parts(Kind::sequence, {tree.parts.begin() + 1, tree.parts.end()}));
      else
        parts.push_back(choice.tree);
      result.exact = result.exact && choice.exact;
    }
    if (!with_rest.empty())
      parts.push_back(of_parts(
          Kind::sequence, {leaf(Kind::word_rest), of_parts(Kind::choice, std::move(with_rest))}));
    result.tree = of_parts(Kind::choice, std::move(parts));
    result.stretches = stretches_of(choices);
    return result;
  }

  // One stretch where every choice is no more than a few texts; else any text in which one of the
  // choices' strongest clauses is met.
  static std::vector<Stretch> stretches_of(const std::vector<Node>& choices) {
    Stretch texts, literals;
    bool all_texts = true;
    for (const Node& choice : choices) {
      Stretch own = {""};
      for (const Stretch& stretch : choice.stretches) {
        own = product(own, stretch);
        if (own.size() > texts_max) own.clear();
      }
      all_texts = all_texts && !own.empty() && texts.size() + own.size() <= texts_max;
      if (all_texts) texts.insert(texts.end(), own.begin(), own.end());
    }
    if (all_texts) return {texts};
    for (const Node& choice : choices) {
      const std::vector<Clause> clauses = clauses_of(choice.stretches);
      const auto best = std::max_element(
          clauses.begin(), clauses.end(),
          [](const Clause& a, const Clause& b) { return strength(a) < strength(b); });
      if (best == clauses.end()) return {{}};
      literals.insert(literals.end(), best->begin(), best->end());
    }
    return {{}, literals, {}};
  }

  Node term() {
    const std::size_t end = phrase_.find('>', at_);
    if (end == std::string_view::npos) fail("a `<` that is not closed");
    const std::string name(phrase_.substr(at_ + 1, end - at_ - 1));
    const auto found = terms_.find(name);
    if (found == terms_.end()) fail("the unknown term list <" + name + ">");
    at_ = end + 1;
    const TermList& list = found->second;
    if (list.parsed == nullptr) {
      std::vector<Node> choices;
      for (const std::string& entry : list.entries)
        choices.push_back(PhraseParser(entry, terms_, where_ + ", term " + name).parse());
      list.parsed = std::make_shared<const ParsedPhrase>(alternatives(choices));
    }
    return *list.parsed;
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
    node.tree = leaf(Kind::slot, std::string(1, found->second));
    node.stretches = {{std::string("{") + found->second}, {}};
    return node;
  }

  Node gap(std::size_t length, int words) {
    at_ += length;
    Node node;
    node.kind = Node::gap;
    node.tree =
        make_part({.kind = Kind::gap, .text = {}, .words = words, .parts = {}, .first = {}});
    return node;
  }

  Node word() {
    Node node;
    Stretch plain = {""};
    std::vector<PhraseTree> parts;
    const auto close = [&] {
      if (plain == Stretch{""}) return;
      parts.push_back(leaf(Kind::text, plain.front()));
      node.stretches.push_back(std::exchange(plain, {""}));
    };
    node.exact = true;
    const std::size_t begin = at_;
    for (; at_ < phrase_.size(); ++at_) {
      const char sign = phrase_[at_];
      if (sign == ' ' || std::string_view("()[]|<>{}").find(sign) != std::string_view::npos) break;
      if (sign == '*') {
        close();
        parts.push_back(leaf(Kind::word_rest));
        node.stretches.emplace_back();
      } else if (sign == '-') {
        close();
        parts.push_back(leaf(Kind::blank_or_dash));
        node.stretches.push_back({" ", ""});
      } else if (sign == '^' || sign == '$') {
        close();
        parts.push_back(leaf(sign == '^' ? Kind::begin : Kind::end));
      } else {
        plain.front() += sign;
      }
      const bool in_word = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
      node.exact = node.exact && (in_word || sign == '*');
    }
    close();
    if (at_ == begin) fail("an unexpected `" + std::string(1, phrase_[at_]) + "`");
    node.tree = of_parts(Kind::sequence, std::move(parts));
    const auto words = std::count_if(node.stretches.begin(), node.stretches.end(),
                                     [](const Stretch& stretch) { return !stretch.empty(); });
    node.exact = node.exact && words == 1;
    return node;
  }

  std::string_view phrase_;
  const Terms& terms_;
  std::string where_;
  std::size_t at_ = 0;
};

}  // namespace

std::string pattern_of(const PhrasePart& part) {
  static const std::string between = "[ ,:()'\"/-]+", any_word = "[^ ;]+";
  const auto joined = [&](std::string_view sign) {
    std::string pattern;
    for (const PhraseTree& one : part.parts)
      pattern += (pattern.empty() ? "" : std::string(sign)) + pattern_of(*one);
    return pattern;
  };
  switch (part.kind) {
    case Kind::text:
      return re2::RE2::QuoteMeta(part.text);
    case Kind::between:
      return between;
    case Kind::word_rest:
      return "[a-z0-9\\x80-\\xff'-]*";
    case Kind::any_word:
      return any_word;
    case Kind::blank_or_dash:
      return "[ -]?";
    case Kind::begin:
      return "^";
    case Kind::end:
      return "$";
    case Kind::slot:
      return "(\\{" + part.text + "\\d+\\})";
    case Kind::sequence:
      return joined("");
    case Kind::choice:
      return "(?:" + joined("|") + ")";
    case Kind::optional:
      return "(?:" + joined("") + ")?";
    case Kind::gap:
      return "(?:" + between + any_word + "){0," + std::to_string(part.words) + "}?";
  }
  return "";
}

CompiledPhrase compile_phrase(const std::string& phrase, const Terms& terms,
                              const std::string& where) {
  // More clauses than this cost more to watch than they save.
  constexpr std::size_t clauses_max = 3;
  const std::string folded = text::fold(phrase);
  Node node = PhraseParser(folded, terms, where).parse();
  Needs needs{clauses_of(node.stretches), node.exact, 0};
  std::vector<Clause>& clauses = needs.clauses;
  const auto weaker = [](const Clause& a, const Clause& b) { return strength(a) < strength(b); };
  while (clauses.size() > clauses_max)
    clauses.erase(std::min_element(clauses.begin(), clauses.end(), weaker));
  needs.key = static_cast<std::size_t>(std::max_element(clauses.begin(), clauses.end(), weaker) -
                                       clauses.begin());
  const bool any_ending = folded.ends_with('*');
  const std::string word = folded.substr(0, folded.size() - (any_ending ? 1 : 0));
  const bool is_word = std::all_of(word.begin(), word.end(), [](char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
  });
  return {std::move(node.tree), std::move(needs), is_word ? word : "", any_ending};
}

}  // namespace inkoopmonitor::classify
