// What kind of document it is, and of which day. Both are told by its first lines: a title, a
// letterhead, a table of particulars. So mentions are weighed by where they stand; a nota van
// inlichtingen that is announced on page 12 of a tender document says nothing.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

// How much a place tells about the document as a whole, 0–1.
double prominence(const Coded& coded, const Mention& mention) {
  const Unit& unit = coded.text.units[mention.unit];
  // A title is short; a sentence near the top may speak of another document.
  const bool sentence = unit.folded.size() > 90 || unit.folded.ends_with('.');
  if (mention.unit < 4) return unit.kind == UnitKind::heading || !sentence ? 1.0 : 0.55;
  if (unit.kind == UnitKind::heading && mention.unit < 12) return 0.9;
  if (mention.unit < 10) return 0.75;
  if (mention.unit < coded.text.first_page_units)
    return unit.kind == UnitKind::heading ? 0.5 : 0.35;
  return unit.kind == UnitKind::heading ? 0.15 : 0.05;
}

int year_of(const std::string& iso) {
  return iso.size() >= 4 ? std::atoi(iso.substr(0, 4).c_str()) : 0;
}

double date_weight(const Coded& coded, const Mention& mention) {
  const Unit& unit = coded.text.units[mention.unit];
  if (coded.text.notice) return mention.weight;
  const int year = year_of(mention.value);
  const int set_year = coded.context.set_year;
  // What is to happen on a day is not the day of the document.
  const bool event = coded.contexts[mention.unit].has(CueKind::event);
  double weight = mention.weight;
  const bool labelled = weight > 0.8;
  const bool early = mention.unit < std::max<std::uint32_t>(coded.text.first_page_units, 12);
  const bool last = mention.unit + 8 >= coded.text.units.size();
  if (!early && !last)
    weight *= labelled ? 0.5 : 0.15;
  else if (mention.unit < 12)
    weight *= 1.0;
  else
    weight *= last && labelled ? 0.8 : 0.6;
  if (event && !labelled) weight *= 0.4;
  // Short lines that are little else than a place and a date: a letterhead, a signature.
  if (unit.folded.size() < 60 && !event) weight = std::min(1.0, weight * 1.4);
  // A folder may have been offered in another year than its documents are of.
  const bool far = year > set_year + 1 || year < set_year - 3;
  if (set_year > 0 && year != set_year) weight *= far ? 0.6 : 0.8;
  if (coded.contexts[mention.unit].has(CueKind::timeline) && !labelled) weight *= 0.3;
  if (coded.contexts[mention.unit].time == Time::earlier) weight *= 0.5;
  return weight;
}

// A document that says of itself none of the kinds; its first words show so.
Value other_kind(const Coded& coded) {
  Value value = absent(coded, "documentsoort");
  if (coded.text.units.empty() || value.outcome == Outcome::unreadable) return value;
  const Unit& title = coded.text.units.front();
  value.value = "overig";
  value.outcome = Outcome::value;
  value.rule = "documentsoort.none_named";
  value.confidence = 0.45;
  value.evidence = {evidence_of(coded.document, title, 0, title.folded.size())};
  return value;
}

}  // namespace

Value find_documentsoort(const Coded& coded) {
  if (!coded.context.documentsoort.empty()) {
    return {.variable = "documentsoort",
            .value = coded.context.documentsoort,
            .outcome = Outcome::value,
            .confidence = 0.99,
            .rule = "manifest",
            .evidence = {Evidence{.quote = "manifest"}}};
  }
  if (coded.text.notice) {
    const Unit& title = coded.text.units.front();
    return {.variable = "documentsoort",
            .value = "aankondiging",
            .outcome = Outcome::value,
            .confidence = 0.97,
            .rule = "documentsoort.form_of_notice",
            .evidence = {evidence_of(coded.document, title, 0, title.folded.size())}};
  }
  std::map<std::string, double> score;
  std::map<std::string, const Mention*> best;
  std::map<std::string, double> best_weight;
  for (const Mention& mention : coded.mentions) {
    if (mention.rule->variable != "documentsoort" || mention.rejected == "negated") continue;
    const double weight = mention.weight * prominence(coded, mention);
    score[mention.value] = std::max(score[mention.value], weight) + 0.05 * weight;
    if (weight > best_weight[mention.value]) {
      best_weight[mention.value] = weight;
      best[mention.value] = &mention;
    }
  }
  const Mention* winner = nullptr;
  double first = 0, second = 0;
  // Ties go to the kind that stands first in the text, then to the codebook's order.
  for (const auto& [value, weight] : score) {
    const bool wins = weight > first + 1e-9 || (winner != nullptr && weight > first - 1e-9 &&
                                                best[value]->unit < winner->unit);
    if (wins) {
      second = std::max(second, first);
      first = weight;
      winner = best[value];
    } else {
      second = std::max(second, weight);
    }
  }
  if (winner == nullptr || first < 0.3) return other_kind(coded);
  Value value = value_of(coded, *winner, std::clamp(first - 0.4 * second, 0.2, 0.97));
  for (const auto& [other, mention] : best) {
    if (other != value.value) value.rivals.push_back(rival_of(coded, *mention, "outvoted"));
  }
  return value;
}

Value find_document_date(const Coded& coded) {
  if (!coded.context.document_date.empty()) {
    return {.variable = "document_date",
            .value = coded.context.document_date,
            .outcome = Outcome::value,
            .confidence = 0.99,
            .rule = "manifest",
            .evidence = {Evidence{.quote = "manifest"}}};
  }
  const Mention* winner = nullptr;
  double first = 0, second = 0;
  for (const Mention& mention : coded.mentions) {
    if (mention.rule->variable != "document_date" || mention.rejected == "field_of_notice")
      continue;
    // Notices are full of dates; those of their own stand under labels for them.
    if (coded.text.notice && mention.rule->file != "aankondiging.toml" && !mention.rule->field)
      continue;
    const double weight = date_weight(coded, mention);
    if (weight > first + 1e-9) {
      if (winner != nullptr && winner->value != mention.value) second = first;
      first = weight;
      winner = &mention;
    } else if (winner != nullptr && winner->value != mention.value) {
      second = std::max(second, weight);
    }
  }
  if (winner == nullptr || first < 0.25) return absent(coded, "document_date");
  return value_of(coded, *winner, std::clamp(first - 0.4 * second, 0.2, 0.95));
}

}  // namespace inkoopmonitor::classify
