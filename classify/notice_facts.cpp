// What the form of a notice tells that no sentence says.
//
// The place of a word decides here: a name under `Afdeling I` buys, under `Afdeling V` it was
// contracted, under `Afdeling VI` it is a court. What a field says is left to rules with a label
// (rules/aankondiging.toml); what is done here is counting and comparing fields.
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

bool has_label(const Unit& unit, const Phrases& phrases) {
  return phrases.found_in(unit.label);
}

// Variables that a part of a notice which is not about the contract can say nothing of.
bool is_about_contract(const std::string& variable) {
  static const std::set<std::string> names = {
      "procedure",  "bekostigingsvorm", "bekostiging",   "ingangsdatum", "einddatum", "looptijd",
      "verlenging", "aanbieders",       "voorzieningen", "domein",       "percelen"};
  return names.contains(variable);
}

std::string misplaced(const Unit& unit, const std::string& variable) {
  switch (unit.part) {
    case NoticePart::replaced:
      return "replaced";
    case NoticePart::award:
      // One name for all that won may say how many they are.
      if (unit.name && variable == "aanbieders") return "";
      return "place_in_notice";
    case NoticePart::buyer:
      return "place_in_notice";
    case NoticePart::aside:
      return is_about_contract(variable) ? "place_in_notice" : "";
    case NoticePart::head:
      return variable == "procedure" || variable == "domein" ? "place_in_notice" : "";
    default:
      return "";
  }
}

// A rule in all but its phrases: what is counted votes like what is said.
const Rule& counted_contractors() {
  static const Rule rule = [] {
    Rule one;
    one.file = "notice";
    one.name = "aankondiging.contractanten";
    one.variable = "aanbieders";
    return one;
  }();
  return rule;
}

// The same, of winners that the form tells apart.
const Rule& known_winners() {
  static const Rule rule = [] {
    Rule one = {};
    one.file = "notice";
    one.name = "veld.winnaars";
    one.variable = "aanbieders";
    one.field = true;
    return one;
  }();
  return rule;
}

// Contractors of one lot: their names, and where the first stands.
struct Contractors {
  std::set<std::string> names;
  bool countable = true;  // no name stands for several, or tells their number
  std::size_t unit = 0;
  NoticePart part = NoticePart::award;
};

// Counts contractors by lot. A combination that tendered as one is one: names that stand under one
// heading for a winner, or in a contract of which the form says so.
std::map<std::string, Contractors> find_contractors(const Coded& coded) {
  std::map<std::string, Contractors> result;
  bool together = false, first_of_group = true;
  std::uint32_t winner = 0;
  const std::vector<Unit>& units = coded.text.units;
  std::set<std::size_t> tells_number;  // units: `51 aanbieders, zie bijlage`
  for (const Mention& mention : coded.mentions)
    if (mention.rule->variable == "aanbieders" && units[mention.unit].name)
      tells_number.insert(mention.unit);
  for (std::size_t index = 0; index < units.size(); ++index) {
    const Unit& unit = units[index];
    // Its words are those of a part about tenders, too.
    if (unit.label.find("groep ondernemers") != std::string::npos)
      together = unit.folded.starts_with("ja"), first_of_group = true;
    const bool award = unit.part == NoticePart::award || unit.part == NoticePart::changed;
    if (!award) continue;
    const NoticeForm& form = coded.rules.notice;
    if (unit.kind == UnitKind::heading || has_label(unit, form.lot) ||
        has_label(unit, form.contract))
      together = false, first_of_group = true;
    const bool nameless = coded.rules.notice.nobody.found_in(unit.folded);
    if (!unit.name || (nameless && !unit.field)) continue;
    const bool same_winner = unit.winner != 0 && unit.winner == winner;
    winner = unit.winner;
    if (same_winner || (together && !first_of_group)) continue;
    first_of_group = false;
    Contractors& lot = result[unit.lot];
    // What holds after a change stands above what the contract was concluded with.
    if (lot.names.empty() || (unit.part == NoticePart::changed && lot.part != unit.part))
      lot = {.names = {}, .unit = index, .part = unit.part};
    if (lot.part != unit.part) continue;
    static const re2::RE2 no_letters("[^a-z0-9]+");
    std::string name = unit.folded;
    re2::RE2::GlobalReplace(&name, no_letters, " ");
    // Names that are withheld are all the same; who they are of is known.
    if (nameless) name += std::to_string(winner);
    lot.names.insert(name);
    if (form.several.found_in(unit.folded) || tells_number.contains(index)) lot.countable = false;
  }
  return result;
}

void count_contractors(Coded& coded) {
  for (const auto& [lot, contractors] : find_contractors(coded)) {
    if (!contractors.countable) continue;
    for (Mention& mention : coded.mentions) {
      const bool same = lot.empty() || (mention.percelen.size() == 1 && mention.percelen[0] == lot);
      if (mention.rule->variable == "aanbieders" && mention.rejected.empty() && same)
        mention.rejected = "contracts_are_counted";
    }
    Mention mention;
    mention.rule =
        coded.text.units[contractors.unit].field ? &known_winners() : &counted_contractors();
    mention.unit = contractors.unit;
    mention.end = coded.text.units[contractors.unit].folded.size();
    mention.value = std::to_string(contractors.names.size());
    mention.weight = 1;
    if (!lot.empty()) mention.percelen = {lot};
    coded.mentions.push_back(std::move(mention));
  }
}

// What a notice of a change says anew holds instead of what it repeats of the contract.
void prefer_changes(Coded& coded) {
  using Lots = std::vector<std::string>;
  std::map<std::string, std::set<Lots>> changed;
  for (Mention& mention : coded.mentions) {
    if (coded.text.units[mention.unit].part != NoticePart::changed) continue;
    // A renewal that is told as the change itself is part of the new end.
    const bool told = coded.text.units[mention.unit].label.find("wijziging") != std::string::npos;
    if (told && mention.rule->variable == "verlenging" && mention.value != "0x0")
      mention.rejected = "the_change_itself";
    if (mention.rejected.empty()) changed[mention.rule->variable].insert(mention.percelen);
  }
  if (const auto form = changed.find("bekostigingsvorm"); form != changed.end())
    changed["bekostiging"].insert(form->second.begin(), form->second.end());
  // What is changed for one lot leaves what was said of the others.
  const auto is_changed = [&](const Mention& mention) {
    const auto lots = changed.find(mention.rule->variable);
    return lots != changed.end() &&
           (lots->second.contains(Lots()) || lots->second.contains(mention.percelen));
  };
  for (Mention& mention : coded.mentions) {
    const bool old =
        coded.text.units[mention.unit].part != NoticePart::changed && is_changed(mention);
    if (old && mention.rejected.empty() && mention.rule->variable != "document_date")
      mention.rejected = "replaced";
  }
}

// What a rule about fields can find of a variable, others cannot contradict.
bool speaks_of(const Mention& mention, const std::string& variable) {
  const bool period = mention.rule->slot == Slot::period;
  return mention.rule->variable == variable ||
         (period && (variable == "ingangsdatum" || variable == "einddatum"));
}

// What fields of a form that came as data say stands above what its sentences say of the same lot.
void prefer_fields(Coded& coded) {
  std::map<std::pair<std::string, std::vector<std::string>>, std::set<std::string>> known;
  for (const Mention& mention : coded.mentions) {
    if (mention.rule->field && mention.rejected.empty())
      known[{mention.rule->variable, mention.percelen}].insert(mention.value);
  }
  for (Mention& mention : coded.mentions) {
    const bool listed = mention.rule->variable == "voorzieningen" ||
                        mention.rule->variable == "domein" || mention.rule->variable == "procedure";
    if (mention.rule->field || listed || !mention.rejected.empty()) continue;
    for (const auto& [of, values] : known) {
      if (speaks_of(mention, of.first) && mention.percelen == of.second &&
          !values.contains(mention.value))
        mention.rejected = "field_of_notice";
    }
  }
}

// --- buyers -------------------------------------------------------------------------------------

class NoticeBuyers {
 public:
  explicit NoticeBuyers(const Coded& coded) : coded_(coded) {}

  Value find() {
    const std::vector<Unit>& units = coded_.text.units;
    for (std::size_t index = 0; index < units.size(); ++index) {
      const Unit& unit = units[index];
      const bool name = unit.part == NoticePart::buyer && unit.name;
      if (name) read_name(index);
      // `Gemeente Goes, mede namens de gemeenten Borsele en Kapelle` is a name and a sentence.
      if (unit.part == NoticePart::body || unit.part == NoticePart::changed ||
          unit.part == NoticePart::buyer)
        read_sentence(index);
    }
    if (codes_.empty()) read_head();
    for (const auto& [code, place] : on_behalf_) {
      if (!staying_out_.contains(code)) codes_.try_emplace(code, place);
    }
    if (codes_.empty()) codes_ = regions_;
    Value value = absent(coded_, "gemeenten");
    std::set<std::pair<std::size_t, std::size_t>> places;
    for (const auto& [code, place] : codes_) {
      value.value += (value.value.empty() ? "" : "|") + code;
      if (!places.insert({place.unit, place.begin}).second) continue;
      value.evidence.push_back(
          evidence_of(coded_.document, units[place.unit], place.begin, place.end));
    }
    if (codes_.empty()) return value;
    value.outcome = Outcome::value;
    const bool known = std::all_of(places.begin(), places.end(), [&](const auto& place) {
      const Unit& unit = coded_.text.units[place.first];
      return unit.field && unit.name;
    });
    value.rule = known ? "veld.koper" : "gemeenten.aankondiging";
    value.confidence = known ? 0.97 : 0.9;
    return value;
  }

 private:
  struct Place {
    std::size_t unit = 0, begin = 0, end = 0;
  };

  void take(const NameHit& hit, std::size_t unit, std::map<std::string, Place>& own) {
    auto& target = hit.name->region ? regions_ : own;
    for (const std::string& code : hit.name->codes)
      target.try_emplace(code, Place{unit, hit.begin, hit.end});
  }

  // Below a title for names the seat may follow the name (`Gemeente Montferland, Didam`).
  void read_name(std::size_t index) {
    const Unit& unit = coded_.text.units[index];
    const std::vector<NameHit>& hits = coded_.names[index];
    const bool seat_follows = !unit.label.starts_with("officiele");
    for (const NameHit& hit : hits) {
      take(hit, index, codes_);
      if (seat_follows && unit.folded.find(',') < unit.folded.size()) break;
    }
  }

  // A print without a field for the buyer has the name in its head.
  void read_head() {
    for (std::size_t index = 0; index < coded_.text.units.size(); ++index) {
      const Unit& unit = coded_.text.units[index];
      if (unit.part != NoticePart::head) continue;
      for (const NameHit& hit : coded_.names[index]) {
        const std::string_view before = std::string_view(unit.folded).substr(0, hit.begin);
        if (before.ends_with("gemeente ")) take(hit, index, codes_);
      }
    }
  }

  // Names in a row behind words that say for whom is bought.
  void read_sentence(std::size_t index) {
    const Unit& unit = coded_.text.units[index];
    const UnitContext& context = coded_.contexts[index];
    const std::vector<NameHit>& hits = coded_.names[index];
    if (hits.empty() || context.has(CueKind::other)) return;
    if (context.has(CueKind::not_taking_part)) {
      for (const NameHit& hit : hits) {
        if (!hit.name->region) staying_out_.insert(hit.name->codes.begin(), hit.name->codes.end());
      }
      return;
    }
    for (std::size_t first = 0; first < hits.size();) {
      std::size_t last = first;
      while (last + 1 < hits.size() && in_a_row(unit.folded, hits[last].end, hits[last + 1].begin))
        ++last;
      if (is_on_behalf(unit.folded, hits[first].begin, last > first)) {
        for (std::size_t at = first; at <= last; ++at) take(hits[at], index, on_behalf_);
      }
      first = last + 1;
    }
  }

  static bool in_a_row(const std::string& folded, std::size_t from, std::size_t to) {
    static const re2::RE2 signs(
        "[ ,;/&()·•-]*(?:(?:en|alsmede|als|ook|evenals|de|gemeenten?)[ ,;/&()·•-]*)*");
    return re2::RE2::FullMatch(re2::StringPiece(folded.data() + from, to - from), signs);
  }

  bool is_on_behalf(const std::string& folded, std::size_t begin, bool several) const {
    std::string_view before = std::string_view(folded).substr(0, begin);
    while (!before.empty() && std::string_view(" ,:;(-'").find(before.back()) != before.npos)
      before.remove_suffix(1);
    if (coded_.rules.notice.on_behalf.found_in(before)) return true;
    return several && (before.ends_with("gemeenten") || before.ends_with("gemeente"));
  }

  const Coded& coded_;
  std::map<std::string, Place> codes_, on_behalf_, regions_;
  std::set<std::string> staying_out_;
};

// --- subject ------------------------------------------------------------------------------------

bool is_care(const std::string& cpv, const RuleSet::Implementation& rules) {
  return std::any_of(rules.care_cpv.begin(), rules.care_cpv.end(),
                     [&](const std::string& care) { return cpv.starts_with(care); });
}

// The CPV codes, the main one first.
std::vector<std::string> cpv_codes(const Coded& coded) {
  static const re2::RE2 pattern("\\b([0-9]{8})(?:-[0-9])?\\b");
  std::vector<std::string> codes;
  for (const Unit& unit : coded.text.units) {
    if (unit.label.find("cpv") == std::string::npos) continue;
    re2::StringPiece rest(unit.folded);
    std::string code;
    while (re2::RE2::FindAndConsume(&rest, pattern, &code)) codes.push_back(code);
  }
  return codes;
}

// The name of the purchase as a whole.
bool is_title(const Coded& coded, std::size_t unit) {
  const Unit& one = coded.text.units[unit];
  if (one.part == NoticePart::head) return true;
  return one.part == NoticePart::body && one.lot.empty() &&
         has_label(one, coded.rules.notice.title);
}

// `Procedure: Openbaar` is the nearest that a form has for what the text calls an open house.
void prefer_open_house(Coded& coded) {
  const auto says = [](const Mention& mention, const char* value) {
    return mention.rule->variable == "procedure" && mention.value == value &&
           mention.rejected.empty();
  };
  const bool named = std::any_of(coded.mentions.begin(), coded.mentions.end(),
                                 [&](const Mention& one) { return says(one, "open_house"); });
  if (!named) return;
  for (Mention& mention : coded.mentions) {
    const std::string& label = coded.text.units[mention.unit].label;
    if (says(mention, "openbare_procedure") && label.find("procedure") != std::string::npos)
      mention.rejected = "category_of_form";
  }
}

}  // namespace

void judge_notice(Coded& coded) {
  for (Mention& mention : coded.mentions) {
    const std::string reason = misplaced(coded.text.units[mention.unit], mention.rule->variable);
    if (mention.rejected.empty() && !reason.empty()) mention.rejected = reason;
  }
  count_contractors(coded);
  prefer_changes(coded);
  prefer_fields(coded);
  prefer_open_house(coded);
}

std::string published_about(const Coded& coded) {
  static const re2::RE2 number("\\b0*(\\d{3,6})[-_](20\\d\\d)\\b");
  static const re2::RE2 issue("\\b(20\\d\\d)/s ?(\\d{1,3})\\b");
  for (const Unit& unit : coded.text.units) {
    if (unit.part != NoticePart::head) break;
    std::string year, text;
    double share = 0;
    constexpr double issues_of_year = 252;
    if (re2::RE2::PartialMatch(unit.folded, issue, &year, &text)) {
      share = std::atoi(text.c_str()) / issues_of_year;
    } else if (re2::RE2::PartialMatch(unit.folded, number, &text, &year)) {
      const auto found = coded.rules.notice.notices_of_year.find(std::atoi(year.c_str()));
      if (found == coded.rules.notice.notices_of_year.end() || found->second <= 0) continue;
      share = std::atof(text.c_str()) / found->second;
    } else {
      continue;
    }
    constexpr int days = 365;
    const int day = std::clamp(static_cast<int>(share * days), 0, days - 1);
    return to_iso(add_days(*from_iso(year + "-01-01"), day));
  }
  return "";
}

Value find_notice_buyers(const Coded& coded) {
  return NoticeBuyers(coded).find();
}

bool is_no_care_notice(const Coded& coded) {
  bool service = false, domain = false, other = false;
  for (const Mention& mention : coded.mentions) {
    const bool title = is_title(coded, mention.unit) && mention.rejected != "excluded";
    service = service || (title && mention.rule->variable == "voorzieningen");
    domain = domain || (title && mention.rule->variable == "domein");
  }
  for (std::size_t unit = 0; unit < coded.text.units.size(); ++unit) {
    if (!is_title(coded, unit)) continue;
    const std::string& title = coded.text.units[unit].folded;
    if (coded.rules.notice.not_a_purchase.found_in(title)) return true;
    other = other || coded.contexts[unit].has(CueKind::other_purchase);
  }
  if (service) return false;
  const std::vector<std::string> codes = cpv_codes(coded);
  const bool none = std::none_of(codes.begin(), codes.end(), [&](const std::string& code) {
    return is_care(code, coded.rules);
  });
  const bool main = codes.empty() || is_care(codes.front(), coded.rules);
  return other || (!codes.empty() && none) || (!main && !domain);
}

std::set<std::string> lots_not_awarded(const Coded& coded) {
  std::set<std::string> lots, awarded;
  for (const Unit& unit : coded.text.units) {
    if (unit.part != NoticePart::award || unit.lot.empty()) continue;
    lots.insert(unit.lot);
    if (unit.name) awarded.insert(unit.lot);
  }
  for (const std::string& lot : awarded) lots.erase(lot);
  return awarded.empty() ? std::set<std::string>() : lots;
}

const Unit* light_regime(const Coded& coded) {
  for (const Unit& unit : coded.text.units) {
    const bool title = unit.part == NoticePart::head || unit.part == NoticePart::body;
    const bool form = unit.part == NoticePart::head || unit.folded.size() < 100;
    if (title && form && coded.rules.notice.light_regime.found_in(unit.folded)) return &unit;
  }
  return nullptr;
}

double notice_prominence(const Coded& coded, std::size_t unit) {
  const Unit& one = coded.text.units[unit];
  // Of a form that came as data only rules about fields see a code; they know what it says.
  if (one.field && one.label.find("cpv") != std::string::npos) return 1;
  if (one.part == NoticePart::body && has_label(one, coded.rules.notice.title))
    return one.lot.empty() ? 1.2 : 2;
  if (one.part == NoticePart::head) return 0.9;
  const bool described = one.label.find("beschrijving") != std::string::npos ||
                         one.label.find("omschrijving") != std::string::npos;
  if (described || one.part == NoticePart::changed) return 0.8;
  return one.part == NoticePart::body ? 0.3 : 0;
}

}  // namespace inkoopmonitor::classify
