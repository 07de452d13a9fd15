// What a correction puts in the place of something else: "In paragraaf 2.3 staat dat de
// overeenkomst eindigt op 31 december 2019. Dit moet zijn: 31 december 2018." The rules find the
// value that was wrong; the right one stands there without the words that a rule asks for.
#include <re2/re2.h>

#include <algorithm>

#include "classify/mentions.h"

namespace inkoopmonitor::classify {
namespace {

// The first quantity behind folded offset `from` of a unit that may take the place of a value of
// `rule`, as a value, and where it stands; empty where there is none.
std::string replacement(const Unit& unit, std::size_t from, const Rule& rule, Span& span) {
  const auto behind = [&](const auto& quantity) { return quantity.span.begin >= from; };
  if (rule.slot == Slot::duration) {
    const auto& all = unit.slots.durations;
    const auto found = std::find_if(all.begin(), all.end(), behind);
    if (found == all.end() || found->months <= 0) return "";
    span = found->span;
    return std::to_string(found->months);
  }
  if (rule.slot == Slot::date) {
    const auto& all = unit.slots.dates;
    const auto found = std::find_if(all.begin(), all.end(), behind);
    if (found == all.end() || !is_complete(*found) || !found->year_given) return "";
    span = found->span;
    return to_iso(rule.variable == "einddatum" ? last_day_of(*found) : *found);
  }
  if (rule.slot == Slot::count) {
    const auto& all = unit.slots.counts;
    const auto found = std::find_if(all.begin(), all.end(), behind);
    if (found == all.end() || found->low < 0 || found->low != found->high) return "";
    span = found->span;
    return std::to_string(found->low);
  }
  return "";
}

// The folded offset behind words that put something right; npos where there are none.
std::size_t end_of_cue(const Unit& unit, const UnitContext& context,
                       const RuleSet::Implementation& rules) {
  for (const Cue& cue : rules.cues) {
    if (cue.kind != CueKind::correction || !cue.sentence.found_in(context.awake)) continue;
    if (const auto match = cue.sentence.match_from(context.awake, 0, 0))
      return unit.slots.origin[match->end];
  }
  return std::string::npos;
}

bool may_be_corrected(const Mention& mention) {
  return mention.rejected.empty() || mention.rejected == "question";
}

// Where "De zin '… vier jaar' wordt vervangen door:" says that what stands before it no longer
// holds; 0 where it does not.
std::size_t end_of_old_text(const Unit& unit) {
  static const re2::RE2 pattern(
      "((?:vervangen door|gewijzigd in|gewijzigd naar|komt te luiden|te lezen als|gelezen als)"
      "(?: als volgt)?(?: de volgende (?:zin|tekst|alinea|bepaling))? ?:)");
  re2::StringPiece words;
  const bool said = unit.folded.find(':') != std::string::npos &&
                    re2::RE2::PartialMatch(unit.folded, pattern, &words);
  return said ? static_cast<std::size_t>(words.data() - unit.folded.data()) : 0;
}

// The folded offset behind the words that put one quoted value in the place of another; 0 where
// there are none.
std::size_t end_of_quoted_text(const Unit& unit) {
  static const re2::RE2 pattern(
      "(?:wordt|worden|dient|dienen) '[^:]{3,60}?' (vervangen door|gewijzigd in|gelezen als)");
  re2::StringPiece words;
  const bool said = unit.folded.find("' ") != std::string::npos &&
                    re2::RE2::PartialMatch(unit.folded, pattern, &words);
  if (!said) return 0;
  return static_cast<std::size_t>(words.data() + words.size() - unit.folded.data());
}

bool is_replaceable(const Mention& mention) {
  const Slot slot = mention.rule->slot;
  return slot == Slot::duration || slot == Slot::date || slot == Slot::count;
}

// The quantities of one slot in a unit, by where they stand and as the value of a rule.
std::vector<std::pair<Span, std::string>> values_of(const Unit& unit, const Rule& rule) {
  std::vector<std::pair<Span, std::string>> values;
  for (std::size_t from = 0;;) {
    Span span;
    const std::string value = replacement(unit, from, rule, span);
    if (value.empty()) return values;
    values.emplace_back(span, value);
    from = span.end;
  }
}

// `In artikel 3 wordt "31 december 2022" vervangen door: 30 juni 2024` names neither the variable
// nor the contract. It is about what the document says elsewhere with the value that goes.
void replace_quoted(const Text& text, std::vector<Mention>& mentions) {
  std::vector<Mention> right;
  for (std::size_t unit = 0; unit < text.units.size(); ++unit) {
    const std::size_t from = end_of_quoted_text(text.units[unit]);
    if (from == 0) continue;
    for (Mention& wrong : mentions) {
      if (wrong.unit == unit || !wrong.rejected.empty() || !is_replaceable(wrong)) continue;
      const auto values = values_of(text.units[unit], *wrong.rule);
      const bool goes = values.size() == 2 && values.front().second == wrong.value &&
                        values.front().first.end <= from && values.back().first.begin >= from;
      if (!goes) continue;
      Mention mention = wrong;
      mention.value = values.back().second;
      mention.unit = unit;
      mention.begin = values.back().first.begin;
      mention.end = values.back().first.end;
      mention.time = Time::main;
      wrong.rejected = "corrected";
      right.push_back(std::move(mention));
    }
  }
  // What the words themselves were taken for, before it was known what they are about.
  for (const Mention& mention : right) {
    for (Mention& other : mentions) {
      const bool same = other.unit == mention.unit && other.rule->slot == mention.rule->slot;
      if (same && other.rejected.empty() && other.rule->variable != mention.rule->variable)
        other.rejected = "corrected";
    }
  }
  mentions.insert(mentions.end(), right.begin(), right.end());
}

}  // namespace

void apply_corrections(const Text& text, const std::vector<UnitContext>& contexts,
                       const RuleSet::Implementation& rules, std::vector<Mention>& mentions) {
  std::vector<Mention> right;
  for (std::size_t unit = 0; unit < text.units.size(); ++unit) {
    const std::size_t from = end_of_cue(text.units[unit], contexts[unit], rules);
    if (from == std::string::npos) continue;
    for (Mention& wrong : mentions) {
      const bool before =
          wrong.unit == unit
              ? wrong.end <= from
              : wrong.unit + 1 == unit && text.units[wrong.unit].block == text.units[unit].block;
      if (!before || !may_be_corrected(wrong)) continue;
      Span span;
      Mention mention = wrong;
      mention.value = replacement(text.units[unit], from, *wrong.rule, span);
      if (mention.value.empty()) continue;
      mention.unit = unit;
      mention.begin = span.begin;
      mention.end = span.end;
      mention.rejected.clear();
      mention.time = Time::main;
      wrong.rejected = "corrected";
      right.push_back(std::move(mention));
    }
  }
  for (Mention& mention : mentions) {
    // What it says about extending may go on behind it.
    const bool kept =
        mention.rule->variable == "documentsoort" || mention.rule->slot == Slot::extension;
    if (mention.rejected.empty() && !kept &&
        mention.end <= end_of_old_text(text.units[mention.unit]))
      mention.rejected = "corrected";
  }
  mentions.insert(mentions.end(), right.begin(), right.end());
  replace_quoted(text, mentions);
}

}  // namespace inkoopmonitor::classify
