// Notices of a purchase as data: eForms (UBL, since 2023) and the schema of TED before it (R2.0.9).
// Private to this room; runs in the child only.
//
// XML is hostile like any file: no entity is opened, nothing is fetched, and what is larger than
// any notice is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extract/notice_form.h"
#include "extract/office.h"

namespace pugi {
class xml_node;
}

namespace inkoopmonitor::extract {

// Throws OpenFailure when there is nothing to read.
OfficeText read_notice(std::string_view bytes);

// The local name of the outermost element of `head`, the beginning of an XML file; empty when it is
// none or begins with something else. Of UTF-16 too.
std::string root_of_xml(std::string_view head);
bool is_notice_root(std::string_view root);

// More lots, contracts or winners no notice has.
constexpr std::size_t notice_lots_max = 999, notice_winners_max = 5'000;

// Each fills a form and says of the file what there is to say. `trouble` is as in OfficeText.
// --- notice_eforms.cpp
void read_eforms(const pugi::xml_node& root, NoticeForm& form, OfficeText& out);
// --- notice_ted.cpp
void read_ted(const pugi::xml_node& root, NoticeForm& form, OfficeText& out);

}  // namespace inkoopmonitor::extract
