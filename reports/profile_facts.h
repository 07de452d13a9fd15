// What is known of one municipality, for its profile. Private to this room.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reports/evidence_pages.h"
#include "reports/movements.h"

namespace inkoopmonitor::reports {

// What an arrangement says of a variable.
struct Stated {
  std::string value, outcome = "absent", file, page;
  double confidence = 0;
  Quoted quote;
};

struct ProfileArrangement {
  std::string dossier, record, certainty;
  std::map<std::string, Stated> stated;                       // by variable
  std::set<std::pair<std::string, std::string>> places = {};  // domein and voorziening (or none)

  // Its value; empty when it says none.
  std::string value(const std::string& variable) const;
  bool is_of(const std::string& domein) const;
  bool is_for(const std::string& domein, const std::string& voorziening) const;
  std::string called() const;  // dossier and record
};

// That one municipality went up in another.
struct Merger {
  std::string day, from, into;  // ISO; codes
  bool split = false;           // a part of it only
};

struct ProfileMunicipality {
  std::string code, name, province, jeugdregio, size_class;
  std::int64_t inhabitants = 0, inhabitants_year = 0, documents = 0;
};

class ProfileFacts {
 public:
  ProfileFacts(const corpus::Database& database, bool intern)
      : database_(database), intern_(intern), predecessors_(predecessors_of(database)) {}

  std::vector<ProfileMunicipality> municipalities(int year) const;
  // What counts in the municipality on 1 January of the year, in order of dossier and record.
  std::vector<ProfileArrangement> in_force(const std::string& code, int year) const;
  // Everything that counted in it, by year.
  std::map<int, std::vector<ProfileArrangement>> history(const std::string& code, int from,
                                                         int to) const;
  // Municipalities that it was made of, back to the first of the register.
  std::vector<std::string> predecessors(const std::string& code) const;
  // The mergers that made it, and those that made its predecessors, up to a year; by day.
  std::vector<Merger> mergers(const std::string& code, int year) const;
  // Documents of it up to the year.
  std::int64_t documents(const std::string& code, int year) const;

 private:
  const corpus::Database& database_;
  bool intern_;
  const Predecessors predecessors_;
};

}  // namespace inkoopmonitor::reports
