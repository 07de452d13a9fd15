// What a document is about, and who else it speaks of.
//
// Real folders are full of papers that use every word of the field and yet describe no purchase of
// their own: what other municipalities do, a tender that was withdrawn, the transport of pupils.
// Three signs tell: names of municipalities that are not the commissioner's, words for a procedure
// that was ended, and what the title says is bought (or the notice's CPV code).
#include <re2/re2.h>

#include <algorithm>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

// The head of a document, where its title and its subject stand.
constexpr std::size_t title_units = 3, head_units = 8;

bool is_place_only(std::string_view before, const RuleSet::Implementation& rules) {
  while (!before.empty() &&
         std::string_view(" ,:;(-'\"").find(before.back()) != std::string_view::npos)
    before.remove_suffix(1);
  return std::any_of(rules.cues.begin(), rules.cues.end(), [&](const Cue& cue) {
    return cue.kind == CueKind::place && cue.before.found_in(before);
  });
}

class OtherMunicipalities {
 public:
  explicit OtherMunicipalities(Coded& coded) : coded_(coded) {}

  void mark() {
    read_own();
    std::vector<bool> section_is_other(coded_.text.sections.size(), false);
    std::uint32_t block = UINT32_MAX;
    bool lasting = false, under_name = false;
    for (std::size_t index = 0; index < coded_.text.units.size(); ++index) {
      const Unit& unit = coded_.text.units[index];
      if (unit.block != block) {
        block = unit.block;
        if (unit.kind == UnitKind::heading || is_short_line(unit)) under_name = false;
        lasting = under_name || section_is_other[unit.section] ||
                  parent_is_other(section_is_other, unit.section);
      }
      const Whose whose = whose_is(index);
      if (whose == Whose::own) lasting = under_name = false;
      const bool sentence = unit.kind == UnitKind::sentence && unit.folded.ends_with('.');
      // In a notice the place of a winner and the code of a region are fields.
      const bool of_field = coded_.text.notice && !sentence;
      if (whose == Whose::other && !of_field &&
          (index >= head_units || (sentence && index >= title_units))) {
        lasting = true;
        under_name = under_name || is_short_line(unit);
        if (unit.kind == UnitKind::heading) section_is_other[unit.section] = true;
      }
      if (lasting) coded_.contexts[index].cues.set(static_cast<std::size_t>(CueKind::other));
    }
  }

 private:
  enum class Whose : std::uint8_t { unsaid, own, other };

  // `Nijmegen: a single organisation`: a heading in all but its looks.
  static bool is_short_line(const Unit& unit) {
    return unit.kind == UnitKind::sentence && unit.folded.size() < 70 &&
           !unit.folded.ends_with('.') && !unit.folded.ends_with(',');
  }

  void read_own() {
    const std::string& list = coded_.gemeenten.value;
    for (std::size_t begin = 0; begin < list.size();) {
      const std::size_t end = std::min(list.find('|', begin), list.size());
      own_.insert(list.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  bool parent_is_other(const std::vector<bool>& sections, std::size_t section) const {
    while (section != 0) {
      section = coded_.text.sections[section].parent;
      if (sections[section]) return true;
    }
    return false;
  }

  // A name of one's own makes a sentence one's own, whoever else is named in it.
  Whose whose_is(std::size_t index) const {
    Whose result = Whose::unsaid;
    for (const NameHit& hit : coded_.names[index]) {
      const auto& codes = hit.name->codes;
      const bool own = std::any_of(codes.begin(), codes.end(),
                                   [&](const std::string& code) { return own_.contains(code); });
      if (own) return Whose::own;
      if (hit.name->region) continue;
      const std::string_view before =
          std::string_view(coded_.text.units[index].folded).substr(0, hit.begin);
      if (!is_place_only(before, coded_.rules)) result = Whose::other;
    }
    return result;
  }

  Coded& coded_;
  std::set<std::string> own_;
};

// Whether the notice gives CPV codes and none of them is one of care.
bool other_cpv(const Coded& coded) {
  static const re2::RE2 code("\\b([0-9]{8})(?:-[0-9])?\\b");
  bool any = false;
  for (const Unit& unit : coded.text.units) {
    if (unit.folded.find("cpv") == std::string::npos &&
        unit.column_head.find("cpv") == std::string::npos)
      continue;
    re2::StringPiece rest(unit.folded);
    std::string found;
    while (re2::RE2::FindAndConsume(&rest, code, &found)) {
      any = true;
      for (const std::string& care : coded.rules.care_cpv) {
        if (found.starts_with(care)) return false;
      }
    }
  }
  return any;
}

// The title names something that is no care, and no care beside it.
bool other_title(const Coded& coded) {
  std::size_t title = 0;
  while (title < std::min(head_units, coded.text.units.size()) &&
         !coded.contexts[title].has(CueKind::other_purchase))
    ++title;
  if (title >= std::min(head_units, coded.text.units.size())) return false;
  return std::none_of(coded.mentions.begin(), coded.mentions.end(), [&](const Mention& mention) {
    const bool head =
        mention.unit < head_units && coded.text.units[mention.unit].kind == UnitKind::heading;
    return mention.rule->variable == "voorzieningen" && mention.rejected.empty() &&
           (mention.unit <= title || head);
  });
}

// The title says that it is about what others do.
bool others_title(const Coded& coded) {
  for (std::size_t index = 0; index < std::min(title_units, coded.contexts.size()); ++index) {
    const Unit& unit = coded.text.units[index];
    const bool title =
        unit.kind == UnitKind::heading || (unit.folded.size() < 90 && !unit.folded.ends_with('.'));
    if (title && coded.contexts[index].has(CueKind::other)) return true;
  }
  return false;
}

}  // namespace

void reject_other_municipalities(Coded& coded) {
  constexpr double sure = 0.6;
  if (coded.gemeenten.outcome != Outcome::value || coded.gemeenten.confidence < sure) return;
  OtherMunicipalities(coded).mark();
  for (Mention& mention : coded.mentions) {
    if (mention.rejected.empty() && coded.contexts[mention.unit].has(CueKind::other))
      mention.rejected = "other_municipality";
  }
}

void reject_glossaries(Coded& coded) {
  // By variable and section: the values that stand there as the words to be explained.
  std::map<std::pair<std::string, std::size_t>, std::set<std::string>> terms;
  const auto is_term = [&](const Mention& mention) {
    const Unit& unit = coded.text.units[mention.unit];
    const bool names = mention.rule->variable == "procedure" ||
                       mention.rule->variable == "bekostigingsvorm" ||
                       mention.rule->variable == "bekostiging";
    const bool first = mention.begin == 0 || mention.end <= unit.value_begin;
    return names && first && unit.kind != UnitKind::heading && mention.percelen.empty();
  };
  const auto place = [&](const Mention& mention) {
    return std::pair(mention.rule->variable.substr(0, 5), coded.text.units[mention.unit].section);
  };
  for (const Mention& mention : coded.mentions) {
    if (is_term(mention)) terms[place(mention)].insert(mention.value);
  }
  std::set<std::size_t> explained;  // units
  for (const Mention& mention : coded.mentions) {
    if (is_term(mention) && terms[place(mention)].size() >= 3) explained.insert(mention.unit);
  }
  for (Mention& mention : coded.mentions) {
    if (mention.rejected.empty() && explained.contains(mention.unit) &&
        !mention.rule->ignores_context)
      mention.rejected = "definition";
  }
}

void reject_other_purchases(Coded& coded) {
  static const std::set<std::string> kinds = {
      "", "overig", "onderzoek", "inkoopstrategie", "raadsstuk", "projectplan"};
  if (coded.text.notice || !kinds.contains(find_documentsoort(coded).value)) return;
  std::vector<bool> care(coded.text.units.size(), false);
  for (const Mention& mention : coded.mentions) {
    const std::string& name = mention.rule->variable;
    if (name == "voorzieningen" || name == "domein") care[mention.unit] = true;
  }
  std::vector<bool> other(coded.text.units.size(), false);
  std::uint32_t block = UINT32_MAX;
  bool section = false, paragraph = false;
  for (std::size_t index = 0; index < coded.text.units.size(); ++index) {
    const Unit& unit = coded.text.units[index];
    const bool says = coded.contexts[index].has(CueKind::other_purchase);
    if (unit.kind == UnitKind::heading) section = says && !care[index];
    if (unit.block != block) paragraph = section;
    block = unit.block;
    if (care[index]) paragraph = false;
    if (says && !care[index]) paragraph = true;
    other[index] = paragraph;
  }
  for (Mention& mention : coded.mentions) {
    if (mention.rejected.empty() && other[mention.unit] && !mention.rule->ignores_context)
      mention.rejected = "other_purchase";
  }
}

namespace {

// The item of a list of decisions in which a unit stands: a row that begins with its number, or a
// heading right below the title.
std::vector<std::size_t> items_of(const Text& text) {
  static const re2::RE2 number("[0-9]{1,2}[.)]?|[a-z][.)]");
  std::vector<std::size_t> items;
  std::pair<int, int> row = {-1, -1};
  std::size_t row_item = 0;
  const std::size_t rows_from = text.sections.size();  // beyond the numbers of sections
  const std::size_t title = text.units.front().section;
  for (const Unit& unit : text.units) {
    const std::pair<int, int> own = {unit.table, unit.row};
    if (unit.table >= 0 && own != row) {
      row = own;
      const bool begins = unit.column == 0 && re2::RE2::FullMatch(unit.folded, number);
      row_item = begins ? rows_from + items.size() : 0;
    }
    std::size_t section = unit.section;
    while (section != 0 && section != title && text.sections[section].parent != 0 &&
           text.sections[section].parent != title)
      section = text.sections[section].parent;
    items.push_back(unit.table >= 0 && row_item != 0 ? row_item : section);
  }
  return items;
}

}  // namespace

void reject_other_items(Coded& coded) {
  bool agenda = false;
  for (std::size_t at = 0; at < std::min(title_units, coded.contexts.size()); ++at)
    agenda = agenda || coded.contexts[at].has(CueKind::agenda);
  if (!agenda) return;
  const std::vector<std::size_t> items = items_of(coded.text);
  std::set<std::size_t> of_care;
  for (const Mention& mention : coded.mentions) {
    if (mention.rule->variable == "voorzieningen" && mention.rejected.empty())
      of_care.insert(items[mention.unit]);
  }
  if (of_care.empty()) return;
  for (Mention& mention : coded.mentions) {
    if (mention.rejected.empty() && !of_care.contains(items[mention.unit]) &&
        !mention.rule->ignores_context)
      mention.rejected = "other_purchase";
  }
}

Subject find_subject(const Coded& coded) {
  Subject subject;
  subject.other_purchase = coded.text.notice
                               ? is_no_care_notice(coded)
                               : other_cpv(coded) || other_title(coded) || others_title(coded);
  if (coded.text.notice) subject.withdrawn_lots = lots_not_awarded(coded);
  for (std::size_t index = 0; index < coded.text.units.size(); ++index) {
    const UnitContext& context = coded.contexts[index];
    const bool meant = context.has(CueKind::withdrawn) && !context.has(CueKind::question) &&
                       !context.has(CueKind::other) && !context.has(CueKind::law) &&
                       context.time != Time::earlier;
    if (!meant) continue;
    if (!context.percelen.empty())
      subject.withdrawn_lots.insert(context.percelen.begin(), context.percelen.end());
    else if (index < 2 * head_units)
      subject.withdrawn = true;
  }
  return subject;
}

}  // namespace inkoopmonitor::classify
