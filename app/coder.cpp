#include "app/coder.h"

#include <utility>

#include "app/municipalities.h"

namespace inkoopmonitor::app {
namespace {

classify::Context context_of(const corpus::CodingTask& task) {
  classify::Context context;
  context.set_year = task.set_year;
  context.gemeenten = task.gemeenten;
  context.gemeenten_source = task.gemeenten_source;
  context.documentsoort = task.documentsoort;
  context.document_date = task.document_date;
  return context;
}

}  // namespace

const classify::Gazetteer& Coder::gazetteer_of(int year) {
  const auto [asked, is_first] = register_years_.try_emplace(year);
  if (is_first) asked->second = register_year(year, database_);
  const int registered = asked->second;
  const auto [known, is_new] = by_year_.try_emplace(registered);
  classify::Gazetteer& gazetteer = known->second;
  if (!is_new) return gazetteer;
  gazetteer.year = registered;
  for (corpus::RegisterName& name : database_.register_names(registered)) {
    gazetteer.names.push_back({std::move(name.name), std::move(name.codes), name.region});
  }
  return gazetteer;
}

classify::Coding Coder::code(const extract::Document& document, const corpus::CodingTask& task) {
  const auto gazetteer = [&](int year) -> const classify::Gazetteer& { return gazetteer_of(year); };
  return classify::classify(document, rules_, gazetteer, context_of(task));
}

classify::SignedCoding Coder::code_with_signs(const extract::Document& document,
                                              const corpus::CodingTask& task) {
  const auto gazetteer = [&](int year) -> const classify::Gazetteer& { return gazetteer_of(year); };
  return classify::classify_with_signs(document, rules_, gazetteer, context_of(task));
}

classify::Trace Coder::trace(const extract::Document& document, const corpus::CodingTask& task) {
  const auto gazetteer = [&](int year) -> const classify::Gazetteer& { return gazetteer_of(year); };
  return classify::trace(document, rules_, gazetteer, context_of(task));
}

}  // namespace inkoopmonitor::app
