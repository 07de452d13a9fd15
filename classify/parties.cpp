// Counting the names of those who were contracted.
//
// An award often gives no number but the winners themselves. A name is told by its capital and by
// what it is not (a defined term such as `Opdrachtnemer`, a municipality); names are parted by
// commas, semicolons and the last `en`, because an `en` before that is mostly part of a name (Zorg
// en Welzijn). Tables are counted by the column that names parties; where another column says how
// each of them fared, only those that were awarded count, and where columns are lots, each lot.
// A list of company names to look up was turned down: there is none that is complete.
#include "classify/parties.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "classify/lot_names.h"
#include "classify/mentions.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

bool said(const RuleSet::Implementation& rules, CueKind kind, std::string_view folded) {
  return std::any_of(rules.cues.begin(), rules.cues.end(), [&](const Cue& cue) {
    return cue.kind == kind && cue.within.found_in(folded);
  });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view around = " \t,;:.-()\"'•–·*";
  while (!text.empty() && around.find(text.front()) != std::string_view::npos) {
    // `'s Heeren Loo` keeps its sign.
    if (text.starts_with("'s ") || text.starts_with("'s-")) break;
    text.remove_prefix(1);
  }
  while (!text.empty() && around.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

// `1.`, `2)`, `a.` and a bullet before an item.
std::string_view without_number(std::string_view text) {
  static const re2::RE2 number("^[ (]*(?:\\d{1,2}|[a-z])[.)][ .)]*");
  re2::StringPiece rest(text.data(), text.size());
  re2::RE2::Consume(&rest, number);
  return trimmed({rest.data(), rest.size()});
}

std::string_view without_article(std::string_view text) {
  for (const std::string_view word : {"de ", "het ", "aan ", "met ", "De ", "Het "}) {
    if (text.starts_with(word)) return without_article(text.substr(word.size()));
  }
  return text;
}

bool has_capital(std::string_view text) {
  if (text.starts_with("'s ") || text.starts_with("'s-")) return true;
  return !text.empty() && (std::isupper(static_cast<unsigned char>(text[0])) != 0 ||
                           std::isdigit(static_cast<unsigned char>(text[0])) != 0);
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  return parts;
}

// A row of a table by column, as written and without its label.
using Row = std::map<int, std::string>;

struct Table {
  std::vector<Row> rows;
  std::map<int, std::string> heads;  // folded
  std::size_t first_unit = 0;
  std::map<int, std::size_t> unit_of_row;
};

class PartyCounter {
 public:
  PartyCounter(const Text& text, const RuleSet::Implementation& rules)
      : text_(text), rules_(rules) {}

  std::vector<PartyCount> count(std::size_t index, std::size_t after) {
    const Unit& unit = text_.units[index];
    if (unit.kind == UnitKind::cell) {
      if (unit.row == 0 && has_heads(unit.table)) {
        if (!find_percelen(text::fold(value_of(unit))).empty()) return of_lot_columns(index);
        const bool names = said(rules_, CueKind::party_head, text::fold(value_of(unit)));
        // Where only the outcome is asked for, a party counts by what stands there.
        return names ? of_table(index, unit.column, false) : of_table(index, -1, true);
      }
      return of_names(index, after);
    }
    if (unit.kind != UnitKind::heading) {
      std::vector<PartyCount> found = of_names(index, after);
      if (!found.empty()) return found;
      // A sentence that goes on after the introduction and names nobody introduces no list.
      const bool title = unit.folded.size() < after + open_rest_max &&
                         std::count(unit.folded.begin(), unit.folded.end(), ' ') < title_words_max;
      if (!unit.folded.ends_with(':') && !title && !points_below(unit.folded)) return {};
    }
    std::vector<PartyCount> found = of_lines(index);
    return found.empty() ? of_following_table(index) : found;
  }

 private:
  static constexpr std::size_t open_rest_max = 4;
  static constexpr int title_words_max = 5;
  static constexpr std::size_t name_words_max = 12;

  static bool points_below(std::string_view folded) {
    for (const std::string_view word :
         {"volgende", "onderstaande", "hieronder", "te weten", "tabel", "bijlage", "overzicht",
          "lijst", "genoemde", "vermelde"}) {
      if (folded.find(word) != std::string_view::npos) return true;
    }
    return false;
  }

  bool is_name(std::string_view written) const {
    const std::string_view name = without_article(trimmed(written));
    const bool letters = std::any_of(name.begin(), name.end(),
                                     [](unsigned char sign) { return std::isalpha(sign) != 0; });
    if (name.size() < 2 || !letters || !has_capital(name)) return false;
    if (static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) >= name_words_max)
      return false;
    return !said(rules_, CueKind::no_party, text::fold(name));
  }

  // Names that follow each other in a sentence. The enumeration ends where a clause begins.
  std::vector<std::string> names_in(std::string_view written) const {
    std::vector<std::string> names;
    const std::vector<std::string_view> parts = comma_parts(written);
    for (std::size_t index = 0; index < parts.size(); ++index) {
      const std::string_view part = trimmed(parts[index]);
      if (begins_clause(part)) break;
      // Before the first comma an `en` may belong to a name; in the last part it parts two.
      const bool last = index + 1 == parts.size();
      for (const std::string_view piece : last ? and_parts(part) : std::vector{part}) {
        const std::string_view name = without_article(without_number(piece));
        if (is_name(name))
          names.emplace_back(name);
        else if (names.empty() && !name.empty())
          return {};
      }
    }
    return names;
  }

  static std::vector<std::string_view> comma_parts(std::string_view written) {
    std::vector<std::string_view> parts;
    for (const std::string_view half : split(written, "; ")) {
      for (std::string_view part : split(half, ", ")) {
        if (part.starts_with("en ")) part.remove_prefix(3);
        if (part.starts_with("alsmede ")) part.remove_prefix(8);
        parts.push_back(part);
      }
    }
    return parts;
  }

  std::vector<std::string_view> and_parts(std::string_view part) const {
    for (const std::string_view word : {" en aan ", " en met ", " alsmede ", " en "}) {
      const std::size_t at = part.rfind(word);
      if (at == std::string_view::npos) continue;
      const std::string_view rest = part.substr(at + word.size());
      // `Zorg en Welzijn`: what follows is no name of its own.
      if (said(rules_, CueKind::no_party, "en " + text::fold(rest))) break;
      return {part.substr(0, at), rest};
    }
    return {part};
  }

  static bool begins_clause(std::string_view part) {
    static const std::set<std::string_view> openers = {
        "waarbij", "die",    "dat", "omdat", "zodat", "terwijl", "waarvan",
        "waarmee", "voor",   "per", "vanaf", "maar",  "want",    "met",
        "wordt",   "worden", "is",  "zijn",  "zal",   "hierna"};
    return openers.contains(part.substr(0, part.find(' ')));
  }

  std::vector<PartyCount> of_names(std::size_t index, std::size_t after) const {
    const Unit& unit = text_.units[index];
    if (after >= unit.folded.size()) return {};
    std::string_view rest = std::string_view(unit.text).substr(unit.origin[after]);
    if (const std::size_t colon = rest.find(": "); colon != std::string_view::npos)
      rest.remove_prefix(colon + 2);
    const std::vector<std::string> names = names_in(rest);
    if (names.empty()) return {};
    return {made(names, index, 0, unit.folded.size())};
  }

  // Items behind the introduction: of a list, or lines with a number of their own.
  std::vector<PartyCount> of_lines(std::size_t index) const {
    std::vector<std::string> names;
    std::size_t first = 0, lines = 0;
    std::uint32_t block = text_.units[index].block;
    for (std::size_t at = index + 1; at < text_.units.size(); ++at) {
      const Unit& unit = text_.units[at];
      if (unit.kind == UnitKind::heading || unit.kind == UnitKind::cell) break;
      if (unit.block == block && lines > 0) continue;  // what an item says further
      const std::string_view written = unit.text;
      const bool numbered = without_number(written) != trimmed(written);
      if (unit.kind != UnitKind::list_item && !numbered) break;
      block = unit.block;
      if (lines++ == 0) first = at;
      const std::string_view name = without_number(written);
      if (is_name(name)) names.emplace_back(name);
    }
    // A list of other things has items that are no names.
    if (names.empty() || names.size() * 5 < lines * 4) return {};
    return {made(names, first, 0, text_.units[first].folded.size())};
  }

  std::vector<PartyCount> of_following_table(std::size_t index) const {
    constexpr std::size_t units_between_max = 3;
    for (std::size_t at = index + 1; at < text_.units.size() && at <= index + 1 + units_between_max;
         ++at) {
      const Unit& unit = text_.units[at];
      if (unit.kind == UnitKind::heading && unit.section != text_.units[index].section &&
          text_.units[index].kind == UnitKind::heading && !is_below(unit, text_.units[index]))
        return {};
      if (unit.table >= 0) return of_table(at, -1, false);
    }
    return {};
  }

  bool is_below(const Unit& unit, const Unit& heading) const {
    for (std::size_t section = unit.section; section != 0;
         section = text_.sections[section].parent) {
      if (section == heading.section) return true;
    }
    return false;
  }

  // The table that unit `at` is a cell of, with its continuations.
  Table table_at(std::size_t at) const {
    Table table;
    const int number = text_.units[at].table;
    std::size_t first = at;
    while (first > 0 && text_.units[first - 1].table == number) --first;
    table.first_unit = first;
    const bool headed = has_heads(number);
    int last_table = number, last_row = -1;
    std::size_t outside = 0;
    for (std::size_t index = first; index < text_.units.size() && outside <= 3; ++index) {
      const Unit& unit = text_.units[index];
      if (unit.table < 0) {
        ++outside;
        continue;
      }
      if (unit.table != last_table && !continues(table, unit)) break;
      const bool head = headed && unit.table == number && unit.row == 0;
      if (!head && (unit.table != last_table || unit.row != last_row)) {
        table.unit_of_row[static_cast<int>(table.rows.size())] = index;
        table.rows.emplace_back();
      }
      last_table = unit.table;
      last_row = unit.row;
      outside = 0;
      if (!unit.column_head.empty()) table.heads[unit.column] = unit.column_head;
      if (head) {
        table.heads[unit.column] = text::fold(value_of(unit));
      } else {
        std::string& cell = table.rows.back()[unit.column];
        cell += (cell.empty() ? "" : " ") + value_of(unit);
      }
    }
    return table;
  }

  // A later table with the same heads is the same one, broken by a page.
  static bool continues(const Table& table, const Unit& unit) {
    const auto head = table.heads.find(unit.column);
    return !unit.column_head.empty() && head != table.heads.end() &&
           head->second == unit.column_head;
  }

  // Whether the first row of a table is the head of its columns. One that goes on with the heads of
  // an earlier table has none of its own.
  bool has_heads(int number) const {
    bool below = false;
    for (const Unit& unit : text_.units) {
      if (unit.table != number || unit.column_head.empty()) continue;
      if (unit.row == 0) return false;
      below = true;
    }
    return below;
  }

  static std::string value_of(const Unit& unit) {
    const std::size_t from =
        unit.value_begin < unit.origin.size() ? unit.origin[unit.value_begin] : 0;
    return std::string(trimmed(std::string_view(unit.text).substr(from)));
  }

  std::vector<PartyCount> of_table(std::size_t at, int column, bool by_outcome) const {
    const Table table = table_at(at);
    if (column < 0) column = name_column(table);
    const int outcome = outcome_column(table, column);
    if (by_outcome && outcome < 0) return {};
    std::map<std::string, std::vector<std::string>> by_lot;  // "" where no lot is named
    for (const Row& row : table.rows) {
      const auto name = row.find(column);
      if (name == row.end() || !is_name(without_number(name->second))) continue;
      if (outcome >= 0 &&
          (!row.contains(outcome) || !said(rules_, CueKind::awarded, text::fold(row.at(outcome)))))
        continue;
      for (const std::string& lot : lots_of(table, row, column))
        by_lot[lot].emplace_back(without_number(name->second));
    }
    std::vector<PartyCount> result;
    for (const auto& [lot, names] : by_lot) {
      const std::size_t unit =
          table.unit_of_row.empty() ? table.first_unit : table.unit_of_row.begin()->second;
      result.push_back(made(names, unit, 0, text_.units[unit].folded.size()));
      if (!lot.empty()) result.back().percelen = {lot};
    }
    return result;
  }

  // Columns that are headed by lots and hold the names of those who won them; asked for at the
  // first of them.
  std::vector<PartyCount> of_lot_columns(std::size_t at) const {
    const Table table = table_at(at);
    std::map<int, std::string> lot_of_column;
    for (const auto& [column, head] : table.heads) {
      const std::vector<std::string> keys = lots_in_head(table, column);
      if (keys.size() == 1) lot_of_column[column] = keys.front();
    }
    if (lot_of_column.size() < 2 || lot_of_column.begin()->first != text_.units[at].column)
      return {};
    std::map<std::string, std::vector<std::string>> names;
    std::size_t others = 0, all = 0;
    for (const Row& row : table.rows) {
      for (const auto& [column, lot] : lot_of_column) {
        const auto cell = row.find(column);
        if (cell == row.end()) continue;
        const bool letters = std::count_if(cell->second.begin(), cell->second.end(), [](char sign) {
                               return std::isalpha(static_cast<unsigned char>(sign)) != 0;
                             }) >= 4;
        if (!letters) continue;
        ++all;
        if (is_name(cell->second))
          names[lot].push_back(cell->second);
        else
          ++others;
      }
    }
    if (all == 0 || others * 5 > all) return {};
    std::vector<PartyCount> result;
    for (const auto& [lot, found] : names) {
      const std::size_t unit = table.unit_of_row.begin()->second;
      result.push_back(made(found, unit, 0, text_.units[unit].folded.size()));
      result.back().percelen = {lot};
    }
    return result;
  }

  // The first column whose head asks for a party; without heads the first that holds names.
  int name_column(const Table& table) const {
    for (const auto& [column, head] : table.heads) {
      if (said(rules_, CueKind::party_head, head)) return column;
    }
    std::map<int, int> names;
    for (const Row& row : table.rows) {
      for (const auto& [column, cell] : row) {
        const bool letters = cell.size() > 3 && std::isalpha(static_cast<unsigned char>(cell[0]));
        names[column] += letters && is_name(cell);
      }
    }
    for (const auto& [column, count] : names) {
      if (count * 2 > static_cast<int>(table.rows.size())) return column;
    }
    return 0;
  }

  // The column that says of each party how it fared; -1 where there is none.
  int outcome_column(const Table& table, int name) const {
    for (const Row& row : table.rows) {
      for (const auto& [column, cell] : row) {
        if (column != name && lots_in_head(table, column).empty() &&
            said(rules_, CueKind::awarded, text::fold(cell)))
          return column;
      }
    }
    return -1;
  }

  static std::vector<std::string> lots_in_head(const Table& table, int column) {
    std::vector<std::string> keys;
    const auto head = table.heads.find(column);
    if (head == table.heads.end()) return keys;
    for (const PerceelName& name : find_percelen(head->second))
      keys.insert(keys.end(), name.keys.begin(), name.keys.end());
    return keys;
  }

  // The lots that a row's party was contracted for: by columns of lots that are marked, by a column
  // `Perceel`, or none.
  std::vector<std::string> lots_of(const Table& table, const Row& row, int name) const {
    std::vector<std::string> lots;
    bool columns = false;
    for (const auto& [column, head] : table.heads) {
      if (column == name) continue;
      const std::vector<std::string> keys = lots_in_head(table, column);
      columns = columns || !keys.empty();
      const auto cell = row.find(column);
      if (cell == row.end()) continue;
      if (!keys.empty()) {
        if (is_mark(cell->second)) lots.insert(lots.end(), keys.begin(), keys.end());
      } else if (head == "perceel" || head == "percelen" || head == "segment" || head == "kavel") {
        columns = true;
        for (const PerceelName& found : find_percelen("percelen " + text::fold(cell->second)))
          lots.insert(lots.end(), found.keys.begin(), found.keys.end());
      }
    }
    if (lots.empty() && !columns) lots.emplace_back();
    return lots;
  }

  static bool is_mark(const std::string& cell) {
    const std::string folded = text::fold(std::string(trimmed(cell)));
    return !folded.empty() && folded != "nee" && folded != "n" && folded != "nvt" &&
           folded != "n.v.t" && folded != "0";
  }

  PartyCount made(const std::vector<std::string>& names, std::size_t unit, std::size_t begin,
                  std::size_t end) const {
    PartyCount result{.unit = unit, .begin = begin, .end = end};
    std::set<std::string> known;
    for (const std::string& name : names) {
      std::string folded = text::fold(name);
      if (!known.insert(folded).second) continue;
      if (is_withdrawn(folded))
        ++result.withdrawn;
      else
        ++result.count;
    }
    return result;
  }

  // Whether a sentence elsewhere says of the name that it is no longer one of them.
  bool is_withdrawn(const std::string& name) const {
    constexpr std::size_t name_length_min = 6;
    if (name.size() < name_length_min) return false;
    return std::any_of(text_.units.begin(), text_.units.end(), [&](const Unit& unit) {
      return unit.kind != UnitKind::cell && unit.folded.size() > name.size() + 12 &&
             unit.folded.find(name) != std::string::npos &&
             said(rules_, CueKind::struck, unit.folded);
    });
  }

  const Text& text_;
  const RuleSet::Implementation& rules_;
};

}  // namespace

std::vector<PartyCount> count_parties(const Text& text, std::size_t index, std::size_t after,
                                      const RuleSet::Implementation& rules) {
  return PartyCounter(text, rules).count(index, after);
}

}  // namespace inkoopmonitor::classify
