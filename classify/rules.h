// Rules and context cues as compiled from TOML. Private to classify.
//
// The language of phrases, each of which stands for a regular expression:
//
//   word          the word itself, folded; a hyphen in it may be a hyphen, a blank or nothing
//   overeenkomst* any ending; *overeenkomst any beginning
//   (a|b c)       one of these
//   [a|b]         one of these or nothing
//   <contract>    a term list of rules/terms.toml
//   .. and ...    up to 4, up to 12 words
//   ^word word$   at the very beginning, at the very end of the text
//   {count} {duration} {date} {period} {amount}   a quantity, by the grammar of quantities.h
//                                                 (a bare `een` only where it is written `één`)
//
// Words of a phrase follow each other with blanks, commas, colons, brackets, slashes or hyphens
// between them. Between `..` and the next word no semicolon is crossed.
#pragma once

#include <re2/re2.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/calibration.h"
#include "classify/classify.h"
#include "classify/literals.h"
#include "classify/phrase.h"
#include "classify/private_words.h"
#include "classify/slips.h"
#include "classify/structure.h"
#include "classify/triggers.h"

namespace inkoopmonitor::classify {

struct ParsedPhrase;

// A list of rules/terms.toml. It is parsed when a phrase first names it.
struct TermList {
  std::vector<std::string> entries;
  mutable std::shared_ptr<const ParsedPhrase> parsed;
};
using Terms = std::map<std::string, TermList>;

// A phrase, and what must stand in any text it matches. Throws Error with `where` as subject for a
// phrase that is no phrase.
struct CompiledPhrase {
  PhraseTree tree;
  Needs needs;
  std::string word;  // that is the whole phrase, but for `any_ending`; empty where it is more
  bool any_ending = false;  // `word*`
};
CompiledPhrase compile_phrase(const std::string& phrase, const Terms& terms,
                              const std::string& where);

// One phrase, or several as one.
struct Expression {
  PhraseTree tree;
  std::string where;
  std::string word;  // as of the phrase
  bool any_ending = false;
  // Pieces of which one stands in every text that it matches; none where that is not known.
  std::vector<std::string> pieces;
  // Made when they are first needed, which any thread may do.
  std::once_flag once, literals_once;
  std::unique_ptr<re2::RE2> pattern;   // for a text that takes find_phrase too many steps
  std::unique_ptr<Literals> literals;  // the pieces
};

// What phrases are made with.
struct PhraseSource {
  Terms terms;
  Triggers triggers;  // to which they are added
};

// Several phrases. In a text whose phrases that may stand there are known, each of those is
// searched for by itself, for they are few. In any other text all are searched for as one.
class Phrases {
 public:
  Phrases() = default;
  Phrases(const std::vector<std::string>& phrases, PhraseSource& source, const std::string& where);
  bool empty() const { return each_.empty(); }
  // Its number among the triggers' sets; not of an empty one.
  std::size_t set() const { return set_; }
  bool found_in(std::string_view text) const;
  // The same for the text that was read last, asleep phrases being told at once.
  bool found_in(const Awake& awake) const {
    return !empty() && awake.may_hold(set_) && (awake.surely_holds(set_) || any_found_in(awake));
  }
  struct Match {
    std::size_t begin = 0, end = 0;
    std::string_view slot;  // the slot's marker, `{d2}`; empty for a phrase without slot
  };
  // The first match at or behind `from`, which is 0 or the place of a blank; of two at one place
  // that of the earlier phrase. `letter`: of the markers that are the slot; 0 for the last one of
  // any letter.
  std::optional<Match> match_from(const Awake& awake, std::size_t from, char letter) const;
  std::optional<Match> match_from(std::string_view text, std::size_t from, char letter) const;
  std::vector<PhraseTree> trees() const;  // one a phrase

 private:
  bool any_found_in(const Awake& awake) const;
  static std::optional<Match> match(Expression& one, std::string_view text, std::size_t from,
                                    char letter);

  std::vector<std::shared_ptr<Expression>> each_;
  std::shared_ptr<Expression> whole_;  // of one phrase that one
  std::size_t set_ = 0, first_phrase_ = 0;
};

// `extension` and `sum` read a whole sentence or cell, whatever their phrases match: `extension`
// all that it says about extending, `sum` only options that are written as one (2+1+1 jaar).
enum class Slot : std::uint8_t { none, count, duration, date, period, extension, sum, parties };

// What a count says beyond its own words: `beperkt tot acht` is at most eight.
enum class Bound : std::uint8_t { as_written, at_most, at_least };

struct Rule {
  std::string file, name, variable, value;
  Slot slot = Slot::none;
  double weight = 1;
  bool any_polarity = false;     // a negation before it does not reject it
  bool ignores_context = false;  // holds in definitions and law too (scope words, titles)
  bool cell_only = false;
  // Fires only in fields of a form that came as data. What it finds there is known, not recognised:
  // it stands above what the text says, and its weight is its confidence.
  bool field = false;
  bool of_candidates = false;  // holds beside numbers of those who may bid
  bool last_resort = false;    // counts only where no other rule gives the variable
  Bound bound = Bound::as_written;
  int parties_min = 2;  // of slot parties: fewer names are no count
  int count = 0;        // not 0: without a slot; what its {count} must be
  Phrases phrases, near, not_near, label, not_label, section;
  Phrases asked;                  // what the question must say of which this is the answer
  Phrases not_asked;              // what it must not say
  Phrases not_before, not_after;  // what must not stand just before or behind the slot
  std::vector<std::string> yes, no;
};

// What a cue says of the text it stands in.
enum class CueKind : std::uint8_t {
  definition,
  law,
  considered,
  earlier,
  current,
  next,
  other,
  question,
  timeline,
  excluded,
  template_text,
  candidates,
  negation,
  asserted,
  scope,
  event,
  buyer,
  place,
  withdrawn,
  requirements,
  other_purchase,
  not_taking_part,
  purchase,
  turn,
  party_head,
  no_party,
  awarded,
  struck,
  correction,
  choice,
  agenda,
  only_told,
  decided,
  extension
};
// By its name in rules/context.toml; nothing for an unknown one.
std::optional<CueKind> cue_kind(const std::string& name);

struct Cue {
  std::string name;
  CueKind kind = CueKind::definition;
  Phrases heading;        // a section whose heading says so
  Phrases sentence;       // a sentence
  Phrases label;          // a label or column head
  Phrases before;         // negation: words before the mention in its clause
  Phrases after;          // negation: words behind it in its clause
  Phrases within;         // negation: words inside the mention
  Phrases unless;         // words that look like the cue but are none (`niet meer dan`)
  bool persists = false;  // a sentence cue that holds for the rest of the paragraph
  // Says nothing in a paper on an extension, which is all about the contract in force.
  bool not_of_extension = false;
};

struct CodebookEntry {
  Variable variable;
  std::string resolve;
  bool core = false;
  bool minor = false;  // lots that differ in this alone are one record
  double enough = 0.4;
  std::map<std::string, std::string> domein_of;  // of a code: the domain it belongs to
};

struct Derivation {
  std::string variable, from;
  std::map<std::string, std::string> map;
  std::string rivals;  // not a map: the rivals of `from` that lost for this reason, as a list
};

// A row of a decision table: all conditions hold, so the variable has the value. A condition is
// the text of a codebook's test; codebook.toml describes them.
struct DecisionRow {
  std::vector<std::pair<std::string, std::string>> conditions;  // variable, test
  std::string value;  // empty: there is none; `*`: what is stated stays
  double certainty = 1;
};

struct Decision {
  std::string variable;
  std::vector<DecisionRow> rows;
};

// A place between 0 and 1: the mean of what its parts give, by weight, over those that are known.
// Nothing where the first part is not.
struct Scale {
  struct Part {
    std::string variable;
    double weight = 1;
    std::vector<std::pair<std::string, double>> points;  // test, place; the first that holds
  };
  std::string variable;
  std::vector<Part> parts;
};

// The form of tender notices: rules/aankondiging.toml, [notice].
struct NoticeForm {
  std::vector<Phrases> marks;       // lines that only a notice has; two different ones make one
  Phrases any_mark;                 // all of these
  std::vector<std::string> labels;  // folded: how a line may begin that has a label
  std::vector<std::pair<NoticePart, Phrases>> parts;  // headings and labels that begin a part
  // Labels by what stands behind them: number of a lot, number of a contract, name of a purchase,
  // name of a buyer or contractor, sentences, something small after which the title above counts
  // again, a maximum (nines if there is none), the number of renewals, their length, one that won.
  Phrases lot, contract, title, name, prose, passing, maximum, renewals, renewal_length, winner,
      place;
  Phrases light_regime;    // of the title: the form of the light regime
  Phrases not_a_purchase;  // of the name of the purchase: no contract for care comes of it
  Phrases nobody;          // of a contractor's name: it is no name
  Phrases several;         // the same: it stands for more than one
  Phrases on_behalf;       // words before the names of those for whom the buyer buys as well
  std::map<int, int> notices_of_year;  // how many numbers the official journal gave out
};

struct RuleSet::Implementation {
  std::string version;
  double review_threshold = 0.6;
  std::vector<CodebookEntry> codebook;
  std::vector<Variable> variables;
  std::vector<Derivation> derivations;
  std::vector<Decision> decisions;
  std::vector<Scale> scales;
  std::vector<Rule> rules;
  std::vector<Cue> cues;
  // First digits of the CPV codes under which care is bought.
  std::vector<std::string> care_cpv;
  NoticeForm notice;
  Slips slips;
  PrivatePatterns privates;
  Calibration calibration;
  Triggers triggers;  // of all phrases of rules and cues
  // By number of a set: the rule whose phrases it is; none, or beyond the end, for other sets.
  std::vector<std::uint32_t> rule_of_set;

  const CodebookEntry* entry(const std::string& name) const;
  void add(Rule rule);
};

}  // namespace inkoopmonitor::classify
