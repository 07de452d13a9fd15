// How a publication was made, in parts with sentences and tables: methode.md and the appendix of
// the pages. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "reports/wording.h"

namespace inkoopmonitor::reports {

struct MethodPart {
  std::string title;
  std::vector<std::string> text;  // HTML
  Table table;                    // without rows: there is none
};

struct MethodOptions {
  int year = 0;
  Table changed;  // figures that are others than in the edition before (changed_figures.h)
};

// The parts that monitor.json describes, in its order; `phrases` are what its sentences may say.
std::vector<MethodPart> method_of(const corpus::Database& database, const Texts& monitor,
                                  const Wording& wording, const Phrases& phrases,
                                  const MethodOptions& options);

// The parts as Markdown, below headings of the second level.
std::string markdown_of(const std::vector<MethodPart>& parts);

// HTML without its links; their text stays. For paper, on which they lead nowhere.
std::string without_links(const std::string& html);
// The same with entities undone, for an attribute or a text file.
std::string plain_of(const std::string& html);

}  // namespace inkoopmonitor::reports
