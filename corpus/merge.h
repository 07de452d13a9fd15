// Private to corpus/: what the two files of merging share.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {

// Ids of the other corpus, and what they are in this one.
using Ids = std::unordered_map<std::int64_t, std::int64_t>;

// Two open corpora, of which `main` gets what `source` has. `source` is attached to `main` under
// the name `source` as well.
struct Merging {
  Connection& main;
  Connection& source;
  std::int64_t run = 0;
  Merged& merged;
  Ids runs, contents, offerings, readings;
  std::unordered_set<std::int64_t> known_contents;  // those of `main` that it had before
  std::unordered_set<std::int64_t> touched;         // those of `main` that got an offering or fact
  std::vector<std::string> removed;                 // contents that the other one removed

  void conflict(const std::string& code, const std::string& where, const std::string& problem) {
    merged.conflicts.push_back({code, where, problem});
  }
};

// Offerings with what they say, and where they belong; corrections and removals.
void merge_offerings(Merging& merging);
// Values coded by hand, with those that gave way.
void merge_hand_values(Merging& merging);
// Gives offerings the order in which one import after another would have taken them in, so that the
// first of a content is the same whatever was merged first.
void order_offerings(Connection& connection);
bool offerings_in_order(Connection& connection);
// Those of `contents` that are offered, by their first offering.
std::vector<std::int64_t> in_order_of_offering(Connection& connection,
                                               const std::unordered_set<std::int64_t>& contents);
// Names the dossiers of documents of their own as that import would have: after the first offering;
// of two that would be called the same, the first. Decisions about them follow.
void name_own_dossiers(Connection& connection);

// Changes the id of a row of `table` and of all that refers to it.
void renumber(Connection& connection, const std::string& table, const std::string& column,
              std::int64_t before, std::int64_t after);

}  // namespace inkoopmonitor::corpus
