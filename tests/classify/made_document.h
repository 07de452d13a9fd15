// A document made from a few lines of text, so that a test of coding shows what it is about:
//
//   # Heading        a heading, ## one level deeper
//   - item           an item of a list
//   = head           a running head
//   | a | b |        a row of a table; rows in a row are one table
//   ~ a | b          a field of a form that came as data; rows in a row are one form
//   ===              a new page
//   other lines      paragraphs, a blank line between them
#pragma once

#include <string>

#include "classify/classify.h"
#include "extract/document.h"

namespace inkoopmonitor::classify {

extract::Document made_document(const std::string& text);

// The rules of the project, loaded once.
const RuleSet& project_rules();

// A handful of municipalities, whatever the year.
const Gazetteer& of_any_year(int register_year);

// Codes `text` with the project's rules, as offered in 2020.
Coding coded(const std::string& text);

// What was coded of a variable in one record; `no record` where there is none.
std::string value_of(const Coding& coding, const std::string& variable, std::size_t record = 1);

// The begin of a document that says who buys what, and when.
inline const std::string head =
    "# Begeleiding individueel Wmo gemeente Houten\n\n3 maart 2020\n\nDe gemeente Houten koopt "
    "individuele begeleiding in.\n\n";

}  // namespace inkoopmonitor::classify
