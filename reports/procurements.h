// Arrangements that are in force in a year, each counted once however many municipalities have it.
// Private to this room.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/grid.h"

namespace inkoopmonitor::reports {

class Procurements {
 public:
  struct Options {
    int year = 0;
    std::string domein = {};
  };
  Procurements(const corpus::Database& database, const Wording& wording, const Options& options);

  std::size_t size() const { return all_.size(); }
  // One row; groups are the years of the start, those before `from` together.
  Grid by_start(int from);
  // Rows looptijd and looptijd_max, groups are classes of months.
  Grid by_length();
  // One row; groups are numbers of municipalities.
  Grid by_municipalities() const;
  // Rows are values of one variable, groups those of the other.
  Grid by_pair(const VariableLabels& rows, const VariableLabels& groups);
  // One row; groups are what is agreed about extension.
  Grid by_extension();
  // Of an arrangement by its name; of one that is not in force then only the name, without a link.
  Member find(const std::string& dossier, const std::string& record) const;

 private:
  struct One {
    std::int64_t arrangement = 0;
    Member member;
    std::int64_t municipalities = 0;
  };
  struct Said {
    std::string outcome = "absent", value;
  };
  const std::map<std::int64_t, Said>& values_of(const std::string& variable);
  Said said(const std::string& variable, const One& one);
  Group known(const std::string& code, const std::string& label, const std::string& colour) const;
  Group reason(const std::string& outcome) const;

  const corpus::Database& database_;
  const Wording& wording_;
  std::vector<One> all_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
  std::map<std::string, std::map<std::int64_t, Said>> values_;
};

}  // namespace inkoopmonitor::reports
