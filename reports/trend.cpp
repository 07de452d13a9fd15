#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "error.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

constexpr const char* kGroups =
    "several: arrangements in force with different values; absent, unreadable, contradictory: an "
    "arrangement in force does not give a value";

// What is counted, group by group, year by year.
struct Counts {
  std::vector<int> years;
  std::vector<std::string> groups;
  std::map<std::pair<std::string, int>, std::int64_t> numbers;  // group and year
  std::string note;

  std::int64_t of(const std::string& group, int year) const {
    const auto found = numbers.find({group, year});
    return found == numbers.end() ? 0 : found->second;
  }
};

std::vector<std::string> shown_groups(const std::vector<std::string>& values, bool reviewed_only) {
  std::vector<std::string> groups = values;
  groups.insert(groups.end(), unknown_groups().begin(), unknown_groups().end());
  if (reviewed_only)
    groups.insert(std::find(groups.begin(), groups.end(), "absent"), "not_reviewed");
  return groups;
}

// --- municipalities and inhabitants -------------------------------------------------------------

std::string denominators(const Spread& spread, const TrendOptions& options) {
  const bool people = options.unit == "inhabitants";
  std::string note = people ? "Inhabitants of the municipalities, each counted once a year"
                            : "Municipalities, each counted once a year";
  note += options.filter.region.empty() && options.filter.province.empty() &&
                  options.filter.size.empty()
              ? ". In the register, and with a value:"
              : ". That were asked for, and with a value:";
  int without = 0, extended = 0, planned = 0, estimated = 0;
  for (const SpreadYear& year : spread.years) {
    note += fmt::format("{} {} {} and {}", &year == &spread.years.front() ? "" : ",", year.year,
                        year.municipalities.size(), year.known());
    for (const SpreadMunicipality& one : year.municipalities) {
      without += one.inhabitants == 0;
      estimated += one.inhabitants != 0 && one.inhabitants_year != year.year;
      if (is_unknown(one.group)) continue;
      extended += one.certainty == "verlenging_aangenomen";
      planned += one.certainty == "gepland";
    }
  }
  note += fmt::format(
      ". {}; no_arrangement: documents of the year were read, nothing is in force; "
      "no_document: no document of the year and nothing in force from an earlier "
      "one.",
      kGroups);
  if (extended + planned != 0)
    note += fmt::format(
        " Of those with a value {} rest on an extension that is assumed, {} on a "
        "plan only.",
        extended, planned);
  if (people)
    note += fmt::format(" {} are counted by another year's inhabitants, {} without any: not known.",
                        estimated, without);
  return note;
}

Counts count_municipalities(const Spread& spread, const TrendOptions& options) {
  Counts counts;
  for (const SpreadYear& year : spread.years) {
    counts.years.push_back(year.year);
    for (const SpreadMunicipality& one : year.municipalities)
      counts.numbers[{one.group, year.year}] += options.unit == "inhabitants" ? one.inhabitants : 1;
  }
  counts.groups = shown_groups(spread.values, options.review_threshold > 0);
  counts.note = denominators(spread, options);
  return counts;
}

// --- procurements -------------------------------------------------------------------------------

Counts count_procurements(const corpus::Database& database, const SpreadBase& base,
                          const VariableLabels& variable, const TrendOptions& options) {
  Counts counts;
  counts.years = base.years(options.filter);
  const std::set<std::string> wanted = wanted_codes(database, options.filter);
  std::int64_t bits = 0;
  for (const int year : counts.years) bits |= std::int64_t{1} << (year - 2000);
  std::unordered_map<std::int64_t, Said> said;  // by dossier and year, which has room for 64
  for (const auto& [domein, voorziening] : base.places(options.filter)) {
    const Parameters parameters = {{":variable", variable.name},
                                   {":domein", domein},
                                   {":voorziening", voorziening},
                                   {":years", bits}};
    each_row(database, "procurements", parameters, [&](const corpus::ReadRow& row) {
      // Columns as they stand in that question.
      if (!is_of(row.text(5), wanted)) return;
      const std::string_view value = row.text(2), outcome = row.text(3);
      const std::int64_t dossier = row.number(0), years = row.number(1);
      for (const int year : counts.years) {
        if ((years >> (year - 2000) & 1) == 0) continue;
        Said& its = said[dossier * 64 + (year - 2000)];
        ++its.of;
        its.add(variable, outcome, value, row.real(4), options.review_threshold);
      }
    });
  }
  std::set<std::string> occurring;
  for (const auto& [key, its] : said) {
    const std::string group = its.group();
    ++counts.numbers[{group, static_cast<int>(key % 64) + 2000}];
    if (!is_unknown(group)) occurring.insert(group);
  }
  counts.groups = shown_groups(in_order(variable, occurring), options.review_threshold > 0);
  std::erase_if(counts.groups, [](const std::string& group) {
    return group == "no_arrangement" || group == "no_document";
  });
  counts.note = fmt::format(
      "Procurements (dossiers) of which an arrangement is in force on 1 January, each counted once "
      "however many municipalities have it. {}.",
      kGroups);
  return counts;
}

// --- the table ----------------------------------------------------------------------------------

// Tenths of a percent that add up to 1000, the largest remainders rounded up.
std::vector<std::int64_t> shares_of(const std::vector<std::int64_t>& numbers) {
  const std::int64_t whole = std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
  std::vector<std::int64_t> shares(numbers.size(), 0);
  if (whole == 0) return shares;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  std::int64_t left = 1000;
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    shares[n] = numbers[n] * 1000 / whole;
    left -= shares[n];
    remainders.emplace_back(-(numbers[n] * 1000 % whole), n);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::int64_t n = 0; n < left; ++n) ++shares[remainders[static_cast<std::size_t>(n)].second];
  return shares;
}

bool is_known(const std::string& group) {
  return group == "several" || !is_unknown(group);
}

Table table_of(const Counts& counts, const TrendOptions& options) {
  Table table;
  table.columns.push_back({options.variable});
  for (const std::string& group : counts.groups)
    if (options.shares != "known" || is_known(group)) table.rows.push_back({group});
  for (const int year : counts.years) {
    table.columns.push_back({std::to_string(year), Align::right});
    std::vector<std::int64_t> numbers;
    for (const auto& row : table.rows) numbers.push_back(counts.of(row[0], year));
    const std::vector<std::int64_t> shares = shares_of(numbers);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      table.rows[r].push_back(options.shares.empty()
                                  ? std::to_string(numbers[r])
                                  : fmt::format("{}.{}", shares[r] / 10, shares[r] % 10));
  }
  table.note = counts.note;
  if (options.shares == "all") table.note = "Percentages of everything. " + table.note;
  if (options.shares == "known")
    table.note = "Percentages of those with a value or several. " + table.note;
  return table;
}

bool is_scope(const std::string& variable) {
  for (const char* name : {"gemeenten", "domein", "voorzieningen", "perceel", "status"})
    if (variable == name) return true;
  return false;
}

void check_one_of(const std::string& option, const std::string& given,
                  const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), given) != known.end()) return;
  std::string list;
  for (std::size_t n = 0; n < known.size(); ++n)
    list += (n == 0 ? "" : n + 1 == known.size() ? " or " : ", ") + known[n];
  throw Error(ErrorKind::usage, option + " " + given, "there is no such choice", "use " + list);
}

}  // namespace

Answered trend(const corpus::Database& database, const Codebook& codebook,
               const TrendOptions& options) {
  const VariableLabels& asked = find_variable(codebook, options.variable);
  check_one_of("--unit", options.unit, {"municipality", "inhabitants", "procurement"});
  if (!options.shares.empty()) check_one_of("--shares", options.shares, {"all", "known"});
  check_filter(database, options.filter);
  if (is_scope(asked.name))
    throw Error(ErrorKind::usage, asked.name, "is what an arrangement is about, and has no spread",
                "use the filters --domein, --voorziening, --region and --province");
  const SpreadBase base(database);
  Answered answered;
  if (base.years(options.filter).empty()) {
    answered.table.columns.push_back({options.variable});
    answered.table.note = "The corpus has no documents yet; import some first.";
    return answered;
  }
  const bool procurements = options.unit == "procurement";
  Spread spread;
  if (!procurements || options.why)
    spread = base.spread(asked, options.filter, options.review_threshold);
  answered.table = table_of(procurements ? count_procurements(database, base, asked, options)
                                         : count_municipalities(spread, options),
                            options);
  if (options.why) answered.behind = behind(database, spread, asked, options.filter);
  return answered;
}

}  // namespace inkoopmonitor::reports
