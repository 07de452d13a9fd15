#include "extract/docx_styles.h"

#include <algorithm>
#include <pugixml.hpp>

#include "extract/xml.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

std::string value_of(const pugi::xml_node& parent, std::string_view name) {
  return std::string(attribute_named(child_named(parent, name), "val"));
}

// `<w:b/>` is true, `<w:b w:val="0"/>` is false; nothing where it does not stand.
std::optional<bool> switch_of(const pugi::xml_node& parent, std::string_view name) {
  const pugi::xml_node found = child_named(parent, name);
  if (!found) return std::nullopt;
  const std::string_view value = attribute_named(found, "val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

void read_level(const pugi::xml_node& node, ListLevel& level) {
  level.start = number_of(value_of(node, "start"), level.start);
  if (const std::string format = value_of(node, "numFmt"); !format.empty()) level.format = format;
  level.text = value_of(node, "lvlText");
  level.only_decimal = switch_of(node, "isLgl").value_or(false);
}

int level_number(const pugi::xml_node& node) {
  return std::clamp(number_of(attribute_named(node, "ilvl"), 0), 0, list_levels - 1);
}

void take_over(DocxStyle& style, const DocxStyle& base) {
  if (style.list.empty()) style.list = base.list;
  if (!style.list_level) style.list_level = base.list_level;
  if (!style.outline) style.outline = base.outline;
  if (!style.bold) style.bold = base.bold;
  if (!style.breaks_page) style.breaks_page = base.breaks_page;
  if (!style.size) style.size = base.size;
}

}  // namespace

void read_paragraph_properties(const pugi::xml_node& properties, DocxStyle& style) {
  const pugi::xml_node numbers = child_named(properties, "numPr");
  if (const std::string list = value_of(numbers, "numId"); !list.empty()) style.list = list;
  if (const std::string level = value_of(numbers, "ilvl"); !level.empty())
    style.list_level = number_of(level, 0);
  if (const std::string level = value_of(properties, "outlineLvl"); !level.empty())
    style.outline = number_of(level, 9);
  if (const auto breaks = switch_of(properties, "pageBreakBefore")) style.breaks_page = breaks;
}

void read_run_properties(const pugi::xml_node& properties, DocxStyle& style) {
  if (const auto bold = switch_of(properties, "b")) style.bold = bold;
  if (const std::string size = value_of(properties, "sz"); !size.empty())
    style.size = static_cast<float>(number_of(size, 22)) / 2;
}

void DocxStyles::load(const pugi::xml_node& root) {
  read_run_properties(child_named(descendant_named(root, "rPrDefault"), "rPr"), defaults_);
  for (const pugi::xml_node& node : root.children()) {
    if (local_name(node) != "style") continue;
    const std::string id(attribute_named(node, "styleId"));
    DocxStyle style;
    style.base = value_of(node, "basedOn");
    style.name = value_of(node, "name");
    read_paragraph_properties(child_named(node, "pPr"), style);
    read_run_properties(child_named(node, "rPr"), style);
    const std::string_view is_default = attribute_named(node, "default");
    if (attribute_named(node, "type") == "paragraph" && (is_default == "1" || is_default == "true"))
      default_paragraph_ = id;
    styles_.try_emplace(id, std::move(style));
  }
}

// Styles that stand on one another in a ring are cut off.
DocxStyle DocxStyles::style(const std::string& id) const {
  constexpr int bases_max = 20;
  DocxStyle out;
  auto found = styles_.find(id);
  if (found != styles_.end()) out = found->second;
  for (int at = 0; at < bases_max && found != styles_.end(); ++at) {
    take_over(out, found->second);
    found = styles_.find(found->second.base);
  }
  return out;
}

DocxStyle DocxStyles::paragraph(DocxStyle own, const std::string& id) const {
  const DocxStyle base = style(id.empty() ? default_paragraph_ : id);
  take_over(own, base);
  take_over(own, defaults_);
  own.name = base.name;
  return own;
}

DocxStyle DocxStyles::run(DocxStyle own, const std::string& id, const DocxStyle& around) const {
  if (!id.empty()) take_over(own, style(id));
  take_over(own, around);
  return own;
}

int heading_level(const DocxStyle& style) {
  constexpr int none = 9;
  if (style.outline && *style.outline >= 0 && *style.outline < none) return *style.outline + 1;
  if (style.outline) return 0;
  const std::string name = text::fold(style.name);
  if (name == "title" || name == "titel") return 1;
  for (const std::string_view begin : {"heading ", "kop "})
    if (name.starts_with(begin)) return std::clamp(number_of(name.substr(begin.size()), 0), 0, 9);
  return 0;
}

void DocxNumbering::load(const pugi::xml_node& root) {
  for (const pugi::xml_node& node : root.children()) {
    if (local_name(node) != "abstractNum") continue;
    Rules& rules = rules_[std::string(attribute_named(node, "abstractNumId"))];
    for (const pugi::xml_node& level : node.children()) {
      if (local_name(level) != "lvl") continue;
      read_level(level, rules.levels[level_number(level)]);
      if (const std::string style = value_of(level, "pStyle"); !style.empty())
        rules.styles[style] = level_number(level);
    }
  }
  for (const pugi::xml_node& node : root.children()) {
    if (local_name(node) != "num") continue;
    List& list = lists_[std::string(attribute_named(node, "numId"))];
    list.rules = value_of(node, "abstractNumId");
    if (const auto rules = rules_.find(list.rules); rules != rules_.end()) {
      list.levels = rules->second.levels;
      list.styles = rules->second.styles;
    }
    for (const pugi::xml_node& change : node.children()) {
      if (local_name(change) != "lvlOverride") continue;
      const int level = level_number(change);
      if (const pugi::xml_node changed = child_named(change, "lvl"))
        read_level(changed, list.levels[level]);
      const int restart = number_of(value_of(change, "startOverride"), -1);
      if (restart >= 0) list.restarts[level] = restart;
    }
  }
}

std::string DocxNumbering::next(const std::string& list, int level) {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return {};
  level = std::clamp(level, 0, list_levels - 1);
  ListCounter& counter = counters_[found->second.rules];
  const auto restart = found->second.restarts.find(level);
  if (restart != found->second.restarts.end() && restarted_.emplace(list, level).second)
    counter.restart(level, restart->second);
  return counter.next(found->second.levels, level);
}

std::optional<int> DocxNumbering::level_of_style(const std::string& list,
                                                 const std::string& style) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return std::nullopt;
  const auto level = found->second.styles.find(style);
  if (level == found->second.styles.end()) return std::nullopt;
  return level->second;
}

}  // namespace inkoopmonitor::extract
