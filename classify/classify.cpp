// The five steps in a row.
#include "classify/classify.h"

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

Coded code(const extract::Document& document, const RuleSet& rules, const Gazetteer& gazetteer,
           const Context& context) {
  const RuleSet::Implementation& set = rules.implementation();
  Coded coded{document, set, gazetteer, context, structure(document), {}, {}};
  coded.contexts = read_context(coded.text, set);
  coded.mentions = find_mentions(coded.text, coded.contexts, set);
  return coded;
}

}  // namespace

std::string document_date(const extract::Document& document, const RuleSet& rules,
                          const Context& context) {
  const Gazetteer nobody;
  return find_document_date(code(document, rules, nobody, context)).value;
}

Coding classify(const extract::Document& document, const RuleSet& rules, const Gazetteer& gazetteer,
                const Context& context) {
  return {find_records(code(document, rules, gazetteer, context))};
}

}  // namespace inkoopmonitor::classify
