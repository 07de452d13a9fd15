// How a unit is meant: of which arrangement, of which lot, and whether it speaks of this purchase
// at all. A document mostly speaks of other things: of the contract before, of what was considered,
// of the law, of words. All words that tell so are data (rules/context.toml); here is only where
// they reach: a heading over its section, a column head over its column, a sentence over itself
// or, where the cue persists, over the rest of its paragraph.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "classify/choice.h"
#include "classify/lot_names.h"
#include "classify/mentions.h"

namespace inkoopmonitor::classify {
namespace {

std::optional<Time> time_of(CueKind kind) {
  if (kind == CueKind::earlier) return Time::earlier;
  if (kind == CueKind::current) return Time::current;
  if (kind == CueKind::next) return Time::next;
  return std::nullopt;
}

// What cues say at one place: flags, and the time if one was named.
struct Said {
  std::bitset<64> cues;
  std::optional<Time> time;
  bool considered_by_title = false;  // of a section

  void add(const Cue& cue) {
    if (const auto named = time_of(cue.kind)) {
      if (!time) time = named;
    } else {
      cues.set(static_cast<std::size_t>(cue.kind));
    }
  }
};

// `[24 / 36 / 48]`, `[keuze: …]`, `[aantal]`: somebody still has to fill this in. `[optie 2]` is
// such a place; a whole sentence about an option is a note.
bool has_placeholder(std::string_view text) {
  if (text.find('[') == std::string_view::npos) return false;
  static const re2::RE2 pattern(
      "\\[ *(?i:keuze|kies|aantal|bedrag|datum|naam|invullen|n|x+|dd.?mm.?jj(?:jj)?|"
      "gemeente|percentage|maximaal *…|[.…]+|[\\w ]+(?: / [\\w ]+)+|\\d+(?: ?/ "
      "?\\d+)*)\\b?[^\\]]*\\]|\\[ *(?i:optie)[^\\]]{0,12}\\]");
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

// `Vraag 2 – Par. 2.4 noemt drie jaar.`: what follows is of the one who asks, until an answer.
bool begins_question(std::string_view folded) {
  static const re2::RE2 pattern(
      "^(?:\\d{1,3}[.)]? )?vraag (?:nr\\.? ?|nummer )?(?:[a-z]\\.?)?\\d{1,3}(?:[.,]\\d{1,2})? "
      "?[-–—:.)]");
  const auto is_figure = [](char sign) { return sign >= '0' && sign <= '9'; };
  return folded.size() > 6 && (folded[0] == 'v' || is_figure(folded[0])) &&
         re2::RE2::PartialMatch(folded, pattern);
}

// The key with which the head of a column begins: `A`, `B. Jeugd-ggz`, `2 - Wonen`; empty if with
// none.
std::string lot_key_of(std::string_view head) {
  static const re2::RE2 pattern(
      "([a-h]|i{1,3}|iv)|([a-h]|i{1,3}|iv|\\d{1,2})[.):]? ?[-–]? ?[a-z].*");
  std::string bare, named;
  if (head.size() > 1 && head[1] != '.' && head[1] != ')' && head[1] != ':' && head[1] != ' ' &&
      head.size() > 3)
    return "";
  re2::RE2::FullMatch(re2::StringPiece(head.data(), head.size()), pattern, &bare, &named);
  return bare.empty() ? named : bare;
}

// `Klopt.`, `Ja, mits …`: what a question of the paragraph is answered with.
bool begins_answer(std::string_view folded) {
  static const re2::RE2 pattern(
      "^(?:ja|nee|neen|klopt|(?:dat|dit) (?:klopt|is (?:juist|correct|onjuist))|akkoord|inderdaad|"
      "correct|onjuist|juist)(?:[,.;:!]| (?:dat|wij|de|het|tot|mits)\\b)");
  return re2::RE2::PartialMatch(re2::StringPiece(folded.data(), folded.size()), pattern);
}

class ContextReader {
 public:
  ContextReader(const Text& text, const RuleSet::Implementation& rules)
      : text_(text),
        rules_(rules),
        sentence_(rules.triggers),
        label_(sentence_),
        column_head_(sentence_) {}

  std::vector<UnitContext> read() {
    is_on_extension_ = is_on_extension();
    find_named_lots();
    find_lettered_columns();
    find_names_of_lots();
    for (const Section& section : text_.sections) read_section(section);
    std::vector<UnitContext> result;
    result.reserve(text_.units.size());
    for (const Unit& unit : text_.units) result.push_back(read_unit(unit));
    std::vector<bool> considered;
    for (const Said& said : said_by_sentence_)
      considered.push_back(said.cues.test(static_cast<std::size_t>(CueKind::considered)));
    settle_choice(text_, considered, result);
    return result;
  }

 private:
  // Lots that have a name and no number: `Perceel Ambulant`, `Perceel Wonen en Verblijf`, where at
  // least two stand as headings, heads of columns or before a colon.
  void find_named_lots() {
    static const re2::RE2 pattern("perceel ([a-z][a-z -]{3,40}?)(?: \\(?\\d\\)?)?");
    std::set<std::string> names;
    const auto look = [&](const std::string& text) {
      std::string name;
      if (text.starts_with("perceel ") && find_percelen(text).empty() &&
          re2::RE2::FullMatch(text, pattern, &name))
        names.insert(name);
    };
    for (const Section& section : text_.sections) look(section.folded);
    for (const Unit& unit : text_.units) {
      look(unit.column_head);
      look(unit.label);
      const std::size_t colon = unit.folded.find(": ", unit.value_begin);
      if (colon != std::string::npos)
        look(unit.folded.substr(unit.value_begin, colon - unit.value_begin));
    }
    if (names.size() >= 2) named_lots_.assign(names.begin(), names.end());
  }

  // `| | A | B |` below a text on percelen A and B: columns of lots that go by their letter alone.
  void find_lettered_columns() {
    std::map<int, std::set<std::string>> heads;  // by table
    for (const Unit& unit : text_.units) {
      if (unit.table < 0) continue;
      if (const std::string key = lot_key_of(unit.column_head); !key.empty())
        heads[unit.table].insert(key);
    }
    if (heads.empty()) return;
    std::set<std::string> named;
    for (const Unit& unit : text_.units) {
      for (const PerceelName& name : find_percelen(unit))
        named.insert(name.keys.begin(), name.keys.end());
    }
    for (const auto& [table, letters] : heads) {
      const bool lots = letters.size() >= 2 &&
                        std::includes(named.begin(), named.end(), letters.begin(), letters.end());
      if (lots) lettered_tables_.insert(table);
    }
  }

  // Numbered lots that are named too: `Perceel 3 – Onderwijsroute`. A sentence may then begin with
  // the name alone. A name that another lot bears too tells nothing.
  void find_names_of_lots() {
    static const re2::RE2 pattern(
        "^(?:\\d{1,2}(?:\\.\\d{1,2})* )?perceel (\\d{1,2}) ?(?:[-–—:.] ?|\\()"
        "([a-z][a-z-]{6,30}(?: [a-z][a-z-]{2,20}){0,2})(?:[.:)(,;]|$)");
    std::map<std::string, std::set<std::string>> keys;
    const auto look = [&](const std::string& text) {
      std::string key, name;
      if (text.find("perceel ") != std::string::npos &&
          re2::RE2::PartialMatch(text, pattern, &key, &name))
        keys[name].insert(key);
    };
    for (const Section& section : text_.sections) look(section.folded);
    for (const Unit& unit : text_.units) look(unit.folded);
    for (const auto& [name, lots] : keys) {
      const bool shared = std::any_of(keys.begin(), keys.end(), [&](const auto& other) {
        return other.first != name && other.first.find(name) != std::string::npos;
      });
      if (lots.size() == 1 && !shared) name_of_lot_[name] = *lots.begin();
    }
    if (name_of_lot_.size() < 2) name_of_lot_.clear();
  }

  // The lot whose name a sentence begins with.
  std::vector<std::string> lot_at_begin(std::string_view sentence) const {
    for (const char* article : {"voor ", "bij ", "de ", "het "}) {
      if (sentence.starts_with(article)) sentence.remove_prefix(std::string_view(article).size());
    }
    for (const auto& [name, key] : name_of_lot_) {
      if (sentence.starts_with(name + " ")) return {key};
    }
    return {};
  }

  // The lots in a text, by number or by name.
  std::vector<std::string> lots_in(std::string_view folded) const {
    std::vector<std::string> keys;
    for (const PerceelName& name : find_percelen(folded))
      keys.insert(keys.end(), name.keys.begin(), name.keys.end());
    for (const std::string& name : named_lots_) {
      if (folded.find("perceel " + name) != std::string_view::npos) keys.push_back(name);
    }
    return keys;
  }

  // As its title or subject says: `Verlengen overeenkomsten hulp bij het huishouden`.
  bool is_on_extension() const {
    constexpr std::size_t title_units = 10, head_units = 20;
    for (std::size_t at = 0; at < std::min(head_units, text_.units.size()); ++at) {
      const Unit& unit = text_.units[at];
      const bool subject = unit.label == "onderwerp" || unit.label == "betreft";
      if (!subject && (unit.kind != UnitKind::heading || at >= title_units)) continue;
      const bool told = std::any_of(rules_.cues.begin(), rules_.cues.end(), [&](const Cue& cue) {
        return cue.kind == CueKind::extension && cue.heading.found_in(unit.folded) &&
               !cue.unless.found_in(unit.folded);
      });
      if (told) return true;
    }
    return false;
  }

  bool holds(const Cue& cue) const { return !is_on_extension_ || !cue.not_of_extension; }

  void read_section(const Section& section) {
    Said said;
    if (!sections_.empty()) {
      said = sections_[section.parent];
      const Awake& in_heading = sentence_.read(section.folded);
      std::optional<Time> own;
      for (const Cue& cue : rules_.cues) {
        if (!cue.heading.found_in(in_heading) || !holds(cue)) continue;
        if (cue.kind == CueKind::considered) said.considered_by_title = sections_.size() == 1;
        if (const auto named = time_of(cue.kind)) {
          if (!own) own = named;
        } else
          said.add(cue);
      }
      if (own) said.time = own;
    }
    sections_.push_back(said);
    if (percelen_of_section_.empty()) {
      percelen_of_section_.emplace_back();
      return;
    }
    const std::vector<std::string> percelen = lots_in(section.folded);
    percelen_of_section_.push_back(percelen.empty() ? percelen_of_section_[section.parent]
                                                    : percelen);
  }

  UnitContext read_unit(const Unit& unit) {
    if (unit.block != block_) {
      block_ = unit.block;
      lasting_ = {};
      block_percelen_.reset();
    }
    const Said& section = sections_[unit.section];
    Said own, label, lasting;
    read_question(unit);
    UnitContext context;
    context.awake = sentence_.read(unit.slots.text);
    const Awake& in_label = label_.read(unit.label);
    const Awake& in_column_head = column_head_.read(unit.column_head);
    for (const Cue& cue : rules_.cues) {
      if (!holds(cue)) continue;
      if (cue.sentence.found_in(context.awake) && !cue.unless.found_in(context.awake)) {
        // What a sentence leaves out, it leaves out in one of its clauses (mentions.cpp).
        const bool whole = cue.kind != CueKind::excluded || unit.folded.ends_with(':');
        if (whole) own.add(cue);
        // A field of a notice is one long paragraph, which speaks of its purchase throughout.
        if (cue.persists && !text_.notice) lasting.add(cue);
      }
      if (!unit.label.empty() && cue.label.found_in(in_label)) label.add(cue);
      if (!unit.column_head.empty() && cue.label.found_in(in_column_head)) label.add(cue);
    }
    read_mail_head(unit);
    context.cues = section.cues | own.cues | label.cues | lasting_.cues;
    if (unit.folded.ends_with('?')) context.cues.set(static_cast<std::size_t>(CueKind::question));
    if (has_placeholder(unit.text))
      context.cues.set(static_cast<std::size_t>(CueKind::template_text));
    if (const auto intro = intro_of(unit)) context.cues |= intro->cues;
    if (unit.block == decided_block_ &&
        !own.cues.test(static_cast<std::size_t>(CueKind::considered)))
      context.cues.reset(static_cast<std::size_t>(CueKind::considered));
    constexpr auto considered = static_cast<std::size_t>(CueKind::considered);
    if (own.cues.test(static_cast<std::size_t>(CueKind::decided)))
      settle_decided(unit, own, context);
    context.considered_here = own.cues.test(considered) && !section.cues.test(considered) &&
                              !label.cues.test(considered) && !lasting_.cues.test(considered);
    context.considered_by_title = section.considered_by_title && !own.cues.test(considered) &&
                                  !label.cues.test(considered) && !lasting_.cues.test(considered);
    context.time = own.time        ? *own.time
                   : label.time    ? *label.time
                   : lasting_.time ? *lasting_.time
                   : section.time  ? *section.time
                                   : Time::main;
    if (own.time && !lasting.time) lasting_.time.reset();  // a new time ends the one that lasted
    lasting_.cues |= lasting.cues;
    if (lasting.time) lasting_.time = lasting.time;
    if (quoted_mail_) context.time = Time::earlier;
    context.percelen = percelen_of(unit);
    context.lot_goes_on = lot_goes_on_;
    said_by_sentence_.push_back(own);
    return context;
  }

  // `Wij werken daarom met een toelatingsprocedure` below `Waarom geen aanbesteding`, and the rest
  // of its paragraph, is meant.
  void settle_decided(const Unit& unit, const Said& own, UnitContext& context) {
    constexpr std::array kinds = {CueKind::considered, CueKind::law};
    for (const CueKind kind : kinds) {
      const auto bit = static_cast<std::size_t>(kind);
      if (!own.cues.test(bit)) context.cues.reset(bit);
      lasting_.cues.reset(bit);
    }
    lasting_.time.reset();
    decided_block_ = unit.block;
  }

  // A question lasts until its answer: for its paragraph, or below `Vraag 3. Duur` as a heading for
  // its section.
  void read_question(const Unit& unit) {
    constexpr std::size_t whole_min = 40;
    if (unit.section != asked_section_) {
      asked_section_ = unit.section;
      // Below a heading that asks in full stands the answer.
      const std::string& heading = text_.sections[unit.section].folded;
      asked_ = begins_question(heading) && !(heading.ends_with('?') && heading.size() > whole_min);
    }
    constexpr auto question = static_cast<std::size_t>(CueKind::question);
    const bool right_after = question_above_ && begins_answer(unit.folded);
    question_above_ = unit.folded.ends_with('?');
    if (right_after || unit.folded.starts_with("antwoord")) {
      asked_ = false;
      lasting_.cues.reset(question);
    } else if (asked_ || begins_question(unit.folded)) {
      lasting_.cues.set(question);
    }
  }

  // The last column of a table.
  int columns_of(int table) {
    if (table != table_) {
      table_ = table;
      last_column_ = 0;
      for (const Unit& unit : text_.units) {
        if (unit.table == table) last_column_ = std::max(last_column_, unit.column);
      }
    }
    return last_column_;
  }

  // Below a mail stand the earlier ones that it answers, each with a head of its own.
  void read_mail_head(const Unit& unit) {
    if (unit.label == "van" && mail_sent_) quoted_mail_ = true;
    mail_sent_ = mail_sent_ || unit.label == "verzonden" || unit.label == "sent";
  }

  // A list is meant as the sentence that introduces it.
  std::optional<Said> intro_of(const Unit& unit) const {
    if (unit.intro == UINT32_MAX || unit.intro >= said_by_sentence_.size()) return std::nullopt;
    const std::string& intro = text_.units[unit.intro].folded;
    // `De tekst '…' wordt vervangen door:` is about the old words; what follows are the new ones.
    if (!intro.ends_with(':') || intro.ends_with(" door:")) return std::nullopt;
    return said_by_sentence_[unit.intro];
  }

  std::vector<std::string> percelen_of(const Unit& unit) {
    std::vector<std::string> own;
    bool all = false;
    lot_goes_on_ = false;
    const std::vector<PerceelName> none;
    const std::string_view value = std::string_view(unit.folded).substr(unit.value_begin);
    for (const PerceelName& name : unit.may_name_lot ? find_percelen(value) : none) {
      own.insert(own.end(), name.keys.begin(), name.keys.end());
      all = all || name.keys.empty();
    }
    if (all && own.empty()) {
      block_percelen_ = std::vector<std::string>();
      return {};
    }
    if (own.empty() && !named_lots_.empty()) own = lots_in(value);
    if (own.empty() && !name_of_lot_.empty() && unit.table < 0) own = lot_at_begin(unit.folded);
    if (!own.empty()) {
      block_percelen_ = own;
      return own;
    }
    if (lettered_tables_.contains(unit.table)) {
      if (const std::string key = lot_key_of(unit.column_head); !key.empty()) return {key};
    }
    const bool number = !unit.row_lot.empty() && unit.row_lot.size() <= 2;
    const std::string row_lot = number ? "perceel " + unit.row_lot : unit.row_lot;
    for (const std::string* head : {&row_lot, &unit.column_head, &unit.row_head, &unit.label}) {
      std::vector<std::string> keys = lots_in(*head);
      if (keys.empty()) continue;
      // "Percelen 1 en 2: drie jaar. Daarna …" goes on about them.
      if (head == &unit.label && unit.table < 0) block_percelen_ = keys;
      return keys;
    }
    if (block_percelen_) {
      lot_goes_on_ = !block_percelen_->empty();
      return *block_percelen_;
    }
    if (!unit.lot.empty()) return {unit.lot};
    const std::vector<std::string>& lots = percelen_of_section_[unit.section];
    // "Perceel 1 Regiotaxi   Perceel 2 Vervoer" above a table is the head of its columns.
    const bool heads = unit.table >= 0 && lots.size() >= 2 && unit.column > 0 &&
                       columns_of(unit.table) == static_cast<int>(lots.size());
    if (heads) return {lots[static_cast<std::size_t>(unit.column) - 1]};
    return lots;
  }

  const Text& text_;
  const RuleSet::Implementation& rules_;
  std::vector<std::string> named_lots_;
  std::set<int> lettered_tables_;
  std::map<std::string, std::string> name_of_lot_;  // key by name
  AwakeReader sentence_, label_, column_head_;
  bool is_on_extension_ = false;
  std::vector<Said> sections_;
  std::vector<std::vector<std::string>> percelen_of_section_;
  std::vector<Said> said_by_sentence_;
  std::uint32_t block_ = UINT32_MAX;
  Said lasting_;
  std::optional<std::vector<std::string>> block_percelen_;
  bool mail_sent_ = false, quoted_mail_ = false;
  std::size_t asked_section_ = SIZE_MAX;      // the section that was looked at last
  std::uint32_t decided_block_ = UINT32_MAX;  // in which it was said what is done after all
  bool lot_goes_on_ = false;
  bool asked_ = false;                // a question is its heading, not answered yet
  bool question_above_ = false;       // the unit before this one ends in a question mark
  int table_ = -1, last_column_ = 0;  // the table that was asked about last
};

}  // namespace

namespace {

// Of a table in which each answer is a row below its question: the question that the first
// sentence of the answer is to.
const std::string* asked_above(const Text& text, std::size_t index) {
  const Unit& unit = text.units[index];
  if (index < 1 || text.units[index - 1].column == unit.column) return nullptr;
  for (std::size_t at = index - 1; at > 0; --at) {
    const Unit& asked = text.units[at - 1];
    if (asked.table != unit.table || asked.row + 1 < unit.row) return nullptr;
    if (asked.row < unit.row && asked.folded.ends_with('?')) return &asked.folded;
  }
  return nullptr;
}

}  // namespace

const std::string* answered_question(const Text& text, std::size_t index) {
  const Unit& unit = text.units[index];
  if (unit.table >= 0 && unit.row > 0 && unit.label.starts_with("antwoord"))
    return asked_above(text, index);
  constexpr std::size_t question_max = 160, answer_max = 160, word_max = 12;
  const auto said = [&](std::size_t back) {
    const Unit& other = text.units[index - back];
    return std::string_view(other.folded).substr(other.value_begin);
  };
  const bool after_a_word = index > 1 && said(1).size() <= word_max && !said(1).ends_with('?');
  const std::size_t back = after_a_word ? 2 : 1;
  if (index < back || said(0).size() > answer_max || said(0).ends_with('?')) return nullptr;
  const Unit& asked = text.units[index - back];
  const bool near = asked.block + 1 >= unit.block && asked.section == unit.section &&
                    (asked.table < 0 || (asked.table == unit.table && asked.row == unit.row &&
                                         asked.block != unit.block));
  // `Wij hoorden een aantal van 150.` goes on asking.
  if (asked.block == unit.block && (said(0).starts_with("wij ") || said(0).starts_with("we ")))
    return nullptr;
  if (!near || !said(back).ends_with('?') || said(back).size() > question_max) return nullptr;
  return &asked.folded;
}

std::vector<UnitContext> read_context(const Text& text, const RuleSet::Implementation& rules) {
  return ContextReader(text, rules).read();
}

}  // namespace inkoopmonitor::classify
