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

// Whether confidences are shares of right values, as far as a calibration is there, or ranks.
enum class Confidences : std::uint8_t { calibrated, of_rules };

// Codebook and rules of a folder, compiled. Loading throws Error naming file, rule and problem.
class RuleSet {
 public:
  // `folder` holds codebook.toml and rules/*.toml, and may hold slips.toml (what OCR misreads) and
  // calibration.toml, which is passed over with `Confidences::of_rules`.
  static RuleSet load(const std::filesystem::path& folder,
                      Confidences confidences = Confidences::calibrated);
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  // SHA-256 (hex) over names and contents of its files: what a coding was made with.
  const std::string& version() const;
  const std::vector<Variable>& variables() const;
  const Variable* find(const std::string& name) const;
  // Below this confidence a value's state is `unsure`: the calibration's threshold, or where there
  // is none the codebook's.
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

// --- calibration --------------------------------------------------------------------------------

// What is looked at in a value to tell how sure it is: "score", "rival", "rule.looptijd.label", …
// (signs.cpp lists them), with how much of it there is.
struct Sign {
  std::string name;
  double amount = 1;
};
using Signs = std::vector<Sign>;

// A coding with the signs of each value (empty for what is no value), parallel to the records and
// their values.
struct SignedCoding {
  Coding coding;
  std::vector<std::vector<Signs>> signs;
};
// Codes as `classify` does. `rules` must have been loaded with Confidences::of_rules.
SignedCoding classify_with_signs(const extract::Document& document, const RuleSet& rules,
                                 const GazetteerOf& gazetteer_of, const Context& context);

// A value that was held against labels.
struct JudgedValue {
  std::string document;  // values of one document are never parted between fitting and trying
  bool core = false;     // of a core variable: the threshold is chosen on these
  bool seen = false;     // the rules were written from this document: they do better on it
  bool right = false;    // wrong too: each value of a record that should not be there
  double rank = 0;       // the confidence that the rules gave it
  Signs signs;
};

// A share of right values with the interval in which it lies with 95% certainty (Wilson's).
struct Share {
  std::size_t right = 0, all = 0;
  double value() const;
  double low() const, high() const;
};

// How well confidences tell what is right. All are better the nearer to 0.
struct Honesty {
  double log_loss = 0, brier = 0;
  double expected_error = 0;  // mean distance of confidence and share of right, over `bins`
};

// What was fitted, and how well it did on documents that it was not fitted on.
struct Fit {
  std::size_t documents = 0;
  Share all, core;  // all judged values; those of core variables
  Share fresh;      // those that are not `seen`
  struct Weight {
    std::string sign;
    double weight = 0;
    double usual = 0;  // mean amount of the sign: a value with less or more of it is moved by that
  };
  std::vector<Weight> weights;      // fitted on everything; in order of name
  std::vector<double> confidences;  // cross-validated, parallel to the values given
  // On those that are not `seen`: one share for all; ranks as they are; cross-validated.
  Honesty constant, ranks, calibrated;
  struct Bin {
    double from = 0, to = 1, mean = 0;  // confidences, and their mean
    Share share;
  };
  std::vector<Bin> bins;  // cross-validated, of values that are not `seen`; those that hold any
  double precision = 0;   // that was wanted
  bool reached = false;   // if not, the threshold is 1: everything is to be reviewed
  double review_threshold = 1;
  // From the threshold on: core values, all values, core values that are not `seen`.
  Share above, above_all, above_fresh;
};

// Fits a calibration on `values` and tries it by cross-validation over documents. What is `seen`
// tells what a sign is worth; how often values are right is told by the rest. The threshold is
// the lowest confidence from which on the share of right core values is at least `precision`.
// Throws Error (usage) for fewer than 20 values or 2 documents, and when all are `seen`.
Fit fit_calibration(const std::vector<JudgedValue>& values, double precision);

// The file calibration.toml.
std::string text_of_calibration(const Fit& fit);

// `Value::doubt` for people: "said once, weakly; another value has much weight".
std::string describe_doubt(const std::string& doubt);

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
