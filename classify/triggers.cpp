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
// In the rows of an automaton that is built: a literal ends at the next node.
constexpr std::uint32_t ends_literal = std::uint32_t{1} << 31;

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

Triggers::Added Triggers::add(const std::vector<Needs>& phrases) {
  const Added added = {sets_++, phrases_};
  for (const Needs& needs : phrases) {
    const Watch one = {static_cast<std::uint32_t>(added.set),
                       static_cast<std::uint32_t>(phrases_++), needs.exact};
    if (needs.clauses.empty()) {
      always_.push_back(one);
      continue;
    }
    const auto watch = static_cast<std::uint32_t>(watches_.size());
    order_lists_.emplace_back();
    for (const Clause& clause : needs.clauses) order_lists_[watch].push_back(clause_of(clause));
    watch_lists_[order_lists_[watch][needs.key]].push_back(watch);
    watches_.push_back(one);
  }
  return added;
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
void Triggers::complete_nodes() {
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
  number_by_depth(level);
}

// Numbers the nodes anew, the root first and then as given. A text is mostly at nodes of little
// depth; side by side they stay in the processor's caches. The rows get the form for reading.
void Triggers::number_by_depth(const std::vector<std::uint32_t>& by_depth) {
  assert(next_.size() < ends_literal);
  std::vector<std::uint32_t> old_of = {0}, new_of(literal_.size());
  old_of.insert(old_of.end(), by_depth.begin(), by_depth.end());
  for (std::uint32_t node = 0; node < old_of.size(); ++node) new_of[old_of[node]] = node;
  std::vector<std::uint32_t> next, literal, found;
  next.reserve(next_.size());
  for (const std::uint32_t old : old_of) {
    for (std::size_t sign = 0; sign < alphabet; ++sign) {
      const std::uint32_t to = next_[old * alphabet + sign];
      const bool ends = (literal_[to] | found_[to]) != 0;
      next.push_back(new_of[to] * static_cast<std::uint32_t>(alphabet) | (ends ? ends_literal : 0));
    }
    literal.push_back(literal_[old]);
    found.push_back(new_of[found_[old]]);
  }
  next_ = std::move(next);
  literal_ = std::move(literal);
  found_ = std::move(found);
}

void Triggers::build() {
  if (next_.empty()) next_.resize(alphabet);
  literal_.resize(next_.size() / alphabet);
  complete_nodes();
  std::vector<std::vector<std::uint32_t>> literal_lists(clauses_.size());
  for (std::uint32_t literal = 0; literal < clause_lists_.size(); ++literal) {
    for (const std::uint32_t clause : clause_lists_[literal])
      literal_lists[clause].push_back(literal);
  }
  clauses_of_literal_ = flat(clause_lists_);
  literals_of_clause_ = flat(literal_lists);
  watches_of_clause_ = flat(watch_lists_);
  clauses_of_watch_ = flat(order_lists_);
}

AwakeReader::AwakeReader(const Triggers& triggers)
    : triggers_(triggers),
      always_(triggers.sets_ / 64 + 1),
      always_phrases_(triggers.phrases_ / 64 + 1),
      clause_met_(triggers.clauses_.size()),
      literal_met_(triggers.literals_) {
  for (const Triggers::Watch& one : triggers.always_) {
    Awake::set(always_, one.set);
    Awake::set(always_phrases_, one.phrase);
  }
}

const Awake& AwakeReader::read(std::string_view text) {
  // A label stands before many cells.
  const bool again = reading_ > 0 && text == awake_.text_;
  awake_.text_ = text;
  if (again) return awake_;
  awake_.may_ = always_;
  awake_.phrases_ = always_phrases_;
  awake_.surely_.assign(always_.size(), 0);
  ++reading_;
  watches_.clear();
  signs_ = 0;
  const std::uint32_t* rows = triggers_.next_.data();
  std::uint32_t row = rows[edge_sign] & ~ends_literal;
  const auto step = [&](std::uint8_t sign) {
    ++signs_;
    const std::uint32_t next = rows[row + sign];
    row = next & ~ends_literal;
    if (next != row) meet_literals(row / static_cast<std::uint32_t>(alphabet));
  };
  each_sign(text, true, step);
  if (!text.empty() && sign_of(text.back()) != edge_sign) step(edge_sign);
  for (const std::uint32_t number : watches_) {
    const Triggers::Watch& watch = triggers_.watches_[number];
    if (!is_complete(number)) continue;
    Awake::set(awake_.may_, watch.set);
    Awake::set(awake_.phrases_, watch.phrase);
    if (watch.exact) Awake::set(awake_.surely_, watch.set);
  }
  return awake_;
}

void AwakeReader::meet_literals(std::uint32_t node) {
  for (; node != 0; node = triggers_.found_[node]) {
    const std::uint32_t literal = triggers_.literal_[node];
    if (literal == 0) continue;
    LiteralMet& met = literal_met_[literal];
    met.last = signs_;
    if (met.reading == reading_) continue;
    met.reading = reading_;
    met.first = signs_;
    const Triggers::Lists& lists = triggers_.clauses_of_literal_;
    for (std::uint32_t at = lists.begins[literal]; at < lists.begins[literal + 1]; ++at)
      meet_clause(lists.items[at]);
  }
}

void AwakeReader::meet_clause(std::uint32_t clause) {
  if (clause_met_[clause] == reading_) return;
  clause_met_[clause] = reading_;
  const Triggers::Lists& lists = triggers_.watches_of_clause_;
  watches_.insert(watches_.end(), lists.items.begin() + lists.begins[clause],
                  lists.items.begin() + lists.begins[clause + 1]);
}

// Whether all clauses were met, and each may end behind the one before it, by the first and last
// place of its literals.
bool AwakeReader::is_complete(std::uint32_t watch) const {
  const Triggers::Lists& clauses = triggers_.clauses_of_watch_;
  const Triggers::Lists& literals = triggers_.literals_of_clause_;
  const auto begin = clauses.items.begin() + clauses.begins[watch];
  const auto end = clauses.items.begin() + clauses.begins[watch + 1];
  if (std::any_of(begin, end, [&](std::uint32_t one) { return clause_met_[one] != reading_; }))
    return false;
  if (end - begin == 1) return true;
  std::uint32_t earliest = 0;
  for (std::uint32_t at = clauses.begins[watch]; at < clauses.begins[watch + 1]; ++at) {
    const std::uint32_t clause = clauses.items[at];
    std::uint32_t first = UINT32_MAX, last = 0;
    for (std::uint32_t one = literals.begins[clause]; one < literals.begins[clause + 1]; ++one) {
      const LiteralMet& met = literal_met_[literals.items[one]];
      if (met.reading != reading_) continue;
      first = std::min(first, met.first);
      last = std::max(last, met.last);
    }
    if (last <= earliest) return false;
    earliest = std::max(earliest + 1, first);
  }
  return true;
}

}  // namespace inkoopmonitor::classify
