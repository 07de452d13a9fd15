// RE2::Set was turned down for this: it knows no word edges, so that `de` in `diensten` wakes a
// rule, it looks for one literal a phrase only, and as its states are sets of what was met so far
// it makes new ones for nearly every text (half of all time, at 130 rules).
#include "classify/triggers.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace inkoopmonitor::classify {
namespace {

constexpr std::uint8_t edge_sign = 0, brace_sign = 37, other_sign = 38;
constexpr std::size_t alphabet = 39;

constexpr std::array<std::uint8_t, 256> make_signs() {
  std::array<std::uint8_t, 256> signs{};  // edges all
  for (int letter = 'a'; letter <= 'z'; ++letter)
    signs[letter] = static_cast<std::uint8_t>(1 + letter - 'a');
  for (int digit = '0'; digit <= '9'; ++digit)
    signs[digit] = static_cast<std::uint8_t>(27 + digit - '0');
  for (int byte = 0x80; byte < 0x100; ++byte) signs[byte] = other_sign;
  signs['{'] = brace_sign;
  return signs;
}
constexpr std::array<std::uint8_t, 256> signs_of_bytes = make_signs();

std::uint8_t sign_of(char byte) {
  return signs_of_bytes[static_cast<unsigned char>(byte)];
}

// Calls `take(sign)` for the signs of a text, edges in a row as one. The brace of a slot's marker
// is an edge and a sign of its own.
template <typename Take>
void each_sign(std::string_view text, bool at_edge, Take take) {
  for (const char byte : text) {
    const std::uint8_t sign = sign_of(byte);
    const bool is_edge = sign == edge_sign;
    if ((is_edge || sign == brace_sign) && !at_edge) take(edge_sign);
    if (!is_edge) take(sign);
    at_edge = is_edge;
  }
}

}  // namespace

std::size_t sign_count(std::string_view literal) {
  return static_cast<std::size_t>(std::count_if(
      literal.begin(), literal.end(), [](char byte) { return sign_of(byte) != edge_sign; }));
}

std::uint32_t Triggers::literal_of(std::string_view text) {
  if (next_.empty()) {
    next_.resize(alphabet);
    literal_.resize(1);
  }
  std::size_t node = 0;
  each_sign(text, false, [&](std::uint8_t sign) {
    std::uint32_t& next = next_[node * alphabet + sign];
    node = next;
    if (node != 0) return;
    node = next = static_cast<std::uint32_t>(literal_.size());
    literal_.push_back(0);
    next_.resize(next_.size() + alphabet);
  });
  assert(node != 0 && "a literal says something");
  if (literal_[node] == 0) {
    literal_[node] = static_cast<std::uint32_t>(literals_++);
    clause_lists_.resize(literals_);
  }
  return literal_[node];
}

std::uint32_t Triggers::clause_of(Clause literals) {
  std::sort(literals.begin(), literals.end());
  const auto [known, is_new] =
      clauses_.try_emplace(literals, static_cast<std::uint32_t>(clauses_.size()));
  if (!is_new) return known->second;
  watch_lists_.emplace_back();
  for (const std::string& literal : literals) {
    std::vector<std::uint32_t>& users = clause_lists_[literal_of(literal)];
    if (users.empty() || users.back() != known->second) users.push_back(known->second);
  }
  return known->second;
}

std::size_t Triggers::add(const std::vector<Needs>& phrases) {
  const std::size_t set = sets_++;
  for (const Needs& needs : phrases) {
    if (needs.clauses.empty()) {
      always_.push_back(static_cast<std::uint32_t>(set));
      continue;
    }
    const auto watch = static_cast<std::uint32_t>(watches_.size());
    std::uint32_t count = 0;
    for (const Clause& clause : needs.clauses) {
      std::vector<std::uint32_t>& users = watch_lists_[clause_of(clause)];
      if (!users.empty() && users.back() == watch) continue;  // the phrase needs it twice
      users.push_back(watch);
      ++count;
    }
    watches_.push_back({static_cast<std::uint32_t>(set), count, needs.exact});
  }
  return set;
}

Triggers::Lists Triggers::flat(const std::vector<std::vector<std::uint32_t>>& lists) {
  Lists result;
  for (const std::vector<std::uint32_t>& list : lists) {
    result.begins.push_back(static_cast<std::uint32_t>(result.items.size()));
    result.items.insert(result.items.end(), list.begin(), list.end());
  }
  result.begins.push_back(static_cast<std::uint32_t>(result.items.size()));
  return result;
}

// Completes the automaton level by level: where a node has no next one for a sign, the text goes on
// from the longest other node that it ends with.
void Triggers::build() {
  if (next_.empty()) next_.resize(alphabet);
  literal_.resize(next_.size() / alphabet);
  found_.assign(literal_.size(), 0);
  std::vector<std::uint32_t> suffix(literal_.size()), level;
  for (std::size_t sign = 0; sign < alphabet; ++sign) {
    if (next_[sign] != 0) level.push_back(next_[sign]);
  }
  for (std::size_t at = 0; at < level.size(); ++at) {
    const std::size_t node = level[at];
    const std::size_t other = suffix[node];
    found_[node] = literal_[other] != 0 ? static_cast<std::uint32_t>(other) : found_[other];
    for (std::size_t sign = 0; sign < alphabet; ++sign) {
      std::uint32_t& next = next_[node * alphabet + sign];
      const std::uint32_t else_next = next_[other * alphabet + sign];
      if (next == 0) {
        next = else_next;
      } else {
        suffix[next] = else_next;
        level.push_back(next);
      }
    }
  }
  clauses_of_literal_ = flat(clause_lists_);
  watches_of_clause_ = flat(watch_lists_);
}

Awake::Awake(const Triggers& triggers)
    : triggers_(triggers),
      may_(triggers.sets_ / 64 + 1),
      surely_(may_.size()),
      always_(may_.size()),
      literal_met_(triggers.literals_),
      clause_met_(triggers.clauses_.size()),
      watch_met_(triggers.watches_.size()) {
  for (const std::uint32_t phrases : triggers.always_) set(always_, phrases);
}

void Awake::read(std::string_view text) {
  text_ = text;
  may_ = always_;
  std::fill(surely_.begin(), surely_.end(), 0);
  ++reading_;
  const std::uint32_t* next = triggers_.next_.data();
  std::size_t node = next[edge_sign];
  const auto step = [&](std::uint8_t sign) {
    node = next[node * alphabet + sign];
    if ((triggers_.literal_[node] | triggers_.found_[node]) != 0)
      meet_literals(static_cast<std::uint32_t>(node));
  };
  each_sign(text, true, step);
  if (!text.empty() && sign_of(text.back()) != edge_sign) step(edge_sign);
}

void Awake::meet_literals(std::uint32_t node) {
  for (; node != 0; node = triggers_.found_[node]) {
    const std::uint32_t literal = triggers_.literal_[node];
    if (literal == 0) continue;
    // One that was met before was so with all that it ends with.
    if (literal_met_[literal] == reading_) return;
    literal_met_[literal] = reading_;
    const Triggers::Lists& lists = triggers_.clauses_of_literal_;
    for (std::uint32_t at = lists.begins[literal]; at < lists.begins[literal + 1]; ++at)
      meet_clause(lists.items[at]);
  }
}

void Awake::meet_clause(std::uint32_t clause) {
  if (clause_met_[clause] == reading_) return;
  clause_met_[clause] = reading_;
  const Triggers::Lists& lists = triggers_.watches_of_clause_;
  for (std::uint32_t at = lists.begins[clause]; at < lists.begins[clause + 1]; ++at) {
    const std::uint32_t number = lists.items[at];
    Met& met = watch_met_[number];
    if (met.reading != reading_) met = {reading_, 0};
    const Triggers::Watch& watch = triggers_.watches_[number];
    if (++met.clauses < watch.clauses) continue;
    set(may_, watch.set);
    if (watch.exact) set(surely_, watch.set);
  }
}

}  // namespace inkoopmonitor::classify
