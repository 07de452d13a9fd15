// RE2::Set was turned down for this: it knows no word edges, so that `de` in `diensten` wakes a
// rule, it looks for one literal a phrase only, and as its states are sets of what was met so far
// it makes new ones for nearly every text (half of all time, at 130 rules).
#include "classify/triggers.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <deque>
#include <numeric>
#include <utility>

namespace inkoopmonitor::classify {
namespace {

constexpr std::uint8_t edge_sign = 0, brace_sign = 37, other_sign = 38;
constexpr std::size_t alphabet = 39;
constexpr std::size_t near_length = 2;  // of the nodes that have a row

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
  std::string signs;
  each_sign(text, false, [&](std::uint8_t sign) { signs.push_back(static_cast<char>(sign)); });
  assert(!signs.empty() && "a literal says something");
  const auto number = static_cast<std::uint32_t>(literals_.size() + 1);
  const auto [known, is_new] = literals_.try_emplace(std::move(signs), number);
  if (is_new) clause_lists_.resize(literals_.size() + 1);
  return known->second;
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

// The node behind `node` for a sign: where no literal goes on so, the text goes on from the longest
// other node that it ends with.
inline std::uint32_t Triggers::step(std::uint32_t node, std::uint8_t sign) const {
  const std::uint64_t bit = std::uint64_t{1} << sign;
  for (;;) {
    if (node < near_root_) return rows_[node * alphabet + sign];
    const Node& here = nodes_[node];
    if ((here.signs & bit) != 0) {
      // One or two as a rule, so counting them one by one is fast.
      std::uint32_t next = here.first;
      for (std::uint64_t less = here.signs & (bit - 1); less != 0; less &= less - 1) ++next;
      return next;
    }
    if (node == 0) return 0;
    node = here.other;
  }
}

// A node is the literals that begin alike, which stand side by side in their order. Near the root
// nodes are numbered by depth; behind it literals seldom part, and one that is read on and on is
// found in one place of the memory.
void Triggers::build_nodes() {
  struct Alike {
    std::size_t begin = 0, end = 0, length = 0;
  };
  const std::vector<std::pair<std::string_view, std::uint32_t>> literals(literals_.begin(),
                                                                         literals_.end());
  std::vector<Alike> all = {{0, literals.size(), 0}};
  std::deque<std::uint32_t> waiting = {0};
  std::uint32_t near = 0;
  while (!waiting.empty()) {
    const bool is_near = all[waiting.front()].length <= near_length;
    const std::uint32_t node = is_near ? waiting.front() : waiting.back();
    is_near ? waiting.pop_front() : waiting.pop_back();
    near += is_near;
    nodes_.resize(all.size());
    found_.resize(all.size());
    auto [at, end, length] = all[node];
    if (at < end && literals[at].first.size() == length)
      found_[node].literal = literals[at++].second;
    nodes_[node].first = static_cast<std::uint32_t>(all.size());
    while (at < end) {
      const std::size_t begin = at;
      const char sign = literals[at].first[length];
      while (at < end && literals[at].first[length] == sign) ++at;
      waiting.push_back(static_cast<std::uint32_t>(all.size()));
      all.push_back({begin, at, length + 1});
      nodes_[node].signs |= std::uint64_t{1} << static_cast<unsigned>(sign);
    }
  }
  std::vector<std::uint32_t> by_depth(all.size());
  std::iota(by_depth.begin(), by_depth.end(), 0);
  std::stable_sort(by_depth.begin(), by_depth.end(), [&](std::uint32_t left, std::uint32_t right) {
    return all[left].length < all[right].length;
  });
  link_nodes(by_depth);
  make_rows(near);
}

// What a node ends with besides, which has less depth.
void Triggers::link_nodes(const std::vector<std::uint32_t>& by_depth) {
  ends_.resize(nodes_.size());
  for (const std::uint32_t node : by_depth) {
    const Node& here = nodes_[node];
    Found& found = found_[node];
    found.node = found_[here.other].literal != 0 ? here.other : found_[here.other].node;
    ends_[node] = found.literal != 0 || found.node != 0;
    std::uint32_t next = here.first;
    for (std::uint64_t signs = here.signs; signs != 0; signs &= signs - 1) {
      const auto sign = static_cast<std::uint8_t>(std::countr_zero(signs));
      nodes_[next++].other = node == 0 ? 0 : step(here.other, sign);
    }
  }
}

// Texts are mostly near the root, where one look-up in a row is the fastest.
void Triggers::make_rows(std::uint32_t near) {
  std::vector<std::uint32_t> rows;
  rows.reserve(near * alphabet);
  for (std::uint32_t node = 0; node < near; ++node) {
    for (std::uint8_t sign = 0; sign < alphabet; ++sign) rows.push_back(step(node, sign));
  }
  rows_ = std::move(rows);
  near_root_ = near;
}

void Triggers::build() {
  build_nodes();
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
    : triggers_(triggers), notes_(std::make_shared<Notes>()) {
  notes_->clauses.resize(triggers.clauses_.size());
  notes_->literals.resize(triggers.literals_.size() + 1);
  always_.sets_ = (triggers.sets_ / 64 + 1) * 64;
  always_.bits_.resize((2 * always_.sets_ + triggers.phrases_) / 64 + 1);
  for (const Triggers::Watch& one : triggers.always_) always_.wake(one.set, one.phrase);
}

const Awake& AwakeReader::read(std::string_view text) {
  // A label stands before many cells.
  const bool again = !awake_.bits_.empty() && text == awake_.text_;
  if (!again) awake_ = always_;
  awake_.text_ = text;
  if (again) return awake_;
  ++notes_->reading;
  notes_->watches.clear();
  std::uint32_t& signs = notes_->signs;
  signs = 0;
  std::uint32_t node = triggers_.step(0, edge_sign);
  const auto step = [&](std::uint8_t sign) {
    ++signs;
    node = triggers_.step(node, sign);
    if (triggers_.ends_[node]) meet_literals(node);
  };
  each_sign(text, true, step);
  if (!text.empty() && sign_of(text.back()) != edge_sign) step(edge_sign);
  for (const std::uint32_t number : notes_->watches) {
    const Triggers::Watch& watch = triggers_.watches_[number];
    if (!is_complete(number)) continue;
    awake_.wake(watch.set, watch.phrase);
    if (watch.exact) awake_.set(awake_.sets_ + watch.set);
  }
  return awake_;
}

void AwakeReader::meet_literals(std::uint32_t node) {
  for (; node != 0; node = triggers_.found_[node].node) {
    const std::uint32_t literal = triggers_.found_[node].literal;
    if (literal == 0) continue;
    LiteralMet& met = notes_->literals[literal];
    met.last = notes_->signs;
    if (met.reading == notes_->reading) continue;
    met.reading = notes_->reading;
    met.first = notes_->signs;
    const Triggers::Lists& lists = triggers_.clauses_of_literal_;
    for (std::uint32_t at = lists.begins[literal]; at < lists.begins[literal + 1]; ++at)
      meet_clause(lists.items[at]);
  }
}

void AwakeReader::meet_clause(std::uint32_t clause) {
  if (notes_->clauses[clause] == notes_->reading) return;
  notes_->clauses[clause] = notes_->reading;
  const Triggers::Lists& lists = triggers_.watches_of_clause_;
  notes_->watches.insert(notes_->watches.end(), lists.items.begin() + lists.begins[clause],
                         lists.items.begin() + lists.begins[clause + 1]);
}

// Whether all clauses were met, and each may end behind the one before it, by the first and last
// place of its literals.
bool AwakeReader::is_complete(std::uint32_t watch) const {
  const Triggers::Lists& clauses = triggers_.clauses_of_watch_;
  const Triggers::Lists& literals = triggers_.literals_of_clause_;
  const auto begin = clauses.items.begin() + clauses.begins[watch];
  const auto end = clauses.items.begin() + clauses.begins[watch + 1];
  if (std::any_of(begin, end,
                  [&](std::uint32_t one) { return notes_->clauses[one] != notes_->reading; }))
    return false;
  if (end - begin == 1) return true;
  std::uint32_t earliest = 0;
  for (std::uint32_t at = clauses.begins[watch]; at < clauses.begins[watch + 1]; ++at) {
    const std::uint32_t clause = clauses.items[at];
    std::uint32_t first = UINT32_MAX, last = 0;
    for (std::uint32_t one = literals.begins[clause]; one < literals.begins[clause + 1]; ++one) {
      const LiteralMet& met = notes_->literals[literals.items[one]];
      if (met.reading != notes_->reading) continue;
      first = std::min(first, met.first);
      last = std::max(last, met.last);
    }
    if (last <= earliest) return false;
    earliest = std::max(earliest + 1, first);
  }
  return true;
}

}  // namespace inkoopmonitor::classify
