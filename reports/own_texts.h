// Paragraphs that a researcher wrote for a publication, in its folder `tekst`: <chapter>.md each.
// They are kept when the publication is made again. Private to this room.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "reports/files.h"

namespace inkoopmonitor::reports {

class OwnTexts {
 public:
  // Reads `out`/tekst, when it is there. Throws Error (usage) for a file that belongs to no chapter
  // of templates/monitor.json, which would be left out silently.
  OwnTexts(const std::filesystem::path& out, const std::filesystem::path& templates);

  // As HTML, without any HTML of its own; empty when there is none for the chapter.
  std::string html(const std::string& chapter) const;
  // Writes them into the new publication.
  void keep(FolderAside& folder) const;

 private:
  std::map<std::string, std::string> files_;  // name and bytes
};

}  // namespace inkoopmonitor::reports
