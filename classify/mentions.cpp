// What the rules find. Each unit is searched once for trigger words; only rules with a trigger in
// it are run, on a text in which quantities are markers, so that Dutch numbers need no regular
// expression. What a mention is worth is decided here (negated, a definition, another's contract);
// what follows from it is decided in resolve.
#include "classify/mentions.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "classify/clauses.h"
#include "classify/lot_names.h"
#include "classify/meaning.h"
#include "classify/parties.h"

namespace inkoopmonitor::classify {
namespace {

// At most one is one: nobody buys of none.
std::string count_text(const Count& count) {
  if (count.low < 0 && count.high == 1) return "1";
  if (count.low >= 0 && count.low == count.high) return std::to_string(count.low);
  return (count.low >= 0 ? std::to_string(count.low) : "") + "-" +
         (count.high >= 0 ? std::to_string(count.high) : "");
}

// The letter of a slot's markers; 0 for a slot without them.
char marker_of(Slot slot) {
  switch (slot) {
    case Slot::count:
      return 'c';
    case Slot::duration:
      return 'd';
    case Slot::date:
      return 'a';
    case Slot::period:
      return 'p';
    default:
      return 0;
  }
}

// Of a marker, as `{d12}`.
std::size_t number_of(std::string_view marker) {
  std::size_t number = 0;
  for (const char sign : marker) {
    if (sign >= '0' && sign <= '9') number = number * 10 + static_cast<std::size_t>(sign - '0');
  }
  return number;
}

class MentionFinder {
 public:
  MentionFinder(const Text& text, const std::vector<UnitContext>& contexts,
                const RuleSet::Implementation& rules)
      : text_(text),
        contexts_(contexts),
        rules_(rules),
        with_periods_(rules.triggers),
        label_(with_periods_),
        column_head_(with_periods_),
        section_(with_periods_),
        question_(with_periods_) {}

  std::vector<Mention> find() {
    for (index_ = 0; index_ < text_.units.size(); ++index_) {
      const std::size_t before = mentions_.size();
      search(text_.units[index_]);
      reject_lists_of_all(before);
    }
    return std::move(mentions_);
  }

 private:
  void search(const Unit& unit) {
    in_label_ = &label_.read(label_of(unit));
    in_column_head_ = &column_head_.read(unit.column_head);
    in_section_ = &section_.read(text_.sections[unit.section].folded);
    const std::string* question = answered_question(text_, index_);
    in_question_ = question == nullptr ? nullptr : &question_.read(*question);
    search(unit, unit.slots, contexts_[index_].awake, false);
    // A period hides its dates, so rules that ask for one see another text.
    if (!unit.period_slots.periods.empty())
      search(unit, unit.period_slots, with_periods_.read(unit.period_slots.text), true);
  }

  // `De overeenkomst kan worden verlengd:` is the label of each item of the list that it
  // introduces.
  const std::string& label_of(const Unit& unit) const {
    constexpr std::size_t longest = 160;
    if (!unit.label.empty() || unit.intro >= text_.units.size()) return unit.label;
    const std::string& intro = text_.units[unit.intro].folded;
    return intro.ends_with(':') && intro.size() < longest ? intro : unit.label;
  }

  void search(const Unit& unit, const Slotted& source, const Awake& awake, bool periods) {
    awake.each([&](std::size_t set) {
      if (set >= rules_.rule_of_set.size() || rules_.rule_of_set[set] == UINT32_MAX) return;
      const Rule& rule = rules_.rules[rules_.rule_of_set[set]];
      if ((rule.slot == Slot::period) == periods) run(rule, unit, source, awake);
    });
  }

  // A sentence that names every value that a variable can have chooses none of them, unless it says
  // of which lot each is. `from`: the first mention of the unit at hand.
  void reject_lists_of_all(std::size_t from) {
    constexpr std::size_t values_min = 3;
    std::map<std::string_view, std::set<std::string_view>> named;
    for (std::size_t at = from; at < mentions_.size(); ++at) {
      const Mention& one = mentions_[at];
      if (one.percelen.empty()) named[one.rule->variable].insert(one.value);
    }
    for (const auto& [variable, values] : named) {
      if (values.size() < values_min) continue;
      const CodebookEntry* entry = rules_.entry(std::string(variable));
      if (entry == nullptr || entry->variable.codes.size() != values.size()) continue;
      for (std::size_t at = from; at < mentions_.size(); ++at) {
        if (mentions_[at].rule->variable == variable && mentions_[at].rejected.empty())
          mentions_[at].rejected = "considered";
      }
    }
  }

  void run(const Rule& rule, const Unit& unit, const Slotted& source, const Awake& awake) {
    if (rule.field && !unit.field) return;
    if (rule.cell_only && unit.kind != UnitKind::cell && unit.label.empty()) return;
    if (!rule.label.empty() && !rule.label.found_in(*in_label_) &&
        !rule.label.found_in(*in_column_head_))
      return;
    if (rule.not_label.found_in(*in_label_) || rule.not_label.found_in(*in_column_head_)) return;
    if (!rule.section.empty() && !rule.section.found_in(*in_section_)) return;
    if (!rule.asked.empty() && (in_question_ == nullptr || !rule.asked.found_in(*in_question_)))
      return;
    if (in_question_ != nullptr && rule.not_asked.found_in(*in_question_)) return;
    if (!rule.near.empty() && !rule.near.found_in(awake)) return;
    if (rule.not_near.found_in(awake)) return;
    // Where a match gives no mention, another may begin within it: "een looptijd van vijf jaar, met
    // een optie voor drie jaar".
    const char letter = marker_of(rule.slot);
    const std::string marker = {'{', letter};
    std::size_t from = 0;
    while (letter == 0 || source.text.find(marker, from) != std::string::npos) {
      const auto match = rule.phrases.match_from(awake, from, letter);
      if (!match) return;
      const bool taken = take(rule, unit, source, *match);
      from = std::max(taken ? match->end : source.text.find(' ', match->begin), from + 1);
    }
  }

  // `2 (één in Hilversum, één in Huizen)`: in brackets behind a number stands what it consists of.
  static bool is_a_part(std::string_view text, std::size_t slot) {
    const std::string_view before = text.substr(0, slot);
    const std::size_t open = before.rfind('(');
    if (open == std::string_view::npos || before.find(')', open) != std::string_view::npos)
      return false;
    return before.substr(0, open).find("{c") != std::string_view::npos;
  }

  bool take(const Rule& rule, const Unit& unit, const Slotted& source,
            const Phrases::Match& match) {
    Mention mention;
    mention.begin = source.origin[match.begin];
    mention.end = source.origin[match.end];
    // A rule about the content of a labelled cell must not match its label, and no rule finds
    // anything in the label of a cell: that is a cell of its own.
    const bool in_label = mention.end <= unit.value_begin;
    if (in_label && (!rule.label.empty() || unit.kind == UnitKind::cell)) return false;
    if (rule.slot == Slot::parties) {
      add_parties(rule, mention.begin, mention.end);
      return true;
    }
    const std::size_t slot = slot_begin(source.text, match);
    const std::size_t last = slot_end(source.text, match);
    if (!rule.not_before.empty() &&
        rule.not_before.found_in(words_before(source.text, slot, !match.slot.empty())))
      return false;
    if (!rule.not_after.empty() && rule.not_after.found_in(words_behind(source.text, last)))
      return false;
    place_ = source.origin[slot];
    if (rule.slot == Slot::count && !rule.label.empty() && is_a_part(source.text, slot))
      return false;
    // The number of an article or row beside which a sentence stands.
    const bool in_head = !match.slot.empty() && source.origin[last] <= unit.value_begin;
    if (unit.kind == UnitKind::cell && in_head) return false;
    end_ = mention.end;
    if (!fill(rule, unit, source, match, mention)) return false;
    judge(rule, unit, mention);
    // Two phrases of one rule about the same words are one mention.
    const bool again = !mentions_.empty() && mentions_.back().rule == &rule &&
                       mentions_.back().unit == index_ && mentions_.back().begin == mention.begin &&
                       mentions_.back().value == mention.value;
    if (!again) mentions_.push_back(std::move(mention));
    return true;
  }

  // The place of the quantity in a match; the whole match where there is none.
  static std::size_t slot_begin(std::string_view text, const Phrases::Match& match) {
    return match.slot.empty() ? match.begin
                              : static_cast<std::size_t>(match.slot.data() - text.data());
  }
  static std::size_t slot_end(std::string_view text, const Phrases::Match& match) {
    return match.slot.empty() ? match.end : slot_begin(text, match) + match.slot.size();
  }

  // Gives the mention its value; false when the slot says nothing usable.
  bool fill(const Rule& rule, const Unit& unit, const Slotted& source, const Phrases::Match& match,
            Mention& mention) {
    mention.rule = &rule;
    mention.unit = index_;
    mention.weight = rule.weight;
    if (marker_of(rule.slot) != 0 && match.slot.empty()) return false;
    const std::size_t index = number_of(match.slot);
    switch (rule.slot) {
      case Slot::none:
        mention.value = rule.value;
        return rule.count == 0 || is_count(source, match, rule.count);
      case Slot::count:
        // A column headed by a year is one of a series.
        return !is_year(unit.column_head) &&
               fill_count(rule,
                          count_meant(unit.folded, source, index, slot_begin(source.text, match),
                                      slot_end(source.text, match)),
                          mention);
      case Slot::duration:
        return fill_duration(unit, source.durations.at(index), mention);
      case Slot::date:
        return fill_date(source.dates.at(index), mention);
      case Slot::period:
        return fill_period(source.periods.at(index), mention);
      case Slot::extension:
        return fill_extension(unit, mention);
      case Slot::sum:
        return fill_sum(unit, mention);
      case Slot::parties:
        return false;  // counted apart: one introduction may give a number for each lot
    }
    return false;
  }

  // Whether the quantity of a match is just this number: `één partij`, `1 opdrachtnemer`.
  static bool is_count(const Slotted& source, const Phrases::Match& match, int wanted) {
    if (!match.slot.starts_with("{c")) return false;
    const Count& count = source.counts.at(number_of(match.slot));
    return count.low == wanted && count.high == wanted;
  }

  static bool is_year(std::string_view head) {
    static const re2::RE2 pattern(
        "(?:per |op |eind |begin |medio |ultimo )?(?:\\d{1,2}[-/. ](?:\\d{1,2}|[a-z]{3,9})[-/. ])?"
        "(?:19|20)\\d\\d");
    return re2::RE2::FullMatch(re2::StringPiece(head.data(), head.size()), pattern);
  }

  static bool fill_count(const Rule& rule, Count count, Mention& mention) {
    // At most one is one.
    if (rule.bound == Bound::at_most && count.low == count.high && count.high != 1) count.low = -1;
    if (rule.bound == Bound::at_least && count.low == count.high) count.high = -1;
    // "Een of meer" is no number.
    if (count.low < 0 && count.high < 0) return false;
    if (count.low == 1 && count.high < 0) return false;
    // Where nobody was found there is no contract.
    if (count.high == 0) return false;
    mention.value = count_text(count);
    if (count.approximate) mention.weight *= 0.8;
    return true;
  }

  // A total is only what base term and options come to, and no base term.
  static bool fill_duration(const Unit& unit, const Duration& duration, Mention& mention) {
    const bool wants_total = mention.rule->variable == "looptijd_max";
    // "langer dan 48 maanden" says how long at the least, and not how long.
    if (std::string_view(unit.folded).substr(duration.span.begin).starts_with("langer dan"))
      return false;
    if (duration.months <= 0 || duration.notice || duration.option || duration.total != wants_total)
      return false;
    mention.value = std::to_string(duration.months);
    if (duration.approximate || duration.lower_bound) mention.weight *= 0.7;
    return true;
  }

  static bool fill_date(const Date& written, Mention& mention) {
    const bool ends = mention.rule->variable == "einddatum";
    const Date date = ends ? last_day_of(written) : written;
    // `tot en met 2026` ends on a day; `vanaf 2024` begins some time that year.
    const bool whole_year = written.precision == Precision::year;
    if (!is_complete(date) || !date.year_given) return false;
    if (whole_year && (!ends || date.uncertain)) return false;
    mention.value = to_iso(date);
    if (written.precision != Precision::day || date.uncertain) mention.weight *= 0.7;
    return true;
  }

  static bool fill_period(const Period& period, Mention& mention) {
    if (!is_complete(period.from) || !is_complete(period.to)) return false;
    mention.value = to_iso(period.from) + "/" + to_iso(period.to);
    if (period.year_only || period.from.uncertain || period.to.uncertain) mention.weight *= 0.7;
    return true;
  }

  // Reads what the unit says about extending, with the sentences and cells behind it that go on
  // about it: how often and for how long are often told apart.
  bool fill_extension(const Unit& unit, Mention& mention) {
    if (begins_option_table(unit)) return fill_option_table(unit, mention);
    const int ordinal = option_ordinal(unit.folded);
    if (ordinal > 1 && follows_option(ordinal)) return false;  // told with the first option
    if (ordinal == 1 && unit.table >= 0 && !unit.slots.dates.empty())
      return fill_option_table(unit, mention);
    const bool row_by_row =
        ordinal == 1 && !(unit.slots.durations.empty() && unit.slots.dates.empty());
    // The label speaks of extending, the value says how; a rule about sentences needs both.
    const bool labelled = mention.rule->label.empty() && continues_extensions(unit.label);
    std::size_t from = row_by_row || labelled ? 0 : unit.value_begin;
    const std::optional<Span> part = part_of_lot(unit, mention.begin);
    if (part) {
      mention.extensions =
          read_extensions(unit.folded.substr(part->begin, part->end - part->begin));
      mention.value = to_string(mention.extensions);
      mention.begin = place_ = part->begin;
      end_ = mention.end = part->end;
      return !mention.value.empty();
    }
    Extensions found =
        read_extensions(row_by_row ? told_row_by_row() : without_total(unit.folded.substr(from)));
    // "Opties: 1 + 1 jaar" adds up options only, "looptijd en verlenging: 2 + 1 jaar" not.
    const bool adds_options =
        from > 0 && parse_plus(unit.folded.substr(from)) && !parse_plus(unit.folded);
    if (from > 0 && !mention.rule->label.empty() && (!found.count_given || adds_options)) {
      const Extensions whole = read_extensions(unit.folded);
      if (found.says_nothing() || whole.count_given || adds_options || ordinal == 1) {
        found = whole;
        from = 0;
      }
    }
    if (completed_.contains(index_)) return false;
    if (names_each(unit) && found.steps.size() == 1 && !found.count_given) {
      found.steps.front().times = 0;
      found.incomplete = true;
    }
    if (found.says_nothing()) return false;
    constexpr double of_others_too = 0.5;
    if (found.none_further) mention.weight = std::min(mention.weight, of_others_too);
    // An end alone may be that of the one option which is used now.
    constexpr double by_its_end = 0.8;
    if (found.steps.empty() && !found.until.empty()) mention.weight *= by_its_end;
    constexpr std::size_t units_ahead = 3;
    for (std::size_t next = index_ + 1; next <= index_ + units_ahead; ++next) {
      if (next >= text_.units.size() || text_.units[next].section != unit.section) break;
      const Unit& other = text_.units[next];
      const std::string_view value = std::string_view(other.folded).substr(other.value_begin);
      if (!continues_extensions(other.folded) && !continues_extensions(value)) break;
      if (contexts_[next].has(CueKind::question)) break;
      const Extensions more = combine(found, other.folded);
      if (!(more == found)) completed_.insert(next);
      found = more;
    }
    mention.value = to_string(found);
    mention.extensions = found;
    if (mention.value.empty() && found.until.empty()) mention.rejected = "incomplete";
    if (found.span.end > found.span.begin && !row_by_row) {
      mention.begin = from + found.span.begin;
      mention.end = std::min(from + found.span.end, unit.folded.size());
    }
    place_ = mention.begin;
    return true;
  }

  // `voor perceel A vijf jaar met één verlenging; voor perceel B drie jaar met twee verlengingen`:
  // the part around `at`, where each part between semicolons tells of lots of its own.
  std::optional<Span> part_of_lot(const Unit& unit, std::size_t at) {
    const std::vector<PerceelName>& lots = lots_of(unit);
    if (lots.size() < 2) return std::nullopt;
    const std::size_t before = unit.folded.substr(0, at).rfind("; ");
    const Span part{before == std::string::npos ? 0 : before + 2,
                    std::min(unit.folded.find("; ", at), unit.folded.size())};
    const auto within = std::count_if(lots.begin(), lots.end(), [&](const PerceelName& lot) {
      return !lot.keys.empty() && lot.begin >= part.begin && lot.begin < part.end;
    });
    if (within == 0 || within == static_cast<std::ptrdiff_t>(lots.size())) return std::nullopt;
    return part;
  }

  // `driemaal een jaar verlengen; met alle verlengingen duurt zij 84 maanden`: the end only adds
  // up.
  static std::string without_total(std::string text) {
    static const re2::RE2 total(
        "[;,(] ?(?:met|inclusief|samen met) (?:alle |de |deze |eventuele )?(?:verlengingen|opties|"
        "optiejaren|verlenging) (?:mee )?(?:duurt|duren|loopt|lopen|komt|is|kan)");
    re2::StringPiece words;
    if (total.Match(text, 0, text.size(), re2::RE2::UNANCHORED, &words, 1))
      text.resize(static_cast<std::size_t>(words.data() - text.data()));
    return text;
  }

  // "Duur per verlenging | 12 maanden" tells the length of each, and not that there is one.
  static bool names_each(const Unit& unit) {
    static const re2::RE2 pattern("(?:^|[ (])(?:per|duur|lengte|termijn|periode van)(?:$|[ )])");
    return re2::RE2::PartialMatch(unit.label, pattern);
  }

  // The options that a list or table tells one by one, as one text. A row of a table is two units:
  // the label, and the label with its value.
  std::string told_row_by_row() const {
    std::string all = text_.units[index_].folded;
    int told = 1;
    for (std::size_t next = index_ + 1; next < text_.units.size(); ++next) {
      const Unit& unit = text_.units[next];
      const int ordinal = option_ordinal(unit.folded);
      if (ordinal != told && ordinal != told + 1) break;
      if (unit.slots.durations.empty() && unit.slots.dates.empty()) continue;
      if (ordinal == told + 1) all += "; " + unit.folded;
      told = ordinal;
    }
    return all;
  }

  // "Optie | Van | Tot en met", and below it rows for 1, 2, 3 or a, b, c.
  bool begins_option_table(const Unit& unit) const {
    if (unit.table < 0 || unit.row != 0 || unit.column != 0) return false;
    constexpr std::size_t number_length_max = 2;
    bool any = false;
    for (std::size_t next = index_ + 1; next < text_.units.size(); ++next) {
      const Unit& cell = text_.units[next];
      if (cell.table != unit.table) break;
      if (cell.column != 0 || cell.row == 0) continue;
      any = true;
      if (cell.folded.size() > number_length_max) return false;
    }
    return any;
  }

  // One option a row, from the unit at hand on: its length, or the last day in the row.
  bool fill_option_table(const Unit& unit, Mention& mention) const {
    std::map<int, Date> ends;
    std::map<int, int> lengths;
    const bool named = option_ordinal(unit.row_head) > 0;
    for (std::size_t next = index_; next < text_.units.size(); ++next) {
      const Unit& cell = text_.units[next];
      if (cell.table != unit.table) break;
      if (cell.row == 0 && !named) continue;
      if (named && option_ordinal(cell.row_head) == 0) continue;
      for (Date date : cell.slots.dates) {
        date.excluded = date.excluded || cell.column_head == "tot";
        ends[cell.row] = last_day_of(date);
      }
      for (const Duration& length : cell.slots.durations) lengths[cell.row] = length.months;
      for (const Period& period : cell.period_slots.periods) {
        const int months = months_between(period.from, last_day_of(period.to));
        constexpr int option_max = 120;
        if (months > 0 && months <= option_max) lengths[cell.row] = months;
      }
    }
    for (const auto& [row, months] : lengths) {
      if (months > 0) mention.extensions.steps.push_back({.times = 1, .months = months});
    }
    if (lengths.empty()) {
      for (const auto& [row, end] : ends) mention.extensions.until.push_back(end);
    }
    mention.value = to_string(merged(mention.extensions));
    return !mention.extensions.says_nothing();
  }

  bool follows_option(int ordinal) const {
    for (std::size_t back = index_; back > 0; --back) {
      const int before = option_ordinal(text_.units[back - 1].folded);
      if (before != ordinal) return before == ordinal - 1;
    }
    return false;
  }

  bool fill_sum(const Unit& unit, Mention& mention) {
    const std::optional<PlusTerm> sum = parse_plus(unit.folded);
    if (!sum) return false;
    mention.extensions = sum->extensions;
    mention.value = to_string(sum->extensions);
    mention.begin = sum->span.begin;
    mention.end = sum->span.end;
    place_ = mention.begin;
    return !mention.value.empty();
  }

  // How many parties an introduction announces: `gegund aan de volgende vier aanbieders:`.
  int told_before(std::size_t begin, std::size_t end) const {
    constexpr std::size_t near = 30;
    for (const Count& count : text_.units[index_].slots.counts) {
      const bool here = count.span.begin >= begin && count.span.begin < end + near;
      if (here && count.low == count.high && !count.approximate) return count.low;
    }
    return 0;
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
      // The introduction says itself how many they are; a list may break off, or go on over a page.
      const int said = found.size() == 1 && parties.withdrawn == 0 ? told_before(begin, end) : 0;
      if (said > 1) mention.value = std::to_string(said);
      place_ = begin;
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
    mention.time = turned(unit, mention) ? Time::main : context.time;
    if (mention.rejected.empty()) mention.rejected = rejection(context, unit, mention, rules_);
    mention.percelen = lots_at(lots_of(unit), unit, context.percelen, place_, end_,
                               rule.variable == "voorzieningen");
  }

  // `Voorheen p x q, nu een vaste som`: what stands behind the turn is no longer the earlier one.
  bool turned(const Unit& unit, const Mention& mention) const {
    if (contexts_[index_].time != Time::earlier) return false;
    const std::string_view before = std::string_view(unit.folded).substr(0, mention.begin);
    return std::any_of(rules_.cues.begin(), rules_.cues.end(), [&](const Cue& cue) {
      return cue.kind == CueKind::turn && cue.before.found_in(before);
    });
  }

  // The lots that the unit at hand names, found once for all that is found in it.
  const std::vector<PerceelName>& lots_of(const Unit& unit) {
    if (lots_of_unit_ != index_) {
      lots_of_unit_ = index_;
      lots_ = find_percelen(unit);
    }
    return lots_;
  }

  const Text& text_;
  const std::vector<UnitContext>& contexts_;
  const RuleSet::Implementation& rules_;
  AwakeReader with_periods_, label_, column_head_, section_, question_;
  const Awake* in_label_ = nullptr;
  const Awake* in_column_head_ = nullptr;
  const Awake* in_section_ = nullptr;
  const Awake* in_question_ = nullptr;  // that the unit answers
  std::vector<Mention> mentions_;
  std::size_t index_ = 0;
  std::vector<PerceelName> lots_;  // that are named in unit `lots_of_unit_`
  std::size_t lots_of_unit_ = SIZE_MAX;
  std::set<std::size_t> completed_;  // units that told the rest of what one before them said
  std::size_t end_ = 0;              // folded offset behind the words of the mention at hand
  std::size_t place_ = 0;            // folded offset of the value of the mention at hand
};

}  // namespace

std::vector<Mention> find_mentions(const Text& text, const std::vector<UnitContext>& contexts,
                                   const RuleSet::Implementation& rules) {
  std::vector<Mention> mentions = MentionFinder(text, contexts, rules).find();
  apply_corrections(text, contexts, rules, mentions);
  return mentions;
}

}  // namespace inkoopmonitor::classify
