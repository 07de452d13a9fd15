// What the rules find. Each unit is searched once for trigger words; only rules with a trigger in
// it are run, on a text in which quantities are markers, so that Dutch numbers need no regular
// expression. What a mention is worth is decided here (negated, a definition, another's contract);
// what follows from it is decided in resolve.
#include "classify/mentions.h"

#include <algorithm>
#include <cstdlib>

#include "classify/parties.h"

namespace inkoopmonitor::classify {
namespace {

std::string count_text(const Count& count) {
  if (count.low >= 0 && count.low == count.high) return std::to_string(count.low);
  return (count.low >= 0 ? std::to_string(count.low) : "") + "-" +
         (count.high >= 0 ? std::to_string(count.high) : "");
}

// Clauses end where one of these stands; a negation does not reach over it.
std::size_t clause_begin(std::string_view folded, std::size_t at) {
  std::size_t begin = 0;
  for (const std::string_view stop :
       {"; ", ": ", ", maar ", ", wel ", " maar ", ", doch ", " en wel ", "- ", ". "}) {
    const std::size_t found = folded.substr(0, at).rfind(stop);
    if (found != std::string_view::npos) begin = std::max(begin, found + stop.size());
  }
  return begin;
}

std::size_t clause_end(std::string_view folded, std::size_t at) {
  std::size_t end = folded.size();
  for (const std::string_view stop : {"; ", ": ", ", maar ", " maar ", ", dus ", ", wel ", ". "}) {
    end = std::min(end, folded.find(stop, at));
  }
  return end;
}

// The last `count` words of a text.
std::string_view last_words(std::string_view folded, int count) {
  std::size_t at = folded.size();
  while (at > 0 && count > 0) {
    --at;
    if (folded[at] == ' ' && at + 1 < folded.size()) --count;
  }
  return folded.substr(at);
}

// `named`: the mention is a name or statement, not a number (`niet meer dan tien` is a number).
bool negated(const Unit& unit, std::size_t begin, std::size_t end, bool named,
             const RuleSet::Implementation& rules) {
  const std::string_view folded = unit.folded;
  const std::size_t from = clause_begin(folded, begin);
  const std::string_view before = last_words(folded.substr(from, begin - from), 8);
  const std::string_view after = folded.substr(end, clause_end(folded, end) - end);
  const std::string_view inside = folded.substr(begin, end - begin);
  for (const Cue& cue : rules.cues) {
    if (cue.kind != CueKind::negation) continue;
    if (cue.before.found_in(before) && !cue.unless.found_in(before)) return true;
    if (cue.after.found_in(after)) return true;
    // Within the words themselves: `tussentijds … niet … toegelaten`.
    if (named && cue.within.found_in(inside) && !cue.unless.found_in(inside)) return true;
  }
  return false;
}

// Why a context forbids to take a mention for this purchase; empty if it does not.
std::string rejection(const UnitContext& context, const Rule& rule) {
  if (context.has(CueKind::template_text)) return "template";
  if (context.has(CueKind::other)) return "other_municipality";
  if (rule.ignores_context) return "";
  if (context.has(CueKind::definition)) return "definition";
  if (context.has(CueKind::law)) return "law";
  if (context.has(CueKind::considered)) return "considered";
  if (context.has(CueKind::question)) return "question";
  const bool counts = rule.variable == "aanbieders" && !rule.of_candidates;
  if (context.has(CueKind::candidates) && counts) return "candidates";
  return "";
}

class MentionFinder {
 public:
  MentionFinder(const Text& text, const std::vector<UnitContext>& contexts,
                const RuleSet::Implementation& rules)
      : text_(text), contexts_(contexts), rules_(rules) {}

  std::vector<Mention> find() {
    for (index_ = 0; index_ < text_.units.size(); ++index_) search(text_.units[index_]);
    return std::move(mentions_);
  }

 private:
  void search(const Unit& unit) {
    have_periods_ = false;
    for (const std::size_t candidate : rules_.candidates(unit.slots.text))
      run(rules_.rules[candidate], unit);
    // A period hides its dates, so rules that ask for one see another text.
    const std::vector<Period> periods = find_periods(unit.folded);
    if (periods.empty()) return;
    with_periods_ = slotted(unit.folded, true, unit.stressed);
    have_periods_ = true;
    for (const std::size_t candidate : rules_.candidates(with_periods_.text))
      run(rules_.rules[candidate], unit);
  }

  void run(const Rule& rule, const Unit& unit) {
    if ((rule.slot == Slot::period) != have_periods_) return;
    if (rule.cell_only && unit.kind != UnitKind::cell && unit.label.empty()) return;
    const Slotted& source = have_periods_ ? with_periods_ : unit.slots;
    if (!rule.label.empty() && !rule.label.found_in(unit.label) &&
        !rule.label.found_in(unit.column_head))
      return;
    if (rule.not_label.found_in(unit.label) || rule.not_label.found_in(unit.column_head)) return;
    if (!rule.section.empty() && !rule.section.found_in(text_.sections[unit.section].folded))
      return;
    if (!rule.near.empty() && !rule.near.found_in(source.text)) return;
    if (!rule.not_near.empty() && rule.not_near.found_in(source.text)) return;
    for (const Phrases::Match& match : rule.phrases.matches(source.text)) {
      Mention mention;
      mention.begin = source.origin[match.begin];
      mention.end = source.origin[match.end];
      // A rule about the content of a labelled cell must not match its label.
      // No rule finds anything in the label of a cell: that is a cell of its own.
      const bool in_label = mention.end <= unit.value_begin;
      if (in_label && (!rule.label.empty() || unit.kind == UnitKind::cell)) continue;
      if (rule.slot == Slot::parties) {
        add_parties(rule, mention.begin, mention.end);
        continue;
      }
      if (!fill(rule, unit, source, match, mention)) continue;
      judge(rule, unit, mention);
      // Two phrases of one rule about the same words are one mention.
      const bool again =
          !mentions_.empty() && mentions_.back().rule == &rule && mentions_.back().unit == index_ &&
          mentions_.back().begin == mention.begin && mentions_.back().value == mention.value;
      if (!again) mentions_.push_back(std::move(mention));
    }
  }

  // Gives the mention its value; false when the slot says nothing usable.
  bool fill(const Rule& rule, const Unit& unit, const Slotted& source, const Phrases::Match& match,
            Mention& mention) {
    mention.rule = &rule;
    mention.unit = index_;
    mention.weight = rule.weight;
    const std::size_t index =
        match.slot.size() > 2
            ? static_cast<std::size_t>(std::atoi(std::string(match.slot.substr(2)).c_str()))
            : 0;
    switch (rule.slot) {
      case Slot::none:
        mention.value = rule.value;
        return true;
      case Slot::count:
        return fill_count(rule, source.counts.at(index), mention);
      case Slot::duration:
        return fill_duration(source.durations.at(index), mention);
      case Slot::date:
        return fill_date(source.dates.at(index), mention);
      case Slot::period: {
        const Period& period = source.periods.at(index);
        if (!is_complete(period.from) || !is_complete(period.to)) return false;
        mention.value = to_iso(period.from) + "/" + to_iso(period.to);
        return true;
      }
      case Slot::extension:
        return fill_extension(unit, mention);
      case Slot::parties:
        return false;  // counted apart: one introduction may give a number for each lot
    }
    return false;
  }

  static bool fill_count(const Rule& rule, Count count, Mention& mention) {
    if (rule.bound == Bound::at_most && count.low == count.high) count.low = -1;
    if (rule.bound == Bound::at_least && count.low == count.high) count.high = -1;
    if (count.low < 0 && count.high < 0) return false;
    mention.value = count_text(count);
    if (count.approximate) mention.weight *= 0.8;
    return true;
  }

  static bool fill_duration(const Duration& duration, Mention& mention) {
    if (duration.months <= 0 || duration.notice) return false;
    mention.value = std::to_string(duration.months);
    if (duration.approximate || duration.lower_bound) mention.weight *= 0.7;
    return true;
  }

  static bool fill_date(const Date& date, Mention& mention) {
    if (!is_complete(date) || !date.year_given || date.precision == Precision::year) return false;
    mention.value = to_iso(date);
    if (date.precision != Precision::day || date.uncertain) mention.weight *= 0.7;
    return true;
  }

  bool fill_extension(const Unit& unit, Mention& mention) {
    const std::size_t from = unit.value_begin;
    const std::string_view own = std::string_view(unit.folded).substr(from);
    Extensions found = read_extensions(own);
    if (found.says_nothing()) return false;
    if (index_ + 1 < text_.units.size() && text_.units[index_ + 1].block == unit.block) {
      found = combine(found, text_.units[index_ + 1].folded);
    }
    mention.value = to_string(found);
    mention.extensions = found;
    if (mention.value.empty() && found.until.empty()) mention.rejected = "incomplete";
    if (found.span.end > found.span.begin) {
      mention.begin = from + found.span.begin;
      mention.end = std::min(from + found.span.end, unit.folded.size());
    }
    return true;
  }

  // The parties that are listed behind an introduction, as one mention or one for each lot.
  void add_parties(const Rule& rule, std::size_t begin, std::size_t end) {
    const std::vector<PartyCount> found = count_parties(text_, index_, end, rules_);
    int total = 0;
    for (const PartyCount& parties : found) total += parties.count;
    if (total < rule.parties_min) return;
    for (const PartyCount& parties : found) {
      if (parties.count == 0) continue;
      Mention mention;
      mention.rule = &rule;
      mention.unit = index_;
      mention.begin = begin;
      mention.end = parties.unit == index_ ? parties.end : end;
      // What was struck from a list makes the list surer than the number in its introduction.
      constexpr double corrected = 0.97;
      mention.weight = parties.withdrawn > 0 ? corrected : rule.weight;
      mention.value = std::to_string(parties.count);
      judge(rule, text_.units[index_], mention);
      if (!parties.percelen.empty()) mention.percelen = parties.percelen;
      if (parties.unit != index_) {
        mention.unit = parties.unit;
        mention.begin = parties.begin;
        mention.end = parties.end;
      }
      mentions_.push_back(std::move(mention));
    }
  }

  void judge(const Rule& rule, const Unit& unit, Mention& mention) {
    const UnitContext& context = contexts_[index_];
    mention.time = context.time;
    if (mention.rejected.empty()) mention.rejected = rejection(context, rule);
    if (mention.rejected.empty() && !rule.any_polarity &&
        negated(unit, mention.begin, mention.end, rule.slot == Slot::none, rules_))
      mention.rejected = "negated";
    mention.percelen = percelen_at(unit, mention, context);
  }

  // Where a sentence names several lots, the one before the mention is meant, else the next.
  static std::vector<std::string> percelen_at(const Unit& unit, const Mention& mention,
                                              const UnitContext& context) {
    const std::vector<PerceelName> names = find_percelen(unit.folded);
    if (names.size() < 2) return context.percelen;
    const PerceelName* chosen = &names.front();
    for (const PerceelName& name : names) {
      if (name.begin <= mention.begin) chosen = &name;
    }
    return chosen->keys;
  }

  const Text& text_;
  const std::vector<UnitContext>& contexts_;
  const RuleSet::Implementation& rules_;
  std::vector<Mention> mentions_;
  std::size_t index_ = 0;
  Slotted with_periods_;
  bool have_periods_ = false;
};

}  // namespace

std::vector<Mention> find_mentions(const Text& text, const std::vector<UnitContext>& contexts,
                                   const RuleSet::Implementation& rules) {
  return MentionFinder(text, contexts, rules).find();
}

}  // namespace inkoopmonitor::classify
