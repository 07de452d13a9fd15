// Scope of a document: who buys, what, in which domain.
//
// Municipalities are names of the register and therefore also places, rivers and adjectives (Best,
// Leek, Houten, Sluis). So a name counts by the company it keeps: after `gemeente`, in a list of
// names, at the head of the document. Forms of support count by where they stand: a title or the
// heading of a lot says what is bought, a sentence in passing does not.
#include <algorithm>
#include <map>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

// What stands before a name decides: 1 the buyer is named, 0 a place only.
double introduction(std::string_view before, const RuleSet::Implementation& rules) {
  while (!before.empty() &&
         std::string_view(" ,:;(-'").find(before.back()) != std::string_view::npos)
    before.remove_suffix(1);
  bool place = false;
  for (const Cue& cue : rules.cues) {
    if (cue.kind == CueKind::buyer && cue.before.found_in(before)) return 1.0;
    place = place || (cue.kind == CueKind::place && cue.before.found_in(before));
  }
  return place ? 0.05 : 0.35;
}

// The names of a unit as lists: names that follow each other with only `,`, `en`, dashes between.
struct NameList {
  std::vector<const NameHit*> hits;
  double weight = 0;
};

// With these words somebody acts for others too.
constexpr char for_others[] =
    "(?:mede|ook|tevens|zichzelf en|eveneens)"
    "(?: (?:op|handelend|optredend|krachtens|ingevolge)(?: [a-z ]{1,30})?)? "
    "(?:voor|namens|ten behoeve van)";

bool only_list_signs(std::string_view between) {
  static const re2::RE2 signs(
      std::string("[ ,;/|&()·•-]*(?:en|alsmede|en in (?:de )?gemeenten?|en die in|de "
                  "gemeenten?|gemeenten?|, en|en (?:de )?gemeenten?|"
                  "en het college van|(?:.{0,110} )?") +
      for_others + "(?: de gemeenten?| de colleges van| gemeenten?)?(?: de)?)?[ ,;/|&()·•-]*");
  return re2::RE2::FullMatch(re2::StringPiece(between.data(), between.size()), signs);
}

std::vector<NameList> lists_of(const Unit& unit, const std::vector<NameHit>& hits,
                               const RuleSet::Implementation& rules) {
  std::vector<NameList> lists;
  for (std::size_t index = 0; index < hits.size(); ++index) {
    const bool continues =
        index > 0 &&
        only_list_signs(std::string_view(unit.folded)
                            .substr(hits[index - 1].end, hits[index].begin - hits[index - 1].end));
    if (!continues) {
      lists.emplace_back();
      lists.back().weight =
          introduction(std::string_view(unit.folded).substr(0, hits[index].begin), rules);
    }
    lists.back().hits.push_back(&hits[index]);
  }
  return lists;
}

double place_weight(const Coded& coded, std::size_t unit) {
  // The first page may be a cover.
  constexpr std::size_t head_units = 6, beginning_units = 40;
  if (unit < head_units) return 1.0;
  if (unit < coded.text.first_page_units) return 0.7;
  return unit < beginning_units ? 0.5 : 0.3;
}

struct Candidate {
  double score = 0;
  const Unit* unit = nullptr;
  std::size_t begin = 0, end = 0;
  double best = 0;
  bool is_author = false;  // named alone where the buyer stands
};

class BuyerFinder {
 public:
  explicit BuyerFinder(const Coded& coded) : coded_(coded) {}

  Value find() {
    for (std::size_t index = 0; index < coded_.text.units.size(); ++index) read(index);
    for (std::size_t index = 0; index < coded_.text.running_heads.size(); ++index)
      read_running_head(index);
    Value value = absent(coded_, "gemeenten");
    std::set<std::string> codes = chosen();
    // Manifest and folder know who handed the document in. The text may add the other members of
    // a region; where it names only others, it was read wrong or is about something else.
    const std::vector<std::string>& told = coded_.context.gemeenten;
    const bool agrees = std::all_of(told.begin(), told.end(),
                                    [&](const std::string& code) { return codes.contains(code); });
    if (codes.empty() || !agrees) return from_context(value);
    const Candidate* first = nullptr;
    double weakest = 1;
    for (const std::string& code : codes) {
      const Candidate& candidate = candidates_[code];
      weakest = std::min(weakest, candidate.score);
      if (first == nullptr || candidate.best > first->best) first = &candidate;
      value.evidence.push_back(
          evidence_of(coded_.document, *candidate.unit, candidate.begin, candidate.end));
      value.value += (value.value.empty() ? "" : "|") + code;
    }
    value.outcome = Outcome::value;
    value.rule = "gemeenten.register";
    value.confidence = std::clamp(0.3 + 0.5 * weakest, 0.2, 0.97);
    // One of them wrote the paper: it is theirs, however seldom the others are named.
    const bool by_one_of_them = std::any_of(
        codes.begin(), codes.end(), [&](const auto& code) { return candidates_[code].is_author; });
    if (dominates(codes) || by_one_of_them) value.confidence = std::max(value.confidence, 0.5);
    return value;
  }

 private:
  void read(std::size_t index) {
    const Unit& unit = coded_.text.units[index];
    const UnitContext& context = coded_.contexts[index];
    if (context.has(CueKind::definition) || context.has(CueKind::only_told)) return;
    const std::vector<NameHit>& hits = coded_.names[index];
    if (hits.empty()) return;
    double weight = place_weight(coded_, index);
    if (context.has(CueKind::other)) weight *= 0.05;
    for (const NameList& list : lists_of(unit, hits, coded_.rules)) add(list, weight, unit);
    // `A and B do not join`: they are named only to be left out.
    if (!context.has(CueKind::not_taking_part)) return;
    for (const NameHit& hit : hits) {
      if (!hit.name->region) staying_out_.insert(hit.name->codes.begin(), hit.name->codes.end());
    }
  }

  // Whose paper it is stands on each of its pages; a name alone may be of a printer.
  void read_running_head(std::size_t index) {
    constexpr double weight = 0.8;
    const Unit& unit = coded_.text.running_heads[index];
    for (const NameList& list : lists_of(unit, coded_.names_in_heads[index], coded_.rules)) {
      if (list.weight >= 1) add(list, weight, unit);
    }
  }

  // `Regio FoodValley: Barneveld, Ede en Wageningen` says itself who the region is.
  static NameList without_its_title(NameList list) {
    const auto is_region = [](const NameHit* hit) { return hit->name->region; };
    const auto regions = std::count_if(list.hits.begin(), list.hits.end(), is_region);
    constexpr std::size_t names_least = 3;
    if (list.hits.size() >= names_least + static_cast<std::size_t>(regions))
      std::erase_if(list.hits, is_region);
    return list;
  }

  void add(const NameList& found, double place, const Unit& unit) {
    const NameList list = without_its_title(found);
    std::set<std::string> members;
    bool region = false;
    for (const NameHit* hit : list.hits) {
      region = region || hit->name->region;
      members.insert(hit->name->codes.begin(), hit->name->codes.end());
    }
    // Several names in a row at the head of a document are the buyers, whatever stands before.
    const double company = list.hits.size() >= 2 ? std::max(list.weight, 0.7) : list.weight;
    double weight = place * company;
    if (region) weight *= 0.3;
    const bool is_author = place >= 0.8 && list.weight >= 1 && list.hits.size() == 1;
    for (const NameHit* hit : list.hits) {
      for (const std::string& code : hit->name->codes) {
        Candidate& candidate = candidates_[code];
        candidate.score += weight;
        candidate.is_author = candidate.is_author || is_author;
        if (weight > candidate.best) {
          candidate.best = weight;
          candidate.unit = &unit;
          candidate.begin = hit->begin;
          candidate.end = hit->end;
        }
      }
    }
    if (list.hits.size() >= 2 && !region &&
        weight > best_list_weight_ + 0.05 * static_cast<double>(best_list_.size())) {
      best_list_weight_ = weight;
      best_list_ = members;
      for_others_ = speaks_for_others(list, unit);
    }
  }

  std::set<std::string> chosen() const {
    double top = 0;
    for (const auto& [code, candidate] : candidates_) top = std::max(top, candidate.score);
    if (top < 0.3) return {};
    // Names in a row at a place where buyers are named are all of them.
    if (best_list_weight_ >= 0.45 && !is_by_one()) return joining(with_host(best_list_, top));
    std::set<std::string> codes;
    for (const auto& [code, candidate] : candidates_) {
      if (candidate.score >= 0.6 * top && candidate.best >= 0.2) codes.insert(code);
    }
    return joining(codes);
  }

  // The head of the document names one municipality as buyer, and goes on to speak of it more than
  // of those that stand in a row: others with whom it works or once worked.
  bool is_by_one() const {
    if (for_others_ || best_list_weight_ >= 1) return false;
    double listed = 0, apart = 0;
    for (const auto& [code, candidate] : candidates_) {
      const bool in_list = best_list_.contains(code);
      if (in_list) listed = std::max(listed, candidate.score);
      if (!in_list && candidate.best >= 1) apart = std::max(apart, candidate.score);
    }
    constexpr double more = 1.5;
    return apart >= more * listed;
  }

  // "Mede namens de gemeenten A en B": who says so is one of them, and named elsewhere.
  static bool speaks_for_others(const NameList& list, const Unit& unit) {
    static const re2::RE2 pattern(
        std::string(for_others) +
        "(?: de)?:?(?: gemeenten?| colleges van| inwoners van)?(?: de gemeenten?)? ?$");
    const std::string_view before =
        std::string_view(unit.folded).substr(0, list.hits.front()->begin);
    return re2::RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), pattern);
  }

  std::set<std::string> with_host(std::set<std::string> codes, double top) const {
    if (!for_others_) return codes;
    const std::string* host = nullptr;
    double most = 0;
    for (const auto& [code, candidate] : candidates_) {
      if (codes.contains(code) || candidate.score <= most) continue;
      most = candidate.score;
      host = &code;
    }
    if (host != nullptr && most >= 0.35 * top) codes.insert(*host);
    return codes;
  }

  // Where everybody would stay out, the sentence was about something else, and so it was where it
  // names the one that the document is by.
  std::set<std::string> joining(const std::set<std::string>& codes) const {
    std::set<std::string> result;
    std::copy_if(codes.begin(), codes.end(), std::inserter(result, result.end()),
                 [this](const std::string& code) {
                   return !staying_out_.contains(code) || candidates_.at(code).is_author;
                 });
    return result.empty() ? codes : result;
  }

  // A single municipality that is named far more than any other is hardly a passing remark.
  bool dominates(const std::set<std::string>& codes) const {
    if (codes.size() != 1) return false;
    double first = 0, second = 0;
    for (const auto& [code, candidate] : candidates_) {
      double& place = codes.contains(code) ? first : second;
      place = std::max(place, candidate.score);
    }
    return first >= 0.3 && first >= 1.5 * second;
  }

  Value from_context(Value value) const {
    if (coded_.context.gemeenten.empty()) return value;
    for (const std::string& code : coded_.context.gemeenten)
      value.value += (value.value.empty() ? "" : "|") + code;
    value.outcome = Outcome::value;
    value.rule = coded_.context.gemeenten_source;
    value.confidence = coded_.context.gemeenten_source == "manifest" ? 0.9 : 0.7;
    value.evidence = {Evidence{.quote = coded_.context.gemeenten_source}};
    return value;
  }

  const Coded& coded_;
  std::map<std::string, Candidate> candidates_;
  std::set<std::string> best_list_, staying_out_;
  double best_list_weight_ = 0;
  bool for_others_ = false;  // the best list is of those for whom somebody acts
};

// How much a place says about what is bought: the first lines, headings, what stands under a label
// or heading for it, and sentences that say so.
double scope_weight(const Coded& coded, const Mention& mention) {
  if (coded.text.notice) return notice_prominence(coded, mention.unit);
  const Unit& unit = coded.text.units[mention.unit];
  const UnitContext& context = coded.contexts[mention.unit];
  constexpr std::size_t short_text = 220;
  if (mention.unit < 4) return 1.2;
  if (unit.kind == UnitKind::heading) return 0.9;
  // The head of a column, or the name of a row, that is an arrangement of its own (lots.cpp).
  if (unit.table >= 0 && mention.percelen.size() == 1 &&
      mention.percelen.front().starts_with(unit.row == 0 ? "~" : "~row"))
    return 0.9;
  const bool of_topic = mention.percelen.size() == 1 && mention.percelen.front().starts_with('~');
  if ((of_topic || !context.percelen.empty()) && unit.folded.size() < short_text) return 0.8;
  const bool says = context.has(CueKind::scope);
  if (!unit.label.empty() && says) return 1.2;
  if (unit.kind == UnitKind::list_item) return says ? 0.8 : 0.3;
  if (mention.unit < coded.text.first_page_units) return says ? 0.5 : 0.25;
  return says ? 0.3 : 0.12;
}

}  // namespace

Value find_gemeenten(const Coded& coded) {
  if (coded.text.notice) {
    Value value = find_notice_buyers(coded);
    if (value.outcome == Outcome::value) return value;
  }
  return BuyerFinder(coded).find();
}

namespace {

// How firmly each domain is named as such: in the title, on the first page, anywhere.
std::map<std::string, double> named_domains(const Coded& coded,
                                            const std::vector<std::size_t>& use) {
  std::map<std::string, double> named;
  for (const std::size_t index : use) {
    const Mention& mention = coded.mentions[index];
    if (mention.rule->variable != "domein") continue;
    named[mention.value] += coded.text.notice  ? 2 * notice_prominence(coded, mention.unit)
                            : mention.unit < 4 ? 3
                            : mention.unit < coded.text.first_page_units ? 1
                                                                         : 0.3;
  }
  return named;
}

}  // namespace

Value find_voorzieningen(const Coded& coded, const std::vector<std::size_t>& use) {
  const CodebookEntry& entry = *coded.rules.entry("voorzieningen");
  const std::map<std::string, double> named = named_domains(coded, use);
  double most_named = 0;
  for (const auto& [domein, weight] : named) most_named = std::max(most_named, weight);
  std::map<std::string, double> score;
  std::map<std::string, double> best_weight;
  std::map<std::string, const Mention*> best;
  for (const std::size_t index : use) {
    const Mention& mention = coded.mentions[index];
    if (mention.rule->variable != "voorzieningen") continue;
    double weight = scope_weight(coded, mention);
    // A form of support of a domain that the text does not name, in a text that names another, is
    // a word that both use: individuele begeleiding of a child, a crisis bed for adults.
    const auto domein = entry.domein_of.find(mention.value);
    const auto of_domain =
        domein == entry.domein_of.end() ? named.end() : named.find(domein->second);
    const double of_weight = of_domain == named.end() ? 0 : of_domain->second;
    if (most_named >= 3 && of_weight < 0.12 * most_named && mention.unit >= 4) weight *= 0.15;
    score[mention.value] += weight;
    if (weight > best_weight[mention.value]) {
      best_weight[mention.value] = weight;
      best[mention.value] = &mention;
    }
  }
  double top = 0;
  for (const auto& [value, weight] : score) top = std::max(top, weight);
  Value result = absent(coded, "voorzieningen");
  // The only service that there is, at the head of a short piece, is its subject.
  constexpr std::size_t head_units = 8, short_units = 60;
  constexpr double enough = 0.4;
  const bool alone = score.size() == 1 && best.begin()->second->unit < head_units &&
                     coded.text.units.size() < short_units;
  if (top < enough && !alone) return result;
  double weakest = 1;
  for (const auto& code : entry.variable.codes) {
    const auto found = score.find(code.value);
    if (found == score.end()) continue;
    const bool prominent = best_weight[code.value] >= 0.8;
    if (!(prominent ? found->second >= 0.3 * top || found->second >= 1.5
                    : found->second >= 0.7 * top)) {
      result.rivals.push_back(rival_of(coded, *best[code.value], "in passing"));
      continue;
    }
    result.value += (result.value.empty() ? "" : "|") + code.value;
    const Mention& mention = *best[code.value];
    result.evidence.push_back(
        evidence_of(coded.document, coded.text.units[mention.unit], mention.begin, mention.end));
    if (result.rule.empty()) result.rule = mention.rule->name;
    weakest = std::min(weakest, std::min(1.0, found->second / 2));
  }
  result.outcome = Outcome::value;
  result.confidence = std::clamp(0.4 + 0.5 * weakest, 0.3, 0.95);
  return result;
}

Value find_domein(const Coded& coded, const Value& voorzieningen,
                  const std::vector<std::size_t>& use) {
  const CodebookEntry& services = *coded.rules.entry("voorzieningen");
  std::set<std::string> found;
  std::size_t begin = 0;
  const std::string& list = voorzieningen.value;
  while (begin < list.size()) {
    const std::size_t end = std::min(list.find('|', begin), list.size());
    if (const auto domein = services.domein_of.find(list.substr(begin, end - begin));
        domein != services.domein_of.end())
      found.insert(domein->second);
    begin = end + 1;
  }
  Value result = absent(coded, "domein");
  const std::map<std::string, double> named = named_domains(coded, use);
  std::map<std::string, const Mention*> best;
  for (const std::size_t index : use) {
    const Mention& mention = coded.mentions[index];
    if (mention.rule->variable != "domein") continue;
    const Mention*& top = best[mention.value];
    if (top == nullptr) top = &mention;
  }
  const bool from_services = !found.empty();
  if (!from_services) {
    double top = 0;
    for (const auto& [value, weight] : named) top = std::max(top, weight);
    if (top < 1) return result;
    for (const auto& [value, weight] : named) {
      if (weight >= 0.6 * top) found.insert(value);
    }
  }
  for (const auto& code : coded.rules.entry("domein")->variable.codes) {
    if (!found.contains(code.value)) continue;
    result.value += (result.value.empty() ? "" : "+") + code.value;
    if (best.contains(code.value)) {
      const Mention& mention = *best[code.value];
      result.evidence.push_back(
          evidence_of(coded.document, coded.text.units[mention.unit], mention.begin, mention.end));
    }
  }
  if (result.evidence.empty()) result.evidence = voorzieningen.evidence;
  result.outcome = Outcome::value;
  result.rule = from_services ? "derived:voorzieningen" : "domein.named";
  result.confidence = from_services ? std::max(0.5, voorzieningen.confidence) : 0.6;
  return result;
}

}  // namespace inkoopmonitor::classify
