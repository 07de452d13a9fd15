#include "classify/lot_names.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "classify/literals.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

const re2::RE2& perceel_pattern() {
  static const re2::RE2 pattern(
      "(?:^|[^\\pL\\d])(?:"
      "(?:de |het |beide |alle "
      ")?(?:percelen|perceel|kavels?|clusters?|segment(?:en)?|deelopdracht(?:en)?|deelovereenkomst("
      "?:en)?|"
      "blok("
      "?:ken)?|"
      "besluit|lot)[ :]+(?:nr\\.?:? ?|nummer:? )?"
      "((?:\\d{1,2}|[a-h]|i{1,3}|iv)(?:(?:, | en | of | & |/| tot en met | t/m )(?:perceel "
      ")?(?:\\d{1,2}|[a-h]|i{1,3}|iv))*)"
      "|lot-0*(\\d{1,2})"
      "|(?:het |dit )?(eerste|tweede|derde|vierde|vijfde) (?:perceel|segment|kavel|cluster)"
      "|(beide|alle|elk|ieder|per|de) (?:percelen|perceel|segmenten|kavels|clusters)"
      "|(?:de )?onderde(?:el|len) ([a-h](?:(?:, | en )(?:onderdeel )?[a-h])*)"
      ")(?:$|[^\\pL\\d])");
  return pattern;
}

// `Voor perceel 1 en (die voor) perceel 2`: nothing is said of the first that does not hold for
// the second.
bool is_joined(const Unit& unit, const PerceelName& left, const PerceelName& right) {
  static const re2::RE2 pattern(
      ".{4,14}?(?: \\([^)]{3,40}\\))?,? (?:en|,|alsmede|evenals|zowel als)"
      "(?: (?:die|dat|de (?:overeenkomst|opdracht)|het contract))?(?: (?:voor|van|in))? ?");
  return re2::RE2::FullMatch(
      std::string_view(unit.folded).substr(left.begin, right.begin - left.begin), pattern);
}

// A duration or date stands before the first lot that is named, and `voor` before the lot.
bool value_precedes(const Unit& unit, std::size_t first_lot) {
  static const re2::RE2 pattern("voor perceel|voor(?: [^ ]+){0,2} ?.?$");
  const std::string_view before = std::string_view(unit.folded).substr(0, first_lot + 1);
  const auto precedes = [&](const auto& quantity) { return quantity.span.end <= first_lot; };
  return re2::RE2::PartialMatch(before, pattern) &&
         (std::any_of(unit.slots.durations.begin(), unit.slots.durations.end(), precedes) ||
          std::any_of(unit.slots.dates.begin(), unit.slots.dates.end(), precedes));
}

// The keys between two of one kind, as of `percelen 1 tot en met 4` and `percelen A t/m D`.
std::vector<std::string> keys_between(const std::string& first, const std::string& last) {
  static const std::vector<std::vector<std::string>> kinds = [] {
    std::vector<std::vector<std::string>> all = {{}, {}, {"i", "ii", "iii", "iv"}};
    for (int number = 1; number < 100; ++number) all[0].push_back(std::to_string(number));
    for (char letter = 'a'; letter <= 'h'; ++letter) all[1].emplace_back(1, letter);
    return all;
  }();
  for (const std::vector<std::string>& kind : kinds) {
    const auto from = std::find(kind.begin(), kind.end(), first);
    const auto to = std::find(from, kind.end(), last);
    if (from != kind.end() && to != kind.end() && from < to) return {from + 1, to};
  }
  return {};
}

// `Perceel 1 tot en met 31 december`: the number belongs to a day.
bool goes_on_as_date(std::string_view behind) {
  static const re2::RE2 pattern(
      "^(?:[-/.]\\d| (?:jan|feb|maart|mrt|apr|mei|juni|juli|jun|jul|aug|sep|okt|nov|dec))");
  return re2::RE2::PartialMatch(re2::StringPiece(behind.data(), behind.size()), pattern);
}

// `De overeenkomst gaat, anders dan bij perceel 1, in op …` is about another lot.
bool is_contrast(std::string_view before) {
  static const re2::RE2 pattern(
      "(?:anders dan|in tegenstelling tot|in afwijking van|afwijkend van|vooruitlopend op)"
      "(?: (?:bij|voor|in|van))?(?: (?:de|het))? ?$");
  return re2::RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), pattern);
}

}  // namespace

bool may_name_a_lot(std::string_view folded) {
  static const Literals words({"perce", "segment", "cluster", "kavel", "deelo", "blok", "besluit ",
                               "onderde", "lot ", "lot-"});
  return words.any_in(folded);
}

std::vector<PerceelName> find_percelen(const Unit& unit) {
  return unit.may_name_lot ? find_percelen(unit.folded) : std::vector<PerceelName>();
}

std::vector<PerceelName> find_percelen(std::string_view folded) {
  static const std::map<std::string, std::string, std::less<>> ordinals = {
      {"eerste", "1"}, {"tweede", "2"}, {"derde", "3"}, {"vierde", "4"}, {"vijfde", "5"}};
  static const re2::RE2 key("(\\d{1,2}|iv|i{1,3}|\\b[a-h]\\b)");
  std::vector<PerceelName> result;
  if (!may_name_a_lot(folded)) return result;
  const re2::StringPiece input(folded.data(), folded.size());
  re2::StringPiece groups[6];
  std::size_t from = 0;
  while (from < folded.size() &&
         perceel_pattern().Match(input, from, folded.size(), re2::RE2::UNANCHORED, groups, 6)) {
    PerceelName name;
    name.begin = static_cast<std::size_t>(groups[0].data() - folded.data());
    if (!groups[1].empty() || !groups[5].empty()) {
      re2::StringPiece rest = groups[1].empty() ? groups[5] : groups[1], one;
      bool range = false;
      while (re2::RE2::FindAndConsume(&rest, key, &one)) {
        const std::string last(one);
        const auto behind = static_cast<std::size_t>(rest.data() - folded.data());
        if (range && goes_on_as_date(folded.substr(behind))) break;
        if (range)
          for (std::string& between : keys_between(name.keys.back(), last))
            name.keys.push_back(std::move(between));
        name.keys.push_back(last);
        range = rest.starts_with(" tot en met ") || rest.starts_with(" t/m ");
      }
    } else if (!groups[2].empty()) {
      name.keys.emplace_back(groups[2]);
    } else if (!groups[3].empty()) {
      name.keys.push_back(
          ordinals.find(std::string_view(groups[3].data(), groups[3].size()))->second);
    }
    if (!is_contrast(folded.substr(0, name.begin + 1))) result.push_back(std::move(name));
    from = static_cast<std::size_t>(groups[0].data() - folded.data()) + groups[0].size();
    if (groups[0].empty())
      ++from;
    else
      --from;  // the edge behind one name may be the edge before the next
  }
  return result;
}

std::vector<std::string> lots_at(const std::vector<PerceelName>& names, const Unit& unit,
                                 const std::vector<std::string>& of_unit, std::size_t place,
                                 std::size_t end, bool is_name) {
  if (names.size() < 2) return of_unit;
  const PerceelName* before = nullptr;
  const PerceelName* behind = nullptr;
  for (const PerceelName& name : names) {
    if (name.begin <= place) before = &name;
    if (name.begin > place && behind == nullptr) behind = &name;
  }
  // Words that end in the lot's own name: "maximaal 5 aanbieders voor perceel 2".
  constexpr std::size_t name_length = 10;
  const bool ends_in_name =
      behind != nullptr && behind->begin < end && end <= behind->begin + name_length;
  // `per uur (perceel 1), per dagdeel (perceel 2)`: each value before its lot in brackets.
  const bool bracketed = std::all_of(names.begin(), names.end(), [&](const PerceelName& name) {
    return unit.folded[name.begin] == '(';
  });
  if (bracketed) return behind != nullptr ? behind->keys : of_unit;
  const bool values_first = behind != nullptr && before != nullptr &&
                            (value_precedes(unit, names.front().begin) || ends_in_name);
  if (before == nullptr || values_first) return behind->keys;
  std::vector<std::string> keys = before->keys;
  for (const PerceelName* name = before; !is_name && name != &names.front(); --name) {
    if (!is_joined(unit, *(name - 1), *name)) break;
    keys.insert(keys.end(), (name - 1)->keys.begin(), (name - 1)->keys.end());
  }
  return keys;
}

std::string lot_in_row(const std::vector<std::string>& head, const std::vector<std::string>& row,
                       std::string_view heading) {
  static const std::set<std::string> heads = {"perceel",    "perceelnummer", "perceelnr",
                                              "perceelnr.", "perc.",         "lot",
                                              "kavel",      "segment",       "cluster"};
  static const std::set<std::string> numbers = {"nr", "nr.", "nummer", "no.", "#"};
  static const re2::RE2 of_lots("\\b(?:percelen|perceelindeling|kavels)\\b");
  const bool numbered = may_name_a_lot(heading) && re2::RE2::PartialMatch(heading, of_lots);
  for (std::size_t column = 0; column < std::min(head.size(), row.size()); ++column) {
    const bool is_lot =
        heads.contains(head[column]) || (numbered && numbers.contains(head[column]));
    if (!is_lot || row[column].empty()) continue;
    // `2 Even op adem`, `2: trapliften`: the number is enough.
    const std::string text = text::fold(row[column]);
    static const re2::RE2 several("[a-z0-9]{1,2}(?: ?(?:,|en|&|/|t/m|tot en met) ?[a-z0-9]{1,2})+");
    if (re2::RE2::FullMatch(text, several)) return "percelen " + text;
    const std::size_t number = text.find_first_of(" :.)-");
    return number <= 2 ? text.substr(0, number) : text;
  }
  return "";
}

}  // namespace inkoopmonitor::classify
