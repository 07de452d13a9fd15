// The five steps in a row.
#include "classify/classify.h"

#include <cassert>
#include <cstdlib>

#include "classify/resolve.h"
#include "classify/trace.h"

namespace inkoopmonitor::classify {
namespace {

int year_of(const std::string& date, int otherwise) {
  return date.empty() ? otherwise : std::atoi(date.substr(0, 4).c_str());
}

// Everything up to the records; what is referred to must outlive the result.
Coded read(const extract::Document& document, const RuleSet& rules, const GazetteerOf& gazetteer_of,
           const Context& context) {
  const RuleSet::Implementation& set = rules.implementation();
  Coded coded{document, set, context, structure(document, set.notice, set.slips), {}, {}, {},
              {},       {},  false};
  coded.contexts = read_context(coded.text, set);
  coded.mentions = find_mentions(coded.text, coded.contexts, set);
  if (coded.text.notice) judge_notice(coded);
  const int year = year_of(published_about(coded), context.set_year);
  const Gazetteer& gazetteer = gazetteer_of(year_of(find_document_date(coded).value, year));
  const NameFinder finder(gazetteer);
  coded.names = finder.find(coded.text.units);
  coded.names_in_heads = finder.find(coded.text.running_heads);
  coded.gemeenten = find_gemeenten(coded);
  reject_other_municipalities(coded);
  reject_glossaries(coded);
  reject_other_purchases(coded);
  reject_other_items(coded);
  settle_times(coded);
  coded.subject = find_subject(coded);
  scope_by_service(coded);
  return coded;
}

}  // namespace

Coding classify(const extract::Document& document, const RuleSet& rules,
                const GazetteerOf& gazetteer_of, const Context& context) {
  return {find_records(read(document, rules, gazetteer_of, context)),
          rules.implementation().privates.find(document)};
}

SignedCoding classify_with_signs(const extract::Document& document, const RuleSet& rules,
                                 const GazetteerOf& gazetteer_of, const Context& context) {
  assert(!rules.implementation().calibration.made);
  const Coded coded = read(document, rules, gazetteer_of, context);
  SignedCoding result{{find_records(coded), {}}, {}};
  result.signs = signs_of(coded, result.coding.records);
  return result;
}

Trace trace(const extract::Document& document, const RuleSet& rules,
            const GazetteerOf& gazetteer_of, const Context& context) {
  const Coded coded = read(document, rules, gazetteer_of, context);
  const Subject& subject = coded.subject;
  return {{find_records(coded), {}},
          seen_in(coded),
          subject.other_purchase ? "other_purchase"
          : subject.withdrawn    ? "withdrawn"
                                 : ""};
}

}  // namespace inkoopmonitor::classify
