// What stands behind a coding. Coding keeps of a context only that it is so (this is a definition);
// here the words that said it are looked up again, for the few documents of which somebody asks.
// Keeping them all the time was turned down: it would cost every document what one in a hundred
// needs.
#include "classify/trace.h"

#include <array>
#include <utility>

namespace inkoopmonitor::classify {
namespace {

// The cues that say how a text is meant. Those of scope, dates and names only weigh.
constexpr std::array<std::pair<CueKind, const char*>, 11> kTold = {{
    {CueKind::definition, "definition"},
    {CueKind::law, "law"},
    {CueKind::considered, "considered"},
    {CueKind::other, "other_municipality"},
    {CueKind::question, "question"},
    {CueKind::timeline, "timeline"},
    {CueKind::excluded, "excluded"},
    {CueKind::template_text, "template"},
    {CueKind::candidates, "candidates"},
    {CueKind::requirements, "requirements"},
    {CueKind::asserted, "asserted"},
}};

constexpr std::array<std::pair<CueKind, const char*>, 3> kTimes = {{
    {CueKind::earlier, "earlier"},
    {CueKind::current, "current"},
    {CueKind::next, "next"},
}};

const char* name_of(Time time) {
  switch (time) {
    case Time::main:
      return "";
    case Time::earlier:
      return "earlier";
    case Time::current:
      return "current";
    case Time::next:
      return "next";
  }
  return "";
}

class ContextTracer {
 public:
  explicit ContextTracer(const Coded& coded) : coded_(coded) {}

  std::vector<CueRead> read(const Mention& mention) const {
    const UnitContext& context = coded_.contexts[mention.unit];
    std::vector<CueRead> result;
    for (const auto& [kind, name] : kTimes)
      if (name_of(mention.time) == std::string_view(name))
        result.push_back(find(kind, name, mention.unit));
    for (const auto& [kind, name] : kTold)
      if (context.has(kind)) result.push_back(find(kind, name, mention.unit));
    return result;
  }

 private:
  // The nearest words of a cue of this kind; none when it was told by something else (a question
  // mark).
  CueRead find(CueKind kind, const char* name, std::size_t index) const {
    const Unit& unit = coded_.text.units[index];
    CueRead read{name, "", "", ""};
    if (in_sentence(kind, unit, "sentence", false, read)) return read;
    if (in_labels(kind, unit, read)) return read;
    if (unit.intro < coded_.text.units.size() &&
        in_sentence(kind, coded_.text.units[unit.intro], "introduction", false, read))
      return read;
    for (std::size_t before = index; before > 0; --before) {
      const Unit& other = coded_.text.units[before - 1];
      if (other.block != unit.block) break;
      if (in_sentence(kind, other, "paragraph", true, read)) return read;
    }
    in_headings(kind, unit.section, read);
    return read;
  }

  bool in_sentence(CueKind kind, const Unit& unit, const char* where, bool lasting,
                   CueRead& read) const {
    for (const Cue& cue : coded_.rules.cues) {
      if (cue.kind != kind || (lasting && !cue.persists)) continue;
      const auto match = cue.sentence.match_from(unit.slots.text, 0, 0);
      if (!match) continue;
      const std::size_t begin = unit.slots.origin[match->begin];
      const std::size_t end = unit.slots.origin[match->end];
      read.cue = cue.name;
      read.where = where;
      read.words = unit.folded.substr(begin, end - begin);
      return true;
    }
    return false;
  }

  bool in_labels(CueKind kind, const Unit& unit, CueRead& read) const {
    for (const std::string* label : {&unit.label, &unit.column_head}) {
      for (const Cue& cue : coded_.rules.cues) {
        if (cue.kind != kind || label->empty()) continue;
        if (note(cue, cue.label, *label, "label", read)) return true;
      }
    }
    return false;
  }

  void in_headings(CueKind kind, std::size_t section, CueRead& read) const {
    for (; section != 0; section = coded_.text.sections[section].parent) {
      for (const Cue& cue : coded_.rules.cues) {
        if (cue.kind == kind &&
            note(cue, cue.heading, coded_.text.sections[section].folded, "heading", read))
          return;
      }
    }
  }

  static bool note(const Cue& cue, const Phrases& phrases, const std::string& text,
                   const char* where, CueRead& read) {
    const auto match = phrases.match_from(text, 0, 0);
    if (!match) return false;
    read.cue = cue.name;
    read.where = where;
    read.words = text.substr(match->begin, match->end - match->begin);
    return true;
  }

  const Coded& coded_;
};

}  // namespace

std::vector<Seen> seen_in(const Coded& coded) {
  const ContextTracer tracer(coded);
  std::vector<Seen> result;
  result.reserve(coded.mentions.size());
  for (const Mention& mention : coded.mentions) {
    Seen seen;
    seen.rule = mention.rule->name;
    seen.variable = mention.rule->variable;
    seen.value = mention.value;
    seen.weight = mention.weight;
    seen.rejected = mention.rejected;
    seen.percelen = mention.percelen;
    seen.context = tracer.read(mention);
    seen.evidence =
        evidence_of(coded.document, coded.text.units[mention.unit], mention.begin, mention.end);
    seen.proof = proof_of(coded, mention);
    result.push_back(std::move(seen));
  }
  return result;
}

}  // namespace inkoopmonitor::classify
