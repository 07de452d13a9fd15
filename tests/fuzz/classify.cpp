#include "classify/classify.h"

#include <cassert>
#include <string>

#include "extract/document.h"
#include "tests/classify/made_document.h"
#include "tests/fuzz/targets.h"
#include "text.h"

namespace inkoopmonitor::fuzz {
namespace {

using inkoopmonitor::classify::Coding;
using inkoopmonitor::classify::Evidence;
using inkoopmonitor::classify::Outcome;
using inkoopmonitor::classify::Value;

// Bytes that are a page as a corpus keeps it are that page; all others are taken for text.
extract::Document document_of(std::string_view bytes) {
  extract::Document document;
  extract::Page page;
  if (!extract::decode_layout(bytes, page)) return classify::made_document(text::valid_utf8(bytes));
  page.number = 1;
  page.source = extract::PageSource::text_layer;
  page.quality = 1;
  document.result = extract::Result::read;
  document.page_count = 1;
  document.pages.push_back(page);
  return document;
}

void check(const Evidence& evidence, const extract::Document& document) {
  if (evidence.page == 0) return;
  assert(evidence.page <= document.pages.size());
  const extract::Page& page = document.pages[evidence.page - 1];
  assert(evidence.first_word <= evidence.last_word && evidence.last_word < page.words.size());
  assert(evidence.quote == extract::quote(page, evidence.first_word, evidence.last_word));
}

void check(const Value& value, const extract::Document& document) {
  assert(classify::project_rules().find(value.variable) != nullptr);
  assert(value.confidence >= 0 && value.confidence <= 1);
  assert((value.outcome == Outcome::value) == !value.value.empty());
  assert(value.outcome != Outcome::value || !value.evidence.empty());
  for (const Evidence& evidence : value.evidence) check(evidence, document);
  for (const auto& rival : value.rivals) check(rival.evidence, document);
}

}  // namespace

// Every value that is coded has words of the document to prove it; two documents that say the same
// make one dossier.
void classify(std::string_view bytes) {
  const extract::Document document = document_of(bytes);
  const Coding coding = classify::classify(document, classify::project_rules(),
                                           classify::of_any_year, {.set_year = 2020});
  for (const auto& record : coding.records) {
    for (const Value& value : record.values) check(value, document);
  }
  classify::resolve({{"one", coding}, {"other", coding}}, classify::project_rules());
}

}  // namespace inkoopmonitor::fuzz
