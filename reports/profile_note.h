// The note on one municipality: what its parts share, and the parts. Words stand in
// templates/profile.json and profile.html. Private to this room.
#pragma once

#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/browser.h"
#include "reports/chart.h"
#include "reports/charts.h"
#include "reports/files.h"
#include "reports/profile_facts.h"
#include "reports/template.h"
#include "reports/texts.h"
#include "reports/wording.h"

namespace inkoopmonitor::reports {

using Arrangements = std::vector<ProfileArrangement>;
inline constexpr const char* kProfileDomains[] = {"wmo", "jeugd", "participatie"};

class ProfileNote {
 public:
  // The references must outlive this. Throws Error (usage) when there is no such municipality.
  ProfileNote(const corpus::Database& database, const Codebook& codebook,
              const ProfileOptions& options);
  void write(FolderAside& folder);

 private:
  using json = nlohmann::json;

  // What an arrangement has left: its next end, the options after it, and the last day of all.
  struct Ending {
    std::string day, options_left, last_day, certainty;  // days ISO; empty: not known
  };

  // Codes of municipalities and what counted in them.
  using OfYear = std::vector<std::pair<std::string, Arrangements>>;

  // --- profile.cpp: words and tables
  static std::string code_of(const corpus::Database& database, const ProfileOptions& options);
  void number(const std::string& name, std::int64_t count);
  void text(const std::string& name, const std::string& text);
  void fill_phrases();
  std::string sentence(const std::string& path) const;
  std::string word(const std::string& name) const { return words_.at("/words/" + name); }
  json section(const std::string& id, const std::vector<std::string>& texts) const;
  static json table(const std::string& title, const std::vector<std::string>& columns);
  static void list(json& section, const std::vector<std::string>& items);
  void draw(json& section, const DrawnChart& chart, const std::string& alternative);
  json page();

  // What arrangements say, as people read it, the most frequent first and the rest counted; the
  // second in HTML, with a dash for nothing.
  std::vector<std::pair<std::string, std::int64_t>> counted(const Arrangements& arrangements,
                                                            const std::string& name) const;
  std::string values_of(const Arrangements& arrangements, const std::string& name) const;
  std::string cell(const Arrangements& arrangements, const std::string& name) const;
  // Only the most frequent, with how many of those that say any have it.
  std::string most_of(const Arrangements& arrangements, const std::string& name) const;
  static Arrangements of_domain(const Arrangements& all, const std::string& domein);
  // The codebook of an old edition may lack a variable.
  bool is_coded(const std::string& variable) const;
  // Wmo and youth, and the others that something is in force for.
  std::vector<std::string> domains() const;
  std::string domain_name(const std::string& domein) const {
    return wording_.of_list("domein", domein);
  }

  // --- profile.cpp: how it buys
  json in_short();
  json now();
  std::string partners(std::int64_t& together) const;
  json evidence();
  void add_values(json& made, const std::string& domein);
  bool is_unsure(const Stated& stated) const;
  std::string place_of(const Stated& stated) const;

  // --- profile_history.cpp: how it came to that
  json history();
  OfYear together(const OfYear& rows) const;
  void add_years(json& made, const std::string& domein);
  void find_changes();

  // --- profile_comparison.cpp: its place among others
  struct Standing {
    double x = 0, y = 0;
    std::int64_t arrangements = 0;
  };
  std::vector<const ProfileMunicipality*> comparable() const;
  bool is_like(const std::string& code) const;
  json place();
  DrawnChart places_drawn(const std::map<std::string, Standing>& places) const;
  std::string quarter_of(const Standing& standing) const;
  std::string corner_of(const Standing& standing) const;
  void say_place(json& made, const std::map<std::string, Standing>& places);
  void add_uenk_models(json& made);
  void add_comparable(json& made, const std::map<std::string, Standing>& places);
  void add_shares(json& made);

  // --- profile_choices.cpp: instruments, ends and alternatives
  json instruments();
  json ending();
  void find_endings();
  CalendarChart drawn_endings(const std::vector<const ProfileArrangement*>& listed);
  void tell_of_procedures(json& made);
  json alternatives();
  void add_models_compared(json& made);
  std::string said_of_switch(const std::string& path, const std::set<std::string>& present) const;
  std::string said_of_use(const std::string& model, const SpreadYear& year);
  std::vector<const ProfileArrangement*> by_ending() const;  // those with a known end
  void add_endings(json& made, const std::vector<const ProfileArrangement*>& listed);
  json unknown();
  json sources();

  const corpus::Database& database_;
  const ProfileOptions& options_;
  const Texts texts_, words_;
  const Wording wording_;
  const Template page_;
  // Both start up while the rest is being looked up.
  const std::unique_ptr<Browser> browser_;  // null: nothing is printed
  const std::shared_future<std::unique_ptr<ChartEngine>> engine_;
  const ProfileFacts facts_;
  const MunicipalityNames names_;
  const SpreadBase base_;
  const std::string code_;
  ProfileMunicipality its_;
  std::vector<ProfileMunicipality> others_;
  std::vector<const ProfileMunicipality*> like_;
  std::map<std::string, Arrangements> of_others_;  // of those like it, by code
  Arrangements now_;
  std::map<int, OfYear> years_;
  std::map<std::string, Ending> endings_;  // by ProfileArrangement::called()
  std::vector<std::string> predecessors_;
  std::vector<std::string> changes_;  // sentences, the last one last
  Phrases phrases_;
};

// Texts joined by commas, and by "en" before the last.
std::string enumerated(const std::vector<std::string>& texts);
nlohmann::json html_of(const std::vector<std::string>& texts);
nlohmann::json row_of(const std::string& label, const std::vector<std::string>& cells);

}  // namespace inkoopmonitor::reports
