// What a DOCX says elsewhere about the paragraphs of its text: styles and numbers. Private to this
// room; runs in the child only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "extract/numbering.h"

namespace pugi {
class xml_node;
}

namespace inkoopmonitor::extract {

// What a style or a paragraph itself says; what it leaves out its base says.
struct DocxStyle {
  std::string base, name, list;   // list: numId; `0` takes a number away
  std::optional<int> list_level;  // from 0
  std::optional<int> outline;     // level of a heading, from 0; 9 is none
  std::optional<bool> bold, breaks_page;
  std::optional<float> size;
};

// Reads w:pPr and w:rPr into `style`.
void read_paragraph_properties(const pugi::xml_node& properties, DocxStyle& style);
void read_run_properties(const pugi::xml_node& properties, DocxStyle& style);

class DocxStyles {
 public:
  void load(const pugi::xml_node& root);
  // What a paragraph says with all that its style and the bases of that say; an empty id is the
  // usual style of paragraphs.
  DocxStyle paragraph(DocxStyle own, const std::string& id) const;
  // What a run says in a paragraph of style `around`, with its own style, if it has one.
  DocxStyle run(DocxStyle own, const std::string& id, const DocxStyle& around) const;

 private:
  // The style with all that its bases say.
  DocxStyle style(const std::string& id) const;

  std::map<std::string, DocxStyle> styles_;
  std::string default_paragraph_;
  DocxStyle defaults_;
};

// The level of a heading, from 1; 0 for what is none.
int heading_level(const DocxStyle& style);

class DocxNumbering {
 public:
  void load(const pugi::xml_node& root);
  // The label of the next paragraph of this list; empty where there is none to write.
  std::string next(const std::string& list, int level);
  // The level at which a list numbers paragraphs of this style; nothing when it has none.
  std::optional<int> level_of_style(const std::string& list, const std::string& style) const;

 private:
  struct List {
    std::string rules;  // of several lists that count on
    ListLevels levels;
    std::map<int, int> restarts;
    std::map<std::string, int> styles;
  };
  struct Rules {
    ListLevels levels;
    std::map<std::string, int> styles;
  };
  std::map<std::string, Rules> rules_;
  std::map<std::string, List> lists_;
  std::map<std::string, ListCounter> counters_;
  std::set<std::pair<std::string, int>> restarted_;
};

}  // namespace inkoopmonitor::extract
