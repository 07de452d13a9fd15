#include "reports/own_texts.h"

#include <cmark.h>

#include <cstdlib>
#include <memory>
#include <set>

#include "error.h"
#include "reports/texts.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "tekst";

struct Freed {
  void operator()(char* text) const { std::free(text); }
};

std::set<std::string> chapters_of(const fs::path& templates) {
  std::set<std::string> ids;
  const Texts monitor(templates / "monitor.json");
  for (const nlohmann::json& chapter : monitor.json("/chapters"))
    ids.insert(chapter.at("id").get<std::string>());
  return ids;
}

}  // namespace

OwnTexts::OwnTexts(const fs::path& out, const fs::path& templates) {
  std::error_code missing;
  const std::set<std::string> chapters = chapters_of(templates);
  for (const auto& entry : fs::directory_iterator(out / kFolder, missing)) {
    if (entry.path().extension() != ".md") continue;
    const std::string chapter = entry.path().stem().string();
    if (!chapters.contains(chapter)) {
      std::string known;
      for (const std::string& id : chapters) known += (known.empty() ? "" : ", ") + id + ".md";
      throw Error(ErrorKind::usage, text::escaped_path(entry.path().native()),
                  "there is no chapter of this name", "call it one of " + known);
    }
    files_[entry.path().filename().string()] = read_whole(entry.path());
  }
}

std::string OwnTexts::html(const std::string& chapter) const {
  const auto found = files_.find(chapter + ".md");
  if (found == files_.end()) return {};
  const std::string text = text::valid_utf8(found->second);
  const std::unique_ptr<char, Freed> html(
      cmark_markdown_to_html(text.data(), text.size(), CMARK_OPT_SAFE));
  if (!html)
    throw Error(ErrorKind::usage, chapter + ".md", "there is no memory to read it",
                "close programs");
  return html.get();
}

void OwnTexts::keep(FolderAside& folder) const {
  for (const auto& [name, bytes] : files_) folder.write(fs::path(kFolder) / name, bytes);
}

}  // namespace inkoopmonitor::reports
