// Where a phrase stands in a text. RE2 was what did this before, and is what does it still for the
// rare text that makes this go back and forth too often: it needs an automaton for each phrase,
// which for a phrase with lists of words took longer to make, and to go through for the first time,
// than all that is searched by it in a hundred documents.
#include <algorithm>
#include <array>

#include "classify/phrase.h"

namespace inkoopmonitor::classify {
namespace {

using Kind = PhrasePart::Kind;

enum Class : std::uint8_t { letter = 1, between = 2, of_word = 4, of_any_word = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned byte = 0; byte < classes.size(); ++byte) {
    const bool is_letter =
        (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
    classes[byte] = is_letter ? letter | of_word | of_any_word : of_any_word;
  }
  for (const char sign : std::string_view(" ,:()'\"/-"))
    classes[static_cast<unsigned char>(sign)] |= between;
  for (const char sign : std::string_view("'-"))
    classes[static_cast<unsigned char>(sign)] |= of_word;
  for (const char sign : std::string_view(" ;"))
    classes[static_cast<unsigned char>(sign)] &= static_cast<std::uint8_t>(~of_any_word);
  return classes;
}
constexpr std::array<std::uint8_t, 256> classes = make_classes();

bool is(char byte, Class one) {
  return (classes[static_cast<unsigned char>(byte)] & one) != 0;
}

std::size_t run_end(std::string_view text, std::size_t at, Class one) {
  while (at < text.size() && is(text[at], one)) ++at;
  return at;
}

class Finder {
 public:
  Finder(std::string_view text, std::size_t steps) : text_(text), steps_left_(steps) {}

  std::optional<PlaceOfPhrase> find(const PhrasePart& phrase, std::size_t from) {
    for (std::size_t at = from == 0 ? 0 : from + 1; at <= text_.size(); ++at) {
      if (at > 0 && !is_edge(text_[at - 1])) continue;
      if (!phrase.may_begin(text_, at)) continue;
      if (matches(phrase, at, nullptr)) return PlaceOfPhrase{at, end_, std::move(slots_)};
      if (overrun()) return std::nullopt;
    }
    return std::nullopt;
  }

  bool overrun() const { return steps_left_ == 0; }

 private:
  // What must follow a part: of a sequence its parts from `next` on, of a gap its words but for
  // `next` of them; and what follows that.
  struct Rest {
    const PhrasePart* part;
    std::size_t next;
    const Rest* behind;
  };

  bool matches(const PhrasePart& part, std::size_t at, const Rest* rest) {
    if (steps_left_ == 0) return false;
    --steps_left_;
    switch (part.kind) {
      case Kind::text:
        return text_.substr(at).starts_with(part.text) && goes_on(at + part.text.size(), rest);
      case Kind::between:
        return any_end(at + 1, run_end(text_, at, between), rest);
      case Kind::word_rest:
        return any_end(at, run_end(text_, at, of_word), rest);
      case Kind::any_word:
        return any_end(at + 1, run_end(text_, at, of_any_word), rest);
      case Kind::blank_or_dash: {
        const bool there = at < text_.size() && (text_[at] == ' ' || text_[at] == '-');
        return (there && goes_on(at + 1, rest)) || goes_on(at, rest);
      }
      case Kind::begin:
        return at == 0 && goes_on(at, rest);
      case Kind::end:
        return at == text_.size() && goes_on(at, rest);
      case Kind::slot:
        return matches_slot(part, at, rest);
      case Kind::sequence: {
        const Rest parts = {&part, 0, rest};
        return goes_on(at, &parts);
      }
      case Kind::choice: {
        return std::any_of(part.parts.begin(), part.parts.end(), [&](const PhraseTree& one) {
          return one->may_begin(text_, at) && matches(*one, at, rest);
        });
      }
      case Kind::optional:
        return (part.parts.front()->may_begin(text_, at) &&
                matches(*part.parts.front(), at, rest)) ||
               goes_on(at, rest);
      case Kind::gap:
        return matches_gap(part, 0, at, rest);
    }
    return false;
  }

  // Whether the rest matches behind a run that ends at `last`, or, where not, earlier.
  bool any_end(std::size_t first, std::size_t last, const Rest* rest) {
    for (std::size_t end = last + 1; end-- > first;) {
      if (goes_on(end, rest)) return true;
    }
    return false;
  }

  bool matches_slot(const PhrasePart& part, std::size_t at, const Rest* rest) {
    const std::string_view here = text_.substr(at);
    constexpr std::size_t sign = 2;  // brace and letter
    if (here.size() <= sign || here[0] != '{' || here[1] != part.text.front()) return false;
    const std::size_t close = here.find_first_not_of("0123456789", sign);
    if (close == std::string_view::npos || close == sign || here[close] != '}') return false;
    slots_.push_back(here.substr(0, close + 1));
    if (goes_on(at + close + 1, rest)) return true;
    slots_.pop_back();
    return false;
  }

  bool matches_gap(const PhrasePart& gap, std::size_t words, std::size_t at, const Rest* rest) {
    if (goes_on(at, rest)) return true;
    if (words == static_cast<std::size_t>(gap.words)) return false;
    const Rest more = {&gap, words + 1, rest};
    for (std::size_t begin = run_end(text_, at, between); begin > at; --begin) {
      for (std::size_t end = run_end(text_, begin, of_any_word); end > begin; --end) {
        if (goes_on(end, &more)) return true;
      }
    }
    return false;
  }

  bool goes_on(std::size_t at, const Rest* rest) {
    if (rest == nullptr) {
      end_ = at;
      return at == text_.size() || is_edge(text_[at]);
    }
    if (rest->part->kind == Kind::gap) {
      if (steps_left_ == 0) return false;
      --steps_left_;
      return matches_gap(*rest->part, rest->next, at, rest->behind);
    }
    const PhrasePart& part = *rest->part->parts[rest->next];
    if (!part.may_begin(text_, at)) return false;
    const Rest behind = {rest->part, rest->next + 1, rest->behind};
    const bool last = behind.next == rest->part->parts.size();
    return matches(part, at, last ? rest->behind : &behind);
  }

  std::string_view text_;
  std::size_t steps_left_;
  std::size_t end_ = 0;
  std::vector<std::string_view> slots_;
};

void add_first(PhrasePart& part) {
  const auto may_begin_with = [&](Class one) {
    for (unsigned byte = 0; byte < classes.size(); ++byte) {
      if ((classes[byte] & one) != 0) part.first.set(byte);
    }
  };
  switch (part.kind) {
    case Kind::text:
      part.first.set(static_cast<unsigned char>(part.text.front()));
      break;
    case Kind::between:
      may_begin_with(between);
      break;
    case Kind::word_rest:
      may_begin_with(of_word);
      part.may_be_empty = true;
      break;
    case Kind::any_word:
      may_begin_with(of_any_word);
      break;
    case Kind::blank_or_dash:
      part.first.set(' ').set('-');
      part.may_be_empty = true;
      break;
    case Kind::begin:
    case Kind::end:
      part.may_be_empty = true;
      break;
    case Kind::optional:
      part.first = part.parts.front()->first;
      part.may_be_empty = true;
      break;
    case Kind::gap:
      may_begin_with(between);
      part.may_be_empty = true;
      break;
    case Kind::slot:
      part.first.set('{');
      break;
    case Kind::sequence:
      part.may_be_empty = true;
      for (const PhraseTree& one : part.parts) {
        part.first |= one->first;
        if (one->may_be_empty) continue;
        part.may_be_empty = false;
        break;
      }
      break;
    case Kind::choice:
      for (const PhraseTree& one : part.parts) {
        part.first |= one->first;
        part.may_be_empty = part.may_be_empty || one->may_be_empty;
      }
      break;
  }
}

}  // namespace

bool is_edge(char byte) {
  return !is(byte, letter);
}

PhraseTree make_part(PhrasePart part) {
  add_first(part);
  return std::make_shared<const PhrasePart>(std::move(part));
}

PhraseTree any_of_parts(std::vector<PhraseTree> parts) {
  PhrasePart part;
  part.kind = Kind::choice;
  part.parts = std::move(parts);
  return make_part(std::move(part));
}

std::optional<PlaceOfPhrase> find_phrase(const PhrasePart& phrase, std::string_view text,
                                         std::size_t from, std::size_t steps, bool& overrun) {
  Finder finder(text, steps);
  auto place = finder.find(phrase, from);
  overrun = !place && finder.overrun();
  return place;
}

}  // namespace inkoopmonitor::classify
