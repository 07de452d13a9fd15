// Templates (mustache) that are checked when they are loaded. Private to this room.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace inkoopmonitor::reports {

class Template {
 public:
  // Loads `folder / name` and the files that it takes in with {{>other}} (`other.html`). `shape` is
  // an object with every name that the data may hold: text for a value, an object for a section
  // with names of its own, an array of one such object for a list. A name that is not in it, a
  // section that is not closed or closed twice, and a tag that is not ended throw Error (usage)
  // with file and line.
  Template(const std::filesystem::path& folder, const std::string& name,
           const nlohmann::json& shape);

  // `data` has the form of the shape; a section may be false, true, null, an object or an array.
  std::string render(const nlohmann::json& data) const;

 private:
  std::string text_;
  std::map<std::string, std::string> partials_;
};

}  // namespace inkoopmonitor::reports
