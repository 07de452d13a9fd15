// Pages as PDF for print: Chromium sets them, with tags for those who cannot see, and qpdf makes
// the file the same every time. Private to this room.
#pragma once

#include <map>
#include <string>
#include <vector>

class QPDF;

namespace inkoopmonitor::reports {

class Browser;

struct PrintedDocument {
  std::string title, language;
  std::string date;  // ISO; stands in the file instead of the clock's
  std::string html;
};

// The bytes of the PDF. Throws Error (usage) as Browser::print does.
std::string printed(const PrintedDocument& document, Browser& browser);

// On which page each heading of a page comes to stand when it is printed; pictures count by their
// size only. Throws as `printed`.
std::map<std::string, int> pages_of_headings(const std::string& html, Browser& browser);

// Marks what is drawn in the margins of pages that Chromium made as artifacts.
void mark_margins(QPDF& pdf);
// Numbers the elements of the structure from 1, whatever numbers Chromium gave them.
void number_elements(QPDF& pdf);

// Whether every heading stands as a bookmark, every picture has a text, every header cell says for
// what it is, every font is embedded, all that is drawn is in the structure or marked as
// decoration, and every page is printed in its own size; each fault in a sentence, none when all is
// well.
std::vector<std::string> structure_faults(const std::string& pdf);

}  // namespace inkoopmonitor::reports
