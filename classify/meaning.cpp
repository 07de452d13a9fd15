#include "classify/meaning.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "classify/clauses.h"

namespace inkoopmonitor::classify {
namespace {

// Text that waits to be filled in: `[aantal]`, `20**`, `____`, `dd-mm-jjjj`, `xx maanden`.
bool is_placeholder_text(std::string_view folded) {
  static const re2::RE2 pattern(
      "\\[[^\\]\\d.][^\\]]{0,60}\\]|\\[\\d+( ?/ "
      "?\\d+)*\\]|\\b20(\\*\\*|xx|\\.\\.|__)|_{3,}|\\.{5,}|…{2,}|"
      "dd-mm-jj|\\bxx+ (maand|jaar|keer|maal|januari|aanbieders)");
  return re2::RE2::PartialMatch(re2::StringPiece(folded.data(), folded.size()), pattern);
}

// Variables whose values a template leaves open.
bool is_of_term(const Rule& rule) {
  return rule.variable == "looptijd" || rule.variable == "verlenging" ||
         rule.variable == "ingangsdatum" || rule.variable == "einddatum" ||
         rule.variable == "looptijd_max";
}

// `Hoewel de wet een lichter regime biedt, …`: what a clause concedes is not what is done.
bool is_conceded(std::string_view before) {
  const std::size_t at = std::max(before.rfind("hoewel ") + 1, before.rfind("ofschoon ") + 1);
  return at != 0 && before.find(',', at - 1) == std::string_view::npos;
}

// `De stap van p x q naar een lumpsum`: what is left.
bool is_left_for_another(std::string_view before, std::string_view after) {
  static const re2::RE2 from("\\bvan (?:de |het |een )?$");
  static const re2::RE2 to("^(?: [^ ]+){0,2} naar (?:de |het |een )?");
  return re2::RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), from) &&
         re2::RE2::PartialMatch(re2::StringPiece(after.data(), after.size()), to);
}

// `named`: the mention is a name or statement, not a number (`niet meer dan tien` is a number).
bool negated(const Unit& unit, std::size_t begin, std::size_t end, bool named,
             const RuleSet::Implementation& rules) {
  const std::string_view folded = unit.folded;
  const std::size_t from = clause_begin(folded, begin);
  const std::string_view before = last_words(folded.substr(from, begin - from), 8);
  const std::string_view after = denial_reach(folded.substr(end, clause_end(folded, end) - end));
  // Of `niet voor inspanning maar voor een bereikt resultaat` the part behind the turn is meant.
  std::string_view inside = folded.substr(begin, end - begin);
  if (const std::size_t turn = inside.rfind(" maar "); turn != std::string_view::npos)
    inside.remove_prefix(turn);
  if (named && is_conceded(before)) return true;
  if (named && is_left_for_another(before, after)) return true;
  for (const Cue& cue : rules.cues) {
    if (cue.kind != CueKind::negation) continue;
    if (cue.before.found_in(before) && !cue.unless.found_in(before)) return true;
    // "Een rangschikking is bij deze onderhandse gunning niet aan de orde" denies the first.
    if (cue.after.found_in(after) && !cue.unless.found_in(before)) return true;
    // Within the words themselves: `tussentijds … niet … toegelaten`.
    if (named && cue.within.found_in(inside) && !cue.unless.found_in(inside)) return true;
  }
  return false;
}

// Whether the clause around a mention says that it is not bought: `begeleiding, met uitzondering
// van vervoer` leaves out one of the two.
bool left_out(const Unit& unit, const Mention& mention, const RuleSet::Implementation& rules) {
  const std::string_view clause = part_of_clause(unit.folded, mention.begin, mention.end);
  return std::any_of(rules.cues.begin(), rules.cues.end(), [&](const Cue& cue) {
    return cue.kind == CueKind::excluded && cue.sentence.found_in(clause) &&
           !cue.unless.found_in(clause);
  });
}

// `Niet gekozen is voor een aanbesteding, maar voor open house`: of a sentence that tells what was
// turned down, the clause behind the turn may say a name that was not.
bool is_turned_to(const Unit& unit, const Mention& mention, const RuleSet::Implementation& rules) {
  if (mention.rule->slot != Slot::none) return false;
  const std::string_view text = unit.folded;
  const std::size_t from = clause_begin(text, mention.begin);
  if (!ends_in_turn(text.substr(0, from))) return false;
  const std::string_view clause = text.substr(from, clause_end(text, mention.end) - from);
  return std::none_of(rules.cues.begin(), rules.cues.end(), [&](const Cue& cue) {
    return cue.kind == CueKind::considered && cue.sentence.found_in(clause);
  });
}

// Of a sentence in parts between semicolons, one may tell what was considered and the others not.
bool is_other_part(const Unit& unit, const Mention& mention, const RuleSet::Implementation& rules) {
  const std::string_view text = unit.folded;
  const std::size_t before = text.substr(0, mention.begin).rfind("; ");
  const std::size_t from = before == std::string_view::npos ? 0 : before + 2;
  const std::size_t to = std::min(text.find("; ", mention.end), text.size());
  if (from == 0 && to == text.size()) return false;
  const std::string_view part = text.substr(from, to - from);
  // "…; in dat geval verlengen wij" goes on with it.
  static const re2::RE2 goes_on("^(?:in dat geval|dan|daarmee|daardoor|zo|in die) ");
  if (re2::RE2::PartialMatch(re2::StringPiece(part.data(), part.size()), goes_on)) return false;
  return std::none_of(rules.cues.begin(), rules.cues.end(), [&](const Cue& cue) {
    return cue.kind == CueKind::considered && cue.sentence.found_in(part);
  });
}

// `☐ Openbaar  ☒ Niet-openbaar`: what stands behind a box that was not ticked. The plain square is
// an item's bullet as often, unless a ticked one stands beside it.
bool is_unticked(std::string_view folded, std::size_t begin) {
  static constexpr std::string_view lead = "\xe2";
  static constexpr std::array<std::string_view, 4> empty = {"☐", "◻", "❏", "⬜"};
  static constexpr std::array<std::string_view, 5> ticked = {"☒", "☑", "⊠", "✔", "✓"};
  const auto is_one_of = [&](std::size_t at, const auto& signs) {
    return std::any_of(signs.begin(), signs.end(),
                       [&](std::string_view sign) { return folded.substr(at).starts_with(sign); });
  };
  const std::string_view before = folded.substr(0, begin);
  for (std::size_t at = before.rfind(lead); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : before.rfind(lead, at - 1)) {
    if (is_one_of(at, empty)) return true;
    if (is_one_of(at, ticked)) return false;
    if (folded.substr(at).starts_with("□")) {
      return std::any_of(ticked.begin(), ticked.end(), [&](std::string_view sign) {
        return folded.find(sign) != std::string_view::npos;
      });
    }
  }
  return false;
}

// `Een looptijd van minder dan vier jaar` says how long it does not last.
bool is_compared(std::string_view words) {
  static const re2::RE2 pattern("\\b(?:minder|korter|meer|langer) dan ");
  return re2::RE2::PartialMatch(re2::StringPiece(words.data(), words.size()), pattern);
}

// The one day of a period that the variable is not: of `1-1-2021 t/m 31-12-2023` the first as an
// end.
bool is_other_end(const Unit& unit, const Mention& mention) {
  const bool start = mention.rule->variable == "ingangsdatum";
  if (mention.rule->slot != Slot::date || (!start && mention.rule->variable != "einddatum"))
    return false;
  const std::vector<Period>& periods = unit.period_slots.periods;
  return std::any_of(periods.begin(), periods.end(), [&](const Period& period) {
    const bool inside = period.span.begin < mention.end && mention.begin < period.span.end;
    return inside && period.from != period.to &&
           mention.value == to_iso(start ? period.to : period.from);
  });
}

// Why a context forbids to take a mention for this purchase; empty if it does not.
std::string by_context(const UnitContext& context, const Rule& rule) {
  if (context.has(CueKind::template_text)) return "template";
  if (context.has(CueKind::other)) return "other_municipality";
  if (rule.ignores_context) return "";
  if (context.has(CueKind::timeline) && rule.slot == Slot::period) return "planning";
  // `Perceel 1: hulpmiddelen` among the definitions says what the lot is.
  const bool of_lot = rule.variable == "voorzieningen" && context.percelen.size() == 1;
  // `Subsidietijdvak: de periode die loopt van …` defines the term by giving it.
  const bool labelled_term = is_of_term(rule) && !rule.label.empty() &&
                             (rule.slot == Slot::period || rule.slot == Slot::date);
  if (context.has(CueKind::definition) && !of_lot && !labelled_term) return "definition";
  if (context.has(CueKind::law)) return "law";
  // What the market was asked about is what is bought, where anything is.
  const bool subject = rule.variable == "voorzieningen" || rule.variable == "domein";
  const bool only_title = subject && context.considered_by_title;
  if (context.has(CueKind::considered) && !context.considered_here && !only_title)
    return "considered";
  if (context.has(CueKind::question)) return "question";
  if (context.has(CueKind::requirements) && is_of_term(rule)) return "requirements";
  const bool counts = rule.variable == "aanbieders" && !rule.of_candidates;
  if (context.has(CueKind::candidates) && counts) return "candidates";
  if (context.has(CueKind::excluded)) return "excluded";
  return "";
}

}  // namespace

std::string rejection(const UnitContext& context, const Unit& unit, const Mention& mention,
                      const RuleSet::Implementation& rules) {
  const Rule& rule = *mention.rule;
  if (is_unticked(unit.folded, mention.begin)) return "not_ticked";
  if (is_other_end(unit, mention)) return "other_end";
  const std::string_view words =
      std::string_view(unit.folded).substr(mention.begin, mention.end - mention.begin);
  if (rule.variable == "looptijd" && rule.slot == Slot::duration && is_compared(words))
    return "compared";
  // What a notice fills in about renewals is their length, not the term.
  if (rule.variable == "looptijd" && unit.part != NoticePart::none && unit.label == "verlengingen")
    return "of_renewal";
  if (std::string why = by_context(context, rule); !why.empty()) return why;
  const bool turned_down = context.considered_here && !rule.ignores_context;
  if (turned_down && !is_turned_to(unit, mention, rules) && !is_other_part(unit, mention, rules))
    return "considered";
  if (is_of_term(rule) && is_placeholder_text(unit.folded)) return "template";
  if (!rule.any_polarity &&
      negated(unit, mention.begin, mention.end, rule.slot == Slot::none, rules))
    return "negated";
  if (!rule.ignores_context && left_out(unit, mention, rules)) return "excluded";
  return "";
}

}  // namespace inkoopmonitor::classify
