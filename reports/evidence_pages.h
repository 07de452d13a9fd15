// The pages behind the numbers of a publication: for each number the municipalities that it counts,
// and for each of those where it is written. Private to this room.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/spread.h"
#include "reports/template.h"

namespace inkoopmonitor::reports {

// Words that the program puts into the pages: templates/texts.json.
class Texts {
 public:
  // Throws Error (usage) when the file is not such a JSON file.
  explicit Texts(const std::filesystem::path& file);

  // The text at `path` ("/groups/several"); throws Error (usage) when it is missing.
  std::string at(const std::string& path) const;
  // The same, or `otherwise` when there is none.
  std::string at_or(const std::string& path, const std::string& otherwise) const;
  // The same, with each {name} replaced; a name that is not given throws Error (usage).
  std::string filled(const std::string& path,
                     const std::map<std::string, std::string>& values) const;

 private:
  std::filesystem::path file_;
  nlohmann::json texts_;
};

// 1234 as 1.234.
std::string dutch_number(std::size_t number);

// Takes the bytes of a file of the publication.
using WriteFile = std::function<void(const std::filesystem::path& name, std::string_view bytes)>;

class EvidencePages {
 public:
  struct Options {
    std::filesystem::path templates;
    std::string program_version;
    double review_threshold = 0.5;
  };
  EvidencePages(const corpus::Database& database, const Texts& texts, const Options& options,
                WriteFile write);

  // What a number counts.
  struct About {
    std::string kind;  // of texts.json, /evidence
    int year = 0;
    std::vector<const VariableLabels*> variables;  // whose values are shown; none: documents
    std::string group;                             // value or reason, as written in the corpus
    std::size_t of = 0;                            // municipalities in the register; 0: not said
  };
  // Writes the page and gives the number as templates show it: text, link, one. Of kind `unsure`
  // arrangements whose value is sure are left out.
  nlohmann::json number(const About& about,
                        const std::vector<const SpreadMunicipality*>& municipalities);

  // True when one of the municipality's values of the variable is below the review threshold.
  bool is_unsure(const SpreadMunicipality& municipality, const VariableLabels& variable);

  // The label of a value or reason.
  std::string label(const VariableLabels* variable, const std::string& group) const;

 private:
  struct Place {
    std::string dossier, value, outcome, file, page, quote;
    int record = 0;
    double confidence = 0;
    bool openbaar = false;
  };
  using Places = std::map<std::int64_t, Place>;
  const Places& places_of(const VariableLabels& variable);
  struct Row;
  nlohmann::json rows_of(const SpreadMunicipality& municipality, const About& about);
  std::vector<Row> arrangement_rows(const SpreadMunicipality& municipality, const About& about);
  Place place_of(const VariableLabels& variable, std::int64_t arrangement);
  std::string source_of(const Place& place, std::int64_t arrangement) const;
  std::string shown_value(const VariableLabels& variable, const Place& place) const;

  const corpus::Database& database_;
  const Texts& texts_;
  Options options_;
  WriteFile write_;
  Template template_;
  std::map<std::string, Places> places_;  // by variable
  std::map<std::int64_t, Place> files_;   // a file of each arrangement
  std::map<std::string, int> names_;      // of pages, so that none is used twice
};

}  // namespace inkoopmonitor::reports
