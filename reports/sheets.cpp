// How high the parts of a chapter are only the browser knows, so it is asked; where pages end is
// decided here and said in the style sheet: parts with the same named page share one.
#include "reports/sheets.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "reports/browser.h"
#include "reports/paging.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// What style.css makes of a page, in millimetres: a little less of its height, for edges that are
// rounded up.
constexpr double kPageWidth = 170, kPageHeight = 251, kPicture = 155, kHighest = 172, kMap = 84;

// Of each chapter its parts from top to bottom: ids, height, height of the picture. Notes belong to
// what stands above them.
constexpr const char* kMeasure = R"((function () {
  var millimetres = function (pixels) { return pixels * 25.4 / 96; };
  return Array.from(document.querySelectorAll('.chapter')).map(function (chapter) {
    var end = chapter.getBoundingClientRect().bottom, parts = [];
    Array.from(chapter.children).forEach(function (part) {
      if (!part.matches('.opening, .figure, .footnotes')) return;
      if (part.matches('.footnotes') && parts.length) {
        parts[parts.length - 1].ids.push(part.id);
        return;
      }
      var picture = part.querySelector('img.drawn');
      parts.push({
        ids: [part.id], opens: part.matches('.opening'), map: !!part.querySelector('.map'),
        top: (part.matches('.opening') ? chapter : part).getBoundingClientRect().top,
        picture: picture ? millimetres(picture.getBoundingClientRect().height) : 0
      });
    });
    parts.forEach(function (part, n) {
      var next = n + 1 < parts.length ? parts[n + 1].top : end;
      part.height = millimetres(next - part.top);
    });
    return { id: chapter.id.slice(2), parts: parts };
  });
})())";

// As a style sheet quotes it.
std::string css_quoted(const std::string& text) {
  std::string result;
  for (const char sign : text)
    if (sign == '"' || sign == '\\' || sign == '<')
      result += fmt::format("\\{:x} ", static_cast<unsigned char>(sign));
    else
      result += sign;
  return result;
}

struct Part {
  std::vector<std::string> ids;
  std::string chapter;
  bool map = false;
};

json block_of(const std::string& id, const Part& part, const PlacedBlock& placed, bool first,
              bool opens) {
  return {{"id", id},
          {"number", std::to_string(placed.page + 1)},
          {"first", first},
          {"joined", opens && !first},
          {"scaled", placed.scale < 1},
          {"width", fmt::format("{:.1f}", placed.scale * (part.map ? kMap : kPicture))},
          {"height", fmt::format("{:.1f}", placed.scale * kHighest)}};
}

}  // namespace

json sheets_of(const std::string& html, const json& chapters, Browser& browser) {
  std::map<std::string, std::string> titles;
  for (const json& chapter : chapters) titles[chapter["id"]] = chapter["title"];
  std::vector<Part> parts;
  std::vector<PrintedBlock> blocks;
  for (const json& chapter : browser.measured(html, kPageWidth, kMeasure))
    for (const json& part : chapter["parts"]) {
      parts.push_back({part["ids"].get<std::vector<std::string>>(), chapter["id"], part["map"]});
      blocks.push_back({part["height"], part["picture"], part["opens"]});
    }
  const std::vector<PlacedBlock> placed = placed_on_pages(blocks, kPageHeight);
  json sheets = json::array();
  std::string last;
  for (std::size_t b = 0; b < placed.size(); ++b) {
    const bool begins = sheets.size() == placed[b].page;
    if (begins) {
      sheets.push_back({{"number", std::to_string(placed[b].page + 1)},
                        {"title", css_quoted(titles[parts[b].chapter])},
                        {"blocks", json::array()}});
    } else if (parts[b].chapter != last) {
      sheets.back()["title"] =
          sheets.back()["title"].get<std::string>() + " · " + css_quoted(titles[parts[b].chapter]);
    }
    last = parts[b].chapter;
    for (const std::string& id : parts[b].ids)
      sheets.back()["blocks"].push_back(block_of(id, parts[b], placed[b], begins, blocks[b].opens));
  }
  return sheets;
}

}  // namespace inkoopmonitor::reports
