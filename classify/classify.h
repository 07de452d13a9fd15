// Coding: a document's pages in, records with evidence out, by rules that are data.
//
// Five steps (see the files of the same name): normalise, structure, mentions, context, resolve.
// Everything is a pure function of its arguments; a RuleSet is compiled once and may be shared.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "classify/record.h"
#include "extract/document.h"

namespace inkoopmonitor::classify {

// A variable of the codebook.
struct Variable {
  std::string name;
  std::string type;          // code, codes, list, date, months, options, range, count, text
  bool of_document = false;  // holds for the document, not for a record
  std::string label_nl, label_en;
  struct Code {
    std::string value, label_nl, label_en;
  };
  std::vector<Code> codes;  // in order of precedence where the codebook states one
};

// The names by which a municipality may be called in one year, spelling variants included, and
// names of regions that stand for a list of municipalities.
struct Gazetteer {
  int year = 0;
  struct Name {
    std::string name;                // as written, e.g. "'s-Hertogenbosch"
    std::vector<std::string> codes;  // GM0796; several for a region
    bool region = false;
  };
  std::vector<Name> names;
};

// What is known of a document besides its text.
struct Context {
  int set_year = 0;                    // the collection it was offered in
  std::vector<std::string> gemeenten;  // codes from the manifest or the folder; may be empty
  std::string gemeenten_source;        // "manifest" or "folder"
  std::string documentsoort;           // from the manifest; empty if not given
  std::string document_date;           // ISO, from the manifest; empty if not given
};

// Codebook and rules of a folder, compiled. Loading throws Error naming file, rule and problem.
class RuleSet {
 public:
  // `folder` holds codebook.toml and rules/*.toml.
  static RuleSet load(const std::filesystem::path& folder);
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  // SHA-256 (hex) over names and contents of its files: what a coding was made with.
  const std::string& version() const;
  const std::vector<Variable>& variables() const;
  const Variable* find(const std::string& name) const;
  // Below this confidence a value's state is `unsure`.
  double review_threshold() const;

  struct Implementation;
  const Implementation& implementation() const { return *implementation_; }

 private:
  explicit RuleSet(std::unique_ptr<Implementation>);
  std::unique_ptr<Implementation> implementation_;
};

// Gives the gazetteer of a register year. The reference must stay good while a document is coded.
using GazetteerOf = std::function<const Gazetteer&(int register_year)>;

// Codes one document. Deterministic. It is read with the register of its own date, or where it has
// none of its set year.
Coding classify(const extract::Document& document, const RuleSet& rules,
                const GazetteerOf& gazetteer_of, const Context& context);

// Words around a mention that say how it is meant.
struct CueRead {
  // definition, law, considered, other_municipality, question, timeline, excluded, template,
  // candidates; asserted (this is the one that was chosen); earlier, current, next (the contract
  // that is spoken of)
  std::string kind;
  std::string cue;    // its name in rules/context.toml; empty: told by no words (a question mark)
  std::string where;  // sentence, label, introduction (of its list), paragraph, heading
  std::string words;  // folded
  bool operator==(const CueRead&) const = default;
};

// What a rule found at one place of a document, and how that was meant.
struct Seen {
  std::string rule, variable, value;
  double weight = 0;
  std::string rejected;               // empty, or why it may not count: as Rival::reason
  std::vector<std::string> percelen;  // the lots that it is limited to; empty: no limit
  std::vector<CueRead> context;
  Evidence evidence;  // the words that the rule found
  Evidence proof;     // the words that a value of it rests on: these, or the sentence around them
  bool operator==(const Seen&) const = default;
};

// A coding with everything that the rules saw, in the order of the text.
struct Trace {
  Coding coding;
  std::vector<Seen> seen;
  // What the document as a whole is about, where that decides: `other_purchase` (no care is bought,
  // so there is no record), `withdrawn` (the procedure ended without a contract); else empty.
  std::string subject = {};
};

// Codes as `classify` does, to the same coding, and tells what it rests on.
Trace trace(const extract::Document& document, const RuleSet& rules,
            const GazetteerOf& gazetteer_of, const Context& context);

// A document of a dossier, already coded.
struct DossierDocument {
  std::string id;
  Coding coding;
};

// Resolves the documents of one dossier (a dossier of one included) into its arrangements; by date
// and rank of the documents, as the codebook says. Only records of status gepland or geldend.
std::vector<Arrangement> resolve(const std::vector<DossierDocument>& documents,
                                 const RuleSet& rules);

// One finding of `check`: a rule whose own example does not hold, or that cannot be compiled.
struct Finding {
  std::string file, rule, problem;
};
std::vector<Finding> check(const RuleSet& rules);

// What a rule is, for lists of rules.
struct RuleFacts {
  std::string file, name, variable;
  std::string value;  // empty for a rule with a slot
  double weight = 0;
  std::size_t examples = 0;  // that it must find
};
// In the order of the files.
std::vector<RuleFacts> facts_of(const RuleSet& rules);

// What all rules see in the examples that some rule must find, example by example.
std::vector<std::vector<Seen>> seen_in_examples(const RuleSet& rules);

}  // namespace inkoopmonitor::classify
