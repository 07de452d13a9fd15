// The pages behind the numbers of a publication, in its folder `bewijs`: for each figure a page
// that lists what each of its numbers counts, and for each municipality a page with its
// arrangements, the documents that say so and the words in them. Private to this room.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "reports/grid.h"
#include "reports/questions.h"
#include "reports/template.h"

namespace inkoopmonitor::reports {

// By what an arrangement is called on the page of a municipality.
std::string anchor_of(const std::string& dossier, const std::string& record);
// A name that is safe in every file system and in a link.
std::string slug(const std::string& text);
// On paper and screen a control character means nothing and may not stand in HTML.
std::string printable(std::string text);

// A quote as a reader may see it.
struct Quoted {
  std::string text;       // empty: nothing is shown
  bool withheld = false;  // there is one, in a document that is not public
};
// The quote of a row of municipality_values, with … for words that must not be quoted. `intern`: as
// it is, also of documents that are not public.
Quoted quoted(const Answer& answer, std::size_t row, bool intern);

class EvidencePages {
 public:
  struct Options {
    std::filesystem::path templates;
    std::string program_version, title;
    double review_threshold = 0.5;
    int from = 0, to = 0;  // years of which municipalities have pages
    std::string domein = {};
    bool intern = false;  // with all quotes
    // Takes what the pages of figures list, as data; null: nobody wants it.
    Table* listed = nullptr;
  };
  // Without `write` no pages are made and nothing leads to them.
  EvidencePages(const corpus::Database& database, const Wording& wording, const Options& options,
                WriteFile write);
  ~EvidencePages();

  // What a number counts goes on the page of its figure; gives the link to it. `title` says what
  // the number is. Empty for a number that counts nothing.
  std::string link(const std::string& figure, const std::string& key, const std::string& title,
                   const Members& members);
  // Writes the page of a figure, when there is anything on it.
  void finish(const std::string& figure, const std::string& title);
  // Writes the pages of the municipalities, of every year from first to last, in two threads that
  // both call `write`.
  void write_municipalities(const std::vector<SpreadYear>& years);

 private:
  struct Source;
  struct Documents;
  struct Municipality {
    std::string code, name;  // the last one
    std::vector<const SpreadYear*> years;
  };
  nlohmann::json year_json(const SpreadYear& year, const SpreadMunicipality& municipality,
                           nlohmann::json in_force) const;
  nlohmann::json value_json(const Source& source) const;
  nlohmann::json files_of(const SpreadYear& year, const std::string& code) const;
  std::string municipality_page(const corpus::Database& database,
                                const Municipality& municipality) const;
  nlohmann::json page(const std::string& title) const;

  const corpus::Database& database_;
  const Wording& wording_;
  Options options_;
  WriteFile write_;
  Template list_, municipality_;
  std::map<std::string, nlohmann::json> lists_;  // by figure: sections
  std::unique_ptr<Documents> documents_;         // of all municipalities, while pages are written
};

}  // namespace inkoopmonitor::reports
