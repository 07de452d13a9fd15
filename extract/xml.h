// Short ways through XML for DOCX and ODT. Names are compared without their prefix, since programs
// choose those freely. Private to this room; runs in the child only. pugixml opens no external
// entity and parses without recursion; who walks its tree counts the depth.
#pragma once

#include <string>
#include <string_view>

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace inkoopmonitor::extract {

// Elements nested deeper are left out: no document has them, and walking them would end the stack.
constexpr int xml_depth_max = 200;

std::string_view local_name(const pugi::xml_node& node);
// The first child element, or attribute, of this name; empty when there is none.
pugi::xml_node child_named(const pugi::xml_node& parent, std::string_view name);
std::string_view attribute_named(const pugi::xml_node& node, std::string_view name);
// Below `node`, at any depth.
pugi::xml_node descendant_named(const pugi::xml_node& node, std::string_view name);
// A number, or `otherwise` for anything else.
int number_of(std::string_view text, int otherwise);

// Parses what can be parsed. False, with the reason in `trouble`, when that is not all.
bool load_xml(const std::string& bytes, pugi::xml_document& document, std::string& trouble);

}  // namespace inkoopmonitor::extract
