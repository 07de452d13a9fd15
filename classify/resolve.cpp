// From mentions to records.
//
// A document speaks of one arrangement, or of several: the lots of one purchase, and sometimes the
// contract in force beside the one that is to come. Mentions are first shared out over these
// (by time, then by lot; what is said of no lot holds for all), then each record's variables are
// voted on. Records that end up equal in all but their lot are one record, as the codebook says.
//
// Scoring each candidate arrangement as a whole was turned down: with votes per variable every
// value can be explained by the words that won and those that lost.
#include "classify/resolve.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <iterator>

#include "classify/derive.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

int year_of(const Value& date) {
  return std::atoi(date.value.substr(0, 4).c_str());
}

class RecordFinder {
 public:
  explicit RecordFinder(const Coded& coded) : coded_(coded) {}

  std::vector<Record> find() {
    documentsoort_ = find_documentsoort(coded_);
    date_ = find_document_date(coded_);
    std::vector<Record> records = {document_record()};
    std::vector<Record> found;
    const std::vector<Portion> all = share_out(coded_, documentsoort_.value);
    // Who buys one lot buys the others.
    const bool buys_lots = std::any_of(all.begin(), all.end(), [&](const Portion& share) {
      return !share.perceel.empty() && buys_itself(share);
    });
    for (const Portion& share : all) {
      Record record = code(share);
      // What holds now of the care whose lots it is about to buy.
      const bool now = share.time == Time::current && buys_lots;
      if (coded_.subject.other_purchase || !is_arrangement(record, now)) continue;
      const bool buys = (share.perceel.empty() ? buys_itself(share) || now : buys_lots) ||
                        is_told_in_full(share) || is_titled_as_purchase();
      if (speaks_in_general() && !buys) continue;
      found.push_back(std::move(record));
    }
    for (const std::string& lot : withdrawn_lots()) {
      const bool told = std::any_of(found.begin(), found.end(), [&](const Record& record) {
        return text::fold(record.text_of("perceel")) == lot;
      });
      if (!told) found.push_back(withdrawn_record(lot));
    }
    for (Record& record : merged(found)) {
      record.number = static_cast<std::uint32_t>(records.size());
      records.push_back(std::move(record));
    }
    return records;
  }

 private:
  Record document_record() const {
    Record record;
    for (const CodebookEntry& entry : coded_.rules.codebook) {
      if (!entry.variable.of_document) continue;
      if (entry.variable.name == "documentsoort")
        record.values.push_back(documentsoort_);
      else if (entry.variable.name == "document_date")
        record.values.push_back(date_);
      else
        record.values.push_back(vote(coded_, entry.variable.name, all_mentions(coded_)));
    }
    return record;
  }

  // Of a purchase of care by somebody who is known; of others there is nothing to withdraw.
  std::set<std::string> withdrawn_lots() const {
    const bool buyer = coded_.gemeenten.outcome == Outcome::value;
    const std::vector<std::size_t> all = all_mentions(coded_);
    const bool care = std::any_of(all.begin(), all.end(), [&](std::size_t index) {
      return coded_.mentions[index].rule->variable == "voorzieningen";
    });
    if (coded_.subject.other_purchase || !buyer || !care) return {};
    return coded_.subject.withdrawn_lots;
  }

  // That a lot was withdrawn is all that a document may say of it, and other documents of its
  // dossier need to know.
  Record withdrawn_record(const std::string& lot) const {
    Record record;
    for (const CodebookEntry& entry : coded_.rules.codebook) {
      if (entry.variable.of_document) continue;
      Value value = absent(coded_, entry.variable.name);
      const bool known = entry.variable.name == "perceel" || entry.variable.name == "status";
      if (known) {
        value.value = entry.variable.name == "status" ? "vervallen" : lot;
        value.outcome = Outcome::value;
        value.rule = "status.withdrawn";
        value.confidence = 0.8;
        for (std::size_t index = 0; index < coded_.contexts.size(); ++index) {
          const UnitContext& context = coded_.contexts[index];
          const bool says = context.has(CueKind::withdrawn) && context.percelen.size() == 1 &&
                            context.percelen.front() == lot;
          if (!says || !value.evidence.empty()) continue;
          const Unit& unit = coded_.text.units[index];
          value.evidence = {evidence_of(coded_.document, unit, 0, unit.folded.size())};
        }
        if (value.evidence.empty()) value.evidence = {Evidence{.quote = "perceel " + lot}};
      } else if (entry.variable.name == "gemeenten") {
        value = coded_.gemeenten;
      }
      record.values.push_back(std::move(value));
    }
    return record;
  }

  Record code(const Portion& share) const {
    Record record;
    std::map<std::string, Value> own;
    const TermValues term = find_term(coded_, share.mentions);
    own["ingangsdatum"] = term.ingangsdatum;
    own["einddatum"] = term.einddatum;
    own["looptijd"] = term.looptijd;
    own["verlenging"] = term.verlenging;
    own["looptijd_max"] = term.looptijd_max;
    own["gemeenten"] = coded_.gemeenten;
    own["voorzieningen"] = find_voorzieningen(coded_, share.mentions);
    own["domein"] = find_domein(coded_, own["voorzieningen"], share.mentions);
    own["samenwerking"] = samenwerking();
    own["perceel"] = perceel(share);
    own["percelen"] = count_lots(coded_);
    own["status"] = status(share, term);
    for (const CodebookEntry& entry : coded_.rules.codebook) {
      if (entry.variable.of_document) continue;
      const auto found = own.find(entry.variable.name);
      record.values.push_back(
          found != own.end() ? found->second : vote(coded_, entry.variable.name, share.mentions));
      record.values.back().variable = entry.variable.name;
    }
    combine_funding(record);
    if (coded_.text.notice) apply_notice_form(record);
    derive(record, coded_.rules);
    return record;
  }

  Value samenwerking() const {
    Value value = absent(coded_, "samenwerking");
    if (coded_.gemeenten.outcome != Outcome::value) return value;
    value = coded_.gemeenten;
    value.variable = "samenwerking";
    value.value = coded_.gemeenten.value.find('|') == std::string::npos ? "lokaal" : "regionaal";
    value.rule = "derived:gemeenten";
    value.rivals.clear();
    return value;
  }

  // The lot's own words prove it; where it is only named beside others, those that name it.
  Value perceel(const Portion& share) const {
    const Value none = absent(coded_, "perceel");
    if (share.perceel.empty() || share.perceel.starts_with('~')) return none;
    const Mention* named = nullptr;
    for (const std::size_t index : share.mentions) {
      const Mention& mention = coded_.mentions[index];
      const auto at = std::find(mention.percelen.begin(), mention.percelen.end(), share.perceel);
      if (at == mention.percelen.end()) continue;
      if (named == nullptr) named = &mention;
      if (mention.percelen.size() > 1) continue;
      named = &mention;
      break;
    }
    if (named == nullptr) return none;
    Value value = value_of(coded_, *named, 0.9);
    value.variable = "perceel";
    value.value = share.perceel;
    if (value.value.size() == 1)
      value.value[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(value.value[0])));
    value.outcome = Outcome::value;
    value.rule = "perceel.named";
    return value;
  }

  Value status(const Portion& share, const TermValues& term) const {
    Value value = absent(coded_, "status");
    value.outcome = Outcome::value;
    const bool start_known = term.ingangsdatum.outcome == Outcome::value;
    const std::string published = coded_.text.notice ? published_about(coded_) : "";
    const std::string& kind = documentsoort_.value;
    const Subject& subject = coded_.subject;
    if (subject.withdrawn || subject.withdrawn_lots.contains(share.perceel)) {
      value.value = "vervallen";
      value.rule = "status.withdrawn";
      value.confidence = 0.8;
    } else if (share.time == Time::current) {
      value.value = "geldend";
      value.rule = "status.current";
      value.confidence = 0.8;
    } else if (start_known && date_.outcome == Outcome::value) {
      value.value = term.ingangsdatum.value > date_.value ? "gepland" : "geldend";
      value.rule = "derived:start_date";
      value.confidence = std::min(term.ingangsdatum.confidence, date_.confidence);
    } else if (start_known && !published.empty()) {
      value.value = term.ingangsdatum.value > published ? "gepland" : "geldend";
      value.rule = "derived:number_of_notice";
      value.confidence = 0.75;
    } else if (start_known && year_of(term.ingangsdatum) != coded_.context.set_year &&
               coded_.context.set_year > 0) {
      value.value = year_of(term.ingangsdatum) > coded_.context.set_year ? "gepland" : "geldend";
      value.rule = "derived:set_year";
      value.confidence = 0.6;
    } else {
      const bool in_force = kind == "overeenkomst" || kind == "onderzoek";
      value.value = in_force ? "geldend" : "gepland";
      value.rule = "derived:documentsoort";
      value.confidence = 0.6;
    }
    value.evidence = start_known ? term.ingangsdatum.evidence : documentsoort_.evidence;
    if (value.evidence.empty()) value.evidence = {Evidence{.quote = kind}};
    return value;
  }

  static Value* find(Record& record, const std::string& variable) {
    for (Value& value : record.values) {
      if (value.variable == variable) return &value;
    }
    return nullptr;
  }

  // The form of the light regime says so in its title only; in the field for the procedure it asks
  // whether that is open. What the text calls the procedure stands above both.
  void apply_notice_form(Record& record) const {
    Value& procedure = *find(record, "procedure");
    const Unit* title = light_regime(coded_);
    static const std::set<std::string> weaker = {"", "openbare_procedure",
                                                 "niet_openbare_procedure"};
    const bool by_field = procedure.rule.starts_with("aankondiging.");
    if (title == nullptr || !(weaker.contains(procedure.value) || by_field)) return;
    procedure.value = "sas_procedure";
    procedure.outcome = Outcome::value;
    procedure.rule = "aankondiging.light_regime";
    procedure.confidence = 0.85;
    procedure.evidence = {evidence_of(coded_.document, *title, 0, title->folded.size())};
  }

  // P×Q with a ceiling per provider is a form of its own.
  void combine_funding(Record& record) const {
    Value* form = find(record, "bekostigingsvorm");
    if (form == nullptr || form->outcome != Outcome::value) return;
    // So is an amount per client that is paid when the agreed result is there.
    static const std::map<std::string, std::string> stronger = {{"pxq", "pxq_plafond"},
                                                                {"clientgebonden", "resultaat"}};
    const auto other = stronger.find(form->value);
    if (other == stronger.end()) return;
    for (const Rival& rival : form->rivals) {
      const bool meant = rival.reason == "outvoted" && rival.weight >= 0.6;
      if (rival.value == other->second && meant) {
        form->value = other->second;
        form->evidence.insert(form->evidence.begin(), rival.evidence);
        return;
      }
    }
  }

  // Enough must be said for there to be an arrangement at all: who buys, what, and two things about
  // how, or one where buyer and service are sure. National papers are full of the field's words,
  // but nobody in them buys. A notice of care is about a purchase whatever it leaves out;
  // participation is no care, and must say more.
  bool is_arrangement(const Record& record, bool of_what_it_buys) const {
    const bool care = record.text_of("domein") != "participatie";
    const int enough = !coded_.text.notice ? 2 : care ? 1 : 3;
    int facts = 0;
    for (const std::string name :
         {"procedure", "bekostiging", "looptijd", "verlenging", "aanbieders", "ingangsdatum"}) {
      facts += !record.text_of(name).empty();
    }
    const Value* buyers = record.find("gemeenten");
    constexpr double buyer_confidence_min = 0.42;
    const bool buyer =
        buyers->outcome == Outcome::value && buyers->confidence >= buyer_confidence_min;
    constexpr double sure = 0.6;
    const bool subject_is_sure = !coded_.text.notice && buyers->confidence >= sure &&
                                 record.find("voorzieningen")->confidence >= sure;
    return buyer && record.find("domein")->outcome == Outcome::value &&
           facts >= (subject_is_sure ? 1 : enough) &&
           (!speaks_in_general() || of_what_it_buys || names_care(record));
  }

  // A domain that is only mentioned somewhere in a paper about everything is no subject.
  bool names_care(const Record& record) const {
    constexpr std::size_t head_units = 6;
    if (!record.text_of("voorzieningen").empty()) return true;
    return std::any_of(coded_.mentions.begin(), coded_.mentions.end(), [&](const Mention& mention) {
      const bool heading = coded_.text.units[mention.unit].kind == UnitKind::heading;
      return mention.rule->variable == "domein" && mention.rejected.empty() &&
             (mention.unit < head_units || heading);
    });
  }

  // Kinds of document that may well be about buying as such, without a purchase of their own.
  bool speaks_in_general() const {
    static const std::set<std::string> kinds = {
        "", "overig", "onderzoek", "inkoopstrategie", "raadsstuk", "projectplan"};
    return kinds.contains(documentsoort_.value);
  }

  // `Startnotitie inkoop pleegzorg en gezinshuizen`
  bool is_titled_as_purchase() const {
    static const re2::RE2 purchase("\\b(?:inkoop|inkopen|aanbested)");
    constexpr std::size_t title_units = 3;
    return std::any_of(coded_.mentions.begin(), coded_.mentions.end(), [&](const Mention& mention) {
      const Unit& unit = coded_.text.units[mention.unit];
      return mention.unit < title_units && unit.kind == UnitKind::heading &&
             mention.rule->variable == "voorzieningen" && mention.rejected.empty() &&
             re2::RE2::PartialMatch(unit.folded, purchase);
    });
  }

  // Whether a fact of the arrangement is said as something that this commissioner does, or is
  // filled in under a label.
  bool buys_itself(const Portion& share) const {
    return std::any_of(share.mentions.begin(), share.mentions.end(), [&](std::size_t index) {
      const Mention& mention = coded_.mentions[index];
      const Unit& unit = coded_.text.units[mention.unit];
      return arrangement_variables().contains(mention.rule->variable) &&
             (unit.kind == UnitKind::cell || !unit.label.empty() ||
              coded_.contexts[mention.unit].has(CueKind::purchase));
    });
  }

  // Nobody tells his council so much, so firmly, of a purchase that is none of his. Reports and
  // strategies do.
  bool is_told_in_full(const Portion& share) const {
    if (documentsoort_.value != "raadsstuk" && documentsoort_.value != "overig") return false;
    constexpr double firm = 0.7;
    constexpr std::size_t enough = 4;
    std::vector<std::size_t> told;
    std::copy_if(share.mentions.begin(), share.mentions.end(), std::back_inserter(told),
                 [&](std::size_t index) { return coded_.mentions[index].weight >= firm; });
    return facts(coded_, told) >= enough;
  }

  bool same_arrangement(const Record& left, const Record& right) const {
    for (const Value& value : left.values) {
      if (value.variable == "perceel" || value.variable == "voorzieningen" ||
          value.variable == "percelen" || coded_.rules.entry(value.variable)->minor)
        continue;
      const Value* other = right.find(value.variable);
      if (other == nullptr || other->value != value.value) return false;
    }
    return true;
  }

  static void unite(Record& into, const Record& from) {
    Value* services = find(into, "voorzieningen");
    const Value* more = from.find("voorzieningen");
    std::size_t begin = 0;
    while (more->outcome == Outcome::value && begin < more->value.size()) {
      const std::size_t end = std::min(more->value.find('|', begin), more->value.size());
      const std::string one = more->value.substr(begin, end - begin);
      if (("|" + services->value + "|").find("|" + one + "|") == std::string::npos) {
        services->value += (services->value.empty() ? "" : "|") + one;
        services->outcome = Outcome::value;
        services->evidence.insert(services->evidence.end(), more->evidence.begin(),
                                  more->evidence.end());
      }
      begin = end + 1;
    }
    Value* lot = find(into, "perceel");
    *lot = Value{.variable = "perceel"};
  }

  std::vector<Record> merged(std::vector<Record> records) const {
    std::vector<Record> result;
    for (Record& record : records) {
      const auto same = std::find_if(result.begin(), result.end(), [&](const Record& other) {
        return same_arrangement(record, other);
      });
      if (same == result.end())
        result.push_back(std::move(record));
      else
        unite(*same, record);
    }
    return result;
  }

  const Coded& coded_;
  Value documentsoort_, date_;
};

}  // namespace

// A few words of a sentence or cell prove little where the rule rests on what stands around them.
Evidence proof_of(const Coded& coded, const Mention& mention) {
  const Unit& unit = coded.text.units[mention.unit];
  const Rule& rule = *mention.rule;
  const bool sentence = !rule.near.empty() || (rule.slot == Slot::none && !rule.label.empty());
  return evidence_of(coded.document, unit,
                     sentence ? std::min(unit.value_begin, mention.begin) : mention.begin,
                     sentence ? unit.folded.size() : mention.end);
}

Value value_of(const Coded& coded, const Mention& mention, double confidence) {
  Value value;
  value.variable = mention.rule->variable;
  value.value = mention.value;
  value.outcome = Outcome::value;
  value.rule = mention.rule->name;
  value.evidence = {proof_of(coded, mention)};
  // Words that OCR was unsure of make the value unsure.
  const Evidence& evidence = value.evidence.front();
  for (const extract::Page& page : coded.document.pages) {
    if (page.number != evidence.page) continue;
    float certainty = 1;
    for (std::uint32_t word = evidence.first_word;
         word <= evidence.last_word && word < page.words.size(); ++word)
      certainty = std::min(certainty, page.words[word].certainty);
    if (certainty < 0.6F) confidence *= 0.8;
  }
  value.confidence = confidence;
  return value;
}

Rival rival_of(const Coded& coded, const Mention& mention, const std::string& reason) {
  return {mention.value, mention.weight, mention.rule->name, reason,
          evidence_of(coded.document, coded.text.units[mention.unit], mention.begin, mention.end)};
}

Value absent(const Coded& coded, const std::string& variable) {
  Value value;
  value.variable = variable;
  for (const extract::Page& page : coded.document.pages) {
    const bool lost = page.source == extract::PageSource::failed ||
                      (page.source != extract::PageSource::blank && page.quality < 0.3F);
    if (lost) value.outcome = Outcome::unreadable;
  }
  if (coded.document.result == extract::Result::partly_read) value.outcome = Outcome::unreadable;
  return value;
}

std::vector<Record> find_records(const Coded& coded) {
  std::vector<Record> records = RecordFinder(coded).find();
  calibrate(coded, records);
  return records;
}

}  // namespace inkoopmonitor::classify
