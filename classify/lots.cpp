// Which lot or service a fact is said of, where the text does not name the lot itself.
//
// Two ways of writing are read here. Lots have a name as well as a number: after `perceel 2:
// trapliften` a sentence about trapliften is about lot 2. And a document without lots may still
// describe several arrangements, each under a heading (`Besluit 2: winteropvang`) or in a row or
// column of an overview; those become keys of their own, which begin with `~` and are no lot. Only
// where facts differ: headings that merely describe services are left alone, since what holds for
// all would be torn apart.
#include <algorithm>
#include <cctype>
#include <optional>

#include "classify/lot_names.h"
#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

using Services = std::set<std::string>;

// A title names what all lots are about.
constexpr std::size_t title_units = 3;

bool is_service(const Mention& mention) {
  return mention.rule->variable == "voorzieningen" && mention.rejected.empty();
}

bool is_fact(const Mention& mention) {
  static const std::set<std::string> names = {"procedure",    "bekostigingsvorm", "bekostiging",
                                              "ingangsdatum", "looptijd",         "verlenging",
                                              "aanbieders"};
  return mention.rejected.empty() && names.contains(mention.rule->variable);
}

class ServiceScope {
 public:
  explicit ServiceScope(Coded& coded) : coded_(coded) {
    services_of_unit_.resize(coded.text.units.size());
    for (const Mention& mention : coded.mentions) {
      if (is_service(mention) || is_asked_heading(mention))
        services_of_unit_[mention.unit].insert(mention.value);
    }
    heading_unit_.assign(coded.text.sections.size(), std::nullopt);
    for (std::size_t unit = 0; unit < coded.text.units.size(); ++unit) {
      if (coded.text.units[unit].kind == UnitKind::heading)
        heading_unit_[coded.text.units[unit].section] = unit;
    }
    find_leads();
    for (const auto& heading : heading_unit_) {
      if (heading && services_of_unit_[*heading].empty()) explain_heading(*heading);
    }
  }

  // `En het crisisteam?` as a heading tells what is below it.
  bool is_asked_heading(const Mention& mention) const {
    return mention.rule->variable == "voorzieningen" && mention.rejected == "question" &&
           coded_.text.units[mention.unit].kind == UnitKind::heading;
  }

  void apply() {
    if (lots_are_named())
      by_service_of_lot();
    else
      by_topic();
  }

 private:
  // `3.1 Huishoudelijke ondersteuning.` at the begin of an item is the heading of what follows, up
  // to the next item with a number.
  void find_leads() {
    static const re2::RE2 numbered("^\\d{1,2}(?:\\.\\d{1,2})+\\.? ");
    constexpr std::size_t longest = 60;
    lead_.assign(coded_.text.units.size(), std::nullopt);
    std::optional<std::size_t> lead;
    for (std::size_t unit = 0; unit < lead_.size(); ++unit) {
      const Unit& one = coded_.text.units[unit];
      if (one.kind == UnitKind::heading) {
        lead.reset();
      } else if (one.folded.find('.') < 3 && re2::RE2::PartialMatch(one.folded, numbered)) {
        const bool is_head = one.folded.size() < longest && one.folded.ends_with('.');
        lead = is_head && !services_of_unit_[unit].empty() ? std::optional(unit) : std::nullopt;
      }
      lead_[unit] = lead;
    }
  }

  // `Begeleiding`, and below it `Bij de individuele begeleiding kiezen wij …`: the first sentence
  // takes up the heading's word and says which service that is.
  void explain_heading(std::size_t heading) {
    const std::string& word = coded_.text.units[heading].folded;
    const std::size_t first = heading + 1;
    constexpr std::size_t long_enough = 7;
    if (word.size() < long_enough || first >= coded_.text.units.size() ||
        word.find(' ') != std::string::npos)
      return;
    const Unit& sentence = coded_.text.units[first];
    const bool below = sentence.section == coded_.text.units[heading].section;
    if (below && services_of_unit_[first].size() == 1 &&
        sentence.folded.find(word) != std::string::npos)
      services_of_unit_[heading] = services_of_unit_[first];
  }

  // Lots with the services that are named together with them; false unless each has its own.
  bool lots_are_named() {
    for (std::size_t unit = 0; unit < coded_.text.units.size(); ++unit) {
      const std::vector<std::string>& lots = coded_.contexts[unit].percelen;
      lots_.insert(lots.begin(), lots.end());
      const std::vector<PerceelName> names = find_percelen(coded_.text.units[unit]);
      const bool each = std::all_of(names.begin(), names.end(),
                                    [](const PerceelName& name) { return name.keys.size() == 1; });
      if (!each || names.empty()) continue;
      if (names.size() == 1 && lots.size() == 1) {
        for (const std::string& service : services_of_unit_[unit])
          lots_of_service_[service].insert(lots.front());
      } else if (names.size() > 1) {
        read_bracketed(unit, names);
      }
    }
    return lots_.size() >= 2 && !lots_of_service_.empty();
  }

  // `Perceel A (beschermd wonen) en perceel B (opvang)`: each is named in the brackets behind it.
  void read_bracketed(std::size_t unit, const std::vector<PerceelName>& names) {
    const std::string& text = coded_.text.units[unit].folded;
    for (const Mention& mention : coded_.mentions) {
      if (mention.unit != unit || !is_service(mention)) continue;
      const std::size_t open = text.rfind('(', mention.begin);
      const std::size_t close = text.rfind(')', mention.begin);
      if (open == std::string::npos || (close != std::string::npos && close > open)) continue;
      const PerceelName* before = nullptr;
      for (const PerceelName& name : names) {
        if (name.begin < open) before = &name;
      }
      constexpr std::size_t near = 25;  // room for the word and the number
      if (before != nullptr && open - before->begin < near)
        lots_of_service_[mention.value].insert(before->keys.front());
    }
  }

  // The one lot that the services of a unit belong to.
  std::optional<std::string> lot_of(const Services& services) const {
    std::set<std::string> lots;
    for (const std::string& service : services) {
      const auto found = lots_of_service_.find(service);
      if (found != lots_of_service_.end()) lots.insert(found->second.begin(), found->second.end());
    }
    if (lots.size() != 1) return std::nullopt;
    return *lots.begin();
  }

  void by_service_of_lot() {
    for (Mention& mention : coded_.mentions) {
      if (!is_fact(mention)) continue;
      const Unit& unit = coded_.text.units[mention.unit];
      std::optional<std::string> lot = lot_of(services_of_unit_[mention.unit]);
      // `Het logeren komt bij twee aanbieders`, behind a sentence on another lot.
      const UnitContext& context = coded_.contexts[mention.unit];
      if (lot && context.lot_goes_on && mention.percelen == context.percelen)
        mention.percelen = {*lot};
      if (!mention.percelen.empty()) continue;
      for (std::size_t at = unit.section; !lot && at != 0; at = coded_.text.sections[at].parent) {
        if (heading_unit_[at] && *heading_unit_[at] > title_units)
          lot = lot_of(services_of_unit_[*heading_unit_[at]]);
      }
      if (lot) mention.percelen = {*lot};
    }
  }

  // --- arrangements under headings, or in rows, of their own ------------------------------------

  // Rows of one table that name other services in the same column, the leftmost that does: an
  // overview of contracts.
  void read_rows() {
    std::map<std::pair<int, int>, std::map<int, Services>> columns;  // by table and column
    for (std::size_t index = 0; index < coded_.text.units.size(); ++index) {
      const Unit& unit = coded_.text.units[index];
      if (unit.table >= 0 && !services_of_unit_[index].empty())
        columns[{unit.table, unit.column}][unit.row].merge(Services(services_of_unit_[index]));
    }
    std::set<int> done;
    for (const auto& [column, rows] : columns) {
      std::set<Services> different;
      for (const auto& [row, services] : rows) different.insert(services);
      if (different.size() < 2 || !done.insert(column.first).second) continue;
      for (const auto& [row, services] : rows) service_rows_.insert({column.first, row});
    }
  }

  using Heads = std::map<int, std::map<int, Services>>;  // by table and column

  // Columns of one table whose heads name other services: `| | Ambulant | Pleegzorg |`. A heading
  // that names the same ones is about the same arrangement.
  void read_columns() {
    Heads heads;
    for (std::size_t index = 0; index < coded_.text.units.size(); ++index) {
      const Unit& unit = coded_.text.units[index];
      if (unit.table >= 0 && unit.row == 0 && unit.column > 0 && !services_of_unit_[index].empty())
        heads[unit.table][unit.column].merge(Services(services_of_unit_[index]));
    }
    read_carried_heads(heads);
    for (const auto& [table, columns] : heads) {
      std::set<Services> different;
      for (const auto& [column, services] : columns) different.insert(services);
      if (different.size() < 2 || different.size() < columns.size()) continue;
      for (const auto& [column, services] : columns)
        topic_of_column_[{table, column}] = topic_of_services(services).value_or(
            "~column " + std::to_string(cut_off_.contains(table) ? table - 1 : table) + " " +
            std::to_string(column));
    }
  }

  std::optional<std::string> topic_of_services(const Services& services) const {
    for (std::size_t section = 1; section < heading_unit_.size(); ++section) {
      if (heading_unit_[section] && is_below_title(section) &&
          services_of_unit_[*heading_unit_[section]] == services)
        return key_of(section);
    }
    return std::nullopt;
  }

  // A table that a page break cut off from its head has the heads of the one before it.
  void read_carried_heads(Heads& heads) {
    std::map<std::pair<int, std::string>, Services> by_name;  // with the table that it heads
    for (const Unit& unit : coded_.text.units) {
      const auto table = heads.find(unit.table);
      if (unit.row != 0 || table == heads.end()) continue;
      const auto column = table->second.find(unit.column);
      const std::string name = unit.folded.substr(unit.value_begin);
      if (column != table->second.end()) by_name.try_emplace({unit.table, name}, column->second);
    }
    for (const Unit& unit : coded_.text.units) {
      if (unit.table < 0 || unit.column <= 0) continue;
      const auto head = by_name.find({unit.table - 1, unit.column_head});
      if (head == by_name.end()) continue;
      heads[unit.table].try_emplace(unit.column, head->second);
      cut_off_.insert(unit.table);
    }
  }

  // What a unit tells of: its row or column, if that names a service, or the heading above it;
  // empty if none of them names one.
  std::string topic_of(std::size_t unit) const {
    const Unit& one = coded_.text.units[unit];
    if (service_rows_.contains({one.table, one.row}))
      return "~row " + std::to_string(one.table) + " " + std::to_string(one.row);
    const auto column = topic_of_column_.find({one.table, one.column});
    if (column != topic_of_column_.end()) return column->second;
    if (lead_[unit]) return "~item " + std::to_string(*lead_[unit]);
    const std::size_t section = section_of(unit);
    return section == 0 ? "" : key_of(section);
  }
  static std::string key_of(std::size_t section) { return "~" + std::to_string(section); }

  // The nearest heading above a unit that names services, 0 if there is none.
  std::size_t section_of(std::size_t unit) const {
    for (std::size_t at = coded_.text.units[unit].section; at != 0;
         at = coded_.text.sections[at].parent) {
      if (heading_unit_[at] && is_below_title(at) && !services_of_unit_[*heading_unit_[at]].empty())
        return at;
    }
    return 0;
  }

  // Of a section that has a heading: whether that is no title of the document.
  bool is_below_title(std::size_t section) const {
    const std::string& heading = coded_.text.sections[section].folded;
    return *heading_unit_[section] > title_units ||
           (!heading.empty() && std::isdigit(static_cast<unsigned char>(heading[0])) != 0);
  }

  static constexpr const char* rest = "~rest";

  // By topic, then by variable, the values that are said of it.
  using Facts = std::map<std::string, std::map<std::string, std::set<std::string>>>;

  void by_topic() {
    read_rows();
    read_columns();
    Facts facts;
    for (const Mention& mention : coded_.mentions) {
      const std::string topic = is_fact(mention) ? topic_of(mention.unit) : "";
      if (!topic.empty() && mention.weight >= 0.6)
        facts[topic]
             [mention.rule->variable == "bekostiging" ? "bekostigingsvorm" : mention.rule->variable]
                 .insert(mention.value);
    }
    std::erase_if(facts, [](const auto& topic) { return topic.second.size() < 2; });
    add_siblings(facts);
    add_rest(facts);
    if (facts.size() < 2 || !differ(facts)) return;
    const bool apart = facts.contains(rest);
    const std::map<std::string, Services> services = services_of(facts);
    for (Mention& mention : coded_.mentions) {
      std::string topic = topic_of(mention.unit);
      if (!facts.contains(topic)) topic = named_topic(mention.unit, services);
      const bool told = facts.contains(topic);
      if (told && is_asked_heading(mention)) mention.rejected.clear();
      if (mention.percelen.empty() && told) mention.percelen = {topic};
      if (mention.percelen.empty() && apart && (is_fact(mention) || is_service(mention)))
        mention.percelen = {rest};
    }
  }

  // The services that the head of a column names, by its topic.
  std::map<std::string, Services> services_of(const Facts& facts) const {
    std::map<std::string, Services> result;
    for (std::size_t unit = 0; unit < coded_.text.units.size(); ++unit) {
      const std::string topic = services_of_unit_[unit].empty() ? "" : topic_of(unit);
      if (topic.starts_with("~column") && facts.contains(topic))
        result.try_emplace(topic, services_of_unit_[unit]);
    }
    return result;
  }

  // `2. De begeleiding in te kopen via een dialoog`, above a table with a column for it: what
  // names the services of one topic alone tells of that one.
  std::string named_topic(std::size_t unit, const std::map<std::string, Services>& services) const {
    std::string found;
    for (const auto& [topic, own] : services) {
      const bool named = std::any_of(own.begin(), own.end(), [&](const auto& service) {
        return services_of_unit_[unit].contains(service);
      });
      if (!named) continue;
      if (!found.empty()) return "";
      found = topic;
    }
    return found;
  }

  // One heading that tells of an arrangement of its own (`En het crisisteam?`) parts it from all
  // that the text says before and behind it, where that is an arrangement too and another one.
  void add_rest(Facts& facts) const {
    constexpr std::size_t enough = 4, of_its_own = 3;
    if (facts.size() != 1 || facts.begin()->second.size() < of_its_own) return;
    std::map<std::string, std::set<std::string>> others;
    for (const Mention& mention : coded_.mentions) {
      const bool counts = is_fact(mention) && mention.weight >= 0.6 && mention.percelen.empty() &&
                          mention.time != Time::current && mention.time != Time::earlier;
      if (counts && topic_of(mention.unit) != facts.begin()->first)
        others[mention.rule->variable == "bekostiging" ? "bekostigingsvorm"
                                                       : mention.rule->variable]
            .insert(mention.value);
    }
    if (others.size() < enough) return;
    std::size_t different = 0;
    for (const auto& [variable, values] : facts.begin()->second) {
      const auto found = others.find(variable);
      different += found != others.end() && found->second != values ? 1 : 0;
    }
    if (different >= 2) facts[rest] = std::move(others);
  }

  // `In afwijking van 1.3 …` under one service: the services beside it, of which nothing else is
  // said, are bought as all are.
  void add_siblings(Facts& facts) const {
    std::set<std::size_t> parents;
    for (std::size_t unit = 0; unit < coded_.text.units.size(); ++unit) {
      const std::size_t section = section_of(unit);
      const bool deviates = facts.contains(topic_of(unit)) &&
                            coded_.text.units[unit].folded.find("afwijking") != std::string::npos;
      if (deviates && section != 0) parents.insert(coded_.text.sections[section].parent);
    }
    std::set<std::string> left_out;
    for (std::size_t unit = 0; unit < coded_.text.units.size(); ++unit) {
      if (says_left_out(coded_.text.units[unit])) left_out.insert(topic_of(unit));
    }
    for (std::size_t unit = 0; unit < coded_.text.units.size(); ++unit) {
      const std::size_t section = section_of(unit);
      if (section != 0 && parents.contains(coded_.text.sections[section].parent))
        facts.try_emplace(key_of(section));
    }
    for (const std::string& topic : left_out) facts.erase(topic);
  }

  // "De dienst is teruggetrokken": the service itself, not something that comes with it.
  bool says_left_out(const Unit& unit) const {
    if (unit.folded.find("dienst") == std::string::npos) return false;
    return std::any_of(coded_.rules.cues.begin(), coded_.rules.cues.end(), [&](const Cue& cue) {
      return (cue.kind == CueKind::excluded || cue.kind == CueKind::withdrawn) &&
             cue.sentence.found_in(unit.folded) && !cue.unless.found_in(unit.folded);
    });
  }

  // Whether two topics say something else of the same variable.
  static bool differ(const Facts& facts) {
    for (const auto& [topic, variables] : facts) {
      for (const auto& [other, others] : facts) {
        for (const auto& [variable, values] : variables) {
          const auto found = others.find(variable);
          if (topic < other && found != others.end() && found->second != values) return true;
        }
        // Two that have nothing in common are two as well.
        const bool apart = std::none_of(variables.begin(), variables.end(), [&](const auto& fact) {
          return others.contains(fact.first);
        });
        if (topic < other && apart) return true;
      }
    }
    return false;
  }

  Coded& coded_;
  std::vector<Services> services_of_unit_;
  std::vector<std::optional<std::size_t>> heading_unit_;  // of each section
  std::vector<std::optional<std::size_t>> lead_;  // of each unit the item that is its heading
  std::set<std::string> lots_;
  std::map<std::string, std::set<std::string>> lots_of_service_;
  std::set<std::pair<int, int>> service_rows_;  // table and row
  std::set<int> cut_off_;                       // tables whose heads stand in the one before
  std::map<std::pair<int, int>, std::string> topic_of_column_;  // by table and column
};

}  // namespace

void scope_by_service(Coded& coded) {
  ServiceScope(coded).apply();
}

Value count_lots(const Coded& coded) {
  std::map<std::string, std::size_t> first;
  for (std::size_t index = 0; index < coded.contexts.size(); ++index) {
    const UnitContext& context = coded.contexts[index];
    if (context.has(CueKind::other) || context.time == Time::earlier) continue;
    for (const std::string& key : context.percelen) first.try_emplace(key, index);
  }
  Value value = absent(coded, "percelen");
  if (first.size() < 2) return value;
  value.value = std::to_string(first.size());
  value.outcome = Outcome::value;
  value.rule = "percelen.counted";
  value.confidence = 0.8;
  for (const auto& [key, unit] : first) {
    const Unit& where = coded.text.units[unit];
    value.evidence.push_back(
        evidence_of(coded.document, where, where.value_begin, where.folded.size()));
  }
  std::stable_sort(value.evidence.begin(), value.evidence.end(),
                   [](const Evidence& a, const Evidence& b) { return a.page < b.page; });
  return value;
}

}  // namespace inkoopmonitor::classify
