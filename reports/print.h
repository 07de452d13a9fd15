// Pages as PDF for print: Chromium sets them, with tags for those who cannot see, and qpdf makes
// the file the same every time. Private to this room.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

class QPDF;

namespace inkoopmonitor::reports {

struct PrintedDocument {
  std::string title, language;
  std::string date;  // ISO; stands in the file instead of the clock's
  // The page as HTML, given on which pages its headings stand; called twice, first without them.
  std::function<std::string(const std::map<std::string, int>& pages)> html;
};

// The bytes of the PDF. Throws Error (usage) when Chromium does not run or does not answer within
// two minutes.
std::string printed(const PrintedDocument& document, const std::filesystem::path& chromium);

// Marks what is drawn in the margins of pages that Chromium made as artifacts.
void mark_margins(QPDF& pdf);

// Whether every heading stands as a bookmark, every picture has a text, every header cell says for
// what it is, every font is embedded, and all that is drawn is in the structure or marked as
// decoration; each fault in a sentence, none when all is well.
std::vector<std::string> structure_faults(const std::string& pdf);

}  // namespace inkoopmonitor::reports
