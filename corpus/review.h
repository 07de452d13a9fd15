// What reviewers do to a corpus: decisions, who is to decide, documents that are coded twice.
//
// A door of its own beside corpus.h, because it works otherwise: it needs no lock. A decision is a
// small transaction, which waits for those of an import and not for the import. Making the panel,
// one transaction of several seconds for a country, gives way to it for two minutes; after these it
// may have to wait for that once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::corpus {

// What a reviewer decided about a value (table decision). `variable` "record" is about the record
// itself: outcome `absent` takes it out of its document, value "new" adds one of that scope.
struct Decision {
  std::int64_t id = 0;   // 0: not stored yet
  std::int64_t act = 0;  // that decided it; 0: it came from elsewhere
  std::string scope_kind = "content", scope_key = {};
  std::string perceel = {}, domein = {}, voorzieningen = {};  // of the record, as the rules find it
  std::string variable = {};
  std::string kind = {};  // confirmed, corrected
  std::string value = {};
  classify::Outcome outcome = classify::Outcome::value;
  classify::Evidence evidence = {};  // of the newest reading; page 0: no words
  std::string reviewer = {}, note = {};
  std::string decided = {};  // when, UTC
  bool orphaned = false;
  bool operator==(const Decision&) const = default;
};

// A record of a document by what decisions about it hang on.
struct RecordScope {
  std::uint32_t number = 0;
  std::string perceel = {}, domein = {}, voorzieningen = {};
  bool unique = true;  // no other record of the document has the same
  bool added = false;  // by a reviewer
};

// A coding with the decisions about its document worked in: what was decided has confidence 1 and a
// rule that begins with decision_mark, records that were taken out are gone.
struct DecidedCoding {
  classify::Coding coding;
  std::vector<RecordScope> scopes;  // parallel to the records
  struct Held {
    std::uint32_t record = 0;
    Decision decision;
  };
  std::vector<Held> held;
  std::vector<Decision> orphaned;  // that find no place, or not just one
};

// What became of decisions that were to be stored together.
struct Decided {
  std::int64_t act = 0;                // the first; 0: nothing was stored
  std::optional<Decision> other = {};  // because another reviewer decided this meanwhile
};

// What a second coder gave for a value; empty: not in the document.
struct SecondValue {
  std::string perceel, domein, voorzieningen, variable, value;
  bool settled = false;
};

// The current coding with the decisions about the document. What reviewers confirmed holds as long
// as the rules find the same, what they corrected as long as its words are found again.
DecidedCoding decided_coding(const Database& database, const std::string& sha256);

// One page of the newest reading; nothing where it has no such page.
std::optional<extract::Page> page_of(const std::filesystem::path& corpus, const std::string& sha256,
                                     std::uint32_t number);

// What the second coder of a document gave, in order of scope and variable.
std::vector<SecondValue> second_values(const Database& database, const std::string& sha256);

class Reviews {
 public:
  // The corpus must be there, of the present schema. Throws Error (corpus) when it cannot be
  // written. To be kept no longer than it takes to write: while it lives no panel is made.
  explicit Reviews(const std::filesystem::path& folder);
  Reviews(Reviews&&) noexcept;
  ~Reviews();

  // A run of kind review, for what is decided from now on.
  std::int64_t begin_run(const Program& program);
  // Stores decisions together, in place of those with their scope, variable and words, and of that
  // with the number `id`. Nothing is stored when one of these was decided after act `seen` by
  // somebody else. The dossiers have to be resolved after it.
  Decided decide(std::int64_t run, const std::vector<Decision>& decisions, std::int64_t seen);
  // Takes back what was decided together with `act`, and puts back what stood before. False when
  // something else was decided since.
  bool take_back(std::int64_t run, std::int64_t act, const std::string& reviewer);
  // The newest act of a reviewer that still holds; of everybody's without a name. 0: none.
  std::int64_t last_act(const std::string& reviewer) const;
  // Marks in the database which decisions about a content find no place.
  void settle_orphans(const std::string& sha256, const DecidedCoding& decided);
  void assign_reviewer(const std::string& sha256, const std::string& reviewer);  // "": nobody
  // A document to be coded a second time; with a coder: he takes it, if nobody did before.
  void give_second(const std::string& sha256, const std::string& coder);
  void store_second(const std::string& sha256, const std::vector<SecondValue>& values);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace inkoopmonitor::corpus
