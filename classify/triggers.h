// Which phrases may stand in a text, told by one pass over it. Private to classify.
//
// There are thousands of phrases and most of them stand in few texts. Each phrase cannot do without
// some runs of text, its literals; an automaton (Aho and Corasick's) finds all literals of all
// phrases at once, at the price of one table look-up a byte, whatever their number. Only phrases
// whose literals are all there are searched for by their expressions.
//
// A literal is folded text in which a blank stands for an edge: the beginning or end of the text,
// or one or more bytes that belong to no word. So ` van ` is the word, `van ` any word that ends
// so, and ` in de regio` finds `in de (regio's`. All bytes beyond ASCII count as one letter.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::classify {

// Literals of which one must stand in a text.
using Clause = std::vector<std::string>;

// What a phrase cannot do without: one literal of each clause. Without clauses it may stand in any
// text. `exact`: it stands wherever the clauses are met, so there is nothing left to search for.
struct Needs {
  std::vector<Clause> clauses;
  bool exact = false;
};

// Letters, digits and signs of a literal that are no edge: how much it says.
std::size_t sign_count(std::string_view literal);

class Triggers {
 public:
  // Makes a set of phrases known and gives its number, from 0. The set is awake in a text where one
  // of its phrases may stand.
  std::size_t add(const std::vector<Needs>& phrases);
  // To be called once, after the last `add` and before the first reading.
  void build();

 private:
  friend class Awake;

  // Lists of numbers, one after another: list `i` is [begins[i], begins[i + 1]) of `items`.
  struct Lists {
    std::vector<std::uint32_t> begins, items;
  };
  struct Watch {  // of one phrase
    std::uint32_t set = 0;
    std::uint32_t clauses = 0;  // how many have to be met
    bool exact = false;
  };

  std::uint32_t literal_of(std::string_view text);
  std::uint32_t clause_of(Clause literals);
  static Lists flat(const std::vector<std::vector<std::uint32_t>>& lists);

  // The automaton. Node 0 is its root. `literal_` and `found_`: the literal that ends at a node,
  // and the nearest node that it ends with and that has one; 0 for none.
  std::vector<std::uint32_t> next_;  // by node and sign
  std::vector<std::uint32_t> literal_, found_;
  std::size_t literals_ = 1, sets_ = 0;
  std::vector<Watch> watches_;
  std::vector<std::uint32_t> always_;  // sets that are awake in every text
  std::map<Clause, std::uint32_t> clauses_;
  std::vector<std::vector<std::uint32_t>> clause_lists_, watch_lists_;  // until they are built
  Lists clauses_of_literal_, watches_of_clause_;
};

// The sets of phrases that are awake in one text. Used again for one text after another, each by
// one thread.
class Awake {
 public:
  explicit Awake(const Triggers& triggers);

  // Reads `text`, which must stay good until the next reading.
  void read(std::string_view text);
  std::string_view text() const { return text_; }
  // Whether a phrase of the set may stand in the text, and whether one stands there surely.
  bool may_hold(std::size_t set) const { return is_set(may_, set); }
  bool surely_holds(std::size_t set) const { return is_set(surely_, set); }
  // Calls `take(set)` for every set that is awake, in rising order.
  template <typename Take>
  void each(Take take) const {
    for (std::size_t place = 0; place < may_.size(); ++place) {
      for (std::uint64_t bits = may_[place]; bits != 0; bits &= bits - 1)
        take(place * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }

 private:
  using Bits = std::vector<std::uint64_t>;
  static bool is_set(const Bits& bits, std::size_t at) {
    return (bits[at / 64] >> (at % 64) & 1) != 0;
  }
  static void set(Bits& bits, std::size_t at) { bits[at / 64] |= std::uint64_t{1} << (at % 64); }

  void meet_literals(std::uint32_t node);
  void meet_clause(std::uint32_t clause);

  const Triggers& triggers_;
  std::string_view text_;
  Bits may_, surely_, always_;
  // What was met in this text: marked with the number of the reading, so that nothing is cleared.
  std::uint32_t reading_ = 0;
  std::vector<std::uint32_t> literal_met_, clause_met_;
  struct Met {
    std::uint32_t reading = 0, clauses = 0;
  };
  std::vector<Met> watch_met_;
};

}  // namespace inkoopmonitor::classify
