// What a PDF says of itself and holds beside its pages. Private to this room; runs in the child
// only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/pdf.h"

class PDFDoc;

namespace inkoopmonitor::extract {

class MemberSender;

// Title, producer, dates, language, and whether there is an outline or are labels.
void take_facts(PDFDoc& document, PdfInfo& info);
// At most `outline_entries_max` entries.
std::vector<OutlineEntry> outline_of(PDFDoc& document);
// From the first page on; empty where a label is the page's number, none after the last that is
// not.
std::vector<std::string> labels_of(PDFDoc& document);
// Whether files are attached to the document or to one of these pages.
bool holds_files(PDFDoc& document, std::uint32_t first, std::uint32_t last);
// All of them, each once.
void send_files(PDFDoc& document, MemberSender& sender);

}  // namespace inkoopmonitor::extract
