// A value out of words that a reviewer selected. Quantities are read by the grammar, which needs no
// words around them; a code is looked for by its name, and then by the rules, as in a document of
// these words alone.
#include <algorithm>
#include <cstdlib>

#include "app/coder.h"
#include "app/web/document.h"
#include "classify/quantities.h"
#include "text.h"

namespace inkoopmonitor::app::web {
namespace {

std::string first_date(const std::string& folded) {
  for (const classify::Date& date : classify::find_dates(folded))
    if (date.year_given && classify::is_complete(date))
      return classify::to_iso(date.end_of || date.excluded ? classify::last_day_of(date) : date);
  return {};
}

std::string first_months(const std::string& folded) {
  if (folded.find("onbepaald") != std::string::npos ||
      folded.find("onbeperkte") != std::string::npos)
    return "onbepaald";
  for (const classify::Duration& duration : classify::find_durations(folded))
    if (duration.months > 0) return std::to_string(duration.months);
  const auto periods = classify::find_periods(folded);
  if (!periods.empty()) {
    const int months = classify::months_between(periods[0].from, periods[0].to);
    if (months > 0) return std::to_string(months);
  }
  const auto number = classify::parse_number(folded);
  return number && *number > 0 ? std::to_string(*number) : std::string();
}

std::string first_options(const std::string& folded) {
  if (const auto term = classify::parse_plus(folded); term && !term->extensions.steps.empty())
    return classify::to_string(term->extensions);
  const classify::Extensions extensions = classify::read_extensions(folded);
  return extensions.none    ? "0x0"
         : extensions.tacit ? "stilzwijgend"
                            : classify::to_string(extensions);
}

std::string range_of(const classify::Count& count) {
  if (count.low == count.high) return std::to_string(count.low);
  return (count.low < 0 ? "" : std::to_string(count.low)) + "-" +
         (count.high < 0 ? "" : std::to_string(count.high));
}

std::string first_count(const std::string& folded) {
  for (const char* word : {"onbeperkt", "ongelimiteerd", "geen maximum", "niet beperkt"})
    if (folded.find(word) != std::string::npos) return "onbeperkt";
  const auto counts = classify::find_counts(folded, classify::Articles::keep);
  if (!counts.empty()) return range_of(counts[0]);
  const auto number = classify::parse_number(folded);
  return number ? std::to_string(*number) : std::string();
}

std::string by_grammar(const classify::Variable& variable, const std::string& quote) {
  const std::string folded = text::fold(quote);
  if (variable.type == "date") return first_date(folded);
  if (variable.type == "months") return first_months(folded);
  if (variable.type == "options") return first_options(folded);
  if (variable.type == "count") return first_count(folded);
  if (variable.type == "number") {
    const auto number = classify::parse_number(folded);
    return number ? std::to_string(*number) : std::string();
  }
  if (variable.codes.empty() && variable.type == "text") return quote;
  return {};
}

// A code that is called by its label or by its own name.
std::string by_name(const classify::Variable& variable, const std::string& quote) {
  const std::string folded = text::fold(quote);
  std::string found;
  for (const auto& code : variable.codes) {
    std::string own = code.value;
    std::replace(own.begin(), own.end(), '_', ' ');
    const bool called = folded.find(text::fold(code.label_nl)) != std::string::npos ||
                        folded.find(own) != std::string::npos;
    if (!called) continue;
    const bool is_list = variable.type == "list" || variable.type == "codes";
    if (found.empty()) {
      found = code.value;
    } else if (is_list) {
      found += (variable.type == "codes" ? "+" : "|") + code.value;
    }
  }
  return found;
}

extract::Document document_of(const extract::Page& page, const classify::Evidence& words) {
  extract::Document document;
  document.result = extract::Result::read;
  document.page_count = 1;
  extract::Page part = page;
  part.number = 1;
  part.words.assign(page.words.begin() + words.first_word,
                    page.words.begin() + words.last_word + 1);
  part.blocks = {
      {extract::BlockKind::paragraph, 0, 0, static_cast<std::uint32_t>(part.words.size()), {}}};
  document.pages.push_back(std::move(part));
  return document;
}

std::string by_rules(Context& context, const corpus::Database& database, const std::string& sha256,
                     const std::string& variable, const extract::Document& words) {
  const classify::Trace trace =
      Coder(database, context.rules).trace(words, database.coding_task(sha256));
  std::string value;
  double weight = 0;
  for (const classify::Seen& seen : trace.seen)
    if (seen.variable == variable && seen.weight > weight) {
      value = seen.value;
      weight = seen.weight;
    }
  return value;
}

}  // namespace

std::string value_in_words(Context& context, const corpus::Database& database,
                           const std::string& sha256, const std::string& variable,
                           const classify::Evidence& words) {
  const classify::Variable* known = context.look.find(variable);
  if (known == nullptr) return {};
  const auto page = corpus::page_of(database.folder(), sha256, words.page);
  if (!page || words.last_word >= page->words.size()) return {};
  std::string value = by_grammar(*known, words.quote);
  if (value.empty()) value = by_name(*known, words.quote);
  if (value.empty())
    value = by_rules(context, database, sha256, variable, document_of(*page, words));
  return value;
}

}  // namespace inkoopmonitor::app::web
