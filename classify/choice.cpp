// Which of several options was chosen. A strategy sets out scenario A, B and C, one a heading or
// one a column each, and says elsewhere which it is to be: what stands under that one holds, what
// stands under the others was considered.
//
// Options are told by a kind and a mark (`variant 2`, `scenario C`); the words that choose are data
// (cues of kind `choice`). Nothing is settled where no option is chosen, or more than one.
#include "classify/choice.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace inkoopmonitor::classify {
namespace {

// A kind of option and its mark. The kinds are those of <variant> in rules/terms.toml, by which the
// words that choose are found.
constexpr char option[] =
    "(?:scenario|variant|optie|model|alternatief|route|richting|denkrichting|spoor) "
    "([a-z]|[0-9]{1,2}|i{2,3}|iv)\\b";

// The mark of the option that a heading or head of a column begins with: `scenario c - een per
// gemeente`, or of a column `c - een per gemeente` and `c`.
std::optional<std::string> option_at_head(std::string_view folded, bool column) {
  static const re2::RE2 named(std::string("^(?:[0-9]+(?:\\.[0-9]+)*\\.? )?(?:het |de )?") + option);
  if (folded.empty()) return std::nullopt;
  static const re2::RE2 marked("^([a-z]|[0-9])(?:$|[.)]? [-:.]? ?[a-z])");
  std::string mark;
  if (re2::RE2::PartialMatch(folded, named, &mark)) return mark;
  if (column && re2::RE2::PartialMatch(folded, marked, &mark)) return mark;
  return std::nullopt;
}

void add_options(std::string_view folded, std::set<std::string>& marks) {
  static const re2::RE2 pattern(std::string("\\b") + option);
  re2::StringPiece rest(folded.data(), folded.size());
  std::string mark;
  while (re2::RE2::FindAndConsume(&rest, pattern, &mark)) marks.insert(mark);
}

// The mark of what a heading calls the option that was chosen, without naming it.
constexpr char the_chosen_one[] = "=";

// `5. De keuze: scenario C` as a heading: what is below it is that option. `Uitwerking van het
// voorgestelde scenario` is about the one that is chosen elsewhere.
std::optional<std::string> option_chosen_in(std::string_view heading) {
  static const re2::RE2 unnamed(
      "\\b(?:gekozen|voorgestelde|aanbevolen|geadviseerde|voorkeurs?) ?"
      "(?:scenario|variant|optie|model|alternatief|route|richting)\\b");
  if (re2::RE2::PartialMatch(re2::StringPiece(heading.data(), heading.size()), unnamed))
    return the_chosen_one;
  static const re2::RE2 choice("\\b(?:keuze|gekozen|voorkeur|advies|voorstel|besluit)");
  std::set<std::string> marks;
  if (re2::RE2::PartialMatch(re2::StringPiece(heading.data(), heading.size()), choice))
    add_options(heading, marks);
  return marks.size() == 1 ? std::optional(*marks.begin()) : std::nullopt;
}

class Choice {
 public:
  explicit Choice(const Text& text) : text_(text) {
    for (const Section& section : text.sections) {
      auto own = option_at_head(section.folded, false);
      if (!own) own = option_chosen_in(section.folded);
      of_section_.push_back(own || of_section_.empty() ? own : of_section_[section.parent]);
      if (own && *own != the_chosen_one) options_.insert(*own);
    }
    for (const Unit& unit : text.units) {
      if (const auto mark = option_at_head(unit.column_head, false)) {
        tables_.insert(unit.table);
        options_.insert(*mark);
      }
    }
    // Rows below `Scenario`, each with its mark.
    static const re2::RE2 kind("(?:scenario|variant|optie|model|alternatief|route|richting)");
    for (const Unit& unit : text.units) {
      if (unit.table < 0 || unit.column != 0 || !re2::RE2::FullMatch(unit.column_head, kind))
        continue;
      if (const auto mark = option_at_head(unit.folded, true)) {
        tables_.insert(unit.table);
        options_.insert(*mark);
      }
    }
    // Columns `A`, `B`, `C` are options where headings or sentences name the same ones.
    std::set<std::string> named = options_;
    const bool lettered = std::any_of(text.units.begin(), text.units.end(), [](const Unit& unit) {
      return unit.table >= 0 && option_at_head(unit.column_head, true);
    });
    if (!lettered) return;
    for (const Unit& unit : text.units) {
      if (unit.table < 0) add_options(unit.folded, named);
    }
    std::map<int, std::set<std::string>> heads;  // by table
    for (const Unit& unit : text.units) {
      const auto mark = option_at_head(unit.column_head, true);
      if (unit.table >= 0 && mark && named.contains(*mark)) heads[unit.table].insert(*mark);
    }
    for (const auto& [table, marks] : heads) {
      const bool known = std::any_of(marks.begin(), marks.end(), [&](const std::string& mark) {
        return options_.contains(mark);
      });
      if (!known && marks.size() < 2) continue;
      tables_.insert(table);
      options_.insert(marks.begin(), marks.end());
    }
  }

  bool has_options() const { return options_.size() > 1; }

  // The option under which a unit stands.
  std::optional<std::string> of(const Unit& unit) const {
    if (unit.table >= 0 && tables_.contains(unit.table)) {
      if (const auto column = option_at_head(unit.column_head, true)) return column;
      if (const auto row = option_at_head(unit.row_head, true)) return row;
      if (unit.column == 0) return option_at_head(unit.folded, true);
    }
    return of_section_[unit.section];
  }

  // The only option that the text chooses.
  std::optional<std::string> chosen(const std::vector<UnitContext>& contexts) const {
    std::set<std::string> marks;
    for (std::size_t at = 0; at < text_.units.size(); ++at) {
      if (contexts[at].has(CueKind::choice) && !contexts[at].has(CueKind::question))
        add_options(text_.units[at].folded, marks);
    }
    std::erase_if(marks, [&](const std::string& mark) { return !options_.contains(mark); });
    if (marks.size() != 1) return std::nullopt;
    return *marks.begin();
  }

 private:
  const Text& text_;
  std::vector<std::optional<std::string>> of_section_;
  std::set<int> tables_;  // whose columns or rows are options
  std::set<std::string> options_;
};

// What a row of options says of its own under a head as `Oordeel`: chosen or not; neither, where
// it says something else.
std::optional<bool> verdict(const Unit& cell) {
  static const re2::RE2 head(
      "(?:oordeel|eindoordeel|keuze|gekozen\\??|conclusie|uitkomst|advies|besluit|afweging|"
      "voorkeur|resultaat)");
  static const re2::RE2 no(
      "(?:nee|niet(?: (?:gekozen|doen|verder|geschikt|wenselijk|haalbaar))?|(?:is )?afgevallen|"
      "valt af|afgewezen|verworpen|afgeraden|ongeschikt|ontraden)(?:[ ,;:.(].*)?");
  static const re2::RE2 yes(
      "(?:ja|gekozen|(?:heeft )?(?:de |onze )?voorkeur(?:sscenario|smodel|svariant)?|voorstel|"
      "voorgesteld|geadviseerd|aanbevolen|advies|doen)(?:[ ,;:.(].*)?");
  if (cell.table < 0 || cell.column < 1 || !re2::RE2::FullMatch(cell.column_head, head))
    return std::nullopt;
  const std::string_view value = std::string_view(cell.folded).substr(cell.value_begin);
  const re2::StringPiece said(value.data(), value.size());
  if (re2::RE2::FullMatch(said, no)) return false;
  if (re2::RE2::FullMatch(said, yes)) return true;
  return std::nullopt;
}

// Rows that set out options, each with its verdict. One row alone tells a choice of something else.
void settle_verdicts(const Text& text, const std::vector<bool>& considered_itself,
                     std::vector<UnitContext>& contexts) {
  std::map<std::pair<int, int>, bool> rows;  // by table and row
  bool any_rejected = false;
  for (const Unit& unit : text.units) {
    if (const auto chosen = verdict(unit)) {
      rows[{unit.table, unit.row}] = *chosen;
      any_rejected |= !*chosen;
    }
  }
  if (rows.size() < 2 || !any_rejected) return;
  for (std::size_t at = 0; at < text.units.size(); ++at) {
    const auto row = rows.find({text.units[at].table, text.units[at].row});
    if (row == rows.end()) continue;
    contexts[at].cues.set(static_cast<std::size_t>(CueKind::considered),
                          !row->second || considered_itself[at]);
  }
}

}  // namespace

void settle_choice(const Text& text, const std::vector<bool>& considered_itself,
                   std::vector<UnitContext>& contexts) {
  settle_verdicts(text, considered_itself, contexts);
  const bool any = std::any_of(contexts.begin(), contexts.end(), [](const UnitContext& context) {
    return context.has(CueKind::choice);
  });
  if (!any) return;
  const Choice choice(text);
  if (!choice.has_options()) return;
  const std::optional<std::string> chosen = choice.chosen(contexts);
  if (!chosen) return;
  for (std::size_t at = 0; at < text.units.size(); ++at) {
    const std::optional<std::string> own = choice.of(text.units[at]);
    if (!own) continue;
    const bool other = *own != *chosen && *own != the_chosen_one;
    const bool considered = other || considered_itself[at];
    contexts[at].cues.set(static_cast<std::size_t>(CueKind::considered), considered);
  }
}

}  // namespace inkoopmonitor::classify
