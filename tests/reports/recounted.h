// A corpus for recounting what a publication prints, and the recounting: from the tables of the
// panel and the arrangements, one municipality or arrangement at a time, never from the panel's
// sums.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "small_corpus.h"

namespace inkoopmonitor::reports {

constexpr int kFrom = 2018, kYear = 2020;  // of the publication

// The test codebook and, with a letter for each value so that labels hold no figures, every
// variable that a figure is about.
Codebook whole_codebook();

// Documents with values that differ by variable, municipality and year, some unsure, some
// contradictory or absent.
std::vector<GivenDocument> made_documents();

// Asks the database without the program.
class Asker {
 public:
  explicit Asker(const std::filesystem::path& corpus);
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;
  ~Asker() { sqlite3_close(database_); }

  std::vector<std::vector<std::string>> rows(const std::string& sql) const;
  std::string cell(const std::string& sql) const;  // the first of the first row; else ""

 private:
  sqlite3* database_ = nullptr;
};

struct Place {
  std::string domein = {}, voorziening = {};
};
struct Stands {
  std::string group;
  bool unsure = false;
};

// In which group each municipality of the register stands on 1 January of a year.
std::map<std::string, Stands> groups_of(const Asker& asker, int year, const std::string& variable,
                                        const Place& place);

// Whether a group is a reason why there is no value.
bool is_reason(const std::string& group);

// Row and group to a count; those of nothing left out.
using Counts = std::map<std::pair<std::string, std::string>, int>;

// The counts of a figure of arrangements, each once, of a kind in monitor.json; nothing for a kind
// that counts something else.
Counts procurements_again(const Asker& asker, const std::string& kind);

// Arrangements that end in the three years after 1 January of kYear, by half year (2020-1) and
// whether a known option is left then (with, without).
Counts endings_again(const Asker& asker);

// Where each municipality stands in Uenk's figure 2: its mean x and y, of so many arrangements.
struct Standing {
  double x = 0, y = 0;
  int arrangements = 0;
};
std::map<std::string, Standing> places_again(const Asker& asker);  // by name

// The rows of a CSV file, without its head.
std::vector<std::vector<std::string>> csv_rows(const std::filesystem::path& csv);
// The counts that a figure's CSV states.
Counts counts_of(const std::filesystem::path& csv);

}  // namespace inkoopmonitor::reports
