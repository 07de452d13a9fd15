// Which phrases may stand in a text, told by one pass over it. Private to classify.
//
// There are thousands of phrases and most of them stand in few texts. Each phrase cannot do without
// some runs of text, its literals; an automaton (Aho and Corasick's) finds all literals of all
// phrases at once, at the price of a look-up or two a byte, whatever their number. Only phrases
// whose literals are all there, and may stand in the order of the phrase, are searched for by their
// expressions: words with gaps between them are what those are slow at.
//
// A literal is folded text in which a blank stands for an edge: the beginning or end of the text,
// or one or more bytes that belong to no word. So ` van ` is the word, `van ` any word that ends
// so, and ` in de regio` finds `in de (regio's`. All bytes beyond ASCII count as one letter.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::classify {

// Literals of which one must stand in a text.
using Clause = std::vector<std::string>;

// What a phrase cannot do without: one literal of each clause, in this order and each ending behind
// the one before it. Without clauses it may stand in any text. `exact`: it stands wherever the
// clauses are met, so there is nothing left to search for.
struct Needs {
  std::vector<Clause> clauses;
  bool exact = false;
  std::size_t key = 0;  // the clause that is met least often: the others are asked for behind it
};

// Letters, digits and signs of a literal that are no edge: how much it says.
std::size_t sign_count(std::string_view literal);

class Triggers {
 public:
  // The numbers, from 0, of a set of phrases and of the first of them; the others follow it.
  struct Added {
    std::size_t set = 0, first_phrase = 0;
  };
  // Makes a set of phrases known. It is awake in a text where one of its phrases may stand.
  Added add(const std::vector<Needs>& phrases);
  // To be called once, after the last `add` and before the first reading.
  void build();

 private:
  friend class AwakeReader;

  // Lists of numbers, one after another: list `i` is [begins[i], begins[i + 1]) of `items`.
  struct Lists {
    std::vector<std::uint32_t> begins, items;
  };
  struct Watch {  // of one phrase
    std::uint32_t set = 0, phrase = 0;
    bool exact = false;
  };

  // Of the automaton; node 0 is its root. The nodes that may come next stand side by side, in the
  // order of the signs that lead to them.
  struct Node {
    std::uint64_t signs = 0;  // a bit for each sign that leads on
    std::uint32_t first = 0;  // the node that the least of them leads to
    std::uint32_t other = 0;  // the longest other node that this one ends with
  };
  struct Found {
    std::uint32_t literal = 0;  // that ends at a node; 0 for none
    std::uint32_t node = 0;     // the longest other one that it ends with and that has a literal
  };

  std::uint32_t literal_of(std::string_view text);
  std::uint32_t clause_of(Clause literals);
  void build_nodes();
  void link_nodes(const std::vector<std::uint32_t>& by_depth);
  void make_rows(std::uint32_t near);
  std::uint32_t step(std::uint32_t node, std::uint8_t sign) const;
  static Lists flat(const std::vector<std::vector<std::uint32_t>>& lists);

  std::map<std::string, std::uint32_t, std::less<>> literals_;  // by signs; numbered from 1
  std::vector<Node> nodes_;
  std::vector<Found> found_;         // by node
  std::vector<char> ends_;           // by node: whether it has something found
  std::uint32_t near_root_ = 0;      // nodes, the first ones, that have a row
  std::vector<std::uint32_t> rows_;  // the next node, by node and sign
  std::size_t sets_ = 0, phrases_ = 0;
  std::vector<Watch> watches_;
  std::vector<Watch> always_;  // those that may stand in every text
  std::map<Clause, std::uint32_t> clauses_;
  std::vector<std::vector<std::uint32_t>> clause_lists_, watch_lists_;  // until they are built
  std::vector<std::vector<std::uint32_t>> order_lists_;
  Lists clauses_of_literal_, literals_of_clause_;
  Lists watches_of_clause_;  // of which it is the key
  Lists clauses_of_watch_;   // in the order of the phrase
};

// The phrases that are awake in one text, and their sets. The text must stay good as long as this
// is used.
class Awake {
 public:
  std::string_view text() const { return text_; }
  // Whether a phrase of the set may stand in the text, and whether one stands there surely.
  bool may_hold(std::size_t set) const { return is_set(set); }
  bool surely_holds(std::size_t set) const { return is_set(sets_ + set); }
  // Whether one phrase may stand in the text.
  bool may_hold_phrase(std::size_t phrase) const { return is_set(2 * sets_ + phrase); }
  // Calls `take(set)` for every set that is awake, in rising order.
  template <typename Take>
  void each(Take take) const {
    for (std::size_t place = 0; place < sets_ / 64; ++place) {
      for (std::uint64_t bits = bits_[place]; bits != 0; bits &= bits - 1)
        take(place * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }

 private:
  friend class AwakeReader;
  bool is_set(std::size_t at) const { return (bits_[at / 64] >> (at % 64) & 1) != 0; }
  void set(std::size_t at) { bits_[at / 64] |= std::uint64_t{1} << (at % 64); }
  void wake(std::size_t set_number, std::size_t phrase) {
    set(set_number);
    set(2 * sets_ + phrase);
  }

  std::string_view text_;
  std::size_t sets_ = 0;             // their number, up to a whole number of words
  std::vector<std::uint64_t> bits_;  // of sets that may stand there, that surely do, of phrases
};

// Reads one text after another; used by one thread. A copy has an answer of its own, but they share
// the room for what they note down while they read, which is larger than all answers.
class AwakeReader {
 public:
  explicit AwakeReader(const Triggers& triggers);

  // What is awake in `text`, which must stay good until the next reading is over; the answer is
  // that of the next reading from then on. The same text again costs nothing.
  const Awake& read(std::string_view text);

 private:
  void meet_literals(std::uint32_t node);
  void meet_clause(std::uint32_t clause);
  bool is_complete(std::uint32_t watch) const;

  const Triggers& triggers_;
  Awake awake_, always_;
  struct LiteralMet {
    std::uint32_t reading = 0;
    std::uint32_t first = 0, last = 0;  // signs read when it ended
  };
  // What was met in a text: marked with the number of the reading, so that nothing is cleared.
  struct Notes {
    std::uint32_t reading = 0;
    std::vector<std::uint32_t> clauses;
    std::vector<LiteralMet> literals;
    std::vector<std::uint32_t> watches;  // whose key was met
    std::uint32_t signs = 0;             // read of this text
  };
  std::shared_ptr<Notes> notes_;
};

}  // namespace inkoopmonitor::classify
