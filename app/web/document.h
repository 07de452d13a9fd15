// A document under review: what its pages and the forms about it share.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/web/context.h"

namespace inkoopmonitor::app::web {

// Which value of a document is looked at.
struct At {
  int record = -1;
  std::string variable;
};

// What is said above the values: that something was refused, or what was done.
struct Said {
  std::string message;
  std::string file, done;  // of which document, since the next may be the one that is shown
};

// The list of values as a part of the page, with `at` open; without it the first that waits.
nlohmann::json values_json(Context& context, const corpus::Database& database,
                           const Request& request, const std::string& sha256, At at,
                           const Said& said = {});

// The whole page of a document.
Response document_page(Context& context, const Request& request, const std::string& sha256,
                       const Said& said = {});

// A record of a document and one of its values, found by what a form says of them; nothing when
// the document is no longer as the form has it.
struct Found {
  corpus::DecidedCoding decided;
  std::size_t record = 0;
  const classify::Value* value = nullptr;  // of `decided`; null: the record does not have it
  const corpus::Decision* held = nullptr;  // that holds for it now
};
std::optional<Found> find_value(const corpus::Database& database, const Request& request,
                                const std::string& sha256);

// A value as words say it; empty when they say none. `page` must have the words.
std::string value_in_words(Context& context, const corpus::Database& database,
                           const std::string& sha256, const std::string& variable,
                           const classify::Evidence& words);

}  // namespace inkoopmonitor::app::web
