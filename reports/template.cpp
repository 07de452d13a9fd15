// mstch prints nothing for a name that it does not know and takes an unclosed section as it comes,
// so a slip of an editor would silently drop a figure from the publication. Hence the tags are read
// here first and held against the shape of the data; mstch only ever sees a template that passed.
#include "reports/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <mstch/mstch.hpp>
#include <vector>

#include "error.h"
#include "reports/files.h"
#include "reports/texts.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

struct Place {
  std::filesystem::path file;
  std::size_t line = 1;
};

[[noreturn]] void fail(const Place& place, const std::string& problem, const std::string& remedy) {
  throw Error(ErrorKind::usage,
              fmt::format("{}, line {}", text::escaped_path(place.file.native()), place.line),
              problem, remedy);
}

struct Tag {
  char kind = 0;  // # ^ / > ! & or 0 for a plain value; { is given as &
  std::string name;
};

class Checker {
 public:
  Checker(const std::filesystem::path& folder, std::map<std::string, std::string>& partials)
      : folder_(folder), partials_(partials) {}

  std::string check(const std::string& name, std::vector<const json*> stack) {
    Place place{folder_ / name};
    const std::string text = read_whole(place.file);
    const std::size_t outside = stack.size();
    std::vector<std::string> open;
    std::size_t at = 0;
    for (std::size_t start; (start = text.find("{{", at)) != std::string::npos;) {
      place.line += static_cast<std::size_t>(
          std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                     text.begin() + static_cast<std::ptrdiff_t>(start), '\n'));
      at = start;
      apply(next_tag(text, at, place), place, stack, open);
      place.line += static_cast<std::size_t>(
          std::count(text.begin() + static_cast<std::ptrdiff_t>(start),
                     text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }
    if (!open.empty())
      fail(place, fmt::format("the section `{}` is never closed", open.back()),
           fmt::format("add {{{{/{}}}}} where it ends", open.back()));
    stack.resize(outside);
    return text;
  }

 private:
  static Tag next_tag(const std::string& text, std::size_t& at, const Place& place) {
    const bool triple = text.compare(at, 3, "{{{") == 0;
    const std::string ending = triple ? "}}}" : "}}";
    const std::size_t first = at + ending.size(), end = text.find(ending, first);
    if (end == std::string::npos)
      fail(place, "a tag is not ended", fmt::format("add {} to it", ending));
    std::string inside = text.substr(first, end - first);
    at = end + ending.size();
    Tag tag{triple ? '&' : '\0', {}};
    if (!triple && !inside.empty() && std::string("#^/>!&=").find(inside[0]) != std::string::npos) {
      tag.kind = inside[0];
      inside.erase(0, 1);
    }
    const std::size_t begin = inside.find_first_not_of(" \t\n");
    if (begin != std::string::npos)
      tag.name = inside.substr(begin, inside.find_last_not_of(" \t\n") - begin + 1);
    return tag;
  }

  void apply(const Tag& tag, const Place& place, std::vector<const json*>& stack,
             std::vector<std::string>& open) {
    if (tag.kind == '!') return;
    if (tag.kind == '=') fail(place, "delimiters may not be changed", "write tags with {{ and }}");
    if (tag.kind == '/') {
      if (open.empty() || open.back() != tag.name)
        fail(place, fmt::format("`{}` is closed but not open here", tag.name),
             "close sections in the reverse order of opening");
      open.pop_back();
      stack.pop_back();
    } else if (tag.kind == '>') {
      // Checked wherever it is taken in, since other names may be known there.
      if (std::find(inside_.begin(), inside_.end(), tag.name) != inside_.end())
        fail(place, fmt::format("`{}` takes in itself", tag.name), "take one of the two out");
      inside_.push_back(tag.name);
      partials_[tag.name] = check(tag.name + ".html", stack);
      inside_.pop_back();
    } else {
      const json* found = look_up(tag, place, stack);
      if (tag.kind != '#' && tag.kind != '^') return;
      open.push_back(tag.name);
      stack.push_back(found);
    }
  }

  static const json* look_up(const Tag& tag, const Place& place,
                             const std::vector<const json*>& stack) {
    const bool section = tag.kind == '#' || tag.kind == '^';
    for (auto shape = stack.rbegin(); shape != stack.rend(); ++shape) {
      const json& object = (*shape)->is_array() ? (*shape)->at(0) : **shape;
      if (!object.is_object() || !object.contains(tag.name)) continue;
      const json& found = object.at(tag.name);
      if (!section && !found.is_string())
        fail(place, fmt::format("`{}` is a section, not a value", tag.name),
             fmt::format("write {{{{#{0}}}}} and {{{{/{0}}}}} around its text", tag.name));
      return &found;
    }
    fail(place, fmt::format("there is no `{}` here", tag.name),
         "use a name that the template had before");
  }

  const std::filesystem::path& folder_;
  std::map<std::string, std::string>& partials_;
  std::vector<std::string> inside_;
};

mstch::node node_of(const json& data) {
  if (data.is_string()) return data.get<std::string>();
  if (data.is_boolean()) return data.get<bool>();
  if (data.is_array()) {
    mstch::array nodes;
    for (const json& element : data) nodes.push_back(node_of(element));
    return nodes;
  }
  if (data.is_object()) {
    mstch::map nodes;
    for (const auto& [name, value] : data.items()) nodes[name] = node_of(value);
    return nodes;
  }
  return nullptr;
}

}  // namespace

Template::Template(const std::filesystem::path& folder, const std::string& name,
                   const json& shape) {
  // One setting for the whole process, made before the first template can be rendered.
  static const bool set = [] {
    // mstch's own escaping spells every slash, which makes links that no person can read.
    mstch::config::escape = html_escaped;
    return true;
  }();
  static_cast<void>(set);
  text_ = Checker(folder, partials_).check(name, {&shape});
}

std::string Template::render(const json& data) const {
  return mstch::render(text_, node_of(data), partials_);
}

}  // namespace inkoopmonitor::reports
