#include "reports/spread.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "error.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {
namespace {

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::string length_class(std::string_view value) {
  const std::optional<int> months = whole_number(value);
  if (!months) return std::string(value);
  return *months < 12 ? "<12" : *months < 24 ? "12-23" : *months < 36 ? "24-35" : ">=36";
}

std::string number_class(std::string_view value) {
  const std::size_t dash = value.rfind('-');
  const std::optional<int> upper =
      whole_number(dash == std::string_view::npos ? value : value.substr(dash + 1));
  if (!upper) return std::string(value);
  return *upper <= 1 ? "1" : *upper <= 6 ? "2-6" : *upper <= 25 ? "7-25" : ">25";
}

std::vector<std::string> classes_of(const VariableLabels& variable) {
  if (variable.type == "months") return {"<12", "12-23", "24-35", ">=36", "onbepaald"};
  if (variable.type == "range") return {"1", "2-6", "7-25", ">25", "onbeperkt"};
  std::vector<std::string> codes;
  for (const auto& [value, label] : variable.codes_nl) codes.push_back(value);
  return codes;
}

std::string group_of(const SpreadMunicipality& municipality, const Said& said) {
  if (municipality.in_force != 0) return said.group();
  if (municipality.documents_offered == 0) return "no_document";
  return municipality.documents_read != 0 ? "no_arrangement" : "unreadable";
}

}  // namespace

const std::vector<std::string>& unknown_groups() {
  static const std::vector<std::string> groups = {"several",       "absent",         "unreadable",
                                                  "contradictory", "no_arrangement", "no_document"};
  return groups;
}

bool is_unknown(const std::string& group) {
  const auto& groups = unknown_groups();
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

// First in the codebook's order, then the others, numbers by their size.
std::vector<std::string> in_order(const VariableLabels& variable,
                                  const std::set<std::string>& occurring) {
  std::vector<std::string> result, others;
  const std::vector<std::string> known = classes_of(variable);
  for (const std::string& value : known)
    if (occurring.contains(value)) result.push_back(value);
  for (const std::string& value : occurring)
    if (std::find(known.begin(), known.end(), value) == known.end()) others.push_back(value);
  std::stable_sort(others.begin(), others.end(), [](const auto& left, const auto& right) {
    const auto a = whole_number(left), b = whole_number(right);
    return a && b ? *a < *b : a.has_value() && !b.has_value();
  });
  result.insert(result.end(), others.begin(), others.end());
  return result;
}

void Said::add(const VariableLabels& variable, std::string_view outcome, std::string_view stated,
               double value_confidence, double review_threshold, std::int64_t number) {
  if (outcome == "absent") return;
  arrangements += number;
  if (outcome == "contradictory") {
    contradictory = true;
  } else if (outcome == "unreadable") {
    unreadable = true;
  } else if (value_confidence < review_threshold) {
    not_reviewed = true;
  } else {
    if (value.empty()) {
      value = classed(variable.type, stated);
    } else if (!several && value != stated) {
      several = value != classed(variable.type, stated);
    }
    confidence = std::min(confidence, value_confidence);
  }
}

bool Said::known() const {
  return !several && !contradictory && !unreadable && !not_reviewed && !value.empty() &&
         arrangements >= of;
}

std::string Said::group() const {
  if (several) return "several";
  if (contradictory) return "contradictory";
  if (unreadable) return "unreadable";
  if (not_reviewed) return "not_reviewed";
  return known() ? value : "absent";
}

bool covers(const SpreadMunicipality& municipality, Coverage stage) {
  switch (stage) {
    case Coverage::offered:
      return municipality.documents_offered != 0;
    case Coverage::in_force:
      return municipality.in_force != 0;
    case Coverage::read:
      break;
  }
  return municipality.documents_read != 0;
}

int SpreadYear::count(Coverage stage) const {
  return static_cast<int>(std::count_if(municipalities.begin(), municipalities.end(),
                                        [&](const auto& m) { return covers(m, stage); }));
}

int SpreadYear::count(const std::string& group) const {
  return static_cast<int>(
      std::count_if(municipalities.begin(), municipalities.end(),
                    [&](const SpreadMunicipality& m) { return m.group == group; }));
}

int SpreadYear::known() const {
  return static_cast<int>(
      std::count_if(municipalities.begin(), municipalities.end(),
                    [](const SpreadMunicipality& m) { return !is_unknown(m.group); }));
}

SpreadBase::SpreadBase(const corpus::Database& database, Behind behind)
    : database_(database), behind_(behind) {
  const Answer years(database, "years");
  first_panel_ = static_cast<int>(years.number(0, "first_panel"));
  last_panel_ = static_cast<int>(years.number(0, "last_panel"));
  first_set_ = static_cast<int>(years.number(0, "first_set"));
  last_set_ = static_cast<int>(years.number(0, "last_set"));
  last_municipalities_ = static_cast<int>(years.number(0, "last_municipalities"));
}

std::vector<int> SpreadBase::years(const Filter& filter) const {
  if (filter.from != 0 && filter.to != 0 && filter.from > filter.to)
    throw Error(ErrorKind::usage, fmt::format("--from {} --to {}", filter.from, filter.to),
                "the first year lies after the last", "exchange them");
  const int first_register = database_.first_register_year();
  if (filter.to != 0 && filter.to < first_register)
    throw Error(ErrorKind::usage, fmt::format("the year {}", filter.to),
                fmt::format("the register begins in {}", first_register),
                fmt::format("ask for {} or later", first_register));
  // A panel that begins after the last collection still has that collection to show.
  const int first_known = first_panel_ != 0 ? std::min(first_panel_, last_set_) : first_set_;
  const int last_known = last_panel_ != 0 ? std::min(last_panel_, last_set_) : last_set_;
  const int first = std::max(filter.from != 0 ? filter.from : first_known, first_register);
  const int last = filter.to != 0 ? filter.to : std::max(last_known, filter.from);
  std::vector<int> result;
  if (last_set_ == 0 && (filter.from == 0 || filter.to == 0)) return result;
  for (int year = first; year <= last; ++year) result.push_back(year);
  return result;
}

std::vector<SpreadYear> SpreadBase::municipalities(const std::vector<int>& years,
                                                   const Filter& filter) const {
  std::vector<SpreadYear> result;
  for (const int year : years) result.push_back({year, {}});
  if (years.empty()) return result;
  // A year after the last of the panel has the municipalities of that, and nothing else.
  Filter known = filter;
  known.from = std::min(years.front(), last_municipalities_);
  known.to = years.back();
  each_row(database_, "panel_municipalities", municipality_parameters(known),
           [&](const corpus::ReadRow& row) {
             // Columns as they stand in that question.
             const int year = std::max(static_cast<int>(row.number(0)), years.front());
             SpreadMunicipality one;
             one.code = row.text(1);
             one.name = row.text(2);
             one.province = row.text(3);
             one.inhabitants = row.number(6);
             one.inhabitants_year = static_cast<int>(row.number(7));
             if (year == row.number(0)) {
               one.documents_offered = static_cast<int>(row.number(9));
               one.documents_read = static_cast<int>(row.number(10));
             }
             result[static_cast<std::size_t>(year - years.front())].municipalities.push_back(
                 std::move(one));
           });
  for (std::size_t y = 1; y < result.size(); ++y) {
    if (result[y].year <= last_municipalities_) continue;
    for (SpreadMunicipality one : result[y - 1].municipalities) {
      one.documents_offered = one.documents_read = 0;
      result[y].municipalities.push_back(std::move(one));
    }
  }
  std::size_t place = 0;
  for (SpreadYear& year : result)
    for (SpreadMunicipality& one : year.municipalities) one.place = place++;
  return result;
}

std::vector<std::pair<std::string, std::string>> SpreadBase::places(const Filter& filter) const {
  const std::string domein = filter.domein.empty() ? "*" : filter.domein;
  if (filter.voorziening.empty()) return {{domein, "*"}};
  if (!filter.domein.empty()) return {{domein, filter.voorziening}};
  std::vector<std::pair<std::string, std::string>> found;
  const Answer answer(database_, "panel_places");
  for (std::size_t r = 0; r < answer.size(); ++r)
    if (answer.text(r, "voorziening") == filter.voorziening)
      found.emplace_back(answer.text(r, "domein"), filter.voorziening);
  return found;
}

namespace {

// Finds municipalities by year and code. Years follow each other, and municipalities stand in order
// of code; those asked for mostly too, so that each is sought first where the last one stood.
class Finder {
 public:
  explicit Finder(std::vector<SpreadYear>& years) : years_(years) {}

  // Null when there is none.
  SpreadMunicipality* find(std::int64_t year, std::string_view code) {
    if (years_.empty() || year < years_.front().year || year > years_.back().year) return nullptr;
    std::vector<SpreadMunicipality>& all =
        years_[static_cast<std::size_t>(year - years_.front().year)].municipalities;
    for (std::size_t at = last_; at < std::min(last_ + 2, all.size()); ++at)
      if (all[at].code == code) return &all[last_ = at];
    const auto found = std::lower_bound(
        all.begin(), all.end(), code,
        [](const SpreadMunicipality& one, std::string_view wanted) { return one.code < wanted; });
    if (found == all.end() || found->code != code) return nullptr;
    last_ = static_cast<std::size_t>(found - all.begin());
    return &*found;
  }

 private:
  std::vector<SpreadYear>& years_;
  std::size_t last_ = 0;
};

Parameters place_parameters(const std::pair<std::string, std::string>& place, int from, int to) {
  return {{":from", std::int64_t{from}},
          {":to", std::int64_t{to}},
          {":domein", place.first},
          {":voorziening", place.second}};
}

void add_cells(const corpus::Database& database, const Parameters& place,
               std::vector<SpreadYear>& spread_years) {
  Finder finder(spread_years);
  each_row(database, "panel_cells", place, [&](const corpus::ReadRow& row) {
    SpreadMunicipality* municipality = finder.find(row.number(0), row.text(1));
    if (municipality == nullptr) return;
    municipality->in_force += static_cast<int>(row.number(2));
    municipality->reviewed += static_cast<int>(row.number(3));
    municipality->certainty = row.text(4);
  });
}

using Place = std::pair<std::string, std::string>;  // domein, voorziening
std::size_t count_all(const std::vector<SpreadYear>& years) {
  std::size_t number = 0;
  for (const SpreadYear& year : years) number += year.municipalities.size();
  return number;
}

// What is said of one variable, and where it is added.
struct Adding {
  const VariableLabels& variable;
  double review_threshold = 0;
  std::vector<Said>& said;
};

// Of a domain as a whole, or of all: the panel has the sums.
void add_totals(const corpus::Database& database, const std::string& domein,
                std::vector<SpreadYear>& spread_years, const Adding& adding) {
  Finder finder(spread_years);
  each_row(database, "panel_totals",
           {{":variable", adding.variable.name},
            {":domein", domein},
            {":from", std::int64_t{spread_years.front().year}},
            {":to", std::int64_t{spread_years.back().year}}},
           [&](const corpus::ReadRow& row) {
             const SpreadMunicipality* municipality = finder.find(row.number(0), row.text(1));
             if (municipality == nullptr) return;
             adding.said[municipality->place].add(adding.variable, row.text(2), row.text(3),
                                                  row.real(5), adding.review_threshold,
                                                  row.number(4));
           });
}

// What an arrangement says of a variable.
struct StatedValue {
  std::string outcome, value;
  double confidence = 0;
};

// The arrangements of one municipality and year: the same outcome and value of several is said
// once, as sure as the surest says it.
void add_cell(std::vector<const StatedValue*>& cell, const Adding& adding, Said& said) {
  const auto in_order = [](const StatedValue* one, const StatedValue* other) {
    return std::tie(one->outcome, one->value) < std::tie(other->outcome, other->value);
  };
  if (cell.size() > 1) std::sort(cell.begin(), cell.end(), in_order);
  for (std::size_t begin = 0, end = 0; begin < cell.size(); begin = end) {
    double confidence = 0;
    for (end = begin; end < cell.size() && !in_order(cell[begin], cell[end]); ++end)
      confidence = std::max(confidence, cell[end]->confidence);
    said.add(adding.variable, cell[begin]->outcome, cell[begin]->value, confidence,
             adding.review_threshold, static_cast<std::int64_t>(end - begin));
  }
  cell.clear();
}

// Of one voorziening: each arrangement is looked up once, in however many municipalities and years
// it counts.
void add_of_voorziening(const corpus::Database& database, const Place& place,
                        std::vector<SpreadYear>& spread_years, const Adding& adding) {
  std::unordered_map<std::int64_t, StatedValue> stated;
  each_row(
      database, "place_values",
      {{":variable", adding.variable.name},
       {":threshold", adding.review_threshold},
       {":domein", place.first},
       {":voorziening", place.second}},
      [&](const corpus::ReadRow& row) {
        stated[row.number(0)] = {std::string(row.text(1)), std::string(row.text(2)), row.real(3)};
      });
  Finder finder(spread_years);
  const SpreadMunicipality* last = nullptr;
  std::vector<const StatedValue*> cell;
  each_row(database, "place_arrangements",
           place_parameters(place, spread_years.front().year, spread_years.back().year),
           [&](const corpus::ReadRow& row) {
             const auto said = stated.find(row.number(2));
             if (said == stated.end()) return;
             const SpreadMunicipality* municipality = finder.find(row.number(0), row.text(1));
             if (municipality == nullptr) return;
             if (last != nullptr && last != municipality)
               add_cell(cell, adding, adding.said[last->place]);
             last = municipality;
             cell.push_back(&said->second);
           });
  if (last != nullptr) add_cell(cell, adding, adding.said[last->place]);
}

// What is given of the core variables in a municipality.
struct GivenCore {
  std::string value;  // classed; the first
  bool several = false;
  std::int64_t given = 0;
};

void add_core(const corpus::Database& database, const Place& place,
              std::vector<SpreadYear>& spread_years, std::vector<std::vector<GivenCore>>& given) {
  Finder finder(spread_years);
  each_row(database, "panel_core",
           place_parameters(place, spread_years.front().year, spread_years.back().year),
           [&](const corpus::ReadRow& row) {
             const SpreadMunicipality* municipality = finder.find(row.number(0), row.text(1));
             if (municipality == nullptr) return;
             for (std::size_t v = 0; v < given.size(); ++v) {
               // Columns as they stand in that question.
               const int column = 2 + 2 * static_cast<int>(v);
               GivenCore& its = given[v][municipality->place];
               its.given += row.number(column + 1);
               for (const std::string& value : split_list(std::string(row.text(column)))) {
                 const std::string one = classed(core_variables()[v].type, value);
                 its.several = its.several || (!its.value.empty() && its.value != one);
                 if (its.value.empty()) its.value = one;
               }
             }
           });
}

}  // namespace

const std::vector<SpreadYear>& SpreadBase::counted(const Filter& filter) const {
  if (!counted_.second.empty() && counted_.first == filter) return counted_.second;
  const std::vector<int> asked = years(filter);
  // Of another domain or voorziening the municipalities are the same.
  Filter everything = filter;
  everything.domein = everything.voorziening = "";
  if (all_.second.empty() || all_.first != everything)
    all_ = {everything, municipalities(asked, everything)};
  counted_ = {filter, all_.second};
  if (asked.empty()) return counted_.second;
  for (const auto& place : places(filter))
    add_cells(database_, place_parameters(place, asked.front(), asked.back()), counted_.second);
  return counted_.second;
}

std::vector<Said> SpreadBase::said(const VariableLabels& variable, const Filter& filter,
                                   double review_threshold) const {
  counted(filter);
  std::vector<SpreadYear>& of = counted_.second;
  std::vector<Said> said(count_all(of));
  if (said.empty()) return said;
  const Adding adding{variable, review_threshold, said};
  for (const auto& place : places(filter))
    place.second == "*" ? add_totals(database_, place.first, of, adding)
                        : add_of_voorziening(database_, place, of, adding);
  for (const SpreadYear& year : of)
    for (const SpreadMunicipality& one : year.municipalities) said[one.place].of = one.in_force;
  return said;
}

std::vector<std::vector<bool>> SpreadBase::known_core(const Filter& filter) const {
  counted(filter);
  std::vector<SpreadYear>& of = counted_.second;
  const std::size_t all = count_all(of), variables = core_variables().size();
  std::vector<std::vector<GivenCore>> given(variables, std::vector<GivenCore>(all));
  if (all != 0)
    for (const auto& place : places(filter)) add_core(database_, place, of, given);
  std::vector<std::vector<bool>> known(variables, std::vector<bool>(all));
  for (const SpreadYear& year : of)
    for (const SpreadMunicipality& one : year.municipalities)
      for (std::size_t v = 0; v < variables; ++v) {
        const GivenCore& its = given[v][one.place];
        known[v][one.place] =
            one.in_force != 0 && !its.several && !its.value.empty() && its.given >= one.in_force;
      }
  return known;
}

Spread SpreadBase::spread(const VariableLabels& variable, const Filter& filter,
                          double review_threshold) const {
  Spread spread;
  if (years(filter).empty()) return spread;
  const std::vector<Said> all = said(variable, filter, review_threshold);
  spread.years = counted(filter);
  std::set<std::string> occurring;
  for (SpreadYear& year : spread.years)
    for (SpreadMunicipality& municipality : year.municipalities) {
      const Said& its = all[municipality.place];
      municipality.group = group_of(municipality, its);
      if (is_unknown(municipality.group)) continue;
      municipality.confidence = its.confidence;
      occurring.insert(municipality.group);
    }
  spread.values = in_order(variable, occurring);
  if (behind_ == Behind::all) add_arrangements(spread, variable, filter);
  return spread;
}

void SpreadBase::add_arrangements(Spread& spread, const VariableLabels& variable,
                                  const Filter& filter) const {
  Filter years = filter;
  years.from = spread.years.front().year;
  years.to = spread.years.back().year;
  Finder finder(spread.years);
  const Answer documents(database_, "panel_documents",
                         of_codes(municipality_parameters(years), {}));
  for (std::size_t r = 0; r < documents.size(); ++r)
    if (SpreadMunicipality* municipality =
            finder.find(documents.number(r, "panel_year"), documents.text(r, "gm_code")))
      municipality->documents.push_back({documents.text(r, "file"), documents.text(r, "result")});
  Parameters parameters = filter_parameters(years);
  parameters.emplace_back(":variable", variable.name);
  const Answer answer(database_, "panel_spread", parameters);
  for (std::size_t r = 0; r < answer.size(); ++r) {
    SpreadMunicipality* municipality =
        finder.find(answer.number(r, "panel_year"), answer.text(r, "gm_code"));
    if (municipality == nullptr) continue;
    const std::string& outcome = answer.text(r, "outcome");
    municipality->arrangements.push_back(
        {answer.number(r, "arrangement"),
         outcome == "value" ? classed(variable.type, answer.text(r, "value")) : "", outcome,
         answer.text(r, "certainty")});
  }
}

std::string classed(const std::string& type, std::string_view value) {
  if (type == "months") return length_class(value);
  if (type == "range") return number_class(value);
  return std::string(type == "date" ? value.substr(0, 4) : value);
}

}  // namespace inkoopmonitor::reports
